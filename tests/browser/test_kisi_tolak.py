"""A refused cell says why and stops, in every grid; the server's answers are the test's own."""

import pytest
from playwright.sync_api import expect

from tests.alat import alamat
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import JadwalFactory

pytestmark = pytest.mark.browser
TOLAKAN = [
    (403, {"jawaban": "tidak_boleh", "pesan": "Hanya bidang pemilik baris ini yang mengisinya."}),
    (403, None),
    (423, {"jawaban": "terkunci", "pesan": "Baris ini sudah dikunci."}),
]
UMUM = "Server menolak isian ini."
KISI = ["realisasi", "rinci", "pagu", "pagu_rinci", "rencana_aksi", "target"]


@pytest.fixture(autouse=True)
def maklum(buka):
    buka.maklum += ["status of 403", "status of 423"]


@pytest.fixture
def kisi(transactional_db):
    """The address of each grid, and who fills in all of them."""
    d = buat_instansi()
    JadwalFactory(perangkat_daerah=d.instansi, tahun=TAHUN, triwulan=1, untuk="rencana_aksi")
    d.kisi = {
        "realisasi": alamat("isian_lembar", kode=d.kode, triwulan=TW, bidang=d.mutasi.pk),
        "rinci": alamat("isian_rinci", kode=d.kode, triwulan=TW, nomor=d.i.rasio.pk),
        "pagu": alamat("pagu", kode=d.kode),
        "pagu_rinci": alamat("pagu_rinci", kode=d.kode, nomor=d.sub.pk),
        "rencana_aksi": alamat("rencana_aksi_lembar", kode=d.kode, bidang=d.mutasi.pk),
        "target": alamat("rencana_target", kode=d.kode, objek="T1") + "?bawah=1",
    }
    return d


@pytest.fixture
def menjawab(masuk, kisi):
    """A grid's page whose saves get the given answers, in turn and then from the start; and what was sent."""

    def siapkan(nama, jawaban):
        halaman, kiriman = masuk(kisi.perencanaan), []

        def jawab(rute):
            status, isi = jawaban[len(kiriman) % len(jawaban)]
            kiriman.append(rute.request.post_data)
            if isi is None:
                rute.fulfill(status=status, content_type="text/html", body="<h1>Forbidden</h1>")
            else:
                rute.fulfill(status=status, json=isi)

        halaman.goto(kisi.kisi[nama])
        halaman.route(f"**{halaman.locator('#lembar').get_attribute('data-sel')}", jawab)
        return halaman, kiriman

    return siapkan


def isian(halaman, n):
    return halaman.locator("#lembar :is(input, textarea)[data-kolom]:visible").nth(n)


def pesan(halaman, n):
    return isian(halaman, n).locator("xpath=..").locator(".sel-pesan")


@pytest.mark.parametrize("nama", KISI)
def test_sel_yang_ditolak_berkata_mengapa_lalu_berhenti(menjawab, nama):
    halaman, kiriman = menjawab(nama, TOLAKAN)
    for n, (_, isi) in enumerate(TOLAKAN):
        isian(halaman, n).fill("7")
        isian(halaman, n).blur()
        expect(pesan(halaman, n)).to_contain_text(isi["pesan"] if isi else UMUM)
        expect(isian(halaman, n)).to_have_value("7")
        expect(pesan(halaman, n).get_by_role("button", name="Kembalikan")).to_be_visible()
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("3 sel ditolak")
    halaman.wait_for_timeout(3000)
    assert len(kiriman) == len(TOLAKAN)
    pesan(halaman, 2).get_by_role("button", name="Kembalikan").click()
    expect(isian(halaman, 2)).not_to_have_value("7")
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("2 sel ditolak")
    assert len(kiriman) == len(TOLAKAN)


@pytest.mark.parametrize("jawaban", TOLAKAN, ids=["tidak_boleh", "html", "terkunci"])
def test_yang_ditolak_menunggu_orangnya_juga_sesudah_dimuat_ulang(menjawab, jawaban):
    tersimpan = (200, {"jawaban": "tersimpan", "nilai": "7", "ubahan_ke": 1, "hasil": {}, "peringatan": ""})
    halaman, kiriman = menjawab("realisasi", [jawaban, tersimpan])
    isian(halaman, 0).fill("7")
    isian(halaman, 0).blur()
    expect(pesan(halaman, 0)).to_contain_text(jawaban[1]["pesan"] if jawaban[1] else UMUM)
    halaman.reload()
    expect(isian(halaman, 0)).to_have_value("7")
    halaman.wait_for_timeout(1000)
    assert len(kiriman) == 1
    pesan(halaman, 0).get_by_role("button", name="Kirim lagi").click()
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("Semua tersimpan")
    assert len(kiriman) == 2
