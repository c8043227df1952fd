from functools import cache

import pytest
from django.db import transaction

from laporan import dokumen
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.laporan import Laporan
from laporan.models import LKJIP
from sakip.models import PerangkatDaerah
from tests.conftest import impor_contoh

from .buku_uji import INSTANSI, berhasil, dasar


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
            hasil = {LKJIP: (ke_json(susun_ikhtisar(instansi, tahun)), kumpulkan(instansi, tahun))}
            for jenis, satu in dokumen.DOKUMEN.items():
                triwulan = 4 if satu.per_triwulan else None
                ikhtisar = ke_json(susun_ikhtisar(instansi, tahun, triwulan))
                hasil[jenis] = (ikhtisar, dokumen.bahan(jenis, instansi, tahun, triwulan))
            transaction.set_rollback(True)
        return hasil

    return lambda nama, tahun, jenis=LKJIP: Laporan(*beku(nama, tahun)[jenis])


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
