"""What the management commands share."""

from __future__ import annotations

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


def tulis_berkas(jalur: str, data: bytes) -> None:
    """Write a file.

    Raises:
        CommandError: why it cannot be written.
    """
    try:
        Path(jalur).write_bytes(data)
    except OSError as galat:
        raise CommandError(f"Berkas {jalur} tidak dapat ditulis: {galat.strerror}.") from galat
