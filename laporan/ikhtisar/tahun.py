"""Which years an agency has something for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, Value
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
    lewat_indikator = {"indikator__renstra__perangkat_daerah__in": milik}
    langsung = {"perangkat_daerah__in": milik}
    kini = timezone.now()
    dibuka = Q(tutup__gt=kini) | Q(perpanjangan__tutup__gt=kini)
    bagian = [
        (Jadwal.objects.filter(dibuka, **langsung, buka__lte=kini, untuk=Jadwal.Untuk.REALISASI), "tahun", DIBUKA),
        (Realisasi.objects.filter(SELESAI, **lewat_indikator), "tahun", LENGKAP),
        (Anggaran.objects.filter(**langsung), "tahun", BERDATA),
        (RealisasiAnggaran.objects.filter(**langsung), "tahun", BERDATA),
        (Realisasi.objects.filter(**lewat_indikator), "tahun", BERDATA),
        (Target.objects.filter(**lewat_indikator).exclude(versi="nasional"), "tahun", RENCANA),
        (Renstra.objects.filter(**langsung, periode_awal__isnull=False), "periode_awal", RENCANA),
        (Renstra.objects.filter(**langsung, periode_akhir__isnull=False), "periode_akhir", RENCANA),
    ]
    baris = [q.order_by().values_list(kolom, Value(jenis)) for q, kolom, jenis in bagian]
    per_tahun: dict[int, set[int]] = {}
    for tahun, jenis in baris[0].union(*baris[1:]):
        per_tahun.setdefault(tahun, set()).add(jenis)
    if not per_tahun:
        return []
    rentang = range(min(per_tahun), max(per_tahun) + 1)
    ada = {t: per_tahun.get(t, set()) for t in rentang}
    return [TahunTersedia(t, BERDATA in j, LENGKAP in j, DIBUKA in j) for t, j in ada.items()]


def tahun_dilaporkan(daftar: Iterable[TahunTersedia]) -> int:
    """The year whose report is due: entry is open now, else the last complete one, else the present one. What is
    only planned or drafted is no reason."""
    semua = list(daftar)
    dibuka, lengkap = [t.tahun for t in semua if t.dibuka], [t.tahun for t in semua if t.lengkap]
    return max(dibuka or lengkap, default=timezone.localdate().year)


def tahun_awal(pengguna: Pengguna, daftar: Iterable[TahunTersedia]) -> int:
    """The year of the person's first screen: chosen by them, else due."""
    return pengguna.tahun_pilihan or tahun_dilaporkan(daftar)
