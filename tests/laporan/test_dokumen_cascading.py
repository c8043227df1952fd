"""The cascading matrix: one row per leaf of the workbook, as HTML, PDF and Excel."""

import re
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from laporan.dokumen import cascading
from laporan.dokumen.dasar import STRIP
from laporan.lkjip.bab import BabTidakLengkap, HtmlBab, render_bab
from renstra.models import Simpul
from tests import pabrik as p
from tests.conftest import DEMO as FOLDER

from .dokumen_uji import DEMO, buku, halaman_pdf, laporan_dokumen, teks_html, teks_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.lambat, pytest.mark.xdist_group("dokumen")]
JENJANG = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
AWAL = 7
"""The workbook's first row below its heads."""


def daun_buku_kerja(nama):
    """The nodes of the workbook's sheet Renstra that have none below them."""
    lembar = load_workbook(FOLDER / f"{nama}.xlsx")["Renstra"]
    kepala, *baris = lembar.iter_rows(values_only=True)
    simpul = [dict(zip(kepala, b, strict=True)) for b in baris]
    simpul = [s for s in simpul if s["jenis"] in JENJANG]
    induk = {s["induk"] for s in simpul}
    return [s for s in simpul if s["kode"] not in induk]


def baris_excel(laporan):
    return list(buku("cascading", laporan)["Cascading"].iter_rows(min_row=AWAL, values_only=True))[:-2]


def test_baris_matriks_sama_dengan_daun_buku_kerja(laporan_demo):
    laporan = laporan_demo("hss-2021", 2021, "cascading")
    jalur = cascading.jalur_matriks(laporan)
    terbawah = [next(c for c in reversed(j) if c).simpul for j in jalur]
    daun = daun_buku_kerja("hss-2021")
    assert len(jalur) == len(daun) == 42
    assert sorted((s.kode, s.uraian) for s in terbawah) == sorted((s["kode"], s["uraian"]) for s in daun)


@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_excel_berbaris_sama_dengan_matriks(laporan_demo, nama, tahun):
    laporan = laporan_demo(nama, tahun, "cascading")
    jalur = cascading.jalur_matriks(laporan)
    baris = baris_excel(laporan)
    assert len(baris) == len(jalur)
    for isi, satu in zip(baris, jalur, strict=True):
        sub = satu[4]
        if sub is None:
            assert isi[14:18] == (STRIP,) * 4
            continue
        assert isi[14].startswith(sub.simpul.uraian)
        assert isi[17] == (STRIP if sub.pagu is None else sub.pagu)
        assert all(i.nama in isi[15] for i in sub.indikator)


def test_excel_menggabungkan_induk(laporan_demo):
    laporan = laporan_demo("hss-2021", 2021, "cascading")
    lembar = buku("cascading", laporan)["Cascading"]
    gabung = {str(g) for g in lembar.merged_cells.ranges if g.min_row >= AWAL}
    program = [g for g in lembar.merged_cells.ranges if g.min_row >= AWAL and g.min_col == 7]
    isi = {lembar.cell(g.min_row, 7).value: g.size["rows"] for g in program}
    assert isi == {
        "Penunjang Urusan Pemerintah Daerah": 27,
        "Pengembangan Sumberdaya Manusia": 5,
        "Kepegawaian Daerah": 8,
    }
    pertama = next(g for g in program if lembar.cell(g.min_row, 7).value == "Kepegawaian Daerah")
    assert f"J{pertama.min_row}:J{pertama.max_row}" in gabung, "pagu program digabung seperti programnya"
    assert lembar.cell(pertama.min_row, 10).value == 2836572900


def test_target_dan_pagu_seperti_ikhtisar(laporan_demo):
    laporan = laporan_demo("hss-2024", 2024, "cascading")
    teks = teks_html("cascading", laporan)
    for s in laporan.i.simpul:
        if s.jenis in JENJANG:
            assert s.uraian in teks, s.kode
    assert "Persentase perencanaan kebutuhan yang sesuai dengan formasi yang ditetapkan Kemenpan RB: 90 persen" in teks
    assert "1.386.855.600" in teks
    bagian = [b.pagu for s in laporan.i.sasaran for b in s.simpul if (s.kode, b.kode) == ("S2", "P1")]
    assert bagian == [Decimal(1928143100)], "bagian program yang mendukung sasaran itu"
    assert "1.928.143.100" in teks


@pytest.mark.pdf
@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_pdf_memuat_semua_baris(laporan_demo, tmp_path, nama, tahun):
    laporan = laporan_demo(nama, tahun, "cascading")
    teks = re.sub(r"[\s‐]+", "", teks_pdf(halaman_pdf("cascading", laporan).pdf, tmp_path))
    for s in laporan.jenis(*JENJANG):
        assert re.sub(r"\s+", "", s.uraian)[:40] in teks, s.kode


@pytest.mark.pdf
def test_baris_yang_hilang_menggagalkan(laporan_demo):
    from laporan import dokumen

    laporan = laporan_demo("hss-2021", 2021, "cascading")
    bab = dokumen.susun_html("cascading", laporan)
    rusak = HtmlBab(bab.kunci, bab.html.replace('id="cascading-SK1.1.5"', ""), bab.entri, bab.sidik, bab.wajib)
    with pytest.raises(BabTidakLengkap, match=r"cascading-SK1\.1\.5"):
        render_bab(rusak, laporan)


def test_potongan_memuat_setiap_daun_sekali(laporan_demo):
    laporan = laporan_demo("hss-2021", 2021, "cascading")
    jalur = cascading.jalur_matriks(laporan)
    potongan = cascading.potongan(jalur)
    assert sum(map(len, potongan)) == len(jalur)
    for kelompok in potongan:
        for kolom in JENJANG:
            assert sum(s.tinggi for b in kelompok for s in b.sel if s.jenis == kolom) == len(kelompok)


@pytest.mark.pdf
def test_mendukung_dua_sasaran_ditulis_sekali(impor_demo):
    instansi = impor_demo("hss-2024")
    sub = Simpul.objects.get(renstra__perangkat_daerah=instansi, kode="SK1.1.1")
    p.DukunganFactory(simpul=sub, sasaran=Simpul.objects.get(renstra=sub.renstra, kode="S4"))
    laporan = laporan_dokumen("cascading", instansi, 2024)
    assert sum(j[4].simpul.kode == "SK1.1.1" for j in cascading.jalur_matriks(laporan) if j[4]) == 1
    assert "(juga mendukung S4)" in teks_html("cascading", laporan)
    halaman_pdf("cascading", laporan)


@pytest.mark.pdf
def test_instansi_kosong_tetap_jadi(db):
    laporan = laporan_dokumen("cascading", p.PerangkatDaerahFactory(), 2024)
    assert halaman_pdf("cascading", laporan).halaman == 1
    assert baris_excel(laporan) == []
