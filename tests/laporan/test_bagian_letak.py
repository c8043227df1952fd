"""Where texts stand: by key, by the longest known prefix of the key, by title, by the indicator or sasaran named."""

import pytest

from laporan.bagian.daftar import SEMUA, penomoran, susunan
from laporan.bagian.letak import Penempat


@pytest.fixture
def ikhtisar(laporan_demo):
    return laporan_demo("hss-2024", 2024).i


@pytest.mark.parametrize(
    ("bagian", "judul", "letak"),
    [
        ("kata_pengantar", "", "kata_pengantar"),
        ("1.4", "", "1.4"),
        ("1.4.3", "Rumah jabatan", "1.4"),
        ("1.1", "Tugas dan Fungsi", "1.4"),
        ("isu_strategis.T1", "Isu tujuan 1", "1.5"),
        ("3.7", "Penyebab keberhasilan", "3.1.analisis"),
        ("3.9", "Perbandingan dengan target Renstra", "3.1.akhir_renstra"),
        ("3.8", "Prestasi SKPD", "3.5"),
        ("4.2", "SOP Pengumpulan Data Kinerja", "lampiran_sop"),
        ("3.1.analisis.I.S1.1", "Sasaran Strategis I", "3.1.analisis.I.S1.1"),
        ("3.1.analisis.I.S1.1.rinci", "", "3.1.analisis.I.S1.1"),
        ("3.1.efisiensi.I.S1.1", "", "3.1.efisiensi.I.S1.1"),
        ("3.1.S2", "", "3.1.sasaran.S2"),
        ("3.1.4", "Indeks Profesionalisme ASN", "3.1.analisis.I.T1.1"),
        ("3.1.5", "Sasaran Strategis II", "3.1.sasaran.S2"),
        ("3.1.efisiensi", "Pemanfaatan Sumber Daya", "3.3"),
        ("lampiran.1", "Piagam", "lampiran"),
        ("4", "Penutup", "4"),
        ("3.9", "Sesuatu yang lain", None),
        ("5.1", "Tidak dikenal", None),
        ("catatan", "Tidak dikenal", None),
        ("3.1.analisis.TIDAKADA", "Tidak dikenal", "3.1.analisis"),
    ],
)
def test_naskah_menurut_kunci_awalan_judul_dan_indikator(ikhtisar, bagian, judul, letak):
    (hasil,) = Penempat(ikhtisar).tempatkan([{"bagian": bagian, "judul": judul, "teks": "Isi."}])
    assert hasil.letak == letak


def test_bab_bernomor_sendiri_tidak_memercayai_kunci(ikhtisar):
    """Where a title shows that the agency numbers a chapter in its own way, its other keys there say nothing."""
    baris = [
        {"bagian": "3.2", "judul": "Prestasi SKPD", "teks": "Isi."},
        {"bagian": "3.3", "judul": "Sesuatu yang lain", "teks": "Isi."},
    ]
    assert [t.letak for t in Penempat(ikhtisar).tempatkan(baris)] == ["3.5", None]
    assert Penempat(ikhtisar).tempatkan(baris[1:])[0].letak == "3.3"


def test_tempat_pilihan_orang_didahulukan(ikhtisar):
    baris = [{"bagian": "3.9", "judul": "Sesuatu", "teks": "Isi."}]
    assert Penempat(ikhtisar, {("3.9", "Sesuatu"): "3.2"}).tempatkan(baris)[0].letak == "3.2"
    assert Penempat(ikhtisar, {("3.9", "Sesuatu"): "tidak.ada"}).tempatkan(baris)[0].letak is None


def test_daftar_bagian_urut_dan_berinduk(ikhtisar):
    kunci = [b.kunci for b in SEMUA]
    assert len(kunci) == len(set(kunci))
    assert all(not b.induk or b.induk in {*kunci, "lampiran"} for b in SEMUA)
    nyata = [t.kunci for t in susunan(ikhtisar)]
    assert len(nyata) == len(set(nyata))
    assert nyata.index("3.1.analisis.I.S1.1") < nyata.index("3.2")
    assert "3.5" not in {t.kunci for t in susunan(ikhtisar, {"3.5"})}


def test_nomor_merapat_bila_bagian_dimatikan():
    nomor = penomoran({"3.3"})
    assert (nomor["3.2"], nomor["3.4"], nomor["3.5"]) == ("3.2", "3.3", "3.4")
    assert "3.3" not in nomor
    assert penomoran({"3.1"})["3.1"] == "3.1", "bagian wajib tidak dapat dimatikan"
