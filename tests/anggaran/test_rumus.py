"""The formulas of money: serapan, sisa, efisiensi, with the values that the rules name."""

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anggaran.bentuk import TAHAP_URUT
from anggaran.rumus import (
    CAPAIAN_BELUM,
    PAGU_BELUM,
    PAGU_NOL,
    REALISASI_BELUM,
    SERAPAN_BELUM,
    SERAPAN_NOL,
    Efisiensi,
    EfisiensiPMK,
    Serapan,
    efisiensi_pmk,
    hitung_efisiensi,
    hitung_serapan,
    jumlah,
    tahap_terakhir,
)
from sakip.angka import bulatkan

ajek = settings(deadline=None, derandomize=True)
MILIAR = 10**9


def test_serapan_dan_sisa():
    assert hitung_serapan(D("1386855600"), D("1373234080")) == Serapan(
        D("1373234080") * 100 / D("1386855600"), D(13621520)
    )


def test_serapan_penuh():
    assert hitung_serapan(D("0.01"), D("0.01")) == Serapan(D(100), D(0))


def test_realisasi_di_atas_pagu_tetap_apa_adanya():
    assert hitung_serapan(D(100), D(126)) == Serapan(D(126), D(-26))


def test_belum_ada_realisasi_bukan_serapan_nol():
    assert hitung_serapan(D(100), None) == Serapan(None, None, REALISASI_BELUM)
    assert hitung_serapan(D(100), D(0)) == Serapan(D(0), D(100))


def test_pagu_nol_dan_pagu_kosong():
    assert hitung_serapan(D(0), D(5)) == Serapan(None, D(-5), PAGU_NOL)
    assert hitung_serapan(D(0), D(0)) == Serapan(None, D(0), PAGU_NOL)
    assert hitung_serapan(None, D(5)) == Serapan(None, None, PAGU_BELUM)


def test_efisiensi_rasio_seperti_laporan_yang_terbit():
    hasil = hitung_efisiensi(D("92.68"), D("75.87"))
    assert bulatkan(hasil.nilai) == D("1.22")
    assert hasil.kesimpulan == "efisien"


@pytest.mark.parametrize(
    ("capaian", "serapan", "kesimpulan"),
    [("90", "90", "efisien"), ("90", "90.01", "tidak efisien"), ("90", "89.99", "efisien")],
)
def test_efisiensi_rasio_efisien_mulai_satu(capaian, serapan, kesimpulan):
    assert hitung_efisiensi(D(capaian), D(serapan)).kesimpulan == kesimpulan


@pytest.mark.parametrize(
    ("capaian", "serapan", "nilai", "kesimpulan"),
    [
        ("99.49", "93.2", "6.29", "efisien"),
        ("90", "90", "0", "tidak efisien"),
        ("80", "90", "-10", "tidak efisien"),
    ],
)
def test_efisiensi_selisih_dalam_poin(capaian, serapan, nilai, kesimpulan):
    assert hitung_efisiensi(D(capaian), D(serapan), "selisih") == Efisiensi(D(nilai), kesimpulan)


@pytest.mark.parametrize("metode", ["rasio", "selisih", "pmk"])
def test_efisiensi_tanpa_masukan_membawa_alasan(metode):
    assert hitung_efisiensi(None, D(90), metode) == Efisiensi(None, None, CAPAIAN_BELUM)
    assert hitung_efisiensi(D(90), None, metode) == Efisiensi(None, None, SERAPAN_BELUM)
    assert hitung_efisiensi(None, None, metode) == Efisiensi(None, None, CAPAIAN_BELUM)


def test_efisiensi_serapan_nol():
    assert hitung_efisiensi(D(90), D(0)) == Efisiensi(None, None, SERAPAN_NOL)
    assert hitung_efisiensi(D(90), D(0), "selisih") == Efisiensi(D(90), "efisien")


def test_pmk_contoh_peraturan():
    hasil = efisiensi_pmk(
        [
            (D(4 * MILIAR), D(38 * MILIAR // 10), D("1.22")),
            (D(1 * MILIAR), D(975 * MILIAR // 1000), D("0.80")),
            (D(5 * MILIAR), D(4725 * MILIAR // 1000), D("1.42")),
        ]
    )
    assert bulatkan(hasil.e) == D("25.67")
    assert hasil.ne == 100


@pytest.mark.parametrize(
    ("realisasi", "e", "ne"),
    [("80", "20", "100"), ("90", "10", "75"), ("100", "0", "50"), ("110", "-10", "25"), ("120", "-20", "0")],
)
def test_pmk_nilai_efisiensi(realisasi, e, ne):
    assert efisiensi_pmk([(D(100), D(realisasi), D(1))]) == EfisiensiPMK(D(e), D(ne))


def test_pmk_di_luar_dua_puluh_ditahan():
    assert efisiensi_pmk([(D(100), D(10), D(1))]) == EfisiensiPMK(D(90), D(100))
    assert efisiensi_pmk([(D(100), D(500), D(1))]) == EfisiensiPMK(D(-400), D(0))


def test_pmk_melewati_bagian_yang_tidak_lengkap():
    lengkap = (D(100), D(90), D(1))
    assert efisiensi_pmk([lengkap, (None, D(5), D(1)), (D(5), None, D(1)), (D(5), D(5), None)]) == (
        efisiensi_pmk([lengkap])
    )
    assert efisiensi_pmk([]) == EfisiensiPMK(None, None)
    assert efisiensi_pmk([(D(0), D(5), D(1))]) == EfisiensiPMK(None, None)
    assert efisiensi_pmk([(D(100), D(5), D(0))]) == EfisiensiPMK(None, None)


def test_tahap_terakhir_yang_ada():
    assert tahap_terakhir({"murni", "pergeseran", "perubahan"}, TAHAP_URUT) == "perubahan"
    assert tahap_terakhir({"murni", "pergeseran"}, TAHAP_URUT) == "pergeseran"
    assert tahap_terakhir({"murni"}, TAHAP_URUT) == "murni"
    assert tahap_terakhir({}, TAHAP_URUT) == ""


def test_jumlah_tanpa_isi_bukan_nol():
    assert jumlah([None, D(5), None, D("0.01")]) == D("5.01")
    assert jumlah([None, None]) is None
    assert jumlah([]) is None


RUPIAH = st.decimals(0, 9_999_999_999_999, places=2)
PERSEN = st.decimals(0, 300, places=4)


@ajek
@given(st.lists(RUPIAH, min_size=1, max_size=50))
def test_jumlah_tepat_sampai_sen(nilai):
    assert jumlah(nilai) == D(sum(int(n * 100) for n in nilai)).scaleb(-2)


@ajek
@given(st.lists(st.tuples(RUPIAH, RUPIAH), min_size=1, max_size=20))
def test_sisa_bagian_berjumlah_sisa_keseluruhan(baris):
    pagu, realisasi = jumlah(p for p, _ in baris), jumlah(r for _, r in baris)
    assert sum(hitung_serapan(p, r).sisa for p, r in baris) == hitung_serapan(pagu, realisasi).sisa


@ajek
@given(RUPIAH, RUPIAH)
def test_serapan_tidak_negatif_dan_di_atas_seratus_hanya_bila_melebihi_pagu(pagu, realisasi):
    hasil = hitung_serapan(pagu, realisasi)
    assert hasil.sisa == pagu - realisasi
    if pagu == 0:
        assert hasil.nilai is None
    else:
        assert hasil.nilai >= 0
        assert (hasil.nilai > 100) == (realisasi > pagu)


@ajek
@given(PERSEN, st.decimals("0.0001", 300, places=4))
def test_kedua_cara_efisiensi_sependapat_kecuali_tepat_sama(capaian, serapan):
    rasio, selisih = hitung_efisiensi(capaian, serapan), hitung_efisiensi(capaian, serapan, "selisih")
    assert (rasio.nilai >= 1) == (capaian >= serapan) == (rasio.kesimpulan == "efisien")
    assert (selisih.nilai > 0) == (capaian > serapan) == (selisih.kesimpulan == "efisien")


@ajek
@given(st.lists(st.tuples(RUPIAH, RUPIAH, st.decimals(0, 3, places=4)), max_size=6))
def test_nilai_pmk_selalu_nol_sampai_seratus(bagian):
    hasil = efisiensi_pmk(bagian)
    assert (hasil.e is None) == (hasil.ne is None)
    assert hasil.ne is None or 0 <= hasil.ne <= 100
