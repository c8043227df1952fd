"""A tahap is whole: what a budget file leaves out."""

from decimal import Decimal

import pytest

from anggaran.bentuk import TAHAP_URUT
from anggaran.sipd.utuh import PaguLama, menjadi_nol


def lama(kunci, jenis, tahap, nilai=5):
    return PaguLama(kunci, jenis, tahap, Decimal(nilai))


def nol(simpanan, berkas, tahap="perubahan", **lain):
    hasil = menjadi_nol(simpanan, berkas, tahap, TAHAP_URUT, **lain)
    return [(n.kunci, n.jenis_belanja, n.tahap, n.seluruhnya) for n in hasil]


@pytest.mark.parametrize(
    ("simpanan", "berkas", "harapan"),
    [
        ([lama("7", "modal", "murni")], {"7": {"modal"}}, []),
        ([lama("7", "modal", "murni")], {"7": {"pegawai"}}, [("7", "modal", "murni", False)]),
        ([lama("7", "modal", "murni")], {"7": set()}, [("7", "modal", "murni", False)]),
        ([lama("7", "modal", "murni")], {}, [("7", "modal", "murni", True)]),
        ([lama("7", "modal", "murni")], {"7": {""}}, []),
        ([lama("7", "", "murni")], {"7": {"modal"}}, []),
        ([lama("7", "", "murni")], {}, [("7", "", "murni", True)]),
        ([lama("7", "", "murni"), lama("7", "modal", "pergeseran")], {}, [("7", "modal", "pergeseran", True)]),
        ([lama("7", "modal", "murni"), lama("7", "modal", "perubahan")], {}, [("7", "modal", "perubahan", True)]),
    ],
)
def test_9_4_yang_tidak_ada_di_berkas_menjadi_nol(simpanan, berkas, harapan):
    assert nol(simpanan, berkas) == harapan


def test_9_4_tahap_sesudahnya_tidak_diperhitungkan():
    assert nol([lama("7", "modal", "perubahan")], {}, "murni") == []


def test_9_4_yang_masih_ditanyakan_dilewati():
    assert nol([lama("7", "modal", "murni")], {}, lewati={"7"}) == []


def test_9_4_yang_sudah_nol_pada_tahap_ini_diketahui():
    (satu,) = menjadi_nol([lama("7", "modal", "perubahan", 0)], {}, "perubahan", TAHAP_URUT)
    assert satu.sudah
