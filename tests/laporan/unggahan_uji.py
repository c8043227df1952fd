"""The job of an uploaded workbook, done where the test is."""

from __future__ import annotations

import threading
from typing import Any
from unittest import mock

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from laporan.buku_kerja import jalan
from laporan.models import UnggahanBuku
from tests.alat import alamat


def kerjakan(nomor: int) -> UnggahanBuku:
    """What a worker does; its signs of life, from another connection, would not see the test's rows."""
    with mock.patch("sakip.pekerjaan.pekerjaan.DENYUT", 600):
        jalan.kerjakan(nomor)
    return UnggahanBuku.objects.get(pk=nomor)


def unggah(klien: Any, isi: bytes, nama: str = "buku.xlsx", **alamat_: Any) -> Any:
    """Upload through the page and have it read."""
    jawaban = klien.post(alamat("buku_kerja_unggah", **alamat_), {"berkas": SimpleUploadedFile(nama, isi)})
    if jawaban.status_code == 302:
        kerjakan(nomor(jawaban))
    return jawaban


def simpan(klien: Any, jawaban: Any, data: dict[str, str] | None = None) -> Any:
    """Confirm through the page and have it saved."""
    hasil = klien.post(f"{jawaban.url}simpan/", data or {})
    if hasil.status_code == 302:
        kerjakan(nomor(jawaban))
    return hasil


def nomor(jawaban: Any) -> int:
    return int(jawaban.url.rstrip("/").rsplit("/", 1)[1])


def sebentar_lagi(nomor: int) -> None:
    """As a worker would: a moment later, beside the page."""

    def kerja() -> None:
        try:
            jalan.kerjakan(nomor)
        finally:
            connection.close()

    threading.Timer(0.5, kerja).start()
