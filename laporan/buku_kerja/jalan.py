"""An uploaded workbook from upload to what is stored: read and compared by a job, looked at, saved by a job.

Reading may be repeated. Saving happens once: the rows and the upload's state are written in one transaction, by the
worker whose upload it still is.
"""

from __future__ import annotations

import hashlib
import io
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from laporan.models import BERJALAN, UnggahanBuku
from renstra.buku.tiga_arah import Jawaban
from sakip.berkas.simpanan import PENUH, buang, penuh, simpan
from sakip.ditolak import Ditolak
from sakip.jejak.pelaku import pelaku, siapa_kini
from sakip.models import Pengguna, PerangkatDaerah
from sakip.pekerjaan.kemajuan import Kemajuan
from sakip.pekerjaan.pekerjaan import Minta, Pekerjaan, WaktuHabis, diam

from . import pratinjau
from .impor import HasilImpor, impor_buku

catatan = logging.getLogger(__name__)
Keadaan = UnggahanBuku.Keadaan
PEKERJAAN = Pekerjaan(lambda: UnggahanBuku.objects.filter(keadaan__in=BERJALAN), {}, {}, percobaan=2)
FOLDER = "pratinjau"
UMUR = timedelta(days=7)
"""How long an upload that is not worked on, and its file, are kept."""
ULANGI = "Tidak ada data yang berubah. Unggah berkasnya sekali lagi; bila terulang, beri tahu admin SAKIP."
HILANG = "Berkas unggahan ini tidak ada lagi di ruang simpan server."
TAK_TERDUGA = "Berkas ini tidak dapat diolah karena kesalahan tak terduga; rinciannya ada di catatan pekerja."
SUDAH = "Unggahan ini sudah disimpan, dibatalkan, atau sedang dikerjakan."


class UnggahanDitolak(Ditolak):
    """A sentence for the user."""


class _BukanMilik(Exception):
    """The upload was cancelled, or another worker has taken it over."""


class _BerkasHilang(Exception):
    """The file is gone, or is not the one that was uploaded."""


def mulai(instansi: PerangkatDaerah, tahun: int, berkas: UploadedFile, pembuat: Pengguna, minta: Minta) -> UnggahanBuku:
    """Keep the file; `minta` asks a worker to read it.

    Raises:
        PenyimpananPenuh: no room for the file; nothing stays.
    """
    sapu()
    berkas.seek(0)
    isi = berkas.read()
    nama = simpan(isi, FOLDER, "xlsx")
    kini = timezone.now()
    with transaction.atomic():
        unggahan = UnggahanBuku.objects.create(
            perangkat_daerah=instansi,
            tahun=tahun,
            nama_berkas=Path(berkas.name or "buku.xlsx").name[:200],
            ukuran=len(isi),
            berkas=nama,
            sidik=hashlib.sha256(isi).hexdigest(),
            pembuat=pembuat,
            diminta=kini,
            denyut=kini,
        )
        transaction.on_commit(lambda: PEKERJAAN.mintakan([unggahan.pk], minta))
    return unggahan


def konfirmasi(unggahan: UnggahanBuku, jawaban: Jawaban, minta: Minta) -> None:
    """What the person confirmed; `minta` asks a worker to save it.

    Raises:
        UnggahanDitolak: it does not wait for this any more, or the agency's workbook is being saved already.
    """
    kini = timezone.now()
    baru: dict[str, Any] = {"jawaban": jawaban.ke_json(), "dari": siapa_kini()["dari"], "kesalahan": ""}
    baru |= {"pekerja": "", "percobaan": 0, "langkah": "", "maju": 0, "perkiraan": 0, "denyut": kini, "diminta": kini}
    siap = UnggahanBuku.objects.filter(pk=unggahan.pk, keadaan=Keadaan.SIAP)
    try:
        with transaction.atomic():
            if not siap.update(keadaan=Keadaan.MENYIMPAN, **baru):
                raise UnggahanDitolak(SUDAH)
            transaction.on_commit(lambda: PEKERJAAN.mintakan([unggahan.pk], minta))
    except IntegrityError as galat:
        raise UnggahanDitolak(
            "Unggahan lain untuk instansi ini sedang disimpan. Tunggu sampai selesai, lalu simpan lagi."
        ) from galat


def batalkan(unggahan: UnggahanBuku) -> bool:
    """Throw the file and what was read away; a worker that is at it stops and stores nothing. False: it is stored
    already, or was cancelled before."""
    lain = (Keadaan.DISIMPAN, Keadaan.BATAL)
    batal = UnggahanBuku.objects.filter(pk=unggahan.pk).exclude(keadaan__in=lain)
    dibatalkan = batal.update(keadaan=Keadaan.BATAL, hasil=None, berkas="")
    if dibatalkan:
        buang(unggahan.berkas)
    return bool(dibatalkan)


def terhenti(unggahan: UnggahanBuku) -> bool:
    """Whether no worker gives a sign of life for an upload that is to be read or saved."""
    return unggahan.berjalan and diam([unggahan])


def lainnya(unggahan: UnggahanBuku) -> list[UnggahanBuku]:
    """Other uploads of the same agency that may still change something."""
    terbuka = UnggahanBuku.objects.filter(keadaan__in=(*BERJALAN, Keadaan.SIAP))
    milik = terbuka.filter(perangkat_daerah=unggahan.perangkat_daerah_id).exclude(pk=unggahan.pk)
    return list(milik.select_related("pembuat").defer("hasil"))


def sapu() -> int:
    """Forget uploads that nobody works on any more, and files that no upload knows; how many uploads."""
    batas = timezone.now() - UMUR
    usang = UnggahanBuku.objects.filter(dibuat__lt=batas).exclude(keadaan__in=BERJALAN)
    for nama in usang.values_list("berkas", flat=True):
        buang(nama)
    banyak, _ = usang.delete()
    akar = Path(settings.MEDIA_ROOT)
    dikenal = set(UnggahanBuku.objects.exclude(berkas="").values_list("berkas", flat=True))
    for berkas in (akar / FOLDER).rglob("*"):
        try:
            lama = berkas.is_file() and berkas.stat().st_mtime < batas.timestamp()
            if lama and str(berkas.relative_to(akar)) not in dikenal:
                berkas.unlink(missing_ok=True)
        except FileNotFoundError:
            continue
    return banyak


# The job


def kerjakan(nomor: int) -> None:
    """Read or save an upload, whichever it waits for, if nobody else does. Every end is written to the database."""
    tanda = PEKERJAAN.ambil(nomor, langkah="", maju=0, perkiraan=0)
    if tanda is None:
        return
    unggahan = UnggahanBuku.objects.select_related("perangkat_daerah__pemda").get(pk=nomor)
    try:
        with _berdenyut(nomor, tanda) as kemajuan:
            langkah = _simpan if unggahan.keadaan == Keadaan.MENYIMPAN else _baca
            langkah(unggahan, tanda, kemajuan)
    except _BukanMilik:
        return
    except Exception as galat:
        _gagal(unggahan, tanda, f"{_sebab(unggahan, galat)} {ULANGI}")


def _sebab(unggahan: UnggahanBuku, galat: Exception) -> str:
    if isinstance(galat, _BerkasHilang):
        return HILANG
    if isinstance(galat, WaktuHabis):
        return f"Pekerjaan ini melewati batas waktu {settings.CELERY_TASK_SOFT_TIME_LIMIT} detik."
    if penuh(galat):
        return PENUH.partition(". ")[0] + "."
    catatan.exception("unggahan buku kerja %s gagal", unggahan.pk)
    return TAK_TERDUGA


@contextmanager
def _berdenyut(nomor: int, tanda: str) -> Iterator[Kemajuan]:
    """Signs of life with how far it is; stops the import once it is not ours or takes too long."""
    # The signal of the soft limit may be lost where a library takes every error for one of the data.
    tenggat = time.monotonic() + settings.CELERY_TASK_SOFT_TIME_LIMIT - 1
    kemajuan = Kemajuan()
    with PEKERJAAN.berdenyut(nomor, tanda, kemajuan.kabar) as masih_milik:

        def lanjut() -> None:
            if not masih_milik():
                raise _BukanMilik
            if time.monotonic() > tenggat:
                raise WaktuHabis

        kemajuan.lanjut = lanjut
        yield kemajuan


def _buka(unggahan: UnggahanBuku) -> io.BytesIO:
    try:
        isi = (Path(settings.MEDIA_ROOT) / unggahan.berkas).read_bytes()
    except (FileNotFoundError, IsADirectoryError) as galat:
        raise _BerkasHilang from galat
    if hashlib.sha256(isi).hexdigest() != unggahan.sidik:
        raise _BerkasHilang
    return io.BytesIO(isi)


def _baca(unggahan: UnggahanBuku, tanda: str, kemajuan: Kemajuan) -> None:
    hasil = impor_buku(_buka(unggahan), uji=True, hanya=unggahan.perangkat_daerah, kemajuan=kemajuan)
    _pratinjau(unggahan, tanda, hasil)


def _simpan(unggahan: UnggahanBuku, tanda: str, kemajuan: Kemajuan) -> None:
    """All of it as it was shown, or a new preview of what stands in the way."""
    lama = pratinjau.dari_json(unggahan.hasil)

    def tuntas(hasil: HasilImpor) -> None:
        ringkas = pratinjau.ke_json(hasil, hanya_hitungan=True)
        _akhiri(unggahan, tanda, keadaan=Keadaan.DISIMPAN, hasil=ringkas, berkas="")

    with pelaku(lambda: {"oleh": unggahan.pembuat_id, "dari": unggahan.dari}):
        hasil = impor_buku(
            _buka(unggahan),
            hanya=unggahan.perangkat_daerah,
            jawaban=Jawaban(**unggahan.jawaban),
            disetujui=lama.sidik,
            kemajuan=kemajuan,
            saat_disimpan=tuntas,
        )
    if hasil.disimpan:
        buang(unggahan.berkas)
        catatan.info("buku kerja %s diimpor oleh %s", unggahan.perangkat_daerah.kode, unggahan.pembuat_id)
        return
    sejak = () if hasil.sama_dengan_pratinjau else pratinjau.yang_lain(lama, hasil)
    _pratinjau(unggahan, tanda, hasil, sejak)


def _pratinjau(unggahan: UnggahanBuku, tanda: str, hasil: HasilImpor, sejak: tuple[str, ...] = ()) -> None:
    """What the import would do is to be looked at; a file with an error is refused and goes."""
    isi = pratinjau.ke_json(hasil, sejak)
    if hasil.galat:
        _akhiri(unggahan, tanda, keadaan=Keadaan.DITOLAK, hasil=isi, berkas="")
        buang(unggahan.berkas)
    else:
        _akhiri(unggahan, tanda, keadaan=Keadaan.SIAP, hasil=isi)


def _akhiri(unggahan: UnggahanBuku, tanda: str, **ubahan: Any) -> None:
    if not PEKERJAAN.milik(unggahan.pk, tanda).update(langkah="", **ubahan):
        raise _BukanMilik


def _gagal(unggahan: UnggahanBuku, tanda: str, alasan: str) -> None:
    """It ends here, unless it is not this worker's any more."""
    milik = PEKERJAAN.milik(unggahan.pk, tanda)
    if milik.update(keadaan=Keadaan.GAGAL, kesalahan=alasan, langkah="", hasil=None, berkas=""):
        buang(unggahan.berkas)


def pulihkan() -> list[int]:
    """Uploads whose worker or message was lost: which to ask for again."""
    return PEKERJAAN.pulihkan(lambda unggahan, alasan: _gagal(unggahan, unggahan.pekerja, f"{alasan} {ULANGI}"))
