"""Predikat scales: every bound of every shipped scale, and 0,01 below and above it."""

from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renstra.skala import SKALA_BAWAAN, Pita, SkalaPredikat, susun_skala, warna_pita

ajek = settings(deadline=None, derandomize=True)

BATAS = {
    "permendagri-86-2017": [
        ("250", "Sangat Tinggi"),
        ("100.01", "Sangat Tinggi"),
        ("100", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.5", "Sangat Tinggi"),
        ("90.01", "Sangat Tinggi"),
        ("90", "Tinggi"),
        ("89.99", "Tinggi"),
        ("75.01", "Tinggi"),
        ("75", "Sedang"),
        ("74.99", "Sedang"),
        ("65.01", "Sedang"),
        ("65", "Rendah"),
        ("64.99", "Rendah"),
        ("50.01", "Rendah"),
        ("50", "Sangat Rendah"),
        ("49.99", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
    ],
    "akip-88-2021": [
        ("100", "AA"),
        ("90.01", "AA"),
        ("90", "A"),
        ("80.01", "A"),
        ("80", "BB"),
        ("70.01", "BB"),
        ("70.00", "B"),
        ("69.99", "B"),
        ("60.01", "B"),
        ("60", "CC"),
        ("50.01", "CC"),
        ("50", "C"),
        ("30.01", "C"),
        ("30", "D"),
        ("29.99", "D"),
        ("0", "D"),
        ("-0.01", None),
    ],
    "interpretasi-7": [
        ("90.01", "Sangat Memuaskan"),
        ("90", "Memuaskan"),
        ("80.01", "Memuaskan"),
        ("80", "Sangat Baik"),
        ("70.01", "Sangat Baik"),
        ("70", "Baik"),
        ("60.01", "Baik"),
        ("60", "Cukup"),
        ("50.01", "Cukup"),
        ("50", "Kurang"),
        ("30.01", "Kurang"),
        ("30", "Sangat Kurang"),
        ("0", "Sangat Kurang"),
    ],
    "ip-asn": [
        ("100", "Sangat Tinggi"),
        ("91.01", "Sangat Tinggi"),
        ("91", "Sangat Tinggi"),
        ("90.99", "Tinggi"),
        ("81", "Tinggi"),
        ("80.99", "Sedang"),
        ("71", "Sedang"),
        ("70.99", "Rendah"),
        ("61", "Rendah"),
        ("60.99", "Sangat Rendah"),
        ("60", "Sangat Rendah"),
        ("0", "Sangat Rendah"),
    ],
    "sistem-merit": [
        ("400", "Sangat Baik"),
        ("325.01", "Sangat Baik"),
        ("325", "Sangat Baik"),
        ("324.99", "Baik"),
        ("324", "Baik"),
        ("250", "Baik"),
        ("249.99", "Kurang"),
        ("175", "Kurang"),
        ("174.99", "Buruk"),
        ("100", "Buruk"),
        ("99.99", None),
    ],
    "nspk": [
        ("100", "Sangat Baik"),
        ("81", "Sangat Baik"),
        ("80.99", "Baik"),
        ("61", "Baik"),
        ("60.99", "Cukup"),
        ("41", "Cukup"),
        ("40.99", "Kurang"),
        ("21", "Kurang"),
        ("20.99", "Buruk"),
        ("0", "Buruk"),
    ],
    "skm": [
        ("100", "A"),
        ("88.32", "A"),
        ("88.31", "A"),
        ("88.30", "B"),
        ("76.61", "B"),
        ("76.60", "C"),
        ("65.00", "C"),
        ("64.99", "D"),
        ("25.00", "D"),
        ("24.99", None),
    ],
}


@pytest.mark.parametrize(
    ("nama", "nilai", "predikat"), [(nama, *baris) for nama, isi in BATAS.items() for baris in isi]
)
def test_batas_skala_bawaan(nama, nilai, predikat):
    pita = SKALA_BAWAAN[nama].cari(D(nilai))
    assert (pita.predikat if pita else None) == predikat


def test_semua_skala_bawaan_diuji_dan_bersumber():
    assert set(BATAS) == set(SKALA_BAWAAN)
    assert all(skala.sumber for skala in SKALA_BAWAAN.values())


@pytest.mark.parametrize("skala", SKALA_BAWAAN.values(), ids=lambda s: s.nama)
def test_skala_bawaan_menurun_dan_tiap_pita_dapat_dicapai(skala):
    batas = [p.batas_bawah for p in skala.pita]
    assert batas == sorted(batas, reverse=True)
    assert len(set(batas)) == len(batas)
    for pita in skala.pita:
        assert skala.cari(pita.batas_bawah + D("0.01")) is pita


@ajek
@given(st.sampled_from(sorted(SKALA_BAWAAN)), st.decimals(0, 400, places=2), st.decimals(0, 400, places=2))
def test_nilai_lebih_tinggi_tidak_pernah_berpredikat_lebih_rendah(nama, a, b):
    skala = SKALA_BAWAAN[nama]
    letak = {None: len(skala.pita)} | {pita: nomor for nomor, pita in enumerate(skala.pita)}
    rendah, tinggi = sorted((a, b))
    assert letak[skala.cari(tinggi)] <= letak[skala.cari(rendah)]


def test_pita_dari_kata_atau_kategorinya():
    akip = SKALA_BAWAAN["akip-88-2021"]
    assert akip.pita_predikat("BB").batas_bawah == 70
    assert akip.pita_predikat(" bb ").batas_bawah == 70
    assert akip.pita_predikat("Sangat Baik").batas_bawah == 70
    assert akip.pita_predikat("AA").batas_bawah == 90
    assert akip.pita_predikat("Istimewa") is None


def test_predikat_kosong_bukan_pita_tanpa_kategori():
    assert SKALA_BAWAAN["interpretasi-7"].pita_predikat(" ") is None


def test_skala_sendiri_menggantikan_yang_bawaan_dengan_nama_sama():
    sendiri = [
        ("ip-asn", Pita(D(85), "Unggul")),
        ("ip-asn", Pita(D(0), "Biasa")),
        ("capaian_kinerja", Pita(D(100), "Tercapai", eksklusif=True)),
        ("capaian_kinerja", Pita(D(0), "Belum")),
    ]
    skala = susun_skala(sendiri)
    assert skala["ip-asn"].cari(D(85)).predikat == "Unggul"
    assert skala["ip-asn"].cari(D("84.99")).predikat == "Biasa"
    assert skala["capaian_kinerja"].cari(D(100)).predikat == "Belum"
    assert skala["capaian_kinerja"].cari(D("100.01")).predikat == "Tercapai"
    assert skala["nspk"] is SKALA_BAWAAN["nspk"]
    assert SKALA_BAWAAN["ip-asn"].cari(D(85)).predikat == "Tinggi"


def test_skala_yang_tidak_dikenal_tidak_ada():
    assert susun_skala([]).get("skala-tak-dikenal") is None


def test_warna_lima_tingkat_permendagri():
    skala = SKALA_BAWAAN["permendagri-86-2017"]
    assert [warna_pita(skala, pita) for pita in skala.pita] == [
        "hijau tua",
        "hijau muda",
        "kuning tua",
        "kuning muda",
        "merah",
    ]


def test_warna_sendiri_lebih_dulu_lalu_menurut_letak():
    pita = (Pita(D(50), "Baik", warna="Hijau Muda"), Pita(D(0), "Buruk"))
    skala = SkalaPredikat("dua", pita)
    assert warna_pita(skala, pita[0]) == "hijau muda"
    assert warna_pita(skala, pita[1]) == "kuning tua"
    satu = SkalaPredikat("satu", (Pita(D(0), "Ada"),))
    assert warna_pita(satu, satu.pita[0]) == "hijau tua"
