"""Prose taken back from Word: edited, uploaded, looked at; what both changed is chosen by the person."""

import io

import pytest
from docx import Document
from playwright.sync_api import expect

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.docx.susun import susun_docx
from laporan.lkjip.laporan import Laporan
from laporan.models import Narasi
from tests.capaian.isian_uji import TAHUN

from .test_naskah import dunia, naskah  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.pdf]


def sunting(data, **ganti):
    """The file with the first run of these paragraphs written anew."""
    dok = Document(io.BytesIO(data))
    for dari, ke in ganti.values():
        p = next(p for p in dok.paragraphs if dari in p.text)
        p.runs[0].text = p.text.replace(dari, ke)
        for r in p.runs[1:]:
            r._r.getparent().remove(r._r)
    keluaran = io.BytesIO()
    dok.save(keluaran)
    return keluaran.getvalue()


def test_sunting_di_word_lihat_pilih_simpan(dunia, masuk):  # noqa: F811
    milik = {"perangkat_daerah": dunia.instansi, "tahun": TAHUN}
    Narasi.objects.create(**milik, bagian="1.1", teks="Kalimat pertama.\n\nCapaian {{capaian:total}} tahun ini.")
    Narasi.objects.create(**milik, bagian="1.3", teks="Maksud laporan.")
    satu = masuk(dunia.perencanaan)
    beku = ke_json(susun_ikhtisar(dunia.instansi, TAHUN)), kumpulkan(dunia.instansi, TAHUN)
    berkas = sunting(
        susun_docx(Laporan(*beku)),
        a=("Kalimat pertama.", "Kalimat pertama dari Word."),
        b=("tahun ini.", "pada tahun berjalan."),
        c=("Maksud laporan.", "Maksud dari Word."),
    )
    Narasi.objects.filter(**milik, bagian="1.3").update(teks="Maksud dari sistem.")

    satu.goto(f"{dunia.akar.removesuffix('/bagian')}/word/")
    expect(satu.get_by_role("link", name="Bantuan")).to_be_visible()
    satu.locator("[type=file]").set_input_files({"name": "lkjip.docx", "mimeType": "", "buffer": berkas})
    satu.get_by_role("button", name="Periksa berkas").click()
    expect(satu.get_by_role("heading", level=2)).to_contain_text(["Latar Belakang", "Maksud dan Tujuan"])
    expect(satu.locator("ins", has_text="dari Word")).to_have_count(1)
    expect(satu.get_by_text("Diubah di kedua tempat. Yang dipakai")).to_be_visible()
    expect(satu.get_by_label("Yang pada sistem")).to_be_checked()
    satu.get_by_label("Ambil perubahan ini").first.check()
    satu.get_by_label("Keduanya").check()
    satu.get_by_role("button", name="Ambil yang dipilih").click()
    expect(satu.get_by_text("2 perubahan dari Word disimpan.")).to_be_visible()
    assert naskah("1.1") == "Kalimat pertama dari Word.\n\nCapaian {{capaian:total}} tahun ini."
    assert naskah("1.3") == "Maksud dari sistem.\n\nMaksud dari Word."
