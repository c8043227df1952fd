"""The help of each role: its pictures are taken from the real pages here, and fail once those look different.

`PANDUAN=baru` renews the pictures and their words; look at each before it is committed.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings as pengaturan
from django.test import Client
from playwright.sync_api import expect

from sakip.panduan.baca import GAMBAR, PERAN
from tests.pabrik import PenggunaFactory

from .axe_uji import pelanggaran_axe
from .gambar_uji import periksa
from .panduan_dunia import buat_dunia
from .panduan_potret import daftar

pytestmark = pytest.mark.browser
KATA = Path(__file__).parents[1] / "data" / "panduan"
TINGGI = 2400
CETAK = """[...document.querySelectorAll("main img")]
    .map((g) => [g, g.getBoundingClientRect(), g.naturalWidth / g.naturalHeight])
    .filter(([g, k, bentuk]) => k.width < 200 || k.height > 420 || Math.abs(k.width / k.height / bentuk - 1) > .02)
    .map(([g, k]) => `${g.src} ${k.width}x${k.height}`)"""
"""Pictures that are too small, higher than half a sheet, or out of shape."""


@pytest.fixture
def orang(buka, live_server):
    """`orang(user)` gives a page of this person, logged in without the form."""
    halaman = {}

    def milik(pengguna, lebar="meja"):
        if (pengguna, lebar) not in halaman:
            klien = Client()
            klien.force_login(pengguna, backend="django.contrib.auth.backends.ModelBackend")
            satu = halaman[pengguna, lebar] = buka(lebar, locale="id-ID")
            satu.context.route("**/favicon.ico", lambda rute: rute.fulfill(status=204))
            nama = pengaturan.SESSION_COOKIE_NAME
            satu.context.add_cookies([{"name": nama, "value": klien.cookies[nama].value, "url": live_server.url}])
        return halaman[pengguna, lebar]

    return milik


def test_gambar_panduan_masih_seperti_halamannya(transactional_db, monkeypatch, orang):
    """And the help itself, at every width, light and dark, and on paper; a picture opens in full."""
    d = buat_dunia(monkeypatch)
    keluhan = []
    for p in daftar(d):
        halaman = orang(getattr(d, p.siapa))
        halaman.set_viewport_size({"width": p.lebar, "height": TINGGI})
        if not halaman.url.endswith(p.alamat):
            halaman.goto(p.alamat)
        for pilih in p.buka:
            halaman.locator(pilih).first.click()
        keluhan += periksa(halaman, p, GAMBAR, KATA, sabar=len(keluhan) < 3)
    assert keluhan == [], "Bila halamannya memang berubah: PANDUAN=baru, lalu lihat gambarnya."
    assert {p.nama for p in daftar(d)} == {b.stem for b in GAMBAR.iterdir()}


@pytest.mark.parametrize("lebar", [1366, 360])
def test_halaman_panduan(transactional_db, orang, lebar):
    """At both widths, light and dark: nothing that axe finds, no sideways scroll, every picture is there."""
    halaman = orang(PenggunaFactory(perencanaan=True))
    halaman.set_viewport_size({"width": lebar, "height": 768})
    keluhan = []
    for kunci in ("semua", *PERAN):
        halaman.goto(f"/panduan/{kunci}/")
        keluhan += [(kunci, skema, p["id"], p["nodes"][0]["html"][:120]) for skema, p in pelanggaran_axe(halaman)]
        isi, layar = halaman.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        keluhan += [(kunci, "bergulir ke samping", isi)] if isi > layar else []
    assert keluhan == []


def test_panduan_dengan_papan_ketik_dan_di_kertas(transactional_db, orang):
    """From the user menu by keys alone to a step and its picture; printed, all of them are there and none is cut."""
    halaman = orang(PenggunaFactory())
    halaman.goto("/kabar/")
    halaman.locator(".menu.akun summary").focus()
    halaman.keyboard.press("Enter")
    halaman.get_by_role("link", name="Panduan", exact=True).focus()
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Panduan Bidang")
    halaman.get_by_role("link", name="Isi realisasi").focus()
    halaman.keyboard.press("Enter")
    expect(halaman.get_by_role("heading", name="Isi realisasi")).to_be_in_viewport()

    halaman.emulate_media(media="print")
    expect(halaman.locator(".rel")).not_to_be_visible()
    for gambar in halaman.locator("main img").all():
        gambar.scroll_into_view_if_needed()  # as printing does, which waits for those that are loaded late
        expect(gambar).not_to_have_js_property("naturalWidth", 0)
    assert halaman.evaluate(CETAK) == []
    halaman.emulate_media(media="screen")
    halaman.locator("main figure a").first.focus()
    halaman.keyboard.press("Enter")
    expect(halaman).to_have_url(re.compile(r"\.webp$"))
