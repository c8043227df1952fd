"""A computed cell of a grid, as it is shown; the same for a page and after a save."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sakip.angka import tulis, tulis_persen

Angka = Decimal | None


@dataclass(frozen=True)
class SelHasil:
    """Where `teks` is empty, `judul` says why."""

    teks: str
    judul: str = ""
    kelas: str = ""


def sel_angka(nilai: Angka, alasan: str, cara: str) -> SelHasil:
    return SelHasil("", alasan) if nilai is None else SelHasil(tulis(nilai, cara=cara))


def sel_persen(nilai: Angka, alasan: str, cara: str, judul: str = "", kelas: str = "") -> SelHasil:
    return SelHasil("", alasan) if nilai is None else SelHasil(tulis_persen(nilai, cara), judul, kelas)
