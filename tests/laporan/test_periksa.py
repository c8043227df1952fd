"""Findings: each rule on a year built to break it, and the three real agencies."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command

import laporan.periksa
from anggaran.models import Anggaran, RealisasiAnggaran
from capaian.models import Komponen, Realisasi
from laporan.models import EvaluasiAKIP, Narasi
from laporan.periksa.aturan import periksa
from laporan.periksa.bentuk import GALAT
from laporan.temuan.nama import ATURAN
from renstra.models import Indikator, Simpul, Target
from tests import pabrik as p

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]


@pytest.fixture
def hss(impor_demo):
    return impor_demo("hss-2024")


def aturan(instansi, nama):
    return [t for t in periksa(instansi, 2024) if t.aturan == nama]


def indikator(kode):
    return Indikator.objects.get(kode=kode)


def simpul(kode):
    return Simpul.objects.get(kode=kode)


def test_data_nyata_tanpa_galat_dan_temuan_yang_dikenal(hss):
    temuan = periksa(hss, 2024)
    assert not [t for t in temuan if t.tingkat == GALAT]
    tinggi = {t.objek for t in temuan if t.aturan == "capaian.di_atas_150"}
    assert tinggi == {"I.K1.3.2", "I.SK1.4.2.1"}
    assert len([t for t in temuan if t.aturan == "iku.keterangan_belum"]) == 4


def test_jumlah_induk_berbeda(hss):
    Anggaran.objects.create(perangkat_daerah=hss, simpul=simpul("P1"), tahun=2024, tahap="perubahan", pagu=4470744586)
    Anggaran.objects.create(perangkat_daerah=hss, tahun=2024, tahap="perubahan", pagu=7412761645)
    (temuan,) = aturan(hss, "anggaran.jumlah_induk_berbeda")
    assert (temuan.tingkat, temuan.objek) == (GALAT, "P1")
    assert temuan.nilai == {"dinyatakan": "4470744586", "dihitung": "4470744585"}
    assert "selisih Rp1" in temuan.pesan


def test_total_instansi_yang_dinyatakan_salah(hss):
    Anggaran.objects.create(perangkat_daerah=hss, tahun=2024, tahap="perubahan", pagu=Decimal("7412761645.50"))
    (temuan,) = aturan(hss, "anggaran.jumlah_induk_berbeda")
    assert temuan.objek == "total"


def test_pagu_per_jenis_belanja_tidak_dijumlahkan_dengan_totalnya(hss):
    for jenis, pagu in (("pegawai", 100_000_000), ("modal", 6_614_949)):
        Anggaran.objects.create(
            perangkat_daerah=hss,
            simpul=simpul("SK1.1.1"),
            tahun=2024,
            tahap="perubahan",
            jenis_belanja=jenis,
            pagu=pagu,
        )
    (temuan,) = aturan(hss, "anggaran.jumlah_induk_berbeda")
    assert temuan.nilai == {"dinyatakan": "106614950", "dihitung": "106614949"}


def test_iku_yang_diulang_dengan_mengacu(hss):
    Indikator.objects.filter(kode="I.P1.1").update(iku=True, mengacu=indikator("I.S1.1"))
    assert [t.objek for t in aturan(hss, "iku.ganda")] == ["I.P1.1"]


def test_realisasi_melebihi_pagu(hss):
    RealisasiAnggaran.objects.filter(simpul__kode="SK1.1.1").update(nilai=106614951)
    (temuan,) = aturan(hss, "anggaran.realisasi_melebihi_pagu")
    assert temuan.objek == "SK1.1.1"
    RealisasiAnggaran.objects.filter(simpul__kode="SK1.1.1").update(nilai=106614950)
    assert not aturan(hss, "anggaran.realisasi_melebihi_pagu")


def test_pagu_dan_realisasi_anggaran_yang_belum_ada(hss):
    RealisasiAnggaran.objects.filter(simpul__kode="SK1.1.1").delete()
    Anggaran.objects.filter(simpul__kode="SK1.1.2").delete()
    assert [t.objek for t in aturan(hss, "anggaran.realisasi_belum")] == ["SK1.1.1"]
    assert [(t.objek, t.tingkat) for t in aturan(hss, "anggaran.pagu_belum")] == [("SK1.1.2", GALAT)]


def test_triwulan_tidak_sama_dengan_setahun(hss):
    for tw in (1, 2, 3, 4):
        RealisasiAnggaran.objects.create(
            perangkat_daerah=hss, simpul=simpul("SK1.1.1"), tahun=2024, triwulan=tw, nilai=1
        )
    (temuan,) = aturan(hss, "anggaran.triwulan_tidak_sama")
    assert temuan.objek == "SK1.1.1"


@pytest.mark.parametrize(("model", "nama"), [(Target, "capaian.target_belum"), (Realisasi, "capaian.realisasi_belum")])
def test_target_dan_realisasi_yang_belum_ada(hss, model, nama):
    model.objects.filter(indikator__kode__in=["I.S1.1", "I.K1.1.1"], tahun=2024).delete()
    assert {(t.objek, t.tingkat) for t in aturan(hss, nama)} == {("I.S1.1", GALAT), ("I.K1.1.1", "peringatan")}


def test_analisis_yang_belum_ditulis(hss):
    Realisasi.objects.filter(indikator__kode="I.S3.1").update(penghambat="", tindak_lanjut="")
    assert "I.S3.1" not in {t.objek for t in aturan(hss, "capaian.analisis_belum")}, "ada narasinya"
    Narasi.objects.filter(bagian="3.1.analisis.I.S3.1").delete()
    assert "I.S3.1" in {t.objek for t in aturan(hss, "capaian.analisis_belum")}


def test_komponen_tidak_berjumlah_nilai_indeks(hss):
    Komponen.objects.filter(indikator__kode="I.T1.1", nama="Disiplin").update(nilai=4)
    (temuan,) = aturan(hss, "capaian.komponen_berbeda")
    assert temuan.nilai == {"dinyatakan": "81.16", "dihitung": "80.16"}


def test_rasio_yang_dinyatakan_berbeda(hss):
    Realisasi.objects.filter(indikator__kode="I.S1.1").update(pembilang=1220, penyebut=1220)
    (temuan,) = aturan(hss, "capaian.rasio_berbeda")
    assert temuan.nilai == {"dinyatakan": "99.49", "dihitung": "100"}


def test_persen_di_atas_seratus(hss):
    Realisasi.objects.filter(indikator__kode="I.S1.1").update(nilai=None, pembilang=1230, penyebut=1220)
    (temuan,) = aturan(hss, "satuan.persen_di_atas_100")
    assert temuan.objek == "I.S1.1" and temuan.nilai["pembilang"] == "1230"


def test_target_pk_berbeda_dari_renstra(hss):
    Target.objects.create(indikator=indikator("I.S1.1"), tahun=2024, versi="renstra", nilai=95)
    (temuan,) = aturan(hss, "target.pk_berbeda_renstra")
    assert temuan.nilai == {"pk": "90", "renstra": "95"}


def test_sub_kegiatan_tanpa_sasaran(hss, impor_demo):
    assert not aturan(hss, "renstra.tanpa_sasaran")
    balangan = impor_demo("balangan-2024")
    assert len(aturan(balangan, "renstra.tanpa_sasaran")) == 14


def test_tahun_yang_salah_di_narasi(hss):
    Narasi.objects.create(
        perangkat_daerah=hss,
        tahun=2024,
        bagian="4.1",
        judul="Simpulan",
        teks="Kinerja tahun 2023 sangat baik sesuai Perpres 29 Tahun 2014, Renstra 2021-2026, dan target 2026.",
    )
    temuan = [t for t in aturan(hss, "narasi.tahun_lain") if t.objek == "4.1"]
    assert [t.nilai for t in temuan] == [{"tahun": "2023"}]
    assert "Kinerja tahun 2023" in temuan[0].pesan


def test_skala_yang_tidak_ada(hss):
    hss.skala = "skala khayal"
    hss.save()
    assert [t.tingkat for t in aturan(hss, "skala.tidak_dikenal")] == [GALAT]


def test_nilai_akip_tidak_sama_dengan_komponennya(impor_demo):
    balangan = impor_demo("balangan-2024")
    EvaluasiAKIP.objects.create(perangkat_daerah=balangan, tahun=2023, nilai=Decimal("75.51"), predikat="BB")
    (temuan,) = aturan(balangan, "akip.jumlah_berbeda")
    assert temuan.nilai == {"dinyatakan": "75.51", "dihitung": "75.15"}


def test_instansi_tanpa_data(hss):
    assert not aturan(hss, "renstra.kosong")
    hss.renstra.update(berlaku_mulai=2025)
    assert [t.tingkat for t in aturan(hss, "renstra.kosong")] == [GALAT]


def test_perintah_mencetak_json_dan_status_keluar(hss, capsys):
    call_command("periksa", "hss-bkpsdm", "2024")
    data = json.loads(capsys.readouterr().out)
    assert {"aturan", "tingkat", "objek", "pesan", "nilai", "dasar", "diterima"} == set(data[0])
    RealisasiAnggaran.objects.filter(simpul__kode="SK1.1.1").update(nilai=10**12)
    with pytest.raises(SystemExit) as keluar:
        call_command("periksa", "hss-bkpsdm", "2024")
    assert keluar.value.code == 1


# Rules that first use asked for


@pytest.fixture
def agensi():
    renstra = p.RenstraFactory(periode_awal=2022, periode_akhir=2026)
    return renstra.perangkat_daerah, p.SasaranFactory(renstra=renstra, kode="S1")


def test_9_6_rentang_tanpa_batas_dan_batas_tanpa_rentang(agensi):
    instansi, s = agensi
    for kode, sifat, atas in (("I1", {"rentang": True}, None), ("I2", {}, Decimal(90))):
        i = p.IndikatorFactory(simpul=s, kode=kode, **sifat)
        p.TargetFactory(indikator=i, triwulan=None, nilai=Decimal(80), nilai_atas=atas)
    assert [t.objek for t in aturan(instansi, "target.tanpa_batas_atas")] == ["I1"]
    assert [t.objek for t in aturan(instansi, "target.batas_atas_asing")] == ["I2"]


def test_9_6_target_sepuluh_kali_dan_di_luar_periode(agensi):
    instansi, s = agensi
    i = p.IndikatorFactory(simpul=s, kode="I1")
    for tahun, nilai in ((2024, 80), (2025, 800), (2026, 810), (2027, 90)):
        p.TargetFactory(indikator=i, tahun=tahun, triwulan=None, nilai=Decimal(nilai))
    (temuan,) = aturan(instansi, "target.sepuluh_kali")
    assert "tahun 2024 80, tahun 2025 800" in temuan.pesan
    (temuan,) = aturan(instansi, "target.di_luar_periode")
    assert "2027" in temuan.pesan and "2022–2026" in temuan.pesan


def test_9_6_skala_indikator_yang_tidak_dikenal(agensi):
    instansi, s = agensi
    p.IndikatorFactory(simpul=s, kode="I1", skala="skala-entah")
    p.IndikatorFactory(simpul=s, kode="I2", skala="ip-asn")
    (temuan,) = aturan(instansi, "skala.indikator_tidak_dikenal")
    assert temuan.objek == "I1" and "skala-entah" in temuan.pesan


def test_9_6_belanja_di_luar_periode(agensi):
    instansi, s = agensi
    s.renstra.periode_awal, s.renstra.periode_akhir = 2025, 2029
    s.renstra.save()
    sub = p.SubKegiatanFactory(renstra=s.renstra, kode="SK1")
    p.AnggaranFactory(simpul=sub, pagu=Decimal(100))
    p.RealisasiAnggaranFactory(simpul=sub, nilai=Decimal(5))
    (temuan,) = aturan(instansi, "anggaran.di_luar_periode")
    assert "2025–2029" in temuan.pesan


def test_9_4_tanpa_pagu_tahap_terakhir_menjadi_temuan(agensi):
    instansi, s = agensi
    for kode, tahap in (("SK1", ("murni", "perubahan")), ("SK2", ("murni",))):
        sub = p.SubKegiatanFactory(renstra=s.renstra, kode=kode)
        for satu in tahap:
            p.AnggaranFactory(simpul=sub, pagu=Decimal(100), tahap=satu)
    (temuan,) = aturan(instansi, "anggaran.tidak_dalam_tahap")
    assert temuan.objek == "SK2" and "tidak ada dalam pagu perubahan" in temuan.pesan


def test_9_1_bulan_dan_triwulan_yang_berbeda_menjadi_temuan(agensi):
    instansi, s = agensi
    sub = p.SubKegiatanFactory(renstra=s.renstra, kode="SK1")
    p.AnggaranFactory(simpul=sub, pagu=Decimal(1000))
    p.RealisasiAnggaranFactory(simpul=sub, triwulan=1, nilai=Decimal(300))
    p.RealisasiAnggaranFactory(simpul=sub, triwulan=1, bulan=2, nilai=Decimal(250))
    (temuan,) = aturan(instansi, "anggaran.bulan_tidak_sama")
    assert (temuan.tingkat, {k: Decimal(v) for k, v in temuan.nilai.items()}) == (
        GALAT,
        {"dinyatakan": 300, "jumlah_bulan": 250},
    )


def test_setiap_aturan_mempunyai_nama_bagi_pembaca():
    sumber = "".join(b.read_text() for b in Path(laporan.periksa.__file__).parent.glob("*.py"))
    awalan = "akip|anggaran|capaian|iku|narasi|renstra|satuan|skala|target"
    aturan_dipakai = set(re.findall(rf'"((?:{awalan})\.[a-z_0-9]+)"', sumber))
    assert len(aturan_dipakai) > 25
    assert aturan_dipakai - ATURAN.keys() == set()


@pytest.mark.parametrize(
    ("lalu", "kini", "batas", "sebab"),
    [
        ("4", "40", {}, "sepuluh kali"),
        ("40", "41", {"wajar_atas": Decimal(35)}, "di atas batas wajar 35"),
        (None, "120", {"satuan": "persen"}, "di atas 100"),
    ],
)
def test_9_2_angka_setahun_yang_tidak_wajar_menjadi_temuan(agensi, lalu, kini, batas, sebab):
    instansi, s = agensi
    i = p.IndikatorFactory(simpul=s, **({"satuan": "nilai"} | batas))
    p.TargetFactory(indikator=i, tahun=2024, triwulan=None, nilai=Decimal(kini))
    if lalu:
        p.RealisasiFactory(indikator=i, tahun=2023, triwulan=None, nilai=Decimal(lalu))
    setahun = p.RealisasiFactory(indikator=i, tahun=2024, triwulan=None, nilai=Decimal(kini))
    (temuan,) = aturan(instansi, "capaian.tidak_wajar")
    assert (temuan.tingkat, temuan.objek) == ("peringatan", i.kode)
    assert sebab in temuan.pesan
    Realisasi.objects.filter(pk=setahun.pk).update(alasan_wajar="Metode baru.")
    (temuan,) = aturan(instansi, "capaian.tidak_wajar")
    assert temuan.tingkat == "catatan" and temuan.pesan.endswith("Dikonfirmasi: Metode baru.")


@pytest.mark.parametrize(
    ("teks", "tahun"),
    [
        ("Hasil pengawasan tahun 2019 yang terbit pada 2024.", []),
        ("Evaluasi SAKIP 2023 bernilai 75,15, naik dari 71,55 pada 2022.", []),
        ("Pada tahun 2019 capaian naik.", ["2019"]),
        ("Nilai AKIP 2019 naik. Pada 2024 dilaksanakan ujian.", ["2019"]),
        ("Capaian 2019 naik dari 2018.", ["2018", "2019"]),
    ],
)
def test_tahun_lain_yang_dimaksud_bukan_temuan(hss, teks, tahun):
    Narasi.objects.create(perangkat_daerah=hss, tahun=2024, bagian="4.1", judul="Simpulan", teks=teks)
    temuan = [t for t in aturan(hss, "narasi.tahun_lain") if t.objek == "4.1"]
    assert [t.nilai["tahun"] for t in temuan] == tahun
