"""What is computed for one indicator: its quarters, years, comparisons and parts. Frozen and exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Angka = Decimal | None


@dataclass(frozen=True)
class BedaTahunan:
    """A year stated by a yearly row, and what its quarters make. `alasan`: why the year is kept as stated."""

    tahunan: Decimal
    triwulan: Decimal
    alasan: str = ""


@dataclass(frozen=True)
class TidakWajar:
    """Why the number of a yearly row is beyond what is reasonable. `alasan`: why it is right all the same."""

    sebab: str
    alasan: str = ""


@dataclass(frozen=True)
class AngkaTriwulan:
    triwulan: int
    target: Angka
    realisasi: Angka
    capaian: Angka
    sd_target: Angka
    sd_realisasi: Angka
    sd_capaian: Angka
    alasan: str = ""
    target_atas: Angka = None
    target_teks: str = ""


@dataclass(frozen=True)
class AngkaTahun:
    tahun: int
    target: Angka
    realisasi: Angka
    capaian: Angka
    selisih: Angka
    kenaikan_persen: Angka
    alasan: str = ""
    target_teks: str = ""
    realisasi_teks: str = ""


@dataclass(frozen=True)
class TargetTahun:
    tahun: int
    nilai: Angka
    nilai_atas: Angka
    teks: str


@dataclass(frozen=True)
class AkhirRenstra:
    tahun: int | None
    target: Angka
    capaian: Angka
    alasan: str = ""
    teks: str = ""


@dataclass(frozen=True)
class Nasional:
    nilai: Angka
    teks: str
    capaian: Angka


@dataclass(frozen=True)
class AngkaPembanding:
    jenis: str
    instansi: str
    nilai: Angka
    kategori: str
    selisih: Angka
    capaian: Angka
    sumber: str = ""
    keterangan: str = ""


@dataclass(frozen=True)
class AngkaKomponen:
    nama: str
    maksimum: Angka
    nilai: Angka
    persen: Angka
    bobot: Angka = None


@dataclass(frozen=True)
class Analisis:
    pendorong: str = ""
    penghambat: str = ""
    solusi: str = ""
    tindak_lanjut: str = ""
    sumber: str = ""

    @property
    def ada(self) -> bool:
        return bool(self.pendorong or self.penghambat or self.solusi or self.tindak_lanjut)
