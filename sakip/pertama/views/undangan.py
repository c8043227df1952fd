"""Whom to invite: by mail, by printed slips, and back again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sakip import akses
from sakip.halaman import tampilkan
from sakip.jaga import pengambilan
from sakip.jaga.tabel import Undangan
from sakip.models import Pengguna, PerangkatDaerah
from sakip.pertama import undangan
from sakip.pertama.forms import PilihPengguna
from sakip.pertama.lembar import satu_dari
from sakip.tasks import kirim_undangan

from .mulai import remah

SEHALAMAN = 100


@akses.membaca
def daftar(request: akses.PermintaanMasuk) -> HttpResponse:
    """Who never logged in, of one agency where `?instansi=` names it."""
    akses.periksa_umum(request.user, akses.KELOLA)
    return _daftar(request)


def _daftar(request: akses.PermintaanMasuk, kesalahan: str = "") -> HttpResponse:
    semua = undangan.calon().select_related("perangkat_daerah__pemda", "pemda", "bidang", "undangan")
    kode = request.GET.get("instansi", "")
    if kode:
        semua = semua.filter(perangkat_daerah__kode=kode)
    urut = semua.order_by("perangkat_daerah__nama", "username")
    halaman = Paginator(urut, SEHALAMAN).get_page(request.GET.get("hal"))
    milik = undangan.calon().order_by().values("perangkat_daerah")
    konteks: dict[str, Any] = {
        "halaman": halaman,
        "baris": [_baris(p) for p in halaman.object_list],
        "instansi_ada": PerangkatDaerah.objects.filter(pk__in=milik).order_by("nama"),
        "kode": kode,
        "bersurel": undangan.bersurel(),
        "ada_surel": undangan.bersurel() and any(p.email for p in halaman.object_list),
        "kesalahan": kesalahan,
        "hari": settings.UNDANGAN_HARI,
        "sudah": Pengguna.objects.filter(is_active=True).exclude(last_login=None).count(),
    }
    status = 422 if kesalahan else 200
    return tampilkan(request, "sakip/mulai/undangan.html", "Undangan", konteks, remah=remah(), status=status)


def _baris(pengguna: Pengguna) -> dict[str, Any]:
    ada: Undangan | None = getattr(pengguna, "undangan", None)
    kelas, kata = undangan.keadaan(ada)
    return {
        "pengguna": pengguna,
        "kelas": kelas,
        "kata": kata,
        "sampai": undangan.berlaku_sampai(ada) if ada and kelas == "disusun" and ada.sidik else None,
        "perlu": undangan.perlu_diundang(ada),
        "dapat_ditarik": ada is not None and kelas in ("disusun", "gagal"),
    }


def _terpilih(request: akses.PermintaanMasuk) -> tuple[list[Pengguna], str]:
    """Who was ticked, and the sentence where that cannot be."""
    akses.periksa_umum(request.user, akses.KELOLA)
    formulir = PilihPengguna(request.POST)
    if not formulir.is_valid():
        return [], formulir.kesalahan
    return sorted(formulir.cleaned_data["pengguna"], key=_urutan), ""


def _urutan(pengguna: Pengguna) -> tuple[str, str]:
    """Slips of one agency lie together."""
    return (pengguna.perangkat_daerah.nama if pengguna.perangkat_daerah else "", pengguna.username)


def _surel(request: akses.PermintaanMasuk) -> HttpResponse:
    terpilih, kesalahan = _terpilih(request)
    if not kesalahan and not undangan.bersurel():
        kesalahan = "Server surel belum diatur (SAKIP_SMTP_HOST). Cetak slipnya saja."
    tanpa = [p.username for p in terpilih if not p.email]
    sisa = f"Tanpa alamat surel: {satu_dari(tanpa)}. Cetak slip bagi mereka." if tanpa else ""
    if not kesalahan and len(tanpa) == len(terpilih):
        kesalahan = sisa
    if kesalahan:
        return _daftar(request, kesalahan)
    with transaction.atomic():
        nomor = undangan.antrekan(p for p in terpilih if p.email)
        transaction.on_commit(lambda: kirim_undangan.delay(nomor), robust=True)
    messages.success(request, f"{len(nomor)} undangan dikirim lewat surel. Keadaannya terlihat di bawah ini.")
    if sisa:
        messages.warning(request, sisa)
    return redirect(_kembali(request))


def _slip(request: akses.PermintaanMasuk) -> HttpResponse:
    """The slips themselves, once: their codes are kept nowhere."""
    terpilih, kesalahan = _terpilih(request)
    if kesalahan:
        return _daftar(request, kesalahan)
    with transaction.atomic():
        slip = undangan.cetak(terpilih)
        pengambilan.catat(request, "slip_undangan", f"{len(slip)} slip undangan")
    konteks = {"slip": slip, "alamat": undangan.alamat_halaman(), "kembali": _kembali(request)}
    return tampilkan(request, "sakip/mulai/slip.html", f"{len(slip)} slip undangan", konteks, remah=remah())


def _tarik(request: akses.PermintaanMasuk, nomor: int) -> HttpResponse:
    akses.periksa_umum(request.user, akses.KELOLA)
    ada = Undangan.objects.filter(pengguna=nomor).select_related("pengguna").first()
    if ada is None:
        raise Http404("Undangan ini tidak ada.")
    if undangan.tarik(ada):
        messages.success(request, f"Undangan {ada.pengguna.username} ditarik; kodenya tidak berlaku lagi.")
    else:
        messages.warning(request, f"Undangan {ada.pengguna.username} sudah dipakai atau ditarik sebelumnya.")
    return redirect(_kembali(request))


def _kembali(request: akses.PermintaanMasuk) -> str:
    """The list as it was filtered."""
    kode, dasar = request.GET.get("instansi", ""), reverse("mulai_undangan")
    return f"{dasar}?instansi={kode}" if PerangkatDaerah.objects.filter(kode=kode).exists() else dasar


surel = akses.nyatakan(require_POST(_surel), True)
slip = akses.nyatakan(require_POST(_slip), True)
tarik = akses.nyatakan(require_POST(_tarik), True)
