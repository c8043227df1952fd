"""Evidence of an indicator's quarter: add, take away. Frozen once the entry is approved."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from renstra.models import Indikator
from sakip.berkas.simpanan import buang, simpan
from sakip.berkas.terima import BerkasBersih, terima
from sakip.ditolak import Ditolak
from sakip.models import Pengguna

from .alur import BEKU, BISA_DIISI
from .models import Berkas, Bukti, Realisasi

DIBEKUKAN = "Bukti dukung sudah dibekukan karena isiannya sudah disetujui."
PANJANG_TEKS = 5_000


class BuktiDitolak(Ditolak):
    """A sentence for the user."""


def tambah_berkas(
    indikator: Indikator, tahun: int, triwulan: int, berkas: UploadedFile, judul: str, oleh: Pengguna
) -> Bukti:
    """Check and store a file; the same content is stored once, and stands once under an indicator.

    Raises:
        ValueError: with a sentence for the user.
    """
    bersih = terima(berkas)
    with transaction.atomic():
        _periksa_beku(indikator, tahun, triwulan)
        tersimpan = _simpan_sekali(bersih)
        sudah = Bukti.objects.filter(indikator=indikator, tahun=tahun, triwulan=triwulan, berkas=tersimpan).first()
        if sudah is not None:
            raise BuktiDitolak(f"Berkas ini sudah ada di sini dengan nama “{sudah.judul}”.")
        return Bukti.objects.create(
            indikator=indikator,
            tahun=tahun,
            triwulan=triwulan,
            jenis=Bukti.Jenis.BERKAS,
            judul=(judul.strip() or bersih.nama)[:200],
            berkas=tersimpan,
            oleh=oleh,
        )


def _simpan_sekali(bersih: BerkasBersih) -> Berkas:
    ada = Berkas.objects.filter(sidik=bersih.sidik).first()
    if ada is not None:
        return ada
    nama = simpan(bersih.data, "bukti", bersih.akhiran)
    bawaan = {"nama_simpan": nama, "mime": bersih.mime, "ukuran": bersih.ukuran}
    berkas, baru = Berkas.objects.get_or_create(sidik=bersih.sidik, defaults=bawaan)
    if not baru:
        buang(nama)
    return berkas


def tambah_tautan(indikator: Indikator, tahun: int, triwulan: int, tautan: str, judul: str, oleh: Pengguna) -> Bukti:
    """A link to something published elsewhere."""
    tautan = tautan.strip()
    if not (inang := _inang(tautan)) or len(tautan) > 500 or " " in tautan or not tautan.isprintable():
        raise BuktiDitolak("Tautan diawali http:// atau https:// dan paling panjang 500 huruf.")
    judul = judul.strip() or inang
    return _tambah(indikator, tahun, triwulan, oleh, jenis=Bukti.Jenis.TAUTAN, judul=judul[:200], tautan=tautan)


def _inang(tautan: str) -> str:
    """The host of a web address; empty where it is none."""
    try:
        bagian = urlsplit(tautan)
    except ValueError:
        return ""
    return bagian.hostname or "" if bagian.scheme in ("http", "https") else ""


def tambah_teks(indikator: Indikator, tahun: int, triwulan: int, teks: str, judul: str, oleh: Pengguna) -> Bukti:
    """A statement, such as the number and date of a letter."""
    teks = teks.strip()
    if not teks or len(teks) > PANJANG_TEKS:
        raise BuktiDitolak(f"Tulis keterangan buktinya, paling banyak {PANJANG_TEKS} huruf.")
    judul = judul.strip() or teks.split("\n")[0]
    return _tambah(indikator, tahun, triwulan, oleh, jenis=Bukti.Jenis.TEKS, judul=judul[:200], teks=teks)


def _tambah(indikator: Indikator, tahun: int, triwulan: int, oleh: Pengguna, **medan: str) -> Bukti:
    with transaction.atomic():
        _periksa_beku(indikator, tahun, triwulan)
        return Bukti.objects.create(indikator=indikator, tahun=tahun, triwulan=triwulan, oleh=oleh, **medan)


def hapus(bukti: Bukti) -> None:
    """Take evidence away; the stored bytes stay, as other entries may hold them."""
    with transaction.atomic():
        _periksa_beku(bukti.indikator, bukti.tahun, bukti.triwulan)
        baris = Realisasi.objects.filter(indikator=bukti.indikator, tahun=bukti.tahun, triwulan=bukti.triwulan).first()
        if baris is not None and baris.status not in BISA_DIISI:
            raise BuktiDitolak("Isian ini sudah diajukan; tarik kembali dahulu sebelum menghapus bukti dukung.")
        bukti.delete()


def _periksa_beku(indikator: Indikator, tahun: int, triwulan: int) -> None:
    """The entry's row is held until the change is done, so that no approval slips in between."""
    baris = Realisasi.objects.select_for_update().filter(indikator=indikator, tahun=tahun, triwulan=triwulan).first()
    if baris is not None and baris.status in BEKU:
        raise BuktiDitolak(DIBEKUKAN)
