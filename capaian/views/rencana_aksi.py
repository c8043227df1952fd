"""The rencana aksi of a bidang: targets per quarter and the cash plan."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from capaian import wewenang
from capaian.aksi.keadaan import ambil_persetujuan, kenapa_tertutup, persetujuan, terkunci
from capaian.aksi.sel import cari_sel
from capaian.aksi.susun import TRIWULAN, RencanaAksi, susun_aksi
from capaian.alur import BASI, LangkahDitolak, SendiriDitolak
from capaian.lembar.baris import TANPA_BIDANG, UMUM
from capaian.lembar.langkah import hanya_menyetujui
from capaian.models import PersetujuanAksi
from sakip.akses import ISI, PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.kisi.jawab import alamat_sel
from sakip.kisi.sel import Permintaan, Tersimpan, simpan_sel
from sakip.models import Pengguna

LANGKAH = {"ajukan": "diajukan", "setujui": "disetujui", "verifikasi": "diverifikasi", "kembalikan": "dikembalikan"}


@halaman_instansi()
def daftar(request: PermintaanInstansi) -> HttpResponse:
    """Each bidang and how many of its rows do not agree with the year."""
    semua = susun_aksi(request.instansi, request.tahun)
    per_bidang: dict[int, list[int]] = {b: [0, 0, 0] for b in semua.bidang}
    for b in semua.baris:
        hitungan = per_bidang.setdefault(b.bidang, [0, 0, 0])
        hitungan[0] += 1
        hitungan[1] += all(b.isian)
        hitungan[2] += b.hasil[f"{b.kunci}.cocok"].kelas == "beda"
    nama = {k: b.nama for k, b in semua.bidang.items()} | {UMUM: TANPA_BIDANG}
    konteks = {"papan": [(k, nama[k], *hitungan) for k, hitungan in per_bidang.items()]}
    return tampilkan(request, "capaian/rencana_aksi_daftar.html", f"Rencana Aksi {request.tahun}", konteks)


@halaman_instansi()
def lembar(request: PermintaanInstansi, bidang: int) -> HttpResponse:
    rencana = susun_aksi(request.instansi, request.tahun, bidang)
    if bidang != UMUM and bidang not in rencana.bidang:
        raise Http404("Bidang ini tidak ada pada instansi ini.")
    tertutup = _tertutup(request, bidang or None)
    kunci = terkunci(request.instansi, request.tahun, bidang or None)
    semua = persetujuan(request.instansi, request.tahun, bidang or None)
    boleh = {n for n, (aturan, _) in wewenang.LANGKAH.items() if aturan(request.user, bidang or None)}
    if tertutup or hanya_menyetujui(request.user):
        boleh -= {"ajukan"}
    konteks = {
        "rencana": rencana,
        "bidang": bidang,
        "tertutup": tertutup,
        "bisa": [not tertutup and t not in kunci for t in TRIWULAN],
        "bisa_isi": not tertutup and len(kunci) < len(TRIWULAN),
        "daftar": [semua[v] for v in dict.fromkeys(rencana.versi.values())],
        "boleh": boleh,
    }
    nama = rencana.bidang[bidang].nama if bidang else TANPA_BIDANG
    remah = [("Rencana Aksi", alamat(request, "rencana_aksi"))]
    judul = f"Rencana Aksi {request.tahun}, {nama}"
    return tampilkan(request, "capaian/rencana_aksi.html", judul, konteks, remah=remah)


def _tertutup(request: PermintaanInstansi, bidang_id: int | None) -> str:
    if not wewenang.boleh_isi(request.user, bidang_id):
        return "Lembar ini diisi oleh bidangnya dan Subbag Perencanaan; Anda dapat membacanya."
    return kenapa_tertutup(request.instansi, request.tahun, bidang_id, request.user)


@halaman_instansi(menulis=True)
def langkah(request: PermintaanInstansi, bidang: int, perjanjian: str, langkah: str) -> HttpResponse:
    """Hand in, approve, verify or return the list of a bidang for one agreement."""
    rencana = susun_aksi(request.instansi, request.tahun, bidang)
    ada = (bidang == UMUM or bidang in rencana.bidang) and perjanjian in rencana.versi.values()
    if not ada or langkah not in LANGKAH:
        raise Http404("Langkah ini tidak ada pada rencana aksi ini.")
    aturan, kalimat = wewenang.LANGKAH[langkah]
    if (selaku := aturan.selaku(request.user, bidang or None)) is None:
        raise PermissionDenied(kalimat.replace("baris ini", "rencana aksi ini"))
    request.selaku = selaku
    try:
        if langkah == "ajukan":
            _siap_diajukan(request, rencana, bidang or None)
        daftar = ambil_persetujuan(request.instansi, request.tahun, bidang or None, perjanjian)
        if request.POST.get("ubahan", str(daftar.ubahan_ke)) != str(daftar.ubahan_ke):
            raise LangkahDitolak(BASI)
        _lakukan(request, daftar, langkah)
    except LangkahDitolak as tolak:
        messages.error(request, str(tolak))
    else:
        messages.success(request, f"Rencana aksi {LANGKAH[langkah]}.")
    return redirect(alamat(request, "rencana_aksi_lembar", bidang=bidang))


def _siap_diajukan(request: PermintaanInstansi, rencana: RencanaAksi, bidang_id: int | None) -> None:
    if alasan := kenapa_tertutup(request.instansi, request.tahun, bidang_id, request.user):
        raise LangkahDitolak(alasan)
    if rencana.tidak_sesuai:
        raise LangkahDitolak(f"{rencana.tidak_sesuai} baris tidak sesuai dengan target setahunnya. Samakan dahulu.")


def _lakukan(request: PermintaanInstansi, daftar: PersetujuanAksi, langkah: str) -> None:
    oleh, boleh = request.user, request.instansi.boleh_setujui_sendiri
    try:
        _langkahi(request, daftar, langkah, oleh, boleh)
    except SendiriDitolak as tolak:
        lain = wewenang.kalimat_lain(request.instansi, daftar.bidang_id, langkah, daftar.di_belakangnya())
        raise LangkahDitolak(f"{tolak} {lain}") from tolak


def _langkahi(request: PermintaanInstansi, daftar: PersetujuanAksi, langkah: str, oleh: Pengguna, boleh: bool) -> None:
    if langkah == "ajukan":
        daftar.ajukan(oleh)
    elif langkah == "setujui":
        daftar.setujui(oleh, boleh_sendiri=boleh)
    elif langkah == "verifikasi":
        daftar.verifikasi(oleh, boleh_sendiri=boleh)
    else:
        daftar.kembalikan(oleh, request.POST.get("alasan", ""))


@alamat_sel(izin=ISI)
def sel(request: PermintaanInstansi, minta: Permintaan) -> Tersimpan:
    """Save one cell."""
    baris = cari_sel(request.user, request.instansi, request.tahun, minta)
    if baris is None:
        raise Http404
    if (selaku := wewenang.boleh_isi.selaku(request.user, baris.bidang_id)) is None:
        raise PermissionDenied("Hanya bidang pemilik baris ini atau Subbag Perencanaan yang mengisinya.")
    request.selaku = selaku
    return simpan_sel(baris, minta, request.user)
