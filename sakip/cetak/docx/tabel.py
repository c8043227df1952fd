"""A table of the report as WordprocessingML: heads that repeat, merged cells, numbers to the right. Written as XML
itself, as a table of hundreds of rows takes minutes through a document model."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from sakip.cetak.kolom import lebar_kolom

_GARIS = ("top", "left", "bottom", "right", "insideH", "insideV")
_PUTUS = "\ue000"
DUA_PULUH = 20
LATAR_KEPALA = "E7EEF0"
TEPI_SEL = "74"
"""Beside a cell's text, in twentieths of a point, as in the PDF."""
BARIS_UTUH = 12
"""Rows of a table that is not cut by the end of a page."""
RUANG_TANDA = "1240"
"""Above the name below a signature, in twentieths of a point."""
BEBAS = {"pihak", "dua-tanda", "kop"}
"""Tables that only stand side by side: without lines."""
ANGKA = {"a", "n", "uang", "angka", "no"}


def isi_tabel(e: Any, lebar: int) -> Any | None:
    """The table, `lebar` twentieths of a point wide; None where it has no row."""
    baris = [(r, r.getparent().tag) for r in e.iter("tr")]
    kisi = _kisi([r for r, _ in baris])
    banyak = max((len(b) for b in kisi), default=0)
    if not banyak:
        return None
    tabel = _unsur("w:tbl")
    tabel.append(_sifat(lebar, bergaris=not BEBAS & set((e.get("class") or "").split())))
    kolom, ukuran = _kolom(e, banyak, lebar)
    grid = _unsur("w:tblGrid")
    for satu in kolom:
        grid.append(_unsur("w:gridCol", w=str(satu)))
    tabel.append(grid)
    for (_, kelompok), sel in zip(baris, kisi, strict=True):
        tabel.append(_baris(sel, kelompok, kolom, ukuran))
    if len(baris) <= BARIS_UTUH:
        for r in tabel.findall(qn("w:tr"))[:-1]:
            for sifat in r.iter(qn("w:pPr")):
                sifat.insert(0, _unsur("w:keepNext"))
    return tabel


def _kolom(e: Any, banyak: int, lebar: int) -> tuple[list[int], float]:
    """The columns as wide as in the PDF, in twentieths of a point, and the size of the letters."""
    ideal, ukuran = lebar_kolom(e, lebar / DUA_PULUH)
    ideal += [sum(ideal) / max(len(ideal), 1)] * (banyak - len(ideal))
    jumlah = sum(ideal) or 1
    return [int(lebar * satu / jumlah) for satu in ideal], ukuran


def _kisi(baris: list[Any]) -> list[list[tuple[Any, bool, int]]]:
    """Each row as (cell, whether it continues the one above, columns that it spans)."""
    hasil: list[list[tuple[Any, bool, int]]] = []
    turun: dict[int, tuple[Any, int, int]] = {}
    for r in baris:
        kini: list[tuple[Any, bool, int]] = []
        letak = 0
        sel = [c for c in r if c.tag in ("td", "th")]
        while sel or letak in turun:
            if letak in turun:
                c, sisa, banyak = turun.pop(letak)
                kini.append((c, True, banyak))
                if sisa > 1:
                    turun[letak] = (c, sisa - 1, banyak)
            else:
                c = sel.pop(0)
                banyak = int(c.get("colspan") or 1)
                kini.append((c, False, banyak))
                if (ke_bawah := int(c.get("rowspan") or 1)) > 1:
                    turun[letak] = (c, ke_bawah - 1, banyak)
            letak += banyak
        hasil.append(kini)
    return hasil


def _sifat(lebar: int, *, bergaris: bool) -> Any:
    sifat = _unsur("w:tblPr")
    sifat.append(_unsur("w:tblStyle", val="TableGrid" if bergaris else "TableNormal"))
    sifat.append(_unsur("w:tblW", w=str(lebar), type="dxa"))
    garis = _unsur("w:tblBorders")
    for sisi in _GARIS:
        garis.append(_unsur(f"w:{sisi}", val="single" if bergaris else "nil", sz="4", color="808080"))
    sifat.append(garis)
    sifat.append(_unsur("w:tblLayout", type="fixed"))
    tepi = _unsur("w:tblCellMar")
    for sisi in ("left", "right"):
        tepi.append(_unsur(f"w:{sisi}", w=TEPI_SEL, type="dxa"))
    sifat.append(tepi)
    return sifat


def _baris(sel: list[tuple[Any, bool, int]], kelompok: str, kolom: list[int], ukuran: float) -> Any:
    r = _unsur("w:tr")
    sifat = _unsur("w:trPr")
    sifat.append(_unsur("w:cantSplit"))
    if kelompok == "thead":
        sifat.append(_unsur("w:tblHeader"))
    r.append(sifat)
    terpakai = 0
    for c, lanjut, rentang in sel:
        lebar = sum(kolom[terpakai : terpakai + rentang])
        r.append(_sel(c, lanjut, rentang, lebar, ukuran, tebal=kelompok != "tbody", kepala=kelompok == "thead"))
        terpakai += rentang
    if sisa := kolom[terpakai:]:
        r.append(_sel(None, False, len(sisa), sum(sisa), ukuran, tebal=False, kepala=False))
    return r


def _sel(c: Any, lanjut: bool, rentang: int, lebar: int, ukuran: float, *, tebal: bool, kepala: bool) -> Any:
    tc = _unsur("w:tc")
    sifat = _unsur("w:tcPr")
    sifat.append(_unsur("w:tcW", w=str(lebar), type="dxa"))
    if rentang > 1:
        sifat.append(_unsur("w:gridSpan", val=str(rentang)))
    if lanjut:
        sifat.append(_unsur("w:vMerge"))
    elif c is not None and int(c.get("rowspan") or 1) > 1:
        sifat.append(_unsur("w:vMerge", val="restart"))
    if kepala:
        sifat.append(_unsur("w:shd", val="clear", color="auto", fill=LATAR_KEPALA))
    tc.append(sifat)
    alinea = [""] if c is None or lanjut else _alinea(c)
    kanan = c is not None and bool(ANGKA & set((c.get("class") or "").split())) and c.tag == "td"
    for teks in alinea:
        tc.append(_paragraf(teks, kanan, ukuran, tebal or (c is not None and c.tag == "th")))
    if c is not None and "nama" in (c.get("class") or "").split():
        tc.find(f"{qn('w:p')}/{qn('w:pPr')}/{qn('w:spacing')}").set(qn("w:before"), RUANG_TANDA)
    return tc


def _alinea(c: Any) -> list[str]:
    """A cell's text, a paragraph for each line or block in it; line ends of the source are spaces."""
    for pemutus in [*c.iter("br"), *c.iter("p"), *c.iter("div"), *c.iter("li")]:
        if pemutus is not c:
            pemutus.tail = f"{_PUTUS}{pemutus.tail or ''}"
    for nama in c.iter("span") if "nama" in (c.get("class") or "").split() else ():
        nama.text = f"{_PUTUS}{nama.text or ''}"
    baris = [" ".join(b.split()) for b in c.text_content().split(_PUTUS)]
    return [b for b in baris if b] or [""]


def _paragraf(teks: str, kanan: bool, ukuran: float, tebal: bool) -> Any:
    p = _unsur("w:p")
    sifat = _unsur("w:pPr")
    sifat.append(_unsur("w:spacing", before="20", after="20"))
    if kanan:
        sifat.append(_unsur("w:jc", val="right"))
    p.append(sifat)
    r = _unsur("w:r")
    rupa = _unsur("w:rPr")
    if tebal:
        rupa.append(_unsur("w:b"))
    rupa.append(_unsur("w:sz", val=str(round(2 * ukuran))))
    r.append(rupa)
    isi = _unsur("w:t")
    isi.set(qn("xml:space"), "preserve")
    isi.text = teks
    r.append(isi)
    p.append(r)
    return p


def _unsur(nama: str, **sifat: str) -> Any:
    unsur = OxmlElement(nama)
    for kunci, nilai in sifat.items():
        unsur.set(qn(f"w:{kunci}"), nilai)
    return unsur
