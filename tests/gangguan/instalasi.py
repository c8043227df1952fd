"""A whole installation whose every process may be killed: PostgreSQL, Redis, web, worker, beat and proxy of its own."""

import io
import os
import re
import secrets
import shutil
import subprocess
import tempfile
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import psutil
import psycopg2
import pytest
from openpyxl import load_workbook

from tests.alat import alamat
from tests.pekerja import tunggu
from tests.server import Pengunjung, port_bebas, server

TANDA = [
    pytest.mark.worker,
    pytest.mark.lambat,
    pytest.mark.xdist_group("gangguan"),
    pytest.mark.skipif(
        os.environ.get("GANGGUAN") != "1" or not os.environ.get("SAKIP_DATABASE_URL", "").startswith("postgres"),
        reason="make gangguan: server sendiri, seperti aslinya, dibunuh berkali-kali",
    ),
]
"""They share the installation, so they run in one process."""
SANDI = "sakip-contoh-2024"
LAIN = "balangan-bkpsdm"
PERENCANA_LAIN = "perencanaan-lain"
SEMUA = ("postgres", "redis", "web", "worker", "beat", "proxy")
CAKRAM = {"var": "600m", "pg": "500m"}
"""Folders that are file systems of their own where this may be done, so that they can be full; each round leaves a
package of 20 MB."""
LINGKUNGAN = {
    "DJANGO_SETTINGS_MODULE": "tests.gangguan.settings",
    # A worker that died is missed after four seconds, and all three kinds of jobs run at once.
    "SAKIP_BATAS_DENYUT": "4",
    "SAKIP_PEKERJA": "3",
    "SAKIP_FAKTOR_KEDUA": "",
}
SIAPKAN = """
import datetime
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from laporan.models import Penyampaian, StatusSusunan, Susunan
from sakip.models import Pengguna, PerangkatDaerah
hss, lain = (PerangkatDaerah.objects.get(kode=k) for k in ("hss-bkpsdm", "balangan-bkpsdm"))
oleh = Pengguna.objects.get(username="perencanaan")
baru = Pengguna(username="perencanaan-lain", peran="perencanaan", perangkat_daerah=lain)
baru.set_password("sakip-contoh-2024")
baru.save()
for n in range(4):
    Pengguna.objects.create(username=f"penulis{n}", peran="perencanaan", perangkat_daerah=hss, password=baru.password)
berkas = Path(settings.MEDIA_ROOT) / "penyampaian" / "contoh.pdf"
berkas.parent.mkdir(parents=True, exist_ok=True)
with berkas.open("wb") as isi:
    isi.truncate(20_000_000)
s = Susunan.objects.create(perangkat_daerah=hss, tahun=2024, ikhtisar={}, bahan={}, status=StatusSusunan.SELESAI,
                           berkas="penyampaian/contoh.pdf", halaman=1)
Penyampaian.objects.create(susunan=s, perangkat_daerah=hss, tahun=2024, versi=1, berkas="penyampaian/contoh.pdf",
                           sidik="0" * 64, halaman=1, oleh=oleh)
"""


class Instalasi:
    """`satu`: the application of tests/server.py, on a database and a queue that are this installation's alone."""

    def __init__(self, folder, satu, gugus):
        self.folder, self.satu, self.gugus = folder, satu, gugus

    def mulai(self, *nama):
        for n in nama:
            (self.gugus if n in ("postgres", "redis") else self.satu).mulai(n)

    def proses(self, nama):
        return (self.gugus if nama in ("postgres", "redis") else self.satu).proses[nama]

    def bunuh(self, *nama):
        """`kill -9`, the process and all that it started."""
        for n in nama:
            bunuh_semua(self.proses(n))

    def catatan(self, nama):
        return (self.folder / f"{nama}.log").read_text(errors="replace")

    def sql(self, kueri, *isi):
        """As the owner; the rows, if there are any."""
        with tersambung(self.satu.pemilik) as sambungan, sambungan.cursor() as kursor:
            kursor.execute(kueri, isi)
            return kursor.fetchall() if kursor.description else None

    def cerita(self):
        hasil = [f"{n}: …{self.catatan(n)[-1500:]}" for n in SEMUA]
        with suppress(psycopg2.Error):
            for tabel, kolom in (
                ("laporan_unggahanbuku", "keadaan, percobaan, kesalahan"),
                ("laporan_paket", "keadaan, percobaan, kesalahan"),
                ("laporan_bagiansusunan", "kunci, status, percobaan, kesalahan, denyut"),
            ):
                hasil.append(str(self.sql(f"SELECT id, {kolom} FROM {tabel} ORDER BY id DESC LIMIT 4")))
        return "\n".join(hasil)

    def tunggu(self, syarat, detik=120):
        def terpenuhi():
            with suppress(psycopg2.Error, OSError):
                return syarat()

        tunggu(terpenuhi, detik, self.cerita)

    def siap(self):
        self.satu.siap()

    def jalankan(self, *perintah, **lain):
        return self.satu.jalankan(*perintah, **lain)

    def panggil(self, tugas):
        """Ask for a job as beat does."""
        self.jalankan("shell", "-c", f"from sakip.celery import app; app.send_task({tugas!r})")

    def masuk(self, nama):
        orang = Pengunjung(self.satu)
        orang.minta("GET", "/masuk/")
        status, isi, kepala = orang.minta("POST", "/masuk/", {"username": nama, "password": SANDI})
        assert (status, kepala.get("Location")) == (302, "/"), isi[-2000:]
        return orang

    def terkunci(self):
        """Whether somebody waits for a row that another holds."""
        return self.sql("SELECT count(*) FROM pg_locks WHERE NOT granted")[0][0] > 0


@contextmanager
def tersambung(alamat_):
    sambungan = psycopg2.connect(alamat_, connect_timeout=5)
    sambungan.autocommit = True
    try:
        yield sambungan
    finally:
        sambungan.close()


class Kunci:
    """Rows held, so that a job stays in its middle; let go at the latest when PostgreSQL dies."""

    def __init__(self, instalasi, kueri, *isi):
        self.sambungan = psycopg2.connect(instalasi.satu.pemilik)
        with self.sambungan.cursor() as kursor:
            kursor.execute(f"{kueri} FOR UPDATE", isi)
            self.ada = kursor.fetchall()

    def lepas(self):
        with suppress(psycopg2.Error):
            self.sambungan.rollback()
        self.sambungan.close()


def bunuh_semua(proses):
    """A server's children may have sessions of their own."""
    with suppress(psutil.NoSuchProcess):
        induk = psutil.Process(proses.pid)
        semua = [induk, *induk.children(recursive=True)]
        for satu in semua:
            with suppress(psutil.NoSuchProcess):
                satu.kill()
        psutil.wait_procs(semua, timeout=20)
    proses.wait()


class Gugus:
    """PostgreSQL and Redis, as the compose file starts Redis; whoever is confirmed something finds it after a kill."""

    def __init__(self, folder, layanan):
        self.folder, self.layanan, self.proses = folder, layanan, {}
        self.port, self.port_redis = port_bebas(2)
        self.sandi = secrets.token_hex(12)
        self.alamat_awal = f"postgres://sakip:{self.sandi}@127.0.0.1:{self.port}/postgres"
        self.alamat = f"postgres://sakip:{self.sandi}@127.0.0.1:{self.port}/sakip"
        self.biner = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.sebagai = ["--reuid", "postgres", "--regid", "postgres", "--init-groups"] if os.geteuid() == 0 else []
        (folder / "redis").mkdir()
        self._initdb()

    def _initdb(self):
        rahasia = self.folder / "sandi"
        rahasia.write_text(self.sandi)
        if self.sebagai:
            for satu in (rahasia, self.folder / "pg"):
                shutil.chown(satu, "postgres", "postgres")
        perintah = [self.biner / "initdb", "-D", self.folder / "pg" / "data", "--username", "sakip", "--no-sync"]
        perintah += ["--auth", "scram-sha-256", "--pwfile", rahasia, "--encoding", "UTF8", "--locale", "C.UTF-8"]
        hasil = subprocess.run(
            ["setpriv", *(self.sebagai or ["--no-new-privs"]), *perintah], cwd="/", capture_output=True, text=True
        )
        assert hasil.returncode == 0, hasil.stderr

    def mulai(self, nama):
        if nama == "redis":
            kata = (
                [*self.layanan["redis"]["command"]]
                if isinstance(self.layanan["redis"]["command"], list)
                else (self.layanan["redis"]["command"].split())
            )
            perintah = [*kata, "--bind", "127.0.0.1", "--port", self.port_redis, "--dir", self.folder / "redis"]
            sebagai = []
        else:
            perintah = [self.biner / "postgres", "-D", self.folder / "pg" / "data", "-p", self.port]
            for satu in ("listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", "max_connections=60",
                         "shared_buffers=32MB", "min_wal_size=64MB", "max_wal_size=64MB"):  # fmt: skip
                perintah += ["-c", satu]
            sebagai = self.sebagai
        with (self.folder / f"{nama}.log").open("ab") as catatan:
            self.proses[nama] = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *sebagai, *map(str, perintah)],
                cwd="/", stdout=catatan, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        tunggu(self._menjawab(nama), 30, lambda: (self.folder / f"{nama}.log").read_text()[-3000:])

    def _menjawab(self, nama):
        if nama == "redis":
            return lambda: b"PONG" in self.redis("PING")

        def menjawab():
            with suppress(psycopg2.OperationalError), tersambung(self.alamat_awal):
                return True

        return menjawab

    def redis(self, *perintah):
        return subprocess.run(["redis-cli", "-p", str(self.port_redis), *perintah], capture_output=True).stdout

    def henti(self):
        for satu in self.proses.values():
            bunuh_semua(satu)


@contextmanager
def instalasi_sendiri(layanan):
    """Everything of it lies in one folder, and is gone with it."""
    folder = Path(tempfile.mkdtemp(prefix="sakip-g-", dir="/tmp"))
    folder.chmod(0o711)
    with ExitStack() as sesudah:
        sesudah.callback(shutil.rmtree, folder, ignore_errors=True)
        for nama, ukuran in CAKRAM.items():
            (folder / nama).mkdir()
            if cakram_sendiri(folder / nama, ukuran):
                sesudah.callback(subprocess.run, ["umount", "--lazy", folder / nama], check=True)
        gugus = Gugus(folder, layanan)
        sesudah.callback(gugus.henti)
        gugus.mulai("postgres")
        gugus.mulai("redis")
        with tersambung(gugus.alamat_awal) as sambungan, sambungan.cursor() as kursor:
            kursor.execute("CREATE DATABASE sakip")
        broker = f"redis://127.0.0.1:{gugus.port_redis}/0"
        with server(layanan, folder, gugus.alamat, broker, ["collectstatic"], **LINGKUNGAN) as satu:
            satu.jalankan("muat_demo", "--paksa", SAKIP_COBA="1")
            satu.jalankan("shell", "-c", SIAPKAN)
            hasil = Instalasi(folder, satu, gugus)
            hasil.mulai("web", "worker", "beat", "proxy")
            hasil.siap()
            hasil.tunggu(lambda: " ready." in hasil.catatan("worker"))
            yield hasil
            for nama in ("postgres",):  # its database is dropped at the end
                if hasil.proses(nama).poll() is not None:
                    hasil.mulai(nama)


def cakram_sendiri(folder, ukuran):
    """A small file system in memory; False where this machine does not let us."""
    perintah = ["mount", "-t", "tmpfs", "-o", f"size={ukuran},mode=711", "tmpfs", str(folder)]
    return subprocess.run(perintah, capture_output=True).returncode == 0


@contextmanager
def penuh(folder):
    """No byte more fits, though others write to the very end."""
    isi = folder / "penuh"
    try:
        with isi.open("wb") as berkas:
            while free := shutil.disk_usage(folder).free:
                with suppress(OSError):
                    os.posix_fallocate(berkas.fileno(), 0, os.fstat(berkas.fileno()).st_size + free)
        yield
    finally:
        isi.unlink()


# What people do


class Pekerjaan:
    """The jobs of one round: a workbook being saved, a document being composed, a package being made."""

    def __init__(self, instalasi, putaran):
        self.i, self.putaran = instalasi, putaran
        self.kunci = []

    def unggah(self):
        """A workbook with one change on its first sheet of texts and one on its last; its number."""
        orang = self.orang = self.i.masuk(PERENCANA_LAIN)
        return unggah(orang, ubah_buku(buku(orang), f"Putaran {self.putaran}"))

    def impor_di_tengah(self):
        """Read, confirmed, and held while the last sheet is written."""
        self.buku = self.unggah()
        self.i.tunggu(lambda: self.keadaan_buku() == "siap")
        self.kunci.append(Kunci(self.i, "SELECT id FROM laporan_narasi WHERE perangkat_daerah_id = (SELECT id FROM "
                                "sakip_perangkatdaerah WHERE kode = %s)", LAIN))  # fmt: skip
        status, isi, _ = self.orang.minta("POST", alamat("buku_kerja_simpan", kode=LAIN, nomor=self.buku), {})
        assert status == 302, isi[-2000:]
        self.i.tunggu(self.i.terkunci)

    def susun_di_tengah(self, orang):
        """No part is equal to one made before, and the one that a worker takes is held."""
        self.i.sql("UPDATE laporan_bagiansusunan SET sidik = ''")
        status, isi, _ = orang.minta("POST", alamat("dokumen_susun", jenis="cascading"), {})
        assert status == 302, isi[-2000:]
        self.susunan = self.i.sql("SELECT max(id) FROM laporan_susunan")[0][0]
        self._tahan("laporan_bagiansusunan", "status = 'berjalan' AND susunan_id = %s", self.susunan)

    def kemas_di_tengah(self, pengawas):
        status, isi, kepala = pengawas.minta("POST", "/meja/2024/kemas/", {"semua": "1"})
        assert status == 302, isi[-2000:]
        self.paket = int(re.search(r"/paket/(\d+)/", kepala["Location"])[1])
        self._tahan("laporan_paket", "keadaan = 'dibuat' AND pekerja <> '' AND id = %s", self.paket)

    def _tahan(self, tabel, syarat, nomor):
        """As soon as a worker has it; its signs of life and its end wait from then on."""
        akhir = time.monotonic() + 30
        while time.monotonic() < akhir:
            kunci = Kunci(self.i, f"SELECT id FROM {tabel} WHERE {syarat}", nomor)
            if kunci.ada:
                self.kunci.append(kunci)
                return
            kunci.lepas()
            time.sleep(0.01)
        raise AssertionError(f"{tabel} tidak sampai di tengah. {self.i.cerita()}")

    def lepas(self):
        for kunci in self.kunci:
            kunci.lepas()
        self.kunci = []

    def keadaan_buku(self):
        baris = self.i.sql("SELECT keadaan FROM laporan_unggahanbuku WHERE id = %s", self.buku)
        return baris[0][0] if baris else None

    def keadaan(self):
        """(workbook, document, package)"""
        susunan = self.i.sql("SELECT status FROM laporan_susunan WHERE id = %s", self.susunan)[0][0]
        paket = self.i.sql("SELECT keadaan FROM laporan_paket WHERE id = %s", self.paket)[0][0]
        return self.keadaan_buku(), susunan, paket

    def isi_buku(self):
        """What the import changes: on its first and on its last sheet."""
        return tuple(
            self.i.sql(
                f"SELECT max({kolom}) FROM laporan_{tabel} JOIN sakip_perangkatdaerah p ON p.id = perangkat_daerah_id "
                f"WHERE p.kode = %s AND {kolom} LIKE 'Putaran%%'", LAIN
            )[0][0]
            for tabel, kolom in (("prestasi", "pemberi"), ("narasi", "judul"))
        )  # fmt: skip


def buku(orang):
    status, isi, _ = orang.minta("GET", alamat("buku_kerja_unduh", kode=LAIN), biner=True)
    assert status == 200
    return isi


def ubah_buku(isi, kata, teks=None):
    hasil = load_workbook(io.BytesIO(isi))
    for lembar, kolom in (("Prestasi", "pemberi"), ("Narasi", "judul")):
        letak = [s.value for s in hasil[lembar][1]].index(kolom) + 1
        hasil[lembar].cell(2, letak).value = kata
    if teks:
        letak = [s.value for s in hasil["Narasi"][1]].index("teks") + 1
        for nomor in range(2, hasil["Narasi"].max_row + 1):
            hasil["Narasi"].cell(nomor, letak).value = teks()
    keluaran = io.BytesIO()
    hasil.save(keluaran)
    return keluaran.getvalue()


def unggah(orang, isi, nama="buku.xlsx", kode=LAIN):
    """Its number, or the refusal's page."""
    status, halaman, kepala = orang.kirim_berkas(alamat("buku_kerja_unggah", kode=kode), nama, isi)
    if status != 302:
        return status, halaman
    return int(re.search(r"/pratinjau/(\d+)/", kepala["Location"])[1])
