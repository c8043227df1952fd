"""What is taken out of a table before it is printed: columns and whole tables without a value of their own. Pure.

A table of one row becomes a sentence. Reasons of missing values are for the screen; print has a dash and one note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

STRIP = "–"
CATATAN = "Tanda – : nilai tidak tersedia pada saat laporan disusun."
DINYATAKAN = "Tanda *: capaian dinyatakan dalam sumber data, tanpa target dan realisasi."
_KOSONG = re.compile(
    r'<span class="kosong" title="[^"]*"><span aria-hidden="true">–</span><span class="sr">[^<]*</span></span>'
)
_TAG = re.compile(r"<[^>]+>")
_MINUS = re.compile(r"(>\s*|(?<=[a-z,:;]) |\()-(?=(?:Rp)?\d)(?=[^<>]*<)")
_TITIK_KOMA = re.compile(r"(&#?\w+;)|;(?=[A-Z][^<>]*<)")
_SUMBER = re.compile(r'(<p class="sumber"[^>]*>)(.*?)(</p>)', re.S)


def tanpa_alasan(html: str) -> str:
    """Dashes without the reason that the screen gives."""
    return _KOSONG.sub(STRIP, html)


def siap_cetak(html: str) -> str:
    """A page text without the screen's reasons, its negative numbers with a minus instead of a hyphen, and the entries
    of a cell's list (`satu;Dua`) apart."""
    html = _MINUS.sub(r"\1−", tanpa_alasan(html))
    return _TITIK_KOMA.sub(lambda m: m[1] or "; ", html)


@dataclass
class _Sel:
    awal: int
    isi: int
    tutup: int
    akhir: int
    kolom: int
    rentang: int
    kepala: bool
    nomor: bool
    html: str = ""

    @property
    def teks(self) -> str:
        return " ".join(_TAG.sub(" ", self.html).split())

    @property
    def berisi(self) -> bool:
        return self.teks not in ("", STRIP)


@dataclass
class _Baris:
    awal: int
    bagian: str
    kunci: str
    sel: list[_Sel] = field(default_factory=list)


class _Pembaca(HTMLParser):
    """The rows and cells of one table, each with where it stands in the text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=False)
        self.html, self.baris, self.judul = html, list[_Baris](), ""
        self._mulai_baris = [0]
        for potong in html.splitlines(keepends=True):
            self._mulai_baris.append(self._mulai_baris[-1] + len(potong))
        self._bagian, self._keterangan = "", 0
        self._sel: _Sel | None = None
        self._terisi: dict[tuple[int, int], bool] = {}
        self.feed(html)
        self.close()

    def _di(self) -> int:
        baris, kolom = self.getpos()
        return self._mulai_baris[baris - 1] + kolom

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        ciri = {nama: nilai or "" for nama, nilai in attrs}
        if tag in ("thead", "tbody", "tfoot"):
            self._bagian = tag
        elif tag == "tr":
            self.baris.append(_Baris(self._di(), self._bagian, ciri.get("id", "")))
        elif tag in ("td", "th") and self.baris:
            self._buka_sel(tag, ciri)
        elif tag == "caption":
            self._keterangan = self._di()

    def _buka_sel(self, tag: str, ciri: dict[str, str]) -> None:
        nomor_baris, kolom = len(self.baris) - 1, 0
        while self._terisi.get((nomor_baris, kolom)):
            kolom += 1
        lebar, tinggi = int(ciri.get("colspan", 1)), int(ciri.get("rowspan", 1))
        for b in range(nomor_baris, nomor_baris + tinggi):
            for k in range(kolom, kolom + lebar):
                self._terisi[b, k] = True
        awal = self._di()
        isi = awal + len(self.get_starttag_text() or "")
        nomor = "no" in ciri.get("class", "").split()
        self._sel = _Sel(awal, isi, isi, isi, kolom, lebar, tag == "th", nomor)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._sel is not None:
            di = self._di()
            self._sel.tutup, self._sel.akhir = di, di + len(f"</{tag}>")
            self._sel.html = self.html[self._sel.isi : di]
            self.baris[-1].sel.append(self._sel)
            self._sel = None
        elif tag == "caption":
            self.judul = re.sub(r"<b>.*?</b>", "", self.html[self._keterangan : self._di()], flags=re.S)
            self.judul = " ".join(_TAG.sub(" ", self.judul).split())


@dataclass(frozen=True)
class Saringan:
    """What is left. `tabel`: it is still a table; else a sentence, or nothing where `html` is empty."""

    html: str
    tabel: bool


def saring_tabel(html: str, label: int, *, baku: bool = False, selalu: bool = False) -> Saringan:
    """One table with its source line. The first `label` columns (beside that of numbers) say what a row is about;
    the others hold its values. `baku`: a prescribed form, which keeps its columns; `selalu`: it stays though it has
    nothing but labels."""
    html = tanpa_alasan(html)
    baca = _Pembaca(html)
    isi = [b for b in baca.baris if b.bagian == "tbody"]
    if not isi:
        return Saringan("", False)
    if baku:
        return Saringan(_bercatatan(html, isi), True)
    kepala = [b for b in baca.baris if b.bagian == "thead"]
    banyak = max((s.kolom + s.rentang for b in baca.baris for s in b.sel), default=0)
    nomor = {s.kolom for b in baca.baris for s in b.sel if s.nomor and s.rentang == 1}
    berisi = {s.kolom for b in baca.baris if b.bagian != "thead" for s in b.sel if s.berisi and s.rentang == 1}
    berlabel = [k for k in range(banyak) if k not in nomor][:label]
    bernilai = [k for k in range(banyak) if k in berisi and k not in nomor and k not in berlabel]
    if not bernilai and not selalu and banyak > label + len(nomor):
        return Saringan("", False)
    if len(isi) == 1:
        return Saringan(_kalimat(baca.judul, kepala, isi[0], nomor), False)
    buang = {k for k in range(banyak) if k not in berisi and k not in nomor}
    html = _tanpa_kolom(html, baca.baris, buang)
    return Saringan(_bercatatan(html, [b for b in _Pembaca(html).baris if b.bagian == "tbody"]), True)


def _tanpa_kolom(html: str, baris: list[_Baris], buang: set[int]) -> str:
    """The text without these columns; cells that span some of them get narrower."""
    ubah = []
    for s in (s for b in baris for s in b.sel):
        hilang = len(buang & set(range(s.kolom, s.kolom + s.rentang)))
        if hilang == s.rentang:
            ubah.append((s.awal, s.akhir, ""))
        elif hilang:
            buka = re.sub(r'colspan="\d+"', f'colspan="{s.rentang - hilang}"', html[s.awal : s.isi])
            ubah.append((s.awal, s.isi, buka))
    for awal, akhir, ganti in sorted(ubah, reverse=True):
        html = html[:awal] + ganti + html[akhir:]
    return html


def _bercatatan(html: str, isi: list[_Baris]) -> str:
    """With the note on dashes, once, where the table has any."""
    catatan = [CATATAN] if any(s.teks == STRIP for b in isi for s in b.sel) else []
    if 'class="dinyatakan"' in html:
        catatan.append(DINYATAKAN)
    return _SUMBER.sub(lambda m: " ".join([f"{m[1]}{m[2].rstrip()}", *catatan]) + m[3], html, count=1)


def _kalimat(judul: str, kepala: list[_Baris], baris: _Baris, nomor: set[int]) -> str:
    """A table's only row as a sentence that names each of its values."""
    nama = {s.kolom: s.teks for b in kepala for s in b.sel if s.rentang == 1}
    ada = [s for s in baris.sel if s.berisi and s.kolom not in nomor]
    if not ada:
        return ""
    nilai = [f"{_kecil(nama.get(s.kolom, ''))} {_satu_baris(s.html)}".strip() for s in ada[1:]]
    teks = f"{judul}: {_satu_baris(ada[0].html)}{', ' if nilai else ''}{', '.join(nilai)}"
    kunci = f' id="{baris.kunci}"' if baris.kunci else ""
    return f"<p{kunci}>{teks.rstrip('.')}.</p>"


def _satu_baris(html: str) -> str:
    """A cell's content inside a sentence: no lists and no paragraphs."""
    html = re.sub(r"<(/?)div\b", r"<\1span", html)
    return " ".join(re.sub(r"</?(?!small\b|b\b|i\b|sup\b|span\b)[a-z]+[^>]*>", " ", html).split())


def _kecil(nama: str) -> str:
    return nama if nama[:2].isupper() else nama[:1].lower() + nama[1:]
