"""The pages of the whole pemda, for those who look after many agencies; each also as Excel and CSV."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from laporan.ikhtisar.tahun import tahun_awal
from laporan.konteks import PermintaanTahun, periode
from sakip import akses
from sakip.halaman import XLSX, tampilkan, unduhan
from sakip.saring import cocok

from . import banding as perbandingan
from . import berkas
from .lintas_tahun import UKURAN, semua_tahun, tabel_tahun
from .saring import SaringIndikatorPemda, SaringPemda, SaringTahun
from .sel import Tabel
from .simpanan import Simpanan
from .tabel import baris_pemda, kalimat, saring_pemda, susun_tabel


def halaman_pemda(view: Callable[..., HttpResponse]) -> akses.View:
    """A page of a year of all agencies that the person may see; without a year, of the one of their first screen."""

    @wraps(view)
    def dalam(
        request: PermintaanTahun, tahun: int | None = None, triwulan: int | None = None, **lain: Any
    ) -> HttpResponse:
        if not akses.boleh(request.user, akses.REKAP):
            raise PermissionDenied(akses.kalimat_pelaku(akses.REKAP))
        instansi = list(akses.instansi_terlihat(request.user))
        simpanan = Simpanan(instansi)
        request.daftar_tahun = simpanan.daftar_tahun()
        request.tahun, request.triwulan = tahun or tahun_awal(request.user, request.daftar_tahun), triwulan
        jawaban = view(request, simpanan, **lain)
        simpanan.tutup()
        return jawaban

    return akses.membaca(dalam)


def _tampilkan(
    request: PermintaanTahun, tabel: Tabel, format: str, nama: str, templat: str, judul: str, **konteks: Any
) -> HttpResponse:
    """The table as a page, or as a file of exactly that."""
    if format == "xlsx":
        return unduhan(berkas.excel(tabel, "Pemda"), _nama(request, nama, format), XLSX)
    if format == "csv":
        return unduhan(berkas.csv_teks(tabel), _nama(request, nama, format), "text/csv; charset=utf-8")
    if format:
        raise Http404("Unduhan tersedia sebagai Excel dan CSV.")
    lain = {"tabel": tabel, "urut": request.GET.get("urut", "")} | _alamat(request)
    return tampilkan(request, templat, f"{judul} {periode(request.tahun, request.triwulan)}", lain | konteks)


def _nama(request: PermintaanTahun, nama: str, format: str) -> str:
    waktu = [str(request.tahun), *([f"tw{request.triwulan}"] if request.triwulan else [])]
    return f"{slugify('-'.join([nama, *waktu]))}.{format}"


def _alamat(request: PermintaanTahun) -> dict[str, str]:
    """The three pages of the same year, and the files of this one."""
    waktu = {"tahun": request.tahun, "triwulan": request.triwulan}
    unduh = request.resolver_match.view_name.removesuffix("_unduh")
    tabel = {f"ke_{n}": reverse(n, kwargs=waktu) for n in ("pemda", "pemda_indikator", "pemda_tahun")}
    return tabel | {f"unduh_{f}": reverse(f"{unduh}_unduh", kwargs=waktu | {"format": f}) for f in ("xlsx", "csv")}


@halaman_pemda
def tabel(request: PermintaanTahun, simpanan: Simpanan, format: str = "") -> HttpResponse:
    """All agencies side by side."""
    instansi = simpanan.instansi
    semua = baris_pemda(simpanan, request.tahun, request.triwulan, timezone.localdate())
    pemda = sorted({(i.pemda_id, i.pemda.nama) for i in instansi}, key=lambda p: p[1])
    predikat = sorted({p for b in semua if (p := b.ringkas.total.predikat)})
    saring = SaringPemda(request.GET, predikat, pemda)
    terpilih = saring_pemda(saring, semua)
    hasil = susun_tabel(
        terpilih, request.tahun, request.triwulan, request.GET.get("urut", ""), banyak_pemda=len(pemda) > 1
    )
    konteks = {
        "saring": saring,
        "semua": len(semua),
        "kalimat": kalimat(terpilih, len(semua), request.tahun),
    }
    judul = "Kinerja Perangkat Daerah"
    return _tampilkan(request, hasil, format, "pemda", "laporan/pemda/tabel.html", judul, **konteks)


@halaman_pemda
def banding(request: PermintaanTahun, simpanan: Simpanan, format: str = "") -> HttpResponse:
    """The indicators that several agencies have, or one of them compared."""
    kelompok = perbandingan.kelompokkan(simpanan.instansi, simpanan.indikator(request.tahun, request.triwulan))
    pilihan, urut = request.GET.get("indikator", ""), request.GET.get("urut", "")
    milik = kelompok.get(pilihan, [])
    saring = SaringIndikatorPemda(request.GET)
    if milik:
        hasil = perbandingan.banding(milik, request.tahun, request.triwulan, urut)
    else:
        hasil = perbandingan.daftar(kelompok, saring, urut, "?indikator=")
    konteks = {
        "saring": saring,
        "terpilih": milik[0].ukur if milik else None,
        "pemilik": len({m.instansi.pk for m in milik}),
        "semua": len(simpanan.instansi),
        "tidak_ada": bool(pilihan and not milik),
    }
    judul = "Perbandingan Indikator"
    return _tampilkan(request, hasil, format, "pemda-indikator", "laporan/pemda/banding.html", judul, **konteks)


@halaman_pemda
def lintas_tahun(request: PermintaanTahun, simpanan: Simpanan, format: str = "") -> HttpResponse:
    """One measure of every agency over three years."""
    saring = SaringTahun(request.GET)
    terpilih = [i for i in simpanan.instansi if cocok(saring.nilai("q"), i.nama, i.singkatan, i.kode)]
    ringkas = simpanan.ringkas(semua_tahun(request.tahun), request.triwulan, terpilih)
    waktu = (request.tahun, request.triwulan)
    hasil = tabel_tahun(terpilih, ringkas, *waktu, saring.nilai("ukuran"), request.GET.get("urut", ""))
    konteks = {"saring": saring, "terpilih": len(terpilih), "semua": len(simpanan.instansi)}
    judul = f"{UKURAN[saring.nilai('ukuran')][0]} Antartahun sampai"
    return _tampilkan(request, hasil, format, "pemda-tahun", "laporan/pemda/tahun.html", judul, **konteks)
