"""Writes sheets: values that can never become a formula, heads, notes, drop-down lists, number formats."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from .kolom import Kolom

AWALAN_RUMUS = ("=", "+", "-", "@", "\t", "\r")
BARIS_TEMPLATE = 1000
_KEPALA = PatternFill("solid", fgColor="0F4C5C")


def tulis_sel(sel: Cell, nilai: Any) -> None:
    """Put a value into a cell; text can never become a formula or an Excel error."""
    if not isinstance(nilai, str):
        sel.value = nilai
        return
    sel.value = ILLEGAL_CHARACTERS_RE.sub("", nilai.replace("\r\n", "\n").replace("\r", "\n"))
    sel.data_type = "s"
    if nilai.startswith(AWALAN_RUMUS):
        sel.quotePrefix = True


def hias(lembar: Worksheet, semua: Sequence[Kolom]) -> None:
    """Header, widths, notes, drop-down lists and number formats."""
    beri_kepala(lembar, len(semua))
    akhir = max(lembar.max_row, BARIS_TEMPLATE)
    for nomor, kolom in enumerate(semua, 1):
        huruf = get_column_letter(nomor)
        lembar.column_dimensions[huruf].width = max(kolom.widget.lebar, len(kolom.column_name) + 3)
        kepala = lembar.cell(1, nomor)
        catatan = " ".join(filter(None, [kolom.catatan, "Wajib diisi." if kolom.wajib else ""]))
        if catatan:
            kepala.comment = komentar(catatan)
        if kolom.widget.pilihan:
            beri_pilihan(lembar, kolom.widget.pilihan, f"{huruf}2:{huruf}{akhir}")
        if kolom.widget.format_angka:
            lembar.column_dimensions[huruf].number_format = kolom.widget.format_angka
            for baris in range(2, lembar.max_row + 1):
                lembar.cell(baris, nomor).number_format = kolom.widget.format_angka


def sembunyikan(lembar: Worksheet, letak: int) -> None:
    """The column of the records: for the next import, not for people."""
    lembar.column_dimensions[get_column_letter(letak)].hidden = True


def beri_kepala(lembar: Worksheet, lebar: int) -> None:
    for nomor in range(1, lebar + 1):
        sel = lembar.cell(1, nomor)
        sel.font, sel.fill = Font(bold=True, color="FFFFFF"), _KEPALA
        sel.alignment = Alignment(vertical="center")
    lembar.freeze_panes = "A2"


def komentar(teks: str) -> Comment:
    catatan = Comment(teks, "SAKIP")
    catatan.width, catatan.height = 280, 90
    return catatan


def beri_pilihan(lembar: Worksheet, pilihan: Any, wilayah: str) -> None:
    aturan = DataValidation(type="list", formula1='"' + ",".join(pilihan) + '"', allow_blank=True)
    aturan.error = "Pilih salah satu dari daftar, atau kosongkan."
    lembar.add_data_validation(aturan)
    aturan.add(wilayah)
