"""A table as Excel or CSV: the columns, rows and order that the page shows."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from sakip.angka import bulatkan
from sakip.buku.tulis import AWALAN_RUMUS, tulis_sel

from .sel import DUA, UANG, UTUH, Kolom, Sel, Tabel

BENTUK = {UANG: "#,##0.##", DUA: "#,##0.00", UTUH: "#,##0"}
_KEPALA = PatternFill("solid", fgColor="0F4C5C")


def excel(tabel: Tabel, nama: str) -> bytes:
    """Numbers keep their full precision and are shown as on the page; a missing value is an empty cell."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = nama
    for letak, kolom in enumerate(tabel.kolom, 1):
        sel = lembar.cell(1, letak)
        tulis_sel(sel, judul(kolom))
        sel.font, sel.fill = Font(bold=True, color="FFFFFF"), _KEPALA
        sel.alignment = Alignment(wrap_text=True, vertical="top")
        lembar.column_dimensions[get_column_letter(letak)].width = kolom.lebar
    for nomor, baris in enumerate(_baris(tabel), 2):
        for letak, (kolom, isi) in enumerate(zip(tabel.kolom, baris, strict=True), 1):
            if (nilai := _nilai(isi, kolom)) is None:
                continue
            sel = lembar.cell(nomor, letak)
            tulis_sel(sel, nilai)
            if not isinstance(nilai, str) and kolom.bentuk:
                sel.number_format = BENTUK.get(kolom.bentuk, "General")
    lembar.freeze_panes = "B2"
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def _nilai(isi: Sel, kolom: Kolom) -> Any:
    """A number as it is (Excel would round where the agency truncates), else the words of the page."""
    if isi.nilai is None:
        return isi.label or None
    if isinstance(isi.nilai, Decimal) and isi.cara == "potong" and kolom.bentuk == DUA:
        return bulatkan(isi.nilai, 2, "potong")
    if isinstance(isi.nilai, Decimal | int) and kolom.bentuk:
        return isi.nilai
    return isi.teks


def csv_teks(tabel: Tabel) -> bytes:
    """The words of the page, for a spreadsheet of this country: semicolons, and a mark that it is UTF-8."""
    keluaran = io.StringIO()
    tulis = csv.writer(keluaran, delimiter=";", lineterminator="\r\n")
    tulis.writerow(_aman(judul(k)) for k in tabel.kolom)
    for baris in _baris(tabel):
        tulis.writerow(
            isi.teks if isinstance(isi.nilai, Decimal | int) else _aman(isi.teks or isi.label) for isi in baris
        )
    return keluaran.getvalue().encode("utf-8-sig")


def _baris(tabel: Tabel) -> tuple[tuple[Sel, ...], ...]:
    return (*tabel.baris, tabel.kaki) if tabel.kaki else tabel.baris


def judul(kolom: Kolom) -> str:
    return f"{kolom.judul} ({kolom.satuan})" if kolom.satuan else kolom.judul


def _aman(teks: str) -> str:
    """Text never begins as a formula does."""
    return f"'{teks}" if teks.startswith(AWALAN_RUMUS) else teks
