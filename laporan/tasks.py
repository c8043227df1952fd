"""The Celery jobs. They take ids, may run twice, and delegate."""

import logging
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.db import DatabaseError, connection

from anggaran import impor as sipd

from .susun import jalan as susun

catatan = logging.getLogger(__name__)


@shared_task(max_retries=0)
def susun_bagian(bagian_id: int) -> None:
    susun.kerjakan(bagian_id)


@shared_task(max_retries=0)
def baca_sipd(nomor: int) -> None:
    sipd.baca(nomor)


@worker_ready.connect
def saat_siap(sender: Any, **_: object) -> None:
    """Every worker looks for what was lost: when it starts, and from time to time."""
    _pulihkan()
    sender.timer.call_repeatedly(settings.BATAS_DENYUT / 2, _pulihkan)


def _pulihkan() -> None:
    try:
        susun.pulihkan()
    except DatabaseError:
        catatan.exception("pemulihan gagal; dicoba lagi nanti")
    finally:
        connection.close()
