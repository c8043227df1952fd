"""A disk that is really full, and a clock that jumps, while people work."""

import os
import random
import re
import string

import pytest

from tests.alat import alamat

from .instalasi import PERENCANA_LAIN, TANDA, Pekerjaan, buku, penuh, ubah_buku, unggah
from .penulis import Menulis

pytestmark = TANDA

KALIMAT = "Ruang simpan server penuh"


@pytest.fixture
def bercakram(i):
    """Skipped only where this machine lets nobody mount a file system in memory."""
    for nama in ("var", "pg"):
        if not os.path.ismount(i.folder / nama):
            pytest.skip("sistem berkas kecil tidak dapat dipasang di sini")
    return i


def test_cakram_berkas_penuh(bercakram):
    """Whatever needs a file is refused in a sentence and leaves nothing; numbers are saved all the while."""
    i, p = bercakram, Pekerjaan(bercakram, "penuh")
    orang, pengawas, lain = i.masuk("perencanaan"), i.masuk("inspektorat"), i.masuk(PERENCANA_LAIN)
    isi = ubah_buku(buku(lain), "Putaran penuh")
    berkas = [f for f in (i.folder / "var" / "berkas").rglob("*") if f.is_file()]
    unggahan = "SELECT count(*) FROM laporan_unggahanbuku"
    banyak = i.sql(unggahan)
    with Menulis(i, 1) as penulis, penuh(i.folder / "var"):
        status, halaman = unggah(lain, isi)
        assert (status, KALIMAT in halaman) == (422, True)
        assert i.sql(unggahan) == banyak
        i.sql("UPDATE laporan_bagiansusunan SET sidik = ''")
        assert orang.minta("POST", alamat("dokumen_susun", jenis="cascading"), {})[0] == 302
        p.susunan = i.sql("SELECT max(id) FROM laporan_susunan")[0][0]
        kepala = pengawas.minta("POST", "/meja/2024/kemas/", {"semua": "1"})[2]
        p.paket = int(re.search(r"/paket/(\d+)/", kepala["Location"])[1])
        p.buku = i.sql("SELECT max(id) FROM laporan_unggahanbuku")[0][0]
        i.tunggu(lambda: p.keadaan()[1:] == ("gagal", "gagal"))
        for tabel, nomor in (("susunan", p.susunan), ("paket", p.paket)):
            assert KALIMAT in i.sql(f"SELECT kesalahan FROM laporan_{tabel} WHERE id = %s", nomor)[0][0]
        for jalur in ("/pemda/2024/", "/hss-bkpsdm/2024/", alamat("dokumen")):
            assert pengawas.minta("GET", jalur)[0] == 200, jalur
        penulis.maju()
    tersisa = [f for f in (i.folder / "var" / "berkas").rglob("*") if f.is_file()]
    assert sorted(tersisa) == sorted(berkas), "tidak ada yang tertinggal setengah"
    p.susun_di_tengah(orang)
    p.kemas_di_tengah(pengawas)
    p.lepas()
    p.buku = unggah(lain, isi)
    i.tunggu(lambda: p.keadaan() == ("siap", "selesai", "siap"))


def test_cakram_basis_data_penuh(bercakram):
    """PostgreSQL itself cannot write: a workbook is stored whole or not at all, and what was confirmed stays."""
    i, p = bercakram, Pekerjaan(bercakram, "basis data penuh")
    r, sebelum = random.Random(13), p.isi_buku()
    orang = p.orang = i.masuk(PERENCANA_LAIN)
    teks = lambda: "".join(r.choices(string.ascii_letters + " ", k=15_000))  # noqa: E731
    p.buku = unggah(orang, ubah_buku(buku(orang), "Putaran basis data penuh", teks))
    i.tunggu(lambda: p.keadaan_buku() == "siap")
    with Menulis(i, 1), penuh(i.folder / "pg"):
        simpan = alamat("buku_kerja_simpan", kode="balangan-bkpsdm", nomor=p.buku)
        status, halaman, _ = orang.minta("POST", simpan, {})
        assert status in (302, 500, 502, 507) and "Traceback" not in halaman
        i.tunggu(lambda: p.keadaan_buku() in ("gagal", "siap", "disimpan") or mati(i))
        assert "No space left" in i.catatan("postgres")
        sesudah = None if mati(i) else p.isi_buku()
        assert sesudah in (None, sebelum)
    i.bunuh("postgres")
    i.mulai("postgres")
    i.siap()
    i.tunggu(lambda: p.keadaan_buku() in ("gagal", "siap", "disimpan"))
    utuh = ("Putaran basis data penuh",) * 2
    assert p.isi_buku() == (utuh if p.keadaan_buku() == "disimpan" else sebelum)


def mati(i):
    return i.proses("postgres").poll() is not None


@pytest.fixture
def jam(i):
    """`jam(60)`: the clock of web and worker is a minute fast from now on, without their being started again."""
    berkas = i.folder / "jam"

    def geser(detik):
        baru = berkas.with_name("jam.baru")
        baru.write_text(str(detik))
        baru.replace(berkas)

    geser(0)
    i.satu.env["SAKIP_UJI_JAM"] = str(berkas)
    i.bunuh("web", "worker")
    i.mulai("web", "worker")
    i.siap()
    yield geser
    geser(0)


@pytest.mark.parametrize("detik", [20 * 60, -3 * 3600], ids=["maju", "mundur"])
def test_jam_yang_digeser_di_tengah_pekerjaan(i, jam, detik):
    """Nothing is lost; also a job whose worker dies just then is taken up again, though its last sign of life lies in a
    future that never comes; the chain of the trail holds."""
    p, orang, pengawas = Pekerjaan(i, detik), i.masuk("perencanaan"), i.masuk("inspektorat")
    with Menulis(i, 1) as penulis:
        p.susun_di_tengah(orang)
        p.kemas_di_tengah(pengawas)
        p.impor_di_tengah()
        jam(detik)
        i.bunuh("worker")
        p.lepas()
        penulis.maju()
        i.mulai("worker")
        i.tunggu(lambda: p.keadaan() == ("disimpan", "selesai", "siap"))
        assert p.isi_buku() == (f"Putaran {detik}",) * 2
        jam(0)
        penulis.maju()
    assert "Rantai utuh." in i.jalankan("periksa_jejak")
