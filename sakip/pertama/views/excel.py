"""Agencies, officials and users from a file: template, preview, and only then saving."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from sakip import akses
from sakip.buku.berkas import BerkasDitolak
from sakip.halaman import XLSX, tampilkan, unduhan
from sakip.models import Pemda, PerangkatDaerah
from sakip.pertama import excel
from sakip.pertama.excel import JENIS, Jenis, PratinjauUsang, Semua
from sakip.pertama.forms import UnggahExcel
from sakip.pertama.lembar import Rencana
from sakip.pertama.templat import templat

from .mulai import remah

TAMPIL = 300
"""Rows and refusals shown on the page."""


def _jenis(request: akses.PermintaanMasuk, kunci: str) -> Jenis:
    akses.periksa_umum(request.user, akses.KELOLA)
    if kunci not in JENIS:
        raise Http404("Langkah ini tidak ada.")
    return JENIS[kunci]


@akses.membaca
def halaman(request: akses.PermintaanMasuk, kunci: str) -> HttpResponse:
    return _halaman(request, _jenis(request, kunci), UnggahExcel())


def _halaman(request: akses.PermintaanMasuk, jenis: Jenis, formulir: UnggahExcel, kesalahan: str = "") -> HttpResponse:
    konteks = {
        "jenis": jenis,
        "formulir": formulir,
        "kolom": [(kelas.nama, kelas(Rencana()).kolom) for kelas in jenis.lembar],
        "menunggu": _menunggu(jenis),
        "kesalahan": kesalahan,
    }
    status = 422 if kesalahan or formulir.errors else 200
    return tampilkan(request, "sakip/mulai/excel.html", jenis.judul, konteks, remah=remah(), status=status)


def _menunggu(jenis: Jenis) -> str:
    """Which step comes first; empty where this one can be done."""
    if not Pemda.objects.exists():
        return "Buat dulu pemdanya."
    if jenis.kunci != "perangkat-daerah" and not PerangkatDaerah.objects.exists():
        return "Buat dulu perangkat daerahnya."
    return ""


@akses.membaca
def unduh_templat(request: akses.PermintaanMasuk, kunci: str) -> HttpResponse:
    """What is stored stands in it already, so that the download is noted like every other."""
    jenis = _jenis(request, kunci)
    return unduhan(templat(jenis), f"{jenis.kunci}.xlsx", XLSX)


def _periksa(request: akses.PermintaanMasuk, kunci: str) -> HttpResponse:
    """What the file would do; nothing is changed."""
    jenis = _jenis(request, kunci)
    formulir = UnggahExcel(request.POST, request.FILES)
    if not formulir.is_valid():
        return _halaman(request, jenis, formulir)
    try:
        semua, rencana = excel.baca(jenis, formulir.cleaned_data["berkas"])
    except BerkasDitolak as galat:
        formulir.add_error("berkas", str(galat))
        return _halaman(request, jenis, formulir)
    return _pratinjau(request, jenis, semua, rencana)


def _pratinjau(
    request: akses.PermintaanMasuk, jenis: Jenis, semua: Semua, rencana: Rencana, berubah: str = ""
) -> HttpResponse:
    konteks: dict[str, Any] = {
        "jenis": jenis,
        "rencana": rencana,
        "penolakan": rencana.penolakan[:TAMPIL],
        "ubahan": rencana.ubahan[:TAMPIL],
        "sisa_penolakan": max(0, len(rencana.penolakan) - TAMPIL),
        "sisa_ubahan": max(0, len(rencana.ubahan) - TAMPIL),
        "berubah": berubah,
        "muatan": "" if rencana.penolakan else excel.kemas(jenis, semua, rencana, request.user.pk),
        "bersheet": len(jenis.lembar) > 1,
    }
    status = 422 if rencana.penolakan or berubah else 200
    judul = f"{jenis.judul}: periksa berkas"
    return tampilkan(request, "sakip/mulai/pratinjau.html", judul, konteks, remah=remah(), status=status)


def _simpan(request: akses.PermintaanMasuk, kunci: str) -> HttpResponse:
    """All of it, if it is still what was shown."""
    jenis = _jenis(request, kunci)
    muatan = request.POST.get("muatan", "")
    try:
        _, rencana = excel.simpan(jenis, muatan, request.user)
    except signing.BadSignature:
        return _halaman(request, jenis, UnggahExcel(), excel.USANG)
    except PratinjauUsang as galat:
        semua, rencana = excel.tinjau(jenis, muatan, request.user)
        return _pratinjau(request, jenis, semua, rencana, berubah=str(galat))
    messages.success(request, f"{jenis.judul} disimpan: {rencana.baru} baru, {rencana.berubah} berubah.")
    return redirect("mulai")


periksa = akses.nyatakan(require_POST(_periksa), True)
simpan = akses.nyatakan(require_POST(_simpan), True)
