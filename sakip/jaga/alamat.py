"""From where somebody asks. Behind a proxy that is known, what it says; nobody else is believed."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def alamat_pengunjung(request: HttpRequest) -> str | None:
    """The visitor's address; None where the server was reached by a socket without one.

    From the right, `X-Forwarded-For` is read only as far as each address that passed it on is one of
    `PROKSI_TEPERCAYA`: what a visitor wrote into it himself stands further left."""
    alamat = str(request.META.get("REMOTE_ADDR", ""))
    terusan = [satu.strip() for satu in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    while terusan and _tepercaya(alamat):
        berikut = terusan.pop()
        if not _sah(berikut):
            break
        alamat = berikut
    return alamat.partition("%")[0] or None  # without the interface of a link-local one


def _sah(teks: str) -> bool:
    try:
        ip_address(teks)
    except ValueError:
        return False
    return True


def _tepercaya(teks: str) -> bool:
    return _sah(teks) and any(ip_address(teks) in jaringan for jaringan in _jaringan(tuple(settings.PROKSI_TEPERCAYA)))


@lru_cache
def _jaringan(semua: tuple[str, ...]) -> list[IPv4Network | IPv6Network]:
    return [ip_network(satu, strict=False) for satu in semua]
