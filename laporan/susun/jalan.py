"""Composing a document: one job per chapter (documents beside the LKjIP have one), then a join.

The database is the truth about the state.

A job is claimed by one conditional UPDATE, shows signs of life while it runs, and may be asked for
any number of times: whatever is lost (a message, a worker) is found by `pulihkan` and resumed, or
ends as failed with its reason.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from laporan import dokumen
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bab import Bab, BabTidakLengkap, CetakCacat, bagian_kerja, judul_kerja, render_bab, susun_html
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.gabung import DAFTAR_ISI, HasilGabung, HtmlDaftar, gabungkan, render_daftar
from laporan.lkjip.laporan import Laporan
from laporan.lkjip.penggal import pisah
from laporan.models import LKJIP, TERBUKA, BagianSusunan, StatusSusunan, Susunan
from sakip.berkas.simpanan import PenyimpananPenuh, tulis_utuh
from sakip.ditolak import Ditolak
from sakip.models import Bidang, Pengguna, PerangkatDaerah
from sakip.pekerjaan.pekerjaan import Minta, Pekerjaan, WaktuHabis, diam

from .peringatan import peringatan
from .stempel import KONSEP, cap

__all__ = ["batalkan", "judul_kerja", "kerjakan", "mulai", "pulihkan", "terhenti"]

catatan = logging.getLogger(__name__)
GABUNG = "gabung"
TERLAMA = ("bab3", "lampiran", "bab2")
"""The chapters that take longest to lay out, in this order: they grow with the plan and its money."""
_beku: dict[tuple[int, Any], Laporan] = {}
Kabari = Callable[[str], None]
"""Told what the layout is doing; raises once the job is to stop."""


PEKERJAAN = Pekerjaan(
    lambda: BagianSusunan.objects.filter(susunan__in=Susunan.objects.filter(status__in=TERBUKA)),
    {"status": StatusSusunan.ANTRE},
    {"status": StatusSusunan.BERJALAN},
)


PENUH = (
    f"Sudah {settings.BATAS_SUSUNAN} dokumen instansi ini yang menunggu atau sedang disusun. "
    "Tunggu sampai ada yang selesai, atau batalkan salah satunya."
)


class SusunanPenuh(Ditolak):
    """Too many of the agency's documents are being composed."""


class Dibatalkan(Exception):
    """The composition was cancelled, or another worker has taken this job over."""


def mulai(
    instansi: PerangkatDaerah,
    tahun: int,
    pembuat: Pengguna | None = None,
    jenis: str = LKJIP,
    triwulan: int | None = None,
    bidang: Bidang | None = None,
    *,
    minta: Minta,
) -> Susunan:
    """Freeze the year (to date, for a document of a quarter; of one bidang, where the document may be); `minta` asks
    for the document's parts, once they are stored. Where its composition is already open, that one.

    Raises:
        SusunanPenuh: as many of the agency's documents as may are open.
    """
    if jenis != LKJIP and dokumen.DOKUMEN[jenis].per_triwulan != (triwulan is not None):
        raise ValueError(f"{jenis}: triwulan {triwulan}")
    if bidang is not None and (jenis == LKJIP or not dokumen.DOKUMEN[jenis].per_bidang):
        raise ValueError(f"{jenis}: bidang {bidang.kode}")
    kunci = {"perangkat_daerah": instansi, "tahun": tahun, "jenis": jenis, "triwulan": triwulan, "bidang": bidang}
    if (ada := _terbuka(kunci)) is not None:
        return ada
    if Susunan.objects.filter(perangkat_daerah=instansi, status__in=TERBUKA).count() >= settings.BATAS_SUSUNAN:
        raise SusunanPenuh(PENUH)
    ikhtisar = susun_ikhtisar(instansi, tahun, triwulan)
    if jenis == LKJIP:
        bahan = kumpulkan(instansi, tahun) | {"peringatan": peringatan(instansi, ikhtisar)}
    else:
        bahan = dokumen.bahan(jenis, instansi, tahun, triwulan, bidang)
    try:
        with transaction.atomic():
            susunan = Susunan.objects.create(**kunci, ikhtisar=ke_json(ikhtisar), bahan=bahan, pembuat=pembuat)
            kini = timezone.now()
            bagian = [
                BagianSusunan(susunan=susunan, kunci=nama, urutan=urutan + (nama == GABUNG), denyut=kini)
                for urutan, nama in enumerate(_pekerjaan(susunan))
            ]
            BagianSusunan.objects.bulk_create(bagian)
            transaction.on_commit(lambda: _minta_semua(susunan, minta))
    except IntegrityError:
        ada = _terbuka(kunci)
        if ada is None:
            raise
        return ada
    return susunan


def _pekerjaan(susunan: Susunan) -> list[str]:
    isi = bagian_kerja(_laporan(susunan)) if susunan.jenis == LKJIP else [dokumen.BAGIAN]
    return [*isi, GABUNG]


def _terbuka(kunci: dict[str, Any]) -> Susunan | None:
    return Susunan.objects.filter(**kunci, status__in=TERBUKA).first()


def _minta_semua(susunan: Susunan, minta: Minta) -> None:
    """What takes longest first, so that the workers finish together."""
    urut = {kunci: n for n, kunci in enumerate(TERLAMA)}
    bagian = sorted(
        susunan.bagian.exclude(kunci=GABUNG), key=lambda b: (urut.get(pisah(b.kunci)[0], len(urut)), b.urutan)
    )
    PEKERJAAN.mintakan([b.pk for b in bagian], minta)


def batalkan(susunan: Susunan) -> bool:
    """Cancel an open composition; running jobs stop at their next sign of life."""
    with transaction.atomic():
        batal = Susunan.objects.filter(pk=susunan.pk, status__in=TERBUKA).update(
            status=StatusSusunan.BATAL, selesai=timezone.now(), kesalahan="Dibatalkan oleh pengguna."
        )
        susunan.bagian.filter(status__in=TERBUKA).update(status=StatusSusunan.BATAL, langkah="")
    return bool(batal)


def terhenti(susunan: Susunan) -> bool:
    """Whether no worker gives a sign of life for an open composition."""
    return susunan.terbuka and diam(b for b in susunan.bagian.all() if b.kunci != GABUNG or b.pekerja)


# One job


def kerjakan(bagian_id: int) -> int | None:
    """Do one chapter (or the join), if nobody else does. Every end is written to the database. The part to ask for
    next: the join, after the last chapter."""
    tanda = PEKERJAAN.ambil(bagian_id, langkah="Menyiapkan isi")
    if tanda is None:
        return None
    bagian = BagianSusunan.objects.select_related("susunan").get(pk=bagian_id)
    Susunan.objects.filter(pk=bagian.susunan_id, status=StatusSusunan.ANTRE).update(status=StatusSusunan.BERJALAN)
    try:
        with _berdenyut(bagian.pk, tanda) as kabari:
            (_gabung if bagian.kunci == GABUNG else _bab)(bagian, tanda, kabari)
    except Dibatalkan:
        return None
    except WaktuHabis:
        _gagal(bagian, tanda, f"Melewati batas waktu {settings.CELERY_TASK_SOFT_TIME_LIMIT} detik.")
        return None
    except BabTidakLengkap as galat:
        _gagal(bagian, tanda, f"Hasilnya tidak lengkap: {galat}.")
        return None
    except CetakCacat as galat:
        _gagal(bagian, tanda, f"Cetakannya cacat, {galat}.")
        return None
    except PenyimpananPenuh as galat:
        _gagal(bagian, tanda, str(galat))
        return None
    except Exception as galat:
        catatan.exception("bagian %s gagal", bagian)
        _gagal(
            bagian,
            tanda,
            f"Kesalahan tak terduga ({type(galat).__name__}). Rinciannya ada di catatan pekerja.",
        )
        return None
    return _sesudah(bagian.susunan_id)


@contextmanager
def _berdenyut(bagian_id: int, tanda: str) -> Iterator[Kabari]:
    """Signs of life; the callback it gives raises once the job is not ours."""
    langkah = {"langkah": "Menyiapkan isi"}
    tenggat = time.monotonic() + settings.CELERY_TASK_SOFT_TIME_LIMIT
    with PEKERJAAN.berdenyut(bagian_id, tanda, lambda: dict(langkah)) as masih_milik:

        def kabari(pesan: str) -> None:
            if not masih_milik():
                raise Dibatalkan
            if time.monotonic() > tenggat:  # the signal of the soft limit may be lost in a library
                raise WaktuHabis
            if "Page" in pesan:
                langkah["langkah"] = f"Menata halaman {pesan.rsplit('Page', 1)[1].split()[0]}"

        yield kabari


def _laporan(susunan: Susunan) -> Laporan:
    """What the composition is made from; the parts that one worker takes in turn share it."""
    kunci = (susunan.pk, susunan.dibuat)
    if kunci not in _beku:
        _beku.clear()
        _beku[kunci] = Laporan(susunan.ikhtisar, susunan.bahan)
    return _beku[kunci]


def _bab(bagian: BagianSusunan, tanda: str, kabari: Kabari) -> None:
    """Render one chapter, or take the PDF of an equal one made before."""
    laporan, jenis = _laporan(bagian.susunan), bagian.susunan.jenis
    bab = susun_html(bagian.kunci, laporan) if jenis == LKJIP else dokumen.susun_html(jenis, laporan)
    medan = _tertata(bagian.susunan, bagian.kunci, bab.sidik, lambda: render_bab(bab, laporan, kabari))
    _selesai(bagian, tanda, **medan)


def _tertata(susunan: Susunan, kunci: str, sidik: str, tata: Callable[[], Bab]) -> dict[str, Any]:
    """The fields of a part: those of an equal one made before, or of its pages laid out now."""
    lama = (
        BagianSusunan.objects.filter(
            susunan__perangkat_daerah=susunan.perangkat_daerah_id,
            kunci=kunci,
            sidik=sidik,
            status=StatusSusunan.SELESAI,
        )
        .order_by("-pk")
        .first()
    )
    if lama is not None and jalur(lama.berkas).is_file():
        medan = {"berkas": lama.berkas, "halaman": lama.halaman, "daftar": lama.daftar, "rupa": lama.rupa}
        return medan | {"sidik": sidik, "dipakai_ulang": True}
    hasil = tata()
    berkas = _simpan(susunan, f"{kunci}-{sidik[:24]}.pdf", hasil.pdf)
    return {"sidik": sidik, "berkas": berkas, "halaman": hasil.halaman, "daftar": hasil.entri, "rupa": hasil.rupa}


def _gabung(bagian: BagianSusunan, tanda: str, kabari: Kabari) -> None:
    """Join the chapters into the whole document."""
    susunan = bagian.susunan
    semua = _isi(susunan)
    sidik = hashlib.sha256("".join(b.sidik for b in semua).encode()).hexdigest()
    hasil = gabung_ulang(susunan)
    pdf = cap(hasil.pdf, KONSEP) if susunan.jenis == LKJIP else hasil.pdf
    berkas = _simpan(susunan, f"{susunan.jenis}-{susunan.pk}-{sidik[:24]}.pdf", pdf)
    with transaction.atomic():
        _selesai(bagian, tanda, sidik=sidik, berkas=berkas, halaman=hasil.halaman, rupa=hasil.rupa)
        Susunan.objects.filter(pk=susunan.pk, status=StatusSusunan.BERJALAN).update(
            status=StatusSusunan.SELESAI, selesai=timezone.now(), berkas=berkas, halaman=hasil.halaman
        )


def gabung_ulang(susunan: Susunan) -> HasilGabung:
    """The composed document joined anew from its parts, without a mark on its pages."""
    bab, laporan = [_terbaca(b) for b in _isi(susunan)], _laporan(susunan)
    if susunan.jenis != LKJIP:
        return dokumen.terbitkan(susunan.jenis, bab[0], laporan)
    return gabungkan(bab, laporan, lambda daftar: _daftar(susunan, daftar))


def _isi(susunan: Susunan) -> list[BagianSusunan]:
    """The parts that jobs make, in the order of the pages."""
    return list(susunan.bagian.exclude(kunci__in=(DAFTAR_ISI, GABUNG)).order_by("urutan"))


def _terbaca(bagian: BagianSusunan) -> Bab:
    return Bab(bagian.kunci, jalur(bagian.berkas).read_bytes(), bagian.halaman or 0, bagian.daftar, tuple(bagian.rupa))


def _daftar(susunan: Susunan, daftar: HtmlDaftar) -> Bab:
    """The tables of contents, which no job of their own makes: their lines seldom change with a sentence."""
    medan = _tertata(susunan, DAFTAR_ISI, daftar.sidik, lambda: render_daftar(daftar))
    medan |= {"status": StatusSusunan.SELESAI, "urutan": len(_isi(susunan))}
    return _terbaca(BagianSusunan.objects.update_or_create(susunan=susunan, kunci=DAFTAR_ISI, defaults=medan)[0])


def jalur(berkas: str) -> Path:
    """Where a stored file is."""
    return Path(settings.MEDIA_ROOT) / berkas


def _simpan(susunan: Susunan, nama: str, pdf: bytes) -> str:
    """Write a file whole or not at all; its name says what is in it."""
    folder = LKJIP if susunan.jenis == LKJIP else "dokumen"
    berkas = f"{folder}/{susunan.perangkat_daerah_id}/{susunan.tahun}/{nama}"
    tulis_utuh(jalur(berkas), pdf)
    return berkas


def _selesai(bagian: BagianSusunan, tanda: str, **medan: Any) -> None:
    ubah = PEKERJAAN.milik(bagian.pk, tanda).update(
        status=StatusSusunan.SELESAI, denyut=timezone.now(), langkah="", **medan
    )
    if not ubah:
        raise Dibatalkan


def _gagal(bagian: BagianSusunan, tanda: str, alasan: str) -> None:
    """The job failed: so does the composition, and what waits is not begun."""
    with transaction.atomic():
        if PEKERJAAN.milik(bagian.pk, tanda).update(status=StatusSusunan.GAGAL, langkah="", kesalahan=alasan):
            _gagalkan_susunan(bagian, alasan)


def _gagalkan_susunan(bagian: BagianSusunan, alasan: str) -> None:
    susunan = Susunan.objects.filter(pk=bagian.susunan_id, status__in=TERBUKA)
    susunan.update(
        status=StatusSusunan.GAGAL, selesai=timezone.now(), kesalahan=f"{judul_kerja(bagian.kunci)}: {alasan}"
    )
    BagianSusunan.objects.filter(susunan_id=bagian.susunan_id, status__in=TERBUKA).update(
        status=StatusSusunan.BATAL, langkah=""
    )


def _sesudah(susunan_id: int) -> int | None:
    """After a chapter: the join, when all are done."""
    bagian = list(BagianSusunan.objects.filter(susunan_id=susunan_id))
    gabung = next(b for b in bagian if b.kunci == GABUNG)
    selesai = all(b.status == StatusSusunan.SELESAI for b in bagian if b is not gabung)
    return gabung.pk if selesai and gabung.status == StatusSusunan.ANTRE else None


# Recovery


def pulihkan() -> list[int]:
    """What was lost and is to be asked for again; a join waits for its chapters."""
    hilang = PEKERJAAN.pulihkan(
        lambda bagian, alasan: _gagal(bagian, bagian.pekerja, alasan), langkah="Dilanjutkan setelah pekerja berhenti"
    )
    menunggu = set()
    for bagian in BagianSusunan.objects.filter(pk__in=hilang, kunci=GABUNG):
        if _sesudah(bagian.susunan_id) != bagian.pk:
            menunggu.add(bagian.pk)
    return [pk for pk in hilang if pk not in menunggu]
