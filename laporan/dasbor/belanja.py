"""Money beside results: serapan and capaian of each program, and the cash plan beside what was spent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from anggaran import rumus
from anggaran.bentuk import JENIS_UANG
from capaian.lembar.baris import UMUM
from capaian.rumus import SERATUS
from laporan.ikhtisar.bentuk import IkhtisarSimpul

from .muat import Bahan

Angka = Decimal | None
TRIWULAN = (1, 2, 3, 4)
KUADRAN = {
    (True, True): "Uang jalan, hasil jalan",
    (True, False): "Uang jalan, hasil belum",
    (False, True): "Hasil jalan, uang belum",
    (False, False): "Uang dan hasil belum jalan",
}


@dataclass(frozen=True)
class Titik:
    """A program (of a bidang: its topmost node with money): serapan and capaian in percent, pagu in rupiah."""

    simpul: IkhtisarSimpul
    serapan: Angka
    capaian: Angka
    pagu: Angka
    kuadran: str
    """Empty where one of the two is missing: then it is on no quadrant."""


@dataclass(frozen=True)
class SelisihKas:
    """A node's cash plan and realisasi to date, and the gap (plan − realisasi)."""

    simpul: IkhtisarSimpul
    rencana: Angka
    realisasi: Angka
    selisih: Angka


@dataclass(frozen=True)
class Kas:
    """Cumulative by month: the plan at the end of each quarter, the realisasi at each month that is known."""

    rencana: tuple[Angka, ...]
    realisasi: tuple[Angka, ...]
    rencana_sd: Angka
    realisasi_sd: Angka
    selisih: Angka
    pembuat: tuple[SelisihKas, ...]
    """Sub kegiatan that make the gap, the greatest first."""

    @property
    def ada(self) -> bool:
        return any(n is not None for n in (*self.rencana, *self.realisasi))

    @property
    def selisih_mutlak(self) -> Angka:
        return None if self.selisih is None else abs(self.selisih)

    @property
    def berencana(self) -> bool:
        return any(n is not None for n in self.rencana)


def batas_serapan(bahan: Bahan) -> Decimal:
    """The serapan from which money counts as spent on time: the part of the year that passed, times the limit of
    the pemda."""
    return bahan.instansi.pemda.batas_perhatian * (bahan.triwulan or 4) / 4


def sebaran(bahan: Bahan, bidang: int | None = None) -> list[Titik]:
    batas = batas_serapan(bahan)
    hasil = []
    for s in teratas(bahan, bidang):
        kuadran = ""
        if s.serapan is not None and s.capaian is not None:
            kuadran = KUADRAN[s.serapan >= batas, s.capaian >= SERATUS]
        hasil.append(Titik(s, s.serapan, s.capaian, s.pagu, kuadran))
    return hasil


def teratas(bahan: Bahan, bidang: int | None = None) -> list[IkhtisarSimpul]:
    """The programs; of a bidang, its nodes of money whose parent is not its own."""
    uang = [s for s in bahan.ikhtisar.simpul if s.jenis in JENIS_UANG]
    if bidang is None:
        return [s for s in uang if s.jenis == "program"]
    milik = {s.kode for s in uang if bahan.bidang_simpul.get(s.kode, UMUM) == bidang}
    return [s for s in uang if s.kode in milik and s.induk not in milik]


def kas(bahan: Bahan, bidang: int | None = None) -> Kas:
    atas, tw = teratas(bahan, bidang), bahan.tw if bahan.triwulan else 4
    per_tw = [rumus.jumlah(bahan.kas.get(s.kode, [None] * 4)[t - 1] for s in atas) for t in TRIWULAN]
    rencana: list[Angka] = [None] * 12
    for t in TRIWULAN:
        rencana[3 * t - 1] = rumus.jumlah(per_tw[:t]) if per_tw[t - 1] is not None else None
    realisasi = bahan.uang.kumulatif_bulan(_daun(bahan, atas))
    rencana_sd = rumus.jumlah(per_tw[:tw])
    realisasi_sd = rumus.jumlah(s.realisasi for s in atas)
    return Kas(
        tuple(rencana),
        realisasi,
        rencana_sd,
        realisasi_sd,
        _selisih(rencana_sd, realisasi_sd),
        _pembuat(bahan, atas, tw),
    )


def _daun(bahan: Bahan, atas: list[IkhtisarSimpul]) -> set[int]:
    """The leaves below these nodes."""
    nomor = {s.kode: s.id for s in bahan.muatan.rencana.simpul}
    return {d for s in atas for d in bahan.uang.daun[nomor[s.kode]]}


def _selisih(rencana: Angka, realisasi: Angka) -> Angka:
    """The gap; none without a plan, and all of the plan where nothing is known to be spent is no gap but unknown."""
    return None if rencana is None or realisasi is None else rencana - realisasi


def _pembuat(bahan: Bahan, atas: list[IkhtisarSimpul], tw: int) -> tuple[SelisihKas, ...]:
    milik = {s.kode for s in atas}
    hasil = []
    for s in bahan.ikhtisar.simpul:
        if s.induk in milik:
            milik.add(s.kode)
        if s.kode in milik and s.jenis == "sub_kegiatan":
            rencana = rumus.jumlah(bahan.kas.get(s.kode, [None] * 4)[:tw])
            hasil.append(SelisihKas(s, rencana, s.realisasi, _selisih(rencana, s.realisasi)))
    berselisih = [h for h in hasil if h.selisih]
    return tuple(sorted(berselisih, key=lambda h: -abs(h.selisih or Decimal(0)))[:10])
