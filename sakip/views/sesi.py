"""Where somebody is logged in: one's own sessions, and for the administrator everybody's."""

from __future__ import annotations

import logging
import re

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from sakip import akses
from sakip.halaman import tampilkan
from sakip.jaga import sesi
from sakip.jaga.toko import Sesi

catatan = logging.getLogger(__name__)
PERAMBAN = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
SISTEM = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def _sebutan(peramban: str) -> str:
    """`Chrome di Windows`"""
    apa = next((nama for pola, nama in PERAMBAN if pola in peramban), "Peramban lain")
    sistem = next((nama for pola, nama in SISTEM if re.search(pola, peramban)), "")
    return f"{apa} di {sistem}" if sistem else apa


@require_safe
def daftar(request: akses.PermintaanMasuk) -> HttpResponse:
    """One's own."""
    konteks = {"sesi": _baris(sesi.terbuka().filter(pengguna=request.user), request)}
    return tampilkan(request, "sakip/sesi.html", "Sesi masuk Anda", konteks)


@require_safe
def semua(request: akses.PermintaanMasuk) -> HttpResponse:
    """Everybody's, for the administrator."""
    akses.periksa_umum(request.user, akses.KELOLA)
    baris = _baris(sesi.terbuka().select_related("pengguna__perangkat_daerah__pemda"), request)
    return tampilkan(request, "sakip/sesi.html", "Yang sedang masuk", {"sesi": baris, "semua": True})


@require_POST
def akhiri(request: akses.PermintaanMasuk, tanda: str) -> HttpResponse:
    """One session: one's own, or for the administrator anybody's."""
    milik = _yang_boleh(request)
    if not sesi.akhiri(milik, tanda):
        raise Http404("Sesi ini sudah berakhir.")
    catatan.info("sesi %s diakhiri oleh pengguna %d", tanda, request.user.pk)
    messages.success(request, "Sesi diakhiri.")
    return redirect("sesi_semua" if request.POST.get("semua") else "sesi")


@require_POST
def akhiri_lain(request: akses.PermintaanMasuk) -> HttpResponse:
    """All of one's own but this one."""
    banyak = sesi.akhiri_semua(request.user, request.session.session_key)
    messages.success(request, f"{banyak} sesi lain diakhiri." if banyak else "Tidak ada sesi lain.")
    return redirect("sesi")


def _yang_boleh(request: akses.PermintaanMasuk) -> QuerySet[Sesi]:
    if akses.boleh(request.user, akses.KELOLA):
        return Sesi.objects.filter(pengguna__isnull=False)
    return Sesi.objects.filter(pengguna=request.user)


def _baris(milik: QuerySet[Sesi], request: akses.PermintaanMasuk) -> list[dict[str, object]]:
    kini = request.session.session_key
    return [{"sesi": s, "dengan": _sebutan(s.peramban), "kini": s.pk == kini} for s in milik]
