"""An ikhtisar as a whole: to JSON and back, few queries whatever the size, exact sums of any amount."""

import dataclasses
import json
import re
from decimal import Decimal as D

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anggaran.models import Anggaran, RealisasiAnggaran
from laporan.ikhtisar.bentuk import dari_json, ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from renstra.models import Simpul
from sakip.models import PerangkatDaerah
from tests import pabrik as p

pytestmark = pytest.mark.django_db
PANGKAT = re.compile(r"-?\d+(\.\d+)?E[+-]?\d+$")


def instansi_lengkap(jumlah=1):
    """An agency with `jumlah` sasaran, each with one indicator of every kind and money of its own."""
    renstra = p.RenstraFactory()
    instansi = renstra.perangkat_daerah
    p.SkalaFactory(perangkat_daerah=instansi)
    p.EvaluasiAKIPFactory(perangkat_daerah=instansi, total=True)
    p.AnggaranFactory(total=True, perangkat_daerah=instansi, tahun=2023)
    for _ in range(jumlah):
        sasaran = p.SasaranFactory(renstra=renstra)
        iku = p.IndikatorFactory(simpul=sasaran, utama=True, bobot=D("0.3"))
        p.TargetFactory(indikator=iku, perjanjian=True, nilai=D(90))
        p.TargetFactory(indikator=iku, nasional=True, nilai=D(70))
        p.TargetFactory(indikator=iku, tahun=2026, nilai=D(95))
        p.TargetFactory(indikator=iku, triwulan=1, nilai=D(7))
        p.RealisasiFactory(indikator=iku, dianalisis=True)
        p.RealisasiFactory(indikator=iku, tahun=2023, nilai=D(7))
        p.RealisasiFactory(indikator=iku, triwulan=1, nilai=D(3))
        p.PembandingFactory(indikator=iku)
        komponen = p.IndikatorFactory(simpul=sasaran, berkomponen=True, skala="ip-asn", mendukung=iku)
        p.KomponenFactory(indikator=komponen, nilai=D("32.5"))
        predikat = p.IndikatorFactory(simpul=sasaran, berpredikat=True)
        p.TargetFactory(indikator=predikat, nilai=None, teks="BB")
        kosong = p.IndikatorFactory(simpul=sasaran, turun=True)
        p.TargetFactory(indikator=kosong, nilai=D(0))
        sub = p.SubKegiatanFactory(renstra=renstra)
        p.DukunganFactory(simpul=sub, sasaran=sasaran)
        p.DukunganFactory(simpul=sub, indikator=iku)
        p.AnggaranFactory(simpul=sub, jenis_belanja="modal", pagu=D(3))
        p.AnggaranFactory(simpul=sub, jenis_belanja="modal", perubahan=True, pagu=D(7))
        p.RealisasiAnggaranFactory(simpul=sub, jenis_belanja="modal", triwulan=1, nilai=D("3.01"))
        p.IndikatorFactory(simpul=sub, mengacu=iku)
    return instansi


@pytest.mark.parametrize("triwulan", [None, 1, 4])
def test_dari_json_sama_dengan_asalnya(triwulan):
    ikhtisar = susun_ikhtisar(instansi_lengkap(2), 2024, triwulan)
    teks = json.dumps(ke_json(ikhtisar), ensure_ascii=False)
    assert dari_json(json.loads(teks)) == ikhtisar


def test_ikhtisar_kosong_pun_bolak_balik():
    ikhtisar = susun_ikhtisar(p.PerangkatDaerahFactory(), 2024)
    assert dari_json(json.loads(json.dumps(ke_json(ikhtisar)))) == ikhtisar


def test_json_tidak_berisi_pecahan_biner_atau_pangkat():
    def periksa(data):
        assert not isinstance(data, float)
        assert not (isinstance(data, str) and PANGKAT.match(data))
        for isi in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
            periksa(isi)

    data = ke_json(susun_ikhtisar(instansi_lengkap(), 2024))
    periksa(data)
    capaian = data["indikator"][0]["capaian"]
    assert isinstance(capaian, str)
    assert capaian.startswith("110.5444444444")


def test_bentuk_json_tetap():
    """The keys that other programs rely on; more may be added, none may go."""
    data = ke_json(susun_ikhtisar(instansi_lengkap(), 2024))
    kunci = {
        "": "versi perangkat_daerah tahun triwulan pembulatan skala metode_efisiensi batas_capaian indikator "
        "simpul sasaran jenis_belanja total akip",
        "perangkat_daerah": "kode nama singkatan pemda",
        "indikator": "kode induk nama satuan iku arah jenis_nilai target target_atas target_teks versi_target "
        "realisasi realisasi_teks capaian capaian_dibatasi predikat predikat_nilai status alasan triwulan "
        "deret akhir_renstra pembanding komponen jumlah_komponen jumlah_maksimum efisiensi analisis",
        "simpul": "kode induk jenis kode_nomenklatur uraian mendukung pagu_murni pagu realisasi sisa serapan "
        "realisasi_triwulan alasan",
        "sasaran": "kode capaian capaian_dibatasi anggota dihitung predikat capaian_akhir_renstra pagu "
        "realisasi sisa serapan efisiensi kesimpulan alasan simpul",
        "jenis_belanja": "jenis pagu_murni pagu realisasi serapan",
        "total": "pagu_murni pagu realisasi sisa serapan capaian_iku capaian_iku_dibatasi anggota dihitung "
        "serapan_rata_sasaran efisiensi kesimpulan efisiensi_pmk",
        "akip": "tahun komponen nilai predikat",
    }
    for bagian, nama in kunci.items():
        isi = data[bagian] if bagian else data
        isi = isi[0] if isinstance(isi, list) else isi
        assert set(nama.split()) <= set(isi), bagian
    indikator = data["indikator"][0]
    dalam = {
        "triwulan": "triwulan target realisasi capaian sd_target sd_realisasi sd_capaian",
        "deret": "tahun target realisasi capaian selisih kenaikan_persen",
        "akhir_renstra": "tahun target capaian",
        "pembanding": "jenis instansi nilai kategori selisih capaian",
        "efisiensi": "pagu realisasi serapan nilai kesimpulan alasan",
        "analisis": "pendorong penghambat tindak_lanjut sumber",
    }
    for bagian, nama in dalam.items():
        isi = indikator[bagian][0] if isinstance(indikator[bagian], list) else indikator[bagian]
        assert set(nama.split()) <= set(isi), bagian
    assert {"kode", "pagu", "realisasi", "sisa", "serapan"} <= set(data["sasaran"][0]["simpul"][0])
    assert set(data["total"]["efisiensi_pmk"]) == {"e", "ne"}


def test_ikhtisar_tidak_dapat_diubah():
    ikhtisar = susun_ikhtisar(instansi_lengkap(), 2024)
    with pytest.raises(dataclasses.FrozenInstanceError):
        ikhtisar.total.pagu = D(0)


def test_yang_tidak_dapat_dihitung_selalu_beralasan():
    ikhtisar = susun_ikhtisar(instansi_lengkap(2), 2024)
    for i in ikhtisar.indikator:
        assert i.capaian is not None or i.alasan
        assert i.efisiensi.nilai is not None or i.efisiensi.alasan
        assert all(tw.capaian is not None or tw.alasan for tw in i.triwulan)
        assert all(d.capaian is not None or d.alasan for d in i.deret)
    for s in ikhtisar.sasaran:
        assert (s.capaian is not None and s.efisiensi is not None) or s.alasan
    for s in ikhtisar.simpul:
        assert s.serapan is not None or s.alasan or s.jenis in ("tujuan", "sasaran")


def jumlah_kueri(kode, tahun=2024):
    instansi = PerangkatDaerah.objects.get(kode=kode)
    with CaptureQueriesContext(
        connection,
    ) as tangkapan:
        susun_ikhtisar(instansi, tahun)
    return len(tangkapan)


def test_jumlah_kueri_tidak_bergantung_pada_banyaknya_data():
    kueri = [jumlah_kueri(instansi_lengkap(n).kode) for n in (1, 3, 30)]
    assert kueri[0] == kueri[1] == kueri[2]
    assert kueri[0] <= 15


def test_jumlah_kueri_instansi_dengan_beberapa_versi_renstra():
    instansi = instansi_lengkap()
    biasa = jumlah_kueri(instansi.kode)
    for urutan in (1, 2, 3):
        p.RenstraFactory(perangkat_daerah=instansi, urutan=urutan, berlaku_mulai=2022 + urutan)
    assert jumlah_kueri(instansi.kode) <= biasa


def test_jumlah_terbesar_tetap_tepat():
    """500 leaves of the largest amount that a row may hold: 4.999.999.999.999.995,00 to the sen."""
    program = p.ProgramFactory()
    kegiatan = p.KegiatanFactory(induk=program, kode="K")
    sub = [
        Simpul(
            renstra=program.renstra,
            kode=f"SK{n}",
            jenis="sub_kegiatan",
            induk=kegiatan,
            jenis_induk="kegiatan",
            uraian="x",
        )
        for n in range(500)
    ]
    Simpul.objects.bulk_create(sub)
    besar = D("9999999999999.99")
    milik = {"perangkat_daerah": program.renstra.perangkat_daerah, "tahun": 2024}
    Anggaran.objects.bulk_create(Anggaran(simpul=s, tahap="murni", pagu=besar, **milik) for s in sub)
    RealisasiAnggaran.objects.bulk_create(
        RealisasiAnggaran(simpul=s, triwulan=1, nilai=besar - D("0.01"), **milik) for s in sub
    )
    ikhtisar = susun_ikhtisar(PerangkatDaerah.objects.get(), 2024)
    for hasil in (ikhtisar.total, p.ambil(ikhtisar.simpul, "K"), p.ambil(ikhtisar.simpul, program.kode)):
        assert hasil.pagu == D("4999999999999995.00")
        assert hasil.realisasi == D("4999999999999990.00")
        assert hasil.sisa == 5
        assert hasil.serapan < 100
