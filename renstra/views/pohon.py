"""The plan: its tree, what it does not cover, the nomenclature to choose from."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.templatetags.static import static

from renstra import baca
from renstra import nomenklatur as nom
from renstra.bentuk import berlaku
from renstra.models import INDUK_SAH, Lintas, Renstra
from renstra.muat import renstra_tahun
from renstra.pohon import AWALAN, kenapa_tertutup
from sakip.akses import RENCANA, PermintaanInstansi, boleh, halaman_instansi, kalimat_pelaku
from sakip.halaman import alamat, tampilkan
from sakip.saring import cocok


def ambil_renstra(request: PermintaanInstansi) -> Renstra:
    renstra = renstra_tahun(request.instansi, request.tahun)
    if renstra is None:
        raise Http404(f"Belum ada Renstra yang berlaku tahun {request.tahun}.")
    return renstra


def keadaan(request: PermintaanInstansi, renstra: Renstra) -> dict[str, Any]:
    """Whether the user may change this version now, and why not."""
    alasan = kenapa_tertutup(renstra)
    if not boleh(request.user, RENCANA, request.instansi):
        alasan = kalimat_pelaku(RENCANA)
    return {"renstra": renstra, "nama_renstra": baca.nama_renstra(renstra), "tertutup": alasan, "bisa": not alasan}


@halaman_instansi()
def pohon(request: PermintaanInstansi) -> HttpResponse:
    """The whole tree on one page."""
    renstra = renstra_tahun(request.instansi, request.tahun)
    judul = f"Rencana {request.tahun}"
    if renstra is None:
        return tampilkan(
            request, "renstra/kosong.html", judul, {"boleh": boleh(request.user, RENCANA, request.instansi)}
        )
    arsip, q = request.GET.get("arsip") == "1", request.GET.get("q", "")[:100]
    butir = baca.butir_renstra(renstra)
    baris = baca.susun_pohon(butir, baca.jumlah_indikator(renstra, request.tahun), request.tahun, arsip=arsip)
    terlihat = baca.saring(baris, lambda *teks: cocok(q, *teks)) if q.strip() else baris
    konteks = keadaan(request, renstra)
    tertulis = baca.tulis_pohon(request, terlihat, konteks["bisa"], static("sakip/ikon.svg"))
    konteks |= {
        "isi_pohon": tertulis,
        "jumlah": len(terlihat),
        "semua": len(baris),
        "arsip": arsip,
        "q": q,
        "ada_arsip": any(not berlaku(b, request.tahun) for b in butir),
        "jenis_pangkal": [(j, baca.JENIS[j]) for j in AWALAN if "" in INDUK_SAH[j]],
        "sah": INDUK_SAH,
        "jenis": baca.JENIS,
        "urungkan": next((b.kode for b in butir if b.tahun_selesai and b.kode == request.GET.get("diarsipkan")), ""),
        "lintas": _disebut(request),
    }
    return tampilkan(request, "renstra/pohon.html", judul, konteks)


def _disebut(request: PermintaanInstansi) -> list[Lintas]:
    """Nodes of other agencies to which this one contributes, as of the versions in force."""
    semua = Lintas.objects.filter(perangkat_daerah=request.instansi)
    semua = semua.select_related("simpul__renstra__perangkat_daerah__pemda").order_by("-simpul__renstra__urutan", "pk")
    terbaru: dict[int, int] = {}
    hasil = []
    for x in semua:
        r = x.simpul.renstra
        if (r.berlaku_mulai or 0) <= request.tahun and terbaru.setdefault(r.perangkat_daerah_id, r.pk) == r.pk:
            hasil.append(x)
    return hasil


@halaman_instansi()
def cakupan(request: PermintaanInstansi) -> HttpResponse:
    renstra = ambil_renstra(request)
    konteks = keadaan(request, renstra) | {"c": baca.cakupan(renstra, request.tahun), "jenis": baca.JENIS}
    remah = [("Rencana", alamat(request, "rencana"))]
    return tampilkan(request, "renstra/cakupan.html", f"Cakupan rencana {request.tahun}", konteks, remah=remah)


@halaman_instansi()
def nomenklatur(request: PermintaanInstansi) -> HttpResponse:
    """Type-ahead: at most 12 rows by code or words."""
    teks, jenis = request.GET.get("kode_nomenklatur", "").replace("\x00", "")[:200], request.GET.get("jenis", "program")
    renstra = renstra_tahun(request.instansi, request.tahun)
    bidang = nom.bidang_urusan(renstra.pk) if renstra else ""
    konteks = {
        "hasil": nom.cari(teks, jenis, bidang, request.tahun),
        "dicari": teks,
        "terbanyak": nom.TERBANYAK,
        "jenis_nama": baca.JENIS.get(jenis, "kode").lower(),
        "tahun_nomenklatur": nom.tahun_berlaku(request.tahun),
    }
    return tampilkan(request, "renstra/nomenklatur.html", "Nomenklatur", konteks)
