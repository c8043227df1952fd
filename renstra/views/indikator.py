"""Indicators of the plan: the IKU sheet as a form, archive, and the grid of targets."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from renstra import baca, pohon
from renstra.baca import TargetBentrok
from renstra.forms import FormulirArsip, FormulirIndikator
from renstra.models import Indikator, Simpul
from sakip.akses import RENCANA, boleh, halaman_instansi, kalimat_pelaku
from sakip.halaman import alamat, tampilkan
from sakip.kisi.urai import IsianDitolak

from .pohon import keadaan
from .simpul import ambil_simpul, coba, formulir_arsip, jawab_formulir, langkah, remah_simpul

KOLOM = re.compile(r"(nilai|nilai_atas|teks)\.(20\d\d|2100)")
BENTROK = "Sel ini sudah diubah orang lain sejak Anda membukanya. Pilih nilai yang dipakai."


def ambil_indikator(request: HttpRequest, kode: str) -> Indikator:
    i = baca.objek_renstra(request, kode, Indikator, "simpul", "renstra__perangkat_daerah")
    if i is None:
        raise Http404(f"Indikator {kode} tidak ada pada Renstra yang berlaku tahun {request.tahun}.")
    return i


def _formulir(request: HttpRequest, formulir: Any, judul: str, aksi: str, s: Simpul) -> HttpResponse:
    batal = alamat(request, "rencana_simpul", objek=s.kode)
    return jawab_formulir(
        request, formulir, judul, aksi, simpul=s, batal=batal, catatan=f"Mengukur {s.kode} {s.uraian}."
    )


@halaman_instansi(izin=RENCANA)
def tambah(request: HttpRequest, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    formulir = FormulirIndikator(renstra=s.renstra, initial={"iku": s.jenis in ("tujuan", "sasaran")})
    return _formulir(request, formulir, "Tambah indikator", alamat(request, "rencana_indikator_buat", objek=s.kode), s)


@halaman_instansi(menulis=True, izin=RENCANA)
def buat(request: HttpRequest, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    formulir = FormulirIndikator(request.POST, renstra=s.renstra)
    if formulir.is_valid() and (i := coba(formulir, lambda: pohon.tambah_indikator(s, formulir.cleaned_data))):
        messages.success(request, f"Indikator {i.kode} ditambahkan.")
        return redirect(alamat(request, "rencana_simpul", objek=s.kode))
    return _formulir(request, formulir, "Tambah indikator", alamat(request, "rencana_indikator_buat", objek=s.kode), s)


@halaman_instansi(izin=RENCANA)
def ubah(request: HttpRequest, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    aksi = alamat(request, "rencana_indikator_simpan", objek=i.kode)
    formulir = FormulirIndikator(renstra=i.renstra, indikator=i)
    return _formulir(request, formulir, f"Ubah indikator {i.kode}", aksi, i.simpul)


@halaman_instansi(menulis=True, izin=RENCANA)
def simpan(request: HttpRequest, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    formulir = FormulirIndikator(request.POST, renstra=i.renstra, indikator=i)
    if formulir.is_valid() and (kini := coba(formulir, lambda: pohon.ubah_indikator(i, formulir.cleaned_data))):
        messages.success(request, f"Indikator {kini.kode} disimpan.")
        return redirect(alamat(request, "rencana_simpul", objek=i.simpul.kode))
    aksi = alamat(request, "rencana_indikator_simpan", objek=i.kode)
    return _formulir(request, formulir, f"Ubah indikator {i.kode}", aksi, i.simpul)


@halaman_instansi(izin=RENCANA)
def arsip(request: HttpRequest, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    formulir = FormulirArsip(initial={"tahun_selesai": request.tahun})
    return formulir_arsip(request, i, formulir, "indikator_", i.simpul)


@halaman_instansi(menulis=True, izin=RENCANA)
def arsipkan(request: HttpRequest, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    formulir = FormulirArsip(request.POST)
    if formulir.is_valid():
        coba(formulir, lambda: pohon.arsipkan(i, formulir.cleaned_data["tahun_selesai"]))
    if not formulir.is_valid():
        return formulir_arsip(request, i, formulir, "indikator_", i.simpul)
    messages.success(request, f"{i.kode} diarsipkan sesudah {formulir.cleaned_data['tahun_selesai']}.")
    return redirect(alamat(request, "rencana_simpul", objek=i.simpul.kode))


@halaman_instansi(menulis=True, izin=RENCANA)
def pulihkan(request: HttpRequest, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    tujuan = alamat(request, "rencana_simpul", objek=i.simpul.kode)
    return langkah(request, lambda: pohon.pulihkan(i), f"{i.kode} dipulihkan.", tujuan)


@halaman_instansi(menulis=True, izin=RENCANA)
def hapus(request: HttpRequest, objek: str) -> HttpResponse:
    i = ambil_indikator(request, objek)
    tujuan = alamat(request, "rencana_simpul", objek=i.simpul.kode)
    return langkah(request, lambda: pohon.hapus(i), f"{i.kode} dihapus.", tujuan)


# Targets


def _bawahan(s: Simpul) -> list[int]:
    """The node and all below it, in the order of the tree."""
    anak: dict[int | None, list[int]] = {}
    for pk, induk in Simpul.objects.filter(renstra=s.renstra_id).values_list("pk", "induk_id"):
        anak.setdefault(induk, []).append(pk)
    hasil, tumpukan = [], [s.pk]
    while tumpukan:
        hasil.append(kini := tumpukan.pop())
        tumpukan += reversed(anak.get(kini, []))
    return hasil


@halaman_instansi()
def target(request: HttpRequest, objek: str) -> HttpResponse:
    """The grid of a node: its indicators × the years; with `?bawah=1` also of all nodes below it."""
    s, bawah = ambil_simpul(request, objek), request.GET.get("bawah") == "1"
    simpul = {pk: n for n, pk in enumerate(_bawahan(s) if bawah else [s.pk])}
    indikator = sorted(
        Indikator.objects.filter(simpul__in=simpul).select_related("simpul"), key=lambda i: simpul[i.simpul_id]
    )
    tahun, konteks = baca.tahun_target(s.renstra, request.tahun), keadaan(request, s.renstra)
    konteks |= {
        "s": s,
        "bawah": bawah,
        "kolom": tahun,
        "baris": baca.kisi(indikator, tahun, baca.skala_instansi(request.instansi)),
    }
    return tampilkan(request, "renstra/target.html", f"Target {s.kode}", konteks, remah=remah_simpul(request, s))


@halaman_instansi(menulis=True)
def target_sel(request: HttpRequest) -> HttpResponse:
    """Save one cell; answers as the entry sheet's does."""
    if not boleh(request.user, RENCANA, request.instansi):
        return JsonResponse({"pesan": kalimat_pelaku(RENCANA)}, status=403)
    i, kolom = _sel(request)
    if i is None or kolom is None:
        return JsonResponse({"pesan": "Baris ini tidak ada pada instansi dan tahun ini."}, status=404)
    data = request.POST
    nilai, lama, tegas = data.get("nilai", ""), data.get("lama", ""), data.get("tegas") == "1"
    if alasan := pohon.kenapa_tertutup(i.renstra):
        return JsonResponse({"pesan": alasan}, status=422)
    try:
        isi, peringatan = baca.simpan_target(i, kolom[1], int(kolom[2]), nilai, lama, tegas=tegas)
    except TargetBentrok as b:
        lain = {"nilai": b.nilai, "oleh": b.oleh, "pada": b.pada}
        return JsonResponse({"pesan": BENTROK, "milik_lain": lain, "versi": 0}, status=409)
    except IsianDitolak as galat:
        return JsonResponse({"pesan": str(galat), "dapat_ditegaskan": galat.dapat_ditegaskan}, status=422)
    return JsonResponse({"versi": 0, "nilai": isi, "hasil": {}, "peringatan": peringatan})


def _sel(request: HttpRequest) -> tuple[Indikator | None, re.Match[str] | None]:
    """The indicator of the page's agency and the cell that the request names."""
    objek, kolom = request.POST.get("objek", ""), KOLOM.fullmatch(request.POST.get("kolom", ""))
    if kolom is None or not (objek.startswith("i") and objek[1:].isdecimal() and len(objek) < 19):
        return None, None
    milik = Indikator.objects.filter(renstra__perangkat_daerah=request.instansi, pk=int(objek[1:]))
    i = milik.select_related("renstra__perangkat_daerah").first()
    sah = i is not None and int(kolom[2]) in baca.tahun_target(i.renstra, request.tahun)
    return (i, kolom) if sah else (None, None)
