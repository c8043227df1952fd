"""The page: the outline with its states, and one section."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from laporan.bagian.letak import SENDIRI
from laporan.models import Narasi
from laporan.periksa.bentuk import Bahan
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.kaya.baca import dari_teks, tandai
from sakip.kaya.rujukan import BAGIAN, cari
from sakip.kaya.takaran import TerlaluRumit, pohon_teks
from sakip.kaya.tulis import ke_penyunting, untuk_dibaca
from sakip.markah import berupa_html

from ..cetak import berangka_lama, terbaca
from ..keadaan import SIAP, BagianNaskah, Berubah, Naskah, sidik
from ..keping import keping
from ..pemilih import pilihan
from ..pengubah import Pengubah
from ..prosa.aturan import prosa
from ..prosa.butir import Daftar
from ..prosa.cocok import Pencocok, tawaran_dan_hasil
from .dasar import (
    SIAPA,
    bagian_baris,
    boleh_tugaskan,
    boleh_tulis,
    cetak,
    muat_naskah,
    penerima,
    riwayat,
    sanding,
    tahun_lalu,
)


@halaman_instansi()
def halaman(request: PermintaanInstansi, bagian: str = "") -> HttpResponse:
    """The outline with its states, and one section: by its key, or by that of a text that stands in it; after
    `SENDIRI` the section alone is meant."""
    naskah = muat_naskah(request)
    b = bagian_baris(naskah, bagian) if bagian else next(iter(naskah.bagian), None)
    b = b or naskah.per_kunci.get(bagian.removeprefix(SENDIRI))
    if b is None and any(n.bagian == bagian for n in naskah.semua):
        return redirect(f"{alamat(request, 'lkjip_isi')}#belum-ditempatkan")
    if b is None:
        raise Http404("Bagian ini tidak ada pada laporan tahun ini.")
    return tampilkan_halaman(request, naskah, b)


def tampilkan_halaman(
    request: PermintaanInstansi,
    naskah: Naskah,
    b: BagianNaskah,
    terketik: dict[str, str] | None = None,
    gambar: dict[str, str] | None = None,
) -> HttpResponse:
    """`terketik`: what was typed and could not be saved, by text; it stands beside what is stored. `gambar`: what was
    said of a picture that was refused, by field, with `baris` and `galat`."""
    remah = [("LKjIP", alamat(request, "lkjip")), ("Naskah", alamat(request, "naskah"))]
    judul = f"{b.tempat.nomor} {b.tempat.judul}".strip()
    konteks = _konteks(request, naskah, b, terketik or {}) | {"gambar": gambar or {}}
    return tampilkan(request, "laporan/naskah/halaman.html", judul, konteks, remah=remah)


def _konteks(request: PermintaanInstansi, naskah: Naskah, b: BagianNaskah, terketik: dict[str, str]) -> dict[str, Any]:
    dicari = request.GET.get("cari", "").strip()[:100]
    return {
        "kerangka": _kerangka(naskah),
        "selesai": sum(x.keadaan == SIAP for x in naskah.bagian),
        "banyak": len(naskah.bagian),
        "b": b,
        "sidik": sidik(b.baris),
        "boleh_tulis": boleh_tulis(request, b),
        "siapa": SIAPA,
        "penerima": penerima(request) if boleh_tugaskan(request) else (),
        "hari_ini": timezone.localdate(),
        "teks": _teks(request, naskah, b, terketik),
        "berubah": _berubah(request, naskah, b),
        "dulu": _tahun_lalu(request, naskah, b),
        "draf": terbaca(b.draf, naskah.sumber) if b.draf else "",
        "dicari": dicari,
        "pilihan": pilihan(naskah.sumber, dicari, b.tempat.objek),
    }


def _kerangka(naskah: Naskah) -> list[dict[str, Any]]:
    """The sections; those that stand for each object are folded below the one that stands for all, with how many of
    them are late."""
    hasil: list[dict[str, Any]] = []
    hari = timezone.localdate()
    for b in naskah.bagian:
        if b.tempat.objek and hasil:
            hasil[-1]["anak"].append(b)
            hasil[-1]["lewat"] += b.lewat(hari)
        else:
            hasil.append({"b": b, "anak": [], "lewat": 0})
    return hasil


def _teks(
    request: PermintaanInstansi, naskah: Naskah, b: BagianNaskah, terketik: dict[str, str]
) -> list[dict[str, Any]]:
    """Each text of a section: as typed, as printed, what could be alive in it, what is wrong, what it was."""
    daftar = Daftar(naskah.ikhtisar)
    pencocok = Pencocok(daftar)
    baris = list(b.baris) or [Narasi(perangkat_daerah=request.instansi, tahun=request.tahun, bagian=b.kunci_tulis)]
    dulu = riwayat(request, [n.pk for n in b.baris], [n.bagian for n in baris])
    return [
        {
            "n": n,
            "cetak": cetak(request, naskah, n.teks),
            "ketik": terketik.get(n.bagian, n.teks),
            "sanding": _tertolak(terketik[n.bagian], n.teks, naskah) if n.bagian in terketik else None,
            "html": ke_penyunting(dari_teks(n.teks)),
            "keping": _keping(n.teks, naskah),
            "kata": len(untuk_dibaca(n.teks).split()),
            "hanya_kaya": berupa_html(n.teks),
            "tawaran": [
                (t.angka.teks, t.rujukan, naskah.sumber.nilai(t.rujukan).nama)
                for t in tawaran_dan_hasil(pencocok, n.bagian, n.teks)[0]
            ],
            "arsip": _arsip(n.teks, naskah),
            "temuan": list(prosa(Bahan(naskah.ikhtisar, ((n.bagian, n.judul, untuk_dibaca(n.teks)),), naskah.gambar))),
            "riwayat": [
                _dibanding(request, j, n.teks, naskah) for j in dulu if j["objek"] == n.pk or j["bagian"] == n.bagian
            ],
        }
        for n in baris
    ]


def _keping(teks: str, naskah: Naskah) -> str:
    """The live numbers of a text for the editor: value, title and class of each, as JSON."""
    semua = {tertulis: keping(tertulis, naskah.sumber) for tertulis in tandai(teks)[1]}
    return json.dumps({tertulis: [k.teks, k.judul, k.kelas] for tertulis, k in semua.items()})


def _tertolak(ketik: str, teks: str, naskah: Naskah) -> list[dict[str, Any]] | None:
    try:
        return sanding(pohon_teks(ketik), dari_teks(teks), naskah.sumber)
    except TerlaluRumit:
        return None


def _dibanding(request: PermintaanInstansi, j: dict[str, Any], kini: str, naskah: Naskah) -> dict[str, Any]:
    """An older text; the one that was asked for beside the present one."""
    if request.GET.get("riwayat") != str(j["pk"]):
        return j
    return j | {"sanding": sanding(dari_teks(j["teks"]), dari_teks(kini), naskah.sumber)}


def _tahun_lalu(request: PermintaanInstansi, naskah: Naskah, b: BagianNaskah) -> list[dict[str, Any]]:
    """What the same section said in the year before; one query."""
    return [
        {"judul": n.judul or b.tempat.judul, "bagian": n.bagian, "cetak": berangka_lama(n.teks, naskah.sumber)}
        for n in tahun_lalu(request, b)
    ]


def _berubah(request: PermintaanInstansi, naskah: Naskah, b: BagianNaskah) -> list[tuple[Berubah, str]]:
    """What is not as it was, with who changed it."""
    if not b.berubah or b.siap is None:
        return []
    pengubah = Pengubah(request.instansi, naskah.ikhtisar, b.siap.pada)
    return [(u, pengubah.siapa(u.rujukan)) for u in b.berubah]


def _arsip(teks: str, naskah: Naskah) -> list[tuple[str, str, str, str]]:
    """Objects that a text refers to and that are archived: code, name, and code and name of the likely successor."""
    sumber = naskah.sumber
    kode = {t.rujukan.objek.partition(BAGIAN)[0] for t in cari(teks) if t.rujukan}
    nama = {i.kode: i.nama for i in sumber.utama.indikator} | {s.kode: s.uraian for s in sumber.utama.simpul}
    hasil = ((k, sumber.arsip[k], sumber.penerus(k)) for k in sorted(kode) if k in sumber.arsip)
    return [(k, n, penerus, nama.get(penerus, "")) for k, n, penerus in hasil]
