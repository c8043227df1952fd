"""Workbooks for tests: built from plain rows, imported, and read back as plain rows."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal
from typing import Any

from django.apps import apps
from openpyxl import Workbook, load_workbook

from laporan.buku_kerja.impor import HasilImpor, impor_buku
from tests.alat import semua_baris

Lembar = dict[str, Any]
INSTANSI = {
    "pemda": "Kabupaten Uji",
    "kode": "uji-bkpsdm",
    "nama": "Badan Kepegawaian",
    "singkatan": "BKPSDM",
    "periode_awal": 2022,
    "periode_akhir": 2026,
}


def dasar(**lain: Any) -> Lembar:
    """The smallest agency that says something: one IKU with target, realisasi and money."""
    return {
        "Instansi": dict(INSTANSI),
        "Renstra": [
            {"kode": "T1", "jenis": "tujuan", "uraian": "Aparatur profesional"},
            {"kode": "S1", "induk": "T1", "jenis": "sasaran", "uraian": "Kompetensi meningkat"},
            {"kode": "P1", "induk": "S1", "jenis": "program", "uraian": "Program kepegawaian"},
            {"kode": "K1", "induk": "P1", "jenis": "kegiatan", "uraian": "Kegiatan mutasi"},
            {"kode": "SK1", "induk": "K1", "jenis": "sub_kegiatan", "uraian": "Sub kegiatan kenaikan pangkat"},
        ],
        "Indikator": [{"kode": "I1", "induk": "S1", "nama": "Indeks profesionalitas", "satuan": "Poin", "iku": "ya"}],
        "Target": [{"indikator": "I1", "tahun": 2024, "versi": "pk", "nilai": 90}],
        "Realisasi": [{"indikator": "I1", "tahun": 2024, "nilai": 99.49}],
        "Anggaran": [{"sub_kegiatan": "SK1", "tahun": 2024, "tahap": "murni", "pagu": 1386855600}],
        "RealisasiAnggaran": [{"sub_kegiatan": "SK1", "tahun": 2024, "nilai": 1373234080}],
    } | lain


def susun(lembar: Lembar) -> Workbook:
    """Rows are dicts (columns are all their keys, in order of appearance) or plain lists, header first.

    Text is text, even where it looks like a formula.
    """
    buku = Workbook()
    buku.remove(buku.active)
    for nama, isi in lembar.items():
        ws = buku.create_sheet(nama)
        if isinstance(isi, dict):
            isi = [["kunci", "nilai"], *([k, v] for k, v in isi.items())]
        elif not isi or isinstance(isi[0], dict):
            kolom = list(dict.fromkeys(k for baris in isi for k in baris))
            isi = [kolom, *([baris.get(k) for k in kolom] for baris in isi)]
        for nomor, baris in enumerate(isi, 1):
            for letak, nilai in enumerate(baris, 1):
                ws.cell(nomor, letak, nilai)
                if isinstance(nilai, str):
                    ws.cell(nomor, letak).data_type = "s"
    return buku


def simpan(buku: Workbook) -> io.BytesIO:
    berkas = io.BytesIO()
    buku.save(berkas)
    berkas.seek(0)
    return berkas


def buku(lembar: Lembar) -> io.BytesIO:
    return simpan(susun(lembar))


def impor(isi: Lembar | Workbook | bytes | io.BytesIO, **opsi: Any) -> HasilImpor:
    if isinstance(isi, Workbook):
        isi = simpan(isi)
    elif isinstance(isi, dict):
        isi = buku(isi)
    elif isinstance(isi, bytes):
        isi = io.BytesIO(isi)
    return impor_buku(isi, **opsi)


def berhasil(isi: Lembar | Workbook | bytes | io.BytesIO, **opsi: Any) -> HasilImpor:
    """Import what must be accepted."""
    hasil = impor(isi, **opsi)
    assert not hasil.galat, "\n".join(map(str, hasil.galat))
    return hasil


def tempat(temuan: Any) -> set[tuple[str, int | None, str]]:
    """Where something was found: (sheet, row, column)."""
    return {(t.lembar, t.baris, t.kolom) for t in temuan}


def hitungan(hasil: HasilImpor) -> dict[str, tuple[int, int, int, int]]:
    return {h.nama: (h.baru, h.berubah, h.tetap, h.tak_disebut) for h in hasil.lembar}


def baca(berkas: bytes | io.BytesIO) -> dict[str, list[dict[str, Any]]]:
    """Every sheet's rows without empty cells and records; numbers and dates as text, the digits that Excel shows."""
    wb = load_workbook(io.BytesIO(berkas) if isinstance(berkas, bytes) else berkas)
    hasil = {}
    for ws in wb:
        kepala, *baris = [list(b) for b in ws.iter_rows(values_only=True)]
        hasil[ws.title] = [
            {k: rapi(v) for k, v in zip(kepala, isi, strict=False) if rapi(v) is not None and k != "_asal"}
            for isi in baris
        ]
    return hasil


def rapi(nilai: Any) -> Any:
    if isinstance(nilai, int | float) and not isinstance(nilai, bool):
        return format(Decimal(format(nilai, ".15g")).normalize(), "f")
    if isinstance(nilai, datetime.datetime):
        return nilai.date().isoformat()
    if isinstance(nilai, str):
        return nilai.strip().replace("\r\n", "\n") or None
    return nilai


URUTAN_ISI = ("Komponen", "Rincian", "Skala", "Renstra")
"""Where `urutan` is a column of the workbook (or a version) and not just the order of the rows."""


def isi_basis_data(urutan: bool = True) -> dict[str, list[str]]:
    """All that an import may touch, for comparing before and after; without the order of rows if asked."""
    hasil = {}
    for label in ("sakip", "renstra", "capaian", "anggaran", "laporan"):
        for model in apps.get_app_config(label).get_models():
            lewati = set() if urutan or model.__name__ in URUTAN_ISI else {"urutan"}
            hasil[model.__name__] = sorted(semua_baris(model, lewati))
    return hasil


def bongkar(berkas: bytes | io.BytesIO) -> dict[str, bytes]:
    """The parts of a workbook file."""
    with zipfile.ZipFile(io.BytesIO(berkas) if isinstance(berkas, bytes) else berkas) as arsip:
        return {nama: arsip.read(nama) for nama in arsip.namelist()}


def kemas(bagian: dict[str, bytes]) -> bytes:
    """A workbook file of these parts."""
    keluaran = io.BytesIO()
    with zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as arsip:
        for nama, isi in bagian.items():
            arsip.writestr(nama, isi)
    return keluaran.getvalue()


def ubah_bagian(berkas: bytes | io.BytesIO, nama: str, lama: str, baru: str) -> bytes:
    """The file with one text replaced in one of its parts."""
    bagian = bongkar(berkas)
    isi = bagian[nama].decode()
    assert lama in isi, isi[:2000]
    bagian[nama] = isi.replace(lama, baru, 1).encode()
    return kemas(bagian)
