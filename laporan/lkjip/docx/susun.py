"""The whole report as DOCX, from the very pages' text that the PDF is laid out from.

Headings are Word's own, captions number themselves, the contents and the lists of tables and figures are fields, tables
can be edited, charts are pictures.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from copy import deepcopy
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

from sakip.cetak.docx.daftar import gaya_daftar, nomor_baru, nomori
from sakip.cetak.docx.kaki import tambah_kaki
from sakip.cetak.docx.lukisan import SVG, lukis
from sakip.cetak.docx.rupa import hias, kelas, warnai_judul
from sakip.cetak.docx.tabel import isi_tabel
from sakip.pdf import SKEMA

from ..bab import URUTAN, berkas_unggahan, html_bab
from ..laporan import Laporan
from .tanda import PenandaNaskah

MARGIN = Mm(25)
TINGGI_GAMBAR, TINGGI_LAMBANG = Mm(130), Mm(32)
LEBAR_TEGAK, LEBAR_MENDATAR = Mm(210), Mm(297)
SEPERDUAPULUH = 635
"""EMU in a twentieth of a point."""
JUDUL = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
TANPA_GAMBAR = "Gambar ini ada pada berkas PDF laporan."
_SEBARIS_SENDIRI = {"br", "small", "p", "div", "li", "dt", "dd", "figcaption"}
_BLOK = {"p", "ul", "ol", "dl", "table", "figure", "section", "div", "blockquote", *JUDUL}
_TANDA = {"b": "strong", "i": "em", "del": "s"}
Tanpa = frozenset[str]()
Gaya = Callable[[], str | None]


def susun_docx(laporan: Laporan) -> bytes:
    """All chapters in order, the contents after the front."""
    penulis = _Penulis(laporan)
    html = {kunci: html_bab(kunci, laporan)[0] for kunci in URUTAN}
    penulis.lukisan = iter(lukis([svg for kunci in URUTAN for svg in SVG.findall(html[kunci])]))
    for kunci in URUTAN:
        penulis.bab(kunci, lxml.html.document_fromstring(html[kunci]).find("body"))
    penulis.tanda.sematkan(penulis.dok)
    penulis.tutup()
    keluaran = io.BytesIO()
    penulis.dok.save(keluaran)
    return keluaran.getvalue()


class _Penulis:
    def __init__(self, laporan: Laporan) -> None:
        self.lap = laporan
        self.berkas = berkas_unggahan(laporan)
        self.dok = Document()
        self.tanda = PenandaNaskah(laporan)
        self.lukisan: Iterator[bytes | None] = iter(())
        """The report's charts, in their order."""
        self.urut: dict[str, tuple[str, int]] = {}
        """The last number of each kind of caption."""
        self._gaya()
        self.sampul = self.dok.sections[0]
        self._kertas(self.sampul, mendatar=False)
        self._kepala_kaki()

    def _gaya(self) -> None:
        normal = self.dok.styles["Normal"]
        normal.font.name, normal.font.size = "Calibri", Pt(11)
        bahasa = OxmlElement("w:lang")
        bahasa.set(qn("w:val"), "id-ID")
        normal.element.get_or_add_rPr().append(bahasa)
        warnai_judul(self.dok)
        inti = self.dok.core_properties
        inti.title = f"Laporan Kinerja {self.lap.instansi['nama']} Tahun {self.lap.i.tahun}"
        inti.author = self.lap.instansi["nama"]
        inti.language = "id-ID"

    def _kertas(self, bagian: Any, *, mendatar: bool) -> None:
        self.mendatar = mendatar
        lebar, tinggi = (LEBAR_MENDATAR, LEBAR_TEGAK) if mendatar else (LEBAR_TEGAK, LEBAR_MENDATAR)
        bagian.orientation = WD_ORIENT.LANDSCAPE if mendatar else WD_ORIENT.PORTRAIT
        bagian.different_first_page_header_footer = bagian is self.sampul
        bagian.page_width, bagian.page_height = lebar, tinggi
        bagian.left_margin = bagian.right_margin = bagian.top_margin = bagian.bottom_margin = MARGIN

    def _kepala_kaki(self) -> None:
        bagian = self.sampul
        pemda = self.lap.i.perangkat_daerah.pemda
        bagian.header.paragraphs[0].text = f"{self.lap.nama_pendek} {pemda}"
        bagian.header.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        kaki = bagian.footer.paragraphs[0]
        kaki.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        kaki.add_run(f"LKjIP {self.lap.nama_pendek} Tahun {self.lap.i.tahun}  |  ")
        _medan(kaki, "PAGE", "1")

    def bab(self, kunci: str, badan: Any) -> None:
        self.svg = {e: next(self.lukisan, None) for e in badan.iter("svg")}
        self._blok(badan)
        if kunci == "depan":
            self.daftar_isi()

    def tutup(self) -> None:
        """No empty page follows landscape pages that end the report."""
        badan = self.dok.element.body
        p = badan[-2]
        kertas = p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if kertas is not None and not "".join(p.itertext()).strip():
            badan.replace(badan[-1], kertas)
            badan.remove(p)

    def daftar_isi(self) -> None:
        """Fields that Word fills in on opening; until then they hold the headings and captions of the whole report."""
        entri = [e for kunci in URUTAN for e in html_bab(kunci, self.lap)[1]]
        judul = [e for e in entri if e.jenis in ("bab", "sub") and e.tingkat <= 3]
        daftar = [("Daftar Isi", 'TOC \\o "1-3" \\h \\z \\u', judul)]
        daftar += [
            (f"Daftar {jenis}", f'TOC \\h \\z \\c "{jenis}"', milik)
            for jenis in ("Tabel", "Gambar")
            if (milik := [e for e in entri if e.jenis == jenis.lower()])
        ]
        for n, (nama, perintah, milik) in enumerate(daftar):
            p = self.dok.add_paragraph(nama, style="TOC Heading" if "TOC Heading" in self.dok.styles else "Title")
            p.paragraph_format.page_break_before = n == 0
            isi = self.dok.add_paragraph()
            _medan(isi, perintah, "\n".join(f"{e.nomor} {e.judul}".strip() for e in milik), perbarui=True)
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
                sisa.append(_tanpa_ekor(e))
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
        awal, akhir = self.tanda.ujung(e.get("data-naskah"))
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
        if not any(_teks(x) for x in isi):
            return None
        p = self.dok.add_paragraph(style=gaya())
        for x in isi:
            _tulis(p, x, tanda)
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
                self._lukisan(str(berkas) if berkas else io.BytesIO(png or b""), _alt(img) or "Lambang", TINGGI_LAMBANG)
                return

    def _gambar(self, e: Any) -> None:
        img, svg = e.find(".//img"), e.find(".//svg")
        if img is not None and (berkas := self._berkas(img)):
            self._lukisan(str(berkas), _alt(img))
        elif svg is not None and (png := self.svg.get(svg)):
            self._lukisan(io.BytesIO(png), _alt(svg))
        elif img is not None or svg is not None:
            self.dok.add_paragraph(TANPA_GAMBAR).runs[0].italic = True
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
        nomor = _teks(e.find("b")) if e.find("b") is not None else ""
        depan, titik, ke = nomor.rpartition(".")
        p = self.dok.add_paragraph(style="Caption")
        p.paragraph_format.keep_with_next = e.tag == "caption"
        p.add_run(f"{depan}{titik}" if ke.isdigit() else nomor)
        if ke.isdigit():
            nama = depan.partition(" ")[0]
            lanjut = self.urut.get(nama) == (depan, int(ke) - 1)
            self.urut[nama] = depan, int(ke)
            _medan(p, f"SEQ {nama} \\* ARABIC" + ("" if lanjut else f" \\r {ke}"), ke)
        sumber = e.find("small")
        judul = _teks(e)[len(nomor) :].strip()
        p.add_run(f" {judul if sumber is None else judul.removesuffix(_teks(sumber)).strip()}")
        if sumber is not None:
            hias(self._paragraf([_tanpa_ekor(sumber)]), sumber)


def _alt(e: Any) -> str:
    return e.get("alt") or e.get("aria-label") or ""


def _tanpa_ekor(e: Any) -> Any:
    salinan = deepcopy(e)
    salinan.tail = None
    return salinan


def _teks(x: Any) -> str:
    return " ".join((x if isinstance(x, str) else "".join(_potong(x))).split())


def _potong(e: Any) -> Iterator[str]:
    """The letters of an element, a space where the page has another line."""
    sela = " " if e.tag in _SEBARIS_SENDIRI else ""
    yield sela + (e.text or "")
    for anak in e:
        if isinstance(anak.tag, str):
            yield from _potong(anak)
        yield anak.tail or ""
    yield sela


def _tulis(p: Any, x: Any, tanda: frozenset[str] = Tanpa) -> None:
    """Text with its bold, slant and line breaks; spaces are folded as a browser does."""
    if isinstance(x, str):
        _run(p, x, tanda)
        return
    if "kaki" in (x.get("class") or "").split():
        tambah_kaki(p, _teks(x))
        return
    if x.tag == "br":
        p.add_run().add_break()
    tanda |= {_TANDA.get(x.tag, x.tag)}
    _run(p, x.text or "", tanda)
    for anak in x:
        _tulis(p, anak, tanda)
        _run(p, anak.tail or "", tanda)


def _run(p: Any, teks: str, tanda: frozenset[str]) -> None:
    rapi = " ".join(teks.split())
    if not teks:
        return
    if not rapi:
        rapi = " " if p.runs else ""
    else:
        rapi = (" " if teks[0].isspace() and p.runs else "") + rapi + (" " if teks[-1].isspace() else "")
    if rapi:
        huruf = (r := p.add_run(rapi)).font
        r.bold, r.italic, r.underline = ("strong" in tanda or None, "em" in tanda or None, "u" in tanda or None)
        huruf.strike, huruf.superscript, huruf.subscript = (n in tanda or None for n in ("s", "sup", "sub"))


def _medan(p: Any, perintah: str, isi: str, *, perbarui: bool = False) -> None:
    """A field with what it shows until it is updated."""
    for jenis in ("begin", "separate", "end"):
        tanda = OxmlElement("w:fldChar")
        tanda.set(qn("w:fldCharType"), jenis)
        if jenis == "begin" and perbarui:
            tanda.set(qn("w:dirty"), "true")
        p.add_run()._r.append(tanda)
        if jenis == "begin":
            teks = OxmlElement("w:instrText")
            teks.set(qn("xml:space"), "preserve")
            teks.text = f" {perintah} "
            p.add_run()._r.append(teks)
        elif jenis == "separate":
            p.add_run(isi)
