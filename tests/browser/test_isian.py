"""The entry sheet under trouble: two people, a cut line, a lost session; by keyboard; wide and narrow."""

import json

import pyotp
import pytest
from playwright.sync_api import expect

from capaian.models import Realisasi
from sakip.jaga import faktor
from sakip.models import Jejak
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import SANDI, IndikatorFactory, TargetFactory

from .test_halaman import periksa

pytestmark = pytest.mark.browser
BANYAK = 20
UKURAN = {"laptop": {"width": 1366, "height": 768}, "ponsel": {"width": 360, "height": 740}}


@pytest.fixture(autouse=True)
def maklum(buka):
    """Refusals, conflicts, a cut line and an ended session are what is tested here."""
    buka.maklum += [f"status of {kode}" for kode in (401, 409, 422)] + ["ERR_INTERNET_DISCONNECTED"]


@pytest.fixture
def dunia(transactional_db):
    d = buat_instansi()
    d.deret = [IndikatorFactory(simpul=d.sub, kode=f"X{n:02}", nama=f"Layanan {n}") for n in range(BANYAK)]
    for i in d.deret:
        TargetFactory(indikator=i, tahun=TAHUN, triwulan=TW, nilai=50)
    d.akar = f"/{d.kode}/{TAHUN}/tw{TW}/capaian/isi"
    d.lembar = f"{d.akar}/{d.mutasi.pk}/"
    return d


def sel(halaman, i, kolom="nilai"):
    return halaman.locator(f"[data-objek=i{i.pk}] [data-kolom='{kolom}']").first


def tersimpan(halaman):
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("Semua tersimpan", timeout=20_000)


def nilai(i):
    return Realisasi.objects.get(indikator=i, tahun=TAHUN, triwulan=TW).nilai


def test_dua_orang_pada_satu_sel(dunia, masuk):
    d, i = dunia, dunia.i.angka
    satu, dua = masuk(d.staf), masuk(d.perencanaan)
    for halaman in (satu, dua):
        halaman.goto(d.lembar)
    sel(satu, i).fill("30")
    sel(satu, i).press("Enter")
    tersimpan(satu)
    sel(dua, i).fill("35")
    sel(dua, i).press("Enter")
    pesan = dua.locator(f"#i{i.pk} .sel-pesan")
    expect(pesan).to_contain_text("30")
    expect(pesan).to_contain_text(str(d.staf))
    assert nilai(i) == 30
    pesan.get_by_role("button", name="Simpan nilai saya").click()
    tersimpan(dua)
    assert nilai(i) == 35
    sel(satu, i).fill("31")
    sel(satu, i).press("Enter")
    satu.locator(f"#i{i.pk} .sel-pesan").get_by_role("button", name="Pakai nilai itu").click()
    expect(sel(satu, i)).to_have_value("35")
    assert nilai(i) == 35
    assert Jejak.objects.filter(tabel="capaian_realisasi", indikator_id=i.pk, triwulan=TW).count() == 2


def test_sambungan_putus_sepuluh_detik(dunia, masuk):
    d = dunia
    halaman = masuk(d.staf)
    halaman.goto(d.lembar)
    halaman.context.set_offline(True)
    sel(halaman, d.deret[0]).focus()
    for n in range(BANYAK):
        halaman.keyboard.type(str(40 + n))
        halaman.keyboard.press("Enter")
        halaman.wait_for_timeout(500)
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("20 sel menunggu")
    assert not Realisasi.objects.filter(triwulan=TW).exists()
    halaman.context.set_offline(False)
    tersimpan(halaman)
    assert [nilai(i) for i in d.deret] == [40 + n for n in range(BANYAK)]
    assert Jejak.objects.filter(tabel="capaian_realisasi", triwulan=TW).count() == BANYAK


def test_sesi_berakhir_di_tengah_pekerjaan(dunia, masuk):
    d, i = dunia, dunia.i.angka
    halaman = masuk(d.staf)
    halaman.goto(d.lembar)
    halaman.context.clear_cookies(name="sessionid")
    sel(halaman, i).fill("33")
    sel(halaman, i).press("Enter")
    dialog = halaman.locator("#masuk-lagi")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Kata sandi").fill("salah")
    dialog.get_by_role("button", name="Masuk").click()
    expect(dialog.get_by_role("alert")).to_contain_text("tidak cocok")
    dialog.get_by_label("Kata sandi").fill(SANDI)
    dialog.get_by_role("button", name="Masuk").click()
    tersimpan(halaman)
    assert nilai(i) == 33


def test_sesi_berakhir_dan_kode_verifikasi_diminta_di_tempat(dunia, masuk):
    d, i = dunia, dunia.i.angka
    halaman = masuk(d.staf)
    halaman.goto(d.lembar)
    benih = faktor.benih_baru()
    totp = pyotp.TOTP(faktor.kunci(benih))
    (pemulihan, *_) = faktor.pasang(d.staf, benih, totp.now())
    halaman.context.clear_cookies(name="sessionid")
    sel(halaman, i).fill("34")
    sel(halaman, i).press("Enter")
    dialog = halaman.locator("#masuk-lagi")
    expect(dialog.get_by_label("Kode verifikasi")).to_be_hidden()
    dialog.get_by_label("Kata sandi").fill(SANDI)
    dialog.get_by_role("button", name="Masuk").click()
    expect(dialog.get_by_role("alert")).to_contain_text("kode verifikasi")
    dialog.get_by_label("Kode verifikasi").fill(pemulihan)
    dialog.get_by_role("button", name="Masuk").click()
    tersimpan(halaman)
    assert nilai(i) == 34


def test_yang_ditolak_tidak_hilang_dan_dapat_ditegaskan(dunia, masuk):
    d, i = dunia, dunia.i.angka
    halaman = masuk(d.staf)
    halaman.goto(d.lembar)
    sel(halaman, i).fill("12a")
    sel(halaman, i).press("Enter")
    pesan = halaman.locator(f"#i{i.pk} .sel-pesan")
    expect(pesan).to_contain_text("tidak dapat dibaca sebagai angka")
    expect(sel(halaman, i)).to_have_value("12a")
    sel(halaman, i).fill("19.000")
    sel(halaman, i).press("Enter")
    expect(pesan).to_contain_text("dapat berarti 19000 atau 19,000")
    sel(halaman, i).fill("19000")
    sel(halaman, i).press("Enter")
    expect(pesan).to_contain_text("seribu kali triwulan lalu (19)")
    assert not Realisasi.objects.filter(indikator=i, triwulan=TW).exists()
    pesan.get_by_role("button", name="Simpan juga").click()
    tersimpan(halaman)
    assert nilai(i) == 19000


def test_papan_ketik_saja(dunia, masuk):
    """Fill in, undo, and reach the button that hands in, without a mouse."""
    d = dunia
    halaman = masuk(d.staf)
    halaman.goto(d.lembar)
    for _ in range(80):
        halaman.keyboard.press("Tab")
        if halaman.evaluate("document.activeElement.dataset.kolom === 'nilai'"):
            break
    halaman.keyboard.type("38,5")
    halaman.keyboard.press("Enter")
    tersimpan(halaman)
    expect(halaman.locator(f"[data-hasil='i{d.i.angka.pk}.capaian']")).to_contain_text("96,25")
    halaman.keyboard.press("ArrowUp")
    expect(sel(halaman, d.i.angka)).to_be_focused()
    halaman.keyboard.press("Control+z")
    expect(sel(halaman, d.i.angka)).to_have_value("")
    tersimpan(halaman)
    assert nilai(d.i.angka) is None
    halaman.keyboard.type("39")
    halaman.keyboard.press("Escape")
    expect(sel(halaman, d.i.angka)).to_have_value("")
    sel(halaman, d.i.rasio, "pembilang").focus()
    halaman.keyboard.type("30")
    halaman.keyboard.press("ArrowRight")
    expect(sel(halaman, d.i.rasio, "penyebut")).to_be_focused()
    halaman.keyboard.type("20")
    halaman.keyboard.press("Enter")
    tersimpan(halaman)
    expect(halaman.get_by_text("Pembilang lebih besar dari penyebut")).to_be_visible()


def test_tempelan_yang_lebih_besar_dari_lembar(dunia, masuk):
    d = dunia
    halaman = masuk(d.staf)
    halaman.goto(d.lembar)
    teks = "\n".join(["45,5\t7"] * (BANYAK + 10))
    sel(halaman, d.deret[0]).focus()
    halaman.evaluate(
        """teks => {
            const data = new DataTransfer();
            data.setData("text/plain", teks);
            const tempel = { clipboardData: data, bubbles: true, cancelable: true };
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", tempel));
        }""",
        teks,
    )
    kabar = halaman.locator(".tempel-kabar")
    expect(kabar).to_contain_text(f"Tempelan ini akan mengisi {BANYAK} sel pada {BANYAK} baris")
    kabar.get_by_role("button", name="Tempel", exact=True).click()
    expect(kabar).to_contain_text("10 baris terakhir tidak ditempel")
    expect(kabar).to_contain_text("20 sel dilewati")
    tersimpan(halaman)
    assert {str(nilai(i)) for i in d.deret} == {"45.5"}


@pytest.mark.parametrize("lebar", UKURAN)
def test_halaman_isian_dapat_diakses(dunia, masuk, lebar):
    d = dunia
    halaman = masuk(d.staf, "ponsel" if lebar == "ponsel" else "meja")
    halaman.set_viewport_size(UKURAN[lebar])
    pelanggaran = []
    alamat = [f"{d.akar}/", d.lembar, f"{d.akar}/rinci/{d.i.komponen.pk}/", f"{d.akar}/rinci/{d.i.rasio.pk}/"]
    alamat += [f"/{d.kode}/{TAHUN}/jadwal/", f"/{d.kode}/{TAHUN}/jejak/", "/kabar/", "/kabar/pilihan/"]
    for satu in alamat:
        assert halaman.goto(satu).status == 200
        pelanggaran += periksa(halaman, satu)
    halaman.goto(d.lembar)
    sel(halaman, d.i.hitung).fill("12a")
    sel(halaman, d.i.hitung).press("Enter")
    expect(halaman.locator(".sel-pesan.ada")).to_be_visible()
    pelanggaran += periksa(halaman, "sel yang ditolak")
    assert not pelanggaran, json.dumps(pelanggaran, indent=1)


def test_9_2_nilai_yang_aneh_diberi_alasan_di_halaman_rinci(dunia, masuk):
    d = dunia
    halaman = masuk(d.staf)
    halaman.set_viewport_size({"width": 1366, "height": 768})
    halaman.goto(f"{d.lembar}../rinci/{d.i.hitung.pk}/")
    angka, alasan = halaman.locator("[data-kolom=nilai]"), halaman.get_by_label("Mengapa angka ini benar")
    langkah = halaman.locator("#ringkas")
    expect(alasan).to_be_hidden()
    angka.fill("70")
    angka.press("Enter")
    expect(langkah).to_contain_text("nilainya perlu diperiksa: tulis alasannya")
    alasan.fill("Sesuai berita acara.")
    alasan.blur()
    tersimpan(halaman)
    expect(langkah).not_to_contain_text("Belum lengkap")
    angka.fill("80")
    angka.press("Enter")
    expect(langkah).to_contain_text("nilainya perlu diperiksa: tulis alasannya")
    expect(alasan).to_have_value("")
    angka.fill("40")
    angka.press("Enter")
    expect(alasan).to_be_hidden()
    expect(langkah).not_to_contain_text("Belum lengkap")
