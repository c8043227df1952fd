"""The sections of the LKjIP: texts that wait, what is missing, what is printed, when it is signed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.laporan import Laporan
from laporan.models import BagianMati, KeteranganLaporan, LetakNarasi
from sakip.akses import UNGGAH, PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat, tampilkan

from .daftar import SEMUA, susunan
from .forms import FormulirKeterangan
from .kurang import kurang
from .letak import Penempat


@halaman_instansi()
def isi(request: PermintaanInstansi) -> HttpResponse:
    """What stands where in the report that would be composed now. A page of its own: it collects the whole report."""
    laporan = Laporan(
        ke_json(susun_ikhtisar(request.instansi, request.tahun)), kumpulkan(request.instansi, request.tahun)
    )
    dikenal = Penempat(laporan.i).dikenal
    konteks = {
        "menunggu": laporan.narasi.menunggu,
        "pilihan_letak": [t for t in susunan(laporan.i) if t.kunci in dikenal],
        "kurang": [(k, alamat(request, k.alamat)) for k in kurang(laporan)],
        "dapat_mati": [(b, b.kunci in laporan.mati) for b in SEMUA if b.hal],
        "formulir_keterangan": FormulirKeterangan(instance=_keterangan(request)),
    }
    judul, remah = f"Isi LKjIP Tahun {request.tahun}", [("LKjIP", alamat(request, "lkjip"))]
    return tampilkan(request, "laporan/isi_laporan.html", judul, konteks, remah=remah)


def _keterangan(request: PermintaanInstansi) -> KeteranganLaporan:
    milik = {"perangkat_daerah": request.instansi, "tahun": request.tahun}
    return KeteranganLaporan.objects.filter(**milik).first() or KeteranganLaporan(**milik)


def _kembali(request: PermintaanInstansi, bagian: str) -> HttpResponse:
    return redirect(f"{alamat(request, 'lkjip_isi')}#{bagian}")


@halaman_instansi(menulis=True, izin=UNGGAH)
def tempatkan(request: PermintaanInstansi) -> HttpResponse:
    """Put a waiting text in its place; remembered for every year."""
    bagian, judul, letak = (request.POST.get(n, "").strip() for n in ("bagian", "judul", "letak"))
    dikenal = Penempat(susun_ikhtisar(request.instansi, request.tahun)).dikenal
    if not bagian or len(bagian) > 120 or len(judul) > 300 or letak not in dikenal:
        messages.error(request, "Pilih bagian tempat naskah itu dicetak.")
    else:
        milik: dict[str, Any] = {"perangkat_daerah": request.instansi, "bagian": bagian, "judul": judul}
        LetakNarasi.objects.update_or_create(**milik, defaults={"letak": letak})
        messages.success(request, f"Naskah “{judul or bagian}” ditempatkan; berlaku juga untuk tahun lain.")
    return _kembali(request, "belum-ditempatkan")


@halaman_instansi(menulis=True, izin=UNGGAH)
def atur(request: PermintaanInstansi) -> HttpResponse:
    """Which of the sections that may be left out are printed."""
    dicetak = set(request.POST.getlist("bagian"))
    mati = {b.kunci for b in SEMUA if b.hal} - dicetak
    milik: dict[str, Any] = {"perangkat_daerah": request.instansi, "tahun": request.tahun}
    with transaction.atomic():
        BagianMati.objects.filter(**milik).exclude(bagian__in=mati).delete()
        for kunci in sorted(mati):
            BagianMati.objects.get_or_create(**milik, bagian=kunci)
    messages.success(request, "Pilihan bagian disimpan; dipakai pada susunan berikutnya.")
    return _kembali(request, "bagian-dicetak")


@halaman_instansi(menulis=True, izin=UNGGAH)
def keterangan(request: PermintaanInstansi) -> HttpResponse:
    """Place and date of signing, and the decree that sets the IKU."""
    formulir = FormulirKeterangan(request.POST, instance=_keterangan(request))
    if formulir.is_valid():
        formulir.save()
        messages.success(request, "Keterangan laporan disimpan; dipakai pada susunan berikutnya.")
    else:
        messages.error(request, "Tanggal tidak terbaca. Tulis sebagai tanggal, atau kosongkan.")
    return _kembali(request, "keterangan-laporan")
