"""A long third chapter comes in parts, each a job of its own that begins a page: a worker lays out, and holds in its
memory, some twenty pages, and a changed sentence lays out its part alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laporan.templatetags.dokumen import Entri

    from .laporan import Laporan

BAB = "bab3"
BATAS = "<!--penggal-->"
"""What the chapter's template writes between two parts."""
_GAYA = '<style>@page { @top-left { content: "%s"; } @bottom-right { content: none; } }</style>'
"""Of a later part: the running head from its first page on; its numbers are known when the chapter is whole."""
UTUH = 12
"""Indicators that a chapter may have and stay whole."""
PER_PENGGAL = 6


def awal_penggal(laporan: Laporan) -> set[str]:
    """The tujuan and sasaran with which a new part begins; where there are any, so do the pages about money."""
    blok = [(t["simpul"].kode, len(t["indikator"])) for t in laporan.rencana.tujuan if t["indikator"]]
    blok += [(s.simpul.kode, len(s.indikator)) for s in laporan.sasaran]
    if sum(banyak for _, banyak in blok) <= UTUH:
        return set()
    awal, terhitung = set(), 0
    for kode, banyak in blok:
        if terhitung and terhitung + banyak > PER_PENGGAL:
            awal.add(kode)
            terhitung = 0
        terhitung += banyak
    return awal


def kunci_penggal(kunci: str, laporan: Laporan) -> list[str]:
    """The jobs of a chapter: itself, or `bab3`, `bab3.2`, …, the last for the sections after 3.1."""
    awal = awal_penggal(laporan) if kunci == BAB else ()
    return [kunci, *(f"{kunci}.{n}" for n in range(2, len(awal) + 3))] if awal else [kunci]


def penggalan(kunci: str, laporan: Laporan) -> bool:
    """Whether a job is one of several of its chapter."""
    return len(kunci_penggal(pisah(kunci)[0], laporan)) > 1


def pisah(kunci: str) -> tuple[str, int]:
    """The chapter of a job, and which of its parts, from 1."""
    bab, _, nomor = kunci.partition(".")
    return bab, int(nomor or 1)


def potong(html: str, entri: Sequence[Entri], nomor: int) -> tuple[str, list[Entri], str]:
    """One part of a chapter's HTML, its entries, and the rest of the HTML."""
    kepala, badan = html.split("<body>", 1)
    if nomor > 1:
        kepala = kepala.replace("</head>", f"{_GAYA % f'{entri[0].nomor} {entri[0].judul}'}</head>")
    penggal = badan.split(BATAS)
    isi = penggal.pop(nomor - 1)
    milik = [e for e in entri if f'id="{e.jangkar}"' in isi]
    return f"{kepala}<body>{isi}", milik, BATAS.join(penggal)
