"""Opens a workbook from outside safely: what every import of .xlsx files shares.

Everything is refused here that must never reach a reader: other formats, locked or macro files, zip
bombs, XML that no spreadsheet program writes. A sheet's XML is walked once, in constant memory, before
anything else may read it. A refusal is one clear sentence.
"""

from __future__ import annotations

import logging
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from defusedxml import ElementTree
from openpyxl import load_workbook
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter

from sakip.ditolak import Ditolak

from . import takaran
from .takaran import TataLetakRusak, TerlaluBesar

logger = logging.getLogger(__name__)
BATAS_BARIS = 200_000
BATAS_TERURAI = 250 * 1024 * 1024
BATAS_BAGIAN = 60 * 1024 * 1024
"""Of one part that is not a sheet, and so is held in memory whole."""
BAGIAN_TERBANYAK = 5_000
LEMBAR_TERBANYAK = 300
BATAS_NOMOR_BARIS = 1_048_576
BATAS_NOMOR_KOLOM = 16_384
BATAS_UNSUR = 200_000
"""Elements from one row to the next."""
TERLALU_BESAR = "Isi berkas terlalu besar setelah diurai. Hapus baris kosong dan lembar yang tidak diperlukan."
_RUANG = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ALAMAT = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")
RUSAK = "Berkas rusak atau tidak disimpan oleh Excel. Buka di Excel, simpan lagi sebagai .xlsx, lalu unggah ulang."
BUKAN_BUKU = "Berkas ini bukan buku kerja Excel (.xlsx)."
_JENIS, _BUKU, _RELASI = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_NS_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_KUTIPAN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class BukuDitolak(Ditolak):
    """The file cannot be read as a workbook; the message says why and what to do."""


@contextmanager
def tolak_rusak() -> Iterator[None]:
    """Whatever a damaged file makes zipfile, expat or openpyxl raise or warn becomes one sentence.

    Raises:
        BukuDitolak: as raised inside, or `RUSAK`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (BukuDitolak, MemoryError):
        raise
    except TerlaluBesar as galat:
        raise BukuDitolak(TERLALU_BESAR) from galat
    except Exception as galat:
        logger.info("Buku kerja rusak: %r", galat)
        raise BukuDitolak(RUSAK) from galat


def muat_buku(berkas: BinaryIO) -> Any:
    """openpyxl's workbook of a file that was scanned: read row by row, stored values instead of formulas."""
    berkas.seek(0)
    return load_workbook(berkas, read_only=True, data_only=True, keep_links=False)


def buka_arsip(berkas: BinaryIO, batas: int) -> zipfile.ZipFile:
    """The archive of a workbook of at most `batas` bytes, after everything that can be judged from outside.

    Raises:
        BukuDitolak: another format, locked, with macros, too big, a zip bomb.
    """
    berkas.seek(0, 2)
    ukuran = berkas.tell()
    berkas.seek(0)
    awal = berkas.read(8)
    berkas.seek(0)
    if ukuran == 0:
        raise BukuDitolak("Berkas kosong (0 byte). Pilih berkas buku kerja yang sudah diisi.")
    if ukuran > batas:
        raise BukuDitolak(
            f"Berkas lebih besar dari {batas // 1024 // 1024} MB. "
            "Hapus gambar dan lembar yang tidak diperlukan, lalu unggah ulang."
        )
    if awal == _OLE2:
        raise BukuDitolak(
            "Berkas terkunci kata sandi atau berformat lama (.xls). "
            "Hapus kata sandinya atau simpan sebagai .xlsx, lalu unggah ulang."
        )
    try:
        arsip = zipfile.ZipFile(berkas)
    except zipfile.BadZipFile as galat:
        raise BukuDitolak(RUSAK if awal.startswith(b"PK") else BUKAN_BUKU) from galat
    _periksa_arsip(arsip)
    return arsip


def _periksa_arsip(arsip: zipfile.ZipFile) -> None:
    """Everything of the archive but its sheets, which `pindai_buku` walks, is read once in constant memory."""
    daftar = arsip.infolist()
    nama = {info.filename for info in daftar}
    if any(info.flag_bits & 1 for info in daftar):
        raise BukuDitolak("Berkas terkunci kata sandi. Hapus kata sandinya, lalu unggah ulang.")
    if not {_JENIS, _BUKU} <= nama:
        raise BukuDitolak(BUKAN_BUKU)
    if len(nama) < len(daftar):
        raise BukuDitolak(RUSAK)
    if len(daftar) > BAGIAN_TERBANYAK or sum(info.file_size for info in daftar) > BATAS_TERURAI:
        raise BukuDitolak(TERLALU_BESAR)
    inti = [bagian for bagian in (_JENIS, _BUKU, _RELASI) if bagian in nama]
    for satu in inti:
        _periksa_bagian(arsip, satu)
    lembar = {jalur for _, jalur in _jalur_lembar(arsip)} if _RELASI in nama else set()
    sebagai_xml = _ber_xml(arsip)
    for info in daftar:
        if info.filename in lembar or info.filename in inti:
            continue
        if info.file_size > BATAS_BAGIAN:
            raise BukuDitolak(TERLALU_BESAR)
        if info.filename.endswith((".xml", ".rels")) or info.filename in sebagai_xml:
            _periksa_bagian(arsip, info.filename)
    jenis = arsip.read(_JENIS)
    if b"macroEnabled" in jenis or any(n.endswith("vbaProject.bin") for n in nama):
        raise BukuDitolak("Berkas berisi makro (.xlsm). Simpan sebagai .xlsx tanpa makro, lalu unggah ulang.")


def _periksa_bagian(arsip: zipfile.ZipFile, nama: str) -> None:
    if arsip.getinfo(nama).file_size > BATAS_BAGIAN:
        raise BukuDitolak(TERLALU_BESAR)
    try:
        with arsip.open(nama) as aliran:
            takaran.ukur(aliran)
    except TerlaluBesar as galat:
        raise BukuDitolak(TERLALU_BESAR) from galat


def _ber_xml(arsip: zipfile.ZipFile) -> set[str]:
    """Parts that are XML by what the archive says of them, whatever their names end with."""
    akar = ElementTree.fromstring(arsip.read(_JENIS))
    return {str(e.get("PartName")).lstrip("/") for e in akar if str(e.get("ContentType")).endswith("xml")} & {
        *arsip.namelist()
    }


def pindai_buku(arsip: zipfile.ZipFile, persen: bool = True) -> dict[str, Pindaian]:
    """What the XML of every sheet tells, by name of the sheet; `persen` False leaves percentages out.

    Raises:
        BukuDitolak: more than `BATAS_BARIS` rows in all, or a format that cannot be read.
        TataLetakRusak, expat.ExpatError: a sheet is damaged.
    """
    gaya_persen = _gaya_persen(arsip) if persen else set()
    hasil: dict[str, Pindaian] = {}
    sisa = BATAS_BARIS
    semua = list(_jalur_lembar(arsip))
    if len(semua) > LEMBAR_TERBANYAK:
        raise BukuDitolak(TERLALU_BESAR)
    for nama, jalur in semua:
        try:
            with arsip.open(jalur) as aliran:
                hasil[nama] = pindai_lembar(aliran, gaya_persen, sisa)
        except TerlaluBanyakBaris as galat:
            banyak = f"{BATAS_BARIS:,}".replace(",", ".")
            raise BukuDitolak(
                f"Buku kerja berisi lebih dari {banyak} baris. Hapus baris kosong dan lembar yang tidak diperlukan."
            ) from galat
        sisa -= hasil[nama].baris
    return hasil


def _jalur_lembar(arsip: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(sheet name, path of its XML) of every worksheet."""
    rel = ElementTree.fromstring(arsip.read(_RELASI))
    tujuan = {r.get("Id"): r.get("Target") for r in rel if str(r.get("Type")).endswith("/worksheet")}
    buku = ElementTree.fromstring(arsip.read(_BUKU))
    if buku.tag != f"{_NS}workbook":
        raise BukuDitolak("Berkas berformat lain (Strict Open XML). Simpan sebagai “Excel Workbook (.xlsx)” biasa.")
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


class TerlaluBanyakBaris(Exception):
    """More rows than a workbook may have."""


@dataclass
class Pindaian:
    """What a sheet's XML says that its values do not."""

    gabungan: list[str] = field(default_factory=list)
    tanpa_nilai: list[str] = field(default_factory=list)
    persen: set[tuple[int, int]] = field(default_factory=set)
    """(row, column index) of numbers shown as a percentage."""
    baris: int = 0


class _Pemindai:
    def __init__(self, gaya_persen: set[str], sisa_baris: int) -> None:
        self.hasil = Pindaian()
        self.gaya_persen, self.sisa_baris = gaya_persen, sisa_baris
        self.nomor_baris = self.nomor_kolom = self.unsur = self.panjang = 0
        self.atribut: dict[str, str] = {}
        self.rumus = self.dalam_nilai = self.bernilai = False

    def mulai(self, tanda: str, atribut: dict[str, str]) -> None:
        self.unsur += 1
        self.panjang = 0
        if self.unsur > BATAS_UNSUR or len(atribut) > takaran.ATRIBUT_TERBANYAK:
            raise TataLetakRusak("terlalu banyak unsur")
        nama = tanda.removeprefix(_RUANG)
        if nama == "row":
            self._baris(atribut)
        elif nama == "c":
            self._sel(atribut)
        elif nama == "f":
            self.rumus = True
        elif nama == "v":
            self.dalam_nilai = True
        elif nama == "mergeCell":
            self.hasil.gabungan.append(atribut.get("ref", ""))

    def _baris(self, atribut: dict[str, str]) -> None:
        nomor = int(atribut.get("r", self.nomor_baris + 1))
        if not self.nomor_baris < nomor <= BATAS_NOMOR_BARIS:
            raise TataLetakRusak(f"baris {nomor} setelah baris {self.nomor_baris}")
        self.nomor_baris, self.nomor_kolom, self.unsur = nomor, 0, 0
        self.hasil.baris += 1
        if self.hasil.baris > self.sisa_baris:
            raise TerlaluBanyakBaris

    def _sel(self, atribut: dict[str, str]) -> None:
        self.atribut, self.rumus, self.bernilai = atribut, False, False
        kolom = self.nomor_kolom + 1
        if "r" in atribut:
            alamat = _ALAMAT.match(atribut["r"])
            if alamat is None or int(alamat[2]) != self.nomor_baris:
                raise TataLetakRusak(f"sel {atribut['r']} pada baris {self.nomor_baris}")
            kolom = column_index_from_string(alamat[1])
        if not self.nomor_kolom < kolom <= BATAS_NOMOR_KOLOM:
            raise TataLetakRusak(f"kolom {kolom} setelah kolom {self.nomor_kolom}")
        self.nomor_kolom = kolom

    def huruf(self, teks: str) -> None:
        self.panjang += len(teks)
        if self.panjang > takaran.TEKS_TERPANJANG:
            raise TerlaluBesar("teks")
        if self.dalam_nilai and teks:
            self.bernilai = True

    def selesai(self, tanda: str) -> None:
        nama = tanda.removeprefix(_RUANG)
        if nama == "v":
            self.dalam_nilai = False
        elif nama == "c":
            jenis = self.atribut.get("t", "n")
            if self.rumus and not self.bernilai and jenis != "str":
                self.hasil.tanpa_nilai.append(f"{get_column_letter(self.nomor_kolom)}{self.nomor_baris}")
            if jenis == "n" and self.atribut.get("s") in self.gaya_persen:
                self.hasil.persen.add((self.nomor_baris, self.nomor_kolom - 1))


def pindai_lembar(aliran: Any, gaya_persen: set[str], sisa_baris: int) -> Pindaian:
    """Raises:
    TerlaluBanyakBaris: more than `sisa_baris` rows.
    TataLetakRusak, expat.ExpatError: the sheet is damaged.
    """
    pemindai = _Pemindai(gaya_persen, sisa_baris)
    xml = takaran.pengurai()
    xml.StartElementHandler, xml.EndElementHandler = pemindai.mulai, pemindai.selesai
    xml.CharacterDataHandler = pemindai.huruf
    takaran.urai(xml, aliran)
    return pemindai.hasil
