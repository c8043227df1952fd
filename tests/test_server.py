"""The compose file, natively, behind Caddy with TLS: the main job, slow clients, bodies that are too large, kills."""

import os
import re
import socket
import ssl

import pyotp
import pytest

from tests.alat import alamat
from tests.pekerja import bunuh, tunggu
from tests.server import NAMA_SERVER, Pengunjung, detik, folder_uji, server
from tests.test_compose import layanan

__all__ = ["layanan"]
pytestmark = [
    pytest.mark.worker,
    pytest.mark.lambat,
    pytest.mark.xdist_group("compose"),
    pytest.mark.skipif(
        not os.environ.get("SAKIP_DATABASE_URL", "").startswith("postgres"), reason="seperti di server: PostgreSQL"
    ),
]
SANDI = "sakip-contoh-2024"
LEMBAR = alamat("isian_lembar", triwulan=4, bidang=0)


@pytest.fixture(scope="module")
def dinas(layanan, tmp_path_factory):
    folder = folder_uji(tmp_path_factory.mktemp("server"))
    broker = os.environ["SAKIP_BROKER_URL"].rpartition("/")[0] + "/15"
    with server(layanan, folder, os.environ["SAKIP_DATABASE_URL"], broker) as satu:
        satu.jalankan("muat_demo", "--paksa", SAKIP_COBA="1")
        for nama in ("web", "worker", "beat", "proxy"):
            satu.mulai(nama)
        satu.siap()
        yield satu


@pytest.fixture(scope="module")
def perencana(dinas):
    """Logged in through the proxy, with the second factor that the role asks for."""
    orang = Pengunjung(dinas)
    orang.minta("GET", "/masuk/")
    status, _, kepala = orang.minta("POST", "/masuk/", {"username": "perencanaan", "password": SANDI})
    assert (status, kepala["Location"]) == (302, "/verifikasi/")
    _, halaman, _ = orang.minta("GET", "/verifikasi/")
    kunci = re.search(r'class="kunci">([A-Z2-7 ]+)<', halaman)[1].replace(" ", "")
    status, halaman, _ = orang.minta("POST", "/verifikasi/", {"kode": pyotp.TOTP(kunci).now()})
    assert "Simpan kode pemulihan" in halaman, halaman[:2000]
    return orang


@pytest.fixture(scope="module")
def tersimpan(perencana):
    """One cell, saved as the sheet does it."""
    _, halaman, _ = perencana.minta("GET", LEMBAR)
    baris = re.search(r'data-objek="([^"]+)" data-ubahan="(\d+)"(?:(?!</tr>).)*data-kolom="nilai"', halaman, re.DOTALL)
    isi = {"objek": baris[1], "kolom": "nilai", "nilai": "61,25", "lama": "", "ubahan": baris[2]}
    status, jawaban, _ = perencana.minta("POST", alamat("isian_sel", triwulan=4), isi)
    assert status == 200, jawaban


def test_dari_masuk_sampai_laporan_lewat_proksi(dinas, perencana, tersimpan):
    assert {"__Host-sessionid", "__Host-csrftoken", "__Host-kenal"} <= perencana.kue.keys()
    status, halaman, kepala = perencana.minta("GET", LEMBAR)
    assert status == 200
    assert "61,25" in halaman
    assert "max-age=31536000" in kepala["Strict-Transport-Security"]
    status, halaman, _ = perencana.minta("GET", alamat("lkjip"))
    assert status == 200
    assert "Susun LKjIP" in halaman
    assert perencana.minta("POST", alamat("dokumen_susun", jenis="cascading"), {})[0] == 302
    tunggu(lambda: "laporan.tasks.susun_bagian" in dinas.catatan("worker"), 30)
    for nama in ("worker", "beat"):
        assert any(baris.startswith('{"') for baris in dinas.catatan(nama).splitlines()), nama


def test_alamat_pengunjung_dari_proksi_bukan_dari_pengunjung(perencana):
    perencana.minta("GET", "/sesi/", X_Forwarded_For="203.0.113.99")
    halaman = perencana.minta("GET", "/sesi/")[1]
    assert "127.0.0.1" in halaman
    assert "203.0.113.99" not in halaman


def test_tanpa_tls_dialihkan(dinas):
    with socket.create_connection(("127.0.0.1", dinas.port_http), timeout=10) as soket:
        soket.sendall(f"GET /masuk/ HTTP/1.1\r\nHost: {NAMA_SERVER}\r\nConnection: close\r\n\r\n".encode())
        assert b"308" in soket.recv(200).split(b"\r\n")[0]


def _sambung(dinas):
    konteks = ssl.create_default_context(cafile=str(dinas.akar_tls))
    return konteks.wrap_socket(
        socket.create_connection(("127.0.0.1", dinas.port), timeout=30), server_hostname=NAMA_SERVER
    )


def test_pengirim_lambat_tidak_menahan_yang_lain(dinas):
    """Forty of them, each with a part of a body that never comes: more than web has threads."""
    kepala = (
        f"POST /masuk/ HTTP/1.1\r\nHost: {NAMA_SERVER}:{dinas.port}\r\nContent-Length: 50000\r\n\r\nusername=".encode()
    )
    lambat = [_sambung(dinas) for _ in range(40)]
    try:
        for soket in lambat:
            soket.sendall(kepala)
        lama = [detik(lambda: Pengunjung(dinas).minta("GET", "/masuk/")) for _ in range(10)]
        assert max(lama) < 5, lama
    finally:
        for soket in lambat:
            soket.close()


def test_kiriman_yang_terlalu_besar_ditolak_proksi(dinas):
    """Its length is said at once: the refusal comes before any of it was sent, and web hears nothing of it."""
    kepala = f"POST /besar/ HTTP/1.1\r\nHost: {NAMA_SERVER}:{dinas.port}\r\nContent-Length: {70 * 1024 * 1024}\r\n\r\n"
    with _sambung(dinas) as soket:
        soket.sendall(kepala.encode())
        assert soket.recv(200).split()[1] == b"413"
    assert "/besar/" not in dinas.catatan("web")
    assert Pengunjung(dinas).minta("GET", "/sehat/")[0] == 200


@pytest.mark.parametrize("nama", ["web", "proxy", "worker"])
def test_yang_dibunuh_dan_dimulai_lagi_melanjutkan(dinas, perencana, tersimpan, nama):
    """What was saved is there, and who was logged in still is."""
    bunuh(dinas.proses[nama])
    dinas.mulai(nama)
    dinas.siap()
    assert "61,25" in perencana.minta("GET", LEMBAR)[1]
