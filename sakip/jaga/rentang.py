"""Which years an agency may write into: those of its plans, and a few around them. The apps say which they are."""

from __future__ import annotations

from collections.abc import Callable

from sakip.ditolak import Ditolak
from sakip.models import PerangkatDaerah

Periode = Callable[[PerangkatDaerah], tuple[int, int] | None]
_PERIODE: list[Periode] = []
SEBELUM, SESUDAH = 5, 1
"""Years before the first plan, to compare with; after the last one, until its successor is there."""


class DiLuarRencana(Ditolak):
    """A year that no plan of the agency is about."""


def daftarkan(periode: Periode) -> None:
    _PERIODE.append(periode)


def periksa(instansi: PerangkatDaerah, tahun: int) -> None:
    """One query.

    Raises:
        DiLuarRencana: with the sentence for the user.
    """
    for periode in _PERIODE:
        if (rentang := periode(instansi)) is None:
            continue
        awal, akhir = rentang
        if not awal - SEBELUM <= tahun <= akhir + SESUDAH:
            raise DiLuarRencana(
                f"Tahun {tahun} di luar Renstra instansi ini ({awal}–{akhir}). Periksa tahun pada bilah atas."
            )
