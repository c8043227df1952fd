"""Finding the table: by the words of its header only, in any sheet, row and order of columns."""

import io
import random
import zipfile

import pytest

from anggaran.sipd import buka
from anggaran.sipd.bentuk import SipdDitolak
from anggaran.sipd.buka import buka_sipd
from anggaran.sipd.kepala import cari_tabel, norma_kepala, pilih_tabel
from anggaran.sipd.pagu import baca_pagu
from anggaran.sipd.realisasi import baca_realisasi

from .sipd_uji import (
    REALISASI,
    REKAP3,
    REKAP4,
    REKAP5,
    belanja,
    pagu,
    simpan,
    simpan_asli,
    susun,
    susun_realisasi,
)


def tabel(berkas):
    with buka_sipd(berkas) as buku:
        return pilih_tabel(buku)


@pytest.mark.parametrize(("kepala", "jenis"), [(REKAP5, "rekap5"), (REKAP3, "rekap3"), (REKAP4, "rekap4")])
def test_rekap_dikenali(kepala, jenis):
    t = tabel(simpan_asli(susun(kepala, [pagu()])))
    assert (t.jenis, t.lembar, t.baris_kepala) == (jenis, "Sheet 1", 1)
    assert t.kolom["nilai"] == len(kepala) - 1
    assert t.kolom["kode_sub_skpd"] == 6


def test_realisasi_dikenali_pada_baris_lima():
    t = tabel(simpan_asli(susun_realisasi(belanja()), "Data Realisasi Dokumen"))
    assert (t.jenis, t.baris_kepala) == ("realisasi_dokumen", 5)
    assert t.judul[2] == "TAHUN 2026"


def test_realisasi_varian_kolom_nomor_dan_tanpa_judul():
    t = tabel(simpan(x=susun(("Nomor", *REALISASI), [belanja()])))
    assert (t.jenis, t.baris_kepala, t.kolom["kode_skpd"]) == ("realisasi_dokumen", 1, 1)


def test_kata_kepala_dinormalkan():
    assert norma_kepala("kode_sub\nkegiatan ") == "KODE SUB KEGIATAN"
    assert norma_kepala("KODE\N{NO-BREAK SPACE}SUBKEGIATAN") == "KODE SUB KEGIATAN"
    assert norma_kepala("Paket / Kelompok") == "PAKET/KELOMPOK"


def test_sinonim_kolom():
    nama = {"KODE REKENING": "Kode_Akun", "PAGU": "NILAI RINCIAN", "KODE SUB UNIT": "kode sub skpd"}
    isi = susun(REKAP3, [pagu(nilai=500)])
    isi[0] = [nama.get(k, k).replace("KODE SUB KEGIATAN", "KODE SUBKEGIATAN") for k in isi[0]]
    assert baca_pagu(simpan(x=isi)).jumlah == 500


def test_urutan_kolom_tidak_berarti():
    kepala = list(REKAP5)
    random.Random(3).shuffle(kepala)
    hasil = baca_pagu(simpan(x=susun(kepala, [pagu(nilai=700)])))
    assert (hasil.tabel.jenis, hasil.jumlah) == ("rekap5", 700)


def test_kepala_di_bawah_judul_buatan_sendiri():
    isi = [["Pagu 2026"], [], ["dicetak kembali"], *susun(REKAP3, [pagu(nilai=700)])]
    hasil = baca_pagu(simpan(x=isi))
    assert (hasil.tabel.baris_kepala, hasil.jumlah) == (4, 700)


def test_kepala_setelah_baris_15_tidak_dicari():
    isi = [["catatan"] for _ in range(15)] + susun(REKAP3, [pagu()])
    with pytest.raises(SipdDitolak, match="tidak berisi tabel"):
        baca_pagu(simpan(x=isi))


def test_lembar_kedua_milik_sendiri_diberitahukan():
    pivot = [["KODE SUB KEGIATAN", "NILAI"], ["5.03.02.2.01.0006", 1]]
    hasil = baca_pagu(simpan(Pivot=pivot, Asli=susun(REKAP3, [pagu(nilai=700)])))
    assert hasil.tabel.lembar == "Asli"
    assert hasil.jumlah == 700
    (p,) = [p for p in hasil.peringatan if p.kunci == "lembar_lain"]
    assert "“Asli”" in p.pesan
    assert "“Pivot”" in p.pesan


def test_lembar_dapat_dipilih():
    berkas = simpan(Satu=susun(REKAP3, [pagu(nilai=1)]), Dua=susun(REKAP3, [pagu(nilai=2)]))
    assert baca_pagu(berkas).jumlah == 1
    assert baca_pagu(berkas, lembar="Dua").jumlah == 2
    with pytest.raises(SipdDitolak, match="“Tiga” tidak ada"):
        baca_pagu(berkas, lembar="Tiga")


@pytest.mark.parametrize(
    "isi",
    [
        [["DOKUMEN PELAKSANAAN ANGGARAN", "Formulir DPA"], ["Tahun Anggaran 2026"], ["Urusan", ": 5"]],
        [["RENCANA KERJA DAN ANGGARAN"], ["SATUAN KERJA PERANGKAT DAERAH"]],
        [["Kode Rekening", "Uraian", "Koefisien", "Satuan", "Harga", "Jumlah"], ["5.1", "BELANJA OPERASI"]],
    ],
)
def test_cetakan_rka_dpa_ditolak_dengan_menyebut_gantinya(isi):
    with pytest.raises(SipdDitolak, match="cetakan RKA/DPA.*Rekap 5.*Laporan Realisasi Per Dokumen"):
        baca_pagu(simpan(Cetak=isi))


def test_nama_sub_kegiatan_yang_menyebut_rka_bukan_cetakan():
    isi = [["KODE SUB KEGIATAN", "NAMA", "NILAI"], ["5.03.01.2.01.0002", "Koordinasi dan Penyusunan RKA-SKPD", 5]]
    assert tabel(simpan(x=isi)).jenis == "lain"


def test_jenis_tertukar_disebut():
    with pytest.raises(SipdDitolak, match="adalah Laporan Realisasi Per Dokumen, bukan Rekap 5"):
        baca_pagu(simpan_asli(susun_realisasi(belanja())))
    with pytest.raises(SipdDitolak, match="adalah Rekap 3 .*, bukan Laporan Realisasi"):
        baca_realisasi(simpan_asli(susun(REKAP3, [pagu()])))


def test_tabel_lain_diarahkan_ke_pasangan_kolom():
    with pytest.raises(SipdDitolak, match="pasangkan kolomnya"):
        baca_pagu(simpan(x=[["Kode", "Uraian", "Anggaran"], ["5.03", "a", 1]]))


def test_kolom_ganda_ditolak():
    isi = susun((*REKAP3, "NILAI"), [pagu()])
    with pytest.raises(SipdDitolak, match="baris 1: kolom Pagu ada lebih dari satu"):
        baca_pagu(simpan(x=isi))


def test_lembar_kosong():
    with pytest.raises(SipdDitolak, match="tidak berisi tabel"):
        baca_pagu(simpan(x=[]))
    with pytest.raises(SipdDitolak, match="tidak berisi baris"):
        baca_pagu(simpan(x=susun(REKAP3, [])))


def test_semua_lembar_dicari_yang_dikenal_didahulukan():
    with buka_sipd(simpan(a=[["Kode", "Uraian"], ["x", "y"]], b=susun(REKAP3, [pagu()]))) as buku:
        assert [t.jenis for t in cari_tabel(buku)] == ["rekap3", "lain"]


# Opening


@pytest.mark.parametrize(
    ("isi", "kata"),
    [
        (b"", "kosong"),
        (b"kode;nilai", "bukan buku kerja Excel"),
        (b"<table><tr><td>Kode</td></tr></table>", "bukan buku kerja Excel"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 100, "kata sandi"),
    ],
)
def test_bukan_buku_kerja(isi, kata):
    with pytest.raises(SipdDitolak, match=kata):
        baca_pagu(io.BytesIO(isi))


def test_lebih_dari_50_mb():
    assert buka.BATAS_UKURAN == 50 * 1024 * 1024
    berkas = io.BytesIO(b"PK\x03\x04")
    berkas.seek(buka.BATAS_UKURAN)
    berkas.write(b"x")
    with pytest.raises(SipdDitolak, match="50 MB"):
        baca_pagu(berkas)


def test_zip_tanpa_pemampatan_diterima():
    berkas = simpan_asli(susun(REKAP3, [pagu(nilai=9)]), kompres=zipfile.ZIP_STORED)
    assert baca_pagu(berkas).jumlah == 9


def test_bom_zip():
    berkas = simpan_asli(susun(REKAP3, [pagu()]))
    with zipfile.ZipFile(berkas, "a", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("xl/sharedStrings.xml", b"<sst>" + b" " * (61 * 1024 * 1024))
    with pytest.raises(SipdDitolak, match="terlalu besar setelah diurai"):
        baca_pagu(berkas)


def test_lembar_terpotong():
    baik = simpan_asli(susun(REKAP3, [pagu()]))
    rusak = io.BytesIO()
    with zipfile.ZipFile(baik) as lama, zipfile.ZipFile(rusak, "w") as baru:
        for nama in lama.namelist():
            isi = lama.read(nama)
            baru.writestr(nama, isi[:-40] if "sheet1" in nama else isi)
    with pytest.raises(SipdDitolak, match="rusak"):
        baca_pagu(rusak)


def test_bagian_yang_tidak_dikenal_openpyxl_tidak_mengganggu():
    baik, lain = simpan_asli(susun(REKAP3, [pagu(nilai=9)])), io.BytesIO()
    tambahan = b'</sheetData><extLst><ext uri="{CCE6A557-97BC-4B89-ADB6-D9C93CAAB3DF}"/></extLst>'
    with zipfile.ZipFile(baik) as lama, zipfile.ZipFile(lain, "w") as baru:
        for nama in lama.namelist():
            baru.writestr(nama, lama.read(nama).replace(b"</sheetData>", tambahan))
    assert baca_pagu(lain).jumlah == 9


def test_rumus_tanpa_nilai_ditolak_dengan_alamatnya():
    isi = susun(REKAP3, [pagu(nilai=1), pagu(nilai="=U2*2")])
    with pytest.raises(SipdDitolak, match=r"rumus tanpa nilai tersimpan \(U3\)"):
        baca_pagu(simpan(x=isi))


def test_rumus_di_kolom_lain_tidak_mengganggu():
    isi = susun((*REKAP3, "CATATAN SAYA"), [pagu(nilai=4, **{"CATATAN SAYA": "=U2*2"})])
    assert baca_pagu(simpan(x=isi)).jumlah == 4
