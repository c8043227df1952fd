"""Perjanjian Kinerja: the statement with its appendix, murni and perubahan, signed by two parties."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from laporan.lkjip.laporan import Laporan
from laporan.perjanjian.cetak import MURNI, PERUBAHAN, perjanjian

from .dasar import STRIP, UANG, Dokumen, KolomDokumen, LembarExcel


def _konteks(versi: str) -> Callable[[Laporan], dict[str, Any]]:
    return lambda laporan: {"pk": perjanjian(laporan, versi)}


def _wajib(versi: str) -> Callable[[Laporan], list[str]]:
    def wajib(laporan: Laporan) -> list[str]:
        pk = perjanjian(laporan, versi)
        return [f"dokumen-{versi}-{i.kode}" for i in pk.indikator] + [
            f"dokumen-{versi}-program-{p.kode}" for p in pk.program
        ]

    return wajib


def _lembar(versi: str) -> Callable[[Laporan], list[LembarExcel]]:
    def lembar(laporan: Laporan) -> list[LembarExcel]:
        pk = perjanjian(laporan, versi)
        target = [(n, i.sasaran, i.nama, i.target) for n, i in enumerate(pk.indikator, 1)]
        program = [(n, p.uraian, STRIP if p.pagu is None else p.pagu) for n, p in enumerate(pk.program, 1)]
        catatan = [
            f"Nomor: {pk.nomor or STRIP}; tanggal: {pk.tanggal or STRIP}",
            f"Pihak pertama: {pk.pertama.nama or STRIP}, {pk.pertama.jabatan or STRIP}",
            f"Pihak kedua: {pk.kedua.nama or STRIP}, {pk.kedua.jabatan or STRIP}",
        ]
        kolom = (
            KolomDokumen("No", 5),
            KolomDokumen("Sasaran", 50),
            KolomDokumen("Indikator", 60),
            KolomDokumen("Target", 24),
        )
        uang = (KolomDokumen("No", 5), KolomDokumen("Program", 70), KolomDokumen("Anggaran (Rp)", 24, UANG))
        return [
            LembarExcel("Target kinerja", kolom, target, catatan=catatan, kertas="9"),
            LembarExcel("Program", uang, program, kertas="9"),
        ]

    return lembar


def _dokumen(kunci: str, versi: str, judul: str, guna: str) -> Dokumen:
    return Dokumen(
        kunci=kunci,
        judul=judul,
        guna=guna,
        konteks=_konteks(versi),
        wajib=_wajib(versi),
        lembar=_lembar(versi),
        templat="perjanjian_kinerja",
    )


PERJANJIAN_KINERJA = _dokumen(
    "perjanjian_kinerja",
    MURNI,
    "Perjanjian Kinerja",
    "Pernyataan dan lampiran target dengan dua tanda tangan.",
)
PERJANJIAN_KINERJA_PERUBAHAN = _dokumen(
    "perjanjian_kinerja_perubahan",
    PERUBAHAN,
    "Perjanjian Kinerja Perubahan",
    "Pernyataan dan lampiran setelah perubahan.",
)
