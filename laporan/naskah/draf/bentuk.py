"""What the sentences are made of, and how names and numbers stand in them. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, IkhtisarSasaran, IkhtisarSimpul
from sakip.kaya.rujukan import TOTAL, Rujukan

from ..nilai import Sumber, isi

METODE = {
    "rasio": "capaian ÷ serapan; 1,00 atau lebih berarti efisien",
    "selisih": "capaian − serapan; lebih dari 0 poin berarti efisien",
    "pmk": "PMK 214/PMK.02/2017",
}
_BERTANDA = re.compile(r"([\\`*_\[\]<>#|~&])")
_AWAL = re.compile(r"^(\d{1,9})([.)])(?=\s)|^([-+=])")
_LUPUT = re.compile(r"\\([\\`*_\[\]<>#|~&.)\-+={])")


@dataclass(frozen=True)
class BahanDraf:
    """A computed year, and what its report says of the agency. `ber_pk`: it has a Perjanjian Kinerja of the year."""

    ikhtisar: Ikhtisar
    nama: str
    kepala_jabatan: str = ""
    pemberi_amanah: str = ""
    ber_pk: bool = False

    @cached_property
    def indikator(self) -> dict[str, IkhtisarIndikator]:
        return {i.kode: i for i in self.ikhtisar.indikator}

    @cached_property
    def sasaran(self) -> dict[str, IkhtisarSasaran]:
        return {s.kode: s for s in self.ikhtisar.sasaran}

    @cached_property
    def simpul(self) -> dict[str, IkhtisarSimpul]:
        return {s.kode: s for s in self.ikhtisar.simpul}

    @cached_property
    def iku(self) -> list[IkhtisarIndikator]:
        return [i for i in self.ikhtisar.indikator if i.iku]


def r(jenis: str, objek: str = TOTAL, tahun: int | None = None, bentuk: str = "") -> str:
    """A live number as it is written."""
    return str(Rujukan(jenis, objek, tahun, bentuk=bentuk))


def luput(teks: str) -> str:
    """What somebody entered, as letters of a sentence: on one line, no sign of it means anything in Markdown."""
    teks = _BERTANDA.sub(r"\\\1", " ".join(teks.split())).replace("{{", r"\{{")
    return _AWAL.sub(lambda m: rf"{m[1]}\{m[2]}" if m[1] else rf"\{m[3]}", teks)


def polos(teks: str, sumber: Sumber) -> str:
    """A sentence with its numbers filled in, as plain letters."""
    return _LUPUT.sub(r"\1", isi(teks, sumber))
