"""What was achieved, as it is stored: realisasi, parts of composite indices, comparisons. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple


class BarisRealisasi(NamedTuple):
    indikator_id: int
    tahun: int
    triwulan: int | None
    nilai: Decimal | None
    teks: str
    pembilang: Decimal | None
    penyebut: Decimal | None
    capaian_dinyatakan: Decimal | None
    pendorong: str
    penghambat: str
    solusi: str
    tindak_lanjut: str
    sumber: str
    alasan_tahunan: str = ""
    alasan_wajar: str = ""
    bagian_teks: str = "{}"

    @property
    def bagian(self) -> dict[str, str]:
        """A quarter's parts of a composite index; read only where there is such an index."""
        bagian: dict[str, str] = json.loads(self.bagian_teks)
        return bagian


class BarisKomponen(NamedTuple):
    indikator_id: int
    tahun: int
    urutan: int
    nama: str
    bobot: Decimal | None
    maksimum: Decimal | None
    nilai: Decimal | None


class BarisPembanding(NamedTuple):
    indikator_id: int
    jenis: str
    instansi: str
    nilai: Decimal | None
    kategori: str
    sumber: str
    keterangan: str


@dataclass
class HasilTahun:
    """What one agency achieved up to a year, by indicator."""

    realisasi: dict[int, list[BarisRealisasi]] = field(default_factory=dict)
    komponen: dict[int, list[BarisKomponen]] = field(default_factory=dict)
    pembanding: dict[int, list[BarisPembanding]] = field(default_factory=dict)
