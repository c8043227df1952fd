"""Factories of what reads across: evaluation, staff, narrative, composed and submitted documents."""

from decimal import Decimal

import factory
from django.utils import timezone
from factory import SelfAttribute, Sequence, SubFactory, Trait

from laporan.models import (
    Aset,
    BagianMati,
    BagianSusunan,
    CatatanMeja,
    EvaluasiAKIP,
    KeteranganLaporan,
    LetakNarasi,
    Narasi,
    NaskahSiap,
    NaskahTugas,
    Paket,
    Pegawai,
    Penyampaian,
    Prestasi,
    Rekomendasi,
    StatusSusunan,
    Susunan,
    TemuanDiterima,
    Unggahan,
    UnggahanBuku,
)

from .pabrik_dasar import TAHUN, Pabrik


class EvaluasiAKIPFactory(Pabrik):
    """A komponen's line; trait `total` states the sum and its predikat."""

    class Meta:
        model = EvaluasiAKIP

    class Params:
        total = Trait(komponen="", bobot=None, nilai=Decimal("70.01"), predikat="BB")

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    komponen = Sequence(lambda n: f"Komponen {n}")
    bobot = Decimal(30)
    nilai = Decimal(20)


class RekomendasiFactory(Pabrik):
    class Meta:
        model = Rekomendasi

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    sumber = "LHE"
    rekomendasi = Sequence(lambda n: f"Rekomendasi {n}")
    status = "proses"


class PrestasiFactory(Pabrik):
    class Meta:
        model = Prestasi

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    nama = Sequence(lambda n: f"Penghargaan {n}")


class PegawaiFactory(Pabrik):
    class Meta:
        model = Pegawai

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    status = "PNS"
    kelompok = "golongan"
    uraian = Sequence(lambda n: f"Golongan {n}")
    laki_laki, perempuan, jumlah = 3, 4, 7


class AsetFactory(Pabrik):
    class Meta:
        model = Aset

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    kelompok = "Peralatan dan mesin"
    uraian = Sequence(lambda n: f"Aset {n}")
    jumlah = Decimal(10)


class LetakNarasiFactory(Pabrik):
    class Meta:
        model = LetakNarasi

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    bagian = Sequence(lambda n: f"9.{n}")
    letak = "1.4"


class BagianMatiFactory(Pabrik):
    class Meta:
        model = BagianMati

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    bagian = "3.5"


class KeteranganLaporanFactory(Pabrik):
    class Meta:
        model = KeteranganLaporan

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    tempat = "Kandangan"


class NaskahSiapFactory(Pabrik):
    class Meta:
        model = NaskahSiap

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    bagian = Sequence(lambda n: f"1.{n}")
    sidik = "0" * 64


class NaskahTugasFactory(Pabrik):
    class Meta:
        model = NaskahTugas

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    bagian = Sequence(lambda n: f"1.{n}")
    bidang = SubFactory("tests.pabrik.BidangFactory", perangkat_daerah=SelfAttribute("..perangkat_daerah"))


class NarasiFactory(Pabrik):
    class Meta:
        model = Narasi

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    bagian = Sequence(lambda n: f"1.{n}")
    teks = "Paragraf pertama.\n\n- butir **tebal**"


class UnggahanFactory(Pabrik):
    class Meta:
        model = Unggahan

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    bagian = Unggahan.Bagian.LAMPIRAN
    judul = "Perjanjian Kinerja"
    berkas = "unggahan/contoh.pdf"
    sidik = "0" * 64


class UnggahanBukuFactory(Pabrik):
    """An upload that waits to be read."""

    class Meta:
        model = UnggahanBuku

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    nama_berkas = "buku.xlsx"
    ukuran = 1
    berkas = "pratinjau/00/tidak-ada.xlsx"
    sidik = "0" * 64
    pembuat = SubFactory("tests.pabrik.PenggunaFactory", perencanaan=True)


class TemuanDiterimaFactory(Pabrik):
    class Meta:
        model = TemuanDiterima

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    aturan = "anggaran.realisasi_melebihi_pagu"
    objek = Sequence(lambda n: f"SK{n}")
    sidik = "0" * 64
    alasan = "Sudah sesuai addendum"


class SusunanFactory(Pabrik):
    class Meta:
        model = Susunan

    class Params:
        berjalan = Trait(status=StatusSusunan.BERJALAN)
        jadi = Trait(status=StatusSusunan.SELESAI, berkas="susunan/contoh.pdf", halaman=40)
        gagal = Trait(status=StatusSusunan.GAGAL, kesalahan="Bab 3 gagal")

    perangkat_daerah = SubFactory("tests.pabrik.PerangkatDaerahFactory")
    tahun = TAHUN
    ikhtisar = factory.Dict({})
    bahan = factory.Dict({})


class BagianSusunanFactory(Pabrik):
    class Meta:
        model = BagianSusunan

    susunan = SubFactory(SusunanFactory)
    kunci = Sequence(lambda n: f"bab{n}")
    urutan = Sequence(lambda n: n)


class PenyampaianFactory(Pabrik):
    """A version handed in; trait `ditarik`: taken back."""

    class Meta:
        model = Penyampaian

    class Params:
        ditarik = Trait(
            ditarik_pada=timezone.now(),
            ditarik_oleh=SubFactory("tests.pabrik.PenggunaFactory"),
            alasan_tarik="Tabel 3.2 keliru",
        )

    susunan = SubFactory(SusunanFactory, jadi=True)
    perangkat_daerah = factory.SelfAttribute("susunan.perangkat_daerah")
    tahun = TAHUN
    versi = Sequence(lambda n: n + 1)
    berkas = "penyampaian/contoh.pdf"
    sidik = "0" * 64
    halaman = 40
    oleh = SubFactory("tests.pabrik.PenggunaFactory")


class CatatanMejaFactory(Pabrik):
    class Meta:
        model = CatatanMeja

    penyampaian = SubFactory(PenyampaianFactory)
    tempat = "Bab III, halaman III-12"
    teks = Sequence(lambda n: f"Catatan {n}")
    oleh = SubFactory("tests.pabrik.PenggunaFactory")


class PaketFactory(Pabrik):
    class Meta:
        model = Paket

    pemda = SubFactory("tests.pabrik.PemdaFactory")
    tahun = TAHUN
    pembuat = SubFactory("tests.pabrik.PenggunaFactory")
