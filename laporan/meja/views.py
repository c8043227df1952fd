"""The desk: every LKjIP of the pemda, and fetching several at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from laporan import tasks
from laporan.ikhtisar.tahun import tahun_awal
from laporan.konteks import PermintaanTahun
from laporan.models import Paket
from laporan.pemda.simpanan import Simpanan
from sakip import akses
from sakip.berkas.simpanan import kirim
from sakip.halaman import tampilkan
from sakip.models import Pemda

from . import paket as kemas
from .baca import KEADAAN, SaringMeja, baris_meja
from .sampaikan import MejaDitolak


@akses.membaca
def awal(request: PermintaanTahun) -> HttpResponse:
    """The desk in the year that the person chose, else in the one whose reports are due."""
    akses.periksa_umum(request.user, akses.MEJA)
    simpanan = Simpanan(list(akses.instansi_terlihat(request.user)))
    tahun = tahun_awal(request.user, simpanan.daftar_tahun())
    simpanan.tutup()
    return redirect("meja", tahun=tahun)


@akses.membaca
def meja(request: PermintaanTahun, tahun: int) -> HttpResponse:
    akses.periksa_umum(request.user, akses.MEJA)
    request.tahun, request.triwulan = tahun, None
    simpanan = Simpanan(list(akses.instansi_terlihat(request.user)))
    instansi, request.daftar_tahun = simpanan.instansi, simpanan.daftar_tahun()
    semua, saring = baris_meja(instansi, tahun, simpanan), SaringMeja(request.GET)
    simpanan.tutup()
    terpilih = saring.saring(semua)
    milik = Paket.objects.filter(pembuat=request.user, tahun=tahun).select_related("pemda")
    konteks = {
        "saring": saring,
        "saringan": [(nama, isi) for nama, isi in request.GET.items() if nama in saring.fields],
        "baris": terpilih,
        "semua": len(semua),
        "hitungan": [(k, sum(b.keadaan == k for b in semua)) for k in KEADAAN],
        "terlambat": sum(bool(b.terlambat) for b in semua),
        "dapat_dikemas": sum(b.berlaku is not None for b in terpilih),
        "paket": [p for p in milik[:5] if _tampak(p)],
        "banyak_pemda": len({i.pemda_id for i in instansi}) > 1,
    }
    return tampilkan(request, "laporan/meja/meja.html", f"Meja Inspektorat: LKjIP {tahun}", konteks)


def _tampak(paket: Paket) -> bool:
    """Packages that are being made, can be fetched, or failed."""
    siap = paket.keadaan == Paket.Keadaan.SIAP and bool(paket.berkas) and not _lewat(paket)
    return siap or paket.keadaan in (Paket.Keadaan.DIBUAT, Paket.Keadaan.GAGAL)


def _lewat(paket: Paket) -> bool:
    return paket.kedaluwarsa is not None and paket.kedaluwarsa < timezone.now()


def _kemas(request: PermintaanTahun, tahun: int) -> HttpResponse:
    """Package the chosen agencies' versions, or all that the filters show."""
    akses.periksa_umum(request.user, akses.MEJA)
    semua = baris_meja(list(akses.instansi_terlihat(request.user)), tahun)
    dipilih = {int(n) for n in request.POST.getlist("instansi") if n.isdecimal() and len(n) < 19}
    if request.POST.get("semua"):
        semua = SaringMeja(request.POST).saring(semua)
    else:
        semua = [b for b in semua if b.instansi.pk in dipilih]
    isi = [b.berlaku for b in semua if b.berlaku]
    pemda = {b.instansi.pemda_id for b in semua if b.berlaku}
    try:
        if len(pemda) > 1:
            raise MejaDitolak("Paket memuat satu pemda. Cari dahulu pemdanya, lalu kemas.")
        satu = Pemda.objects.get(pk=pemda.pop()) if pemda else Pemda()
        paket = tasks.mulai_paket(satu, tahun, isi, request.user)
    except MejaDitolak as tolak:
        messages.error(request, str(tolak))
        return redirect("meja", tahun=tahun)
    return redirect("paket", nomor=paket.pk)


kemas_lkjip = akses.nyatakan(require_POST(_kemas), True)


def _milik(request: PermintaanTahun, nomor: int) -> Paket:
    """A package of one's own."""
    akses.periksa_umum(request.user, akses.MEJA)
    paket = Paket.objects.select_related("pemda").filter(pk=nomor, pembuat=request.user).first()
    if paket is None:
        raise Http404("Paket ini tidak ada.")
    return paket


@akses.membaca
def paket(request: PermintaanTahun, nomor: int) -> HttpResponse:
    """How far it is; htmx asks again."""
    satu = _milik(request, nomor)
    konteks = {"paket": satu, "banyak": len(satu.isi), "terhenti": kemas.terhenti(satu), "lewat": _lewat(satu)}
    templat = "laporan/meja/_paket.html" if request.htmx else "laporan/meja/paket.html"
    jawaban = tampilkan(request, templat, f"Paket LKjIP {satu.tahun}", konteks)
    jawaban["Cache-Control"] = "no-store"
    return jawaban


@akses.membaca
def unduh_paket(request: PermintaanTahun, nomor: int) -> FileResponse:
    satu = _milik(request, nomor)
    if satu.keadaan != Paket.Keadaan.SIAP or not satu.berkas or _lewat(satu):
        raise Http404("Paket ini sudah kedaluwarsa. Kemas lagi dari meja.")
    return kirim(satu.berkas, kemas.nama_paket(satu))


def _batal(request: PermintaanTahun, nomor: int) -> HttpResponse:
    satu = _milik(request, nomor)
    if kemas.batalkan(satu):
        messages.success(request, "Pengemasan dibatalkan.")
    return redirect("meja", tahun=satu.tahun)


batal_paket = akses.nyatakan(require_POST(_batal), True)
