"""Several submitted LKjIP as one ZIP, made by a job: each as it was handed in, with an index in Excel.

The file is written beside its place and moved there whole; nothing half-made is ever offered.
"""

from __future__ import annotations

import io
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from openpyxl import Workbook
from openpyxl.styles import Font

from laporan.models import Paket, Penyampaian
from laporan.susun.jalan import jalur
from sakip.berkas.simpanan import PENUH, buang, penuh
from sakip.buku.tulis import tulis_sel
from sakip.models import Pemda, Pengguna
from sakip.pekerjaan.pekerjaan import Minta, Pekerjaan, WaktuHabis, diam

from .sampaikan import MejaDitolak

catatan = logging.getLogger(__name__)
Keadaan = Paket.Keadaan
PEKERJAAN = Pekerjaan(lambda: Paket.objects.filter(keadaan=Keadaan.DIBUAT), {}, {})
KEPALA = ("Berkas", "Perangkat daerah", "Versi", "Disampaikan", "Halaman", "SHA-256", "Catatan terbuka")


class _Berhenti(Exception):
    """Cancelled, or another worker has it."""


class _Hilang(Exception):
    """A file that a version names is gone."""


def mulai(pemda: Pemda, tahun: int, isi: Sequence[Penyampaian], oleh: Pengguna, *, minta: Minta) -> Paket:
    """Ask for a package; the same one that is being made already is not made twice.

    Raises:
        MejaDitolak: nothing was chosen.
    """
    if not isi:
        raise MejaDitolak("Belum ada LKjIP yang disampaikan di antara yang dipilih; tidak ada yang dapat dikemas.")
    nomor = sorted(p.pk for p in isi)
    ada = Paket.objects.filter(pemda=pemda, tahun=tahun, pembuat=oleh, keadaan=Keadaan.DIBUAT)
    if (sama := next((p for p in ada if p.isi == nomor), None)) is not None:
        return sama
    with transaction.atomic():
        paket = Paket.objects.create(pemda=pemda, tahun=tahun, isi=nomor, pembuat=oleh, denyut=timezone.now())
        transaction.on_commit(lambda: PEKERJAAN.mintakan([paket.pk], minta))
    return paket


def batalkan(paket: Paket) -> bool:
    return bool(Paket.objects.filter(pk=paket.pk, keadaan=Keadaan.DIBUAT).update(keadaan=Keadaan.BATAL))


def terhenti(paket: Paket) -> bool:
    return paket.keadaan == Keadaan.DIBUAT and diam([paket])


def kerjakan(nomor: int) -> None:
    """Make the package, if nobody else does. Every end is written to the database."""
    tanda = PEKERJAAN.ambil(nomor)
    if tanda is None:
        return
    paket = Paket.objects.select_related("pemda").get(pk=nomor)
    kemajuan = {"maju": 0}
    berkas = ""
    try:
        with PEKERJAAN.berdenyut(nomor, tanda, lambda: dict(kemajuan)) as masih:

            def maju(n: int) -> None:
                kemajuan["maju"] = n
                if not masih():
                    raise _Berhenti

            berkas, ukuran = _kemas(paket, maju)
        kini = timezone.now()
        selesai = {"keadaan": Keadaan.SIAP, "berkas": berkas, "ukuran": ukuran, "maju": len(paket.isi)}
        if not PEKERJAAN.milik(nomor, tanda).update(**selesai, kedaluwarsa=kini + Paket.UMUR, denyut=kini):
            buang(berkas)
    except _Berhenti:
        return
    except _Hilang as galat:
        _gagal(nomor, tanda, f"Berkas {galat} tidak ada di penyimpanan. Beri tahu admin SAKIP.")
    except WaktuHabis:
        _gagal(nomor, tanda, f"Melewati batas waktu {settings.CELERY_TASK_SOFT_TIME_LIMIT} detik.")
    except Exception as galat:
        catatan.exception("paket %d gagal", nomor)
        kalimat = PENUH if penuh(galat) else f"Kesalahan tak terduga ({type(galat).__name__}). Coba sekali lagi."
        _gagal(nomor, tanda, kalimat)


def _gagal(nomor: int, tanda: str, alasan: str) -> None:
    PEKERJAAN.milik(nomor, tanda).update(keadaan=Keadaan.GAGAL, kesalahan=alasan)


def _kemas(paket: Paket, maju: Callable[[int], None]) -> tuple[str, int]:
    """Write the ZIP; its name, relative to MEDIA_ROOT, and its size."""
    semua = Penyampaian.objects.filter(pk__in=paket.isi).select_related("perangkat_daerah", "oleh")
    versi = sorted(semua.prefetch_related("catatan"), key=lambda p: p.perangkat_daerah.nama)
    folder = Path(settings.MEDIA_ROOT) / "paket"
    folder.mkdir(parents=True, exist_ok=True)
    pegangan, sementara = tempfile.mkstemp(dir=folder, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(pegangan, "wb") as keluaran, zipfile.ZipFile(keluaran, "w", zipfile.ZIP_STORED) as zip_:
            for n, p in enumerate(versi, 1):
                sumber = jalur(p.berkas)
                if not sumber.is_file():
                    raise _Hilang(f"{p} {p.perangkat_daerah}")
                zip_.write(sumber, nama_dalam(paket, p))
                maju(n)
            zip_.writestr("daftar.xlsx", _daftar(paket, versi))
        nama = f"paket/{paket.pk}-{os.urandom(16).hex()}.zip"
        os.replace(sementara, Path(settings.MEDIA_ROOT) / nama)
    except BaseException:
        with suppress(OSError):
            os.unlink(sementara)
        raise
    return nama, (Path(settings.MEDIA_ROOT) / nama).stat().st_size


def nama_dalam(paket: Paket, p: Penyampaian) -> str:
    """`kabupaten-hulu-sungai-selatan-2024-hss-bkpsdm-versi-1.pdf`"""
    return f"{slugify(paket.pemda.nama)}-{p.tahun}-{p.perangkat_daerah.kode}-versi-{p.versi}.pdf"


def nama_paket(paket: Paket) -> str:
    return f"lkjip-{slugify(paket.pemda.nama)}-{paket.tahun}.zip"


def _daftar(paket: Paket, versi: Sequence[Penyampaian]) -> bytes:
    buku = Workbook()
    ws = buku.active
    ws.title = "LKjIP"
    for kolom, (kata, lebar) in enumerate(zip(KEPALA, (60, 50, 8, 20, 10, 70, 16), strict=True), 1):
        tulis_sel(ws.cell(1, kolom), kata)
        ws.cell(1, kolom).font = Font(bold=True)
        ws.column_dimensions[ws.cell(1, kolom).column_letter].width = lebar
    for baris, p in enumerate(versi, 2):
        terbuka = sum(c.selesai_pada is None for c in p.catatan.all())
        pada = timezone.localtime(p.pada).strftime("%Y-%m-%d %H.%M")
        isi = (nama_dalam(paket, p), p.perangkat_daerah.nama, p.versi, pada, p.halaman, p.sidik, terbuka)
        for kolom, nilai in enumerate(isi, 1):
            tulis_sel(ws.cell(baris, kolom), nilai)
    ws.freeze_panes = "A2"
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def pulihkan() -> list[int]:
    return PEKERJAAN.pulihkan(lambda paket, alasan: _gagal(paket.pk, paket.pekerja, alasan))


def sapu() -> int:
    """Delete packages past their time, and what an ended worker left half-written."""
    kini = timezone.now()
    lewat = list(Paket.objects.filter(keadaan=Keadaan.SIAP, kedaluwarsa__lt=kini).exclude(berkas=""))
    for paket in lewat:
        Paket.objects.filter(pk=paket.pk).update(berkas="")
        buang(paket.berkas)
    for sisa in (Path(settings.MEDIA_ROOT) / "paket").glob(".*.tmp"):
        with suppress(OSError):
            if kini.timestamp() - sisa.stat().st_mtime > Paket.UMUR.total_seconds():
                sisa.unlink()
    return len(lewat)
