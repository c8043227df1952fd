"""A text as it will be printed, on the screen: its live numbers are marked. Knows no models."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sakip.markah import ke_html

from .nilai import Nilai, Sumber, isi
from .rujukan import Rujukan

_BUKA, _TUTUP = "\ue000", "\ue001"


def terbaca(teks: str, sumber: Sumber) -> SafeString:
    """Markdown as safe HTML; each live number says on asking what it is, one that points to nothing why."""
    tanda: list[SafeString] = []

    def bungkus(cetak: str, r: Rujukan | None, nilai: Nilai | None) -> str:
        hampa = r is None or nilai is None or nilai.hampa or not nilai.ada
        judul = f"{r.jenis.replace('_', ' ')} {nilai.nama}" if r and nilai and not hampa else "tidak terbaca"
        if nilai is not None and hampa:
            judul = nilai.alasan
        tanda.append(format_html('<span class="hidup{}" title="{}">', " hampa" if hampa else "", judul))
        return f"{_BUKA}{len(tanda) - 1}{_BUKA}{cetak}{_TUTUP}"

    bersih = teks.replace(_BUKA, "").replace(_TUTUP, "")
    html = str(ke_html(isi(bersih, sumber, bungkus)))
    for nomor, buka in enumerate(tanda):
        html = html.replace(f"{_BUKA}{nomor}{_BUKA}", buka)
    return mark_safe(html.replace(_TUTUP, "</span>"))  # noqa: S308
