"""Pages as they are laid out for print, as a Word document: headings are Word's own, captions number themselves, the
contents and the lists of tables and figures are fields, tables can be edited, charts are pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import lxml.html
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from sakip.pdf import SKEMA

from .daftar import gaya_daftar, nomor_baru, nomori
from .lukisan import lukis
from .ruas import Tanpa, alt, medan, tanpa_ekor, teks, tulis
from .rupa import hias, kelas, warnai_judul
from .tabel import isi_tabel

MARGIN = Mm(25)
TINGGI_GAMBAR, TINGGI_LAMBANG = Mm(130), Mm(32)
LEBAR_TEGAK, LEBAR_MENDATAR = Mm(210), Mm(297)
SEPERDUAPULUH = 635
"""EMU in a twentieth of a point."""
JUDUL = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
TANPA_GAMBAR = "Gambar ini ada pada berkas PDF laporan."
_BLOK = {"p", "ul", "ol", "dl", "table", "figure", "section", "div", "blockquote", *JUDUL}
Gaya = Callable[[], str | None]
Ujung = Callable[[str], tuple[Any, Any]]


@dataclass(frozen=True)
class Kop:
    """The document's title and author, and what stands at the head and the foot of its pages."""

    judul: str
    pembuat: str
    kepala: str
    kaki: str


class Penulis:
    """Writes the bodies of pages one after the other. `berkas`: the pictures that they may show, by fingerprint;
    `ujung`: the edges around a text that is marked in them; `gambar`: the drawings of all pages, in order."""

    def __init__(self, kop: Kop, berkas: Mapping[str, Path], ujung: Ujung, gambar: Sequence[str]) -> None:
        self.berkas, self.ujung = berkas, ujung
        self.dok = Document()
        self.lukisan = iter(lukis(gambar))
        """The charts of all pages, in their order."""
        self.urut: dict[str, tuple[str, int]] = {}
        """The last number of each kind of caption."""
        self._gaya(kop)
        self.sampul = self.dok.sections[0]
        self._kertas(self.sampul, mendatar=False)
        self._kepala_kaki(kop)

    def _gaya(self, kop: Kop) -> None:
        normal = self.dok.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        bahasa = OxmlElement("w:lang")
        bahasa.set(qn("w:val"), "id-ID")
        normal.element.get_or_add_rPr().append(bahasa)
        warnai_judul(self.dok)
        inti = self.dok.core_properties
        inti.title, inti.author = kop.judul, kop.pembuat
        inti.language = "id-ID"

    def _kertas(self, bagian: Any, *, mendatar: bool) -> None:
        self.mendatar = mendatar
        lebar, tinggi = (LEBAR_MENDATAR, LEBAR_TEGAK) if mendatar else (LEBAR_TEGAK, LEBAR_MENDATAR)
        bagian.orientation = WD_ORIENT.LANDSCAPE if mendatar else WD_ORIENT.PORTRAIT
        bagian.different_first_page_header_footer = bagian is self.sampul
        bagian.page_width, bagian.page_height = lebar, tinggi
        bagian.left_margin = bagian.right_margin = bagian.top_margin = bagian.bottom_margin = MARGIN

    def _kepala_kaki(self, kop: Kop) -> None:
        bagian = self.sampul
        bagian.header.paragraphs[0].text = kop.kepala
        bagian.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        kaki = bagian.footer.paragraphs[0]
        kaki.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        kaki.add_run(f"{kop.kaki}  |  ")
        medan(kaki, "PAGE", "1")

    def bab(self, html: str) -> None:
        badan = lxml.html.document_fromstring(html).find("body")
        self.svg = {e: next(self.lukisan, None) for e in badan.iter("svg")}
        self._blok(badan)

    def tutup(self) -> None:
        """No empty page follows landscape pages that end the report."""
        badan = self.dok.element.body
        p = badan[-2]
        kertas = p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if kertas is not None and not "".join(p.itertext()).strip():
            badan.replace(badan[-1], kertas)
            badan.remove(p)

    def daftar_isi(self, daftar: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        """Each list's title, its field, and the lines that the field shows until Word fills it in on opening."""
        for n, (nama, perintah, baris) in enumerate(daftar):
            p = self.dok.add_paragraph(nama, style="TOC Heading" if "TOC Heading" in self.dok.styles else "Title")
            p.paragraph_format.page_break_before = n == 0
            isi = self.dok.add_paragraph()
            medan(isi, perintah, "\n".join(baris), perbarui=True)
        setelan = self.dok.settings.element
        perbarui = OxmlElement("w:updateFields")
        perbarui.set(qn("w:val"), "true")
        setelan.append(perbarui)

    def _blok(self, induk: Any, gaya: Gaya = lambda: None, tingkat: int = 0) -> None:
        """The blocks of an element; text that stands between them makes a paragraph of its own. `tingkat`: of the list
        that they stand in."""
        sisa: list[Any] = []
        if (induk.text or "").strip():
            sisa.append(induk.text)
        for e in induk:
            if isinstance(e.tag, str) and (e.tag in _BLOK or e.tag == "svg"):
                self._paragraf(sisa, gaya)
                sisa = []
                self._satu(e, gaya, tingkat)
            elif isinstance(e.tag, str):
                sisa.append(tanpa_ekor(e))
            if (e.tail or "").strip():
                sisa.append(e.tail)
        self._paragraf(sisa, gaya)

    def _satu(self, e: Any, gaya: Gaya, tingkat: int) -> None:
        if e.tag in JUDUL:
            self._judul(e)
        elif e.tag == "p":
            if (p := self._paragraf([e], gaya)) is not None:
                hias(p, e)
        elif e.tag in ("ul", "ol"):
            self._daftar(e, tingkat + 1)
        elif e.tag == "blockquote":
            self._blok(e, lambda: "Quote", tingkat)
        elif e.tag == "dl":
            for bagian in e:
                self._blok(bagian) if bagian.tag == "dd" else self._paragraf([bagian], tanda=frozenset({"strong"}))
        elif e.tag == "table":
            self._tabel(e)
        elif e.tag == "figure":
            self._gambar(e)
        elif "lambang" in kelas(e):
            self._lambang(e)
        elif e.tag == "section" and "mendatar" in (e.get("class") or ""):
            self._mendatar(e)
        elif e.get("data-naskah"):
            self._naskah(e)
        elif e.tag != "svg":
            self._blok(e, gaya, tingkat)

    def _naskah(self, e: Any) -> None:
        awal, akhir = self.ujung(e.get("data-naskah"))
        self.dok.element.body.insert(-1, awal)
        self._blok(e)
        self.dok.element.body.insert(-1, akhir)

    def _daftar(self, e: Any, tingkat: int) -> None:
        """Each item's first paragraph with its sign, its others below it."""
        nama = gaya_daftar("List Number" if e.tag == "ol" else "List Bullet", tingkat)
        nomor = nomor_baru(self.dok, nama, int(e.get("start") or 1)) if e.tag == "ol" else 0
        for butir in e:
            if isinstance(butir.tag, str):
                awal = len(self.dok.element.body)
                self._blok(butir, chain([nama], repeat(gaya_daftar("List Continue", tingkat))).__next__, tingkat)
                if nomor and len(self.dok.element.body) > awal:
                    nomori(self.dok.element.body[awal - 1], nomor)

    def _judul(self, e: Any) -> None:
        h = self.dok.add_heading(" ".join(" ".join(e.itertext()).split()), JUDUL[e.tag])
        h.paragraph_format.page_break_before = e.tag == "h1"

    def _paragraf(self, isi: list[Any], gaya: Gaya = lambda: None, *, tanda: frozenset[str] = Tanpa) -> Any | None:
        if not any(teks(x) for x in isi):
            return None
        p = self.dok.add_paragraph(style=gaya())
        for x in isi:
            tulis(p, x, tanda)
        return p

    def _mendatar(self, e: Any) -> None:
        self._kertas(self.dok.add_section(WD_SECTION.NEW_PAGE), mendatar=True)
        self._blok(e)
        self._kertas(self.dok.add_section(WD_SECTION.NEW_PAGE), mendatar=False)

    def _tabel(self, e: Any) -> None:
        if (judul := e.find("caption")) is not None:
            self._nomori(judul)
        lebar = (LEBAR_MENDATAR if self.mendatar else LEBAR_TEGAK) - 2 * MARGIN
        if (tabel := isi_tabel(e, lebar // SEPERDUAPULUH)) is not None:
            self.dok.element.body.insert(-1, tabel)
            lanjut = e.getnext()
            if lanjut is None or "sumber" not in kelas(lanjut):
                self.dok.add_paragraph().paragraph_format.space_after = Pt(0)

    def _lambang(self, e: Any) -> None:
        """The cover's."""
        for img in e.iter("img", "svg"):
            png = self.svg.get(img)
            if (berkas := self._berkas(img)) or png:
                self._lukisan(str(berkas) if berkas else io.BytesIO(png or b""), alt(img) or "Lambang", TINGGI_LAMBANG)
                return

    def _gambar(self, e: Any) -> None:
        img, svg = e.find(".//img"), list(e.iter("svg"))
        lukisan = [(png, alt(s)) for s in svg if (png := self.svg.get(s))]
        if img is not None and (berkas := self._berkas(img)):
            self._lukisan(str(berkas), alt(img))
        elif img is not None or (svg and not lukisan):
            self.dok.add_paragraph(TANPA_GAMBAR).runs[0].italic = True
        for png, kata in lukisan:
            self._lukisan(io.BytesIO(png), kata)
        for bagian in e:
            if bagian.tag == "figcaption":
                self._nomori(bagian)
            elif bagian.tag not in ("svg", "img"):
                self._blok(bagian)

    def _berkas(self, img: Any) -> Path | None:
        berkas = self.berkas.get((img.get("src") or "").removeprefix(f"{SKEMA}unggahan/"))
        return berkas if berkas is not None and berkas.is_file() else None

    def _lukisan(self, berkas: str | io.BytesIO, alt: str, tinggi: int = TINGGI_GAMBAR) -> None:
        """A picture in its own size, or as large as the page allows, with its alternative text."""
        p = self.dok.add_paragraph()
        p.alignment, p.paragraph_format.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
        satu = p.add_run().add_picture(berkas)
        lebar = (LEBAR_MENDATAR if self.mendatar else LEBAR_TEGAK) - 2 * MARGIN
        nisbah = min(1, lebar / satu.width, tinggi / satu.height)
        satu.width, satu.height = Emu(satu.width * nisbah), Emu(satu.height * nisbah)
        satu._inline.docPr.set("descr", alt)

    def _nomori(self, e: Any) -> None:
        """A caption whose last number is a field: `Tabel 3.` and the count of its chapter."""
        nomor = teks(e.find("b")) if e.find("b") is not None else ""
        depan, titik, ke = nomor.rpartition(".")
        p = self.dok.add_paragraph(style="Caption")
        p.paragraph_format.keep_with_next = e.tag == "caption"
        p.add_run(f"{depan}{titik}" if ke.isdigit() else nomor)
        if ke.isdigit():
            nama = depan.partition(" ")[0]
            lanjut = self.urut.get(nama) == (depan, int(ke) - 1)
            self.urut[nama] = depan, int(ke)
            medan(p, f"SEQ {nama} \\* ARABIC" + ("" if lanjut else f" \\r {ke}"), ke)
        sumber = e.find("small")
        judul = teks(e)[len(nomor) :].strip()
        p.add_run(f" {judul if sumber is None else judul.removesuffix(teks(sumber)).strip()}")
        if sumber is not None:
            hias(self._paragraf([tanpa_ekor(sumber)]), sumber)
