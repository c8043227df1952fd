"""The plan as it counts in a year: its rows, and what they mean. Pure.

Which nodes and indicators count in a year, and whose bidang a node is, are said here and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from .skala import SkalaPredikat

if TYPE_CHECKING:
    from sakip.models import PerangkatDaerah

    from .models import Renstra
    from .muat import Deret


class BarisSimpul(NamedTuple):
    id: int
    renstra_id: int
    kode: str
    induk_id: int | None
    jenis: str
    kode_nomenklatur: str
    uraian: str
    sasaran: str
    penanggung_jawab: str
    tahun_mulai: int | None
    tahun_selesai: int | None
    bidang_id: int | None = None


class BarisDukungan(NamedTuple):
    sasaran_id: int | None
    indikator_id: int | None


class BarisIndikator(NamedTuple):
    id: int
    simpul_id: int
    kode: str
    nama: str
    satuan: str
    iku: bool
    arah: str
    agregasi: str
    jenis_nilai: str
    pengali: Decimal | None
    skala: str
    mengacu_id: int | None
    mendukung_id: int | None
    formulasi: str
    definisi: str
    alasan: str
    sumber_data: str
    penanggung_jawab: str
    bobot: Decimal | None
    lanjutan_dari_id: int | None = None
    tahun_mulai: int | None = None
    tahun_selesai: int | None = None
    wajar_bawah: Decimal | None = None
    wajar_atas: Decimal | None = None
    batas_berarti: Decimal | None = None


class BarisTarget(NamedTuple):
    indikator_id: int
    tahun: int
    triwulan: int | None
    versi: str
    nilai: Decimal | None
    nilai_atas: Decimal | None
    teks: str


@dataclass
class RencanaTahun:
    """One agency's plan in a year (`triwulan`: up to that quarter), grouped by what the rows belong to."""

    instansi: PerangkatDaerah
    tahun: int
    triwulan: int | None
    renstra: Renstra | None
    simpul: list[BarisSimpul] = field(default_factory=list)
    """Depth first, only what counts in the year."""
    simpul_lalu: list[BarisSimpul] = field(default_factory=list)
    """The tree of the year before, which may be of another version of the Renstra."""
    dukungan: dict[int, list[BarisDukungan]] = field(default_factory=dict)
    indikator: list[BarisIndikator] = field(default_factory=list)
    target: dict[int, list[BarisTarget]] = field(default_factory=dict)
    pk_perubahan_mulai: int = 1
    """The quarter from which the targets of the revised Perjanjian Kinerja count."""
    skala: dict[str, SkalaPredikat] = field(default_factory=dict)
    deret: Deret | None = None
    """How rows of earlier versions go on; shared by all plans that were loaded together."""


# What counts


class _Berjangka(Protocol):
    @property
    def tahun_mulai(self) -> int | None: ...
    @property
    def tahun_selesai(self) -> int | None: ...


class _Bersimpul(_Berjangka, Protocol):
    @property
    def id(self) -> int: ...
    @property
    def induk_id(self) -> int | None: ...
    @property
    def bidang_id(self) -> int | None: ...


S = TypeVar("S", bound=_Bersimpul)


def berlaku(baris: _Berjangka, tahun: int) -> bool:
    """Whether a node or indicator counts in the year."""
    return (baris.tahun_mulai or tahun) <= tahun <= (baris.tahun_selesai or tahun)


def pohon(simpul: Iterable[S], tahun: int) -> list[S]:
    """Depth first, in the order of entry, without nodes (and what is below them) not of this year."""
    anak: dict[int | None, list[S]] = defaultdict(list)
    for s in simpul:
        if berlaku(s, tahun):
            anak[s.induk_id].append(s)
    urut: list[S] = []
    tumpukan = list(reversed(anak[None]))
    while tumpukan:
        kini = tumpukan.pop()
        urut.append(kini)
        tumpukan.extend(reversed(anak[kini.id]))
    return urut


def bidang_simpul(simpul: Iterable[S]) -> dict[int, int | None]:
    """The bidang of each node, parents first: its own, else that of the nearest node above."""
    hasil: dict[int, int | None] = {}
    for s in simpul:
        hasil[s.id] = s.bidang_id or hasil.get(s.induk_id or 0)
    return hasil
