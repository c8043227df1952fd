"""The workbook in the browser: download, upload, preview, confirm."""

from __future__ import annotations

import io
import logging

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from openpyxl import Workbook
from openpyxl.styles import Font

from laporan.buku_kerja import pratinjau
from laporan.buku_kerja.ekspor import contoh_buku, ekspor_buku, tulis_sel
from laporan.forms import UnggahBuku
from sakip.akses import IMPOR, PELAKU, PermintaanInstansi, halaman_instansi, kalimat_pelaku
from sakip.halaman import XLSX, alamat, nama_berkas, tampilkan, unduhan

log = logging.getLogger(__name__)
TAMPIL = 500
"""Findings shown on the page; the rest is in the download."""
KEPALA = ("tingkat", "lembar", "baris", "kolom", "ditemukan", "pesan")


@halaman_instansi()
def buku_kerja(request: PermintaanInstansi) -> HttpResponse:
    return _halaman(request, UnggahBuku())


def _halaman(request: PermintaanInstansi, formulir: UnggahBuku, status: int = 200) -> HttpResponse:
    konteks = {"formulir": formulir, "siapa": kalimat_pelaku(IMPOR), "pelaku": PELAKU[IMPOR]}
    return tampilkan(request, "laporan/buku_kerja.html", "Buku kerja", konteks, status=status)


@halaman_instansi()
def unduh(request: PermintaanInstansi) -> HttpResponse:
    """All data of the agency."""
    nama = nama_berkas(request, "buku-kerja", "xlsx", tanggal=True)
    return unduhan(ekspor_buku(request.instansi), nama, XLSX)


@halaman_instansi()
def contoh(request: PermintaanInstansi) -> HttpResponse:
    """The empty workbook."""
    return unduhan(contoh_buku(), "buku-kerja-kosong.xlsx", XLSX)


@halaman_instansi(menulis=True, izin=IMPOR)
def unggah(request: PermintaanInstansi) -> HttpResponse:
    """Check the file and show what it would change; nothing is changed yet."""
    formulir = UnggahBuku(request.POST, request.FILES)
    if not formulir.is_valid():
        return _halaman(request, formulir, status=422)
    berkas = formulir.cleaned_data["berkas"]
    hasil = pratinjau.simpan(request.user, request.instansi, berkas, berkas.name)
    return redirect(alamat(request, "buku_kerja_pratinjau", tanda=hasil.tanda))


def _ambil(request: PermintaanInstansi, tanda: str) -> pratinjau.Pratinjau:
    hasil = pratinjau.ambil(request.user, request.instansi, tanda)
    if hasil is None:
        raise Http404("Pratinjau ini sudah kedaluwarsa atau bukan milik Anda. Unggah buku kerjanya lagi.")
    return hasil


@halaman_instansi(izin=IMPOR)
def lihat(request: PermintaanInstansi, tanda: str) -> HttpResponse:
    """What the import would add, change and leave, and everything found."""
    return _pratinjau(request, _ambil(request, tanda))


def _pratinjau(request: PermintaanInstansi, hasil: pratinjau.Pratinjau, status: int = 200) -> HttpResponse:
    konteks = {
        "hasil": hasil,
        "tampil": hasil.temuan[:TAMPIL],
        "tersisa": max(0, len(hasil.temuan) - TAMPIL),
        "jumlah_peringatan": len(hasil.temuan) - hasil.galat,
    }
    remah = [("Buku kerja", alamat(request, "buku_kerja"))]
    return tampilkan(request, "laporan/pratinjau.html", "Pratinjau unggahan", konteks, remah=remah, status=status)


@halaman_instansi(menulis=True, izin=IMPOR)
def simpan(request: PermintaanInstansi, tanda: str) -> HttpResponse:
    """Import for good."""
    hasil = _ambil(request, tanda)
    gagal = pratinjau.terapkan(request.user, request.instansi, hasil)
    if gagal is not None:
        return _pratinjau(request, gagal, status=422)
    log.info("buku kerja %s diimpor oleh %s", request.instansi.kode, request.user.pk)
    messages.success(request, f"Buku kerja “{hasil.nama}” disimpan: {hasil.perubahan} baris baru atau berubah.")
    return redirect(alamat(request, "instansi"))


@halaman_instansi(menulis=True, izin=IMPOR)
def batal(request: PermintaanInstansi, tanda: str) -> HttpResponse:
    """Throw the waiting file away."""
    pratinjau.buang(_ambil(request, tanda).tanda)
    messages.info(request, "Unggahan dibatalkan; tidak ada data yang berubah.")
    return redirect(alamat(request, "buku_kerja"))


@halaman_instansi(izin=IMPOR)
def temuan(request: PermintaanInstansi, tanda: str) -> HttpResponse:
    """Every finding of the preview as Excel."""
    buku = Workbook()
    lembar = buku.active
    lembar.title = "Temuan"
    lembar.append(KEPALA)
    for sel in lembar[1]:
        sel.font = Font(bold=True)
    for nomor, t in enumerate(_ambil(request, tanda).temuan, 2):
        for letak, nama in enumerate(KEPALA, 1):
            tulis_sel(lembar.cell(nomor, letak), getattr(t, nama))
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return unduhan(keluaran.getvalue(), nama_berkas(request, "temuan-unggahan", "xlsx"), XLSX)
