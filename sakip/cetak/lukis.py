"""Drawing in SVG with measured text: what is drawn says how wide it is, so that nothing is cut and nothing overlaps.

Units are CSS pixels; 605 of them are the width of a printed page's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape

from .ukur_teks import bungkus, lebar

LEBAR = 605.0
UKURAN = 11.0
SPASI = 1.28
TINTA, REDUP, GARIS = "#1b2a2f", "#4d5c5f", "#c3cdcf"
GELAP, TERANG, TEPI, TANDA = "#0f4c5c", "#c9dbdf", "#5b8791", "#b4530f"
"""Fills that stay apart in grey: dark, light with an edge; the mark of a target."""


@dataclass
class Lukisan:
    """A picture that grows downwards. `kotak_teks` keeps where each text stands: x, y, width, height."""

    judul: str
    lebar: float = LEBAR
    tinggi: float = 0.0
    bagian: list[str] = field(default_factory=list)
    kotak_teks: list[tuple[float, float, float, float, str]] = field(default_factory=list)

    def segi(self, x: float, y: float, w: float, h: float, isi: str, tepi: str = "", bulat: float = 0) -> None:
        garis = f' stroke="{tepi}" stroke-width=".8"' if tepi else ""
        sudut = f' rx="{bulat:g}"' if bulat else ""
        self.bagian.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}" fill="{isi}"{garis}{sudut}/>'
        )
        self._sampai(y + h)

    def garis(self, *titik: tuple[float, float], warna: str = GARIS, tebal: float = 0.8, putus: str = "") -> None:
        letak = " ".join(f"{x:.2f},{y:.2f}" for x, y in titik)
        pola = f' stroke-dasharray="{putus}"' if putus else ""
        self.bagian.append(f'<polyline points="{letak}" fill="none" stroke="{warna}" stroke-width="{tebal:g}"{pola}/>')
        self._sampai(max(y for _, y in titik))

    def jalur(self, d: str, isi: str, tepi: str = "#ffffff") -> None:
        self.bagian.append(f'<path d="{d}" fill="{isi}" stroke="{tepi}" stroke-width="1"/>')

    def teks(
        self,
        x: float,
        y: float,
        isi: str,
        *,
        jangkar: str = "start",
        tebal: bool = False,
        warna: str = TINTA,
        ukuran: float = UKURAN,
        alas: bool = False,
    ) -> float:
        """One line, `y` its baseline; gives its width. `alas`: paper behind it, where lines pass."""
        selebar = lebar(isi, ukuran, tebal)
        kiri = x - {"start": 0.0, "middle": selebar / 2, "end": selebar}[jangkar]
        if alas:
            self.segi(kiri - 1.5, y - ukuran * 0.86, selebar + 3, ukuran * 1.1, "#ffffff")
        berat = ' font-weight="600"' if tebal else ""
        besar = f' font-size="{ukuran:g}"' if ukuran != UKURAN else ""
        self.bagian.append(f'<text x="{kiri:.2f}" y="{y:.2f}" fill="{warna}"{berat}{besar}>{escape(isi)}</text>')
        self.kotak_teks.append((kiri, y - ukuran * 0.75, selebar, ukuran, isi))
        self._sampai(y + ukuran * 0.3)
        return selebar

    def alinea(
        self,
        x: float,
        y: float,
        isi: str,
        batas: float,
        *,
        jangkar: str = "start",
        tebal: bool = False,
        warna: str = TINTA,
        ukuran: float = UKURAN,
    ) -> float:
        """Wrapped to `batas`, `y` its top; gives its height."""
        baris = bungkus(isi, ukuran, batas, tebal)
        for n, satu in enumerate(baris):
            self.teks(
                x, y + ukuran * (0.86 + n * SPASI), satu, jangkar=jangkar, tebal=tebal, warna=warna, ukuran=ukuran
            )
        return len(baris) * ukuran * SPASI

    def svg(self) -> str:
        """As text; the sizes are those of print, a page may scale it."""
        tinggi = self.tinggi + 4
        kepala = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(self.judul)}" '
            f'viewBox="0 0 {self.lebar:g} {tinggi:.1f}" width="{self.lebar:g}" height="{tinggi:.1f}" '
            f'font-family="Inter, Naskh, DejaVu Sans, sans-serif" font-size="{UKURAN:g}">'
        )
        return "".join([kepala, *self.bagian, "</svg>"])

    def _sampai(self, y: float) -> None:
        self.tinggi = max(self.tinggi, y)


def tinggi_alinea(isi: str, batas: float, tebal: bool = False, ukuran: float = UKURAN) -> float:
    return len(bungkus(isi, ukuran, batas, tebal)) * ukuran * SPASI
