"""How long a session lasts: half an hour without anybody at work, half a day in all. And that no page of somebody's
session stays in a cache."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse

MULAI, AKTIF = "mulai", "aktif"
CATAT = 60
"""Seconds between two notes that somebody is at work: not every request writes."""


def catat_masuk(request: HttpRequest | None, **_: Any) -> None:
    if request is not None:
        request.session[MULAI] = request.session[AKTIF] = int(time.time())


class SesiMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            self._periksa(request)
        jawaban = self.get_response(request)
        if request.user.is_authenticated and not jawaban.has_header("Cache-Control"):
            jawaban["Cache-Control"] = "private, no-store"
        return jawaban

    def _periksa(self, request: HttpRequest) -> None:
        kini = int(time.time())
        aktif, mulai = request.session.get(AKTIF), request.session.get(MULAI)
        if aktif is None or mulai is None:  # from before there were limits
            request.session[MULAI] = request.session[AKTIF] = kini
        elif kini - aktif > settings.SESI_DIAM or kini - mulai > settings.SESI_TERLAMA:
            request.session.flush()
            request.user = AnonymousUser()
        elif kini - aktif >= CATAT and not _berkala(request):
            request.session[AKTIF] = kini


def _berkala(request: HttpRequest) -> bool:
    """A page that asks again by itself is nobody at work."""
    return request.method == "GET" and "HX-Request" in request.headers and "HX-Boosted" not in request.headers
