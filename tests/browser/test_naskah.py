"""Naskah in the browser: typing that saves itself, two people, a cut line, live numbers, stale, and back again."""

import pytest
from playwright.sync_api import expect

from capaian.models import Realisasi
from laporan.models import Narasi
from tests.capaian.isian_uji import TAHUN, buat_instansi
from tests.pabrik import TargetFactory

from .test_halaman import periksa

pytestmark = pytest.mark.browser


@pytest.fixture
def dunia(transactional_db):
    d = buat_instansi()
    d.kode_i = d.i.angka.kode
    TargetFactory(indikator=d.i.angka, tahun=TAHUN, triwulan=None, nilai=50)
    Realisasi.objects.create(indikator=d.i.angka, tahun=TAHUN, triwulan=None, nilai=40)
    d.akar = f"/{d.kode}/{TAHUN}/laporan/naskah/bagian"
    return d


def naskah(bagian):
    return Narasi.objects.get(tahun=TAHUN, bagian=bagian).teks


def kotak(halaman):
    return halaman.locator(".ProseMirror").first


def tulis(halaman, teks):
    kotak(halaman).fill(teks)
    kotak(halaman).blur()


def tersimpan(halaman):
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("Semua tersimpan", timeout=20_000)


def test_menulis_berdua_tanpa_jaringan_siap_usang_dan_pulih(dunia, masuk, buka):
    buka.maklum += ["status of 409", "ERR_INTERNET_DISCONNECTED"]
    satu, dua = masuk(dunia.perencanaan), masuk(dunia.perencanaan)
    for halaman in (satu, dua):
        halaman.goto(f"{dunia.akar}/1.1/")
    tulis(satu, "Latar belakang yang pertama.")
    tersimpan(satu)
    tulis(dua, "Latar belakang yang kedua.")
    expect(dua.get_by_text("Latar belakang yang pertama.").first).to_be_visible()
    assert naskah("1.1") == "Latar belakang yang pertama."

    satu.context.set_offline(True)
    tulis(satu, "Ditulis tanpa jaringan.")
    satu.wait_for_timeout(1500)
    satu.context.set_offline(False)
    tersimpan(satu)
    assert naskah("1.1") == "Ditulis tanpa jaringan."

    satu.reload()
    satu.get_by_text("Riwayat (1)").click()
    satu.get_by_role("button", name="Pulihkan").click()
    expect(kotak(satu)).to_have_text("Latar belakang yang pertama.")

    satu.goto(f"{dunia.akar}/1.1/?cari=realisasi+{dunia.kode_i}")
    kotak(satu).press("Control+End")
    satu.locator("[data-sisip]").first.click()
    kotak(satu).blur()
    tersimpan(satu)
    assert naskah("1.1") == f"Latar belakang yang pertama.{{{{realisasi:{dunia.kode_i}}}}}"
    assert periksa(satu, "naskah") == []
    satu.reload()
    satu.get_by_role("button", name="Nyatakan siap").click()
    expect(satu.locator(".keterangan").first).to_contain_text("Siap")

    Realisasi.objects.filter(indikator=dunia.i.angka, triwulan=None).update(nilai=45)
    satu.reload()
    expect(satu.get_by_role("heading", name="Data di bawah naskah ini berubah")).to_be_visible()
    expect(satu.locator("td.n", has_text="45").first).to_be_visible()
    satu.get_by_role("button", name="Tetap siap").click()
    expect(satu.locator(".keterangan").first).to_contain_text("Siap")
