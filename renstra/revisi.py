"""A new version of the Renstra: a copy that takes effect from a year, and what it changed.

The version before is not touched: reports of its years are computed from its own rows. An indicator of
the copy goes on with the series of the one it was copied from, however it is worded.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max, Model

from sakip.ditolak import Ditolak

from .models import Dukungan, Indikator, Lintas, Renstra, Simpul, Target

M = TypeVar("M", bound=Model)


class RevisiDitolak(Ditolak):
    """A sentence for the user."""


def salin(
    asal: Renstra, *, nama: str, berlaku_mulai: int, nomor: str = "", tanggal: datetime.date | None = None
) -> Renstra:
    """Copy the tree, its indicators and the Renstra's own targets into a new version.

    Raises:
        RevisiDitolak: the year lies outside the period, or not after the version's own.
    """
    _periksa_tahun(asal, berlaku_mulai)
    with transaction.atomic():
        kini = Renstra.objects.select_for_update().filter(perangkat_daerah=asal.perangkat_daerah)
        urutan = kini.aggregate(u=Max("urutan"))["u"]
        if urutan != asal.urutan:
            raise RevisiDitolak("Sudah ada versi Renstra yang lebih baru. Revisi dimulai dari versi terakhir.")
        baru = _kembar(asal, urutan=urutan + 1, nama=nama, nomor=nomor, tanggal=tanggal, berlaku_mulai=berlaku_mulai)
        baru.save()
        simpul = _salin_pohon(asal, baru)
        indikator = _salin_indikator(asal, baru, simpul)
        _salin_dukungan(asal, simpul, indikator)
        lintas = Lintas.objects.filter(simpul__renstra=asal)
        Lintas.objects.bulk_create(_kembar(x, simpul=simpul[x.simpul_id]) for x in lintas)
        target = Target.objects.filter(indikator__in=indikator, versi=Target.Versi.RENSTRA, tahun__gte=berlaku_mulai)
        Target.objects.bulk_create(_kembar(t, indikator=indikator[t.indikator_id]) for t in target)
    return baru


def _periksa_tahun(asal: Renstra, tahun: int) -> None:
    if asal.periode_awal and asal.periode_akhir and not asal.periode_awal < tahun <= asal.periode_akhir:
        raise RevisiDitolak(f"Tahun mulai berlaku antara {asal.periode_awal + 1} dan {asal.periode_akhir}.")
    if asal.berlaku_mulai and tahun <= asal.berlaku_mulai:
        raise RevisiDitolak(f"Versi sebelumnya berlaku mulai {asal.berlaku_mulai}; revisi berlaku sesudahnya.")


def _kembar(objek: M, **ubahan: Any) -> M:
    """An unsaved copy with some values changed."""
    nilai = {f.attname: getattr(objek, f.attname) for f in objek._meta.concrete_fields if not f.primary_key}
    kolom = {f.name: f.attname for f in objek._meta.concrete_fields}
    for nama, baru in ubahan.items():
        nilai[kolom[nama]] = getattr(baru, "pk", baru)
    return type(objek)(**nilai)


def _salin_pohon(asal: Renstra, baru: Renstra) -> dict[int, Simpul]:
    """The nodes by the id of what they were copied from, parents before their children."""
    per_induk: dict[int | None, list[Simpul]] = {}
    for s in Simpul.objects.filter(renstra=asal):
        per_induk.setdefault(s.induk_id, []).append(s)
    hasil: dict[int, Simpul] = {}
    lapis = per_induk.get(None, [])
    while lapis:
        salinan = [_kembar(s, renstra=baru, induk=hasil.get(s.induk_id or 0)) for s in lapis]
        Simpul.objects.bulk_create(salinan)
        hasil |= {s.pk: k for s, k in zip(lapis, salinan, strict=True)}
        lapis = [anak for s in lapis for anak in per_induk.get(s.pk, [])]
    return hasil


def _salin_indikator(asal: Renstra, baru: Renstra, simpul: dict[int, Simpul]) -> dict[int, Indikator]:
    lama = list(Indikator.objects.filter(renstra=asal))
    salinan = [
        _kembar(i, renstra=baru, simpul=simpul[i.simpul_id], lanjutan_dari=i, mengacu=None, mendukung=None)
        for i in lama
    ]
    Indikator.objects.bulk_create(salinan)
    hasil = {i.pk: k for i, k in zip(lama, salinan, strict=True)}
    for i, k in zip(lama, salinan, strict=True):
        k.mengacu, k.mendukung = hasil.get(i.mengacu_id or 0), hasil.get(i.mendukung_id or 0)
    Indikator.objects.bulk_update([k for k in salinan if k.mengacu or k.mendukung], ["mengacu", "mendukung"])
    return hasil


def _salin_dukungan(asal: Renstra, simpul: dict[int, Simpul], indikator: dict[int, Indikator]) -> None:
    Dukungan.objects.bulk_create(
        _kembar(
            d,
            simpul=simpul[d.simpul_id],
            sasaran=simpul.get(d.sasaran_id or 0),
            indikator=indikator.get(d.indikator_id or 0),
        )
        for d in Dukungan.objects.filter(simpul__renstra=asal)
    )


# What a version changed


@dataclass(frozen=True)
class PerubahanVersi:
    """One difference between two versions: `apa` is tambah, hapus, ubah or target."""

    apa: str
    jenis: str
    kode: str
    lama: str = ""
    baru: str = ""


def beda(lama: Renstra, baru: Renstra) -> list[PerubahanVersi]:
    """What the newer version added, dropped, reworded, and which targets it moved; six queries."""
    return [*_beda_simpul(lama, baru), *_beda_indikator(lama, baru)]


def _beda_simpul(lama: Renstra, baru: Renstra) -> list[PerubahanVersi]:
    dulu = {s.kode: s for s in Simpul.objects.filter(renstra=lama)}
    kini = {s.kode: s for s in Simpul.objects.filter(renstra=baru)}
    hasil = [PerubahanVersi("hapus", s.get_jenis_display(), k, s.uraian) for k, s in dulu.items() if k not in kini]
    for k, s in kini.items():
        if k not in dulu:
            hasil.append(PerubahanVersi("tambah", s.get_jenis_display(), k, "", s.uraian))
        elif dulu[k].uraian != s.uraian:
            hasil.append(PerubahanVersi("ubah", s.get_jenis_display(), k, dulu[k].uraian, s.uraian))
    return hasil


def _beda_indikator(lama: Renstra, baru: Renstra) -> list[PerubahanVersi]:
    dulu = {i.pk: i for i in Indikator.objects.filter(renstra=lama)}
    kini = list(Indikator.objects.filter(renstra=baru))
    diteruskan = {i.lanjutan_dari_id for i in kini}
    hasil = [PerubahanVersi("hapus", "Indikator", i.kode, i.nama) for pk, i in dulu.items() if pk not in diteruskan]
    target_lama, target_baru = _target(lama), _target(baru)
    for i in kini:
        asal = dulu.get(i.lanjutan_dari_id or 0)
        if asal is None:
            hasil.append(PerubahanVersi("tambah", "Indikator", i.kode, "", i.nama))
            continue
        if asal.nama != i.nama:
            hasil.append(PerubahanVersi("ubah", "Indikator", i.kode, asal.nama, i.nama))
        for tahun, nilai in target_baru.get(i.pk, {}).items():
            sebelum = target_lama.get(asal.pk, {}).get(tahun, "")
            if sebelum != nilai:
                hasil.append(PerubahanVersi("target", f"Target {tahun}", i.kode, sebelum, nilai))
    return hasil


def _target(renstra: Renstra) -> dict[int, dict[int, str]]:
    """Yearly Renstra targets as text, by indicator and year."""
    hasil: dict[int, dict[int, str]] = {}
    semua = Target.objects.filter(indikator__renstra=renstra, versi=Target.Versi.RENSTRA, triwulan__isnull=True)
    for t in semua:
        angka = "" if t.nilai is None else f"{t.nilai:f}".replace(".", ",")
        atas = "" if t.nilai_atas is None else f"–{t.nilai_atas:f}".replace(".", ",")
        hasil.setdefault(t.indikator_id, {})[t.tahun] = t.teks or angka + atas
    return hasil
