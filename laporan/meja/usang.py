"""What changed since a report was composed: its frozen year beside the present one, by name, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, IkhtisarSimpul
from laporan.ikhtisar.sidik import baku
from sakip.angka import tulis, tulis_persen, tulis_uang

Angka = Decimal | None


@dataclass(frozen=True)
class Beda:
    """One thing that is not as it was. Empty text: it was not there, or is no more."""

    apa: str
    dari: str
    ke: str


def beda_ikhtisar(lama: Ikhtisar, baru: Ikhtisar) -> list[Beda]:
    cara = baru.pembulatan
    dulu, kini = ({i.kode: i for i in x.indikator} for x in (lama, baru))
    hasil = [b for kode in _gabung(dulu, kini) for b in _beda_indikator(dulu.get(kode), kini.get(kode), cara)]
    simpul_dulu, simpul_kini = ({s.kode: s for s in x.simpul} for x in (lama, baru))
    for kode in _gabung(simpul_dulu, simpul_kini):
        hasil += _beda_simpul(simpul_dulu.get(kode), simpul_kini.get(kode))
    return hasil


def beda_narasi(lama: Iterable[Mapping[str, Any]], baru: Iterable[Mapping[str, Any]]) -> list[Beda]:
    """Texts that were added, changed or taken away, by their section."""
    dulu, kini = ({n["bagian"]: n["teks"] for n in x} for x in (lama, baru))
    return [
        Beda(f"Narasi {bagian}", *("ditulis" if t else "" for t in (dulu.get(bagian, ""), kini.get(bagian, ""))))
        for bagian in _gabung(dulu, kini)
        if dulu.get(bagian, "") != kini.get(bagian, "")
    ]


def _gabung(dulu: Mapping[str, Any], kini: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys([*dulu, *kini]))


def _beda_indikator(a: IkhtisarIndikator | None, b: IkhtisarIndikator | None, cara: str) -> Iterator[Beda]:
    nama = (b or a).nama  # type: ignore[union-attr]
    for medan in ("target", "realisasi", "capaian"):
        dulu, kini = (getattr(x, medan) if x else None for x in (a, b))
        if baku(dulu) != baku(kini):
            yield Beda(f"{nama}: {medan}", *(_tulis(n, cara, medan == "capaian") for n in (dulu, kini)))


def _beda_simpul(a: IkhtisarSimpul | None, b: IkhtisarSimpul | None) -> Iterator[Beda]:
    nama = (b or a).uraian  # type: ignore[union-attr]
    for medan in ("pagu", "realisasi"):
        dulu, kini = (getattr(x, medan) if x else None for x in (a, b))
        if baku(dulu) != baku(kini):
            yield Beda(f"{nama}: {medan}", *("" if n is None else tulis_uang(n) for n in (dulu, kini)))


def _tulis(nilai: Angka, cara: str, persen: bool) -> str:
    if nilai is None:
        return ""
    return tulis_persen(nilai, cara) if persen else tulis(nilai, cara=cara)
