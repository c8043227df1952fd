"""An indicator's capaian, and all that follows from target and realisasi: its quarters, years, comparisons.

Works on loaded rows and calls the formulas of `capaian.rumus`; pure.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from capaian import rumus
from capaian.bentuk import HasilTahun
from capaian.wajar import kenapa_aneh
from renstra.bentuk import BarisIndikator, BarisTarget, RencanaTahun
from renstra.skala import SKALA_CAPAIAN, warna_pita

from .bentuk import (
    AkhirRenstra,
    Analisis,
    AngkaKomponen,
    AngkaPembanding,
    AngkaTahun,
    AngkaTriwulan,
    BedaTahunan,
    Nasional,
    TargetTahun,
    TidakWajar,
)
from .nilai import KOSONG, TRIWULAN, Nilai, NilaiIndikator, empat_triwulan

DESIMAL_BANDING = 4
"""Decimals at which a computed number of the year is compared with its quarters."""


def bersebab(hasil: rumus.Hasil, realisasi: Nilai) -> rumus.Hasil:
    """The result with the cause for which there is no realisasi, where one is known: not just "belum diisi"."""
    if hasil.nilai is None and realisasi.nilai is None and realisasi.alasan and hasil.alasan == rumus.BELUM_DIISI:
        return rumus.Hasil(None, realisasi.alasan)
    return hasil


def _sama(dinyatakan: Decimal, gabungan: Decimal) -> bool:
    """Equal at the decimals of the stated number (of a computed one, at four)."""
    pangkat = dinyatakan.normalize().as_tuple().exponent
    desimal = min(max(0, -pangkat if isinstance(pangkat, int) else 0), DESIMAL_BANDING)
    satuan = Decimal(1).scaleb(-desimal)
    return dinyatakan.quantize(satuan, ROUND_HALF_UP) == gabungan.quantize(satuan, ROUND_HALF_UP)


class HitungCapaian:
    """Computes the achievement of the indicators of one loaded year. `nilai` finds what they are measured by."""

    def __init__(self, rencana: RencanaTahun, hasil: HasilTahun) -> None:
        self.rencana, self.hasil, self.tahun = rencana, hasil, rencana.tahun
        self.nilai = NilaiIndikator(rencana, hasil)
        self.rumus_turun = rencana.instansi.rumus_turun or "selisih"
        self.batas = rencana.instansi.batas_capaian
        self.nama_skala = rencana.instansi.skala or SKALA_CAPAIAN
        self.skala = rencana.skala.get(self.nama_skala)
        self.periode_akhir = rencana.renstra.periode_akhir if rencana.renstra else None

    def triwulan(self, indikator: BarisIndikator) -> tuple[AngkaTriwulan, ...]:
        """Each quarter alone, and to date with both sides aggregated in the same way."""
        urut = empat_triwulan([r for r in self.hasil.realisasi.get(indikator.id, ()) if r.tahun == self.tahun])
        target = self.nilai.target_triwulan(indikator)
        per_triwulan = [self.nilai.nilai_baris(indikator, r) if r else KOSONG for r in urut]
        hasil = []
        for t in TRIWULAN:
            ini, sd_target = target[t - 1], self.nilai.gabung_target(indikator, target[:t])
            sd = self.nilai.gabung(indikator, urut[:t], per_triwulan[:t]).nilai
            nilai = per_triwulan[t - 1].nilai
            tunggal = bersebab(self.capaian(indikator, ini.nilai, ini.nilai_atas, nilai), per_triwulan[t - 1])
            bersama = self.capaian(indikator, sd_target.nilai, sd_target.nilai_atas, sd)
            hasil.append(
                AngkaTriwulan(
                    *(t, ini.nilai, nilai, tunggal.nilai, sd_target.nilai, sd, bersama.nilai, tunggal.alasan),
                    target_atas=ini.nilai_atas,
                    target_teks=ini.teks,
                )
            )
        return tuple(hasil)

    # Achievement

    def capaian(
        self,
        indikator: BarisIndikator,
        target: Decimal | None,
        atas: Decimal | None,
        realisasi: Decimal | None,
    ) -> rumus.Hasil:
        return rumus.hitung_capaian(
            target, realisasi, arah=indikator.arah, target_atas=atas, rumus_turun=self.rumus_turun
        )

    def capaian_tahun(self, indikator: BarisIndikator, tahun: int) -> tuple[BarisTarget, Nilai, rumus.Hasil, bool]:
        """Target, realisasi and capaian of a year (of this year to date, where a triwulan is asked for); a
        stated percentage only where neither is known."""
        if tahun == self.tahun and self.rencana.triwulan:
            return self._sampai(indikator, self.rencana.triwulan)
        target, nilai = self.nilai.target(indikator, tahun), self.nilai.realisasi(indikator, tahun)
        if target.nilai is None and nilai.nilai is None:
            stated = next(
                (
                    r.capaian_dinyatakan
                    for r in self.hasil.realisasi.get(indikator.id, ())
                    if r.tahun == tahun and r.triwulan is None and r.capaian_dinyatakan is not None
                ),
                None,
            )
            if stated is not None:
                return target, nilai, rumus.Hasil(stated, rumus.DINYATAKAN), True
        capaian = bersebab(self.capaian(indikator, target.nilai, target.nilai_atas, nilai.nilai), nilai)
        return target, nilai, capaian, False

    def deret(self, indikator: BarisIndikator) -> tuple[AngkaTahun, ...]:
        """The years up to this one that have a target or a realisasi, each against the one before."""
        tahun_ada = {t.tahun for t in self.rencana.target.get(indikator.id, ()) if t.versi != "nasional"}
        tahun_ada |= {r.tahun for r in self.hasil.realisasi.get(indikator.id, ())}
        tahun_ada |= {k.tahun for k in self.hasil.komponen.get(indikator.id, ())}
        sebelum: Decimal | None = None
        hasil = []
        for tahun in sorted(t for t in tahun_ada if t <= self.tahun):
            target, nilai, capaian, _ = self.capaian_tahun(indikator, tahun)
            selisih, persen = rumus.perubahan(sebelum, nilai.nilai)
            hasil.append(
                AngkaTahun(
                    tahun,
                    target.nilai,
                    nilai.nilai,
                    capaian.nilai,
                    selisih,
                    persen,
                    capaian.alasan,
                    target.teks,
                    nilai.teks,
                )
            )
            sebelum = nilai.nilai if nilai.nilai is not None else sebelum
        return tuple(hasil)

    def akhir_renstra(self, indikator: BarisIndikator, realisasi: Decimal | None) -> AkhirRenstra:
        """The year's realisasi against the target of the last Renstra year."""
        rencana = [t for t in self.rencana.target.get(indikator.id, ()) if t.triwulan is None and t.versi == "renstra"]
        tahun = self.periode_akhir or max((t.tahun for t in rencana), default=None)
        if tahun is None:
            return AkhirRenstra(None, None, None, rumus.TARGET_BELUM)
        asli = next((self.nilai.dengan_predikat(indikator, t) for t in rencana if t.tahun == tahun), None)
        target = asli or self.nilai.target(indikator, tahun)
        hasil = self.capaian(indikator, target.nilai, target.nilai_atas, realisasi)
        return AkhirRenstra(tahun, target.nilai, hasil.nilai, hasil.alasan, target.teks)

    def predikat_capaian(self, capaian: Decimal | None) -> tuple[str | None, str]:
        """The predikat of a capaian on the agency's scale, and its colour."""
        pita = self.skala.cari(capaian) if self.skala and capaian is not None else None
        return (pita.predikat, warna_pita(self.skala, pita)) if pita and self.skala else (None, "")

    def beda_tahunan(self, asal: BarisIndikator, triwulan: tuple[AngkaTriwulan, ...]) -> BedaTahunan | None:
        """Where a yearly row and the computed quarters state the year differently; compared only where the
        quarters can make a year (`akhir`: the fourth is there; else all four), at the yearly row's decimals."""
        terisi = [t.realisasi is not None for t in triwulan]
        gabungan = triwulan[-1].sd_realisasi
        if gabungan is None or not (terisi[-1] if asal.agregasi == "akhir" else all(terisi)):
            return None
        setahun = self.nilai.setahun(asal)
        if setahun is None or _sama(setahun[1], gabungan):
            return None
        return BedaTahunan(setahun[1], gabungan, setahun[0].alasan_tahunan)

    def tidak_wajar(self, asal: BarisIndikator, deret: tuple[AngkaTahun, ...]) -> TidakWajar | None:
        """Whether a yearly row states what one does not expect (`capaian.wajar`); quarters confirm theirs when
        they are handed in."""
        setahun = self.nilai.setahun(asal)
        if setahun is None:
            return None
        baris, nilai = setahun
        per_tahun = {d.tahun: d for d in deret}
        lalu = per_tahun.get(self.tahun - 1)
        sebab = kenapa_aneh(
            nilai,
            satuan=asal.satuan,
            bawah=asal.wajar_bawah,
            atas=asal.wajar_atas,
            capaian=per_tahun[self.tahun].capaian,
            tahun_lalu=lalu.realisasi if lalu else None,
        )
        return TidakWajar(sebab, baris.alasan_wajar) if sebab else None

    def _sampai(self, asal: BarisIndikator, triwulan: int) -> tuple[BarisTarget, Nilai, rumus.Hasil, bool]:
        baris = [r for r in self.hasil.realisasi.get(asal.id, ()) if r.tahun == self.tahun]
        target = self.nilai.gabung_target(asal, self.nilai.target_triwulan(asal)[:triwulan])
        nilai = self.nilai.dari_triwulan(asal, baris, triwulan)
        capaian = bersebab(self.capaian(asal, target.nilai, target.nilai_atas, nilai.nilai), nilai)
        return target, nilai, capaian, False

    def alasan_target(self, asal: BarisIndikator, target: BarisTarget) -> str:
        tersimpan = any(
            (t.versi, t.tahun, t.triwulan) == (target.versi, self.tahun, target.triwulan) and t.nilai is not None
            for t in self.rencana.target.get(asal.id, ())
        )
        return "" if tersimpan else self.nilai.predikat_teks(asal, target.teks).alasan

    def target_versi(self, asal: BarisIndikator, versi: str) -> Decimal | None:
        return next(
            (
                t.nilai
                for t in self.rencana.target.get(asal.id, ())
                if t.versi == versi and t.tahun == self.tahun and t.triwulan is None
            ),
            None,
        )

    def nasional(self, asal: BarisIndikator, realisasi: Decimal | None) -> Nasional | None:
        target = next(
            (
                t
                for t in self.rencana.target.get(asal.id, ())
                if t.versi == "nasional" and t.tahun == self.tahun and t.triwulan is None
            ),
            None,
        )
        if target is None:
            return None
        hasil = self.capaian(asal, target.nilai, target.nilai_atas, realisasi)
        return Nasional(target.nilai, target.teks, hasil.nilai)

    def target_renstra(self, asal: BarisIndikator) -> tuple[TargetTahun, ...]:
        return tuple(
            TargetTahun(t.tahun, t.nilai, t.nilai_atas, t.teks)
            for t in self.rencana.target.get(asal.id, ())
            if t.versi == "renstra" and t.triwulan is None
        )

    def pembanding(self, asal: BarisIndikator, realisasi: Decimal | None) -> tuple[AngkaPembanding, ...]:
        hasil = []
        for p in self.hasil.pembanding.get(asal.id, ()):
            selisih, _ = rumus.perubahan(p.nilai, realisasi)
            capaian = self.capaian(asal, p.nilai, p.nilai, realisasi).nilai
            hasil.append(
                AngkaPembanding(p.jenis, p.instansi, p.nilai, p.kategori, selisih, capaian, p.sumber, p.keterangan)
            )
        return tuple(hasil)

    def komponen(self, asal: BarisIndikator) -> tuple[AngkaKomponen, ...]:
        """The year's parts; where only quarters have them, those of the latest quarter."""
        tahunan = [k for k in self.hasil.komponen.get(asal.id, ()) if k.tahun == self.tahun]
        nilai = [k.nilai for k in tahunan]
        tanpa_tahunan = asal.jenis_nilai == "komponen" and not any(n is not None for n in nilai)
        if tanpa_tahunan and (bagian := self._bagian_terakhir(asal)):
            tahunan = self.nilai.definisi_komponen(asal)
            nilai = self.nilai.nilai_bagian(asal, bagian)
        return tuple(
            AngkaKomponen(k.nama, k.maksimum, n, rumus.persen_komponen(n, k.maksimum), k.bobot)
            for k, n in zip(tahunan, nilai, strict=True)
        )

    def _bagian_terakhir(self, asal: BarisIndikator) -> dict[str, str]:
        sampai = self.rencana.triwulan or 4
        return next(
            (
                r.bagian
                for r in reversed(self.hasil.realisasi.get(asal.id, ()))
                if r.bagian and r.tahun == self.tahun and (r.triwulan or 0) <= sampai
            ),
            {},
        )

    def analisis(self, asal: BarisIndikator) -> Analisis:
        """The analysis of the year (or of the quarter asked for), else of the latest quarter that has one."""
        baris = [r for r in self.hasil.realisasi.get(asal.id, ()) if r.tahun == self.tahun]
        baris.sort(key=lambda r: (r.triwulan != self.rencana.triwulan, -(r.triwulan or 0)))
        if self.rencana.triwulan:
            baris = [r for r in baris if r.triwulan and r.triwulan <= self.rencana.triwulan]
        analisis = [Analisis(r.pendorong, r.penghambat, r.solusi, r.tindak_lanjut, r.sumber) for r in baris]
        return next((a for a in analisis if a.ada), analisis[0] if analisis else Analisis())
