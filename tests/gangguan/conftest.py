"""One installation for all of these tests; what one of them broke, the next finds running again."""

import pytest

from tests.test_compose import baca_layanan

from .instalasi import SEMUA, instalasi_sendiri


@pytest.fixture(scope="package")
def _instalasi(tmp_path_factory):
    with instalasi_sendiri(baca_layanan(tmp_path_factory.mktemp("compose"))) as satu:
        yield satu


@pytest.fixture
def i(_instalasi):
    yield _instalasi
    mati = [n for n in SEMUA if _instalasi.proses(n).poll() is not None]
    _instalasi.mulai(*mati)
    _instalasi.siap()
    assert not mati, f"tidak berjalan lagi setelah uji: {mati}"
