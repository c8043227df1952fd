"""Where a cell stands: the row's node in the plan in force, whose bidang it is, when its quarter is open."""

from __future__ import annotations

from dataclasses import dataclass

from renstra.bentuk import BarisSimpul, bidang_simpul
from renstra.models import Renstra
from renstra.muat import muat_jalur
from sakip.models import PerangkatDaerah


@dataclass(frozen=True)
class Letak:
    """A node of the plan in force, with those above it. `triwulan`: of the cell, where it is of a quarter."""

    instansi: PerangkatDaerah
    tahun: int
    renstra: Renstra
    jalur: tuple[BarisSimpul, ...]

    @property
    def simpul(self) -> BarisSimpul:
        return self.jalur[-1]

    @property
    def bidang_id(self) -> int | None:
        return bidang_simpul(self.jalur)[self.simpul.id]


def cari_letak(instansi: PerangkatDaerah, tahun: int, renstra: Renstra | None, simpul_id: int) -> Letak | None:
    """One query; None where the node does not count in the year."""
    jalur = muat_jalur(renstra, simpul_id, tahun) if renstra else []
    return Letak(instansi, tahun, renstra, tuple(jalur)) if renstra and jalur else None
