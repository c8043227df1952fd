"""Reads everything that an ikhtisar needs, in a fixed number of queries, as plain rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from anggaran.models import Anggaran, RealisasiAnggaran
from capaian.models import Komponen, Pembanding, Realisasi
from renstra.models import Dukungan, Indikator, Renstra, Simpul, Skala, Target
from renstra.skala import Pita, SkalaPredikat, susun_skala
from sakip.models import PerangkatDaerah

from .models import EvaluasiAKIP


class BarisSimpul(NamedTuple):
    id: int
    renstra_id: int
    kode: str
    induk_id: int | None
    jenis: str
    kode_nomenklatur: str
    uraian: str
    sasaran: str
    penanggung_jawab: str
    tahun_mulai: int | None
    tahun_selesai: int | None


class BarisIndikator(NamedTuple):
    id: int
    simpul_id: int
    kode: str
    nama: str
    satuan: str
    iku: bool
    arah: str
    agregasi: str
    jenis_nilai: str
    pengali: Decimal | None
    skala: str
    mengacu_id: int | None
    mendukung_id: int | None
    formulasi: str
    definisi: str
    alasan: str
    sumber_data: str
    penanggung_jawab: str
    bobot: Decimal | None


class BarisTarget(NamedTuple):
    indikator_id: int
    tahun: int
    triwulan: int | None
    versi: str
    nilai: Decimal | None
    nilai_atas: Decimal | None
    teks: str


class BarisRealisasi(NamedTuple):
    indikator_id: int
    tahun: int
    triwulan: int | None
    nilai: Decimal | None
    teks: str
    pembilang: Decimal | None
    penyebut: Decimal | None
    capaian_dinyatakan: Decimal | None
    pendorong: str
    penghambat: str
    solusi: str
    tindak_lanjut: str
    sumber: str


class BarisKomponen(NamedTuple):
    indikator_id: int
    tahun: int
    nama: str
    bobot: Decimal | None
    maksimum: Decimal | None
    nilai: Decimal | None


class BarisPembanding(NamedTuple):
    indikator_id: int
    jenis: str
    instansi: str
    nilai: Decimal | None
    kategori: str
    sumber: str
    keterangan: str


class BarisAnggaran(NamedTuple):
    simpul_id: int | None
    tahun: int
    tahap: str
    jenis_belanja: str
    pagu: Decimal


class BarisRealisasiAnggaran(NamedTuple):
    simpul_id: int | None
    tahun: int
    triwulan: int | None
    jenis_belanja: str
    nilai: Decimal


@dataclass
class Muatan:
    """The rows of one agency and year, grouped by what they belong to."""

    instansi: PerangkatDaerah
    tahun: int
    triwulan: int | None
    renstra: Renstra | None
    simpul: list[BarisSimpul] = field(default_factory=list)
    simpul_lalu: list[BarisSimpul] = field(default_factory=list)
    """The tree of the year before, which may be of another version of the Renstra."""
    dukungan: dict[int, list[tuple[int | None, int | None]]] = field(default_factory=dict)
    indikator: list[BarisIndikator] = field(default_factory=list)
    target: dict[int, list[BarisTarget]] = field(default_factory=dict)
    realisasi: dict[int, list[BarisRealisasi]] = field(default_factory=dict)
    komponen: dict[int, list[BarisKomponen]] = field(default_factory=dict)
    pembanding: dict[int, list[BarisPembanding]] = field(default_factory=dict)
    anggaran: list[BarisAnggaran] = field(default_factory=list)
    realisasi_anggaran: list[BarisRealisasiAnggaran] = field(default_factory=list)
    akip: list[EvaluasiAKIP] = field(default_factory=list)
    skala: dict[str, SkalaPredikat] = field(default_factory=dict)


def renstra_tahun(instansi: PerangkatDaerah, tahun: int) -> Renstra | None:
    """The latest version of the Renstra that is in force in the year."""
    return _berlaku(_versi(instansi), tahun)


def _versi(instansi: PerangkatDaerah) -> list[Renstra]:
    return list(Renstra.objects.filter(perangkat_daerah=instansi).order_by("-urutan"))


def _berlaku(versi: list[Renstra], tahun: int) -> Renstra | None:
    return next((r for r in versi if r.berlaku_mulai is None or r.berlaku_mulai <= tahun), None)


def muat(instansi: PerangkatDaerah, tahun: int, triwulan: int | None = None) -> Muatan:
    """Load the year with at most 12 queries, however large the agency."""
    versi = _versi(instansi)
    renstra, renstra_lalu = _berlaku(versi, tahun), _berlaku(versi, tahun - 1)
    muatan = Muatan(instansi, tahun, triwulan, renstra)
    muatan.skala = susun_skala(
        (s.nama, Pita(s.batas_bawah, s.predikat, s.eksklusif, s.batas_atas, s.kategori, s.warna))
        for s in Skala.objects.filter(perangkat_daerah=instansi).order_by("nama", "urutan")
    )
    muatan.akip = list(
        EvaluasiAKIP.objects.filter(perangkat_daerah=instansi, tahun__lte=tahun).order_by("tahun", "urutan", "pk")
    )
    dua_tahun = {"perangkat_daerah": instansi, "tahun__in": (tahun - 1, tahun)}
    muatan.anggaran = _baris(Anggaran.objects.filter(**dua_tahun), BarisAnggaran)
    muatan.realisasi_anggaran = _baris(RealisasiAnggaran.objects.filter(**dua_tahun), BarisRealisasiAnggaran)
    if renstra is None:
        return muatan
    milik = {"indikator__renstra": renstra, "tahun__lte": tahun}
    simpul = _baris(Simpul.objects.filter(renstra__in={renstra, renstra_lalu or renstra}), BarisSimpul)
    muatan.simpul = _pohon([s for s in simpul if s.renstra_id == renstra.pk], tahun)
    if renstra_lalu is not None:
        muatan.simpul_lalu = _pohon([s for s in simpul if s.renstra_id == renstra_lalu.pk], tahun - 1)
    aktif = {s.id for s in muatan.simpul}
    muatan.dukungan = _kelompok(
        Dukungan.objects.filter(simpul__renstra=renstra).values_list("simpul_id", "sasaran_id", "indikator_id")
    )
    muatan.indikator = [
        i for i in _baris(Indikator.objects.filter(renstra=renstra), BarisIndikator) if i.simpul_id in aktif
    ]
    muatan.target = _per_indikator(
        Target.objects.filter(indikator__renstra=renstra).order_by("tahun", "triwulan"), BarisTarget
    )
    muatan.realisasi = _per_indikator(Realisasi.objects.filter(**milik).order_by("tahun", "triwulan"), BarisRealisasi)
    muatan.komponen = _per_indikator(Komponen.objects.filter(**milik).order_by("tahun", "urutan"), BarisKomponen)
    muatan.pembanding = _per_indikator(
        Pembanding.objects.filter(indikator__renstra=renstra, tahun=tahun).order_by("pk"), BarisPembanding
    )
    return muatan


def _baris(queryset: Any, bentuk: Any) -> list[Any]:
    return [bentuk._make(baris) for baris in queryset.values_list(*bentuk._fields)]


def _per_indikator(queryset: Any, bentuk: Any) -> dict[int, list[Any]]:
    hasil: dict[int, list[Any]] = defaultdict(list)
    for baris in _baris(queryset, bentuk):
        hasil[baris.indikator_id].append(baris)
    return hasil


def _kelompok(baris: Any) -> dict[int, list[tuple[int | None, int | None]]]:
    hasil: dict[int, list[tuple[int | None, int | None]]] = defaultdict(list)
    for simpul_id, sasaran_id, indikator_id in baris:
        hasil[simpul_id].append((sasaran_id, indikator_id))
    return hasil


def _pohon(simpul: list[BarisSimpul], tahun: int) -> list[BarisSimpul]:
    """Depth first, in the order of entry, without nodes (and what is below them) not of this year."""
    anak: dict[int | None, list[BarisSimpul]] = defaultdict(list)
    for s in simpul:
        if (s.tahun_mulai or tahun) <= tahun <= (s.tahun_selesai or tahun):
            anak[s.induk_id].append(s)
    urut: list[BarisSimpul] = []
    tumpukan = list(reversed(anak[None]))
    while tumpukan:
        kini = tumpukan.pop()
        urut.append(kini)
        tumpukan.extend(reversed(anak[kini.id]))
    return urut
