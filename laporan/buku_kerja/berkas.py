"""Opens an uploaded workbook safely and reads its sheets as plain rows.

Everything is refused here that must never reach the import: other formats, locked or macro files,
zip bombs, merged cells, formulas without a stored value. A refusal is one clear sentence.
"""

from __future__ import annotations

import datetime
import logging
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from defusedxml import ElementTree
from django.conf import settings
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS

from sakip.angka import ANGKA_PENTING, AngkaTakTerbaca, dari_excel, rapikan

from .pindai import Pindaian, TerlaluBanyakBaris, pindai_lembar, tolak_dtd

logger = logging.getLogger(__name__)
BATAS_BARIS = 200_000
BATAS_TERURAI = 250 * 1024 * 1024
BATAS_BAGIAN = 60 * 1024 * 1024
"""Of one part that is not a sheet, and so is held in memory whole."""
RUSAK = "Berkas rusak atau tidak disimpan oleh Excel. Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah ulang."
BUKAN_BUKU = "Berkas ini bukan buku kerja Excel (.xlsx)."
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NS_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_KUTIPAN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class BerkasDitolak(Exception):
    """The file cannot be read as a workbook; the message says why and what to do."""


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
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _baca_buku(berkas, lembar_dikenal)
    except BerkasDitolak:
        raise
    except Exception as galat:  # whatever a damaged file makes zipfile, expat or openpyxl raise
        logger.info("Buku kerja rusak: %r", galat)
        raise BerkasDitolak(RUSAK) from galat


def _baca_buku(berkas: BinaryIO, lembar_dikenal: set[str]) -> list[LembarMentah]:
    with _buka_arsip(berkas) as arsip:
        pindaian = _pindai(arsip, lembar_dikenal)
    berkas.seek(0)
    buku = load_workbook(berkas, read_only=True, data_only=True, keep_links=False)
    try:
        return [
            _baca_lembar(ws, pindaian[ws.title]) if ws.title in lembar_dikenal else LembarMentah(ws.title, [])
            for ws in buku.worksheets
            if ws.title in pindaian
        ]
    finally:
        buku.close()


def _buka_arsip(berkas: BinaryIO) -> zipfile.ZipFile:
    berkas.seek(0, 2)
    ukuran = berkas.tell()
    berkas.seek(0)
    awal = berkas.read(8)
    berkas.seek(0)
    if ukuran == 0:
        raise BerkasDitolak("Berkas kosong (0 byte). Pilih berkas buku kerja yang sudah diisi.")
    if ukuran > settings.BATAS_UNGGAHAN:
        raise BerkasDitolak(
            f"Berkas lebih besar dari {settings.BATAS_UNGGAHAN // 1024 // 1024} MB. "
            "Hapus gambar dan lembar yang tidak diperlukan, lalu unggah ulang."
        )
    if awal == _OLE2:
        raise BerkasDitolak(
            "Berkas terkunci kata sandi atau berformat lama (.xls). "
            "Hapus kata sandinya atau simpan sebagai .xlsx, lalu unggah ulang."
        )
    try:
        arsip = zipfile.ZipFile(berkas)
    except zipfile.BadZipFile as galat:
        raise BerkasDitolak(RUSAK if awal.startswith(b"PK") else BUKAN_BUKU) from galat
    _periksa_arsip(arsip)
    return arsip


def _periksa_arsip(arsip: zipfile.ZipFile) -> None:
    nama = set(arsip.namelist())
    if any(info.flag_bits & 1 for info in arsip.infolist()):
        raise BerkasDitolak("Berkas terkunci kata sandi. Hapus kata sandinya, lalu unggah ulang.")
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= nama:
        raise BerkasDitolak(BUKAN_BUKU)
    ukuran = [info.file_size for info in arsip.infolist()]
    lain = [i.file_size for i in arsip.infolist() if not i.filename.startswith("xl/worksheets/")]
    if sum(ukuran) > BATAS_TERURAI or max(lain) > BATAS_BAGIAN:
        raise BerkasDitolak(
            "Isi berkas terlalu besar setelah diurai. Hapus baris kosong dan lembar yang tidak diperlukan."
        )
    for satu in nama:
        if satu.endswith((".xml", ".rels")):
            with arsip.open(satu) as aliran:
                tolak_dtd(aliran)
    jenis = arsip.read("[Content_Types].xml")
    if b"macroEnabled" in jenis or any(n.endswith("vbaProject.bin") for n in nama):
        raise BerkasDitolak("Berkas berisi makro (.xlsm). Simpan sebagai .xlsx tanpa makro, lalu unggah ulang.")


def _pindai(arsip: zipfile.ZipFile, lembar_dikenal: set[str]) -> dict[str, Pindaian]:
    gaya_persen = _gaya_persen(arsip)
    hasil: dict[str, Pindaian] = {}
    sisa = BATAS_BARIS
    for nama, jalur in _jalur_lembar(arsip):
        try:
            with arsip.open(jalur) as aliran:
                hasil[nama] = pindai_lembar(aliran, gaya_persen, sisa)
        except TerlaluBanyakBaris as galat:
            banyak = f"{BATAS_BARIS:,}".replace(",", ".")
            raise BerkasDitolak(
                f"Buku kerja berisi lebih dari {banyak} baris. Hapus baris kosong dan lembar yang tidak diperlukan."
            ) from galat
        sisa -= hasil[nama].baris
    for nama in lembar_dikenal & set(hasil):
        if hasil[nama].gabungan:
            raise BerkasDitolak(
                f"Lembar {nama} mempunyai sel gabungan ({', '.join(hasil[nama].gabungan[:5])}). "
                "Pisahkan sel itu (Unmerge), isi tiap baris, lalu unggah ulang."
            )
        if hasil[nama].tanpa_nilai:
            raise BerkasDitolak(
                f"Lembar {nama} mempunyai rumus tanpa nilai tersimpan ({', '.join(hasil[nama].tanpa_nilai[:5])}). "
                "Buka di Excel dan simpan, atau tempel sebagai nilai, lalu unggah ulang."
            )
    return hasil


def _jalur_lembar(arsip: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, path of its XML) of every worksheet."""
    rel = ElementTree.fromstring(arsip.read("xl/_rels/workbook.xml.rels"))
    tujuan = {r.get("Id"): r.get("Target") for r in rel if str(r.get("Type")).endswith("/worksheet")}
    buku = ElementTree.fromstring(arsip.read("xl/workbook.xml"))
    if buku.tag != f"{_NS}workbook":
        raise BerkasDitolak("Berkas berformat lain (Strict Open XML). Simpan sebagai “Excel Workbook (.xlsx)” biasa.")
    for lembar in buku.iter(f"{_NS}sheet"):
        if (jalur := tujuan.get(lembar.get(f"{_NS_REL}id"))) is not None:
            nama = jalur.lstrip("/") if jalur.startswith("/") else str(PurePosixPath("xl") / jalur)
            yield str(lembar.get("name")), nama


def _gaya_persen(arsip: zipfile.ZipFile) -> set[str]:
    """Style numbers whose format shows a percentage."""
    if "xl/styles.xml" not in arsip.namelist():
        return set()
    akar = ElementTree.fromstring(arsip.read("xl/styles.xml"))
    format_ = {str(k): v for k, v in BUILTIN_FORMATS.items()}
    format_ |= {str(f.get("numFmtId")): str(f.get("formatCode")) for f in akar.iter(f"{_NS}numFmt")}
    xfs = akar.find(f"{_NS}cellXfs")
    return {
        str(nomor)
        for nomor, xf in enumerate([] if xfs is None else xfs)
        if "%" in _KUTIPAN.sub("", format_.get(str(xf.get("numFmtId")), ""))
    }


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
        isi = list(nilai[:lebar])
        lembar.tanpa_judul |= {i for i, n in enumerate(nilai) if n not in (None, "") and (i >= lebar or not kepala[i])}
        if any(n is not None and n != "" for n in isi):
            isi.extend([None] * (lebar - len(isi)))
            lembar.baris.append((nomor, isi))
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
