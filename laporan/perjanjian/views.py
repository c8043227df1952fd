"""Perjanjian Kinerja: the year's list, one agreement from draft to force."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect

from laporan.halaman import ikhtisar_halaman
from laporan.perjanjian import susun as perjanjian
from laporan.perjanjian.forms import BuatPerjanjian, UbahPerjanjian
from laporan.perjanjian.susun import BarisPerjanjian, PerjanjianDitolak
from renstra.models import PerjanjianKinerja, Target
from renstra.muat import renstra_tahun
from sakip.akses import RENCANA, PermintaanInstansi, halaman_instansi, kalimat_pelaku
from sakip.berkas.simpanan import kirim, simpan
from sakip.berkas.terima import terima
from sakip.ditolak import Ditolak
from sakip.halaman import alamat, nama_berkas, tampilkan
from sakip.models import Bidang

PDF = "application/pdf"


@halaman_instansi()
def daftar(request: PermintaanInstansi) -> HttpResponse:
    """All agreements of the year: of the head, then of each bidang."""
    return _daftar(request, BuatPerjanjian(request.instansi))


def _daftar(request: PermintaanInstansi, formulir: BuatPerjanjian, status: int = 200) -> HttpResponse:
    semua = PerjanjianKinerja.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    semua = semua.select_related("bidang").order_by("bidang__urutan", "bidang_id", "versi", "urutan")
    konteks = {
        "kepala": [p for p in semua if p.bidang_id is None],
        "bidang": [p for p in semua if p.bidang_id is not None],
        "tanpa_naskah": _tanpa_naskah(request, {p.versi for p in semua if p.bidang_id is None}),
        "formulir": formulir,
        "siapa": kalimat_pelaku(RENCANA),
    }
    return tampilkan(request, "laporan/pk_daftar.html", f"Perjanjian Kinerja {request.tahun}", konteks, status=status)


def _tanpa_naskah(request: PermintaanInstansi, ada: set[str]) -> list[Target]:
    """Targets of the year that a Perjanjian Kinerja set, though the agreement itself stands nowhere here: they came
    by a workbook."""
    rencana = renstra_tahun(request.instansi, request.tahun)
    milik = Target.objects.filter(indikator__renstra=rencana, tahun=request.tahun, triwulan=None)
    dari_pk = milik.filter(versi__in=PerjanjianKinerja.Versi.values).select_related("indikator")
    semua = dari_pk.order_by("versi", "indikator__urutan", "indikator_id")
    return [t for t in semua if t.versi not in ada]


@halaman_instansi(menulis=True, izin=RENCANA)
def buat(request: PermintaanInstansi) -> HttpResponse:
    formulir = BuatPerjanjian(request.instansi, request.POST)
    if formulir.is_valid():
        bersih = formulir.cleaned_data
        bidang: Bidang | None = bersih["bidang"]
        try:
            pk = perjanjian.buat(request.instansi, request.tahun, bersih["versi"], bidang, bersih["berlaku_triwulan"])
        except PerjanjianDitolak as galat:
            formulir.add_error(None, str(galat))
        else:
            messages.success(request, "Rancangan dibuat dari target Renstra. Periksa target dan penanda tangannya.")
            return redirect(alamat(request, "pk_satu", nomor=pk.pk))
    return _daftar(request, formulir, status=422)


def _ambil(request: PermintaanInstansi, nomor: int) -> PerjanjianKinerja:
    milik = PerjanjianKinerja.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    pk = milik.select_related("bidang", "perangkat_daerah__pemda").filter(pk=nomor).first()
    if pk is None:
        raise Http404("Perjanjian Kinerja ini tidak ada.")
    return pk


@halaman_instansi()
def satu(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    pk = _ambil(request, nomor)
    return _satu(request, pk, UbahPerjanjian(instance=pk))


def _satu(
    request: PermintaanInstansi, pk: PerjanjianKinerja, formulir: UbahPerjanjian, galat: str = "", status: int = 200
) -> HttpResponse:
    konteks: dict[str, Any] = {
        "pk": pk,
        "formulir": formulir,
        "galat": galat,
        "draf": pk.keadaan == PerjanjianKinerja.Keadaan.DRAF,
        "isi": pk.isi,
        "baris": _baris(request, pk) if pk.isi is None else [],
        "terlambat": perjanjian.terlambat(pk),
        "alasan": request.POST.get("alasan", ""),
    }
    milik = pk.bidang.nama if pk.bidang else "Kepala"
    judul = f"{pk.get_versi_display()} {pk.tahun}, {milik}"
    remah = [("Perjanjian Kinerja", alamat(request, "pk"))]
    return tampilkan(request, "laporan/pk_satu.html", judul, konteks, remah=remah, status=status)


def _baris(request: PermintaanInstansi, pk: PerjanjianKinerja) -> list[BarisPerjanjian]:
    """The indicators, with what was typed where it could not be saved."""
    return [replace(b, ketikan=request.POST.get(f"t{b.i.id}")) for b in perjanjian.baris(pk)]


@halaman_instansi(menulis=True, izin=RENCANA)
def ubah(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Save the signers and the targets of a draft, all or nothing."""
    pk = _ambil(request, nomor)
    formulir = UbahPerjanjian(request.POST, instance=_ambil(request, nomor))
    if not formulir.is_valid():
        return _satu(request, pk, formulir, status=422)
    try:
        jumlah = perjanjian.ubah_target(pk, request.POST, request.POST.get("alasan", ""))
    except PerjanjianDitolak as galat:
        return _satu(request, pk, formulir, str(galat), status=422)
    formulir.save(commit=False).save(update_fields=UbahPerjanjian.Meta.fields)
    messages.success(request, f"Disimpan; {jumlah} target disesuaikan." if jumlah else "Disimpan.")
    return redirect(alamat(request, "pk_satu", nomor=nomor))


@halaman_instansi(menulis=True, izin=RENCANA)
def tandatangani(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    pk = _ambil(request, nomor)
    try:
        perjanjian.tandatangani(pk, ikhtisar_halaman(request))
    except PerjanjianDitolak as galat:
        return _satu(request, pk, UbahPerjanjian(instance=pk), str(galat), status=422)
    messages.success(request, "Isi perjanjian dibekukan. Unggah pindaian yang sudah ditandatangani.")
    return redirect(alamat(request, "pk_satu", nomor=nomor))


def _scan(request: PermintaanInstansi) -> str:
    """The stored scan of the signed sheet, where one was uploaded."""
    berkas = request.FILES.get("scan")
    if not isinstance(berkas, UploadedFile):
        return ""
    bersih = terima(berkas)
    return simpan(bersih.data, "pk", bersih.akhiran)


@halaman_instansi(menulis=True, izin=RENCANA)
def berlakukan(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Into force, with the scan of the signed sheet where there is one."""
    pk = _ambil(request, nomor)
    try:
        perjanjian.berlakukan(pk, _scan(request))
    except Ditolak as galat:
        return _satu(request, pk, UbahPerjanjian(instance=pk), str(galat), status=422)
    messages.success(request, "Perjanjian Kinerja berlaku.")
    return redirect(alamat(request, "pk_satu", nomor=nomor))


@halaman_instansi(menulis=True, izin=RENCANA)
def hapus(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Only a draft can be deleted."""
    pk = _ambil(request, nomor)
    if pk.keadaan != PerjanjianKinerja.Keadaan.DRAF:
        return _satu(request, pk, UbahPerjanjian(instance=pk), "Hanya rancangan yang dapat dihapus.", status=422)
    pk.delete()
    messages.success(request, "Rancangan dihapus; targetnya tetap ada.")
    return redirect(alamat(request, "pk"))


@halaman_instansi()
def scan(request: PermintaanInstansi, nomor: int) -> FileResponse:
    pk = _ambil(request, nomor)
    if not pk.scan:
        raise Http404("Pindaian perjanjian ini belum diunggah.")
    return kirim(pk.scan, nama_berkas(request, f"perjanjian-kinerja-{pk.pk}", pk.scan.rpartition(".")[2]))
