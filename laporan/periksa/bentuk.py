"""The shape of a finding, and what the rules read. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from laporan.ikhtisar.bentuk import Ikhtisar

GALAT, PERINGATAN, CATATAN = "galat", "peringatan", "catatan"
PERMENPANRB_53 = "PermenPANRB 53/2014 Lampiran II"
PERMENPANRB_88 = "PermenPANRB 88/2021"
PRAKTIK_IKU = "PermenPANRB 20/2008 (formulir IKU)"
TOTAL_DAUN = "Jumlah dihitung dari rincian paling bawah"


@dataclass(frozen=True)
class Temuan:
    """One finding. `nilai` are the numbers that it speaks of, as exact texts."""

    aturan: str
    tingkat: str
    objek: str
    pesan: str
    nilai: dict[str, str] = field(default_factory=dict)
    dasar: str = ""


@dataclass(frozen=True)
class Bahan:
    """What the rules read: the ikhtisar, and the narrative as (bagian, judul, teks). `gambar`: the fingerprints that
    a text may name; None: not asked for, hence not judged."""

    ikhtisar: Ikhtisar
    narasi: tuple[tuple[str, str, str], ...] = ()
    gambar: frozenset[str] | None = None

    def bernarasi(self, kode: str) -> bool:
        return any(bagian == f"3.1.analisis.{kode}" and teks.strip() for bagian, _, teks in self.narasi)


def angka_teks(**nilai: Decimal | None) -> dict[str, str]:
    return {nama: format(n, "f") for nama, n in nilai.items() if n is not None}
