"""Where each shown number comes from: formula, inputs, members, leaves. Reads the ikhtisar only."""

from __future__ import annotations

from laporan.ikhtisar.bentuk import Ikhtisar

from . import indikator, sasaran, uang
from .bentuk import Penjelasan

PENJELAS = indikator.PENJELAS | sasaran.PENJELAS | uang.PENJELAS


def jelaskan(ikhtisar: Ikhtisar, jenis: str, kode: str, apa: str) -> Penjelasan | None:
    """The explanation of one number; None where there is no such number."""
    penjelas = PENJELAS.get((jenis, apa))
    return penjelas(ikhtisar, kode) if penjelas else None
