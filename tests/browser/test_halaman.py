"""Every page: no violation that axe calls serious, no sideways scroll, in light and dark, wide and narrow."""

import pytest

from tests.pabrik import BagianSusunanFactory, SusunanFactory, UnggahanFactory

from .axe_uji import pelanggaran_axe

pytestmark = pytest.mark.browser
AKAR = "/hss-bkpsdm/2024"
HALAMAN = {
    "beranda": f"{AKAR}/",
    "beranda triwulan": f"{AKAR}/tw2/",
    "tahun kosong": "/hss-bkpsdm/2031/",
    "indikator": f"{AKAR}/indikator/",
    "satu indikator": f"{AKAR}/indikator/I.T1.1/",
    "sasaran": f"{AKAR}/simpul/S3/",
    "kegiatan": f"{AKAR}/simpul/K1.1/",
    "anggaran": f"{AKAR}/anggaran/",
    "temuan": f"{AKAR}/temuan/",
    "buku kerja": f"{AKAR}/buku-kerja/",
    "lkjip": f"{AKAR}/laporan/",
    "penjelasan": f"{AKAR}/jelas/total/total/serapan/",
    "pencarian": f"{AKAR}/cari/?q=asn",
    "kata sandi": "/sandi/",
    "pintasan": "/pintasan/",
    "verifikasi": "/verifikasi/",
    "sesi": "/sesi/",
    "data pribadi": "/data-pribadi/",
    "panduan": "/panduan/perencanaan/",
    "semua panduan": "/panduan/semua/",
}


@pytest.fixture
def lengkap(dunia):
    """With a composition that runs and a file, so that those parts are on the pages."""
    SusunanFactory(perangkat_daerah=dunia.hss, gagal=True)
    s = SusunanFactory(perangkat_daerah=dunia.hss, jadi=True)
    BagianSusunanFactory(susunan=s, kunci="bab1", status="selesai", berkas="a.pdf", halaman=3)
    UnggahanFactory(perangkat_daerah=dunia.hss)
    return dunia


def periksa(halaman, nama):
    berat = [
        (nama, skema, p["id"], p["impact"], [n["html"][:150] for n in p["nodes"][:3]])
        for skema, p in pelanggaran_axe(halaman)
        if p["impact"] in ("serious", "critical")
    ]
    lebar, layar = halaman.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    if lebar > layar:
        berat.append((nama, "bergulir ke samping", lebar, layar))
    return berat


@pytest.mark.parametrize("lebar", ["meja", "ponsel"])
def test_setiap_halaman(lengkap, masuk, buka, lebar):
    pelanggaran = []
    tamu = buka(lebar)
    tamu.goto("/masuk/")
    pelanggaran += periksa(tamu, "masuk")
    halaman = masuk(lengkap.perencanaan, lebar)
    for nama, alamat in HALAMAN.items():
        assert halaman.goto(alamat).status == 200
        pelanggaran += periksa(halaman, nama)
    halaman.goto(f"{AKAR}/")
    halaman.locator(".pokok .jelas").first.click()
    halaman.locator("dialog[open] h1").wait_for()
    pelanggaran += periksa(halaman, "dialog")
    pemda = masuk(lengkap.inspektorat, lebar)
    pelanggaran += periksa(pemda, "pemda")
    for bagian in ("indikator/", "antartahun/"):
        pemda.goto(f"/pemda/2024/{bagian}")
        pelanggaran += periksa(pemda, f"pemda {bagian}")
    assert not pelanggaran


def test_dua_kali_lebih_besar(lengkap, masuk):
    """200 % zoom of a 1280 px screen: as wide as 640 px."""
    halaman = masuk(lengkap.perencanaan)
    halaman.set_viewport_size({"width": 640, "height": 400})
    for nama, alamat in HALAMAN.items():
        halaman.goto(alamat)
        lebar, layar = halaman.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert lebar <= layar, nama


def test_target_sentuh_44_piksel(lengkap, masuk):
    halaman = masuk(lengkap.perencanaan, "ponsel")
    kecil = halaman.evaluate(
        """() => [...document.querySelectorAll(".rel a, .bilah a:not(.produk), .bilah summary, .tombol")]
            .map((el) => [el.textContent.trim() || el.getAttribute("aria-label"), el.getBoundingClientRect()])
            .filter(([, r]) => r.width && (r.height < 44 || r.width < 44))
            .map(([nama, r]) => `${nama} ${r.width}x${r.height}`)"""
    )
    assert not kecil


def test_terbaca_tanpa_skrip(dunia, masuk):
    halaman = masuk(dunia.perencanaan, skrip=False)
    halaman.locator(".pokok .jelas").first.click()
    assert halaman.get_by_role("heading", level=1).inner_text() == "Capaian IKU"
    halaman.goto(f"{AKAR}/anggaran/")
    assert halaman.get_by_text("Fasilitasi Lembaga Profesi ASN").is_visible()
    assert not halaman.locator(".lipat").first.is_visible()


def test_cetak_tanpa_bingkai(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    halaman.emulate_media(media="print")
    for bagian in (".bilah", ".rel", ".tindakan"):
        assert not halaman.locator(bagian).first.is_visible()
    assert halaman.get_by_role("cell", name="110,54").first.is_visible()
