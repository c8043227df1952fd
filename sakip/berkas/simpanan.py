"""Where files from people are stored and how they leave again: unguessable names outside the web root."""

from __future__ import annotations

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404


def simpan(data: bytes, folder: str, akhiran: str) -> str:
    """Store bytes under a name that cannot be guessed; returns it, relative to MEDIA_ROOT."""
    nama = f"{folder}/{secrets.token_hex(1)}/{secrets.token_urlsafe(30)}.{akhiran}"
    tujuan = Path(settings.MEDIA_ROOT) / nama
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    # mkstemp makes files that only their owner may read.
    pegangan, sementara = tempfile.mkstemp(dir=tujuan.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(pegangan, "wb") as keluaran:
            keluaran.write(data)
        os.replace(sementara, tujuan)
    except BaseException:
        with suppress(OSError):
            os.unlink(sementara)
        raise
    return nama


def buang(nama_simpan: str) -> None:
    """Delete a file that was stored and is not needed."""
    (Path(settings.MEDIA_ROOT) / nama_simpan).unlink(missing_ok=True)


def kirim(nama_simpan: str, nama_unduh: str, mime: str = "") -> FileResponse:
    """A stored file to save, never to show. Without `mime`, the kind follows from `nama_unduh`.

    Raises:
        Http404: if it is gone, or lies outside MEDIA_ROOT.
    """
    akar = Path(settings.MEDIA_ROOT).resolve()
    try:
        jalur = (akar / nama_simpan).resolve()
        if not jalur.is_relative_to(akar) or not jalur.is_file():
            raise FileNotFoundError(nama_simpan)
        aliran = jalur.open("rb")
    except (OSError, ValueError) as galat:
        raise Http404("Berkas ini sudah tidak tersimpan.") from galat
    jawaban = FileResponse(aliran, as_attachment=True, filename=nama_unduh, content_type=mime or None)
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Content-Type-Options"] = "nosniff"
    jawaban["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawaban
