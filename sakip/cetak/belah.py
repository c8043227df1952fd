"""A table of a text with more columns than a page can hold becomes several, each with the first column again."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from xml.etree.ElementTree import Element

TERBANYAK, SEPENGGAL = 16, 10
"""Columns of the widest table that is left alone, and of a part."""


def belah(akar: Element) -> None:
    """Split the wide tables of `div.prosa`; one with joined cells stays, for its columns cannot be told apart."""
    for prosa in akar.iter("div"):
        if "prosa" not in (prosa.get("class") or "").split():
            continue
        for induk in list(prosa.iter()):
            for tabel in [e for e in induk if e.tag == "table"]:
                if bagian := list(_bagian(tabel)):
                    letak = list(induk).index(tabel)
                    induk.remove(tabel)
                    for n, satu in enumerate(bagian):
                        induk.insert(letak + n, satu)


def _bagian(tabel: Element) -> Iterator[Element]:
    baris = [list(r) for r in tabel.iter("tr")]
    lebar = max((len(r) for r in baris), default=0)
    if lebar <= TERBANYAK or any(sel.get(s) for r in baris for sel in r for s in ("colspan", "rowspan")):
        return
    for awal in range(1, lebar, SEPENGGAL - 1):
        satu = deepcopy(tabel)
        satu.tail = "\n"
        for r in satu.iter("tr"):
            sel = list(r)
            for x in [*sel[1:awal], *sel[awal + SEPENGGAL - 1 :]]:
                r.remove(x)
        yield satu
