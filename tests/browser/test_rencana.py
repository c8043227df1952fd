"""The plan in the browser: a tree from nothing by forms, moved by drag and by keyboard, targets pasted, revised."""

import pytest
from playwright.sync_api import expect

from renstra import nomenklatur
from renstra.models import Indikator, Renstra, Simpul, Target
from tests.pabrik import (
    IndikatorFactory,
    KegiatanFactory,
    PenggunaFactory,
    PerangkatDaerahFactory,
    ProgramFactory,
    RenstraFactory,
    SasaranFactory,
    SimpulFactory,
    SubKegiatanFactory,
    TargetFactory,
)

from .test_halaman import periksa

pytestmark = pytest.mark.browser
TEMPEL = """(teks) => {
  const isi = new DataTransfer();
  isi.setData("text/plain", teks);
  const peristiwa = new ClipboardEvent("paste", { clipboardData: isi, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(peristiwa);
}"""


@pytest.fixture(autouse=True)
def maklum(buka):
    """Refused moves are tested here."""
    buka.maklum += ["status of 422"]


@pytest.fixture
def instansi(transactional_db):
    nomenklatur.muat(2024)
    return PerangkatDaerahFactory()


@pytest.fixture
def perencana(instansi):
    return PenggunaFactory(perencanaan=True, perangkat_daerah=instansi)


@pytest.fixture
def akar(instansi):
    return f"/{instansi.kode}/2024/rencana"


@pytest.fixture
def pohon(instansi):
    r = RenstraFactory(perangkat_daerah=instansi, berlaku_mulai=2022)
    t = SimpulFactory(renstra=r, kode="T1")
    s1, s2 = SasaranFactory(induk=t, kode="S1"), SasaranFactory(induk=t, kode="S2")
    p1, p2 = ProgramFactory(induk=s1, kode="P1"), ProgramFactory(induk=s1, kode="P2")
    SubKegiatanFactory(induk=KegiatanFactory(induk=p1, kode="K1"), kode="SK1")
    for n in (1, 2):
        i = IndikatorFactory(simpul=s1, kode=f"I{n}")
        TargetFactory(indikator=i, tahun=2025, nilai=70)
    return {"r": r, "T1": t, "S1": s1, "S2": s2, "P1": p1, "P2": p2}


def baris(halaman, kode):
    return halaman.locator(f"#pohon tr[data-kode='{kode}']")


def pegangan(halaman, kode):
    return baris(halaman, kode).locator(".pegangan")


def urutan(halaman):
    return halaman.locator("#pohon tbody tr").evaluate_all("b => b.map((x) => x.dataset.kode)")


def letak(r):
    return list(Simpul.objects.filter(renstra=r).values_list("kode", "induk__kode"))


def test_pohon_dari_nol(masuk, perencana, akar, instansi):
    halaman = masuk(perencana)
    halaman.goto(f"{akar}/")
    halaman.get_by_role("link", name="Versi Renstra").last.click()
    halaman.get_by_label("Periode dari tahun").fill("2022")
    halaman.get_by_label("Sampai tahun").fill("2026")
    halaman.get_by_label("Visi").fill("Aparatur yang profesional")
    halaman.get_by_label("Nomor penetapan").fill("5/2021")
    halaman.get_by_role("button", name="Buat Renstra").click()
    expect(halaman).to_have_url(f"/{instansi.kode}/2022/rencana/")
    halaman.goto(f"{akar}/")
    dialog = halaman.locator("#dialog")
    halaman.get_by_role("link", name="Tujuan", exact=True).click()
    dialog.get_by_label("Uraian").fill("Tujuan pertama")
    dialog.get_by_role("button", name="Simpan").click()
    for induk, jenis in (("T1", "sasaran"), ("S1", "program")):
        baris(halaman, induk).get_by_role("link", name="Tindakan").click()
        dialog.get_by_role("link", name=f"Tambah {jenis}").click()
        if jenis == "sasaran":
            dialog.get_by_label("Uraian").fill("Sasaran pertama")
        else:
            dialog.get_by_label("Kode nomenklatur").press_sequentially("kepegawaian daerah", delay=40)
            expect(dialog.locator("[data-nomenklatur]")).to_have_count(1)
            halaman.keyboard.press("ArrowDown")
            halaman.keyboard.press("Enter")
            expect(dialog.get_by_label("Kode nomenklatur")).to_have_value("5.03.02")
            expect(dialog.get_by_label("Uraian")).to_have_value("PROGRAM KEPEGAWAIAN DAERAH")
            assert not periksa(halaman, "dialog")
        dialog.get_by_role("button", name="Simpan").click()
    expect(baris(halaman, "P1")).to_contain_text("5.03.02")
    baris(halaman, "S1").get_by_role("link", name="Sasaran pertama").click()
    halaman.get_by_role("link", name="Tambah indikator").click()
    dialog.get_by_label("Nama indikator").fill("Indeks Profesionalitas ASN")
    dialog.get_by_role("button", name="Simpan").click()
    expect(halaman.locator("main")).to_contain_text("Indikator I.S1.1 ditambahkan.")
    assert Indikator.objects.get().iku
    assert Renstra.objects.get().visi == "Aparatur yang profesional"


def test_pindah_dengan_papan_ketik(masuk, perencana, akar, pohon):
    halaman = masuk(perencana)
    halaman.goto(f"{akar}/")
    kabar = halaman.locator("#pohon-kabar")
    pegangan(halaman, "P2").focus()
    halaman.keyboard.press("Alt+ArrowUp")
    expect(kabar).to_have_text("P2 kini di bawah S1, urutan 1 dari 2.")
    expect(pegangan(halaman, "P2")).to_be_focused()
    assert urutan(halaman) == ["T1", "S1", "P2", "P1", "K1", "SK1", "S2"]
    halaman.keyboard.press("Alt+ArrowLeft")
    expect(kabar).to_have_text("P2 kini di pangkal pohon, urutan 2 dari 2.")
    assert ("P2", None) in letak(pohon["r"])
    halaman.keyboard.press("Alt+ArrowRight")
    expect(kabar).to_have_text("P2 kini di bawah S2, urutan 1 dari 1.")
    halaman.reload()
    assert urutan(halaman) == ["T1", "S1", "P1", "K1", "SK1", "S2", "P2"]
    pegangan(halaman, "K1").focus()
    halaman.keyboard.press("Alt+ArrowDown")
    expect(kabar).to_have_text("K1 kini di bawah P2, urutan 1 dari 1.")
    assert urutan(halaman) == ["T1", "S1", "P1", "S2", "P2", "K1", "SK1"]
    halaman.keyboard.press("Alt+ArrowLeft")
    expect(kabar).to_contain_text("tidak dapat keluar dari induknya")


def seret(halaman, kode, ke, bagian):
    dari = pegangan(halaman, kode).bounding_box()
    tujuan = baris(halaman, ke).bounding_box()
    halaman.mouse.move(dari["x"] + 5, dari["y"] + 5)
    halaman.mouse.down()
    halaman.mouse.move(tujuan["x"] + 200, tujuan["y"] + tujuan["height"] * bagian, steps=6)
    halaman.mouse.up()


def test_pindah_dengan_tetikus(masuk, perencana, akar, pohon):
    halaman = masuk(perencana)
    halaman.goto(f"{akar}/")
    kabar = halaman.locator("#pohon-kabar")
    seret(halaman, "P2", "S2", 0.5)
    expect(kabar).to_have_text("P2 kini di bawah S2, urutan 1 dari 1.")
    seret(halaman, "S2", "S1", 0.1)
    expect(kabar).to_have_text("S2 kini di bawah T1, urutan 1 dari 2.")
    assert urutan(halaman) == ["T1", "S2", "P2", "S1", "P1", "K1", "SK1"]
    assert letak(pohon["r"])[1:3] == [("S2", "T1"), ("P2", "S2")]
    seret(halaman, "K1", "S2", 0.5)
    expect(kabar).to_contain_text("K1 dikembalikan ke tempatnya. Kegiatan hanya dapat berada di bawah program.")
    assert urutan(halaman) == ["T1", "S2", "P2", "S1", "P1", "K1", "SK1"]


def test_lipat_dan_cari(masuk, perencana, akar, pohon):
    halaman = masuk(perencana)
    halaman.goto(f"{akar}/")
    halaman.get_by_role("button", name="Lipat semua").click()
    expect(baris(halaman, "S1")).to_be_hidden()
    halaman.get_by_label("Cari dalam pohon").fill("sk1")
    expect(baris(halaman, "SK1")).to_be_visible()
    expect(baris(halaman, "P1")).to_be_visible()
    expect(baris(halaman, "S2")).to_be_hidden()


def test_tempel_target_dan_revisi(masuk, perencana, akar, instansi, pohon):
    halaman = masuk(perencana)
    halaman.goto(f"{akar}/target/S1/")
    halaman.get_by_label("Target 2025, Indikator I1").focus()
    halaman.evaluate(TEMPEL, "80\t82,5\n90\t91\n")
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("Semua tersimpan")
    isi = Target.objects.filter(indikator__renstra=pohon["r"]).values_list("indikator__kode", "tahun", "nilai")
    assert sorted(isi) == [("I1", 2025, 80), ("I1", 2026, 82.5), ("I2", 2025, 90), ("I2", 2026, 91)]
    halaman.goto(f"{akar}/versi/")
    halaman.get_by_label("Berlaku mulai tahun").fill("2025")
    halaman.get_by_role("button", name="Buat revisi").click()
    expect(halaman).to_have_url(f"/{instansi.kode}/2025/rencana/")
    halaman.goto(f"/{instansi.kode}/2025/rencana/target/S1/")
    halaman.get_by_label("Target 2026, Indikator I1").fill("85")
    halaman.keyboard.press("Enter")
    expect(halaman.locator("#lembar-keadaan")).to_contain_text("Semua tersimpan")
    halaman.goto(f"{akar}/versi/1/")
    expect(halaman.locator("main")).to_contain_text("Yang berubah dari versi awal (1)")
    expect(halaman.get_by_role("row", name="Target 2026")).to_contain_text("82,5")


@pytest.mark.parametrize("lebar", ["meja", "ponsel"])
def test_setiap_halaman(masuk, perencana, akar, pohon, lebar):
    halaman = masuk(perencana, lebar)
    pelanggaran = []
    for bagian in (
        "", "cakupan/", "versi/", "versi/0/", "simpul/S1/", "tindakan/S1/", "tambah/?jenis=program", "ubah/P1/",
        "pindah/P1/", "arsip/P1/", "dukungan/P1/", "target/S1/", "indikator/I1/", "nomenklatur/?kode_nomenklatur=pro",
    ):  # fmt: skip
        halaman.goto(f"{akar}/{bagian}")
        pelanggaran += periksa(halaman, bagian)
    assert not pelanggaran
