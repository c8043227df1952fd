"""What each chapter must show: every row of every table of the workbook that belongs to the year.

Named from the ikhtisar and the frozen materials, never from the templates. An anchor is `<chapter>-<kind>-<key>`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laporan.lkjip.laporan import Laporan


def jangkar_wajib(kunci: str, laporan: Laporan) -> list[str]:
    """The anchors that a chapter's pages must hold."""
    per_bab = {"depan": _depan, "bab1": _bab1, "bab2": _bab2, "bab3": _bab3, "lampiran": _lampiran}
    return [f"{kunci}-{tanda}" for tanda in per_bab[kunci](laporan)] if kunci in per_bab else []


def _urut(tanda: str, baris: Iterable[object]) -> list[str]:
    return [f"{tanda}-{n}" for n, _ in enumerate(baris, 1)]


def _depan(laporan: Laporan) -> list[str]:
    return [f"iku-{i.kode}" for i in laporan.iku]


def _bab1(laporan: Laporan) -> list[str]:
    """The organisation, the staff, the assets."""
    bahan = laporan.bahan
    bidang = [] if laporan.unggahan("struktur") else [f"bidang-{b['kode']}" for b in bahan["bidang"]]
    return bidang + _urut("pegawai", bahan["pegawai"]) + _urut("aset", bahan["aset"])


def _bab2(laporan: Laporan) -> list[str]:
    """The plan with its targets, and the budget."""
    hasil = [f"simpul-{s.kode}" for s in laporan.jenis("misi", "tujuan", "sasaran", "strategi", "kebijakan")]
    hasil += [f"renstra-{i.kode}" for i in laporan.indikator_strategis]
    hasil += [f"iku-{i.kode}" for i in laporan.iku]
    hasil += [f"pk-{i.kode}" for i in laporan.indikator_pk]
    if "2.4" not in laporan.mati:
        hasil += [f"aksi-{i.kode}" for i in laporan.indikator_triwulan]
    if "2.5" not in laporan.mati:
        hasil += [f"uang-{b.simpul.kode}" for b in laporan.pohon_uang if laporan.berpagu]
        hasil += [f"sasaran-{s.simpul.kode}" for s in laporan.sasaran if s.angka.pagu is not None]
        hasil += [f"belanja-{j.jenis}" for j in laporan.i.jenis_belanja if j.pagu is not None]
    return hasil


def _bab3(laporan: Laporan) -> list[str]:
    """What was achieved, compared, spent, recommended and awarded."""
    hasil = [f"iku-{i.kode}" for i in laporan.iku]
    for i in laporan.indikator_strategis:
        hasil.append(f"ini-{i.kode}")
        hasil += _urut(f"rincian-{i.kode}", laporan.bahan["rincian"].get(i.kode, ()))
        hasil += _urut(f"pembanding-{i.kode}", i.pembanding)
        hasil += [f"deret-{i.kode}-{d.tahun}" for d in laporan.deret(i)]
        hasil += _urut(f"komponen-{i.kode}", laporan.komponen(i))
    for s in laporan.sasaran:
        hasil += [f"tunjang-{s.simpul.kode}-{p.simpul.kode}" for p in s.penunjang]
    if "3.2" not in laporan.mati and laporan.berpagu:
        hasil += [f"uang-{k}" for k in (*(b.simpul.kode for b in laporan.pohon_uang), "total")]
        hasil += [f"sasaran-{s.simpul.kode}" for s in laporan.sasaran if s.angka.pagu is not None]
    if "3.3" not in laporan.mati:
        hasil += [f"efisiensi-{s.simpul.kode}" for s in laporan.sasaran if laporan.berefisiensi]
    if "3.4" not in laporan.mati:
        hasil += _urut("rek", laporan.bahan["rekomendasi"]) + _urut("akip", laporan.evaluasi.matriks)
    if "3.5" not in laporan.mati:
        hasil += _urut("prestasi", laporan.bahan["prestasi"])
    return hasil


def _lampiran(laporan: Laporan) -> list[str]:
    """Every node that money stands on with its indicators, and what stands behind these."""
    hasil = [f"mat-{b['tanda']}" for b in laporan.matriks]
    hasil += [f"iku-{i.kode}" for i in laporan.indikator_strategis]
    for i in laporan.indikator_lain:
        hasil += _urut(f"rincian-{i.kode}", laporan.bahan["rincian"].get(i.kode, ()))
        hasil += _urut(f"komponen-{i.kode}", laporan.komponen(i))
        hasil += _urut(f"pembanding-{i.kode}", i.pembanding)
    return hasil
