"""How paragraphs of the report look in Word: the cover, signatures, sources."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor

WARNA, REDUP = RGBColor(0x0F, 0x4C, 0x5C), RGBColor(0x4D, 0x5C, 0x5F)
SAMPUL = {
    "jenis": (22, True, 12),
    "judul": (12, True, 5),
    "tahun": (44, True, 24),
    "instansi": (16, True, 26),
    "pemda": (13, True, 4),
    "tempat": (11, False, 5),
}
"""Of the cover's lines: size in points, whether bold, millimetres above."""
TANDA_TANGAN, RUANG_TANDA = Mm(80), Mm(22)
JUDUL = {1: (16, True), 2: (13, True), 3: (11.5, True), 4: (11, True), 5: (11, False), 6: (11, False)}


def kelas(e: Any) -> set[str]:
    return set((e.get("class") or "").split())


def warnai_judul(dok: Any) -> None:
    """Headings in the report's own colour and sizes."""
    for tingkat, (ukuran, tebal) in JUDUL.items():
        huruf = dok.styles[f"Heading {tingkat}"].font
        huruf.size, huruf.bold, huruf.italic, huruf.color.rgb = Pt(ukuran), tebal, None, WARNA
    jarak = dok.styles["Caption"].paragraph_format
    jarak.space_before, jarak.space_after = Pt(6), Pt(3)
    huruf = dok.styles["Caption"].font
    huruf.size, huruf.bold, huruf.color.rgb = Pt(9), None, RGBColor(0, 0, 0)


def hias(p: Any, e: Any) -> None:
    """A paragraph as its element stands in the PDF."""
    milik = kelas(e)
    induk = {k for a in e.iterancestors() for k in kelas(a)}
    if "sampul" in induk:
        ukuran, tebal, atas = next((SAMPUL[k] for k in milik if k in SAMPUL), (11, False, 0))
        p.alignment, p.paragraph_format.space_before = WD_ALIGN_PARAGRAPH.CENTER, Mm(atas)
        _huruf(p, ukuran, tebal, REDUP if milik & {"judul", "tempat"} else WARNA)
    elif "tanda-tangan" in induk:
        rupa = p.paragraph_format
        rupa.left_indent, rupa.space_after, rupa.keep_together, rupa.keep_with_next = TANDA_TANGAN, Pt(0), True, True
        if "nama" in milik:
            rupa.space_before = RUANG_TANDA
            for r in p.runs:
                r.bold = r.underline = True
    elif "sumber" in milik or e.tag == "small":
        p.paragraph_format.space_before = Pt(2)
        _huruf(p, 8, None, REDUP)


def _huruf(p: Any, ukuran: float, tebal: bool | None, warna: RGBColor) -> None:
    for r in p.runs:
        r.font.size, r.font.color.rgb = Pt(ukuran), warna
        r.bold = r.bold or tebal
