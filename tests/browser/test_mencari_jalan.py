"""Issue 9 items 12, 13 and 15 in a browser: the phone's menu, prints, cells, dates, the remembered year, a repair."""

import re

import pytest
from playwright.sync_api import expect

from sakip.models import Pengguna
from tests.pabrik import JadwalFactory, RealisasiAnggaranFactory
from tests.pekerja import tunggu

pytestmark = pytest.mark.browser
AKAR = "/hss-bkpsdm/2024"
LANSKAP = 1032
"""A4 landscape without its margins, in CSS pixels."""


def test_9_15_menu_ponsel_di_dalam_layar(dunia, masuk):
    halaman = masuk(dunia.perencanaan, "ponsel")
    kotak = halaman.evaluate(
        "[...document.querySelectorAll('.rel a, .bilah a, .bilah summary')].filter((a) => a.checkVisibility())"
        ".map((a) => [a, a.getBoundingClientRect()]).map(([a, k]) => [a.textContent.trim(), k.left, k.right, k.height])"
    )
    assert len(kotak) >= 13
    for nama, kiri, kanan, tinggi in kotak:
        assert kiri >= 0 and kanan <= 360, (nama, kiri, kanan)
        assert tinggi >= 24, nama
    assert halaman.evaluate("document.querySelector('.rel').scrollWidth") <= 360


@pytest.mark.parametrize("alamat", ["dokumen/cascading/", "", "anggaran/", "indikator/", "rencana/", "temuan/"])
def test_9_15_cetakan_tanpa_tombol_dan_tanpa_terpotong(dunia, masuk, alamat):
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/{alamat}")
    halaman.emulate_media(media="print", color_scheme="light")
    halaman.set_viewport_size({"width": LANSKAP, "height": 728})
    lebar = halaman.evaluate("Math.max(...[...document.querySelectorAll('main, table')].map((t) => t.scrollWidth))")
    assert lebar <= LANSKAP
    kendali = halaman.evaluate(
        "[...document.querySelectorAll('button:not(.urutkan), .tombol, .rel a, .bilah a, [type=checkbox], summary')]"
        ".filter((a) => a.checkVisibility()).map((a) => a.outerHTML.slice(0, 90))"
    )
    assert kendali == []
    if alamat == "":
        expect(halaman.get_by_role("columnheader", name="Realisasi").first).to_be_visible()


def test_9_15_sel_kosong_tampak_sebagai_sel(dunia, masuk):
    JadwalFactory(perangkat_daerah=dunia.hss, tahun=2024, triwulan=1)
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/tw1/capaian/isi/0/")
    sel = halaman.locator("td.sel:has(> input:enabled)").first
    expect(sel).to_have_css("box-shadow", re.compile(r"rgb\(125, 138, 141\).*inset"))


def test_9_15_tanggal_dibaca_dalam_bahasa_indonesia(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/jadwal/1/realisasi/")
    isian = halaman.locator("input[type=datetime-local]").first
    isian.fill("2024-04-01T08:00")
    expect(halaman.locator(".tanggal-terbaca").first).to_have_text("Senin, 1 April 2024, pukul 08.00")


def test_9_12_tahun_dari_pemilih_diingat(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/temuan/?tingkat=galat")
    halaman.locator(".menu.tahun summary").click()
    halaman.locator("a[data-tahun='2023']").click()
    halaman.wait_for_url(re.compile(r"/2023/temuan/\?tingkat=galat"))
    # The page that sent it may be gone when it is answered, and no longer tells.
    tunggu(lambda: Pengguna.objects.get(pk=dunia.perencanaan.pk).tahun_pilihan == 2023, 20)
    halaman.goto("/")
    halaman.wait_for_url("**/2023/")


def test_9_13_dari_temuan_ke_selnya_lalu_diterima(dunia, masuk):
    sub = dunia.hss.renstra.get().simpul.get(kode="SK1.1.1")
    sub.realisasi_anggaran.all().delete()
    RealisasiAnggaranFactory(simpul=sub, tahun=2024, triwulan=1, nilai=10**12)
    JadwalFactory(perangkat_daerah=dunia.hss, tahun=2024, triwulan=1)
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/temuan/?aturan=anggaran.realisasi_melebihi_pagu")
    halaman.get_by_role("link", name="Buka selnya di isian").click()
    halaman.wait_for_url(re.compile(rf"#s{sub.pk}$"))
    expect(halaman.locator(f"#s{sub.pk}")).to_be_in_viewport()
    halaman.go_back()
    halaman.get_by_text("Terima dengan alasan").click()
    halaman.get_by_label("Mengapa data ini benar").fill("Sesuai addendum kontrak")
    halaman.get_by_role("button", name="Terima temuan ini").click()
    expect(halaman.get_by_role("heading", name="Diterima dengan alasan (1)")).to_be_visible()
    expect(halaman.get_by_text("Sesuai addendum kontrak")).to_be_visible()
