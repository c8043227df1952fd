"""A text as the paragraphs that a Word document has for it, and paragraphs as a text's blocks. Pure.

A footnote's call is a reference whose text is `KAKI`, its mark (empty where it came from Word), `KAKI`, and the note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from sakip.kaya.pohon import (
    PUTUS,
    RUJUKAN,
    TEKS,
    Blok,
    Daftar,
    Dokumen,
    Gambar,
    Garis,
    Kutipan,
    Paragraf,
    Potong,
    Sebaris,
    Tabel,
    polos,
    rapikan,
)
from sakip.markah import KAKI_TERPANJANG

BIASA, JUDUL, BULAT, NOMOR, LANJUT, KUTIP, TABEL = "biasa", "judul", "bulat", "nomor", "lanjut", "kutip", "tabel"
KAKI = "\x1f"
TERDALAM = 3
"""Levels of lists for which Word has a style of its own."""
_PANGGIL = re.compile(r"(?<!\\)\[\^([\w-]{1,30})\]")
_CATAT = re.compile(r"\[\^([\w-]{1,30})\]:\s*(.+)", re.DOTALL)
_TERCETAK = frozenset({"strong", "em", "u", "s", "sub", "sup"})
_RATA = str.maketrans({"\u2212": "-", "\u2011": "-", "\u00ad": None, "\u200b": None})
Nilai = Mapping[str, str]


@dataclass(frozen=True)
class Alinea:
    """One paragraph. `tingkat`: of a heading 3 to 6, of a list 1 to 3. `mulai`: of a numbered list."""

    jenis: str
    isi: Sebaris = ()
    tingkat: int = 0
    mulai: int = field(default=1, compare=False)


def rata(teks: str) -> str:
    """Letters that print alike made equal: spaces of any kind, a minus and a hyphen, `a;B` and `a; B`."""
    return re.sub(r";(?=[A-Z])", "; ", re.sub(r"\s", " ", teks.translate(_RATA)))


def berkaki(dokumen: Dokumen) -> dict[str, Sebaris]:
    """The notes that are called, by mark; none where together they would be beyond measure (`KAKI_TERPANJANG`)."""
    ada = {k: isi for b in dokumen if (k := catatan(b)) for isi in [_isi_catatan(b)]}
    panjang = {k: len(polos(isi)) for k, isi in ada.items()}
    dipanggil = Counter(k for b in dokumen if catatan(b) not in ada for k in panggilan(b))
    if sum(panjang.get(k, 0) * kali for k, kali in dipanggil.items()) > KAKI_TERPANJANG:
        return {}
    return {k: isi for k, isi in ada.items() if k in dipanggil}


def catatan(b: Blok) -> str:
    """The mark of a note's paragraph; empty where it is none."""
    m = _CATAT.match(polos(b.isi)) if isinstance(b, Paragraf) and not b.tingkat else None
    return m[1] if m else ""


def _isi_catatan(b: Blok) -> Sebaris:
    if not isinstance(b, Paragraf):
        return ()
    depan = b.isi[0].teks
    return rapikan([replace(b.isi[0], teks=re.sub(r"^\[\^[\w-]+\]:\s*", "", depan)), *b.isi[1:]])


def panggilan(b: Blok) -> Iterator[str]:
    """The marks that a block calls."""
    for a in alinea(b, {}):
        yield from _PANGGIL.findall(polos(a.isi))


def alinea(b: Blok, kaki: Mapping[str, Sebaris], tingkat: int = 0) -> list[Alinea]:
    """The paragraphs of a block; none of a rule, of a picture, and of a note that is called."""
    if isinstance(b, Paragraf):
        if not tingkat and catatan(b) in kaki:
            return []
        isi = _dengan_kaki(b.isi, kaki)
        return [Alinea(JUDUL, isi, b.tingkat) if b.tingkat else Alinea(BIASA, isi)]
    if isinstance(b, Daftar):
        dalam = tingkat + 1
        return [a for butir in b.butir for a in _butir(butir, kaki, dalam, b.mulai)]
    if isinstance(b, Kutipan):
        isi_kutipan = (a for x in b.isi for a in alinea(x, kaki, tingkat))
        return [replace(a, jenis=KUTIP) if a.jenis == BIASA else a for a in isi_kutipan]
    return [Alinea(TABEL)] if isinstance(b, Tabel) else []


def _butir(butir: Dokumen, kaki: Mapping[str, Sebaris], dalam: int, mulai: int | None) -> list[Alinea]:
    hasil: list[Alinea] = []
    jenis = BULAT if mulai is None else NOMOR
    for b in butir:
        for a in alinea(b, kaki, dalam):
            if a.jenis == BIASA:
                a = Alinea(jenis, a.isi, min(dalam, TERDALAM), 1 if mulai is None else mulai)
                jenis = LANJUT
            hasil.append(a)
    return hasil


def _dengan_kaki(isi: Sebaris, kaki: Mapping[str, Sebaris]) -> Sebaris:
    """With each call of a note as a reference."""
    hasil: list[Potong] = []
    for p in isi:
        letak = 0
        for m in _PANGGIL.finditer(p.teks) if p.jenis == TEKS else ():
            if m[1] in kaki:
                hasil += [replace(p, teks=p.teks[letak : m.start()])] if m.start() > letak else []
                hasil.append(Potong(f"{KAKI}{m[1]}{KAKI}{polos(kaki[m[1]])}", jenis=RUJUKAN))
                letak = m.end()
        hasil += [replace(p, teks=p.teks[letak:])] if letak < len(p.teks) or p.jenis != TEKS else []
    return tuple(hasil)


def pisah_kaki(p: Potong) -> tuple[str, str] | None:
    """Mark and note of a call; None where it is none."""
    if p.jenis != RUJUKAN or not p.teks.startswith(KAKI):
        return None
    _, tanda, teks = p.teks.split(KAKI, 2)
    return tanda, teks


def tercetak(a: Alinea, nilai: Nilai) -> Alinea:
    """As it can be read from Word: live numbers as their letters, only the marks that Word has."""
    return replace(a, isi=rapikan(_cetak(p, nilai, a.jenis == JUDUL) for p in a.isi))


def _cetak(p: Potong, nilai: Nilai, judul: bool) -> Potong:
    if (kaki := pisah_kaki(p)) is not None:
        return Potong(f"{KAKI}{KAKI}{rata(_isi_nilai(kaki[1], nilai)).strip()}", jenis=RUJUKAN)
    tanda = frozenset() if judul else p.tanda & _TERCETAK
    if p.jenis == PUTUS:
        return Potong(" ") if judul else p
    return Potong(rata(nilai.get(p.teks, "") if p.jenis == RUJUKAN else p.teks), tanda)


def _isi_nilai(teks: str, nilai: Nilai) -> str:
    return re.sub(r"\{\{([^{}\n]{1,300})\}\}", lambda m: nilai.get(m[1], m[0]), teks)


def blok(semua: Iterable[Alinea]) -> list[Blok]:
    """The blocks that paragraphs make: those of a list, and of a quotation, belong together. Tables are left out."""
    hasil: list[Blok] = []
    sisa = [a for a in semua if a.isi]
    while sisa:
        a = sisa[0]
        if a.jenis in (BULAT, NOMOR):
            daftar, sisa = _daftar(sisa)
            hasil.append(daftar)
        elif a.jenis == KUTIP:
            banyak = next((n for n, x in enumerate(sisa) if x.jenis != KUTIP), len(sisa))
            hasil.append(Kutipan(tuple(Paragraf(x.isi) for x in sisa[:banyak])))
            sisa = sisa[banyak:]
        else:
            hasil.append(Paragraf(a.isi, a.tingkat if a.jenis == JUDUL else 0))
            sisa = sisa[1:]
    return hasil


def _daftar(sisa: list[Alinea]) -> tuple[Daftar, list[Alinea]]:
    """The list that begins here, with those inside of it, and what follows."""
    awal, butir = sisa[0], list[list[Blok]]()
    while sisa:
        a = sisa[0]
        if a.jenis in (BULAT, NOMOR) and a.tingkat > awal.tingkat:
            dalam, sisa = _daftar(sisa)
            butir[-1].append(dalam)
        elif a.jenis == awal.jenis and a.tingkat == awal.tingkat:
            butir.append([Paragraf(a.isi)])
            sisa = sisa[1:]
        elif a.jenis == LANJUT and a.tingkat >= awal.tingkat:
            butir[-1].append(Paragraf(a.isi))
            sisa = sisa[1:]
        else:
            break
    return Daftar(tuple(tuple(b) for b in butir), awal.mulai if awal.jenis == NOMOR else None), sisa


TAK_DIAMBIL = (Tabel, Garis, Gambar)
"""Blocks that stay as they are stored, whatever Word has."""
