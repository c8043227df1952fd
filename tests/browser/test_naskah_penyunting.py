"""The rich editor: what comes from Word, chips, both texts of a conflict, a page closed too early, its weight, and the
Markdown where there is no editor."""

import gzip
import re

import pytest
from playwright.sync_api import expect

from laporan.models import Narasi
from tests.capaian.isian_uji import TAHUN
from tests.pabrik import SANDI

from .test_kisi_tolak import TOLAKAN, UMUM
from .test_naskah import dunia, kotak, naskah, tersimpan, tulis  # noqa: F401

pytestmark = pytest.mark.browser
BERAT = 350 * 1024
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal{color:red}</style></head><body>
<!--StartFragment--><h1 style='mso-list:none'>Kendala</h1>
<p class=MsoNormal style='margin:0cm'><b style='mso-bidi-font-weight:normal'>Formasi</b> terbatas.<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Satu</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>·</span>Anak</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.</span>Dua</p>
<table class=MsoTable border=1><tr><td width=99><p class=MsoNormal>A</p></td><td><p>B</p></td></tr>
<tr><td><p>{{capaian:total}}</p></td><td><p>d</p></td></tr></table>
<img src="file:///C:/x.png"><script>alert(1)</script><!--EndFragment--></body></html>"""


TEMPEL = """html => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  const tempel = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(".ProseMirror").dispatchEvent(tempel);
}"""


def tempel(halaman, html):
    kotak(halaman).click()
    halaman.evaluate(TEMPEL, html)
    kotak(halaman).blur()


def test_tempelan_word_menjadi_markdown_bersih(dunia, masuk):  # noqa: F811
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    tempel(satu, WORD)
    tersimpan(satu)
    teks = naskah("1.1")
    assert teks.startswith("# Kendala\n\n**Formasi** terbatas.\n\n1. Satu\n   - Anak\n2. Dua\n\n")
    assert teks.endswith("| A | B |\n| --- | --- |\n| {{capaian:total}} | d |")
    assert not re.search(r"mso|script|style=|file:|Times", teks, re.IGNORECASE)


def test_tempelan_dua_ratus_halaman_tidak_hilang(dunia, masuk, buka):  # noqa: F811
    """Too long for one section: it says so, and all of it stays in the editor, also after the page is opened again."""
    buka.maklum += ["status of 422"]
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    tempel(satu, "".join(f"<p class=MsoNormal>{n}. {'Uraian kegiatan. ' * 20}</p>" for n in range(1600)))
    kabar = satu.get_by_text("paling panjang 200.000 huruf").first
    expect(kabar).to_be_visible(timeout=30_000)
    expect(kotak(satu).locator("p")).to_have_count(1600)
    assert not Narasi.objects.filter(tahun=TAHUN, bagian="1.1").exclude(teks="").exists()
    satu.reload()
    expect(kotak(satu).locator("p")).to_have_count(1600)
    kotak(satu).press("Control+a")
    satu.keyboard.type("Ringkasannya saja.")
    kotak(satu).blur()
    tersimpan(satu)
    assert naskah("1.1") == "Ringkasannya saja."


@pytest.mark.parametrize(("status", "isi"), TOLAKAN, ids=["tidak_boleh", "html", "terkunci"])
def test_naskah_yang_ditolak_berkata_mengapa_lalu_berhenti(dunia, masuk, buka, status, isi):  # noqa: F811
    buka.maklum += [f"status of {status}"]
    satu, kiriman = masuk(dunia.perencanaan), []

    def jawab(rute):
        kiriman.append(rute.request.post_data)
        sebagai = {"json": isi} if isi else {"content_type": "text/html", "body": "<h1>Forbidden</h1>"}
        rute.fulfill(status=status, **sebagai)

    satu.goto(f"{dunia.akar}/1.1/")
    satu.route(f"**{satu.locator('#lembar').get_attribute('data-sel')}", jawab)
    tulis(satu, "Ditulis tanpa izin.")
    expect(satu.locator(".sel-pesan").filter(has_text=isi["pesan"] if isi else UMUM)).to_be_visible()
    satu.wait_for_timeout(3000)
    assert len(kiriman) == 1
    expect(kotak(satu)).to_have_text("Ditulis tanpa izin.")


def test_sesi_yang_berakhir_saat_menulis(dunia, masuk, buka):  # noqa: F811
    buka.maklum += ["status of 401"]
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    tersimpan(satu)
    satu.context.clear_cookies(name="sessionid")
    tulis(satu, "Ditulis sesudah sesi berakhir.")
    dialog = satu.locator("#masuk-lagi")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Kata sandi").fill(SANDI)
    dialog.get_by_role("button", name="Masuk").click()
    tersimpan(satu)
    assert naskah("1.1") == "Ditulis sesudah sesi berakhir."


def test_yang_diketik_menjadi_keping_dengan_nilainya(dunia, masuk):  # noqa: F811
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    kotak(satu).click()
    satu.keyboard.type(f"Realisasi {{{{realisasi:{dunia.kode_i}}}}} saja, bukan {{{{laba:total}}}}.")
    kotak(satu).blur()
    tersimpan(satu)
    expect(satu.locator(".keping").first).to_have_text("40")
    expect(satu.locator(".keping.hampa")).to_have_attribute("title", re.compile("laba"))
    assert naskah("1.1") == f"Realisasi {{{{realisasi:{dunia.kode_i}}}}} saja, bukan {{{{laba:total}}}}."
    satu.keyboard.press("Control+z")
    expect(satu.locator("[data-kata]")).to_have_text("5")


def test_dua_orang_melihat_paragraf_yang_berbeda(dunia, masuk, buka):  # noqa: F811
    buka.maklum += ["status of 409"]
    Narasi.objects.create(perangkat_daerah=dunia.instansi, tahun=TAHUN, bagian="1.1", teks="Sama.\n\nAsal.")
    satu, dua = masuk(dunia.perencanaan), masuk(dunia.perencanaan)
    for halaman in (satu, dua):
        halaman.goto(f"{dunia.akar}/1.1/")
    for halaman, kata in ((satu, "Pertama."), (dua, "Kedua.")):
        kotak(halaman).click()
        halaman.keyboard.press("Control+End")
        halaman.keyboard.type(f" {kata}")
        kotak(halaman).blur()
        if halaman is satu:
            tersimpan(satu)
    expect(dua.locator(".banding")).to_contain_text("1 paragraf sama")
    expect(dua.locator(".banding td.prosa")).to_have_text(["Asal. Kedua.", "Asal. Pertama."])
    assert naskah("1.1") == "Sama.\n\nAsal. Pertama."
    dua.get_by_role("button", name="Pakai nilai itu").click()
    expect(kotak(dua)).to_contain_text("Asal. Pertama.")
    kotak(dua).click()
    dua.keyboard.press("Control+End")
    dua.keyboard.type(" Lagi.")
    kotak(dua).blur()
    tersimpan(dua)
    assert naskah("1.1") == "Sama.\n\nAsal. Pertama. Lagi."


def test_peramban_yang_mati_tanpa_jaringan_mengembalikan_ketikan(dunia, masuk, buka):  # noqa: F811
    buka.maklum += ["ERR_INTERNET_DISCONNECTED"]
    satu = masuk(dunia.perencanaan)
    satu.goto(f"{dunia.akar}/1.1/")
    tersimpan(satu)
    satu.context.set_offline(True)
    tulis(satu, "Diketik tanpa jaringan.")
    expect(satu.locator("#lembar-keadaan")).to_contain_text("Sambungan terputus")
    lagi = satu.context.new_page()
    satu.close()
    lagi.context.set_offline(False)
    lagi.goto(f"{dunia.akar}/1.1/")
    expect(kotak(lagi)).to_have_text("Diketik tanpa jaringan.")
    tersimpan(lagi)
    assert naskah("1.1") == "Diketik tanpa jaringan."


def test_tanpa_penyunting_markdown_tetap_disunting(dunia, masuk, buka):  # noqa: F811
    buka.maklum += ["ERR_FAILED", "Failed to load"]
    satu = masuk(dunia.perencanaan)
    satu.route("**/django_prose_editor/**", lambda jalan: jalan.abort())
    satu.goto(f"{dunia.akar}/1.1/")
    markah = satu.locator("textarea[data-kolom=teks]")
    markah.fill("Ditulis sebagai **Markdown**.")
    expect(satu.locator(".bidang[data-keadaan=tersimpan]")).to_be_visible()
    assert naskah("1.1") == "Ditulis sebagai **Markdown**."


def test_berat_halaman_sekali_lalu_tersimpan_di_peramban(dunia, masuk):  # noqa: F811
    """Counted as the production server sends it, compressed with gzip."""
    satu = masuk(dunia.perencanaan)
    isi = []
    satu.on("response", lambda r: isi.append(r.url) if r.status == 200 else None)
    satu.goto(f"{dunia.akar}/1.1/")
    expect(kotak(satu)).to_be_visible()
    satu.wait_for_load_state("networkidle")
    berat = {u: len(gzip.compress(satu.request.get(u).body(), 9)) for u in isi}
    assert any("editor" in u for u in berat)
    assert sum(berat.values()) < BERAT
