"""The LKjIP: compose, watch, cancel, download; and the report's own files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers

from laporan import tasks, unggahan
from laporan.forms import UnggahBerkas
from laporan.lkjip.docx.susun import susun_docx
from laporan.lkjip.laporan import Laporan
from laporan.meja.versi import konteks_penyampaian
from laporan.models import LKJIP, BagianSusunan, StatusSusunan, Susunan, Unggahan
from laporan.susun import jalan as susun
from sakip.akses import SUSUN, UNGGAH, PermintaanInstansi, halaman_instansi, kalimat_pelaku
from sakip.berkas.simpanan import kirim
from sakip.ditolak import Ditolak
from sakip.halaman import alamat, bawa_kabar, nama_berkas, tampilkan, unduhan

RIWAYAT = 10
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@halaman_instansi()
def halaman(request: PermintaanInstansi) -> HttpResponse:
    """The page; htmx, which asks again while jobs run, gets the state alone."""
    if request.htmx:
        return _keadaan(request)
    return _halaman(request, UnggahBerkas())


def _halaman(request: PermintaanInstansi, formulir: UnggahBerkas, status: int = 200) -> HttpResponse:
    milik = {"perangkat_daerah": request.instansi, "tahun": request.tahun}
    terbaru = _terbaru(request, utuh=True)
    riwayat = Susunan.objects.filter(**milik, jenis=LKJIP).defer("ikhtisar", "bahan").select_related("pembuat")
    konteks = (
        _konteks_susunan(terbaru)
        | {
            "riwayat": [s for s in riwayat[: RIWAYAT + 1] if s != terbaru][:RIWAYAT],
            "unggahan": Unggahan.objects.filter(**milik),
            "formulir": formulir,
            "siapa_susun": kalimat_pelaku(SUSUN),
            "siapa_unggah": kalimat_pelaku(UNGGAH),
        }
        | konteks_penyampaian(request, terbaru)
    )
    return tampilkan(request, "laporan/lkjip.html", f"LKjIP Tahun {request.tahun}", konteks, status=status)


def _terbaru(request: PermintaanInstansi, *, utuh: bool = False) -> Susunan | None:
    """The latest; `utuh`: with what it was made from."""
    milik = Susunan.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun, jenis=LKJIP)
    milik = milik if utuh else milik.defer("ikhtisar", "bahan")
    return milik.select_related("pembuat").prefetch_related("bagian").first()


def _konteks_susunan(susunan: Susunan | None) -> dict[str, Any]:
    """The state of a composition and of each of its chapters."""
    bagian = list(susunan.bagian.all()) if susunan else []
    return {
        "susunan": susunan,
        "bagian": [(b, susun.judul_kerja(b.kunci)) for b in bagian],
        "rupa": [(susun.judul_kerja(b.kunci), b.rupa) for b in bagian if b.rupa],
        "rampung": sum(b.status == StatusSusunan.SELESAI for b in bagian),
        "terhenti": susunan is not None and susunan.terbuka and susun.terhenti(susunan),
    }


def _keadaan(request: PermintaanInstansi) -> HttpResponse:
    jawaban = tampilkan(request, "laporan/_susunan.html", "", _konteks_susunan(_terbaru(request)))
    jawaban["Cache-Control"] = "no-store"
    return jawaban


def _sesudah(request: PermintaanInstansi) -> HttpResponse:
    """After a step: the state for htmx, else back to the page."""
    jawaban = bawa_kabar(request, _keadaan(request)) if request.htmx else redirect(alamat(request, "lkjip"))
    patch_vary_headers(jawaban, ["HX-Request"])
    return jawaban


@halaman_instansi(menulis=True, izin=SUSUN)
def mulai(request: PermintaanInstansi) -> HttpResponse:
    """Start to compose; while one is being composed, that one goes on. Says how many texts wait for a place."""
    try:
        susunan = tasks.mulai(request.instansi, request.tahun, request.user)
    except susun.SusunanPenuh as galat:
        messages.error(request, str(galat))
        return _sesudah(request)
    menunggu = len(Laporan(susunan.ikhtisar, susunan.bahan).narasi.menunggu)
    if menunggu:
        messages.warning(request, f"{menunggu} naskah belum ditempatkan dan tidak ikut dicetak.")
    return _sesudah(request)


@halaman_instansi(menulis=True, izin=SUSUN)
def batal(request: PermintaanInstansi) -> HttpResponse:
    terbuka = _terbaru(request)
    if terbuka is not None and terbuka.terbuka:
        susun.batalkan(terbuka)
    return _sesudah(request)


def _susunan(request: PermintaanInstansi, nomor: int) -> Susunan:
    milik = Susunan.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun, jenis=LKJIP)
    susunan = milik.filter(pk=nomor).defer("ikhtisar", "bahan").first()
    if susunan is None:
        raise Http404("Susunan LKjIP ini tidak ada.")
    return susunan


@halaman_instansi()
def unduh(request: PermintaanInstansi, nomor: int) -> FileResponse:
    """The whole document."""
    return kirim(_susunan(request, nomor).berkas, nama_berkas(request, "lkjip", "pdf"))


@halaman_instansi()
def unduh_docx(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """The same report from the same frozen copy, to be edited in Word."""
    susunan = Susunan.objects.filter(
        perangkat_daerah=request.instansi, tahun=request.tahun, jenis=LKJIP, pk=nomor, status=StatusSusunan.SELESAI
    ).first()
    if susunan is None:
        raise Http404("LKjIP ini tidak ada.")
    data = susun_docx(Laporan(susunan.ikhtisar, susunan.bahan))
    return unduhan(data, nama_berkas(request, "lkjip", "docx"), DOCX)


@halaman_instansi()
def unduh_bagian(request: PermintaanInstansi, nomor: int, kunci: str) -> FileResponse:
    """One chapter."""
    bagian = BagianSusunan.objects.filter(susunan=_susunan(request, nomor), kunci=kunci).first()
    if bagian is None:
        raise Http404("Bagian LKjIP ini tidak ada.")
    return kirim(bagian.berkas, nama_berkas(request, f"lkjip-{kunci}", "pdf"))


@halaman_instansi(menulis=True, izin=UNGGAH)
def unggah(request: PermintaanInstansi) -> HttpResponse:
    """A logo, an organisation chart or an appendix."""
    formulir = UnggahBerkas(request.POST, request.FILES)
    if formulir.is_valid():
        bersih = formulir.cleaned_data
        try:
            baru = unggahan.simpan(request.instansi, request.tahun, bersih["bagian"], bersih["judul"], bersih["berkas"])
        except Ditolak as galat:
            formulir.add_error("berkas", str(galat))
        else:
            messages.success(request, f"“{baru.judul}” disimpan; dipakai pada susunan LKjIP berikutnya.")
            return redirect(f"{alamat(request, 'lkjip')}#berkas")
    return _halaman(request, formulir, status=422)


def _unggahan(request: PermintaanInstansi, nomor: int) -> Unggahan:
    milik = Unggahan.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    objek = milik.filter(pk=nomor).first()
    if objek is None:
        raise Http404("Berkas ini tidak ada.")
    return objek


@halaman_instansi()
def unduh_unggahan(request: PermintaanInstansi, nomor: int) -> FileResponse:
    objek = _unggahan(request, nomor)
    akhiran = Path(objek.berkas).suffix.lstrip(".") or "bin"
    return kirim(objek.berkas, nama_berkas(request, f"{objek.bagian}-{objek.pk}", akhiran))


@halaman_instansi(izin=UNGGAH)
def tanya_hapus(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Asks once, naming the file."""
    remah = [("LKjIP", alamat(request, "lkjip"))]
    konteks = {"berkas": _unggahan(request, nomor)}
    return tampilkan(request, "laporan/hapus.html", "Hapus berkas", konteks, remah=remah)


@halaman_instansi(menulis=True, izin=UNGGAH)
def hapus(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    objek = _unggahan(request, nomor)
    try:
        unggahan.hapus(objek)
    except Ditolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"“{objek.judul}” dihapus.")
    return redirect(f"{alamat(request, 'lkjip')}#berkas")
