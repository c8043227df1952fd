"""How much a part of a workbook may hold: walked once, in constant memory, before anything builds objects of it."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

UNSUR_TERBANYAK = 100_000
"""Elements of a part; Excel itself writes at most 65,490 styles."""
TEKS_BERSAMA_TERBANYAK = 3_000_000
"""Elements of the table of shared texts, and of one text in it: its runs of letters."""
UNSUR_SATU_TEKS = 2_000
ATRIBUT_TERBANYAK = 100
TEKS_TERPANJANG = 100_000
"""Characters of one element; a cell holds 32,767."""
TANDA_TERPANJANG = 1024 * 1024
"""Bytes of one tag with its attributes, of one comment."""
TERDALAM = 100
POTONG = 64 * 1024
_TEKS = "sst"


class TataLetakRusak(ValueError):
    """XML that no spreadsheet program writes."""


class TerlaluBesar(ValueError):
    """More than a part may hold."""


class _Penakar:
    def __init__(self) -> None:
        self.unsur = self.sekelompok = self.panjang = self.dalam = 0
        self.terbanyak = UNSUR_TERBANYAK
        self.bersama = False

    def mulai(self, tanda: str, atribut: dict[str, str]) -> None:
        nama = tanda.rpartition(" ")[2]
        if not self.unsur and nama == _TEKS:
            self.bersama, self.terbanyak = True, TEKS_BERSAMA_TERBANYAK
        self.unsur += 1
        self.dalam += 1
        self.sekelompok = 0 if self.bersama and self.dalam == 2 else self.sekelompok + 1
        self.panjang = 0
        if (
            self.unsur > self.terbanyak
            or (self.bersama and self.sekelompok > UNSUR_SATU_TEKS)
            or self.dalam > TERDALAM
            or len(atribut) > ATRIBUT_TERBANYAK
        ):
            raise TerlaluBesar(f"unsur {nama}")

    def selesai(self, _: str) -> None:
        self.dalam -= 1

    def huruf(self, teks: str) -> None:
        self.panjang += len(teks)
        if self.panjang > TEKS_TERPANJANG:
            raise TerlaluBesar("teks")


def ukur(aliran: Any) -> None:
    """Raises:
    TerlaluBesar: more elements, attributes, text or depth than a part may have.
    TataLetakRusak, expat.ExpatError: it has a document type, which can hold entities, or is no XML.
    """
    penakar = _Penakar()
    xml = pengurai()
    xml.StartElementHandler, xml.EndElementHandler = penakar.mulai, penakar.selesai
    xml.CharacterDataHandler = penakar.huruf
    urai(xml, aliran)


def urai(xml: Any, aliran: Any) -> None:
    """Feed the parser, as long as no single tag or comment grows beyond measure."""
    terbaca = 0
    while potong := aliran.read(POTONG):
        terbaca += len(potong)
        xml.Parse(potong, False)
        if terbaca - max(xml.CurrentByteIndex, 0) > TANDA_TERPANJANG + POTONG:
            raise TerlaluBesar("tanda")
    xml.Parse(b"", True)


def pengurai() -> Any:
    def tolak(*_: Any) -> None:
        raise TataLetakRusak("XML dengan DTD")

    xml = expat.ParserCreate(namespace_separator=" ")
    xml.buffer_text = True
    xml.StartDoctypeDeclHandler = tolak
    return xml
