"""What the management commands share."""

from __future__ import annotations

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
