"""The Perjanjian Kinerja as a document: what was signed, else what the plan says; two parties."""

from decimal import Decimal

import pytest

from laporan.dokumen import perjanjian_kinerja as pk
from renstra.models import Indikator
from tests import pabrik as p

from .dokumen_uji import DEMO, buku, halaman_pdf, laporan_dokumen, teks_html, teks_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.lambat, pytest.mark.xdist_group("dokumen")]
ISI = {
    "tahun": 2024,
    "versi": "pk",
    "nomor": "188/12/BKPSDM/2024",
    "tanggal": "2024-01-15",
    "tempat": "Kandangan",
    "indikator": [
        {"kode": "A", "sasaran": "Sasaran beku", "nama": "Indikator beku", "satuan": "Nilai", "target": "81.5"},
        {"kode": "B", "sasaran": "Sasaran beku", "nama": "Predikat", "satuan": "", "target": "70", "target_teks": "BB"},
        {"kode": "C", "sasaran": "Sasaran beku", "nama": "Rentang", "satuan": "%", "target": "5", "target_atas": "7.5"},
        {"kode": "D", "sasaran": "Sasaran beku", "nama": "Kosong", "satuan": "Poin", "target": None},
    ],
    "program": [
        {"kode": "P1", "uraian": "Program beku", "pagu": "1500000"},
        {"kode": "P9", "uraian": "Tanpa pagu", "pagu": None},
    ],
    "pihak_pertama": {"nama": "Siti", "nip": "1970", "jabatan": "Kepala Badan", "status": "Plt"},
    "pihak_kedua": {"nama": "Budi", "jabatan": "Bupati"},
}


@pytest.mark.pdf
@pytest.mark.parametrize("jenis", ["perjanjian_kinerja", "perjanjian_kinerja_perubahan"])
@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_dari_rencana_bila_belum_ada_perjanjian(laporan_demo, tmp_path, jenis, nama, tahun):
    laporan = laporan_demo(nama, tahun, jenis)
    teks = teks_html(jenis, laporan)
    for i in laporan.indikator_pk:
        assert i.nama in teks and laporan.uraian_induk[i.kode] in teks
    for s in laporan.program:
        assert s.uraian in teks
    assert teks.count("Pihak Pertama,") == teks.count("Pihak Kedua,") == 2
    assert ("Perubahan" in teks) == (jenis == "perjanjian_kinerja_perubahan")
    assert "supervisi yang diperlukan" in teks_pdf(halaman_pdf(jenis, laporan).pdf, tmp_path).replace("\n", " ")


def test_yang_ditandatangani_tercetak_seperti_dibekukan(impor_demo):
    instansi = impor_demo("hss-2024")
    p.PerjanjianKinerjaFactory(perangkat_daerah=instansi, keadaan="berlaku", isi=ISI, nomor="lain")
    Indikator.objects.filter(renstra__perangkat_daerah=instansi).update(nama="Nama yang diubah kemudian")
    teks = teks_html("perjanjian_kinerja", laporan_dokumen("perjanjian_kinerja", instansi, 2024))
    assert "Nama yang diubah kemudian" not in teks
    for harap in (
        "Nomor: 188/12/BKPSDM/2024",
        "Kandangan, 15 Januari 2024",
        "Indikator beku 81,5 Nilai",
        "Predikat BB",
        "Rentang 5–7,5 %",
        "Kosong –",
        "Program beku 1.500.000",
        "Plt. Kepala Badan",
        "NIP 1970",
        "Budi",
    ):
        assert harap in teks, harap
    lembar = buku("perjanjian_kinerja", laporan_dokumen("perjanjian_kinerja", instansi, 2024))
    assert [r[2] for r in lembar["Target kinerja"].iter_rows(min_row=6, max_row=9, values_only=True)] == [
        "Indikator beku",
        "Predikat",
        "Rentang",
        "Kosong",
    ]
    assert lembar["Program"]["C6"].value == 1500000 and lembar["Program"]["C7"].value == "–"


def test_murni_dan_perubahan_masing_masing(impor_demo):
    instansi = impor_demo("hss-2024")
    i = Indikator.objects.get(renstra__perangkat_daerah=instansi, kode="I.S1.1")
    i.target.filter(tahun=2024, versi="pk").update(nilai=Decimal(91))
    p.TargetFactory(indikator=i, perjanjian_perubahan=True, nilai=Decimal(95))
    murni = pk.perjanjian(laporan_dokumen("perjanjian_kinerja", instansi, 2024), "pk")
    baru = pk.perjanjian(laporan_dokumen("perjanjian_kinerja", instansi, 2024), "pk_perubahan")
    assert next(b.target for b in murni.indikator if b.kode == "I.S1.1") == "91 Persen"
    assert next(b.target for b in baru.indikator if b.kode == "I.S1.1") == "95 Persen"
    assert {b.pagu for b in murni.program} == {None}, "hanya pagu perubahan yang dinyatakan"
    assert all(b.pagu for b in baru.program)


def test_yang_resmi_mendahului_rancangan_dan_revisi_terakhir_berlaku(impor_demo):
    instansi = impor_demo("hss-2024")
    baru = {"perangkat_daerah": instansi, "versi": "pk_perubahan"}
    p.PerjanjianKinerjaFactory(**baru, urutan=0, nomor="pertama", berlaku_triwulan=3)
    p.PerjanjianKinerjaFactory(**baru, urutan=1, nomor="kedua", berlaku_triwulan=4)
    p.PerjanjianKinerjaFactory(**baru, urutan=2, nomor="rancangan", keadaan="draf")
    assert pk.perjanjian(laporan_dokumen("perjanjian_kinerja", instansi, 2024), "pk_perubahan").nomor == "kedua"


@pytest.mark.pdf
@pytest.mark.parametrize(
    ("status", "jabatan", "tercetak"),
    [
        ("definitif", "Kepala Badan", "Kepala Badan"),
        ("", "Kepala Badan", "Kepala Badan"),
        ("Pj", "Bupati", "Pj. Bupati"),
        ("Plh", "Kepala Badan", "Plh. Kepala Badan"),
        ("Plt", "Plt. Kepala Badan", "Plt. Kepala Badan"),
    ],
)
def test_status_penanda_tangan(db, status, jabatan, tercetak):
    instansi = p.PerangkatDaerahFactory()
    p.PerjanjianKinerjaFactory(perangkat_daerah=instansi, pihak_pertama_status=status, pihak_pertama_jabatan=jabatan)
    laporan = laporan_dokumen("perjanjian_kinerja", instansi, 2024)
    assert pk.perjanjian(laporan, "pk").pertama.jabatan == tercetak
    assert halaman_pdf("perjanjian_kinerja", laporan).halaman == 2
