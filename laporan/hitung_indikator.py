"""The indicators of an ikhtisar: which target counts, what was realized, and all that follows.

Works on loaded rows (`muat.Muatan`) and calls the formulas of `capaian.rumus`; no queries here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from capaian import rumus
from renstra.skala import SkalaPredikat, warna_pita
from sakip.angka import AngkaTakTerbaca, urai

from .bentuk import (
    AkhirRenstra,
    Analisis,
    AngkaEfisiensi,
    AngkaKomponen,
    AngkaPembanding,
    AngkaTahun,
    AngkaTriwulan,
    IkhtisarIndikator,
    Nasional,
    TargetTahun,
)
from .muat import BarisIndikator, BarisRealisasi, BarisTarget, Muatan

SKALA_CAPAIAN = "permendagri-86-2017"
SKALA_PREDIKAT = "akip-88-2021"
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


class HitungIndikator:
    """Computes the indicators of one loaded year."""

    def __init__(self, muatan: Muatan) -> None:
        self.muatan = muatan
        self.tahun = muatan.tahun
        self.rumus_turun = muatan.instansi.rumus_turun or "selisih"
        self.batas = muatan.instansi.batas_capaian
        self.nama_skala = muatan.instansi.skala or SKALA_CAPAIAN
        self.skala = muatan.skala.get(self.nama_skala)
        self.per_id = {i.id: i for i in muatan.indikator}
        self.kode_simpul = {s.id: s.kode for s in muatan.simpul}
        self.periode_akhir = muatan.renstra.periode_akhir if muatan.renstra else None

    def sumber(self, indikator: BarisIndikator) -> BarisIndikator:
        """The indicator whose numbers it shows: itself, or the end of its `mengacu` chain."""
        dilihat = {indikator.id}
        while (
            indikator.mengacu_id
            and indikator.mengacu_id in self.per_id
            and indikator.mengacu_id not in dilihat
        ):
            dilihat.add(indikator.mengacu_id)
            indikator = self.per_id[indikator.mengacu_id]
        return indikator

    def skala_nilai(self, indikator: BarisIndikator) -> SkalaPredikat | None:
        nama = indikator.skala or (SKALA_PREDIKAT if indikator.jenis_nilai == "predikat" else "")
        return self.muatan.skala.get(nama)

    # Targets

    def target(self, indikator: BarisIndikator, tahun: int, triwulan: int | None = None) -> BarisTarget:
        """The target that counts: pk_perubahan, else pk, else renstra; empty where there is none."""
        per_versi = {
            t.versi: t
            for t in self.muatan.target.get(indikator.id, ())
            if t.tahun == tahun and t.triwulan == triwulan and (t.nilai is not None or t.teks)
        }
        versi = rumus.pilih_target(per_versi)
        return self._dengan_predikat(indikator, per_versi[versi]) if versi else TANPA_TARGET

    def _dengan_predikat(self, indikator: BarisIndikator, target: BarisTarget) -> BarisTarget:
        if target.nilai is not None:
            return target
        return target._replace(nilai=self._angka_predikat(indikator, target.teks)[0])

    def _angka_predikat(self, indikator: BarisIndikator, teks: str) -> tuple[Decimal | None, str]:
        """The number of `BB (70)`; of a bare predikat its scale's lower bound, with a mark saying so."""
        if indikator.jenis_nilai != "predikat" or not teks:
            return None, ""
        if (cocok := _ANGKA_KURUNG.search(teks)) is not None:
            try:
                return urai(cocok.group(1) or cocok.group(2)).nilai, ""
            except AngkaTakTerbaca:
                return None, ""
        skala = self.skala_nilai(indikator)
        bawah = skala.batas_predikat(teks) if skala else None
        return bawah, f"memakai batas bawah predikat {teks}" if bawah is not None else ""

    # Realisasi

    def realisasi(self, indikator: BarisIndikator, tahun: int, sampai: int = 4) -> Nilai:
        """The year's realisasi: stated for the year or aggregated from quarters 1…`sampai`."""
        baris = [r for r in self.muatan.realisasi.get(indikator.id, ()) if r.tahun == tahun]
        setahun = next((r for r in baris if r.triwulan is None), None)
        dinyatakan = setahun.nilai if setahun else None
        if (jumlah := self._jumlah_komponen(indikator, tahun)) is not None:
            nilai = Nilai(jumlah, setahun.teks if setahun else "")
        elif setahun and (isi := self._isi(indikator, setahun)).nilai is not None:
            nilai = isi
        else:
            nilai = self._dari_triwulan(indikator, baris, sampai)
        if dinyatakan is not None and nilai.nilai != dinyatakan:
            nilai = replace(nilai, dinyatakan=dinyatakan)
        return nilai

    def _jumlah_komponen(self, indikator: BarisIndikator, tahun: int) -> Decimal | None:
        if indikator.jenis_nilai != "komponen":
            return None
        return rumus.jumlah_komponen(
            [k.nilai for k in self.muatan.komponen.get(indikator.id, ()) if k.tahun == tahun]
        )

    def _isi(self, indikator: BarisIndikator, baris: BarisRealisasi) -> Nilai:
        if indikator.jenis_nilai == "rasio":
            hasil = rumus.rasio(baris.pembilang, baris.penyebut, indikator.pengali or rumus.SERATUS)
            if hasil is not None:
                return Nilai(hasil, baris.teks, baris.pembilang, baris.penyebut)
        if baris.nilai is not None:
            return Nilai(baris.nilai, baris.teks, baris.pembilang, baris.penyebut)
        nilai, alasan = self._angka_predikat(indikator, baris.teks)
        return Nilai(nilai, baris.teks, alasan=alasan)

    def _dari_triwulan(self, indikator: BarisIndikator, baris: list[BarisRealisasi], sampai: int) -> Nilai:
        per_tw = {r.triwulan: r for r in baris if r.triwulan is not None}
        urut = [per_tw.get(t) for t in TRIWULAN[:sampai]]
        if indikator.jenis_nilai == "rasio":
            bagian = [(r.pembilang, r.penyebut, r.nilai) if r else (None, None, None) for r in urut]
            return Nilai(rumus.agregasi_rasio(bagian, indikator.agregasi, indikator.pengali or rumus.SERATUS))
        isi = [self._isi(indikator, r) if r else Nilai() for r in urut]
        return Nilai(rumus.agregasi([n.nilai for n in isi], indikator.agregasi))

    def triwulan(self, indikator: BarisIndikator) -> tuple[AngkaTriwulan, ...]:
        """Each quarter alone, and to date with both sides aggregated in the same way."""
        baris = [r for r in self.muatan.realisasi.get(indikator.id, ()) if r.tahun == self.tahun]
        per_tw = {r.triwulan: r for r in baris}
        target = [self.target(indikator, self.tahun, t) for t in TRIWULAN]
        hasil = []
        for t in TRIWULAN:
            ini = target[t - 1]
            nilai = self._isi(indikator, per_tw[t]).nilai if t in per_tw else None
            sd = self._dari_triwulan(indikator, baris, t).nilai
            sd_target = rumus.agregasi([x.nilai for x in target[:t]], indikator.agregasi)
            sd_atas = rumus.agregasi([x.nilai_atas for x in target[:t]], indikator.agregasi)
            tunggal = self.capaian(indikator, ini.nilai, ini.nilai_atas, nilai)
            bersama = self.capaian(indikator, sd_target, sd_atas, sd)
            hasil.append(
                AngkaTriwulan(
                    t, ini.nilai, nilai, tunggal.nilai, sd_target, sd, bersama.nilai, tunggal.alasan
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

    def capaian_tahun(
        self, indikator: BarisIndikator, tahun: int
    ) -> tuple[BarisTarget, Nilai, rumus.Hasil, bool]:
        """Target, realisasi and capaian of a year; a stated percentage only where neither is known."""
        target, nilai = self.target(indikator, tahun), self.realisasi(indikator, tahun)
        if target.nilai is None and nilai.nilai is None:
            stated = next(
                (
                    r.capaian_dinyatakan
                    for r in self.muatan.realisasi.get(indikator.id, ())
                    if r.tahun == tahun and r.triwulan is None and r.capaian_dinyatakan is not None
                ),
                None,
            )
            if stated is not None:
                return target, nilai, rumus.Hasil(stated, rumus.DINYATAKAN), True
        return target, nilai, self.capaian(indikator, target.nilai, target.nilai_atas, nilai.nilai), False

    def deret(self, indikator: BarisIndikator) -> tuple[AngkaTahun, ...]:
        """The years up to this one that have a target or a realisasi, each against the one before."""
        tahun_ada = {t.tahun for t in self.muatan.target.get(indikator.id, ()) if t.versi != "nasional"}
        tahun_ada |= {r.tahun for r in self.muatan.realisasi.get(indikator.id, ())}
        tahun_ada |= {k.tahun for k in self.muatan.komponen.get(indikator.id, ())}
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
        rencana = [
            t for t in self.muatan.target.get(indikator.id, ()) if t.triwulan is None and t.versi == "renstra"
        ]
        tahun = self.periode_akhir or max((t.tahun for t in rencana), default=None)
        if tahun is None:
            return AkhirRenstra(None, None, None, rumus.TARGET_BELUM)
        asli = next((self._dengan_predikat(indikator, t) for t in rencana if t.tahun == tahun), None)
        target = asli or self.target(indikator, tahun)
        hasil = self.capaian(indikator, target.nilai, target.nilai_atas, realisasi)
        return AkhirRenstra(tahun, target.nilai, hasil.nilai, hasil.alasan, target.teks)

    def predikat_capaian(self, capaian: Decimal | None) -> tuple[str | None, str]:
        """The predikat of a capaian on the agency's scale, and its colour."""
        pita = self.skala.cari(capaian) if self.skala and capaian is not None else None
        return (pita.predikat, warna_pita(self.skala, pita)) if pita and self.skala else (None, "")

    # One indicator, whole

    def hitung(self, baris: BarisIndikator, efisiensi: AngkaEfisiensi) -> IkhtisarIndikator:
        """Everything about one indicator. `efisiensi` is filled in by the caller once capaian is known."""
        asal = self.sumber(baris)
        per_tw = self.triwulan(asal)
        target, nilai, capaian, dinyatakan = self.capaian_tahun(asal, self.tahun)
        if self.muatan.triwulan:
            target, nilai, capaian, dinyatakan = self._sampai(asal, per_tw[self.muatan.triwulan - 1])
        predikat, warna = self.predikat_capaian(capaian.nilai)
        skala_nilai = self.skala_nilai(asal)
        pita_nilai = skala_nilai.cari(nilai.nilai) if skala_nilai and nilai.nilai is not None else None
        komponen = self._komponen(asal)
        return IkhtisarIndikator(
            kode=baris.kode,
            induk=self.kode_simpul[baris.simpul_id],
            nama=baris.nama,
            satuan=baris.satuan,
            iku=baris.iku,
            arah=asal.arah,
            jenis_nilai=asal.jenis_nilai,
            target=target.nilai,
            target_atas=target.nilai_atas,
            target_teks=target.teks,
            versi_target=target.versi or None,
            realisasi=nilai.nilai,
            realisasi_teks=nilai.teks,
            capaian=capaian.nilai,
            capaian_dibatasi=rumus.batasi(capaian.nilai, self.batas),
            predikat=predikat,
            warna=warna,
            predikat_nilai=pita_nilai.predikat if pita_nilai else None,
            status=rumus.status(capaian.nilai),
            alasan=capaian.alasan or nilai.alasan or self._alasan_target(asal, target),
            triwulan=per_tw,
            deret=self.deret(asal),
            akhir_renstra=self.akhir_renstra(asal, nilai.nilai),
            pembanding=self._pembanding(asal, nilai.nilai),
            komponen=komponen,
            jumlah_komponen=rumus.jumlah_komponen([k.nilai for k in komponen]),
            jumlah_maksimum=rumus.jumlah_komponen([k.maksimum for k in komponen]),
            efisiensi=efisiensi,
            analisis=self._analisis(asal),
            agregasi=asal.agregasi,
            bobot=baris.bobot,
            pengali=asal.pengali,
            pembilang=nilai.pembilang,
            penyebut=nilai.penyebut,
            realisasi_dinyatakan=nilai.dinyatakan,
            capaian_dinyatakan=dinyatakan,
            skala=baris.skala,
            mengacu=asal.kode if asal.id != baris.id else "",
            mendukung=self.per_id[baris.mendukung_id].kode if baris.mendukung_id in self.per_id else "",
            formulasi=baris.formulasi,
            definisi=baris.definisi,
            alasan_pemilihan=baris.alasan,
            sumber_data=baris.sumber_data,
            penanggung_jawab=baris.penanggung_jawab,
            nasional=self._nasional(asal, nilai.nilai),
            target_renstra=self._target_renstra(asal),
            target_pk=self._versi(asal, "pk"),
            target_pk_perubahan=self._versi(asal, "pk_perubahan"),
            target_versi_renstra=self._versi(asal, "renstra"),
        )

    def _sampai(
        self, asal: BarisIndikator, tw: AngkaTriwulan
    ) -> tuple[BarisTarget, Nilai, rumus.Hasil, bool]:
        atas = rumus.agregasi(
            [self.target(asal, self.tahun, t).nilai_atas for t in TRIWULAN[: tw.triwulan]], asal.agregasi
        )
        versi = self.target(asal, self.tahun, tw.triwulan).versi
        target = TANPA_TARGET._replace(nilai=tw.sd_target, nilai_atas=atas, versi=versi)
        return target, Nilai(tw.sd_realisasi), self.capaian(asal, tw.sd_target, atas, tw.sd_realisasi), False

    def _alasan_target(self, asal: BarisIndikator, target: BarisTarget) -> str:
        tersimpan = any(
            t.versi == target.versi and t.tahun == self.tahun and t.nilai is not None
            for t in self.muatan.target.get(asal.id, ())
        )
        return "" if tersimpan else self._angka_predikat(asal, target.teks)[1]

    def _versi(self, asal: BarisIndikator, versi: str) -> Decimal | None:
        return next(
            (
                t.nilai
                for t in self.muatan.target.get(asal.id, ())
                if t.versi == versi and t.tahun == self.tahun and t.triwulan is None
            ),
            None,
        )

    def _nasional(self, asal: BarisIndikator, realisasi: Decimal | None) -> Nasional | None:
        target = next(
            (
                t
                for t in self.muatan.target.get(asal.id, ())
                if t.versi == "nasional" and t.tahun == self.tahun and t.triwulan is None
            ),
            None,
        )
        if target is None:
            return None
        hasil = self.capaian(asal, target.nilai, target.nilai_atas, realisasi)
        return Nasional(target.nilai, target.teks, hasil.nilai)

    def _target_renstra(self, asal: BarisIndikator) -> tuple[TargetTahun, ...]:
        return tuple(
            TargetTahun(t.tahun, t.nilai, t.nilai_atas, t.teks)
            for t in self.muatan.target.get(asal.id, ())
            if t.versi == "renstra" and t.triwulan is None
        )

    def _pembanding(self, asal: BarisIndikator, realisasi: Decimal | None) -> tuple[AngkaPembanding, ...]:
        hasil = []
        for p in self.muatan.pembanding.get(asal.id, ()):
            selisih, _ = rumus.perubahan(p.nilai, realisasi)
            capaian = self.capaian(asal, p.nilai, p.nilai, realisasi).nilai
            hasil.append(
                AngkaPembanding(
                    p.jenis, p.instansi, p.nilai, p.kategori, selisih, capaian, p.sumber, p.keterangan
                )
            )
        return tuple(hasil)

    def _komponen(self, asal: BarisIndikator) -> tuple[AngkaKomponen, ...]:
        return tuple(
            AngkaKomponen(k.nama, k.maksimum, k.nilai, rumus.persen_komponen(k.nilai, k.maksimum), k.bobot)
            for k in self.muatan.komponen.get(asal.id, ())
            if k.tahun == self.tahun
        )

    def _analisis(self, asal: BarisIndikator) -> Analisis:
        """The analysis of the year (or of the quarter asked for), else of the latest quarter that has one."""
        baris = [r for r in self.muatan.realisasi.get(asal.id, ()) if r.tahun == self.tahun]
        baris.sort(key=lambda r: (r.triwulan != self.muatan.triwulan, -(r.triwulan or 0)))
        if self.muatan.triwulan:
            baris = [r for r in baris if r.triwulan and r.triwulan <= self.muatan.triwulan]
        isi = [Analisis(r.pendorong, r.penghambat, r.solusi, r.tindak_lanjut, r.sumber) for r in baris]
        return next((a for a in isi if a.ada), isi[0] if isi else Analisis())
