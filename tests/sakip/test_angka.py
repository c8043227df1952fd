"""Numbers as people write them: read exactly, refused where two readings are possible, written back."""

from decimal import Decimal as D

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sakip.angka import (
    AngkaMendua,
    AngkaTakTerbaca,
    bulatkan,
    dari_excel,
    mendua,
    rapikan,
    tulis,
    tulis_persen,
    tulis_uang,
    urai,
)

NBSP = "\N{NO-BREAK SPACE}"
ajek = settings(deadline=None, derandomize=True)

TERBACA = [
    ("0", "0"),
    ("7", "7"),
    ("99,49", "99.49"),
    ("0,125", "0.125"),
    ("1.386.855.600,00", "1386855600"),
    ("1386855600", "1386855600"),
    ("9.999.999.999.999,99", "9999999999999.99"),
    ("99,49%", "99.49"),
    ("12,5 %", "12.5"),
    (f"12,5{NBSP}%", "12.5"),
    ("100%", "100"),
    ("Rp1.000", "1000"),
    ("Rp 1.000,50", "1000.50"),
    ("Rp. 7.412.761.645,-", "7412761645"),
    (f"Rp.{NBSP}7.412.761.645,-", "7412761645"),
    ("rp 25.000,--", "25000"),
    ("7.412.761.645,–", "7412761645"),
    ("  42  ", "42"),
    (f"{NBSP}42{NBSP}", "42"),
    ("-5", "-5"),
    ("- 5,25", "-5.25"),
    ("−5", "-5"),
    ("-Rp1.000", "-1000"),
    ("Rp -1.000", "-1000"),
    ("-1.129,5", "-1129.5"),
    ("123456789012345", "123456789012345"),
    ("12.345.678,9012345", "12345678.9012345"),
]

INGGRIS = [
    ("71.51", "71.51"),
    ("0.125", "0.125"),
    ("0.5", "0.5"),
    ("1234.5", "1234.5"),
    ("12.3456", "12.3456"),
    ("7,279,026,750", "7279026750"),
    ("7,279,026,750.25", "7279026750.25"),
    ("1,234.56", "1234.56"),
    ("Rp 7,279,026,750", "7279026750"),
    ("71.51%", "71.51"),
    ("-71.51", "-71.51"),
]

TAK_TERBACA = [
    "",
    "   ",
    NBSP,
    "-",
    "%",
    "Rp",
    "Rp.",
    ",-",
    "abc",
    "BB",
    "12 orang",
    "1O0",
    "221.442.00",
    "1.23.456",
    "1.2345.678",
    "1,2,3",
    "12,34,567",
    "1,234,56",
    "1.234,567,890",
    "1,234.567.890",
    "0.125.000",
    "00.125.000",
    ",5",
    "5,",
    ".5",
    "5.",
    "1 000",
    "1e5",
    "1E+5",
    "0x10",
    "½",
    "NaN",
    "Infinity",
    "--5",
    "+5",
    "(70)",
    "70 - 80",
    "#REF!",
    "=1+1",
    "1234567890123456",
    "1,234567890123456",
    "1.000.000.000.000.000.000",
]


@pytest.mark.parametrize(("teks", "nilai"), TERBACA)
def test_cara_indonesia_dibaca_tanpa_peringatan(teks, nilai):
    hasil = urai(teks)
    assert hasil.nilai == D(nilai)
    assert hasil.peringatan == ""


@pytest.mark.parametrize(("teks", "nilai"), INGGRIS)
def test_cara_inggris_dibaca_dengan_peringatan(teks, nilai):
    hasil = urai(teks)
    assert hasil.nilai == D(nilai)
    assert teks in hasil.peringatan
    assert "cara Inggris" in hasil.peringatan


@pytest.mark.parametrize("teks", TAK_TERBACA)
def test_yang_meragukan_ditolak_dengan_teksnya(teks):
    with pytest.raises(AngkaTakTerbaca) as galat:
        urai(teks)
    assert f"“{teks.strip()}”" in str(galat.value)


@pytest.mark.parametrize(
    ("teks", "utama", "lain"),
    [
        ("1.129", "1129", "1.129"),
        ("99,495", "99.495", "99495"),
        ("1,000", "1", "1000"),
        ("250,000", "250", "250000"),
        ("-1.129", "-1129", "-1.129"),
        ("12.500 %", "12500", "12.5"),
    ],
)
def test_9_3_satu_tanda_dan_tiga_angka_ditolak_dengan_dua_bacaan(teks, utama, lain):
    with pytest.raises(AngkaMendua) as galat:
        urai(teks)
    assert (galat.value.utama, galat.value.lain) == (D(utama), D(lain))
    ribuan, desimal = teks.replace(" %", "").replace(".", "").replace(",", ""), teks.replace(" %", "").replace(".", ",")
    assert f"“{teks}” dapat berarti {ribuan} atau {desimal}; tulis" in str(galat.value)


@pytest.mark.parametrize(
    ("teks", "nilai"),
    [("750.000", "750000"), ("1.129", "1129"), ("1.250.000", "1250000"), ("250", "250"), ("12.5", "12.5")],
)
def test_9_3_dalam_rupiah_titik_mengelompokkan_ribuan(teks, nilai):
    assert urai(teks, rupiah=True).nilai == D(nilai)


@pytest.mark.parametrize("teks", ["250,000", "Rp250,000", "Rp 250,000,-", "-250,000", "1,000"])
def test_9_3_dalam_rupiah_koma_dengan_tiga_angka_ditolak(teks):
    dua_bacaan = r"dapat berarti -?\d+000 atau -?\d+,000; tulis -?\d+\.000 atau -?\d+,00"
    with pytest.raises(AngkaMendua, match=dua_bacaan):
        urai(teks, rupiah=not teks.startswith("Rp"))


@pytest.mark.parametrize(("teks", "nilai"), [("7,279,026,750", "7279026750"), ("1,250,000", "1250000")])
@pytest.mark.parametrize("rupiah", [True, False])
def test_9_3_ribuan_cara_inggris_tetap_diterima_dengan_peringatan(teks, nilai, rupiah):
    hasil = urai(teks, rupiah=rupiah)
    assert (hasil.nilai, hasil.peringatan) == (D(nilai), f"“{teks}” dibaca cara Inggris sebagai {nilai}")


@pytest.mark.parametrize("teks", ["١٢٣", "１２", "12٫5", "१२", "1２.5", "²"])
def test_9_3_angka_aksara_lain_ditolak(teks):
    with pytest.raises(AngkaTakTerbaca):
        urai(teks)
    if any(h.isdigit() and not h.isascii() for h in teks):
        with pytest.raises(AngkaTakTerbaca, match="angka aksara lain"):
            urai(teks, rupiah=True)


@pytest.mark.parametrize("huruf", ["\u200b", "\ufeff", "\u200e", "\u2060", "\u00ad"])
@pytest.mark.parametrize("teks", ["{}12", "1{}2", "12{}", "{}"])
def test_9_3_huruf_yang_tidak_terlihat_ditolak(huruf, teks):
    with pytest.raises(AngkaTakTerbaca, match="tidak terlihat"):
        urai(teks.format(huruf))


@pytest.mark.parametrize(("teks", "dua"), [("12,345", True), ("12,3450", False), ("0,125", False), ("1234,567", False)])
def test_9_3_yang_tertulis_di_medan_diketahui_mendua(teks, dua):
    assert mendua(teks) is dua


def test_angka_yang_terlalu_panjang_mengatakan_sebabnya():
    with pytest.raises(AngkaTakTerbaca, match="lebih dari 15 angka penting"):
        urai("1234567890123456")


@pytest.mark.parametrize(
    ("nilai", "harapan"),
    [
        (5, "5"),
        (0, "0"),
        (-3, "-3"),
        (5.0, "5"),
        (99.49, "99.49"),
        (0.1 + 0.2, "0.3"),
        (1386855600.1, "1386855600.1"),
        (9999999999999.99, "9999999999999.99"),
        (1e-9, "0.000000001"),
        (1e-20, "0"),
        (1 / 3, "0.3333333333333"),
        (123456789012345, "123456789012345"),
    ],
)
def test_sel_angka_excel_seperti_yang_terlihat(nilai, harapan):
    assert dari_excel(nilai) == D(harapan)


@pytest.mark.parametrize("nilai", [float("inf"), float("-inf"), float("nan"), 198001012005011001])
def test_sel_angka_excel_yang_tidak_tepat_ditolak(nilai):
    with pytest.raises(AngkaTakTerbaca):
        dari_excel(nilai)


@pytest.mark.parametrize(
    ("nilai", "desimal", "bulat", "potong"),
    [
        ("1.005", 2, "1.01", "1.00"),
        ("1.015", 2, "1.02", "1.01"),
        ("2.675", 2, "2.68", "2.67"),
        ("98.339", 2, "98.34", "98.33"),
        ("99.994999", 2, "99.99", "99.99"),
        ("99.995", 2, "100.00", "99.99"),
        ("0.5", 0, "1", "0"),
        ("1.5", 0, "2", "1"),
        ("2.5", 0, "3", "2"),
        ("-1.005", 2, "-1.01", "-1.00"),
        ("-0.5", 0, "-1", "0"),
        ("110.5444444444444444444444444", 2, "110.54", "110.54"),
        ("9999999999999999.995", 2, "10000000000000000.00", "9999999999999999.99"),
    ],
)
def test_pembulatan_setengah_ke_atas_atau_dipotong(nilai, desimal, bulat, potong):
    assert bulatkan(D(nilai), desimal) == D(bulat)
    assert bulatkan(D(nilai), desimal, "potong") == D(potong)


@pytest.mark.parametrize(
    ("nilai", "desimal", "teks"),
    [
        ("1386855600", 2, "1.386.855.600,00"),
        ("1386855600", None, "1.386.855.600"),
        ("90.000", None, "90"),
        ("99.50", None, "99,5"),
        ("99.494", None, "99,49"),
        ("99.495", None, "99,5"),
        ("0.001", None, "0"),
        ("-0.001", None, "0"),
        ("-0.001", 2, "0,00"),
        ("-1234.5", None, "-1.234,5"),
        ("0", 2, "0,00"),
        ("1E+3", None, "1.000"),
    ],
)
def test_tulisan_indonesia(nilai, desimal, teks):
    assert tulis(D(nilai), desimal) == teks


def test_tulisan_yang_dipotong():
    assert tulis(D("98.339"), 2, "potong") == "98,33"
    assert tulis(D("99.999"), None, "potong") == "99,99"
    assert tulis_persen(D("98.339"), "potong") == f"98,33{NBSP}%"


def test_persen_memakai_spasi_yang_tidak_memutus_baris():
    assert tulis_persen(D("110.5444")) == f"110,54{NBSP}%"


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        ("1386855600", "Rp1.386.855.600"),
        ("1386855600.00", "Rp1.386.855.600"),
        ("1386855600.5", "Rp1.386.855.600,50"),
        ("-26010", "-Rp26.010"),
        ("-0.5", "-Rp0,50"),
        ("0", "Rp0"),
        ("9999999999999.99", "Rp9.999.999.999.999,99"),
    ],
)
def test_rupiah_dengan_sen_hanya_bila_ada(nilai, teks):
    assert tulis_uang(D(nilai)) == teks


ANGKA = st.builds(
    lambda digit, geser: D(digit).scaleb(-geser),
    st.integers(-(10**15) + 1, 10**15 - 1),
    st.integers(0, 13),
)


@ajek
@given(ANGKA)
def test_yang_ditulis_terbaca_kembali_tanpa_peringatan(nilai):
    desimal = max(0, -rapikan(nilai).as_tuple().exponent)
    assume(desimal != 3)
    hasil = urai(tulis(nilai, desimal), rupiah=True)
    assert hasil.nilai == nilai
    assert hasil.peringatan == ""


@ajek
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_rupiah_yang_ditulis_terbaca_kembali(sen):
    nilai = D(sen).scaleb(-2)
    assert urai(tulis_uang(nilai)).nilai == nilai


@ajek
@given(ANGKA, st.integers(0, 12))
def test_rapikan_tidak_mengubah_nilai(nilai, nol):
    panjang = nilai.quantize(D(1).scaleb(-13)) if nol else nilai
    rapi = rapikan(panjang)
    assert rapi == nilai
    assert rapi.as_tuple().exponent <= 0
    assert rapi == 0 or rapi.as_tuple().exponent == 0 or rapi.as_tuple().digits[-1] != 0


@ajek
@given(ANGKA)
def test_dipotong_tidak_pernah_menjauh_dari_nol(nilai):
    assert abs(bulatkan(nilai, 2, "potong")) <= abs(nilai)
    assert abs(bulatkan(nilai) - nilai) <= D("0.005")


@ajek
@given(st.text(max_size=30))
def test_teks_apa_pun_terbaca_atau_ditolak_dengan_sopan(teks):
    try:
        hasil = urai(teks)
    except AngkaTakTerbaca as galat:
        assert str(galat)
    else:
        assert hasil.nilai.is_finite()
