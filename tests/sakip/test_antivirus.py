"""The virus scan, against a small server that speaks clamd's protocol over a real socket."""

import logging
import socket
import threading
from contextlib import contextmanager, suppress

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sakip.berkas import antivirus
from sakip.berkas import terima as berkas
from sakip.ditolak import Ditolak

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
BESAR = bytes(range(256)) * 3000


def _tepat(soket, banyak):
    isi = b""
    while len(isi) < banyak:
        bagian = soket.recv(banyak - len(isi))
        if not bagian:
            raise ConnectionError
        isi += bagian
    return isi


def _baca_instream(soket):
    """What a client sends, without its framing."""
    assert _tepat(soket, 10) == b"zINSTREAM\0"
    isi = b""
    while panjang := int.from_bytes(_tepat(soket, 4), "big"):
        isi += _tepat(soket, panjang)
    return isi


@contextmanager
def clamd(pendengar, jawab):
    """Serve one client; `jawab(socket)` answers it. Gives the event that ends a server that says nothing."""
    selesai = threading.Event()

    def layani():
        with suppress(OSError):
            soket, _ = pendengar.accept()
            with soket:
                jawab(soket, selesai)

    utas = threading.Thread(target=layani, daemon=True)
    utas.start()
    try:
        yield selesai
    finally:
        selesai.set()
        utas.join(5)
        pendengar.close()


def tcp(settings):
    pendengar = socket.create_server(("127.0.0.1", 0))
    settings.CLAMAV = f"tcp:127.0.0.1:{pendengar.getsockname()[1]}"
    return pendengar


def menjawab(balasan, diterima=None):
    def jawab(soket, selesai):
        isi = _baca_instream(soket)
        if diterima is not None:
            diterima.append(isi)
        # In two pieces, as a network may deliver it.
        soket.sendall(balasan[:5])
        soket.sendall(balasan[5:])

    return jawab


def diam(soket, selesai):
    _baca_instream(soket)
    selesai.wait(10)


def menutup(soket, selesai):
    soket.recv(10)


def melimpah(soket, selesai):
    """What clamd does with more than its StreamMaxLength: it answers before it has read all."""
    soket.recv(10)
    soket.sendall(b"INSTREAM size limit exceeded. ERROR\0")


@pytest.mark.parametrize("isi", [b"x", EICAR, BESAR], ids=["satu", "eicar", "banyak potongan"])
@pytest.mark.parametrize(
    ("balasan", "nama"),
    [(b"stream: OK\0", ""), (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", "Win.Test.EICAR_HDB-1")],
)
def test_lewat_tcp(settings, isi, balasan, nama):
    diterima = []
    with clamd(tcp(settings), menjawab(balasan, diterima)):
        assert antivirus.periksa(isi) == nama
    assert diterima == [isi]


def test_lewat_soket_unix(settings, tmp_path):
    pendengar = socket.socket(socket.AF_UNIX)
    pendengar.bind(str(tmp_path / "clamd.ctl"))
    pendengar.listen()
    settings.CLAMAV = f"unix:{tmp_path / 'clamd.ctl'}"
    with clamd(pendengar, menjawab(b"stream: OK\0")):
        assert antivirus.periksa(b"isi") == ""


@pytest.mark.parametrize(
    "jawab",
    [diam, menutup, melimpah, menjawab(b"INSTREAM: Command not found ERROR\0"), menjawab(b"stream: \xff\0")],
    ids=["diam", "menutup", "melimpah", "galat", "kacau"],
)
def test_tanpa_putusan_bukan_bersih(settings, monkeypatch, jawab):
    monkeypatch.setattr(antivirus, "BATAS_WAKTU", 0.5)
    with clamd(tcp(settings), jawab), pytest.raises(antivirus.PemindaiTakMenjawab):
        antivirus.periksa(BESAR)


@pytest.mark.parametrize(
    "alamat", ["unix:/tidak/ada.ctl", "unix:", "tcp:127.0.0.1:1", "tcp:127.0.0.1:x", "tcp:3310", "clamd", "http://x:80"]
)
def test_alamat_yang_tidak_menjawab(settings, alamat):
    settings.CLAMAV = alamat
    with pytest.raises(antivirus.PemindaiTakMenjawab):
        antivirus.periksa(b"isi")


def test_berkas_bervirus_ditolak_dengan_namanya(settings):
    diterima = []
    asal = EICAR + b" bukan gambar"
    with (
        clamd(tcp(settings), menjawab(b"stream: Eicar-Test FOUND\0", diterima)),
        pytest.raises(Ditolak, match="menemukan “Eicar-Test”"),
    ):
        berkas.terima(SimpleUploadedFile("x.png", asal))
    assert diterima == [asal]


def test_pemindai_mati_menolak_semua_dan_dicatat(settings, caplog):
    settings.CLAMAV = "unix:/tidak/ada.ctl"
    with caplog.at_level(logging.ERROR), pytest.raises(Ditolak, match="Coba lagi nanti"):
        berkas.terima(SimpleUploadedFile("x.pdf", b"%PDF-1.7"))
    assert "unix:/tidak/ada.ctl" in caplog.text


def test_tanpa_pemindai_tidak_ada_yang_dihubungi(settings, monkeypatch):
    settings.CLAMAV = ""
    monkeypatch.setattr(antivirus, "periksa", lambda isi: pytest.fail("dipindai"))
    with pytest.raises(Ditolak, match="tidak dapat diterima"):
        berkas.terima(SimpleUploadedFile("x.txt", b"teks"))
