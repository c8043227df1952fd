"""The help of each role: what this person does in a year and a quarter, step by step, with pictures."""

from __future__ import annotations

from functools import cache, partial

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from PIL import Image

from sakip.akses import PermintaanMasuk, membaca
from sakip.halaman import tampilkan
from sakip.markah import Gambar, dalam_kata, ke_html
from sakip.panduan.baca import GAMBAR, PERAN, SEMUA, Panduan, kunci_bagi, panduan
from sakip.panduan.tujuan import Tujuan


@membaca
def sendiri(request: PermintaanMasuk) -> HttpResponse:
    """To the page of the person's own role."""
    return redirect("panduan_peran", kunci_bagi(request.user))


@membaca
def semua(request: PermintaanMasuk) -> HttpResponse:
    """The index: who does what in a quarter and a year, and each role's page."""
    satu = panduan(SEMUA)
    konteks = _konteks(request, satu) | {
        "halaman": [panduan(kunci) for kunci in PERAN],
        "sendiri": kunci_bagi(request.user),
    }
    return tampilkan(request, "sakip/panduan/semua.html", satu.judul, konteks)


@membaca
def peran(request: PermintaanMasuk, kunci: str) -> HttpResponse:
    if kunci not in PERAN:
        raise Http404("Panduan ini tidak ada.")
    satu = panduan(kunci)
    remah = [("Semua panduan", reverse("panduan_semua"))]
    return tampilkan(request, "sakip/panduan/peran.html", f"Panduan {satu.judul}", _konteks(request, satu), remah=remah)


def _konteks(request: PermintaanMasuk, satu: Panduan) -> dict[str, object]:
    """A page as HTML for this reader: (part, its text, [(step, its text)])."""
    tujuan = Tujuan(request.user)
    html = partial(ke_html, kaki=False, gambar=_gambar, tautan=partial(_tautan, tujuan))
    isi = [(b, html(b.isi), [(x, html(x.isi)) for x in b.langkah]) for b in satu.bagian]
    return {"pengantar": html(satu.isi), "isi": isi}


def _tautan(tujuan: Tujuan, nama: str, kata: str) -> str:
    """A link where the reader may open the page, else its words: `kata` is safe HTML."""
    alamat = tujuan.alamat(nama)
    return f'<a href="{alamat}">{kata}</a>' if alamat else f"<strong>{kata}</strong>"


def _gambar(gambar: Gambar) -> str:
    if (ukuran := _ukuran(gambar.sidik)) is None:
        return dalam_kata(gambar)
    return _bingkai(gambar, static(f"sakip/panduan/{gambar.sidik}.webp"), *ukuran)


def _bingkai(gambar: Gambar, alamat: str, lebar: int, tinggi: int) -> SafeString:
    return format_html(
        '<figure><a href="{}"><img src="{}" alt="{}" width="{}" height="{}" loading="lazy"></a></figure>',
        alamat,
        alamat,
        gambar.alt,
        lebar,
        tinggi,
    )


@cache
def _ukuran(nama: str) -> tuple[int, int] | None:
    """Width and height of a picture, so that the page does not jump; None where there is none."""
    berkas = GAMBAR / f"{nama}.webp"
    if not berkas.is_file():
        return None
    with Image.open(berkas) as gambar:
        return gambar.size
