"""Which years an agency may write into: those of its plans, and a few around them. The plan says which they are."""

from __future__ import annotations

from django.db.models import Aggregate, QuerySet

from sakip.ditolak import Ditolak
from sakip.models import PerangkatDaerah

_PERIODE: dict[str, Aggregate] = {}
SEBELUM, SESUDAH = 5, 1
"""Years before the first plan, to compare with; after the last one, until its successor is there."""


class DiLuarRencana(Ditolak):
    """A year that no plan of the agency is about."""


def daftarkan(awal: Aggregate, akhir: Aggregate) -> None:
    """The first and the last year of an agency's plans, as expressions of `PerangkatDaerah`."""
    _PERIODE.update(rencana_awal=awal, rencana_akhir=akhir)


def dengan_rencana(instansi: QuerySet[PerangkatDaerah]) -> QuerySet[PerangkatDaerah]:
    """Agencies as `periksa` must know them, in the query that they come from anyway."""
    return instansi.annotate(**_PERIODE)


def periksa(instansi: PerangkatDaerah, tahun: int) -> None:
    """No query; the agency is one of `dengan_rencana`.

    Raises:
        DiLuarRencana: with the sentence for the user.
    """
    awal, akhir = (getattr(instansi, nama) for nama in ("rencana_awal", "rencana_akhir"))
    if awal is None or akhir is None:
        return
    if not awal - SEBELUM <= tahun <= akhir + SESUDAH:
        raise DiLuarRencana(
            f"Tahun {tahun} di luar Renstra instansi ini ({awal}–{akhir}). Periksa tahun pada bilah atas."
        )
