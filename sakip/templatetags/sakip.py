"""Filters by which every page and document writes numbers and text."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sakip import angka as _angka
from sakip.markah import ke_html

register = template.Library()


def kosong(alasan: str = "") -> SafeString:
    """A quiet dash for a value that is not there, with its reason for those who ask."""
    alasan = alasan or "belum diisi"
    return format_html(
        '<span class="kosong" title="{0}"><span aria-hidden="true">–</span><span class="sr">{0}</span></span>',
        alasan,
    )


@register.filter
def angka(nilai: Decimal | None, cara: str = "bulat") -> str:
    """As it is, at most two decimals: `99,49`, `5`."""
    return kosong() if nilai in (None, "") else _angka.tulis(nilai, cara=cara or "bulat")


@register.filter
def angka2(nilai: Decimal | None, cara: str = "bulat") -> str:
    """Always two decimals: `1,13`."""
    return kosong() if nilai in (None, "") else _angka.tulis(nilai, 2, cara or "bulat")


@register.filter
def uang(nilai: Decimal | None) -> str:
    """`1.386.855.600` without `Rp`, for columns whose head says Rp."""
    return kosong() if nilai in (None, "") else _angka.tulis_uang(nilai).replace("Rp", "")


@register.filter
def rupiah(nilai: Decimal | None) -> str:
    return kosong() if nilai in (None, "") else _angka.tulis_uang(nilai)


@register.filter
def persen(nilai: Decimal | None, cara: str = "bulat") -> str:
    """`110,54` without the sign, for columns whose head says %."""
    return kosong() if nilai in (None, "") else _angka.tulis(nilai, 2, cara or "bulat")


@register.filter
def desimal(teks: str | None) -> Decimal | None:
    """A number that was frozen as text."""
    return Decimal(teks) if teks else None


@register.filter
def atau(teks: str, alasan: str) -> str:
    """`{{ nilai|persen|atau:i.alasan }}`: the dash with this reason where the value is missing."""
    return kosong(alasan) if isinstance(teks, SafeString) and 'class="kosong"' in teks else teks


@register.filter
def markah(teks: str) -> SafeString:
    """Markdown as safe HTML."""
    return ke_html(teks)


@register.filter
def kelas_warna(warna: str) -> str:
    """`hijau tua` → `w-hijau-tua`, the CSS class of a predikat colour."""
    return "w-" + (warna or "tanpa").casefold().replace(" ", "-")


register.filter("romawi", _angka.romawi)
