"""The text toolbar and the upload on a page that has no grid."""

import pytest

pytestmark = pytest.mark.browser
HALAMAN = """<!doctype html><title>uji</title><body>
<div class="alat-markah" data-untuk="t"><button data-markah="tebal">B</button><button data-markah="daftar">D</button>
<button data-pratinjau="/pratinjau/" aria-expanded="false" aria-controls="p">P</button></div>
<textarea id="t">satu\ndua</textarea><div id="p" hidden></div>
<form data-unggah method="post" action="/bukti/"><input name="judul" value="Surat"><button>Tambah</button></form>
<script type="module" src="/kisi/kisi.js"></script></body>"""


@pytest.fixture
def halaman(kosong):
    satu = kosong.context.new_page()
    satu.route("**/tanpa-kisi/", lambda rute: rute.fulfill(body=HALAMAN, content_type="text/html"))
    satu.goto("/tanpa-kisi/")
    yield satu
    satu.close()


def pilih(halaman, dari, sampai):
    halaman.evaluate("([a, z]) => document.querySelector('#t').setSelectionRange(a, z)", [dari, sampai])


def test_markah(halaman):
    isi = halaman.locator("#t")
    pilih(halaman, 0, 4)
    halaman.get_by_role("button", name="B", exact=True).click()
    assert isi.input_value() == "**satu**\ndua"
    halaman.get_by_role("button", name="B", exact=True).click()
    assert isi.input_value() == "satu\ndua"
    pilih(halaman, 0, 8)
    halaman.get_by_role("button", name="D", exact=True).click()
    assert isi.input_value() == "- satu\n- dua"


def test_pratinjau(halaman):
    halaman.route("**/pratinjau/", lambda rute: rute.fulfill(body=f"<b>{rute.request.post_data}</b>"))
    halaman.get_by_role("button", name="P", exact=True).click()
    halaman.locator("#p b").wait_for()
    assert halaman.locator("#p").inner_text() == "teks=satu%0Adua"


@pytest.mark.parametrize(
    ("status", "isi", "kalimat"),
    [(422, {"pesan": "Berkas ini bukan PDF."}, "Berkas ini bukan PDF."), (401, {}, "Berkas tidak dapat diterima.")],
)
def test_unggahan_yang_ditolak_dikirim_sekali_dan_dapat_diulang(halaman, status, isi, kalimat):
    kiriman = []

    def jawab(rute):
        kiriman.append(rute.request.method)
        rute.fulfill(status=status, json=isi)

    halaman.route("**/bukti/", jawab)
    tekan = halaman.get_by_role("button", name="Tambah")
    tekan.click()
    halaman.get_by_role("alert").filter(has_text=kalimat).wait_for()
    assert kiriman == ["POST"]
    assert tekan.is_enabled()
    assert halaman.locator("progress").count() == 0
