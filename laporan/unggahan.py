"""Files of the report's own: logo, organisation chart, appendices.

Pictures are decoded and written anew, PDFs opened and written anew; nothing of the original's name
or extra content is kept. A file is stored under its SHA-256, outside the web root.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from sakip.berkas import anak
from sakip.berkas.simpanan import simpan_gambar
from sakip.berkas.terima import BerkasDitolak, bersihkan_gambar, bersihkan_pdf
from sakip.models import PerangkatDaerah

from .models import Unggahan

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


def hapus(unggahan: Unggahan) -> None:
    """Take a file out of the report. The stored bytes stay: earlier compositions may hold them."""
    unggahan.delete()
