"""Text measured with the font that it is drawn in, and wrapped to a width."""

from __future__ import annotations

import base64
from functools import cache, lru_cache

from PIL import ImageFont

from .huruf import berkas_statis

BESAR = 1000
"""Size at which glyphs are measured: hinting no longer matters."""
LONGGAR = 1.015
"""Kerning and the drawing program's rounding may make a line a little wider than the sum of its glyphs."""


def _nama(tebal: bool) -> str:
    return f"sakip/fonts/inter-cetak-{600 if tebal else 400}.woff2"


@cache
def _huruf(tebal: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(berkas_statis(_nama(tebal))), BESAR, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20_000)
def _satuan(teks: str, tebal: bool) -> float:
    return _huruf(tebal).getlength(teks) / BESAR * LONGGAR


def lebar(teks: str, ukuran: float, tebal: bool = False) -> float:
    """The width of a line in the unit of `ukuran`."""
    return _satuan(teks, tebal) * ukuran


@lru_cache(maxsize=20_000)
def bungkus(teks: str, ukuran: float, batas: float, tebal: bool = False, masuk: float = 0) -> tuple[str, ...]:
    """Lines no wider than `batas` (the first leaves `masuk` free); a longer word is broken."""
    baris: list[str] = []
    kini, sisa = "", batas - masuk
    for kata in teks.split():
        coba = f"{kini} {kata}" if kini else kata
        if lebar(coba, ukuran, tebal) <= sisa:
            kini = coba
            continue
        if kini or masuk and not baris:
            baris.append(kini)
            sisa = batas
        kini = kata
        while lebar(kini, ukuran, tebal) > sisa:
            letak = _muat(kini, ukuran, sisa, tebal)
            baris.append(kini[:letak])
            kini, sisa = kini[letak:], batas
    return (*baris, kini) if kini or not baris else tuple(baris)


def seimbangkan(teks: str, ukuran: float, batas: float, tebal: bool = False) -> tuple[str, ...]:
    """As few lines as `bungkus` needs, as even as they can be."""
    banyak = len(bungkus(teks, ukuran, batas, tebal))
    sempit, lega = batas / banyak / 2, batas
    while lega - sempit > 1:
        tengah = (sempit + lega) / 2
        if len(bungkus(teks, ukuran, tengah, tebal)) <= banyak:
            lega = tengah
        else:
            sempit = tengah
    return bungkus(teks, ukuran, lega, tebal)


def _muat(kata: str, ukuran: float, batas: float, tebal: bool) -> int:
    """How many letters of a long word fit, to its last slash or hyphen where there is one; one at least."""
    letak = len(kata)
    while letak > 1 and lebar(kata[:letak], ukuran, tebal) > batas:
        letak -= 1
    return max(kata.rfind("/", 0, letak), kata.rfind("-", 0, letak)) + 1 or letak


@cache
def gaya_mandiri() -> str:
    """Style rules that bring the fonts along, for a picture that may load nothing."""
    aturan = []
    for tebal in (False, True):
        data = base64.b64encode(berkas_statis(_nama(tebal)).read_bytes()).decode()
        berat = 600 if tebal else 400
        aturan.append(
            f"@font-face{{font-family:Inter;font-weight:{berat};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(aturan)
