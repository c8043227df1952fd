"""The table of all agencies: one row each, filtered and sorted as the address says."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from capaian.rumus import Rata, rasio, rata_tertimbang
from sakip.angka import tulis_persen
from sakip.models import PerangkatDaerah
from sakip.saring import cocok

from .lkjip import DISAMPAIKAN, SEMUA, KeadaanLKjIP, keadaan_lkjip
from .saring import BELUM_SAMPAI, TERLAMBAT, SaringPemda
from .sel import (
    DUA,
    KOSONG,
    UANG,
    UTUH,
    Kolom,
    Sel,
    Tabel,
    angka_sel,
    kata,
    predikat_sel,
    tanda_sel,
    tanggal_sel,
    urutkan,
)
from .simpanan import Ringkas, Simpanan

PEMDA = Kolom("pemda", "Pemda", lebar=28)
KOLOM = (
    Kolom("nama", "Perangkat daerah", lebar=48),
    Kolom("capaian", "Capaian IKU", "%", DUA, turun=True),
    Kolom("predikat", "Predikat", lebar=18),
    Kolom("iku", "IKU", "dihitung", lebar=12),
    Kolom("serapan", "Serapan", "%", DUA, turun=True),
    Kolom("efisiensi", "Efisiensi", "", DUA, turun=True),
    Kolom("kesimpulan", "Kesimpulan", lebar=16),
    Kolom("terverifikasi", "Terverifikasi", "%", DUA, turun=True),
    Kolom("isian", "Isian", "terverifikasi", lebar=16),
    Kolom("galat", "Galat", "", UTUH, 10, turun=True),
    Kolom("peringatan", "Peringatan", "", UTUH, 10, turun=True),
    Kolom("lkjip", "LKjIP", lebar=18),
    Kolom("versi", "Versi", "", UTUH, 8, turun=True),
    Kolom("tanggal", "Disampaikan", lebar=20, turun=True),
    Kolom("terlambat", "Terlambat", "hari", UTUH, 12, turun=True),
    Kolom("pagu", "Pagu", "Rp", UANG, 20, turun=True),
    Kolom("realisasi", "Realisasi", "Rp", UANG, 20, turun=True),
)
SATU = Decimal(1)
BENTUK_LKJIP = dict(zip(SEMUA, ("selesai", "dibatalkan", "disusun", "menunggu", "gagal", "menunggu"), strict=True))
"""The mark in front of each state, as of a composed document."""


@dataclass(frozen=True)
class Baris:
    """One agency in a year; `ringkas` as kept, `lkjip` as it is now."""

    instansi: PerangkatDaerah
    ringkas: Ringkas
    lkjip: KeadaanLKjIP


def baris_pemda(simpanan: Simpanan, tahun: int, triwulan: int | None, hari_ini: datetime.date) -> list[Baris]:
    ringkas, lkjip = simpanan.ringkas([tahun], triwulan), keadaan_lkjip(simpanan.instansi, tahun, hari_ini)
    return [Baris(i, ringkas[i.pk, tahun], lkjip[i.pk]) for i in simpanan.instansi]


def saring_pemda(saring: SaringPemda, semua: Iterable[Baris]) -> list[Baris]:
    return [b for b in semua if _cocok(saring, b)]


def _cocok(saring: SaringPemda, b: Baris) -> bool:
    i, r = b.instansi, b.ringkas
    syarat = {
        "predikat": lambda nilai: r.total.predikat == nilai,
        "temuan": lambda nilai: r.ada_data and (r.galat > 0) == (nilai == "galat"),
        "lkjip": lambda nilai: _lkjip_cocok(b.lkjip, nilai),
        "berdata": lambda nilai: r.ada_data == (nilai == "ada"),
        "pemda": lambda nilai: str(i.pemda_id) == nilai,
    }
    if not cocok(saring.nilai("q"), i.nama, i.singkatan, i.kode):
        return False
    return all(uji(nilai) for nama, uji in syarat.items() if (nilai := saring.nilai(nama)))


def _lkjip_cocok(k: KeadaanLKjIP, nilai: str) -> bool:
    if nilai == TERLAMBAT:
        return bool(k.terlambat)
    return k.kata != DISAMPAIKAN if nilai == BELUM_SAMPAI else k.kata == nilai


def susun_tabel(
    semua: Sequence[Baris], tahun: int, triwulan: int | None, urut: str, *, banyak_pemda: bool = False
) -> Tabel:
    kolom = (KOLOM[0], PEMDA, *KOLOM[1:]) if banyak_pemda else KOLOM
    isi = [_sel(b, tahun, triwulan) for b in semua]
    baris = [tuple(sel[k.kunci] for k in kolom) for sel in isi]
    kaki = _kaki(semua)
    return Tabel(
        kolom, urutkan(kolom, baris, urut), tuple(kaki.get(k.kunci, KOSONG) for k in kolom) if kaki else (), urut
    )


def _sel(b: Baris, tahun: int, triwulan: int | None) -> dict[str, Sel]:
    i, r, t = b.instansi, b.ringkas, b.ringkas.total
    waktu: dict[str, Any] = {"kode": i.kode, "tahun": tahun, "triwulan": triwulan}
    tanpa = "" if r.ada_data else f"belum ada data {tahun}"
    temuan = reverse("temuan", kwargs=waktu)
    terverifikasi = rasio(Decimal(r.terverifikasi), Decimal(r.terisi))
    belum_isi = tanpa or "belum ada isian triwulan"
    return {
        "nama": kata(i.nama, tautan=reverse("instansi", kwargs=waktu)),
        "pemda": kata(i.pemda.nama),
        "capaian": angka_sel(t.capaian_iku, DUA, tanpa or "belum ada IKU yang bernilai", r.pembulatan),
        "predikat": Sel(label="Belum ada data") if tanpa else predikat_sel(t.predikat, t.warna, t.alasan),
        "iku": Sel(alasan=tanpa) if tanpa else Sel(t.dihitung, f"{t.dihitung} dari {t.anggota}"),
        "pagu": angka_sel(t.pagu, UANG, tanpa),
        "realisasi": angka_sel(t.realisasi, UANG, tanpa),
        "serapan": angka_sel(t.serapan, DUA, tanpa or t.alasan, r.pembulatan),
        "efisiensi": angka_sel(t.efisiensi, DUA, tanpa or t.alasan, r.pembulatan),
        "kesimpulan": tanda_sel("simpul", t.kesimpulan, tanpa or t.alasan),
        "terverifikasi": angka_sel(terverifikasi, DUA, belum_isi, r.pembulatan),
        "isian": Sel(r.terverifikasi, f"{r.terverifikasi} dari {r.terisi}") if r.terisi else Sel(alasan=belum_isi),
        "galat": Sel(alasan=tanpa) if tanpa else angka_sel(r.galat, UTUH, tautan=f"{temuan}?tingkat=galat"),
        "peringatan": Sel(alasan=tanpa)
        if tanpa
        else angka_sel(r.peringatan, UTUH, tautan=f"{temuan}?tingkat=peringatan"),
        **_sel_lkjip(b.lkjip),
    }


def _sel_lkjip(k: KeadaanLKjIP) -> dict[str, Sel]:
    belum = "belum disampaikan"
    return {
        "lkjip": Sel(k.kata, k.kata, kelas=f"tanda keadaan-{BENTUK_LKJIP[k.kata]}"),
        "versi": angka_sel(k.versi, UTUH, belum),
        "tanggal": tanggal_sel(k.tanggal, belum),
        "terlambat": angka_sel(k.terlambat, UTUH, "belum jatuh tempo"),
    }


def _kaki(semua: Sequence[Baris]) -> dict[str, Sel]:
    """The means over the agencies, each with how many it is made of."""
    if not semua:
        return {}
    capaian, serapan = rata_ukuran(semua, "capaian_iku"), rata_ukuran(semua, "serapan")
    return {
        "nama": kata("Rata-rata"),
        "capaian": angka_sel(capaian.nilai, DUA, "tidak ada yang bernilai"),
        "predikat": kata(f"{capaian.dihitung} dari {capaian.anggota} instansi"),
        "serapan": angka_sel(serapan.nilai, DUA, "tidak ada yang bernilai"),
        "kesimpulan": kata(f"{serapan.dihitung} dari {serapan.anggota} instansi"),
    }


def kalimat(semua: Sequence[Baris], banyak: int, tahun: int) -> str:
    """What the table says as a whole: how many agencies, without data, late, and their mean with its count."""
    bagian = [f"{len(semua)} dari {banyak} perangkat daerah" if len(semua) != banyak else f"{banyak} perangkat daerah"]
    if tanpa := sum(not b.ringkas.ada_data for b in semua):
        bagian.append(f"{tanpa} belum mempunyai data {tahun}")
    if telat := sum(bool(b.lkjip.terlambat) for b in semua):
        bagian.append(f"{telat} terlambat menyampaikan LKjIP")
    rata = rata_ukuran(semua, "capaian_iku")
    if rata.nilai is None:
        return f"{', '.join(bagian)}."
    return f"{', '.join(bagian)}. Rata-rata capaian IKU {tulis_persen(rata.nilai)} dari {rata.dihitung} yang bernilai."


def rata_ukuran(semua: Iterable[Baris], nama: str) -> Rata:
    return rata_tertimbang((getattr(b.ringkas.total, nama), SATU) for b in semua)
