from pathlib import Path

import pytest

from laporan.buku_kerja.impor import impor_buku

DEMO = Path(__file__).parents[2] / "fixtures" / "demo"


@pytest.fixture
def impor_demo(db):
    """Import one of the demo workbooks: `impor_demo("hss-2024")` gives its agency."""

    def impor(nama):
        with open(DEMO / f"{nama}.xlsx", "rb") as berkas:
            hasil = impor_buku(berkas)
        assert hasil.disimpan, [str(t) for t in hasil.galat]
        return hasil.instansi

    return impor
