"""Writes workbooks: an agency's data, or an empty template with drop-down lists and notes."""

from __future__ import annotations

import io
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from renstra.buku.dasar import LembarResource
from renstra.buku.instansi import InstansiResource
from renstra.buku.konteks import Konteks
from renstra.buku.tiga_arah import sebutan
from sakip.buku.asal import baku
from sakip.buku.tulis import beri_kepala, beri_pilihan, hias, komentar, sembunyikan, tulis_sel
from sakip.models import PerangkatDaerah

from .impor import LEMBAR

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
        sembunyikan(lembar, len(sumber.kolom) + 1)
    hias(lembar, sumber.kolom)


def _tulis_instansi(lembar: Worksheet, sumber: InstansiResource, instansi: PerangkatDaerah | None) -> None:
    baris = sumber.ekspor() if instansi else iter([["kunci", "nilai"], *([k.column_name, None] for k in sumber.kolom)])
    for nomor, satu in enumerate(baris, 1):
        for letak, nilai in enumerate(satu, 1):
            if nilai is not None:
                tulis_sel(lembar.cell(nomor, letak), nilai)
    if instansi:
        sembunyikan(lembar, 3)
    beri_kepala(lembar, 2)
    lembar.column_dimensions["A"].width, lembar.column_dimensions["B"].width = 26, 70
    for nomor, kolom in enumerate(sumber.kolom, 2):
        sel = lembar.cell(nomor, 1)
        sel.font = Font(bold=kolom.wajib)
        if kolom.catatan:
            sel.comment = komentar(kolom.catatan)
        if kolom.widget.pilihan:
            beri_pilihan(lembar, kolom.widget.pilihan, f"B{nomor}")


def _simpan(buku: Workbook) -> bytes:
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()
