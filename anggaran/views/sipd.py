"""Import from the budget system: upload, watch the reading, compare, confirm."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from openpyxl.utils import get_column_letter

from anggaran import banding as pembanding
from anggaran import impor as layanan
from anggaran.bentuk import nama_belanja
from anggaran.forms import UnggahSipd
from anggaran.models import Anggaran, ImporSipd
from anggaran.tasks import baca_sipd
from sakip.akses import RENCANA, PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.models import PerangkatDaerah

RIWAYAT = 20
TAMPIL = 300
"""Compared rows on the page; the rest is counted."""
Keadaan = ImporSipd.Keadaan
KOLOM_LAIN = (
    ("kode_sub_kegiatan", "Kode sub kegiatan"),
    ("kode_1", "Kode bagian 1 (urusan)"),
    ("kode_2", "Kode bagian 2 (bidang urusan)"),
    ("kode_3", "Kode bagian 3 (program)"),
    ("kode_4", "Kode bagian 4 (kegiatan)"),
    ("kode_5", "Kode bagian 5 (sub kegiatan)"),
    ("nama", "Nama sub kegiatan"),
    ("kode_rekening", "Kode rekening"),
    ("nilai", "Nilai (rupiah)"),
)


@halaman_instansi(izin=RENCANA)
def daftar(request: PermintaanInstansi) -> HttpResponse:
    return _daftar(request, UnggahSipd(initial={"skpd": request.instansi.kode_skpd}))


def _daftar(request: PermintaanInstansi, formulir: UnggahSipd, status: int = 200) -> HttpResponse:
    semua = ImporSipd.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    konteks = {"formulir": formulir, "riwayat": semua.select_related("pembuat").defer("hasil")[:RIWAYAT]}
    remah = [("Anggaran", alamat(request, "anggaran"))]
    return tampilkan(request, "anggaran/sipd.html", f"Impor SIPD {request.tahun}", konteks, remah=remah, status=status)


@halaman_instansi(menulis=True, izin=RENCANA)
def unggah(request: PermintaanInstansi) -> HttpResponse:
    """Keep the file; a worker reads it while the page shows how far it is."""
    formulir = UnggahSipd(request.POST, request.FILES)
    if formulir.is_valid():
        kode = formulir.cleaned_data["skpd"].strip()
        if kode != request.instansi.kode_skpd:
            PerangkatDaerah.objects.filter(pk=request.instansi.pk).update(kode_skpd=kode)
            request.instansi.kode_skpd = kode
        try:
            berkas = formulir.cleaned_data["berkas"]
            impor = layanan.mulai(
                request.instansi, request.tahun, berkas, request.user, baca_sipd.delay, **formulir.pilihan()
            )
        except layanan.ImporDitolak as galat:
            formulir.add_error("berkas", str(galat))
        else:
            return redirect(alamat(request, "sipd_satu", nomor=impor.pk))
    return _daftar(request, formulir, status=422)


def _ambil(request: PermintaanInstansi, nomor: int) -> ImporSipd:
    milik = ImporSipd.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    impor = milik.select_related("perangkat_daerah").filter(pk=nomor).first()
    if impor is None:
        raise Http404("Impor ini tidak ada.")
    return impor


@halaman_instansi(izin=RENCANA)
def satu(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """The reading's progress, then the comparison; htmx asks again while it is read."""
    return _satu(request, _ambil(request, nomor))


def _satu(request: PermintaanInstansi, impor: ImporSipd, galat: str = "", status: int = 200) -> HttpResponse:
    konteks: dict[str, Any] = {"impor": impor, "galat": galat, "siap": False, "terhenti": layanan.terhenti(impor)}
    if impor.keadaan == Keadaan.SIAP:
        konteks |= _banding(impor)
    elif impor.keadaan in (Keadaan.DIPETAKAN, Keadaan.GAGAL) and (skpd := layanan.skpd_ditanyakan(impor)):
        konteks |= {"skpd": skpd, "usul_skpd": _usul_skpd(skpd, request.instansi.nama)}
    elif impor.keadaan == Keadaan.DIPETAKAN:
        konteks |= _pemetaan(impor)
    remah = [("Anggaran", alamat(request, "anggaran")), ("Impor SIPD", alamat(request, "sipd"))]
    jawaban = tampilkan(request, "anggaran/sipd_satu.html", impor.nama_berkas, konteks, remah=remah, status=status)
    jawaban["Cache-Control"] = "no-store"
    return jawaban


def _usul_skpd(skpd: list[tuple[str, str]], instansi: str) -> str:
    """The SKPD that bears the agency's name."""
    return next((kode for kode, nama in skpd if nama.casefold() == instansi.casefold()), "")


def _pemetaan(impor: ImporSipd) -> dict[str, Any]:
    """The head and first rows of a table of another layout, and what its columns may be."""
    try:
        pemetaan = layanan.pemetaan(impor)
    except layanan.ImporDitolak as tolak:
        return {"galat": str(tolak), "contoh": None}
    judul = [(get_column_letter(n), kepala) for n, kepala in enumerate(pemetaan.contoh.kepala, 1)]
    kolom = [
        (n, f"{huruf}: {kepala or '(tanpa judul)'}")
        for n, (huruf, kepala) in enumerate(judul)
        if n not in pemetaan.contoh.pribadi
    ]
    pilihan = [(kunci, kata, pemetaan.usulan.get(kunci)) for kunci, kata in KOLOM_LAIN]
    return {"contoh": pemetaan.contoh, "judul": judul, "kolom": kolom, "pilihan": pilihan}


@halaman_instansi(menulis=True, izin=RENCANA)
def petakan(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """What each column of a table of another layout is."""
    impor = _ambil(request, nomor)
    dipilih = {kunci: request.POST.get(kunci, "") for kunci, _ in KOLOM_LAIN}
    peta = {kunci: int(kolom) for kunci, kolom in dipilih.items() if kolom.isdecimal() and len(kolom) < 5}
    try:
        layanan.petakan(impor, peta, baca_sipd.delay)
    except layanan.ImporDitolak as galat:
        return _satu(request, impor, str(galat), status=422)
    return redirect(alamat(request, "sipd_satu", nomor=nomor))


def _banding(impor: ImporSipd) -> dict[str, Any]:
    hasil = layanan.hasil_impor(impor)
    padanan = pembanding.padankan(impor, hasil)
    banding = pembanding.bandingkan(impor, hasil, padanan)
    nol = [n for n in pembanding.yang_menjadi_nol(impor, hasil, padanan, seluruh=True) if not n[0].sudah]
    return {
        "siap": True,
        "hasil": hasil,
        "padanan": padanan,
        "banding": banding,
        "baris": [b for b in banding.baris if b.kunci][:TAMPIL],
        "sisa_baris": max(0, sum(bool(b.kunci) for b in banding.baris) - TAMPIL),
        "peringatan": [*hasil.peringatan, *banding.peringatan],
        "nol": [(n, m, nama_belanja(n.jenis_belanja), Anggaran.Tahap(n.tahap).label) for n, m in nol],
        "nol_seluruhnya": any(n.seluruhnya for n, _ in nol),
        "memuat_seluruh": pembanding.memuat_seluruh(impor),
        "terkunci": pembanding.terkunci(impor, hasil, padanan),
        "hitungan": {s: banding.banyak(s) for s in ("tetap", "berubah", "baru", "hilang")},
    }


@halaman_instansi(menulis=True, izin=RENCANA)
def jawab(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Which sub kegiatan an uncertain row is; which SKPD of several is the agency's."""
    impor = _ambil(request, nomor)
    if impor.keadaan == Keadaan.DIPETAKAN and layanan.skpd_ditanyakan(impor):
        try:
            layanan.pilih_skpd(impor, request.POST.get("skpd", ""), baca_sipd.delay)
        except layanan.ImporDitolak as galat:
            return _satu(request, impor, str(galat), status=422)
    if impor.keadaan == Keadaan.SIAP:
        tanya = [t.baris.kode for t in pembanding.padankan(impor, layanan.hasil_impor(impor)).perlu_ditanyakan]
        layanan.jawab(impor, {k: request.POST.get(f"tanya_{k}", "") for k in tanya}, tanya)
    return redirect(alamat(request, "sipd_satu", nomor=nomor))


@halaman_instansi(menulis=True, izin=RENCANA)
def simpan(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    impor = _ambil(request, nomor)
    if impor.keadaan != Keadaan.SIAP:
        return _satu(request, impor, "Impor ini sudah disimpan atau dibatalkan.", status=422)
    try:
        cakupan = {"seluruh": True, "sebagian": False}.get(request.POST.get("cakupan", ""))
        jumlah = layanan.terapkan(impor, seluruh=cakupan, tegas="tegas" in request.POST)
    except layanan.ImporDitolak as galat:
        return _satu(request, impor, str(galat), status=422)
    messages.success(request, f"{impor.get_untuk_display()}: {jumlah} sub kegiatan disimpan.")
    return redirect(alamat(request, "pagu" if impor.untuk == ImporSipd.Untuk.PAGU else "anggaran"))


@halaman_instansi(menulis=True, izin=RENCANA)
def batal(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    layanan.batalkan(_ambil(request, nomor))
    messages.info(request, "Impor dibatalkan; tidak ada data yang berubah.")
    return redirect(alamat(request, "sipd"))
