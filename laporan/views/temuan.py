"""Findings: grouped by level and rule, filtered, repaired or accepted with a reason, and as Excel or JSON."""

from __future__ import annotations

import io
import json
from itertools import groupby
from operator import itemgetter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from openpyxl import Workbook
from openpyxl.styles import Font

from laporan.forms import SaringTemuan
from laporan.halaman import tampilkan_ikhtisar
from laporan.konteks import periode
from laporan.temuan import terima as penerimaan
from laporan.temuan.nama import nama_aturan
from laporan.temuan.tautan import Penunjuk, Perbaikan
from laporan.temuan.terima import Ditinjau, TemuanDitolak, ke_json
from sakip.akses import TERIMA, PermintaanInstansi, boleh, halaman_instansi, kalimat_pelaku
from sakip.buku.tulis import tulis_sel
from sakip.halaman import XLSX, alamat, nama_berkas, unduhan

from .beranda import temuan_ditinjau, temuan_halaman

TINGKAT = (
    ("galat", "Galat", "Angka atau data yang salah; betulkan sebelum laporan disusun."),
    ("peringatan", "Peringatan", "Kemungkinan keliru atau kurang; periksa dan jelaskan."),
    ("catatan", "Catatan", "Hal yang baik diketahui; tidak menghalangi laporan."),
)
KEPALA = ("tingkat", "aturan", "objek", "pesan", "nilai", "dasar", "diterima")


Baris = tuple[Ditinjau, Perbaikan]


@halaman_instansi()
def daftar(request: PermintaanInstansi) -> HttpResponse:
    return _daftar(request)


def _daftar(request: PermintaanInstansi, galat: str = "", status: int = 200) -> HttpResponse:
    semua, saring = temuan_ditinjau(request), SaringTemuan(request.GET)
    terpilih, penunjuk = _saring(saring, semua), Penunjuk(request)
    baris = [(d, penunjuk.perbaikan(d.temuan)) for d in terpilih]
    terbuka = [b for b in baris if b[0].diterima is None]
    konteks = {
        "saring": saring,
        "kelompok": [
            (tingkat, nama, guna, len(milik), _per_aturan(milik))
            for tingkat, nama, guna in TINGKAT
            if (milik := [b for b in terbuka if b[0].temuan.tingkat == tingkat])
        ],
        "diterima": [b for b in baris if b[0].diterima is not None],
        "aturan": sorted({(d.temuan.aturan, nama_aturan(d.temuan.aturan)) for d in semua}, key=itemgetter(1)),
        "terpilih": len(terbuka),
        "semua": len(semua),
        "banyak_terbuka": sum(d.diterima is None for d in semua),
        "boleh_terima": boleh(request.user, TERIMA, request.instansi),
        "siapa_terima": kalimat_pelaku(TERIMA),
        "galat": galat,
    }
    judul = f"Temuan {periode(request.tahun, request.triwulan)}"
    return tampilkan_ikhtisar(request, "laporan/temuan.html", judul, konteks, status=status)


def _saring(saring: SaringTemuan, semua: list[Ditinjau]) -> list[Ditinjau]:
    dipilih = {id(t) for t in saring.saring(d.temuan for d in semua)}
    return [d for d in semua if id(d.temuan) in dipilih]


def _per_aturan(baris: list[Baris]) -> list[tuple[str, list[Baris]]]:
    """Grouped by rule, in the order of the rules' words."""
    urut = sorted(baris, key=lambda b: nama_aturan(b[0].temuan.aturan))
    return [(nama, list(isi)) for nama, isi in groupby(urut, key=lambda b: nama_aturan(b[0].temuan.aturan))]


def _pilihan(request: PermintaanInstansi) -> tuple[str, str]:
    return request.POST.get("aturan", ""), request.POST.get("objek", "")


@halaman_instansi(menulis=True, izin=TERIMA)
def terima(request: PermintaanInstansi) -> HttpResponse:
    """Accept a finding as right as it is."""
    milik = (request.instansi, request.tahun, request.triwulan)
    alasan = request.POST.get("alasan", "")
    try:
        temuan = penerimaan.terima(*milik, temuan_halaman(request), _pilihan(request), alasan, request.user)
    except TemuanDitolak as galat:
        return _daftar(request, str(galat), status=422)
    messages.success(request, f"Diterima dengan alasan: {nama_aturan(temuan.aturan)}.")
    return redirect(alamat(request, "temuan"))


@halaman_instansi(menulis=True, izin=TERIMA)
def batal_terima(request: PermintaanInstansi) -> HttpResponse:
    """It counts as a finding again."""
    if penerimaan.batalkan(request.instansi, request.tahun, request.triwulan, _pilihan(request)):
        messages.success(request, "Penerimaannya dibatalkan; temuan ini terhitung lagi.")
    return redirect(alamat(request, "temuan"))


@halaman_instansi()
def unduh(request: PermintaanInstansi, format: str) -> HttpResponse:
    """The filtered findings as a file."""
    terpilih = _saring(SaringTemuan(request.GET), temuan_ditinjau(request))
    if format == "json":
        teks = json.dumps(ke_json(terpilih), ensure_ascii=False, indent=1)
        return unduhan(teks.encode(), nama_berkas(request, "temuan", "json"), "application/json")
    if format == "xlsx":
        return unduhan(_buku(terpilih), nama_berkas(request, "temuan", "xlsx"), XLSX)
    raise Http404("Unduhan tersedia sebagai Excel dan JSON.")


def _buku(semua: list[Ditinjau]) -> bytes:
    buku = Workbook()
    lembar = buku.active
    lembar.title = "Temuan"
    for letak, (nama, lebar) in enumerate(zip(KEPALA, (12, 34, 16, 90, 40, 40, 40), strict=True), 1):
        sel = lembar.cell(1, letak, nama)
        sel.font = Font(bold=True)
        lembar.column_dimensions[sel.column_letter].width = lebar
    for nomor, d in enumerate(semua, 2):
        t, alasan = d.temuan, d.diterima.alasan if d.diterima else ""
        nilai = "; ".join(f"{nama} = {angka}" for nama, angka in t.nilai.items())
        for letak, teks in enumerate((t.tingkat, t.aturan, t.objek, t.pesan, nilai, t.dasar, alasan), 1):
            tulis_sel(lembar.cell(nomor, letak), teks)
    lembar.freeze_panes = "A2"
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()
