"""Laporan Kinerja of a quarter: what was achieved and spent in it and to date, why, and what comes next; of the agency,
then of each of its bidang."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from laporan.ikhtisar.bentuk import Angka, IkhtisarIndikator, IkhtisarSimpul
from laporan.lkjip.laporan import Laporan
from sakip.angka import romawi
from sakip.templatetags.sakip import desimal

from .dasar import STRIP, Dokumen, KolomDokumen, LembarExcel

TANPA_BIDANG = "perangkat daerah"
"""Whose nodes belong to no bidang."""


@dataclass(frozen=True)
class BarisTriwulan:
    """A node with its money, or one of its indicators: of the quarter, to date, and of the next."""

    tanda: str
    nama: str
    satuan: str
    target: Angka
    realisasi: Angka
    sd_target: Angka
    sd_realisasi: Angka
    persen: Angka
    berikut: Angka = None
    simpul: IkhtisarSimpul | None = None
    """The node whose money the row tells of."""
    berindikator: bool = False

    @property
    def angka(self) -> tuple[Angka, ...]:
        return self.target, self.realisasi, self.sd_target, self.sd_realisasi, self.persen, self.berikut


def _triwulan(laporan: Laporan) -> int:
    return laporan.i.triwulan or 4


def _indikator(i: IkhtisarIndikator, tw: int) -> BarisTriwulan:
    """To date, in the last quarter, is the year itself, also where only the year was entered."""
    kini = i.triwulan[tw - 1]
    berikut = i.triwulan[tw].target if tw < 4 else None
    sampai = (kini.sd_target, kini.sd_realisasi, kini.sd_capaian)
    if tw == 4 and i.renja is not None:
        r = i.renja
        sampai = (_atau(r.target, sampai[0]), _atau(r.realisasi, sampai[1]), _atau(r.capaian, sampai[2]))
    return BarisTriwulan(i.kode, i.nama, i.satuan, kini.target, kini.realisasi, *sampai, berikut)


def _atau(satu: Angka, lain: Angka) -> Angka:
    return lain if satu is None else satu


def _uang(laporan: Laporan, s: IkhtisarSimpul, tw: int, berindikator: bool) -> BarisTriwulan:
    sampai = _setahun(laporan, s.kode) or (s.realisasi, s.serapan)
    kini = s.realisasi_triwulan[tw - 1]
    return BarisTriwulan(s.kode, s.uraian, "Rp", None, kini, s.pagu, *sampai, simpul=s, berindikator=berindikator)


def _setahun(laporan: Laporan, kode: str) -> tuple[Angka, Angka] | None:
    """Realisasi and serapan of the year, where the quarter is its last."""
    ada = laporan.bahan.get("uang_setahun", {}).get(kode)
    return None if ada is None else (desimal(ada[0]), desimal(ada[1]))


def strategis(laporan: Laporan) -> list[BarisTriwulan]:
    """Indicators of tujuan and sasaran: of the agency as a whole, and only where some has a number."""
    if _untuk(laporan):
        return []
    baris = [_indikator(i, _triwulan(laporan)) for i in laporan.indikator_strategis]
    return baris if any(n is not None for b in baris for n in b.angka) else []


def _untuk(laporan: Laporan) -> set[str]:
    """The names of the bidang that the document is of, and of those below it; empty: of the whole agency."""
    untuk = laporan.bahan.get("untuk_bidang")
    if not untuk:
        return set()
    kode, nama = {untuk["kode"]}, {untuk["nama"]}
    for b in laporan.bahan["bidang"] * len(laporan.bahan["bidang"]):
        if b["induk"] in kode:
            kode.add(b["kode"])
            nama.add(b["nama"])
    return nama


def per_bidang(laporan: Laporan) -> list[tuple[str, list[BarisTriwulan]]]:
    """The nodes that money stands on with their indicators, under the bidang that they belong to."""
    hasil: dict[str, list[BarisTriwulan]] = {TANPA_BIDANG: [], **{b["nama"]: [] for b in laporan.bahan["bidang"]}}
    tw = _triwulan(laporan)
    for b in laporan.pohon_uang:
        milik = hasil.setdefault(_bidang(laporan, b.simpul), [])
        indikator = [_indikator(i, tw) for i in laporan.milik[b.simpul.kode]]
        milik += [_uang(laporan, b.simpul, tw, bool(indikator)), *indikator]
    untuk = _untuk(laporan)
    return [(nama, baris) for nama, baris in hasil.items() if baris and (not untuk or nama in untuk)]


def _bidang(laporan: Laporan, simpul: IkhtisarSimpul) -> str:
    bidang: dict[str, str] = laporan.bahan.get("bidang_simpul", {})
    kini: IkhtisarSimpul | None = simpul
    while kini is not None:
        if nama := bidang.get(kini.kode):
            return nama
        kini = laporan.simpul.get(kini.induk)
    return TANPA_BIDANG


def sebab(laporan: Laporan) -> list[IkhtisarIndikator]:
    """Indicators of which causes or steps were entered; of a bidang, its own."""
    semua = [i for i in laporan.i.indikator if i.analisis.ada]
    if not _untuk(laporan):
        return semua
    milik = {b.tanda for _, baris in per_bidang(laporan) for b in baris}
    return [i for i in semua if i.kode in milik]


def konteks(laporan: Laporan) -> dict[str, Any]:
    tw = _triwulan(laporan)
    berikut = f"Target TW {romawi(tw + 1)}" if tw < 4 else ""
    bidang = [{"judul": f"Kinerja dan anggaran {nama}", "baris": baris} for nama, baris in per_bidang(laporan)]
    total = laporan.i.total
    realisasi, serapan = _setahun(laporan, "total") or (total.realisasi, total.serapan)
    return {
        "pagu": None if _untuk(laporan) else total.pagu,
        "realisasi": realisasi,
        "serapan": serapan,
        "tw": romawi(tw),
        "berikut": berikut,
        "strategis": strategis(laporan),
        "bidang": bidang,
        "sebab": sebab(laporan),
    }


def wajib(laporan: Laporan) -> list[str]:
    """Each indicator once, each node that money stands on once; of a bidang, those that belong to it."""
    milik = [b.tanda for b in strategis(laporan)]
    untuk = _untuk(laporan)
    for b in laporan.pohon_uang:
        if not untuk or _bidang(laporan, b.simpul) in untuk:
            milik += [b.simpul.kode, *(i.kode for i in laporan.milik[b.simpul.kode])]
    return [f"lkj-{kode}" for kode in milik]


def _kolom(laporan: Laporan, pertama: str) -> list[KolomDokumen]:
    tw = romawi(_triwulan(laporan))
    return [
        KolomDokumen(pertama, 56),
        KolomDokumen("Satuan", 14),
        KolomDokumen(f"Target TW {tw}", 16),
        KolomDokumen(f"Realisasi TW {tw}", 18),
        KolomDokumen("Target s.d.; pagu", 20),
        KolomDokumen("Realisasi s.d.", 20),
        KolomDokumen("Capaian; serapan (%)", 16),
        KolomDokumen("Target triwulan berikutnya", 18),
    ]


def _excel(baris: list[BarisTriwulan]) -> list[list[Any]]:
    return [[b.nama, b.satuan or STRIP, *(STRIP if n is None else n for n in b.angka)] for b in baris]


def lembar(laporan: Laporan) -> list[LembarExcel]:
    kolom = _kolom(laporan, "Program / kegiatan / sub kegiatan dan indikator")
    berbidang = [[nama, *b] for nama, baris in per_bidang(laporan) for b in _excel(baris)]
    analisis = [
        [i.nama, *(getattr(i.analisis, n) or STRIP for n in ("pendorong", "penghambat", "solusi", "tindak_lanjut"))]
        for i in sebab(laporan)
    ]
    judul = ("Indikator", "Faktor pendorong", "Faktor penghambat", "Solusi", "Langkah berikutnya")
    atas = LembarExcel("Tujuan dan sasaran", _kolom(laporan, "Indikator"), _excel(strategis(laporan)), kertas="9")
    return [
        *([] if _untuk(laporan) else [atas]),
        LembarExcel("Menurut bidang", [KolomDokumen("Bidang", 34), *kolom], berbidang, kertas="9"),
        LembarExcel("Sebab dan langkah", [KolomDokumen(j, 44) for j in judul], analisis, kertas="9"),
    ]


LKJ_TRIWULAN = Dokumen(
    kunci="lkj_triwulan",
    judul="Laporan Kinerja Triwulan",
    guna="Capaian dan serapan triwulan dan sampai dengan triwulan, sebab, dan langkah berikutnya; juga per bidang.",
    konteks=konteks,
    wajib=wajib,
    lembar=lembar,
    per_triwulan=True,
    per_bidang=True,
)
