"""Uploads of the report: refused with a sentence, or stored as a clean copy."""

import io
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from laporan import unggahan
from laporan.models import Unggahan
from sakip.ditolak import Ditolak
from sakip.pdf import render_pdf
from tests.pabrik import PerangkatDaerahFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def instansi(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return PerangkatDaerahFactory()


def berkas(isi, nama="x.png"):
    return SimpleUploadedFile(nama, isi)


def gambar(format="PNG", ukuran=(40, 30), **opsi):
    keluaran = io.BytesIO()
    Image.new("RGB", ukuran, (10, 90, 60)).save(keluaran, format, **opsi)
    return keluaran.getvalue()


def pdf_terkunci():
    keluaran = io.BytesIO()
    with pikepdf.open(io.BytesIO(render_pdf("<p>x</p>"))) as pdf:
        pdf.save(keluaran, encryption=pikepdf.Encryption(owner="a", user="b"))
    return keluaran.getvalue()


@pytest.mark.parametrize(
    ("bagian", "isi", "pesan"),
    [
        ("logo", lambda: b"", "0 byte"),
        ("logo", lambda: b"bukan gambar", "bukan gambar"),
        ("logo", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "bukan gambar"),
        ("logo", lambda: gambar("GIF"), "bukan gambar"),
        ("logo", lambda: gambar()[:60], "bukan gambar"),
        pytest.param("logo", lambda: render_pdf("<p>x</p>"), "bukan PDF", marks=pytest.mark.pdf),
        ("lampiran", lambda: b"%PDF-1.7 rusak", "PDF rusak"),
        pytest.param("lampiran", pdf_terkunci, "kata sandi", marks=pytest.mark.pdf),
        ("lampiran", lambda: b"x" * (20 * 1024 * 1024 + 1), "20 MB"),
        ("lain", gambar, "tidak dikenal"),
    ],
)
def test_yang_tidak_dapat_dipakai_ditolak_dengan_kalimat(instansi, bagian, isi, pesan):
    with pytest.raises(Ditolak, match=pesan):
        unggahan.simpan(instansi, 2024, bagian, "Judul", berkas(isi()))
    assert not Unggahan.objects.exists()


def test_gambar_ditulis_ulang_tanpa_keterangan_dan_nama_asal(instansi, settings):
    exif = Image.Exif()
    exif[0x010E] = "lokasi rahasia"
    hasil = unggahan.simpan(instansi, 2024, "logo", "", berkas(gambar("JPEG", exif=exif), "../../jahat.jpg"))
    isi = (Path(settings.MEDIA_ROOT) / hasil.berkas).read_bytes()
    assert isi.startswith(b"\x89PNG") and b"rahasia" not in isi
    assert hasil.berkas == f"unggahan/{hasil.sidik[:2]}/{hasil.sidik}.png"
    assert hasil.judul == "Logo pada sampul"


def test_gambar_terlalu_besar_dikecilkan(instansi, settings):
    hasil = unggahan.simpan(instansi, 2024, "struktur", "", berkas(gambar(ukuran=(4000, 500))))
    with Image.open(Path(settings.MEDIA_ROOT) / hasil.berkas) as kecil:
        assert max(kecil.size) == 3000


@pytest.mark.pdf
def test_pdf_kehilangan_skrip_dan_lampirannya(instansi, settings):
    keluaran = io.BytesIO()
    with pikepdf.open(io.BytesIO(render_pdf("<p>Isi asli</p>"))) as pdf:
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        pdf.attachments["rahasia.txt"] = b"rahasia"
        pdf.save(keluaran)
    hasil = unggahan.simpan(instansi, 2024, "lampiran", "PK", berkas(keluaran.getvalue(), "pk.pdf"))
    with pikepdf.open(Path(settings.MEDIA_ROOT) / hasil.berkas) as bersih:
        assert "/OpenAction" not in bersih.Root and not bersih.attachments
        assert len(bersih.pages) == hasil.halaman == 1


def test_logo_baru_menggantikan_yang_lama_lampiran_bertambah(instansi):
    for n in (20, 30):
        unggahan.simpan(instansi, 2024, "logo", "", berkas(gambar(ukuran=(n, n))))
        unggahan.simpan(instansi, 2024, "lampiran", f"Lampiran {n}", berkas(gambar(ukuran=(n, n))))
    assert Unggahan.objects.filter(bagian="logo").count() == 1
    assert Unggahan.objects.filter(bagian="lampiran").count() == 2
