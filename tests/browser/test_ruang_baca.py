"""Issue 10 in a browser: the head's dashboard down to the evidence, and the Inspektorat's desk up to the ZIP."""

import datetime
import io
import zipfile

import pikepdf
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import expect

from capaian.alur import StatusIsian
from capaian.models import Realisasi
from laporan.models import CatatanMeja
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import (
    BuktiFactory,
    PenggunaFactory,
    PenyampaianFactory,
    PerangkatDaerahFactory,
    RealisasiFactory,
    SusunanFactory,
    TargetFactory,
)
from tests.pekerja import pekerja

from .axe_uji import pelanggaran_axe

pytestmark = pytest.mark.browser
UKURAN = ((1440, 900), (1366, 768), (360, 740))


def tampak_baik(halaman):
    """At every width, light and dark: nothing that axe finds, no sideways scroll; in print nothing cut."""
    keluhan = []
    for lebar, tinggi in UKURAN:
        halaman.set_viewport_size({"width": lebar, "height": tinggi})
        for skema, p in pelanggaran_axe(halaman):
            keluhan.append((lebar, skema, p["id"], [n["html"][:120] for n in p["nodes"][:2]]))
        isi, layar = halaman.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        keluhan += [(lebar, "bergulir ke samping", isi)] if isi > layar else []
    halaman.set_viewport_size({"width": 1032, "height": 728})
    halaman.emulate_media(media="print", color_scheme="light")
    assert not halaman.locator(".rel").first.is_visible()
    lebar = halaman.evaluate("Math.max(...[...document.querySelectorAll('main, table')].map((t) => t.scrollWidth))")
    keluhan += [("cetak", lebar)] if lebar > 1032 else []
    halaman.emulate_media(media="screen", color_scheme="light")
    halaman.set_viewport_size({"width": 1440, "height": 900})
    assert not keluhan


def test_10_kepala_dari_dasbor_ke_bukti_dan_menyetujui_tiga(transactional_db, masuk):
    u = buat_instansi()
    TargetFactory(indikator=u.i.iku, tahun=TAHUN, nilai=80)
    RealisasiFactory(
        indikator=u.i.iku, tahun=TAHUN, triwulan=TW, nilai=4, status=StatusIsian.DISETUJUI, diajukan_oleh=u.staf,
        diajukan_pada=timezone.now(), disetujui_oleh=u.kepala, disetujui_pada=timezone.now(),
    )  # fmt: skip
    BuktiFactory(indikator=u.i.iku, tahun=TAHUN, triwulan=TW, judul="Berita acara rekonsiliasi")
    for i in (u.i.angka, u.i.hitung, u.i.predikat):
        isi = {"teks": "B", "nilai": None} if i == u.i.predikat else {"nilai": 10}
        RealisasiFactory(
            indikator=i, tahun=TAHUN, triwulan=TW, status=StatusIsian.DIAJUKAN, diajukan_oleh=u.staf,
            diajukan_pada=timezone.now() - datetime.timedelta(days=3), **isi,
        )  # fmt: skip
    halaman = masuk(u.kepala)
    expect(halaman).to_have_url(f"{halaman.url.split('/', 3)[0]}//{halaman.url.split('/')[2]}/{u.kode}/{TAHUN}/dasbor/")
    halaman.goto(f"/{u.kode}/{TAHUN}/tw{TW}/dasbor/")
    tampak_baik(halaman)

    baris = halaman.get_by_role("row").filter(has_text=u.i.iku.nama).filter(has_text="Lihat bukti")
    expect(baris).to_contain_text("terancam", ignore_case=True)
    baris.get_by_role("link", name=f"Asal angka dan bukti {u.i.iku.nama}").click()
    expect(halaman.get_by_text("Berita acara rekonsiliasi")).to_be_visible()
    halaman.go_back()

    # By keyboard alone.
    halaman.locator("summary").filter(has_text="Lihat 3 barisnya").focus()
    halaman.keyboard.press("Enter")
    tombol = halaman.get_by_role("button", name="Setujui yang dicentang").first
    expect(tombol).to_be_visible()
    tombol.focus()
    halaman.keyboard.press("Enter")
    expect(halaman.locator("summary").filter(has_text="Lihat 3 barisnya")).to_have_count(0)
    status = Realisasi.objects.filter(indikator__in=[u.i.angka, u.i.hitung, u.i.predikat], triwulan=TW)
    assert set(status.values_list("status", flat=True)) == {StatusIsian.DISETUJUI}
    assert halaman.url.endswith(f"/tw{TW}/dasbor/")


def pdf(banyak):
    keluaran = io.BytesIO()
    with pikepdf.new() as dokumen:
        for _ in range(banyak):
            dokumen.add_blank_page()
        dokumen.save(keluaran)
    return keluaran.getvalue()


@pytest.fixture
def pemda(transactional_db, tmp_path, buka):
    """Three agencies: one in time, one late, one that has handed in nothing. `buka` sets where files are kept."""
    u = buat_instansi(renstra__perangkat_daerah__nama="Badan Kepegawaian Uji")
    u.lain = PerangkatDaerahFactory(pemda=u.instansi.pemda, nama="Dinas Terlambat")
    PerangkatDaerahFactory(pemda=u.instansi.pemda, nama="Dinas Diam")
    (tmp_path / "berkas/penyampaian").mkdir()
    for ke, (instansi, bulan) in enumerate(((u.instansi, 2), (u.lain, 4)), 1):
        (tmp_path / f"berkas/penyampaian/{ke}.pdf").write_bytes(pdf(ke))
        PenyampaianFactory(
            susunan=SusunanFactory(perangkat_daerah=instansi, jadi=True, tahun=TAHUN), versi=1, halaman=ke,
            pada=datetime.datetime(TAHUN + 1, bulan, 3, tzinfo=datetime.UTC), berkas=f"penyampaian/{ke}.pdf",
        )  # fmt: skip
    return u


@pytest.mark.worker
@pytest.mark.xdist_group("susun")
def test_10_inspektorat_menyaring_membaca_mencatat_dan_mengemas(pemda, masuk, tmp_path):
    auditor = masuk(pemda.inspektorat)
    auditor.goto(f"/meja/{TAHUN}/")
    tampak_baik(auditor)
    auditor.get_by_label("Hanya yang terlambat").check()
    auditor.get_by_role("button", name="Saring").click()
    expect(auditor.get_by_role("rowheader")).to_have_text(["Dinas Diam", "Dinas Terlambat"])
    auditor.get_by_role("link", name="Tampilkan semua").first.click()
    expect(auditor.get_by_role("rowheader")).to_have_count(3)

    # All as one ZIP, while the pages answer.
    with pekerja(SAKIP_VAR=str(tmp_path)):
        auditor.get_by_role("button", name="Unduh semua 2 yang disampaikan (ZIP)").click()
        expect(auditor.locator("#paket")).to_contain_text("LKjIP")
        assert auditor.request.get(f"/meja/{TAHUN}/").ok
        expect(auditor.get_by_role("link", name="Unduh paket (ZIP)")).to_be_visible(timeout=20_000)
    tampak_baik(auditor)
    with auditor.expect_download() as unduhan:
        auditor.get_by_role("link", name="Unduh paket (ZIP)").click()
    with zipfile.ZipFile(unduhan.value.path()) as zip_:
        nama = sorted(zip_.namelist())
        assert len(nama) == 3 and nama[0] == "daftar.xlsx"
        assert [len(pikepdf.open(io.BytesIO(zip_.read(n))).pages) for n in nama[1:]] in ([1, 2], [2, 1])
        lembar = load_workbook(io.BytesIO(zip_.read("daftar.xlsx"))).active
        assert {b[1].value for b in lembar.iter_rows(min_row=2)} == {"Badan Kepegawaian Uji", "Dinas Terlambat"}

    # Read one, and write a note on it.
    auditor.goto(f"/meja/{TAHUN}/")
    auditor.get_by_role("link", name="Buka versi 1 Badan Kepegawaian Uji").click()
    baca = auditor.request.get(auditor.get_by_role("link", name="Baca", exact=True).get_attribute("href"))
    assert baca.headers["content-type"] == "application/pdf" and len(pikepdf.open(io.BytesIO(baca.body())).pages) == 1
    auditor.get_by_label("Tempat").fill("Tabel 3.2")
    auditor.get_by_label("Catatan", exact=True).fill("Jumlahnya tidak sama dengan Tabel 3.1.")
    auditor.get_by_role("button", name="Kirim catatan").click()
    expect(auditor.get_by_role("heading", name="Tabel 3.2")).to_be_visible()
    tampak_baik(auditor)

    # The answer: from what waits on the planner's home.
    perencana = masuk(pemda.perencanaan, "ponsel")
    perencana.goto(f"/{pemda.kode}/{TAHUN}/")
    expect(perencana.get_by_text("1 catatan Inspektorat menunggu jawaban")).to_be_visible()
    perencana.get_by_role("link", name="Jawab", exact=True).click()
    perencana.get_by_label("Jawaban").fill("Tabel 3.2 diperbaiki pada versi 2.")
    perencana.get_by_role("button", name="Kirim jawaban").click()
    expect(perencana.get_by_text("Tabel 3.2 diperbaiki pada versi 2.").first).to_be_visible()

    auditor.reload()
    expect(auditor.get_by_text("Tabel 3.2 diperbaiki pada versi 2.")).to_be_visible()
    auditor.get_by_role("button", name="Tandai selesai").click()
    expect(auditor.get_by_role("button", name="Tandai selesai")).to_have_count(0)
    assert CatatanMeja.objects.get().selesai_oleh == pemda.inspektorat


def test_10_pembaca_membandingkan_dan_mengunduh(pemda, masuk):
    pembaca = masuk(PenggunaFactory(pembaca=True, pemda=pemda.instansi.pemda))
    pembaca.goto(f"/pemda/{TAHUN}/")
    tampak_baik(pembaca)
    pembaca.get_by_label("Cari perangkat daerah").fill("kepegawaian")
    pembaca.get_by_role("button", name="Terapkan").click()
    expect(pembaca.locator("tbody tr")).to_have_count(1)
    with pembaca.expect_download() as unduhan:
        pembaca.get_by_role("link", name="Excel").click()
    lembar = load_workbook(io.BytesIO(unduhan.value.path().read_bytes())).active
    assert "Badan Kepegawaian Uji" in {str(c.value) for b in lembar.iter_rows() for c in b}
