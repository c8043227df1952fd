"""What an indicator is measured by: which target counts, and what was realized.

Works on loaded rows; pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from capaian import rumus
from capaian.bentuk import BarisKomponen, BarisRealisasi, HasilTahun
from renstra.bentuk import BarisIndikator, BarisTarget, RencanaTahun
from renstra.skala import SKALA_PREDIKAT, SkalaPredikat
from sakip.angka import AngkaTakTerbaca, urai

TRIWULAN = (1, 2, 3, 4)
TANPA_TARGET = BarisTarget(0, 0, None, "", None, None, "")
_ANGKA_KURUNG = re.compile(r"\(([\d.,]+)\)|^([\d.,]+)")


@dataclass(frozen=True)
class Nilai:
    """A realisasi with where it came from."""

    nilai: Decimal | None = None
    teks: str = ""
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    dinyatakan: Decimal | None = None
    """A stated value that differs from the computed one."""
    alasan: str = ""
    predikat: str = ""
    """The predikat that stands for itself, where the text has no number."""


KOSONG = Nilai()


def _per_waktu(baris: list[BarisTarget]) -> dict[tuple[int, int | None], dict[str, BarisTarget]]:
    """Stated targets by (year, quarter) and version."""
    hasil: dict[tuple[int, int | None], dict[str, BarisTarget]] = {}
    for t in baris:
        if t.nilai is not None or t.teks:
            hasil.setdefault((t.tahun, t.triwulan), {})[t.versi] = t
    return hasil


def empat_triwulan(baris: list[BarisRealisasi]) -> list[BarisRealisasi | None]:
    per_tw = {r.triwulan: r for r in baris}
    return [per_tw.get(t) for t in TRIWULAN]


def _bagian_rasio(r: BarisRealisasi | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Parts and stated value of a quarter; a penyebut of 0 leaves nothing to use."""
    if r is None or (r.pembilang is not None and r.penyebut == 0):
        return None, None, None
    return r.pembilang, r.penyebut, r.nilai


class NilaiIndikator:
    """Finds what an indicator is measured by, in one loaded year."""

    def __init__(self, rencana: RencanaTahun, hasil: HasilTahun) -> None:
        self.rencana, self.hasil = rencana, hasil
        self.tahun = rencana.tahun
        self.per_id = {i.id: i for i in rencana.indikator}
        self.target_per = {kode: _per_waktu(baris) for kode, baris in rencana.target.items()}

    def sumber(self, indikator: BarisIndikator) -> BarisIndikator:
        """The indicator whose numbers it shows: itself, or the end of its `mengacu` chain."""
        dilihat = {indikator.id}
        while indikator.mengacu_id and indikator.mengacu_id in self.per_id and indikator.mengacu_id not in dilihat:
            dilihat.add(indikator.mengacu_id)
            indikator = self.per_id[indikator.mengacu_id]
        return indikator

    def skala_nilai(self, indikator: BarisIndikator) -> SkalaPredikat | None:
        nama = indikator.skala or (SKALA_PREDIKAT if indikator.jenis_nilai == "predikat" else "")
        return self.rencana.skala.get(nama)

    # Targets

    def target(self, indikator: BarisIndikator, tahun: int, triwulan: int | None = None) -> BarisTarget:
        """The target that counts: pk_perubahan, else pk, else renstra; empty where there is none. A quarter
        before the revised PK took effect keeps the target that was in force then."""
        per_versi = self.target_per.get(indikator.id, {}).get((tahun, triwulan), {})
        if triwulan and triwulan < self.rencana.pk_perubahan_mulai and len(per_versi) > 1:
            per_versi = {versi: t for versi, t in per_versi.items() if versi != "pk_perubahan"}
        versi = rumus.pilih_target(per_versi)
        return self.dengan_predikat(indikator, per_versi[versi]) if versi else TANPA_TARGET

    def dengan_predikat(self, indikator: BarisIndikator, target: BarisTarget) -> BarisTarget:
        if target.nilai is not None:
            return target
        return target._replace(nilai=self.predikat_teks(indikator, target.teks).nilai)

    def predikat_teks(self, indikator: BarisIndikator, teks: str) -> Nilai:
        """The number of `BB (70)`; of a bare predikat its scale's lower bound, with a mark saying so."""
        if indikator.jenis_nilai != "predikat" or not teks:
            return Nilai(teks=teks)
        if (cocok := _ANGKA_KURUNG.search(teks)) is not None:
            try:
                return Nilai(urai(cocok.group(1) or cocok.group(2)).nilai, teks)
            except AngkaTakTerbaca:
                return Nilai(teks=teks, alasan=f"angka pada “{teks}” tidak jelas")
        skala = self.skala_nilai(indikator)
        pita = skala.pita_predikat(teks) if skala else None
        if pita is None or pita.batas_bawah is None:
            return Nilai(teks=teks, alasan=self._predikat_asing(indikator, teks))
        alasan = f"memakai batas bawah predikat {teks}"
        return Nilai(pita.batas_bawah, teks, alasan=alasan, predikat=pita.predikat)

    def _predikat_asing(self, indikator: BarisIndikator, teks: str) -> str:
        nama = indikator.skala or SKALA_PREDIKAT
        if nama not in self.rencana.skala:
            return f"skala {nama} tidak dikenal"
        return f"predikat {teks} tidak ada pada skala {nama}"

    def target_triwulan(self, indikator: BarisIndikator) -> list[BarisTarget]:
        return [self.target(indikator, self.tahun, t) for t in TRIWULAN]

    @staticmethod
    def gabung_target(indikator: BarisIndikator, target: list[BarisTarget]) -> BarisTarget:
        """The targets of the first quarters as one: with `akhir` the latest, whole, with its text."""
        if indikator.agregasi == "akhir":
            return next((t for t in reversed(target) if t.nilai is not None), TANPA_TARGET)
        return TANPA_TARGET._replace(
            versi=next((t.versi for t in reversed(target) if t.versi), ""),
            nilai=rumus.agregasi([t.nilai for t in target], indikator.agregasi),
            nilai_atas=rumus.agregasi([t.nilai_atas for t in target], indikator.agregasi),
        )

    # Realisasi

    def realisasi(self, indikator: BarisIndikator, tahun: int, sampai: int = 4) -> Nilai:
        """The year's realisasi: stated for the year or aggregated from quarters 1…`sampai`."""
        baris = [r for r in self.hasil.realisasi.get(indikator.id, ()) if r.tahun == tahun]
        setahun = next((r for r in baris if r.triwulan is None), None)
        dinyatakan = setahun.nilai if setahun else None
        if (jumlah := self._jumlah_komponen(indikator, tahun)) is not None:
            nilai = Nilai(jumlah, setahun.teks if setahun else "")
        else:
            nilai = self._setahun_atau_triwulan(indikator, setahun, baris, sampai)
        if dinyatakan is not None and nilai.nilai != dinyatakan:
            nilai = replace(nilai, dinyatakan=dinyatakan)
        return nilai

    def _setahun_atau_triwulan(
        self, indikator: BarisIndikator, setahun: BarisRealisasi | None, baris: list[BarisRealisasi], sampai: int
    ) -> Nilai:
        sendiri = self.nilai_baris(indikator, setahun) if setahun else KOSONG
        if sendiri.nilai is not None:
            return sendiri
        nilai = self.dari_triwulan(indikator, baris, sampai)
        alasan = nilai.alasan or (sendiri.alasan if nilai.nilai is None else "")
        return replace(nilai, teks=sendiri.teks or nilai.teks, alasan=alasan)

    def _jumlah_komponen(self, indikator: BarisIndikator, tahun: int) -> Decimal | None:
        if indikator.jenis_nilai != "komponen":
            return None
        return rumus.jumlah_komponen([k.nilai for k in self.hasil.komponen.get(indikator.id, ()) if k.tahun == tahun])

    def definisi_komponen(self, indikator: BarisIndikator) -> list[BarisKomponen]:
        """The parts of an index: as stated for the year, else for the latest year before."""
        semua = [k for k in self.hasil.komponen.get(indikator.id, ()) if k.tahun <= self.tahun]
        terakhir = max((k.tahun for k in semua), default=None)
        return [k for k in semua if k.tahun == terakhir]

    def nilai_bagian(self, indikator: BarisIndikator, bagian: dict[str, str]) -> list[Decimal | None]:
        """A quarter's parts, in the order of their definition; None where one is not filled in."""
        urutan = [str(k.urutan) for k in self.definisi_komponen(indikator)]
        return [Decimal(bagian[u]) if u in bagian else None for u in urutan]

    def nilai_baris(self, indikator: BarisIndikator, baris: BarisRealisasi) -> Nilai:
        if indikator.jenis_nilai == "komponen" and baris.bagian:
            jumlah = rumus.jumlah_komponen(self.nilai_bagian(indikator, baris.bagian))
            return Nilai(jumlah, baris.teks, alasan="" if jumlah is not None else rumus.KOMPONEN_BELUM)
        if indikator.jenis_nilai == "rasio":
            hasil = rumus.rasio(baris.pembilang, baris.penyebut, indikator.pengali or rumus.SERATUS)
            nol = baris.pembilang is not None and baris.penyebut == 0
            if hasil is not None or nol:
                return Nilai(
                    hasil, baris.teks, baris.pembilang, baris.penyebut, alasan=rumus.PENYEBUT_NOL if nol else ""
                )
        if baris.nilai is not None:
            return Nilai(baris.nilai, baris.teks, baris.pembilang, baris.penyebut)
        return self.predikat_teks(indikator, baris.teks)

    def dari_triwulan(self, indikator: BarisIndikator, baris: list[BarisRealisasi], sampai: int) -> Nilai:
        urut = empat_triwulan(baris)[:sampai]
        return self.gabung(indikator, urut, [self.nilai_baris(indikator, r) if r else KOSONG for r in urut])

    @staticmethod
    def gabung(indikator: BarisIndikator, urut: list[BarisRealisasi | None], per_triwulan: list[Nilai]) -> Nilai:
        """The first quarters as one, by the indicator's agregasi."""
        sebab = next((n.alasan for n in reversed(per_triwulan) if n.nilai is None and n.alasan), "")
        if indikator.jenis_nilai == "rasio":
            bagian = [_bagian_rasio(r) for r in urut]
            hasil = rumus.agregasi_rasio(bagian, indikator.agregasi, indikator.pengali or rumus.SERATUS)
            return Nilai(hasil, alasan="" if hasil is not None else sebab)
        hasil = rumus.agregasi([n.nilai for n in per_triwulan], indikator.agregasi)
        if hasil is None:
            return Nilai(alasan=sebab)
        if indikator.agregasi in ("akhir", "maks"):
            return next((n for n in reversed(per_triwulan) if n.nilai is not None and n.nilai == hasil), KOSONG)
        return Nilai(hasil)

    def setahun(self, indikator: BarisIndikator) -> tuple[BarisRealisasi, Decimal] | None:
        """The yearly row of this year with the value that it states, by itself or by the year's parts."""
        semua = self.hasil.realisasi.get(indikator.id, ())
        baris = next((r for r in semua if r.triwulan is None and r.tahun == self.tahun), None)
        if baris is None:
            return None
        jumlah = self._jumlah_komponen(indikator, self.tahun)
        nilai = jumlah if jumlah is not None else self.nilai_baris(indikator, baris).nilai
        return None if nilai is None else (baris, nilai)
