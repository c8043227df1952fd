"""The rows of the desk: each agency's LKjIP of a year with its state, dates, lateness and open notes."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import Count, Q
from django.utils import timezone

from laporan.dasbor.tenggat import batas_lkjip
from laporan.models import LKJIP, Penyampaian, StatusSusunan, Susunan
from laporan.pemda.simpanan import Simpanan
from sakip.models import PerangkatDaerah
from sakip.saring import FormulirSaring, cocok

BELUM, DISUSUN, DISAMPAIKAN, DITARIK = "belum disusun", "disusun", "disampaikan", "ditarik"
KEADAAN = (BELUM, DISUSUN, DISAMPAIKAN, DITARIK)


@dataclass(frozen=True)
class BarisMeja:
    """An agency's LKjIP: the version that counts (else the last that was taken back), and how late it is or was."""

    instansi: PerangkatDaerah
    keadaan: str
    penyampaian: Penyampaian | None
    batas: datetime.date
    terlambat: int
    catatan: int = 0
    """Notes that are not resolved."""
    belum_dijawab: int = 0
    usang: bool = False
    """The year's figures are no longer those of the version that counts."""

    @property
    def berlaku(self) -> Penyampaian | None:
        return self.penyampaian if self.penyampaian and self.penyampaian.berlaku else None


class SaringMeja(FormulirSaring):
    q = forms.CharField(label="Cari perangkat daerah", required=False, max_length=100)
    keadaan = forms.ChoiceField(
        label="Keadaan", required=False, choices=[("", "Semua keadaan"), *((k, k.capitalize()) for k in KEADAAN)]
    )
    telat = forms.BooleanField(label="Hanya yang terlambat", required=False)
    urut = forms.ChoiceField(
        label="Urut",
        required=False,
        choices=[("", "Nama"), ("terlambat", "Paling terlambat"), ("pada", "Terakhir disampaikan")],
    )

    def saring(self, baris: Iterable[BarisMeja]) -> list[BarisMeja]:
        dipilih = [
            b
            for b in baris
            if cocok(self.nilai("q"), b.instansi.nama, b.instansi.singkatan, b.instansi.kode)
            and self.nilai("keadaan") in ("", b.keadaan)
            and (b.terlambat or not self.cleaned_data.get("telat"))
        ]
        if self.nilai("urut") == "terlambat":
            dipilih.sort(key=lambda b: -b.terlambat)
        elif self.nilai("urut") == "pada":
            dipilih.sort(key=lambda b: b.penyampaian.pada.timestamp() if b.penyampaian else 0, reverse=True)
        return dipilih


def baris_meja(instansi: Sequence[PerangkatDaerah], tahun: int, simpanan: Simpanan | None = None) -> list[BarisMeja]:
    """A row per agency, in the given order: two queries. `simpanan`: what is kept of the computed years, by
    which it is asked whether what is submitted is still true."""
    terbuka = Count("catatan", filter=Q(catatan__selesai_pada=None))
    tunggu = Count("catatan", filter=Q(catatan__selesai_pada=None, catatan__jawaban=""))
    milik = Penyampaian.objects.filter(perangkat_daerah__in=instansi, tahun=tahun)
    versi: dict[int, Penyampaian] = {}
    hitungan: dict[int, tuple[int, int]] = {}
    # The version that counts, else the newest that was taken back.
    for ada in milik.annotate(terbuka=terbuka, tunggu=tunggu).order_by("versi").select_related("oleh"):
        if ada.berlaku or ada.perangkat_daerah_id not in versi or not versi[ada.perangkat_daerah_id].berlaku:
            versi[ada.perangkat_daerah_id] = ada
            hitungan[ada.perangkat_daerah_id] = (ada.terbuka, ada.tunggu)
    disusun = set(
        Susunan.objects.filter(
            perangkat_daerah__in=instansi, tahun=tahun, jenis=LKJIP, status=StatusSusunan.SELESAI
        ).values_list("perangkat_daerah", flat=True)
    )
    kini = _sidik_kini(simpanan, [i for i in instansi if i.pk in versi], tahun) if simpanan else {}
    hari, batas = timezone.localdate(), batas_lkjip(tahun)
    hasil = []
    for i in instansi:
        p: Penyampaian | None = versi.get(i.pk)
        catatan, tunggu_jawab = hitungan.get(i.pk, (0, 0))
        if p is not None:
            keadaan = DISAMPAIKAN if p.berlaku else DITARIK
        else:
            keadaan = DISUSUN if i.pk in disusun else BELUM
        pada = timezone.localdate(p.pada) if p and p.berlaku else hari
        usang = bool(p and p.berlaku and p.sidik_data and kini.get(i.pk, p.sidik_data) != p.sidik_data)
        hasil.append(BarisMeja(i, keadaan, p, batas, max(0, (pada - batas).days), catatan, tunggu_jawab, usang))
    return hasil


def _sidik_kini(simpanan: Simpanan, instansi: Sequence[PerangkatDaerah], tahun: int) -> dict[int, str]:
    """The present fingerprint of each agency's year."""
    return {pk: ringkas.sidik for (pk, _), ringkas in simpanan.ringkas([tahun], None, instansi).items()}
