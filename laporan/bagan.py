"""Charts as SVG, drawn on the server: the same picture on the page and in the PDF.

Drawn by pygal; labels are written from the exact numbers, and the output is the same for the same
input, so that an unchanged chapter is recognised as such.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pygal
from pygal.style import Style

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator
from sakip.angka import bulatkan, tulis

BIRU, JINGGA, KELABU = "#0f4c5c", "#c8641b", "#8a9a9d"
_GAYA = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#33413f",
    foreground_strong="#1b2a2f",
    foreground_subtle="#c9d2d3",
    guide_stroke_color="#d5dcdd",
    major_guide_stroke_color="#d5dcdd",
    guide_stroke_dasharray="1,0",
    major_guide_stroke_dasharray="1,0",
    opacity="1",
    opacity_hover="1",
    colors=(BIRU, JINGGA, KELABU),
    font_family="Inter, sans-serif",
    label_font_size=13,
    major_label_font_size=13,
    value_font_size=13,
    value_label_font_size=13,
    legend_font_size=13,
    value_colors=("#1b2a2f",) * 3,
)
_SAMPAH = re.compile(
    r"<!--.*?-->|<script.*?</script>|<desc[^>]*>.*?</desc>|<g[^>]*class=\"plot tooltip-overlay\".*?</g>\s*</g>", re.S
)
_LABEL_BATANG = re.compile(r'<text text-anchor="middle"(?=[^>]*class="value")')
_POTONG_NAMA = 34


def _bagan(jenis: Callable[..., Any], tanda: str, **opsi: Any) -> Any:
    bagan = jenis(
        js=[],
        style=_GAYA,
        width=760,
        disable_xml_declaration=True,
        print_values=True,
        truncate_label=-1,
        margin=12,
        legend_at_bottom=True,
        legend_box_size=12,
        max_scale=8,
        **opsi,
    )
    bagan.uuid = tanda
    return bagan


def _svg(bagan: Any, judul: str) -> str:
    svg = _SAMPAH.sub("", bagan.render(is_unicode=True))
    if isinstance(bagan, pygal.HorizontalBar):
        svg = _LABEL_BATANG.sub('<text text-anchor="start"', svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{_lolos(judul)}" ', 1)


def _lolos(teks: str) -> str:
    return teks.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _nilai(angka: Decimal | None, warna: str = "", teks: Callable[[Decimal], str] = tulis) -> dict[str, Any] | None:
    """A value with its label written from the exact number; None leaves a gap, never a zero."""
    if angka is None:
        return None
    label = teks(angka)
    titik: dict[str, Any] = {"value": angka, "formatter": lambda _: label}
    return titik | ({"color": warna} if warna else {})


def _pendek(nama: str) -> str:
    return nama if len(nama) <= _POTONG_NAMA else nama[: _POTONG_NAMA - 1].rstrip() + "…"


def deret(indikator: IkhtisarIndikator, ikhtisar: Ikhtisar) -> str:
    """Target and realisasi per year as bars; empty text where there are fewer than two years."""
    tahun = [d for d in indikator.deret if d.realisasi is not None]
    if len(tahun) < 2:
        return ""
    nilai = [n for d in tahun for n in (d.realisasi, d.target) if n is not None]
    bagan = _bagan(pygal.Bar, "bagan-deret", height=300, print_values_position="top", range=_kisaran(nilai, "1.12"))
    bagan.x_labels = [str(d.tahun) for d in tahun]
    bagan.value_formatter = _sumbu
    bagan.add("Realisasi", [_nilai(d.realisasi) for d in tahun])
    if any(d.target is not None for d in tahun):
        bagan.add("Target", [_nilai(d.target) for d in tahun])
    return _svg(bagan, f"{indikator.nama} {tahun[0].tahun}–{tahun[-1].tahun}")


def _kisaran(nilai: list[Decimal], ruang: str) -> tuple[int, int]:
    """The axis: from zero (or the least) to a little above the greatest, in whole numbers."""
    return math.floor(min(Decimal(0), *nilai)), math.ceil(max(nilai) * Decimal(ruang)) or 1


def _sumbu(nilai: Any) -> str:
    return tulis(Decimal(str(nilai)))


def pembanding(indikator: IkhtisarIndikator, ikhtisar: Ikhtisar) -> str:
    """Other agencies' values, highest first, with the own bar marked."""
    sendiri = ikhtisar.perangkat_daerah.pemda
    baris = [(p.instansi, p.nilai, KELABU) for p in indikator.pembanding if p.nilai is not None]
    if not baris or indikator.realisasi is None:
        return ""
    baris.append((f"▸ {sendiri}", indikator.realisasi, JINGGA))
    baris.sort(key=lambda b: b[1])
    bagan = _bagan(
        pygal.HorizontalBar,
        "bagan-pembanding",
        height=70 + 26 * len(baris),
        show_legend=False,
        print_values_position="top",
        range=_kisaran([b[1] for b in baris], "1.1"),
        spacing=4,
    )
    bagan.x_labels = [_pendek(b[0]) for b in baris]
    bagan.value_formatter = _sumbu
    bagan.add("Nilai", [_nilai(nilai, warna) for _, nilai, warna in baris])
    return _svg(bagan, f"{indikator.nama} dibandingkan dengan instansi lain")


def pagu_realisasi(ikhtisar: Ikhtisar) -> str:
    """Pagu and realisasi per program, in million rupiah."""
    program = [s for s in ikhtisar.simpul if s.jenis == "program" and s.pagu is not None]
    if not program:
        return ""
    bagan = _bagan(
        pygal.HorizontalBar,
        "bagan-pagu",
        height=100 + 70 * len(program),
        print_values_position="top",
        range=_kisaran([uang / 10**6 for s in program for uang in (s.pagu, s.realisasi) if uang is not None], "1.18"),
    )
    bagan.x_labels = [_pendek(s.uraian.removeprefix("Program ")) for s in reversed(program)]
    bagan.value_formatter = _sumbu
    bagan.add("Pagu (juta rupiah)", [_nilai(_juta(s.pagu), teks=_satu_desimal) for s in reversed(program)])
    bagan.add("Realisasi (juta rupiah)", [_nilai(_juta(s.realisasi), teks=_satu_desimal) for s in reversed(program)])
    return _svg(bagan, "Pagu dan realisasi per program")


def _juta(nilai: Decimal | None) -> Decimal | None:
    return None if nilai is None else nilai / 10**6


def _satu_desimal(nilai: Decimal) -> str:
    return tulis(bulatkan(nilai, 1), 1)


def pegawai(baris: list[tuple[str, int]]) -> str:
    """Staff per group of one grouping."""
    if not baris:
        return ""
    bagan = _bagan(
        pygal.HorizontalBar,
        "bagan-pegawai",
        height=70 + 30 * len(baris),
        show_legend=False,
        print_values_position="top",
    )
    bagan.x_labels = [_pendek(nama) for nama, _ in reversed(baris)]
    bagan.value_formatter = _sumbu
    bagan.add("Orang", [_nilai(Decimal(jumlah)) for _, jumlah in reversed(baris)])
    return _svg(bagan, "Jumlah pegawai")
