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

    @cached_property
    def tujuan_semua(self) -> list[dict[str, Any]]:
        """Each tujuan with its sasaran, then the sasaran that stand under none."""
        milik = {s["simpul"].kode for t in self.tujuan for s in t["sasaran"]}
        lepas = [self._berindikator(s) for s in self.indeks.jenis("sasaran") if s.kode not in milik]
        return [*self.tujuan, *([{"simpul": None, "indikator": [], "sasaran": lepas}] if lepas else [])]

    def _berindikator(self, simpul: IkhtisarSimpul) -> dict[str, Any]:
        return {"simpul": simpul, "indikator": self.indeks.milik[simpul.kode]}

    @cached_property
    def kelompok_strategi(self) -> list[dict[str, Any]]:
        """Strategi, each with its kebijakan, and kebijakan without one, grouped by the tujuan or sasaran that they
        serve; its text stands on the first row of its group."""
        kebijakan = self.indeks.jenis("kebijakan")
        baris: list[tuple[str, IkhtisarSimpul | None, list[IkhtisarSimpul]]]
        baris = [(s.induk, s, [k for k in kebijakan if k.induk == s.kode]) for s in self.indeks.jenis("strategi")]
        strategi = {s.kode for s in self.indeks.jenis("strategi")}
        baris += [(k.induk, None, [k]) for k in kebijakan if k.induk not in strategi]
        urut = {s.kode: n for n, s in enumerate(self.indeks.i.simpul)}
        hasil: list[dict[str, Any]] = []
        sebelum = ""
        for induk, s, milik in sorted(baris, key=lambda b: urut.get(b[0], -1)):
            uraian = self.indeks.simpul[induk].uraian if induk in self.indeks.simpul else ""
            hasil.append({"induk": "" if induk == sebelum else uraian, "strategi": s, "kebijakan": milik})
            sebelum = induk
        return hasil

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
