"""Predikat scales: the shipped ones with their sources, and how a value finds its band."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

SKALA_CAPAIAN = "permendagri-86-2017"
"""Rates a capaian where the agency names no other scale."""
SKALA_PREDIKAT = "akip-88-2021"
"""Gives the words of a predikat indicator that names no other scale."""


@dataclass(frozen=True)
class Pita:
    """One band: a value belongs to it if it reaches `batas_bawah` (`eksklusif`: exceeds it; None: everything)."""

    batas_bawah: Decimal | None
    predikat: str
    eksklusif: bool = False
    batas_atas: Decimal | None = None
    kategori: str = ""
    warna: str = ""

    def memuat(self, nilai: Decimal) -> bool:
        if self.batas_bawah is None:
            return True
        return nilai > self.batas_bawah if self.eksklusif else nilai >= self.batas_bawah


@dataclass(frozen=True)
class SkalaPredikat:
    """A scale: bands from the top."""

    nama: str
    pita: tuple[Pita, ...]
    sumber: str = ""

    def cari(self, nilai: Decimal) -> Pita | None:
        """The first band, from the top, that holds the value; None below the lowest bound."""
        return next((pita for pita in self.pita if pita.memuat(nilai)), None)

    def pita_predikat(self, predikat: str) -> Pita | None:
        """The band of a predikat given as a word or as its category (`BB`)."""
        dicari = predikat.strip().casefold()
        for pita in self.pita:
            if dicari and dicari in (pita.predikat.casefold(), pita.kategori.casefold()):
                return pita
        return None


WARNA_CAPAIAN = ("hijau tua", "hijau muda", "kuning tua", "kuning muda", "merah")


def _skala(nama: str, sumber: str, *baris: tuple[str, str, str, str, str]) -> SkalaPredikat:
    """Rows: bound (`>` in front = exclusive), upper bound as printed, predikat, kategori, colour."""
    return SkalaPredikat(
        nama,
        tuple(
            Pita(
                Decimal(bawah.lstrip(">")),
                predikat,
                bawah.startswith(">"),
                Decimal(atas) if atas else None,
                kategori,
                warna,
            )
            for bawah, atas, predikat, kategori, warna in baris
        ),
        sumber,
    )


_AKIP = (
    (">90", "100", "Sangat Memuaskan", "AA"),
    (">80", "90", "Memuaskan", "A"),
    (">70", "80", "Sangat Baik", "BB"),
    (">60", "70", "Baik", "B"),
    (">50", "60", "Cukup", "CC"),
    (">30", "50", "Kurang", "C"),
    ("0", "30", "Sangat Kurang", "D"),
)
_WARNA_7 = ("hijau tua", "hijau tua", "hijau muda", "hijau muda", "kuning tua", "kuning muda", "merah")

SKALA_BAWAAN: dict[str, SkalaPredikat] = {
    skala.nama: skala
    for skala in (
        _skala(
            "permendagri-86-2017",
            "Permendagri 86/2017 (juga 54/2010)",
            (">90", "100", "Sangat Tinggi", "", "hijau tua"),
            (">75", "90", "Tinggi", "", "hijau muda"),
            (">65", "75", "Sedang", "", "kuning tua"),
            (">50", "65", "Rendah", "", "kuning muda"),
            ("0", "50", "Sangat Rendah", "", "merah"),
        ),
        _skala(
            "akip-88-2021",
            "PermenPANRB 88/2021",
            *((b, a, k, p, w) for (b, a, p, k), w in zip(_AKIP, _WARNA_7, strict=True)),
        ),
        _skala(
            "interpretasi-7",
            "Interpretasi nilai PermenPANRB 88/2021",
            *((b, a, p, "", w) for (b, a, p, _), w in zip(_AKIP, _WARNA_7, strict=True)),
        ),
        _skala(
            "ip-asn",
            "PerBKN 8/2019",
            ("91", "100", "Sangat Tinggi", "", "hijau tua"),
            ("81", "90", "Tinggi", "", "hijau muda"),
            ("71", "80", "Sedang", "", "kuning tua"),
            ("61", "70", "Rendah", "", "kuning muda"),
            ("0", "60", "Sangat Rendah", "", "merah"),
        ),
        _skala(
            "sistem-merit",
            "PermenPANRB 40/2018",
            ("325", "400", "Sangat Baik", "IV", "hijau tua"),
            ("250", "324", "Baik", "III", "hijau muda"),
            ("175", "249", "Kurang", "II", "kuning tua"),
            ("100", "174", "Buruk", "I", "merah"),
        ),
        _skala(
            "nspk",
            "Kriteria NSPK (BKN)",
            ("81", "100", "Sangat Baik", "", "hijau tua"),
            ("61", "80", "Baik", "", "hijau muda"),
            ("41", "60", "Cukup", "", "kuning tua"),
            ("21", "40", "Kurang", "", "kuning muda"),
            ("0", "20", "Buruk", "", "merah"),
        ),
        _skala(
            "skm",
            "PermenPANRB 14/2017",
            ("88.31", "100", "A", "Sangat Baik", "hijau tua"),
            ("76.61", "88.30", "B", "Baik", "hijau muda"),
            ("65", "76.60", "C", "Kurang Baik", "kuning tua"),
            ("25", "64.99", "D", "Tidak Baik", "merah"),
        ),
    )
}


def warna_pita(skala: SkalaPredikat, pita: Pita) -> str:
    """The colour of a band: its own, else by its place in the scale (always shown with the word)."""
    if pita.warna:
        return pita.warna.casefold()
    letak = skala.pita.index(pita)
    return WARNA_CAPAIAN[min(letak * len(WARNA_CAPAIAN) // max(len(skala.pita), 1), 4)]


def pilihan_predikat(skala: SkalaPredikat | None) -> dict[str, str]:
    """The words of a scale; its categories (`Sangat Baik`) are understood too."""
    pita = skala.pita if skala else ()
    return {kata.casefold(): p.predikat for p in reversed(pita) for kata in (p.kategori, p.predikat) if kata}


def susun_skala(baris: Iterable[tuple[str, Pita]]) -> dict[str, SkalaPredikat]:
    """The agency's scales: shipped ones, overridden by its own rows (name, band) in order."""
    sendiri: dict[str, list[Pita]] = {}
    for nama, pita in baris:
        sendiri.setdefault(nama, []).append(pita)
    return SKALA_BAWAAN | {nama: SkalaPredikat(nama, tuple(pita)) for nama, pita in sendiri.items()}
