"""The IKU sheet, the Rencana Aksi and the Evaluasi Renja: every row, the ikhtisar's own numbers."""

import re
from decimal import Decimal

import pytest

from laporan.dokumen import evaluasi_renja, iku, lkj_triwulan, rencana_aksi
from laporan.dokumen.dasar import sebaris
from laporan.dokumen.rencana_aksi import RENCANA_AKSI
from renstra.models import Indikator, Renstra, Simpul
from sakip.angka import tulis, tulis_uang
from sakip.pdf import letak_jangkar, tata
from tests import pabrik as p

from .dokumen_uji import DEMO, buku, halaman_pdf, laporan_dokumen, teks_html, teks_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.lambat, pytest.mark.xdist_group("dokumen")]
D = Decimal


def isi(jenis, laporan, lembar=0, awal=6):
    return list(buku(jenis, laporan).worksheets[lembar].iter_rows(min_row=awal, values_only=True))


@pytest.mark.pdf
@pytest.mark.parametrize("jenis", ["iku", "rencana_aksi", "evaluasi_renja", "lkj_triwulan"])
@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_semua_baris_ada_di_halaman(laporan_demo, tmp_path, jenis, nama, tahun):
    laporan = laporan_demo(nama, tahun, jenis)
    assert teks_pdf(halaman_pdf(jenis, laporan).pdf, tmp_path)
    teks = teks_html(jenis, laporan)
    for i in laporan.iku if jenis == "iku" else laporan.i.indikator:
        if jenis != "evaluasi_renja" or laporan.simpul[i.induk].jenis in evaluasi_renja.DINILAI:
            assert i.nama in teks, i.kode


@pytest.mark.pdf
@pytest.mark.parametrize(("nama", "tahun"), DEMO)
def test_rencana_aksi_mengisi_halaman_pertamanya_tanpa_membelah_simpul(laporan_demo, nama, tahun):
    """The second table follows the first where its first node fits; a node's rows stay together."""
    laporan = laporan_demo(nama, tahun, "rencana_aksi")
    letak = letak_jangkar(tata(RENCANA_AKSI.html(laporan)))
    for kelompok in sebaris(rencana_aksi.kegiatan(laporan)):
        assert len({letak[f"aksi-{b.tanda}"] for b in kelompok}) == 1, kelompok[0].simpul.kode
    pertama = [b for b in rencana_aksi.kegiatan(laporan) if letak[f"aksi-{b.tanda}"] == 1]
    assert pertama or nama == "hss-2024", "simpul pertamanya berindikator empat"


@pytest.mark.pdf
@pytest.mark.parametrize("jenis", ["iku", "rencana_aksi", "evaluasi_renja", "lkj_triwulan"])
def test_instansi_kosong_tetap_jadi(db, jenis):
    triwulan = 1 if jenis == "evaluasi_renja" else None
    laporan = laporan_dokumen(jenis, p.PerangkatDaerahFactory(), 2024, triwulan)
    assert halaman_pdf(jenis, laporan).halaman == 1
    assert buku(jenis, laporan)


# IKU


def test_iku_menyebut_pembilang_dan_penyebut(impor_demo):
    instansi = impor_demo("hss-2024")
    Indikator.objects.filter(renstra__perangkat_daerah=instansi, kode="I.S1.1").update(
        nama_pembilang="Formasi yang ditetapkan", nama_penyebut="Formasi yang diusulkan", penanggung_jawab="Bidang PPIK"
    )
    laporan = laporan_dokumen("iku", instansi, 2024)
    teks = teks_html("iku", laporan)
    for harap in ("Pembilang: Formasi yang ditetapkan", "Penyebut: Formasi yang diusulkan", "makin tinggi makin baik"):
        assert harap in teks
    assert "Bidang PPIK" in teks
    baris = isi("iku", laporan)
    assert len(baris) == len(laporan.iku) == 4
    assert baris[0][6:8] == ("Formasi yang ditetapkan", "Formasi yang diusulkan")
    assert baris[1][6] == "–"


def test_tanpa_iku_lembarnya_berkata_begitu(laporan_demo):
    laporan = laporan_demo("hss-2021", 2021, "iku")
    assert "tidak terdapat Indikator Kinerja Utama yang dilaporkan. Tabel memuat" in teks_html("iku", laporan)
    assert [i.kode for i in iku.terpilih(laporan)] == [i.kode for i in laporan.indikator_strategis]


# Rencana Aksi


def test_rencana_aksi_menulis_target_tiap_triwulan(impor_demo):
    instansi = impor_demo("hss-2024")
    i = Indikator.objects.get(renstra__perangkat_daerah=instansi, kode="I.S2.1")
    for t, nilai in ((1, "20.5"), (2, "40"), (4, "90")):
        p.TargetFactory(indikator=i, triwulan=t, nilai=D(nilai))
    p.TargetFactory(indikator=i, triwulan=3, nilai=None, teks="Baik (60)")
    laporan = laporan_dokumen("rencana_aksi", instansi, 2024)
    assert "Indeks Norma Standar Prosedur dan Kriteria (NSPK) Indeks 20,5 40 Baik (60) 90 90" in teks_html(
        "rencana_aksi", laporan
    )
    baris = next(b for b in isi("rencana_aksi", laporan, awal=7) if b[2] == i.nama)
    assert baris[4:9] == (20.5, 40, "Baik (60)", 90, 90)


def test_rencana_aksi_menulis_pagu_sekali_per_simpul(laporan_demo):
    laporan = laporan_demo("hss-2024", 2024, "rencana_aksi")
    baris = isi("rencana_aksi", laporan, lembar=1, awal=7)
    per_simpul = [s.pagu for s in laporan.i.simpul if s.jenis in ("program", "kegiatan", "sub_kegiatan")]
    assert [b[9] for b in baris if b[9] is not None] == [float(n) for n in per_simpul]
    assert len(baris) == len(rencana_aksi.kegiatan(laporan))


@pytest.mark.pdf
def test_rencana_kas_naik_ke_program(impor_demo):
    instansi = impor_demo("hss-2024")
    for kode, t, nilai in (("SK1.2.1", 1, 1000), ("SK1.2.2", 1, 500), ("SK1.2.2", 3, 250)):
        sub = Simpul.objects.get(renstra__perangkat_daerah=instansi, kode=kode)
        p.RencanaKasFactory(simpul=sub, tahun=2024, triwulan=t, nilai=D(nilai))
    laporan = laporan_dokumen("rencana_aksi", instansi, 2024)
    kas = {b.simpul.kode: b.kas for b in rencana_aksi.kegiatan(laporan)}
    assert kas["P1"] == kas["K1.2"] == (1500, None, 250, None)
    assert kas["P2"] == (None,) * 4
    assert "TW I 1.500" in teks_html("rencana_aksi", laporan)
    halaman_pdf("rencana_aksi", laporan)


def test_penanggung_jawab_dari_bidang_terdekat(impor_demo):
    instansi = impor_demo("balangan-2024")
    bidang = p.BidangFactory(perangkat_daerah=instansi, kode="UJI", nama="Bidang Mutasi")
    Simpul.objects.filter(renstra__perangkat_daerah=instansi, kode="P2").update(bidang=bidang)
    laporan = laporan_dokumen("rencana_aksi", instansi, 2024)
    per_kode = {b.simpul.kode: b.penanggung_jawab for b in rencana_aksi.kegiatan(laporan)}
    assert per_kode["SK2.1.1"] == per_kode["P2"] == "Bidang Mutasi"
    assert per_kode["SK1.1.1"] == ""


# Evaluasi Renja


@pytest.fixture
def bertriwulan(db):
    """A sasaran with an IKU (latest counts) and a sub kegiatan with a summed output, over three years."""
    renstra = p.RenstraFactory(periode_awal=2022, periode_akhir=2024)
    sasaran = p.SasaranFactory(renstra=renstra, kode="S1")
    utama = p.IndikatorFactory(simpul=sasaran, utama=True, kode="I.S1", nama="Indeks layanan")
    sub = p.SubKegiatanFactory(renstra=renstra, kode="SK1")
    p.DukunganFactory(simpul=sub, sasaran=sasaran)
    keluaran = p.IndikatorFactory(simpul=sub, kode="I.SK1", nama="Jumlah peserta", satuan="orang", agregasi="jumlah")
    for tahun, target, nilai in ((2022, 70, 71), (2023, 75, 74), (2024, 80, None)):
        p.TargetFactory(indikator=utama, tahun=tahun, nilai=D(target))
        p.TargetFactory(indikator=keluaran, tahun=tahun, nilai=D(100))
        if nilai:
            p.RealisasiFactory(indikator=utama, tahun=tahun, nilai=D(nilai))
            p.RealisasiFactory(indikator=keluaran, tahun=tahun, nilai=D(90))
            p.RealisasiAnggaranFactory(simpul=sub, tahun=tahun, nilai=D(400_000))
    p.AnggaranFactory(simpul=sub)
    for t in (1, 2, 3):
        p.RealisasiFactory(indikator=utama, triwulan=t, nilai=D(70 + t), dianalisis=t == 2)
        p.RealisasiFactory(indikator=keluaran, triwulan=t, nilai=D(20))
        p.RealisasiAnggaranFactory(simpul=sub, triwulan=t, nilai=D(150_000))
    return renstra.perangkat_daerah


@pytest.mark.pdf
def test_evaluasi_triwulan_kedua(bertriwulan):
    laporan = laporan_dokumen("evaluasi_renja", bertriwulan, 2024, 2)
    baris = {b.tanda: b for b in evaluasi_renja.baris(laporan)}
    k = [p.k for p in baris["I.S1"].pasang]
    assert k == [80, 74, 80, 71, 72, None, None, 72, 72, D(90)], "72 ÷ 80; triwulan III belum dinilai"
    assert all(p.rp is None for p in baris["I.S1"].pasang), "uang berdiri pada program, kegiatan, sub kegiatan"
    k = [p.k for p in baris["I.SK1"].pasang]
    assert k[:9] == [300, 180, 100, 20, 20, None, None, 40, 220]
    assert tulis(k[9], 2) == "73,33"
    rp = [p.rp for p in baris["I.SK1"].pasang]
    assert rp == [None, 800_000, 1_000_000, 150_000, 150_000, None, None, 300_000, 1_100_000, None]
    assert tulis(laporan.i.renja.capaian, 2) == "65,00", "rata-rata 72 ÷ 80 dan 40 ÷ 100"
    teks = teks_html("evaluasi_renja", laporan)
    for harap in (
        "65,00",
        "73,33",
        "1.100.000",
        "Komitmen pimpinan",
        "Anggaran terbatas",
        "Usul tambahan",
        "Triwulan II",
    ):
        assert harap in teks, harap
    halaman_pdf("evaluasi_renja", laporan)


def test_excel_evaluasi_berisi_angka_yang_sama(bertriwulan):
    laporan = laporan_dokumen("evaluasi_renja", bertriwulan, 2024, 2)
    baris = isi("evaluasi_renja", laporan, awal=7)
    sub = next(b for b in baris if b[3] == "Jumlah peserta (orang)")
    assert sub[4:24:2][:9] == (300, 180, 100, 20, 20, "–", "–", 40, 220)
    assert sub[7] == 800_000 and sub[5] == "–", "target rupiah akhir Renstra tidak dinyatakan"
    assert any("Rata-rata capaian Renja: 65,00 %" in str(b[0]) for b in baris)


def test_target_yang_tidak_lengkap_bukan_nol(bertriwulan):
    Indikator.objects.get(kode="I.SK1").target.filter(tahun=2023).delete()
    laporan = laporan_dokumen("evaluasi_renja", bertriwulan, 2024, 2)
    r = next(i.renja for i in laporan.i.indikator if i.kode == "I.SK1")
    assert (r.target_akhir, r.capaian_renstra) == (None, None)
    assert r.realisasi_renstra == 220


def test_renstra_tanpa_periode(bertriwulan):
    Renstra.objects.update(periode_awal=None, periode_akhir=None)
    laporan = laporan_dokumen("evaluasi_renja", bertriwulan, 2024, 2)
    r = next(i.renja for i in laporan.i.indikator if i.kode == "I.SK1")
    assert (r.target_akhir, r.realisasi_lalu) == (100, 90)


def test_setahun_tidak_memuat_evaluasi(bertriwulan):
    laporan = laporan_dokumen("cascading", bertriwulan, 2024)
    assert laporan.i.renja is None and all(i.renja is None for i in laporan.i.indikator)


def test_uang_simpul_seperti_ikhtisar(laporan_demo):
    laporan = laporan_demo("balangan-2024", 2024, "evaluasi_renja")
    teks = teks_html("evaluasi_renja", laporan)
    for s in laporan.jenis("program", "kegiatan", "sub_kegiatan"):
        assert tulis_uang(s.pagu).replace("Rp", "") in teks, s.kode


def test_matriks_tindak_lanjut_dan_ikhtisar_kepala(laporan_demo):
    laporan = laporan_demo("balangan-2024", 2024, "tindak_lanjut_lhe")
    isi = teks_html("tindak_lanjut_lhe", laporan)
    for r in laporan.bahan["rekomendasi"]:
        assert " ".join((r["rekomendasi"] or r["rencana_aksi"]).split())[:60] in isi
    assert len(list(buku("tindak_lanjut_lhe", laporan).active.iter_rows())) > len(laporan.bahan["rekomendasi"])
    kepala = laporan_demo("hss-2024", 2024, "ikhtisar_kepala")
    assert all(i.nama in teks_html("ikhtisar_kepala", kepala) for i in kepala.iku)
    assert buku("ikhtisar_kepala", kepala).sheetnames == ["IKU", "Anggaran"]


def test_evaluasi_renja_triwulan_iv_sama_dengan_lkjip(laporan_demo):
    """Where quarters were never entered, the year's own realisasi stands in the fourth quarter."""
    setahun = {i.kode: i.realisasi for i in laporan_demo("hss-2024", 2024).i.indikator}
    renja = laporan_demo("hss-2024", 2024, "evaluasi_renja")
    assert {i.kode: i.renja.realisasi for i in renja.i.indikator} == setahun
    assert renja.i.renja.dihitung > 0


def test_lkj_triwulan_kedua_dan_per_bidang(bertriwulan):
    bidang = p.BidangFactory(perangkat_daerah=bertriwulan, kode="B1", nama="Bidang Layanan")
    Simpul.objects.filter(kode="SK1").update(bidang=bidang)
    laporan = laporan_dokumen("lkj_triwulan", bertriwulan, 2024, 2)
    (utama,) = lkj_triwulan.strategis(laporan)
    i = next(x for x in laporan.i.indikator if x.kode == "I.S1")
    assert utama.angka[:5] == (None, 72, i.triwulan[1].sd_target, 72, i.triwulan[1].sd_capaian)
    kelompok = dict(lkj_triwulan.per_bidang(laporan))
    assert list(kelompok)[-1] == "Bidang Layanan"
    uang, keluaran = kelompok["Bidang Layanan"]
    assert (uang.realisasi, uang.sd_target, uang.sd_realisasi, uang.persen) == (150_000, 1_000_000, 300_000, 30)
    assert (keluaran.realisasi, keluaran.sd_realisasi) == (20, 40)
    teks = teks_html("lkj_triwulan", laporan)
    for harap in (
        "Triwulan II Tahun 2024",
        "Kinerja dan anggaran Bidang Layanan",
        "Komitmen pimpinan",
        "300.000",
        "30,00%",
    ):
        assert harap in teks, harap
    milik = laporan_dokumen("lkj_triwulan", bertriwulan, 2024, 2, bidang)
    assert "Bidang Layanan Triwulan II Tahun 2024'" in lkj_triwulan.LKJ_TRIWULAN.html(milik), "kaki halaman"
    assert re.search(r"Kepala Bidang Layanan, …+$", teks_html("lkj_triwulan", milik).strip())
    assert buku("lkj_triwulan", laporan).sheetnames == ["Tujuan dan sasaran", "Menurut bidang", "Sebab dan langkah"]
    assert isi("lkj_triwulan", laporan, 1)[-1][:2] == ("Bidang Layanan", "Jumlah peserta")
