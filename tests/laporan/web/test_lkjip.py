"""The LKjIP's page: compose, watch, cancel, download; the report's own files."""

import io
import re

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from laporan.models import StatusSusunan, Susunan, Unggahan
from laporan.susun import jalan as susun
from tests.alat import alamat, isi_basis_data, teks
from tests.pabrik import BagianSusunanFactory, SusunanFactory, UnggahanFactory

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def tanpa_pekerja(media, monkeypatch):
    """No job is sent anywhere."""
    monkeypatch.setattr(susun, "_minta_semua", lambda *_: None)


@pytest.fixture
def berjalan(hss):
    susunan = SusunanFactory(perangkat_daerah=hss, berjalan=True)
    BagianSusunanFactory(susunan=susunan, kunci="bab1", status=StatusSusunan.SELESAI, halaman=7, berkas="a.pdf")
    BagianSusunanFactory(susunan=susunan, kunci="bab2", status=StatusSusunan.SELESAI, halaman=4, dipakai_ulang=True)
    BagianSusunanFactory(susunan=susunan, kunci="bab3", status=StatusSusunan.BERJALAN, langkah="Menata halaman 12")
    BagianSusunanFactory(susunan=susunan, kunci="bab4", status=StatusSusunan.GAGAL, kesalahan="Gambar tidak terbaca")
    BagianSusunanFactory(susunan=susunan, kunci="lampiran")
    return susunan


@pytest.mark.parametrize("peran", ["perencanaan", "kepala", "admin"])
def test_susun_dari_tombol(dunia, masuk, peran):
    klien = masuk(getattr(dunia, peran))
    assert "Belum pernah disusun" in teks(klien.get(alamat("lkjip")))
    assert klien.post(alamat("lkjip_susun")).url == alamat("lkjip")
    susunan = Susunan.objects.get()
    assert (susunan.perangkat_daerah, susunan.tahun, susunan.pembuat) == (dunia.hss, 2024, getattr(dunia, peran))


def test_menekan_dua_kali_menyusun_sekali(perencana):
    for _ in range(2):
        perencana.post(alamat("lkjip_susun"))
    assert Susunan.objects.count() == 1


def test_tombol_lewat_htmx_menjawab_keadaan(perencana):
    jawaban = perencana.post(alamat("lkjip_susun"), headers=HTMX)
    isi = jawaban.content.decode()
    assert re.match(r'\s*<section\s+id="susunan"', isi)
    assert 'hx-trigger="every 1500ms"' in isi
    assert "<html" not in isi


def test_kemajuan_per_bagian(perencana, berjalan):
    jawaban = perencana.get(alamat("lkjip"))
    isi = teks(jawaban)
    for potongan in (
        "2 dari 5 bagian selesai",
        "Menata halaman 12",
        "tidak berubah, dipakai ulang",
        "Gambar tidak terbaca",
        "Bab I Pendahuluan",
        "Batalkan penyusunan",
    ):
        assert potongan in isi, potongan
    assert '<progress max="5" value="2"' in jawaban.content.decode()


def test_potongan_sama_dengan_muat_ulang(perencana, berjalan):
    potongan = perencana.get(alamat("lkjip"), headers=HTMX)
    assert teks(potongan).strip() in teks(perencana.get(alamat("lkjip")))
    assert potongan["Cache-Control"] == "no-store"


def test_selesai_berhenti_bertanya(perencana, berjalan):
    Susunan.objects.update(status=StatusSusunan.SELESAI, halaman=40)
    isi = perencana.get(alamat("lkjip"), headers=HTMX).content.decode()
    assert "hx-trigger" not in isi
    assert "Susun ulang LKjIP" in isi


def test_tanpa_kabar_dari_pekerja(perencana, berjalan, monkeypatch):
    monkeypatch.setattr(susun, "terhenti", lambda s: True)
    assert "Penyusunan berlanjut dengan sendirinya" in teks(perencana.get(alamat("lkjip")))


def test_gagal_menyebut_alasannya(perencana, hss):
    SusunanFactory(perangkat_daerah=hss, gagal=True)
    isi = teks(perencana.get(alamat("lkjip")))
    assert "Gagal" in isi
    assert "Bab 3 gagal" in isi


def test_batalkan(perencana, berjalan):
    assert perencana.post(alamat("lkjip_batal")).status_code == 302
    berjalan.refresh_from_db()
    assert berjalan.status == StatusSusunan.BATAL
    sebelum = isi_basis_data()
    assert perencana.post(alamat("lkjip_batal"), headers=HTMX).status_code == 200
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize("peran", ["bidang", "inspektorat"])
def test_pembaca_melihat_keadaan_tanpa_tombol(dunia, masuk, berjalan, peran):
    isi = masuk(getattr(dunia, peran)).get(alamat("lkjip"))
    assert "2 dari 5 bagian selesai" in teks(isi)
    assert "Batalkan penyusunan" not in teks(isi)
    assert "Hanya Subbag Perencanaan atau Kepala yang dapat menyusun LKjIP." in teks(isi)


def test_riwayat(perencana, hss):
    lama = SusunanFactory(perangkat_daerah=hss, jadi=True)
    SusunanFactory(perangkat_daerah=hss, jadi=True)
    jawaban = perencana.get(alamat("lkjip"))
    assert "Susunan sebelumnya" in teks(jawaban)
    assert alamat("lkjip_unduh", nomor=lama.pk) in jawaban.content.decode()


def test_unduh_dokumen_dan_bagian(dunia, masuk, media):
    (media / "lkjip.pdf").write_bytes(b"%PDF-utuh")
    (media / "bab1.pdf").write_bytes(b"%PDF-bab1")
    s = SusunanFactory(perangkat_daerah=dunia.hss, jadi=True, berkas="lkjip.pdf")
    BagianSusunanFactory(susunan=s, kunci="bab1", status=StatusSusunan.SELESAI, berkas="bab1.pdf")
    klien = masuk(dunia.inspektorat)
    utuh = klien.get(alamat("lkjip_unduh", nomor=s.pk))
    assert b"".join(utuh.streaming_content) == b"%PDF-utuh"
    assert utuh["Content-Disposition"] == 'attachment; filename="lkjip-hss-bkpsdm-2024.pdf"'
    assert utuh["Content-Type"] == "application/pdf"
    assert utuh["X-Content-Type-Options"] == "nosniff"
    bab = klien.get(alamat("lkjip_bagian", nomor=s.pk, kunci="bab1"))
    assert b"".join(bab.streaming_content) == b"%PDF-bab1"
    assert klien.get(alamat("lkjip_bagian", nomor=s.pk, kunci="bab9")).status_code == 404
    assert klien.get(alamat("lkjip_unduh", nomor=s.pk, tahun=2023)).status_code == 404
    tetangga = masuk(dunia.tetangga)
    assert tetangga.get(alamat("lkjip_unduh", nomor=s.pk)).status_code == 404
    assert tetangga.get(alamat("lkjip_unduh", kode=dunia.balangan.kode, nomor=s.pk)).status_code == 404


@pytest.mark.parametrize("berkas", ["", "hilang.pdf", "../rahasia.txt", "/etc/passwd", "../../etc/passwd"])
def test_berkas_di_luar_simpanan_tidak_dikirim(perencana, hss, media, berkas):
    (media.parent / "rahasia.txt").write_text("rahasia")
    s = SusunanFactory(perangkat_daerah=hss, jadi=True, berkas=berkas)
    assert perencana.get(alamat("lkjip_unduh", nomor=s.pk)).status_code == 404


def gambar() -> bytes:
    keluaran = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(keluaran, "PNG")
    return keluaran.getvalue()


def pdf() -> bytes:
    keluaran = io.BytesIO()
    dokumen = pikepdf.new()
    dokumen.add_blank_page()
    dokumen.add_blank_page()
    dokumen.save(keluaran)
    return keluaran.getvalue()


def unggah(klien, isi, **data):
    return klien.post(alamat("berkas_unggah"), data | {"berkas": SimpleUploadedFile("x.bin", isi)}, follow=True)


def test_unggah_logo_dan_lampiran(perencana, hss):
    assert "“Logo pada sampul” disimpan" in teks(unggah(perencana, gambar(), bagian="logo"))
    assert "“SK Tim” disimpan" in teks(unggah(perencana, pdf(), bagian="lampiran", judul="SK Tim"))
    assert {(u.bagian, u.judul, u.halaman) for u in Unggahan.objects.filter(perangkat_daerah=hss)} == {
        ("logo", "Logo pada sampul", 1),
        ("lampiran", "SK Tim", 2),
    }
    lampiran = Unggahan.objects.get(bagian="lampiran")
    jawaban = perencana.get(alamat("berkas_unduh", nomor=lampiran.pk))
    assert b"".join(jawaban.streaming_content).startswith(b"%PDF")
    assert jawaban["Content-Disposition"] == f'attachment; filename="lampiran-{lampiran.pk}-hss-bkpsdm-2024.pdf"'


@pytest.mark.parametrize(
    ("isi", "data", "kalimat"),
    [
        (b"", {"bagian": "logo"}, "Berkas kosong (0 byte)."),
        (b"<svg onload=alert(1)>", {"bagian": "logo"}, "bukan gambar PNG atau JPG"),
        (b"%PDF-1.4 rusak", {"bagian": "lampiran", "judul": "x"}, "PDF rusak"),
        (pdf(), {"bagian": "logo"}, "bukan PDF"),
        (pdf(), {"bagian": "lampiran"}, "Tulis judul lampirannya."),
        (gambar(), {"bagian": "lain"}, "lain"),
    ],
)
def test_unggahan_ditolak_dengan_kalimat(perencana, isi, data, kalimat):
    jawaban = unggah(perencana, isi, **data)
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert not Unggahan.objects.exists()


def test_hapus_bertanya_sekali_dan_menyebut_namanya(perencana, hss):
    objek = UnggahanFactory(perangkat_daerah=hss, judul="SK Tim Penyusun")
    tanya = perencana.get(alamat("berkas_tanya_hapus", nomor=objek.pk))
    assert "Hapus SK Tim Penyusun (lampiran) dari laporan 2024?" in teks(tanya)
    assert Unggahan.objects.count() == 1
    selesai = perencana.post(alamat("berkas_hapus", nomor=objek.pk), follow=True)
    assert "“SK Tim Penyusun” dihapus." in teks(selesai)
    assert not Unggahan.objects.exists()


def test_berkas_instansi_lain_tidak_ada(perencana, dunia):
    objek = UnggahanFactory(perangkat_daerah=dunia.balangan)
    for nama in ("berkas_unduh", "berkas_tanya_hapus"):
        assert perencana.get(alamat(nama, nomor=objek.pk)).status_code == 404
    assert perencana.post(alamat("berkas_hapus", nomor=objek.pk)).status_code == 404
    assert Unggahan.objects.count() == 1
