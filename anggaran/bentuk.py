"""The money as it is stored: rows of pagu and realisasi in rupiah. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

Angka = Decimal | None

TAHAP_URUT = ("murni", "pergeseran", "perubahan")
"""The stages of a budget in time: the last one that is stated counts."""
JENIS_UANG = ("program", "kegiatan", "sub_kegiatan")
"""The kinds of nodes that money stands on."""
JENIS_BELANJA = {
    "pegawai": "Belanja Pegawai",
    "barang_jasa": "Belanja Barang dan Jasa",
    "modal": "Belanja Modal",
    "hibah": "Belanja Hibah",
    "tidak_terduga": "Belanja Tidak Terduga",
    "transfer": "Belanja Transfer",
}


def nama_belanja(jenis: str) -> str:
    """The printed name of a jenis belanja: `barang_jasa` → `Belanja Barang dan Jasa`; an own word stays as it is."""
    return JENIS_BELANJA.get(jenis.casefold(), jenis)


class BarisAnggaran(NamedTuple):
    simpul_id: int | None
    tahun: int
    tahap: str
    jenis_belanja: str
    pagu: Decimal


class BarisRealisasiAnggaran(NamedTuple):
    simpul_id: int | None
    tahun: int
    triwulan: int | None
    jenis_belanja: str
    nilai: Decimal
    bulan: int | None = None


@dataclass
class UangTahun:
    """One agency's rows of money."""

    anggaran: list[BarisAnggaran] = field(default_factory=list)
    realisasi: list[BarisRealisasiAnggaran] = field(default_factory=list)


@dataclass(frozen=True)
class BedaBulan:
    """A quarter stated by hand, and the sum of the months that the budget system gives for it."""

    triwulan: int
    dinyatakan: Decimal
    jumlah_bulan: Decimal


@dataclass(frozen=True)
class BagianSasaran:
    kode: str
    pagu: Angka
    realisasi: Angka
    sisa: Angka
    serapan: Angka
    pagu_murni: Angka = None


@dataclass(frozen=True)
class IkhtisarBelanja:
    jenis: str
    pagu_murni: Angka
    pagu: Angka
    realisasi: Angka
    serapan: Angka
    dinyatakan: bool = False


@dataclass(frozen=True)
class TahunLalu:
    tahun: int
    pagu: Angka
    realisasi: Angka
    serapan: Angka
    dinyatakan: bool
