"""The entry sheet: two people on the parts of one composite index, on whichever database."""

import pytest

from tests.alat import kirim_sel


@pytest.fixture
def u(instansi_triwulan):
    return instansi_triwulan


@pytest.fixture
def kirim(u, masuk):
    """`kirim(user, part, value, …)` saves one part as the sheet sends it."""
    objek = f"i{u.i.komponen.pk}"
    return lambda orang, bagian, nilai, **lain: kirim_sel(
        masuk(orang), u.kode, objek, f"bagian.{bagian}", nilai, **lain
    )


def bentrok(jawaban):
    assert jawaban.status_code == 409, jawaban.content
    lain = jawaban.json()["milik_lain"]
    return lain["nilai"], lain["oleh"], bool(lain["pada"])


def test_bagian_yang_baru_diisi_orang_lain(u, kirim):
    assert kirim(u.kabid, 1, "30").status_code == 200
    assert bentrok(kirim(u.staf, 1, "31")) == ("30", str(u.kabid), True)


def test_bagian_yang_diubah_orang_lain(u, kirim):
    kirim(u.perencanaan, 1, "30")
    kirim(u.kabid, 1, "32", lama="30")
    kirim(u.perencanaan2, 2, "20")
    assert bentrok(kirim(u.staf, 1, "31", lama="30")) == ("32", str(u.kabid), True)


def test_bagian_yang_dikosongkan_orang_lain(u, kirim):
    kirim(u.perencanaan, 1, "30")
    kirim(u.kabid, 1, "", lama="30")
    assert bentrok(kirim(u.staf, 1, "31", lama="30")) == ("", str(u.kabid), True)


def test_bagian_yang_berbeda_bukan_bentrok(u, kirim):
    assert kirim(u.kabid, 1, "30").status_code == 200
    assert kirim(u.staf, 2, "20").status_code == 200
    assert u.i.komponen.realisasi.get(triwulan=2).bagian == {"1": "30", "2": "20"}
