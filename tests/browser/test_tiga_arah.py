"""A workbook in three ways: export, edit in the page, edit in the file, upload, choose."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from capaian.models import Realisasi
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.laporan.unggahan_uji import sebentar_lagi
from tests.pabrik import RealisasiFactory

from .test_halaman import periksa

pytestmark = pytest.mark.browser
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def maklum(buka):
    """A save without an answer is refused on purpose."""
    buka.maklum.append("status of 422")


@pytest.fixture
def dunia(transactional_db, monkeypatch):
    monkeypatch.setattr("laporan.tasks.olah_buku.delay", sebentar_lagi)
    d = buat_instansi()
    RealisasiFactory(indikator=d.i.angka, tahun=TAHUN, triwulan=TW, nilai=30, pendorong="Semangat", status="draf")
    RealisasiFactory(indikator=d.i.hitung, tahun=TAHUN, triwulan=TW, nilai=7, pendorong="", status="draf")
    return d


def unduh(halaman, d) -> bytes:
    halaman.goto(f"/{d.kode}/{TAHUN}/tw{TW}/buku-kerja/")
    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name="Data ", exact=False).first.click()
    return unduhan.value.path().read_bytes()


def ubah_berkas(isi: bytes) -> bytes:
    """In Excel: another value in two rows, and one cell emptied."""
    wb = load_workbook(io.BytesIO(isi))
    ws = wb["Realisasi"]
    letak = {c.value: c.column for c in ws[1]}
    for baris in range(2, ws.max_row + 1):
        if ws.cell(baris, letak["triwulan"]).value != TW:
            continue
        if ws.cell(baris, letak["indikator"]).value == "IA":
            ws.cell(baris, letak["nilai"]).value = 41
        else:
            ws.cell(baris, letak["nilai"]).value = 8
    target = wb["Target"]
    kepala = {c.value: c.column for c in target[1]}
    target.cell(2, kepala["nilai"]).value = None
    keluaran = io.BytesIO()
    wb.save(keluaran)
    return keluaran.getvalue()


def ubah_di_halaman(halaman, d) -> None:
    halaman.goto(f"/{d.kode}/{TAHUN}/tw{TW}/capaian/isi/{d.mutasi.pk}/")
    sel = halaman.locator(f"[data-objek=i{d.i.angka.pk}] [data-kolom='nilai']").first
    sel.fill("35")
    sel.press("Enter")
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("Semua tersimpan", timeout=20_000)


def nilai(i):
    return Realisasi.objects.get(indikator=i, tahun=TAHUN, triwulan=TW).nilai


@pytest.mark.parametrize(("pilihan", "akhir"), [("Pakai nilai di berkas", 41), ("Pakai nilai di sistem", 35)])
def test_9_8_unduh_ubah_di_dua_tempat_unggah_pilih(dunia, masuk, pilihan, akhir):
    d = dunia
    halaman = masuk(d.perencanaan)
    berkas = ubah_berkas(unduh(halaman, d))
    ubah_di_halaman(masuk(d.staf), d)

    halaman.goto(f"/{d.kode}/{TAHUN}/tw{TW}/buku-kerja/")
    halaman.set_input_files("input[type=file]", {"name": "buku.xlsx", "mimeType": XLSX, "buffer": berkas})
    halaman.get_by_role("button", name="Periksa berkas").click()
    tabel = halaman.get_by_role("region", name="Tabel baris bentrok")
    expect(halaman.get_by_role("heading", name="Bentrok (1)")).to_be_visible()
    for isi in ("IA", "35", "41", str(d.staf)):
        expect(tabel).to_contain_text(isi)
    expect(halaman.get_by_role("heading", name="Dikosongkan oleh berkas (1)")).to_be_visible()
    assert not periksa(halaman, "pratinjau")

    halaman.get_by_role("button", name="Simpan").click()
    expect(halaman.get_by_role("alert")).to_contain_text("Belum disimpan: pilih nilai yang dipakai untuk 1 baris")
    assert (nilai(d.i.angka), nilai(d.i.hitung)) == (35, 7)

    halaman.get_by_label(pilihan, exact=True).check()
    halaman.get_by_label("Biarkan tersimpan").check()
    halaman.get_by_role("button", name="Simpan").click()
    expect(halaman.get_by_text("disimpan:")).to_be_visible()
    assert (nilai(d.i.angka), nilai(d.i.hitung)) == (akhir, 8)


def test_9_8_ponsel_dan_satu_per_satu(dunia, masuk):
    d = dunia
    halaman = masuk(d.perencanaan)
    berkas = ubah_berkas(unduh(halaman, d))
    Realisasi.objects.filter(indikator=d.i.angka, triwulan=TW).update(nilai=36)
    kecil = masuk(d.perencanaan, "ponsel")
    kecil.goto(f"/{d.kode}/{TAHUN}/tw{TW}/buku-kerja/")
    kecil.set_input_files("input[type=file]", {"name": "buku.xlsx", "mimeType": XLSX, "buffer": berkas})
    kecil.get_by_role("button", name="Periksa berkas").click()
    expect(kecil.get_by_role("heading", name="Bentrok (1)")).to_be_visible()
    assert not periksa(kecil, "pratinjau")
    kecil.get_by_label(f"Pakai berkas untuk Realisasi IA, {TAHUN}, {TW}").check()
    kecil.get_by_label("Kosongkan", exact=True).check()
    kecil.get_by_role("button", name="Simpan").click()
    expect(kecil.get_by_text("disimpan:")).to_be_visible()
    assert nilai(d.i.angka) == 41
