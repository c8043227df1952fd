"""kill -9 of each process while people save, a workbook is stored, a document is composed and a package is made."""

import pytest

from .instalasi import TANDA, Pekerjaan
from .penulis import Menulis

pytestmark = TANDA

KORBAN = ("web", "proxy", "beat", "worker", "redis", "postgres")


@pytest.fixture(scope="module")
def orang(_instalasi):
    return _instalasi.masuk("perencanaan"), _instalasi.masuk("inspektorat")


@pytest.mark.parametrize("korban", KORBAN)
def test_dibunuh_di_tengah_semua_pekerjaan(i, orang, korban):
    """Nothing confirmed is lost, nothing is seen half-done, every job ends as it would have."""
    p = Pekerjaan(i, korban)
    sebelum = p.isi_buku()
    with Menulis(i) as penulis:
        p.susun_di_tengah(orang[0])
        p.kemas_di_tengah(orang[1])
        p.impor_di_tengah()
        assert p.keadaan() == ("menyimpan", "berjalan", "dibuat")
        assert p.isi_buku() == sebelum, "yang belum selesai tidak tampak"
        penulis.maju()
        i.bunuh(korban)
        i.mulai(korban)
        assert p.isi_buku() == sebelum
        p.lepas()
        i.siap()
        penulis.maju()
        i.tunggu(lambda: p.keadaan() == ("disimpan", "selesai", "siap"), 90)
    assert p.isi_buku() == (f"Putaran {korban}",) * 2
    status, isi, _ = orang[1].minta("GET", f"/meja/paket/{p.paket}/unduh.zip", biner=True)
    assert (status, isi[:2], len(isi) > 20_000_000) == (200, b"PK", True)
    assert (
        orang[0].minta("GET", f"/hss-bkpsdm/2024/dokumen/susunan/{p.susunan}/unduh.pdf", biner=True)[1][:5] == b"%PDF-"
    )
