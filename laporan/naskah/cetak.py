"""A text as it will be printed, on the screen: its live numbers are marked. Knows no models."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sakip.kaya.rujukan import Rujukan
from sakip.kaya.tulis import untuk_dibaca
from sakip.markah import Gambar, Penggambar, dalam_kata, ke_html

from .nilai import Nilai, Sumber, isi
from .prosa.kalimat import kalimat, tanpa_rujukan

_BUKA, _TUTUP = "\ue000", "\ue001"


def di_layar(ada: Container[str], alamat: Callable[[str], str]) -> Penggambar:
    """Pictures as a page shows them. `alamat`: where one is, by its fingerprint; one that is not there is named."""

    def lukis(g: Gambar) -> str:
        judul = g.judul or g.alt
        if g.sidik not in ada:
            return format_html('<p class="hidup hampa">Gambar tidak ditemukan: {}</p>', judul or g.sidik[:12])
        bentuk = '<figure><img src="{}" alt="{}" loading="lazy"><figcaption>{}</figcaption></figure>'
        return format_html(bentuk, alamat(g.sidik), g.alt, judul)

    return lukis


def terbaca(teks: str, sumber: Sumber, gambar: Penggambar = dalam_kata) -> SafeString:
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
    html = str(ke_html(isi(bersih, sumber, bungkus), gambar=gambar))
    for nomor, buka in enumerate(tanda):
        html = html.replace(f"{_BUKA}{nomor}{_BUKA}", buka)
    return mark_safe(html.replace(_TUTUP, "</span>"))  # noqa: S308


def berangka_lama(teks: str, sumber: Sumber) -> SafeString:
    """A text of another year: the numbers and years that were typed in it are marked, as they do not follow."""
    teks = _MARK.sub("", untuk_dibaca(teks))
    letak = {(a.awal, a.akhir) for k in kalimat(teks) for a in k.angka} | {
        m.span() for m in _TAHUN.finditer(tanpa_rujukan(teks))
    }
    for awal, akhir in sorted(letak, reverse=True):
        teks = f"{teks[:awal]}\ue002{teks[awal:akhir]}\ue003{teks[akhir:]}"
    html = terbaca(teks, sumber).replace("\ue002", "<mark>").replace("\ue003", "</mark>")
    return mark_safe(html)  # noqa: S308


_MARK = re.compile("[\ue002\ue003]")
_TAHUN = re.compile(r"(?<![\d.,@])(?:19|20)\d\d(?![\d.,]\d|\d)")
