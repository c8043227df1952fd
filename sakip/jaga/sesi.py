"""How long a session lasts: half an hour without anybody at work, half a day in all. And that no page of somebody's
session stays in a cache."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sakip.models import Pengguna

from . import faktor, penahan
from .alamat import alamat_pengunjung
from .toko import AKTIF, DARI, MULAI, PERAMBAN, Sesi

CATAT = 60
"""Seconds between two notes that somebody is at work: not every request writes."""


def catat_masuk(request: HttpRequest | None, user: Any, **_: Any) -> None:
    if request is not None:
        penahan.kenali(request, user)
        request.session[MULAI] = request.session[AKTIF] = int(time.time())
        request.session[DARI] = alamat_pengunjung(request) or ""
        request.session[PERAMBAN] = request.META.get("HTTP_USER_AGENT", "")[:200]


class SesiMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            self._periksa(request)
        jawaban = self.get_response(request)
        penahan.titipkan(request, jawaban)
        if request.user.is_authenticated and not jawaban.has_header("Cache-Control"):
            jawaban["Cache-Control"] = "private, no-store"
        return jawaban

    def _periksa(self, request: Any) -> None:
        kini = int(time.time())
        aktif, mulai = request.session.get(AKTIF), request.session.get(MULAI)
        # Of one who became something more since, or from before the second factor was asked for.
        kurang = faktor.SESI not in request.session and faktor.wajib(request.user)
        if kurang or (mulai or kini) < kini - settings.SESI_TERLAMA or (aktif or kini) < kini - settings.SESI_DIAM:
            request.session.flush()
            request.user = AnonymousUser()
        elif aktif is None or mulai is None:  # from before there were limits
            request.session[MULAI] = request.session[AKTIF] = kini
        elif kini - aktif >= CATAT and not _berkala(request):
            request.session[AKTIF] = kini


def _berkala(request: HttpRequest) -> bool:
    """A page that asks again by itself is nobody at work."""
    return request.method == "GET" and "HX-Request" in request.headers and "HX-Boosted" not in request.headers


# Who is logged in


def terbuka() -> QuerySet[Sesi]:
    """The sessions that still let somebody in, those last at work first."""
    kini = timezone.now()
    berlaku = Sesi.objects.filter(pengguna__isnull=False, expire_date__gt=kini)
    return berlaku.filter(
        aktif__gte=kini - datetime.timedelta(seconds=settings.SESI_DIAM + CATAT),
        mulai__gte=kini - datetime.timedelta(seconds=settings.SESI_TERLAMA),
    ).order_by("-aktif")


def akhiri(milik: QuerySet[Sesi], tanda: str) -> bool:
    """End the one of these sessions that is called so; whether there was one."""
    kunci = [s.pk for s in milik if s.tanda == tanda]
    return bool(Sesi.objects.filter(pk__in=kunci).delete()[0])


def akhiri_semua(pengguna: Pengguna, kecuali: str | None = None) -> int:
    """End somebody's sessions, all but the one with this key; how many."""
    return Sesi.objects.filter(pengguna=pengguna).exclude(pk=kecuali or "").delete()[0]
