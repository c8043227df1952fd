"""Walks a sheet's XML once, in constant memory, before anything else may read it.

It finds what the values alone do not tell (merged cells, formulas without a value, percentages) and
refuses what no Excel writes and only wastes memory or hides rows.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, get_column_letter

BATAS_NOMOR_BARIS = 1_048_576
BATAS_NOMOR_KOLOM = 16_384
BATAS_UNSUR = 200_000
"""Elements from one row to the next."""
_RUANG = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ALAMAT = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


class TataLetakRusak(ValueError):
    """XML that no spreadsheet program writes."""


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
        self.nomor_baris = self.nomor_kolom = self.unsur = 0
        self.atribut: dict[str, str] = {}
        self.rumus = self.dalam_nilai = self.bernilai = False

    def mulai(self, tanda: str, atribut: dict[str, str]) -> None:
        self.unsur += 1
        if self.unsur > BATAS_UNSUR:
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

    def isi(self, teks: str) -> None:
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
    xml = _pengurai()
    xml.StartElementHandler, xml.EndElementHandler = pemindai.mulai, pemindai.selesai
    xml.CharacterDataHandler = pemindai.isi
    xml.ParseFile(aliran)
    return pemindai.hasil


def tolak_dtd(aliran: Any) -> None:
    """Reads a part up to its first element. No workbook needs a document type, which can hold entities.

    Raises:
        TataLetakRusak, expat.ExpatError: it has one, or is no XML.
    """

    def cukup(*_: Any) -> None:
        raise StopIteration

    xml = _pengurai()
    xml.StartElementHandler = cukup
    with suppress(StopIteration):
        xml.ParseFile(aliran)


def _pengurai() -> Any:
    def tolak(*_: Any) -> None:
        raise TataLetakRusak("XML dengan DTD")

    xml = expat.ParserCreate(namespace_separator=" ")
    xml.buffer_text = True
    xml.StartDoctypeDeclHandler = tolak
    return xml
