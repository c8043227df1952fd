"""The cash plan up the tree: a program's or kegiatan's quarter is the sum of its sub kegiatan's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from anggaran import rumus
from anggaran.bentuk import JENIS_UANG

from .bentuk import IkhtisarSimpul

TRIWULAN = (1, 2, 3, 4)


def hitung_kas(
    simpul: Iterable[IkhtisarSimpul], dinyatakan: Mapping[tuple[str, int], Decimal]
) -> dict[str, list[str | None]]:
    """Per node its four quarters, as JSON data; `dinyatakan` by (kode, quarter). Only nodes with a plan."""
    uang = [s for s in simpul if s.jenis in JENIS_UANG]
    bawah: dict[str, list[list[Decimal | None]]] = defaultdict(list)
    hasil: dict[str, list[str | None]] = {}
    for s in reversed(uang):
        anak = bawah[s.kode]
        kas = [rumus.jumlah(k[t - 1] for k in anak) if anak else dinyatakan.get((s.kode, t)) for t in TRIWULAN]
        if any(n is not None for n in kas):
            bawah[s.induk].append(kas)
            hasil[s.kode] = [None if n is None else format(n, "f") for n in kas]
    return hasil
