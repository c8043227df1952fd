"""A tree as HTML, as Markdown, and as the text that is stored. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape

from sakip.markah import SKEMA_GAMBAR, TANDA_HTML, baris_blok, berupa_html

from .baca import dari_teks, tandai
from .pohon import (
    PUTUS,
    RUJUKAN,
    Blok,
    Daftar,
    Dokumen,
    Gambar,
    Garis,
    Kutipan,
    Paragraf,
    Potong,
    Sebaris,
    Sel,
    Tabel,
    jalin,
    langkah,
)

_KURUNG = re.compile(r"\{(?=\{)|(?<=\{)\{")
Tulis = Callable[[Potong], str]


def ke_penyunting(dokumen: Dokumen) -> str:
    """As the editor reads it: a reference is an empty span that names it."""
    return "".join(_html(b, _teks_penyunting) for b in dokumen)


def _teks_penyunting(p: Potong) -> str:
    if p.jenis == RUJUKAN:
        return f'<span data-rujukan="{escape(p.teks)}"></span>'
    return "<br>" if p.jenis == PUTUS else escape(p.teks, quote=False)


def _teks_simpan(p: Potong) -> str:
    if p.jenis == RUJUKAN:
        return f"{{{{{p.teks}}}}}"
    teks = escape(p.teks, quote=False).replace("\\", "&#92;")
    return "<br>" if p.jenis == PUTUS else _KURUNG.sub("&#123;", teks)


def _sebaris(isi: Sebaris, teks: Tulis) -> str:
    return jalin(isi, lambda t, buka: f"<{'' if buka else '/'}{t}>", teks)


def _html(b: Blok, teks: Tulis) -> str:
    if isinstance(b, Paragraf):
        nama = f"h{b.tingkat}" if b.tingkat else "p"
        return f"<{nama}>{_sebaris(b.isi, teks)}</{nama}>"
    if isinstance(b, Daftar):
        nama, mulai = ("ul", "") if b.mulai is None else ("ol", f' start="{b.mulai}"' if b.mulai != 1 else "")
        butir = "".join(f"<li>{_isi(x, teks)}</li>" for x in b.butir)
        return f"<{nama}{mulai}>{butir}</{nama}>"
    if isinstance(b, Kutipan):
        return f"<blockquote>{''.join(_html(x, teks) for x in b.isi)}</blockquote>"
    if isinstance(b, Tabel):
        baris = "".join(f"<tr>{''.join(_sel(s, teks) for s in r)}</tr>" for r in b.baris)
        return f"<table><tbody>{baris}</tbody></table>"
    if isinstance(b, Gambar):
        return f'<img data-gambar="{escape(b.sidik)}" alt="{escape(b.alt)}" title="{escape(b.judul)}">'
    return "<hr>"


def _isi(isi: Dokumen, teks: Tulis) -> str:
    """What stands in a list's item or in a cell: its only paragraph without a tag of its own."""
    kepala = isi[0] if isi else None
    sendiri = isinstance(kepala, Paragraf) and not kepala.tingkat and all(isinstance(x, Daftar) for x in isi[1:])
    if sendiri and isinstance(kepala, Paragraf):
        return _sebaris(kepala.isi, teks) + "".join(_html(x, teks) for x in isi[1:])
    return "".join(_html(x, teks) for x in isi)


def _sel(s: Sel, teks: Tulis) -> str:
    nama = "th" if s.kepala else "td"
    rentang = (f' colspan="{s.kolom}"' if s.kolom > 1 else "") + (f' rowspan="{s.baris}"' if s.baris > 1 else "")
    return f"<{nama}{rentang}>{_isi(s.isi, teks)}</{nama}>"


@dataclass(frozen=True)
class _Cara:
    """How careful Markdown is written: whether each sign that could mean something is escaped, and how slant stands."""

    luput: bool
    miring: str = "*"


_BERTANDA = re.compile(r"([\\`*_\[\]<>#|~&])")
_AWAL = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=])")
_RAPI = _Cara(True)
_CARA = (_Cara(False), _Cara(False, "_"), _RAPI, _Cara(True, "_"))


def ke_markdown(dokumen: Dokumen) -> str:
    """As Markdown, with as few signs escaped as each block allows; what Markdown has no word for is lost."""
    return "\n\n".join(_semua(dokumen, _aman))


def _semua(dokumen: Iterable[Blok], tulis: Callable[[Blok, bool], str]) -> Iterator[str]:
    """Block by block; a list that follows one of its kind takes the other sign, else both would be one."""
    lalu: Blok | None = None
    lain = False
    for b in dokumen:
        kembar = isinstance(b, Daftar) and isinstance(lalu, Daftar) and (b.mulai is None) == (lalu.mulai is None)
        lain = kembar and not lain
        yield tulis(b, lain)
        lalu = b


def _aman(b: Blok, lain: bool) -> str:
    calon = (_md(b, cara, lain) for cara in _CARA)
    return next((c for c in calon if dari_teks(c) == (b,)), _md(b, _RAPI, lain))


def _md(b: Blok, cara: _Cara, lain: bool = False) -> str:
    if isinstance(b, Paragraf):
        return "#" * (b.tingkat - 2) + " " * bool(b.tingkat) + _md_sebaris(b.isi, cara)
    if isinstance(b, Daftar):
        return _md_daftar(b, cara, lain)
    if isinstance(b, Kutipan):
        return "\n".join(f"> {x}".rstrip() for x in _md_isi(b.isi, cara).split("\n"))
    if isinstance(b, Tabel):
        return _md_tabel(b, cara)
    if isinstance(b, Gambar):
        judul = f' "{_luput_gambar(b.judul)}"' if b.judul else ""
        return f"![{_luput_gambar(b.alt)}]({SKEMA_GAMBAR}{b.sidik}{judul})"
    return "---" if isinstance(b, Garis) else ""


def _luput_gambar(teks: str) -> str:
    bertempat, rujukan = tandai(teks)
    luput = _KURUNG.sub(r"\\{", re.sub(r'(["!])', r"\\\1", _BERTANDA.sub(r"\\\1", bertempat)))
    return re.sub("\ue000(\\d+)\ue001", lambda m: f"{{{{{rujukan[int(m.group(1))]}}}}}", luput)


def _md_isi(isi: Dokumen, cara: _Cara) -> str:
    return "\n\n".join(_semua(isi, lambda b, lain: _md(b, cara, lain)))


def _md_daftar(b: Daftar, cara: _Cara, lain: bool) -> str:
    # Only a list that begins with 1 may follow a paragraph at once.
    rapat = all(all(isinstance(x, Daftar) and x.mulai in (None, 1) for x in isi[1:]) for isi in b.butir)
    butir = []
    for nomor, isi in enumerate(b.butir):
        if b.mulai is None:
            tanda = "* " if lain else "- "
        else:
            tanda = f"{min(b.mulai + nomor, 999_999_999)}{')' if lain else '.'} "
        # Once per level: a list stands in a list, and so on.
        teks = "\n".join(_semua(isi, lambda x, lain: _md(x, cara, lain))) if rapat else _md_isi(isi, cara)
        butir.append(tanda + teks.replace("\n", "\n" + " " * len(tanda)))
    return re.sub(r"(?m)^ +$", "", ("\n" if rapat else "\n\n").join(butir))


def _md_tabel(b: Tabel, cara: _Cara) -> str:
    lebar = max(sum(s.kolom for s in r) for r in b.baris)
    baris = []
    for r in b.baris:
        sel = [x for s in r for x in (_md_sel(s, cara), *[""] * (s.kolom - 1))]
        baris.append(f"| {' | '.join(sel + [''] * (lebar - len(sel)))} |")
    return "\n".join([baris[0], f"|{' --- |' * lebar}", *baris[1:]])


def _md_sel(s: Sel, cara: _Cara) -> str:
    """On one line; a bar that stands in it does not end it."""
    teks = " ".join(_md_isi(s.isi, cara).replace("\\\n", " ").split("\n"))
    bertempat, rujukan = tandai(teks)
    aman = re.sub(r"(?<!\\)\|", r"\\|", bertempat)
    return re.sub("\ue000(\\d+)\ue001", lambda m: f"{{{{{rujukan[int(m.group(1))]}}}}}", aman)


_PAGAR = {"strong": "**", "s": "~~"}


def _md_sebaris(isi: Sebaris, cara: _Cara) -> str:
    awal = True

    def teks(p: Potong) -> str:
        nonlocal awal
        di_awal, awal = awal, p.jenis == PUTUS
        return _md_potong(p, cara, di_awal)

    return jalin(isi, lambda t, _: cara.miring if t == "em" else _PAGAR.get(t, ""), teks)


def _md_potong(p: Potong, cara: _Cara, di_awal: bool) -> str:
    if p.jenis == RUJUKAN:
        return f"{{{{{p.teks}}}}}"
    if p.jenis == PUTUS:
        return "\\\n"
    if "code" in p.tanda:
        pagar = "`" * (max((len(x) for x in re.findall("`+", p.teks)), default=0) + 1)
        jarak = " " if "`" in (p.teks[0], p.teks[-1]) else ""
        return f"{pagar}{jarak}{p.teks}{jarak}{pagar}"
    teks = p.teks
    if cara.luput:
        teks = _BERTANDA.sub(r"\\\1", teks)
        teks = _AWAL.sub(lambda m: rf"{m[1]}\{m[2]}" if m[1] else rf"\{m[3]}", teks) if di_awal else teks
    return _KURUNG.sub(r"\\{", teks)


def simpanan(lama: str, baru: Dokumen) -> str:
    """The text to store for a tree: the old one to the letter where it says the same, in its unchanged blocks too;
    Markdown where it can carry all of it, else marked HTML."""
    if dari_teks(lama) == baru:
        return lama
    calon = [] if berupa_html(lama) else [_dengan_sisa(lama, baru)]
    for satu in (*calon, ke_markdown(baru)):
        if dari_teks(satu) == baru:
            return satu
    return f"{TANDA_HTML}\n{''.join(_html(b, _teks_simpan) for b in baru)}"


def _dengan_sisa(lama: str, baru: Dokumen) -> str:
    """The Markdown of the new tree in which unchanged blocks stand as they were written."""
    baris = lama.split("\n")
    rentang = list(baris_blok(tandai(lama)[0]))
    dulu = [dari_teks("\n".join(baris[a:z])) for a, z in rentang]
    bagian = []
    for jenis, a, z, ke_a, ke_z in langkah(dulu, [(b,) for b in baru]):
        if jenis == "equal":
            bagian.append("\n".join(baris[rentang[a][0] : rentang[z - 1][1]]).rstrip("\n"))
        elif ke_z > ke_a:
            bagian.append(ke_markdown(baru[ke_a:ke_z]))
    return "\n\n".join(bagian)


def untuk_dibaca(teks: str) -> str:
    """A stored text as Markdown, for who reads words and numbers only."""
    return ke_markdown(dari_teks(teks)) if berupa_html(teks) else teks
