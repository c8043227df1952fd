"""Which signs the fonts of the documents have, by the fonts' own tables."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont
from PIL import ImageFont

from .huruf import HURUF, berkas_statis

CADANGAN = ("DejaVuSans.ttf",)
"""Fonts of the system, for the rare sign that ours lack."""


@lru_cache(maxsize=4096)
def ada_glif(huruf: str) -> bool:
    """Whether a document can print a sign. What has no picture of its own always can."""
    if huruf.isspace() or unicodedata.category(huruf) in ("Cc", "Cf") or 0xFE00 <= ord(huruf) <= 0xFE0F:
        return True
    return any(ord(huruf) in tabel for tabel in _tabel())


@cache
def _tabel() -> tuple[frozenset[int], ...]:
    berkas = [berkas_statis(nama) for nama in HURUF]
    for nama in CADANGAN:
        try:
            berkas.append(Path(str(ImageFont.truetype(nama, 10).path)))
        except OSError:
            continue
    return tuple(frozenset(_tanda(b)) for b in berkas)


def _tanda(berkas: Path) -> set[int]:
    with TTFont(berkas, lazy=True) as huruf:
        return set(huruf.getBestCmap())
