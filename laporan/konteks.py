"""What every page shows around its content: agency, year and quarter switcher, menu, permissions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import ResolverMatch, reverse
from django.utils.functional import SimpleLazyObject

from laporan.ikhtisar.tahun import TahunTersedia, daftar_tahun, tahun_kerja
from sakip import akses
from sakip.angka import romawi
from sakip.kabar import belum_dibaca
from sakip.models import PerangkatDaerah
from sakip.views.bantuan import BANTUAN

MENU = (
    ("instansi", "Beranda", ""),
    ("dasbor", "Dasbor", "dasbor"),
    ("isian", "Isian", "capaian"),
    ("rencana", "Rencana", "rencana"),
    ("indikator_daftar", "Indikator", "indikator"),
    ("anggaran", "Anggaran", "anggaran"),
    ("temuan", "Temuan", "temuan"),
    ("buku_kerja", "Buku Kerja", "buku-kerja"),
    ("lkjip", "LKjIP", "laporan"),
)
"""Name of the address, words, and the part of the address by which the present page is recognised."""
MB = 1024 * 1024


@dataclass(frozen=True)
class Tautan:
    """A link of the menu or of the switcher."""

    teks: str
    alamat: str
    kini: bool
    ikon: str = ""
    redup: bool = False


class PermintaanTahun(akses.PermintaanInstansi):
    """A request for a page of a year, of an agency or (then without `instansi`) of the whole pemda.

    `daftar_tahun`: the years to switch to, where the view has read them already."""

    resolver_match: ResolverMatch
    daftar_tahun: list[TahunTersedia]


def halaman(request: HttpRequest) -> dict[str, Any]:
    """The context of every page; what only a whole page shows is not computed for fragments."""
    instansi: PerangkatDaerah | None = getattr(request, "instansi", None)
    pengguna: Any = getattr(request, "user", None)
    tahun, triwulan = getattr(request, "tahun", None), getattr(request, "triwulan", None)
    utuh = not getattr(request, "htmx", False)
    setahun = cast(PermintaanTahun, request)
    return {
        "induk": "dasar.html" if utuh else "fragmen.html",
        "instansi": instansi,
        "tahun": tahun,
        "triwulan": triwulan,
        "periode": periode(tahun, triwulan),
        "periode_kecil": periode(tahun, triwulan).replace("Tahun", "tahun"),
        "menu": (_menu(setahun) if instansi else SimpleLazyObject(lambda: _menu_sendiri(pengguna))) if utuh else [],
        "bantuan": _bantuan(request) if utuh else "",
        "batas_bukti_mb": settings.BATAS_BUKTI // MB,
        "batas_unggahan_mb": settings.BATAS_UNGGAHAN // MB,
        "pilihan_tahun": SimpleLazyObject(lambda: _pilihan_tahun(setahun)) if utuh and tahun else [],
        "pilihan_triwulan": _pilihan_triwulan(setahun) if utuh and tahun and _bertriwulan(request) else [],
        "boleh_impor": _boleh(pengguna, akses.IMPOR, instansi),
        "boleh_susun": _boleh(pengguna, akses.SUSUN, instansi),
        "boleh_unggah": _boleh(pengguna, akses.UNGGAH, instansi),
        "boleh_rencana": _boleh(pengguna, akses.RENCANA, instansi),
        "boleh_jadwal": _boleh(pengguna, akses.JADWAL, instansi),
        "boleh_meja": _boleh_umum(pengguna, akses.MEJA),
        "boleh_rekap": _boleh_umum(pengguna, akses.REKAP),
        "boleh_kelola": _boleh_umum(pengguna, akses.KELOLA),
        "kabar_baru": SimpleLazyObject(lambda: belum_dibaca(pengguna)) if utuh and _masuk(pengguna) else 0,
    }


def periode(tahun: int | None, triwulan: int | None) -> str:
    """`Tahun 2024`, or `s.d. Triwulan II 2024`."""
    if tahun is None:
        return ""
    return f"s.d. Triwulan {romawi(triwulan)} {tahun}" if triwulan else f"Tahun {tahun}"


def _boleh(pengguna: Any, izin: str, instansi: PerangkatDaerah | None) -> bool:
    return instansi is not None and akses.boleh(pengguna, izin, instansi)


def _masuk(pengguna: Any) -> bool:
    return pengguna is not None and pengguna.is_authenticated


def _boleh_umum(pengguna: Any, izin: str) -> bool:
    return pengguna is not None and akses.boleh(pengguna, izin)


def _akar(request: PermintaanTahun, nama: str) -> str:
    kwargs = {"kode": request.instansi.kode, "tahun": request.tahun, "triwulan": request.triwulan}
    return reverse(nama, kwargs=kwargs)


def _bagian(request: PermintaanTahun) -> str:
    """The part of the address that names the present section, as in MENU."""
    bagian = request.path.removeprefix(_akar(request, "instansi")).split("/")[0]
    bagian = {
        "simpul": "indikator",
        "unduh": "",
        "jadwal": "capaian",
        "jejak": "capaian",
        "dokumen": "laporan",
        "pk": "rencana",
        "rencana-aksi": "rencana",
    }.get(bagian, bagian)
    return bagian if bagian in {b for _, _, b in MENU} else ""


def _menu(request: PermintaanTahun) -> list[Tautan]:
    kini = _bagian(request)
    return [Tautan(teks, _akar(request, nama), bagian == kini, bagian or "beranda") for nama, teks, bagian in MENU]


def _menu_sendiri(pengguna: Any) -> list[Tautan]:
    """The menu of the person's own agency, on pages that belong to none (notifications, password)."""
    instansi = getattr(pengguna, "perangkat_daerah", None) if _masuk(pengguna) else None
    if instansi is None or not akses.boleh(pengguna, akses.LIHAT, instansi):
        return []
    kwargs = {"kode": instansi.kode, "tahun": tahun_kerja(pengguna), "triwulan": None}
    return [Tautan(teks, reverse(nama, kwargs=kwargs), False, bagian or "beranda") for nama, teks, bagian in MENU]


def _bantuan(request: HttpRequest) -> str:
    """The section whose help belongs to the page: named by its address, else the home of an agency."""
    bagian = request.path.strip("/").split("/")
    if getattr(request, "instansi", None) is None:
        return next((b for b in bagian[:1] if b in BANTUAN), "")
    bagian = [b for b in bagian[2:] if b not in ("tw1", "tw2", "tw3", "tw4")]
    if bagian[1:2] == ["naskah"]:
        return "naskah-word" if bagian[2:3] == ["word"] else "naskah"
    nama = {"simpul": "indikator"}.get(bagian[0], bagian[0]) if bagian else "beranda"
    return nama if nama in BANTUAN else ""


def _bertriwulan(request: HttpRequest) -> bool:
    """Whether the page is of a quarter, or of a whole year for want of one: the desk knows years only."""
    return request.resolver_match is not None and "triwulan" in request.resolver_match.kwargs


def _pindah(request: PermintaanTahun, tahun: int, triwulan: int | None) -> str:
    """This page, with its filters, in another year or quarter; its section's first page where it is of this one
    only."""
    cocok = request.resolver_match
    tetap = {k: v for k, v in cocok.kwargs.items() if k in ("kode", "objek")}
    nama = cocok.url_name
    saring = request.GET.copy()
    saring.pop("hal", None)
    if nama == "isian_lembar" and triwulan and request.method == "GET":
        tetap["bidang"] = cocok.kwargs["bidang"]
    elif request.method != "GET" or set(cocok.kwargs) - {"kode", "objek", "tahun", "triwulan"}:
        tetap.pop("objek", None)
        saring.clear()
        seinstansi = getattr(request, "instansi", None) is not None
        nama = next(n for n, _, bagian in MENU if bagian == _bagian(request)) if seinstansi else "pemda"
    waktu = {"tahun": tahun} | ({"triwulan": triwulan} if _bertriwulan(request) else {})
    tujuan = reverse(nama, kwargs=tetap | waktu)
    return f"{tujuan}?{saring.urlencode()}" if saring else tujuan


def _pilihan_tahun(request: PermintaanTahun) -> list[Tautan]:
    daftar = getattr(request, "daftar_tahun", None)
    if daftar is None:
        daftar = daftar_tahun([request.instansi])
    if request.tahun not in {t.tahun for t in daftar}:
        daftar = sorted([*daftar, TahunTersedia(request.tahun, False)], key=lambda t: t.tahun)
    return [
        Tautan(
            str(t.tahun),
            _pindah(request, t.tahun, request.triwulan),
            t.tahun == request.tahun,
            redup=not t.berdata,
        )
        for t in reversed(daftar)
    ]


def _pilihan_triwulan(request: PermintaanTahun) -> list[Tautan]:
    return [
        Tautan(
            f"TW {romawi(t)}" if t else "Setahun",
            _pindah(request, request.tahun, t or None),
            t == (request.triwulan or 0),
        )
        for t in range(5)
    ]
