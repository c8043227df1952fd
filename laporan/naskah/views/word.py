"""Prose that was edited in Word: the file is compared, each change is shown, the person ticks what is taken."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from laporan.forms import UnggahWord
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.ditolak import Ditolak
from sakip.halaman import alamat, tampilkan
from sakip.kaya.baca import dari_teks
from sakip.kaya.rujukan import cari
from sakip.kaya.tulis import simpanan
from sakip.kaya.word.buka import Banding, Rincian, buka, rincikan
from sakip.kaya.word.cocok import Hasil, Perubahan, terapkan
from sakip.kaya.word.gabung import Gabungan
from sakip.kaya.word.tampil import BarisTampil
from sakip.kaya.word.urai import Asal, Terbaca, WordDitolak
from sakip.kisi.sel import Bentrok, Permintaan, simpan_sel
from sakip.markah import berupa_html
from sakip.models import PerangkatDaerah

from ..keadaan import BagianNaskah, Naskah
from ..nilai import KOSONG
from ..sel import SelNaskah
from .dasar import SIAPA, Penulis, bagian_baris, muat_naskah

LUAR = 50
"""Paragraphs outside of all sections that are named."""
BENTROK = "Naskah ini diubah di sistem sejak berkas dibuat. Yang diubah di kedua tempat Anda pilih sendiri."
TAK_TERGABUNG = (
    "Naskah ini diubah di sistem sejak berkas dibuat, dan susunannya hanya dapat disunting di sana. Salin yang perlu "
    "di halaman Naskah."
)
PILIH = "pilih-"
"""Begins the name of a choice between the system's paragraphs and Word's."""


@dataclass(frozen=True)
class Usul:
    """One change; `isi` brings it back signed, and is empty where it cannot be taken. `keduanya`: the same where both
    sides changed the place, so that a person chooses; it brings back what both have."""

    baris: list[BarisTampil]
    hilang: list[str]
    isi: str
    keduanya: str = ""


@dataclass(frozen=True)
class Bagian:
    """The changes of one text; `sebab`: why none of them can be taken; `kabar`: what is to be known before."""

    nama: str
    kunci: str
    usul: list[Usul]
    sebab: str
    kabar: str = ""


@halaman_instansi()
def halaman(request: PermintaanInstansi) -> HttpResponse:
    """How it is done, and the form."""
    return _halaman(request, UnggahWord())


def _halaman(request: PermintaanInstansi, formulir: UnggahWord, status: int = 200, **lain: Any) -> HttpResponse:
    remah = [("LKjIP", alamat(request, "lkjip")), ("Naskah", alamat(request, "naskah"))]
    konteks = {"formulir": formulir, "bagian": None} | lain
    return tampilkan(request, "laporan/naskah/word.html", "Ambil naskah dari Word", konteks, remah=remah, status=status)


@halaman_instansi(menulis=True)
def periksa(request: PermintaanInstansi) -> HttpResponse:
    """What the file would change; stores nothing."""
    naskah, penulis = muat_naskah(request), Penulis(request)
    if not any(penulis.boleh(b) for b in naskah.bagian):
        raise PermissionDenied(SIAPA)
    formulir = UnggahWord(request.POST, request.FILES)
    if formulir.is_valid():
        try:
            terbaca, hasil = buka(formulir.cleaned_data["berkas"])
            if (terbaca.instansi, terbaca.tahun) != (request.instansi.kode, request.tahun):
                raise WordDitolak("Berkas ini LKjIP perangkat daerah atau tahun lain. Pilih berkas laporan ini.")
            konteks = _pratinjau(request, naskah, penulis, terbaca, hasil)
        except Ditolak as galat:
            formulir.add_error("berkas", str(galat))
        else:
            return _halaman(request, formulir, **konteks)
    return _halaman(request, formulir, status=422)


def _pratinjau(
    request: PermintaanInstansi, naskah: Naskah, penulis: Penulis, terbaca: Terbaca, hasil: list[Hasil]
) -> dict[str, Any]:
    lain: list[str] = []
    semua: list[tuple[Asal, BagianNaskah | None, str, str]] = []
    banding: list[Banding] = []
    for nomor, (asal, h) in enumerate(zip(terbaca.asal, hasil, strict=True)):
        b = bagian_baris(naskah, asal.bagian)
        lain += [f"{_nama(b, asal)}: {k}" for k in _tidak_diambil(terbaca, nomor, h)]
        if nomor in terbaca.alinea and h.perubahan and not h.html:
            sebab = _sebab(penulis, b)
            kini = next((n.teks for n in naskah.semua if n.bagian == asal.bagian), "")
            tetap = kini == ("" if asal.draf else asal.teks)
            if not sebab and not tetap and berupa_html(kini):
                sebab = TAK_TERGABUNG
            bersih = bool(sebab) or tetap
            nilai = {} if bersih else _nilai(naskah, asal, kini)
            banding.append(Banding(asal.teks, None if bersih else kini, h.perubahan, nilai))
            semua.append((asal, b, kini, sebab))
    bagian = [
        _bagian(request, *satu, rincian, bentrok=b.kini is not None)
        for satu, b, rincian in zip(semua, banding, rincikan(banding), strict=True)
    ]
    return {
        "bagian": bagian,
        "dapat": any(not b.sebab for b in bagian),
        "tidak_diambil": lain,
        "luar": terbaca.luar[:LUAR],
        "luar_lagi": max(0, len(terbaca.luar) - LUAR),
    }


def _bagian(
    request: PermintaanInstansi,
    asal: Asal,
    b: BagianNaskah | None,
    kini: str,
    sebab: str,
    rincian: Rincian,
    *,
    bentrok: bool,
) -> Bagian:
    usul = [_usul(request, g, baris, asal, kini, bool(sebab)) for g, baris in rincian]
    return Bagian(_nama(b, asal), b.kunci_tulis if b else "", usul, sebab, BENTROK if bentrok else "")


def _nama(b: BagianNaskah | None, asal: Asal) -> str:
    return f"{b.tempat.nomor} {b.tempat.judul}".strip() if b else asal.bagian


def _tidak_diambil(terbaca: Terbaca, nomor: int, h: Hasil) -> Iterator[str]:
    """What of a text stays as it is, though the file has something else there."""
    if nomor not in terbaca.alinea:
        yield "tandanya tidak ada lagi pada berkas, sehingga naskahnya tidak dibandingkan."
        return
    if h.html and h.perubahan:
        yield "naskah ini hanya dapat disunting di halaman Naskah; suntingan Word tidak diambil."
    if h.tabel:
        yield "tabel yang diubah, ditambah, atau dihapus di Word tidak diambil."
    if terbaca.gambar.get(nomor, 0) > h.gambar:
        yield "gambar yang disisipkan di Word tidak diambil."


def _sebab(penulis: Penulis, b: BagianNaskah | None) -> str:
    """Why a text's changes cannot be taken; empty where they can."""
    if b is None:
        return "Bagian ini tidak ada lagi pada laporan tahun ini."
    return "" if penulis.boleh(b) else SIAPA


def _nilai(naskah: Naskah, asal: Asal, kini: str) -> dict[str, str]:
    """The live numbers of a text as it was and as it is."""
    milik = {t.teks[2:-2]: naskah.sumber.tulis(t.rujukan) if t.rujukan else KOSONG for t in cari(kini)}
    return {**asal.nilai, **milik}


def _usul(
    request: PermintaanInstansi, g: Gabungan, baris: list[BarisTampil], asal: Asal, kini: str, ditolak: bool
) -> Usul:
    hilang = [f"{asal.nilai[t]} ({t})" for t in g.perubahan.hilang]

    def isi(p: Perubahan) -> str:
        dasar = asal.teks if asal.draf and not kini else ""
        return signing.dumps(
            {
                "bagian": asal.bagian,
                "asal": dasar,
                "sidik": _sidik(kini),
                "letak": [p.awal, p.akhir],
                "baru": simpanan("", p.baru) if p.baru else "",
                "catatan": dict(p.catatan),
            },
            salt=_garam(request),
            compress=True,
        )

    keduanya = "" if ditolak or g.keduanya is None else isi(g.keduanya)
    return Usul(baris, hilang, "" if ditolak else isi(g.perubahan), keduanya)


def _sidik(teks: str) -> str:
    return hashlib.sha256(teks.encode()).hexdigest()


def _garam(request: PermintaanInstansi) -> str:
    return f"naskah-word:{request.instansi.pk}:{request.tahun}:{request.user.pk}"


@halaman_instansi(menulis=True)
def ambil(request: PermintaanInstansi) -> HttpResponse:
    """Store what was ticked: all of it or nothing."""
    naskah, penulis = muat_naskah(request), Penulis(request)
    try:
        per_teks: dict[str, list[dict[str, Any]]] = defaultdict(list)
        pilihan_bentrok = [str(n) for k, n in request.POST.items() if k.startswith(PILIH) and n]
        for tertulis in (*request.POST.getlist("ambil"), *pilihan_bentrok):
            isi = signing.loads(tertulis, salt=_garam(request))
            per_teks[isi["bagian"]].append(isi)
        with transaction.atomic():
            PerangkatDaerah.objects.select_for_update(of=("self",)).get(pk=request.instansi.pk)
            for bagian, pilihan in per_teks.items():
                _simpan(penulis, naskah, bagian, pilihan)
    except signing.BadSignature:
        messages.error(request, "Pilihan tidak terbaca. Unggah berkasnya lagi.")
    except Ditolak as galat:
        messages.error(request, f"{galat} Tidak ada yang disimpan; unggah berkasnya lagi.")
    else:
        banyak = sum(map(len, per_teks.values()))
        if banyak:
            messages.success(request, f"{banyak} perubahan dari Word disimpan.")
            return redirect(alamat(request, "naskah"))
        messages.error(request, "Tidak ada perubahan yang dipilih. Unggah berkasnya lagi, lalu centang yang diambil.")
    return redirect(alamat(request, "naskah_word"))


def _simpan(penulis: Penulis, naskah: Naskah, bagian: str, pilihan: list[dict[str, Any]]) -> None:
    """One text, through the same door as what is typed.

    Raises:
        PermissionDenied: it is not theirs to write. Ditolak: with a sentence.
    """
    b = bagian_baris(naskah, bagian)
    nama = f"{b.tempat.nomor} {b.tempat.judul}".strip() if b else bagian
    if b is None:
        raise WordDitolak(f"Bagian {nama} tidak ada lagi pada laporan tahun ini.")
    request = penulis.request
    if not penulis.boleh(b):
        raise PermissionDenied(SIAPA)
    sel = SelNaskah(request.instansi, request.tahun, bagian, lambda: naskah.sumber)
    sel.muat("teks")
    lama = sel.teks_kini("teks")
    if any(_sidik(lama) != x["sidik"] for x in pilihan):
        raise WordDitolak(f"Naskah {nama} baru saja diubah orang lain.")
    perubahan = [Perubahan(x["letak"][0], x["letak"][1], dari_teks(x["baru"]), catatan=x["catatan"]) for x in pilihan]
    baru = terapkan(pilihan[0]["asal"] or lama, perubahan)
    try:
        simpan_sel(sel, Permintaan(f"n{bagian}", "teks", baru, lama, False), request.user)
    except Bentrok as bentrok:
        raise WordDitolak(f"Naskah {nama} baru saja diubah {bentrok.oleh}.") from bentrok
