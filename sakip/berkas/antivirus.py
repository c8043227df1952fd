"""Asks a ClamAV daemon (clamd) about the bytes of an upload, over its INSTREAM protocol."""

from __future__ import annotations

import socket
import time

from django.conf import settings

BATAS_WAKTU = 20.0
"""Seconds that a whole scan may take."""
POTONGAN = 256 * 1024
BALASAN_TERPANJANG = 4096


class PemindaiTakMenjawab(Exception):
    """The scanner gave no verdict; the message is for the log, not for the user."""


def periksa(data: bytes) -> str:
    """The name of what was found, or '' if clean.

    Raises:
        PemindaiTakMenjawab: no connection, no answer in time, or an answer without a verdict.
    """
    sampai = time.monotonic() + BATAS_WAKTU
    try:
        with _sambung(settings.CLAMAV) as soket:
            terputus = _kirim(soket, data, sampai)
            balasan = _terima(soket, sampai)
    except (OSError, ValueError) as galat:
        raise PemindaiTakMenjawab(f"{settings.CLAMAV}: {galat!r}") from galat
    if balasan == "stream: OK" and not terputus:
        return ""
    if balasan.startswith("stream: ") and balasan.endswith(" FOUND"):
        return balasan.removeprefix("stream: ").removesuffix(" FOUND")
    raise PemindaiTakMenjawab(f"{settings.CLAMAV}: jawaban {balasan!r}, terputus {terputus!r}")


def _sambung(alamat: str) -> socket.socket:
    jenis, _, tujuan = alamat.partition(":")
    if jenis == "unix" and tujuan:
        soket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            soket.settimeout(BATAS_WAKTU)
            soket.connect(tujuan)
        except BaseException:
            soket.close()
            raise
        return soket
    host, _, port = tujuan.rpartition(":")
    if jenis == "tcp" and host:
        return socket.create_connection((host.strip("[]"), int(port)), timeout=BATAS_WAKTU)
    raise ValueError("alamat SAKIP_CLAMAV tidak dikenal")


def _kirim(soket: socket.socket, data: bytes, sampai: float) -> OSError | None:
    """Send all; what broke the connection, if anything: clamd then has often said why, which is read next."""
    try:
        _sisa_waktu(soket, sampai)
        soket.sendall(b"zINSTREAM\0")
        for awal in range(0, len(data), POTONGAN):
            bagian = data[awal : awal + POTONGAN]
            _sisa_waktu(soket, sampai)
            soket.sendall(len(bagian).to_bytes(4, "big") + bagian)
        soket.sendall(bytes(4))
    except ConnectionError as galat:
        return galat
    return None


def _terima(soket: socket.socket, sampai: float) -> str:
    balasan = b""
    while b"\0" not in balasan and len(balasan) < BALASAN_TERPANJANG:
        _sisa_waktu(soket, sampai)
        bagian = soket.recv(BALASAN_TERPANJANG)
        if not bagian:
            break
        balasan += bagian
    return balasan.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _sisa_waktu(soket: socket.socket, sampai: float) -> None:
    sisa = sampai - time.monotonic()
    if sisa <= 0:
        raise TimeoutError("waktu pindai habis")
    soket.settimeout(sisa)
