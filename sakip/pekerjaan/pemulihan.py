"""The recovery: every worker asks all kinds of jobs for what was lost, when it starts and from time to time."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from celery.signals import worker_ready
from django.conf import settings
from django.db import Error, connection

catatan = logging.getLogger(__name__)
Pulihkan = Callable[[], int]
_daftar: dict[str, Pulihkan] = {}


def daftarkan(nama: str, pulihkan: Pulihkan) -> None:
    """An app's `tasks` says here how its jobs are found again; `pulihkan` gives how many were asked for."""
    _daftar[nama] = pulihkan


def pulihkan_semua() -> dict[str, int]:
    """Ask each kind; one that fails keeps none of the others from it."""
    hasil = {}
    try:
        for nama, pulihkan in list(_daftar.items()):
            try:
                hasil[nama] = pulihkan()
            except Error:
                catatan.exception("pemulihan %s gagal; dicoba lagi nanti", nama)
                connection.close()
    finally:
        connection.close()
    return hasil


@worker_ready.connect
def saat_siap(sender: Any, **_: object) -> None:
    sender.timer.call_repeatedly(settings.BATAS_DENYUT / 2, pulihkan_semua)
    pulihkan_semua()
