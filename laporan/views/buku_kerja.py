"""The workbook in the browser: download, upload, watch the job, look, confirm."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Font

from laporan.buku_kerja import jalan, pratinjau
from laporan.buku_kerja.ekspor import TempatBuku, contoh_buku, ekspor_buku
from laporan.forms import UnggahBuku
from laporan.models import UnggahanBuku
from laporan.tasks import olah_buku
from renstra.buku.tiga_arah import BERKAS, SISTEM, Jawaban
from sakip.akses import IMPOR, PELAKU, PermintaanInstansi, boleh, halaman_instansi, kalimat_pelaku
from sakip.berkas.simpanan import PenyimpananPenuh
from sakip.buku.tulis import tulis_sel
from sakip.halaman import XLSX, alamat, nama_berkas, tampilkan, unduhan

TAMPIL = 500
"""Findings shown on the page; the rest is in the download."""
TAMPIL_SEJAK = 50
"""What changed since the preview, on the page."""
RIWAYAT = 20
JEDA = ((4, 400), (30, 1000))
JEDA_LAMA = 2000
"""(age in seconds, milliseconds until the page asks again)."""
KEPALA_UBAHAN = (
    "lembar",
    "baris",
    "kunci",
    "kolom",
    "di sistem",
    "di berkas",
    "jenis",
    "diubah di sistem oleh",
    "pada",
)
KEPALA = ("tingkat", "lembar", "baris", "kolom", "ditemukan", "pesan")


@halaman_instansi()
def buku_kerja(request: PermintaanInstansi) -> HttpResponse:
    return _halaman(request, UnggahBuku())


def _halaman(request: PermintaanInstansi, formulir: UnggahBuku, status: int = 200) -> HttpResponse:
    konteks = {
        "formulir": formulir,
        "siapa": kalimat_pelaku(IMPOR),
        "pelaku": PELAKU[IMPOR],
        "tempat": _tempat(request),
        "riwayat": _riwayat(request) if boleh(request.user, IMPOR, request.instansi) else [],
    }
    return tampilkan(request, "laporan/buku_kerja.html", "Buku kerja", konteks, status=status)


def _tempat(request: PermintaanInstansi) -> TempatBuku | None:
    """The row that the person comes for, from a finding."""
    tempat = TempatBuku(request.GET.get("lembar", ""), request.GET.get("kunci", "")[:200])
    return tempat if tempat.ada else None


def _riwayat(request: PermintaanInstansi) -> list[tuple[UnggahanBuku, bool]]:
    """The agency's uploads, each with whether it is this person's to open."""
    milik = UnggahanBuku.objects.filter(perangkat_daerah=request.instansi)
    terbaru = milik.select_related("pembuat").defer("hasil")[:RIWAYAT]
    return [(u, u.pembuat_id == request.user.pk) for u in terbaru]


@halaman_instansi()
def unduh(request: PermintaanInstansi) -> HttpResponse:
    """All data of the agency, opened at a row where one is asked for; NIP only for those who may import them."""
    nama = nama_berkas(request, "buku-kerja", "xlsx", tanggal=True)
    pribadi = boleh(request.user, IMPOR, request.instansi)
    return unduhan(ekspor_buku(request.instansi, _tempat(request), pribadi=pribadi), nama, XLSX)


@halaman_instansi()
def contoh(request: PermintaanInstansi) -> HttpResponse:
    """The empty workbook."""
    return unduhan(contoh_buku(), "buku-kerja-kosong.xlsx", XLSX)


@halaman_instansi(menulis=True, izin=IMPOR)
def unggah(request: PermintaanInstansi) -> HttpResponse:
    """Keep the file; a worker reads and compares it, and nothing is changed yet."""
    formulir = UnggahBuku(request.POST, request.FILES)
    if not formulir.is_valid():
        return _halaman(request, formulir, status=422)
    berkas = formulir.cleaned_data["berkas"]
    try:
        unggahan = jalan.mulai(request.instansi, request.tahun, berkas, request.user, olah_buku.delay)
    except PenyimpananPenuh as galat:
        formulir.add_error("berkas", str(galat))
        return _halaman(request, formulir, status=422)
    return redirect(alamat(request, "buku_kerja_pratinjau", nomor=unggahan.pk))


def _ambil(request: PermintaanInstansi, nomor: int) -> UnggahanBuku:
    milik = UnggahanBuku.objects.filter(perangkat_daerah=request.instansi, pembuat=request.user)
    unggahan = milik.filter(pk=nomor).first()
    if unggahan is None:
        raise Http404("Unggahan ini sudah kedaluwarsa atau bukan milik Anda. Unggah buku kerjanya lagi.")
    return unggahan


@halaman_instansi(izin=IMPOR)
def lihat(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """How far the upload is, then what it would change and everything found; htmx asks again while it is worked on."""
    return _unggahan(request, _ambil(request, nomor))


def _unggahan(
    request: PermintaanInstansi,
    unggahan: UnggahanBuku,
    status: int = 200,
    jawaban: Jawaban | None = None,
    kurang: str = "",
) -> HttpResponse:
    konteks: dict[str, Any] = {"unggahan": unggahan, "kurang": kurang}
    if unggahan.berjalan:
        konteks |= {"terhenti": jalan.terhenti(unggahan), "jeda": _jeda(unggahan)}
    else:
        hasil = pratinjau.dari_json(unggahan.hasil)
        konteks |= _pratinjau(hasil, jawaban or Jawaban(**unggahan.jawaban))
    if unggahan.terbuka:
        konteks["lainnya"] = jalan.lainnya(unggahan)
    remah = [("Buku kerja", alamat(request, "buku_kerja"))]
    keluar = tampilkan(request, "laporan/pratinjau.html", "Unggahan buku kerja", konteks, remah=remah, status=status)
    keluar["Cache-Control"] = "no-store"
    return keluar


def _jeda(unggahan: UnggahanBuku) -> int:
    """Milliseconds until the page asks again: quickly at first, as most files are small."""
    umur = (timezone.now() - unggahan.diminta).total_seconds()
    return next((jeda for batas, jeda in JEDA if umur < batas), JEDA_LAMA)


def _pratinjau(hasil: pratinjau.Pratinjau, jawaban: Jawaban) -> dict[str, Any]:
    return {
        "hasil": hasil,
        "tampil": hasil.temuan[:TAMPIL],
        "tersisa": max(0, len(hasil.temuan) - TAMPIL),
        "jumlah_peringatan": len(hasil.temuan) - hasil.galat,
        "bentrok": [(b, jawaban.baris.get(b.tanda, "")) for b in hasil.bentrok[:TAMPIL]],
        "bentrok_tersisa": max(0, len(hasil.bentrok) - TAMPIL),
        "kosong": hasil.kosong[:TAMPIL],
        "kosong_tersisa": max(0, len(hasil.kosong) - TAMPIL),
        "berganti": hasil.berganti[:TAMPIL],
        "berganti_tersisa": max(0, len(hasil.berganti) - TAMPIL),
        "sejak": hasil.sejak[:TAMPIL_SEJAK],
        "jawaban": jawaban,
    }


def _jawaban(request: PermintaanInstansi) -> Jawaban:
    """What the form says of conflicts and emptyings; anything else is no answer."""
    sisi = (BERKAS, SISTEM)
    dipilih = {k.removeprefix("bentrok-"): str(v) for k, v in request.POST.items() if k.startswith("bentrok-")}
    per_baris = {tanda: pilihan for tanda, pilihan in dipilih.items() if pilihan in sisi}
    semua = request.POST.get("semua", "")
    kosongkan = {"ya": True, "tidak": False}.get(request.POST.get("kosongkan", ""))
    return Jawaban(semua if semua in sisi else "", per_baris, kosongkan)


@halaman_instansi(menulis=True, izin=IMPOR)
def simpan(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Have it saved for good, once every conflict and the emptyings have an answer."""
    unggahan, jawaban = _ambil(request, nomor), _jawaban(request)
    bentrok, kosong = pratinjau.dari_json(unggahan.hasil).belum_dijawab(jawaban)
    if unggahan.keadaan == UnggahanBuku.Keadaan.SIAP and (bentrok or kosong):
        kurang = [f"pilih nilai yang dipakai untuk {bentrok} baris yang bentrok"] if bentrok else []
        kurang += ["pilih apakah sel yang dikosongkan berkas ikut dikosongkan"] if kosong else []
        kalimat = f"Belum disimpan: {' dan '.join(kurang)}."
        return _unggahan(request, unggahan, status=422, jawaban=jawaban, kurang=kalimat)
    try:
        jalan.konfirmasi(unggahan, jawaban, olah_buku.delay)
    except jalan.UnggahanDitolak as galat:
        unggahan.refresh_from_db()
        return _unggahan(request, unggahan, status=422, jawaban=jawaban, kurang=str(galat))
    return redirect(alamat(request, "buku_kerja_pratinjau", nomor=nomor))


@halaman_instansi(menulis=True, izin=IMPOR)
def batal(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Throw the file away; what is being saved stops, and nothing of it stays."""
    unggahan = _ambil(request, nomor)
    if not jalan.batalkan(unggahan):
        unggahan.refresh_from_db()
        kalimat = f"Tidak dapat dibatalkan: unggahan ini sudah {unggahan.get_keadaan_display().lower()}."
        return _unggahan(request, unggahan, status=422, kurang=kalimat)
    messages.info(request, "Unggahan dibatalkan; tidak ada data yang berubah.")
    return redirect(alamat(request, "buku_kerja"))


@halaman_instansi(izin=IMPOR)
def temuan(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Everything of the preview as Excel: its findings, and each value that would change."""
    hasil = pratinjau.dari_json(_ambil(request, nomor).hasil)
    buku = Workbook()
    buku.remove(buku.active)
    _lembar(buku, "Temuan", KEPALA, ([getattr(t, nama) for nama in KEPALA] for t in hasil.temuan))
    _lembar(buku, "Perubahan", KEPALA_UBAHAN, _baris_ubahan(hasil))
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return unduhan(keluaran.getvalue(), nama_berkas(request, "temuan-unggahan", "xlsx"), XLSX)


def _baris_ubahan(hasil: pratinjau.Pratinjau) -> Iterator[list[Any]]:
    for b in hasil.bentrok:
        jenis = "bentrok, terhapus di sistem" if b.terhapus else "bentrok"
        for kolom, sini, sana in b.sel:
            yield [b.lembar, b.baris, b.kunci, kolom, sini, sana, jenis, b.oleh, b.pada]
    for u in hasil.ubahan:
        jenis = "dikosongkan" if u.kosong else "berubah" if u.beralas else "berubah, tanpa catatan asal"
        yield [u.lembar, u.baris, u.kunci, u.kolom, u.lama, u.baru, jenis, "", ""]


def _lembar(buku: Workbook, judul: str, kepala: Iterable[str], baris: Iterable[list[Any]]) -> None:
    lembar = buku.create_sheet(judul)
    lembar.append(list(kepala))
    for sel in lembar[1]:
        sel.font = Font(bold=True)
    for nomor, satu in enumerate(baris, 2):
        for letak, nilai in enumerate(satu, 1):
            tulis_sel(lembar.cell(nomor, letak), nilai)
