"""What is wrong or missing in the money."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from anggaran.bentuk import TAHAP_URUT
from anggaran.rumus import tahap_terakhir
from laporan.ikhtisar.bentuk import pemegang_uang
from sakip.angka import romawi, tulis_uang

from .bentuk import (
    CATATAN,
    GALAT,
    PERINGATAN,
    PERMENPANRB_53,
    TOTAL_DAUN,
    Bahan,
    Temuan,
    angka_teks,
)


def jumlah_induk(bahan: Bahan) -> Iterator[Temuan]:
    for s in bahan.ikhtisar.simpul:
        yield from _banding(s.kode, f"Pagu {s.uraian}", s.pagu_dinyatakan, s.pagu)
        yield from _banding(s.kode, f"Realisasi anggaran {s.uraian}", s.realisasi_dinyatakan, s.realisasi)
    total = bahan.ikhtisar.total
    yield from _banding("total", "Pagu seluruh instansi", total.pagu_dinyatakan, total.pagu)
    yield from _banding("total", "Realisasi anggaran seluruh instansi", total.realisasi_dinyatakan, total.realisasi)


def _banding(kode: str, apa: str, dinyatakan: Decimal | None, dihitung: Decimal | None) -> Iterator[Temuan]:
    if dinyatakan is None or dihitung is None or dinyatakan == dihitung:
        return
    yield Temuan(
        "anggaran.jumlah_induk_berbeda",
        GALAT,
        kode,
        f"{apa} dinyatakan {tulis_uang(dinyatakan)}, jumlah rinciannya {tulis_uang(dihitung)} "
        f"(selisih {tulis_uang(dinyatakan - dihitung)}). Betulkan salah satunya.",
        angka_teks(dinyatakan=dinyatakan, dihitung=dihitung),
        TOTAL_DAUN,
    )


def realisasi_melebihi_pagu(bahan: Bahan) -> Iterator[Temuan]:
    for s in pemegang_uang(bahan.ikhtisar.simpul):
        if s.pagu is not None and s.realisasi is not None and s.realisasi > s.pagu:
            yield Temuan(
                "anggaran.realisasi_melebihi_pagu",
                GALAT,
                s.kode,
                f"Realisasi {tulis_uang(s.realisasi)} melebihi pagu {tulis_uang(s.pagu)} pada {s.uraian}. "
                "Periksa realisasi atau tahap pagunya.",
                angka_teks(pagu=s.pagu, realisasi=s.realisasi),
                "UU 1/2004 Pasal 3 ayat (3): pengeluaran hanya sepanjang anggarannya tersedia",
            )


def uang_belum_diisi(bahan: Bahan) -> Iterator[Temuan]:
    berduit = {s.kode for s in pemegang_uang(bahan.ikhtisar.simpul)}
    for s in bahan.ikhtisar.simpul:
        if s.kode in berduit and s.pagu is None:
            yield Temuan(
                "anggaran.pagu_belum",
                GALAT,
                s.kode,
                f"{s.uraian} mempunyai realisasi tanpa pagu.",
                {},
                TOTAL_DAUN,
            )
        elif s.kode in berduit and s.realisasi is None:
            yield Temuan(
                "anggaran.realisasi_belum",
                PERINGATAN,
                s.kode,
                f"Realisasi anggaran {s.uraian} belum diisi; serapannya tidak dapat dihitung.",
                angka_teks(pagu=s.pagu),
                PERMENPANRB_53,
            )
        elif s.jenis == "sub_kegiatan" and s.pagu is None:
            yield Temuan("anggaran.pagu_belum", CATATAN, s.kode, f"{s.uraian} tanpa pagu tahun ini.", {}, TOTAL_DAUN)


def triwulan_tidak_sama(bahan: Bahan) -> Iterator[Temuan]:
    if bahan.ikhtisar.triwulan:
        return
    for s in pemegang_uang(bahan.ikhtisar.simpul):
        tw = [t for t in s.realisasi_triwulan if t is not None]
        if len(tw) == 4 and s.realisasi is not None and sum(tw) != s.realisasi:
            yield Temuan(
                "anggaran.triwulan_tidak_sama",
                GALAT,
                s.kode,
                f"Realisasi setahun {tulis_uang(s.realisasi)}, jumlah empat triwulan "
                f"{tulis_uang(sum(tw, Decimal(0)))}.",
                angka_teks(setahun=s.realisasi, jumlah_triwulan=sum(tw, Decimal(0))),
                TOTAL_DAUN,
            )


def bulan_tidak_sama(bahan: Bahan) -> Iterator[Temuan]:
    """A quarter stated by hand beside the months of the budget system: compared, never added."""
    for s in bahan.ikhtisar.simpul:
        for b in s.beda_bulan:
            yield Temuan(
                "anggaran.bulan_tidak_sama",
                GALAT,
                s.kode,
                f"Realisasi triwulan {romawi(b.triwulan)} {s.uraian} diisi {tulis_uang(b.dinyatakan)}, jumlah bulannya "
                f"dari SIPD {tulis_uang(b.jumlah_bulan)}. Yang dipakai isian triwulannya; betulkan salah satunya.",
                angka_teks(dinyatakan=b.dinyatakan, jumlah_bulan=b.jumlah_bulan),
                TOTAL_DAUN,
            )


def tidak_dalam_tahap(bahan: Bahan) -> Iterator[Temuan]:
    """A node whose budget stopped at an earlier tahap than that of the others."""
    berduit = [s for s in bahan.ikhtisar.simpul if s.tahap and s.pagu is not None]
    terakhir = tahap_terakhir({s.tahap for s in berduit}, TAHAP_URUT)
    for s in berduit:
        if s.tahap != terakhir:
            yield Temuan(
                "anggaran.tidak_dalam_tahap",
                PERINGATAN,
                s.kode,
                f"{s.uraian} tidak ada dalam pagu {terakhir}; "
                f"yang dihitung pagu {s.tahap} {tulis_uang(s.pagu or Decimal(0))}. "
                f"Isi pagu {terakhir}-nya (0 bila dihapus).",
                angka_teks(pagu=s.pagu),
                "Pagu suatu tahap berlaku utuh",
            )


def di_luar_periode(bahan: Bahan) -> Iterator[Temuan]:
    i = bahan.ikhtisar
    awal, akhir = i.periode_awal or i.tahun, i.periode_akhir or i.tahun
    if not awal <= i.tahun <= akhir and i.total.realisasi is not None:
        pesan = f"Ada belanja tahun {i.tahun}, di luar periode Renstra {awal}–{akhir}. Periksa tahunnya."
        yield Temuan("anggaran.di_luar_periode", PERINGATAN, str(i.tahun), pesan, {}, PERMENPANRB_53)


ATURAN = (
    jumlah_induk,
    realisasi_melebihi_pagu,
    uang_belum_diisi,
    triwulan_tidak_sama,
    bulan_tidak_sama,
    tidak_dalam_tahap,
    di_luar_periode,
)
