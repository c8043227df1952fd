"""The workbooks to fill in: headings with what is stored already, an example and the allowed values beside them."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from sakip.buku.kolom import Kolom
from sakip.buku.tulis import beri_kepala, hias, tulis_sel
from sakip.models import Bidang, Pemda, PerangkatDaerah

from .excel import Jenis
from .lembar import BARIS_TERBANYAK, Lembar, Rencana

PILIHAN = "Pilihan"
LEBAR_PETUNJUK = (18, 24, 10, 46, 62)
LEBAR_PILIHAN = 26


def templat(jenis: Jenis) -> bytes:
    """The file for one step; uploaded unchanged it changes nothing."""
    buku = Workbook()
    buku.remove(buku.active)
    semua = [kelas(Rencana()) for kelas in jenis.lembar]
    for satu in semua:
        _isi(buku.create_sheet(satu.nama), satu.kolom, satu.ekspor())
    _petunjuk(buku.create_sheet("Petunjuk"), semua)
    for satu in semua:
        nama = "Contoh" if len(semua) == 1 else f"Contoh {satu.nama}"
        _isi(buku.create_sheet(nama), satu.kolom, [[satu.contoh.get(k.column_name, "") for k in satu.kolom]])
    _pilihan(buku, semua)
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def _tulis(lembar: Worksheet, baris: list[list[Any]]) -> None:
    for nomor, satu in enumerate(baris, 1):
        for letak, nilai in enumerate(satu, 1):
            if nilai not in (None, ""):
                tulis_sel(lembar.cell(nomor, letak), nilai)


def _isi(lembar: Worksheet, kolom: list[Kolom], baris: list[list[Any]]) -> None:
    _tulis(lembar, [[k.column_name for k in kolom], *baris])
    hias(lembar, kolom)


def _petunjuk(lembar: Worksheet, semua: list[Lembar]) -> None:
    baris: list[list[Any]] = [["lembar", "kolom", "wajib", "isi yang diterima", "keterangan"]]
    for satu in semua:
        baris += [[satu.nama, k.column_name, "ya" if k.wajib else "", _diterima(k), k.catatan] for k in satu.kolom]
    _tulis(lembar, baris)
    beri_kepala(lembar, len(LEBAR_PETUNJUK))
    for nomor, lebar in enumerate(LEBAR_PETUNJUK, 1):
        lembar.column_dimensions[get_column_letter(nomor)].width = lebar
    for baris_sel in lembar.iter_rows(min_row=2):
        for sel in baris_sel:
            sel.alignment = Alignment(wrap_text=True, vertical="top")
    catatan = (
        "Isi lembar " + " dan ".join(s.nama for s in semua) + "; lembar lain tidak dibaca. Satu baris untuk satu isi.",
        "Sel kosong tidak mengubah yang sudah tersimpan. Berkas yang sama boleh diunggah lagi.",
        f"Paling banyak {BARIS_TERBANYAK} baris tiap lembar. Jangan mengubah nama lembar dan judul kolom.",
    )
    for nomor, teks in enumerate(catatan, len(baris) + 2):
        tulis_sel(lembar.cell(nomor, 1), teks)


def _diterima(kolom: Kolom) -> str:
    if kolom.widget.pilihan:
        return ", ".join(kolom.widget.pilihan)
    return f"pilih dari lembar {PILIHAN}" if kolom.column_name in _daftar_nama() else str(kolom.widget.harapan)


def _daftar_nama() -> tuple[str, ...]:
    return ("perangkat_daerah", "pemda", "bidang")


def _pilihan(buku: Workbook, semua: list[Lembar]) -> None:
    """The kode that exist, on a sheet of their own, as drop-down lists of the columns that name them."""
    dipakai = {k.column_name for satu in semua for k in satu.kolom} & set(_daftar_nama())
    if not dipakai:
        return
    lembar = buku.create_sheet(PILIHAN)
    instansi = list(PerangkatDaerah.objects.order_by("kode").values_list("kode", "nama"))
    bidang = Bidang.objects.order_by("perangkat_daerah__kode", "urutan", "pk")
    isi: dict[str, list[list[Any]]] = {
        "perangkat_daerah": [["perangkat_daerah", "nama"], *map(list, instansi)],
        "bidang": [["bidang", "perangkat_daerah", "nama"]]
        + [list(b) for b in bidang.values_list("kode", "perangkat_daerah__kode", "nama")],
        "pemda": [["pemda"], *([n] for n in Pemda.objects.values_list("nama", flat=True))],
    }
    letak = 1
    for nama in _daftar_nama():
        if nama not in dipakai:
            continue
        baris = isi[nama]
        for nomor, satu in enumerate(baris, 1):
            for geser, nilai in enumerate(satu):
                tulis_sel(lembar.cell(nomor, letak + geser), nilai)
        if nama != "bidang" and len(baris) > 1:  # a kode of bidang is of one agency only
            huruf = get_column_letter(letak)
            _beri_daftar(buku, semua, nama, f"{PILIHAN}!${huruf}$2:${huruf}${len(baris)}")
        letak += len(baris[0])
    beri_kepala(lembar, letak - 1)
    for nomor in range(1, letak):
        lembar.column_dimensions[get_column_letter(nomor)].width = LEBAR_PILIHAN


def _beri_daftar(buku: Workbook, semua: list[Lembar], nama: str, wilayah: str) -> None:
    for satu in semua:
        kolom = [k.column_name for k in satu.kolom]
        if nama not in kolom:
            continue
        huruf = get_column_letter(kolom.index(nama) + 1)
        aturan = DataValidation(type="list", formula1=f"={wilayah}", allow_blank=True)
        aturan.error = f"Pilih dari lembar {PILIHAN}."
        lembar = buku[satu.nama]
        lembar.add_data_validation(aturan)
        aturan.add(f"{huruf}2:{huruf}{BARIS_TERBANYAK + 1}")
