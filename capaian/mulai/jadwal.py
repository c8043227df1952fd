"""The same quarters opened for all agencies of a pemda at once."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from capaian.models import Jadwal
from sakip.jaga import rentang
from sakip.models import Pemda, PerangkatDaerah
from sakip.pertama.langkah import Keadaan, Langkah


@dataclass(frozen=True)
class Masa:
    """When a quarter is to be open."""

    triwulan: int
    buka: datetime.datetime
    tutup: datetime.datetime


@dataclass
class HasilJadwal:
    """How many schedules were made, changed, and left as they were. `dilewati`: agencies without a plan for the year;
    `terbuka`: one of them is open now, so that the bidang are to be told."""

    dibuat: int = 0
    diubah: int = 0
    tetap: int = 0
    terbuka: bool = False
    dilewati: list[str] = field(default_factory=list)


def keadaan() -> Keadaan:
    """Whether every agency has a schedule that has not ended."""
    semua = PerangkatDaerah.objects.count()
    mendatang = Jadwal.objects.filter(tutup__gt=timezone.now(), untuk=Jadwal.Untuk.REALISASI)
    berjadwal = mendatang.order_by().values("perangkat_daerah").distinct().count()
    kata = f"{berjadwal} perangkat daerah berjadwal" if berjadwal else ""
    tanpa = f"{semua - berjadwal} perangkat daerah tanpa jadwal yang masih berlaku"
    return Keadaan(0 < semua == berjadwal, kata, (tanpa,) if berjadwal < semua else ())


LANGKAH = Langkah(
    60,
    "Jadwal pengisian",
    "kapan tiap triwulan dibuka, sekaligus untuk semua perangkat daerah",
    lambda: reverse("mulai_jadwal"),
    keadaan,
)


def terpasang(pemda: Pemda, tahun: int) -> Counter[tuple[int, str]]:
    """How many agencies have a schedule, by quarter and kind; one query."""
    semua = Jadwal.objects.filter(perangkat_daerah__pemda=pemda, tahun=tahun).order_by()
    return Counter(semua.values_list("triwulan", "untuk"))


def pasang(
    pemda: Pemda, tahun: int, untuk: Collection[str], masa: Iterable[Masa], pengisi: str, *, ubah: bool = False
) -> HasilJadwal:
    """Schedules for all agencies of the pemda; `ubah` changes those that are there already. All or nothing."""
    hasil, kini = HasilJadwal(), timezone.now()
    semua = rentang.dengan_rencana(PerangkatDaerah.objects.filter(pemda=pemda))
    instansi = [satu for satu in semua if _berencana(satu, tahun, hasil)]
    with transaction.atomic():
        milik = Jadwal.objects.select_for_update().filter(perangkat_daerah__in=instansi, tahun=tahun)
        ada = {(j.perangkat_daerah_id, j.triwulan, j.untuk): j for j in milik.order_by("pk")}
        for m in masa:
            sebelum = hasil.dibuat + hasil.diubah
            nilai = {"buka": m.buka, "tutup": m.tutup, "pengisi": pengisi}
            for satu in instansi:
                for jenis in untuk:
                    jadwal = ada.get((satu.pk, m.triwulan, jenis))
                    if jadwal is None:
                        Jadwal.objects.create(
                            perangkat_daerah=satu, tahun=tahun, triwulan=m.triwulan, untuk=jenis, **nilai
                        )
                        hasil.dibuat += 1
                    elif ubah and _ubah(jadwal, nilai):
                        hasil.diubah += 1
                    else:
                        hasil.tetap += 1
            hasil.terbuka |= hasil.dibuat + hasil.diubah > sebelum and m.buka <= kini < m.tutup
    return hasil


def _berencana(instansi: PerangkatDaerah, tahun: int, hasil: HasilJadwal) -> bool:
    try:
        rentang.periksa(instansi, tahun)
    except rentang.DiLuarRencana:
        hasil.dilewati.append(instansi.singkatan or instansi.nama)
        return False
    return True


def _ubah(jadwal: Jadwal, nilai: dict[str, Any]) -> bool:
    """Whether anything of it is different now."""
    if all(getattr(jadwal, nama) == isi for nama, isi in nilai.items()):
        return False
    for nama, isi in nilai.items():
        setattr(jadwal, nama, isi)
    jadwal.save(update_fields=list(nilai))
    return True
