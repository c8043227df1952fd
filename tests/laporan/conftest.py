from functools import cache

import pytest
from django.db import transaction

from laporan import dokumen
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.laporan import Laporan
from laporan.models import LKJIP, Unggahan
from renstra.models import Simpul
from sakip.models import PerangkatDaerah
from tests.conftest import impor_contoh
from tests.pabrik import LintasFactory, PerangkatDaerahFactory, UnggahanFactory

from .buku_uji import INSTANSI, berhasil, dasar
from .isi_uji import LENGKAP, TAHUN, TANPA


def _beku_semua(instansi, tahun):
    """What each document is frozen as; of the fourth quarter where it is of a quarter. What they have in common is
    computed once."""
    ikhtisar = cache(lambda triwulan: susun_ikhtisar(instansi, tahun, triwulan))
    return {jenis: _beku(instansi, tahun, jenis, ikhtisar) for jenis in (LKJIP, *dokumen.DOKUMEN)}


def _beku(instansi, tahun, jenis, ikhtisar):
    if jenis == LKJIP:
        return ke_json(ikhtisar(None)), kumpulkan(instansi, tahun)
    triwulan = 4 if dokumen.DOKUMEN[jenis].per_triwulan else None
    return ke_json(ikhtisar(triwulan)), dokumen.bahan(jenis, instansi, tahun, triwulan)


@pytest.fixture
def impor_demo(db):
    """Import one of the demo workbooks: `impor_demo("hss-2024")` gives its agency."""
    return lambda nama: impor_contoh(nama)[nama]


@pytest.fixture(scope="session")
def laporan_demo(django_db_setup, django_db_blocker):
    """`laporan_demo("hss-2024", 2024)`: what a demo agency's LKjIP is made of; `jenis`: another document's, of
    the fourth quarter where it is of a quarter. Imported once in a process; nothing of it stays in the database."""

    @cache
    def beku(nama, tahun):
        with django_db_blocker.unblock(), transaction.atomic():
            instansi = impor_contoh(nama)[nama]
            hasil = _beku_semua(instansi, tahun)
            transaction.set_rollback(True)
        return hasil

    return lambda nama, tahun, jenis=LKJIP: Laporan(*beku(nama, tahun)[jenis])


@pytest.fixture(scope="session")
def laporan_isi(django_db_setup, django_db_blocker):
    """`laporan_isi()`: the report of a workbook that has something for each of its parts; `hal`: without that;
    `jenis`: another document. Imported once in a process; nothing of it stays in the database."""

    @cache
    def beku(hal):
        with django_db_blocker.unblock(), transaction.atomic():
            berhasil(LENGKAP | TANPA.get(hal, {}))
            instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
            for bagian, judul in ((Unggahan.Bagian.REVIU, ""), (Unggahan.Bagian.LAMPIRAN, "Piagam asli")):
                UnggahanFactory(
                    perangkat_daerah=instansi, tahun=TAHUN, bagian=bagian, judul=judul, berkas="a.pdf", halaman=2
                )
            sasaran = Simpul.objects.get(renstra__perangkat_daerah=instansi, kode="S1")
            lain = PerangkatDaerahFactory(pemda=instansi.pemda, nama="Dinas Pendidikan", singkatan="DISDIK")
            LintasFactory(simpul=sasaran, perangkat_daerah=lain, peran="Menyediakan data kompetensi guru")
            hasil = _beku_semua(instansi, TAHUN)
            transaction.set_rollback(True)
        return hasil

    return lambda hal="", jenis=LKJIP: Laporan(*beku(hal)[jenis])


@pytest.fixture
def uji(db):
    """`uji(Sheet=[…])`: the frozen report of a small agency with these sheets."""

    def buat(sesudah=None, **lembar):
        berhasil(dasar(**lembar))
        instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
        if sesudah:
            sesudah(instansi)
        return Laporan(ke_json(susun_ikhtisar(instansi, 2024)), kumpulkan(instansi, 2024))

    return buat


@pytest.fixture
def laporan_buruk(db):
    """`laporan_buruk("iku", Sheet=[…])`: another document of the whole workbook with these sheets."""

    def buat(jenis, **lembar):
        berhasil(LENGKAP | lembar)
        instansi = PerangkatDaerah.objects.get(kode=INSTANSI["kode"])
        return Laporan(*_beku(instansi, TAHUN, jenis, lambda tw: susun_ikhtisar(instansi, TAHUN, tw)))

    return buat
