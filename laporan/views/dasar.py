"""What the views share: the year's ikhtisar, computed once per request, and how a page is rendered."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify

from laporan.bentuk import Ikhtisar, IkhtisarSimpul
from laporan.ikhtisar import susun_ikhtisar
from renstra.models import Simpul

Jejak = Iterable[tuple[str, str]]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def ikhtisar_halaman(request: HttpRequest) -> Ikhtisar:
    """The ikhtisar of the page's agency, year and quarter."""
    if not hasattr(request, "_ikhtisar"):
        request._ikhtisar = susun_ikhtisar(request.instansi, request.tahun, request.triwulan)
    return request._ikhtisar


def alamat(request: HttpRequest, nama: str, **lain: Any) -> str:
    """The address of another page of the same agency, year and quarter."""
    dasar = {"kode": request.instansi.kode, "tahun": request.tahun, "triwulan": request.triwulan}
    return reverse(nama, kwargs=dasar | lain)


def tampilkan(
    request: HttpRequest,
    templat: str,
    judul: str,
    konteks: dict[str, Any] | None = None,
    *,
    jejak: Jejak = (),
    status: int = 200,
) -> HttpResponse:
    """A page, or only its content where htmx asks. `jejak`: the breadcrumbs before the title."""
    isi = {"judul": judul, "jejak": list(jejak)} | (konteks or {})
    jawaban = render(request, templat, isi, status=status)
    patch_vary_headers(jawaban, ["HX-Request"])
    jawaban["Cache-Control"] = "private, no-cache"
    return jawaban


def tampilkan_ikhtisar(
    request: HttpRequest, templat: str, judul: str, konteks: dict[str, Any] | None = None, **lain: Any
) -> HttpResponse:
    """A page that shows numbers: `ikhtisar` and `cara` (how they are rounded) are at hand."""
    ikhtisar = ikhtisar_halaman(request)
    dasar = {"ikhtisar": ikhtisar, "cara": ikhtisar.pembulatan}
    return tampilkan(request, templat, judul, dasar | (konteks or {}), **lain)


def jalur_simpul(ikhtisar: Ikhtisar, kode: str) -> list[IkhtisarSimpul]:
    """The nodes from the top down to this one."""
    per_kode = {s.kode: s for s in ikhtisar.simpul}
    jalur: list[IkhtisarSimpul] = []
    while kode in per_kode and len(jalur) < 10:
        jalur.insert(0, per_kode[kode])
        kode = per_kode[kode].induk
    return jalur


def jejak_simpul(request: HttpRequest, ikhtisar: Ikhtisar, kode: str) -> list[tuple[str, str]]:
    """Breadcrumbs: the list of indicators, then down the tree."""
    jalur = [
        (f"{Simpul.Jenis(s.jenis).label} {s.kode}", alamat(request, "simpul", objek=s.kode))
        for s in jalur_simpul(ikhtisar, kode)
    ]
    return [("Indikator", alamat(request, "indikator_daftar")), *jalur]


def unduhan(isi: bytes, nama: str, jenis: str) -> HttpResponse:
    """A file to save. The name is made here, never taken from a person."""
    jawaban = HttpResponse(isi, content_type=jenis)
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}"'
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


def nama_berkas(request: HttpRequest, awalan: str, akhiran: str, *, tanggal: bool = False) -> str:
    """`buku-kerja-hss-bkpsdm-2024-11-21.xlsx`"""
    bagian = [awalan, request.instansi.kode]
    if tanggal:
        bagian.append(datetime.date.today().isoformat())
    else:
        bagian += [str(request.tahun), *([f"tw{request.triwulan}"] if request.triwulan else [])]
    return f"{slugify('-'.join(bagian))}.{akhiran}"
