"""A version that was handed in: read it, see what changed since, note, answer, take it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect

from laporan.halaman import ikhtisar_halaman
from laporan.ikhtisar.bentuk import dari_json
from laporan.models import LKJIP, CatatanMeja, Narasi, Penyampaian, StatusSusunan, Susunan
from laporan.susun.peringatan import peringatan
from sakip.akses import (
    CATAT,
    JAWAB,
    SAMPAIKAN,
    PermintaanInstansi,
    boleh,
    halaman_instansi,
    kalimat_pelaku,
)
from sakip.berkas.simpanan import PenyimpananPenuh, kirim
from sakip.halaman import alamat, nama_berkas, tampilkan

from . import sampaikan as meja
from .forms import TarikLKjIP, TulisCatatan
from .sampaikan import MejaDitolak
from .usang import Beda, beda_ikhtisar, beda_narasi


def _versi(request: PermintaanInstansi, versi: int) -> Penyampaian:
    milik = Penyampaian.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun, versi=versi)
    satu = milik.select_related("perangkat_daerah__pemda", "oleh", "ditarik_oleh").first()
    if satu is None:
        raise Http404("Versi LKjIP ini tidak ada.")
    return satu


def perubahan(request: PermintaanInstansi, susunan: Susunan) -> list[Beda]:
    """What changed since a composition was frozen; nothing where it holds no year (of an early installation)."""
    if not susunan.ikhtisar:
        return []
    milik = Narasi.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    narasi = milik.values("bagian", "teks")
    return beda_ikhtisar(dari_json(susunan.ikhtisar), ikhtisar_halaman(request)) + beda_narasi(
        susunan.bahan.get("narasi", []), narasi
    )


def konteks_penyampaian(request: PermintaanInstansi, terbaru: Susunan | None) -> dict[str, Any]:
    """What the agency's LKjIP page says of handing in: what data nobody answers for, what changed, the versions."""
    terbuka = Count("catatan", filter=Q(catatan__selesai_pada=None))
    milik = Penyampaian.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    penyampaian = list(milik.annotate(terbuka=terbuka))
    utuh = terbaru if terbaru is not None and terbaru.status == StatusSusunan.SELESAI else None
    menyampaikan = utuh is not None and boleh(request.user, SAMPAIKAN, request.instansi)
    return {
        "peringatan": peringatan(request.instansi, ikhtisar_halaman(request)),
        "usang": perubahan(request, utuh) if utuh else [],
        "penyampaian": penyampaian,
        "dapat_disampaikan": utuh if menyampaikan and not any(p.berlaku for p in penyampaian) else None,
        "bersyarat": bool(utuh and utuh.bahan.get("peringatan")),
    }


@halaman_instansi()
def satu(request: PermintaanInstansi, versi: int) -> HttpResponse:
    return _halaman(request, versi)


def _halaman(
    request: PermintaanInstansi, versi: int, status: int = 200, **formulir: TarikLKjIP | TulisCatatan
) -> HttpResponse:
    p = _versi(request, versi)
    konteks: dict[str, Any] = {
        "p": p,
        "catatan": p.catatan.select_related("oleh", "dijawab_oleh", "selesai_oleh"),
        "beda": perubahan(request, Susunan.objects.get(pk=p.susunan_id)),
        "boleh_tarik": p.berlaku and boleh(request.user, SAMPAIKAN, request.instansi),
        "boleh_catat": p.berlaku and boleh(request.user, CATAT, request.instansi),
        "boleh_jawab": boleh(request.user, JAWAB, request.instansi),
        "boleh_selesai": boleh(request.user, CATAT, request.instansi),
        "siapa_catat": kalimat_pelaku(CATAT),
        "tarik": TarikLKjIP(),
        "tulis": TulisCatatan(),
    } | formulir
    judul = f"LKjIP {p.tahun} versi {p.versi}"
    remah = [("LKjIP", alamat(request, "lkjip"))]
    return tampilkan(request, "laporan/meja/versi.html", judul, konteks, remah=remah, status=status)


@halaman_instansi()
def unduh(request: PermintaanInstansi, versi: int) -> FileResponse:
    p = _versi(request, versi)
    return kirim(p.berkas, nama_berkas(request, f"lkjip-versi-{p.versi}", "pdf"))


@halaman_instansi()
def baca(request: PermintaanInstansi, versi: int) -> FileResponse:
    """The file in the browser's own reader."""
    p = _versi(request, versi)
    return kirim(p.berkas, nama_berkas(request, f"lkjip-versi-{p.versi}", "pdf"), "application/pdf", tampil=True)


@halaman_instansi(menulis=True, izin=SAMPAIKAN)
def sampaikan(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    milik = Susunan.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun, jenis=LKJIP)
    susunan = milik.filter(pk=nomor).select_related("perangkat_daerah__pemda").first()
    if susunan is None:
        raise Http404("Susunan LKjIP ini tidak ada.")
    try:
        baru = meja.sampaikan(susunan, request.user, tetap=bool(request.POST.get("tetap")))
    except (MejaDitolak, PenyimpananPenuh) as tolak:
        messages.error(request, str(tolak))
        return redirect(alamat(request, "lkjip"))
    messages.success(request, f"{baru} disampaikan kepada Inspektorat.")
    return redirect(alamat(request, "penyampaian", versi=baru.versi))


@halaman_instansi(menulis=True, izin=SAMPAIKAN)
def tarik(request: PermintaanInstansi, versi: int) -> HttpResponse:
    p, formulir = _versi(request, versi), TarikLKjIP(request.POST)
    try:
        meja.tarik(p, request.user, request.POST.get("alasan", ""))
    except MejaDitolak as tolak:
        formulir.add_error("alasan", str(tolak)) if formulir.is_valid() else None
        return _halaman(request, versi, 422, tarik=formulir)
    messages.success(request, f"{p} ditarik kembali.")
    return redirect(alamat(request, "penyampaian", versi=versi))


@halaman_instansi(menulis=True, izin=CATAT)
def catat(request: PermintaanInstansi, versi: int) -> HttpResponse:
    p, formulir = _versi(request, versi), TulisCatatan(request.POST)
    if not formulir.is_valid():
        return _halaman(request, versi, 422, tulis=formulir)
    try:
        baru = meja.catat(p, request.user, formulir.cleaned_data["tempat"], formulir.cleaned_data["teks"])
    except MejaDitolak as tolak:
        messages.error(request, str(tolak))
        return _halaman(request, versi, 422, tulis=formulir)
    messages.success(request, "Catatan dikirim kepada perangkat daerah.")
    return redirect(f"{alamat(request, 'penyampaian', versi=versi)}#catatan-{baru.pk}")


def _catatan(request: PermintaanInstansi, versi: int, nomor: int) -> CatatanMeja:
    milik = CatatanMeja.objects.select_related("penyampaian__perangkat_daerah__pemda", "oleh")
    catatan = milik.filter(penyampaian=_versi(request, versi), pk=nomor).first()
    if catatan is None:
        raise Http404("Catatan ini tidak ada.")
    return catatan


@halaman_instansi(menulis=True, izin=JAWAB)
def jawab(request: PermintaanInstansi, versi: int, nomor: int) -> HttpResponse:
    try:
        meja.jawab(_catatan(request, versi, nomor), request.user, request.POST.get("jawaban", ""))
    except MejaDitolak as tolak:
        messages.error(request, str(tolak))
    else:
        messages.success(request, "Jawaban dikirim kepada Inspektorat.")
    return redirect(f"{alamat(request, 'penyampaian', versi=versi)}#catatan-{nomor}")


@halaman_instansi(menulis=True, izin=CATAT)
def selesai(request: PermintaanInstansi, versi: int, nomor: int) -> HttpResponse:
    meja.selesaikan(_catatan(request, versi, nomor), request.user)
    messages.success(request, "Catatan ditandai selesai.")
    return redirect(f"{alamat(request, 'penyampaian', versi=versi)}#catatan-{nomor}")
