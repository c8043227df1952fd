"""What a model says about its changes: tracked and how they are told, only ever added to, locked in a state.

Every model of ours says one of these (a test asks); the triggers are made from what is said here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

M = TypeVar("M", bound=type[Model])
Sebutan = Callable[[Mapping[str, Any], str], str]


@dataclass(frozen=True)
class Lacak:
    """How the changes of a table are kept and told.

    `sebutan`: what a row is called, from the columns by which people know it (`kenal`) and its period; `kelompok`:
    the kind of data by which the trail is filtered; `rahasia`: columns that never reach the trail; `diam`: columns
    that tell a reader nothing; `diri`: what others call this table's own id, where rows are found by it;
    `terhitung`: whether a change marks what was computed from the agency's rows (`sakip.jejak.tanda`).
    """

    sebutan: Sebutan
    kelompok: str
    kenal: tuple[str, ...] = ()
    label: Mapping[str, str] = field(default_factory=dict)
    rahasia: tuple[str, ...] = ()
    diam: tuple[str, ...] = ()
    diri: str = ""
    terhitung: bool = True


@dataclass(frozen=True)
class Kunci:
    """The database refuses to change `kolom`, or to delete, while `bila` (SQL on OLD) holds."""

    nama: str
    bila: str
    kolom: tuple[str, ...]


LACAK: dict[type[Model], Lacak] = {}
HANYA_TAMBAH: list[type[Model]] = []
KUNCI: dict[type[Model], Kunci] = {}
TAK_DILACAK: dict[type[Model], str] = {}


def dilacak(sebutan: str | Sebutan, kelompok: str, **lain: Any) -> Callable[[M], M]:
    """Every change is kept. `sebutan`: words (the period is added), or what makes them."""
    kata: Sebutan = sebutan if callable(sebutan) else lambda kenal, periode: f"{sebutan}{periode}"

    def catat(model: M) -> M:
        LACAK[model] = Lacak(kata, kelompok, **lain)
        return model

    return catat


def hanya_bertambah(model: M) -> M:
    """Nobody changes or deletes a row."""
    HANYA_TAMBAH.append(model)
    return model


def terkunci(nama: str, *, bila: str, kolom: tuple[str, ...]) -> Callable[[M], M]:
    def catat(model: M) -> M:
        KUNCI[model] = Kunci(nama, bila, kolom)
        return model

    return catat


def tak_dilacak(alasan: str) -> Callable[[M], M]:
    """Not tracked, for a reason: no page shows its changes and it grants nothing."""

    def catat(model: M) -> M:
        TAK_DILACAK[model] = alasan
        return model

    return catat
