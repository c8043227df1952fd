"""The versions of a Renstra: the first of a period, revisions, and what each changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from renstra import baca
from renstra.forms import FormulirRenstraBaru, FormulirRevisi, FormulirVersiUbah
from renstra.models import Renstra
from renstra.pohon import PohonDitolak, menyunting
from renstra.revisi import RevisiDitolak, beda, salin
from sakip.akses import RENCANA, PermintaanInstansi, boleh, halaman_instansi, kalimat_pelaku
from sakip.halaman import alamat, tampilkan
from sakip.models import PerangkatDaerah

from .pohon import keadaan

APA = {"tambah": "Ditambah", "hapus": "Dihapus", "ubah": "Diubah bunyinya", "target": "Target diubah"}


def _versi(request: PermintaanInstansi) -> list[Renstra]:
    return list(Renstra.objects.filter(perangkat_daerah=request.instansi).order_by("-urutan"))


def _satu(request: PermintaanInstansi, urutan: int) -> Renstra:
    for r in Renstra.objects.filter(perangkat_daerah=request.instansi, urutan=urutan):
        return r
    raise Http404("Versi Renstra ini tidak ada.")


@halaman_instansi()
def versi(request: PermintaanInstansi) -> HttpResponse:
    return _halaman_versi(request)


def _halaman_versi(request: PermintaanInstansi, status: int = 200, **formulir: Any) -> HttpResponse:
    """The versions, and the forms of the next one."""
    semua = _versi(request)
    terakhir = semua[0] if semua else None
    romawi = ("I", "II", "III", "IV", "V")
    sudah = sum(r.periode_awal == terakhir.periode_awal for r in semua) if terakhir else 0
    awal = {"nama": f"perubahan {romawi[min(sudah, 5) - 1]}" if sudah else "", "berlaku_mulai": request.tahun + 1}
    konteks = {
        "versi": [(r, r.berlaku_mulai or r.periode_awal or request.tahun) for r in semua],
        "bisa": boleh(request.user, RENCANA, request.instansi),
        "siapa": kalimat_pelaku(RENCANA),
        "revisi": formulir.get("revisi") or (FormulirRevisi(initial=awal, prefix="revisi") if terakhir else None),
        "baru": formulir.get("baru") or FormulirRenstraBaru(initial={"nama": "awal"}, prefix="baru"),
        "terakhir": terakhir,
    }
    remah = [("Rencana", alamat(request, "rencana"))]
    return tampilkan(request, "renstra/versi.html", "Versi Renstra", konteks, remah=remah, status=status)


@halaman_instansi(menulis=True, izin=RENCANA)
def versi_buat(request: PermintaanInstansi) -> HttpResponse:
    """The first version of a period, with an empty tree."""
    formulir = FormulirRenstraBaru(request.POST, prefix="baru")
    if formulir.is_valid():
        try:
            baru = _buat(request.instansi, formulir.cleaned_data)
        except PohonDitolak as galat:
            formulir.tolak(galat)
        else:
            messages.success(request, f"{baru} dibuat. Mulailah dari tujuan.")
            return redirect(alamat(request, "rencana", tahun=baru.berlaku_mulai, triwulan=None))
    return _halaman_versi(request, status=422, baru=formulir)


def _buat(instansi: PerangkatDaerah, medan: dict[str, Any]) -> Renstra:
    mulai = medan["periode_awal"]
    with transaction.atomic():
        PerangkatDaerah.objects.select_for_update(of=("self",)).get(pk=instansi.pk)
        lain = Renstra.objects.filter(perangkat_daerah=instansi).order_by("-urutan").first()
        if lain is not None and mulai <= (lain.periode_akhir or lain.periode_awal or mulai):
            pesan = f"Sudah ada {lain}. Periode baru dimulai sesudahnya; untuk mengubahnya, buat revisi."
            raise PohonDitolak(pesan, "periode_awal")
        urutan = lain.urutan + 1 if lain else 0
        return Renstra.objects.create(perangkat_daerah=instansi, urutan=urutan, berlaku_mulai=mulai, **medan)


@halaman_instansi(menulis=True, izin=RENCANA)
def versi_revisi(request: PermintaanInstansi) -> HttpResponse:
    """A copy of the latest version that takes effect from its year."""
    formulir, semua = FormulirRevisi(request.POST, prefix="revisi"), _versi(request)
    if not semua:
        raise Http404("Belum ada Renstra yang dapat direvisi.")
    if formulir.is_valid():
        try:
            baru = salin(semua[0], **formulir.cleaned_data)
        except RevisiDitolak as galat:
            formulir.add_error("berlaku_mulai", str(galat))
        else:
            messages.success(request, f"Versi {baru.nama} dibuat, berlaku mulai {baru.berlaku_mulai}.")
            return redirect(alamat(request, "rencana", tahun=baru.berlaku_mulai, triwulan=None))
    return _halaman_versi(request, status=422, revisi=formulir)


@halaman_instansi()
def versi_satu(request: PermintaanInstansi, urutan: int) -> HttpResponse:
    """One version: its decree, and what it changed against the one before."""
    return _halaman_satu(request, _satu(request, urutan))


def _halaman_satu(request: PermintaanInstansi, r: Renstra, formulir: Any = None, status: int = 200) -> HttpResponse:
    sebelum = Renstra.objects.filter(perangkat_daerah=request.instansi, urutan__lt=r.urutan).order_by("-urutan").first()
    awal = {n: getattr(r, n) for n in FormulirVersiUbah.base_fields}
    konteks = keadaan(request, r) | {
        "sebelum": sebelum,
        "perubahan": [(APA[p.apa], p) for p in beda(sebelum, r)] if sebelum else [],
        "formulir": formulir or FormulirVersiUbah(initial=awal),
        "tahun_buka": r.berlaku_mulai or r.periode_awal or request.tahun,
    }
    remah = [("Rencana", alamat(request, "rencana")), ("Versi Renstra", alamat(request, "rencana_versi"))]
    return tampilkan(request, "renstra/versi_satu.html", baca.nama_renstra(r), konteks, remah=remah, status=status)


@halaman_instansi(menulis=True, izin=RENCANA)
def versi_ubah(request: PermintaanInstansi, urutan: int) -> HttpResponse:
    """The decree's number, date and words."""
    r = _satu(request, urutan)
    formulir = FormulirVersiUbah(request.POST)
    if formulir.is_valid():
        try:
            with menyunting(r.pk) as kini:
                for nama, nilai in formulir.cleaned_data.items():
                    setattr(kini, nama, nilai)
                kini.save()
        except PohonDitolak as galat:
            formulir.tolak(galat)
        else:
            messages.success(request, f"Versi {kini.nama} disimpan.")
            return redirect(alamat(request, "rencana_versi_satu", urutan=urutan))
    return _halaman_satu(request, r, formulir, status=422)
