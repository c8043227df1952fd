"""Opens an uploaded workbook safely and reads its sheets as plain rows.

Everything is refused here that must never reach the import: other formats, locked or macro files,
zip bombs, merged cells, formulas without a stored value. A refusal is one clear sentence.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, islice
from typing import Any, BinaryIO

from django.conf import settings

from sakip.angka import ANGKA_PENTING, AngkaTakTerbaca, dari_excel, rapikan
from sakip.berkas import anak
from sakip.berkas.buku import (
    BATAS_BARIS,
    TERLALU_BESAR,
    Pindaian,
    buka_arsip,
    muat_buku,
    pindai_buku,
    tolak_rusak,
)
from sakip.berkas.buku import BukuDitolak as BerkasDitolak
from sakip.pekerjaan.kemajuan import Kemajuan

__all__ = [
    "BARIS_CARI_JUDUL",
    "BATAS_BARIS",
    "BerkasDitolak",
    "LembarMentah",
    "baca_buku",
    "baku_judul",
    "nilai_persen",
    "sebagai_teks",
    "seperti_terlihat",
    "tanpa_judul",
]

BATAS = anak.Batas(memori=768 * anak.MB, detik=90, tunggu=200)
BATAS_SEL = 1_500_000
"""Cells that are kept, of all sheets: the process that imports holds them."""
BATAS_PERSEN = 100_000
LANGKAH = 500
"""Rows between two reports."""
BARIS_CARI_JUDUL = 10
"""Rows in which the header is searched."""
_ALAMAT = re.compile(r"[A-Z]+([0-9]+)")


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
    baris_judul: int = 1
    """The row of the header; 0 where none was found."""
    hampa: bool = False
    """Nothing at all stands on it."""


def baku_judul(teks: Any) -> str:
    """A column's or sheet's name in any case, with spaces for underscores or around it."""
    return "_".join(str("" if teks is None else teks).casefold().split())


def tanpa_judul(kolom: Sequence[str]) -> str:
    """The sentence where no header was found."""
    contoh = ", ".join(kolom[:4])
    pesan = f"baris judul tidak ditemukan dalam {BARIS_CARI_JUDUL} baris pertama"
    return f"{pesan}; tulis judul kolomnya ({contoh}{', ...' if len(kolom) > 4 else ''})"


def _judul(sel: Any, dikenal: Collection[str]) -> str:
    """A header as we write it, if it is known."""
    baku = baku_judul(sel)
    return baku if baku in dikenal or sel is None else str(sel).strip()


def baca_buku(
    berkas: BinaryIO, dikenal: Mapping[str, Collection[str]], kemajuan: Kemajuan | None = None
) -> list[LembarMentah]:
    """All sheets of the workbook, as plain rows, read by a child (`anak`); `dikenal`: the known sheets, each with its
    columns.

    Raises:
        BerkasDitolak: with a sentence for the user; nothing was imported.
    """
    kemajuan = kemajuan or Kemajuan()

    def terima(langkah: str, maju: int, perkiraan: int) -> None:
        kemajuan.langkah, kemajuan.maju, kemajuan.perkiraan = langkah, maju, perkiraan
        kemajuan.lanjut()

    return anak.jalankan(_di_anak, berkas, dikenal, tolak=BerkasDitolak, batas=BATAS, saat_kabar=terima)


def _di_anak(berkas: BinaryIO, dikenal: Mapping[str, Collection[str]], lapor: anak.Lapor) -> list[LembarMentah]:
    kemajuan = Kemajuan()
    kemajuan.lanjut = lambda: lapor(kemajuan.langkah, kemajuan.maju, kemajuan.perkiraan)
    with tolak_rusak():
        return _baca_buku(berkas, dikenal, kemajuan)


def _baca_buku(berkas: BinaryIO, dikenal: Mapping[str, Collection[str]], kemajuan: Kemajuan) -> list[LembarMentah]:
    with buka_arsip(berkas, settings.BATAS_UNGGAHAN) as arsip:
        pindaian = pindai_buku(arsip)
    kemajuan.mulai("Membaca berkas", sum(p.baris for p in pindaian.values()))
    buku = muat_buku(berkas)
    nama_baku = {baku_judul(nama): nama for nama in dikenal}
    try:
        _tolak_nama_kembar([ws.title for ws in buku.worksheets], nama_baku)
        lembar: list[LembarMentah] = []
        sisa = BATAS_SEL
        for ws in buku.worksheets:
            if ws.title not in pindaian:
                continue
            if (nama := nama_baku.get(baku_judul(ws.title))) is None:
                lembar.append(LembarMentah(ws.title, []))
                continue
            lembar.append(_baca_lembar(ws, nama, pindaian[ws.title], dikenal[nama], kemajuan, sisa))
            sisa -= len(lembar[-1].baris) * len(lembar[-1].kepala)
        if sum(len(lm.persen) for lm in lembar) > BATAS_PERSEN:
            raise BerkasDitolak(TERLALU_BESAR)
        return lembar
    finally:
        buku.close()


def _tolak_nama_kembar(judul: list[str], nama_baku: Mapping[str, str]) -> None:
    """Two sheets of one name: which one counts is not for us to say."""
    pertama: dict[str, int] = {}
    for nomor, satu in enumerate(judul, 1):
        baku = baku_judul(satu)
        if baku in nama_baku and baku in pertama:
            raise BerkasDitolak(
                f"Dua lembar bernama {nama_baku[baku]}: lembar ke-{pertama[baku]} (“{judul[pertama[baku] - 1]}”) dan "
                f"lembar ke-{nomor} (“{satu}”). Gabungkan isinya atau ganti nama salah satunya, lalu unggah ulang."
            )
        pertama.setdefault(baku, nomor)


def _tolak_tata_letak(nama: str, pindaian: Pindaian, judul: int) -> None:
    """What stands above the header is a title and may be merged."""
    if gabungan := [g for g in pindaian.gabungan if _baris_terakhir(g) >= judul]:
        raise BerkasDitolak(
            f"Lembar {nama} mempunyai sel gabungan ({', '.join(gabungan[:5])}). "
            "Pisahkan sel itu (Unmerge), isi tiap baris, lalu unggah ulang."
        )
    if tanpa_nilai := [t for t in pindaian.tanpa_nilai if _baris_terakhir(t) >= judul]:
        raise BerkasDitolak(
            f"Lembar {nama} mempunyai rumus tanpa nilai tersimpan ({', '.join(tanpa_nilai[:5])}). "
            "Buka di Excel dan simpan, atau tempel sebagai nilai, lalu unggah ulang."
        )


def _baris_terakhir(rujukan: str) -> int:
    """The last row of `A1:H2`."""
    return max((int(nomor) for nomor in _ALAMAT.findall(rujukan)), default=BATAS_BARIS)


def _baca_lembar(
    ws: Any, nama: str, pindaian: Pindaian, dikenal: Collection[str], kemajuan: Kemajuan, sisa: int
) -> LembarMentah:
    """Reads to the real last row: the size that a file claims for its sheet may be wrong. `sisa`: cells that may be
    kept."""
    ws.reset_dimensions()
    baris = enumerate(ws.iter_rows(values_only=True), start=1)
    awal = list(islice(baris, BARIS_CARI_JUDUL))
    judul, kepala = _cari_judul(awal, dikenal)
    _tolak_tata_letak(nama, pindaian, judul)
    lembar = LembarMentah(nama, kepala, persen=pindaian.persen, baris_judul=judul)
    if not judul:
        lembar.hampa = not any(n not in (None, "") for _, nilai in chain(awal, baris) for n in nilai)
        return lembar
    lebar = len(kepala)
    for nomor, nilai in chain(awal[judul:], baris):
        kemajuan.maju += 1
        if kemajuan.maju % LANGKAH == 0:
            kemajuan.lanjut()
        sel = list(nilai[:lebar])
        lembar.tanpa_judul |= {i for i, n in enumerate(nilai) if n not in (None, "") and (i >= lebar or not kepala[i])}
        if any(n is not None and n != "" for n in sel):
            sel.extend([None] * (lebar - len(sel)))
            lembar.baris.append((nomor, sel))
            if len(lembar.baris) * lebar > sisa:
                raise BerkasDitolak(TERLALU_BESAR)
    tersimpan = {nomor for nomor, _ in lembar.baris}
    lembar.persen = {(nomor, kolom) for nomor, kolom in lembar.persen if nomor in tersimpan and kolom < lebar}
    return lembar


def _cari_judul(awal: list[tuple[int, Any]], dikenal: Collection[str]) -> tuple[int, list[str]]:
    """The row that names most columns (0 if none does), and its names as we write them where they are known."""
    terbaik, judul = 0, 0
    for nomor, nilai in awal:
        kenal = len({baku_judul(n) for n in nilai} & set(dikenal))
        if kenal > terbaik:
            terbaik, judul = kenal, nomor
    if not judul:
        return 0, []
    kepala = [
        baku if (baku := baku_judul(n)) in dikenal else ("" if n is None else str(n).strip())
        for n in awal[judul - 1][1]
    ]
    while kepala and not kepala[-1]:
        kepala.pop()
    return judul, kepala


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
