"""The entry grid's modules by themselves, in one empty page of the browser; no server behind it."""

from pathlib import Path

import pytest

AKAR = "http://kisi.uji"
STATIS = Path(__file__).parents[3] / "sakip" / "static" / "sakip"
BANTU = Path(__file__).with_name("bantu.js")
KOSONG = "<!doctype html><title>uji</title><body></body>"


def _layani(rute):
    nama = rute.request.url.removeprefix(AKAR).partition("?")[0]
    if nama == "/":
        return rute.fulfill(body=KOSONG, content_type="text/html")
    return rute.fulfill(path=BANTU if nama == "/bantu.js" else STATIS / nama[1:], content_type="text/javascript")


@pytest.fixture(scope="session")
def kosong(chromium):
    konteks = chromium.new_context(base_url=AKAR)
    konteks.route("**/*", _layani)
    halaman = konteks.new_page()
    halaman.goto("/")
    yield halaman
    konteks.close()


@pytest.fixture
def uji(kosong):
    """`uji("return urai(arg)", arg)` runs in the page, where everything of `bantu.js` has its name."""

    def jalankan(skrip, arg=None):
        nama = "const { buatAntrean, golongkan, pos, urai, sebar, buatSimpanan, coba, diam, tabel } = bantu;"
        nama += "const { tabelTinjau, rencanakan, perluTanya, kalimatTanya } = bantu;"
        return kosong.evaluate(f"async (arg) => {{ const bantu = await import('/bantu.js'); {nama} {skrip} }}", arg)

    return jalankan
