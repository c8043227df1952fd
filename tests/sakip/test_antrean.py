"""What a person waits for comes before bulk, whatever was asked first."""

import re
from pathlib import Path

import pytest
import redis
from django.conf import settings

from anggaran.tasks import baca_sipd
from laporan.tasks import kemas_paket, siapkan_ringkasan
from sakip.celery import app
from tests.pekerja import pekerja, tunggu

BORONGAN = {"sapu", "kirim", "kemas", "siapkan", "rawat", "padatkan", "umumkan", "ingatkan"}


def test_setiap_pekerjaan_ada_di_antrean_yang_dimaksud():
    """A new job is in one of the queues by its first word: bulk, or what a person waits for."""
    milik = [n for n in app.tasks if n.partition(".")[0] in ("sakip", "renstra", "anggaran", "capaian", "laporan")]
    assert len(milik) > 10
    for nama in milik:
        borongan = nama.rpartition(".")[2].partition("_")[0] in BORONGAN
        assert app.amqp.router.route({}, nama)["queue"].name == settings.ANTREAN[borongan], nama


@pytest.mark.worker
@pytest.mark.xdist_group("susun")
@pytest.mark.django_db(transaction=True)
def test_yang_ditunggu_orang_didahulukan():
    """Numbers that no row has: each job ends at once."""
    with redis.Redis.from_url(settings.CELERY_BROKER_URL) as klien:
        klien.flushdb()
        for _ in range(3):
            kemas_paket.delay(0)
            siapkan_ringkasan.delay()
        baca_sipd.delay(0)
        assert [klien.llen(nama) for nama in settings.ANTREAN] == [1, 6]
    with pekerja(proses=1):
        catatan = max(Path(settings.VAR).glob("pekerja-*.log"), key=lambda p: p.stat().st_mtime)
        tunggu(lambda: len(_diterima(catatan)) == 7, 40, catatan.read_text)
        assert _diterima(catatan)[0] == "anggaran.tasks.baca_sipd"


def _diterima(catatan):
    return re.findall(r"Task (\S+)\[\S+ received", catatan.read_text())
