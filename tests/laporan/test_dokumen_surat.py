"""The letters beside the LKjIP, under the agency's letterhead."""

import pytest

from laporan import dokumen
from sakip.berkas.simpanan import simpan_gambar
from sakip.cetak.kotak import baca
from sakip.models import Pemda, PerangkatDaerah
from sakip.pdf import tata

from .dokumen_uji import halaman_pdf, laporan_dokumen, teks_html
from .isi_uji import TAHUN
from .test_lkjip_cetak import png

SURAT = ("surat_pengantar", "surat_permohonan_reviu")
pytestmark = [pytest.mark.django_db, pytest.mark.lambat, pytest.mark.xdist_group("isi")]


@pytest.mark.parametrize("jenis", SURAT)
def test_kop_dari_nama_alamat_dan_telepon(laporan_buruk, jenis):
    """What is not known leaves no trace in the letterhead."""
    isi = teks_html(jenis, laporan_buruk(jenis))
    kop = "Pemerintah Kabupaten Uji BADAN KEPEGAWAIAN Jalan Uji 1 Telepon (0517) 123"
    assert " ".join(isi.split("Nomor")[0].split()) == kop
    PerangkatDaerah.objects.update(alamat="", telepon="")
    tanpa = laporan_dokumen(jenis, PerangkatDaerah.objects.get(), TAHUN)
    assert " ".join(teks_html(jenis, tanpa).split("Nomor")[0].split()) == "Pemerintah Kabupaten Uji BADAN KEPEGAWAIAN"


@pytest.mark.pdf
@pytest.mark.parametrize("jenis", SURAT)
def test_surat_satu_halaman_dengan_lambang_dan_kop_unggahan(laporan_buruk, settings, tmp_path, jenis):
    settings.MEDIA_ROOT = tmp_path
    assert halaman_pdf(jenis, laporan_buruk(jenis)).halaman == 1
    nama = simpan_gambar(png())
    Pemda.objects.update(lambang=nama)
    laporan = laporan_buruk(jenis)
    assert halaman_pdf(jenis, laporan).halaman == 1
    sidik = laporan.unggahan("logo")[0]["sidik"]
    laporan.bahan["unggahan"] = [{"bagian": "kop", "judul": "Kop surat", "berkas": nama, "sidik": sidik, "halaman": 1}]
    html = dokumen.susun_html(jenis, laporan).html
    assert "Jalan Uji 1" not in html and f"sakip://unggahan/{sidik}" in html
    assert baca(tata(html, {sidik: tmp_path / nama}))[0].gambar
