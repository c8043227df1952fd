"""What changes a section: each save, a draft taken over, ready, numbers made live, an older text brought back."""

from __future__ import annotations

import datetime
from functools import cache, partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import escape

from laporan.models import NaskahSiap, NaskahTugas
from laporan.unggahan import bawa_gambar
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.ditolak import Ditolak
from sakip.kaya.rujukan import alihkan
from sakip.kaya.takaran import pohon_html, pohon_teks
from sakip.kisi.jawab import alamat_sel
from sakip.kisi.sel import Bentrok, Permintaan, Tersimpan, simpan_sel

from ..keadaan import Naskah, sidik
from ..prosa.butir import Daftar
from ..prosa.cocok import Pencocok, tawaran_dan_hasil
from ..sel import SelNaskah
from .dasar import (
    SIAPA,
    ambil,
    bagian_baris,
    boleh_langsung,
    boleh_tugaskan,
    boleh_tulis,
    cetak,
    kembali,
    muat_naskah,
    penerima,
    riwayat,
    sanding,
    tahun_lalu,
    tulisan,
)
from .halaman import tampilkan_halaman


@alamat_sel()
def sel(request: PermintaanInstansi, minta: Permintaan) -> Tersimpan:
    """Save one text. The year is computed only where the answer needs it."""
    muat = cache(partial(muat_naskah, request))
    bagian = minta.objek[1:]
    if minta.jenis != "n":
        raise Http404
    if not boleh_langsung(request, bagian):
        b = bagian_baris(muat(), bagian)
        if b is None:
            raise Http404
        if not boleh_tulis(request, b):
            raise PermissionDenied(SIAPA)
    baris = SelNaskah(request.instansi, request.tahun, bagian, lambda: muat().sumber)
    return simpan_sel(baris, minta, request.user)


@halaman_instansi(menulis=True)
def pratinjau(request: PermintaanInstansi) -> HttpResponse:
    """A text as it will be printed, with its live numbers; stores nothing."""
    jawaban = HttpResponse(cetak(request, muat_naskah(request), request.POST.get("teks", "")[:200_000]))
    jawaban["Cache-Control"] = "no-store"
    return jawaban


@halaman_instansi(menulis=True)
def banding(request: PermintaanInstansi) -> HttpResponse:
    """What a person has typed beside what somebody else has stored meanwhile; stores nothing."""
    baca = pohon_html if request.POST.get("kolom") == "html" else pohon_teks
    try:
        kiri, kanan = (baca(request.POST.get(sisi, "")[:1_000_000]) for sisi in ("punya", "milik"))
    except Ditolak as galat:
        return HttpResponse(escape(str(galat)), status=422)
    isi = {
        "nama_kiri": "Naskah Anda",
        "nama_kanan": f"Naskah {request.POST.get('oleh') or 'yang tersimpan'}",
        "sanding": sanding(kiri, kanan, muat_naskah(request).sumber),
    }
    jawaban = render(request, "laporan/naskah/_banding.html", isi)
    jawaban["Cache-Control"] = "no-store"
    return jawaban


@halaman_instansi(menulis=True)
def tulis(request: PermintaanInstansi) -> HttpResponse:
    """Save a text's Markdown where no script does; what is refused comes back with what was typed."""
    naskah = muat_naskah(request)
    b = ambil(request, naskah)
    baris, teks = tulisan(b, request.POST.get("baris", "")), request.POST.get("teks", "")
    if simpan_teks(request, naskah, baris, request.POST.get("lama", ""), teks):
        return kembali(request, b)
    return tampilkan_halaman(request, naskah, b, terketik={baris: teks})


@halaman_instansi(menulis=True)
def mulai(request: PermintaanInstansi) -> HttpResponse:
    """Take the automatic draft over, or the text of the year before: from now on it is a person's text, and follows the
    data by its references only."""
    naskah = muat_naskah(request)
    b = ambil(request, naskah)
    dari = request.POST.get("dari", "")
    if dari and not b.baris:
        lalu = {n.bagian: n.teks for n in tahun_lalu(request, b)}
        if dari not in lalu:
            raise Http404
        bawa_gambar(request.instansi, request.tahun - 1, request.tahun, lalu[dari])
        simpan_teks(request, naskah, dari, "", lalu[dari])
    elif b.draf and not b.baris:
        simpan_teks(request, naskah, b.kunci_tulis, "", b.draf)
    return kembali(request, b)


@halaman_instansi(menulis=True)
def siap(request: PermintaanInstansi) -> HttpResponse:
    """Call a section ready (again): its figures are remembered as they are now."""
    naskah = muat_naskah(request)
    b = ambil(request, naskah)
    if not b.baris:
        messages.error(request, "Bagian yang kosong tidak dapat dinyatakan siap.")
    elif request.POST.get("sidik") != sidik(b.baris):
        messages.error(request, "Naskah ini baru saja diubah. Baca lagi, lalu nyatakan siap.")
    else:
        milik: dict[str, Any] = {"perangkat_daerah": request.instansi, "tahun": request.tahun, "bagian": b.kunci}
        isi = {"sidik": sidik(b.baris), "nilai": naskah.nilai(b), "oleh": request.user, "pada": timezone.now()}
        NaskahSiap.objects.update_or_create(**milik, defaults=isi)
        messages.success(request, f"{b.tempat.judul} dinyatakan siap.")
    return kembali(request, b)


@halaman_instansi(menulis=True)
def tugaskan(request: PermintaanInstansi) -> HttpResponse:
    """Say who writes a section, and until when; without anybody, nobody is asked any more."""
    naskah = muat_naskah(request)
    b = naskah.per_kunci.get(request.POST.get("bagian", ""))
    if b is None:
        raise Http404
    if not boleh_tugaskan(request):
        raise PermissionDenied("Hanya Subbag Perencanaan yang dapat menugaskan penulisan naskah.")
    milik: dict[str, Any] = {"perangkat_daerah": request.instansi, "tahun": request.tahun, "bagian": b.kunci}
    siapa, tanggal = request.POST.get("siapa", ""), request.POST.get("jatuh_tempo", "")
    if siapa and siapa not in dict(penerima(request)):
        raise Http404
    try:
        jatuh_tempo = datetime.date.fromisoformat(tanggal) if tanggal else None
    except ValueError:
        messages.error(request, "Tanggal jatuh tempo tidak terbaca. Pilih tanggalnya dari kalender.")
        return kembali(request, b)
    if siapa:
        isi: dict[str, Any] = {"bidang_id": None, "pengguna_id": None, "jatuh_tempo": jatuh_tempo}
        isi["bidang_id" if siapa[0] == "b" else "pengguna_id"] = int(siapa[1:])
        NaskahTugas.objects.update_or_create(**milik, defaults=isi)
    else:
        NaskahTugas.objects.filter(**milik).delete()
    messages.success(request, "Penugasan disimpan.")
    return kembali(request, b)


@halaman_instansi(menulis=True)
def hidupkan(request: PermintaanInstansi) -> HttpResponse:
    """Turn typed numbers that equal a figure into live ones: all of a text, or one (`ke`)."""
    naskah = muat_naskah(request)
    b = ambil(request, naskah)
    n = next((n for n in b.baris if n.bagian == request.POST.get("baris")), None)
    if n is None:
        raise Http404
    ke = request.POST.get("ke", "")
    nomor = int(ke) if ke.isdecimal() and len(ke) < 7 else None
    baru = tawaran_dan_hasil(Pencocok(Daftar(naskah.ikhtisar)), n.bagian, n.teks, nomor)[1]
    simpan_teks(request, naskah, n.bagian, request.POST.get("lama", ""), baru)
    return kembali(request, b)


@halaman_instansi(menulis=True)
def ganti(request: PermintaanInstansi) -> HttpResponse:
    """Let a text's references to something archived point to its successor."""
    naskah = muat_naskah(request)
    b = ambil(request, naskah)
    n = next((n for n in b.baris if n.bagian == request.POST.get("baris")), None)
    dari, ke = request.POST.get("dari", ""), request.POST.get("ke", "")
    if n is None or not dari or naskah.sumber.penerus(dari) != ke:
        raise Http404
    simpan_teks(request, naskah, n.bagian, request.POST.get("lama", ""), alihkan(n.teks, dari, ke))
    return kembali(request, b)


@halaman_instansi(menulis=True)
def pulihkan(request: PermintaanInstansi) -> HttpResponse:
    """Bring an older text back; the present one stays in the history."""
    naskah = muat_naskah(request)
    b = ambil(request, naskah)
    bagian = tulisan(b, request.POST.get("baris", ""))
    lama = {str(j["pk"]): j["teks"] for j in riwayat(request, [n.pk for n in b.baris], [bagian])}
    if (teks := lama.get(request.POST.get("jejak", ""))) is None:
        raise Http404
    simpan_teks(request, naskah, bagian, request.POST.get("lama", ""), teks)
    return kembali(request, b)


def simpan_teks(request: PermintaanInstansi, naskah: Naskah, bagian: str, lama: str, teks: str) -> bool:
    """Through the same door as what is typed."""
    minta = Permintaan(f"n{bagian}", "teks", teks, lama, False)
    try:
        simpan_sel(SelNaskah(request.instansi, request.tahun, bagian, lambda: naskah.sumber), minta, request.user)
    except Bentrok as bentrok:
        messages.error(request, f"Naskah ini sudah diubah {bentrok.oleh}. Baca lagi, lalu ulangi.")
    except Ditolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, "Naskah disimpan.")
        return True
    return False
