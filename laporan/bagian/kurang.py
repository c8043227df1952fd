"""What a report has nothing to print for, told to the planner on the screen and never in print. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from laporan.ikhtisar.bentuk import IkhtisarIndikator

from .daftar import SEMUA

if TYPE_CHECKING:
    from laporan.lkjip.laporan import Laporan

ISIAN, PAGU, RENCANA, PK, BUKU, AKSI, BERKAS = "isian", "pagu", "rencana", "pk", "buku_kerja", "rencana_aksi", "lkjip"
SEBUT = 3
WAJIB_BERTULISAN = ("1.4",)
"""Sections that show data but are about what only a text can say."""


@dataclass(frozen=True)
class Kurang:
    """One thing that is missing, and the page where it is filled in."""

    bagian: str
    teks: str
    alamat: str


def kurang(laporan: Laporan) -> list[Kurang]:
    """All that is missing, in the order of the sections; nothing about sections that are switched off."""
    semua = [*_tulisan(laporan), *_rencana(laporan), *_kinerja(laporan), *_uang(laporan), *_lain(laporan)]
    urut = {b.kunci: n for n, b in enumerate(SEMUA)}
    return sorted((k for k in semua if k.bagian not in laporan.mati), key=lambda k: urut[k.bagian])


def _tulisan(laporan: Laporan) -> Iterator[Kurang]:
    """Sections whose only content is a text, and those whose text is a generated draft."""
    for b in SEMUA:
        sendiri = b.memuat and (b.bernomor or b.bab == "depan") and (not b.data or b.kunci in WAJIB_BERTULISAN)
        if sendiri and b.kunci not in ("1.6", "lampiran") and not laporan.narasi.ambil(b.kunci):
            yield Kurang(b.kunci, f"Naskah {b.judul} belum ditulis.", BUKU)


def _rencana(laporan: Laporan) -> Iterator[Kurang]:
    if not laporan.i.visi:
        yield Kurang("2.1", "Visi belum diisi.", BUKU)
    if not laporan.rencana.kelompok_strategi:
        yield Kurang("2.1", "Strategi dan arah kebijakan belum diisi.", RENCANA)
    if not laporan.iku:
        yield Kurang("2.2", "Belum ada indikator yang ditandai sebagai IKU.", RENCANA)
    tanpa = [
        i for i in laporan.iku if not (i.formulasi and i.alasan_pemilihan and i.sumber_data and i.penanggung_jawab)
    ]
    yield from _daftar("2.2", "Keterangan IKU belum lengkap", tanpa, RENCANA)
    if not laporan.bahan["pk"]:
        yield Kurang("2.3", "Perjanjian Kinerja belum dibuat: nomor, tanggal, dan penanda tangannya.", PK)
    if not laporan.ada_triwulan:
        yield Kurang("2.4", "Target per triwulan belum diisi.", AKSI)


def _kinerja(laporan: Laporan) -> Iterator[Kurang]:
    semua = laporan.i.indikator
    yield from _daftar("3.1", "Target belum ditetapkan", [i for i in semua if i.target is None], RENCANA)
    yield from _daftar("3.1", "Realisasi belum diisi", [i for i in semua if i.realisasi is None], ISIAN)
    strategis = laporan.indikator_strategis
    tanpa = [i for i in strategis if not i.analisis.ada and not laporan.narasi.ambil(f"3.1.analisis.{i.kode}")]
    yield from _daftar("3.1.analisis", "Penyebab keberhasilan atau kegagalan belum ditulis", tanpa, ISIAN)
    yield from _daftar("3.1.pembanding", "Pembanding belum diisi", [i for i in laporan.iku if not i.pembanding], BUKU)
    tanpa = [i for i in strategis if any(k.nilai is None for k in i.komponen)]
    yield from _daftar("3.1.komponen", "Nilai komponen belum lengkap", tanpa, BUKU)
    for s in laporan.sasaran:
        if not s.penunjang:
            teks = f"Belum ada program, kegiatan, atau sub kegiatan yang mendukung sasaran {s.simpul.uraian}."
            yield Kurang("3.1.penunjang", teks, RENCANA)


def _uang(laporan: Laporan) -> Iterator[Kurang]:
    sub = laporan.jenis("sub_kegiatan")
    if not laporan.berpagu:
        yield Kurang("2.5", "Pagu belum diisi.", PAGU)
    elif tanpa := [s for s in sub if s.pagu is None]:
        yield Kurang("2.5", f"Pagu {len(tanpa)} sub kegiatan belum diisi.", PAGU)
    if not laporan.i.jenis_belanja:
        yield Kurang("2.5", "Anggaran per jenis belanja belum diisi.", PAGU)
    if tanpa := [s for s in sub if s.pagu is not None and s.realisasi is None]:
        yield Kurang("3.2", f"Realisasi anggaran {len(tanpa)} sub kegiatan belum diisi.", ISIAN)
    if laporan.i.total.tahun_lalu is None:
        yield Kurang("3.2", f"Anggaran tahun {laporan.tahun_lalu} belum diisi.", BUKU)


def _lain(laporan: Laporan) -> Iterator[Kurang]:
    bahan = laporan.bahan
    if not bahan["bidang"] and not laporan.unggahan("struktur"):
        yield Kurang("1.4", "Struktur organisasi belum ada: isi bidang atau unggah gambarnya.", BERKAS)
    if not bahan["pegawai"]:
        yield Kurang("1.4", "Data pegawai belum diisi.", BUKU)
    if not laporan.evaluasi.dua_tahun:
        yield Kurang("3.4", "Nilai evaluasi AKIP belum diisi.", BUKU)
    if not bahan["rekomendasi"]:
        yield Kurang("3.4", "Rekomendasi LHE belum diisi.", BUKU)
    if not bahan["prestasi"] and not laporan.narasi.ambil("3.5"):
        yield Kurang("3.5", "Prestasi belum diisi.", BUKU)
    if not laporan.unggahan("reviu"):
        yield Kurang("lampiran_reviu", "Pernyataan reviu bertanda tangan dari Inspektorat belum diunggah.", BERKAS)
    if not laporan.keterangan.get("tanggal"):
        yield Kurang("kata_pengantar", "Tanggal penandatanganan belum diisi; tercetak garis titik-titik.", BERKAS)


def _daftar(bagian: str, awal: str, milik: list[IkhtisarIndikator], alamat: str) -> Iterator[Kurang]:
    """One line for all indicators that lack the same, the first of them by name."""
    if milik:
        nama = "; ".join(i.nama for i in milik[:SEBUT])
        sisa = f"; dan {len(milik) - SEBUT} indikator lain" if len(milik) > SEBUT else ""
        yield Kurang(bagian, f"{awal}: {nama}{sisa}.", alamat)
