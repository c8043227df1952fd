"""Damaged workbooks, SIPD files, PDFs and pictures: taken or refused with a sentence, nothing half-done, no growth."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from PIL import Image

from anggaran.sipd.bentuk import SipdDitolak
from anggaran.sipd.pagu import baca_pagu
from laporan.buku_kerja.impor import impor_buku
from sakip.berkas.terima import terima
from sakip.ditolak import Ditolak
from tests.anggaran.sipd_uji import REKAP3, pagu, simpan_asli, susun
from tests.conftest import DEMO
from tests.laporan.buku_uji import isi_basis_data
from tests.sakip.test_anak import tidak_membengkak  # noqa: F401

from .mutasi import acak, banyak, rusakkan, rusakkan_arsip

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
        try:
            baca_pagu(io.BytesIO(rusakkan_arsip(acak("sipd", nomor), utuh)))
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
    utuh = [("a.pdf", _pdf()), ("a.png", _gambar("PNG")), ("a.jpg", _gambar("JPEG"))]
    for nomor in banyak(10, 500):
        r = acak("berkas", nomor)
        nama, isi = r.choice(utuh)
        try:
            terima(SimpleUploadedFile(nama, rusakkan(r, isi)))
        except Ditolak as tolak:
            assert str(tolak).strip(), nomor
