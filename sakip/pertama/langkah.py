"""The steps of the first run, in order. Apps above this one add theirs in their `ready()`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Keadaan:
    """How far a step is: `kata` counts what is there, `kurang` says in sentences what is missing."""

    sudah: bool
    kata: str
    kurang: tuple[str, ...] = ()


@dataclass(frozen=True)
class Langkah:
    """`alamat`: its page, as text for the person's browser; `keadaan` costs a fixed number of queries."""

    urutan: int
    judul: str
    guna: str
    alamat: Callable[[], str]
    keadaan: Callable[[], Keadaan]


_LANGKAH: list[Langkah] = []


def daftarkan(*langkah: Langkah) -> None:
    """Once per process; the same step again takes the place of the first."""
    tetap = [satu for satu in _LANGKAH if satu.urutan not in {baru.urutan for baru in langkah}]
    _LANGKAH[:] = sorted([*tetap, *langkah], key=lambda satu: satu.urutan)


def semua() -> list[tuple[Langkah, Keadaan]]:
    return [(satu, satu.keadaan()) for satu in _LANGKAH]
