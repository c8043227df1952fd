"""What the management commands share."""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
from pathlib import Path

from django.core.management.base import CommandError

from sakip.models import PerangkatDaerah


def ambil_instansi(kode: str) -> PerangkatDaerah:
    """The agency by its kode.

    Raises:
        CommandError: naming the agencies that there are.
    """
    instansi = PerangkatDaerah.objects.select_related("pemda").filter(kode=kode).first()
    if instansi is None:
        ada = ", ".join(PerangkatDaerah.objects.values_list("kode", flat=True)) or "belum ada instansi"
        raise CommandError(f"Instansi “{kode}” tidak ada. Yang ada: {ada}.")
    return instansi


def periksa_tujuan(jalur: str) -> None:
    """Before long work: whether a file can be written there.

    Raises:
        CommandError: why it cannot.
    """
    tujuan = Path(jalur)
    try:
        if tujuan.is_dir():
            raise OSError(errno.EISDIR, "itu folder, bukan berkas")
        if tujuan.exists() and not os.access(tujuan, os.W_OK):
            raise OSError(errno.EACCES, "tidak ada izin menulis")
        if not tujuan.exists():
            with tempfile.TemporaryFile(dir=tujuan.parent):
                pass
    except OSError as galat:
        raise CommandError(f"Berkas {jalur} tidak dapat ditulis: {galat.strerror}.") from galat


def tulis_berkas(jalur: str, data: bytes) -> None:
    """Write a file; one that is there is replaced whole or stays.

    Raises:
        CommandError: why it cannot be written.
    """
    tujuan = Path(jalur)
    khusus = tujuan.exists() and not tujuan.is_file()
    tulis = tujuan if khusus else tujuan.with_name(f".{tujuan.name}.{secrets.token_hex(6)}")
    try:
        tulis.write_bytes(data)
        if not khusus:
            tulis.replace(tujuan)
    except OSError as galat:
        if not khusus:
            tulis.unlink(missing_ok=True)
        raise CommandError(f"Berkas {jalur} tidak dapat ditulis: {galat.strerror}.") from galat
