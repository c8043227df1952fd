"""Who acts: a middleware says it for pages, `pelaku(…)` elsewhere; `alasan(…)` says why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

SERVER = "perintah server"

Pelaku = dict[str, Any]
_pelaku: ContextVar[Callable[[], Pelaku] | None] = ContextVar("pelaku", default=None)
_alasan: ContextVar[str] = ContextVar("alasan", default="")


@contextmanager
def pelaku(siapa: Callable[[], Pelaku]) -> Iterator[None]:
    """While this runs, changes are of `siapa()`: {"oleh": user id or None, "dari": "…"}."""
    tanda = _pelaku.set(siapa)
    try:
        yield
    finally:
        _pelaku.reset(tanda)


@contextmanager
def alasan(teks: str) -> Iterator[None]:
    """While this runs, changes carry this reason."""
    tanda = _alasan.set(teks)
    try:
        yield
    finally:
        _alasan.reset(tanda)


def siapa_kini() -> Pelaku:
    """The actor: user id (None for a command) and where from."""
    siapa = _pelaku.get()
    return siapa() if siapa else {"oleh": None, "dari": SERVER}


def pelaku_kini() -> str:
    """The actor as JSON for the triggers."""
    return json.dumps(siapa_kini() | {"alasan": _alasan.get()})


class JejakMiddleware:
    """Changes made by a request are its user's, from the session and the page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        def siapa() -> Pelaku:
            sesi = request.session.session_key or ""
            halaman = request.resolver_match.url_name if request.resolver_match else ""
            ringkas = hashlib.sha256(sesi.encode()).hexdigest()[:8]
            selaku = getattr(request, "selaku", "")
            dari = ", ".join(bagian for bagian in (f"sesi {ringkas}", halaman, selaku) if bagian)
            return {"oleh": request.user.pk, "dari": dari[:100]}

        with pelaku(siapa):
            return self.get_response(request)
