"""Numbers in the database: the same digits come back from every supported one."""

from decimal import Decimal as D

import pytest

from tests import pabrik as p

pytestmark = pytest.mark.django_db
NILAI = (
    "999999999999999",
    "99999999999999.9",
    "12345678.9012345",
    "12.3456789012345",
    "0.0000000000001",
    "0.1",
    "99.49",
    "-0.0000000000001",
    "-999999999999999",
    "1000000",
    "0",
)


@pytest.mark.parametrize("nilai", NILAI)
def test_angka_indikator_kembali_sama_dari_basis_data(nilai):
    target = p.TargetFactory(nilai=D(nilai))
    target.refresh_from_db()
    assert target.nilai == D(nilai)
    assert format(target.nilai, "f") == nilai
    assert type(target).objects.filter(nilai=D(nilai)).exists()


@pytest.mark.parametrize("nilai", ["9999999999999.99", "0.01", "1386855600", "0", "-0.01"])
def test_rupiah_kembali_sama_dari_basis_data(nilai):
    realisasi = p.RealisasiAnggaranFactory(nilai=D(nilai))
    realisasi.refresh_from_db()
    assert realisasi.nilai == D(nilai)
