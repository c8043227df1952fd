"""Where an indicator's year is heading, and whether it got better or worse since the year before. Pure.

The forecast is ours (no regulation asks for one); its method is said with every number.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from capaian import rumus
from capaian.bentuk import BarisRealisasi
from renstra.bentuk import BarisIndikator, BarisTarget
from sakip.angka import romawi

from .capaian import HitungCapaian
from .nilai import Nilai, empat_triwulan

Angka = Decimal | None
AMAN, PERHATIAN, TERANCAM, BELUM = "aman", "perlu perhatian", "terancam", "belum dapat dinilai"
MEMBAIK, MEMBURUK, TETAP = "membaik", "memburuk", "tetap"
PERSEN_BERARTI = Decimal(5)
"""A change of so many percent means something, where the indicator says nothing of its own."""
TANPA_TRIWULAN = "belum ada triwulan yang terisi"
TARGET_PREDIKAT = "target berupa predikat"
APA_ADANYA = {
    "rata": "rata-rata triwulan yang terisi",
    "akhir": "nilai terakhir yang terisi",
    "maks": "nilai tertinggi yang terisi",
}


@dataclass(frozen=True)
class Prakiraan:
    """The value to date, the one forecast for the year's end, its capaian (percent) and what follows.

    `sampai`: the last quarter that is filled. `cara`: the method in words. `alasan`: why nothing can be said.
    """

    sampai: int
    sd: Angka
    target: Angka
    target_atas: Angka
    nilai: Angka
    capaian: Angka
    keadaan: str
    cara: str = ""
    alasan: str = ""


@dataclass(frozen=True)
class Perubahan:
    """The value now beside the same quarter of last year. `batas`: what counts as meaningful, in the unit."""

    kini: Angka
    lalu: Angka
    selisih: Angka
    persen: Angka
    batas: Angka
    keadaan: str


def ramalkan(
    sd: Decimal, agregasi: str, sampai: int, lalu_setahun: Angka = None, lalu_sd: Angka = None
) -> tuple[Decimal, str]:
    """The year's end from the value to date (quarters 1…`sampai`), and the method in words.

    `jumlah` goes on as last year did (its total ÷ its value to date), else in proportion to the quarters passed;
    a mean, a latest and a greatest value are taken as they are.
    """
    if agregasi != "jumlah":
        return sd, APA_ADANYA[agregasi]
    if sampai >= 4:
        return sd, "keempat triwulan sudah terisi"
    if lalu_setahun is not None and lalu_sd is not None and lalu_sd > 0 and lalu_setahun > 0:
        return sd * lalu_setahun / lalu_sd, "mengikuti pola tahun lalu: s.d. kini × setahun lalu ÷ s.d. kini tahun lalu"
    return sd * 4 / sampai, f"sebanding triwulan yang lewat: s.d. kini × 4 ÷ {sampai}"


def keadaan(capaian: Angka, batas: Decimal) -> str:
    """`aman` from 100 percent, `perlu perhatian` from `batas`, `terancam` below."""
    if capaian is None:
        return BELUM
    if capaian >= rumus.SERATUS:
        return AMAN
    return PERHATIAN if capaian >= batas else TERANCAM


def bandingkan(
    kini: Angka, lalu: Angka, arah: str, batas_berarti: Angka, target: tuple[Angka, Angka] = (None, None)
) -> Perubahan:
    """What changed, and whether that is better or worse: by the direction of the indicator, for a range by the
    distance from it."""
    if kini is None or lalu is None:
        return Perubahan(kini, lalu, None, None, batas_berarti, BELUM)
    selisih, persen = rumus.perubahan(lalu, kini)
    batas = abs(lalu) * PERSEN_BERARTI / rumus.SERATUS if batas_berarti is None else batas_berarti
    baik: Angka = selisih
    if arah == "turun" and selisih is not None:
        baik = -selisih
    elif arah == "rentang":
        baik = None if target[0] is None else _jarak(lalu, *target) - _jarak(kini, *target)
    if baik is None:
        return Perubahan(kini, lalu, selisih, persen, batas, BELUM)
    hasil = TETAP if abs(baik) <= batas else MEMBAIK if baik > 0 else MEMBURUK
    return Perubahan(kini, lalu, selisih, persen, batas, hasil)


def _jarak(nilai: Decimal, bawah: Angka, atas: Angka) -> Decimal:
    """How far a value is from a range; 0 inside."""
    a = rumus.NOL if bawah is None else bawah
    b = a if atas is None else atas
    return max(a - nilai, nilai - b, rumus.NOL)


class HitungPrakiraan:
    """Forecast and change of the indicators of one loaded year, up to a quarter."""

    def __init__(self, hitung: HitungCapaian, batas: Decimal) -> None:
        self.hitung, self.batas = hitung, batas
        self.tahun, self.triwulan = hitung.tahun, hitung.rencana.triwulan or 4

    def prakiraan(self, i: BarisIndikator) -> Prakiraan:
        """The year's end against the year's target. Where the whole year is looked at and was stated as such,
        there is nothing to forecast."""
        target = self.hitung.nilai.target(i, self.tahun)
        terisi = self._terisi(i, self.tahun)
        setahun = self.hitung.nilai.setahun(i) if self.hitung.rencana.triwulan is None else None
        if i.jenis_nilai == "predikat":
            return _belum(target, TARGET_PREDIKAT)
        if setahun is not None:
            return self._dinilai(i, target, 4, setahun[1], setahun[1], "realisasi setahun sudah dinyatakan")
        if not terisi:
            return _belum(target, TANPA_TRIWULAN)
        sampai = terisi[-1]
        sd = self._sd(i, self.tahun, sampai)
        if sd.nilai is None:
            return _belum(target, sd.alasan or TANPA_TRIWULAN)
        nilai, cara = self._ramalkan(i, sd.nilai, sampai)
        if lubang := [t for t in range(1, sampai) if t not in terisi]:
            cara = f"{cara}; triwulan {', '.join(romawi(t) for t in lubang)} belum diisi"
        return self._dinilai(i, target, sampai, sd.nilai, nilai, cara)

    def perubahan(self, i: BarisIndikator) -> Perubahan:
        """Against the same quarter of last year; of a whole year, against the whole year before."""
        target = self.hitung.nilai.target(i, self.tahun)
        if self.hitung.rencana.triwulan is None:
            kini, lalu = (self.hitung.nilai.realisasi(i, t).nilai for t in (self.tahun, self.tahun - 1))
        else:
            terisi = self._terisi(i, self.tahun)
            sampai = terisi[-1] if terisi else self.triwulan
            kini = self._sd(i, self.tahun, sampai).nilai if terisi else None
            dulu = self._terisi(i, self.tahun - 1, sampai)
            lalu = self._sd(i, self.tahun - 1, sampai).nilai if sampai in dulu else None
        return bandingkan(kini, lalu, i.arah, i.batas_berarti, (target.nilai, target.nilai_atas))

    def _dinilai(
        self, i: BarisIndikator, target: BarisTarget, sampai: int, sd: Decimal, nilai: Decimal, cara: str
    ) -> Prakiraan:
        hasil = self.hitung.capaian(i, target.nilai, target.nilai_atas, nilai)
        alasan = hasil.alasan if hasil.nilai is None else ""
        return Prakiraan(
            *(sampai, sd, target.nilai, target.nilai_atas, nilai, hasil.nilai),
            keadaan=keadaan(hasil.nilai, self.batas),
            cara=cara,
            alasan=alasan,
        )

    def _ramalkan(self, i: BarisIndikator, sd: Decimal, sampai: int) -> tuple[Decimal, str]:
        if i.jenis_nilai == "rasio" and i.agregasi == "jumlah" and self._berbagian(i, sampai):
            return sd, "perbandingan s.d. kini: pembilang dan penyebut tumbuh bersama"
        lalu = self._terisi(i, self.tahun - 1, sampai)
        if len(lalu) < sampai:
            return ramalkan(sd, i.agregasi, sampai)
        setahun = self.hitung.nilai.realisasi(i, self.tahun - 1)
        utuh = len(self._terisi(i, self.tahun - 1)) == 4 or any(
            r.triwulan is None and r.nilai is not None for r in self._baris(i, self.tahun - 1)
        )
        lalu_sd = self._sd(i, self.tahun - 1, sampai).nilai
        return ramalkan(sd, i.agregasi, sampai, setahun.nilai if utuh else None, lalu_sd)

    def _berbagian(self, i: BarisIndikator, sampai: int) -> bool:
        """Whether a ratio's parts are known, by which its quarters are joined."""
        baris = [r for r in empat_triwulan(self._baris(i, self.tahun))[:sampai] if r]
        return any(r.pembilang is not None and r.penyebut is not None for r in baris)

    def _baris(self, i: BarisIndikator, tahun: int) -> list[BarisRealisasi]:
        return [r for r in self.hitung.hasil.realisasi.get(i.id, ()) if r.tahun == tahun]

    def _terisi(self, i: BarisIndikator, tahun: int, sampai: int | None = None) -> list[int]:
        """The quarters that have a value."""
        urut = empat_triwulan(self._baris(i, tahun))[: sampai or (self.triwulan if tahun == self.tahun else 4)]
        return [
            t for t, r in enumerate(urut, 1) if r is not None and self.hitung.nilai.nilai_baris(i, r).nilai is not None
        ]

    def _sd(self, i: BarisIndikator, tahun: int, sampai: int) -> Nilai:
        return self.hitung.nilai.dari_triwulan(i, self._baris(i, tahun), sampai)


def _belum(target: BarisTarget, alasan: str) -> Prakiraan:
    return Prakiraan(0, None, target.nilai, target.nilai_atas, None, None, BELUM, alasan=alasan)
