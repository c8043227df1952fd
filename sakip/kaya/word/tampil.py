"""A change as it is shown before it is taken: each paragraph as it was and as it will be, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sakip.kaya.pohon import langkah

from .alinea import (
    BULAT,
    JUDUL,
    KUTIP,
    NOMOR,
    TABEL,
    Alinea,
)
from .cocok import Perubahan, huruf

Ruas = list[tuple[bool, str]]
"""Stretches of a paragraph, each with whether only this side has it."""
_KATA = re.compile(r"\s+|\w+|[^\w\s]")
TERPANJANG = 4000
"""Words of a paragraph that are compared one by one."""
_BENTUK = {BULAT: "butir daftar", NOMOR: "butir bernomor", JUDUL: "judul", KUTIP: "kutipan"}


@dataclass(frozen=True)
class BarisTampil:
    """Empty where a side lacks the paragraph. `bentuk`: what it becomes, where only that or its letters' look
    changes."""

    kiri: Ruas
    kanan: Ruas
    bentuk: str = ""


def baris_tampil(p: Perubahan) -> Iterator[BarisTampil]:
    """The paragraphs that differ."""
    lama = [a for a in p.lama if a.jenis != TABEL]
    kini = [a for a in p.kini if a.jenis != TABEL]
    for jenis, a, z, ke_a, ke_z in langkah(lama, kini):
        if jenis != "equal":
            for x, y in zip_longest(lama[a:z], kini[ke_a:ke_z]):
                yield _baris(x, y)


def _baris(x: Alinea | None, y: Alinea | None) -> BarisTampil:
    kiri, kanan = (huruf(a) if a else "" for a in (x, y))
    if x and y and kiri == kanan:
        bentuk = "huruf tebal, miring, atau sejenisnya"
        if (x.jenis, x.tingkat) != (y.jenis, y.tingkat):
            bentuk = f"menjadi {_BENTUK.get(y.jenis, 'paragraf biasa')}"
        return BarisTampil([(False, kiri)], [(False, kanan)], bentuk)
    return BarisTampil(*beda_kata(kiri, kanan))


def beda_kata(kiri: str, kanan: str) -> tuple[Ruas, Ruas]:
    """Both texts in stretches."""
    a, b = _KATA.findall(kiri), _KATA.findall(kanan)
    if not a or not b or max(len(a), len(b)) > TERPANJANG:
        return [(True, kiri)] if kiri else [], [(True, kanan)] if kanan else []
    hasil: tuple[Ruas, Ruas] = ([], [])
    for jenis, i, j, k, m in langkah(a, b):
        for sisi, ruas in zip(hasil, ("".join(a[i:j]), "".join(b[k:m])), strict=True):
            if ruas:
                sisi.append((jenis != "equal", ruas))
    return hasil
