"""Codes of nomenklatur and rekening: compared segment by segment as integers, never cut by position.

`5.1.02.01.01.0024` and `5.1.02.01.001.00024` are the same rekening; `5.03.02.2.01.06` may be the sub
kegiatan `5.03.02.2.01.0006`, which its name has to confirm.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from sakip.angka import dari_excel

from .sel import rapi

Kode = tuple[int, ...]
"""The segments of a code as integers."""
SEGMEN_SUB: Final = 6
_SEGMEN = re.compile(r"\d{1,9}(\.\d{1,9})*", re.ASCII)
_REKENING = re.compile(r"\d(\.\d(\.\d{2}(\.\d+){0,3})?)?", re.ASCII)
_SUB = re.compile(r"(\d{1,2}\.\d{2}|[Xx]\.[Xx]{2})\.\d{2,3}\.\d\.\d{2,3}\.\d{2,5}", re.ASCII)
_UMUM = re.compile(r"X\.XX(?=\.|$)", re.IGNORECASE)
_BIDANG = re.compile(r"[1-9]\d?\.\d{2}(?=\.|$)", re.ASCII)
_OPERASI: Final = {
    1: "pegawai",
    2: "barang_jasa",
    3: "Belanja Bunga",
    4: "Belanja Subsidi",
    5: "hibah",
    6: "Belanja Bantuan Sosial",
}
_LAIN: Final = {2: "modal", 3: "tidak_terduga", 4: "transfer"}


class KodeTakTerbaca(ValueError):
    """The text is no code: segments of digits with full stops between them."""


class KodeJadiAngka(KodeTakTerbaca):
    """Excel turned the code into a number or a date, so that its zeros are lost."""


@lru_cache(maxsize=20_000)
def urai_kode(teks: str) -> Kode:
    """`5.03.02.2.01.0006` → (5, 3, 2, 2, 1, 6).

    Raises:
        KodeTakTerbaca: anything else than digits and full stops.
    """
    inti = rapi(teks).replace(" ", "").strip("'.")
    if not _SEGMEN.fullmatch(inti):
        raise KodeTakTerbaca(f"“{rapi(teks)}” bukan kode")
    return tuple(map(int, inti.split(".")))


def sama(a: str, b: str) -> bool:
    """Whether both are the same code, whatever their leading zeros; texts that are no codes, as texts."""
    try:
        return urai_kode(a) == urai_kode(b)
    except KodeTakTerbaca:
        return rapi(a).casefold() == rapi(b).casefold()


def angka_akhir(teks: str) -> int:
    """How many digits the last segment is written with: `5.03.02.2.01.06` → 2."""
    return len(rapi(teks).strip("'.").rsplit(".", 1)[-1])


def baku(teks: str) -> str:
    """The code as written, without spaces and stray full stops."""
    return rapi(teks).replace(" ", "").strip("'.")


def dari_sel(sel: object) -> str:
    """The code in a cell, "" where it is empty.

    Raises:
        KodeJadiAngka: the cell holds a number or a date instead of text.
    """
    if isinstance(sel, int) and not isinstance(sel, bool) and sel >= 0:
        return str(sel)
    if isinstance(sel, int | float | datetime.date | datetime.time | datetime.timedelta):
        raise KodeJadiAngka(f"“{sel}” telah diubah Excel menjadi angka atau tanggal")
    return baku(str(sel)) if sel is not None else ""


def umum(teks: str) -> bool:
    """A code that starts with `X.XX`, where every agency puts its own bidang urusan."""
    return _UMUM.match(baku(teks)) is not None


def dengan_bidang(teks: str, bidang: str) -> str:
    """`X.XX.01.2.01.0001` → `5.03.01.2.01.0001`; any other code, or without a bidang, as it is."""
    return _UMUM.sub(bidang, baku(teks), count=1) if bidang and umum(teks) else teks


def bidang_dari(teks: str) -> str:
    """The bidang urusan that a code of an SKPD or a program starts with: `5.03.5.04.0.00.01.0000` → `5.03`, or ""."""
    cocok = _BIDANG.match(baku(teks))
    return cocok[0] if cocok else ""


def bidang_urusan(sub: str) -> str:
    """`5.03.02.2.01.0006` → `5.03`."""
    return _awal(sub, 2)


def program(sub: str) -> str:
    """`5.03.02.2.01.0006` → `5.03.02`."""
    return _awal(sub, 3)


def kegiatan(sub: str) -> str:
    """`5.03.02.2.01.0006` → `5.03.02.2.01`."""
    return _awal(sub, 5)


def _awal(sub: str, banyak: int) -> str:
    return ".".join(baku(sub).split(".")[:banyak])


def mengikuti(sel: object, kode: str) -> bool:
    """Whether a cell that Excel turned into a number or a date was this code: 1.1 was `1.10`."""
    segmen = urai_kode(kode)
    if isinstance(sel, datetime.date):
        return segmen in {(sel.day, sel.month, sel.year % 100), (sel.month, sel.day, sel.year % 100)}
    if isinstance(sel, bool) or not isinstance(sel, int | float) or len(segmen) > 2:
        return False
    return dari_excel(sel) == Decimal(baku(kode))


def segmen_sub(teks: str) -> Kode | None:
    """The segments of a sub kegiatan's code, which has six; None for everything else."""
    try:
        segmen = urai_kode(teks)
    except KodeTakTerbaca:
        return None
    return segmen if len(segmen) == SEGMEN_SUB else None


def seperti_rekening(teks: str) -> bool:
    """By its digits a rekening (`5.1.02.01.01.0024`) or one of the levels above it, no sub kegiatan."""
    return _REKENING.fullmatch(baku(teks)) is not None


def seperti_sub_kegiatan(teks: str) -> bool:
    """By its digits a sub kegiatan (`5.01.02.2.01.0001`), no rekening."""
    return _SUB.fullmatch(baku(teks)) is not None


def jenis_belanja(rekening: str) -> str:
    """The jenis belanja of a rekening: a key of `JENIS_BELANJA`, or else the printed name.

    Raises:
        KodeTakTerbaca: no code, or not of belanja (5.…).
    """
    segmen = urai_kode(rekening)
    if segmen[0] != 5 or len(segmen) < 2:
        raise KodeTakTerbaca(f"“{rapi(rekening)}” bukan rekening belanja")
    if segmen[1] == 1:
        return _OPERASI.get(segmen[2] if len(segmen) > 2 else 0, "Belanja Operasi")
    if segmen[1] not in _LAIN:
        raise KodeTakTerbaca(f"“{rapi(rekening)}” bukan rekening belanja yang dikenal")
    return _LAIN[segmen[1]]
