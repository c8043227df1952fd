"""The documents beside the LKjIP, each as PDF and as Excel, from the frozen ikhtisar and materials only."""

from __future__ import annotations

from typing import Any

from anggaran.models import RencanaKas
from laporan.ikhtisar.kas import hitung_kas
from laporan.ikhtisar.renja import uang_renja
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bab import Bab, HtmlBab
from laporan.lkjip.bahan import kumpulkan, lintas
from laporan.lkjip.gabung import HasilGabung
from laporan.lkjip.laporan import Laporan
from renstra.muat import renstra_tahun
from sakip.models import Bidang, PerangkatDaerah

from . import dasar
from .cascading import CASCADING
from .dasar import BAGIAN, Dokumen
from .evaluasi_renja import EVALUASI_RENJA
from .ikhtisar_kepala import IKHTISAR_KEPALA
from .iku import IKU
from .lkj_triwulan import LKJ_TRIWULAN
from .perjanjian_kinerja import PERJANJIAN_KINERJA, PERJANJIAN_KINERJA_PERUBAHAN
from .pohon.kinerja import POHON_KINERJA
from .rencana_aksi import RENCANA_AKSI
from .surat import SURAT_PENGANTAR, SURAT_REVIU
from .tindak_lanjut import TINDAK_LANJUT_LHE

__all__ = ["BAGIAN", "DOKUMEN", "PK_PERUBAHAN", "Dokumen", "bahan", "bahan_pohon", "susun_html", "terbitkan"]

PK_PERUBAHAN = PERJANJIAN_KINERJA_PERUBAHAN.kunci
DOKUMEN: dict[str, Dokumen] = {
    d.kunci: d
    for d in (
        PERJANJIAN_KINERJA,
        PERJANJIAN_KINERJA_PERUBAHAN,
        IKU,
        RENCANA_AKSI,
        CASCADING,
        POHON_KINERJA,
        EVALUASI_RENJA,
        LKJ_TRIWULAN,
        TINDAK_LANJUT_LHE,
        IKHTISAR_KEPALA,
        SURAT_PENGANTAR,
        SURAT_REVIU,
    )
}


def bahan(
    jenis: str, instansi: PerangkatDaerah, tahun: int, triwulan: int | None = None, bidang: Bidang | None = None
) -> dict[str, Any]:
    """The materials that a document is frozen with; `bidang`: of which it is, where not of the whole agency."""
    hasil = kumpulkan(instansi, tahun)
    if bidang is not None:
        hasil["untuk_bidang"] = {n: getattr(bidang, n) for n in ("kode", "nama", "kepala_nama", "kepala_nip")}
    if jenis == LKJ_TRIWULAN.kunci and triwulan == 4:
        hasil["uang_setahun"] = _uang_setahun(instansi, tahun)
    if jenis == EVALUASI_RENJA.kunci:
        hasil["renja_uang"] = _renja_uang(instansi, tahun, triwulan)
    elif jenis == RENCANA_AKSI.kunci:
        hasil["rencana_kas"] = _rencana_kas(instansi, tahun)
    return hasil


def _uang_setahun(instansi: PerangkatDaerah, tahun: int) -> dict[str, list[str | None]]:
    """Per node, and of the whole, realisasi and serapan of the year: to date, in its last quarter, is the year's."""
    kini = susun_ikhtisar(instansi, tahun)
    angka = [(s.kode, s.realisasi, s.serapan) for s in kini.simpul]
    angka.append(("total", kini.total.realisasi, kini.total.serapan))
    return {kode: [None if n is None else str(n) for n in dua] for kode, *dua in angka}


def _rencana_kas(instansi: PerangkatDaerah, tahun: int) -> dict[str, Any]:
    renstra = renstra_tahun(instansi, tahun)
    semua = RencanaKas.objects.filter(simpul__renstra=renstra, tahun=tahun) if renstra else RencanaKas.objects.none()
    dinyatakan = {(kode, t): n for kode, t, n in semua.values_list("simpul__kode", "triwulan", "nilai")}
    return hitung_kas(susun_ikhtisar(instansi, tahun).simpul, dinyatakan) if dinyatakan else {}


def _renja_uang(instansi: PerangkatDaerah, tahun: int, triwulan: int | None) -> dict[str, Any]:
    """Money of the Renstra years before this one, each year as its own ikhtisar has it."""
    kini = susun_ikhtisar(instansi, tahun, None if triwulan == 4 else triwulan)
    lalu = [susun_ikhtisar(instansi, t) for t in range(kini.periode_awal or tahun - 1, tahun)]
    return uang_renja(lalu, kini)


def bahan_pohon(instansi: PerangkatDaerah, tahun: int) -> dict[str, Any]:
    """The little that the pages of the cascading need."""
    nama = {"nama": instansi.nama, "singkatan": instansi.singkatan}
    return {"instansi": nama, "narasi": [], "lintas": lintas(renstra_tahun(instansi, tahun))}


def susun_html(jenis: str, laporan: Laporan) -> HtmlBab:
    return DOKUMEN[jenis].susun(laporan)


def terbitkan(jenis: str, bab: Bab, laporan: Laporan) -> HasilGabung:
    return dasar.terbitkan(DOKUMEN[jenis], bab, laporan)
