"""Reads what was achieved, as plain rows: realisasi, parts of composite indices, comparisons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast

from renstra.muat import RencanaTahun, hanya, kelompokkan

from .alur import StatusIsian
from .bentuk import BarisKomponen, BarisPembanding, BarisRealisasi, HasilTahun
from .models import Komponen, Pembanding, Realisasi


def muat_hasil(rencana: RencanaTahun) -> HasilTahun:
    return muat_hasil_banyak([rencana])[0]


def muat_hasil_banyak(rencana: Sequence[RencanaTahun]) -> list[HasilTahun]:
    """What was achieved under plans that were loaded together: three queries, for one as for many."""
    deret = rencana[0].deret if rencana else None
    if deret is None:
        return [HasilTahun() for _ in rencana]
    tahun, i = rencana[0].tahun, "indikator_id"
    kini = [r.renstra for r in rencana if r.renstra]
    realisasi = _realisasi().filter(deret.milik, tahun__lte=tahun).order_by("tahun", "triwulan")
    komponen = Komponen.objects.filter(deret.milik, tahun__lte=tahun).order_by("tahun", "urutan")
    pembanding = Pembanding.objects.filter(indikator__renstra__in=kini, tahun=tahun).order_by("pk")
    per_realisasi = deret.sambung(kelompokkan(realisasi, i, BarisRealisasi))
    per_komponen = deret.sambung(kelompokkan(komponen, i, BarisKomponen))
    per_pembanding = kelompokkan(pembanding, i, BarisPembanding)
    milik = [{i.id for i in r.indikator} for r in rencana]
    return [HasilTahun(hanya(per_realisasi, m), hanya(per_komponen, m), hanya(per_pembanding, m)) for m in milik]


def muat_hasil_satu(indikator_id: int, tahun: int, *, berkomponen: bool) -> tuple[HasilTahun, list[Realisasi]]:
    """An indicator's realisasi of the year and the year before (also as stored), and the parts of its index: at
    most two queries."""
    milik = Realisasi.objects.filter(indikator=indikator_id, tahun__in=(tahun - 1, tahun))
    tersimpan = list(milik.order_by())
    komponen: dict[int, list[Any]] = {}
    if berkomponen:
        bagian = Komponen.objects.filter(indikator=indikator_id, tahun__lte=tahun).order_by("tahun", "urutan")
        komponen = kelompokkan(bagian, "indikator_id", BarisKomponen)
    return HasilTahun({indikator_id: [_baris(r) for r in tersimpan]}, komponen), tersimpan


def muat_verifikasi(renstra: Iterable[int], tahun: int, triwulan: int | None) -> dict[int, tuple[int, int]]:
    """By agency: how many of the filled entries of the year's quarters (up to `triwulan`) are verified, and how many
    are filled; one query. An agency without any is not there."""
    milik = Realisasi.objects.filter(indikator__renstra__in=renstra, tahun=tahun, triwulan__lte=triwulan or 4)
    terisi = milik.exclude(nilai=None, teks="", pembilang=None, penyebut=None, bagian={})
    baris = terisi.order_by().values_list("indikator__renstra__perangkat_daerah_id")
    verifikasi = Count("pk", filter=Q(status=StatusIsian.DIVERIFIKASI))
    return {i: (sah, semua) for i, sah, semua in baris.annotate(sah=verifikasi, semua=Count("pk"))}


def _baris(r: Realisasi) -> BarisRealisasi:
    kolom = BarisRealisasi._fields[:-1]
    return BarisRealisasi._make([*(getattr(r, k) for k in kolom), json.dumps(r.bagian)])


def _realisasi() -> Any:
    return Realisasi.objects.annotate(bagian_teks=Cast("bagian", TextField()))
