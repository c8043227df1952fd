"""A text in sentences, and the numbers that somebody typed in them. Positions are those of the text itself. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from sakip.kaya.rujukan import cari

from ..pelengkap import ANGKA, PERSEN, UANG

_PUTUS = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"(*])|\n+")
_ANGKA = re.compile(
    r"(?<![\w.,/–-])(?P<rp>Rp\.?\s?)?(?P<n>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?!\d)"
    r"(?P<skala>\s(?:ribu|juta|miliar|triliun)\b)?(?P<persen>\s?%|\spersen\b)?"
)
_ALAMAT_GAMBAR = re.compile(r"(?<=\]\()gambar:\w+")
_BULAN = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_BUKAN_DI_DEPAN = re.compile(
    r"\b(nomor|no\.?|pasal|ayat|huruf|tahun|triwulan|semester|tabel|gambar|grafik|bab|halaman|angka|bagian|lampiran|"
    rf"tanggal|pp|uu|perpres|permenpan ?rb|permendagri|perda|perbup|perwali|regional|jo\.|{_BULAN})\s*$",
    re.IGNORECASE,
)
_BUKAN_DI_BELAKANG = re.compile(rf"\s*(?:[-–/]\s*\d|tahun\s+\d{{4}}|({_BULAN})\b|[./]\w)", re.IGNORECASE)
KALIMAT_TERPANJANG = 2_000
"""Letters; what is longer is no sentence, and is read piece by piece: some of what is asked of one grows with its
square."""
SEKITAR = 80
"""Letters around a number that say what it is."""
PANGKAT = {"ribu": 3, "juta": 6, "miliar": 9, "triliun": 12}


@dataclass(frozen=True)
class AngkaKetik:
    """A typed number. `desimal`: how many digits stand after its comma; `pangkat`: of `miliar` and the like."""

    awal: int
    akhir: int
    teks: str
    nilai: Decimal
    satuan: str
    desimal: int
    pangkat: int = 0


@dataclass(frozen=True)
class Kalimat:
    awal: int
    teks: str
    angka: tuple[AngkaKetik, ...]

    @cached_property
    def _ujung(self) -> list[int]:
        return [a.akhir for a in self.angka]

    def sebelum(self, n: AngkaKetik) -> str:
        """What leads to a number: from the number before it."""
        ke = bisect_right(self._ujung, n.awal)
        dari = self._ujung[ke - 1] if ke else self.awal
        return self.teks[dari - self.awal : n.awal - self.awal]

    def hingga(self, n: AngkaKetik) -> str:
        return self.teks[: n.awal - self.awal]

    def sesudah(self, n: AngkaKetik) -> str:
        return self.teks[n.akhir - self.awal :]


def kalimat(teks: str) -> Iterator[Kalimat]:
    """The sentences of a Markdown text; references are blanked, as they are no typed numbers."""
    bersih = tanpa_rujukan(teks)
    letak = 0
    for putus in [*_PUTUS.finditer(bersih), None]:
        akhir = putus.start() if putus else len(bersih)
        while akhir - letak > KALIMAT_TERPANJANG:
            sela = bersih.rfind(" ", letak + 1, letak + KALIMAT_TERPANJANG)
            potong = sela if sela > 0 else letak + KALIMAT_TERPANJANG
            yield _kalimat(bersih[letak:potong], letak)
            letak = potong
        if letak < akhir:
            yield _kalimat(bersih[letak:akhir], letak)
        letak = putus.end() if putus else akhir


def _kalimat(satu: str, letak: int) -> Kalimat:
    return Kalimat(letak, satu, tuple(_angka(satu, letak)))


def tanpa_rujukan(teks: str) -> str:
    """The text with its references, and what names its pictures, blanked, every other letter in its place."""
    bagian, letak = [], 0
    for t in cari(teks):
        bagian += [teks[letak : t.awal], "\N{SECTION SIGN}" * (t.akhir - t.awal)]
        letak = t.akhir
    bersih = "".join(bagian) + teks[letak:]
    return _ALAMAT_GAMBAR.sub(lambda m: "\N{SECTION SIGN}" * len(m.group()), bersih)


def _angka(satu: str, letak: int) -> Iterator[AngkaKetik]:
    for m in _ANGKA.finditer(satu):
        rupiah, persen = bool(m.group("rp")), bool(m.group("persen"))
        if not (rupiah or persen) and _bukan_angka(satu, m):
            continue
        tertulis = m.group("n")
        nilai = Decimal(tertulis.replace(".", "").replace(",", "."))
        desimal = len(tertulis.partition(",")[2])
        pangkat = PANGKAT[m.group("skala").strip()] if m.group("skala") else 0
        satuan = UANG if rupiah else PERSEN if persen else ANGKA
        akhir = m.end()
        if rupiah and satu[akhir : akhir + 2] == ",-":
            akhir += 2
        yield AngkaKetik(
            letak + m.start(), letak + akhir, satu[m.start() : akhir], nilai.scaleb(pangkat), satuan, desimal, pangkat
        )


def _bukan_angka(satu: str, m: re.Match[str]) -> bool:
    """A year, a date, the number of a law or a table."""
    tahun = re.fullmatch(r"(19|20)\d\d", m.group("n")) is not None
    depan, belakang = satu[max(0, m.start() - SEKITAR) : m.start()], satu[m.end() : m.end() + SEKITAR]
    pertama = m.start() <= SEKITAR and not depan.strip()
    butir = pertama and re.match(r"[.)](\s|$)", belakang)
    return bool(tahun or butir or _BUKAN_DI_DEPAN.search(depan) or _BUKAN_DI_BELAKANG.match(belakang))
