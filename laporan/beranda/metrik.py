"""What Prometheus may know of this server: how much waits, how old it is, how much room is left. Nothing of a person or
of an agency's numbers. Only for this machine itself, or for who knows the token."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from ipaddress import ip_address

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Max, Q
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from sakip import akses
from sakip.jaga import sesi
from sakip.jaga.tabel import Pengambilan
from sakip.models import Jejak, Segel

from . import pekerjaan
from .server import pesan_menunggu

TERHITUNG = 100_000
"""Unsealed rows that are counted: many are a fault, and no more needs to be known when it is looked for each minute."""
Ukuran = tuple[str, str, dict[str, str], float]
"""Name, what it is, labels, value."""


def _boleh(request: HttpRequest) -> bool:
    """The token, or a request that starts on this machine and was passed on by no proxy."""
    token = settings.METRIK_TOKEN
    if token and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}"):
        return True
    try:
        sendiri = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return sendiri and not any(h in request.headers for h in ("X-Forwarded-For", "Forwarded", "X-Real-Ip"))


@login_not_required
@akses.membaca
def metrik(request: HttpRequest) -> HttpResponse:
    if not _boleh(request):
        return HttpResponseForbidden("Hanya untuk server ini sendiri, atau dengan token (SAKIP_METRIK_TOKEN).\n")
    catatan = CollectorRegistry()
    ada: dict[str, Gauge] = {}
    for nama, arti, label, nilai in _ukur():
        if nama not in ada:
            ada[nama] = Gauge(nama, arti, list(label), registry=catatan)
        (ada[nama].labels(**label) if label else ada[nama]).set(nilai)
    return HttpResponse(generate_latest(catatan), content_type=CONTENT_TYPE_LATEST)


def _ukur() -> Iterator[Ukuran]:
    for jenis, (banyak, diam) in pekerjaan.banyak_terbuka().items():
        yield "sakip_pekerjaan_terbuka", "Pekerjaan yang menunggu atau berjalan", {"jenis": jenis}, banyak
        yield "sakip_pekerjaan_diam_detik", "Detik sejak kabar terakhir pekerjanya", {"jenis": jenis}, diam
    yield "sakip_antrean_pesan", "Pesan dalam Redis; -1: Redis tidak menjawab", {}, _antrean()
    ruang = shutil.disk_usage(settings.VAR)
    yield "sakip_ruang_kosong_byte", "Ruang kosong pada cakram berkas", {}, ruang.free
    yield "sakip_ruang_byte", "Besarnya cakram berkas", {}, ruang.total
    orang = sesi.terbuka().values("pengguna").distinct().count()
    yield "sakip_pengguna_masuk", "Pengguna yang sedang masuk", {}, orang
    tersegel = Segel.objects.aggregate(n=Max("jejak_id"))["n"] or 0
    yield (
        "sakip_jejak_belum_tersegel",
        f"Baris jejak sesudah segel terakhir, dihitung sampai {TERHITUNG}",
        {},
        Jejak.objects.filter(pk__gt=tersegel).order_by()[:TERHITUNG].count(),
    )
    kini = timezone.now()
    terakhir = Pengambilan.objects.order_by().aggregate(
        buat=Max("pada", filter=Q(halaman="cadangkan")), bukti=Max("pada", filter=Q(halaman="buktikan cadangan"))
    )
    for nama, arti in (("buat", "cadangan terakhir"), ("bukti", "cadangan terakhir yang terbukti dapat dipulihkan")):
        if terakhir[nama] is not None:  # an absent value is no number
            yield f"sakip_cadangan_{nama}_detik", f"Umur {arti}", {}, (kini - terakhir[nama]).total_seconds()


def _antrean() -> float:
    if not settings.CELERY_BROKER_URL.startswith("redis"):
        return 0
    try:
        return float(sum(pesan_menunggu()))
    except redis.RedisError:
        return -1
