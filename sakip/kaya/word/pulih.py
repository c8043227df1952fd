"""The live numbers of a paragraph that was edited in Word: where their letters still stand they stay alive. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from sakip.kaya.pohon import PUTUS, RUJUKAN, Potong, Sebaris, rapikan

from .alinea import Nilai, pisah_kaki, rata

_KATA = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|\s+|.", re.DOTALL)
TERBANYAK = 4000
"""Words and signs of a paragraph that are compared one by one."""
_TERPENDEK = 4
"""Letters of a number that is found again elsewhere in its paragraph."""


@dataclass(frozen=True)
class _Kata:
    """A word or sign as it is compared, with what it is of; `ke` is set in the words of a live number."""

    kunci: str
    asal: Potong
    ke: int | None = None


def kata(isi: Sebaris, nilai: Nilai) -> list[str]:
    """The words and signs of a paragraph as they are compared."""
    return [k.kunci for k in _kata(isi, nilai)]


def _kata(isi: Sebaris, nilai: Nilai) -> list[_Kata]:
    return [k for nomor, p in enumerate(isi) for k in _dari(p, nomor, nilai)]


def _dari(p: Potong, nomor: int, nilai: Nilai) -> Iterator[_Kata]:
    if p.jenis == PUTUS:
        yield _Kata("\n", p)
    elif (kaki := pisah_kaki(p)) is not None:
        yield _Kata(f"\x1f{rata(kaki[1]).strip()}", p)
    elif p.jenis == RUJUKAN:
        for m in _KATA.finditer(nilai.get(p.teks, "")):
            yield _Kata(rata(m.group()), p, nomor)
    else:
        for m in _KATA.finditer(p.teks):
            yield _Kata(rata(m.group()), Potong(m.group(), p.tanda))


def pulihkan(lama: Sebaris, baru: Sebaris, nilai: Nilai) -> tuple[Sebaris, list[str]]:
    """What was read from Word, with what the stored paragraph has in the same places: live numbers, kinds of spaces.
    Also the live numbers that the edit has taken away."""
    dulu, kini = _kata(lama, nilai), _kata(baru, nilai)
    pasangan = _pasangkan([k.kunci for k in dulu], [k.kunci for k in kini])
    rujukan = {n for n, p in enumerate(lama) if p.jenis == RUJUKAN and pisah_kaki(p) is None}
    letak = {n: _utuh(n, dulu, pasangan) for n in rujukan}
    terpakai = {j for rentang in letak.values() if rentang for j in rentang}
    for n in sorted(n for n in rujukan if not letak[n]):
        letak[n] = _cari([k.kunci for k in dulu if k.ke == n], [k.kunci for k in kini], terpakai)
        terpakai |= set(letak[n])
    awal = {rentang[0]: n for n, rentang in letak.items() if rentang}
    balik = {j: i for i, j in pasangan.items()}
    hasil = []
    for j, k in enumerate(kini):
        if j in awal:
            hasil.append(Potong(lama[awal[j]].teks, k.asal.tanda, RUJUKAN))
        elif j not in terpakai:
            hasil.append(_satu(k, dulu[balik[j]] if j in balik else None))
    return rapikan(hasil), [lama[n].teks for n in sorted(rujukan) if not letak[n] and nilai.get(lama[n].teks)]


def _satu(k: _Kata, lama: _Kata | None) -> Potong:
    if lama is None or lama.ke is not None or k.asal.jenis == PUTUS:
        return k.asal
    if lama.asal.jenis == RUJUKAN:
        return lama.asal
    return Potong(lama.asal.teks, k.asal.tanda | (lama.asal.tanda & {"code"}))


def _pasangkan(dulu: list[str], kini: list[str]) -> dict[int, int]:
    if max(len(dulu), len(kini)) > TERBANYAK:
        return {}
    cocok = SequenceMatcher(None, dulu, kini, autojunk=False)
    return {b.a + n: b.b + n for b in cocok.get_matching_blocks() for n in range(b.size)}


def _utuh(n: int, dulu: list[_Kata], pasangan: dict[int, int]) -> list[int]:
    """Where a live number's words stand together now; empty where they do not."""
    ke = [pasangan.get(i) for i, k in enumerate(dulu) if k.ke == n]
    letak = [j for j in ke if j is not None]
    return letak if letak and len(letak) == len(ke) and letak == list(range(letak[0], letak[0] + len(ke))) else []


def _cari(dicari: list[str], kini: list[str], terpakai: set[int]) -> list[int]:
    """A number that was moved: the first place with its words that nothing else has taken."""
    if len("".join(dicari)) < _TERPENDEK or not any(k[:1].isdigit() for k in dicari):
        return []
    for j in range(len(kini) - len(dicari) + 1):
        rentang = list(range(j, j + len(dicari)))
        if kini[j : j + len(dicari)] == dicari and not terpakai & set(rentang):
            return rentang
    return []
