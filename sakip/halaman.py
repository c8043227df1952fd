"""What pages share: addresses within an agency's year, rendering, files to save."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.text import slugify

from .akses import PermintaanInstansi

Remah = Iterable[tuple[str, str]]
"""Breadcrumbs: words and address of each page above."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def alamat(request: PermintaanInstansi, nama: str, **lain: Any) -> str:
    """The address of another page of the same agency, year and quarter."""
    dasar = {"kode": request.instansi.kode, "tahun": request.tahun, "triwulan": request.triwulan}
    return reverse(nama, kwargs=dasar | lain)


def alamat_setempat(ke: str, di_bawah: str = "/") -> str:
    """An address that a person or a form gave, where it is a page of this site below `di_bawah`; else empty."""
    return ke if ke.startswith(di_bawah) and url_has_allowed_host_and_scheme(ke, None) else ""


def tampilkan(
    request: HttpRequest,
    templat: str,
    judul: str,
    konteks: dict[str, Any] | None = None,
    *,
    remah: Remah = (),
    status: int = 200,
) -> HttpResponse:
    """A page, or only its content where htmx asks. `remah`: the breadcrumbs before the title."""
    lengkap = {"judul": judul, "remah": list(remah)} | (konteks or {})
    jawaban = render(request, templat, lengkap, status=status)
    patch_vary_headers(jawaban, ["HX-Request"])
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def bawa_kabar(request: HttpRequest, jawaban: HttpResponse) -> HttpResponse:
    """A part of a page for htmx, with what there is to say above it: else that would wait for the next page."""
    jawaban.write(render_to_string("_kabar_sela.html", request=request))
    return jawaban


def unduhan(data: bytes, nama: str, jenis: str) -> HttpResponse:
    """A file to save. The name is made here, never taken from a person."""
    jawaban = HttpResponse(data, content_type=jenis)
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def nama_berkas(request: PermintaanInstansi, awalan: str, akhiran: str, *, tanggal: bool = False) -> str:
    """`buku-kerja-hss-bkpsdm-2024-11-21.xlsx`"""
    bagian = [awalan, request.instansi.kode]
    if tanggal:
        bagian.append(datetime.date.today().isoformat())
    else:
        bagian += [str(request.tahun), *([f"tw{request.triwulan}"] if request.triwulan else [])]
    return f"{slugify('-'.join(bagian))}.{akhiran}"
