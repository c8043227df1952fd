"""Reads the plan as it counts in a year, in a fixed number of queries, as plain rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Min, Q

from sakip.models import PerangkatDaerah

from .bentuk import BarisDukungan, BarisIndikator, BarisSimpul, BarisTarget, RencanaTahun, berlaku, pohon
from .models import Dukungan, Indikator, PerjanjianKinerja, Renstra, Simpul, Skala, Target
from .skala import Pita, SkalaPredikat, susun_skala

Kelompok = dict[int, list[Any]]


def renstra_tahun(instansi: PerangkatDaerah, tahun: int) -> Renstra | None:
    """The latest version of the Renstra that is in force in the year."""
    return _berlaku(_versi([instansi])[instansi.pk], tahun)


def _versi(instansi: Sequence[PerangkatDaerah]) -> dict[int, list[Renstra]]:
    """Per agency its versions, the latest first."""
    return per_pemilik(Renstra.objects.filter(perangkat_daerah__in=instansi).order_by("-urutan"))


def _berlaku(versi: list[Renstra], tahun: int) -> Renstra | None:
    return next((r for r in versi if r.berlaku_mulai is None or r.berlaku_mulai <= tahun), None)


# Loading


def muat(instansi: PerangkatDaerah, tahun: int, triwulan: int | None = None) -> RencanaTahun:
    """An agency's plan with at most 7 queries, however large it is."""
    return muat_banyak([instansi], tahun, triwulan)[0]


def muat_banyak(instansi: Sequence[PerangkatDaerah], tahun: int, triwulan: int | None = None) -> list[RencanaTahun]:
    """The plan of each agency, with the same queries for one as for many."""
    versi = _versi(instansi)
    kini = {i.pk: _berlaku(versi[i.pk], tahun) for i in instansi}
    lalu = {i.pk: _berlaku(versi[i.pk], tahun - 1) for i in instansi}
    skala = skala_banyak(instansi)
    baris = _muat_baris([r for r in kini.values() if r], [r for r in lalu.values() if r], tahun)
    mulai = _pk_perubahan(instansi, tahun) if _ada_target_perubahan(baris.target, tahun) else {}
    hasil = []
    for i in instansi:
        rencana = RencanaTahun(i, tahun, triwulan, kini[i.pk], skala=skala[i.pk], deret=baris.deret)
        rencana.pk_perubahan_mulai = mulai.get(i.pk, 1)
        hasil.append(_bagikan(rencana, lalu[i.pk], baris))
    return hasil


def muat_pohon(instansi: PerangkatDaerah, tahun: int) -> RencanaTahun:
    """Only the tree: two queries, for those who need no indicator."""
    renstra = renstra_tahun(instansi, tahun)
    simpul = kelompokkan(Simpul.objects.filter(renstra=renstra), "renstra_id", BarisSimpul) if renstra else {}
    milik = pohon(simpul.get(renstra.pk, []), tahun) if renstra else []
    return RencanaTahun(instansi, tahun, None, renstra, simpul=milik)


JALUR = f"""
WITH RECURSIVE jalur AS (
  SELECT s.*, 0 AS jarak FROM renstra_simpul s WHERE s.id = %s AND s.renstra_id = %s
  UNION ALL SELECT s.*, jalur.jarak + 1 FROM renstra_simpul s JOIN jalur ON s.id = jalur.induk_id
)
SELECT {", ".join(BarisSimpul._fields)} FROM jalur ORDER BY jarak DESC
"""  # noqa: S608


def muat_jalur(renstra: Renstra, simpul_id: int, tahun: int) -> list[BarisSimpul]:
    """The nodes from the top down to this one; empty where it is of another version or does not count in the
    year. One query that only walks: what the rows mean is `pohon`'s and `bidang_simpul`'s."""
    with connection.cursor() as kursor:
        kursor.execute(JALUR, [simpul_id, renstra.pk])
        jalur = pohon([BarisSimpul._make(b) for b in kursor.fetchall()], tahun)
    return jalur if jalur and jalur[-1].id == simpul_id else []


def muat_satu(
    instansi: PerangkatDaerah, renstra: Renstra, jalur: list[BarisSimpul], indikator: BarisIndikator, tahun: int
) -> RencanaTahun:
    """The plan of one indicator, with what its quarters are computed from: at most three queries."""
    target = kelompokkan(
        Target.objects.filter(indikator=indikator.id, tahun=tahun).order_by(),
        "indikator_id",
        BarisTarget,
    )
    mulai = _pk_perubahan([instansi], tahun) if _ada_target_perubahan(target, tahun) else {}
    return RencanaTahun(
        instansi,
        tahun,
        None,
        renstra,
        simpul=jalur,
        indikator=[indikator],
        target=dict(target),
        pk_perubahan_mulai=mulai.get(instansi.pk, 1),
        skala=skala_instansi(instansi),
    )


def baris_indikator(renstra: Renstra, nomor: int, tahun: int) -> BarisIndikator | None:
    """An indicator of the version that counts in the year; one query."""
    milik = Indikator.objects.filter(renstra=renstra, pk=nomor).order_by().values_list(*BarisIndikator._fields)
    baris = next((BarisIndikator._make(i) for i in milik), None)
    return baris if baris and berlaku(baris, tahun) else None


def skala_instansi(instansi: PerangkatDaerah) -> dict[str, SkalaPredikat]:
    """The scales that an agency's predikat are chosen from; one query."""
    return skala_banyak([instansi])[instansi.pk]


def skala_banyak(instansi: Sequence[PerangkatDaerah]) -> dict[int, dict[str, SkalaPredikat]]:
    """By agency: the shipped scales, overridden by its own."""
    sendiri = per_pemilik(Skala.objects.filter(perangkat_daerah__in=instansi).order_by("nama", "urutan"))
    return {
        i.pk: susun_skala(
            (s.nama, Pita(s.batas_bawah, s.predikat, s.eksklusif, s.batas_atas, s.kategori, s.warna))
            for s in sendiri[i.pk]
        )
        for i in instansi
    }


def _ada_target_perubahan(target: Kelompok, tahun: int) -> bool:
    return any(
        t.triwulan and t.versi == "pk_perubahan" and t.tahun == tahun for baris in target.values() for t in baris
    )


def _pk_perubahan(instansi: Sequence[PerangkatDaerah], tahun: int) -> dict[int, int]:
    """Per agency the first quarter of its revised Perjanjian Kinerja; asked only where quarters have such targets."""
    semua = PerjanjianKinerja.objects.filter(
        perangkat_daerah__in=instansi,
        tahun=tahun,
        versi="pk_perubahan",
        keadaan="berlaku",
        bidang__isnull=True,
        berlaku_triwulan__isnull=False,
    )
    return dict(semua.values_list("perangkat_daerah_id").annotate(mulai=Min("berlaku_triwulan")).order_by())


def versi_triwulan(instansi: PerangkatDaerah, tahun: int) -> dict[int, str]:
    """Which agreement's targets each quarter has: the revised one from its first quarter on."""
    mulai = _pk_perubahan([instansi], tahun).get(instansi.pk, 5)
    return {t: "pk_perubahan" if t >= mulai else "pk" for t in (1, 2, 3, 4)}


@dataclass(frozen=True)
class _Baris:
    """Rows of several plans: nodes by Renstra, dukungan by node, targets by indicator."""

    simpul: Kelompok
    indikator: Kelompok
    dukungan: Kelompok
    target: Kelompok
    deret: Deret


def _muat_baris(kini: list[Renstra], lalu: list[Renstra], tahun: int) -> _Baris:
    semua = kelompokkan(Indikator.objects.filter(renstra__in=kini), "renstra_id", BarisIndikator)
    indikator = {renstra: [i for i in baris if berlaku(i, tahun)] for renstra, baris in semua.items()}
    deret = Deret(indikator, kini)
    target = Target.objects.filter(deret.milik).order_by("tahun", "triwulan")
    dukungan = Dukungan.objects.filter(simpul__renstra__in=kini)
    return _Baris(
        simpul=kelompokkan(Simpul.objects.filter(renstra__in={*kini, *lalu}), "renstra_id", BarisSimpul),
        indikator=indikator,
        dukungan=kelompokkan(dukungan, "simpul_id", BarisDukungan),
        target=deret.sambung(kelompokkan(target, "indikator_id", BarisTarget)),
        deret=deret,
    )


class Deret:
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
        """Condition for rows of indicators that belong to these plans."""

    def sambung(self, kelompok: Kelompok) -> Kelompok:
        """Give the rows of years before the version to the indicators that go on from them."""
        for lama, baru in self.asal.items():
            batas = self.mulai.get(baru)
            sebelum = [b._replace(indikator_id=baru) for b in kelompok.pop(lama, ()) if batas and b.tahun < batas]
            if sebelum:
                kelompok[baru] = sorted([*sebelum, *kelompok[baru]], key=lambda b: b.tahun)
        return kelompok


def _bagikan(rencana: RencanaTahun, lalu: Renstra | None, baris: _Baris) -> RencanaTahun:
    """Give an agency the rows that are its own."""
    renstra = rencana.renstra
    if renstra is None:
        return rencana
    rencana.simpul = pohon(baris.simpul[renstra.pk], rencana.tahun)
    if lalu is not None:
        rencana.simpul_lalu = pohon(baris.simpul[lalu.pk], rencana.tahun - 1)
    aktif = {s.id for s in rencana.simpul}
    rencana.indikator = [i for i in baris.indikator.get(renstra.pk, ()) if i.simpul_id in aktif]
    rencana.dukungan = hanya(baris.dukungan, aktif)
    rencana.target = hanya(baris.target, {i.id for i in rencana.indikator})
    return rencana


def hanya(kelompok: Kelompok, kunci: set[int]) -> Kelompok:
    return {k: kelompok[k] for k in kunci if k in kelompok}


def per_pemilik(queryset: Any) -> Kelompok:
    """Objects by their agency."""
    hasil: Kelompok = defaultdict(list)
    for objek in queryset:
        hasil[objek.perangkat_daerah_id].append(objek)
    return hasil


def kelompokkan(queryset: Any, kunci: str, bentuk: Any) -> Kelompok:
    """Rows of a queryset in the shape of a NamedTuple, by a column."""
    hasil: Kelompok = defaultdict(list)
    for pemilik, *nilai in queryset.values_list(kunci, *bentuk._fields):
        hasil[pemilik].append(bentuk._make(nilai))
    return hasil
