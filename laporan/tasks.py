"""The Celery jobs: they take ids, may run twice, and delegate. Only this module knows how a job is asked for."""

from typing import Any

from celery import shared_task

from sakip.models import Pemda
from sakip.pekerjaan.pemulihan import daftarkan

from .buku_kerja import jalan as buku
from .ikhtisar.tahun import tahun_dilaporkan
from .meja import kabar, paket
from .models import Paket, Susunan
from .pemda.lintas_tahun import semua_tahun
from .pemda.simpanan import Simpanan
from .susun import jalan


@shared_task(max_retries=0)
def susun_bagian(bagian_id: int) -> None:
    if (berikut := jalan.kerjakan(bagian_id)) is not None:
        jalan.PEKERJAAN.mintakan([berikut], minta)


def minta(bagian_id: int) -> None:
    susun_bagian.delay(bagian_id)


def mulai(*apa: Any, **lain: Any) -> Susunan:
    """Compose a document: see `susun.jalan.mulai`."""
    return jalan.mulai(*apa, **lain, minta=minta)


def pulihkan() -> int:
    """Ask again for what was lost; how many jobs."""
    hilang = jalan.pulihkan()
    jalan.PEKERJAAN.mintakan(hilang, minta)
    return len(hilang)


daftarkan("susunan", pulihkan)


@shared_task(max_retries=0)
def siapkan_ringkasan() -> None:
    """Compute what changed of the years that the pemda's pages show first, before anybody waits for it."""
    for pemda in Pemda.objects.all():
        simpanan = Simpanan(list(pemda.perangkat_daerah.select_related("pemda")))
        simpanan.ringkas(semua_tahun(tahun_dilaporkan(simpanan.daftar_tahun())), None)
        simpanan.tutup()


@shared_task(max_retries=0)
def olah_buku(nomor: int) -> None:
    """Read or save an uploaded workbook."""
    buku.kerjakan(nomor)


def pulihkan_buku() -> int:
    """Ask again for uploads whose worker or message was lost; how many."""
    hilang = buku.pulihkan()
    buku.PEKERJAAN.mintakan(hilang, olah_buku.delay)
    return len(hilang)


@shared_task(max_retries=0)
def sapu_unggahan() -> None:
    """Forget uploaded workbooks that nobody came back to."""
    buku.sapu()


daftarkan("buku kerja", pulihkan_buku)


@shared_task(max_retries=0)
def kemas_paket(nomor: int) -> None:
    paket.kerjakan(nomor)


def minta_paket(nomor: int) -> None:
    kemas_paket.delay(nomor)


def mulai_paket(*apa: Any) -> Paket:
    """Package submitted LKjIP: see `meja.paket.mulai`."""
    return paket.mulai(*apa, minta=minta_paket)


def pulihkan_paket() -> int:
    hilang = paket.pulihkan()
    paket.PEKERJAAN.mintakan(hilang, minta_paket)
    return len(hilang)


daftarkan("paket", pulihkan_paket)


@shared_task(max_retries=0)
def rawat_meja() -> None:
    """Every day: tell whose LKjIP falls due, and delete packages past their time."""
    kabar.ingatkan()
    paket.sapu()
