"""What the views share: the year's ikhtisar, computed once per request, and how a page is rendered."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarSimpul
from laporan.ikhtisar.susun import susun_ikhtisar
from renstra.models import Simpul
from sakip.akses import PermintaanInstansi
from sakip.halaman import alamat, tampilkan


def ikhtisar_halaman(request: PermintaanInstansi) -> Ikhtisar:
    """The ikhtisar of the page's agency, year and quarter."""
    simpanan: dict[str, Ikhtisar] = vars(request)
    if "_ikhtisar" not in simpanan:
        simpanan["_ikhtisar"] = susun_ikhtisar(request.instansi, request.tahun, request.triwulan)
    return simpanan["_ikhtisar"]


def tampilkan_ikhtisar(
    request: PermintaanInstansi, templat: str, judul: str, konteks: dict[str, Any] | None = None, **lain: Any
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


def remah_simpul(request: PermintaanInstansi, ikhtisar: Ikhtisar, kode: str) -> list[tuple[str, str]]:
    """Breadcrumbs: the list of indicators, then down the tree."""
    jalur = [
        (f"{Simpul.Jenis(s.jenis).label} {s.kode}", alamat(request, "simpul", objek=s.kode))
        for s in jalur_simpul(ikhtisar, kode)
    ]
    return [("Indikator", alamat(request, "indikator_daftar")), *jalur]
