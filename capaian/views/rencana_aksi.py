"""The rencana aksi of a bidang: targets per quarter and the cash plan."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from capaian import wewenang
from capaian.alur import BASI, LangkahDitolak
from capaian.lembar.baris import UMUM
from capaian.lembar.susun import bidang_simpul
from capaian.models import PersetujuanAksi
from capaian.rencana_aksi import (
    TRIWULAN,
    RencanaAksi,
    ambil_persetujuan,
    kenapa_tertutup,
    persetujuan,
    simpan_kas,
    simpan_target,
    susun_aksi,
    terkunci,
)
from laporan.ikhtisar.muat import muat
from renstra.models import Indikator, Simpul
from sakip.akses import ISI, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.kisi.sel import Bentrok, Tersimpan
from sakip.kisi.urai import IsianDitolak

from .lembar import jawab_bentrok, jawab_tolak

LANGKAH = {"ajukan": "diajukan", "setujui": "disetujui", "verifikasi": "diverifikasi", "kembalikan": "dikembalikan"}
TANPA_BIDANG = "Tanpa bidang (diisi Subbag Perencanaan)"


@halaman_instansi()
def daftar(request: HttpRequest) -> HttpResponse:
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
def lembar(request: HttpRequest, bidang: int) -> HttpResponse:
    isi = susun_aksi(request.instansi, request.tahun, bidang)
    if bidang != UMUM and bidang not in isi.bidang:
        raise Http404("Bidang ini tidak ada pada instansi ini.")
    tertutup = _tertutup(request, bidang or None)
    kunci = terkunci(request.instansi, request.tahun, bidang or None)
    semua = persetujuan(request.instansi, request.tahun, bidang or None)
    konteks = {
        "rencana": isi,
        "bidang": bidang,
        "tertutup": tertutup,
        "bisa": [not tertutup and t not in kunci for t in TRIWULAN],
        "bisa_isi": not tertutup and len(kunci) < len(TRIWULAN),
        "daftar": [semua[v] for v in dict.fromkeys(isi.versi.values())],
        "boleh": {n for n, (aturan, _) in wewenang.LANGKAH.items() if aturan(request.user, bidang or None)},
    }
    nama = isi.bidang[bidang].nama if bidang else TANPA_BIDANG
    remah = [("Rencana Aksi", alamat(request, "rencana_aksi"))]
    judul = f"Rencana Aksi {request.tahun}, {nama}"
    return tampilkan(request, "capaian/rencana_aksi.html", judul, konteks, remah=remah)


def _tertutup(request: HttpRequest, bidang_id: int | None) -> str:
    if not wewenang.boleh_isi(request.user, bidang_id):
        return "Lembar ini diisi oleh bidangnya dan Subbag Perencanaan; Anda dapat membacanya."
    return kenapa_tertutup(request.instansi, request.tahun, bidang_id, request.user)


@halaman_instansi(menulis=True)
def langkah(request: HttpRequest, bidang: int, perjanjian: str, langkah: str) -> HttpResponse:
    """Hand in, approve, verify or return the list of a bidang for one agreement."""
    isi = susun_aksi(request.instansi, request.tahun, bidang)
    if (bidang != UMUM and bidang not in isi.bidang) or langkah not in LANGKAH or perjanjian not in isi.versi.values():
        raise Http404("Langkah ini tidak ada pada rencana aksi ini.")
    aturan, kalimat = wewenang.LANGKAH[langkah]
    if not aturan(request.user, bidang or None):
        raise PermissionDenied(kalimat.replace("baris ini", "rencana aksi ini"))
    try:
        if langkah == "ajukan":
            _siap_diajukan(request, isi, bidang or None)
        daftar = ambil_persetujuan(request.instansi, request.tahun, bidang or None, perjanjian)
        if request.POST.get("jumlah", str(daftar.jumlah)) != str(daftar.jumlah):
            raise LangkahDitolak(BASI)
        _lakukan(request, daftar, langkah)
    except LangkahDitolak as tolak:
        messages.error(request, str(tolak))
    else:
        messages.success(request, f"Rencana aksi {LANGKAH[langkah]}.")
    return redirect(alamat(request, "rencana_aksi_lembar", bidang=bidang))


def _siap_diajukan(request: HttpRequest, isi: RencanaAksi, bidang_id: int | None) -> None:
    if alasan := kenapa_tertutup(request.instansi, request.tahun, bidang_id, request.user):
        raise LangkahDitolak(alasan)
    if isi.tidak_sesuai:
        raise LangkahDitolak(f"{isi.tidak_sesuai} baris tidak sesuai dengan target setahunnya. Samakan dahulu.")


def _lakukan(request: HttpRequest, daftar: PersetujuanAksi, langkah: str) -> None:
    oleh, boleh = request.user, request.instansi.boleh_setujui_sendiri
    if langkah == "ajukan":
        daftar.ajukan(oleh)
    elif langkah == "setujui":
        daftar.setujui(oleh, boleh_sendiri=boleh)
    elif langkah == "verifikasi":
        daftar.verifikasi(oleh, boleh_sendiri=boleh)
    else:
        daftar.kembalikan(oleh, request.POST.get("alasan", "").replace("\x00", ""))


@halaman_instansi(menulis=True, izin=ISI)
def sel(request: HttpRequest) -> HttpResponse:
    """Save one cell; answers as the entry sheet does."""
    data = request.POST
    jenis, nomor, kolom = data.get("objek", "")[:1], data.get("objek", "")[1:], data.get("kolom", "")
    muatan = muat(request.instansi, request.tahun)
    ada = {"i": {i.id: i.simpul_id for i in muatan.indikator}, "s": {s.id: s.id for s in muatan.simpul}}
    objek = int(nomor) if nomor.isdecimal() and len(nomor) < 19 else 0
    if objek not in ada.get(jenis, {}) or kolom not in ("tw1", "tw2", "tw3", "tw4"):
        return JsonResponse({"pesan": "Baris ini tidak ada pada instansi dan tahun ini."}, status=404)
    bidang = bidang_simpul(muatan)[ada[jenis][objek]]
    if not wewenang.boleh_isi(request.user, bidang):
        pesan = "Hanya bidang pemilik baris ini atau Subbag Perencanaan yang mengisinya."
        return JsonResponse({"pesan": pesan}, status=403)
    try:
        return JsonResponse(_simpan(request, jenis, objek, bidang, int(kolom[2])).ke_json())
    except Bentrok as bentrok:
        return jawab_bentrok(bentrok)
    except IsianDitolak as galat:
        return jawab_tolak(galat)


def _simpan(request: HttpRequest, jenis: str, objek: int, bidang: int | None, triwulan: int) -> Tersimpan:
    data = request.POST
    if alasan := kenapa_tertutup(request.instansi, request.tahun, bidang, request.user):
        raise IsianDitolak(alasan)
    if alasan := terkunci(request.instansi, request.tahun, bidang).get(triwulan):
        raise IsianDitolak(alasan)
    isi = (triwulan, data.get("nilai", ""), data.get("lama", ""), data.get("tegas") == "1")
    if jenis == "i":
        return simpan_target(request.instansi, request.tahun, Indikator.objects.get(pk=objek), *isi)
    simpul = Simpul.objects.get(pk=objek)
    if simpul.jenis != "sub_kegiatan":
        raise IsianDitolak("Rencana kas hanya pada sub kegiatan.")
    return simpan_kas(request.instansi, request.tahun, simpul, *isi)
