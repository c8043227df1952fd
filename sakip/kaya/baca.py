"""A stored text, or the HTML of the editor, as a tree. What is not of the vocabulary is left out. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

from sakip.markah import RENTANG, SIFAT_HTML, UNSUR_HTML, ke_html

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
    Sel,
    Tabel,
    rapikan,
)
from .rujukan import cari

_NAMA = {"b": "strong", "i": "em", "del": "s", "strike": "s", "ins": "u"}
_TANDA = {"strong", "em", "u", "s", "sub", "sup", "code"} | set(_NAMA)
_JUDUL = {"h1": 3, "h2": 4, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_UNSUR = UNSUR_HTML | set(_NAMA) | {"h1", "h2", "div", "pre", "span"}
_SIFAT = SIFAT_HTML | {"span": {"data-rujukan"}}
_BERTEMPAT = re.compile("\ue000(\\d+)\ue001")
_HAMPA = ("br", "hr", "img")
_DALAM = 40
"""Elements in one another; deeper ones leave their text only."""


class _Simpul:
    def __init__(self, nama: str, sifat: dict[str, str] | None = None) -> None:
        self.nama, self.sifat = nama, sifat or {}
        self.isi: list[_Simpul | str] = []


class _Pengurai(HTMLParser):
    """Cleaned HTML, hence well nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.akar = _Simpul("")
        self.tumpukan = [self.akar]
        self.lewat = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        simpul = _Simpul(tag, {k: v or "" for k, v in attrs})
        if tag in _HAMPA:
            self.tumpukan[-1].isi.append(simpul)
        elif len(self.tumpukan) > _DALAM:
            self.lewat += 1
        else:
            self.tumpukan[-1].isi.append(simpul)
            self.tumpukan.append(simpul)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HAMPA:
            return
        if self.lewat:
            self.lewat -= 1
        elif len(self.tumpukan) > 1:
            self.tumpukan.pop()

    def handle_data(self, data: str) -> None:
        self.tumpukan[-1].isi.append(data)


class _Pembangun:
    """The blocks of one element. `rujukan`: what the places of a text stand for."""

    def __init__(self, rujukan: list[str], dalam_sel: bool = False) -> None:
        self.rujukan, self.dalam_sel = rujukan, dalam_sel
        self.blok: list[Blok] = []
        self.kini: list[Potong] = []

    def bangun(self, simpul: _Simpul) -> Dokumen:
        for anak in simpul.isi:
            self._jalan(anak, frozenset())
        self._tutup()
        return tuple(self.blok)

    def _tutup(self, tingkat: int = 0) -> None:
        isi = rapikan(self.kini, putus=not tingkat)
        self.kini = []
        if isi:
            self.blok.append(Paragraf(isi, tingkat))

    def _jalan(self, simpul: _Simpul | str, tanda: frozenset[str]) -> None:
        if isinstance(simpul, str):
            self._teks(simpul, tanda)
        elif simpul.nama in _TANDA:
            self._anak(simpul, tanda | {_NAMA.get(simpul.nama, simpul.nama)})
        elif simpul.nama == "br":
            self.kini.append(Potong("", jenis=PUTUS))
        elif simpul.nama == "span" and simpul.sifat.get("data-rujukan"):
            self.kini.append(Potong(simpul.sifat["data-rujukan"], tanda, RUJUKAN))
        elif simpul.nama == "span":
            self._anak(simpul, tanda)
        else:
            self._tutup()
            self._satu(simpul, tanda)

    def _anak(self, simpul: _Simpul, tanda: frozenset[str]) -> None:
        for anak in simpul.isi:
            self._jalan(anak, tanda)

    def _teks(self, teks: str, tanda: frozenset[str]) -> None:
        for nomor, bagian in enumerate(_BERTEMPAT.split(teks)):
            if nomor % 2 == 0:
                self.kini.append(Potong(bagian, tanda))
            # What a person wrote by character references (`&#57344;`) may look like a place too.
            elif len(bagian) < 7 and int(bagian) < len(self.rujukan):
                self.kini.append(Potong(self.rujukan[int(bagian)], tanda, RUJUKAN))

    def _satu(self, simpul: _Simpul, tanda: frozenset[str]) -> None:
        if simpul.nama in ("ul", "ol"):
            self._daftar(simpul)
        elif simpul.nama == "blockquote":
            if isi := _Pembangun(self.rujukan, self.dalam_sel).bangun(simpul):
                self.blok.append(Kutipan(isi))
        elif simpul.nama == "hr":
            self.blok.append(Garis())
        elif simpul.nama == "img":
            self._gambar(simpul.sifat)
        elif simpul.nama == "table" and not self.dalam_sel:
            self._tabel(simpul)
        else:
            self._anak(simpul, tanda)
            self._tutup(_JUDUL.get(simpul.nama, 0))

    def _gambar(self, sifat: dict[str, str]) -> None:
        if sidik := re.sub(r"\W", "", sifat.get("data-gambar", "")):
            self.blok.append(Gambar(sidik, self._sifat(sifat, "alt"), self._sifat(sifat, "title")))

    def _sifat(self, sifat: dict[str, str], nama: str) -> str:
        """An attribute's text, its references as they are written in a text."""
        return "".join(
            f"{{{{{p.teks}}}}}" if p.jenis == RUJUKAN else p.teks for p in rapikan(self._potong(sifat.get(nama, "")))
        )

    def _potong(self, teks: str) -> list[Potong]:
        dalam = _Pembangun(self.rujukan)
        dalam._teks(teks, frozenset())
        return dalam.kini

    def _daftar(self, simpul: _Simpul) -> None:
        butir = []
        for anak in simpul.isi:
            satu = anak if isinstance(anak, _Simpul) and anak.nama == "li" else _Simpul("li")
            if satu is not anak:
                satu.isi.append(anak)
            if isi := _Pembangun(self.rujukan, self.dalam_sel).bangun(satu):
                butir.append(isi)
        mulai = _bilangan(simpul.sifat.get("start", ""), 0, 999_999_999) if simpul.nama == "ol" else None
        if butir:
            self.blok.append(Daftar(tuple(butir), mulai))

    def _tabel(self, simpul: _Simpul) -> None:
        baris = [b for tr in _semua(simpul, "tr") if (b := self._baris(tr))]
        if baris:
            self.blok.append(Tabel(tuple(baris)))

    def _baris(self, tr: _Simpul) -> tuple[Sel, ...]:
        return tuple(
            Sel(
                _Pembangun(self.rujukan, dalam_sel=True).bangun(s),
                s.nama == "th",
                _bilangan(s.sifat.get("colspan", ""), 1, RENTANG),
                _bilangan(s.sifat.get("rowspan", ""), 1, RENTANG),
            )
            for s in tr.isi
            if isinstance(s, _Simpul) and s.nama in ("td", "th")
        )


def _semua(simpul: _Simpul, nama: str) -> list[_Simpul]:
    """The elements of a name, those inside of them not again."""
    hasil = []
    for anak in simpul.isi:
        if isinstance(anak, _Simpul):
            hasil += [anak] if anak.nama == nama else _semua(anak, nama)
    return hasil


def _bilangan(teks: str, terkecil: int, terbesar: int) -> int:
    """A whole number between the bounds; 1 where it is none."""
    angka = int(teks) if teks.isascii() and teks.isdecimal() and len(teks) < 10 else 1
    return max(terkecil, min(angka, terbesar))


def dari_html(html: str, rujukan: list[str] | None = None) -> Dokumen:
    """Of HTML from anywhere: cleaned first."""
    if rujukan is None:
        html = html.replace("\ue000", "").replace("\ue001", "")
    pengurai = _Pengurai()
    pengurai.feed(nh3.clean(html, tags=_UNSUR, attributes=_SIFAT, link_rel=None))
    pengurai.close()
    return _Pembangun(rujukan or []).bangun(pengurai.akar)


def dari_teks(teks: str) -> Dokumen:
    """Of a text as it is stored."""
    bertempat, rujukan = tandai(teks)
    return dari_html(ke_html(bertempat, kaki=False, gambar=None), rujukan)


def tandai(teks: str) -> tuple[str, list[str]]:
    """The text with each reference as a place, and what stood between its braces."""
    teks = teks.replace("\ue000", "").replace("\ue001", "")
    rujukan: list[str] = []
    hasil, letak = [], 0
    for t in cari(teks):
        hasil += [teks[letak : t.awal], f"\ue000{len(rujukan)}\ue001"]
        rujukan.append(t.teks[2:-2])
        letak = t.akhir
    return "".join(hasil) + teks[letak:], rujukan
