"""The Excel download holds the numbers of the ikhtisar, as numbers."""

import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from laporan.ikhtisar.excel import ikhtisar_excel
from laporan.ikhtisar.susun import susun_ikhtisar

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]


def baca(ikhtisar):
    buku = load_workbook(io.BytesIO(ikhtisar_excel(ikhtisar)))
    hasil = {}
    for ws in buku:
        kepala, *baris = ws.iter_rows(values_only=True)
        hasil[ws.title] = [dict(zip(kepala, b, strict=True)) for b in baris]
    return hasil


def sama(sel, nilai):
    """Equal to the 15 digits that Excel keeps; an empty cell where there is no value."""
    if nilai is None:
        return sel is None
    return sel is not None and abs(Decimal(str(sel)) - nilai) <= abs(nilai) * Decimal("1e-14")


@pytest.mark.parametrize(("nama", "tahun"), [("hss-2024", 2024), ("balangan-2024", 2024), ("hss-2021", 2021)])
def test_semua_angka_sama_dengan_ikhtisar(impor_demo, nama, tahun):
    i = susun_ikhtisar(impor_demo(nama), tahun)
    isi = baca(i)
    assert len(isi["Indikator"]) == len(i.indikator)
    for baris, x in zip(isi["Indikator"], i.indikator, strict=True):
        assert baris["Kode"] == x.kode
        for judul, nilai in (("Target", x.target), ("Realisasi", x.realisasi), ("Capaian (%)", x.capaian)):
            assert sama(baris[judul], nilai), (x.kode, judul)
    uang = {s.kode: s for s in i.simpul}
    for baris in isi["Anggaran"][:-1]:
        s = uang[baris["Kode"]]
        for judul, nilai in (("Pagu (Rp)", s.pagu), ("Realisasi (Rp)", s.realisasi), ("Serapan (%)", s.serapan)):
            assert sama(baris[judul], nilai), (s.kode, judul)
    jumlah = isi["Anggaran"][-1]
    assert sama(jumlah["Pagu (Rp)"], i.total.pagu) and sama(jumlah["Sisa (Rp)"], i.total.sisa)
    for baris, s in zip(isi["Sasaran"], i.sasaran, strict=True):
        assert sama(baris["Efisiensi"], s.efisiensi) and sama(baris["Capaian (%)"], s.capaian)


def test_instansi_yang_memotong_mendapat_angka_terpotong(impor_demo):
    hss = impor_demo("hss-2024")
    hss.pembulatan = "potong"
    hss.save()
    baris = next(b for b in baca(susun_ikhtisar(hss, 2024))["Indikator"] if b["Kode"] == "I.S3.1")
    assert Decimal(str(baris["Capaian (%)"])) == Decimal("54.18")


def test_nama_yang_mirip_rumus_tetap_teks(impor_demo):
    hss = impor_demo("hss-2024")
    hss.renstra.get().indikator.filter(kode="I.S1.1").update(nama='=HYPERLINK("http://x")')
    buku = load_workbook(io.BytesIO(ikhtisar_excel(susun_ikhtisar(hss, 2024))))
    tipe = {sel.data_type for ws in buku for baris in ws for sel in baris}
    assert "f" not in tipe
