"""One cell: its text, number or date, whatever way SIPD or Excel wrote it."""

from __future__ import annotations

import datetime
import re
from typing import Final

from sakip.angka import AngkaTakTerbaca, Terbaca, dari_excel, urai

from .bentuk import BULAN

_KOSONG: Final = frozenset({"", "-", "–", "null", "none", "n/a"})
_TOTAL = re.compile(r"(grand )?(total|jumlah)( (total|seluruhnya|keseluruhan|umum))?[ :.]*|.* (grand )?total")
_TANGGAL = re.compile(r"(\d{1,2})[ \-/.]([a-z]{3,9}|\d{1,2})[ \-/.](\d{4})(?!\d)", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", re.ASCII)
_NAMA_BULAN: Final = {nama.casefold()[:3]: nomor for nomor, nama in enumerate(BULAN) if nama} | {
    "peb": 2,
    "agt": 8,
    "ags": 8,
    "nop": 11,
}


class TanggalTakTerbaca(ValueError):
    """The cell is no date."""


def rapi(teks: str) -> str:
    """Without line breaks, NBSP and double spaces."""
    return " ".join(teks.split())


def teks(sel: object) -> str:
    """A cell as one line of text; "" for an empty one and for `null`."""
    if sel is None:
        return ""
    if isinstance(sel, float):
        return format(dari_excel(sel), "f")
    if isinstance(sel, datetime.date):
        return sel.strftime("%Y-%m-%d")
    tulisan = rapi(str(sel))
    return "" if tulisan.casefold() in _KOSONG else tulisan


def angka(sel: object) -> Terbaca | None:
    """A cell as rupiah, written as a number or as text (`1.234.567,00`); None where it is empty.

    Raises:
        AngkaTakTerbaca: neither.
    """
    if isinstance(sel, bool | datetime.date | datetime.time | datetime.timedelta):
        raise AngkaTakTerbaca(f"“{sel}” bukan angka")
    if isinstance(sel, int | float):
        return Terbaca(dari_excel(sel))
    tulisan = teks(sel)
    return urai(tulisan, rupiah=True) if tulisan else None


def tanggal(sel: object) -> datetime.date | None:
    """A cell as a date: `7 Januari 2026`, `07/01/2026`, `2026-01-07`, a date of Excel; None where it is empty.

    Raises:
        TanggalTakTerbaca: none of these.
    """
    if isinstance(sel, datetime.datetime):
        return sel.date()
    if isinstance(sel, datetime.date):
        return sel
    tulisan = teks(sel).casefold()
    if not tulisan:
        return None
    try:
        if iso := _ISO.match(tulisan):
            return datetime.date(int(iso[1]), int(iso[2]), int(iso[3]))
        if temu := _TANGGAL.match(tulisan):
            bulan = int(temu[2]) if temu[2].isdigit() else _NAMA_BULAN[temu[2][:3]]
            return datetime.date(int(temu[3]), bulan, int(temu[1]))
    except (KeyError, ValueError):
        pass
    raise TanggalTakTerbaca(f"“{teks(sel)}” tidak dapat dibaca sebagai tanggal")


def tahun(sel: object) -> int | None:
    """A cell as a year; None where it holds none."""
    tulisan = teks(sel)
    return int(tulisan) if re.fullmatch(r"20[0-9][0-9]", tulisan) else None


def label_total(sel: object) -> bool:
    """Whether the cell marks a row of totals: `Total`, `GRAND TOTAL`, `JUMLAH`, `… Total`."""
    return isinstance(sel, str) and _TOTAL.fullmatch(rapi(sel).casefold()) is not None
