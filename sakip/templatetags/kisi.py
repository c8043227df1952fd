"""Tags of grids: cells that can be filled in, and cells that follow from them."""

from __future__ import annotations

from typing import Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from sakip.kisi.hasil import SelHasil

from .sakip import kosong

register = template.Library()


class Berhasil(Protocol):
    """A row with computed cells."""

    @property
    def kunci(self) -> str: ...
    @property
    def hasil(self) -> dict[str, SelHasil]: ...


@register.filter
def isi_atau(teks: str, alasan: str) -> str:
    """The text, or the quiet dash with its reason."""
    return teks or kosong(alasan)


@register.simple_tag
def hasil(b: Berhasil, nama: str, label: str) -> SafeString:
    """A computed cell, found again by its `data-hasil` when a save brings it anew."""
    kunci = f"{b.kunci}.{nama}"
    sel = b.hasil[kunci]
    pola = '<td class="n {}" data-label="{}" data-hasil="{}" title="{}">{}</td>'
    return format_html(pola, sel.kelas, label, kunci, sel.judul, sel.teks or kosong(sel.judul))


@register.simple_tag
def sel_total(total: dict[str, SelHasil], nama: str) -> SafeString:
    """A cell of the agency's total."""
    sel = total[f"total.{nama}"]
    pola = '<td class="n" data-hasil="total.{}" title="{}">{}</td>'
    return format_html(pola, nama, sel.judul, sel.teks or kosong(sel.judul))


def sel_ketik(label: str, kolom: str, k: int, teks: str, nama: str, bisa: bool, objek: str = "") -> SafeString:
    """A cell: an input where it can be filled in, else its text. `k`: its place among the row's inputs."""
    if not bisa:
        return format_html('<td class="n" data-label="{}"{}>{}</td>', label, mark_safe(objek), teks or kosong())  # noqa: S308
    return format_html(
        '<td class="sel" data-label="{}"{}><input data-kolom="{}" data-k="{}" value="{}" inputmode="decimal"'
        ' autocomplete="off" aria-label="{}, {}"></td>',
        label,
        mark_safe(objek),  # noqa: S308
        kolom,
        k,
        teks,
        label,
        nama,
    )


def sel_pilih(label: str, kolom: str, k: int, teks: str, nama: str, pilihan: tuple[str, ...]) -> SafeString:
    """A cell with a choice."""
    kata = [(p, " selected" if p == teks else "", p) for p in dict.fromkeys(("", *pilihan, teks))]
    return format_html(
        '<td class="sel" data-label="{}"><select data-kolom="{}" data-k="{}" aria-label="{}, {}">{}</select></td>',
        label,
        kolom,
        k,
        label,
        nama,
        format_html_join("", '<option value="{}"{}>{}</option>', kata),
    )
