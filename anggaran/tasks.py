"""The Celery jobs of the money. They take ids, may run twice, and delegate."""

from celery import shared_task

from sakip.pekerjaan.pemulihan import daftarkan

from . import impor


@shared_task(max_retries=0)
def baca_sipd(nomor: int) -> None:
    impor.baca(nomor)


def pulihkan() -> int:
    """Ask again for imports whose worker or message was lost; how many."""
    hilang = impor.pulihkan()
    impor.PEKERJAAN.mintakan(hilang, baca_sipd.delay)
    return len(hilang)


@shared_task(max_retries=0)
def sapu_sipd() -> None:
    """Every day: forget files that nobody came back to."""
    impor.sapu()


daftarkan("impor SIPD", pulihkan)
