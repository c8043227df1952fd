"""What an app's tests of the pages share, made once for all of them: two demo agencies, an empty one and a user per
role; a small agency in the middle of a quarter."""

import pickle
from types import SimpleNamespace

import pytest
from django.db import transaction

from sakip.models import PerangkatDaerah
from tests.capaian.isian_uji import buat_instansi
from tests.conftest import impor_contoh
from tests.pabrik import PenggunaFactory

PERAN = ("perencanaan", "bidang", "kepala", "inspektorat", "pembaca", "admin")


@pytest.fixture(scope="package")
def _dunia(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        contoh = impor_contoh("hss-2024", "balangan-2024")
        hss, balangan = contoh["hss-2024"], contoh["balangan-2024"]
        kosong = PerangkatDaerah.objects.create(pemda=hss.pemda, kode="hss-baru", nama="Dinas Baru", singkatan="DINBAR")
        orang = {
            "perencanaan": PenggunaFactory(perencanaan=True, perangkat_daerah=hss),
            "bidang": PenggunaFactory(perangkat_daerah=hss),
            "kepala": PenggunaFactory(kepala=True, perangkat_daerah=hss),
            "inspektorat": PenggunaFactory(inspektorat=True, pemda=hss.pemda),
            "pembaca": PenggunaFactory(pembaca=True, pemda=hss.pemda),
            "admin": PenggunaFactory(admin=True),
            "tetangga": PenggunaFactory(perencanaan=True, perangkat_daerah=balangan),
            "pendatang": PenggunaFactory(perencanaan=True, perangkat_daerah=kosong),
        }
        yield SimpleNamespace(hss=hss, balangan=balangan, kosong=kosong, **orang)
        transaction.set_rollback(True)


@pytest.fixture
def dunia(_dunia, db):
    return _dunia


@pytest.fixture(scope="package")
def _instansi_triwulan(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield pickle.dumps(buat_instansi())
        transaction.set_rollback(True)


@pytest.fixture
def instansi_triwulan(_instansi_triwulan, db):
    """What `buat_instansi` gives, with objects of the test's own: nothing that it changes stays."""
    return pickle.loads(_instansi_triwulan)


@pytest.fixture
def hss(dunia):
    return dunia.hss


@pytest.fixture
def perencana(dunia, masuk):
    """A client of the planning staff of the agency in the demo."""
    return masuk(dunia.perencanaan)


@pytest.fixture
def media(tmp_path, settings):
    """A storage folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "berkas"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT
