"""The last evening of a quarter on one server: 200 people enter a cell every 3 seconds, 20 read dashboards, 10 reports
are composed, 5 workbooks come in, over loopback for 10 minutes (BEBAN_MENIT: another number).

The people are threads with their own session and connection. Every confirmed value must stand in the database, and the
trail must hold each of them once.
"""

from __future__ import annotations

import http.client
import io
import os
import random
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import psutil
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from openpyxl import load_workbook

from capaian.models import Realisasi
from laporan import tasks
from laporan.buku_kerja import jalan as buku
from laporan.buku_kerja.ekspor import ekspor_buku
from laporan.buku_kerja.impor import impor_buku
from laporan.models import StatusSusunan
from renstra.buku.tiga_arah import Jawaban
from sakip.models import Jejak
from tests.bench.isian import sesi
from tests.bench.lkjip import berlipat
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import IndikatorFactory, PenggunaFactory
from tests.pekerja import AKAR, alamat_basis_data, pekerja, tunggu

INSTANSI, ORANG, PEMBACA, IMPOR = 10, 200, 20, 5
JEDA_SEL, JEDA_BACA = 3.0, 5.0
KOLOM = ("pembilang", "penyebut", "pendorong", "penghambat", "solusi")
MENIT = float(os.environ.get("BEBAN_MENIT", "10"))
TUMBUH = 150.0
"""MB that the web processes may grow by once all people have come."""


@dataclass
class Catatan:
    """What all threads saw: seconds per kind of request, and what went wrong."""

    lama: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    galat: list[str] = field(default_factory=list)


class Peramban:
    """One person: a session, one request at a time, a connection for each: the server ends those that rest."""

    def __init__(self, port: int, kue: str, catatan: Catatan) -> None:
        self.sambungan = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        tanda = "b" * 32
        self.kepala = {"Cookie": f"sessionid={kue}; csrftoken={tanda}", "X-CSRFToken": tanda}
        self.catatan = catatan

    def minta(self, jenis: str, alamat: str, isi: dict[str, object] | None = None) -> int:
        kepala = self.kepala | ({"Content-Type": "application/x-www-form-urlencoded"} if isi else {})
        awal = time.perf_counter()
        try:
            self.sambungan.request("POST" if isi else "GET", alamat, urlencode(isi) if isi else None, kepala)
            jawaban = self.sambungan.getresponse()
            badan, status = jawaban.read(), jawaban.status
        except (OSError, http.client.HTTPException) as galat:
            badan, status = repr(galat).encode(), 0
        finally:
            self.sambungan.close()
        self.catatan.lama[jenis].append(time.perf_counter() - awal)
        if status != 200:
            self.catatan.galat.append(f"{jenis} {alamat}: {status} {badan[:200]!r}")
        return status


def ukur() -> Iterator[tuple[str, float, float, str]]:
    """What, how much, its limit, its unit; raises where something was lost, doubled or refused."""
    pengimpor = _pengimpor()
    for nama, ramai, menit in (("sepi", False, min(1.0, MENIT)), ("ramai", True, MENIT)):
        dunia = [_instansi() for _ in range(INSTANSI if ramai else 1)]
        catatan = Catatan()
        with _web() as (port, proses), pekerja(proses=2) as latar:
            induk = psutil.Process(latar.pid)
            for satu in (induk, *induk.children(recursive=True)):
                satu.nice(10)  # a person's click comes before bulk, as docker-compose.yml says it by cpu_shares
            yakin, tumbuh, selesai = _malam(port, proses, dunia, pengimpor, catatan, ramai, menit)
        assert not catatan.galat, (len(catatan.galat), catatan.galat[:5])
        _cocokkan(yakin)
        for jenis, batas in (("sel", 300), ("halaman", 800), ("lembar", 800)):
            # All 200 open their sheet within three seconds; what the readers wait for is told apart from it.
            urut = sorted(catatan.lama[jenis])
            # The aims are told, not demanded: machines differ, and nothing here waits for them.
            yield f"{nama}: p95 {jenis} ({len(urut)} permintaan, tujuan {batas})", _p95(urut) * 1000, 60_000, " ms"
        yield f"{nama}: memori web bertambah", tumbuh, TUMBUH, " MB"
        print(f"  {nama}: {len(yakin)} sel, {selesai} pekerjaan latar selesai", file=sys.stderr, flush=True)


def _p95(urut: list[float]) -> float:
    return urut[min(len(urut) - 1, int(len(urut) * 0.95))]


def _instansi() -> Any:
    d = buat_instansi()
    d.baris = [IndikatorFactory(simpul=d.sub, rasio=True) for _ in range(ORANG // INSTANSI)]
    d.orang = [sesi(PenggunaFactory(perencanaan=True, perangkat_daerah=d.instansi)) for _ in d.baris]
    d.pembaca = [sesi(d.kepala) for _ in range(PEMBACA // INSTANSI)]
    return d


def _pengimpor() -> list[tuple[Any, Any]]:
    hasil = []
    for n in range(IMPOR):
        instansi = impor_buku(io.BytesIO(berlipat(1, f"impor-{n}"))).instansi
        hasil.append((instansi, PenggunaFactory(perencanaan=True, perangkat_daerah=instansi)))
    return hasil


@contextmanager
def _web() -> Iterator[tuple[int, psutil.Process]]:
    """The web server as it is run, on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as soket:
        port = soket.getsockname()[1]
    lingkungan = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "SAKIP_DATABASE_URL": alamat_basis_data()}
    perintah = ["setpriv", "--pdeathsig", "KILL", sys.executable, "-m", "gunicorn", "sakip.wsgi"]
    perintah += ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
    proses = subprocess.Popen([*perintah, "--no-control-socket", "--log-level", "error"], cwd=AKAR, env=lingkungan)
    try:
        tunggu(lambda: _menjawab(port), 40)
        for _ in range(20):  # both processes have read their code and templates before anything is measured
            Peramban(port, "", Catatan()).minta("halaman", "/masuk/")
        yield port, psutil.Process(proses.pid)
    finally:
        proses.terminate()
        proses.wait(60)


def _menjawab(port: int) -> bool:
    with socket.socket() as soket:
        return soket.connect_ex(("127.0.0.1", port)) == 0


def _malam(
    port: int, web: psutil.Process, dunia: list[Any], pengimpor: list[Any], catatan: Catatan, ramai: bool, menit: float
) -> tuple[dict[tuple[int, str], tuple[str, int]], float, int]:
    """All at once for so many minutes. Gives each cell with its last confirmed value and how often it was confirmed,
    the growth of the web processes' memory, and how many jobs ended well. Not `ramai`: one person of each kind."""
    akhir, yakin = time.monotonic() + menit * 60, {}
    kerja: list[Callable[[], None]] = []
    for d in dunia:
        for kue, baris in list(zip(d.orang, d.baris, strict=True))[: None if ramai else 1]:
            kerja.append(lambda d=d, kue=kue, i=baris: _mengisi(Peramban(port, kue, catatan), d, i, akhir, yakin))
        for kue in d.pembaca[: None if ramai else 1]:
            kerja.append(lambda d=d, kue=kue: _membaca(Peramban(port, kue, catatan), d, akhir))
    latar = _latar(dunia, pengimpor) if ramai else []
    selesai: list[bool] = []
    kerja += [lambda satu=satu: selesai.append(_sampai_selesai(satu, catatan)) for satu in latar]
    utas = [threading.Thread(target=_jalankan, args=(satu, catatan)) for satu in kerja]
    for satu in utas:
        satu.start()
    time.sleep(menit * 60 / 4)
    awal = _memori(web)
    for satu in utas:
        satu.join()
    return yakin, _memori(web) - awal, sum(selesai)


def _jalankan(kerja: Callable[[], None], catatan: Catatan) -> None:
    try:
        kerja()
    except Exception as galat:
        catatan.galat.append(repr(galat))
    finally:
        connections.close_all()


def _mengisi(p: Peramban, d: Any, i: Any, akhir: float, yakin: dict[tuple[int, str], tuple[str, int]]) -> None:
    time.sleep(random.uniform(0, JEDA_SEL))
    akar = f"/{d.kode}/{TAHUN}/tw{TW}/capaian"
    p.minta("lembar", f"{akar}/isi/")
    ubahan, putaran, lama = 0, 0, {}
    while time.monotonic() < akhir:
        awal, putaran = time.monotonic(), putaran + 1
        kolom, nilai = KOLOM[putaran % len(KOLOM)], str(putaran)
        sel = {"objek": f"i{i.pk}", "kolom": kolom, "nilai": nilai, "ubahan": ubahan, "lama": lama.get(kolom, "")}
        if p.minta("sel", f"{akar}/isi/sel/", sel) == 200:
            ubahan, lama[kolom] = ubahan + 1, nilai
            yakin[i.pk, kolom] = (nilai, yakin.get((i.pk, kolom), ("", 0))[1] + 1)
        time.sleep(max(0.0, JEDA_SEL - (time.monotonic() - awal)))


def _membaca(p: Peramban, d: Any, akhir: float) -> None:
    while time.monotonic() < akhir:
        for bagian in ("", "dasbor/", "indikator/"):
            p.minta("halaman", f"/{d.kode}/{TAHUN}/{bagian}")
            time.sleep(JEDA_BACA)


def _latar(dunia: list[Any], pengimpor: list[Any]) -> list[Any]:
    """Ten compositions and five uploaded workbooks, asked for at once."""
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    return [tasks.mulai(d.instansi, TAHUN) for d in dunia] + [
        buku.mulai(instansi, TAHUN, SimpleUploadedFile("buku.xlsx", _diubah(instansi)), orang, tasks.olah_buku.delay)
        for instansi, orang in pengimpor
    ]


def _diubah(instansi: Any) -> bytes:
    """Its workbook with every realisasi one higher."""
    isi = load_workbook(io.BytesIO(ekspor_buku(instansi)))
    letak = [s.value for s in isi["Realisasi"][1]].index("nilai") + 1
    for nomor in range(2, isi["Realisasi"].max_row + 1):
        if isinstance(isi["Realisasi"].cell(nomor, letak).value, int | float):
            isi["Realisasi"].cell(nomor, letak).value += 1
    keluaran = io.BytesIO()
    isi.save(keluaran)
    return keluaran.getvalue()


def _sampai_selesai(satu: Any, catatan: Catatan) -> bool:
    """Wait for a background job; a workbook that has been read is then saved."""
    tenggat = time.monotonic() + max(600.0, MENIT * 60)
    while time.monotonic() < tenggat:
        satu.refresh_from_db()
        keadaan = getattr(satu, "keadaan", None) or satu.status
        if keadaan == "siap":
            buku.konfirmasi(satu, Jawaban(), tasks.olah_buku.delay)
        elif keadaan in (StatusSusunan.SELESAI, "disimpan"):
            return True
        elif keadaan in (StatusSusunan.GAGAL, StatusSusunan.BATAL):
            break
        time.sleep(1)
    catatan.galat.append(f"pekerjaan latar {satu}: {keadaan} {satu.kesalahan}")
    return False


def _memori(web: psutil.Process) -> float:
    return sum(anak.memory_info().rss for anak in web.children()) / 1024 / 1024


def _cocokkan(yakin: dict[tuple[int, str], tuple[str, int]]) -> None:
    """Cell by cell: the value is the last that was confirmed, and the trail holds as many changes as confirmations."""
    baris = {r.indikator_id: r for r in Realisasi.objects.filter(triwulan=TW, indikator__in={i for i, _ in yakin})}
    beda = [(i, k, n) for (i, k), (n, _) in yakin.items() if f"{getattr(baris[i], k)}".partition(".")[0] != n]
    assert not beda, (len(beda), beda[:5])
    per_baris: dict[int, int] = defaultdict(int)
    for (i, _), (_, kali) in yakin.items():
        per_baris[baris[i].pk] += kali
    sejak = Jejak.objects.filter(tabel="capaian_realisasi", objek__in=[str(pk) for pk in per_baris])
    tercatat: dict[int, int] = defaultdict(int)
    for pk in sejak.values_list("objek", flat=True):
        tercatat[int(pk)] += 1
    ganda = {pk: (kali, tercatat[pk]) for pk, kali in per_baris.items() if tercatat[pk] != kali}
    assert not ganda, ganda
