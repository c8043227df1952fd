"""The money of a year: sums of the leaves up the tree, per sasaran, per jenis belanja, in total.

Works on loaded rows and calls the formulas of `anggaran.rumus`; pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from anggaran import rumus
from renstra.bentuk import BarisSimpul, RencanaTahun

from .bentuk import (
    JENIS_UANG,
    TAHAP_URUT,
    BagianSasaran,
    BarisAnggaran,
    BarisRealisasiAnggaran,
    BedaBulan,
    IkhtisarBelanja,
    TahunLalu,
    UangTahun,
)

Angka = Decimal | None


@dataclass(frozen=True)
class Uang:
    """Money of a node or a group of nodes, in rupiah; None where nothing is stated."""

    murni: Angka = None
    pergeseran: Angka = None
    pagu: Angka = None
    realisasi: Angka = None
    triwulan: tuple[Angka, ...] = (None, None, None, None)

    @property
    def kosong(self) -> bool:
        return self.pagu is None and self.realisasi is None


KOSONG = Uang()


def jumlahkan(bagian: Iterable[Uang]) -> Uang:
    """Exact sum, part by part, of what is stated."""
    semua = list(bagian)
    if len(semua) < 2:
        return semua[0] if semua else KOSONG
    return Uang(
        rumus.jumlah(u.murni for u in semua),
        rumus.jumlah(u.pergeseran for u in semua),
        rumus.jumlah(u.pagu for u in semua),
        rumus.jumlah(u.realisasi for u in semua),
        tuple(rumus.jumlah(u.triwulan[t] for u in semua) for t in range(4)),
    )


def dihitung(per_jenis: dict[str, Uang]) -> Uang:
    """A node's own money: the sum of its jenis belanja, else what is stated without one."""
    tanpa = per_jenis.get("", KOSONG)
    if per_jenis.keys() <= {""}:
        return tanpa
    rinci = jumlahkan(uang for jenis, uang in per_jenis.items() if jenis)
    return Uang(
        tanpa.murni if rinci.murni is None else rinci.murni,
        tanpa.pergeseran if rinci.pergeseran is None else rinci.pergeseran,
        tanpa.pagu if rinci.pagu is None else rinci.pagu,
        tanpa.realisasi if rinci.realisasi is None else rinci.realisasi,
        tuple(a if b is None else b for a, b in zip(tanpa.triwulan, rinci.triwulan, strict=True)),
    )


def hanya_dinyatakan(per_jenis: dict[str, Uang]) -> Uang:
    """What a node states as a whole beside its jenis belanja: compared with their sum, not used."""
    if "" not in per_jenis or len(per_jenis) < 2:
        return KOSONG
    tanpa = per_jenis[""]
    rinci = jumlahkan(uang for jenis, uang in per_jenis.items() if jenis)
    return Uang(
        pagu=None if rinci.pagu is None else tanpa.pagu,
        realisasi=None if rinci.realisasi is None else tanpa.realisasi,
    )


def uang_baris(
    anggaran: Iterable[BarisAnggaran], realisasi: Iterable[BarisRealisasiAnggaran], sampai: int | None
) -> dict[str, Uang]:
    """Money per jenis belanja of one node: pagu of the latest tahap that the node has, which counts as a whole;
    the year's realisasi, else its quarters; a quarter as stated, else its months.

    With `sampai` only the quarters 1…`sampai` count.
    """
    tahap: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for a in anggaran:
        tahap[a.jenis_belanja][a.tahap] = a.pagu
    akhir = rumus.tahap_terakhir({t for milik in tahap.values() for t in milik}, TAHAP_URUT)
    per_tw, per_bulan = _per_triwulan(realisasi)
    hasil = {}
    for jenis in {**tahap, **per_tw, **per_bulan}:
        tw = per_bulan.get(jenis, {}) | per_tw.get(jenis, {})
        kuartal = tuple(tw.get(t) for t in (1, 2, 3, 4))
        setahun = None if sampai else tw.get(None)
        terpakai = setahun if setahun is not None else rumus.jumlah(kuartal[: sampai or 4])
        milik = tahap.get(jenis, {})
        hasil[jenis] = Uang(milik.get("murni"), milik.get("pergeseran"), milik.get(akhir), terpakai, kuartal)
    return hasil


_PerTriwulan = dict[str, dict[int | None, Decimal]]


def _per_triwulan(realisasi: Iterable[BarisRealisasiAnggaran]) -> tuple[_PerTriwulan, _PerTriwulan]:
    """(as stated, sums of months), by jenis belanja and quarter: never added to each other."""
    dinyatakan: _PerTriwulan = defaultdict(dict)
    bulanan: _PerTriwulan = defaultdict(dict)
    for r in realisasi:
        if r.bulan is None:
            dinyatakan[r.jenis_belanja][r.triwulan] = r.nilai
        else:
            sudah = bulanan[r.jenis_belanja].get(r.triwulan)
            bulanan[r.jenis_belanja][r.triwulan] = r.nilai if sudah is None else sudah + r.nilai
    return dinyatakan, bulanan


def beda_bulan(realisasi: Iterable[BarisRealisasiAnggaran]) -> tuple[BedaBulan, ...]:
    """Quarters whose stated money differs from that of their months, all jenis belanja together."""
    dinyatakan, bulanan = (
        {t: rumus.jumlah(per.get(t) for per in sisi.values()) for t in (1, 2, 3, 4)}
        for sisi in _per_triwulan(realisasi)
    )
    return tuple(
        BedaBulan(t, a, b)
        for t in (1, 2, 3, 4)
        if (a := dinyatakan[t]) is not None and (b := bulanan[t]) is not None and a != b
    )


class HitungUang:
    """Computes the money of one loaded year."""

    def __init__(self, rencana: RencanaTahun, uang: UangTahun) -> None:
        self.rencana, self.baris = rencana, uang
        self.simpul = rencana.simpul
        self.per_id = {s.id: s for s in self.simpul}
        self.anak: dict[int | None, list[BarisSimpul]] = defaultdict(list)
        for s in self.simpul:
            self.anak[s.induk_id].append(s)
        self.tahap: dict[int, str] = {}
        self.beda_bulan: dict[int, tuple[BedaBulan, ...]] = {}
        self.langsung, self.total_dinyatakan = self._kelompok(rencana.tahun, rencana.triwulan)
        self.uang: dict[int, Uang] = {}
        self.daun: dict[int, list[int]] = {}
        for s in reversed(self.simpul):
            self._naikkan(s)
        self.dukungan = {s.id: self._dukungan(s) for s in self.simpul if s.jenis in JENIS_UANG}
        self.urut = {s.id: n for n, s in enumerate(self.simpul)}
        self.semua_daun = [
            d for s in self.simpul if s.induk_id is None or s.induk_id not in self.per_id for d in self.daun[s.id]
        ]
        """Every leaf that holds money, once."""
        self.daun_sasaran: dict[int, set[int]] = defaultdict(set)
        self.daun_indikator: dict[int, set[int]] = defaultdict(set)
        for d in self.semua_daun:
            sasaran, indikator = self.dukungan.get(d, (frozenset(), frozenset()))
            for kode in sasaran:
                self.daun_sasaran[kode].add(d)
            for kode in indikator:
                self.daun_indikator[kode].add(d)

    def _kelompok(self, tahun: int, sampai: int | None) -> tuple[dict[int, dict[str, Uang]], dict[str, Uang]]:
        anggaran: dict[int | None, list[BarisAnggaran]] = defaultdict(list)
        realisasi: dict[int | None, list[BarisRealisasiAnggaran]] = defaultdict(list)
        for a in self.baris.anggaran:
            if a.tahun == tahun:
                anggaran[a.simpul_id].append(a)
        for r in self.baris.realisasi:
            if r.tahun == tahun:
                realisasi[r.simpul_id].append(r)
        hasil = {
            kunci: uang_baris(anggaran.get(kunci, ()), realisasi.get(kunci, ()), sampai)
            for kunci in {*anggaran, *realisasi}
        }
        if tahun == self.rencana.tahun:
            self._catat_asal(anggaran, realisasi)
        total = hasil.pop(None, {})
        return {k: v for k, v in hasil.items() if k is not None}, total

    def _catat_asal(
        self,
        anggaran: dict[int | None, list[BarisAnggaran]],
        realisasi: dict[int | None, list[BarisRealisasiAnggaran]],
    ) -> None:
        """Which tahap counts for each node, and where a quarter contradicts its months."""
        for kunci, baris in anggaran.items():
            self.tahap[kunci or 0] = rumus.tahap_terakhir({a.tahap for a in baris}, TAHAP_URUT)
        for kunci, milik in realisasi.items():
            if any(r.bulan is not None for r in milik):
                self.beda_bulan[kunci or 0] = beda_bulan(milik)

    def _naikkan(self, s: BarisSimpul) -> None:
        """A node's money is the sum of its descendants' leaves; its own only where they have none."""
        daun = [d for anak in self.anak[s.id] for d in self.daun[anak.id]]
        if daun:
            self.uang[s.id] = jumlahkan(self.uang[anak.id] for anak in self.anak[s.id])
        elif s.id in self.langsung:
            self.uang[s.id] = dihitung(self.langsung[s.id])
            daun = [s.id]
        else:
            self.uang[s.id] = KOSONG
        self.daun[s.id] = daun

    def _dukungan(self, s: BarisSimpul) -> tuple[frozenset[int], frozenset[int]]:
        """What a node serves (sasaran ids, indikator ids): its own `mendukung`, else its parent's, else
        the sasaran that it stands under."""
        kini: BarisSimpul | None = s
        while kini:
            if milik := self.rencana.dukungan.get(kini.id):
                return frozenset(a for a, _ in milik if a), frozenset(i for _, i in milik if i)
            if kini.jenis == "sasaran":
                return frozenset([kini.id]), frozenset()
            kini = self.per_id.get(kini.induk_id) if kini.induk_id else None
        return frozenset(), frozenset()

    def kode_dukungan(self, s: BarisSimpul, kode_indikator: dict[int, str]) -> tuple[str, ...]:
        if s.id not in self.dukungan:
            return ()
        sasaran, indikator = self.dukungan[s.id]
        kode = [self.per_id[i].kode for i in sorted(sasaran & self.per_id.keys(), key=self.urut.__getitem__)]
        return tuple(kode + [kode_indikator[i] for i in sorted(indikator) if i in kode_indikator])

    def melayani_sasaran(self, sasaran_id: int, indikator_sasaran: set[int]) -> set[int]:
        """Leaves that serve a sasaran, directly or through one of its indicators."""
        return self.daun_sasaran[sasaran_id].union(*(self.daun_indikator[i] for i in indikator_sasaran))

    def melayani_indikator(self, indikator_id: int, sasaran_id: int, indikator_sasaran: set[int]) -> set[int]:
        """Leaves that serve an indicator of a sasaran: those naming it, or the sasaran as a whole."""
        hasil = set()
        for d in self.melayani_sasaran(sasaran_id, indikator_sasaran):
            bernama = self.dukungan[d][1] & indikator_sasaran
            if indikator_id in bernama or not bernama:
                hasil.add(d)
        return hasil

    def dinyatakan_simpul(self, s: BarisSimpul) -> Uang:
        """What a node states though its parts have their own: compared with their sum, not used."""
        milik = self.langsung.get(s.id, {})
        return hanya_dinyatakan(milik) if self.daun[s.id] == [s.id] else dihitung(milik)

    def uang_daun(self, daun: Iterable[int]) -> Uang:
        return jumlahkan(self.uang[d] for d in daun)

    def bagian_sasaran(self, daun: set[int]) -> tuple[BagianSasaran, ...]:
        """The part of each program, kegiatan and sub kegiatan that serves a sasaran."""
        hasil = []
        for s in self.simpul:
            bagian = [d for d in self.daun[s.id] if d in daun] if s.jenis in JENIS_UANG else []
            if bagian:
                utuh = len(bagian) == len(self.daun[s.id])
                uang = self.uang[s.id] if utuh else self.uang_daun(bagian)
                serapan = rumus.hitung_serapan(uang.pagu, uang.realisasi)
                hasil.append(BagianSasaran(s.kode, uang.pagu, uang.realisasi, serapan.sisa, serapan.nilai, uang.murni))
        return tuple(hasil)

    def kumulatif_bulan(self, daun: Iterable[int]) -> tuple[Angka, ...]:
        """Realisasi of these leaves up to each of the twelve months. Within a quarter only where all of its rows name
        their month; at its end where the quarter has any."""
        milik = set(daun)
        baris = [
            r for r in self.baris.realisasi if r.tahun == self.rencana.tahun and r.triwulan and r.simpul_id in milik
        ]
        hasil: list[Angka] = []
        for bulan in range(1, 13):
            tw = (bulan - 1) // 3 + 1
            ini = [r for r in baris if r.triwulan == tw]
            if not ini or (bulan % 3 and any(r.bulan is None for r in ini)):
                hasil.append(None)
                continue
            per_simpul: dict[int | None, list[BarisRealisasiAnggaran]] = defaultdict(list)
            for r in baris:
                if (r.triwulan or 0) < tw or (r.triwulan == tw and (r.bulan or 0) <= bulan):
                    per_simpul[r.simpul_id].append(r)
            hasil.append(rumus.jumlah(dihitung(uang_baris((), r, tw)).realisasi for r in per_simpul.values()))
        return tuple(hasil)

    def jenis_belanja(self) -> tuple[IkhtisarBelanja, ...]:
        """Per jenis belanja: from the leaves where they say it, else as stated for the agency."""
        per_jenis: dict[str, list[Uang]] = defaultdict(list)
        for daun in self.semua_daun:
            for jenis, uang in self.langsung[daun].items():
                if jenis:
                    per_jenis[jenis].append(uang)
        dinyatakan = not per_jenis
        if dinyatakan:
            per_jenis.update({j: [u] for j, u in self.total_dinyatakan.items() if j})
        hasil = []
        for jenis in sorted(per_jenis):
            uang = jumlahkan(per_jenis[jenis])
            serapan = rumus.hitung_serapan(uang.pagu, uang.realisasi)
            hasil.append(IkhtisarBelanja(jenis, uang.murni, uang.pagu, uang.realisasi, serapan.nilai, dinyatakan))
        return tuple(hasil)

    def dinyatakan_total(self) -> Uang:
        """The agency's total as stated: for all belanja, else the sum of what is stated per jenis."""
        if "" in self.total_dinyatakan:
            return self.total_dinyatakan[""]
        return jumlahkan(self.total_dinyatakan.values())

    def tahun_lalu(self) -> TahunLalu | None:
        """Last year's money: the sum of its leaves, else the total stated for it."""
        langsung, total = self._kelompok(self.rencana.tahun - 1, None)
        daun = self._daun_lalu(langsung)
        uang = jumlahkan(dihitung(langsung[d]) for d in daun)
        dinyatakan = uang.kosong
        if dinyatakan:
            uang = total[""] if "" in total else jumlahkan(total.values())
        if uang.kosong:
            return None
        serapan = rumus.hitung_serapan(uang.pagu, uang.realisasi)
        return TahunLalu(self.rencana.tahun - 1, uang.pagu, uang.realisasi, serapan.nilai, dinyatakan)

    def _daun_lalu(self, langsung: dict[int, dict[str, Uang]]) -> set[int]:
        """Last year's nodes with money of their own and none below them."""
        induk = {s.id: s.induk_id for s in self.rencana.simpul_lalu or self.simpul}
        berisi = langsung.keys() & induk.keys()
        di_atas: set[int] = set()
        for s in berisi:
            atas = induk[s]
            while atas is not None:
                di_atas.add(atas)
                atas = induk.get(atas)
        return berisi - di_atas
