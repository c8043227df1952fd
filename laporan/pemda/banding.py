"""One indicator across the agencies that have it: the same words, whatever their spacing or case, and the same unit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from capaian.rumus import Rata, rata_tertimbang
from sakip.models import PerangkatDaerah
from sakip.saring import cocok

from .saring import SaringIndikatorPemda
from .sel import DUA, KOSONG, UTUH, Kolom, Tabel, angka_sel, kata, predikat_sel, urutkan
from .simpanan import Ukur

_TANDA = re.compile(r"[\W_]+")
BEBAS = "bebas"
SATU = Decimal(1)
DAFTAR = (
    Kolom("nama", "Indikator", lebar=70),
    Kolom("satuan", "Satuan", lebar=14),
    Kolom("banyak", "Perangkat daerah", "", UTUH, turun=True),
    Kolom("bernilai", "Bernilai", "", UTUH, turun=True),
)
KOLOM = (
    Kolom("instansi", "Perangkat daerah", lebar=48),
    Kolom("kode", "Kode", lebar=14),
    Kolom("target", "Target", "", BEBAS, turun=True),
    Kolom("realisasi", "Realisasi", "", BEBAS, turun=True),
    Kolom("capaian", "Capaian", "%", DUA, turun=True),
    Kolom("predikat", "Predikat", lebar=18),
)


@dataclass(frozen=True)
class Milik:
    """An agency's indicator."""

    instansi: PerangkatDaerah
    ukur: Ukur


Kelompok = dict[str, list[Milik]]


def kunci(nama: str, satuan: str) -> str:
    """What two indicators must have in common to be compared."""
    return "|".join(_TANDA.sub(" ", teks.casefold()).strip() for teks in (nama, satuan))


def kelompokkan(instansi: Sequence[PerangkatDaerah], ukur: Mapping[int, Sequence[Ukur]]) -> Kelompok:
    hasil: Kelompok = defaultdict(list)
    for i in instansi:
        for u in ukur[i.pk]:
            hasil[kunci(u.nama, u.satuan)].append(Milik(i, u))
    return hasil


def daftar(kelompok: Kelompok, saring: SaringIndikatorPemda, urut: str, alamat: str) -> Tabel:
    """The indicators that more than one agency has."""
    baris = []
    for k, milik in kelompok.items():
        pertama, pemilik = milik[0].ukur, {m.instansi.pk for m in milik}
        iku = saring.nilai("lingkup") != "iku" or any(m.ukur.iku for m in milik)
        if len(pemilik) > 1 and iku and cocok(saring.nilai("q"), pertama.nama, pertama.satuan):
            bernilai = sum(m.ukur.capaian is not None for m in milik)
            tautan = f"{alamat}{k}"
            baris.append(
                (
                    kata(pertama.nama, tautan=tautan),
                    kata(pertama.satuan, alasan="tanpa satuan"),
                    angka_sel(len(pemilik), UTUH),
                    angka_sel(bernilai, UTUH),
                )
            )
    return Tabel(DAFTAR, urutkan(DAFTAR, baris, urut), urut=urut)


def banding(milik: Sequence[Milik], tahun: int, triwulan: int | None, urut: str) -> Tabel:
    baris = []
    for m in milik:
        u = m.ukur
        waktu = {"kode": m.instansi.kode, "tahun": tahun, "triwulan": triwulan}
        baris.append(
            (
                kata(m.instansi.nama, tautan=reverse("instansi", kwargs=waktu)),
                kata(u.kode, tautan=reverse("indikator", kwargs={**waktu, "objek": u.kode})),
                angka_sel(u.target, BEBAS, u.alasan or "target belum ditetapkan", u.pembulatan),
                angka_sel(u.realisasi, BEBAS, u.alasan, u.pembulatan),
                angka_sel(u.capaian, DUA, u.alasan, u.pembulatan),
                predikat_sel(u.predikat, u.warna, u.alasan),
            )
        )
    rata = rata_capaian(milik)
    kaki = (
        kata("Rata-rata capaian"),
        KOSONG,
        KOSONG,
        KOSONG,
        angka_sel(rata.nilai, DUA, "tidak ada yang bernilai"),
        kata(f"{rata.dihitung} dari {rata.anggota}"),
    )
    return Tabel(KOLOM, urutkan(KOLOM, baris, urut), kaki, urut)


def rata_capaian(milik: Sequence[Milik]) -> Rata:
    return rata_tertimbang((m.ukur.capaian, SATU) for m in milik)
