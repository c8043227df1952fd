"""The shape of a text: blocks, and runs of letters within them. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sakip.markah import Gambar

TANDA = ("strong", "em", "u", "s", "sub", "sup", "code")
"""Marks of a run, in the order in which they are opened."""
TEKS, PUTUS, RUJUKAN = "teks", "putus", "rujukan"


@dataclass(frozen=True)
class Potong:
    """A run of equal marks: letters, a line break, or a reference (`teks` is what stands between its braces)."""

    teks: str
    tanda: frozenset[str] = frozenset()
    jenis: str = TEKS


Sebaris = tuple[Potong, ...]


@dataclass(frozen=True)
class Paragraf:
    """`tingkat` 0: a paragraph; 3 to 6: a heading."""

    isi: Sebaris
    tingkat: int = 0


@dataclass(frozen=True)
class Daftar:
    """`mulai` None: without numbers."""

    butir: tuple[Dokumen, ...]
    mulai: int | None = None


@dataclass(frozen=True)
class Kutipan:
    isi: Dokumen


@dataclass(frozen=True)
class Garis:
    pass


@dataclass(frozen=True)
class Sel:
    isi: Dokumen
    kepala: bool = False
    kolom: int = 1
    baris: int = 1


@dataclass(frozen=True)
class Tabel:
    baris: tuple[tuple[Sel, ...], ...]


Blok = Paragraf | Daftar | Kutipan | Garis | Tabel | Gambar
Dokumen = tuple[Blok, ...]
_KATA = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
_BUANG = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u2028\u2029\u200b\ufeff\ue000\ue001]")
_SPASI = "spasi"


def rapikan(potongan: Iterable[Potong], *, putus: bool = True) -> Sebaris:
    """One form for equal looks: spaces folded, none at the edges or marked at the edge of a mark, equal runs joined.

    `putus` False: line breaks become spaces.
    """
    kata = _pangkas(_pecah(potongan, putus))
    hasil: list[Potong] = []
    for nomor, p in enumerate(kata):
        if p.jenis == _SPASI:
            p = Potong(" ", kata[nomor - 1].tanda & kata[nomor + 1].tanda)
        if hasil and p.jenis == TEKS == hasil[-1].jenis and hasil[-1].tanda == p.tanda:
            hasil[-1] = Potong(hasil[-1].teks + p.teks, p.tanda)
        else:
            hasil.append(p)
    return tuple(hasil)


def _pecah(potongan: Iterable[Potong], putus: bool) -> Iterator[Potong]:
    """Words, spaces, breaks and references one by one."""
    for p in potongan:
        if p.jenis == PUTUS:
            yield Potong("", jenis=PUTUS) if putus else Potong(" ", jenis=_SPASI)
        elif p.jenis == RUJUKAN:
            yield Potong(p.teks, p.tanda - {"code"}, RUJUKAN)
        else:
            for m in _KATA.finditer(_BUANG.sub("", p.teks)):
                yield Potong(" ", jenis=_SPASI) if m.group()[0] in " \t\n\r\f" else Potong(m.group(), p.tanda)


def _pangkas(kata: Iterable[Potong]) -> list[Potong]:
    """Without spaces at the start and end of each line, nor two in a row, nor breaks at the edges."""
    hasil: list[Potong] = []
    for p in kata:
        awal = not hasil or hasil[-1].jenis == PUTUS
        if p.jenis == TEKS and awal:
            p = Potong(p.teks.lstrip(), p.tanda)
        if p.jenis == PUTUS:
            _buang_ekor(hasil)
        if not (p.jenis == TEKS and not p.teks) and not (
            p.jenis == _SPASI and (awal or hasil[-1].jenis == _SPASI) or p.jenis == PUTUS and not hasil
        ):
            hasil.append(p)
    _buang_ekor(hasil)
    while hasil and hasil[-1].jenis == PUTUS:
        hasil.pop()
        _buang_ekor(hasil)
    return hasil


def _buang_ekor(hasil: list[Potong]) -> None:
    while hasil and hasil[-1].jenis in (_SPASI, TEKS):
        if sisa := hasil[-1].teks.rstrip():
            hasil[-1] = Potong(sisa, hasil[-1].tanda)
            return
        hasil.pop()


def jalin(isi: Sebaris, tanda: Callable[[str, bool], str], teks: Callable[[Potong], str]) -> str:
    """Runs as nested marks: `tanda(nama, buka)` opens and closes one; what lasts longest is opened first."""
    hasil: list[str] = []
    terbuka: list[str] = []
    for nomor, p in enumerate(isi):
        while terbuka and not set(terbuka) <= p.tanda:
            hasil.append(tanda(terbuka.pop(), False))
        baru = [t for t in TANDA if t in p.tanda and t not in terbuka]
        for t in sorted(baru, key=lambda t: -_lama(isi, nomor, t)):
            hasil.append(tanda(t, True))
            terbuka.append(t)
        hasil.append(teks(p))
    hasil += [tanda(t, False) for t in reversed(terbuka)]
    return "".join(hasil)


def _lama(isi: Sebaris, dari: int, tanda: str) -> int:
    return next((n for n in range(dari, len(isi)) if tanda not in isi[n].tanda), len(isi))


TERBANDING = 4_000_000
"""Pairs that are compared at most: two texts of 2,000 blocks each."""
Langkah = tuple[str, int, int, int, int]


def langkah(lama: Sequence[Any], baru: Sequence[Any]) -> list[Langkah]:
    """`SequenceMatcher.get_opcodes` in bounded time: it takes minutes where both sides say the same thing thousands of
    times. Beyond `TERBANDING` only what stands at both ends is found equal."""
    if len(lama) * len(baru) <= TERBANDING:
        return [*SequenceMatcher(None, lama, baru, autojunk=False).get_opcodes()]
    terdekat = min(len(lama), len(baru))
    awal = next((n for n in range(terdekat) if lama[n] != baru[n]), terdekat)
    sisa = terdekat - awal
    akhir = next((n for n in range(sisa) if lama[-1 - n] != baru[-1 - n]), sisa)
    z, ke_z = len(lama) - akhir, len(baru) - akhir
    jenis = "replace" if z > awal and ke_z > awal else "delete" if z > awal else "insert" if ke_z > awal else "equal"
    semua = [
        ("equal", 0, awal, 0, awal),
        (jenis, awal, z, awal, ke_z),
        ("equal", z, len(lama), ke_z, len(baru)),
    ]
    return [satu for satu in semua if satu[2] > satu[1] or satu[4] > satu[3]]


def polos(isi: Sebaris) -> str:
    """The letters alone; a reference as it is written in a text."""
    return "".join(f"{{{{{p.teks}}}}}" if p.jenis == RUJUKAN else "\n" if p.jenis == PUTUS else p.teks for p in isi)
