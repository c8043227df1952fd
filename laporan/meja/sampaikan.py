"""Handing a version of the LKjIP to the Inspektorat, taking it back, and the notes that go back and forth."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from laporan.ikhtisar.bentuk import dari_json
from laporan.ikhtisar.sidik import sidik
from laporan.models import LKJIP, CatatanMeja, Penyampaian, StatusSusunan, Susunan
from laporan.susun.jalan import gabung_ulang, jalur
from laporan.susun.stempel import cap
from sakip.berkas.simpanan import tulis_utuh
from sakip.ditolak import Ditolak
from sakip.models import Pengguna

from . import kabar

PANJANG = 4_000
SUDAH = "Satu versi sudah disampaikan dan masih berlaku. Tarik dahulu versi itu, dengan alasannya."
TAK_UTUH = "LKjIP ini belum tersusun utuh, atau berkas babnya sudah tidak ada. Susun ulang, lalu sampaikan."
BERSYARAT = (
    "Versi ini disusun dari data yang belum disetujui atau masih bergalat. Centang bahwa Anda tetap menyampaikannya."
)


class MejaDitolak(Ditolak):
    """A sentence for the user."""


def sampaikan(susunan: Susunan, oleh: Pengguna, *, tetap: bool) -> Penyampaian:
    """Hand in a composed version: a copy of its own, marked on every page.

    Raises:
        MejaDitolak: it was not composed whole; one is handed in already; it rests on data that nobody answers for and
        the person did not say to hand it in all the same. PenyimpananPenuh: no room; nothing is stored.
    """
    bagian = list(susunan.bagian.all())
    utuh = susunan.jenis == LKJIP and susunan.status == StatusSusunan.SELESAI and bool(susunan.berkas)
    if not utuh or not all(b.berkas and jalur(b.berkas).is_file() for b in bagian):
        raise MejaDitolak(TAK_UTUH)
    bersyarat = bool(susunan.bahan.get("peringatan"))
    if bersyarat and not tetap:
        raise MejaDitolak(BERSYARAT)
    milik = Penyampaian.objects.filter(perangkat_daerah=susunan.perangkat_daerah_id, tahun=susunan.tahun)
    if milik.filter(ditarik_pada=None).exists():
        raise MejaDitolak(SUDAH)
    versi, pada = (milik.aggregate(n=Max("versi"))["n"] or 0) + 1, timezone.now()
    awalan = "KONSEP YANG DISAMPAIKAN" if bersyarat else "DISAMPAIKAN"
    hari = date_format(timezone.localtime(pada), "j F Y")
    hasil = gabung_ulang(susunan)
    pdf = cap(hasil.pdf, f"{awalan} versi {versi}, {hari}")
    tanda = hashlib.sha256(pdf).hexdigest()
    berkas = f"penyampaian/{susunan.perangkat_daerah_id}/{susunan.tahun}/{tanda}.pdf"
    tulis_utuh(jalur(berkas), pdf)
    try:
        with transaction.atomic():
            baru = Penyampaian.objects.create(
                perangkat_daerah=susunan.perangkat_daerah,
                tahun=susunan.tahun,
                versi=versi,
                susunan=susunan,
                berkas=berkas,
                sidik=tanda,
                sidik_data=sidik(dari_json(susunan.ikhtisar)),
                halaman=hasil.halaman,
                oleh=oleh,
                pada=pada,
            )
            transaction.on_commit(lambda: kabar.disampaikan(baru))
    except IntegrityError as galat:  # somebody else handed one in at the same moment
        (Path(settings.MEDIA_ROOT) / berkas).unlink(missing_ok=True)
        raise MejaDitolak(SUDAH) from galat
    return baru


def tarik(penyampaian: Penyampaian, oleh: Pengguna, alasan: str) -> None:
    """Take a version back; both sides go on seeing it.

    Raises:
        MejaDitolak: no reason, or it was taken back already.
    """
    alasan = _teks(alasan, "Tulis alasan penarikannya.")
    milik = Penyampaian.objects.filter(pk=penyampaian.pk, ditarik_pada=None)
    if not milik.update(ditarik_pada=timezone.now(), ditarik_oleh=oleh, alasan_tarik=alasan):
        raise MejaDitolak("Versi ini sudah ditarik.")
    penyampaian.refresh_from_db()
    kabar.ditarik(penyampaian)


def catat(penyampaian: Penyampaian, oleh: Pengguna, tempat: str, teks: str) -> CatatanMeja:
    """A note on a version that counts.

    Raises:
        MejaDitolak: no place or text, or the version was taken back.
    """
    if not penyampaian.berlaku:
        raise MejaDitolak("Versi ini sudah ditarik; catatan ditulis pada versi yang berlaku.")
    tempat = _teks(tempat, "Sebutkan tempatnya: bab, halaman, atau tabel.", 200)
    teks = _teks(teks, "Tulis catatannya.")
    baru = CatatanMeja.objects.create(penyampaian=penyampaian, tempat=tempat, teks=teks, oleh=oleh)
    kabar.dicatat(baru)
    return baru


def jawab(catatan: CatatanMeja, oleh: Pengguna, teks: str) -> None:
    """Answer a note, or answer it anew, as long as it is not resolved.

    Raises:
        MejaDitolak: nothing written, or it is resolved.
    """
    teks = _teks(teks, "Tulis jawabannya.")
    milik = CatatanMeja.objects.filter(pk=catatan.pk, selesai_pada=None)
    if not milik.update(jawaban=teks, dijawab_oleh=oleh, dijawab_pada=timezone.now()):
        raise MejaDitolak("Catatan ini sudah selesai.")
    catatan.refresh_from_db()
    kabar.dijawab(catatan)


def selesaikan(catatan: CatatanMeja, oleh: Pengguna) -> None:
    """Resolved; may be asked for twice."""
    CatatanMeja.objects.filter(pk=catatan.pk, selesai_pada=None).update(selesai_pada=timezone.now(), selesai_oleh=oleh)


def _teks(teks: str, kurang: str, paling: int = PANJANG) -> str:
    bersih = teks.replace("\x00", "").strip()
    if not bersih:
        raise MejaDitolak(kurang)
    if len(bersih) > paling:
        raise MejaDitolak(f"Paling panjang {paling} huruf; tulisan ini {len(bersih)} huruf.")
    return bersih
