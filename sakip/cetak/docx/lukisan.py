"""Charts as pictures for Word, drawn by what draws them in the PDF."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

import pypdfium2

from sakip.pdf import render_pdf

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
_UKURAN = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
TITIK_PER_INCI = 200
PIKSEL_CSS = 96
"""Of an inch, in which an SVG's width and height are told."""


def lukis(semua: Sequence[str]) -> list[bytes | None]:
    """SVG pictures as PNG; None for one that does not say how large it is."""
    ukuran = [m.groups() if (m := _UKURAN.match(s)) else None for s in semua]
    ada = [n for n, u in enumerate(ukuran) if u]
    if not ada:
        return [None] * len(semua)
    halaman = (f"@page g{n} {{ size: {u[0]}px {u[1]}px; margin: 0 }}" for n in ada if (u := ukuran[n]))
    kotak = (f'<div style="page: g{n}; break-inside: avoid">{semua[n]}</div>' for n in ada)
    bersih = "@page { @top-left { content: none } @top-right { content: none } @bottom-left { content: none }"
    bersih += " @bottom-right { content: none } } body { margin: 0 } svg { display: block; margin: 0 }"
    html = f"<!DOCTYPE html><html><head><style>{bersih} {' '.join(halaman)}</style></head><body>{''.join(kotak)}"
    hasil: list[bytes | None] = [None] * len(semua)
    with pypdfium2.PdfDocument(render_pdf(f"{html}</body></html>")) as dokumen:
        for n, lembar in zip(ada, dokumen, strict=True):
            png = io.BytesIO()
            lembar.render(scale=TITIK_PER_INCI / 72).to_pil().save(
                png, "PNG", optimize=True, dpi=(TITIK_PER_INCI, TITIK_PER_INCI)
            )
            hasil[n] = png.getvalue()
    return hasil
