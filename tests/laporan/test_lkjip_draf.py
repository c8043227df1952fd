"""Each generated sentence of the LKjIP: when it speaks and when it is silent."""

from dataclasses import replace
from decimal import Decimal as D

import pytest

from laporan.lkjip.draf import Draf


@pytest.fixture
def draf(laporan_demo):
    return Draf(laporan_demo("hss-2024", 2024))


@pytest.fixture
def i(draf):
    return draf.lap.indikator["I.S1.1"]


def dengan(draf, **total):
    draf.i = replace(draf.i, total=replace(draf.i.total, **total))
    return draf


def test_capaian(draf, i):
    assert draf.capaian(i).startswith(f"Target {i.nama} tahun 2024 adalah 90 persen dan realisasinya 99,49")
    assert "dari target" not in draf.capaian(i)
    assert "capaiannya" not in draf.capaian(replace(i, realisasi=None, capaian=None))
    assert "adalah 99,49" in draf.capaian(replace(i, target=None, target_teks="", capaian=None))
    assert draf.capaian(replace(i, target=None, target_teks="", realisasi=None, capaian=None)) == ""
    dinyatakan = replace(i, target=None, realisasi=None, capaian=D(80), capaian_dinyatakan=True)
    assert draf.capaian(dinyatakan) == f"Capaian {i.nama} tahun 2024 dinyatakan sebesar 80,00%."


def test_rata_iku_tanpa_anggota_diam_dan_tanpa_predikat_tidak_menyebutnya(draf):
    assert "Indikator Kinerja Utama" in draf.rata_iku()
    assert dengan(draf, dihitung=0, capaian_iku=None).rata_iku() == ""
    sebagian = dengan(draf, dihitung=1, anggota=66, capaian_iku=D(90), predikat=None).rata_iku()
    assert "1 dari 66" in sebagian and sebagian.endswith("90,00%.")


def test_komponen_terlemah_hanya_bila_semua_diketahui(draf, laporan_demo):
    i = next(x for x in draf.i.indikator if len(x.komponen) > 2)
    tahu = tuple(replace(k, persen=D(50 + n)) for n, k in enumerate(i.komponen))
    assert "persentase terendah" in draf.komponen(replace(i, komponen=tahu))
    satu = (tahu[0], *(replace(k, persen=None) for k in tahu[1:]))
    assert "terendah" not in draf.komponen(replace(i, komponen=satu))
    sama = tuple(replace(k, persen=D(50)) for k in tahu)
    assert "terendah" not in draf.komponen(replace(i, komponen=sama))
    assert draf.komponen(replace(i, komponen=(), jumlah_komponen=None)) == ""


def test_deret_akhir_renstra_dan_efisiensi_diam_tanpa_angka(draf, i):
    assert draf.deret(replace(i, deret=())) == ""
    assert draf.akhir_renstra(replace(i, akhir_renstra=replace(i.akhir_renstra, capaian=None))) == ""
    assert draf.akhir_renstra(replace(i, realisasi=None)) == ""
    assert "nilai efisiensi" in draf.efisiensi(i)
    assert draf.efisiensi(replace(i, efisiensi=replace(i.efisiensi, nilai=None))) == ""
    assert draf.efisiensi(replace(i, capaian=None)) == ""


def test_pembanding_tidak_menyebut_pemilik_dan_diam_tanpa_nilai(draf):
    i = next(x for x in draf.i.indikator if x.pembanding and x.realisasi is not None)
    assert draf.lap.i.perangkat_daerah.pemda not in draf.pembanding(i)
    assert draf.pembanding(replace(i, pembanding=())) == ""
    assert draf.pembanding(replace(i, realisasi=None)) == ""
    assert draf.nasional(replace(i, nasional=None)) == ""


def test_anggaran_dan_efisiensi_total(draf):
    assert draf.anggaran().startswith("Realisasi anggaran tahun 2024 adalah Rp")
    assert draf.efisiensi_total()
    assert "Realisasi" not in dengan(draf, serapan=None).anggaran()
    assert dengan(draf, pagu=None).anggaran() == ""
    assert dengan(draf, kesimpulan=None).efisiensi_total() == ""
    assert dengan(draf, tahun_lalu=None).anggaran_lalu() == ""


def test_langkah_hanya_yang_diisi(draf):
    """No step is made up: neither 'menyusun rencana perbaikan' nor 'mempertahankan capaian'."""
    kosong = [replace(x, analisis=replace(x.analisis, tindak_lanjut="")) for x in draf.lap.indikator_strategis]
    draf.lap.__dict__["indikator_strategis"] = kosong
    assert draf.langkah() == []
    draf.lap.__dict__["indikator_strategis"] = [
        replace(kosong[0], analisis=replace(kosong[0].analisis, tindak_lanjut="Menata data"))
    ]
    assert draf.langkah() == [f"{kosong[0].nama}: Menata data"]


def test_sasaran_diam_tanpa_capaian(draf):
    s = draf.lap.sasaran[0].angka
    assert draf.sasaran(s).startswith("Capaian sasaran adalah")
    assert draf.sasaran(replace(s, capaian=None)) == ""
