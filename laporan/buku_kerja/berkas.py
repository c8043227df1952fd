"""Opens an uploaded workbook safely and reads its sheets as plain rows.

Everything is refused here that must never reach the import: other formats, locked or macro files,
zip bombs, merged cells, formulas without a stored value. A refusal is one clear sentence.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, BinaryIO

from django.conf import settings

from sakip.angka import ANGKA_PENTING, AngkaTakTerbaca, dari_excel, rapikan
from sakip.berkas.buku import BATAS_BARIS, Pindaian, buka_arsip, muat_buku, pindai_buku, tolak_rusak
from sakip.berkas.buku import BukuDitolak as BerkasDitolak

__all__ = [
    "BATAS_BARIS",
    "BerkasDitolak",
    "LembarMentah",
    "baca_buku",
    "nilai_persen",
    "sebagai_teks",
    "seperti_terlihat",
]


@dataclass
class LembarMentah:
    """One sheet as found: its header, and (row number, values) of every row that is not empty."""

    nama: str
    kepala: list[str]
    baris: list[tuple[int, list[Any]]] = field(default_factory=list)
    persen: set[tuple[int, int]] = field(default_factory=set)
    """(row, column index) of numbers that Excel shows as a percentage."""
    tanpa_judul: set[int] = field(default_factory=set)
    """Index of columns that hold something but have no header."""


def baca_buku(berkas: BinaryIO, lembar_dikenal: set[str]) -> list[LembarMentah]:
    """All sheets of the workbook, as plain rows.

    Raises:
        BerkasDitolak: with a sentence for the user; nothing was imported.
    """
    with tolak_rusak():
        return _baca_buku(berkas, lembar_dikenal)


def _baca_buku(berkas: BinaryIO, lembar_dikenal: set[str]) -> list[LembarMentah]:
    with buka_arsip(berkas, settings.BATAS_UNGGAHAN) as arsip:
        pindaian = pindai_buku(arsip)
    _tolak_tata_letak(pindaian, lembar_dikenal)
    buku = muat_buku(berkas)
    try:
        return [
            _baca_lembar(ws, pindaian[ws.title]) if ws.title in lembar_dikenal else LembarMentah(ws.title, [])
            for ws in buku.worksheets
            if ws.title in pindaian
        ]
    finally:
        buku.close()


def _tolak_tata_letak(pindaian: dict[str, Pindaian], lembar_dikenal: set[str]) -> None:
    for nama in lembar_dikenal & set(pindaian):
        if pindaian[nama].gabungan:
            raise BerkasDitolak(
                f"Lembar {nama} mempunyai sel gabungan ({', '.join(pindaian[nama].gabungan[:5])}). "
                "Pisahkan sel itu (Unmerge), isi tiap baris, lalu unggah ulang."
            )
        if pindaian[nama].tanpa_nilai:
            raise BerkasDitolak(
                f"Lembar {nama} mempunyai rumus tanpa nilai tersimpan ({', '.join(pindaian[nama].tanpa_nilai[:5])}). "
                "Buka di Excel dan simpan, atau tempel sebagai nilai, lalu unggah ulang."
            )


def _baca_lembar(ws: Any, pindaian: Pindaian) -> LembarMentah:
    """Reads to the real last row: the size that a file claims for its sheet may be wrong."""
    ws.reset_dimensions()
    baris = ws.iter_rows(values_only=True)
    kepala = [str(k).strip() if k is not None else "" for k in next(baris, ())]
    while kepala and not kepala[-1]:
        kepala.pop()
    lembar = LembarMentah(ws.title, kepala, persen=pindaian.persen)
    lebar = len(kepala)
    for nomor, nilai in enumerate(baris, start=2):
        sel = list(nilai[:lebar])
        lembar.tanpa_judul |= {i for i, n in enumerate(nilai) if n not in (None, "") and (i >= lebar or not kepala[i])}
        if any(n is not None and n != "" for n in sel):
            sel.extend([None] * (lebar - len(sel)))
            lembar.baris.append((nomor, sel))
    return lembar


def nilai_persen(nilai: Any) -> Decimal:
    """A number that Excel shows as a percentage, as the percentage that the user sees: 0.9949 → 99.49."""
    return rapikan(dari_excel(nilai) * 100)


def sebagai_teks(nilai: Any) -> str:
    """A cell as text: whole numbers without `.0`, dates in ISO form.

    Raises:
        AngkaTakTerbaca: a number so long that Excel no longer has all its digits (a NIP, say).
    """
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, int | float):
        if abs(nilai) >= 10**ANGKA_PENTING:
            raise AngkaTakTerbaca("angka sepanjang ini kehilangan digit di Excel; tulis selnya sebagai teks")
        return format(dari_excel(nilai), "f")
    if isinstance(nilai, datetime.datetime | datetime.date):
        return nilai.strftime("%Y-%m-%d")
    return str(nilai)


def seperti_terlihat(nilai: Any) -> str:
    """A cell for a message or a comparison, whatever it holds."""
    try:
        return "" if nilai is None else sebagai_teks(nilai)
    except AngkaTakTerbaca:
        return str(nilai)
