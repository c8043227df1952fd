"""Guided mapping: other tables by columns that the user names; leaves only, no personal data."""

import datetime

import pytest

from anggaran.sipd.bentuk import SipdDitolak
from anggaran.sipd.lain import baca_dengan_peta, contoh

from .sipd_uji import ATK, GAJI, NIP, PEGAWAI, RAPAT, SUB, SUB_DUA, belanja, simpan, susun_realisasi

SPJ = [
    ["LAPORAN PERTANGGUNGJAWABAN BENDAHARA PENGELUARAN"],
    ["SPJ FUNGSIONAL"],
    ["Kode Rekening", "Uraian", "Jumlah Anggaran", "LS Gaji", None, None],
    [None, None, None, "s.d. Bulan Lalu", "Bulan Ini", "s.d. Bulan Ini"],
    [1, 2, 3, 4, 5, 6],
    ["5", "UNSUR PENUNJANG", 350],
    ["5.03", "KEPEGAWAIAN", 350],
    ["5.03.02", "PROGRAM UJI", 350],
    ["5.03.02.2.01", "Kegiatan Uji", 350],
    [SUB, "Pengelolaan Data Uji", 300],
    ["5", "BELANJA", 300],
    ["5.1", "BELANJA OPERASI", 300],
    ["5.1.02", "Belanja Barang dan Jasa", 300],
    [ATK, "Belanja Uji", "100,00"],
    [RAPAT, "Belanja Uji Dua", 200],
    [SUB_DUA, "Penyusunan Rencana Uji", 50],
    ["5.1.01", "Belanja Pegawai", 50],
    [GAJI, "Gaji Uji", 50],
    ["JUMLAH", None, 350],
]


def rincian(hasil):
    return [(b.kode, b.kode_rekening, b.nilai) for b in hasil.rincian]


def test_spj_fungsional_diambil_daunnya():
    hasil = baca_dengan_peta(simpan(x=SPJ), {"kode_rekening": 0, "nama": 1, "nilai": 2})
    assert rincian(hasil) == [(SUB, ATK, 100), (SUB, RAPAT, 200), (SUB_DUA, GAJI, 50)]
    assert (hasil.jumlah, hasil.total_berkas) == (350, 350)
    assert hasil.per_sub_jenis == {(SUB, "barang_jasa"): 300, (SUB_DUA, "pegawai"): 50}
    assert hasil.rincian[0].nama == "Pengelolaan Data Uji"
    assert not [p for p in hasil.peringatan if p.tingkat != "info"]


def test_sub_kegiatan_dan_rekening_disambung():
    isi = [
        ["Kode", "Uraian", "Nilai"],
        [SUB, "a", 300],
        [f"{SUB}.5.1.02", "b", 300],
        [f"{SUB}.{ATK}", "c", 100],
        [f"{SUB}.{RAPAT}", "d", 200],
    ]
    hasil = baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 2})
    assert rincian(hasil) == [(SUB, ATK, 100), (SUB, RAPAT, 200)]


def test_pivot_sendiri_dengan_grand_total_dan_sel_terisi_sekali():
    isi = [
        ["KODE PROGRAM", "KODE SUB KEGIATAN", "NAMA SUB KEGIATAN", "KODE AKUN", "NAMA AKUN", "NILAI"],
        ["5.03.02", SUB, "Pengelolaan Data Uji", ATK, "x", 100],
        [None, None, None, RAPAT, "y", 200],
        [None, f"{SUB} Total", None, None, None, 300],
        [None, SUB_DUA, "Penyusunan Rencana Uji", GAJI, "z", 50],
        ["GRAND TOTAL", None, None, None, None, 350],
    ]
    berkas = simpan(x=isi)
    usulan = contoh(berkas).usulan
    assert usulan == {"kode_sub_kegiatan": 1, "kode_rekening": 3, "nilai": 5}
    hasil = baca_dengan_peta(berkas, usulan)
    assert rincian(hasil) == [(SUB, ATK, 100), (SUB, RAPAT, 200), (SUB_DUA, GAJI, 50)]
    assert (hasil.total_berkas, hasil.peringatan) == (350, ())


def test_rekap_belanja_dengan_lima_kolom_kode():
    isi = [
        ["Kode", None, None, None, None, "Uraian", "Sebelum", "Setelah"],
        ["5", None, None, None, None, "UNSUR", 1, 350],
        ["5", "03", None, None, None, "KEPEGAWAIAN", 1, 350],
        ["5", "03", "02", None, None, "PROGRAM", 1, 350],
        ["5", "03", "02", "2.01", None, "Kegiatan", 1, 350],
        ["5", "03", "02", "2.01", "0006", "Pengelolaan Data Uji", 1, 300],
        [5, 3, 2, 2.01, 10, "Penyusunan Rencana Uji", 1, 50],
    ]
    peta = {f"kode_{n}": n - 1 for n in range(1, 6)} | {"nama": 5, "nilai": 7}
    hasil = baca_dengan_peta(simpan(x=isi), peta)
    assert rincian(hasil) == [(SUB, "", 300), ("5.3.2.2.01.10", "", 50)]
    assert hasil.per_sub_jenis[SUB, ""] == 300


def test_9_5_lima_kolom_kode_diusulkan_dan_nomor_kolom_dilewati():
    isi = [
        ["Kode Rekening", None, None, None, None, "Uraian", "Anggaran", "Realisasi"],
        ["1", "2", "3", "4", "5", "6", "7", "8"],
        ["5", None, None, None, None, "UNSUR", 400, 1],
        ["5", "03", "02", "2.01", "0006", "Pengelolaan Data Uji", 300, 1],
        ["X", "XX", "01", "2.02", "0001", "Penyusunan Uji", 100, 1],
    ]
    usulan = contoh(simpan(x=isi)).usulan
    assert usulan == {f"kode_{n}": n - 1 for n in range(1, 6)}
    hasil = baca_dengan_peta(simpan(x=isi), usulan | {"nama": 5, "nilai": 6}, bidang="5.03")
    assert rincian(hasil) == [(SUB, "", 300), ("5.03.01.2.02.0001", "", 100)]
    hasil = baca_dengan_peta(simpan(x=isi), usulan | {"nama": 5, "nilai": 6})
    assert rincian(hasil) == [(SUB, "", 300)]
    assert [(d.alasan, d.baris) for d in hasil.dilewati] == [("tanpa kode sub kegiatan", 2)]


def test_9_5_satu_kolom_kode_tidak_diusulkan_sebagai_lima():
    isi = [["Kode", "Uraian", "Nilai"], [SUB, "a", 5]]
    assert contoh(simpan(x=isi)).usulan == {"nilai": 2}


def test_bagian_kode_jadi_angka_ditolak():
    isi = [["a", "b", "c", "d", "e", "Uraian", "Nilai"], ["5", "03", "02", 2.1, "0006", "x", 5]]
    peta = {f"kode_{n}": n - 1 for n in range(1, 6)} | {"nilai": 6}
    with pytest.raises(SipdDitolak, match="baris 2: “2.1” pada kolom kode telah diubah Excel"):
        baca_dengan_peta(simpan(x=isi), peta)


def test_lra_per_program_memberi_tingkat_terendahnya():
    isi = [
        ["Kode", "Uraian", "Anggaran", "Realisasi"],
        ["5.03", "KEPEGAWAIAN", 30, 3],
        ["5.03.02", "PROGRAM UJI", 10, 1],
        ["5.03.03", "PROGRAM UJI DUA", 20, 2],
    ]
    hasil = baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 3})
    assert rincian(hasil) == [("5.03.02", "", 1), ("5.03.03", "", 2)]


def test_urusan_satu_angka_setelah_sub_kegiatan_bukan_rekening():
    isi = [["Kode", "Uraian", "Nilai"], [SUB, "a", 5], ["6", "URUSAN", 7], ["6.01.01.2.01.0001", "b", 7]]
    hasil = baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 2})
    assert rincian(hasil) == [(SUB, "", 5), ("6.01.01.2.01.0001", "", 7)]


def test_induk_yang_rinciannya_kosong_tetap_dihitung():
    isi = [["Kode", "Uraian", "Nilai"], [SUB, "a", 5], [ATK, "b", None]]
    hasil = baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 2})
    assert rincian(hasil) == [(SUB, "", 5)]


def test_pembiayaan_bukan_pagu_sub_kegiatan():
    isi = [
        ["Kode", "Uraian", "Nilai"],
        [SUB, "a", 5],
        [ATK, "b", 5],
        ["6.2.02.01.01.0001", "c", 8],
        ["Jumlah", None, 13],
    ]
    hasil = baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 2})
    assert rincian(hasil) == [(SUB, ATK, 5)]
    assert {d.alasan: d.jumlah for d in hasil.dilewati}["bukan rekening belanja"] == 8
    assert not [p for p in hasil.peringatan if p.kunci == "total"]


def test_total_berkas_yang_berbeda_diperingatkan():
    isi = [["Kode", "Uraian", "Nilai"], [SUB, "a", 5], ["Jumlah", None, 9]]
    hasil = baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 2})
    assert [p.kunci for p in hasil.peringatan] == ["total"]


def test_induk_yang_jadi_angka_dilewati_tanggal_ditolak():
    isi = [["Kode", "Uraian", "Nilai"], [5.03, "induk", 5], [SUB, "a", 5]]
    assert rincian(baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 2})) == [(SUB, "", 5)]
    isi[1][0] = datetime.datetime(2002, 3, 5)
    with pytest.raises(SipdDitolak, match="baris 2: kolom Kode Sub Kegiatan berisi angka atau tanggal"):
        baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 2})


def test_contoh_kepala_dan_sepuluh_baris():
    isi = [["Kode", "Uraian", "Nilai"], *([f"5.03.02.2.01.{n:04d}", "x", n] for n in range(1, 20))]
    hasil = contoh(simpan(x=isi))
    assert hasil.kepala == ("Kode", "Uraian", "Nilai")
    assert len(hasil.baris) == 10
    assert hasil.baris[0] == ("5.03.02.2.01.0001", "x", "1")
    assert hasil.pribadi == ()


def test_contoh_menyembunyikan_data_pribadi():
    kepala = ["Kode", "NIP Pegawai", "Nama Pegawai", "Penerima", "Nama Program", "Catatan", "Belanja Pegawai", "Nilai"]
    baris = [SUB, NIP, PEGAWAI, PEGAWAI, "PROGRAM UJI", "19990101 202401 1 009", 70, 5]
    hasil = contoh(simpan(x=[kepala, baris]))
    assert hasil.pribadi == (1, 2, 3, 5)
    assert hasil.baris == ((SUB, "", "", "", "PROGRAM UJI", "", "70", "5"),)


def test_contoh_laporan_realisasi_tanpa_nip_dan_nama():
    hasil = contoh(simpan(x=susun_realisasi(belanja())))
    assert NIP not in repr(hasil)
    assert PEGAWAI not in repr(hasil)
    assert SUB in hasil.baris[0]


def test_peta_tidak_boleh_menunjuk_data_pribadi():
    isi = [["Kode", "NIP", "Nilai"], [SUB, NIP, 5]]
    with pytest.raises(SipdDitolak, match="kolom NIP berisi data pribadi"):
        baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nama": 1, "nilai": 2})


@pytest.mark.parametrize(
    ("peta", "kata"),
    [
        ({"kode_sub_kegiatan": 0}, "tentukan kolom"),
        ({"nilai": 2}, "tentukan kolom"),
        ({"kode_sub_kegiatan": 2, "nilai": 2}, "dipakai untuk dua hal"),
        ({"kode_sub_kegiatan": 1, "nilai": 2}, "tidak berisi kode sub kegiatan"),
    ],
)
def test_peta_yang_salah(peta, kata):
    with pytest.raises(SipdDitolak, match=kata):
        baca_dengan_peta(simpan(x=[["Kode", "Uraian", "Nilai"], [SUB, "a", 5]]), peta)


def test_nilai_tak_terbaca_menyebut_tempat():
    isi = [["Kode", "Uraian", "Nilai"], [SUB, "a", "lima"]]
    with pytest.raises(SipdDitolak, match="Lembar “x” baris 2 kolom Nilai"):
        baca_dengan_peta(simpan(x=isi), {"kode_sub_kegiatan": 0, "nilai": 2})
