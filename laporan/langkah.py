"""The guided list of an agency whose year is not complete yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from capaian.alur import BISA_DIISI
from capaian.models import Realisasi
from laporan.ikhtisar.bentuk import Ikhtisar, pemegang_uang
from laporan.models import Susunan
from sakip.models import PerangkatDaerah

BERNILAI = (
    Q(nilai__isnull=False)
    | ~Q(teks="")
    | Q(pembilang__isnull=False)
    | Q(capaian_dinyatakan__isnull=False)
    | ~Q(bagian={})
)


@dataclass(frozen=True)
class Langkah:
    """One step: what it is for, how much of it is done, the page that fills it and the workbook's sheet.

    `ada` of `dari` are there; `draf` more are typed, but handed in by nobody. `tahunan`: what makes a year one with
    data. `wajib`: without it the year's figures have gaps. `catatan`: what else is to be known.
    """

    nama: str
    guna: str
    halaman: str
    lembar: str
    ada: int
    dari: int = 1
    draf: int = 0
    wajib: bool = True
    tahunan: bool = False
    catatan: str = ""

    @property
    def sudah(self) -> bool:
        return 0 < self.dari <= self.ada

    @property
    def keadaan(self) -> str:
        """How far the step is, in words."""
        if self.sudah:
            return "Sudah ada"
        bagian = [f"{self.ada} dari {self.dari}"] if self.ada else []
        bagian += [f"{self.draf} masih draf"] if self.draf else []
        return ", ".join(bagian) or "Belum"


def langkah_tahun(
    instansi: PerangkatDaerah, ikhtisar: Ikhtisar, susunan: Sequence[Susunan], draf: set[str]
) -> list[Langkah]:
    """From the profile to the report, in the order in which they are needed. `draf`: kode of the indicators whose
    values of the year nobody handed in yet."""
    return [
        *_langkah_rencana(instansi, ikhtisar),
        *_langkah_hasil(ikhtisar, draf),
        Langkah(
            "LKjIP", "disusun setelah datanya lengkap", "lkjip", "", int(any(s.berkas for s in susunan)), wajib=False
        ),
    ]


def _langkah_rencana(instansi: PerangkatDaerah, ikhtisar: Ikhtisar) -> list[Langkah]:
    """What stands before the year is measured: profile, plan, targets, pagu."""
    tahun, indikator = ikhtisar.tahun, ikhtisar.indikator
    dari_pk = sum((i.versi_target or "").startswith("pk") for i in indikator if i.target is not None)
    return [
        Langkah(
            "Profil instansi",
            "nama kepala, tempat tanda tangan",
            "buku_kerja",
            "Instansi",
            int(bool(instansi.kepala_nama)),
            wajib=False,
        ),
        Langkah(
            "Renstra",
            "tujuan, sasaran, program sampai sub kegiatan",
            "rencana",
            "Renstra",
            int(any(s.jenis == "sasaran" for s in ikhtisar.simpul)),
        ),
        Langkah(
            "Indikator Kinerja Utama",
            "indikator yang ditandai IKU",
            "indikator_daftar",
            "Indikator",
            int(any(i.iku for i in indikator)),
        ),
        Langkah(
            f"Target {tahun}",
            "menurut Renstra dan Perjanjian Kinerja",
            "pk" if dari_pk else "rencana",
            "Target",
            sum(i.target is not None or i.capaian_dinyatakan for i in indikator),
            len(indikator),
            tahunan=True,
            catatan=f"{dari_pk} dari Perjanjian Kinerja" if dari_pk else "",
        ),
        Langkah(
            f"Pagu {tahun}",
            "per sub kegiatan",
            "pagu",
            "Anggaran",
            int(ikhtisar.total.pagu is not None),
            tahunan=True,
        ),
    ]


def _langkah_hasil(ikhtisar: Ikhtisar, draf: set[str]) -> list[Langkah]:
    """What the year's entry brings: realisasi of performance and of money."""
    tahun, sub = ikhtisar.tahun, pemegang_uang(ikhtisar.simpul)
    isi = {i.kode for i in ikhtisar.indikator if i.realisasi is not None or i.capaian_dinyatakan}
    return [
        Langkah(
            f"Realisasi kinerja {tahun}",
            "nilai dan analisisnya",
            "isian",
            "Realisasi",
            len(isi - draf),
            len(ikhtisar.indikator),
            len(isi & draf),
            tahunan=True,
        ),
        Langkah(
            f"Realisasi anggaran {tahun}",
            "per sub kegiatan",
            "anggaran",
            "RealisasiAnggaran",
            sum(s.realisasi is not None for s in sub) or int(ikhtisar.total.realisasi is not None),
            len(sub) if any(s.realisasi is not None for s in sub) else 1,
            tahunan=True,
        ),
    ]


def indikator_draf(instansi: PerangkatDaerah, tahun: int) -> set[str]:
    """Kode of the indicators all of whose values of the year are still drafts: one query."""
    milik = Realisasi.objects.filter(BERNILAI, indikator__renstra__perangkat_daerah=instansi, tahun=tahun)
    ada = list(milik.order_by().values_list("indikator__kode", "triwulan", "status"))
    tetap = {kode for kode, triwulan, status in ada if triwulan is None or status not in BISA_DIISI}
    return {kode for kode, _, _ in ada} - tetap
