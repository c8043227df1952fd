"""The rows behind the cells: where they are found, whose they are, and when they are open.

Each is found with one query, which also decides all that; a second one reads what its results follow
from (`indikator`, `uang`).
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from capaian.jadwal import Waktu
from capaian.models import Jadwal, Perpanjangan
from renstra.models import Renstra
from sakip import akses
from sakip.angka import dari_excel, rapikan
from sakip.models import Pengguna

KEDALAMAN = 6
"""Nodes from a sub kegiatan up to the misi."""


def _ke_atas(awal: str) -> list[str]:
    """`bidang` of the node and of each node above it."""
    return [f"{awal}{'induk__' * n}bidang_id" for n in range(KEDALAMAN)]


def _renstra_berlaku(tahun: int) -> Subquery:
    berlaku = Renstra.objects.filter(perangkat_daerah=OuterRef("renstra__perangkat_daerah"))
    berlaku = berlaku.filter(Q(berlaku_mulai__isnull=True) | Q(berlaku_mulai__lte=tahun)).order_by("-urutan")
    return Subquery(berlaku.values("pk")[:1])


def milik(model: Any, pengguna: Pengguna, kode: str, tahun: int, triwulan: int, simpul: str) -> QuerySet[Any]:
    """Rows of the plan in force that the person may see, with their bidang and its opening times."""
    semua = model.objects.filter(renstra__perangkat_daerah__kode=kode, renstra=_renstra_berlaku(tahun))
    if not akses.admin(pengguna):
        semua = semua.filter(renstra__perangkat_daerah=pengguna.perangkat_daerah_id)
    jadwal = Jadwal.objects.filter(
        perangkat_daerah=OuterRef("renstra__perangkat_daerah"), tahun=tahun, triwulan=triwulan, untuk="realisasi"
    )
    lebih = Perpanjangan.objects.filter(
        jadwal__perangkat_daerah=OuterRef("renstra__perangkat_daerah"),
        jadwal__tahun=tahun,
        jadwal__triwulan=triwulan,
        jadwal__untuk="realisasi",
        bidang=OuterRef("bidang_efektif"),
    ).order_by("-tutup")
    return semua.annotate(bidang_efektif=Coalesce(*_ke_atas(simpul), output_field=IntegerField())).annotate(
        buka=Subquery(jadwal.values("buka")[:1]),
        tutup=Subquery(jadwal.values("tutup")[:1]),
        pengisi=Subquery(jadwal.values("pengisi")[:1]),
        tutup_lebih=Subquery(lebih.values("tutup")[:1]),
    )


def waktu_bagi(data: dict[str, Any]) -> Waktu:
    tutup: list[datetime.datetime] = [t for t in (data["tutup"], data["tutup_lebih"]) if t is not None]
    return Waktu(data["buka"], max(tutup, default=None), data["pengisi"] or "")


def angka_mentah(nilai: Any) -> Decimal | None:
    """A number as the database gives it: SQLite has floats of 15 digits."""
    if nilai is None:
        return None
    return rapikan(nilai) if isinstance(nilai, Decimal) else dari_excel(nilai)
