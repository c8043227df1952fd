"""The plan behind a report: misi, tujuan, strategi and the Renstra's targets, year by year."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from capaian.hitung.bentuk import TargetTahun
from laporan.ikhtisar.bentuk import IkhtisarIndikator, IkhtisarSimpul

from .indeks import Indeks


class Rencana:
    """What the chapter about the plan reads."""

    def __init__(self, indeks: Indeks) -> None:
        self.indeks = indeks

    @cached_property
    def misi(self) -> list[IkhtisarSimpul]:
        return self.indeks.jenis("misi")

    @cached_property
    def tujuan(self) -> list[dict[str, Any]]:
        """Each tujuan with its indicators and its sasaran with theirs."""
        sasaran = self.indeks.jenis("sasaran")
        return [
            self._berindikator(t) | {"sasaran": [self._berindikator(s) for s in sasaran if s.induk == t.kode]}
            for t in self.indeks.jenis("tujuan")
        ]

    def _berindikator(self, simpul: IkhtisarSimpul) -> dict[str, Any]:
        return {"simpul": simpul, "indikator": self.indeks.milik[simpul.kode]}

    @cached_property
    def strategi(self) -> list[dict[str, Any]]:
        return [
            {"simpul": s, "kebijakan": [k for k in self.indeks.jenis("kebijakan") if k.induk == s.kode]}
            for s in self.indeks.jenis("strategi")
        ]

    @cached_property
    def kebijakan_lain(self) -> list[IkhtisarSimpul]:
        """Kebijakan directly under a sasaran."""
        return [k for k in self.indeks.jenis("kebijakan") if self.indeks.simpul[k.induk].jenis == "sasaran"]

    @cached_property
    def indikator_tujuan(self) -> list[IkhtisarIndikator]:
        return [i for i in self.indeks.i.indikator if self.indeks.simpul[i.induk].jenis == "tujuan"]

    @cached_property
    def tahun_renstra(self) -> list[int]:
        i = self.indeks.i
        return list(range(i.periode_awal or i.tahun, (i.periode_akhir or i.tahun) + 1))

    @property
    def lebar_renstra(self) -> int:
        return len(self.tahun_renstra) + 2

    @cached_property
    def target_renstra(self) -> dict[str, list[TargetTahun]]:
        """Per indicator: the Renstra's target of each Renstra year, empty where none is stated."""
        hasil = {}
        for i in self.indeks.i.indikator:
            per_tahun = {t.tahun: t for t in i.target_renstra}
            hasil[i.kode] = [per_tahun.get(tahun, TargetTahun(tahun, None, None, "")) for tahun in self.tahun_renstra]
        return hasil
