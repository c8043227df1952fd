"""Where files from people are stored and how they leave again: unguessable names outside the web root."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import tempfile
import unicodedata
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import FileResponse, Http404

from sakip.ditolak import Ditolak

PENUH = (
    "Ruang simpan server penuh, sehingga berkas tidak dapat disimpan. Tidak ada yang berubah; "
    "beri tahu admin SAKIP, lalu coba lagi."
)


PANJANG_NAMA = 150
_PERANGKAT = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?![^.\s])", re.IGNORECASE)


class PenyimpananPenuh(Ditolak):
    """Nothing was written: there is no room."""


def penuh(galat: BaseException | None) -> bool:
    """Whether this error, or one that led to it, says that the disk (or a quota) is full."""
    while galat is not None:
        if isinstance(galat, OSError) and galat.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(galat, DatabaseError) and any(t in str(galat) for t in ("disk is full", "No space left")):
            return True
        galat = galat.__cause__ or galat.__context__
    return False


def tulis_utuh(tujuan: Path, data: bytes) -> None:
    """Write a file whole or not at all, readable by its owner only.

    Raises:
        PenyimpananPenuh: no room; nothing stays.
    """
    sementara = ""
    try:
        tujuan.parent.mkdir(parents=True, exist_ok=True)
        # mkstemp makes files that only their owner may read.
        pegangan, sementara = tempfile.mkstemp(dir=tujuan.parent, prefix=".", suffix=".tmp")
        with os.fdopen(pegangan, "wb") as keluaran:
            keluaran.write(data)
        os.replace(sementara, tujuan)
    except BaseException as galat:
        if sementara:
            with suppress(OSError):
                os.unlink(sementara)
        if penuh(galat):
            raise PenyimpananPenuh(PENUH) from galat
        raise


def simpan(data: bytes, folder: str, akhiran: str) -> str:
    """Store bytes under a name that cannot be guessed; returns it, relative to MEDIA_ROOT.

    Raises:
        PenyimpananPenuh: no room.
    """
    nama = f"{folder}/{secrets.token_hex(1)}/{secrets.token_urlsafe(30)}.{akhiran}"
    tulis_utuh(Path(settings.MEDIA_ROOT) / nama, data)
    return nama


def simpan_gambar(data: bytes, akhiran: str = "png") -> str:
    """Store a cleaned picture or document of a report under its SHA-256; returns its name, relative to MEDIA_ROOT.

    Raises:
        PenyimpananPenuh: no room.
    """
    sidik = hashlib.sha256(data).hexdigest()
    nama = f"unggahan/{sidik[:2]}/{sidik}.{akhiran}"
    tulis_utuh(Path(settings.MEDIA_ROOT) / nama, data)
    return nama


def buang(nama_simpan: str) -> None:
    """Delete a file that was stored and is not needed."""
    if nama_simpan:
        (Path(settings.MEDIA_ROOT) / nama_simpan).unlink(missing_ok=True)


def nama_aman(nama: str) -> str:
    """What a person called something, as the name of a file: no folders, no letters that turn others around or cannot
    be seen, no name that Windows keeps for its devices."""
    tampak = "".join("_" if h in '/\\:*?"<>|' else h for h in nama if unicodedata.category(h)[0] != "C")
    rapi = " ".join(tampak.split()).strip(" .")[:PANJANG_NAMA].rstrip(" .") or "berkas"
    return f"_{rapi}" if _PERANGKAT.match(rapi) else rapi


def kirim(nama_simpan: str, nama_unduh: str, mime: str = "", *, tampil: bool = False) -> FileResponse:
    """A stored file to save, under a name that ends as its content deserves. `tampil`: to be shown by the browser, only
    for files that we made ourselves.

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
    nama_unduh = nama_aman(nama_unduh)
    if not nama_unduh.lower().endswith(jalur.suffix.lower()):
        nama_unduh = f"{nama_unduh.rstrip(' .')}{jalur.suffix}"
    jawaban = FileResponse(aliran, as_attachment=not tampil, filename=nama_unduh, content_type=mime or None)
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Content-Type-Options"] = "nosniff"
    if not tampil:  # a sandbox keeps the browser's own reader from showing a PDF
        jawaban["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return jawaban
