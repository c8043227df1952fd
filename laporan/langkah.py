"""The guided list of an agency whose year is not complete yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from laporan.ikhtisar.bentuk import Ikhtisar
from laporan.models import Susunan
from sakip.models import PerangkatDaerah


@dataclass(frozen=True)
class Langkah:
    """One step: what it is for, whether it is done, and the sheet of the workbook that fills it.

    `tahunan`: what makes a year one with data. `wajib`: without it the year's figures have gaps.
    """

    nama: str
    guna: str
    lembar: str
    sudah: bool
    wajib: bool = True
    tahunan: bool = False


def langkah_tahun(instansi: PerangkatDaerah, ikhtisar: Ikhtisar, susunan: Sequence[Susunan]) -> list[Langkah]:
    """From the profile to the report, in the order in which they are needed."""
    tahun, total, indikator = ikhtisar.tahun, ikhtisar.total, ikhtisar.indikator
    renstra = any(s.jenis == "sasaran" for s in ikhtisar.simpul)
    target = any(i.target is not None for i in indikator)
    realisasi = any(i.realisasi is not None for i in indikator)
    return [
        Langkah("Profil instansi", "nama kepala, tempat tanda tangan", "Instansi", bool(instansi.kepala_nama), False),
        Langkah("Renstra", "tujuan, sasaran, program sampai sub kegiatan", "Renstra", renstra),
        Langkah("Indikator Kinerja Utama", "indikator yang ditandai IKU", "Indikator", any(i.iku for i in indikator)),
        Langkah(f"Target {tahun}", "menurut Renstra dan Perjanjian Kinerja", "Target", target, tahunan=True),
        Langkah(f"Pagu {tahun}", "per sub kegiatan", "Anggaran", total.pagu is not None, tahunan=True),
        Langkah(f"Realisasi kinerja {tahun}", "nilai dan analisisnya", "Realisasi", realisasi, tahunan=True),
        Langkah(
            f"Realisasi anggaran {tahun}",
            "per sub kegiatan",
            "RealisasiAnggaran",
            total.realisasi is not None,
            tahunan=True,
        ),
        Langkah("LKjIP", "disusun setelah datanya lengkap", "", any(s.berkas for s in susunan), False),
    ]
