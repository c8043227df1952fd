"""The server itself, as the administrator sees it: room, queue, periodic jobs, backups, mail, versions."""

from __future__ import annotations

import datetime
import platform
import shutil
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django
import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max, Q
from django.utils import timezone

from sakip.jaga import sesi
from sakip.jaga.tabel import Pengambilan
from sakip.models import Jejak, Segel

GB = 1024**3
SEMPIT = 0.1
"""Of the disk: less than this is little."""
SEGEL_TERLAMBAT = datetime.timedelta(minutes=5)
CADANGAN_TERLAMBAT = datetime.timedelta(hours=26)


@dataclass(frozen=True)
class KeadaanServer:
    """One thing, how it is, and whether somebody should look at it."""

    nama: str
    isi: str
    gawat: bool = False


def keadaan_server() -> list[KeadaanServer]:
    """Everything in eight queries at most; what does not answer is said, and delays nobody for long."""
    return [ruang(), basis_data(), antrean(), berkala(), *cadangan(), surel(), masuk(), versi()]


def ruang() -> KeadaanServer:
    penuh = shutil.disk_usage(settings.VAR)
    isi = f"{penuh.free / GB:.1f} GB kosong dari {penuh.total / GB:.1f} GB".replace(".", ",")
    return KeadaanServer("Ruang simpan", isi, penuh.free < SEMPIT * penuh.total)


def basis_data() -> KeadaanServer:
    if connection.vendor == "postgresql":
        with connection.cursor() as kursor:
            kursor.execute("SELECT pg_database_size(current_database())")
            byte = kursor.fetchone()[0]
    else:
        berkas = Path(connection.settings_dict["NAME"])
        byte = berkas.stat().st_size if berkas.exists() else 0
    return KeadaanServer("Basis data", f"{connection.display_name}, {byte / 1024**2:.0f} MB")


def antrean() -> KeadaanServer:
    if urlsplit(settings.CELERY_BROKER_URL).scheme not in ("redis", "rediss"):
        return KeadaanServer("Antrean pekerjaan", "pada berkas; cukup untuk percobaan")
    try:
        segera, borongan = pesan_menunggu()
        return KeadaanServer("Antrean pekerjaan", f"{segera} ditunggu orang, {borongan} borongan")
    except redis.RedisError:
        return KeadaanServer(
            "Antrean pekerjaan", "Redis tidak menjawab; pekerjaan yang diminta menunggu sampai ia kembali", True
        )


def pesan_menunggu() -> list[int]:
    """How many jobs no worker has taken, of each of `ANTREAN`.

    Raises:
        redis.RedisError: Redis does not answer within a second.
    """
    with redis.Redis.from_url(settings.CELERY_BROKER_URL, socket_connect_timeout=1, socket_timeout=1) as klien:
        return [klien.llen(nama) for nama in settings.ANTREAN]


def berkala() -> KeadaanServer:
    """The trail is sealed every minute: whether clock and worker are at it."""
    terakhir = Segel.objects.order_by("-urutan").values_list("pada", flat=True).first()
    sisa = Jejak.objects.order_by().aggregate(n=Max("pk"))["n"]
    tersegel = Segel.objects.aggregate(n=Max("jejak_id"))["n"]
    tertinggal = sisa is not None and (tersegel or 0) < sisa
    basi = terakhir is None or timezone.now() - terakhir > SEGEL_TERLAMBAT
    if tertinggal and basi:
        kata = f"terakhir {_kapan(terakhir)}; periksa worker dan beat" if terakhir else "belum pernah berjalan"
        return KeadaanServer("Pekerjaan berkala", kata, True)
    return KeadaanServer(
        "Pekerjaan berkala", "berjalan; jejak tersegel" if terakhir else "belum ada yang perlu disegel"
    )


def cadangan() -> list[KeadaanServer]:
    terakhir = Pengambilan.objects.order_by().aggregate(
        buat=Max("pada", filter=Q(halaman="cadangkan")), bukti=Max("pada", filter=Q(halaman="buktikan cadangan"))
    )
    lama = timezone.now() - CADANGAN_TERLAMBAT
    hasil = []
    for nama, kunci in (("Cadangan terakhir", "buat"), ("Terakhir terbukti dapat dipulihkan", "bukti")):
        pada = terakhir[kunci]
        hasil.append(KeadaanServer(nama, _kapan(pada) if pada else "belum pernah", pada is None or pada < lama))
    return hasil


def surel() -> KeadaanServer:
    if settings.EMAIL_HOST:
        return KeadaanServer("Surel", f"lewat {settings.EMAIL_HOST}")
    return KeadaanServer("Surel", "belum diatur (SAKIP_SMTP_HOST); ringkasan harian tidak terkirim")


def masuk() -> KeadaanServer:
    return KeadaanServer("Sedang masuk", f"{sesi.terbuka().values('pengguna').distinct().count()} pengguna")


def versi() -> KeadaanServer:
    terakhir = MigrationRecorder.Migration.objects.order_by("-applied").first()
    migrasi = f", migrasi terakhir {terakhir.app} {terakhir.name}" if terakhir else ""
    return KeadaanServer(
        "Versi", f"SAKIP {settings.VERSI}, Django {django.__version__}, Python {platform.python_version()}{migrasi}"
    )


def _kapan(pada: datetime.datetime) -> str:
    return f"{timezone.localtime(pada):%d-%m-%Y %H.%M}"
