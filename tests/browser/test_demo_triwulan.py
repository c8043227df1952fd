"""The demo as it ships: its users walk a whole quarter in the browser, from opening to locked, with no dead end.

Some of its IKU belong to no bidang: planning enters them, the head approves, the second verifier verifies.
"""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from capaian.lembar.baris import UMUM
from capaian.lembar.susun import susun_lembar
from capaian.models import Realisasi
from laporan.management.commands.muat_demo import INDUK, SANDI, TAHUN, TRIWULAN
from sakip.models import PerangkatDaerah

pytestmark = pytest.mark.browser
AKAR = f"/{INDUK}/{TAHUN}/tw{TRIWULAN}"
CARA_TULIS = "%Y-%m-%dT%H:%M"


@pytest.fixture
def instansi(transactional_db):
    call_command("muat_demo", paksa=True)
    return PerangkatDaerah.objects.get(kode=INDUK)


@pytest.fixture
def orang(buka):
    """`orang("kepala")` gives the page of a demo user, at 1366 pixels, who logged in once."""
    halaman = {}

    def milik(nama):
        if nama not in halaman:
            satu = halaman[nama] = buka()
            satu.set_viewport_size({"width": 1366, "height": 768})
            satu.context.grant_permissions(["clipboard-read", "clipboard-write"])
            satu.goto("/masuk/")
            satu.get_by_label("Nama pengguna").fill(nama)
            satu.get_by_label("Kata sandi").fill(SANDI)
            satu.get_by_role("button", name="Masuk").click()
            expect(satu).not_to_have_url(re.compile("/masuk/"))
            expect(satu.get_by_role("heading", level=1)).to_be_visible()
        return halaman[nama]

    return milik


def buka_lembar(halaman, bidang):
    halaman.goto(f"{AKAR}/capaian/isi/{bidang}/")
    return halaman


def tersimpan(halaman):
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("Semua tersimpan")


def atur_jadwal(halaman):
    """Planning opens the quarter."""
    kini = timezone.localtime()
    halaman.goto(f"/{INDUK}/{TAHUN}/jadwal/{TRIWULAN}/realisasi/")
    halaman.get_by_label("Dibuka").fill((kini - timedelta(hours=1)).strftime(CARA_TULIS))
    halaman.get_by_label("Ditutup").first.fill((kini + timedelta(days=14)).strftime(CARA_TULIS))
    halaman.get_by_role("button", name="Simpan jadwal").click()
    expect(halaman.get_by_text("sedang dibuka").first).to_be_visible()


def ketik(halaman, objek, kolom, teks):
    sel = halaman.locator(f"[data-objek={objek}] [data-kolom='{kolom}']")
    sel.fill(teks)
    sel.blur()


def isi_semua(halaman, baris, bidang):
    """Type every row's target as its realisasi, and where the row asks for more, give it."""
    buka_lembar(halaman, bidang)
    for b in baris:
        angka = b.target.replace(".", "")
        if b.i.jenis_nilai == "komponen":
            for k, bagian in zip(b.bagian, ("25", "30", "20", "4"), strict=True):
                ketik(halaman, b.kunci, f"bagian.{k.urutan}", bagian)
        elif b.i.jenis_nilai == "rasio":
            ketik(halaman, b.kunci, "pembilang", angka)
            ketik(halaman, b.kunci, "penyebut", "100")
        else:
            ketik(halaman, b.kunci, "nilai", angka)
    tersimpan(halaman)


def lengkapi(halaman, instansi, bidang):
    """Whatever the sheet's own list still names, given on the page that it links to."""
    for b in susun_lembar(instansi, TAHUN, TRIWULAN, bidang).indikator:
        if not b.kurang:
            continue
        halaman.goto(f"{AKAR}/capaian/isi/rinci/{b.i.id}/")
        langkah = halaman.locator("#ringkas")
        expect(langkah).to_contain_text("Belum lengkap")
        if "wajar" in b.kurang:
            halaman.get_by_label("Mengapa angka ini benar").fill("Sesuai dengan berita acara rekonsiliasi.")
            halaman.get_by_label("Mengapa angka ini benar").blur()
        if "analisis" in b.kurang:
            halaman.get_by_label("Pendorong", exact=True).fill("Koordinasi dengan semua perangkat daerah.")
            halaman.get_by_label("Pendorong", exact=True).blur()
        tersimpan(halaman)
        expect(langkah).not_to_contain_text("Belum lengkap")  # the state follows what was saved


def ajukan(halaman, bidang, banyak):
    buka_lembar(halaman, bidang)
    tanda = halaman.locator("tr[data-status] .keadaan").first
    expect(tanda).to_be_in_viewport()  # the state is seen at 1366 pixels
    utama = halaman.locator("#langkah .utama")
    expect(utama).to_have_count(1)
    expect(utama).to_have_text(re.compile("Ajukan"))
    utama.click()
    expect(halaman.get_by_text(f"{banyak} baris diajukan.")).to_be_visible()


def langkah(halaman, bidang, kata, pesan):
    """The one main step that this person is offered; none to hand in."""
    buka_lembar(halaman, bidang)
    utama = halaman.locator("#langkah .utama")
    expect(utama).to_have_count(1)
    expect(utama).to_have_text(re.compile(kata))
    expect(halaman.get_by_role("button", name="Ajukan", exact=True)).to_have_count(0)
    utama.click()
    expect(halaman.get_by_text(pesan)).to_be_visible()


def test_9_11_satu_triwulan_demo_tanpa_jalan_buntu(instansi, orang):
    perencanaan = orang("perencanaan")
    atur_jadwal(perencanaan)
    per_bidang = susun_lembar(instansi, TAHUN, TRIWULAN).per_bidang()
    assert any(b.i.iku for b in per_bidang[UMUM])
    milik_bidang = instansi.bidang.get(kode="B2").pk
    for bidang, baris in per_bidang.items():
        pengisi = orang("bidang") if bidang == milik_bidang else perencanaan
        isi_semua(pengisi, baris, bidang)
        lengkapi(pengisi, instansi, bidang)
        ajukan(pengisi, bidang, len(baris))
    langkah(orang("kepala_bidang"), milik_bidang, "Setujui", f"{len(per_bidang[milik_bidang])} baris disetujui.")
    for bidang, baris in per_bidang.items():
        if bidang != milik_bidang:
            langkah(orang("kepala"), bidang, "Setujui", f"{len(baris)} baris disetujui.")

    # What planning handed in itself it is not offered to verify: the page says who can.
    buka_lembar(perencanaan, UMUM)
    expect(perencanaan.locator("#langkah .utama")).to_have_count(0)
    expect(perencanaan.get_by_text("Sekretaris Badan (verifikator kedua)")).to_be_visible()
    for bidang, baris in per_bidang.items():
        pemeriksa = perencanaan if bidang == milik_bidang else orang("verifikator")
        langkah(pemeriksa, bidang, "Verifikasi dan kunci", f"{len(baris)} baris diverifikasi dan dikunci.")

    semua = sum(map(len, per_bidang.values()))
    assert Realisasi.objects.filter(tahun=TAHUN, triwulan=TRIWULAN, status="diverifikasi").count() == semua
    perencanaan.goto(f"{AKAR}/capaian/isi/")
    kaki = perencanaan.locator("table.papan tfoot td")
    assert kaki.all_inner_texts() == [str(semua), "0", "0", "0", "0", "0", str(semua)]
    buka_lembar(perencanaan, UMUM)
    expect(perencanaan.locator("#langkah .utama")).to_have_count(0)
    expect(perencanaan.locator("input[data-kolom]")).to_have_count(0)
