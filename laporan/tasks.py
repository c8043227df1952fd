"""The Celery jobs: they take ids, may run twice, and delegate. Only this module knows how a job is asked for."""

import logging
from typing import Any

from celery import shared_task
from celery.signals import worker_ready
from django.conf import settings
from django.db import DatabaseError, connection

from .models import Susunan
from .susun import jalan

catatan = logging.getLogger(__name__)


@shared_task(max_retries=0)
def susun_bagian(bagian_id: int) -> None:
    if (berikut := jalan.kerjakan(bagian_id)) is not None:
        minta(berikut)


def minta(bagian_id: int) -> None:
    susun_bagian.delay(bagian_id)


def mulai(*apa: Any, **lain: Any) -> Susunan:
    """Compose a document: see `susun.jalan.mulai`."""
    return jalan.mulai(*apa, **lain, minta=minta)


def pulihkan() -> int:
    """Ask again for what was lost; how many jobs."""
    hilang = jalan.pulihkan()
    for bagian_id in hilang:
        minta(bagian_id)
    return len(hilang)


@worker_ready.connect
def saat_siap(sender: Any, **_: object) -> None:
    """Every worker looks for what was lost: when it starts, and from time to time."""
    _pulihkan()
    sender.timer.call_repeatedly(settings.BATAS_DENYUT / 2, _pulihkan)


def _pulihkan() -> None:
    try:
        pulihkan()
    except DatabaseError:
        catatan.exception("pemulihan gagal; dicoba lagi nanti")
    finally:
        connection.close()
