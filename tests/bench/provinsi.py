"""A province beside one pemda, on one server: so many invented governments of so many agencies with so many indicators
each over five years. PROVINSI=10,5,60 where nothing is said; 10,45,250 takes hours and 20 GB of disk.

All is measured with the first pemda alone, then with its copies beside it. What a page shows does not grow with other
pemda's data, so neither may its queries nor its time; backup, restore and proof read every row, but hold only a few of
them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from laporan.simulasi.muat import muat
from laporan.simulasi.rencana import Ukuran
from renstra.models import Indikator
from sakip.jejak import segel
from sakip.models import Pengguna
from tests.bench.gandakan import gandakan
from tests.bench.isian import sesi
from tests.pekerja import AKAR, alamat_basis_data

PEMDA, INSTANSI, INDIKATOR = map(int, os.environ.get("PROVINSI", "10,5,60").split(","))
KALI = 12
TAHUN = 2025
KODE = "sim1-dinkes"
BERSAMA = ("instalasi", "kelola pengguna")
"""Pages that name every agency or user of the server, as far as a page goes."""
MB = 1024 * 1024
PROSES, SERVER = 100.0, 600.0
"""MB that a process of ours, and one of PostgreSQL's, may take beyond what one pemda needs. PostgreSQL notes each row
that a restore takes in until the keys are asked for at its end."""
BUKTIKAN = "from pathlib import Path; from sakip.cadangan.pulih import buktikan; print(buktikan(Path({berkas!r})))"
LANGKAH = {
    "cadangkan": ("cadangkan", "--tanpa-bukti", "--keluaran", "{berkas}"),
    "pulihkan dan bandingkan": ("shell", "--verbosity", "0", "-c", BUKTIKAN),
    "periksa_jejak": ("periksa_jejak",),
}


@dataclass(frozen=True)
class Kerja:
    """What a command took: seconds of the clock and of processors (without PostgreSQL's), MB at its peak of its own
    processes, and of the database's largest."""

    detik: float
    prosesor: float
    memori: float
    server: float


@dataclass(frozen=True)
class Halaman:
    kueri: int
    detik: float


@dataclass(frozen=True)
class Keadaan:
    kerja: dict[str, Kerja]
    halaman: dict[str, Halaman]


def rasio_provinsi() -> Iterator[tuple[str, float, float, str]]:
    """What, how much, its limit, its unit."""
    _buat("1 pemda", lambda: muat(Ukuran(INSTANSI, 5, INDIKATOR), lambda _: None))
    satu = _keadaan("1 pemda")
    _buat(f"{PEMDA - 1} salinannya", lambda: [gandakan(n, 1) for n in range(1, PEMDA)])
    semua = _keadaan(f"{PEMDA} pemda")
    for nama, h in satu.halaman.items():
        kini = semua.halaman[nama]
        yield f"{nama}: kueri bertambah", kini.kueri - h.kueri, 0, ""
        yield f"{nama}: {PEMDA} pemda ÷ 1", kini.detik / h.detik, PEMDA if nama in BERSAMA else 2, ""
    for nama, k in satu.kerja.items():
        kini_kerja = semua.kerja[nama]
        yield f"{nama}: prosesor tiap pemda, {PEMDA} ÷ 1", kini_kerja.prosesor / k.prosesor / PEMDA, 1.5, ""
        yield f"{nama}: memori bertambah", kini_kerja.memori - k.memori, PROSES, " MB"
        yield f"{nama}: memori PostgreSQL bertambah", kini_kerja.server - k.server, SERVER, " MB"


def _cetak(kata: str) -> None:
    print(f"  {kata}", file=sys.stderr, flush=True)


def _buat(nama: str, kerja: Callable[[], object]) -> None:
    """Rows, and the seals of their trail."""
    awal = time.monotonic()
    kerja()
    termuat = time.monotonic()
    banyak = segel.segel(semua=True)
    tersegel = time.monotonic()
    _cetak(f"{nama}: dimuat {termuat - awal:.0f} detik, {banyak} baris jejak disegel {tersegel - termuat:.0f} detik")


def _keadaan(nama: str) -> Keadaan:
    with connection.cursor() as kursor:
        kursor.execute("VACUUM ANALYZE")  # as the server does by itself in the days that all this stands for
        kursor.execute("SELECT pg_database_size(current_database()), pg_total_relation_size('sakip_jejak')")
        besar, jejak = kursor.fetchone()
    _cetak(f"{nama}: basis data {besar / MB:.0f} MB, di antaranya jejak {jejak / MB:.0f} MB")
    halaman = _halaman()
    berkas = Path(settings.VAR) / "provinsi.tar.gz"
    kerja = {}
    for apa, perintah in LANGKAH.items():
        kerja[apa] = k = _jalankan([satu.format(berkas=str(berkas)) for satu in perintah])
        _cetak(
            f"{nama}, {apa}: {k.detik:.1f} detik, prosesor {k.prosesor:.1f} detik, "
            f"memori {k.memori:.0f} MB, PostgreSQL {k.server:.0f} MB"
        )
    _cetak(f"{nama}: cadangan {berkas.stat().st_size / MB:.0f} MB")
    berkas.unlink()
    return Keadaan(kerja, halaman)


# Commands


def _jalankan(perintah: list[str]) -> Kerja:
    lingkungan = os.environ | {"SAKIP_DATABASE_URL": alamat_basis_data()}
    awal, usai = time.monotonic(), threading.Event()
    with subprocess.Popen(
        [sys.executable, "manage.py", *perintah], cwd=AKAR, env=lingkungan, stdout=subprocess.DEVNULL
    ) as proses:
        puncak = {"kita": 0.0, "server": 0.0}
        utas = threading.Thread(target=_amati, args=(proses.pid, _server(), usai, puncak))
        utas.start()
        try:
            _, status, pakai = os.wait4(proses.pid, 0)
            proses.returncode = os.waitstatus_to_exitcode(status)
        finally:
            usai.set()
            utas.join()
    assert proses.returncode == 0, (perintah, proses.returncode)
    return Kerja(time.monotonic() - awal, pakai.ru_utime + pakai.ru_stime, puncak["kita"], puncak["server"])


def _server() -> set[int]:
    """The database's processes that work for somebody."""
    with connection.cursor() as kursor:
        kursor.execute("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'")
        return {pid for (pid,) in kursor.fetchall()}


def _amati(nomor: int, lama: set[int], usai: threading.Event, puncak: dict[str, float]) -> None:
    """The largest of our processes, and of the database's that came meanwhile, without what these share."""
    try:
        while not usai.wait(0.3):
            with suppress(psutil.Error):
                kita = psutil.Process(nomor)
                for satu in (kita, *kita.children(recursive=True)):
                    puncak["kita"] = max(puncak["kita"], satu.memory_info().rss / MB)
            for pid in _server() - lama - {connection.connection.info.backend_pid}:
                with suppress(psutil.Error):
                    memori = psutil.Process(pid).memory_info()
                    puncak["server"] = max(puncak["server"], (memori.rss - memori.shared) / MB)
    finally:
        connection.close()


# Pages


def _alamat() -> dict[str, tuple[str, str]]:
    """By page the username and the address."""
    bidang = Pengguna.objects.get(username=f"{KODE}-bidang").bidang_id
    kode = Indikator.objects.filter(renstra__perangkat_daerah__kode=KODE, iku=True).order_by("pk")[0].kode
    perencana, pengawas, admin = f"{KODE}-perencanaan", "sim1-inspektorat-pemda", "admin-provinsi"
    return {
        "halaman instansi": (perencana, f"/{KODE}/{TAHUN}/"),
        "dasbor": (f"{KODE}-kepala", f"/{KODE}/{TAHUN}/dasbor/"),
        "lembar isian": (f"{KODE}-bidang", f"/{KODE}/{TAHUN}/tw4/capaian/isi/{bidang}/"),
        "naskah": (perencana, f"/{KODE}/{TAHUN}/laporan/naskah/"),
        "pencarian": (perencana, f"/{KODE}/{TAHUN}/cari/?q=dokumen"),
        "riwayat perubahan": (perencana, f"/{KODE}/{TAHUN}/jejak/"),
        "riwayat yang disaring": (perencana, f"/{KODE}/{TAHUN}/jejak/?jenis=realisasi&waktu=2&siapa=server"),
        "riwayat satu indikator": (perencana, f"/{KODE}/{TAHUN}/indikator/{kode}/jejak/"),
        "tabel pemda": (pengawas, f"/pemda/{TAHUN}/"),
        "meja inspektorat": (pengawas, f"/meja/{TAHUN}/"),
        "instalasi": (admin, "/instalasi/"),
        "kelola pengguna": (admin, "/kelola/sakip/pengguna/"),
        "metrik": (admin, "/metrik/"),
    }


def _halaman() -> dict[str, Halaman]:
    """The shortest of a few calls of each page, of which the first only warms up."""
    Pengguna.objects.get_or_create(
        username="admin-provinsi", defaults={"peran": "admin", "is_staff": True, "is_superuser": True}
    )
    penangan, hasil = WSGIHandler(), {}
    for nama, (siapa, tujuan) in _alamat().items():
        kue, waktu = sesi(Pengguna.objects.get(username=siapa)), []
        for _ in range(KALI + 1):
            request = RequestFactory(SERVER_NAME="localhost").get(tujuan)
            request.COOKIES["sessionid"] = kue
            awal = time.perf_counter()
            with CaptureQueriesContext(connection) as kueri:
                jawaban = penangan.get_response(request)
            waktu.append(time.perf_counter() - awal)
            assert jawaban.status_code == 200, (tujuan, jawaban.status_code)
        hasil[nama] = Halaman(len(kueri), min(waktu[1:]))
        _cetak(f"{nama}: {hasil[nama].kueri} kueri, {hasil[nama].detik * 1000:.0f} ms")
    return hasil
