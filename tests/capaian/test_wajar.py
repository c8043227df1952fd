"""What is beyond what is reasonable: the one test of it, by itself."""

from decimal import Decimal as D

import pytest

from capaian.wajar import bagian_berlebih, kenapa_aneh, kenapa_uang_aneh


@pytest.mark.parametrize(
    ("nilai", "sifat", "kata"),
    [
        (None, {"satuan": "Persen", "capaian": D(900)}, ""),
        (D(100), {"satuan": "Persen"}, ""),
        (D("100.01"), {"satuan": " persen "}, "100,01 persen, di atas 100."),
        (D(101), {"satuan": "%"}, "di atas 100."),
        (D(101), {"satuan": "Indeks"}, ""),
        (D(1), {"capaian": D(150)}, ""),
        (D(1), {"capaian": D("150.01")}, "capaiannya 150,01\xa0%, di atas 150\xa0%."),
        (D(99), {"triwulan_lalu": D(10)}, ""),
        (D(100), {"triwulan_lalu": D(10)}, "100 itu sepuluh kali triwulan lalu (10) atau lebih."),
        (D(100), {"tahun_lalu": D(10)}, "100 itu sepuluh kali tahun lalu (10) atau lebih."),
        (D(100), {"triwulan_lalu": D(0), "tahun_lalu": None}, ""),
        # The indicator's own bounds decide alone.
        (D(120), {"satuan": "Persen", "atas": D(150), "capaian": D(400)}, ""),
        (D(151), {"satuan": "Persen", "atas": D(150)}, "151 di atas batas wajar 150."),
        (D(4), {"bawah": D(5), "atas": D(10)}, "4 di bawah batas wajar 5."),
        (D(5), {"bawah": D(5), "atas": D(10)}, ""),
        (D(10), {"bawah": D(5), "atas": D(10)}, ""),
    ],
)
def test_9_2_nilai_di_luar_kewajaran(nilai, sifat, kata):
    kalimat = kenapa_aneh(nilai, **sifat)
    assert kalimat == kata or (kata and kalimat.endswith(kata))


@pytest.mark.parametrize(
    ("nilai", "sampai", "pagu", "aneh"),
    [
        (D(5), D(100), D(100), False),
        (D(5), D("100.01"), D(100), True),
        (D(5), D(5), D(0), True),
        (D(5), D(5), None, False),
        (None, D(200), D(100), False),
        (D(0), D(200), D(100), False),
    ],
)
def test_9_2_uang_di_atas_pagu(nilai, sampai, pagu, aneh):
    assert bool(kenapa_uang_aneh(nilai, sampai, pagu)) is aneh


@pytest.mark.parametrize(
    ("bagian", "berlebih"),
    [
        ([(D(25), D(25)), (D(40), D(40))], False),
        ([(D(25), D(25)), (D("40.1"), D(40))], True),
        ([(D(270), None), (None, D(40))], False),
        ([], False),
    ],
)
def test_9_2_bagian_di_atas_maksimum(bagian, berlebih):
    assert bagian_berlebih(bagian) is berlebih
