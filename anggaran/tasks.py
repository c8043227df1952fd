"""The Celery jobs of the money. They take ids, may run twice, and delegate."""

from celery import shared_task

from . import impor


@shared_task(max_retries=0)
def baca_sipd(nomor: int) -> None:
    impor.baca(nomor)
