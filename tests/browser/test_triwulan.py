"""A whole quarter in the browser, with a real worker: from the schedule to the LKjIP."""

import io
import re
import subprocess
from datetime import timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from capaian.models import Bukti, Jadwal, Realisasi
from laporan.models import Susunan
from sakip.models import Jejak, Pemberitahuan
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import IndikatorFactory, SasaranFactory, TargetFactory
from tests.pekerja import pekerja, tunggu

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.xdist_group("susun")]
BARIS = 30
CARA_TULIS = "%Y-%m-%dT%H:%M"


@pytest.fixture
def dunia(transactional_db):
    """A bidang with thirty indicators (one of them an IKU, one that needs evidence), and no schedule yet."""
    d = buat_instansi(renstra__perangkat_daerah__nama="Badan Kepegawaian Uji")
    Jadwal.objects.all().delete()
    for i in vars(d.i).values():
        i.target.all().delete()
        i.realisasi.all().delete()
        i.komponen.all().delete()
        i.delete()
    sasaran = SasaranFactory(induk=d.sub.induk.induk.renstra.simpul.get(kode="T1"), kode="S9", bidang=d.mutasi)
    d.indikator = [
        IndikatorFactory(simpul=sasaran if n == 0 else d.sub, kode=f"X{n}", nama=f"Layanan ke-{n}", iku=n == 0)
        for n in range(BARIS)
    ]
    d.indikator[1].bukti_wajib = True
    d.indikator[1].save()
    for n, i in enumerate(d.indikator):
        TargetFactory(indikator=i, tahun=TAHUN, nilai=100 + n)
        TargetFactory(indikator=i, tahun=TAHUN, triwulan=TW, nilai=50 + n)
    d.akar = f"/{d.kode}/{TAHUN}/tw{TW}"
    return d


def pdf() -> bytes:
    keluaran = io.BytesIO()
    with pikepdf.new() as dokumen:
        dokumen.add_blank_page()
        dokumen.save(keluaran)
    return keluaran.getvalue()


def tersimpan(halaman) -> None:
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("Semua tersimpan")


def buka_jadwal(halaman, d) -> None:
    """Perencanaan: the quarter is open from yesterday on, for two weeks."""
    kini = timezone.localtime()
    halaman.goto(f"{d.akar}/capaian/isi/")
    halaman.get_by_role("link", name="Jadwal", exact=True).click()
    halaman.goto(f"{d.akar}/jadwal/{TW}/realisasi/")
    halaman.get_by_label("Dibuka").fill((kini - timedelta(days=1)).strftime(CARA_TULIS))
    halaman.get_by_label("Ditutup").fill((kini + timedelta(days=14)).strftime(CARA_TULIS))
    halaman.get_by_role("button", name="Simpan jadwal").click()
    expect(halaman.get_by_text("sedang dibuka").first).to_be_visible()


def tempel(halaman, sel, teks: str) -> None:
    """What Excel puts on the clipboard, pasted into a cell."""
    halaman.evaluate("teks => navigator.clipboard.writeText(teks)", teks)
    sel.click()
    halaman.keyboard.press("Control+v")


def isi_lembar(halaman, d) -> None:
    """The bidang: from the bell to thirty handed-in rows."""
    tunggu(lambda: Pemberitahuan.objects.filter(pengguna=d.staf, jenis="dibuka").exists(), 20)
    halaman.goto("/kabar/")
    halaman.get_by_role("button", name=re.compile("Triwulan II")).first.click()
    expect(halaman).to_have_url(re.compile(f"{d.akar}/capaian/isi/{d.mutasi.pk}/$"))
    nilai = [f"{60 + n},5" for n in range(BARIS)]
    tempel(halaman, halaman.locator(f"#i{d.indikator[0].pk} input[data-kolom=nilai]"), "\r\n".join(nilai) + "\r\n")
    expect(halaman.get_by_text(f"{BARIS} baris ditempel.")).to_be_visible()
    tersimpan(halaman)
    anggaran = halaman.locator(f"[data-objek=s{d.sub.pk}] input")
    anggaran.fill("250.000")
    anggaran.press("Enter")
    tersimpan(halaman)
    expect(halaman.locator(f"[data-hasil='s{d.sub.pk}.serapan']")).to_have_text(re.compile("25,00"))

    halaman.get_by_role("link", name="Layanan ke-0", exact=True).last.click()
    halaman.get_by_label("Pendorong", exact=True).fill("Komitmen pimpinan dan **pegawai**.")
    with halaman.expect_response(lambda jawaban: jawaban.request.method == "POST"):
        halaman.get_by_label("Pendorong", exact=True).blur()
    tersimpan(halaman)
    halaman.goto(f"{d.akar}/capaian/isi/rinci/{d.indikator[1].pk}/")
    expect(halaman.get_by_text("Belum lengkap: belum ada bukti dukung")).to_be_visible()
    halaman.set_input_files("#b-berkas", {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": pdf()})
    halaman.get_by_role("button", name="Tambah bukti").click()
    expect(halaman.get_by_role("link", name="surat.pdf")).to_be_visible()

    halaman.goto(f"{d.akar}/capaian/isi/{d.mutasi.pk}/")
    halaman.get_by_role("button", name="Ajukan").click()
    expect(halaman.get_by_text(f"{BARIS} baris diajukan.")).to_be_visible()
    expect(halaman.locator("input[data-kolom]")).to_have_count(0)


def tinjau(halaman, d) -> None:
    """The head of the bidang: two returned with a comment, the rest approved."""
    halaman.goto(f"{d.akar}/capaian/isi/{d.mutasi.pk}/")
    for n in (3, 4):
        halaman.get_by_role("checkbox", name=f"Pilih Layanan ke-{n}", exact=True).check()
    halaman.get_by_label("Alasan, untuk baris yang dipilih").fill("Periksa kembali sumber datanya.")
    halaman.get_by_role("button", name="Kembalikan").click()
    expect(halaman.get_by_text("2 baris dikembalikan.")).to_be_visible()
    halaman.get_by_role("button", name="Setujui").click()
    expect(halaman.get_by_text(f"{BARIS - 2} baris disetujui.")).to_be_visible()


def jawab(halaman, d) -> None:
    """The bidang answers both, corrects one, and hands them in again."""
    for n in (3, 4):
        halaman.goto(f"{d.akar}/capaian/isi/rinci/{d.indikator[n].pk}/")
        expect(halaman.locator(".utas .pengembalian")).to_contain_text("Periksa kembali sumber datanya.")
        halaman.get_by_label("Jawaban atas pengembalian").fill("Sudah diperiksa terhadap laporan bulanan.")
        halaman.get_by_role("button", name="Kirim").click()
        expect(halaman.get_by_text("Jawaban disimpan")).to_be_visible()
    sel = halaman.locator("input[data-kolom=nilai]")
    sel.fill("77,25")
    sel.press("Enter")
    tersimpan(halaman)
    halaman.goto(f"{d.akar}/capaian/isi/{d.mutasi.pk}/")
    halaman.get_by_role("button", name="Ajukan").click()
    expect(halaman.get_by_text("2 baris diajukan.")).to_be_visible()


def kunci_dan_buka(halaman, d) -> None:
    """Perencanaan verifies, which locks; and opens one row again with a reason that stays."""
    halaman.goto(f"{d.akar}/capaian/isi/{d.mutasi.pk}/")
    halaman.get_by_role("button", name="Verifikasi dan kunci").click()
    expect(halaman.get_by_text(f"{BARIS} baris diverifikasi dan dikunci.")).to_be_visible()
    halaman.goto(f"{d.akar}/capaian/isi/rinci/{d.indikator[1].pk}/")
    expect(halaman.get_by_text("Bukti dukung dibekukan")).to_be_visible()
    halaman.goto(f"{d.akar}/capaian/isi/rinci/{d.indikator[5].pk}/")
    halaman.get_by_label("Alasan").fill("Angka BKN terbit belakangan.")
    halaman.get_by_role("button", name="Buka kembali").click()
    expect(halaman.get_by_text("1 baris dibuka kembali.")).to_be_visible()
    halaman.goto(f"{d.akar}/indikator/X5/")
    expect(halaman.get_by_text("Angka BKN terbit belakangan.").first).to_be_visible()


def laporkan(halaman, d, tmp_path) -> str:
    """The LKjIP of the year, as text."""
    halaman.goto(f"/{d.kode}/{TAHUN}/laporan/")
    halaman.get_by_role("button", name=re.compile("Susun")).first.click()
    tunggu(lambda: Susunan.objects.filter(status="selesai").exists(), 90, lambda: str(Susunan.objects.values()))
    halaman.reload()
    with halaman.expect_download() as unduhan:
        halaman.get_by_role("link", name=re.compile("Unduh")).first.click()
    unduhan.value.save_as(tmp_path / "lkjip.pdf")
    hasil = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "lkjip.pdf"), "-"], capture_output=True, text=True, check=True
    )
    return hasil.stdout


def test_satu_triwulan(dunia, masuk, tmp_path):
    d = dunia
    with pekerja(SAKIP_VAR=str(tmp_path)):
        perencana = masuk(d.perencanaan)
        buka_jadwal(perencana, d)
        staf = masuk(d.staf)
        staf.context.grant_permissions(["clipboard-read", "clipboard-write"])
        isi_lembar(staf, d)
        kabid = masuk(d.kabid)
        tinjau(kabid, d)
        jawab(staf, d)
        kabid.reload()
        kabid.get_by_role("button", name="Setujui").click()
        expect(kabid.get_by_text("2 baris disetujui.")).to_be_visible()
        kunci_dan_buka(perencana, d)
        teks = laporkan(perencana, d, tmp_path)
    assert Bukti.objects.get().indikator == d.indikator[1]
    assert Realisasi.objects.filter(status="diverifikasi").count() == BARIS - 1
    perubahan = Jejak.objects.filter(tabel="capaian_realisasi", indikator_id=d.indikator[4].pk, baru__has_key="nilai")
    assert [(j.oleh, j.baru["nilai"]) for j in perubahan] == [(d.staf, Decimal("77.25")), (d.staf, Decimal("64.5"))]
    for tertulis in ("Layanan ke-0", "60,5", "77,25", "Komitmen pimpinan", "250.000"):
        assert tertulis in teks, tertulis
