"""The shape of an explanation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, IkhtisarSimpul
from sakip import angka

Nilai = Decimal | str | None
ANGKA, UANG, PERSEN, TEKS = "angka", "uang", "persen", "teks"


@dataclass(frozen=True)
class Masukan:
    """One input of a formula. `berlaku` marks the one that counts among several."""

    nama: str
    nilai: Nilai
    bentuk: str = ANGKA
    catatan: str = ""
    berlaku: bool = False


@dataclass(frozen=True)
class BarisPenjelasan:
    """A member or leaf; `jenis` and `kode` say what it links to."""

    jenis: str
    kode: str
    nama: str
    sel: tuple[tuple[Nilai, str, str], ...]
    """(value, form, reason where it is missing)"""
    ikut: bool = True


@dataclass(frozen=True)
class Penjelasan:
    judul: str
    nama: str
    nilai: Nilai
    bentuk: str
    rumus: str = ""
    hitungan: str = ""
    alasan: str = ""
    masukan: tuple[Masukan, ...] = ()
    catatan: tuple[str, ...] = ()
    kepala: tuple[str, ...] = ()
    baris: tuple[BarisPenjelasan, ...] = ()
    jumlah: tuple[tuple[Nilai, str, str], ...] = ()


def tulis(ikhtisar: Ikhtisar, nilai: Decimal | None, bentuk: str = ANGKA) -> str:
    """A number inside a written-out calculation."""
    if nilai is None:
        return "…"
    if bentuk == UANG:
        return angka.tulis_uang(nilai)
    return angka.tulis(nilai, 2 if bentuk == PERSEN else None, ikhtisar.pembulatan)


def cari_indikator(ikhtisar: Ikhtisar, kode: str) -> IkhtisarIndikator | None:
    return next((i for i in ikhtisar.indikator if i.kode == kode), None)


def cari_simpul(ikhtisar: Ikhtisar, kode: str) -> IkhtisarSimpul | None:
    return next((s for s in ikhtisar.simpul if s.kode == kode), None)


def catatan_rata(dihitung: int, anggota: int) -> str:
    """`rata-rata 4 dari 5 indikator`"""
    if anggota == 0:
        return "Tidak ada indikator yang ditandai IKU."
    sisa = anggota - dihitung
    ekor = f" {sisa} indikator tanpa nilai tidak dihitung." if sisa else ""
    return f"Rata-rata {dihitung} dari {anggota} indikator.{ekor}"


def catatan_bulat(ikhtisar: Ikhtisar) -> str:
    cara = "dipotong" if ikhtisar.pembulatan == "potong" else "dibulatkan"
    return f"Angka {cara} hanya saat ditampilkan; perhitungan memakai angka penuh."


def ada(catatan: Iterable[str]) -> tuple[str, ...]:
    return tuple(c for c in catatan if c)
