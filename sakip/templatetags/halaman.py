"""Tags of the web pages: addresses within the agency's year, icons, numbers that explain themselves."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from sakip import angka as _angka

from .sakip import angka, kelas_warna, kosong, persen, rupiah

register = template.Library()


def _kwargs(context: Context, lain: dict[str, Any]) -> dict[str, Any]:
    request = context["request"]
    return {"kode": request.instansi.kode, "tahun": request.tahun, "triwulan": request.triwulan} | lain


@register.simple_tag(takes_context=True)
def alamat(context: Context, nama: str, **lain: Any) -> str:
    """The address of a page of the present agency, year and quarter: `{% alamat "indikator" objek=i.kode %}`."""
    return reverse(nama, kwargs=_kwargs(context, lain))


@register.simple_tag(takes_context=True)
def dengan(context: Context, **ubahan: Any) -> str:
    """The present query string with some values changed; an empty one is dropped."""
    parameter = context["request"].GET.copy()
    for nama, nilai in ubahan.items():
        parameter[nama] = nilai
    tersisa = urlencode([(k, v) for k, v in parameter.items() if v not in ("", None)])
    return f"?{tersisa}" if tersisa else "?"


@register.simple_block_tag(takes_context=True)
def jelas(context: Context, content: str, jenis: str, kode: str, apa: str) -> SafeString:
    """A number that explains itself on a click: `{% jelas "sasaran" s.kode "capaian" %}…{% endjelas %}`."""
    tujuan = reverse("jelas", kwargs=_kwargs(context, {"jenis": jenis, "objek": kode, "apa": apa}))
    return format_html('<a class="jelas" href="{}">{}</a>', tujuan, mark_safe(content.strip()))  # noqa: S308


@register.simple_tag
def ikon(nama: str) -> SafeString:
    return format_html(
        '<svg class="ikon" aria-hidden="true" width="20" height="20"><use href="{}#{}"/></svg>',
        static("sakip/ikon.svg"),
        nama,
    )


@register.simple_tag
def predikat(kata: str | None, warna: str = "", alasan: str = "") -> SafeString:
    """The word of a predikat with its colour."""
    if not kata:
        return kosong(alasan or "predikat tidak dapat ditentukan")
    return format_html('<span class="predikat {}">{}</span>', kelas_warna(warna), kata)


@register.simple_tag
def tanda(kelas: str, kata: str | None, alasan: str = "") -> SafeString:
    """A word with a small shape in front: status, kesimpulan, level of a finding."""
    if not kata:
        return kosong(alasan)
    jenis = kata.casefold().replace(" ", "-")
    return format_html('<span class="tanda {}-{}">{}</span>', kelas, jenis, kata[0].upper() + kata[1:])


@register.simple_tag
def nilai(mentah: Decimal | str | int | None, bentuk: str, cara: str = "bulat", alasan: str = "") -> str:
    """A value in the form that it asks for: angka, uang, persen, teks."""
    if mentah is None or mentah == "":
        return kosong(alasan)
    if not isinstance(mentah, Decimal):
        return str(mentah)
    if bentuk == "persen":
        return _angka.tulis_persen(mentah, cara)
    return {"uang": rupiah(mentah), "dua": persen(mentah, cara)}.get(bentuk) or angka(mentah, cara)


@register.filter
def mesin(mentah: Decimal | None) -> str:
    """For attributes that a machine reads: `92.6827`, empty where missing."""
    return "" if mentah is None else f"{mentah:.4f}"


@register.filter
def ambil(peta: dict[Any, Any], kunci: Any) -> Any:
    """A value of a dict by a key that is known only here."""
    return peta[kunci]


@register.filter
def berkoma(daftar: Iterable[Any], nama: str) -> bool:
    """Whether a column has a number with decimals: `{% with kt=iku|berkoma:"target" %}`."""
    nilai = (getattr(baris, nama) for baris in daftar)
    return any(n is not None and n != n.to_integral_value() for n in nilai)


@register.filter
def koma(teks: str, perlu: bool) -> str:
    """Pads a number with invisible digits where its column has decimals, so that it is aligned on the comma."""
    if not perlu or isinstance(teks, SafeString):
        return teks
    kurang = {1: ",00", 2: "0"}.get(len(teks.rpartition(",")[2]) + 1 if "," in teks else 1, "")
    return format_html('{}<span class="isi" aria-hidden="true">{}</span>', teks, kurang) if kurang else teks
