"""Matching with the agency's own sub kegiatan: by code, then by name, and asking where unsure."""

from anggaran.sipd.cocok import BarisSub, SubMilik, baris_sub, cocokkan, nama_mirip, norma_nama
from anggaran.sipd.pagu import baca_pagu

from .sipd_uji import NAMA, REKAP3, SUB, SUB_DUA, pagu, simpan, susun

DUA_ANGKA = "5.03.02.2.01.06"


def pasangan(padanan):
    return [(p.baris.kode, p.milik.kunci, p.cara) for p in padanan.cocok]


def test_menurut_kode_segmen_demi_segmen():
    hasil = cocokkan([BarisSub(SUB, "Pengelolaan Data Uji")], [SubMilik("7", "5.3.2.2.1.0006", "Pengelolaan Data Uji")])
    assert pasangan(hasil) == [(SUB, "7", "kode")]
    assert (hasil.baru, hasil.hilang, hasil.perlu_ditanyakan, hasil.berbeda_nama) == ((), (), (), ())
    assert hasil.kunci == {(5, 3, 2, 2, 1, 6): "7"}


def test_baru_dan_hilang():
    milik = [SubMilik("7", SUB, "Pengelolaan Data Uji"), SubMilik("8", "5.03.02.2.01.0099", "Dihapus")]
    hasil = cocokkan([BarisSub(SUB, "Pengelolaan Data Uji"), BarisSub(SUB_DUA, "Baru Sekali")], milik)
    assert [b.kode for b in hasil.baru] == [SUB_DUA]
    assert [m.kunci for m in hasil.hilang] == ["8"]


def test_kode_sama_nama_berbeda_disebut():
    hasil = cocokkan([BarisSub(SUB, "Nama Baru")], [SubMilik("7", SUB, "Nama Lama Sekali")])
    assert pasangan(hasil) == [(SUB, "7", "kode")]
    assert hasil.berbeda_nama == hasil.cocok


def test_dua_lawan_empat_angka_dengan_nama_mirip():
    hasil = cocokkan([BarisSub(SUB, "Pengelolaan Data Uji")], [SubMilik("7", DUA_ANGKA, "PENGELOLAAN DATA  UJI.")])
    assert pasangan(hasil) == [(SUB, "7", "kode dan nama")]
    assert not hasil.berbeda_nama


def test_dua_lawan_empat_angka_dengan_nama_lain_ditanyakan():
    hasil = cocokkan([BarisSub(SUB, "Pengelolaan Data Uji")], [SubMilik("7", DUA_ANGKA, "Pelatihan Dasar")])
    (tanya,) = hasil.perlu_ditanyakan
    assert tanya.calon[0].kunci == "7"
    assert "berbeda jumlah angkanya" in tanya.alasan
    assert (hasil.cocok, hasil.baru, hasil.hilang) == ((), (), ())


def test_menurut_nama_bila_milik_tanpa_kode():
    nama = "pengelolaan  data\N{NO-BREAK SPACE}UJI/ Coba"
    hasil = cocokkan([BarisSub(SUB, "Pengelolaan Data Uji / Coba")], [SubMilik("7", "", nama)])
    assert pasangan(hasil) == [(SUB, "7", "nama")]


def test_nama_sama_kode_berbeda_ditanyakan():
    milik = [SubMilik("7", "5.04.02.2.01.0006", "Pengelolaan Data Uji")]
    hasil = cocokkan([BarisSub(SUB, "Pengelolaan Data Uji")], milik)
    assert "Namanya sama, tetapi kodenya" in hasil.perlu_ditanyakan[0].alasan


def test_nama_yang_dipakai_dua_kali_ditanyakan():
    milik = [SubMilik("7", "", "Gaji"), SubMilik("8", "", "Gaji")]
    (tanya,) = cocokkan([BarisSub(SUB, "Gaji")], milik).perlu_ditanyakan
    assert [m.kunci for m in tanya.calon] == ["7", "8"]
    hasil = cocokkan([BarisSub(SUB, "Gaji"), BarisSub(SUB_DUA, "Gaji")], milik[:1])
    assert [t.baris.kode for t in hasil.perlu_ditanyakan] == [SUB, SUB_DUA]
    assert "2 kode di berkas" in hasil.perlu_ditanyakan[0].alasan


def test_kode_yang_dipakai_dua_kali_dipilih_menurut_nama():
    milik = [SubMilik("7", SUB, "Gaji"), SubMilik("8", SUB, "Tunjangan")]
    assert pasangan(cocokkan([BarisSub(SUB, "TUNJANGAN")], milik)) == [(SUB, "8", "kode")]
    (tanya,) = cocokkan([BarisSub(SUB, "Honor")], milik).perlu_ditanyakan
    assert len(tanya.calon) == 2


def test_kode_didahulukan_daripada_nama():
    milik = [SubMilik("7", "", "Gaji"), SubMilik("8", SUB, "Tunjangan")]
    hasil = cocokkan([BarisSub(SUB, "Gaji")], milik)
    assert pasangan(hasil) == [(SUB, "8", "kode")]
    assert [m.kunci for m in hasil.hilang] == ["7"]


def test_kode_milik_yang_rusak_dianggap_tanpa_kode():
    assert pasangan(cocokkan([BarisSub(SUB, "Gaji")], [SubMilik("7", "P1-K2", "Gaji")])) == [(SUB, "7", "nama")]


def test_nama():
    assert norma_nama(" Data\n/ Uji ") == "data/uji"
    assert nama_mirip("Penyusunan Dokumen Perencanaan", "Penyusunan Dokumen Perencanan")
    assert not nama_mirip("Penyusunan Dokumen", "Pelatihan Dasar")


def test_dari_berkas_yang_dibaca():
    hasil = baca_pagu(simpan(x=susun(REKAP3, [pagu(nilai=5)])))
    assert baris_sub(hasil.sub) == [BarisSub(SUB, NAMA[SUB], 5)]


def test_nama_tidak_merebut_yang_sudah_cocok_menurut_kode():
    hasil = cocokkan([BarisSub(SUB, "Gaji"), BarisSub(SUB_DUA, "Gaji")], [SubMilik("7", SUB, "Gaji")])
    assert pasangan(hasil) == [(SUB, "7", "kode")]
    assert [b.kode for b in hasil.baru] == [SUB_DUA]
