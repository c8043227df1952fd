"""Periodic jobs of the schedule: quarters opened, days left. All may run twice."""

from __future__ import annotations

import logging

from celery import shared_task
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from capaian.models import Jadwal

from . import kabar

catatan = logging.getLogger(__name__)


@shared_task(max_retries=0)
def umumkan_jadwal() -> None:
    """Send each bidang its list, once per schedule, however many workers do this at once."""
    kini = timezone.now()
    belum = Jadwal.objects.filter(diumumkan=None, untuk=Jadwal.Untuk.REALISASI, buka__lte=kini, tutup__gt=kini)
    for jadwal in belum.select_related("perangkat_daerah").prefetch_related("perpanjangan"):
        with transaction.atomic():
            if Jadwal.objects.filter(pk=jadwal.pk, diumumkan=None).update(diumumkan=kini):
                jumlah = kabar.jadwal_dibuka(jadwal)
                catatan.info("%s %s dibuka: %d pemberitahuan", jadwal.perangkat_daerah.kode, jadwal, jumlah)


@shared_task(max_retries=0)
def ingatkan_tenggat() -> None:
    """Remind those whose entry ends in 7, 2 or 0 days."""
    kini = timezone.now()
    terbuka = Jadwal.objects.filter(untuk=Jadwal.Untuk.REALISASI, buka__lte=kini)
    terbuka = terbuka.filter(Q(tutup__gt=kini) | Q(perpanjangan__tutup__gt=kini)).distinct()
    for jadwal in terbuka.select_related("perangkat_daerah").prefetch_related("perpanjangan"):
        sisa = {kabar.sisa_hari(t) for t in (jadwal.tutup, *(p.tutup for p in jadwal.perpanjangan.all()))}
        for hari in sisa.intersection(kabar.HARI_PENGINGAT):
            kabar.tenggat(jadwal, hari)
