"""The record `_asal` of an exported row: what it said when it was exported, so that an import can tell who changed it.

An HMAC of agency, sheet, key and row, the columns that were filled then, and a seal that tells a record of ours for
this very row from a foreign or broken one. Rows may be sorted, copied or deleted; another key makes it foreign.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from sakip.angka import AngkaTakTerbaca, dari_excel, rapikan
from sakip.models import PerangkatDaerah

from .kolom import PANJANG_SEL

KOLOM_ASAL = "_asal"
Kunci = tuple[str, ...]
_ISI, _SEGEL, _NAMA = 12, 8, 2
"""Bytes of the row's HMAC, of the seal, and of the name of each filled column."""
_AWALAN = "1."


@lru_cache(maxsize=1 << 16)
def _angka(nilai: int | float | Decimal) -> str:
    try:
        return format(rapikan(nilai if isinstance(nilai, Decimal) else dari_excel(nilai)), "f")
    except (AngkaTakTerbaca, ArithmeticError):
        return str(nilai)


def baku(nilai: Any) -> str:
    """A cell as one text, the same before it is exported and after Excel has kept it; empty for an empty cell."""
    if nilai is None:
        return ""
    if isinstance(nilai, str):
        if "\r" in nilai or "_x" in nilai:
            nilai = nilai.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        return ILLEGAL_CHARACTERS_RE.sub("", nilai)[:PANJANG_SEL].strip()
    if isinstance(nilai, bool):
        return "ya" if nilai else ""
    if isinstance(nilai, int | float | Decimal):
        return _angka(nilai)
    if isinstance(nilai, datetime.datetime | datetime.date):
        return nilai.strftime("%Y-%m-%d")
    return str(nilai)


@dataclass(frozen=True)
class Rekaman:
    """What a genuine record says."""

    isi: bytes
    nama: frozenset[bytes]


class Pencatat:
    """Writes and reads the records of one sheet of one agency; `kolom`: its columns besides the key."""

    def __init__(self, instansi: PerangkatDaerah, lembar: str, kolom: Iterable[str]) -> None:
        rahasia = hashlib.blake2b(settings.SECRET_KEY.encode(), person=b"buku-kerja-asal").digest()
        milik = f"{instansi.pk}\x1e{instansi.kode}\x1e{lembar}".encode()
        self._isi = hashlib.blake2b(milik, key=rahasia, digest_size=_ISI, person=b"isi")
        self._segel = hashlib.blake2b(milik, key=rahasia, digest_size=_SEGEL, person=b"segel")
        self.kolom = {k: hashlib.blake2b(k.encode(), digest_size=_NAMA).digest() for k in sorted(kolom)}

    def isi(self, kunci: Kunci, sel: Mapping[str, str]) -> bytes:
        """The HMAC of a row: its key and its filled cells, in whatever order its columns stand."""
        hitung = self._isi.copy()
        bagian = [*kunci, *(f"{k}\x1f{nilai}" for k in self.kolom if (nilai := sel.get(k)))]
        hitung.update("\x1e".join(["", *bagian]).encode("utf-8", "surrogatepass"))
        return hitung.digest()

    def _tanda(self, kunci: Kunci, badan: bytes) -> bytes:
        hitung = self._segel.copy()
        hitung.update("\x1e".join(["", *kunci]).encode("utf-8", "surrogatepass") + b"\x1e" + badan)
        return hitung.digest()

    def catat(self, kunci: Kunci, sel: Mapping[str, str]) -> str:
        """The record of a row that is exported."""
        badan = self.isi(kunci, sel) + b"".join(s for k, s in self.kolom.items() if sel.get(k))
        return _AWALAN + base64.urlsafe_b64encode(self._tanda(kunci, badan) + badan).decode()

    def baca(self, teks: Any, kunci: Kunci) -> Rekaman | None:
        """The record, if it is ours and of this row."""
        mentah = _urai(teks)
        if len(mentah) < _SEGEL + _ISI or not hmac.compare_digest(mentah[:_SEGEL], self._tanda(kunci, mentah[_SEGEL:])):
            return None
        nama = mentah[_SEGEL + _ISI :]
        return Rekaman(
            mentah[_SEGEL : _SEGEL + _ISI], frozenset(nama[i : i + _NAMA] for i in range(0, len(nama), _NAMA))
        )

    def persis(self, teks: Any, kunci: Kunci, sel: Mapping[str, str]) -> bool:
        """Whether a row is what its record says, which then needs no seal."""
        mentah = _urai(teks)
        return bool(mentah) and mentah[_SEGEL : _SEGEL + _ISI] == self.isi(kunci, sel)

    def terisi(self, rekaman: Rekaman, kolom: str) -> bool:
        """Whether the cell was filled when the row was exported."""
        return self.kolom[kolom] in rekaman.nama


def _urai(teks: Any) -> bytes:
    if not isinstance(teks, str) or not teks.startswith(_AWALAN):
        return b""
    try:
        return base64.b64decode(teks[len(_AWALAN) :].strip().encode(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
