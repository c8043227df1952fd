"""Matches the sub kegiatan of an export with the agency's own: by code, then by name; what is unsure is asked."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final, Literal

from . import kode as kd
from .bentuk import NOL, SubDibaca
from .sel import rapi

MIRIP: Final = 0.85
"""How alike two names must be, 0–1, to confirm a code that is written with fewer digits."""
NAMA_TERPANJANG: Final = 1000
Cara = Literal["kode", "kode dan nama", "nama"]
_TANDA = re.compile(r"\s*([/,;:()\-–])\s*")


@dataclass(frozen=True)
class BarisSub:
    """A sub kegiatan of the file, with its rupiah."""

    kode: str
    nama: str
    nilai: Decimal = NOL


@dataclass(frozen=True)
class SubMilik:
    """A sub kegiatan of the agency's plan; `kunci` is whatever the caller knows it by, `kode` may be ""."""

    kunci: str
    kode: str
    nama: str


@dataclass(frozen=True)
class Pasangan:
    """Two that belong together, and by what they were matched."""

    baris: BarisSub
    milik: SubMilik
    cara: Cara


@dataclass(frozen=True)
class Tanya:
    """A row that may be one of the candidates: the user has to say; `alasan` is a sentence."""

    baris: BarisSub
    calon: tuple[SubMilik, ...]
    alasan: str


@dataclass(frozen=True)
class Padanan:
    """Every row of the file is in exactly one of `cocok`, `perlu_ditanyakan`, `baru`.

    `hilang` are the agency's own that no row names, not even as a question; `berbeda_nama` are those of
    `cocok` whose names differ.
    """

    cocok: tuple[Pasangan, ...]
    perlu_ditanyakan: tuple[Tanya, ...]
    baru: tuple[BarisSub, ...]
    hilang: tuple[SubMilik, ...]
    berbeda_nama: tuple[Pasangan, ...]

    @property
    def kunci(self) -> dict[kd.Kode, str]:
        """The agency's key of every matched code."""
        return {segmen: p.milik.kunci for p in self.cocok if (segmen := _segmen(p.baris.kode))}


def norma_nama(nama: str) -> str:
    """A name for comparing: without case, NBSP, line breaks, doubled spaces, spaces around signs."""
    return _TANDA.sub(r"\1", rapi(nama)).casefold().rstrip(".")


def nama_mirip(a: str, b: str) -> bool:
    """Whether two names are the same but for a slip of the pen. What is longer than any name is compared to the
    letter: all else takes minutes."""
    satu, dua = norma_nama(a), norma_nama(b)
    if max(len(satu), len(dua)) > NAMA_TERPANJANG:
        return satu == dua
    return satu == dua or SequenceMatcher(None, satu, dua, autojunk=False).ratio() >= MIRIP


@dataclass
class _Pencari:
    """The agency's own by code and by name, and what was found so far."""

    milik: Sequence[SubMilik]
    per_kode: dict[kd.Kode, list[SubMilik]] = field(default_factory=lambda: defaultdict(list))
    per_nama: dict[str, list[SubMilik]] = field(default_factory=lambda: defaultdict(list))
    cocok: list[Pasangan] = field(default_factory=list)
    tanya: list[Tanya] = field(default_factory=list)
    terpakai: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for m in self.milik:
            if segmen := _segmen(m.kode):
                self.per_kode[segmen].append(m)
            self.per_nama[norma_nama(m.nama)].append(m)

    def pasang(self, baris: BarisSub, milik: SubMilik, cara: Cara) -> bool:
        self.cocok.append(Pasangan(baris, milik, cara))
        self.terpakai.add(milik.kunci)
        return True

    def tanyakan(self, baris: BarisSub, calon: Sequence[SubMilik], alasan: str) -> bool:
        self.tanya.append(Tanya(baris, tuple(calon), alasan))
        self.terpakai.update(m.kunci for m in calon)
        return True

    def dengan_kode(self, baris: BarisSub) -> bool:
        """Matched or asked about by its code."""
        segmen = _segmen(baris.kode)
        calon = self.per_kode.get(segmen, []) if segmen else []
        if not calon:
            return False
        if len(calon) > 1:
            bernama = [m for m in calon if norma_nama(m.nama) == norma_nama(baris.nama)]
            if len(bernama) != 1:
                return self.tanyakan(
                    baris, calon, f"Kode {baris.kode} dipakai {len(calon)} sub kegiatan. Pilih salah satu."
                )
            calon = bernama
        (satu,) = calon
        if kd.angka_akhir(baris.kode) == kd.angka_akhir(satu.kode):
            return self.pasang(baris, satu, "kode")
        if nama_mirip(baris.nama, satu.nama):
            return self.pasang(baris, satu, "kode dan nama")
        alasan = (
            f"Kode {baris.kode} dan {satu.kode} berbeda jumlah angkanya dan namanya tidak sama. "
            "Nyatakan apakah keduanya sub kegiatan yang sama."
        )
        return self.tanyakan(baris, calon, alasan)

    def dengan_nama(self, baris: BarisSub, kembar: int, diambil: set[str]) -> bool:
        """Matched or asked about by its name, which `kembar` rows bear, among own ones not in `diambil`."""
        calon = [m for m in self.per_nama.get(norma_nama(baris.nama), []) if m.kunci not in diambil]
        if not calon or not rapi(baris.nama):
            return False
        if len(calon) == kembar == 1 and not _segmen(calon[0].kode):
            return self.pasang(baris, calon[0], "nama")
        if kembar > 1:
            alasan = f"Nama “{rapi(baris.nama)}” dipakai {kembar} kode di berkas. Pilih pasangannya."
        elif len(calon) > 1:
            alasan = f"Nama “{rapi(baris.nama)}” dipakai {len(calon)} sub kegiatan. Pilih salah satu."
        else:
            alasan = (
                f"Namanya sama, tetapi kodenya {baris.kode} di berkas dan {calon[0].kode} di rencana. "
                "Nyatakan apakah keduanya sub kegiatan yang sama."
            )
        return self.tanyakan(baris, calon, alasan)


def cocokkan(baris: Iterable[BarisSub], milik: Sequence[SubMilik]) -> Padanan:
    """Match by code, segment by segment; by name only own ones without a code; ask about everything else.

    A code written with 2 digits at its end instead of 4 counts only together with a similar name.
    """
    pencari = _Pencari(milik)
    sisa = [b for b in baris if not pencari.dengan_kode(b)]
    bernama = Counter(norma_nama(b.nama) for b in sisa)
    diambil = set(pencari.terpakai)
    baru = [b for b in sisa if not pencari.dengan_nama(b, bernama[norma_nama(b.nama)], diambil)]
    return Padanan(
        cocok=tuple(pencari.cocok),
        perlu_ditanyakan=tuple(pencari.tanya),
        baru=tuple(baru),
        hilang=tuple(m for m in milik if m.kunci not in pencari.terpakai),
        berbeda_nama=tuple(p for p in pencari.cocok if norma_nama(p.baris.nama) != norma_nama(p.milik.nama)),
    )


def baris_sub(sub: Iterable[SubDibaca]) -> list[BarisSub]:
    """The sub kegiatan of a file that was read, as rows to match."""
    return [BarisSub(s.kode, s.nama, s.jumlah) for s in sub]


def _segmen(kode: str) -> kd.Kode | None:
    try:
        return kd.urai_kode(kode) if rapi(kode) else None
    except kd.KodeTakTerbaca:
        return None
