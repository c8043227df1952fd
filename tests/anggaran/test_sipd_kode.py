"""Codes: compared by segments, never cut by position; what Excel did to them; the cells around them."""

import datetime
from decimal import Decimal

import pytest

from anggaran.bentuk import JENIS_BELANJA, nama_belanja
from anggaran.sipd import kode as kd
from anggaran.sipd import sel


def test_segmen_sebagai_bilangan():
    assert kd.urai_kode("5.03.02.2.01.0006") == (5, 3, 2, 2, 1, 6)
    assert kd.urai_kode(" 5.03.02.2.01.\n0006\N{NO-BREAK SPACE}") == (5, 3, 2, 2, 1, 6)
    assert kd.urai_kode("'5.03.") == (5, 3)


@pytest.mark.parametrize("teks", ["", "X.XX.01", "5..03", "5,03", "lima", "5.03-02", "٥.03"])
def test_bukan_kode(teks):
    with pytest.raises(kd.KodeTakTerbaca):
        kd.urai_kode(teks)


def test_rekening_2026_sama_dengan_yang_lama():
    assert kd.sama("5.1.02.01.01.0024", "5.1.02.01.001.00024")
    assert not kd.sama("5.1.02.01.01.0024", "5.1.02.01.01.0025")
    assert not kd.sama("5.1.02.01.01.0024", "5.1.02.01.01.0024.0001")


def test_sub_kegiatan_dua_dan_empat_angka_sama_segmennya_beda_penulisannya():
    assert kd.sama("5.03.02.2.01.06", "5.03.02.2.01.0006")
    assert (kd.angka_akhir("5.03.02.2.01.06"), kd.angka_akhir("5.03.02.2.01.0006")) == (2, 4)


def test_kode_yang_bukan_kode_dibandingkan_sebagai_teks():
    assert kd.sama("x.xx.01", "X.XX.01")
    assert not kd.sama("X.XX.01", "5.03.01")


@pytest.mark.parametrize(
    ("rekening", "jenis"),
    [
        ("5.1.01.01.01.0001", "pegawai"),
        ("5.1.02.01.001.00024", "barang_jasa"),
        ("5.1.05.01.01.0001", "hibah"),
        ("5.2.02.10.01.0002", "modal"),
        ("5.3.01.01.01.0001", "tidak_terduga"),
        ("5.4.02.05.01.0001", "transfer"),
        ("5.1.03.01.01.0001", "Belanja Bunga"),
        ("5.1.04.01.01.0001", "Belanja Subsidi"),
        ("5.1.06.01.01.0001", "Belanja Bantuan Sosial"),
        ("5.1.09.01.01.0001", "Belanja Operasi"),
        ("5.1", "Belanja Operasi"),
    ],
)
def test_jenis_belanja(rekening, jenis):
    assert kd.jenis_belanja(rekening) == jenis
    assert jenis in JENIS_BELANJA or nama_belanja(jenis) == jenis


@pytest.mark.parametrize("rekening", ["4.1.01.01.01.0001", "6.2.02.01.01.0001", "5", "5.9.01", "abc", ""])
def test_bukan_rekening_belanja(rekening):
    with pytest.raises(kd.KodeTakTerbaca):
        kd.jenis_belanja(rekening)


def test_induk_mengikuti_kode_sub_kegiatan():
    sub = "1.10.02.2.01.0006"
    assert (kd.bidang_urusan(sub), kd.program(sub), kd.kegiatan(sub)) == ("1.10", "1.10.02", "1.10.02.2.01")


@pytest.mark.parametrize(
    ("sel_excel", "kode", "cocok"),
    [
        (1.1, "1.10", True),
        (5.03, "5.03", True),
        (1.1, "1.01", False),
        (5.03, "5.04", False),
        (5.0302, "5.03.02", False),
        (datetime.datetime(2002, 3, 5), "5.03.02", True),
        (datetime.datetime(2002, 3, 6), "5.03.02", False),
    ],
)
def test_angka_diterima_hanya_bila_mengikuti(sel_excel, kode, cocok):
    assert kd.mengikuti(sel_excel, kode) is cocok


def test_kode_jadi_angka_ditolak():
    for isi in (5.03, datetime.datetime(2002, 3, 5)):
        with pytest.raises(kd.KodeJadiAngka):
            kd.dari_sel(isi)
    assert kd.dari_sel(5) == "5"
    assert kd.dari_sel(None) == ""


def test_sub_kegiatan_dan_rekening_dibedakan_dari_angkanya():
    assert kd.seperti_sub_kegiatan("5.01.02.2.01.0001")
    assert not kd.seperti_rekening("5.01.02.2.01.0001")
    assert kd.seperti_rekening("5.1.02.01.01.0024")
    assert kd.seperti_rekening("5.1.02.01.001.00024")
    assert kd.seperti_rekening("5.1.02")
    assert not kd.seperti_sub_kegiatan("5.1.02.01.01.0024")


def test_sel_angka():
    assert sel.angka("1.234.567,00").nilai == Decimal("1234567")
    assert sel.angka(6198129.6).nilai == Decimal("6198129.6")
    assert sel.angka("6198129.6").peringatan
    for kosong in (None, "", " ", "null", "NULL", "-"):
        assert sel.angka(kosong) is None
    for salah in (True, datetime.date(2026, 1, 1), "seribu"):
        with pytest.raises(ValueError, match="angka"):
            sel.angka(salah)


@pytest.mark.parametrize(
    "teks",
    ["7 Januari 2026", "07 JANUARI 2026 ", "7-Jan-2026", "07/01/2026", "2026-01-07", "2026-01-07 10:20:30"],
)
def test_sel_tanggal(teks):
    assert sel.tanggal(teks) == datetime.date(2026, 1, 7)


def test_sel_tanggal_lain():
    assert sel.tanggal(datetime.datetime(2026, 1, 7, 9)) == datetime.date(2026, 1, 7)
    assert sel.tanggal("3 Agustus 2026") == datetime.date(2026, 8, 3)
    assert sel.tanggal("3 Nopember 2026") == datetime.date(2026, 11, 3)
    assert sel.tanggal("null") is None
    for salah in ("31 Februari 2026", "7 Foo 2026", "besok", 46029):
        with pytest.raises(sel.TanggalTakTerbaca):
            sel.tanggal(salah)


@pytest.mark.parametrize(
    ("teks", "ya"),
    [("Total", True), ("GRAND  TOTAL", True), ("JUMLAH", True), ("5.03.02 Total", True), ("Jumlah Pegawai", False)],
)
def test_label_total(teks, ya):
    assert sel.label_total(teks) is ya


@pytest.mark.parametrize(
    ("teks", "bidang", "harapan"),
    [
        ("X.XX.01.2.01.0001", "5.03", "5.03.01.2.01.0001"),
        (" x.xx.01.2.01.0001 ", "5.03", "5.03.01.2.01.0001"),
        ("X.XX", "1.02", "1.02"),
        ("X.XX.01", "", "X.XX.01"),
        ("X.XXX.01", "5.03", "X.XXX.01"),
        ("5.04.01", "5.03", "5.04.01"),
    ],
)
def test_9_5_kode_umum_dengan_bidang_instansi(teks, bidang, harapan):
    assert kd.dengan_bidang(teks, bidang) == harapan


@pytest.mark.parametrize(
    ("teks", "bidang"),
    [("5.03.5.04.0.00.01.0000", "5.03"), ("5.03", "5.03"), ("X.XX", ""), ("0.00.01", ""), ("5.3.1", ""), ("", "")],
)
def test_9_5_bidang_dari_kode_skpd(teks, bidang):
    assert kd.bidang_dari(teks) == bidang
