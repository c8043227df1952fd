"""What a backup says of its contents beside rows and files: apps above say what else must be equal after a restore."""

from __future__ import annotations

from collections.abc import Callable

Penyidik = Callable[[], dict[str, str]]
_daftar: dict[str, Penyidik] = {}


def daftarkan(nama: str, penyidik: Penyidik) -> None:
    """`penyidik` gives hashes by name, from the database alone and whatever day it is."""
    _daftar[nama] = penyidik


def sidik() -> dict[str, str]:
    return {f"{nama} {kunci}": nilai for nama, satu in _daftar.items() for kunci, nilai in satu().items()}
