"""The workbook in the browser: download, upload, preview, confirm."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from openpyxl import Workbook
from openpyxl.styles import Font

from laporan.buku_kerja import pratinjau
from laporan.buku_kerja.ekspor import contoh_buku, ekspor_buku, tulis_sel
from laporan.buku_kerja.tiga_arah import BERKAS, SISTEM, Jawaban
from laporan.forms import UnggahBuku
from sakip.akses import IMPOR, PELAKU, PermintaanInstansi, halaman_instansi, kalimat_pelaku
from sakip.berkas.simpanan import PenyimpananPenuh
from sakip.halaman import XLSX, alamat, nama_berkas, tampilkan, unduhan

log = logging.getLogger(__name__)
TAMPIL = 500
"""Findings shown on the page; the rest is in the download."""
TAMPIL_SEJAK = 50
"""What changed since the preview, on the page."""
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
    konteks = {"formulir": formulir, "siapa": kalimat_pelaku(IMPOR), "pelaku": PELAKU[IMPOR]}
    return tampilkan(request, "laporan/buku_kerja.html", "Buku kerja", konteks, status=status)


@halaman_instansi()
def unduh(request: PermintaanInstansi) -> HttpResponse:
    """All data of the agency."""
    nama = nama_berkas(request, "buku-kerja", "xlsx", tanggal=True)
    return unduhan(ekspor_buku(request.instansi), nama, XLSX)


@halaman_instansi()
def contoh(request: PermintaanInstansi) -> HttpResponse:
    """The empty workbook."""
    return unduhan(contoh_buku(), "buku-kerja-kosong.xlsx", XLSX)


@halaman_instansi(menulis=True, izin=IMPOR)
def unggah(request: PermintaanInstansi) -> HttpResponse:
    """Check the file and show what it would change; nothing is changed yet."""
    formulir = UnggahBuku(request.POST, request.FILES)
    if not formulir.is_valid():
        return _halaman(request, formulir, status=422)
    berkas = formulir.cleaned_data["berkas"]
    try:
        hasil = pratinjau.simpan(request.user, request.instansi, berkas, berkas.name)
    except PenyimpananPenuh as galat:
        formulir.add_error("berkas", str(galat))
        return _halaman(request, formulir, status=422)
    return redirect(alamat(request, "buku_kerja_pratinjau", tanda=hasil.tanda))


def _ambil(request: PermintaanInstansi, tanda: str) -> pratinjau.Pratinjau:
    hasil = pratinjau.ambil(request.user, request.instansi, tanda)
    if hasil is None:
        raise Http404("Pratinjau ini sudah kedaluwarsa atau bukan milik Anda. Unggah buku kerjanya lagi.")
    return hasil


@halaman_instansi(izin=IMPOR)
def lihat(request: PermintaanInstansi, tanda: str) -> HttpResponse:
    """What the import would add, change and leave, and everything found."""
    return _pratinjau(request, _ambil(request, tanda))


def _pratinjau(
    request: PermintaanInstansi,
    hasil: pratinjau.Pratinjau,
    status: int = 200,
    jawaban: Jawaban | None = None,
    kurang: str = "",
) -> HttpResponse:
    jawaban = jawaban or Jawaban()
    konteks = {
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
        "kurang": kurang,
    }
    remah = [("Buku kerja", alamat(request, "buku_kerja"))]
    return tampilkan(request, "laporan/pratinjau.html", "Pratinjau unggahan", konteks, remah=remah, status=status)


def _jawaban(request: PermintaanInstansi) -> Jawaban:
    """What the form says of conflicts and emptyings; anything else is no answer."""
    sisi = (BERKAS, SISTEM)
    dipilih = {k.removeprefix("bentrok-"): str(v) for k, v in request.POST.items() if k.startswith("bentrok-")}
    per_baris = {tanda: pilihan for tanda, pilihan in dipilih.items() if pilihan in sisi}
    semua = request.POST.get("semua", "")
    kosongkan = {"ya": True, "tidak": False}.get(request.POST.get("kosongkan", ""))
    return Jawaban(semua if semua in sisi else "", per_baris, kosongkan)


@halaman_instansi(menulis=True, izin=IMPOR)
def simpan(request: PermintaanInstansi, tanda: str) -> HttpResponse:
    """Import for good, once every conflict and the emptyings have an answer."""
    hasil, jawaban = _ambil(request, tanda), _jawaban(request)
    bentrok, kosong = hasil.belum_dijawab(jawaban)
    if not hasil.galat and (bentrok or kosong):
        kurang = [f"pilih nilai yang dipakai untuk {bentrok} baris yang bentrok"] if bentrok else []
        kurang += ["pilih apakah sel yang dikosongkan berkas ikut dikosongkan"] if kosong else []
        kalimat = f"Belum disimpan: {' dan '.join(kurang)}."
        return _pratinjau(request, hasil, status=422, jawaban=jawaban, kurang=kalimat)
    akhir = pratinjau.terapkan(request.user, request.instansi, hasil, jawaban)
    if isinstance(akhir, pratinjau.Pratinjau):
        return _pratinjau(request, akhir, status=409 if akhir.sejak else 422, jawaban=jawaban)
    log.info("buku kerja %s diimpor oleh %s", request.instansi.kode, request.user.pk)
    messages.success(request, f"Buku kerja “{hasil.nama}” disimpan: {akhir.berubah} baris baru atau berubah.")
    return redirect(alamat(request, "instansi"))


@halaman_instansi(menulis=True, izin=IMPOR)
def batal(request: PermintaanInstansi, tanda: str) -> HttpResponse:
    """Throw the waiting file away."""
    pratinjau.buang(_ambil(request, tanda).tanda)
    messages.info(request, "Unggahan dibatalkan; tidak ada data yang berubah.")
    return redirect(alamat(request, "buku_kerja"))


@halaman_instansi(izin=IMPOR)
def temuan(request: PermintaanInstansi, tanda: str) -> HttpResponse:
    """Everything of the preview as Excel: its findings, and each value that would change."""
    hasil = _ambil(request, tanda)
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
