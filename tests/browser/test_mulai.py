"""From an empty installation, step by step with real files, to somebody who chose a password from a printed slip."""

import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import expect

from capaian.models import Jadwal
from sakip.models import Bidang, Pemda, Pengguna, PerangkatDaerah
from tests.pabrik import PenggunaFactory

from .axe_uji import pelanggaran_axe

pytestmark = pytest.mark.browser
SANDI = "durian-montong-bakar"


@pytest.fixture
def admin(transactional_db, settings, live_server):
    settings.SITUS = live_server.url
    return PenggunaFactory(admin=True)


def lewat_excel(halaman, langkah, isi, folder):
    """The step's template, with these rows below what it holds, uploaded, looked at and saved."""
    halaman.get_by_role("main").get_by_role("link", name=langkah, exact=True).click()
    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name="Unduh templat").click()
    berkas = folder / unduhan.value.suggested_filename
    unduhan.value.save_as(berkas)
    buku = load_workbook(berkas)
    for lembar, baris in isi.items():
        for satu in baris:
            if lembar == "Pejabat":
                nomor = next(n for n, (kode, *_) in enumerate(buku[lembar].values, 1) if kode == satu[0])
            else:
                nomor = next(n for n in range(2, 50) if buku[lembar].cell(n, 1).value is None)
            for letak, nilai in enumerate(satu, 1):
                buku[lembar].cell(nomor, letak).value = nilai
    buku.save(berkas)
    halaman.get_by_label("Berkas Excel").set_input_files(berkas)
    halaman.get_by_role("button", name="Periksa berkas").click()
    expect(halaman.get_by_role("heading", level=1)).to_have_text(f"{langkah}: periksa berkas")
    sehat(halaman, langkah)
    halaman.get_by_role("button", name="Simpan semua").click()
    expect(halaman.get_by_text(f"{langkah} disimpan")).to_be_visible()


def sehat(halaman, nama):
    """Nothing serious for axe, no sideways scroll."""
    berat = [(nama, s, p["id"]) for s, p in pelanggaran_axe(halaman) if p["impact"] in ("serious", "critical")]
    assert not berat
    lebar, layar = halaman.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert lebar <= layar, nama


@pytest.mark.parametrize("lebar", ["meja", "ponsel"])
def test_dari_instalasi_kosong_sampai_pengguna_masuk(admin, masuk, buka, tmp_path, lebar):
    halaman = masuk(admin, lebar)
    expect(halaman).to_have_url(re.compile("/mulai/$"))
    sehat(halaman, "mulai")

    halaman.get_by_role("link", name="Lanjutkan: Pemda").click()
    halaman.get_by_label("Nama pemerintah daerah").fill("Pemerintah Kabupaten Contoh")
    halaman.get_by_label("Ibu kota").fill("Kota Contoh")
    lambang = tmp_path / "lambang.png"
    Image.new("RGB", (200, 260), "navy").save(lambang)
    halaman.get_by_label("Lambang").set_input_files(lambang)
    halaman.get_by_role("button", name="Buat pemda").click()
    expect(halaman.get_by_text("Pemerintah Kabupaten Contoh disimpan.")).to_be_visible()

    instansi = [["dinkes", "Dinas Kesehatan", "Dinkes"], ["bkpsdm", "Badan Kepegawaian", "BKPSDM"]]
    lewat_excel(halaman, "Perangkat daerah", {"PerangkatDaerah": instansi}, tmp_path)
    pejabat = {
        "Pejabat": [["dinkes", "Kepala Satu"], ["bkpsdm", "Kepala Dua"]],
        "Bidang": [["dinkes", "B1", "Bidang Satu"], ["bkpsdm", "B1", "Bidang Dua"]],
    }
    lewat_excel(halaman, "Pejabat dan bidang", pejabat, tmp_path)
    tiap = (("rencana", "Subbag Perencanaan", ""), ("kepala", "Kepala", ""), ("b1", "Bidang", "B1"))
    orang = [
        [f"{peran}.{kode}", f"Orang {kode}", kata, kode, bidang]
        for kode in ("dinkes", "bkpsdm")
        for peran, kata, bidang in tiap
    ]
    lewat_excel(halaman, "Pengguna", {"Pengguna": orang}, tmp_path)

    halaman.get_by_role("link", name="Jadwal pengisian", exact=True).click()
    tahun = f"{timezone.localdate().year + 1}"  # of whose quarters none is over
    halaman.get_by_label("Tahun", exact=True).select_option(tahun)
    halaman.get_by_role("button", name="Tampilkan").click()
    expect(halaman.get_by_role("heading", level=2)).to_contain_text(tahun)
    sehat(halaman, "jadwal")
    halaman.get_by_role("button", name="Pasang jadwal untuk semua").click()
    expect(halaman.get_by_text("8 dibuat, 0 diubah, 0 dibiarkan")).to_be_visible()

    halaman.get_by_role("link", name="Undangan", exact=True).click()
    sehat(halaman, "undangan")
    halaman.get_by_role("button", name="Cetak slip bagi yang dicentang").click()
    expect(halaman.locator(".slip")).to_have_count(6)
    sehat(halaman, "slip")
    slip = halaman.locator(".slip").filter(has_text="b1.dinkes")
    kode = slip.locator("code").inner_text()
    halaman.get_by_role("link", name="Selesai").click()
    expect(halaman.locator(".tanda", has_text="Slip dicetak")).to_have_count(6)
    assert Pemda.objects.get().lambang
    assert (PerangkatDaerah.objects.count(), Bidang.objects.count(), Jadwal.objects.count()) == (2, 2, 8)

    tamu = buka(lebar)
    tamu.goto(f"/undangan/#{kode}")
    expect(tamu.get_by_label("Kode undangan")).to_have_value(kode)
    assert kode not in tamu.url
    sehat(tamu, "kode undangan")
    tamu.get_by_role("button", name="Lanjutkan").click()
    expect(tamu.get_by_text("b1.dinkes")).to_be_visible()
    sehat(tamu, "kata sandi")
    for nomor in (1, 2):
        tamu.locator(f"#id_new_password{nomor}").fill(SANDI)
    tamu.get_by_role("button", name="Simpan dan masuk").click()
    expect(tamu.get_by_text("Kata sandi tersimpan.")).to_be_visible()
    expect(tamu.get_by_role("heading", level=1)).to_contain_text("Ikhtisar Kinerja")
    assert Pengguna.objects.get(username="b1.dinkes").check_password(SANDI)
    halaman.reload()
    expect(halaman.get_by_text("b1.dinkes")).to_have_count(0)
