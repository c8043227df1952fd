"""The year on one page for the head of the agency: what was achieved and what was spent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from laporan.lkjip.laporan import Laporan
from laporan.naskah.nilai import isi

from .dasar import STRIP, UANG, Dokumen, KolomDokumen, LembarExcel, teks_target


def konteks(laporan: Laporan) -> dict[str, Any]:
    return {"ringkasan": isi(laporan.draf.get("ikhtisar_eksekutif", ""), laporan.sumber)}


def wajib(laporan: Laporan) -> list[str]:
    return [f"dokumen-iku-{i.kode}" for i in laporan.iku]


KOLOM = (
    KolomDokumen("No", 5),
    KolomDokumen("Indikator", 60),
    KolomDokumen("Satuan", 14),
    KolomDokumen("Target", 16),
    KolomDokumen("Realisasi", 16),
    KolomDokumen("Capaian (%)", 14),
    KolomDokumen("Predikat", 18),
)
KOLOM_UANG = (KolomDokumen("Hal", 30), KolomDokumen("Nilai", 24, UANG))


def lembar(laporan: Laporan) -> list[LembarExcel]:
    t = laporan.i.total
    iku = []
    for n, i in enumerate(laporan.iku, 1):
        target = teks_target(i, laporan.cara)
        iku.append([n, i.nama, i.satuan or STRIP, target, *_angka(i.realisasi, i.capaian), i.predikat or STRIP])
    nama = ("Pagu (Rp)", "Realisasi (Rp)", "Sisa (Rp)", "Serapan (%)")
    uang = list(zip(nama, _angka(t.pagu, t.realisasi, t.sisa, t.serapan), strict=True))
    return [LembarExcel("IKU", KOLOM, iku, kertas="9"), LembarExcel("Anggaran", KOLOM_UANG, uang, kertas="9")]


def _angka(*nilai: Decimal | None) -> list[Decimal | str]:
    return [STRIP if n is None else n for n in nilai]


IKHTISAR_KEPALA = Dokumen(
    kunci="ikhtisar_kepala",
    judul="Ikhtisar Kinerja",
    guna="Satu halaman untuk Kepala: capaian IKU, serapan, efisiensi, dan penghambat utama.",
    konteks=konteks,
    wajib=wajib,
    lembar=lembar,
)
