"""Damaged workbooks, SIPD files, PDF, pictures, DOCX: taken or refused in a sentence, nothing half-done, no growth."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from anggaran.sipd.bentuk import SipdDitolak
from anggaran.sipd.lain import contoh
from anggaran.sipd.pagu import baca_pagu
from anggaran.sipd.realisasi import baca_realisasi
from laporan.buku_kerja.impor import impor_buku
from sakip.berkas import anak
from sakip.berkas.terima import BerkasDitolak, bersihkan_gambar, bersihkan_pdf, terima
from sakip.ditolak import Ditolak
from sakip.kaya.word.buka import buka
from tests.anggaran.sipd_uji import REKAP3, pagu, simpan_asli, susun
from tests.conftest import DEMO
from tests.laporan.buku_uji import isi_basis_data
from tests.sakip.kaya.test_word_takaran import docx
from tests.sakip.test_anak import tidak_membengkak  # noqa: F401

from .mutasi import acak, banyak, rusakkan, rusakkan_apa_pun, rusakkan_arsip

pytestmark = [
    pytest.mark.lambat,
    pytest.mark.xdist_group("keras"),
    pytest.mark.usefixtures("tidak_membengkak"),
]


def test_buku_kerja_yang_rusak(db):
    utuh = (DEMO / "hss-2021.xlsx").read_bytes()
    impor_buku(io.BytesIO(utuh))
    sebelum, diterima = isi_basis_data(), 0
    for nomor in banyak(20, 2000):
        rusak = rusakkan_arsip(acak("buku", nomor), utuh)
        with transaction.atomic():
            try:
                hasil = impor_buku(io.BytesIO(rusak))
            except Ditolak as tolak:
                assert str(tolak).strip(), nomor
            else:
                diterima += hasil.disimpan
                assert hasil.disimpan or hasil.galat, nomor
                assert hasil.disimpan or isi_basis_data() == sebelum, f"buku-{nomor} ditulis sebagian"
            transaction.set_rollback(True)
    assert isi_basis_data() == sebelum
    print(f"buku kerja: {diterima} diterima")


def test_berkas_sipd_yang_rusak():
    utuh = simpan_asli(susun(REKAP3, [pagu(), pagu(nilai=2500)])).getvalue()
    for nomor in banyak(10, 500):
        r = acak("sipd", nomor)
        baca = r.choice((baca_pagu, baca_pagu, baca_realisasi, contoh))
        try:
            anak.jalankan(baca, io.BytesIO(rusakkan_arsip(r, utuh)), tolak=SipdDitolak)
        except SipdDitolak as tolak:
            assert str(tolak).strip(), nomor


def _pdf():
    keluaran = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        pdf.save(keluaran)
    return keluaran.getvalue()


def _gambar(jenis):
    keluaran = io.BytesIO()
    Image.effect_noise((64, 64), 90).convert("RGB").save(keluaran, jenis)
    return keluaran.getvalue()


def test_pdf_dan_gambar_yang_rusak():
    """As evidence, and as an appendix or a picture of the report, which are written anew."""
    utuh = [("a.pdf", _pdf()), ("a.png", _gambar("PNG")), ("a.jpg", _gambar("JPEG"))]
    for nomor in banyak(20, 500):
        r = acak("berkas", nomor)
        nama, isi = r.choice(utuh)
        isi = rusakkan(r, isi)
        for cara in (lambda n, d: terima(SimpleUploadedFile(n, d)), _laporan):
            try:
                cara(nama, isi)
            except Ditolak as tolak:
                assert str(tolak).strip(), nomor


def _laporan(nama, isi):
    anak.jalankan(bersihkan_pdf if nama.endswith("pdf") else bersihkan_gambar, isi, tolak=BerkasDitolak)


def test_docx_yang_rusak():
    """As it comes back from Word."""
    tebal = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Satu.</w:t></w:r></w:p><w:p><w:r><w:t>Dua lain.</w:t></w:r></w:p>"
    utuh = docx(tebal).read()
    for nomor in banyak(10, 500):
        try:
            buka(SimpleUploadedFile("a.docx", rusakkan_apa_pun(acak("docx", nomor), "docx", utuh)))
        except Ditolak as tolak:
            assert str(tolak).strip(), nomor
