"""Writes workbooks: an agency's data, or an empty template with drop-down lists and notes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sakip.models import PerangkatDaerah

from .asal import baku
from .dasar import LembarResource
from .impor import LEMBAR
from .konteks import Konteks
from .lembar.instansi import InstansiResource
from .tiga_arah import sebutan

AWALAN_RUMUS = ("=", "+", "-", "@", "\t", "\r")
_KEPALA = PatternFill("solid", fgColor="0F4C5C")
BARIS_TEMPLATE = 1000
AKHIRAN_PRIBADI = "_nip"
"""Of columns and keys that only those get who keep them."""


@dataclass(frozen=True)
class TempatBuku:
    """A row of a sheet by its key, as a preview writes it (`I1, 2024`)."""

    lembar: str
    kunci: str

    @property
    def ada(self) -> bool:
        return any(kelas.nama == self.lembar for kelas in LEMBAR)


def ekspor_buku(instansi: PerangkatDaerah, buka: TempatBuku | None = None, *, pribadi: bool = True) -> bytes:
    """The agency's whole data as a workbook; importing it again changes nothing. `buka`: where it opens; without
    `pribadi`, officials' NIP are not in it, of which an import then says nothing."""
    buku = _buku(instansi, pribadi=pribadi)
    if buka is not None and buka.ada:
        _buka_pada(buku, buka)
    return _simpan(buku)


def _buka_pada(buku: Workbook, tempat: TempatBuku) -> None:
    """At the row of this very key, else at the first that has it among its keys, else at the top."""
    lembar = buku[tempat.lembar]
    kelas = next(k for k in LEMBAR if k.nama == tempat.lembar)
    kepala = [sel.value for sel in lembar[1]]
    kunci = [n for n, k in enumerate(kelas.fields.values()) if getattr(k, "kunci", False)] or [0]
    per_baris = {n: [baku(sel[i]) for i in kunci] for n, sel in enumerate(lembar.iter_rows(values_only=True), 1)}
    persis = (n for n, isi in per_baris.items() if sebutan(tuple(isi)) == tempat.kunci)
    baris = next(persis, 0) or next((n for n, isi in per_baris.items() if tempat.kunci in isi), 2)
    kolom = next((kepala.index(nama) for nama in ("nilai", "teks") if nama in kepala), 0)
    for lain in buku.worksheets:
        lain.sheet_view.tabSelected = lain is lembar
    buku.active = lembar
    for pilihan in lembar.sheet_view.selection:
        pilihan.activeCell = pilihan.sqref = lembar.cell(baris, kolom + 1).coordinate
    if lembar.sheet_view.pane:
        lembar.sheet_view.pane.topLeftCell = f"A{max(2, baris - 3)}"


def contoh_buku() -> bytes:
    """An empty workbook to fill in."""
    return _simpan(_buku(None))


def tulis_sel(sel: Cell, nilai: Any) -> None:
    """Put a value into a cell; text can never become a formula or an Excel error."""
    if not isinstance(nilai, str):
        sel.value = nilai
        return
    sel.value = ILLEGAL_CHARACTERS_RE.sub("", nilai.replace("\r\n", "\n").replace("\r", "\n"))
    sel.data_type = "s"
    if nilai.startswith(AWALAN_RUMUS):
        sel.quotePrefix = True


def _buku(instansi: PerangkatDaerah | None, *, pribadi: bool = True) -> Workbook:
    renstra = instansi.renstra.order_by("-urutan").first() if instansi else None
    konteks = Konteks(instansi=instansi, renstra=renstra)
    buku = Workbook()
    buku.remove(buku.active)
    for kelas in LEMBAR:
        sumber = kelas(konteks)
        if not pribadi:
            sumber.kolom = [k for k in sumber.kolom if not k.column_name.endswith(AKHIRAN_PRIBADI)]
        lembar = buku.create_sheet(kelas.nama)
        if isinstance(sumber, InstansiResource):
            _tulis_instansi(lembar, sumber, instansi)
        else:
            _tulis_lembar(lembar, sumber, instansi)
    return buku


def _tulis_lembar(lembar: Worksheet, sumber: LembarResource, instansi: PerangkatDaerah | None) -> None:
    baris = sumber.ekspor() if instansi else iter([[k.column_name for k in sumber.kolom]])
    for nomor, satu in enumerate(baris, 1):
        for letak, nilai in enumerate(satu, 1):
            if nilai is not None:
                tulis_sel(lembar.cell(nomor, letak), nilai)
    if instansi:
        _sembunyikan(lembar, len(sumber.kolom) + 1)
    _hias(lembar, sumber)


def _tulis_instansi(lembar: Worksheet, sumber: InstansiResource, instansi: PerangkatDaerah | None) -> None:
    baris = sumber.ekspor() if instansi else iter([["kunci", "nilai"], *([k.column_name, None] for k in sumber.kolom)])
    for nomor, satu in enumerate(baris, 1):
        for letak, nilai in enumerate(satu, 1):
            if nilai is not None:
                tulis_sel(lembar.cell(nomor, letak), nilai)
    if instansi:
        _sembunyikan(lembar, 3)
    _kepala(lembar, 2)
    lembar.column_dimensions["A"].width, lembar.column_dimensions["B"].width = 26, 70
    for nomor, kolom in enumerate(sumber.kolom, 2):
        sel = lembar.cell(nomor, 1)
        sel.font = Font(bold=kolom.wajib)
        if kolom.catatan:
            sel.comment = _catatan(kolom.catatan)
        if kolom.widget.pilihan:
            _pilihan(lembar, kolom.widget.pilihan, f"B{nomor}")


def _hias(lembar: Worksheet, sumber: LembarResource) -> None:
    """Header, widths, notes, drop-down lists and number formats."""
    _kepala(lembar, len(sumber.kolom))
    akhir = max(lembar.max_row, BARIS_TEMPLATE)
    for nomor, kolom in enumerate(sumber.kolom, 1):
        huruf = get_column_letter(nomor)
        lembar.column_dimensions[huruf].width = max(kolom.widget.lebar, len(kolom.column_name) + 3)
        kepala = lembar.cell(1, nomor)
        catatan = " ".join(filter(None, [kolom.catatan, "Wajib diisi." if kolom.wajib else ""]))
        if catatan:
            kepala.comment = _catatan(catatan)
        if kolom.widget.pilihan:
            _pilihan(lembar, kolom.widget.pilihan, f"{huruf}2:{huruf}{akhir}")
        if kolom.widget.format_angka:
            lembar.column_dimensions[huruf].number_format = kolom.widget.format_angka
            for baris in range(2, lembar.max_row + 1):
                lembar.cell(baris, nomor).number_format = kolom.widget.format_angka


def _sembunyikan(lembar: Worksheet, letak: int) -> None:
    """The column of the records: for the next import, not for people."""
    lembar.column_dimensions[get_column_letter(letak)].hidden = True


def _kepala(lembar: Worksheet, lebar: int) -> None:
    for nomor in range(1, lebar + 1):
        sel = lembar.cell(1, nomor)
        sel.font, sel.fill = Font(bold=True, color="FFFFFF"), _KEPALA
        sel.alignment = Alignment(vertical="center")
    lembar.freeze_panes = "A2"


def _catatan(teks: str) -> Comment:
    catatan = Comment(teks, "SAKIP")
    catatan.width, catatan.height = 280, 90
    return catatan


def _pilihan(lembar: Worksheet, pilihan: Any, wilayah: str) -> None:
    aturan = DataValidation(type="list", formula1='"' + ",".join(pilihan) + '"', allow_blank=True)
    aturan.error = "Pilih salah satu dari daftar, atau kosongkan."
    lembar.add_data_validation(aturan)
    aturan.add(wilayah)


def _simpan(buku: Workbook) -> bytes:
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()
