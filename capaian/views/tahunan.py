"""A year stated beside quarters that make another number: a person chooses once which counts."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from capaian import wewenang
from capaian.alur import PANJANG_ALASAN
from capaian.lembar.letak import cari_letak
from capaian.models import Realisasi
from renstra.baca import objek_renstra
from renstra.models import Indikator
from sakip.akses import ISI, PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat
from sakip.jejak import pelaku

PAKAI_TRIWULAN = "Angka setahun diganti angka dari triwulannya"


@halaman_instansi(menulis=True, izin=ISI)
def pilih(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """`pakai=triwulan`: the yearly row goes (the trail keeps it); `pakai=tahunan`: it stays, with the reason."""
    i = objek_renstra(request, objek, Indikator)
    letak = cari_letak(request.instansi, request.tahun, i.renstra, i.simpul_id) if i else None
    if i is None or letak is None:
        raise Http404("Indikator ini tidak ada pada instansi dan tahun ini.")
    if (selaku := wewenang.boleh_isi.selaku(request.user, letak.bidang_id)) is None:
        raise PermissionDenied(wewenang.LANGKAH["ajukan"][1].replace("mengajukannya", "memilihnya"))
    request.selaku = selaku
    pakai, alasan = request.POST.get("pakai"), request.POST.get("alasan", "").replace("\x00", "").strip()
    if pakai == "tahunan" and not alasan:
        messages.error(request, "Tulis alasan mempertahankan angka setahunnya.")
    elif len(alasan) > PANJANG_ALASAN:
        messages.error(request, f"Alasannya paling banyak {PANJANG_ALASAN} huruf.")
    elif pakai in ("tahunan", "triwulan") and _terapkan(i.pk, request.tahun, pakai, alasan):
        messages.success(request, "Pilihan disimpan.")
    else:
        messages.error(request, "Angka setahunnya sudah tidak ada. Muat ulang halaman.")
    return redirect(alamat(request, "indikator", objek=i.kode))


def _terapkan(nomor: int, tahun: int, pakai: str, alasan: str) -> bool:
    setahun = Realisasi.objects.filter(indikator=nomor, tahun=tahun, triwulan=None)
    if pakai == "tahunan":
        with pelaku.alasan(alasan):
            return bool(setahun.update(alasan_tahunan=alasan))
    with transaction.atomic(), pelaku.alasan(PAKAI_TRIWULAN):
        return bool(setahun.delete()[0])
