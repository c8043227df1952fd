"""Home: of the whole pemda for those who look after many agencies, else of the own agency's year."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from laporan.beranda.tugas import halaman_awal, konteks_tugas
from laporan.halaman import ikhtisar_halaman, tampilkan_ikhtisar
from laporan.ikhtisar.tahun import daftar_tahun, tahun_awal, tahun_dilaporkan
from laporan.konteks import PermintaanTahun, periode
from laporan.langkah import indikator_draf, langkah_tahun
from laporan.models import LKJIP, Narasi, StatusSusunan, Susunan
from laporan.penjelasan.bentuk import catatan_rata
from laporan.periksa.aturan import periksa_ikhtisar
from laporan.periksa.bentuk import Temuan
from laporan.temuan.terima import Ditinjau, tinjau
from laporan.unggahan import gambar_naskah
from sakip import akses
from sakip.halaman import alamat_setempat
from sakip.models import Pengguna

TAHUN_PERTAMA, TAHUN_TERAKHIR = 2000, 2100


@akses.membaca
def beranda(request: PermintaanTahun, tahun: int | None = None, triwulan: int | None = None) -> HttpResponse:
    """Straight to what the person's role is for: in the year that the person chose, else in the one whose report is
    due."""
    pengguna = request.user
    if akses.boleh(pengguna, akses.REKAP):
        return redirect(halaman_awal(pengguna, tahun, triwulan))
    instansi = list(akses.instansi_terlihat(pengguna))
    tahun = tahun or tahun_awal(pengguna, daftar_tahun(instansi))
    nama = "dasbor" if pengguna.peran == Pengguna.Peran.KEPALA else "instansi"
    return redirect(nama, kode=instansi[0].kode, tahun=tahun)


def _pilih_tahun(request: akses.PermintaanMasuk) -> HttpResponse:
    """Remember the year that the person chose in the switcher; the one whose report is due, or none, is not
    remembered: then the first screen follows what is due."""
    teks = request.POST.get("tahun", "")
    tahun = int(teks) if teks.isascii() and teks.isdecimal() and len(teks) == 4 else None
    if tahun is not None and not TAHUN_PERTAMA <= tahun <= TAHUN_TERAKHIR:
        tahun = None
    if tahun == tahun_dilaporkan(daftar_tahun(akses.instansi_terlihat(request.user))):
        tahun = None
    Pengguna.objects.filter(pk=request.user.pk).exclude(tahun_pilihan=tahun).update(tahun_pilihan=tahun)
    return redirect(alamat_setempat(request.POST.get("ke", "")) or "beranda")


pilih_tahun = akses.nyatakan(require_POST(_pilih_tahun), True)


@akses.halaman_instansi()
def instansi(request: PermintaanTahun) -> HttpResponse:
    """An agency's year at a glance; for who works in it, first what there is to do."""
    tugas = konteks_tugas(request)
    ikhtisar = ikhtisar_halaman(request)
    susunan = list(
        Susunan.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun, jenis=LKJIP).defer(
            "ikhtisar", "bahan"
        )[:20]
    )
    langkah = langkah_tahun(request.instansi, ikhtisar, susunan, indikator_draf(request.instansi, request.tahun))
    ada_data = any(x.ada or x.draf for x in langkah if x.tahunan)
    konteks: dict[str, Any] = {
        "langkah": langkah if any(not x.sudah for x in langkah if x.wajib) else [],
        "ada_data": ada_data,
        "tahun_lain": [] if ada_data else _tahun_berdata(request),
        "tanpa_triwulan": request.triwulan is not None
        and all(t.target is None and t.realisasi is None for i in ikhtisar.indikator for t in i.triwulan),
        "uraian": {s.kode: s.uraian for s in ikhtisar.simpul},
        "iku": [i for i in ikhtisar.indikator if i.iku],
        "status_iku": dict(Counter(i.status or "belum dapat dihitung" for i in ikhtisar.indikator if i.iku)),
        "catatan_rata": catatan_rata(ikhtisar.total.dihitung, ikhtisar.total.anggota),
        "tidak_efisien": [s.kode for s in ikhtisar.sasaran if s.kesimpulan == "tidak efisien"],
        "akip": ikhtisar.akip[-2:],
        "selesai": next((s for s in susunan if s.status == StatusSusunan.SELESAI), None),
        "terbuka": next((s for s in susunan if s.terbuka), None),
    }
    konteks |= tugas | _temuan(request)
    return tampilkan_ikhtisar(
        request,
        "laporan/beranda.html",
        f"Ikhtisar Kinerja {periode(request.tahun, request.triwulan)}",
        konteks,
    )


def _tahun_berdata(request: PermintaanTahun) -> list[int]:
    request.daftar_tahun = daftar_tahun([request.instansi])
    return [t.tahun for t in request.daftar_tahun if t.berdata]


def temuan_halaman(request: akses.PermintaanInstansi) -> list[Temuan]:
    """The findings of the page's year, from the ikhtisar that the page shows."""
    milik = Narasi.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    narasi = milik.values_list("bagian", "judul", "teks")
    gambar = gambar_naskah(request.instansi, request.tahun, [teks for _, _, teks in narasi])
    return periksa_ikhtisar(ikhtisar_halaman(request), narasi, gambar)


def temuan_ditinjau(request: akses.PermintaanInstansi) -> list[Ditinjau]:
    """The findings with what was accepted of them."""
    return tinjau(request.instansi, request.tahun, request.triwulan, temuan_halaman(request))


def _temuan(request: akses.PermintaanInstansi) -> dict[str, Any]:
    """What is open; what was accepted is counted apart."""
    ditinjau = temuan_ditinjau(request)
    semua = [d.temuan for d in ditinjau if d.diterima is None]
    jumlah = Counter(t.tingkat for t in semua)
    per_tingkat = {t: jumlah[t] for t in ("galat", "peringatan", "catatan")}
    return {
        "jumlah_temuan": per_tingkat | {"semua": len(semua), "diterima": len(ditinjau) - len(semua)},
        "temuan_utama": [t for t in semua if t.tingkat != "catatan"][:4],
    }
