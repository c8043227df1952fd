"""Redis emptied or away, mail away, a workbook that kills whoever opens it."""

import re
import socketserver
import threading
import time
from contextlib import contextmanager

import psutil

from tests.alat import alamat
from tests.sakip.test_anak import BOM, bongkar, buku, dasar, kemas
from tests.server import port_bebas

from .instalasi import LAIN, PERENCANA_LAIN, TANDA, Pekerjaan, unggah
from .penulis import Menulis

pytestmark = TANDA
PERGI = 130.0
"""Seconds that the queue and the mail server are away."""


def test_redis_dikosongkan_selagi_pekerjaan_menunggu(i):
    """Workers stand still, so all messages are in Redis when it loses them; the database still knows what was asked."""
    orang, pengawas, p = i.masuk("perencanaan"), i.masuk("inspektorat"), Pekerjaan(i, "dikosongkan")
    i.bunuh("worker")
    with Menulis(i, 1):
        i.sql("UPDATE laporan_bagiansusunan SET sidik = ''")
        assert orang.minta("POST", alamat("dokumen_susun", jenis="cascading"), {})[0] == 302
        p.susunan = i.sql("SELECT max(id) FROM laporan_susunan")[0][0]
        kepala = pengawas.minta("POST", "/meja/2024/kemas/", {"semua": "1"})[2]
        p.paket = int(re.search(r"/paket/(\d+)/", kepala["Location"])[1])
        p.buku = p.unggah()
        assert i.gugus.redis("LLEN", "celery").strip() not in (b"0", b"")
        i.gugus.redis("FLUSHALL")
        assert i.gugus.redis("LLEN", "celery").strip() == b"0"
        i.mulai("worker")
        i.tunggu(lambda: p.keadaan() == ("siap", "selesai", "siap"))


def test_antrean_pergi_beberapa_lama(i):
    """What is asked for meanwhile is taken, and done when the queue is back; nobody waits long for an answer."""
    orang, p = i.masuk("perencanaan"), Pekerjaan(i, "pergi")
    i.bunuh("redis")
    with Menulis(i, 1) as penulis:
        i.sql("UPDATE laporan_bagiansusunan SET sidik = ''")
        awal = time.monotonic()
        status, _, kepala = orang.minta("POST", alamat("dokumen_susun", jenis="cascading"), {})
        assert status == 302 and time.monotonic() - awal < 15
        p.susunan = i.sql("SELECT max(id) FROM laporan_susunan")[0][0]
        p.paket = i.sql("SELECT max(id) FROM laporan_paket WHERE keadaan = 'siap'")[0][0]
        p.buku = p.unggah()
        assert "menunggu" in p.orang.minta("GET", alamat("buku_kerja_pratinjau", kode=LAIN, nomor=p.buku))[1]
        kembali = time.monotonic() + PERGI
        while time.monotonic() < kembali:  # numbers are saved all the while
            penulis.maju()
            time.sleep(5)
        i.mulai("redis")
        i.tunggu(lambda: p.keadaan() == ("siap", "selesai", "siap"))


class _Kotak(socketserver.StreamRequestHandler):
    """As much of SMTP as Django's mails need."""

    def handle(self):
        self.wfile.write(b"220 uji\r\n")
        while kata := self.rfile.readline().strip().upper():
            if kata == b"DATA":
                self.wfile.write(b"354 kirim\r\n")
                isi = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.surat.append(isi.decode())
            self.wfile.write(b"250 baik\r\n" if kata != b"QUIT" else b"221 sampai jumpa\r\n")


@contextmanager
def kotak_surat(port):
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", port), _Kotak) as satu:
        satu.surat, satu.daemon_threads = [], True
        threading.Thread(target=satu.serve_forever, daemon=True).start()
        yield satu.surat
        satu.shutdown()


def test_surel_pergi_lalu_kembali(i):
    """The digest that could not be sent is sent once, when the mail server answers again."""
    (port,) = port_bebas(1)
    i.sql("UPDATE sakip_pengguna SET email = username || '@example.go.id' WHERE username IN ('perencanaan', 'kepala')")
    i.sql(
        "INSERT INTO sakip_pemberitahuan (pengguna_id, jenis, judul, teks, tautan, kunci, dibuat) "
        "SELECT id, 'tenggat', 'Judul', 'Teks', '/', 'uji-surel', now() FROM sakip_pengguna WHERE email <> ''"
    )
    i.bunuh("worker")
    i.satu.env |= {"SAKIP_SMTP_HOST": "127.0.0.1", "SAKIP_SMTP_PORT": str(port), "SAKIP_SMTP_TLS": "tidak"}
    i.mulai("worker")
    belum = "SELECT count(*) FROM sakip_pemberitahuan WHERE kunci = 'uji-surel' AND disurelkan IS NULL"
    kembali, gagal = time.monotonic() + PERGI, 0
    while time.monotonic() < kembali:
        gagal += 1
        i.panggil("sakip.tasks.kirim_ringkasan")
        i.tunggu(lambda gagal=gagal: i.catatan("worker").count("tidak terkirim") >= gagal)
        assert i.sql(belum) == [(2,)]
        time.sleep(20)
    with kotak_surat(port) as surat:
        for _ in range(2):
            i.panggil("sakip.tasks.kirim_ringkasan")
            i.tunggu(lambda: i.sql(belum) == [(0,)])
        time.sleep(1)
        assert sorted(re.search(r"^To: (\S+)", s, re.MULTILINE)[1] for s in surat) == [
            "kepala@example.go.id",
            "perencanaan@example.go.id",
        ]


def test_buku_kerja_yang_membunuh_pembukanya_ditolak_sekali(i):
    """Its child dies of memory: refused at once, and the worker is the same process as before."""
    orang = i.masuk(PERENCANA_LAIN)
    pekerja = {a.pid for a in psutil.Process(i.proses("worker").pid).children()}
    nomor = unggah(orang, kemas(bongkar(buku(dasar()).getvalue()) | BOM["gaya"]).getvalue())
    tanya = "SELECT keadaan, percobaan FROM laporan_unggahanbuku WHERE id = %s"
    i.tunggu(lambda: i.sql(tanya, nomor)[0][0] not in ("dibaca",))
    assert i.sql(tanya, nomor) == [("ditolak", 1)]
    assert pekerja <= {a.pid for a in psutil.Process(i.proses("worker").pid).children()} | pekerja


def test_buku_kerja_yang_membunuh_pekerjanya_dicoba_paling_banyak_dua_kali(i):
    """Whoever saves it is killed with kill -9 each time; then it is given up, and nothing of it is stored."""
    p = Pekerjaan(i, "beracun")
    sebelum = p.isi_buku()
    p.impor_di_tengah()
    tanya = "SELECT keadaan, percobaan, kesalahan FROM laporan_unggahanbuku WHERE id = %s"
    for ke in (1, 2):
        i.tunggu(lambda ke=ke: i.terkunci() and i.sql(tanya, p.buku)[0][1] == ke)
        for anak in psutil.Process(i.proses("worker").pid).children(recursive=True):
            anak.kill()
    i.tunggu(lambda: p.keadaan_buku() == "gagal")
    p.lepas()
    keadaan, percobaan, kesalahan = i.sql(tanya, p.buku)[0]
    assert (keadaan, percobaan) == ("gagal", 2)
    assert "Pekerja berhenti di tengah jalan 2 kali. Tidak ada data yang berubah." in kesalahan
    assert p.isi_buku() == sebelum
