"""The help's texts as data: one Markdown file for each role in `teks/`, which anybody can edit.

`#` is the page's title, `##` a part, `###` a step. A step is a sentence or two, a picture
(`![what it shows](gambar:NAME)`), and in a quotation (`>`) what to do where it goes wrong. A page of the application is
named by `[words](halaman:NAME)`, with a name of `tujuan.HALAMAN`. What stands in `bersama.md` ends every page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.text import slugify

from sakip.markah import gambar_dalam
from sakip.models import Pengguna
from sakip.saring import cocok

TEKS = Path(__file__).parent / "teks"
GAMBAR = Path(__file__).parents[1] / "static" / "sakip" / "panduan"
Peran = Pengguna.Peran
PERAN = ("bidang", "perencanaan", "kepala", "inspektorat", "pembaca", "admin")
"""The pages, by the names of their files."""
SEMUA = "semua"
"""The text of the index."""


@dataclass(frozen=True)
class Langkah:
    """A step: Markdown."""

    judul: str
    isi: str

    @property
    def jangkar(self) -> str:
        return slugify(self.judul)


@dataclass(frozen=True)
class Bagian(Langkah):
    """A part of a page: Markdown, then its steps."""

    langkah: tuple[Langkah, ...]


@dataclass(frozen=True)
class Panduan:
    kunci: str
    judul: str
    isi: str
    bagian: tuple[Bagian, ...]

    @property
    def langkah(self) -> list[Langkah]:
        return [satu for b in self.bagian for satu in b.langkah]

    @property
    def berjudul(self) -> list[Langkah]:
        """Parts and steps, in their order."""
        return [x for b in self.bagian for x in (b, *b.langkah)]

    @property
    def gambar(self) -> set[str]:
        """The pictures that it names."""
        return {g.sidik for teks in self.semua_teks for g in gambar_dalam(teks)}

    @property
    def semua_teks(self) -> list[str]:
        return [self.isi, *(x.isi for x in self.berjudul)]


def kunci_bagi(pengguna: Pengguna) -> str:
    """The page of a person's role."""
    return "bidang" if pengguna.peran == Peran.KEPALA_BIDANG else pengguna.peran


def panduan(kunci: str) -> Panduan:
    """One page as its file says; `kunci` of `PERAN` or `SEMUA`."""
    teks = _baca(kunci) + ("" if kunci == SEMUA else "\n" + _baca("bersama"))
    kepala, *bagian = re.split(r"^## ", teks, flags=re.MULTILINE)
    judul, isi = _belah(kepala.removeprefix("# "))
    return Panduan(kunci, judul, isi, tuple(map(_bagian, bagian)))


def _baca(nama: str) -> str:
    return (TEKS / f"{nama}.md").read_text(encoding="utf-8")


def _bagian(teks: str) -> Bagian:
    kepala, *langkah = re.split(r"^### ", teks, flags=re.MULTILINE)
    return Bagian(*_belah(kepala), tuple(Langkah(*_belah(satu)) for satu in langkah))


def _belah(teks: str) -> tuple[str, str]:
    judul, _, isi = teks.partition("\n")
    return judul.strip(), isi.strip()


def temukan(dicari: str, sendiri: str) -> list[tuple[str, str, str]]:
    """(page, anchor, words): the steps of the person's own page and the other pages in whose titles every word is."""
    hasil = []
    for kunci in sorted(PERAN, key=lambda k: k != sendiri):
        satu = panduan(kunci)
        if cocok(dicari, f"Panduan {satu.judul} bantuan cara"):
            hasil.append((kunci, "", f"Panduan {satu.judul}"))
        if kunci == sendiri:
            hasil += [(kunci, x.jangkar, x.judul) for x in satu.berjudul if cocok(dicari, x.judul)]
    return hasil
