"""Where a year is heading: the forecast, its state, and what got better or worse. No database."""

from decimal import Decimal as D

import pytest

from capaian.hitung import prakiraan as p


@pytest.mark.parametrize(
    ("agregasi", "sd", "sampai", "setahun", "lalu_sd", "hasil", "kata"),
    [
        ("jumlah", 30, 2, 100, 40, D(75), "pola tahun lalu"),
        ("jumlah", 30, 2, None, None, D(60), "× 4 ÷ 2"),
        ("jumlah", 30, 3, 100, 0, D(40), "× 4 ÷ 3"),
        ("jumlah", 30, 1, 0, 10, D(120), "× 4 ÷ 1"),
        ("jumlah", 30, 4, 100, 40, D(30), "keempat triwulan"),
        ("rata", 30, 2, 100, 40, D(30), "rata-rata"),
        ("akhir", 30, 2, 100, 40, D(30), "terakhir"),
        ("maks", 30, 2, 100, 40, D(30), "tertinggi"),
    ],
)
def test_ramalan_menurut_agregasi(agregasi, sd, sampai, setahun, lalu_sd, hasil, kata):
    bulat = [None if n is None else D(n) for n in (setahun, lalu_sd)]
    nilai, cara = p.ramalkan(D(sd), agregasi, sampai, *bulat)
    assert nilai == hasil
    assert kata in cara


@pytest.mark.parametrize(
    ("capaian", "keadaan"),
    [
        (None, p.BELUM),
        (D("100"), p.AMAN),
        (D("99.99"), p.PERHATIAN),
        (D("90"), p.PERHATIAN),
        (D("89.99"), p.TERANCAM),
        (D("0"), p.TERANCAM),
    ],
)
def test_keadaan_pada_batasnya(capaian, keadaan):
    assert p.keadaan(capaian, D(90)) == keadaan


@pytest.mark.parametrize(
    ("kini", "lalu", "arah", "batas", "keadaan"),
    [
        (94, 100, "naik", None, p.MEMBURUK),
        (95, 100, "naik", None, p.TETAP),
        (106, 100, "naik", None, p.MEMBAIK),
        (106, 100, "turun", None, p.MEMBURUK),
        (94, 100, "turun", None, p.MEMBAIK),
        (98, 100, "naik", 1, p.MEMBURUK),
        (90, 100, "naik", 10, p.TETAP),
        (-1, 0, "naik", None, p.MEMBURUK),
        (None, 100, "naik", None, p.BELUM),
        (100, None, "naik", None, p.BELUM),
    ],
)
def test_perubahan_yang_berarti(kini, lalu, arah, batas, keadaan):
    angka = [None if n is None else D(n) for n in (kini, lalu)]
    assert p.bandingkan(*angka, arah, None if batas is None else D(batas)).keadaan == keadaan


def test_rentang_memburuk_bila_menjauh_dari_rentangnya():
    target = (D(80), D(90))
    assert p.bandingkan(D(70), D(85), "rentang", None, target).keadaan == p.MEMBURUK
    assert p.bandingkan(D(85), D(70), "rentang", None, target).keadaan == p.MEMBAIK
    assert p.bandingkan(D(81), D(89), "rentang", None, target).keadaan == p.TETAP
    assert p.bandingkan(D(70), D(85), "rentang", None).keadaan == p.BELUM
