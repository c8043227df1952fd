"""The jobs of the server as the administrator sees them: what waits, runs or failed lately, and what can be done."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Count, Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from anggaran import impor as sipd
from anggaran.models import ImporSipd
from anggaran.tasks import baca_sipd
from laporan import tasks
from laporan.buku_kerja import jalan as buku
from laporan.meja import paket as kemas
from laporan.models import BERJALAN, LKJIP, TERBUKA, BagianSusunan, Paket, Penyampaian, StatusSusunan, Susunan
from laporan.models import UnggahanBuku as Unggahan
from laporan.susun import jalan as susun
from sakip import akses
from sakip.ditolak import Ditolak
from sakip.models import Pengguna

GAGAL_SEJAK = datetime.timedelta(days=14)
TAMPIL = 10
ULANGI_BERKAS = "Berkas yang gagal dibaca tidak disimpan. Pengunggahnya perlu mengunggahnya sekali lagi."


@dataclass(frozen=True)
class Baris:
    """One job. `diam`: it waits or runs, and no worker gives a sign of life."""

    nomor: int
    apa: str
    gagal: bool
    pada: datetime.datetime
    pesan: str
    diam: bool
    dapat_diulang: bool


Hitungan = tuple[int, datetime.datetime | None]
"""How many wait or run, and the last sign of life of any."""


@dataclass(frozen=True)
class KeadaanPekerjaan:
    """One kind of job: how many wait or run, the last sign of life, and those that may need somebody."""

    jenis: str
    nama: str
    terbuka: int
    denyut: datetime.datetime | None
    baris: tuple[Baris, ...]


@dataclass(frozen=True)
class Macam:
    """How one kind of job is looked up, cancelled and asked for again."""

    nama: str
    hitung: Callable[[], Hitungan]
    baris: Callable[[], Iterable[Baris]]
    ambil: Callable[[int], Any]
    batal: Callable[[Any], bool]
    ulang: Callable[[Any, Pengguna], bool]


def semua() -> list[KeadaanPekerjaan]:
    """Two queries a kind."""
    return [KeadaanPekerjaan(jenis, m.nama, *m.hitung(), tuple(m.baris())) for jenis, m in MACAM.items()]


def banyak_terbuka() -> dict[str, tuple[int, float]]:
    """Of each kind: how many wait or run, and the seconds since the last sign of life of those."""
    kini = timezone.now()
    hasil = {}
    for jenis, satu in MACAM.items():
        terbuka, denyut = satu.hitung()
        hasil[jenis] = terbuka, (kini - denyut).total_seconds() if terbuka and denyut else 0.0
    return hasil


def _terbaru(milik: Any, terbuka: Q, gagal: Q) -> Iterable[Any]:
    """Those that wait or run, and those that failed lately."""
    return milik.filter(terbuka | gagal).order_by("-pk")[:TAMPIL]


def _sejak() -> datetime.datetime:
    return timezone.now() - GAGAL_SEJAK


def _hitung(model: Any, terbuka: Q) -> Hitungan:
    hasil = model.objects.order_by().aggregate(n=Count("pk", filter=terbuka), denyut=Max("denyut"))
    return hasil["n"], hasil["denyut"]


def _hitung_susunan() -> Hitungan:
    """A composition's signs of life are its parts'."""
    denyut = BagianSusunan.objects.aggregate(n=Max("denyut"))["n"]
    return Susunan.objects.filter(status__in=TERBUKA).count(), denyut


def _susunan() -> Iterator[Baris]:
    terbuka, gagal = Q(status__in=TERBUKA), Q(status=StatusSusunan.GAGAL, selesai__gte=_sejak())
    milik = Susunan.objects.select_related("perangkat_daerah__pemda").prefetch_related("bagian")
    for s in _terbaru(milik.defer("ikhtisar", "bahan"), terbuka, gagal):
        apa = f"{s.perangkat_daerah}: {'LKjIP' if s.jenis == LKJIP else s.jenis} {s.tahun}"
        yield Baris(s.pk, apa, not s.terbuka, s.selesai or s.dibuat, s.kesalahan, susun.terhenti(s), True)


def _berkas(model: Any, berjalan: Any, terhenti: Callable[[Any], bool]) -> Iterator[Baris]:
    """Files that people sent: kept only until they are read."""
    terbuka, gagal = Q(keadaan__in=berjalan), Q(keadaan=model.Keadaan.GAGAL, dibuat__gte=_sejak())
    milik = model.objects.select_related("perangkat_daerah__pemda").defer("hasil")
    for u in _terbaru(milik, terbuka, gagal):
        apa, diam = f"{u.perangkat_daerah}: {u.nama_berkas}", terhenti(u)
        yield Baris(u.pk, apa, u.keadaan not in berjalan, u.dibuat, u.kesalahan, diam, diam)


def _paket() -> Iterator[Baris]:
    terbuka, gagal = Q(keadaan=Paket.Keadaan.DIBUAT), Q(keadaan=Paket.Keadaan.GAGAL, dibuat__gte=_sejak())
    for p in _terbaru(Paket.objects.select_related("pemda"), terbuka, gagal):
        apa, usai = f"{p.pemda}: {len(p.isi)} LKjIP {p.tahun}", p.keadaan == Paket.Keadaan.GAGAL
        yield Baris(p.pk, apa, usai, p.dibuat, p.kesalahan, kemas.terhenti(p), True)


# What can be done


def _susun_lagi(s: Susunan, oleh: Pengguna) -> bool:
    """Of a failed one a new composition, of the present data; an open one's parts are asked for again."""
    if not s.terbuka:
        tasks.mulai(s.perangkat_daerah, s.tahun, oleh, s.jenis, s.triwulan, s.bidang)
        return True
    bagian = s.bagian.filter(status__in=TERBUKA).exclude(kunci=susun.GABUNG, pekerja="")
    return sum(susun.PEKERJAAN.ulangi(pk, tasks.minta) for pk in bagian.values_list("pk", flat=True)) > 0


def _kemas_lagi(p: Paket, oleh: Pengguna) -> bool:
    if p.keadaan == Paket.Keadaan.DIBUAT:
        return kemas.PEKERJAAN.ulangi(p.pk, tasks.minta_paket)
    return bool(tasks.mulai_paket(p.pemda, p.tahun, list(Penyampaian.objects.filter(pk__in=p.isi)), p.pembuat))


def _batal_sipd(i: ImporSipd) -> bool:
    sipd.batalkan(i)
    return True


SIPD = (ImporSipd.Keadaan.DIBACA,)
MACAM = {
    "susunan": Macam(
        "Penyusunan dokumen",
        _hitung_susunan,
        _susunan,
        lambda n: get_object_or_404(Susunan.objects.defer("ikhtisar", "bahan"), pk=n),
        susun.batalkan,
        _susun_lagi,
    ),
    "buku": Macam(
        "Buku kerja",
        lambda: _hitung(Unggahan, Q(keadaan__in=BERJALAN)),
        lambda: _berkas(Unggahan, BERJALAN, buku.terhenti),
        lambda n: get_object_or_404(Unggahan, pk=n),
        buku.batalkan,
        lambda u, _: buku.PEKERJAAN.ulangi(u.pk, tasks.olah_buku.delay),
    ),
    "sipd": Macam(
        "Impor SIPD",
        lambda: _hitung(ImporSipd, Q(keadaan__in=SIPD)),
        lambda: _berkas(ImporSipd, SIPD, sipd.terhenti),
        lambda n: get_object_or_404(ImporSipd, pk=n),
        _batal_sipd,
        lambda i, _: sipd.PEKERJAAN.ulangi(i.pk, baca_sipd.delay),
    ),
    "paket": Macam(
        "Paket LKjIP",
        lambda: _hitung(Paket, Q(keadaan=Paket.Keadaan.DIBUAT)),
        _paket,
        lambda n: get_object_or_404(Paket, pk=n),
        kemas.batalkan,
        _kemas_lagi,
    ),
}


def _tindak(request: akses.PermintaanMasuk, jenis: str, nomor: int, tindak: str) -> HttpResponse:
    """Cancel a job, or ask for it again; the administrator's page says what became of it."""
    akses.periksa_umum(request.user, akses.KELOLA)
    if jenis not in MACAM or tindak not in ("batal", "ulang"):
        raise Http404("Pekerjaan ini tidak ada.")
    macam = MACAM[jenis]
    satu = macam.ambil(nomor)
    try:
        if tindak == "batal":
            kata = "dibatalkan" if macam.batal(satu) else "sudah selesai, sehingga tidak dapat dibatalkan"
        elif macam.ulang(satu, request.user):
            kata = "diminta lagi"
        else:
            kata = f"tidak dapat diminta lagi: pekerja masih mengerjakannya, atau sudah berakhir. {ULANGI_BERKAS}"
        messages.info(request, f"{macam.nama} #{nomor}: {kata}.".replace("..", "."))
    except Ditolak as galat:
        messages.error(request, str(galat))
    return redirect("instalasi")


tindak = akses.nyatakan(require_POST(_tindak), True)
