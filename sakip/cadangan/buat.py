"""One file that holds everything: rows, files, and what a restore is compared with."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from sakip.jejak import segel

from . import sidik, tabel

FORMAT = 1
DAFTAR = "daftar.json"
PENGATURAN = (
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "TIME_ZONE",
    "SITUS",
    "EMAIL_HOST",
    "EMAIL_PORT",
    "DEFAULT_FROM_EMAIL",
    "BATAS_BUKTI",
    "BATAS_MENUNJANG",
)
"""Kept to be read by whoever installs anew; no secret is among them."""


def cadangkan(tujuan: Path) -> dict[str, Any]:
    """Write the backup whole or not at all, readable by its owner only; what it says of itself.

    Raises:
        OSError: it cannot be written.
    """
    pegangan, sementara = tempfile.mkstemp(dir=tujuan.parent, prefix=f".{tujuan.name}.")
    try:
        with os.fdopen(pegangan, "wb") as keluaran:
            with tarfile.open(fileobj=keluaran, mode="w:gz", compresslevel=3) as arsip:
                daftar = _isi(arsip, tujuan.parent)
            keluaran.flush()
            os.fsync(keluaran.fileno())
        os.replace(sementara, tujuan)
    except BaseException:
        Path(sementara).unlink(missing_ok=True)
        raise
    return daftar


def _isi(arsip: tarfile.TarFile, folder: Path) -> dict[str, Any]:
    daftar: dict[str, Any] = {"format": FORMAT, "dibuat": timezone.now().isoformat(), "basis_data": connection.vendor}
    daftar["pengaturan"] = {nama: getattr(settings, nama) for nama in PENGATURAN}
    # The database comes first: files that it does not know yet do no harm.
    with satu_potret():
        daftar |= _basis_data(arsip, folder)
    daftar["berkas"] = dict(_berkas(arsip))
    _tambah(arsip, DAFTAR, io.BytesIO(json.dumps(daftar, ensure_ascii=False, indent=1, sort_keys=True).encode()))
    return daftar


@contextmanager
def satu_potret() -> Iterator[None]:
    """All that is read inside is of one moment, whatever is committed meanwhile."""
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as kursor:
                kursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield


def isi_kini() -> dict[str, Any]:
    """Counts and sums of all tables, hashes, the trail's chain: what a restore must give again."""
    return {
        "tabel": {nama: tabel.keluarkan(nama, kolom) for nama, kolom in tabel.daftar_tabel().items()},
        "sidik": sidik.sidik(),
        "jangkar": segel.jangkar() or "",
    }


def _basis_data(arsip: tarfile.TarFile, folder: Path) -> dict[str, Any]:
    """The rows of each table wait in `folder`: the trail's are larger than a /tmp that is kept in memory."""
    kolom = tabel.daftar_tabel()
    hasil: dict[str, Any] = {"kolom": kolom, "tabel": {}, "migrasi": tabel.keadaan(), "urutan": tabel.urutan()}
    for nama, milik in kolom.items():
        with tempfile.TemporaryFile(dir=folder) as sementara:
            hasil["tabel"][nama] = tabel.keluarkan(nama, milik, sementara)
            _tambah(arsip, f"tabel/{nama}", sementara)
    return hasil | {"sidik": sidik.sidik(), "jangkar": segel.jangkar() or ""}


def _berkas(arsip: tarfile.TarFile) -> Iterator[tuple[str, str]]:
    """The stored files with their SHA-256; one that goes meanwhile is no longer known either."""
    akar = Path(settings.MEDIA_ROOT)
    for jalur in sorted(akar.rglob("*")):
        if jalur.name.startswith(".") or not jalur.is_file() or jalur.is_symlink():
            continue
        with suppress(FileNotFoundError), jalur.open("rb") as isi:
            nama = str(jalur.relative_to(akar))
            yield nama, _tambah(arsip, f"berkas/{nama}", isi)


def _tambah(arsip: tarfile.TarFile, nama: str, isi: BinaryIO) -> str:
    sidik_isi = hashlib.file_digest(_awal(isi), "sha256").hexdigest()  # type: ignore[arg-type]
    satu = tarfile.TarInfo(nama)
    isi.seek(0, os.SEEK_END)
    satu.size, satu.mode, satu.mtime = isi.tell(), 0o600, int(timezone.now().timestamp())
    arsip.addfile(satu, _awal(isi))
    return sidik_isi


def _awal(isi: BinaryIO) -> BinaryIO:
    isi.seek(0)
    return isi
