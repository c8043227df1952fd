"""Which years an agency has something for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet, Value
from django.utils import timezone

from anggaran.models import Anggaran, RealisasiAnggaran
from capaian.alur import BEKU
from capaian.models import Jadwal, Realisasi
from renstra.models import Renstra, Target
from sakip.models import Pengguna, PerangkatDaerah

RENCANA, BERDATA, LENGKAP, DIBUKA = range(4)
"""A year that is only planned; one with money or a realisasi; one whose year or last quarter somebody answers for;
one whose entry is open now."""

SELESAI = Q(triwulan__isnull=True) | Q(triwulan=4, status__in=BEKU)


@dataclass(frozen=True)
class TahunTersedia:
    tahun: int
    berdata: bool
    lengkap: bool = False
    dibuka: bool = False


def daftar_tahun(instansi: Iterable[PerangkatDaerah]) -> list[TahunTersedia]:
    """The years of some agencies, oldest first: one query."""
    milik = [i.pk for i in instansi]
    baris = [q.values_list("tahun", "jenis") for q in (_dibuka(milik), *_berdata(milik).values())]
    return susun_tahun(baris[0].union(*baris[1:]))


def tahun_per_instansi(
    instansi: Iterable[PerangkatDaerah], dibuka: Iterable[PerangkatDaerah] = ()
) -> tuple[dict[int, set[tuple[int, int]]], set[tuple[int, int]]]:
    """By agency its years with what makes them one, but for what is open by the clock: that is asked of the agencies
    `dibuka`, and comes apart; one query."""
    milik = [i.pk for i in instansi]
    hasil: dict[int, set[tuple[int, int]]] = {i: set() for i in milik}
    terbuka: set[tuple[int, int]] = set()
    baris = [q.values_list(pemilik, "tahun", "jenis") for (pemilik, _), q in _berdata(milik).items()]
    baris.append(_dibuka([i.pk for i in dibuka]).values_list("perangkat_daerah_id", "tahun", "jenis"))
    for pemilik, tahun, jenis in baris[0].union(*baris[1:]):
        (terbuka if jenis == DIBUKA else hasil[pemilik]).add((tahun, jenis))
    return hasil, terbuka


def tahun_dibuka(instansi: Iterable[PerangkatDaerah]) -> set[tuple[int, int]]:
    """The years whose entry is open now: one query."""
    return set(_dibuka([i.pk for i in instansi]).values_list("tahun", "jenis").distinct())


def susun_tahun(baris: Iterable[tuple[int, int]]) -> list[TahunTersedia]:
    """From years and what makes them one to all years between the first and the last."""
    per_tahun: dict[int, set[int]] = {}
    for tahun, jenis in baris:
        per_tahun.setdefault(tahun, set()).add(jenis)
    if not per_tahun:
        return []
    rentang = range(min(per_tahun), max(per_tahun) + 1)
    ada = {t: per_tahun.get(t, set()) for t in rentang}
    return [TahunTersedia(t, BERDATA in j, LENGKAP in j, DIBUKA in j) for t, j in ada.items()]


def _dibuka(milik: list[int]) -> QuerySet[Any]:
    kini = timezone.now()
    berlaku = Q(tutup__gt=kini) | Q(perpanjangan__tutup__gt=kini)
    jadwal = Jadwal.objects.filter(berlaku, perangkat_daerah__in=milik, buka__lte=kini, untuk=Jadwal.Untuk.REALISASI)
    return jadwal.order_by().annotate(jenis=Value(DIBUKA))


def _berdata(milik: list[int]) -> dict[tuple[str, int], QuerySet[Any]]:
    """Rows by the way to their agency, and a number; each with its year and what it makes of it."""
    instansi, lewat_indikator = "perangkat_daerah_id", "indikator__renstra__perangkat_daerah_id"
    target = Target.objects.exclude(versi="nasional")
    bagian: list[tuple[str, Any, str, int]] = [
        (lewat_indikator, Realisasi.objects.filter(SELESAI), "", LENGKAP),
        (instansi, Anggaran.objects, "", BERDATA),
        (instansi, RealisasiAnggaran.objects, "", BERDATA),
        (lewat_indikator, Realisasi.objects, "", BERDATA),
        (lewat_indikator, target, "", RENCANA),
        (instansi, Renstra.objects.filter(periode_awal__isnull=False), "periode_awal", RENCANA),
        (instansi, Renstra.objects.filter(periode_akhir__isnull=False), "periode_akhir", RENCANA),
    ]
    hasil = {}
    for ke, (pemilik, q, kolom, jenis) in enumerate(bagian):
        lain = {"tahun": F(kolom)} if kolom else {}
        hasil[pemilik, ke] = q.filter(**{f"{pemilik}__in": milik}).order_by().annotate(jenis=Value(jenis), **lain)
    return hasil


def tahun_dilaporkan(daftar: Iterable[TahunTersedia]) -> int:
    """The year whose report is due: entry is open now, else the last complete one, else the present one. What is
    only planned or drafted is no reason."""
    semua = list(daftar)
    dibuka, lengkap = [t.tahun for t in semua if t.dibuka], [t.tahun for t in semua if t.lengkap]
    return max(dibuka or lengkap, default=timezone.localdate().year)


def tahun_awal(pengguna: Pengguna, daftar: Iterable[TahunTersedia]) -> int:
    """The year of the person's first screen: chosen by them, else due."""
    return pengguna.tahun_pilihan or tahun_dilaporkan(daftar)


def tahun_kerja(pengguna: Pengguna) -> int:
    """The same, of who works in an agency; one query where they chose none."""
    return pengguna.tahun_pilihan or tahun_dilaporkan(daftar_tahun(filter(None, [pengguna.perangkat_daerah])))
