"""The dashboard: ten questions of the head of the agency, on one screen and on one sheet of paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string

from laporan.konteks import periode
from laporan.views.beranda import temuan_ditinjau
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.halaman import nama_berkas, tampilkan, unduhan
from sakip.models import Pengguna
from sakip.pdf import render_pdf

from . import arah, belanja, gambar, mutu
from .menunggu import antrean
from .muat import Bahan, muat_bahan
from .tenggat import tenggat

PALING_MEMBURUK = 5


@halaman_instansi()
def dasbor(request: PermintaanInstansi) -> HttpResponse:
    """The head's; for the head of a bidang the same for the own bidang."""
    konteks = konteks_dasbor(request)
    return tampilkan(request, "laporan/dasbor.html", _judul(konteks), konteks)


@halaman_instansi()
def cetak(request: PermintaanInstansi) -> HttpResponse:
    """The same on one sheet of A4."""
    konteks = konteks_dasbor(request) | {"instansi": request.instansi}
    html = render_to_string("laporan/pdf/dasbor.html", konteks | {"judul": _judul(konteks)})
    return unduhan(render_pdf(html), nama_berkas(request, "dasbor", "pdf"), "application/pdf")


def _judul(konteks: dict[str, Any]) -> str:
    bahan: Bahan = konteks["bahan"]
    milik = f", {bahan.nama_bidang(konteks['bidang'])}" if konteks["bidang"] is not None else ""
    return f"Dasbor {periode(bahan.tahun, bahan.triwulan)}{milik}"


def _bidang(pengguna: Pengguna) -> int | None:
    """The bidang that the person's dashboard is cut to; None: the whole agency."""
    return pengguna.bidang_id if pengguna.peran == Pengguna.Peran.KEPALA_BIDANG else None


def konteks_dasbor(request: PermintaanInstansi) -> dict[str, Any]:
    bahan, bidang = muat_bahan(request), _bidang(request.user)
    iku, kas = arah.arah_indikator(bahan, bidang), belanja.kas(bahan, bidang)
    menanti = antrean(request.user, bahan)
    terbuka = [d.temuan for d in temuan_ditinjau(request) if d.diterima is None]
    titik = belanja.sebaran(bahan, bidang)
    tertinggal = [(s.simpul.kode, s.simpul.uraian, s.selisih) for s in kas.pembuat if s.selisih is not None]
    return {
        "bahan": bahan,
        "bidang": bidang,
        "ikhtisar": bahan.ikhtisar,
        "cara": bahan.ikhtisar.pembulatan,
        "antrean": menanti,
        "iku": [(a, gambar.garis_kecil(a.deret)) for a in iku],
        "hitungan": arah.hitungan(iku),
        "batas": bahan.instansi.pemda.batas_perhatian,
        "memburuk": arah.memburuk(iku)[:PALING_MEMBURUK],
        "terbanding": sum(a.perubahan.selisih is not None for a in iku),
        "titik": titik,
        "sebaran": gambar.sebaran(titik, belanja.batas_serapan(bahan)),
        "batas_serapan": belanja.batas_serapan(bahan),
        "kas": kas,
        "kurva": gambar.kurva(kas),
        "per_bidang": mutu.keadaan_bidang(bahan, bidang),
        "keputusan": arah.keputusan(bahan, iku, tertinggal, [m for m, _, _ in menanti]),
        "mutu": mutu.mutu(bahan, terbuka, bidang),
        "tenggat": [(t, t.sisa(bahan.hari)) for t in tenggat(bahan)],
    }
