"""Pictures in the prose of Naskah: uploaded, refused, shown to who may read, printed in PDF and DOCX, missing."""

import io
import zipfile

import lxml.html
import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from PIL import Image

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip import bab as modul_bab
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.docx.susun import susun_docx
from laporan.lkjip.laporan import Laporan
from laporan.models import Narasi, Unggahan
from laporan.periksa.aturan import periksa
from sakip.berkas.kuota import terpakai
from sakip.pdf import AlamatTerlarang, PengambilAman
from tests.alat import alamat, teks
from tests.laporan.test_unggahan import gambar

pytestmark = pytest.mark.teliti

BAGIAN = "3.1.analisis.I.S3.1"


def berkas(isi=None, nama="rapat.png"):
    return SimpleUploadedFile(nama, gambar(ukuran=(600, 400)) if isi is None else isi)


def naskah(hss):
    return Narasi.objects.get(perangkat_daerah=hss, tahun=2024, bagian=BAGIAN).teks


def unggah(klien, hss, isi=None, nama="rapat.png", alt="Rapat di aula", keterangan='Rapat "akhir" tahun', **kepala):
    data = {"bagian": BAGIAN, "baris": BAGIAN, "lama": naskah(hss), "alt": alt, "keterangan": keterangan}
    return klien.post(alamat("naskah_gambar_unggah"), data | {"berkas": berkas(isi, nama)}, headers=kepala)


def laporan(hss):
    return Laporan(ke_json(susun_ikhtisar(hss, 2024)), kumpulkan(hss, 2024))


def test_formulir_biasa_menaruh_di_akhir_dan_tercetak_bernomor(perencana, hss):
    lama, terpakai_lama = naskah(hss), terpakai(hss)
    assert unggah(perencana, hss).status_code == 302
    satu = Unggahan.objects.get(perangkat_daerah=hss, tahun=2024, bagian="gambar")
    assert naskah(hss) == f'{lama.rstrip()}\n\n![Rapat di aula](gambar:{satu.sidik} "Rapat \\"akhir\\" tahun")'
    assert terpakai(hss) > terpakai_lama
    alamat_gambar = alamat("naskah_gambar", sidik=satu.sidik)
    isi = perencana.get(alamat("naskah_bagian", bagian=BAGIAN)).content.decode()
    assert f"gambar:{satu.sidik}" in isi and "Gambar tidak ditemukan" not in isi
    pratinjau = perencana.post(alamat("naskah_pratinjau"), {"teks": naskah(hss)}).content.decode()
    assert f'<img src="{alamat_gambar}" alt="Rapat di aula"' in pratinjau
    jawaban = perencana.get(alamat_gambar)
    assert Image.open(io.BytesIO(b"".join(jawaban.streaming_content))).size == (600, 400)
    lap = laporan(hss)
    html, entri = modul_bab.html_bab("bab3", lap)
    milik = next(e for e in entri if e.judul == 'Rapat "akhir" tahun')
    assert milik.jenis == "gambar" and milik.nomor.startswith("Gambar 3.")
    figur = lxml.html.fromstring(html).xpath(f'//figure[img[@src="sakip://unggahan/{satu.sidik}"]]')[0]
    assert figur.find("img").get("alt") == "Rapat di aula"
    assert figur.text_content().strip() == f'{milik.nomor} Rapat "akhir" tahun'
    assert satu.sidik in modul_bab.berkas_unggahan(lap)


def test_penyunting_mendapat_sidiknya_dan_yang_sama_tersimpan_sekali(perencana, hss):
    lama = naskah(hss)
    satu, dua = (unggah(perencana, hss, Accept="application/json").json() for _ in range(2))
    assert satu == dua and satu["alamat"] == alamat("naskah_gambar", sidik=satu["sidik"])
    assert naskah(hss) == lama
    assert Unggahan.objects.filter(bagian="gambar").count() == 1


def pdf():
    keluaran = io.BytesIO()
    with pikepdf.new() as kosong:
        kosong.add_blank_page()
        kosong.save(keluaran)
    return keluaran.getvalue()


def besar():
    keluaran = io.BytesIO()
    Image.new("1", (8000, 5000)).save(keluaran, "PNG")
    return keluaran.getvalue()


@pytest.mark.parametrize(
    ("isi", "nama", "pesan"),
    [
        (besar, "foto.png", "40 megapiksel"),
        (lambda: gambar("JPEG"), "foto.png", "isinya JPG"),
        (pdf, "a.pdf", "PNG atau JPG"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "tidak dapat diterima"),
        (lambda: b"", "a.png", "0 byte"),
        (lambda: gambar()[:60], "a.png", "rusak atau terpotong"),
        (lambda: gambar("GIF"), "a.gif", "tidak dapat diterima"),
    ],
)
def test_yang_ditolak_menyebut_sebab_dan_tidak_ada_yang_hilang(perencana, hss, isi, nama, pesan):
    lama = naskah(hss)
    jawaban = unggah(perencana, hss, isi(), nama, Accept="application/json")
    assert jawaban.status_code == 422 and pesan in jawaban.json()["pesan"]
    halaman = unggah(perencana, hss, isi(), nama).content.decode()
    assert pesan in halaman and 'value="Rapat di aula"' in halaman
    assert naskah(hss) == lama and not Unggahan.objects.filter(bagian="gambar").exists()


def test_teks_alternatif_wajib(perencana, hss):
    assert "teks alternatif" in unggah(perencana, hss, alt=" ", Accept="application/json").json()["pesan"]


def test_hanya_yang_boleh(perencana, hss, client, dunia):
    sidik = unggah(perencana, hss, Accept="application/json").json()["sidik"]
    tempat = alamat("naskah_gambar", sidik=sidik)
    assert client.get(tempat).status_code == 302
    assert perencana.get(tempat.replace("/2024/", "/2023/")).status_code == 404
    assert perencana.get(alamat("naskah_gambar", sidik="0" * 64)).status_code == 404


def test_yang_tak_dikenal_tidak_tercetak_dan_menjadi_temuan(perencana, hss):
    sidik = unggah(perencana, hss, Accept="application/json").json()["sidik"]
    isi = f"![](gambar:{sidik})\n\nAkan.\n\n![Foto](gambar:{'0' * 64} 'X')\n\n![luar](http://contoh.invalid/a.png)"
    Narasi.objects.filter(perangkat_daerah=hss, tahun=2024, bagian=BAGIAN).update(teks=isi)
    temuan = [(t.aturan, t.pesan) for t in periksa(hss, 2024) if t.aturan.startswith("narasi.gambar")]
    assert [a for a, _ in temuan] == ["narasi.gambar_hampa", "narasi.gambar_tanpa_alt"]
    assert "“X” tidak ada" in temuan[0][1]
    html, entri = modul_bab.html_bab("bab3", laporan(hss))
    assert "0" * 64 not in html and "contoh.invalid" not in html
    assert not [e for e in entri if e.judul == "X"]
    with pytest.raises(AlamatTerlarang):
        PengambilAman({}).fetch("http://contoh.invalid/a.png")
    assert "Gambar tidak ditemukan: X" in teks(perencana.post(alamat("naskah_pratinjau"), {"teks": isi}))


def test_yang_dipakai_naskah_tidak_terhapus(perencana, hss):
    unggah(perencana, hss)
    satu = Unggahan.objects.get(bagian="gambar")
    hapus = alamat("berkas_hapus", nomor=satu.pk)
    assert "dipakai naskah" in teks(perencana.post(hapus, follow=True))
    Narasi.objects.filter(perangkat_daerah=hss, tahun=2024, bagian=BAGIAN).update(teks="Lain.")
    perencana.post(hapus)
    assert not Unggahan.objects.filter(bagian="gambar").exists()


def test_naskah_tahun_lalu_membawa_gambarnya(perencana, hss):
    unggah(perencana, hss)
    Narasi.objects.filter(perangkat_daerah=hss, tahun=2025, bagian=BAGIAN).delete()
    tempat = alamat("naskah_mulai").replace("/2024/", "/2025/")
    jawaban = perencana.post(tempat, {"bagian": BAGIAN, "dari": BAGIAN})
    if jawaban.status_code == 404:
        pytest.skip("tahun berikutnya tidak mempunyai bagian ini")
    assert Unggahan.objects.filter(tahun=2025, bagian="gambar").exists()


@pytest.mark.pdf
def test_docx_memuat_gambar_dengan_teks_alternatif(perencana, hss):
    unggah(perencana, hss)
    data = susun_docx(laporan(hss))
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert 'descr="Rapat di aula"' in xml
    dok = Document(io.BytesIO(data))
    assert any('Rapat "akhir" tahun' in p.text for p in dok.paragraphs if p.style.name == "Caption")
    assert dok.inline_shapes[-1].width <= dok.sections[0].page_width
