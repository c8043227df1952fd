"""What every document beside the LKjIP is made of: its page text, its rows that must be there, its workbook."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf
from django.template.loader import render_to_string
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from pikepdf import Dictionary, Pdf, String

from laporan.lkjip.bab import Bab, HtmlBab, sidik_html
from laporan.lkjip.gabung import HasilGabung
from laporan.lkjip.laporan import Laporan
from laporan.perjanjian.cetak import STRIP, bersatuan, teks_target
from laporan.templatetags.dokumen import DaftarCetak
from sakip.angka import romawi
from sakip.buku.tulis import tulis_sel
from sakip.cetak.saring import siap_cetak

__all__ = [
    "BAGIAN",
    "BEBAS",
    "STRIP",
    "UANG",
    "Dokumen",
    "KolomDokumen",
    "LembarExcel",
    "bersatuan",
    "sebaris",
    "teks_target",
]

BAGIAN = "dokumen"
UANG, BEBAS = "#,##0", "#,##0.##########"


@dataclass(frozen=True)
class Dokumen:
    """One kind of document. `konteks` arranges the frozen report for the template; `wajib` names the rows
    that its pages must hold, from the ikhtisar and not from the template."""

    kunci: str
    judul: str
    guna: str
    konteks: Callable[[Laporan], dict[str, Any]]
    wajib: Callable[[Laporan], list[str]]
    lembar: Callable[[Laporan], list[LembarExcel]]
    per_triwulan: bool = False
    per_bidang: bool = False
    """Also of each bidang alone."""
    templat: str = ""

    @property
    def berkas(self) -> str:
        return self.kunci.replace("_", "-")

    def susun(self, laporan: Laporan) -> HtmlBab:
        daftar = DaftarCetak(BAGIAN, "1")
        untuk = untuk_bidang(laporan)
        konteks = {"lap": laporan, "daftar": daftar, "dok": self, "periode": periode(laporan)}
        konteks |= {"untuk": untuk, **self.konteks(laporan)}
        nama = self.templat or self.kunci
        html = siap_cetak(render_to_string(f"laporan/pdf/dokumen_{nama}.html", konteks))
        return HtmlBab(BAGIAN, html, daftar.entri, sidik_html(html), tuple(self.wajib(laporan)))

    def html(self, laporan: Laporan) -> str:
        return self.susun(laporan).html

    def excel(self, laporan: Laporan) -> bytes:
        return tulis_buku(self.judul, laporan, self.lembar(laporan))


def untuk_bidang(laporan: Laporan) -> dict[str, str]:
    """The bidang that the document is of, with what its head is called; empty: of the whole agency."""
    untuk: dict[str, str] = laporan.bahan.get("untuk_bidang") or {}
    if not untuk:
        return {}
    sekretariat = untuk["nama"].casefold().startswith("sekretariat")
    return untuk | {"jabatan": "Sekretaris" if sekretariat else f"Kepala {untuk['nama']}"}


def periode(laporan: Laporan) -> str:
    """`Tahun 2024`, or `Triwulan II Tahun 2024`."""
    triwulan = f"Triwulan {romawi(laporan.i.triwulan)} " if laporan.i.triwulan else ""
    return f"{triwulan}Tahun {laporan.i.tahun}"


def terbitkan(dokumen: Dokumen, bab: Bab, laporan: Laporan) -> HasilGabung:
    """The rendered pages with the file's own title and language."""
    with Pdf.open(io.BytesIO(bab.pdf)) as pdf:
        pdf.Root.Lang = String("id-ID")
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        with pdf.open_metadata(set_pikepdf_as_editor=False) as keterangan:
            nama = untuk_bidang(laporan).get("nama") or laporan.instansi["nama"]
            keterangan["dc:title"] = f"{dokumen.judul} {nama} {periode(laporan)}"
            keterangan["dc:creator"] = [f"{laporan.instansi['nama']} {laporan.i.perangkat_daerah.pemda}"]
            keterangan["dc:language"] = ["id-ID"]
        keluaran = io.BytesIO()
        pdf.save(keluaran, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return HasilGabung(keluaran.getvalue(), len(pdf.pages))


def sebaris(baris: Sequence[Any], paling_banyak: int = 8) -> list[list[Any]]:
    """Rows of one node together: such a group is not cut by the end of a page, and its node is written once."""
    hasil: list[list[Any]] = []
    for b in baris:
        if not hasil or hasil[-1][0].simpul.kode != b.simpul.kode or len(hasil[-1]) == paling_banyak:
            hasil.append([])
        hasil[-1].append(b)
    return hasil


# Workbooks

_KEPALA = PatternFill("solid", fgColor="0F4C5C")
_TIPIS = Side(style="thin", color="B9C4C6")
_GARIS = Border(left=_TIPIS, right=_TIPIS, top=_TIPIS, bottom=_TIPIS)


@dataclass(frozen=True)
class KolomDokumen:
    """`kelompok`: a heading above several columns."""

    judul: str
    lebar: int
    bentuk: str = BEBAS
    kelompok: str = ""


@dataclass
class LembarExcel:
    """One sheet. Merged cells are (row, column, row, column), rows counted from 0 below the heads."""

    nama: str
    kolom: Sequence[KolomDokumen]
    baris: Sequence[Sequence[Any]]
    gabung: list[tuple[int, int, int, int]] = field(default_factory=list)
    catatan: Sequence[str] = ()
    kertas: str = "8"
    """Excel's number of the paper: 8 is A3, 9 is A4."""


def tulis_buku(judul: str, laporan: Laporan, lembar: Iterable[LembarExcel]) -> bytes:
    buku = Workbook()
    buku.remove(buku.active)
    for satu in lembar:
        _tulis_lembar(buku.create_sheet(satu.nama[:31]), judul, laporan, satu)
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def _tulis_lembar(ws: Worksheet, judul: str, laporan: Laporan, lembar: LembarExcel) -> None:
    untuk = untuk_bidang(laporan)
    atas = [judul, f"{laporan.instansi['nama']} {laporan.i.perangkat_daerah.pemda}", periode(laporan)]
    if untuk:
        atas.append(untuk["nama"])
    for n, teks in enumerate(atas, 1):
        tulis_sel(ws.cell(n, 1), teks)
        ws.cell(n, 1).font = Font(bold=True, size=13 if n == 1 else 11)
    awal = _tulis_kepala(ws, lembar.kolom, len(atas) + 2)
    for n, satu in enumerate(lembar.baris, awal):
        for letak, nilai in enumerate(satu, 1):
            _tulis(ws, n, letak, nilai, lembar.kolom[letak - 1].bentuk)
    for baris, kolom, baris_akhir, kolom_akhir in lembar.gabung:
        ws.merge_cells(None, awal + baris, kolom + 1, awal + baris_akhir, kolom_akhir + 1)
    for n, teks in enumerate(lembar.catatan, awal + len(lembar.baris) + 1):
        tulis_sel(ws.cell(n, 1), teks)
    ws.freeze_panes = ws.cell(awal, 1)
    ws.print_title_rows = f"{len(atas) + 2}:{awal - 1}"
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", lembar.kertas
    ws.page_setup.fitToWidth, ws.page_setup.fitToHeight = 1, 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True


def _tulis_kepala(ws: Worksheet, kolom: Sequence[KolomDokumen], awal: int) -> int:
    """The heads, in two rows where columns are grouped; gives the first row below them."""
    berkelompok = any(k.kelompok for k in kolom)
    bawah = awal + berkelompok
    for letak, k in enumerate(kolom, 1):
        ws.column_dimensions[get_column_letter(letak)].width = k.lebar
        for baris in range(awal, bawah + 1):
            sel = ws.cell(baris, letak)
            sel.font, sel.fill, sel.border = Font(bold=True, color="FFFFFF"), _KEPALA, _GARIS
            sel.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        tulis_sel(ws.cell(bawah if k.kelompok else awal, letak), k.judul)
        if berkelompok and not k.kelompok:
            ws.merge_cells(None, awal, letak, bawah, letak)
    letak = 0
    while letak < len(kolom):
        akhir = letak
        while kolom[letak].kelompok and akhir + 1 < len(kolom) and kolom[akhir + 1].kelompok == kolom[letak].kelompok:
            akhir += 1
        if kolom[letak].kelompok:
            tulis_sel(ws.cell(awal, letak + 1), kolom[letak].kelompok)
            if akhir > letak:
                ws.merge_cells(None, awal, letak + 1, awal, akhir + 1)
        letak = akhir + 1
    return bawah + 1


def _tulis(ws: Worksheet, baris: int, letak: int, nilai: Any, bentuk: str) -> None:
    sel = ws.cell(baris, letak)
    sel.border = _GARIS
    if isinstance(nilai, Decimal):
        tulis_sel(sel, nilai)
        sel.number_format = f"{bentuk}.00" if bentuk == UANG and nilai != nilai.to_integral_value() else bentuk
        sel.alignment = Alignment(vertical="top")
        return
    tulis_sel(sel, nilai)
    sel.alignment = Alignment(wrap_text=True, vertical="top")
