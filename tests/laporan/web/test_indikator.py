"""The list of indicators, one indicator, one node, their charts."""

import pytest

from tests.alat import alamat, teks
from tests.pabrik import IndikatorFactory, RincianFactory, SasaranFactory, TargetFactory


def test_daftar_menurut_pohon(perencana, hss):
    r = hss.renstra.get()
    IndikatorFactory(simpul=r.simpul.get(kode="P1"), mengacu=r.indikator.get(kode="I.S3.1"))
    isi = teks(perencana.get(alamat("indikator_daftar")))
    assert "38 indikator" in isi
    assert isi.index("Indeks Profesionalisme ASN") < isi.index("Indeks Norma Standar") < isi.index("Program P1")
    assert "mengikuti I.S3.1" in isi


@pytest.mark.parametrize(
    ("saringan", "jumlah"),
    [("?lingkup=iku", "4 dari 37"), ("?q=profesionalisme+indeks", "1 dari 37"), ("?status=kosong", "0 dari 37")],
)
def test_saringan(perencana, saringan, jumlah):
    isi = teks(perencana.get(alamat("indikator_daftar") + saringan))
    assert jumlah in isi
    assert ("Tidak ada indikator yang cocok" in isi) == jumlah.startswith("0")


def test_saringan_yang_tidak_dikenal_diabaikan(perencana):
    assert "37 indikator" in teks(perencana.get(alamat("indikator_daftar") + "?status=zzz&urut=%0a"))


def test_urutan_menurut_capaian(perencana):
    isi = teks(perencana.get(alamat("indikator_daftar") + "?urut=terendah"))
    assert isi.index("54,19") < isi.index("86,67") < isi.index("197,18")
    isi = teks(perencana.get(alamat("indikator_daftar") + "?urut=tertinggi"))
    assert isi.index("197,18") < isi.index("172,07")


def test_satu_indikator_lengkap(perencana):
    jawaban = perencana.get(alamat("indikator", objek="I.T1.1"))
    isi = teks(jawaban)
    for bagian in (
        "Dari tahun ke tahun",
        "Target Renstra",
        "Perbandingan 2024",
        "Komponen indeks 2024",
        "Lembar indikator",
    ):
        assert bagian in isi, bagian
    for angka in ("81,16", "104,05", "98,98", "54,48", "10,45"):
        assert angka in isi, angka
    assert jawaban.content.decode().count("<img") == 2


def test_analisis_sebagai_markah_aman(perencana, hss):
    isi = perencana.get(alamat("indikator", objek="I.S3.1")).content.decode()
    assert "Formulasi" in isi
    assert "<script>" not in isi


def test_rincian_keluaran(perencana, hss):
    i = hss.renstra.get().indikator.get(kode="I.S1.1")
    RincianFactory(indikator=i, uraian="Peserta pelatihan khusus", target="10 orang")
    assert "Peserta pelatihan khusus" in teks(perencana.get(alamat("indikator", objek="I.S1.1")))


def test_kode_dengan_garis_miring_dan_spasi(perencana, hss):
    s = SasaranFactory(renstra=hss.renstra.get(), kode="S/9 a", induk=hss.renstra.get().simpul.get(kode="T1"))
    TargetFactory(indikator=IndikatorFactory(simpul=s, kode="I/1 b?"))
    assert perencana.get(alamat("indikator", objek="I/1 b?")).status_code == 200
    assert perencana.get(alamat("simpul", objek="S/9 a")).status_code == 200
    assert perencana.get(alamat("indikator_daftar")).status_code == 200


@pytest.mark.parametrize("nama", ["indikator", "simpul"])
def test_yang_tidak_ada(perencana, nama):
    jawaban = perencana.get(alamat(nama, objek="TIDAK"))
    assert jawaban.status_code == 404
    assert "TIDAK" in teks(jawaban)


def test_simpul_sasaran_menyebut_anggaran_pendukung(perencana):
    isi = teks(perencana.get(alamat("simpul", objek="S3")))
    for potongan in ("54,19 %", "62,20 %", "0,87", "Tidak efisien", "Rp5.057.322.860", "Jumlah rincian"):
        assert potongan in isi, potongan


def test_simpul_kegiatan_menyebut_yang_di_bawahnya(perencana):
    isi = teks(perencana.get(alamat("simpul", objek="K1.1")))
    for potongan in ("Rp1.540.120.500", "93,08 %", "SK1.1.2", "Mendukung", "Kegiatan K1.1"):
        assert potongan in isi, potongan


def test_bagan_adalah_svg_yang_tidak_dapat_menjalankan_apa_pun(perencana):
    jawaban = perencana.get(alamat("indikator_bagan", objek="I.T1.1", jenis="deret"))
    assert jawaban["Content-Type"].startswith("image/svg+xml")
    assert "sandbox" in jawaban["Content-Security-Policy"]
    assert jawaban.content.startswith(b"<svg")


@pytest.mark.parametrize(("objek", "jenis"), [("I.S1.1", "deret"), ("I.S1.1", "pembanding"), ("I.T1.1", "lain")])
def test_bagan_yang_tidak_ada(perencana, objek, jenis):
    assert perencana.get(alamat("indikator_bagan", objek=objek, jenis=jenis)).status_code == 404
