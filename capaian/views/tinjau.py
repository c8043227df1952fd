"""The review: hand in, approve, return, verify, open again; and what is said about a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from capaian import kabar, wewenang
from capaian.alur import BASI, LangkahDitolak, SendiriDitolak
from capaian.jadwal import Waktu
from capaian.lembar.baris import BarisIsian, LembarIsian
from capaian.models import Realisasi
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat, alamat_setempat
from sakip.jejak import pelaku

from .lembar import ambil_lembar, ingat_tolakan

SUDAH = {
    "ajukan": "diajukan",
    "tarik": "ditarik kembali",
    "setujui": "disetujui",
    "kembalikan": "dikembalikan",
    "verifikasi": "diverifikasi dan dikunci",
    "buka": "dibuka kembali",
}
UANG_BELUM = "Ada realisasi anggaran yang melebihi pagu dan belum beralasan; tulis alasannya pada lembar ini, di baris"
TAMPIL = 5
"""Refused rows that are named; the rest is counted."""


@halaman_instansi(menulis=True)
def langkah(request: PermintaanInstansi, bidang: int, langkah: str) -> HttpResponse:
    """One step for the chosen rows of a sheet (`baris`: `pk:ubahan_ke`), or for all it can be taken for."""
    if langkah not in wewenang.LANGKAH:
        raise Http404("Langkah ini tidak ada.")
    lembar = ambil_lembar(request, bidang)
    aturan, kalimat = wewenang.LANGKAH[langkah]
    if (selaku := aturan.selaku(request.user, bidang or None)) is None:
        raise PermissionDenied(kalimat)
    request.selaku = selaku
    terpilih, galat = _terpilih(request, lembar, langkah)
    alasan = request.POST.get("alasan", "").replace("\x00", "").strip()
    berhasil: list[Realisasi] = []
    with transaction.atomic(), pelaku.alasan(alasan):
        for baris in terpilih:
            try:
                berhasil.append(_satu(request, lembar, baris, langkah, alasan))
            except LangkahDitolak as tolak:
                galat.append((baris, str(tolak)))
        if berhasil:
            _kabari(request, lembar, bidang, langkah, berhasil, alasan)
    if not (terpilih or galat) and langkah == "ajukan":
        galat = [(b, _kenapa_belum(b)) for b in lembar.indikator if b.bisa]
    nomor = request.POST.get("rinci", "")
    rinci = nomor.isdecimal() and len(nomor) < 19
    halaman = alamat(request, "isian_rinci", nomor=int(nomor)) if rinci else ""
    asal = alamat_setempat(request.POST.get("ke", ""), f"/{request.instansi.kode}/{request.tahun}/")
    halaman = halaman or asal or alamat(request, "isian_lembar", bidang=bidang)
    if galat:
        diminta = bool(request.POST.getlist("baris"))
        kalimat_baris = {b.i.id: kalimat for b, kalimat in galat if b.i}
        ingat_tolakan(request, halaman, kalimat_baris, list(kalimat_baris) if diminta else [], alasan)
    _pesan(request, langkah, berhasil, galat)
    return redirect(halaman)


def _kenapa_belum(baris: BarisIsian) -> str:
    return f"Belum lengkap: {', '.join(baris.alasan_kurang)}."


def _terpilih(
    request: PermintaanInstansi, lembar: LembarIsian, langkah: str
) -> tuple[list[BarisIsian], list[tuple[BarisIsian, str]]]:
    """The rows asked for; without any, all that this step can be taken for. A row that changed since the
    page was opened is refused (handing in takes the row as it is stored)."""
    per_nomor = {b.i.id: b for b in lembar.indikator if b.i}
    diminta = [b.partition(":")[::2] for b in request.POST.getlist("baris")]
    if not diminta:
        return [b for b in lembar.indikator if _cocok(b, langkah)], []
    terpilih, galat = [], []
    for nomor, ubahan in diminta:
        baris = per_nomor.get(int(nomor)) if nomor.isdecimal() and len(nomor) < 19 else None
        if baris is None:
            raise Http404("Baris ini tidak ada pada lembar ini.")
        if langkah != "ajukan" and ubahan != str(baris.ubahan_ke):
            galat.append((baris, BASI))
        else:
            terpilih.append(baris)
    return terpilih, galat


def _cocok(baris: BarisIsian, langkah: str) -> bool:
    if langkah == "ajukan":
        return baris.bisa and not baris.kurang
    return baris.status == {"tarik": "diajukan", "setujui": "diajukan", "verifikasi": "disetujui"}.get(langkah)


def _satu(request: PermintaanInstansi, lembar: LembarIsian, baris: BarisIsian, langkah: str, alasan: str) -> Realisasi:
    """Take the step with one row."""
    oleh, objek = request.user, baris.realisasi
    tertutup = Waktu.bagi(lembar.jadwal, baris.bidang_id).kenapa_tertutup(oleh)
    if tertutup and langkah in ("ajukan", "tarik"):
        raise LangkahDitolak(tertutup)
    if langkah == "ajukan" and (uang := lembar.uang_belum):
        nama = "; ".join(b.simpul.uraian for b in uang[:TAMPIL])
        raise LangkahDitolak(f"{UANG_BELUM} {nama}.")
    if langkah == "ajukan" and baris.kurang:
        raise LangkahDitolak(_kenapa_belum(baris))
    if objek is None:
        raise LangkahDitolak("Baris ini belum diisi.")
    sendiri = {"boleh_sendiri": request.instansi.boleh_setujui_sendiri}
    lakukan: dict[str, Callable[[], None]] = {
        "ajukan": lambda: objek.ajukan(oleh),
        "tarik": lambda: objek.tarik(oleh),
        "setujui": lambda: objek.setujui(oleh, **sendiri),
        "verifikasi": lambda: objek.verifikasi(oleh, **sendiri),
        "kembalikan": lambda: objek.kembalikan(oleh, alasan),
        "buka": lambda: objek.buka(oleh, alasan),
    }
    try:
        lakukan[langkah]()
    except SendiriDitolak as tolak:
        lain = wewenang.kalimat_lain(request.instansi, baris.bidang_id, langkah, objek.di_belakangnya())
        raise LangkahDitolak(f"{tolak} {lain}") from tolak
    return objek


def _kabari(
    request: PermintaanInstansi, lembar: LembarIsian, bidang: int, langkah: str, baris: Sequence[Realisasi], alasan: str
) -> None:
    milik = lembar.bidang.get(bidang)
    if langkah == "ajukan":
        kabar.diajukan(baris, milik, request.user)
    elif langkah == "kembalikan":
        kabar.dikembalikan(baris, milik, request.user, alasan)
    elif langkah == "setujui":
        kabar.disetujui(baris, milik, request.user)
    elif langkah == "verifikasi":
        kabar.selesai_bila_lengkap(request.instansi, request.tahun, lembar.triwulan)


def _pesan(
    request: PermintaanInstansi, langkah: str, berhasil: Sequence[Realisasi], galat: Sequence[tuple[BarisIsian, str]]
) -> None:
    if berhasil:
        messages.success(request, f"{len(berhasil)} baris {SUDAH[langkah]}.")
    for baris, kalimat in galat[:TAMPIL]:
        messages.error(request, f"{baris.i.nama if baris.i else ''}: {kalimat}")
    if len(galat) > TAMPIL:
        messages.error(request, f"{len(galat) - TAMPIL} baris lain juga belum dapat {SUDAH[langkah]}.")
    if not berhasil and not galat:
        messages.info(request, f"Tidak ada baris yang dapat {SUDAH[langkah]} sekarang.")
