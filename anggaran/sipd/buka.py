"""Opens an export safely and hands out its rows one by one, only the columns that were asked for.

Columns that nobody asks for (NIP, names of persons) are skipped in the sheet's XML: their cells never
become values. A workbook saved by Excel keeps its texts in one table apart, which openpyxl holds while
the file is open; nothing of it stays afterwards.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser

from sakip.berkas.buku import RUSAK, BukuDitolak, Pindaian, buka_arsip, muat_buku, pindai_buku, tolak_rusak

from .bentuk import Maju, SipdDitolak

logger = logging.getLogger(__name__)
BATAS_UKURAN: Final = 50 * 1024 * 1024
LANGKAH: Final = 500
"""Rows between two calls of `maju`."""
_NS: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ALAMAT = re.compile(r"([A-Z]+)(\d+)")

Baris = tuple[int, dict[int, object]]
"""Row number in the sheet, and its cells that are not empty by column index (A = 0)."""


class _PenguraiKolom(WorkSheetParser):  # type: ignore[misc]
    """openpyxl's reader of a sheet's XML, which passes over the cells of all other columns."""

    col_counter: int
    kolom: frozenset[int] | None = None
    """Column numbers (A = 1) to read; None for all."""

    def parse_cell(self, element: Any) -> Any:
        alamat = element.get("r")
        letak = column_index_from_string(alamat.rstrip("0123456789")) if alamat else self.col_counter + 1
        if self.kolom is not None and letak not in self.kolom:
            self.col_counter = letak
            return None
        if element.get("t") == "inlineStr" and (sebaris := element.find(f"{_NS}is")) is not None:
            self.col_counter = letak  # SIPD writes all texts so; openpyxl's own way is slow
            potong = [sebaris.findtext(f"{_NS}t"), *(r.findtext(f"{_NS}t") for r in sebaris.findall(f"{_NS}r"))]
            return {"row": self.row_counter, "column": letak, "value": "".join(p for p in potong if p)}
        return super().parse_cell(element)


@dataclass(frozen=True)
class BukuSipd:
    """An open workbook whose sheets were scanned."""

    buku: Any
    pindaian: dict[str, Pindaian]

    @property
    def lembar(self) -> tuple[str, ...]:
        return tuple(ws.title for ws in self.buku.worksheets if ws.title in self.pindaian)

    def baris(self, lembar: str, kolom: Collection[int] | None = None, mulai: int = 1) -> Iterator[Baris]:
        """Rows that are not empty from row `mulai` on, of the columns (A = 0) only.

        Raises:
            SipdDitolak: the sheet is damaged.
        """
        ws = self.buku[lembar]
        with ws._get_source() as sumber:
            pengurai = _PenguraiKolom(
                sumber,
                ws._shared_strings,
                data_only=True,
                epoch=self.buku.epoch,
                date_formats=self.buku._date_formats,
                timedelta_formats=self.buku._timedelta_formats,
            )
            pengurai.kolom = None if kolom is None else frozenset(k + 1 for k in kolom)
            try:
                for nomor, sel in pengurai.parse():
                    baris = {s["column"] - 1: s["value"] for s in sel if s is not None and s["value"] not in (None, "")}
                    if baris and nomor >= mulai:
                        yield nomor, baris
            except MemoryError:
                raise
            except Exception as galat:  # whatever damaged XML makes expat or openpyxl raise
                logger.info("Lembar SIPD rusak: %r", galat)
                raise SipdDitolak(RUSAK) from galat

    def tolak_rumus(self, lembar: str, kolom: Collection[int], mulai: int) -> None:
        """Formulas of these columns must have their value stored.

        Raises:
            SipdDitolak: some have none.
        """
        huruf = {get_column_letter(k + 1) for k in kolom}
        alamat = [_ALAMAT.fullmatch(a) for a in self.pindaian[lembar].tanpa_nilai]
        kurang = [a[0] for a in alamat if a and a[1] in huruf and int(a[2]) >= mulai]
        if kurang:
            raise SipdDitolak(
                f"Lembar “{lembar}” mempunyai rumus tanpa nilai tersimpan ({', '.join(kurang[:5])}). "
                "Buka di Excel dan simpan, atau unduh ulang dari SIPD, lalu unggah ulang."
            )


@contextmanager
def buka_sipd(berkas: BinaryIO) -> Iterator[BukuSipd]:
    """An export of at most 50 MB, open while the block runs.

    Raises:
        SipdDitolak: the file is no workbook, locked, damaged, or too big.
    """
    try:
        with tolak_rusak():
            with buka_arsip(berkas, BATAS_UKURAN) as arsip:
                pindaian = pindai_buku(arsip, persen=False)
            buku = muat_buku(berkas)
    except BukuDitolak as galat:
        raise SipdDitolak(str(galat)) from galat
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names what it passes over
            yield BukuSipd(buku, pindaian)
    finally:
        buku.close()


def dengan_kemajuan(baris: Iterator[Baris], perkiraan: int, maju: Maju | None) -> Iterator[Baris]:
    """The same rows; reports after every 500 of them and at the end."""
    n = 0
    for n, satu in enumerate(baris, 1):
        yield satu
        if maju is not None and n % LANGKAH == 0:
            maju(n, max(n, perkiraan))
    if maju is not None:
        maju(n, n)
