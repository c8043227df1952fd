"""Reads the money of a year and the year before, as plain rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from renstra.muat import kelompokkan
from sakip.models import PerangkatDaerah

from .bentuk import BarisAnggaran, BarisRealisasiAnggaran, UangTahun
from .models import Anggaran, RealisasiAnggaran


def muat_uang(instansi: PerangkatDaerah, tahun: int) -> UangTahun:
    return muat_uang_banyak([instansi], tahun)[0]


def muat_uang_banyak(instansi: Sequence[PerangkatDaerah], tahun: int) -> list[UangTahun]:
    """The money of each agency: two queries, for one as for many."""
    milik: dict[str, Any] = {"perangkat_daerah__in": instansi, "tahun__in": (tahun - 1, tahun)}
    anggaran = kelompokkan(Anggaran.objects.filter(**milik), "perangkat_daerah_id", BarisAnggaran)
    realisasi = kelompokkan(RealisasiAnggaran.objects.filter(**milik), "perangkat_daerah_id", BarisRealisasiAnggaran)
    return [UangTahun(anggaran[i.pk], realisasi[i.pk]) for i in instansi]


def muat_uang_simpul(simpul_id: int, tahun: int) -> UangTahun:
    """The money of one node: two queries."""
    milik: dict[str, Any] = {"simpul": simpul_id, "tahun__in": (tahun - 1, tahun)}
    anggaran = Anggaran.objects.filter(**milik).values_list(*BarisAnggaran._fields)
    realisasi = RealisasiAnggaran.objects.filter(**milik).values_list(*BarisRealisasiAnggaran._fields)
    return UangTahun([*map(BarisAnggaran._make, anggaran)], [*map(BarisRealisasiAnggaran._make, realisasi)])
