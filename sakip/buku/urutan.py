"""The order in which rows that refer to each other can be read, and the circles that forbid one."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

Graf = dict[Hashable, dict[str, Hashable]]


@dataclass(frozen=True)
class Lingkaran:
    """A circle of references: the cell that closes it, and the way around."""

    baris: int
    kolom: str
    jalur: str


def urutkan(
    baris: Sequence[Mapping[str, str]], tersimpan: Mapping[str, Mapping[str, str]]
) -> tuple[list[int], list[Lingkaran]]:
    """Positions of the rows, referred ones first, and one cell of each circle (then taken as empty).

    A row holds its `kode` and, per column of references, the kode that it names. `tersimpan` are
    the references of what is stored already, by kode; a row replaces those of its own columns.
    """
    letak: dict[Hashable, int] = {}
    graf: Graf = {kode: dict(rujukan) for kode, rujukan in tersimpan.items()}
    for i, satu in enumerate(baris):
        kode = satu["kode"]
        rujukan: dict[str, Hashable] = {k: v for k, v in satu.items() if k != "kode" and v}
        if kode and kode not in letak:
            letak[kode] = i
            graf[kode] = {k: v for k, v in graf.get(kode, {}).items() if k not in satu} | rujukan
        else:
            letak[i] = i
            graf[i] = rujukan | ({"kode": kode} if kode else {})
    lingkaran: list[Lingkaran] = []
    while True:
        try:
            urut = TopologicalSorter({k: set(v.values()) for k, v in graf.items()}).static_order()
            return [letak[simpul] for simpul in urut if simpul in letak], lingkaran
        except CycleError as galat:
            lingkaran += _putuskan(galat.args[1], graf, letak, baris)


def _putuskan(
    putaran: list[Hashable], graf: Graf, letak: dict[Hashable, int], baris: Sequence[Mapping[str, str]]
) -> list[Lingkaran]:
    """Takes one reference out of the circle: a cell of the rows if there is one, else a stored one."""
    calon = [
        (posisi, dari, kolom)
        for posisi, (ke, dari) in enumerate(pairwise(putaran), 1)
        for kolom, tujuan in graf[dari].items()
        if tujuan == ke
    ]
    milik_baris = [c for c in calon if c[1] in letak and c[2] in baris[letak[c[1]]]]
    posisi, dari, kolom = (milik_baris or calon)[0]
    del graf[dari][kolom]
    if not milik_baris:
        return []
    jalur = putaran[posisi::-1] + putaran[-2 : posisi - 1 : -1]
    return [Lingkaran(letak[dari], kolom, " → ".join(map(str, jalur)))]
