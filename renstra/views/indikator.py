"""Indicators of the plan: the IKU sheet as a form, and the archive."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from renstra import baca, pohon
from renstra.forms import FormulirArsip, FormulirIndikator
from renstra.models import Indikator, Simpul
from sakip.akses import RENCANA, PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat

from .simpul import ambil_simpul, coba, formulir_arsip, jawab_formulir, langkah


def ambil_indikator(request: PermintaanInstansi, kode: str) -> Indikator:
    i = baca.objek_renstra(request, kode, Indikator, "simpul", "renstra__perangkat_daerah")
    if i is None:
        raise Http404(f"Indikator {kode} tidak ada pada Renstra yang berlaku tahun {request.tahun}.")
    return i


def _formulir(request: PermintaanInstansi, formulir: Any, judul: str, aksi: str, s: Simpul) -> HttpResponse:
    batal = alamat(request, "rencana_simpul", objek=s.kode)
    return jawab_formulir(
        request, formulir, judul, aksi, simpul=s, batal=batal, catatan=f"Mengukur {s.kode} {s.uraian}."
    )


@halaman_instansi(izin=RENCANA)
def tambah(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    formulir = FormulirIndikator(renstra=s.renstra, initial={"iku": s.jenis in ("tujuan", "sasaran")})
    return _formulir(request, formulir, "Tambah indikator", alamat(request, "rencana_indikator_buat", objek=s.kode), s)


@halaman_instansi(menulis=True, izin=RENCANA)
def buat(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    formulir = FormulirIndikator(request.POST, renstra=s.renstra)
    if formulir.is_valid() and (i := coba(formulir, lambda: pohon.tambah_indikator(s, formulir.cleaned_data))):
        messages.success(request, f"Indikator {i.kode} ditambahkan.")
        return redirect(alamat(request, "rencana_simpul", objek=s.kode))
    return _formulir(request, formulir, "Tambah indikator", alamat(request, "rencana_indikator_buat", objek=s.kode), s)


@halaman_instansi(izin=RENCANA)
def ubah(request: PermintaanInstansi, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    aksi = alamat(request, "rencana_indikator_simpan", objek=i.kode)
    formulir = FormulirIndikator(renstra=i.renstra, indikator=i)
    return _formulir(request, formulir, f"Ubah indikator {i.kode}", aksi, i.simpul)


@halaman_instansi(menulis=True, izin=RENCANA)
def simpan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    formulir = FormulirIndikator(request.POST, renstra=i.renstra, indikator=i)
    if formulir.is_valid() and (kini := coba(formulir, lambda: pohon.ubah_indikator(i, formulir.cleaned_data))):
        messages.success(request, f"Indikator {kini.kode} disimpan.")
        return redirect(alamat(request, "rencana_simpul", objek=i.simpul.kode))
    aksi = alamat(request, "rencana_indikator_simpan", objek=i.kode)
    return _formulir(request, formulir, f"Ubah indikator {i.kode}", aksi, i.simpul)


@halaman_instansi(izin=RENCANA)
def arsip(request: PermintaanInstansi, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    formulir = FormulirArsip(initial={"tahun_selesai": request.tahun})
    return formulir_arsip(request, i, formulir, "indikator_", i.simpul)


@halaman_instansi(menulis=True, izin=RENCANA)
def arsipkan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    formulir = FormulirArsip(request.POST)
    if formulir.is_valid():
        coba(formulir, lambda: pohon.arsipkan(i, formulir.cleaned_data["tahun_selesai"]))
    if not formulir.is_valid():
        return formulir_arsip(request, i, formulir, "indikator_", i.simpul)
    messages.success(request, f"{i.kode} diarsipkan sesudah {formulir.cleaned_data['tahun_selesai']}.")
    return redirect(alamat(request, "rencana_simpul", objek=i.simpul.kode))


@halaman_instansi(menulis=True, izin=RENCANA)
def pulihkan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    tujuan = alamat(request, "rencana_simpul", objek=i.simpul.kode)
    return langkah(request, lambda: pohon.pulihkan(i), f"{i.kode} dipulihkan.", tujuan)


@halaman_instansi(menulis=True, izin=RENCANA)
def hapus(request: PermintaanInstansi, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    tujuan = alamat(request, "rencana_simpul", objek=i.simpul.kode)
    return langkah(request, lambda: pohon.hapus(i), f"{i.kode} dihapus.", tujuan)
