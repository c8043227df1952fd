"""What the columns of the plan, and of all that reports on it, have in common."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

INDUK_SAH: dict[str, tuple[str, ...]] = {
    "misi": ("",),
    "tujuan": ("", "misi"),
    "sasaran": ("tujuan",),
    "strategi": ("", "tujuan", "sasaran"),
    "kebijakan": ("strategi", "sasaran"),
    "program": ("", "sasaran"),
    "kegiatan": ("program",),
    "sub_kegiatan": ("kegiatan",),
}
"""Allowed parents of each jenis ("" = none). The pairs only ever lead upwards, so no cycle can exist."""

TRIWULAN_SAH = Q(triwulan__isnull=True) | Q(triwulan__gte=1, triwulan__lte=4)


class Tahun(models.PositiveSmallIntegerField):
    """A calendar year."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("validators", [MinValueValidator(2000), MaxValueValidator(2100)])
        super().__init__(*args, **kwargs)


def tahun_sah(kolom: str = "tahun") -> Q:
    """Condition for a year column: empty or 2000–2100."""
    return Q(**{f"{kolom}__isnull": True}) | Q(**{f"{kolom}__gte": 2000, f"{kolom}__lte": 2100})
