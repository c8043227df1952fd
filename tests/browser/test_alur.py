"""What a person does: from login to an imported workbook, by mouse and by keyboard alone."""

import re

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from capaian.models import Realisasi
from laporan.models import BagianSusunan, StatusSusunan, Susunan
from laporan.susun import jalan as susun
from tests.conftest import DEMO
from tests.laporan.unggahan_uji import sebentar_lagi

pytestmark = pytest.mark.browser
AKAR = "/hss-bkpsdm/2024"


@pytest.fixture
def berkas(tmp_path):
    """A workbook with one changed value, and one with two errors."""

    def tulis(nama, ubah):
        buku = load_workbook(DEMO / "hss-2024.xlsx")
        ubah(buku)
        buku.save(tmp_path / nama)
        return tmp_path / nama

    def rusak(buku):
        buku["Anggaran"]["E3"] = "221.442.00"
        buku["Renstra"]["C6"] = "sasarran"

    def baik(buku):
        lembar = buku["Realisasi"]
        lembar.cell(2, [s.value for s in lembar[1]].index("nilai") + 1).value = 12.5

    return tulis("rusak.xlsx", rusak), tulis("baik.xlsx", baik)


@pytest.mark.parametrize("lebar", ["meja", "ponsel"])
def test_dari_masuk_sampai_menyimpan_buku_kerja(dunia, masuk, berkas, lebar, monkeypatch):
    monkeypatch.setattr("laporan.tasks.olah_buku.delay", sebentar_lagi)
    rusak, baik = berkas
    halaman = masuk(dunia.perencanaan, lebar)
    expect(halaman).to_have_url(re.compile(f"{AKAR}/$"))

    halaman.get_by_role("link", name="Persentase ASN yang menduduki jabatan").click()
    expect(halaman.get_by_role("heading", level=1)).to_contain_text("menduduki jabatan")
    halaman.locator(".pokok .jelas").nth(2).click()
    dialog = halaman.get_by_role("dialog", name="Capaian")
    expect(dialog).to_contain_text("40,64 ÷ 75 × 100")
    dialog.get_by_role("button", name="Tutup").click()
    expect(dialog).to_be_hidden()

    halaman.get_by_role("link", name="Buku Kerja").click()
    halaman.set_input_files("#id_berkas", rusak)
    expect(halaman.locator(".pilih-berkas span")).to_have_text("rusak.xlsx")
    halaman.get_by_role("button", name="Periksa berkas").click()
    expect(halaman.get_by_role("alert")).to_contain_text("2 galat. Tidak ada yang disimpan.")
    expect(halaman.get_by_role("row", name="Anggaran 3 pagu 221.442.00")).to_be_visible()
    halaman.get_by_role("button", name="Unggah berkas lain").click()

    halaman.set_input_files("#id_berkas", baik)
    halaman.get_by_role("button", name="Periksa berkas").click()
    halaman.get_by_role("button", name="Simpan 1 perubahan").click()
    expect(halaman.get_by_role("status").first).to_contain_text("disimpan: 1 baris baru atau berubah.")
    assert Realisasi.objects.filter(nilai="12.5").count() == 1


def test_hanya_dengan_papan_ketik(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    tekan = halaman.keyboard.press
    tekan("Tab")
    expect(halaman.get_by_role("link", name="Lompat ke isi")).to_be_focused()
    tekan("Enter")
    expect(halaman.locator("main")).to_be_focused()

    tekan("?")
    dialog = halaman.get_by_role("dialog", name="Pintasan papan ketik")
    expect(dialog).to_be_visible()
    tekan("Escape")
    expect(dialog).to_be_hidden()

    tekan("/")
    expect(halaman.locator("#cari")).to_be_focused()
    halaman.keyboard.type("pendidikan lanjutan", delay=10)
    hasil = halaman.locator("#hasil-cari a")
    expect(hasil.first).to_be_visible()
    tekan("ArrowDown")
    expect(hasil.first).to_be_focused()
    tekan("Escape")
    expect(hasil).to_have_count(0)
    expect(halaman.locator("#cari")).to_be_focused()

    angka = halaman.locator("[aria-labelledby=j-iku] table").locator("tbody tr").first.locator("a.jelas")
    angka.nth(1).focus()
    tekan("ArrowDown")
    baris_dua = halaman.locator("[aria-labelledby=j-iku] table").locator("tbody tr").nth(1).locator("a.jelas")
    expect(baris_dua.nth(1)).to_be_focused()
    tekan("ArrowRight")
    expect(baris_dua.nth(2)).to_be_focused()
    tekan("Enter")
    expect(halaman.get_by_role("dialog", name="Capaian")).to_be_visible()
    tekan("Escape")
    expect(baris_dua.nth(2)).to_be_focused()


def test_pintasan_dapat_dimatikan(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    halaman.keyboard.press("?")
    saklar = halaman.get_by_label("Aktifkan pintasan satu huruf")
    expect(saklar).to_be_checked()
    saklar.uncheck()
    halaman.keyboard.press("Escape")
    halaman.keyboard.press("/")
    expect(halaman.locator("#cari")).not_to_be_focused()


def test_melipat_pohon_anggaran(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/anggaran/")
    pohon = halaman.locator("table.pohon")
    sub = pohon.get_by_role("link", name="Fasilitasi Lembaga Profesi ASN")
    expect(sub).to_be_visible()
    pohon.get_by_role("button", name="Lipat K1.1").click()
    expect(sub).to_be_hidden()
    expect(pohon.get_by_role("link", name="Mutasi dan Promosi ASN")).to_be_visible()
    pohon.get_by_role("button", name="Lipat P1").click()
    expect(pohon.get_by_role("link", name="Mutasi dan Promosi ASN")).to_be_hidden()
    halaman.get_by_role("button", name="Sub kegiatan").click()
    expect(sub).to_be_visible()
    halaman.get_by_role("button", name="Program", exact=True).click()
    expect(pohon.locator("tbody tr:visible")).to_have_count(2)


def test_mengurutkan_tabel(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    tabel = halaman.locator("[aria-labelledby=j-iku] table")
    tabel.get_by_role("button", name="Capaian").click()
    expect(tabel.locator("tbody tr").first).to_contain_text("111,07")
    tabel.get_by_role("button", name="Capaian").click()
    expect(tabel.locator("tbody tr").first).to_contain_text("54,19")
    expect(tabel.locator("th[aria-sort]")).to_have_attribute("aria-sort", "ascending")


def test_berganti_tahun_dan_triwulan(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/anggaran/")
    halaman.get_by_role("link", name="TW III").click()
    expect(halaman).to_have_url(re.compile(f"{AKAR}/tw3/anggaran/$"))
    halaman.locator("summary", has_text="2024").click()
    halaman.get_by_role("link", name="2023").click()
    expect(halaman).to_have_url(re.compile("/hss-bkpsdm/2023/tw3/anggaran/$"))


def test_kemajuan_lkjip_tanpa_memuat_ulang(dunia, masuk, monkeypatch):
    monkeypatch.setattr(susun, "_minta_semua", lambda *_: None)
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/laporan/")
    halaman.evaluate("window.belumDimuatUlang = true")
    halaman.get_by_role("button", name="Susun LKjIP").click()
    expect(halaman.locator("#susunan")).to_contain_text("0 dari 7 bagian selesai")
    BagianSusunan.objects.filter(kunci="bab1").update(status=StatusSusunan.SELESAI, halaman=5)
    BagianSusunan.objects.filter(kunci="bab3").update(status=StatusSusunan.BERJALAN, langkah="Menata halaman 9")
    expect(halaman.locator("#susunan")).to_contain_text("1 dari 7 bagian selesai")
    expect(halaman.locator("#susunan")).to_contain_text("Menata halaman 9")
    BagianSusunan.objects.update(status=StatusSusunan.SELESAI, halaman=3)
    Susunan.objects.update(status=StatusSusunan.SELESAI, halaman=21, berkas="x.pdf")
    expect(halaman.get_by_role("link", name="Unduh LKjIP (PDF)")).to_be_visible()
    expect(halaman.locator("#susunan")).not_to_have_attribute("hx-trigger", re.compile("."))
    assert halaman.evaluate("window.belumDimuatUlang")


def test_membatalkan_penyusunan(dunia, masuk, monkeypatch):
    monkeypatch.setattr(susun, "_minta_semua", lambda *_: None)
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/laporan/")
    halaman.get_by_role("button", name="Susun LKjIP").click()
    halaman.get_by_role("button", name="Batalkan penyusunan").click()
    expect(halaman.locator("#susunan")).to_contain_text("Dibatalkan")
    assert Susunan.objects.get().status == StatusSusunan.BATAL


def test_yang_sudah_keluar_tidak_dapat_kembali(dunia, masuk):
    halaman = masuk(dunia.perencanaan)
    halaman.locator("summary[aria-label^=Akun]").click()
    halaman.get_by_role("button", name="Keluar").click()
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Masuk ke SAKIP")
    halaman.goto(f"{AKAR}/")
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Masuk ke SAKIP")


def test_keluar_di_tab_lain_saat_menunggu(dunia, masuk, monkeypatch):
    """What is asked every second brings the login page into the window, not into the table."""
    monkeypatch.setattr(susun, "_minta_semua", lambda *_: None)
    halaman = masuk(dunia.perencanaan)
    halaman.goto(f"{AKAR}/laporan/")
    halaman.get_by_role("button", name="Susun LKjIP").click()
    expect(halaman.locator("#susunan")).to_contain_text("Menunggu")
    halaman.context.clear_cookies()
    expect(halaman).to_have_url(re.compile("/masuk/"))
    expect(halaman.get_by_role("heading", level=1)).to_have_text("Masuk ke SAKIP")


def test_sambungan_terputus_diberitahukan(dunia, buka, masuk):
    halaman = masuk(dunia.perencanaan)
    halaman.route("**/cari/**", lambda r: r.abort())
    halaman.keyboard.press("/")
    halaman.keyboard.type("asn")
    expect(halaman.locator("#kabar-langsung")).to_contain_text("Server tidak dapat dihubungi")
    buka.keluhan.clear()
