"""The browser on a live server with a demo agency; nothing may leave this machine."""

import re
import threading
from types import SimpleNamespace

import pytest
from django.core.signals import request_finished, request_started
from playwright.sync_api import expect

from tests.conftest import impor_contoh
from tests.pabrik import SANDI, PenggunaFactory
from tests.pekerja import tunggu

LEBAR = {"meja": {"width": 1440, "height": 900}, "ponsel": {"width": 360, "height": 740}}


@pytest.fixture
def sedang_dijawab():
    """How many requests the live server is answering: emptying the database beside one of them deadlocks."""
    banyak, kunci = [0], threading.Lock()

    def mulai(**_):
        with kunci:
            banyak[0] += 1

    def selesai(**_):
        with kunci:
            banyak[0] -= 1

    request_started.connect(mulai)
    request_finished.connect(selesai)
    yield lambda: banyak[0]
    request_started.disconnect(mulai)
    request_finished.disconnect(selesai)


@pytest.fixture
def dunia(transactional_db):
    hss = impor_contoh("hss-2024")["hss-2024"]
    return SimpleNamespace(
        hss=hss,
        perencanaan=PenggunaFactory(perencanaan=True, perangkat_daerah=hss),
        inspektorat=PenggunaFactory(inspektorat=True, pemda=hss.pemda),
    )


@pytest.fixture
def buka(chromium, live_server, tmp_path, settings, sedang_dijawab):
    """`buka("ponsel", gelap=True)` gives a page; at the end it must have had no error, and no request
    may have gone elsewhere. `buka.maklum`: answers that a test provokes on purpose."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    settings.MEDIA_ROOT.mkdir()
    konteks, keluhan = [], []

    def halaman(lebar="meja", *, gelap=False, skrip=True, **lain):
        baru = chromium.new_context(
            base_url=live_server.url,
            viewport=LEBAR[lebar],
            color_scheme="dark" if gelap else "light",
            has_touch=lebar == "ponsel",
            is_mobile=lebar == "ponsel",
            java_script_enabled=skrip,
            reduced_motion="reduce",
            **lain,
        )
        konteks.append(baru)
        satu = baru.new_page()
        satu.on("console", lambda m: keluhan.append(f"konsol: {m.text}") if m.type in ("error", "warning") else None)
        satu.on("pageerror", lambda g: keluhan.append(f"galat: {g}"))
        satu.on("response", lambda r: keluhan.append(f"{r.status} {r.url}") if r.status >= 500 else None)
        satu.on(
            "request",
            lambda r: None if r.url.startswith((live_server.url, "data:")) else keluhan.append(f"keluar: {r.url}"),
        )
        return satu

    halaman.keluhan, halaman.maklum = keluhan, []
    yield halaman
    for satu in konteks:
        satu.close()
    tunggu(lambda: sedang_dijawab() <= 0, 20)
    assert not [k for k in keluhan if not any(m in k for m in halaman.maklum)]


@pytest.fixture
def masuk(buka):
    """`masuk(user, "ponsel")` gives a page of a user who logged in through the form."""

    def halaman(pengguna, *args, **lain):
        satu = buka(*args, **lain)
        satu.goto("/masuk/")
        satu.get_by_label("Nama pengguna").fill(pengguna.username)
        satu.get_by_label("Kata sandi").fill(SANDI)
        satu.get_by_role("button", name="Masuk").click()
        expect(satu).not_to_have_url(re.compile("/masuk/"))
        expect(satu.get_by_role("heading", level=1)).to_be_visible()
        satu.wait_for_load_state()  # the page's scripts have run
        return satu

    return halaman
