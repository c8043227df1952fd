"""The picker of live numbers: figures found by name, with the reference that gives each. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sakip.kaya.rujukan import JENIS

from .keping import judul
from .nilai import Sumber
from .prosa.butir import Daftar

TAMPIL = 40


@dataclass(frozen=True)
class Pilihan:
    rujukan: str
    nama: str
    nilai: str
    judul: str = ""
    """What it is, with its formula."""


def pilihan(sumber: Sumber, dicari: str, objek: str = "") -> list[Pilihan]:
    """The figures whose kind, object or code holds every word; without words those of the section's own object."""
    kata = re.findall(r"\S+", dicari.casefold())
    hasil = []
    for b in Daftar(sumber.utama).semua:
        nilai = sumber.nilai(b.rujukan)
        tahun = f" {b.rujukan.tahun}" if b.rujukan.tahun else ""
        nama = f"{JENIS[b.jenis].capitalize()} {nilai.nama}{tahun}"
        cocok = all(k in f"{nama} {b.rujukan.objek}".casefold() for k in kata) if kata else b.objek in (objek, "total")
        if cocok:
            hasil.append(Pilihan(str(b.rujukan), nama, sumber.tulis(b.rujukan), judul(b.rujukan, sumber)))
        if len(hasil) == TAMPIL:
            break
    return hasil
