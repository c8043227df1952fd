"""The indicators of an ikhtisar: which target counts, what was realized, capaian, and its averages."""

from decimal import Decimal as D

import pytest

from capaian.rumus import BELUM_DIISI, DINYATAKAN, TARGET_BELUM, TARGET_NOL
from laporan.ikhtisar.susun import susun_ikhtisar
from tests import pabrik as p

pytestmark = pytest.mark.django_db


@pytest.fixture
def renstra():
    return p.RenstraFactory()


@pytest.fixture
def sasaran(renstra):
    return p.SasaranFactory(renstra=renstra, kode="S1")


def iku(sasaran, target=None, realisasi=None, **isi):
    """An IKU of the sasaran with a yearly target (PK) and realisasi."""
    indikator = p.IndikatorFactory(simpul=sasaran, utama=True, **isi)
    if target is not None:
        p.TargetFactory(indikator=indikator, perjanjian=True, nilai=D(target))
    if realisasi is not None:
        p.RealisasiFactory(indikator=indikator, nilai=D(realisasi))
    return indikator


def susun(objek, tahun=2024, triwulan=None):
    return susun_ikhtisar(objek.renstra.perangkat_daerah, tahun, triwulan)


def lihat(indikator, **opsi):
    """The indicator as the ikhtisar shows it."""
    return p.ambil(susun(indikator, **opsi).indikator, indikator.kode)


# Target


def test_versi_target_yang_dipakai(sasaran):
    indikator = iku(sasaran, realisasi="90")
    for versi, nilai in (("renstra", 80), ("nasional", 60)):
        p.TargetFactory(indikator=indikator, versi=versi, nilai=D(nilai))
    assert (lihat(indikator).target, lihat(indikator).versi_target) == (80, "renstra")
    p.TargetFactory(indikator=indikator, perjanjian=True, nilai=D(85))
    assert (lihat(indikator).target, lihat(indikator).versi_target) == (85, "pk")
    p.TargetFactory(indikator=indikator, perjanjian_perubahan=True, nilai=D(90))
    hasil = lihat(indikator)
    assert (hasil.target, hasil.versi_target, hasil.capaian) == (90, "pk_perubahan", 100)
    assert (hasil.target_versi_renstra, hasil.target_pk, hasil.target_pk_perubahan) == (80, 85, 90)
    assert hasil.nasional.nilai == 60
    assert hasil.nasional.capaian == 150


def test_target_tahun_lain_tidak_dipakai(sasaran):
    indikator = iku(sasaran, realisasi="90")
    p.TargetFactory(indikator=indikator, tahun=2025)
    hasil = lihat(indikator)
    assert (hasil.target, hasil.capaian, hasil.alasan) == (None, None, TARGET_BELUM)


def test_status_tercapai_tepat_pada_target(sasaran):
    for nilai, status in (("89.99", "tidak tercapai"), ("90", "tercapai"), ("90.01", "melebihi target")):
        assert lihat(iku(sasaran, "90", nilai)).status == status


def test_turun_memakai_rumus_instansi(renstra):
    sasaran = p.SasaranFactory(renstra=renstra)
    assert lihat(iku(sasaran, "8", "10", turun=True)).capaian == 75
    rasio = p.SasaranFactory(renstra__perangkat_daerah__turun_rasio=True)
    ikhtisar = susun(rasio)
    assert ikhtisar.rumus_turun == "rasio"
    assert lihat(iku(rasio, "8", "10", turun=True)).capaian == 80


def test_target_rentang(sasaran):
    indikator = p.IndikatorFactory(simpul=sasaran, rentang=True)
    p.TargetFactory(indikator=indikator, perjanjian=True, nilai=D(80), nilai_atas=D(90))
    realisasi = p.RealisasiFactory(indikator=indikator, nilai=D(70))
    for nilai, capaian in ((70, D("87.5")), (80, 100), (90, 100), (99, 90)):
        realisasi.nilai = D(nilai)
        realisasi.save()
        hasil = lihat(indikator)
        assert (hasil.target, hasil.target_atas, hasil.capaian) == (80, 90, capaian)


def test_target_nol(sasaran):
    hasil = lihat(iku(sasaran, "0", "5"))
    assert (hasil.capaian, hasil.status, hasil.alasan) == (None, None, TARGET_NOL)
    turun = lihat(iku(sasaran, "0", "0", turun=True))
    assert (turun.capaian, turun.status) == (100, "tercapai")


# Predikat


def berpredikat(sasaran, target, realisasi, **isi):
    indikator = p.IndikatorFactory(simpul=sasaran, utama=True, berpredikat=True, **isi)
    p.TargetFactory(indikator=indikator, perjanjian=True, nilai=None, teks=target)
    p.RealisasiFactory(indikator=indikator, nilai=None, teks=realisasi)
    return indikator


def test_predikat_dengan_angka_dihitung_dari_angkanya_dan_dicetak_teksnya(sasaran):
    hasil = lihat(berpredikat(sasaran, "BB (70)", "A (84,50)"))
    assert (hasil.target, hasil.target_teks) == (70, "BB (70)")
    assert (hasil.realisasi, hasil.realisasi_teks) == (D("84.50"), "A (84,50)")
    assert hasil.capaian == D("84.5") * 100 / 70
    assert hasil.predikat_nilai == "A"
    assert hasil.alasan == ""


def test_predikat_tanpa_angka_memakai_batas_bawah_dan_mengatakannya(sasaran):
    hasil = lihat(berpredikat(sasaran, "BB", "A (84,00)"))
    assert (hasil.target, hasil.target_teks) == (70, "BB")
    assert hasil.capaian == 120
    assert hasil.alasan == "memakai batas bawah predikat BB"


def test_realisasi_predikat_tanpa_angka_tetap_berpredikat_itu(sasaran):
    """BB starts above 70, so the bound that stands for it must not be graded B."""
    hasil = lihat(berpredikat(sasaran, "BB (70)", "BB"))
    assert (hasil.realisasi, hasil.realisasi_teks, hasil.predikat_nilai) == (70, "BB", "BB")
    assert hasil.alasan == "memakai batas bawah predikat BB"


def test_predikat_tak_dikenal_belum_ditetapkan(sasaran):
    hasil = lihat(berpredikat(sasaran, "Istimewa", "BB (75)"))
    assert (hasil.target, hasil.target_teks, hasil.alasan) == (None, "Istimewa", TARGET_BELUM)


def test_predikat_dengan_skala_sendiri(sasaran):
    hasil = lihat(berpredikat(sasaran, "Baik", "Sangat Baik (340)", skala="sistem-merit"))
    assert (hasil.target, hasil.realisasi, hasil.capaian) == (250, 340, 136)
    assert hasil.predikat_nilai == "Sangat Baik"


def test_angka_di_depan_predikatnya(sasaran):
    hasil = lihat(berpredikat(sasaran, "70,01 (BB)", "70,01 (BB)"))
    assert (hasil.target, hasil.capaian, hasil.predikat_nilai) == (D("70.01"), 100, "BB")


def test_teks_tanpa_angka_pada_indikator_biasa_tetap_tercetak(sasaran):
    indikator = iku(sasaran, "90")
    p.RealisasiFactory(indikator=indikator, nilai=None, teks="Belum rilis")
    hasil = lihat(indikator)
    assert (hasil.realisasi, hasil.realisasi_teks, hasil.alasan) == (None, "Belum rilis", BELUM_DIISI)


def test_skala_nilai_indikator(sasaran):
    assert lihat(iku(sasaran, "90", "90.99", skala="ip-asn")).predikat_nilai == "Tinggi"
    assert lihat(iku(sasaran, "90", "90.99")).predikat_nilai is None
    assert lihat(iku(sasaran, "90", "90.99", skala="tak dikenal")).predikat_nilai is None


def test_predikat_capaian_memakai_skala_instansi(sasaran):
    indikator = iku(sasaran, "100", "90")
    hasil = lihat(indikator)
    assert (hasil.predikat, hasil.warna) == ("Tinggi", "hijau muda")
    instansi = sasaran.renstra.perangkat_daerah
    instansi.skala = "dua tingkat"
    instansi.save()
    p.SkalaFactory(perangkat_daerah=instansi, nama="dua tingkat", urutan=1, batas_bawah=D(90), predikat="Berhasil")
    p.SkalaFactory(perangkat_daerah=instansi, nama="dua tingkat", urutan=2, batas_bawah=D(0), predikat="Gagal")
    assert lihat(indikator).predikat == "Berhasil"
    assert [pita.predikat for pita in susun(indikator).pita] == ["Berhasil", "Gagal"]
    p.SkalaFactory(nama="dua tingkat", urutan=1, batas_bawah=D(0), predikat="Milik instansi lain")
    assert lihat(indikator).predikat == "Berhasil"


def test_skala_instansi_yang_tidak_dikenal_tanpa_predikat(sasaran):
    indikator = iku(sasaran, "100", "90")
    sasaran.renstra.perangkat_daerah.skala = "tidak ada"
    sasaran.renstra.perangkat_daerah.save()
    assert (lihat(indikator).predikat, lihat(indikator).warna) == (None, "")


# Komponen, rasio, mengacu


def test_jumlah_komponen_adalah_realisasi(sasaran):
    indikator = iku(sasaran, "80", berkomponen=True, skala="ip-asn")
    for nilai, maksimum in (("24.18", 25), ("32.5", 40), ("25", 30), ("5", 5)):
        p.KomponenFactory(indikator=indikator, maksimum=D(maksimum), nilai=D(nilai))
    hasil = lihat(indikator)
    assert hasil.realisasi == hasil.jumlah_komponen == D("86.68")
    assert hasil.jumlah_maksimum == 100
    assert [k.persen for k in hasil.komponen] == [D("96.72"), D("81.25"), D(25) * 100 / 30, 100]
    assert hasil.capaian == D("108.35")
    assert hasil.predikat_nilai == "Tinggi"
    assert hasil.realisasi_dinyatakan is None


def test_realisasi_komponen_yang_dinyatakan_berbeda_hanya_dibandingkan(sasaran):
    indikator = iku(sasaran, "80", "90", berkomponen=True)
    p.KomponenFactory(indikator=indikator, nilai=D(40))
    hasil = lihat(indikator)
    assert (hasil.realisasi, hasil.realisasi_dinyatakan) == (40, 90)


def test_komponen_yang_belum_lengkap_memakai_yang_dinyatakan(sasaran):
    indikator = iku(sasaran, "80", "76", berkomponen=True)
    p.KomponenFactory(indikator=indikator, nilai=D(40))
    p.KomponenFactory(indikator=indikator, nilai=None)
    hasil = lihat(indikator)
    assert (hasil.realisasi, hasil.jumlah_komponen, hasil.capaian) == (76, None, 95)


def test_komponen_tanpa_isi_belum_diisi(sasaran):
    indikator = iku(sasaran, "80", berkomponen=True)
    p.KomponenFactory(indikator=indikator, nilai=None)
    assert (lihat(indikator).realisasi, lihat(indikator).alasan) == (None, BELUM_DIISI)


def test_rasio_dari_bagiannya(sasaran):
    indikator = iku(sasaran, "50", rasio=True)
    p.RealisasiFactory(indikator=indikator, nilai=None, pembilang=D(3), penyebut=D(4))
    hasil = lihat(indikator)
    assert (hasil.realisasi, hasil.pembilang, hasil.penyebut, hasil.capaian) == (75, 3, 4, 150)


def test_rasio_dengan_pengali_dan_pernyataan_yang_berbeda(sasaran):
    indikator = iku(sasaran, "50", rasio=True, pengali=D(1000))
    p.RealisasiFactory(indikator=indikator, nilai=D(76), pembilang=D(3), penyebut=D(40))
    assert (lihat(indikator).realisasi, lihat(indikator).realisasi_dinyatakan) == (75, 76)


def test_mengacu_menampilkan_angka_indikator_lain(sasaran):
    asal = iku(sasaran, "90", "99", satuan="Persen")
    program = p.ProgramFactory(renstra=sasaran.renstra)
    tengah = p.IndikatorFactory(simpul=program, mengacu=asal)
    ujung = p.IndikatorFactory(simpul=program, mengacu=tengah, nama="IKU pada program", bobot=D(2))
    p.TargetFactory(indikator=ujung, nilai=D(1))
    hasil = lihat(ujung)
    assert (hasil.target, hasil.realisasi, hasil.capaian, hasil.mengacu) == (90, 99, 110, asal.kode)
    assert (hasil.nama, hasil.induk, hasil.bobot, hasil.iku) == ("IKU pada program", program.kode, 2, False)


def test_mengacu_berputar_tidak_menggantung(sasaran):
    a = p.IndikatorFactory(simpul=sasaran)
    b = p.IndikatorFactory(simpul=sasaran, mengacu=a)
    a.mengacu = b
    a.save()
    p.TargetFactory(indikator=b, nilai=D(50))
    assert lihat(a).target == 50
    assert lihat(b).capaian is None


# Stated capaian, series, end of Renstra, comparisons


def test_capaian_dinyatakan_hanya_bila_target_dan_realisasi_tidak_diketahui(sasaran):
    indikator = iku(sasaran)
    realisasi = p.RealisasiFactory(indikator=indikator, nilai=None, capaian_dinyatakan=D("97.5"))
    hasil = lihat(indikator)
    assert (hasil.capaian, hasil.capaian_dinyatakan, hasil.alasan) == (D("97.5"), True, DINYATAKAN)
    p.TargetFactory(indikator=indikator, nilai=D(90))
    hasil = lihat(indikator)
    assert (hasil.capaian, hasil.capaian_dinyatakan, hasil.alasan) == (None, False, BELUM_DIISI)
    realisasi.nilai = D(90)
    realisasi.save()
    assert (lihat(indikator).capaian, lihat(indikator).capaian_dinyatakan) == (100, False)


def test_deret_tahun_dengan_perubahan_dari_yang_terakhir_diketahui(sasaran):
    indikator = iku(sasaran, "90", "88")
    for tahun, nilai in ((2020, 80), (2023, 84)):
        p.RealisasiFactory(indikator=indikator, tahun=tahun, nilai=D(nilai))
    p.TargetFactory(indikator=indikator, tahun=2022, nilai=D(82))
    p.TargetFactory(indikator=indikator, tahun=2025, nilai=D(95))
    deret = lihat(indikator).deret
    assert [d.tahun for d in deret] == [2020, 2022, 2023, 2024]
    assert [d.realisasi for d in deret] == [80, None, 84, 88]
    assert [d.selisih for d in deret] == [None, None, 4, 4]
    assert [d.kenaikan_persen for d in deret] == [None, None, 5, D(400) / 84]
    assert [d.alasan for d in deret] == [TARGET_BELUM, BELUM_DIISI, TARGET_BELUM, ""]


def test_kenaikan_dari_nol_tanpa_persen(sasaran):
    indikator = iku(sasaran, "90", "88")
    p.RealisasiFactory(indikator=indikator, tahun=2023, nilai=D(0))
    kini = lihat(indikator).deret[-1]
    assert (kini.selisih, kini.kenaikan_persen) == (88, None)


def test_terhadap_akhir_renstra(sasaran):
    indikator = iku(sasaran, "90", "88")
    p.TargetFactory(indikator=indikator, tahun=2026, nilai=D(110))
    p.TargetFactory(indikator=indikator, tahun=2026, perjanjian=True, nilai=D(1))
    akhir = lihat(indikator).akhir_renstra
    assert (akhir.tahun, akhir.target, akhir.capaian) == (2026, 110, 80)


def test_terhadap_akhir_renstra_tanpa_targetnya(sasaran):
    akhir = lihat(iku(sasaran, "90", "88")).akhir_renstra
    assert (akhir.tahun, akhir.target, akhir.capaian, akhir.alasan) == (2026, None, None, TARGET_BELUM)


def test_pembanding(sasaran):
    indikator = iku(sasaran, "90", "88")
    p.PembandingFactory(indikator=indikator, jenis="nasional", instansi="Nasional", nilai=D(80))
    p.PembandingFactory(indikator=indikator, instansi="Provinsi", nilai=None, kategori="Baik")
    p.PembandingFactory(indikator=indikator, tahun=2023)
    nasional, provinsi = lihat(indikator).pembanding
    assert (nasional.instansi, nasional.selisih, nasional.capaian) == ("Nasional", 8, 110)
    assert (provinsi.kategori, provinsi.selisih, provinsi.capaian) == ("Baik", None, None)


def test_analisis_tahun_lalu_triwulan_terakhir_yang_berisi(sasaran):
    indikator = iku(sasaran, "90")
    p.RealisasiFactory(indikator=indikator, triwulan=1, pendorong="satu")
    p.RealisasiFactory(indikator=indikator, triwulan=2, pendorong="dua")
    p.RealisasiFactory(indikator=indikator, triwulan=3)
    assert lihat(indikator).analisis.pendorong == "dua"
    assert lihat(indikator, triwulan=1).analisis.pendorong == "satu"
    p.RealisasiFactory(indikator=indikator, penghambat="setahun")
    assert lihat(indikator).analisis.penghambat == "setahun"


# Averages


def test_capaian_sasaran_adalah_rata_rata_iku_yang_bernilai(sasaran):
    iku(sasaran, "100", "120")
    iku(sasaran, "100", "90")
    iku(sasaran, "100")
    p.RealisasiFactory(indikator=p.TargetFactory(indikator__simpul=sasaran, nilai=D(1)).indikator, nilai=D(9))
    ikhtisar = susun(sasaran)
    hasil = ikhtisar.sasaran[0]
    assert (hasil.capaian, hasil.dihitung, hasil.anggota, hasil.predikat) == (105, 2, 3, "Sangat Tinggi")
    assert (ikhtisar.total.capaian_iku, ikhtisar.total.dihitung, ikhtisar.total.anggota) == (105, 2, 3)


def test_batas_capaian_menampilkan_rata_rata_mentah_dan_terbatas():
    sasaran = p.SasaranFactory(renstra__perangkat_daerah__dibatasi=True)
    tinggi = iku(sasaran, "100", "120")
    iku(sasaran, "100", "90")
    ikhtisar = susun(sasaran)
    hasil = p.ambil(ikhtisar.indikator, tinggi.kode)
    assert (hasil.capaian, hasil.capaian_dibatasi) == (120, 100)
    assert (ikhtisar.sasaran[0].capaian, ikhtisar.sasaran[0].capaian_dibatasi) == (105, 95)
    assert (ikhtisar.total.capaian_iku, ikhtisar.total.capaian_iku_dibatasi) == (105, 95)
    assert ikhtisar.batas_capaian == 100


def test_bobot_menimbang_dan_bobot_nol_tidak_dihitung(sasaran):
    iku(sasaran, "100", "60", bobot=D(3))
    iku(sasaran, "100", "100", bobot=None)
    iku(sasaran, "100", "0", bobot=D(0))
    hasil = susun(sasaran).sasaran[0]
    assert (hasil.capaian, hasil.dihitung, hasil.anggota) == (70, 2, 3)


def test_sasaran_tanpa_iku(sasaran):
    p.IndikatorFactory(simpul=sasaran)
    hasil = susun(sasaran).sasaran[0]
    assert (hasil.capaian, hasil.predikat, hasil.anggota) == (None, None, 0)
    assert hasil.alasan == "tidak ada IKU"


def test_alasan_sasaran_adalah_alasan_iku_nya(sasaran):
    iku(sasaran, realisasi="90")
    assert susun(sasaran).sasaran[0].alasan == TARGET_BELUM
    iku(sasaran, "90")
    assert susun(sasaran).sasaran[0].alasan == BELUM_DIISI


def test_rata_rata_instansi_atas_semua_iku_bukan_rata_rata_sasaran(renstra):
    satu, dua = p.SasaranFactory(renstra=renstra), p.SasaranFactory(renstra=renstra)
    iku(satu, "100", "100")
    iku(dua, "100", "70")
    iku(dua, "100", "70")
    assert susun(satu).total.capaian_iku == 80


def test_capaian_sasaran_terhadap_akhir_renstra(sasaran):
    for nilai, akhir in (("80", 100), ("90", 90)):
        indikator = iku(sasaran, "70", nilai)
        p.TargetFactory(indikator=indikator, tahun=2026, nilai=D(akhir))
    assert susun(sasaran).sasaran[0].capaian_akhir_renstra == 90


# AKIP


def test_akip_dari_komponen_dengan_predikatnya(renstra):
    instansi = renstra.perangkat_daerah
    for nilai in ("24.6", "22.2", "11.1", "12.11"):
        p.EvaluasiAKIPFactory(perangkat_daerah=instansi, nilai=D(nilai))
    p.EvaluasiAKIPFactory(perangkat_daerah=instansi, total=True, predikat="", nilai=D("70.00"), nomor_lhe="700/1")
    p.EvaluasiAKIPFactory(perangkat_daerah=instansi, tahun=2023, total=True, nilai=D(65), predikat="B")
    p.EvaluasiAKIPFactory(perangkat_daerah=instansi, tahun=2025, total=True)
    lalu, kini = susun_ikhtisar(instansi, 2024).akip
    assert (lalu.tahun, lalu.nilai, lalu.predikat) == (2023, 65, "B")
    assert (kini.nilai, kini.predikat, kini.nilai_dinyatakan) == (D("70.01"), "BB", 70)
    assert kini.nomor_lhe == "700/1"


def test_akip_dengan_komponen_yang_belum_lengkap_memakai_total_yang_dinyatakan(renstra):
    instansi = renstra.perangkat_daerah
    p.EvaluasiAKIPFactory(perangkat_daerah=instansi, nilai=D(24))
    p.EvaluasiAKIPFactory(perangkat_daerah=instansi, nilai=None)
    p.EvaluasiAKIPFactory(perangkat_daerah=instansi, total=True, nilai=D("70.01"), predikat="")
    (akip,) = susun_ikhtisar(instansi, 2024).akip
    assert (akip.nilai, akip.predikat) == (D("70.01"), "BB")


def test_akip_tanpa_nilai_tanpa_predikat(renstra):
    p.EvaluasiAKIPFactory(perangkat_daerah=renstra.perangkat_daerah, nilai=None)
    (akip,) = susun_ikhtisar(renstra.perangkat_daerah, 2024).akip
    assert (akip.nilai, akip.predikat) == (None, None)
