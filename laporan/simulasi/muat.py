"""Saves an invented government, one agency after the other."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from sakip.ditolak import Ditolak
from sakip.models import Pemda, Pengguna

from .hasil import WITA, Hasil, hasil
from .rencana import Rencana, Ukuran, rencana_semua

SEKALIGUS = 2_000
"""Rows in one statement."""


class SimulasiDitolak(Ditolak):
    """A sentence for who asked."""


def muat(ukuran: Ukuran, lapor: Callable[[str], None]) -> Pemda:
    """Make the government of this seed.

    Raises:
        SimulasiDitolak: there is one already, or the size is none.
    """
    if min(ukuran.instansi, ukuran.tahun, ukuran.indikator) < 1:
        raise SimulasiDitolak("Instansi, tahun, dan indikator paling sedikit satu.")
    nama = f"Kabupaten Simulasi {ukuran.benih}"
    if Pemda.objects.filter(nama=nama).exists():
        raise SimulasiDitolak(f"{nama} sudah ada; pilih --benih lain.")
    pemda = Pemda(nama=nama)
    with transaction.atomic():
        pemda.save()
        _pengguna_pemda(pemda, ukuran)
        for ke, rencana in enumerate(rencana_semua(pemda, ukuran)):
            banyak = _simpan(rencana, hasil(rencana, ukuran, ke))
            lapor(f"{ke + 1} dari {ukuran.instansi}: {rencana.instansi.nama}, {banyak} baris")
    return pemda


def _pengguna_pemda(pemda: Pemda, ukuran: Ukuran) -> None:
    for peran, sebutan in (("inspektorat", "Auditor Inspektorat"), ("pembaca", "Staf Bagian Organisasi")):
        Pengguna(
            username=f"sim{ukuran.benih}-{peran}-pemda",
            first_name=sebutan,
            peran=peran,
            pemda=pemda,
            password="!simulasi",  # noqa: S106
            date_joined=datetime.datetime(2020, 1, 1, tzinfo=WITA),
        ).save()


def _simpan(r: Rencana, h: Hasil) -> int:
    """In the order in which rows need each other; how many they were."""
    r.instansi.save()
    banyak = 1 + _banyak(r.bidang)
    if r.renstra is not None:
        r.renstra.save()
    banyak += _banyak(h.pengguna.values())
    for jenis in r.simpul.values():
        banyak += _banyak(jenis)
    for baris in (r.indikator, r.target, r.perjanjian, h.realisasi, h.bukti, h.anggaran, h.belanja, h.kas):
        banyak += _banyak(baris)
    return banyak + _banyak(h.narasi) + _banyak(h.akip)


def _banyak(baris: Iterable[Any]) -> int:
    semua: list[Model] = list(baris)
    if semua:
        type(semua[0])._default_manager.bulk_create(semua, batch_size=SEKALIGUS)
    return len(semua)
