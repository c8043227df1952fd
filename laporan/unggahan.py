"""Files of the report's own: logo, organisation chart, appendices.

Pictures are decoded and written anew, PDFs opened and written anew; nothing of the original's name
or extra content is kept. A file is stored under its SHA-256, outside the web root.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pikepdf
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from sakip.models import PerangkatDaerah

from .models import Unggahan

SISI_TERBESAR = 3000
HALAMAN_TERBANYAK = 200


def simpan(instansi: PerangkatDaerah, tahun: int, bagian: str, judul: str, berkas: UploadedFile) -> Unggahan:
    """Check, clean and store an upload; a logo or chart replaces the one before.

    Raises:
        ValueError: with a sentence for the user.
    """
    if bagian not in Unggahan.Bagian.values:
        raise ValueError("Bagian laporan tidak dikenal.")
    if not berkas.size:
        raise ValueError("Berkas kosong (0 byte).")
    if berkas.size > settings.BATAS_UNGGAHAN:
        raise ValueError(f"Berkas lebih besar dari {settings.BATAS_UNGGAHAN // 1024 // 1024} MB.")
    isi = berkas.read()
    if isi.startswith(b"%PDF-"):
        if bagian != Unggahan.Bagian.LAMPIRAN:
            raise ValueError("Bagian ini memerlukan gambar PNG atau JPG, bukan PDF.")
        akhiran, bersih, halaman = "pdf", *_bersihkan_pdf(isi)
    else:
        akhiran, bersih, halaman = "png", _bersihkan_gambar(isi), 1
    sidik = hashlib.sha256(bersih).hexdigest()
    nama = f"unggahan/{sidik[:2]}/{sidik}.{akhiran}"
    tujuan = Path(settings.MEDIA_ROOT) / nama
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    tujuan.write_bytes(bersih)
    data = {
        "judul": judul.strip()[:200] or Unggahan.Bagian(bagian).label,
        "berkas": nama,
        "sidik": sidik,
        "halaman": halaman,
    }
    with transaction.atomic():
        if bagian != Unggahan.Bagian.LAMPIRAN:
            Unggahan.objects.filter(perangkat_daerah=instansi, tahun=tahun, bagian=bagian).delete()
        return Unggahan.objects.create(perangkat_daerah=instansi, tahun=tahun, bagian=bagian, **data)


def hapus(unggahan: Unggahan) -> None:
    """Take a file out of the report. The stored bytes stay: earlier compositions may hold them."""
    unggahan.delete()


@contextmanager
def _tanpa_gambar_terpotong() -> Iterator[None]:
    """WeasyPrint lets Pillow fill up cut-off pictures, for the whole process; an upload must be whole."""
    sebelum, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = sebelum


def _bersihkan_gambar(isi: bytes) -> bytes:
    """The picture alone, as PNG, at most 3000 pixels a side."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with _tanpa_gambar_terpotong(), Image.open(io.BytesIO(isi), formats=("PNG", "JPEG")) as gambar:
                gambar.load()
                tegak = ImageOps.exif_transpose(gambar)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombWarning) as galat:
        raise ValueError("Berkas bukan gambar PNG atau JPG yang utuh, dan bukan PDF.") from galat
    except Image.DecompressionBombError as galat:
        raise ValueError("Gambar terlalu besar.") from galat
    tegak.thumbnail((SISI_TERBESAR, SISI_TERBESAR))
    keluaran = io.BytesIO()
    (tegak if tegak.mode in ("RGB", "RGBA", "L", "LA", "P") else tegak.convert("RGB")).save(
        keluaran, "PNG", optimize=True
    )
    return keluaran.getvalue()


def _bersihkan_pdf(isi: bytes) -> tuple[bytes, int]:
    """The pages alone, without scripts, attachments or actions."""
    try:
        with pikepdf.open(io.BytesIO(isi)) as asal, pikepdf.new() as baru:
            if len(asal.pages) > HALAMAN_TERBANYAK:
                raise ValueError(f"PDF lebih dari {HALAMAN_TERBANYAK} halaman.")
            baru.pages.extend(asal.pages)
            for halaman in baru.pages:
                for kunci in ("/AA", "/Annots"):
                    if kunci in halaman:
                        del halaman[kunci]
            keluaran = io.BytesIO()
            baru.save(keluaran, deterministic_id=True)
            return keluaran.getvalue(), len(baru.pages)
    except pikepdf.PasswordError as galat:
        raise ValueError("PDF terkunci kata sandi. Hapus kata sandinya, lalu unggah ulang.") from galat
    except pikepdf.PdfError as galat:
        raise ValueError("PDF rusak dan tidak dapat dibaca.") from galat
