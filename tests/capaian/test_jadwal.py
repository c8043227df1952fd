"""Whether a quarter is open: to the second, per bidang, per role."""

import datetime

import pytest
from django.utils import timezone

from capaian.jadwal import Waktu
from sakip.waktu import tulis_waktu
from tests import pabrik as p

pytestmark = pytest.mark.django_db
BUKA = timezone.make_aware(datetime.datetime(2024, 7, 1))
TUTUP = timezone.make_aware(datetime.datetime(2024, 7, 15, 23, 59))
SEDETIK = datetime.timedelta(seconds=1)
BELUM_DIBUKA = "Pengisian baru dibuka 1 Juli 2024 pukul 00.00."
DITUTUP = "Pengisian ditutup 15 Juli 2024 pukul 23.59. Subbag Perencanaan dapat memperpanjangnya dengan alasan."
HANYA_PERENCANAAN = "Triwulan ini hanya diisi oleh Subbag Perencanaan."
STAF = ("perencanaan", "bidang", "kepala_bidang", "kepala")


@pytest.fixture
def jadwal():
    return p.JadwalFactory(buka=BUKA, tutup=TUTUP, triwulan=2)


def orang(jadwal, peran="bidang"):
    sifat = {} if peran == "bidang" else {peran: True}
    return p.PenggunaFactory(perangkat_daerah=jadwal.perangkat_daerah, **sifat)


def kenapa(jadwal, kini, *, peran="bidang", bidang_id=None):
    return Waktu.bagi(jadwal, bidang_id).kenapa_tertutup(orang(jadwal, peran), kini)


@pytest.mark.parametrize(
    ("kini", "kalimat"),
    [
        (BUKA - SEDETIK, BELUM_DIBUKA),
        (BUKA, ""),
        (BUKA + SEDETIK, ""),
        (TUTUP - SEDETIK, ""),
        (TUTUP, DITUTUP),
        (TUTUP + SEDETIK, DITUTUP),
    ],
)
@pytest.mark.parametrize("peran", STAF)
def test_terbuka_dari_detik_pertama_sampai_sebelum_detik_tutup(jadwal, kini, kalimat, peran):
    assert kenapa(jadwal, kini, peran=peran) == kalimat


def test_tanpa_jadwal_tertutup(jadwal):
    kalimat = "Triwulan ini belum dijadwalkan. Subbag Perencanaan dapat membuat jadwalnya."
    assert Waktu.bagi(None, None).kenapa_tertutup(orang(jadwal, "perencanaan")) == kalimat


def test_jam_yang_berlaku_adalah_jam_server(jadwal):
    satu = p.JadwalFactory()
    assert Waktu.bagi(satu, None).kenapa_tertutup(orang(satu)) == ""
    assert kenapa(jadwal, None) == DITUTUP


def test_perpanjangan_hanya_untuk_bidangnya(jadwal):
    mutasi, diklat = (p.BidangFactory(perangkat_daerah=jadwal.perangkat_daerah) for _ in range(2))
    p.PerpanjanganFactory(jadwal=jadwal, bidang=mutasi, tutup=TUTUP + datetime.timedelta(days=7))
    esok = TUTUP + datetime.timedelta(days=1)
    assert kenapa(jadwal, esok, bidang_id=mutasi.pk) == ""
    assert kenapa(jadwal, esok, bidang_id=diklat.pk) == DITUTUP
    assert kenapa(jadwal, esok, bidang_id=None) == DITUTUP
    habis = kenapa(jadwal, TUTUP + datetime.timedelta(days=7), bidang_id=mutasi.pk)
    assert habis == DITUTUP.replace("15 Juli", "22 Juli")
    assert kenapa(jadwal, BUKA - SEDETIK, bidang_id=mutasi.pk) == BELUM_DIBUKA


def test_perpanjangan_terpanjang_yang_berlaku(jadwal):
    bidang = p.BidangFactory(perangkat_daerah=jadwal.perangkat_daerah)
    for hari in (3, 9, 5):
        p.PerpanjanganFactory(jadwal=jadwal, bidang=bidang, tutup=TUTUP + datetime.timedelta(days=hari))
    assert jadwal.tutup_bagi(bidang.pk) == TUTUP + datetime.timedelta(days=9)


def test_perpanjangan_yang_lebih_awal_tidak_memendekkan(jadwal):
    bidang = p.BidangFactory(perangkat_daerah=jadwal.perangkat_daerah)
    p.PerpanjanganFactory(jadwal=jadwal, bidang=bidang, tutup=TUTUP - datetime.timedelta(days=3))
    assert jadwal.tutup_bagi(bidang.pk) == TUTUP


@pytest.mark.parametrize(
    ("peran", "kalimat"),
    [("bidang", HANYA_PERENCANAAN), ("kepala_bidang", HANYA_PERENCANAAN), ("perencanaan", "")],
)
def test_triwulan_yang_hanya_diisi_perencanaan(peran, kalimat):
    jadwal = p.JadwalFactory(perencanaan_saja=True, buka=BUKA, tutup=TUTUP)
    assert kenapa(jadwal, BUKA, peran=peran) == kalimat
    assert kenapa(jadwal, TUTUP, peran=peran) == DITUTUP


def test_waktu_ditulis_menurut_zona_situs():
    assert tulis_waktu(datetime.datetime(2024, 7, 15, 16, 0, tzinfo=datetime.UTC)) == "16 Juli 2024 pukul 00.00"
