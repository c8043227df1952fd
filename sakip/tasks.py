"""The digest: one e-mail a day with all that is new; what is kept in order every day. May run twice."""

from __future__ import annotations

import datetime
import logging
from contextlib import suppress

from axes.models import AccessLog
from celery import shared_task
from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from .berkas import kuota
from .jaga.toko import SessionStore
from .jejak import segel, tanda
from .kabar import SUREL
from .models import Pemberitahuan, Pengguna
from .pertama import undangan

catatan = logging.getLogger(__name__)
UMUR_CATATAN_MASUK = datetime.timedelta(days=180)


@shared_task(max_retries=0)
def kirim_ringkasan() -> None:
    """One e-mail per user with all that is new; what could not be sent is tried again the next day."""
    baru = Pemberitahuan.objects.filter(disurelkan=None, dibaca=None)
    pengguna = Pengguna.objects.filter(is_active=True, pk__in=baru.values("pengguna")).exclude(email="").order_by("pk")
    penerima = [p for p in pengguna if SUREL not in p.senyap]
    if not penerima:
        return
    surat = mail.get_connection()
    try:
        surat.open()
    except OSError as galat:
        catatan.warning(
            "ringkasan untuk %d pengguna tidak terkirim, menunggu hari berikutnya: %s", len(penerima), galat
        )
        return
    try:
        for p in penerima:
            try:
                _surati(p, surat)
            except (OSError, ValueError) as galat:
                catatan.warning("ringkasan untuk pengguna %d tidak terkirim: %s", p.pk, galat)
                with suppress(OSError):
                    surat.close()
    finally:
        surat.close()


@shared_task(max_retries=0)
def kirim_undangan(nomor: list[int]) -> None:
    """The invitations by mail that wait with these numbers; what could not be sent says so on its page."""
    undangan.kirim(nomor)


@shared_task(max_retries=0)
def padatkan_tanda() -> None:
    """Once a day: few marks of changes, so that they are quick to read."""
    tanda.padatkan()


@shared_task(max_retries=0)
def sapu_sisa() -> None:
    """Once a day: stored files that no row names, sessions that are over, old notes of who logged in."""
    kuota.sapu_yatim()
    SessionStore.clear_expired()
    AccessLog.objects.filter(attempt_time__lt=timezone.now() - UMUR_CATATAN_MASUK).delete()


@shared_task(max_retries=0)
def segel_jejak() -> None:
    """Once a minute: what the trail gained is sealed."""
    segel.segel()


@shared_task(max_retries=0)
def kirim_jangkar() -> None:
    """Once a day: the end of the trail's chain to the administrators, to be kept where no server reaches."""
    jangkar = segel.jangkar()
    admin = Pengguna.objects.filter(is_active=True, peran=Pengguna.Peran.ADMIN).exclude(email="")
    tujuan = [p.email for p in admin.order_by("pk")]
    if jangkar is not None and tujuan:
        isi = render_to_string("sakip/surel_jangkar.txt", {"jangkar": jangkar, "situs": settings.SITUS})
        mail.EmailMessage("SAKIP: jangkar jejak perubahan", isi, bcc=tujuan).send(fail_silently=True)


def _surati(pengguna: Pengguna, surat: BaseEmailBackend) -> None:
    """Sent and marked, or neither."""
    with transaction.atomic():
        milik = Pemberitahuan.objects.filter(pengguna=pengguna, disurelkan=None, dibaca=None)
        kabar_baru = list(milik.exclude(jenis__in=pengguna.senyap).select_for_update())
        if not kabar_baru:
            return
        _ringkasan(pengguna, kabar_baru, surat).send()
        tersurel = Pemberitahuan.objects.filter(pk__in=[k.pk for k in kabar_baru])
        tersurel.update(disurelkan=timezone.now())


def _ringkasan(
    pengguna: Pengguna, kabar_baru: list[Pemberitahuan], surat: BaseEmailBackend
) -> mail.EmailMultiAlternatives:
    konteks = {
        "pengguna": pengguna,
        "situs": settings.SITUS,
        "kabar": [{"judul": k.judul, "baris": k.teks.splitlines(), "tautan": k.tautan} for k in kabar_baru],
    }
    pesan = mail.EmailMultiAlternatives(
        f"SAKIP: {len(kabar_baru)} pemberitahuan baru",
        render_to_string("sakip/surel_ringkasan.txt", konteks),
        to=[pengguna.email],
        connection=surat,
    )
    pesan.attach_alternative(render_to_string("sakip/surel_ringkasan.html", konteks), "text/html")
    return pesan
