"""The year of many agencies side by side, by the one engine, from a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from anggaran.models import Anggaran, RealisasiAnggaran
from capaian.models import Komponen, Realisasi
from renstra.models import Dukungan, Indikator, Renstra, Simpul, Skala, Target
from renstra.skala import Pita, susun_skala
from sakip.models import PerangkatDaerah

from . import muat
from .bentuk import Ikhtisar
from .ikhtisar import hitung
from .models import EvaluasiAKIP, Narasi, Susunan
from .periksa import Temuan, periksa_ikhtisar

Kelompok = dict[int, list[Any]]


@dataclass(frozen=True)
class BarisRekap:
    """One agency's year: its ikhtisar, findings, and the state of its latest LKjIP."""

    instansi: PerangkatDaerah
    ikhtisar: Ikhtisar
    temuan: tuple[Temuan, ...]
    susunan: Susunan | None

    @property
    def galat(self) -> int:
        return sum(t.tingkat == "galat" for t in self.temuan)

    @property
    def ada_data(self) -> bool:
        total = self.ikhtisar.total
        return any(n is not None for n in (total.capaian_iku, total.pagu, total.realisasi))


def rekap(instansi: Sequence[PerangkatDaerah], tahun: int, triwulan: int | None) -> list[BarisRekap]:
    """A row per agency, in the given order."""
    narasi: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for pemilik, *isi in Narasi.objects.filter(perangkat_daerah__in=instansi, tahun=tahun).values_list(
        "perangkat_daerah_id", "bagian", "judul", "teks"
    ):
        narasi[pemilik].append(tuple(isi))
    susunan: dict[int, Susunan] = {}
    for s in Susunan.objects.filter(perangkat_daerah__in=instansi, tahun=tahun).defer("ikhtisar", "bahan"):
        susunan.setdefault(s.perangkat_daerah_id, s)
    hasil = []
    for muatan in muat_banyak(instansi, tahun, triwulan):
        ikhtisar, milik = hitung(muatan), muatan.instansi
        temuan = tuple(periksa_ikhtisar(ikhtisar, narasi[milik.pk]))
        hasil.append(BarisRekap(milik, ikhtisar, temuan, susunan.get(milik.pk)))
    return hasil


def muat_banyak(instansi: Sequence[PerangkatDaerah], tahun: int, triwulan: int | None) -> list[muat.Muatan]:
    """As `muat.muat` for many agencies at once, without comparisons with other agencies."""
    renstra = _renstra(instansi, tahun)
    rencana, milik = _rencana(list(renstra.values()), tahun), _milik(instansi, tahun)
    return [_satu(i, tahun, triwulan, renstra.get(i.pk), rencana, milik) for i in instansi]


@dataclass(frozen=True)
class _Rencana:
    """Rows of all plans: nodes and indicators by Renstra, the rest by their own unique ids."""

    simpul: Kelompok
    indikator: Kelompok
    dukungan: Kelompok
    target: Kelompok
    realisasi: Kelompok
    komponen: Kelompok


@dataclass(frozen=True)
class _Milik:
    """Rows of all agencies, by agency."""

    skala: Kelompok
    akip: Kelompok
    anggaran: Kelompok
    realisasi_anggaran: Kelompok


def _rencana(renstra: list[Renstra], tahun: int) -> _Rencana:
    lewat = {"indikator__renstra__in": renstra}
    sampai = lewat | {"tahun__lte": tahun}
    dukungan = Dukungan.objects.filter(simpul__renstra__in=renstra)
    return _Rencana(
        simpul=_kelompok(Simpul.objects.filter(renstra__in=renstra), "renstra_id", muat.BarisSimpul),
        indikator=_kelompok(Indikator.objects.filter(renstra__in=renstra), "renstra_id", muat.BarisIndikator),
        dukungan=_kelompok(dukungan, "simpul_id", None, "sasaran_id", "indikator_id"),
        target=_per_indikator(Target.objects.filter(**lewat).order_by("tahun", "triwulan"), muat.BarisTarget),
        realisasi=_per_indikator(Realisasi.objects.filter(**sampai).order_by("tahun", "triwulan"), muat.BarisRealisasi),
        komponen=_per_indikator(Komponen.objects.filter(**sampai).order_by("tahun", "urutan"), muat.BarisKomponen),
    )


def _milik(instansi: Sequence[PerangkatDaerah], tahun: int) -> _Milik:
    milik = {"perangkat_daerah__in": instansi}
    dua_tahun = milik | {"tahun__in": (tahun - 1, tahun)}
    akip = EvaluasiAKIP.objects.filter(**milik, tahun__lte=tahun).order_by("tahun", "urutan", "pk")
    return _Milik(
        skala=_per_pemilik(Skala.objects.filter(**milik).order_by("nama", "urutan")),
        akip=_per_pemilik(akip),
        anggaran=_kelompok(Anggaran.objects.filter(**dua_tahun), "perangkat_daerah_id", muat.BarisAnggaran),
        realisasi_anggaran=_kelompok(
            RealisasiAnggaran.objects.filter(**dua_tahun), "perangkat_daerah_id", muat.BarisRealisasiAnggaran
        ),
    )


def _satu(
    instansi: PerangkatDaerah,
    tahun: int,
    triwulan: int | None,
    renstra: Renstra | None,
    rencana: _Rencana,
    milik: _Milik,
) -> muat.Muatan:
    muatan = muat.Muatan(instansi, tahun, triwulan, renstra)
    muatan.akip = milik.akip[instansi.pk]
    muatan.anggaran = milik.anggaran[instansi.pk]
    muatan.realisasi_anggaran = milik.realisasi_anggaran[instansi.pk]
    muatan.skala = susun_skala(
        (s.nama, Pita(s.batas_bawah, s.predikat, s.eksklusif, s.batas_atas, s.kategori, s.warna))
        for s in milik.skala[instansi.pk]
    )
    if renstra is not None:
        muatan.simpul = muat._pohon(rencana.simpul[renstra.pk], tahun)
        ada = {s.id for s in muatan.simpul}
        muatan.indikator = [b for b in rencana.indikator[renstra.pk] if b.simpul_id in ada]
        muatan.dukungan, muatan.target = rencana.dukungan, rencana.target
        muatan.realisasi, muatan.komponen = rencana.realisasi, rencana.komponen
    return muatan


def _renstra(instansi: Iterable[PerangkatDaerah], tahun: int) -> dict[int, Renstra]:
    """Per agency the latest version in force in the year."""
    berlaku = Q(berlaku_mulai__isnull=True) | Q(berlaku_mulai__lte=tahun)
    baris = Renstra.objects.filter(berlaku, perangkat_daerah__in=instansi).order_by("urutan")
    return {r.perangkat_daerah_id: r for r in baris}


def _per_pemilik(queryset: Any) -> Kelompok:
    hasil: Kelompok = defaultdict(list)
    for objek in queryset:
        hasil[objek.perangkat_daerah_id].append(objek)
    return hasil


def _kelompok(queryset: Any, kunci: str, bentuk: Any, *kolom: str) -> Kelompok:
    hasil: Kelompok = defaultdict(list)
    for pemilik, *isi in queryset.values_list(kunci, *(kolom or bentuk._fields)):
        hasil[pemilik].append(bentuk._make(isi) if bentuk else tuple(isi))
    return hasil


def _per_indikator(queryset: Any, bentuk: Any) -> Kelompok:
    hasil: Kelompok = defaultdict(list)
    for isi in queryset.values_list(*bentuk._fields):
        baris = bentuk._make(isi)
        hasil[baris.indikator_id].append(baris)
    return hasil
