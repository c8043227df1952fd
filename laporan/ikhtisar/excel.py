"""The ikhtisar as an Excel workbook: the same numbers as on the pages, as numbers.

Values keep their full precision and are shown with two decimals; an agency that truncates gets the
truncated number, because Excel would round. A missing value is an empty cell with its reason beside it.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from anggaran.bentuk import JENIS_UANG, nama_belanja
from sakip.angka import bulatkan
from sakip.buku.tulis import tulis_sel

from .bentuk import Ikhtisar

PERSEN, UANG, BEBAS = "#,##0.00", "#,##0.00", "#,##0.##########"
_KEPALA = PatternFill("solid", fgColor="0F4C5C")
Kolom = tuple[str, int, str]
"""Heading, width, number format (empty for text)."""


def ikhtisar_excel(ikhtisar: Ikhtisar) -> bytes:
    """A workbook with the year's summary, indicators, their years, sasaran, money and jenis belanja."""
    buku = Workbook()
    buku.remove(buku.active)
    for nama, kolom, baris in (
        ("Ringkasan", RINGKASAN, _ringkasan(ikhtisar)),
        ("Indikator", INDIKATOR, _indikator(ikhtisar)),
        ("Deret tahun", DERET, _deret(ikhtisar)),
        ("Sasaran", SASARAN, _sasaran(ikhtisar)),
        ("Anggaran", ANGGARAN, _anggaran(ikhtisar)),
        ("Jenis belanja", BELANJA, _belanja(ikhtisar)),
    ):
        _lembar(buku, nama, kolom, baris, ikhtisar.pembulatan)
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def _lembar(buku: Workbook, nama: str, kolom: tuple[Kolom, ...], baris: Iterable[tuple[Any, ...]], cara: str) -> None:
    lembar = buku.create_sheet(nama)
    for letak, (judul, lebar, _) in enumerate(kolom, 1):
        sel = lembar.cell(1, letak, judul)
        sel.font, sel.fill = Font(bold=True, color="FFFFFF"), _KEPALA
        lembar.column_dimensions[get_column_letter(letak)].width = lebar
    for nomor, satu in enumerate(baris, 2):
        for letak, nilai in enumerate(satu, 1):
            if nilai is None or nilai == "":
                continue
            sel = lembar.cell(nomor, letak)
            bentuk = kolom[letak - 1][2] or BEBAS
            tulis_sel(sel, _terpotong(nilai, bentuk, cara))
            if isinstance(nilai, Decimal):
                sel.number_format = bentuk
            else:
                sel.alignment = Alignment(wrap_text=True, vertical="top")
    lembar.freeze_panes = "A2"


def _terpotong(nilai: Any, bentuk: str, cara: str) -> Any:
    return bulatkan(nilai, 2, cara) if cara == "potong" and bentuk == PERSEN and isinstance(nilai, Decimal) else nilai


RINGKASAN: tuple[Kolom, ...] = (("Angka", 46, ""), ("Nilai", 26, PERSEN), ("Keterangan", 60, ""))


def _ringkasan(i: Ikhtisar) -> Iterable[tuple[Any, ...]]:
    t = i.total
    kapan = f"{i.tahun}" + (f" s.d. triwulan {i.triwulan}" if i.triwulan else "")
    yield "Perangkat daerah", None, f"{i.perangkat_daerah.nama}, {i.perangkat_daerah.pemda}"
    yield "Tahun", None, kapan
    yield (
        "Rata-rata capaian IKU (%)",
        t.capaian_iku,
        f"rata-rata {t.dihitung} dari {t.anggota} IKU; {t.predikat or '-'}",
    )
    if i.batas_capaian is not None:
        yield (
            "Rata-rata capaian IKU dibatasi (%)",
            t.capaian_iku_dibatasi,
            f"tiap capaian paling tinggi {i.batas_capaian}",
        )
    yield "Pagu murni (Rp)", t.pagu_murni, ""
    yield "Pagu (Rp)", t.pagu, ""
    yield "Realisasi anggaran (Rp)", t.realisasi, ""
    yield "Sisa (Rp)", t.sisa, ""
    yield "Serapan (%)", t.serapan, t.alasan
    yield "Rata-rata serapan sasaran (%)", t.serapan_rata_sasaran, ""
    yield "Efisiensi", t.efisiensi, f"metode {i.metode_efisiensi}; {t.kesimpulan or '-'}"


INDIKATOR: tuple[Kolom, ...] = (
    ("Kode", 14, ""),
    ("Simpul", 12, ""),
    ("Indikator", 60, ""),
    ("IKU", 6, ""),
    ("Satuan", 12, ""),
    ("Target", 14, BEBAS),
    ("Target tercetak", 18, ""),
    ("Versi target", 14, ""),
    ("Realisasi", 14, BEBAS),
    ("Capaian (%)", 14, PERSEN),
    ("Predikat", 18, ""),
    ("Status", 18, ""),
    ("Alasan", 28, ""),
    ("Serapan (%)", 14, PERSEN),
    ("Efisiensi", 12, PERSEN),
    ("Kesimpulan", 16, ""),
)


def _indikator(i: Ikhtisar) -> Iterable[tuple[Any, ...]]:
    for x in i.indikator:
        e = x.efisiensi
        yield (
            *(x.kode, x.induk, x.nama, "ya" if x.iku else "", x.satuan),
            *(x.target, x.target_teks, x.versi_target, x.realisasi, x.capaian),
            *(x.predikat, x.status, x.alasan, e.serapan, e.nilai, e.kesimpulan),
        )


DERET: tuple[Kolom, ...] = (
    ("Kode", 14, ""),
    ("Indikator", 60, ""),
    ("Tahun", 8, ""),
    ("Target", 14, BEBAS),
    ("Realisasi", 14, BEBAS),
    ("Capaian (%)", 14, PERSEN),
    ("Selisih", 14, BEBAS),
    ("Kenaikan (%)", 14, PERSEN),
    ("Alasan", 28, ""),
)


def _deret(i: Ikhtisar) -> Iterable[tuple[Any, ...]]:
    for x in i.indikator:
        for d in x.deret:
            yield x.kode, x.nama, d.tahun, d.target, d.realisasi, d.capaian, d.selisih, d.kenaikan_persen, d.alasan


SASARAN: tuple[Kolom, ...] = (
    ("Kode", 12, ""),
    ("Sasaran", 60, ""),
    ("IKU dihitung", 14, ""),
    ("Capaian (%)", 14, PERSEN),
    ("Predikat", 18, ""),
    ("Pagu (Rp)", 22, UANG),
    ("Realisasi (Rp)", 22, UANG),
    ("Sisa (Rp)", 22, UANG),
    ("Serapan (%)", 14, PERSEN),
    ("Efisiensi", 12, PERSEN),
    ("Kesimpulan", 16, ""),
    ("Alasan", 28, ""),
)


def _sasaran(i: Ikhtisar) -> Iterable[tuple[Any, ...]]:
    nama = {s.kode: s.uraian for s in i.simpul}
    for s in i.sasaran:
        yield (
            *(s.kode, nama[s.kode], f"{s.dihitung} dari {s.anggota}", s.capaian, s.predikat),
            *(s.pagu, s.realisasi, s.sisa, s.serapan, s.efisiensi, s.kesimpulan, s.alasan),
        )


ANGGARAN: tuple[Kolom, ...] = (
    ("Kode", 12, ""),
    ("Kode nomenklatur", 22, ""),
    ("Jenis", 14, ""),
    ("Uraian", 60, ""),
    ("Mendukung", 20, ""),
    ("Pagu murni (Rp)", 22, UANG),
    ("Pagu (Rp)", 22, UANG),
    ("TW I (Rp)", 20, UANG),
    ("TW II (Rp)", 20, UANG),
    ("TW III (Rp)", 20, UANG),
    ("TW IV (Rp)", 20, UANG),
    ("Realisasi (Rp)", 22, UANG),
    ("Sisa (Rp)", 22, UANG),
    ("Serapan (%)", 14, PERSEN),
    ("Alasan", 28, ""),
)


def _anggaran(i: Ikhtisar) -> Iterable[tuple[Any, ...]]:
    for s in i.simpul:
        if s.jenis in JENIS_UANG:
            yield (
                *(s.kode, s.kode_nomenklatur, s.jenis.replace("_", " "), s.uraian, ";".join(s.mendukung)),
                *(s.pagu_murni, s.pagu, *s.realisasi_triwulan, s.realisasi, s.sisa, s.serapan, s.alasan),
            )
    t = i.total
    yield (
        *("", "", "jumlah", "Jumlah", "", t.pagu_murni, t.pagu),
        *t.realisasi_triwulan,
        t.realisasi,
        t.sisa,
        t.serapan,
        t.alasan,
    )


BELANJA: tuple[Kolom, ...] = (
    ("Jenis belanja", 30, ""),
    ("Pagu murni (Rp)", 22, UANG),
    ("Pagu (Rp)", 22, UANG),
    ("Realisasi (Rp)", 22, UANG),
    ("Serapan (%)", 14, PERSEN),
    ("Asal", 24, ""),
)


def _belanja(i: Ikhtisar) -> Iterable[tuple[Any, ...]]:
    for j in i.jenis_belanja:
        asal = "dinyatakan instansi" if j.dinyatakan else "jumlah rincian"
        yield nama_belanja(j.jenis), j.pagu_murni, j.pagu, j.realisasi, j.serapan, asal
