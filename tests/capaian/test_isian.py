"""What a person types into a cell: what is read, what is refused, what must be confirmed, what is only said."""

from decimal import Decimal as D

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sakip.angka import DESIMAL
from sakip.kisi.urai import (
    PANJANG_TEKS,
    IsianDitolak,
    Terurai,
    peringatan_rasio,
    tulis_isian,
    tulis_rupiah,
    urai_angka,
    urai_predikat,
    urai_teks,
    urai_uang,
)

ajek = settings(deadline=None, derandomize=True)


def angka(mentah, *, satuan="Indeks", sebelum=None, tegas=False, bagian=False):
    return urai_angka(mentah, satuan=satuan, sebelum=sebelum, tegas=tegas, bagian=bagian)


def uang(mentah, *, sebelum=None, tegas=False):
    return urai_uang(mentah, sebelum=sebelum, tegas=tegas)


def ditolak(urai, *args, **lain):
    """The sentence, and whether a confirmation would help."""
    with pytest.raises(IsianDitolak) as galat:
        urai(*args, **lain)
    return str(galat.value), galat.value.dapat_ditegaskan


# Numbers


@pytest.mark.parametrize(
    ("mentah", "nilai"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("12,5 %", "12.5"),
        ("12,5%", "12.5"),
        ("  99,49  ", "99.49"),
        ("99,49\N{NO-BREAK SPACE}%", "99.49"),
        ("0", "0"),
        ("0,0", "0"),
        ("90,0000", "90"),
        ("1,2340", "1.234"),
        ("1.234.567", "1234567"),
        ("1.234.567,89", "1234567.89"),
        ("0,0000000000001", "0.0000000000001"),
        ("999999999999999", "999999999999999"),
        ("Rp 1.250.000,-", "1250000"),
    ],
)
def test_angka_yang_terbaca_satu_cara(mentah, nilai):
    assert angka(mentah) == Terurai(D(nilai))


@pytest.mark.parametrize("mentah", ["", " ", "\t\n"])
def test_sel_yang_dikosongkan_bukan_nol(mentah):
    assert angka(mentah) == Terurai(None)
    assert uang(mentah) == Terurai(None)


@pytest.mark.parametrize(
    ("mentah", "nilai", "peringatan"),
    [
        ("1234.5", "1234.5", "“1234.5” dibaca cara Inggris sebagai 1234,5."),
        ("71.51", "71.51", "“71.51” dibaca cara Inggris sebagai 71,51."),
        ("7,279,026,750", "7279026750", "“7,279,026,750” dibaca cara Inggris sebagai 7279026750."),
    ],
)
def test_cara_inggris_diterima_dan_disebut(mentah, nilai, peringatan):
    assert angka(mentah) == Terurai(D(nilai), peringatan)


@pytest.mark.parametrize("mentah", ["12a", "O,5", "dua belas", "1,2,3", "1..2", "--5", "=1+1", "1e5", "½", "∞", "NaN"])
def test_yang_bukan_angka_ditolak_dengan_contoh(mentah):
    kalimat = f"“{mentah}” tidak dapat dibaca sebagai angka. Tulis angka seperti 12,5."
    assert ditolak(angka, mentah) == (kalimat, False)


def test_angka_yang_lebih_panjang_dari_yang_tersimpan_tepat():
    kalimat = "“1234567890123456” mempunyai lebih dari 15 angka penting. Tulis angka seperti 12,5."
    assert ditolak(angka, "1234567890123456") == (kalimat, False)
    assert ditolak(angka, "0,00000000000001") == ("Paling banyak 13 angka di belakang koma.", False)


@pytest.mark.parametrize(
    ("mentah", "utuh", "pecah"),
    [
        ("1.234", "1234", "1,234"),
        ("12.500", "12500", "12,500"),
        ("12.500 %", "12500", "12,500 %"),
        ("-1.234", "-1234", "-1,234"),
    ],
)
def test_satu_titik_dapat_berarti_dua_angka(mentah, utuh, pecah):
    kalimat = f"“{mentah}” dapat berarti {utuh} atau {pecah}. Tulis salah satunya, atau simpan sebagai {utuh}."
    assert ditolak(angka, mentah) == (kalimat, True)
    assert angka(mentah, tegas=True) == Terurai(D(utuh))


@pytest.mark.parametrize(
    ("mentah", "nilai"), [("1234", "1234"), ("1234,567", "1234.567"), ("0.500", "0.5"), ("1.234,0", "1234")]
)
def test_yang_tidak_bermakna_ganda_tidak_ditanyakan(mentah, nilai):
    assert angka(mentah).nilai == D(nilai)


@pytest.mark.parametrize(
    ("mentah", "desimal", "utama", "ribuan"),
    [("1,000", "1", "1", "1000"), ("99,495", "99.495", "99,4950", "99495"), ("-1,234 %", "-1.234", "-1,2340", "-1234")],
)
def test_9_3_satu_koma_juga_ditanyakan(mentah, desimal, utama, ribuan):
    kalimat = f"“{mentah}” dapat berarti {utama} atau {ribuan}. Tulis salah satunya, atau simpan sebagai {utama}."
    assert ditolak(angka, mentah) == (kalimat, True)
    assert angka(mentah, tegas=True) == Terurai(D(desimal))
    assert angka(utama, tegas=mentah.startswith("-")) == Terurai(D(desimal))


@pytest.mark.parametrize("mentah", ["١٢٣", "１２", "1\u200b2"])
def test_9_3_aksara_lain_dan_huruf_tak_terlihat_ditolak(mentah):
    for urai in (angka, uang):
        assert "Tulis" in ditolak(urai, mentah)[0]
        assert not ditolak(urai, mentah)[1]


@pytest.mark.parametrize("satuan", ["orang", "Dokumen", "Kegiatan"])
def test_jumlah_tidak_negatif_walau_ditegaskan(satuan):
    for tegas in (False, True):
        kalimat = f"Jumlah ({satuan.lower()}) tidak boleh negatif."
        assert ditolak(angka, "-3", satuan=satuan, tegas=tegas) == (kalimat, False)


def test_tanpa_satuan_juga_jumlah():
    assert ditolak(angka, "-3", satuan="") == ("Jumlah tidak boleh negatif.", False)


def test_pembilang_dan_penyebut_tidak_negatif_walau_satuannya_persen():
    kalimat = "Jumlah (persen) tidak boleh negatif."
    assert ditolak(angka, "-3", satuan="Persen", bagian=True, tegas=True) == (kalimat, False)


@pytest.mark.parametrize("satuan", ["Persen", "%", " indeks ", "Poin", "Rupiah"])
def test_negatif_ditanyakan_bila_dapat_bermakna(satuan):
    kalimat = "Angka ini negatif. Simpan bila memang demikian."
    assert ditolak(angka, "-3,5", satuan=satuan) == (kalimat, True)
    assert angka("-3,5", satuan=satuan, tegas=True) == Terurai(D("-3.5"))
    assert angka("−3,5", satuan=satuan, tegas=True) == Terurai(D("-3.5"))


def test_seribu_kali_triwulan_lalu_ditanyakan():
    kalimat = "Angka ini seribu kali triwulan lalu (12,5) atau lebih. Periksa koma dan titiknya; simpan bila benar."
    assert ditolak(angka, "12500", sebelum=D("12.5")) == (kalimat, True)
    assert angka("12500", sebelum=D("12.5"), tegas=True) == Terurai(D(12500))
    assert angka("12499,9", sebelum=D("12.5")) == Terurai(D("12499.9"))


@pytest.mark.parametrize("sebelum", [None, D(0)])
def test_tanpa_triwulan_lalu_tidak_ada_loncatan(sebelum):
    assert angka("999999999", sebelum=sebelum) == Terurai(D(999999999))


def test_loncatan_dari_dan_ke_negatif():
    assert ditolak(angka, "5000", sebelum=D(-5))[1]
    assert ditolak(angka, "-5000", sebelum=D(5))[1]


# Money


@pytest.mark.parametrize(
    ("mentah", "nilai"),
    [
        ("1250000", "1250000"),
        ("1.250.000", "1250000"),
        ("1.250", "1250"),
        ("1.250.000,50", "1250000.50"),
        ("Rp1.250.000,-", "1250000"),
        ("rp. 7.412.761.645", "7412761645"),
        ("0", "0"),
        ("9999999999999,99", "9999999999999.99"),
    ],
)
def test_rupiah_terbaca(mentah, nilai):
    assert uang(mentah) == Terurai(D(nilai))


def test_rupiah_cara_inggris_disebut():
    assert uang("1,250,000") == Terurai(D(1250000), "“1,250,000” dibaca cara Inggris sebagai 1250000.")


@pytest.mark.parametrize(
    ("mentah", "kalimat"),
    [
        ("80 %", "Isi dengan rupiah, bukan persen."),
        ("1,250", "“1,250” tidak jelas: rupiah ditulis 1.250 atau tanpa tanda ribuan."),
        ("sejuta", "“sejuta” tidak dapat dibaca sebagai angka. Tulis rupiah seperti 1.250.000."),
        ("-1", "Rupiah tidak boleh negatif."),
        ("Rp 1,250", "“Rp 1,250” tidak jelas: rupiah ditulis 1.250 atau tanpa tanda ribuan."),
        ("12,500,-", "“12,500,-” tidak jelas: rupiah ditulis 12.500 atau tanpa tanda ribuan."),
        ("0,001", "Rupiah paling banyak dua angka di belakang koma."),
        ("1,005.001", "Rupiah paling banyak dua angka di belakang koma."),
        ("10,0001", "Rupiah paling banyak dua angka di belakang koma."),
        ("10000000000000", "Angka ini terlalu besar: paling banyak 13 angka sebelum koma."),
    ],
)
def test_rupiah_ditolak_dengan_kalimat(mentah, kalimat):
    for tegas in (False, True):
        assert ditolak(uang, mentah, tegas=tegas) == (kalimat, False)


def test_rupiah_seribu_kali_ditanyakan():
    kalimat = (
        "Angka ini seribu kali triwulan lalu (1.250.000) atau lebih. Periksa koma dan titiknya; simpan bila benar."
    )
    assert ditolak(uang, "1250000000", sebelum=D(1250000)) == (kalimat, True)
    assert uang("1250000000", sebelum=D(1250000), tegas=True) == Terurai(D(1250000000))


# Written back


@pytest.mark.parametrize(
    ("nilai", "tertulis"),
    [(None, ""), ("1234.5", "1234,5"), ("1E+6", "1000000"), ("90.000", "90"), ("0", "0"), ("-0.05", "-0,05")],
)
def test_angka_dalam_sel_tanpa_tanda_ribuan(nilai, tertulis):
    assert tulis_isian(D(nilai) if nilai else None) == tertulis


@pytest.mark.parametrize(
    ("nilai", "tertulis"), [(None, ""), ("1250000", "1.250.000"), ("1250000.5", "1.250.000,50"), ("0", "0")]
)
def test_rupiah_dalam_sel_dengan_tanda_ribuan(nilai, tertulis):
    assert tulis_rupiah(D(nilai) if nilai else None) == tertulis


@ajek
@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, DESIMAL))
def test_yang_tertulis_terbaca_sama(digit, desimal):
    nilai = D(digit).scaleb(-desimal)
    assert angka(tulis_isian(nilai), tegas=nilai < 0) == Terurai(nilai)


@ajek
@given(st.integers(0, 10**15 - 1))
def test_rupiah_yang_tertulis_terbaca_sama(sen):
    nilai = D(sen).scaleb(-2)
    assert uang(tulis_rupiah(nilai)) == Terurai(nilai)


@ajek
@given(st.text(alphabet="0123456789.,-% Rp", max_size=20))
def test_yang_sudah_diterima_tetap_sama_bila_disimpan_lagi(mentah):
    """What a save writes into the cell means the same when it is saved again."""
    try:
        nilai = angka(mentah, tegas=True).nilai
    except IsianDitolak:
        assume(False)
    assert angka(tulis_isian(nilai), tegas=True) == Terurai(nilai)


# Texts


def test_teks_dirapikan_tanpa_kehilangan_baris():
    assert urai_teks("  Baris satu\r\n\r\n- butir\x00 \n") == "Baris satu\n\n- butir"


def test_teks_paling_panjang():
    assert urai_teks("x" * PANJANG_TEKS) == "x" * PANJANG_TEKS
    assert ditolak(urai_teks, "x" * 20_001) == ("Teks ini 20001 huruf; paling banyak 20000.", False)


PILIHAN = {"aa": "AA", "sangat memuaskan": "AA", "a": "A", "memuaskan": "A"}


@pytest.mark.parametrize("mentah", ["AA", " aa ", "Sangat Memuaskan", "sangat memuaskan"])
def test_predikat_tertulis_seperti_pada_skalanya(mentah):
    assert urai_predikat(mentah, PILIHAN) == "AA"


def test_predikat_di_luar_skala_ditolak_dengan_pilihannya():
    assert ditolak(urai_predikat, "Lumayan", PILIHAN) == ("“Lumayan” bukan predikat skala ini. Pilih: AA, A.", False)
    assert urai_predikat("  ", PILIHAN) == ""


# Ratios


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "persen", "kalimat"),
    [
        ("11", "10", True, "Pembilang lebih besar dari penyebut, hasilnya di atas 100 %. Periksa kembali."),
        ("11", "10", False, ""),
        ("10", "10", True, ""),
        ("5", "0", False, "Penyebut 0: nilainya tidak dapat dihitung."),
        (None, "0", True, "Penyebut 0: nilainya tidak dapat dihitung."),
        (None, "10", True, ""),
        ("11", None, True, ""),
        (None, None, True, ""),
    ],
)
def test_rasio_yang_ganjil_hanya_disebut(pembilang, penyebut, persen, kalimat):
    bagian = [D(b) if b is not None else None for b in (pembilang, penyebut)]
    assert peringatan_rasio(*bagian, persen=persen) == kalimat
