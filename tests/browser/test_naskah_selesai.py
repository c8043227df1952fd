"""The line by which the prose is done: five sections edited, other numbers imported, every word kept, the numbers
inside them new, exactly the right sections usang; ten seconds without network; an older text brought back."""

import io

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from laporan.buku_kerja.ekspor import ekspor_buku
from laporan.models import Narasi
from tests.capaian.isian_uji import TAHUN
from tests.laporan.buku_uji import berhasil

from .test_naskah import dunia, kotak, naskah, tersimpan  # noqa: F401

pytestmark = pytest.mark.browser


def ganti_realisasi(instansi, kode, nilai):
    """The agency's own export with one realisasi changed, imported as a person would upload it."""
    isi = ekspor_buku(instansi)
    buku = load_workbook(io.BytesIO(isi if isinstance(isi, bytes) else isi.getvalue()))
    lembar = buku["Realisasi"]
    kepala = [sel.value for sel in lembar[1]]
    for baris in lembar.iter_rows(min_row=2):
        if baris[kepala.index("indikator")].value == kode and baris[kepala.index("triwulan")].value is None:
            baris[kepala.index("nilai")].value = nilai
    keluaran = io.BytesIO()
    buku.save(keluaran)
    berhasil(keluaran.getvalue())


def test_lima_bagian_tetap_katanya_baru_angkanya_tepat_usangnya(dunia, masuk):  # noqa: F811
    capaian, realisasi = f"{{{{capaian:{dunia.kode_i}}}}}", f"{{{{realisasi:{dunia.kode_i}}}}}"
    tertulis = {
        "1.1": f"Realisasi indikator ini {realisasi} poin pada tahun berjalan.",
        "1.2": "Landasan hukum yang berlaku tidak berubah.",
        "1.3": "Pagu seluruhnya {{pagu:total}} menurut APBD.",
        "1.5": f"Isu strategis: capaian {capaian} masih perlu dijaga.",
        "2.1": "Rencana strategis berlaku lima tahun.",
    }
    satu = masuk(dunia.perencanaan)
    for bagian, teks in tertulis.items():
        satu.goto(f"{dunia.akar}/{bagian}/")
        tersimpan(satu)
        kotak(satu).click()
        satu.keyboard.type(teks)
        kotak(satu).blur()
        expect(satu.locator(".bidang[data-keadaan=tersimpan]")).to_be_visible()
        assert naskah(bagian) == teks
        satu.reload()
        satu.get_by_role("button", name="Nyatakan siap").click()
        expect(satu.locator(".keterangan").first).to_contain_text("Siap")

    ganti_realisasi(dunia.instansi, dunia.kode_i, 45)
    satu.goto(f"{dunia.akar}/1.1/")
    assert {b: naskah(b) for b in tertulis} == tertulis
    expect(kotak(satu)).to_contain_text("Realisasi indikator ini 45 poin")
    usang = satu.locator(".kerangka .naskah-usang").locator("xpath=ancestor::li[1]").locator("a").all_inner_texts()
    assert [u.split()[0] for u in usang] == ["1.1", "1.5"]
    expect(satu.locator(".kerangka .naskah-siap")).to_have_count(3)
    expect(satu.locator("#j-usang")).to_be_visible()
    baris = satu.locator("section:has(#j-usang) tbody tr").first
    expect(baris).to_contain_text("40")
    expect(baris).to_contain_text("45")


def test_sepuluh_detik_tanpa_jaringan_sambil_mengetik_lalu_dipulihkan(dunia, masuk, buka):  # noqa: F811
    buka.maklum += ["ERR_INTERNET_DISCONNECTED"]
    Narasi.objects.create(perangkat_daerah=dunia.instansi, tahun=TAHUN, bagian="1.1", teks="Naskah awal.")
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    tersimpan(satu)
    kotak(satu).click()
    satu.keyboard.press("Control+End")
    satu.context.set_offline(True)
    for n in range(10):
        satu.keyboard.type(f" Kalimat {n}.")
        satu.wait_for_timeout(1000)
    expect(satu.locator("#lembar-keadaan")).to_contain_text("Sambungan terputus")
    assert naskah("1.1") == "Naskah awal."
    satu.context.set_offline(False)
    tersimpan(satu)
    assert naskah("1.1") == "Naskah awal." + "".join(f" Kalimat {n}." for n in range(10))
    satu.reload()
    satu.get_by_text("Riwayat (1)").click()
    satu.locator("details details summary").last.click()
    satu.get_by_role("link", name="Bandingkan dengan naskah sekarang").click()
    expect(satu.locator(".banding td.prosa").first).to_have_text("Naskah awal.")
    satu.get_by_role("button", name="Pulihkan").click()
    expect(kotak(satu)).to_have_text("Naskah awal.")
    assert naskah("1.1") == "Naskah awal."
