"""Naskah: the report's prose in the browser, section by section."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from capaian import wewenang
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.models import Narasi, NaskahSiap
from laporan.periksa.bentuk import Bahan
from renstra.muat import renstra_tahun
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.ditolak import Ditolak
from sakip.halaman import alamat, tampilkan
from sakip.kisi.jawab import alamat_sel
from sakip.kisi.sel import Bentrok, Permintaan, Tersimpan, simpan_sel
from sakip.models import Jejak

from .cetak import terbaca
from .keadaan import SIAP, BagianNaskah, Naskah, bidang_objek, sidik
from .pemilih import pilihan
from .prosa.aturan import prosa
from .prosa.butir import Daftar
from .prosa.cocok import Pencocok, terapkan
from .sel import SelNaskah

RIWAYAT = 20
SIAPA = "Naskah bagian ini ditulis oleh Subbag Perencanaan, atau oleh bidang yang memiliki indikatornya."


def _naskah(request: PermintaanInstansi) -> Naskah:
    """Of the whole year, also beneath a quarter: that is what the report prints."""
    return Naskah(request.instansi, susun_ikhtisar(request.instansi, request.tahun))


def _boleh(request: PermintaanInstansi, objek: str) -> bool:
    """Planning writes everything; a bidang what is told of its own indicators."""
    bidang = bidang_objek(renstra_tahun(request.instansi, request.tahun), objek)
    selaku = wewenang.boleh_isi.selaku(request.user, bidang)
    request.selaku = selaku or ""
    return selaku is not None


def _ambil(request: PermintaanInstansi, naskah: Naskah) -> BagianNaskah:
    """The section that a form names, for who may write it."""
    b = naskah.per_kunci.get(request.POST.get("bagian", ""))
    if b is None:
        raise Http404("Bagian ini tidak ada pada laporan tahun ini.")
    if not _boleh(request, b.tempat.objek):
        raise PermissionDenied(SIAPA)
    return b


def _kembali(request: PermintaanInstansi, b: BagianNaskah) -> HttpResponse:
    return redirect(alamat(request, "naskah_bagian", bagian=b.kunci))


@halaman_instansi()
def halaman(request: PermintaanInstansi, bagian: str = "") -> HttpResponse:
    """The outline with its states, and one section: by its key, or by that of a text that stands in it."""
    naskah = _naskah(request)
    b = _bagian_baris(naskah, bagian) if bagian else next(iter(naskah.bagian), None)
    if b is None and any(n.bagian == bagian for n in naskah.semua):
        return redirect(f"{alamat(request, 'lkjip_isi')}#belum-ditempatkan")
    if b is None:
        raise Http404("Bagian ini tidak ada pada laporan tahun ini.")
    remah = [("LKjIP", alamat(request, "lkjip")), ("Naskah", alamat(request, "naskah"))]
    judul = f"{b.tempat.nomor} {b.tempat.judul}".strip()
    return tampilkan(request, "laporan/naskah/halaman.html", judul, _konteks(request, naskah, b), remah=remah)


def _konteks(request: PermintaanInstansi, naskah: Naskah, b: BagianNaskah) -> dict[str, Any]:
    dicari = request.GET.get("cari", "").strip()[:100]
    return {
        "kerangka": _kerangka(naskah),
        "selesai": sum(x.keadaan == SIAP for x in naskah.bagian),
        "banyak": len(naskah.bagian),
        "b": b,
        "sidik": sidik(b.baris),
        "boleh_tulis": _boleh(request, b.tempat.objek),
        "siapa": SIAPA,
        "teks": _teks(request, naskah, b),
        "draf": terbaca(b.draf, naskah.sumber) if b.draf else "",
        "dicari": dicari,
        "pilihan": pilihan(naskah.sumber, dicari, b.tempat.objek),
    }


def _kerangka(naskah: Naskah) -> list[dict[str, Any]]:
    """The sections; those that stand for each object are folded below the one that stands for all."""
    hasil: list[dict[str, Any]] = []
    for b in naskah.bagian:
        if b.tempat.objek and hasil:
            hasil[-1]["anak"].append(b)
        else:
            hasil.append({"b": b, "anak": []})
    return hasil


def _teks(request: PermintaanInstansi, naskah: Naskah, b: BagianNaskah) -> list[dict[str, Any]]:
    """Each text of a section: as typed, as printed, what could be alive in it, what is wrong, what it was."""
    daftar = Daftar(naskah.ikhtisar)
    pencocok = Pencocok(daftar)
    baris = list(b.baris) or [Narasi(perangkat_daerah=request.instansi, tahun=request.tahun, bagian=b.kunci)]
    riwayat = _riwayat(request, [n.pk for n in b.baris], [n.bagian for n in baris])
    return [
        {
            "n": n,
            "cetak": terbaca(n.teks, naskah.sumber),
            "kata": len(n.teks.split()),
            "tawaran": [
                (t.angka.teks, t.rujukan, naskah.sumber.nilai(t.rujukan).nama)
                for t in pencocok.baca(n.bagian, n.teks)[0]
            ],
            "temuan": list(prosa(Bahan(naskah.ikhtisar, ((n.bagian, n.judul, n.teks),)))),
            "riwayat": [j for j in riwayat if n.pk == j["objek"] or n.bagian == j["bagian"]],
        }
        for n in baris
    ]


def _riwayat(request: PermintaanInstansi, pk: list[int], bagian: list[str]) -> list[dict[str, Any]]:
    """What the texts were before each change; one query."""
    milik = Jejak.objects.filter(tabel=Narasi._meta.db_table, perangkat_daerah_id=request.instansi.pk)
    milik = milik.filter(Q(objek__in=pk) | Q(lama__bagian__in=bagian, baru__isnull=True, tahun=request.tahun))
    return [
        {
            "pk": j.pk,
            "objek": j.objek,
            "bagian": Jejak.bagian(j.lama).get("bagian", ""),
            "pada": j.pada,
            "oleh": str(j.oleh) if j.oleh else "perintah server",
            "teks": Jejak.bagian(j.lama).get("teks", ""),
        }
        for j in milik.select_related("oleh")[:RIWAYAT]
        if Jejak.bagian(j.lama).get("teks")
    ]


@alamat_sel()
def sel(request: PermintaanInstansi, minta: Permintaan) -> Tersimpan:
    """Save one text."""
    naskah = _naskah(request)
    bagian = minta.objek[1:]
    b = _bagian_baris(naskah, bagian)
    if b is None or minta.jenis != "n":
        raise Http404
    if not _boleh(request, b.tempat.objek):
        raise PermissionDenied(SIAPA)
    return simpan_sel(SelNaskah(request.instansi, request.tahun, bagian, naskah.sumber), minta, request.user)


def _bagian_baris(naskah: Naskah, bagian: str) -> BagianNaskah | None:
    """The section where a text stands: by its row, else by the section's own key."""
    milik = (b for b in naskah.bagian if any(n.bagian == bagian for n in b.baris))
    return next(milik, None) or naskah.per_kunci.get(bagian)


@halaman_instansi(menulis=True)
def pratinjau(request: PermintaanInstansi) -> HttpResponse:
    """A text as it will be printed, with its live numbers; stores nothing."""
    jawaban = HttpResponse(terbaca(request.POST.get("teks", "")[:200_000], _naskah(request).sumber))
    jawaban["Cache-Control"] = "no-store"
    return jawaban


@halaman_instansi(menulis=True)
def mulai(request: PermintaanInstansi) -> HttpResponse:
    """Take the automatic draft over: from now on it is a person's text, and follows the data by its references only."""
    naskah = _naskah(request)
    b = _ambil(request, naskah)
    if b.draf and not b.baris:
        _simpan(request, naskah, b.kunci, "", b.draf)
    return _kembali(request, b)


@halaman_instansi(menulis=True)
def siap(request: PermintaanInstansi) -> HttpResponse:
    """Call a section ready (again): its figures are remembered as they are now."""
    naskah = _naskah(request)
    b = _ambil(request, naskah)
    if not b.baris:
        messages.error(request, "Bagian yang kosong tidak dapat dinyatakan siap.")
    elif request.POST.get("sidik") != sidik(b.baris):
        messages.error(request, "Naskah ini baru saja diubah. Baca lagi, lalu nyatakan siap.")
    else:
        milik: dict[str, Any] = {"perangkat_daerah": request.instansi, "tahun": request.tahun, "bagian": b.kunci}
        isi = {"sidik": sidik(b.baris), "nilai": naskah.nilai(b), "oleh": request.user, "pada": timezone.now()}
        NaskahSiap.objects.update_or_create(**milik, defaults=isi)
        messages.success(request, f"{b.tempat.judul} dinyatakan siap.")
    return _kembali(request, b)


@halaman_instansi(menulis=True)
def hidupkan(request: PermintaanInstansi) -> HttpResponse:
    """Turn typed numbers that equal a figure into live ones: all of a text, or one (`ke`)."""
    naskah = _naskah(request)
    b = _ambil(request, naskah)
    n = next((n for n in b.baris if n.bagian == request.POST.get("baris")), None)
    if n is None:
        raise Http404
    tawaran = Pencocok(Daftar(naskah.ikhtisar)).baca(n.bagian, n.teks)[0]
    ke = request.POST.get("ke", "")
    terpilih = [t for nomor, t in enumerate(tawaran) if ke in ("", str(nomor))]
    _simpan(request, naskah, n.bagian, request.POST.get("lama", ""), terapkan(n.teks, terpilih))
    return _kembali(request, b)


@halaman_instansi(menulis=True)
def pulihkan(request: PermintaanInstansi) -> HttpResponse:
    """Bring an older text back; the present one stays in the history."""
    naskah = _naskah(request)
    b = _ambil(request, naskah)
    bagian = request.POST.get("baris", "")
    if bagian != b.kunci and all(n.bagian != bagian for n in b.baris):
        raise Http404
    lama = {str(j["pk"]): j["teks"] for j in _riwayat(request, [n.pk for n in b.baris], [bagian])}
    if (teks := lama.get(request.POST.get("jejak", ""))) is None:
        raise Http404
    _simpan(request, naskah, bagian, request.POST.get("lama", ""), teks)
    return _kembali(request, b)


def _simpan(request: PermintaanInstansi, naskah: Naskah, bagian: str, lama: str, teks: str) -> None:
    """Through the same door as what is typed."""
    minta = Permintaan(f"n{bagian}", "teks", teks, lama, False)
    try:
        simpan_sel(SelNaskah(request.instansi, request.tahun, bagian, naskah.sumber), minta, request.user)
        messages.success(request, "Naskah disimpan.")
    except Bentrok as bentrok:
        messages.error(request, f"Naskah ini sudah diubah {bentrok.oleh}. Baca lagi, lalu ulangi.")
    except Ditolak as galat:
        messages.error(request, str(galat))
