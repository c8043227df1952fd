"""Reads everything that an ikhtisar needs, in a fixed number of queries, as plain rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Min, Q, TextField
from django.db.models.functions import Cast

from anggaran.models import Anggaran, RealisasiAnggaran
from capaian.models import Komponen, Pembanding, Realisasi
from laporan.models import EvaluasiAKIP
from renstra.models import Dukungan, Indikator, PerjanjianKinerja, Renstra, Simpul, Skala, Target
from renstra.skala import Pita, SkalaPredikat, susun_skala
from sakip.models import PerangkatDaerah

Kelompok = dict[int, list[Any]]


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
    bidang_id: int | None = None


class BarisDukungan(NamedTuple):
    sasaran_id: int | None
    indikator_id: int | None


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
    lanjutan_dari_id: int | None = None


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
    bagian_teks: str = "{}"

    @property
    def bagian(self) -> dict[str, str]:
        """A quarter's parts of a composite index; read only where there is such an index."""
        return json.loads(self.bagian_teks)


class BarisKomponen(NamedTuple):
    indikator_id: int
    tahun: int
    urutan: int
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
    dukungan: dict[int, list[BarisDukungan]] = field(default_factory=dict)
    indikator: list[BarisIndikator] = field(default_factory=list)
    target: dict[int, list[BarisTarget]] = field(default_factory=dict)
    realisasi: dict[int, list[BarisRealisasi]] = field(default_factory=dict)
    komponen: dict[int, list[BarisKomponen]] = field(default_factory=dict)
    pembanding: dict[int, list[BarisPembanding]] = field(default_factory=dict)
    anggaran: list[BarisAnggaran] = field(default_factory=list)
    realisasi_anggaran: list[BarisRealisasiAnggaran] = field(default_factory=list)
    akip: list[EvaluasiAKIP] = field(default_factory=list)
    pk_perubahan_mulai: int = 1
    """The quarter from which the targets of the revised Perjanjian Kinerja count."""
    skala: dict[str, SkalaPredikat] = field(default_factory=dict)


def renstra_tahun(instansi: PerangkatDaerah, tahun: int) -> Renstra | None:
    """The latest version of the Renstra that is in force in the year."""
    return _berlaku(_versi([instansi])[instansi.pk], tahun)


def _versi(instansi: Sequence[PerangkatDaerah]) -> dict[int, list[Renstra]]:
    """Per agency its versions, the latest first."""
    return _per_pemilik(Renstra.objects.filter(perangkat_daerah__in=instansi).order_by("-urutan"))


def _berlaku(versi: list[Renstra], tahun: int) -> Renstra | None:
    return next((r for r in versi if r.berlaku_mulai is None or r.berlaku_mulai <= tahun), None)


def muat(instansi: PerangkatDaerah, tahun: int, triwulan: int | None = None) -> Muatan:
    """Load the year with at most 12 queries, however large the agency."""
    return muat_banyak([instansi], tahun, triwulan)[0]


def muat_banyak(instansi: Sequence[PerangkatDaerah], tahun: int, triwulan: int | None = None) -> list[Muatan]:
    """The year of each agency, with the same queries for one as for many."""
    versi, milik = _versi(instansi), _milik(instansi, tahun)
    kini = {i.pk: _berlaku(versi[i.pk], tahun) for i in instansi}
    lalu = {i.pk: _berlaku(versi[i.pk], tahun - 1) for i in instansi}
    rencana = _rencana([r for r in kini.values() if r], [r for r in lalu.values() if r], tahun)
    mulai = _pk_perubahan(instansi, tahun) if _ada_target_perubahan(rencana, tahun) else {}
    return [
        _satu(Muatan(i, tahun, triwulan, kini[i.pk], pk_perubahan_mulai=mulai.get(i.pk, 1)), lalu[i.pk], milik, rencana)
        for i in instansi
    ]


def _ada_target_perubahan(rencana: _Rencana, tahun: int) -> bool:
    return any(
        t.triwulan and t.versi == "pk_perubahan" and t.tahun == tahun
        for baris in rencana.target.values()
        for t in baris
    )


def _pk_perubahan(instansi: Sequence[PerangkatDaerah], tahun: int) -> dict[int, int]:
    """Per agency the first quarter of its revised Perjanjian Kinerja; asked only where quarters have such targets."""
    semua = PerjanjianKinerja.objects.filter(
        perangkat_daerah__in=instansi,
        tahun=tahun,
        versi="pk_perubahan",
        keadaan="berlaku",
        berlaku_triwulan__isnull=False,
    )
    return dict(semua.values_list("perangkat_daerah_id").annotate(mulai=Min("berlaku_triwulan")).order_by())


@dataclass(frozen=True)
class _Milik:
    """Rows of the agencies, by agency."""

    skala: Kelompok
    akip: Kelompok
    anggaran: Kelompok
    realisasi_anggaran: Kelompok


@dataclass(frozen=True)
class _Rencana:
    """Rows of their plans: nodes by Renstra, dukungan by node, the rest by indicator."""

    simpul: Kelompok
    indikator: Kelompok
    dukungan: Kelompok
    target: Kelompok
    realisasi: Kelompok
    komponen: Kelompok
    pembanding: Kelompok


def _milik(instansi: Sequence[PerangkatDaerah], tahun: int) -> _Milik:
    milik = {"perangkat_daerah__in": instansi}
    dua_tahun = milik | {"tahun__in": (tahun - 1, tahun)}
    akip = EvaluasiAKIP.objects.filter(**milik, tahun__lte=tahun).order_by("tahun", "urutan", "pk")
    pemilik = "perangkat_daerah_id"
    return _Milik(
        skala=_per_pemilik(Skala.objects.filter(**milik).order_by("nama", "urutan")),
        akip=_per_pemilik(akip),
        anggaran=_kelompok(Anggaran.objects.filter(**dua_tahun), pemilik, BarisAnggaran),
        realisasi_anggaran=_kelompok(RealisasiAnggaran.objects.filter(**dua_tahun), pemilik, BarisRealisasiAnggaran),
    )


def _rencana(kini: list[Renstra], lalu: list[Renstra], tahun: int) -> _Rencana:
    i = "indikator_id"
    berlaku = (Q(tahun_mulai__isnull=True) | Q(tahun_mulai__lte=tahun)) & (
        Q(tahun_selesai__isnull=True) | Q(tahun_selesai__gte=tahun)
    )
    indikator = _kelompok(Indikator.objects.filter(berlaku, renstra__in=kini), "renstra_id", BarisIndikator)
    deret = _Deret(indikator, kini)
    dukungan = Dukungan.objects.filter(simpul__renstra__in=kini)
    pembanding = Pembanding.objects.filter(indikator__renstra__in=kini, tahun=tahun).order_by("pk")
    target = Target.objects.filter(deret.milik).order_by("tahun", "triwulan")
    realisasi = _realisasi().filter(deret.milik, tahun__lte=tahun).order_by("tahun", "triwulan")
    komponen = Komponen.objects.filter(deret.milik, tahun__lte=tahun).order_by("tahun", "urutan")
    return _Rencana(
        simpul=_kelompok(Simpul.objects.filter(renstra__in={*kini, *lalu}), "renstra_id", BarisSimpul),
        indikator=indikator,
        dukungan=_kelompok(dukungan, "simpul_id", BarisDukungan),
        target=deret.sambung(_kelompok(target, i, BarisTarget)),
        realisasi=deret.sambung(_kelompok(realisasi, i, BarisRealisasi)),
        komponen=deret.sambung(_kelompok(komponen, i, BarisKomponen)),
        pembanding=_kelompok(pembanding, i, BarisPembanding),
    )


class _Deret:
    """Indicators that go on from an earlier version of the Renstra, with the years before it as their past.

    Costs a query for each earlier version, and none where no indicator goes on from another.
    """

    def __init__(self, indikator: Kelompok, kini: list[Renstra]) -> None:
        mulai = {r.pk: r.berlaku_mulai for r in kini}
        self.mulai = {i.id: mulai[renstra] for renstra, baris in indikator.items() for i in baris}
        self.asal = {i.lanjutan_dari_id: i.id for baris in indikator.values() for i in baris if i.lanjutan_dari_id}
        """Indicators of earlier versions, by the present one whose series they began."""
        lapis = set(self.asal)
        while lapis:
            lama = Indikator.objects.filter(pk__in=lapis, lanjutan_dari__isnull=False)
            lebih_lama = {asal: self.asal[pk] for pk, asal in lama.values_list("pk", "lanjutan_dari_id")}
            lapis = lebih_lama.keys() - self.asal.keys()
            self.asal |= lebih_lama
        sendiri = Q(indikator__renstra__in=kini)
        self.milik = sendiri | Q(indikator__in=self.asal) if self.asal else sendiri

    def sambung(self, kelompok: Kelompok) -> Kelompok:
        """Give the rows of years before the version to the indicators that go on from them."""
        for lama, baru in self.asal.items():
            batas = self.mulai.get(baru)
            sebelum = [b._replace(indikator_id=baru) for b in kelompok.pop(lama, ()) if batas and b.tahun < batas]
            if sebelum:
                kelompok[baru] = sorted([*sebelum, *kelompok[baru]], key=lambda b: b.tahun)
        return kelompok


def _realisasi() -> Any:
    return Realisasi.objects.annotate(bagian_teks=Cast("bagian", TextField()))


def _satu(muatan: Muatan, lalu: Renstra | None, milik: _Milik, rencana: _Rencana) -> Muatan:
    """Give an agency the rows that are its own."""
    kode, renstra = muatan.instansi.pk, muatan.renstra
    muatan.akip, muatan.anggaran = milik.akip[kode], milik.anggaran[kode]
    muatan.realisasi_anggaran = milik.realisasi_anggaran[kode]
    muatan.skala = susun_skala(
        (s.nama, Pita(s.batas_bawah, s.predikat, s.eksklusif, s.batas_atas, s.kategori, s.warna))
        for s in milik.skala[kode]
    )
    if renstra is None:
        return muatan
    muatan.simpul = pohon(rencana.simpul[renstra.pk], muatan.tahun)
    if lalu is not None:
        muatan.simpul_lalu = pohon(rencana.simpul[lalu.pk], muatan.tahun - 1)
    aktif = {s.id for s in muatan.simpul}
    muatan.indikator = [i for i in rencana.indikator[renstra.pk] if i.simpul_id in aktif]
    ada = {i.id for i in muatan.indikator}
    muatan.dukungan = _hanya(rencana.dukungan, aktif)
    muatan.target, muatan.realisasi = _hanya(rencana.target, ada), _hanya(rencana.realisasi, ada)
    muatan.komponen, muatan.pembanding = _hanya(rencana.komponen, ada), _hanya(rencana.pembanding, ada)
    return muatan


def _hanya(kelompok: Kelompok, kunci: set[int]) -> Kelompok:
    return {k: kelompok[k] for k in kunci if k in kelompok}


def _per_pemilik(queryset: Any) -> Kelompok:
    hasil: Kelompok = defaultdict(list)
    for objek in queryset:
        hasil[objek.perangkat_daerah_id].append(objek)
    return hasil


def _kelompok(queryset: Any, kunci: str, bentuk: Any) -> Kelompok:
    hasil: Kelompok = defaultdict(list)
    for pemilik, *isi in queryset.values_list(kunci, *bentuk._fields):
        hasil[pemilik].append(bentuk._make(isi))
    return hasil


def pohon(simpul: list[BarisSimpul], tahun: int) -> list[BarisSimpul]:
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
