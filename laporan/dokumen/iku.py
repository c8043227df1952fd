"""The IKU sheet: the appendix of the decree that sets the Indikator Kinerja Utama."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from laporan.ikhtisar.bentuk import IkhtisarIndikator
from laporan.lkjip.laporan import Laporan
from renstra.models import Indikator

from .dasar import STRIP, Dokumen, KolomDokumen, LembarExcel

ARAH = dict(Indikator.Arah.choices)


@dataclass(frozen=True)
class BarisIKU:
    """An indicator with its sasaran and how it is computed."""

    i: IkhtisarIndikator
    sasaran: str
    pembilang: str
    penyebut: str

    @property
    def arah(self) -> str:
        return ARAH[self.i.arah]


def baris(laporan: Laporan) -> list[BarisIKU]:
    hasil = []
    for i in terpilih(laporan):
        pembilang, penyebut = laporan.bahan.get("nama_rasio", {}).get(i.kode, ("", ""))
        hasil.append(BarisIKU(i, laporan.uraian_induk[i.kode], pembilang, penyebut))
    return hasil


def terpilih(laporan: Laporan) -> list[IkhtisarIndikator]:
    """The IKU; where none is marked as one, the indicators of tujuan and sasaran (the sheet says so)."""
    return laporan.iku or laporan.indikator_strategis


def konteks(laporan: Laporan) -> dict[str, Any]:
    return {"baris": baris(laporan), "tanpa_iku": not laporan.iku}


def wajib(laporan: Laporan) -> list[str]:
    return [f"iku-{i.kode}" for i in terpilih(laporan)]


KOLOM = (
    KolomDokumen("No", 5),
    KolomDokumen("Sasaran", 34),
    KolomDokumen("Indikator Kinerja Utama", 34),
    KolomDokumen("Definisi", 34),
    KolomDokumen("Alasan pemilihan", 30),
    KolomDokumen("Formulasi", 34),
    KolomDokumen("Pembilang", 24),
    KolomDokumen("Penyebut", 24),
    KolomDokumen("Satuan", 12),
    KolomDokumen("Arah", 18),
    KolomDokumen("Sumber data", 24),
    KolomDokumen("Penanggung jawab", 24),
)


def lembar(laporan: Laporan) -> list[LembarExcel]:
    tabel: list[list[Any]] = []
    for n, b in enumerate(baris(laporan), 1):
        i = b.i
        teks = (b.sasaran, i.nama, i.definisi, i.alasan_pemilihan, i.formulasi, b.pembilang, b.penyebut)
        sisa = (i.satuan, b.arah, i.sumber_data, i.penanggung_jawab)
        tabel.append([n, *(t or STRIP for t in (*teks, *sisa))])
    catatan = ["Belum ada indikator yang ditandai IKU; tabel memuat indikator tujuan dan sasaran."]
    return [LembarExcel("IKU", KOLOM, tabel, catatan=[] if laporan.iku else catatan, kertas="9")]


IKU = Dokumen(
    kunci="iku",
    judul="Indikator Kinerja Utama",
    guna="Lampiran keputusan: definisi, formulasi, sumber data, dan penanggung jawab tiap IKU.",
    konteks=konteks,
    wajib=wajib,
    lembar=lembar,
)
