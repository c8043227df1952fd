"""The one place where uploaded files are checked and cleaned (`simpanan` stores and serves them).

What a file is, its content decides; its name only has to agree. Pictures are decoded and written anew.
Evidence in PDF, XLSX and DOCX keeps its bytes, so that a digital signature stays valid, but is opened
to be checked. Every refusal is a `ValueError` with a sentence for the user.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import re
import threading
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
from defusedxml import ElementTree
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageFile, ImageOps

from sakip.ditolak import Ditolak

from . import anak, antivirus

logger = logging.getLogger(__name__)

SISI_TERBESAR = 3000
HALAMAN_TERBANYAK = 200
MUTU_JPEG = 88
PANJANG_NAMA = 120
MB = 1024 * 1024
TERURAI_TERBESAR = 200 * MB
SISIPAN_TERBESAR = 60 * MB
"""Of one part of an XLSX or DOCX that is itself an archive or an old Office file: it is held in memory."""
BAGIAN_TERBANYAK = 10_000
NISBAH_TERBESAR = 200
"""Of a part's size to its compressed size; real sheets reach 100."""

MIME = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
JENIS = "PDF, JPG, PNG, XLSX, atau DOCX"
KOSONG = "Berkas kosong (0 byte)."
RUSAK = "Berkas rusak atau terpotong. Buka dan simpan ulang di aplikasinya, lalu unggah ulang."
TERKUNCI = "Berkas terkunci kata sandi. Hapus kata sandinya, lalu unggah ulang."
TERLALU_MENGEMBANG = "Isi berkas terlalu besar setelah diurai. Sederhanakan isinya, lalu unggah ulang."
BERMAKRO = "Berkas berisi makro. Simpan sebagai .xlsx atau .docx tanpa makro, lalu unggah ulang."
PDF_TERKUNCI = "PDF terkunci kata sandi. Hapus kata sandinya, lalu unggah ulang."
GAMBAR_TERLALU_BESAR = "Gambar terlalu besar: pikselnya terlalu banyak. Perkecil ukurannya, lalu unggah ulang."

_UTAMA = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
_DAFTAR_BAGIAN = "[Content_Types].xml"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_VBA = "_VBA_PROJECT".encode("utf-16-le")
_AKHIRAN = re.compile(r"(.*)\.([A-Za-z][A-Za-z0-9]{1,4})", re.DOTALL)
_JALUR_JAHAT = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\0")
_KUNCI_PILLOW = threading.Lock()
os.register_at_fork(after_in_child=lambda: globals().update(_KUNCI_PILLOW=threading.Lock()))


class BerkasDitolak(Ditolak):
    """The message is a sentence for the user."""


@dataclass(frozen=True)
class BerkasBersih:
    """An upload that may be stored."""

    nama: str
    akhiran: str
    mime: str
    data: bytes
    sidik: str
    """SHA-256 of `data`, as hex."""
    ukuran: int


def terima(unggahan: UploadedFile) -> BerkasBersih:
    """Check and clean evidence (bukti dukung).

    Raises:
        ValueError: with a sentence for the user.
    """
    data = _baca(unggahan)
    _pindai_virus(data)
    nama, akhiran, baru = anak.jalankan(_buka, data, unggahan.name or "", tolak=BerkasDitolak)
    data = baru or data
    sidik = hashlib.sha256(data).hexdigest()
    return BerkasBersih(nama=nama, akhiran=akhiran, mime=MIME[akhiran], data=data, sidik=sidik, ukuran=len(data))


def _buka(data: bytes, nama: str) -> tuple[str, str, bytes]:
    """The clean name, the extension, and the bytes where they were written anew; in a child (`anak`)."""
    akhiran = _kenali(data)
    nama = _nama_cocok(nama, akhiran)
    if akhiran == "pdf":
        _periksa_pdf(data)
    return nama, akhiran, _tulis_ulang(data, akhiran) if akhiran in ("jpg", "png") else b""


def _baca(unggahan: UploadedFile) -> bytes:
    batas = settings.BATAS_BUKTI
    unggahan.seek(0)
    data = unggahan.read(batas + 1)
    if not data:
        raise BerkasDitolak(KOSONG)
    if len(data) > batas:
        raise BerkasDitolak(f"Berkas lebih besar dari {batas // MB} MB. Perkecil berkasnya, lalu unggah ulang.")
    return data


def _pindai_virus(data: bytes) -> None:
    if not settings.CLAMAV:
        return
    try:
        temuan = antivirus.periksa(data)
    except antivirus.PemindaiTakMenjawab as galat:
        logger.error("Pemindai virus tidak menjawab: %s", galat)
        raise BerkasDitolak(
            "Pemindai virus sedang tidak menjawab, sehingga berkas belum dapat diterima. Coba lagi nanti."
        ) from galat
    if temuan:
        logger.warning("Unggahan ditolak, pemindai virus menemukan %s", temuan)
        raise BerkasDitolak(f"Pemindai virus menemukan “{temuan}” dalam berkas ini. Berkas tidak disimpan.")


def _kenali(data: bytes) -> str:
    """The extension that the content deserves. Archives are checked on the way."""
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(_OLE2):
        raise BerkasDitolak(
            "Berkas terkunci kata sandi atau berformat lama (.xls, .doc). "
            "Simpan sebagai .xlsx atau .docx tanpa kata sandi, lalu unggah ulang."
        )
    if data.startswith(_ZIP) and (jenis := _kenali_office(data)):
        return jenis
    raise BerkasDitolak(f"Jenis berkas ini tidak dapat diterima. Unggah berkas {JENIS}.")


# Names


def bersihkan_nama(nama: str, akhiran: str) -> str:
    """A name to show and to save under, with this extension; what it said about folders is gone."""
    return f"{_pisah(_rapikan(nama))[0][: PANJANG_NAMA - len(akhiran) - 1].rstrip(' .') or 'bukti'}.{akhiran}"


def _nama_cocok(nama: str, akhiran: str) -> str:
    """The clean name.

    Raises:
        BerkasDitolak: if the name claims another kind of file than its content is.
    """
    tertulis = _pisah(_rapikan(nama))[1]
    if tertulis not in ("", akhiran):
        raise BerkasDitolak(
            f"Nama berkas berakhiran .{tertulis}, padahal isinya {akhiran.upper()}. "
            f"Ganti akhirannya menjadi .{akhiran} atau pilih berkas yang benar, lalu unggah ulang."
        )
    return bersihkan_nama(nama, akhiran)


def _rapikan(nama: str) -> str:
    """Without folders, control and bidi characters; spaces folded; no dots or spaces at either end."""
    akhir = re.split(r"[/\\]", nama)[-1]
    tampak = "".join(" " if h.isspace() else h for h in akhir if h.isspace() or unicodedata.category(h)[0] != "C")
    return " ".join(unicodedata.normalize("NFC", tampak).split()).rstrip(" .")


def _pisah(nama: str) -> tuple[str, str]:
    """Stem and extension. “Laporan v1.2” and “SK No. 12. Revisi akhir” have none."""
    cocok = _AKHIRAN.fullmatch(nama)
    batang, akhiran = (cocok[1], cocok[2].lower()) if cocok else (nama, "")
    return batang.strip(" ."), "jpg" if akhiran == "jpeg" else akhiran


# Pictures


@contextmanager
def tanpa_gambar_terpotong() -> Iterator[None]:
    """WeasyPrint lets Pillow fill up cut-off pictures, for the whole process; an upload must be whole."""
    with _KUNCI_PILLOW:
        sebelum, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = sebelum


def _baca_gambar(data: bytes, rusak: str) -> Image.Image:
    """Decoded, and upright. `rusak`: the sentence for what is no whole picture."""
    try:
        with tanpa_gambar_terpotong(), warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as gambar:
                # JPEG can be decoded at a fraction of its size, which spares memory.
                gambar.draft(None, (SISI_TERBESAR, SISI_TERBESAR))
                gambar.load()
                return ImageOps.exif_transpose(gambar)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as galat:
        raise BerkasDitolak(GAMBAR_TERLALU_BESAR) from galat
    except MemoryError:
        raise
    except Exception as galat:  # whatever a damaged file makes Pillow raise
        raise BerkasDitolak(rusak) from galat


def piksel(data: bytes) -> int:
    """How many pixels a picture says that it has, without decoding it; 0 where it is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as gambar:
                return gambar.width * gambar.height
    except Image.DecompressionBombError as galat:
        raise BerkasDitolak(GAMBAR_TERLALU_BESAR) from galat
    except Exception:  # whatever a damaged file makes Pillow raise
        return 0


def bersihkan_gambar(data: bytes) -> bytes:
    """The picture alone, as PNG, at most 3000 pixels a side."""
    tegak = _baca_gambar(data, "Berkas bukan gambar PNG atau JPG yang utuh, dan bukan PDF.")
    tegak.thumbnail((SISI_TERBESAR, SISI_TERBESAR))
    keluaran = io.BytesIO()
    gambar = tegak if tegak.mode in ("RGB", "RGBA", "L", "LA", "P") else tegak.convert("RGB")
    gambar.save(keluaran, "PNG", optimize=True, icc_profile=None)
    return keluaran.getvalue()


def _tulis_ulang(data: bytes, akhiran: str) -> bytes:
    """The picture alone, in its own format, at most 3000 pixels a side."""
    gambar = _baca_gambar(data, "Gambar rusak atau terpotong. Simpan ulang gambarnya, lalu unggah ulang.")
    if max(gambar.size) > SISI_TERBESAR:
        # Pixels of a palette and of pure black and white cannot be blended, and text would become ragged.
        if gambar.mode in ("1", "P"):
            gambar = gambar.convert("L" if gambar.mode == "1" else "RGBA")
        gambar.thumbnail((SISI_TERBESAR, SISI_TERBESAR))
    keluaran = io.BytesIO()
    if akhiran == "jpg":
        warna = gambar if gambar.mode in ("RGB", "L") else gambar.convert("RGB")
        warna.save(keluaran, "JPEG", quality=MUTU_JPEG, comment=b"")
    else:
        gambar.save(keluaran, "PNG", icc_profile=None)
    return keluaran.getvalue()


# PDF


_BUKAN_HALAMAN = ("/AA", "/AF", "/Annots", "/B", "/Metadata", "/PieceInfo", "/PresSteps", "/Tabs", "/Thumb", "/Trans")
"""Of a page: all that is not to be seen on paper."""
_TERLAMPIR = ("/AA", "/AF", "/JS", "/OpenAction")


def bersihkan_pdf(data: bytes) -> tuple[bytes, int]:
    """The pages alone, without scripts, attachments or actions; and how many."""
    try:
        with pikepdf.open(io.BytesIO(data)) as asal, pikepdf.new() as baru:
            if len(asal.pages) > HALAMAN_TERBANYAK:
                raise BerkasDitolak(f"PDF lebih dari {HALAMAN_TERBANYAK} halaman.")
            baru.pages.extend(asal.pages)
            for halaman in baru.pages:
                _tanpa(halaman.obj, _BUKAN_HALAMAN)
            for objek in baru.objects:  # a picture within a page may bring a file along too
                _tanpa(objek, _TERLAMPIR)
            keluaran = io.BytesIO()
            baru.save(keluaran, deterministic_id=True)
            return keluaran.getvalue(), len(baru.pages)
    except pikepdf.PasswordError as galat:
        raise BerkasDitolak(PDF_TERKUNCI) from galat
    except (BerkasDitolak, MemoryError):
        raise
    except Exception as galat:  # whatever a damaged file makes qpdf raise
        raise BerkasDitolak("PDF rusak dan tidak dapat dibaca.") from galat


def _tanpa(objek: pikepdf.Object, kunci: Iterable[str]) -> None:
    if isinstance(objek, pikepdf.Dictionary | pikepdf.Stream):
        for satu in kunci:
            if satu in objek:
                del objek[satu]


def _periksa_pdf(data: bytes) -> None:
    # qpdf mends a cut-off file and finds some pages in it; only a whole one ends with its mark.
    if b"%%EOF" not in data.rstrip(b"\0\t\n\f\r ")[-1024:]:
        raise BerkasDitolak(RUSAK)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            halaman = len(pdf.pages)
    except pikepdf.PasswordError as galat:
        raise BerkasDitolak(PDF_TERKUNCI) from galat
    except MemoryError:
        raise
    except Exception as galat:  # whatever a damaged file makes qpdf raise
        raise BerkasDitolak(RUSAK) from galat
    if not halaman:
        raise BerkasDitolak("PDF ini tidak mempunyai halaman.")


# XLSX and DOCX


def _kenali_office(data: bytes) -> str:
    """'xlsx' or 'docx', '' for another archive. The archive has been read whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            _periksa_arsip(arsip, TERURAI_TERBESAR)
            nama = set(arsip.namelist())
    except (BerkasDitolak, MemoryError):
        raise
    except Exception as galat:  # whatever a damaged file makes zipfile, zlib or expat raise
        raise BerkasDitolak(RUSAK) from galat
    jenis = [akhiran for akhiran, utama in _UTAMA.items() if {_DAFTAR_BAGIAN, utama} <= nama]
    return jenis[0] if len(jenis) == 1 else ""


def _periksa_arsip(arsip: zipfile.ZipFile, sisa: int, dalam: int = 0) -> int:
    """Refuse bombs, macros and names that lead out. `sisa`: bytes that may still be unpacked; returns the rest."""
    daftar = arsip.infolist()
    sisa -= sum(info.file_size for info in daftar)
    if sisa < 0 or len(daftar) > BAGIAN_TERBANYAK or dalam > 3 or any(map(_mengembang, daftar)):
        raise BerkasDitolak(TERLALU_MENGEMBANG)
    if any(info.flag_bits & 1 for info in daftar):
        raise BerkasDitolak(TERKUNCI)
    nama = [info.filename.casefold() for info in daftar]
    if len(set(nama)) < len(nama) or any(_JALUR_JAHAT.search(info.orig_filename) for info in daftar):
        raise BerkasDitolak(RUSAK)
    if any(n.endswith("vbaproject.bin") for n in nama):
        raise BerkasDitolak(BERMAKRO)
    for info in daftar:
        sisa = _periksa_bagian(arsip, info, sisa, dalam)
    return sisa


def _mengembang(info: zipfile.ZipInfo) -> bool:
    return info.file_size > MB and info.file_size > NISBAH_TERBESAR * info.compress_size


def _periksa_bagian(arsip: zipfile.ZipFile, info: zipfile.ZipInfo, sisa: int, dalam: int) -> int:
    """Read one part to its end, which compares its checksum, and look into what is embedded."""
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise BerkasDitolak(RUSAK)
    daftar_bagian = info.filename.casefold() == _DAFTAR_BAGIAN.casefold()
    with arsip.open(info) as aliran:
        awal = aliran.read(8)
        if not (daftar_bagian or awal.startswith((_ZIP, _OLE2))):
            while aliran.read(MB):
                pass
            return sisa
        if info.file_size > (MB if daftar_bagian else SISIPAN_TERBESAR):
            raise BerkasDitolak(TERLALU_MENGEMBANG)
        data = awal + aliran.read()
    if daftar_bagian:
        jenis = [str(e.get("ContentType")).casefold() for e in ElementTree.fromstring(data)]
        if any("macro" in j or "vba" in j for j in jenis):
            raise BerkasDitolak(BERMAKRO)
    elif awal.startswith(_OLE2):
        if _VBA in data:
            raise BerkasDitolak(BERMAKRO)
    else:
        with zipfile.ZipFile(io.BytesIO(data)) as sisipan:
            return _periksa_arsip(sisipan, sisa, dalam + 1)
    return sisa


# Storing and serving
