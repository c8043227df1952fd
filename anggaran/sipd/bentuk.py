"""What reading a SIPD export gives: plain values, sentences for the user, and what was left out and why.

Rupiah are exact Decimals. Every sentence says where (sheet, row) and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from sakip.ditolak import Ditolak

Jenis = Literal["rekap5", "rekap3", "rekap4", "realisasi_dokumen", "rka_dpa", "lain"]
JENIS_PAGU: Final[tuple[Jenis, ...]] = ("rekap5", "rekap3", "rekap4")
JENIS_REALISASI: Final[tuple[Jenis, ...]] = ("realisasi_dokumen",)
NAMA_JENIS: Final[dict[Jenis, str]] = {
    "rekap5": "Rekap 5 (pagu per paket/kelompok)",
    "rekap3": "Rekap 3 (pagu per rekening)",
    "rekap4": "Rekap 4 (pagu per standar harga)",
    "realisasi_dokumen": "Laporan Realisasi Per Dokumen",
    "rka_dpa": "cetakan RKA/DPA",
    "lain": "tabel lain",
}
BULAN: Final = (
    "",
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
NOL: Final = Decimal(0)
Maju = Callable[[int, int], None]
"""Called with (rows read, rows expected) while reading."""


class SipdDitolak(Ditolak):
    """The file cannot be used; the message is one sentence that says why and what to do."""


@dataclass(frozen=True)
class Peringatan:
    """A sentence for the user; `kunci` names its kind for programs, `tingkat` galat, peringatan or info."""

    kunci: str
    pesan: str
    tingkat: Literal["galat", "peringatan", "info"] = "peringatan"

    def __str__(self) -> str:
        return self.pesan


@dataclass(frozen=True)
class Dilewati:
    """Rows left out for one reason: how many, their rupiah, and the numbers of the first of them."""

    alasan: str
    baris: int
    jumlah: Decimal
    contoh: tuple[int, ...] = ()


@dataclass(frozen=True)
class SkpdDibaca:
    """An agency found in the file, whether its rows were kept or not: rows and rupiah."""

    kode: str
    nama: str
    baris: int
    jumlah: Decimal


@dataclass(frozen=True)
class SubDibaca:
    """A sub kegiatan of the kept rows, added up over sub units; the codes above it follow from its own."""

    kode: str
    nama: str
    kode_program: str
    nama_program: str
    kode_kegiatan: str
    nama_kegiatan: str
    sub_skpd: tuple[str, ...]
    baris: int
    jumlah: Decimal
    ada_belanja: bool


def tempat(lembar: str, baris: int | Collection[int], banyak: int | None = None) -> str:
    """Where something is: `Lembar “Sheet 1” baris 12, 15, 16 dan 4 baris lain`."""
    nomor = [baris] if isinstance(baris, int) else list(baris)
    sisa = (banyak or len(nomor)) - len(nomor)
    teks = ", ".join(map(str, nomor)) + (f" dan {sisa} baris lain" if sisa > 0 else "")
    return f"Lembar “{lembar}” baris {teks}"


def daftar(nama: Iterable[str], terbanyak: int = 5) -> str:
    """A few names for a sentence: `A; B; C dan 4 lainnya`."""
    semua = list(nama)
    sisa = len(semua) - terbanyak
    return "; ".join(semua[:terbanyak]) + (f" dan {sisa} lainnya" if sisa > 0 else "")
