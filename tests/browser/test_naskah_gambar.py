"""A picture in the editor: uploaded to where the caret stands, its words changed in place, kept by a save."""

import re

import pytest
from playwright.sync_api import expect

from laporan.models import Narasi, Unggahan
from tests.capaian.isian_uji import TAHUN
from tests.laporan.test_unggahan import gambar

from .test_naskah import dunia, kotak, naskah, tersimpan, tulis  # noqa: F401

pytestmark = pytest.mark.browser


def unggah(halaman, isi, nama="rapat.png", alt="Rapat di aula"):
    halaman.get_by_role("button", name="Gambar", exact=True).click()
    formulir = halaman.locator("[data-unggah-gambar]")
    formulir.locator("[type=file]").set_input_files({"name": nama, "mimeType": "image/png", "buffer": isi})
    formulir.get_by_label("Teks alternatif").fill(alt)
    formulir.get_by_label("Keterangan").fill("Rapat akhir tahun")
    formulir.get_by_role("button", name="Unggah dan sisipkan").click()
    return formulir


def test_gambar_disisipkan_diubah_dan_tetap(dunia, masuk):  # noqa: F811
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    tulis(satu, "Sebelum.")
    unggah(satu, gambar(ukuran=(300, 200)))
    lukisan = satu.locator(".lukisan")
    expect(lukisan).to_have_count(1)
    expect(lukisan.locator("img")).to_have_js_property("naturalWidth", 300)
    kotak(satu).blur()
    tersimpan(satu)
    sidik = Unggahan.objects.get(bagian="gambar").sidik
    assert naskah("1.1") == f'Sebelum.\n\n![Rapat di aula](gambar:{sidik} "Rapat akhir tahun")'
    lukisan.get_by_label("Keterangan").fill("Rapat tengah tahun")
    lukisan.get_by_label("Keterangan").blur()
    tersimpan(satu)
    satu.reload()
    expect(satu.locator(".lukisan").get_by_label("Keterangan")).to_have_value("Rapat tengah tahun")
    assert naskah("1.1").endswith(f'![Rapat di aula](gambar:{sidik} "Rapat tengah tahun")')


def test_yang_ditolak_disebut_dan_yang_diketik_tetap(dunia, masuk, buka):  # noqa: F811
    buka.maklum += ["status of 422"]
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    formulir = unggah(satu, gambar("JPEG"))
    expect(formulir.get_by_role("alert")).to_have_text(re.compile("isinya JPG"))
    expect(formulir.get_by_label("Teks alternatif")).to_have_value("Rapat di aula")
    assert not Unggahan.objects.filter(bagian="gambar").exists()


def test_yang_hilang_disebut_di_tempatnya(dunia, masuk, buka):  # noqa: F811
    buka.maklum += ["status of 404"]
    isi = f"![Foto](gambar:{'0' * 64})"
    Narasi.objects.create(perangkat_daerah=dunia.instansi, tahun=TAHUN, bagian="1.1", teks=isi)
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    expect(satu.locator(".lukisan")).to_contain_text("Gambar tidak ditemukan")
    satu.locator(".lukisan").get_by_label("Teks alternatif").fill("Rapat")
    satu.locator(".lukisan").get_by_label("Teks alternatif").blur()
    tersimpan(satu)
    assert naskah("1.1") == isi.replace("Foto", "Rapat")
