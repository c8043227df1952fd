"""Attempts at a password or code, wherever they are made: counted by axes, refused by it when there were too many."""

from __future__ import annotations

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse


def tertahan(request: HttpRequest, nama: str) -> HttpResponse | None:
    """The refusal, where too many attempts were made; axes' middleware writes it."""
    permintaan: Any = request
    if not getattr(settings, "AXES_ENABLED", True) or AxesProxyHandler.is_allowed(request, {"username": nama}):
        return None
    permintaan.axes_locked_out, permintaan.axes_credentials = True, {"username": nama}
    return HttpResponse(status=429)


def gagal(request: HttpRequest, nama: str) -> None:
    """One more wrong password or code."""
    user_login_failed.send(sender=__name__, credentials={"username": nama}, request=request)
