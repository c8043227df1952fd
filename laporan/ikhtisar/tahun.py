"""Which years an agency has something for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Value
from django.utils import timezone

from anggaran.models import Anggaran, RealisasiAnggaran
from capaian.models import Realisasi
from renstra.models import Renstra, Target
from sakip.models import PerangkatDaerah

RENCANA, BERDATA = 0, 1
"""A year that is only planned, or one with money or a realisasi."""


@dataclass(frozen=True)
class TahunTersedia:
    tahun: int
    berdata: bool


def daftar_tahun(instansi: Iterable[PerangkatDaerah]) -> list[TahunTersedia]:
    """The years of some agencies, oldest first: one query."""
    milik = [i.pk for i in instansi]
    lewat_indikator = {"indikator__renstra__perangkat_daerah__in": milik}
    langsung = {"perangkat_daerah__in": milik}
    bagian = [
        (Anggaran.objects.filter(**langsung), "tahun", BERDATA),
        (RealisasiAnggaran.objects.filter(**langsung), "tahun", BERDATA),
        (Realisasi.objects.filter(**lewat_indikator), "tahun", BERDATA),
        (Target.objects.filter(**lewat_indikator).exclude(versi="nasional"), "tahun", RENCANA),
        (Renstra.objects.filter(**langsung, periode_awal__isnull=False), "periode_awal", RENCANA),
        (Renstra.objects.filter(**langsung, periode_akhir__isnull=False), "periode_akhir", RENCANA),
    ]
    baris = [q.order_by().values_list(kolom, Value(jenis)) for q, kolom, jenis in bagian]
    per_tahun: dict[int, int] = {}
    for tahun, jenis in baris[0].union(*baris[1:]):
        per_tahun[tahun] = max(jenis, per_tahun.get(tahun, RENCANA))
    if not per_tahun:
        return []
    rentang = range(min(per_tahun), max(per_tahun) + 1)
    return [TahunTersedia(t, per_tahun.get(t) == BERDATA) for t in rentang]


def tahun_terbaru(daftar: Iterable[TahunTersedia]) -> int:
    """The latest year with data; the present one where there is none."""
    return max((t.tahun for t in daftar if t.berdata), default=timezone.localdate().year)
