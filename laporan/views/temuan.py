"""Findings: grouped by level, filtered, and as Excel or JSON."""

from __future__ import annotations

import io
import json
from operator import itemgetter

from django.http import Http404, HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font

from laporan.buku_kerja.ekspor import tulis_sel
from laporan.forms import SaringTemuan
from laporan.halaman import ikhtisar_halaman, tampilkan_ikhtisar
from laporan.konteks import periode
from laporan.periksa.aturan import ke_json
from laporan.periksa.bentuk import Temuan
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.halaman import XLSX, alamat, nama_berkas, unduhan

from .beranda import temuan_halaman

TINGKAT = (
    ("galat", "Galat", "Angka atau data yang salah; betulkan sebelum laporan disusun."),
    ("peringatan", "Peringatan", "Kemungkinan keliru atau kurang; periksa dan jelaskan."),
    ("catatan", "Catatan", "Hal yang baik diketahui; tidak menghalangi laporan."),
)
ATURAN = {
    "akip.jumlah_berbeda": "Nilai AKIP berbeda dari jumlah komponennya",
    "anggaran.bulan_tidak_sama": "Isian triwulan berbeda dari jumlah bulannya",
    "anggaran.di_luar_periode": "Belanja di luar periode Renstra",
    "anggaran.jumlah_induk_berbeda": "Jumlah induk berbeda dari rinciannya",
    "anggaran.pagu_belum": "Pagu belum diisi",
    "anggaran.realisasi_belum": "Realisasi anggaran belum diisi",
    "anggaran.realisasi_melebihi_pagu": "Realisasi melebihi pagu",
    "anggaran.triwulan_tidak_sama": "Jumlah triwulan berbeda dari setahun",
    "anggaran.tidak_dalam_tahap": "Tidak ada dalam pagu tahap terakhir",
    "capaian.analisis_belum": "Analisis belum ditulis",
    "capaian.beda_tahunan": "Angka setahun berbeda dari triwulannya",
    "capaian.di_atas_150": "Capaian di atas 150 %",
    "capaian.dinyatakan": "Capaian dinyatakan sumber",
    "capaian.komponen_berbeda": "Nilai berbeda dari komponennya",
    "capaian.rasio_berbeda": "Nilai berbeda dari pembilang dan penyebutnya",
    "capaian.realisasi_belum": "Realisasi belum diisi",
    "capaian.target_belum": "Target belum ditetapkan",
    "capaian.tidak_terhitung": "Capaian tidak dapat dihitung",
    "iku.ganda": "IKU terhitung dua kali",
    "iku.keterangan_belum": "Keterangan IKU belum lengkap",
    "narasi.tahun_lain": "Narasi menyebut tahun lain",
    "renstra.kosong": "Belum ada indikator",
    "renstra.sasaran_tanpa_iku": "Sasaran tanpa IKU",
    "renstra.tanpa_sasaran": "Sub kegiatan tanpa sasaran",
    "satuan.persen_di_atas_100": "Persen di atas 100",
    "skala.indikator_tidak_dikenal": "Skala indikator tidak dikenal",
    "skala.tidak_dikenal": "Skala predikat tidak dikenal",
    "target.batas_atas_asing": "Batas atas pada indikator bukan rentang",
    "target.di_luar_periode": "Target di luar periode Renstra",
    "target.pk_berbeda_renstra": "Target PK berbeda dari Renstra",
    "target.sepuluh_kali": "Target sepuluh kali tahun di sebelahnya",
    "target.tanpa_batas_atas": "Rentang tanpa batas atas",
}
"""The rules in words; one that is not here yet is shown by its code."""
KEPALA = ("tingkat", "aturan", "objek", "pesan", "nilai", "dasar")


@halaman_instansi()
def daftar(request: PermintaanInstansi) -> HttpResponse:
    semua, saring = temuan_halaman(request), SaringTemuan(request.GET)
    terpilih = saring.saring(semua)
    konteks = {
        "saring": saring,
        "kelompok": [
            (tingkat, nama, guna, bertaut)
            for tingkat, nama, guna in TINGKAT
            if (bertaut := [(t, _tautan(request, t.objek)) for t in terpilih if t.tingkat == tingkat])
        ],
        "aturan": sorted({(t.aturan, ATURAN.get(t.aturan, t.aturan)) for t in semua}, key=itemgetter(1)),
        "terpilih": len(terpilih),
        "semua": len(semua),
    }
    return tampilkan_ikhtisar(
        request, "laporan/temuan.html", f"Temuan {periode(request.tahun, request.triwulan)}", konteks
    )


def _tautan(request: PermintaanInstansi, kode: str) -> str:
    """Where the object of a finding is shown; empty where it has no page."""
    ikhtisar = ikhtisar_halaman(request)
    if any(i.kode == kode for i in ikhtisar.indikator):
        return alamat(request, "indikator", objek=kode)
    if any(s.kode == kode for s in ikhtisar.simpul):
        return alamat(request, "simpul", objek=kode)
    return alamat(request, "anggaran") if kode == "total" else ""


@halaman_instansi()
def unduh(request: PermintaanInstansi, format: str) -> HttpResponse:
    """The filtered findings as a file."""
    terpilih = SaringTemuan(request.GET).saring(temuan_halaman(request))
    if format == "json":
        teks = json.dumps(ke_json(terpilih), ensure_ascii=False, indent=1)
        return unduhan(teks.encode(), nama_berkas(request, "temuan", "json"), "application/json")
    if format == "xlsx":
        return unduhan(_buku(terpilih), nama_berkas(request, "temuan", "xlsx"), XLSX)
    raise Http404("Unduhan tersedia sebagai Excel dan JSON.")


def _buku(temuan: list[Temuan]) -> bytes:
    buku = Workbook()
    lembar = buku.active
    lembar.title = "Temuan"
    for letak, (nama, lebar) in enumerate(zip(KEPALA, (12, 34, 16, 90, 40, 40), strict=True), 1):
        sel = lembar.cell(1, letak, nama)
        sel.font = Font(bold=True)
        lembar.column_dimensions[sel.column_letter].width = lebar
    for nomor, t in enumerate(temuan, 2):
        nilai = "; ".join(f"{nama} = {angka}" for nama, angka in t.nilai.items())
        for letak, teks in enumerate((t.tingkat, t.aturan, t.objek, t.pesan, nilai, t.dasar), 1):
            tulis_sel(lembar.cell(nomor, letak), teks)
    lembar.freeze_panes = "A2"
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()
