"""Where each agency stands with its LKjIP: composed, submitted, withdrawn, and how many days late."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from laporan.dasbor.tenggat import batas_lkjip
from laporan.models import LKJIP, Penyampaian, StatusSusunan, Susunan
from sakip.models import PerangkatDaerah

DISAMPAIKAN, DITARIK, SELESAI = "Disampaikan", "Ditarik", "Selesai disusun"
SEDANG, GAGAL, BELUM = "Sedang disusun", "Gagal disusun", "Belum disusun"
SEMUA = (DISAMPAIKAN, DITARIK, SELESAI, SEDANG, GAGAL, BELUM)


@dataclass(frozen=True)
class KeadaanLKjIP:
    """`terlambat`: days after the due date, of the submission or until today; 0 in time, empty while not yet due."""

    kata: str
    versi: int | None = None
    tanggal: datetime.date | None = None
    terlambat: int | None = None


def keadaan_lkjip(instansi: Sequence[PerangkatDaerah], tahun: int, hari_ini: datetime.date) -> dict[int, KeadaanLKjIP]:
    """By agency, from two queries; asked anew each time, as lateness goes by the day."""
    penyampaian: dict[int, Penyampaian] = {}
    for p in Penyampaian.objects.filter(perangkat_daerah__in=instansi, tahun=tahun).order_by("-versi"):
        lama = penyampaian.setdefault(p.perangkat_daerah_id, p)
        if p.berlaku and not lama.berlaku:
            penyampaian[p.perangkat_daerah_id] = p
    susunan: dict[int, str] = {}
    milik = Susunan.objects.filter(perangkat_daerah__in=instansi, tahun=tahun, jenis=LKJIP).order_by("-pk")
    for pemilik, status in milik.values_list("perangkat_daerah_id", "status"):
        susunan.setdefault(pemilik, status)
    lewat = (hari_ini - batas_lkjip(tahun)).days
    return {i.pk: _keadaan(penyampaian.get(i.pk), susunan.get(i.pk), tahun, lewat) for i in instansi}


def _keadaan(p: Penyampaian | None, susunan: str | None, tahun: int, lewat: int) -> KeadaanLKjIP:
    belum = lewat if lewat > 0 else None
    if p is not None:
        tanggal = timezone.localtime(p.pada).date()
        if p.berlaku:
            telat = max(0, (tanggal - batas_lkjip(tahun)).days)
            return KeadaanLKjIP(DISAMPAIKAN, p.versi, tanggal, telat)
        return KeadaanLKjIP(DITARIK, p.versi, tanggal, belum)
    if susunan in (None, StatusSusunan.BATAL):
        return KeadaanLKjIP(BELUM, terlambat=belum)
    kata = {StatusSusunan.SELESAI: SELESAI, StatusSusunan.GAGAL: GAGAL}.get(StatusSusunan(susunan), SEDANG)
    return KeadaanLKjIP(kata, terlambat=belum)
