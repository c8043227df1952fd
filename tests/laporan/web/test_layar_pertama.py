"""Issue 9 item 12: the year of the first screen, the guided list, targets that come from a Perjanjian Kinerja."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.ikhtisar.tahun import daftar_tahun, tahun_dilaporkan
from laporan.langkah import indikator_draf, langkah_tahun
from renstra.models import PerjanjianKinerja
from tests.alat import alamat, teks
from tests.pabrik import (
    AnggaranFactory,
    IndikatorFactory,
    JadwalFactory,
    PenggunaFactory,
    RealisasiFactory,
    SubKegiatanFactory,
    TargetFactory,
)

pytestmark = pytest.mark.django_db
KINI = timezone.localdate().year


@pytest.fixture
def i():
    return IndikatorFactory(utama=True, kode="I1")


@pytest.fixture
def instansi(i):
    return i.renstra.perangkat_daerah


@pytest.fixture
def orang(instansi):
    return PenggunaFactory(perencanaan=True, perangkat_daerah=instansi)


def tahun_awal(instansi):
    return tahun_dilaporkan(daftar_tahun([instansi]))


def selalu(tahun):
    kini = timezone.now()
    return {"tahun": tahun, "triwulan": 1, "buka": kini - timedelta(days=1), "tutup": kini + timedelta(days=1)}


def test_9_12_tahun_yang_hanya_berisi_draf_bukan_tahun_awal(i, instansi):
    RealisasiFactory(indikator=i, tahun=KINI - 2)
    RealisasiFactory(indikator=i, tahun=KINI, triwulan=1, status="draf")
    AnggaranFactory(simpul=SubKegiatanFactory(renstra=i.renstra), tahun=KINI)
    assert tahun_awal(instansi) == KINI - 2


def test_9_12_jadwal_yang_dibuka_menentukan_tahun_awal(i, instansi):
    RealisasiFactory(indikator=i, tahun=KINI - 2)
    jadwal = JadwalFactory(perangkat_daerah=instansi, untuk="realisasi", **selalu(KINI - 1))
    assert tahun_awal(instansi) == KINI - 1
    jadwal.tutup = timezone.now() - timedelta(hours=1)
    jadwal.save()
    assert tahun_awal(instansi) == KINI - 2


def test_9_12_tanpa_apa_apa_tahun_sekarang(instansi):
    assert tahun_awal(instansi) == KINI


def test_9_12_tahun_yang_dipilih_diingat_dan_dapat_dilepas(i, instansi, orang, masuk):
    RealisasiFactory(indikator=i, tahun=2024)
    klien = masuk(orang)
    assert klien.get("/").url == f"/{instansi.kode}/2024/"
    jawaban = klien.post("/tahun/", {"tahun": "2023", "ke": f"/{instansi.kode}/2023/?q=a"})
    assert jawaban.url == f"/{instansi.kode}/2023/?q=a"
    assert klien.get("/").url == f"/{instansi.kode}/2023/"
    klien.post("/tahun/", {"tahun": "2024"})
    orang.refresh_from_db()
    assert orang.tahun_pilihan is None, "tahun yang sedang dilaporkan diikuti, bukan diingat"


@pytest.mark.parametrize("tahun", ["", "abcd", "1999", "2101", "٢٠٢٤", "99999999"])
def test_9_12_tahun_yang_bukan_tahun_tidak_diingat(orang, masuk, tahun):
    klien = masuk(orang)
    assert klien.post("/tahun/", {"tahun": tahun, "ke": "//lain.example/"}).url == "/"
    orang.refresh_from_db()
    assert orang.tahun_pilihan is None
    assert klien.get("/tahun/").status_code == 405


def langkah(instansi, tahun=2024):
    ikhtisar = susun_ikhtisar(instansi, tahun)
    return {x.halaman: x for x in langkah_tahun(instansi, ikhtisar, [], indikator_draf(instansi, tahun))}


def test_9_12_draf_bukan_sudah_ada(i, instansi, orang, masuk):
    lain = IndikatorFactory(simpul=i.simpul, kode="I2")
    for satu in (i, lain):
        TargetFactory(indikator=satu)
        TargetFactory(indikator=satu, triwulan=1)
    RealisasiFactory(indikator=i, triwulan=1, status="draf")
    x = langkah(instansi)["isian"]
    assert (x.sudah, x.keadaan) == (False, "1 masih draf")
    RealisasiFactory(indikator=lain)
    assert langkah(instansi)["isian"].keadaan == "1 dari 2, 1 masih draf"
    isi = teks(masuk(orang).get(alamat("instansi", kode=instansi.kode)))
    assert "1 dari 2, 1 masih draf" in isi


def test_9_12_daftar_urutan_menaut_ke_halamannya(instansi, orang, masuk):
    isi = masuk(orang).get(alamat("instansi", kode=instansi.kode)).content.decode()
    bagian = isi[isi.index('class="langkah"') :]
    for nama in ("buku_kerja", "rencana", "pagu", "isian", "anggaran", "lkjip"):
        assert f'href="{alamat(nama, kode=instansi.kode)}"' in bagian, nama
    assert re.search(r"Target 2024.*?Belum", teks(masuk(orang).get(alamat("instansi", kode=instansi.kode))))


def test_9_12_target_sebagian_tidak_disebut_sudah_ada(i, instansi):
    IndikatorFactory(simpul=i.simpul, kode="I2")
    TargetFactory(indikator=i)
    assert langkah(instansi)["rencana"].keadaan != "Sudah ada"


def test_9_12_target_dari_pk_disebut_dan_ditaut(i, instansi, orang, masuk):
    TargetFactory(indikator=i, versi="renstra", nilai=80)
    TargetFactory(indikator=i, versi="pk", nilai=90)
    klien, pk = masuk(orang), alamat("pk", kode=instansi.kode)
    for nama, lain in (
        ("instansi", {}),
        ("indikator_daftar", {}),
        ("indikator", {"objek": "I1"}),
        ("rencana_target", {"objek": i.simpul.kode}),
    ):
        jawaban = klien.get(alamat(nama, kode=instansi.kode, **lain))
        assert f'href="{pk}"' in jawaban.content.decode(), nama
        assert re.search("Perjanjian Kinerja|PK", teks(jawaban)), nama


def test_9_12_belum_ada_pk_mustahil_selama_ada_target_pk(i, instansi, orang, masuk):
    klien, tujuan = masuk(orang), alamat("pk", kode=instansi.kode)
    assert "Belum ada Perjanjian Kinerja 2024" in teks(klien.get(tujuan))
    TargetFactory(indikator=i, versi="pk", nilai=90)
    isi = teks(klien.get(tujuan))
    assert "Belum ada Perjanjian Kinerja" not in isi
    assert "Target yang sudah diperjanjikan" in isi and i.nama in isi
    PerjanjianKinerja.objects.create(perangkat_daerah=instansi, tahun=2024)
    assert "Target yang sudah diperjanjikan" not in teks(klien.get(tujuan))
