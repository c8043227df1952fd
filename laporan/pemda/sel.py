"""A table as values and the words that stand for them: page, Excel and CSV are made from the same cells."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from sakip import angka
from sakip.templatetags.sakip import kelas_warna, kosong

UANG, DUA, UTUH, TEKS = "uang", "dua", "utuh", ""


Tampil = tuple[SafeString, list[tuple[str, SafeString]]]
"""A row's head, and its other cells each with their class."""


@dataclass(frozen=True)
class Kolom:
    """A column. `bentuk`: the form of its numbers, empty for text; `turun`: sorted from the highest at first."""

    kunci: str
    judul: str
    satuan: str = ""
    bentuk: str = TEKS
    lebar: int = 14
    turun: bool = False


@dataclass(frozen=True)
class Sel:
    """`nilai` empty: missing, for the reason `alasan`, which stands as `label` where it must be read. `kelas`,
    `warna`: of a word with a mark in front."""

    nilai: Any = None
    teks: str = ""
    alasan: str = ""
    kelas: str = ""
    warna: str = ""
    tautan: str = ""
    label: str = ""
    cara: str = "bulat"

    @property
    def html(self) -> SafeString:
        """As it stands on the page; a missing value is a quiet dash with its reason."""
        if self.nilai is None:
            return format_html('<span class="kosong">{}</span>', self.label) if self.label else kosong(self.alasan)
        isi = (
            format_html('<a href="{}">{}</a>', self.tautan, self.teks) if self.tautan else conditional_escape(self.teks)
        )
        if self.kelas == "predikat":
            return format_html('<span class="predikat {}">{}</span>', kelas_warna(self.warna), isi)
        if self.kelas:
            return format_html('<span class="{}">{}</span>', self.kelas, isi)
        return isi


@dataclass(frozen=True)
class Tabel:
    kolom: tuple[Kolom, ...]
    baris: tuple[tuple[Sel, ...], ...]
    kaki: tuple[Sel, ...] = ()
    urut: str = ""
    """The column by which it is sorted, with `-` in front from the highest."""

    @property
    def kepala(self) -> list[tuple[Kolom, str, str]]:
        """Each column, how it is sorted, and by what a click sorts."""
        return [(k, *_arah(k, self.urut)) for k in self.kolom]

    @property
    def isi(self) -> list[Tampil]:
        """The rows as they stand on the page."""
        return [self._tampil(b) for b in self.baris]

    @property
    def isi_kaki(self) -> list[Tampil]:
        return [self._tampil(self.kaki)] if self.kaki else []

    def _tampil(self, baris: tuple[Sel, ...]) -> Tampil:
        kelas = [mark_safe(f'class="{"n" if k.bentuk else "sempit"}"') for k in self.kolom]  # noqa: S308
        kepala, *lain = (s.html for s in baris)
        return kepala, list(zip(kelas[1:], lain, strict=True))


def _arah(kolom: Kolom, urut: str) -> tuple[str, str]:
    naik, turun = kolom.kunci, f"-{kolom.kunci}"
    if urut == naik:
        return "ascending", turun
    if urut == turun:
        return "descending", naik
    return "", turun if kolom.turun else naik


# Cells


KOSONG = Sel("")
"""A cell that says nothing, where nothing is missing."""


def kata(teks: str, **lain: Any) -> Sel:
    return Sel(teks or None, teks, **lain)


def angka_sel(nilai: Decimal | int | None, bentuk: str, alasan: str = "", cara: str = "bulat", **lain: Any) -> Sel:
    if nilai is None:
        return Sel(alasan=alasan or "belum diisi", **lain)
    if isinstance(nilai, int):
        return Sel(nilai, angka.tulis(Decimal(nilai), 0), **lain)
    if bentuk == UANG:
        teks = angka.tulis_uang(nilai).replace("Rp", "")
    else:
        teks = angka.tulis(nilai, 2 if bentuk == DUA else None, cara)
    return Sel(nilai, teks, cara=cara, **lain)


def tanggal_sel(nilai: datetime.date | None, alasan: str) -> Sel:
    return Sel(nilai, date_format(nilai, "j F Y")) if nilai else Sel(alasan=alasan)


def predikat_sel(predikat: str | None, warna: str, alasan: str = "") -> Sel:
    return Sel(predikat or None, predikat or "", alasan, "predikat" if predikat else "", warna)


def tanda_sel(kelas: str, teks: str | None, alasan: str = "") -> Sel:
    if not teks:
        return Sel(alasan=alasan)
    jenis = f"{kelas}-{teks.casefold().replace(' ', '-')}"
    return Sel(teks, teks[0].upper() + teks[1:], kelas=f"tanda {jenis}")


# Sorting


def urutkan(kolom: tuple[Kolom, ...], baris: Iterable[tuple[Sel, ...]], urut: str) -> tuple[tuple[Sel, ...], ...]:
    """By one column, in the given order where it is unknown; what is missing always stands last."""
    semua = tuple(baris)
    letak = next((n for n, k in enumerate(kolom) if k.kunci == urut.removeprefix("-")), None)
    if letak is None:
        return semua
    ada = [b for b in semua if b[letak].nilai is not None]
    ada.sort(key=lambda b: _kunci(b[letak].nilai), reverse=urut.startswith("-"))
    return (*ada, *(b for b in semua if b[letak].nilai is None))


def _kunci(nilai: Any) -> Any:
    return nilai.casefold() if isinstance(nilai, str) else nilai
