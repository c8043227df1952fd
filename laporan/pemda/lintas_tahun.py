"""Year on year: one measure of every agency in the chosen year and the two before, with the change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.urls import reverse

from capaian.rumus import Rata, perubahan, rata_tertimbang
from sakip.models import PerangkatDaerah

from .sel import DUA, KOSONG, UTUH, Kolom, Sel, Tabel, angka_sel, kata, urutkan
from .simpanan import Ringkas

BANYAK = 3
SATU = Decimal(1)
UKURAN: dict[str, tuple[str, str, str, Callable[[Ringkas], Any]]] = {
    "": ("Capaian IKU", "%", DUA, lambda r: r.total.capaian_iku),
    "serapan": ("Serapan", "%", DUA, lambda r: r.total.serapan),
    "efisiensi": ("Efisiensi", "", DUA, lambda r: r.total.efisiensi),
    "galat": ("Galat", "", UTUH, lambda r: r.galat),
}
"""What is compared: its name, unit, form, and where it stands."""


def semua_tahun(tahun: int) -> list[int]:
    return list(range(tahun - BANYAK + 1, tahun + 1))


def tabel_tahun(
    instansi: Sequence[PerangkatDaerah],
    ringkas: Mapping[tuple[int, int], Ringkas],
    tahun: int,
    triwulan: int | None,
    ukuran: str,
    urut: str,
) -> Tabel:
    nama, satuan, bentuk, ambil = UKURAN[ukuran]
    daftar = semua_tahun(tahun)
    kolom = (
        Kolom("nama", "Perangkat daerah", lebar=48),
        *(Kolom(f"t{t}", f"{nama} {t}", satuan, bentuk, turun=True) for t in daftar),
        Kolom("selisih", f"Perubahan dari {tahun - 1}", "poin" if satuan else "", bentuk, turun=True),
    )
    nilai = {k: ambil(r) if r.ada_data else None for k, r in ringkas.items()}
    baris = []
    for i in instansi:
        isi = [_sel(nilai[i.pk, t], ringkas[i.pk, t], t, bentuk, _alamat(i, t, triwulan)) for t in daftar]
        selisih, _ = perubahan(nilai[i.pk, tahun - 1], nilai[i.pk, tahun])
        baris.append(
            (
                kata(i.nama, tautan=_alamat(i, tahun, triwulan)),
                *isi,
                angka_sel(selisih, bentuk, "salah satu tahunnya belum bernilai"),
            )
        )
    return Tabel(kolom, urutkan(kolom, baris, urut), _kaki(instansi, nilai, daftar, bentuk), urut)


def _sel(nilai: Any, r: Ringkas, tahun: int, bentuk: str, tautan: str) -> Sel:
    if not r.ada_data:
        return angka_sel(None, bentuk, f"belum ada data {tahun}")
    return angka_sel(nilai, bentuk, r.total.alasan or "belum dapat dihitung", r.pembulatan, tautan=tautan)


def _alamat(i: PerangkatDaerah, tahun: int, triwulan: int | None) -> str:
    return reverse("instansi", kwargs={"kode": i.kode, "tahun": tahun, "triwulan": triwulan})


def _kaki(
    instansi: Sequence[PerangkatDaerah], nilai: Mapping[tuple[int, int], Any], daftar: Sequence[int], bentuk: str
) -> tuple[Sel, ...]:
    """The mean of each year over the agencies that have a value, and how many those are."""
    if bentuk != DUA or not instansi:
        return ()
    rata = [rata_tertimbang((nilai[i.pk, t], SATU) for i in instansi) for t in daftar]
    return (kata("Rata-rata"), *(_rata(r) for r in rata), KOSONG)


def _rata(r: Rata) -> Sel:
    sel = angka_sel(r.nilai, DUA, "tidak ada yang bernilai")
    return sel if r.nilai is None else replace(sel, teks=f"{sel.teks} ({r.dihitung} dari {r.anggota})")
