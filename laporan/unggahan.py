"""Files of the report's own: logo, organisation chart, appendices, pictures of its texts.

Pictures are decoded and written anew, PDFs opened and written anew; nothing of the original's name
or extra content is kept. A file is stored under its SHA-256, outside the web root.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sakip.berkas import anak
from sakip.berkas.simpanan import simpan_gambar
from sakip.berkas.terima import BerkasDitolak, bersihkan_gambar, bersihkan_pdf, piksel, terima
from sakip.ditolak import Ditolak
from sakip.markah import SKEMA_GAMBAR, gambar_dalam
from sakip.models import PerangkatDaerah

from .models import Narasi, Unggahan

PIKSEL_GAMBAR = 40_000_000
"""A picture of a text has less."""
BOLEH_PDF = (Unggahan.Bagian.LAMPIRAN, Unggahan.Bagian.REVIU)


def simpan(instansi: PerangkatDaerah, tahun: int, bagian: str, judul: str, berkas: UploadedFile) -> Unggahan:
    """Check, clean and store an upload; a logo or chart replaces the one before.

    Raises:
        BerkasDitolak: with a sentence for the user. PenyimpananPenuh: no room.
    """
    if bagian not in Unggahan.Bagian.values:
        raise BerkasDitolak("Bagian laporan tidak dikenal.")
    if not berkas.size:
        raise BerkasDitolak("Berkas kosong (0 byte).")
    if berkas.size > settings.BATAS_UNGGAHAN:
        raise BerkasDitolak(f"Berkas lebih besar dari {settings.BATAS_UNGGAHAN // 1024 // 1024} MB.")
    mentah = berkas.read()
    if mentah.startswith(b"%PDF-"):
        if bagian not in BOLEH_PDF:
            raise BerkasDitolak("Bagian ini memerlukan gambar PNG atau JPG, bukan PDF.")
        akhiran = "pdf"
        bersih, halaman = anak.jalankan(bersihkan_pdf, mentah, tolak=BerkasDitolak)
    else:
        akhiran, halaman = "png", 1
        bersih = anak.jalankan(bersihkan_gambar, mentah, tolak=BerkasDitolak)
    nama = simpan_gambar(bersih, akhiran)
    data = {
        "judul": judul.strip()[:200] or Unggahan.Bagian(bagian).label,
        "berkas": nama,
        "sidik": Path(nama).stem,
        "halaman": halaman,
    }
    with transaction.atomic():
        if bagian != Unggahan.Bagian.LAMPIRAN:
            Unggahan.objects.filter(perangkat_daerah=instansi, tahun=tahun, bagian=bagian).delete()
        return Unggahan.objects.create(perangkat_daerah=instansi, tahun=tahun, bagian=bagian, **data)


def simpan_gambar_naskah(instansi: PerangkatDaerah, tahun: int, berkas: UploadedFile) -> Unggahan:
    """A picture for the agency's texts of a year, PNG or JPG in its own format; the same one is stored once.

    Raises:
        BerkasDitolak: with a sentence for the user. PenyimpananPenuh: no room.
    """
    if anak.jalankan(piksel, berkas.read(settings.BATAS_BUKTI), tolak=BerkasDitolak) >= PIKSEL_GAMBAR:
        raise BerkasDitolak("Gambar terlalu besar: 40 megapiksel atau lebih. Perkecil ukurannya, lalu unggah ulang.")
    bersih = terima(berkas)
    if bersih.akhiran not in ("png", "jpg"):
        raise BerkasDitolak("Gambar dalam naskah harus berkas PNG atau JPG.")
    milik = {"perangkat_daerah": instansi, "tahun": tahun, "bagian": Unggahan.Bagian.GAMBAR, "sidik": bersih.sidik}
    nama = simpan_gambar(bersih.data, bersih.akhiran)
    return Unggahan.objects.get_or_create(**milik, defaults={"judul": bersih.nama, "berkas": nama})[0]


def gambar_naskah(instansi: PerangkatDaerah, tahun: int, teks: Iterable[str] | None = None) -> frozenset[str]:
    """The fingerprints that a text of the year may name. `teks`: asked only where one of these names any."""
    if teks is not None and not any(SKEMA_GAMBAR in satu for satu in teks):
        return frozenset()
    milik = Unggahan.objects.filter(perangkat_daerah=instansi, tahun=tahun, bagian=Unggahan.Bagian.GAMBAR)
    return frozenset(milik.values_list("sidik", flat=True))


def bawa_gambar(instansi: PerangkatDaerah, dari: int, ke: int, teks: str) -> None:
    """The pictures of a text that is taken from one year into another."""
    sidik = [g.sidik for g in gambar_dalam(teks)]
    if not sidik:
        return
    milik = {"perangkat_daerah": instansi, "bagian": Unggahan.Bagian.GAMBAR}
    for u in Unggahan.objects.filter(**milik, tahun=dari, sidik__in=sidik):
        isi = {"judul": u.judul, "berkas": u.berkas}
        Unggahan.objects.get_or_create(**milik, tahun=ke, sidik=u.sidik, defaults=isi)


def hapus(unggahan: Unggahan) -> None:
    """Take a file out of the report. The stored bytes stay: earlier compositions may hold them.

    Raises:
        Ditolak: a text names it.
    """
    if unggahan.bagian == Unggahan.Bagian.GAMBAR:
        milik = Narasi.objects.filter(perangkat_daerah=unggahan.perangkat_daerah, tahun=unggahan.tahun)
        if bagian := milik.filter(teks__contains=unggahan.sidik).values_list("bagian", flat=True).first():
            raise Ditolak(f"Gambar ini dipakai naskah {bagian}. Hapus dari naskah itu dahulu.")
    unggahan.delete()
