"""The trail of changes as people read it: who, when, from where, old → new, why."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import BigIntegerField, F, Model, Q, QuerySet, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from capaian.alur import StatusIsian
from capaian.models import Komentar, Perpanjangan
from renstra.models import Indikator, Simpul
from sakip.angka import rapikan, romawi, tulis, tulis_uang
from sakip.bidang_angka import UangField
from sakip.jejak.daftar import LACAK
from sakip.jejak.pelaku import SERVER
from sakip.models import Jejak, PerangkatDaerah

PECAHAN = 1000
"""Rows read at once."""


@dataclass(frozen=True)
class PerubahanKolom:
    """One column, old and new as they are read; empty where there was or is nothing."""

    label: str
    lama: str
    baru: str


@dataclass(frozen=True)
class Kejadian:
    """One change, or one comment. `perbuatan`: dibuat, diubah, dihapus, or what the comment is."""

    pada: datetime.datetime
    siapa: str
    dari: str
    alasan: str
    apa: str
    kode: str
    nama: str
    """Of the indicator or node that it is about; `bertaut`: an indicator that still exists."""
    perbuatan: str
    perubahan: tuple[PerubahanKolom, ...] = ()
    bertaut: bool = False
    menonjol: bool = False


# What belongs to an agency


def jejak_instansi(instansi: PerangkatDaerah) -> QuerySet[Jejak]:
    """All rows of an agency: of itself, of its indicators and nodes (also those that are gone), newest first.

    What it owns is asked first, in one query: by plain numbers the trail's indexes find its rows, by subqueries the
    rows of all agencies are read. For the same reason it is sorted by an expression: in the order of the primary key,
    whoever changed nothing lately would be looked for through everybody's."""
    milik = _milik(instansi)
    return (
        Jejak.objects.filter(
            Q(perangkat_daerah_id=instansi.pk)
            | Q(indikator_id__in=milik["indikator"])
            | Q(simpul_id__in=milik["simpul"])
            | Q(tabel="capaian_perpanjangan", objek__in=milik["perpanjangan"])
        )
        .select_related("oleh")
        .order_by((F("pk") + 0).desc())
    )


def _milik(instansi: PerangkatDaerah) -> dict[str, list[int]]:
    """The ids of what the agency has or had, by kind."""
    hilang = Jejak.objects.filter(baru__isnull=True)
    versi = instansi.renstra.order_by().values("pk")
    jadwal = Jejak.objects.filter(tabel="capaian_jadwal", perangkat_daerah_id=instansi.pk).order_by().values("objek")
    indikator_hilang = hilang.filter(tabel="renstra_indikator").annotate(milik=_kunci("lama__renstra_id"))
    perpanjangan_hilang = hilang.filter(tabel="capaian_perpanjangan").annotate(milik=_kunci("lama__jadwal_id"))
    bagian: list[tuple[str, str, QuerySet[Any]]] = [
        ("indikator", "pk", Indikator.objects.filter(renstra__perangkat_daerah=instansi)),
        ("indikator", "objek", indikator_hilang.filter(milik__in=versi)),
        ("simpul", "pk", Simpul.objects.filter(renstra__perangkat_daerah=instansi)),
        ("perpanjangan", "pk", Perpanjangan.objects.filter(jadwal__perangkat_daerah=instansi)),
        ("perpanjangan", "objek", perpanjangan_hilang.filter(milik__in=jadwal)),
    ]
    semua = [q.order_by().values_list(Value(jenis), kolom) for jenis, kolom, q in bagian]
    hasil: dict[str, list[int]] = {jenis: [] for jenis, _, _ in bagian}
    for jenis, pk in semua[0].union(*semua[1:]):
        hasil[jenis].append(pk)
    return hasil


def _kunci(jalur: str) -> Cast:
    """A number within the old or new values."""
    return Cast(KT(jalur), BigIntegerField())


# How each table is told


KELOMPOK = {
    "realisasi": "Realisasi",
    "target": "Target",
    "rencana": "Pohon Renstra dan PK",
    "komponen": "Komponen indeks",
    "bukti": "Bukti dukung",
    "indikator": "Indikator",
    "anggaran": "Pagu dan rencana kas",
    "realisasi_anggaran": "Realisasi anggaran",
    "jadwal": "Jadwal dan perpanjangan",
    "narasi": "Narasi dan berkas laporan",
    "evaluasi": "Evaluasi dan prestasi",
    "sumber_daya": "Pegawai dan aset",
    "instansi": "Pengaturan instansi",
    "pengguna": "Pengguna dan penggantinya",
    "temuan": "Temuan yang diterima",
    "penyampaian": "Penyampaian LKjIP",
    "pengambilan": "Pengambilan data",
}
"""Kinds of data by which the trail is filtered."""
TEMPAT = {"tahun", "triwulan", "indikator_id", "perangkat_daerah_id"}
"""Columns that say where a new or deleted row belongs; its title says so already."""


@cache
def _model(tabel: str) -> type[Model] | None:
    """The tracked model of a table; None for a table that is tracked no more."""
    return next((m for m in LACAK if m._meta.db_table == tabel), None)


def tabel_kelompok(kelompok: str) -> list[str]:
    """The tables of a kind of data."""
    return [m._meta.db_table for m, lacak in LACAK.items() if lacak.kelompok == kelompok]


def _periode(tahun: int | None, triwulan: int | None) -> str:
    """` TW II 2024`, ` tahun 2024`"""
    if tahun is None:
        return ""
    return f" TW {romawi(triwulan)} {tahun}" if triwulan else f" tahun {tahun}"


# Reading


@cache
def _kolom(model: type[Model]) -> list[tuple[Any, str]]:
    """The columns of a table with their labels."""
    label = LACAK[model].label
    kata = [(b, label.get(b.name, str(b.verbose_name))) for b in model._meta.concrete_fields]
    return [(b, k[0].upper() + k[1:]) for b, k in kata]


def ceritakan(baris: Iterable[Jejak]) -> Iterator[Kejadian]:
    """The rows as people read them, in the same order, with a fixed number of queries for each thousand."""
    pecahan: list[Jejak] = []
    for satu in baris:
        pecahan.append(satu)
        if len(pecahan) == PECAHAN:
            yield from Pencerita(pecahan).semua()
            pecahan = []
    if pecahan:
        yield from Pencerita(pecahan).semua()


def kejadian_komentar(k: Komentar) -> Kejadian:
    """What was said about an entry, among the changes."""
    return Kejadian(
        pada=k.pada,
        siapa=str(k.oleh or SERVER),
        dari="",
        alasan=k.teks,
        apa=f"Realisasi{_periode(k.tahun, k.triwulan)}",
        kode="",
        nama="",
        perbuatan=k.get_jenis_display().lower(),
        menonjol=k.jenis == Komentar.Jenis.PEMBUKAAN,
    )


def pembukaan(**milik: Any) -> QuerySet[Komentar]:
    """Reopenings of verified entries; they stay visible for good."""
    return Komentar.objects.filter(jenis=Komentar.Jenis.PEMBUKAAN, **milik).select_related("oleh").order_by("-pk")


class Pencerita:
    """Tells some rows; looks up what they name by id."""

    def __init__(self, baris: list[Jejak]) -> None:
        self.baris = baris
        self.terhapus: set[int] = set()
        self.kenal = self._kenali()
        self.nama = self._nama_rujukan()

    def semua(self) -> Iterator[Kejadian]:
        return map(self._satu, self.baris)

    def _satu(self, j: Jejak) -> Kejadian:
        model = _model(j.tabel)
        if model is None:
            return self._kejadian(j, j.tabel.replace("_", " "), ())
        lacak = LACAK[model]
        kenal = self.kenal[j.tabel].get(j.objek, {})
        utuh = j.lama is None or j.baru is None
        lewati = {*lacak.diam, *(TEMPAT | set(lacak.kenal) if utuh else ())}
        lama, baru = j.lama or {}, j.baru or {}
        ubahan = (
            PerubahanKolom(label, self._baca(b, lama.get(b.column), utuh), self._baca(b, baru.get(b.column), utuh))
            for b, label in _kolom(model)
            if (b.column in lama or b.column in baru) and b.column not in lewati
        )
        return self._kejadian(j, lacak.sebutan(kenal, _periode(j.tahun, j.triwulan)), ubahan)

    def _kejadian(self, j: Jejak, apa: str, ubahan: Iterable[PerubahanKolom]) -> Kejadian:
        kode, nama = self._tentang(j)
        perbuatan = "dibuat" if j.lama is None else "dihapus" if j.baru is None else "diubah"
        return Kejadian(
            pada=j.pada,
            siapa=str(j.oleh or SERVER),
            dari="" if j.dari == SERVER else j.dari.replace("_", " "),
            alasan=j.alasan,
            apa=apa,
            kode=kode,
            nama=nama,
            perbuatan=perbuatan,
            perubahan=tuple(u for u in ubahan if u.lama or u.baru),
            bertaut=j.indikator_id is not None and bool(kode) and j.indikator_id not in self.terhapus,
        )

    def _tentang(self, j: Jejak) -> tuple[str, str]:
        if j.indikator_id is not None:
            kenal = self.kenal["renstra_indikator"].get(j.indikator_id, {})
            return kenal.get("kode", ""), kenal.get("nama", "")
        return ("", "") if j.simpul_id is None else self.nama[Simpul].get(j.simpul_id, ("", ""))

    def _baca(self, bidang: Any, nilai: Any, utuh: bool) -> str:
        """A value as it is read; empty where it says nothing."""
        if bidang.get_internal_type() == "JSONField":
            nilai = Jejak.bagian(nilai)
        if nilai is None or nilai == "" or nilai == {} or (utuh and nilai == StatusIsian.DRAF):
            return ""
        if bidang.remote_field is not None:
            return " ".join(self.nama[bidang.remote_field.model].get(nilai, ("", "sudah dihapus"))).strip()
        if bidang.get_internal_type() == "BooleanField":
            return "ya" if nilai else "" if utuh else "tidak"
        if bidang.flatchoices:
            return dict(bidang.flatchoices).get(nilai, str(nilai))
        if isinstance(nilai, dict):
            return "; ".join(f"{kunci}: {_teks_bagian(isi)}" for kunci, isi in sorted(nilai.items(), key=_urut))
        if bidang.get_internal_type() == "DateTimeField":
            return _teks_waktu(nilai)
        if bidang.get_internal_type() == "DecimalField":
            return tulis_uang(Decimal(str(nilai))) if isinstance(bidang, UangField) else _teks_angka(nilai)
        return str(nilai)

    # What is looked up

    def _kenali(self) -> dict[str, dict[int, dict[str, Any]]]:
        """Per table, for each row, the columns by which people know it."""
        hasil: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
        perlu: dict[str, set[int]] = defaultdict(set)
        for j in self.baris:
            if j.indikator_id is not None:
                perlu["renstra_indikator"].add(j.indikator_id)
            model = _model(j.tabel)
            if model is not None and LACAK[model].kenal:
                perlu[j.tabel].add(j.objek)
        for nama, objek in perlu.items():
            model = _model(nama) or Indikator
            kolom = ("kode", "nama") if model is Indikator else LACAK[model].kenal
            ada = model._default_manager.filter(pk__in=objek).order_by()
            hasil[nama] = {satu.pop("pk"): satu for satu in ada.values("pk", *kolom)}
            if hilang := objek - set(hasil[nama]):
                terhapus = Jejak.objects.filter(tabel=nama, objek__in=hilang, baru__isnull=True)
                hasil[nama] |= {pk: lama or {} for pk, lama in terhapus.order_by().values_list("objek", "lama")}
                if nama == "renstra_indikator":
                    self.terhapus = hilang
        return hasil

    def _nama_rujukan(self) -> dict[type[Model], dict[int, tuple[str, str]]]:
        """(kode, name) of the users, bidang, nodes and indicators that the rows name by id."""
        perlu: dict[type[Model], set[int]] = defaultdict(set)
        for j in self.baris:
            if j.simpul_id is not None:
                perlu[Simpul].add(j.simpul_id)
            model = _model(j.tabel)
            if model is None:
                continue
            rujukan = [b for b, _ in _kolom(model) if b.remote_field is not None and b.column not in LACAK[model].diam]
            for nilai in (j.lama or {}, j.baru or {}):
                for b in rujukan:
                    if b.column in nilai:
                        perlu[b.remote_field.model].add(nilai[b.column])
        nama: dict[type[Model], dict[int, tuple[str, str]]] = defaultdict(dict)
        for model, kunci in perlu.items():
            for objek in model._default_manager.filter(pk__in=kunci - {None}):
                nama[model][objek.pk] = _sebutan(objek)
        return nama


def _sebutan(objek: Any) -> tuple[str, str]:
    if isinstance(objek, Simpul):
        return objek.kode, objek.uraian
    return (objek.kode, objek.nama) if isinstance(objek, Indikator) else ("", str(objek))


def _teks_bagian(nilai: Any) -> str:
    """A part of a JSON column: a number, several (a range), or words."""
    if isinstance(nilai, list | tuple):
        return "–".join(_teks_bagian(n) for n in nilai if n is not None)
    try:
        return _teks_angka(nilai)
    except (ArithmeticError, ValueError):
        return "" if nilai is None else str(nilai)


def _teks_angka(nilai: Any) -> str:
    """Every digit of it."""
    angka = rapikan(Decimal(str(nilai)))
    return tulis(angka, max(0, -int(angka.as_tuple().exponent)))


def _teks_waktu(nilai: str) -> str:
    waktu = parse_datetime(nilai)
    if waktu is None:
        return nilai
    if timezone.is_naive(waktu):
        waktu = timezone.make_aware(waktu, datetime.UTC)
    return date_format(timezone.localtime(waktu), "j F Y, H.i")


def _urut(pasangan: tuple[str, Any]) -> tuple[int, str]:
    kunci = pasangan[0]
    return (int(kunci) if kunci.isdecimal() and len(kunci) < 19 else 0, kunci)
