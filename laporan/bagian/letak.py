"""Where a text of the report stands: by its key, by what its title says, or by the indicator that it names. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from laporan.ikhtisar.bentuk import Ikhtisar
from sakip.angka import romawi

from .daftar import ASPEK, DARI_KUNCI, SEMUA, Bagian, indikator_dibahas, sasaran_dibahas, susunan

_BAB = re.compile(r"^([1-4])(\.|$)")
PENDEK = 8
"""A name shorter than this is only recognised where it is the whole title."""
_UMUM = ("3.1.sasaran", "3.1.tahun_ini", "3.1.komponen", "3.1.efisiensi")
"""Keys that only stand for an indicator or sasaran: a text about the agency as a whole has no place there."""


SENDIRI = "naskah."
"""Before the key of a section: the key of its text where the section's own key belongs to a text that stands
elsewhere, as agencies number their chapters in their own way."""


@dataclass(frozen=True)
class Tertulis:
    """A text as the agency keyed it, and the key of the section where it stands; None: it waits for a person."""

    bagian: str
    judul: str
    teks: str
    letak: str | None


class Penempat:
    """Places the texts of one report. `diingat`: what a person has placed, by key and title of the text."""

    def __init__(self, ikhtisar: Ikhtisar, diingat: Mapping[tuple[str, str], str] | None = None) -> None:
        self.ikhtisar = ikhtisar
        self.diingat = diingat or {}

    @cached_property
    def dikenal(self) -> set[str]:
        """All keys at which a text may stand."""
        ada = {t.kunci for t in susunan(self.ikhtisar) if t.bagian.memuat}
        return ada - set(_UMUM)

    @cached_property
    def _objek(self) -> dict[str, str]:
        """Indicators, tujuan and sasaran by code: their names."""
        nama = {s.kode: s.uraian for s in sasaran_dibahas(self.ikhtisar)}
        return nama | {i.kode: i.nama for i in indikator_dibahas(self.ikhtisar)}

    def tempatkan(self, baris: Iterable[Mapping[str, Any]]) -> list[Tertulis]:
        """Every text that says something, with its place."""
        ada = [b for b in baris if b["teks"].strip()]
        sendiri = self._penomoran_sendiri(ada)
        return [
            Tertulis(b["bagian"], b["judul"], b["teks"], self._letak(b["bagian"], b["judul"], sendiri)) for b in ada
        ]

    def dipakai_lain(self, baris: Iterable[Mapping[str, Any]]) -> set[str]:
        """Keys of sections that belong to texts which stand elsewhere, also to one that was emptied."""
        semua = self.tempatkan([{**b, "teks": b["teks"].strip() or "-"} for b in baris])
        return {t.bagian for t in semua if t.bagian in self.dikenal and t.letak != t.bagian}

    def _penomoran_sendiri(self, baris: Iterable[Mapping[str, Any]]) -> set[str]:
        """Chapters that the agency numbers in its own way: a title there means another section than the key says."""
        sendiri = set()
        for b in baris:
            bab, menurut_judul = _bab(b["bagian"]), self._dari_judul(b["bagian"], b["judul"])
            if bab and menurut_judul and b["bagian"].strip() in DARI_KUNCI and menurut_judul != b["bagian"].strip():
                sendiri.add(bab)
        return sendiri

    def _letak(self, bagian: str, judul: str, sendiri: Collection[str]) -> str | None:
        if bagian.startswith(SENDIRI) and (milik := bagian.removeprefix(SENDIRI)) in self.dikenal:
            return milik
        if (diingat := self.diingat.get((bagian, judul))) in self.dikenal:
            return diingat
        kunci = bagian.strip()
        return (
            self._dari_kunci_tetap(kunci, judul)
            or self._dari_objek(kunci, judul)
            or self._dari_nama(kunci, judul)
            or self._dari_judul(kunci, judul)
            or (None if _bab(kunci) in sendiri else self._dari_awalan(kunci, judul))
        )

    def _dari_kunci_tetap(self, kunci: str, judul: str) -> str | None:
        """A key that says in words where it belongs."""
        if kunci.startswith("lampiran"):
            sop = DARI_KUNCI["lampiran_sop"]
            return "lampiran_sop" if kunci == "lampiran_sop" or sop.disebut(judul) else "lampiran"
        if kunci in self.dikenal and not re.fullmatch(r"[\d.]+", kunci):
            return kunci
        for b in SEMUA:
            if any(kunci == k or (kunci.startswith(f"{k}.") and not _BAB.match(k)) for k in b.kunci_lain):
                return b.kunci
        return None

    def _dari_objek(self, kunci: str, judul: str) -> str | None:
        """A key that holds the code of an indicator or sasaran, the longest code first."""
        if not kunci.startswith("3"):
            return None
        for kode in sorted(self._objek, key=len, reverse=True):
            if f".{kode}." in f".{kunci}.":
                return self._milik(kode, kunci.replace(kode, ""), judul)
        return None

    def _milik(self, kode: str, sisa_kunci: str, judul: str) -> str:
        """The section of this object that the rest of the key, else the title, speaks of."""
        if f"3.1.sasaran.{kode}" in self.dikenal:
            tunjang = DARI_KUNCI["3.1.penunjang"]
            return (
                f"3.1.penunjang.{kode}"
                if "penunjang" in sisa_kunci or tunjang.disebut(judul)
                else f"3.1.sasaran.{kode}"
            )
        for b in ASPEK:
            if b.kunci.rpartition(".")[2] in sisa_kunci.split("."):
                return f"{b.kunci}.{kode}"
        return next((f"{b.kunci}.{kode}" for b in ASPEK if b.disebut(judul)), f"3.1.analisis.{kode}")

    def _dari_judul(self, kunci: str, judul: str) -> str | None:
        """The section that the title names, in the chapter that the key names."""
        judul, bab = judul.strip(), _bab(kunci)
        for b in SEMUA:
            if b.memuat and b.kunci in self.dikenal and b.disebut(judul) and (_searah(b, bab)):
                return b.kunci
        return None

    def _dari_nama(self, kunci: str, judul: str) -> str | None:
        """The indicator or sasaran that the title names, in full or by its number."""
        if _bab(kunci) not in ("", "3") or not judul.strip():
            return None
        dicari = judul.casefold().strip()
        nama = {kode: n.casefold().strip() for kode, n in self._objek.items()}
        cocok = [kode for kode, n in nama.items() if n == dicari or (len(n) >= PENDEK and n in dicari)]
        if not cocok:
            sasaran = [s.kode for s in sasaran_dibahas(self.ikhtisar) if s.jenis == "sasaran"]
            cocok = [
                kode
                for n, kode in enumerate(sasaran, 1)
                if re.fullmatch(rf"sasaran( strategis)? ({n}|{romawi(n).casefold()})", dicari)
            ]
        return self._milik(max(cocok, key=lambda k: len(self._objek[k])), "", judul) if cocok else None

    def _dari_awalan(self, kunci: str, judul: str) -> str | None:
        """The section whose key is the longest beginning of this key; a chapter only by its own key."""
        if kunci in ("1", "2", "3", "4"):
            return kunci if not judul.strip() else None
        while kunci.count("."):
            if kunci in self.dikenal:
                return kunci
            kunci = kunci.rpartition(".")[0]
        return kunci if kunci in self.dikenal and not _BAB.match(kunci) else None


def kunci_tulis(kunci: str, dipakai_lain: Collection[str]) -> str:
    """The key under which the text of a section is stored that has none yet."""
    return f"{SENDIRI}{kunci}" if kunci in dipakai_lain else kunci


def _bab(kunci: str) -> str:
    cocok = _BAB.match(kunci.strip())
    return cocok.group(1) if cocok else ""


def _searah(b: Bagian, bab: str) -> bool:
    """Whether a text keyed in this chapter may stand there; an SOP is an annex wherever it was keyed."""
    return not bab or b.kunci == "lampiran_sop" or _bab(b.kunci) == bab
