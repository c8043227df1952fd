"""The shape of an ikhtisar: one agency's year, computed. Frozen, exact, to and from JSON.

Decimals are strings in JSON; a value that cannot be computed is null and has its `alasan`. Keys are
the codes of the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cattrs.preconf.json import make_converter

from anggaran.bentuk import BagianSasaran, BedaBulan, IkhtisarBelanja, TahunLalu
from capaian.hitung.bentuk import (
    AkhirRenstra,
    Analisis,
    AngkaKomponen,
    AngkaPembanding,
    AngkaTahun,
    AngkaTriwulan,
    BedaTahunan,
    Nasional,
    TargetTahun,
    TidakWajar,
)

Angka = Decimal | None
SATU = Decimal(1)


@dataclass(frozen=True)
class Instansi:
    kode: str
    nama: str
    singkatan: str
    pemda: str


@dataclass(frozen=True)
class PitaSkala:
    predikat: str
    kategori: str
    batas_bawah: Angka
    eksklusif: bool
    batas_atas: Angka
    warna: str


@dataclass(frozen=True)
class AngkaRenja:
    """An indicator in the evaluation of the Renja: the year to date against the year's target, and the
    Renstra period to date against its end."""

    target_akhir: Angka
    target_akhir_teks: str
    realisasi_lalu: Angka
    target: Angka
    target_atas: Angka
    target_teks: str
    realisasi: Angka
    capaian: Angka
    realisasi_renstra: Angka
    capaian_renstra: Angka


@dataclass(frozen=True)
class RataRenja:
    """The means of the evaluation of the Renja over its indicators, each with its predikat."""

    capaian: Angka
    predikat: str | None
    capaian_renstra: Angka
    predikat_renstra: str | None
    anggota: int
    dihitung: int
    dihitung_renstra: int


@dataclass(frozen=True)
class AngkaEfisiensi:
    pagu: Angka
    realisasi: Angka
    serapan: Angka
    nilai: Angka
    kesimpulan: str | None
    alasan: str = ""


@dataclass(frozen=True)
class IkhtisarIndikator:
    kode: str
    induk: str
    nama: str
    satuan: str
    iku: bool
    arah: str
    jenis_nilai: str
    target: Angka
    target_atas: Angka
    target_teks: str
    versi_target: str | None
    realisasi: Angka
    realisasi_teks: str
    capaian: Angka
    capaian_dibatasi: Angka
    predikat: str | None
    warna: str
    predikat_nilai: str | None
    status: str | None
    alasan: str
    triwulan: tuple[AngkaTriwulan, ...]
    deret: tuple[AngkaTahun, ...]
    akhir_renstra: AkhirRenstra
    pembanding: tuple[AngkaPembanding, ...]
    komponen: tuple[AngkaKomponen, ...]
    jumlah_komponen: Angka
    jumlah_maksimum: Angka
    efisiensi: AngkaEfisiensi
    analisis: Analisis
    agregasi: str = "akhir"
    bobot: Angka = None
    pengali: Angka = None
    pembilang: Angka = None
    penyebut: Angka = None
    realisasi_dinyatakan: Angka = None
    """A stated realisasi that differs from the one computed from its parts."""
    capaian_dinyatakan: bool = False
    skala: str = ""
    mengacu: str = ""
    mendukung: str = ""
    formulasi: str = ""
    definisi: str = ""
    alasan_pemilihan: str = ""
    sumber_data: str = ""
    penanggung_jawab: str = ""
    nasional: Nasional | None = None
    target_renstra: tuple[TargetTahun, ...] = ()
    target_pk: Angka = None
    target_pk_perubahan: Angka = None
    target_versi_renstra: Angka = None
    skala_dikenal: bool = True
    beda_tahunan: BedaTahunan | None = None
    """Where the yearly row and the quarters state the year differently."""
    tidak_wajar: TidakWajar | None = None
    """Where the yearly row states what one does not expect."""
    renja: AngkaRenja | None = None
    """Only where the ikhtisar is of a quarter."""


@dataclass(frozen=True)
class IkhtisarSimpul:
    kode: str
    induk: str
    jenis: str
    kode_nomenklatur: str
    uraian: str
    mendukung: tuple[str, ...]
    pagu_murni: Angka
    pagu: Angka
    realisasi: Angka
    sisa: Angka
    serapan: Angka
    realisasi_triwulan: tuple[Angka, ...]
    alasan: str
    tingkat: int = 0
    pagu_pergeseran: Angka = None
    pagu_dinyatakan: Angka = None
    """Pagu stated on this node though its descendants have their own: compared, not used."""
    realisasi_dinyatakan: Angka = None
    sasaran: str = ""
    penanggung_jawab: str = ""
    capaian: Angka = None
    """Mean capaian of the node's own indicators."""
    tahap: str = ""
    """Of a node with money of its own: the tahap that counts."""
    beda_bulan: tuple[BedaBulan, ...] = ()
    """Quarters stated by hand that differ from the months of the budget system."""
    menunjang: bool | None = None
    """Whether that capaian reaches the limit from which a node supports its sasaran."""


@dataclass(frozen=True)
class PenunjangSasaran:
    """A node that serves a sasaran: those of its indicators that do, their mean capaian, and whether it reaches the
    limit from which a node supports its sasaran."""

    kode: str
    indikator: tuple[str, ...]
    capaian: Angka
    menunjang: bool | None


@dataclass(frozen=True)
class IkhtisarSasaran:
    kode: str
    capaian: Angka
    capaian_dibatasi: Angka
    anggota: int
    dihitung: int
    predikat: str | None
    warna: str
    capaian_akhir_renstra: Angka
    pagu_murni: Angka
    pagu: Angka
    realisasi: Angka
    sisa: Angka
    serapan: Angka
    efisiensi: Angka
    kesimpulan: str | None
    alasan: str
    simpul: tuple[BagianSasaran, ...]
    penunjang: tuple[PenunjangSasaran, ...] = ()


@dataclass(frozen=True)
class PMK:
    e: Angka
    ne: Angka


@dataclass(frozen=True)
class Total:
    pagu_murni: Angka
    pagu: Angka
    realisasi: Angka
    sisa: Angka
    serapan: Angka
    capaian_iku: Angka
    capaian_iku_dibatasi: Angka
    anggota: int
    dihitung: int
    serapan_rata_sasaran: Angka
    efisiensi: Angka
    kesimpulan: str | None
    efisiensi_pmk: PMK
    predikat: str | None = None
    warna: str = ""
    alasan: str = ""
    pagu_dinyatakan: Angka = None
    realisasi_dinyatakan: Angka = None
    tahun_lalu: TahunLalu | None = None
    realisasi_triwulan: tuple[Angka, ...] = (None, None, None, None)
    capaian_efisiensi: Angka = None
    """The mean capaian behind `efisiensi`: of the IKU whose sasaran have both sides."""

    @property
    def capaian_banding(self) -> Angka:
        """What `efisiensi` compares; copies frozen earlier compared the mean of all IKU."""
        return self.capaian_iku if self.capaian_efisiensi is None else self.capaian_efisiensi


@dataclass(frozen=True)
class KomponenAKIP:
    komponen: str
    bobot: Angka
    nilai: Angka


@dataclass(frozen=True)
class AKIP:
    tahun: int
    komponen: tuple[KomponenAKIP, ...]
    nilai: Angka
    predikat: str | None
    nomor_lhe: str = ""
    nilai_dinyatakan: Angka = None


@dataclass(frozen=True)
class Ikhtisar:
    """One agency's year. `triwulan` set: realisasi, capaian and money are to date (s.d. triwulan)."""

    versi: int
    perangkat_daerah: Instansi
    tahun: int
    triwulan: int | None
    pembulatan: str
    skala: str
    metode_efisiensi: str
    batas_capaian: Angka
    indikator: tuple[IkhtisarIndikator, ...]
    simpul: tuple[IkhtisarSimpul, ...]
    sasaran: tuple[IkhtisarSasaran, ...]
    jenis_belanja: tuple[IkhtisarBelanja, ...]
    total: Total
    akip: tuple[AKIP, ...]
    rumus_turun: str = "selisih"
    periode_awal: int | None = None
    periode_akhir: int | None = None
    visi: str = ""
    pita: tuple[PitaSkala, ...] = field(default=())
    renja: RataRenja | None = None


def pemegang_uang(simpul: Iterable[IkhtisarSimpul]) -> list[IkhtisarSimpul]:
    """Nodes whose money is their own: none below them has any."""
    berduit = [s for s in simpul if s.pagu is not None or s.realisasi is not None]
    induk = {s.induk for s in berduit}
    return [s for s in berduit if s.kode not in induk]


def _tulis_desimal(nilai: Decimal) -> str:
    return format(nilai, "f")


_pengubah = make_converter()
_pengubah.register_unstructure_hook(Decimal, _tulis_desimal)
_pengubah.register_structure_hook(Decimal, lambda nilai, _: Decimal(nilai))


def ke_json(ikhtisar: Ikhtisar) -> dict[str, Any]:
    """As plain JSON data: decimals are strings, tuples lists."""
    data: dict[str, Any] = _pengubah.unstructure(ikhtisar)
    return data


def dari_json(data: dict[str, Any]) -> Ikhtisar:
    """Read back what `ke_json` wrote; the result equals the original."""
    return _pengubah.structure(data, Ikhtisar)
