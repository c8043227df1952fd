"""Numbered lists of a Word document: each counts from its own start."""

from __future__ import annotations

from typing import Any

GAYA_TERDALAM = 3


def gaya_daftar(nama: str, tingkat: int) -> str:
    """The style of a level: `List Bullet`, `List Bullet 2`, …"""
    return nama if tingkat == 1 else f"{nama} {min(tingkat, GAYA_TERDALAM)}"


def nomor_baru(dok: Any, gaya: str, mulai: int) -> int:
    """A numbering of the style's own look that starts anew."""
    nomor = dok.part.numbering_part.element
    acuan = dok.styles[gaya].element.pPr.numPr.numId.val
    baru = nomor.add_num(nomor.num_having_numId(acuan).abstractNumId.val)
    baru.add_lvlOverride(ilvl=0).add_startOverride(mulai)
    return int(baru.numId)


def nomori(p: Any, nomor: int) -> None:
    """Let the paragraph's element `p` count in this numbering."""
    sifat = p.get_or_add_pPr().get_or_add_numPr()
    sifat.get_or_add_ilvl().val = 0
    sifat.get_or_add_numId().val = nomor
