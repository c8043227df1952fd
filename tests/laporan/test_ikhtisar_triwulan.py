"""Quarters of an indicator: each alone, to date, and how they make a year."""

from decimal import Decimal as D

import pytest

from capaian.rumus import BELUM_DIISI, TARGET_BELUM
from laporan.ikhtisar.susun import susun_ikhtisar
from tests import pabrik as p

pytestmark = pytest.mark.django_db


def indikator_triwulan(target=(), realisasi=(), **isi):
    """An IKU with targets and realisasi per quarter; None leaves the quarter out."""
    indikator = p.IndikatorFactory(utama=True, **isi)
    for tw, nilai in enumerate(target, 1):
        if nilai is not None:
            p.TargetFactory(indikator=indikator, triwulan=tw, nilai=D(nilai), perjanjian=True)
    for tw, nilai in enumerate(realisasi, 1):
        if nilai is not None:
            p.RealisasiFactory(indikator=indikator, triwulan=tw, nilai=D(nilai))
    return indikator


def lihat(indikator, triwulan=None, tahun=2024):
    ikhtisar = susun_ikhtisar(indikator.renstra.perangkat_daerah, tahun, triwulan)
    return p.ambil(ikhtisar.indikator, indikator.kode)


def kolom(hasil, nama):
    return [getattr(tw, nama) for tw in hasil.triwulan]


SAMPAI = {
    "jumlah": ([10, 30, 60, 100], [8, 8, 38, 78], 78),
    "rata": ([10, 15, 20, 25], [8, 8, 19, 26], 26),
    "akhir": ([10, 20, 30, 40], [8, 8, 30, 40], 40),
    "maks": ([10, 20, 30, 40], [8, 8, 30, 40], 40),
}


@pytest.mark.parametrize("cara", SAMPAI)
def test_sampai_dengan_triwulan(cara):
    """Both sides are aggregated in the same way; the empty second quarter is missing, not 0."""
    sd_target, sd_realisasi, setahun = SAMPAI[cara]
    indikator = indikator_triwulan([10, 20, 30, 40], [8, None, 30, 40], agregasi=cara)
    hasil = lihat(indikator)
    assert kolom(hasil, "sd_target") == sd_target
    assert kolom(hasil, "sd_realisasi") == sd_realisasi
    assert kolom(hasil, "sd_capaian") == [D(r) * 100 / D(t) for r, t in zip(sd_realisasi, sd_target, strict=True)]
    assert hasil.realisasi == setahun


def test_tiap_triwulan_terhadap_targetnya_sendiri():
    hasil = lihat(indikator_triwulan([10, 20, 30, 40], [8, None, 30, 50], agregasi="jumlah"))
    assert kolom(hasil, "target") == [10, 20, 30, 40]
    assert kolom(hasil, "realisasi") == [8, None, 30, 50]
    assert kolom(hasil, "capaian") == [80, None, 100, 125]
    assert kolom(hasil, "alasan") == ["", BELUM_DIISI, "", ""]


def test_triwulan_tanpa_target():
    hasil = lihat(indikator_triwulan([None, 20], [8, 10]))
    assert kolom(hasil, "capaian") == [None, 50, None, None]
    assert kolom(hasil, "alasan") == [TARGET_BELUM, "", TARGET_BELUM, TARGET_BELUM]
    assert kolom(hasil, "sd_capaian") == [None, 50, 50, 50]


def test_triwulan_kosong_semua():
    hasil = lihat(indikator_triwulan())
    assert (hasil.realisasi, hasil.capaian, hasil.alasan) == (None, None, TARGET_BELUM)
    assert kolom(hasil, "sd_realisasi") == [None] * 4


def test_nol_adalah_nilai_triwulan():
    hasil = lihat(indikator_triwulan([10, 10], [5, 0], agregasi="akhir"))
    assert kolom(hasil, "sd_realisasi") == [5, 0, 0, 0]
    assert hasil.realisasi == 0


def test_turun_sampai_dengan_triwulan():
    hasil = lihat(indikator_triwulan([8, 8], [8, 9], turun=True))
    assert kolom(hasil, "capaian")[:2] == [100, D("87.5")]
    assert kolom(hasil, "sd_capaian")[:2] == [100, D("87.5")]


def test_baris_setahun_mengalahkan_triwulan():
    indikator = indikator_triwulan([10, 10], [5, 6], agregasi="jumlah")
    p.TargetFactory(indikator=indikator, nilai=D(20))
    p.RealisasiFactory(indikator=indikator, nilai=D(15))
    hasil = lihat(indikator)
    assert (hasil.realisasi, hasil.capaian) == (15, 75)
    assert kolom(hasil, "sd_realisasi")[1] == 11


def test_baris_setahun_yang_hanya_berisi_analisis_tidak_menghapus_triwulan():
    indikator = indikator_triwulan([10, 10], [5, 6], agregasi="jumlah")
    p.RealisasiFactory(indikator=indikator, nilai=None, dianalisis=True)
    hasil = lihat(indikator)
    assert hasil.realisasi == 11
    assert hasil.analisis.pendorong == "Komitmen pimpinan"


def test_ikhtisar_sampai_triwulan_tidak_memakai_yang_sesudahnya():
    indikator = indikator_triwulan([10, 20, 30, 40], [8, 20, 30, 40], agregasi="jumlah")
    p.TargetFactory(indikator=indikator, nilai=D(100), perjanjian=True)
    p.RealisasiFactory(indikator=indikator, nilai=D(98))
    p.RealisasiFactory(indikator=indikator, tahun=2023, nilai=D(80))
    hasil = lihat(indikator, triwulan=2)
    assert (hasil.target, hasil.realisasi, hasil.versi_target) == (30, 28, "pk")
    assert hasil.capaian == D(2800) / 30
    kini = hasil.deret[-1]
    assert (kini.tahun, kini.target, kini.realisasi, kini.capaian) == (2024, 30, 28, hasil.capaian)
    assert kini.selisih == -52
    assert lihat(indikator).realisasi == 98
    assert lihat(indikator).deret[-1].realisasi == 98


def test_ikhtisar_sampai_triwulan_yang_belum_diisi():
    indikator = indikator_triwulan([10, 20, 30, 40], [None, None, 30, 40])
    hasil = lihat(indikator, triwulan=2)
    assert (hasil.target, hasil.realisasi, hasil.alasan) == (20, None, BELUM_DIISI)


def test_target_setahun_perubahan_berlaku_hanya_pada_triwulan_yang_punya():
    indikator = indikator_triwulan([10, 20, 30, 40], agregasi="jumlah")
    p.TargetFactory(indikator=indikator, triwulan=4, perjanjian_perubahan=True, nilai=D(50))
    hasil = lihat(indikator, triwulan=4)
    assert kolom(hasil, "target") == [10, 20, 30, 50]
    assert (hasil.target, hasil.versi_target) == (110, "pk_perubahan")


# Ratios


def rasio_triwulan(*bagian, **isi):
    indikator = p.IndikatorFactory(rasio=True, utama=True, **isi)
    for tw, (pembilang, penyebut) in enumerate(bagian, 1):
        p.RealisasiFactory(indikator=indikator, triwulan=tw, nilai=None, pembilang=pembilang, penyebut=penyebut)
    return indikator


def test_persen_setahun_dari_jumlah_bagiannya():
    """50 % of 2 and 75 % of 40 are 73,8 % of 42, not 62,5 %."""
    hasil = lihat(rasio_triwulan((1, 2), (30, 40), agregasi="jumlah"))
    assert kolom(hasil, "realisasi")[:2] == [50, 75]
    assert hasil.realisasi == D(3100) / 42
    assert kolom(hasil, "sd_realisasi") == [50, D(3100) / 42, D(3100) / 42, D(3100) / 42]


def test_persen_akhir_adalah_triwulan_terakhir():
    assert lihat(rasio_triwulan((1, 2), (30, 40), agregasi="akhir")).realisasi == 75
    assert lihat(rasio_triwulan((9, 10), (30, 40), agregasi="maks")).realisasi == 90


def test_triwulan_yang_baru_setengah_diisi_belum_bernilai():
    hasil = lihat(rasio_triwulan((1, 2), (30, 40), (5, None), agregasi="jumlah"))
    assert kolom(hasil, "realisasi") == [50, 75, None, None]
    assert hasil.realisasi == D(3100) / 42


def test_pernyataan_triwulan_kalah_dari_bagiannya_di_semua_tempat():
    indikator = p.IndikatorFactory(rasio=True)
    p.RealisasiFactory(indikator=indikator, triwulan=1, nilai=D(80), pembilang=D(3), penyebut=D(4))
    satu = lihat(indikator).triwulan[0]
    assert (satu.realisasi, satu.sd_realisasi) == (75, 75)


def test_penyebut_nol_tidak_membuat_gagal():
    hasil = lihat(rasio_triwulan((0, 0), agregasi="jumlah"))
    assert (hasil.realisasi, kolom(hasil, "realisasi")[0]) == (None, None)


# Predikat and ranges


def test_predikat_triwulan_terakhir_membawa_teks_dan_tandanya():
    indikator = p.IndikatorFactory(berpredikat=True)
    p.TargetFactory(indikator=indikator, nilai=None, teks="BB (70)")
    p.RealisasiFactory(indikator=indikator, triwulan=1, nilai=None, teks="B (65)")
    p.RealisasiFactory(indikator=indikator, triwulan=3, nilai=None, teks="A")
    hasil = lihat(indikator)
    assert (hasil.realisasi, hasil.realisasi_teks, hasil.predikat_nilai) == (80, "A", "A")
    assert hasil.alasan == "memakai batas bawah predikat A"
    satu = lihat(indikator, triwulan=1)
    assert (satu.realisasi, satu.realisasi_teks) == (65, "B (65)")


def test_rentang_triwulan_memakai_kedua_batas_baris_yang_sama():
    indikator = p.IndikatorFactory(rentang=True)
    p.TargetFactory(indikator=indikator, triwulan=1, nilai=D(80), nilai_atas=D(90))
    p.TargetFactory(indikator=indikator, triwulan=2, nilai=D(80), nilai_atas=None)
    p.RealisasiFactory(indikator=indikator, triwulan=2, nilai=D(88))
    dua = lihat(indikator).triwulan[1]
    assert (dua.capaian, dua.sd_capaian) == (90, 90)


def test_rentang_jumlah_menjumlahkan_kedua_batas():
    indikator = p.IndikatorFactory(rentang=True, agregasi="jumlah")
    for tw in (1, 2):
        p.TargetFactory(indikator=indikator, triwulan=tw, nilai=D(10), nilai_atas=D(20))
        p.RealisasiFactory(indikator=indikator, triwulan=tw, nilai=D(15))
    assert lihat(indikator, triwulan=2).capaian == 100
    assert lihat(indikator, triwulan=2).target_atas == 40
