"""The nodes and indicators of a frozen ikhtisar, found by kode, by kind and by what they measure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from anggaran.bentuk import JENIS_UANG
from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, IkhtisarSimpul


@dataclass(frozen=True)
class BarisUang:
    """A node of the budget tables."""

    simpul: IkhtisarSimpul
    tingkat: int


class Indeks:
    """`i`: the ikhtisar; `simpul` and `indikator` by kode."""

    def __init__(self, ikhtisar: Ikhtisar) -> None:
        self.i = ikhtisar
        self.simpul = {s.kode: s for s in ikhtisar.simpul}
        self.indikator = {x.kode: x for x in ikhtisar.indikator}

    @cached_property
    def milik(self) -> dict[str, list[IkhtisarIndikator]]:
        """Indicators by the node that they measure."""
        hasil: dict[str, list[IkhtisarIndikator]] = defaultdict(list)
        for i in self.i.indikator:
            hasil[i.induk].append(i)
        return hasil

    def jenis(self, *jenis: str) -> list[IkhtisarSimpul]:
        return [s for s in self.i.simpul if s.jenis in jenis]

    @cached_property
    def iku(self) -> list[IkhtisarIndikator]:
        return [i for i in self.i.indikator if i.iku]

    @cached_property
    def indikator_strategis(self) -> list[IkhtisarIndikator]:
        """Indicators of tujuan and sasaran: what the Renstra tables and the IKU sheet show."""
        return [i for i in self.i.indikator if self.simpul[i.induk].jenis in ("tujuan", "sasaran")]

    @cached_property
    def program(self) -> list[IkhtisarSimpul]:
        return self.jenis("program")

    @cached_property
    def uraian_induk(self) -> dict[str, str]:
        """Per indicator: the text of the node that it measures."""
        return {i.kode: self.simpul[i.induk].uraian for i in self.i.indikator}

    @cached_property
    def pohon_uang(self) -> list[BarisUang]:
        """Program, kegiatan and sub kegiatan in tree order."""
        tingkat = {jenis: n for n, jenis in enumerate(JENIS_UANG)}
        return [BarisUang(s, tingkat[s.jenis]) for s in self.i.simpul if s.jenis in JENIS_UANG]
