"""The frozen ikhtisar and materials of one report, arranged for its templates. Computes nothing."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from anggaran.bentuk import JENIS_UANG, BagianSasaran
from laporan.ikhtisar.bentuk import IkhtisarIndikator, IkhtisarSasaran, IkhtisarSimpul, dari_json

from .indeks import Indeks
from .lembaga import Evaluasi, Lembaga
from .narasi import NarasiTersusun, Tulisan
from .rencana import Rencana

TANPA_MASALAH = {"penghambat": "", "solusi": "", "tindak_lanjut": ""}


@dataclass(frozen=True)
class BlokSasaran:
    """A sasaran as the report tells of it: its node, its figures, its indicators, what supports it."""

    nomor: int
    simpul: IkhtisarSimpul
    angka: IkhtisarSasaran
    indikator: list[IkhtisarIndikator]
    penunjang: list[Penunjang]


@dataclass(frozen=True)
class Penunjang:
    """A supporting node with its indicators, and its part of the sasaran's money."""

    simpul: IkhtisarSimpul
    indikator: list[IkhtisarIndikator]
    bagian: BagianSasaran | None


class Laporan(Indeks):
    """What the templates read: the ikhtisar by kode, and beside it the plan, the agency, its evaluation, what was
    written."""

    def __init__(self, ikhtisar: dict[str, Any], bahan: dict[str, Any]) -> None:
        super().__init__(dari_json(ikhtisar))
        self.bahan = bahan
        self.instansi: dict[str, str] = bahan["instansi"]
        self.narasi = NarasiTersusun(bahan["narasi"])
        self.rencana = Rencana(self)
        self.lembaga = Lembaga(bahan)
        self.evaluasi = Evaluasi(self.i.akip)

    @property
    def cara(self) -> str:
        return self.i.pembulatan

    @cached_property
    def nama_pendek(self) -> str:
        return self.instansi["singkatan"] or self.instansi["nama"]

    @property
    def tanggal(self) -> datetime.date:
        return datetime.date.fromisoformat(self.bahan["tanggal"])

    @property
    def tahun_lalu(self) -> int:
        return self.i.tahun - 1

    @cached_property
    def sasaran(self) -> list[BlokSasaran]:
        angka = {s.kode: s for s in self.i.sasaran}
        return [
            BlokSasaran(n, s, angka[s.kode], self.milik[s.kode], self._penunjang(s, angka[s.kode]))
            for n, s in enumerate(self.jenis("sasaran"), 1)
        ]

    def _penunjang(self, sasaran: IkhtisarSimpul, angka: IkhtisarSasaran) -> list[Penunjang]:
        bagian = {b.kode: b for b in angka.simpul}
        dilayani = {sasaran.kode, *(i.kode for i in self.milik[sasaran.kode])}
        return [
            Penunjang(s, self.milik[s.kode], bagian.get(s.kode))
            for s in self.i.simpul
            if s.jenis in JENIS_UANG
            and (s.kode in bagian or (s.jenis == "sub_kegiatan" and dilayani & set(s.mendukung)))
        ]

    @cached_property
    def pk(self) -> dict[str, dict[str, Any]]:
        return {p["versi"]: p for p in self.bahan["pk"]}

    @cached_property
    def indikator_pk(self) -> list[IkhtisarIndikator]:
        """Indicators of the Perjanjian Kinerja: those of sasaran, of tujuan where they have a PK target."""
        return [
            i
            for i in self.indikator_strategis
            if self.simpul[i.induk].jenis == "sasaran" or i.target_pk is not None or i.target_pk_perubahan is not None
        ]

    @cached_property
    def pk_berubah(self) -> bool:
        return any(i.target_pk_perubahan is not None for i in self.i.indikator) or "pk_perubahan" in self.pk

    @cached_property
    def ada_triwulan(self) -> bool:
        return any(t.target is not None for i in self.i.indikator for t in i.triwulan)

    @cached_property
    def ada_murni(self) -> bool:
        return self.i.total.pagu_murni is not None

    @cached_property
    def serapan_terendah(self) -> list[IkhtisarSimpul]:
        """The sub kegiatan with the lowest serapan, at most ten."""
        ada = [s for s in self.jenis("sub_kegiatan") if s.serapan is not None]
        return sorted(ada, key=lambda s: s.serapan or 0)[:10]

    @property
    def dinyatakan_belanja(self) -> bool:
        return any(j.dinyatakan for j in self.i.jenis_belanja)

    @cached_property
    def masalah(self) -> dict[str, dict[str, str]]:
        masalah: dict[str, dict[str, str]] = self.bahan["masalah"]
        return masalah

    @cached_property
    def sebab(self) -> dict[str, str]:
        """Per node: the hindrances written on its indicators."""
        return {
            kode: "; ".join(filter(None, (self.masalah.get(i.kode, {}).get("penghambat") for i in milik)))
            for kode, milik in self.milik.items()
        }

    @cached_property
    def matriks(self) -> list[dict[str, Any]]:
        """Every program, kegiatan and sub kegiatan with each of its indicators; one row at least."""
        hasil = []
        for b in self.pohon_uang:
            for n, i in enumerate(self.milik[b.simpul.kode] or [None]):
                hasil.append(
                    {
                        "simpul": b.simpul,
                        "tingkat": b.tingkat,
                        "pertama": n == 0,
                        "i": i,
                        "tanda": i.kode if i else b.simpul.kode,
                        "masalah": self.masalah.get(i.kode if i else "", TANPA_MASALAH),
                    }
                )
        return hasil

    @cached_property
    def lampiran_narasi(self) -> list[Tulisan]:
        return self.narasi.awalan("lampiran")

    def unggahan(self, bagian: str) -> list[dict[str, Any]]:
        return [u for u in self.bahan["unggahan"] if u["bagian"] == bagian]
