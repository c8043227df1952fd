"""Where the year is heading: forecast, change and series of each indicator, and what needs a decision."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from capaian.hitung.prakiraan import (
    AMAN,
    BELUM,
    MEMBURUK,
    PERHATIAN,
    TERANCAM,
    HitungPrakiraan,
    Perubahan,
    Prakiraan,
)
from capaian.lembar.baris import UMUM
from capaian.rumus import SERATUS
from laporan.ikhtisar.bentuk import IkhtisarIndikator
from renstra.bentuk import BarisIndikator
from sakip.angka import romawi, tulis, tulis_persen, tulis_uang

from .menunggu import Menunggu
from .muat import Bahan, BarisTinjau

URUTAN = (TERANCAM, PERHATIAN, BELUM, AMAN)
PALING_BANYAK = 5
NOL = Decimal(0)


@dataclass(frozen=True)
class ArahIndikator:
    """An indicator on its way: its numbers, forecast, change, series (label, value), and its row of the quarter."""

    angka: IkhtisarIndikator
    asal: BarisIndikator
    prakiraan: Prakiraan
    perubahan: Perubahan
    deret: tuple[tuple[str, Decimal | None], ...]
    baris: BarisTinjau | None


@dataclass(frozen=True)
class Keputusan:
    """What needs a decision, with its why. Ranked by distance to the target × weight, then money, then age."""

    judul: str
    sebab: str
    alamat: str
    """Name of the address; `objek` where it is an indicator or a node."""
    objek: str = ""
    jarak: Decimal = NOL
    uang: Decimal = NOL
    umur: int = 0

    @property
    def urut(self) -> tuple[Decimal, Decimal, int]:
        return self.jarak, self.uang, self.umur


def arah_indikator(bahan: Bahan, bidang: int | None = None) -> list[ArahIndikator]:
    """The IKU; of a bidang, all that it answers for. The most endangered first, in the order of the plan."""
    per_id = {i.id: i for i in bahan.muatan.rencana.indikator}
    per_kode = {i.kode: i for i in bahan.muatan.rencana.indikator}
    tinjau = {b.asal.id: b for b in bahan.baris}
    hitung: HitungPrakiraan = bahan.prakiraan
    hasil = []
    for angka in bahan.ikhtisar.indikator:
        if not (angka.iku if bidang is None else bahan.bidang_simpul.get(angka.induk, UMUM) == bidang):
            continue
        milik = per_kode[angka.kode]
        asal = per_id.get(milik.mengacu_id or 0, milik)
        hasil.append(
            ArahIndikator(
                angka, asal, hitung.prakiraan(asal), hitung.perubahan(asal), _deret(angka), tinjau.get(asal.id)
            )
        )
    return sorted(hasil, key=lambda a: URUTAN.index(a.prakiraan.keadaan))


def _deret(angka: IkhtisarIndikator) -> tuple[tuple[str, Decimal | None], ...]:
    """The years before this one, then the quarters of this one to date."""
    tahun = [(str(d.tahun), d.realisasi) for d in angka.deret[:-1]] if angka.deret else []
    triwulan: list[tuple[str, Decimal | None]] = [
        (f"TW {romawi(t.triwulan)}", t.sd_realisasi) for t in angka.triwulan if t.realisasi is not None
    ]
    if not triwulan and angka.deret:
        triwulan = [(str(angka.deret[-1].tahun), angka.deret[-1].realisasi)]
    return (*tahun, *triwulan)


def hitungan(arah: list[ArahIndikator]) -> list[tuple[str, int]]:
    """How many of each state, all states named."""
    banyak = Counter(a.prakiraan.keadaan for a in arah)
    return [(k, banyak[k]) for k in (AMAN, PERHATIAN, TERANCAM, BELUM)]


def memburuk(arah: list[ArahIndikator]) -> list[ArahIndikator]:
    """What got worse by more than means something, the greatest change in percent first."""
    buruk = [a for a in arah if a.perubahan.keadaan == MEMBURUK]
    return sorted(buruk, key=lambda a: -abs(a.perubahan.persen or NOL))


def keputusan(
    bahan: Bahan, arah: list[ArahIndikator], selisih_kas: list[tuple[str, str, Decimal]], antrean: list[Menunggu]
) -> list[Keputusan]:
    """At most five. `selisih_kas`: (kode, name, gap in rupiah) of the nodes that are behind their cash plan."""
    hasil = [_dari_indikator(bahan, a) for a in arah if a.prakiraan.keadaan in (TERANCAM, PERHATIAN)]
    hasil += [
        Keputusan(nama, f"Belanja tertinggal {tulis_uang(selisih)} dari rencana kas.", "simpul", kode, uang=selisih)
        for kode, nama, selisih in selisih_kas
        if selisih > 0
    ]
    for m in antrean:
        umur = max(m.umur(bahan.hari) or 0, m.lewat(bahan.hari))
        if umur:
            hasil.append(Keputusan(m.judul, f"Sudah {umur} hari.", m.alamat, umur=umur))
    return sorted(hasil, key=lambda k: k.urut, reverse=True)[:PALING_BANYAK]


def _dari_indikator(bahan: Bahan, a: ArahIndikator) -> Keputusan:
    p, cara = a.prakiraan, bahan.ikhtisar.pembulatan
    bobot = Decimal(1) if a.angka.bobot is None else a.angka.bobot
    jarak = SERATUS - (p.capaian or NOL)
    sejak = a.baris.realisasi.diajukan_pada if a.baris and a.baris.realisasi else None
    umur = (bahan.hari - timezone.localdate(sejak)).days if sejak else 0
    nilai = tulis(p.nilai, cara=cara) if p.nilai is not None else "–"
    sebab = f"Prakiraan akhir tahun {nilai} {a.angka.satuan}, capaian {tulis_persen(p.capaian or NOL, cara)}; "
    sebab += f"jarak ke target {tulis(jarak, 2, cara)} poin"
    sebab += f" × bobot {tulis(bobot)}" if bobot != 1 else ""
    sebab += f"; pagu {tulis_uang(a.angka.efisiensi.pagu)}." if a.angka.efisiensi.pagu is not None else "."
    return Keputusan(
        a.angka.nama, sebab, "indikator", a.angka.kode, jarak * bobot, a.angka.efisiensi.pagu or NOL, max(0, umur)
    )
