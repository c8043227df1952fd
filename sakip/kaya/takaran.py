"""How intricate a text may be: what stands a hundred deep, or has more parts than a section of a report ever had, takes
minutes to understand, and as long again each time that it is shown. Pure."""

from __future__ import annotations

import re

from sakip.ditolak import Ditolak

from .baca import dari_html, dari_teks
from .pohon import Blok, Daftar, Dokumen, Kutipan, Paragraf, Tabel

BAGIAN_TERBANYAK = 20_000
"""Paragraphs, runs of letters and cells; a cell that spans several columns counts for each."""
UNSUR_TERBANYAK = 60_000
"""Tags of HTML from outside; a word processor writes several for one run."""
TERDALAM = 100
HURUF_TERBANYAK = 200_000
TERLALU_RUMIT = (
    "Susunan naskah ini terlalu rumit untuk disimpan: bagiannya terlalu banyak atau bertumpuk terlalu dalam. Pindahkan "
    "sebagian ke bagian lain, atau tempel sebagai teks biasa."
)
_TANDA = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_TAK_DITUTUP = {"p", "br", "hr", "img", "li", "tr", "td", "th", "thead", "tbody", "tfoot", "col", "link"}


class TerlaluRumit(Ditolak):
    """The text is not taken; the message is a sentence."""


def pohon_html(html: str) -> Dokumen:
    """`dari_html` of what came from outside.

    Raises:
        TerlaluRumit: there is too much of it.
    """
    dalam = 0
    for banyak, m in enumerate(_TANDA.finditer(html)):
        if m[2].lower() not in _TAK_DITUTUP:
            dalam = max(0, dalam - 1) if m[1] else dalam + 1
        if banyak > UNSUR_TERBANYAK or dalam > TERDALAM:
            raise TerlaluRumit(TERLALU_RUMIT)
    return _wajar(dari_html(html))


def pohon_teks(teks: str) -> Dokumen:
    """`dari_teks` of what came from outside.

    Raises:
        TerlaluRumit: there is too much of it.
    """
    if len(teks) > HURUF_TERBANYAK:
        raise TerlaluRumit(TERLALU_RUMIT)
    return _wajar(dari_teks(teks))


def _wajar(dokumen: Dokumen) -> Dokumen:
    if sum(map(_bagian, dokumen)) > BAGIAN_TERBANYAK:
        raise TerlaluRumit(TERLALU_RUMIT)
    return dokumen


def _bagian(b: Blok) -> int:
    if isinstance(b, Paragraf):
        return 1 + len(b.isi)
    if isinstance(b, Daftar):
        return 1 + sum(_bagian(x) for isi in b.butir for x in isi)
    if isinstance(b, Kutipan):
        return 1 + sum(map(_bagian, b.isi))
    if isinstance(b, Tabel):
        lebar = max((sum(s.kolom for s in r) for r in b.baris), default=0)
        return lebar * len(b.baris) + sum(_bagian(x) for r in b.baris for s in r for x in s.isi)
    return 1
