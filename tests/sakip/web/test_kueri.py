"""One item costs as many queries as three, on every list."""

import pytest
from django.core.cache import caches

from tests.alat import alamat, jumlah_kueri
from tests.pabrik import (
    AnggaranFactory,
    BagianSusunanFactory,
    IndikatorFactory,
    KomponenFactory,
    NarasiFactory,
    PembandingFactory,
    PerangkatDaerahFactory,
    RealisasiAnggaranFactory,
    RealisasiFactory,
    RincianFactory,
    SimpulFactory,
    SubKegiatanFactory,
    SusunanFactory,
    TargetFactory,
    UnggahanFactory,
)

BATAS = 25
"""Session, user, agency, years, findings' narrative and what was accepted of them, drafts, notifications, five for
where findings are repaired, and at most 14 for the ikhtisar."""


def isi_instansi(instansi, ke):
    """One more of everything that a list may show."""
    r = instansi.renstra.first() or SimpulFactory(renstra__perangkat_daerah=instansi, kode="T").renstra
    sasaran = SimpulFactory(jenis="sasaran", renstra=r, induk=r.simpul.get(kode="T"), kode=f"S{ke}")
    i = IndikatorFactory(simpul=sasaran, utama=True, kode=f"I{ke}")
    TargetFactory(indikator=i)
    RealisasiFactory(indikator=i)
    RealisasiFactory(indikator=i, tahun=2023)
    PembandingFactory(indikator=i)
    KomponenFactory(indikator=i)
    RincianFactory(indikator=i)
    sub = SubKegiatanFactory(renstra=r, kode=f"SK{ke}")
    AnggaranFactory(simpul=sub)
    RealisasiAnggaranFactory(simpul=sub)
    NarasiFactory(perangkat_daerah=instansi)
    UnggahanFactory(perangkat_daerah=instansi)
    s = SusunanFactory(perangkat_daerah=instansi, jadi=True)
    BagianSusunanFactory(susunan=s)


HALAMAN = ["instansi", "indikator_daftar", "anggaran", "temuan", "lkjip", "buku_kerja"]


@pytest.mark.parametrize("nama", [*HALAMAN, "cari", "indikator", "simpul", "jelas", "ikhtisar_json", "ikhtisar_excel"])
def test_satu_dan_tiga_sama_banyaknya(dunia, masuk, nama):
    klien = masuk(dunia.pendatang)
    lain = {"indikator": {"objek": "I1"}, "simpul": {"objek": "S1"}}.get(nama, {})
    if nama == "jelas":
        lain = {"jenis": "total", "objek": "total", "apa": "capaian"}
    tujuan = alamat(nama, kode="hss-baru", **lain) + ("?q=i" if nama == "cari" else "")
    isi_instansi(dunia.kosong, 1)
    satu = jumlah_kueri(klien, tujuan)
    for ke in (2, 3):
        isi_instansi(dunia.kosong, ke)
    assert jumlah_kueri(klien, tujuan) == satu
    assert satu <= BATAS, satu


def test_isi_laporan_sama_banyaknya_berapa_pun_barisnya(dunia, masuk):
    """It collects the whole report, as composing does."""
    klien = masuk(dunia.pendatang)
    isi_instansi(dunia.kosong, 1)
    satu = jumlah_kueri(klien, alamat("lkjip_isi", kode="hss-baru"))
    for ke in (2, 3):
        isi_instansi(dunia.kosong, ke)
    assert jumlah_kueri(klien, alamat("lkjip_isi", kode="hss-baru")) == satu


@pytest.mark.parametrize("tujuan", ["/pemda/2024/", "/pemda/2024/indikator/", "/pemda/2024/unduh.xlsx"])
def test_pemda_satu_dan_tiga_sama_banyaknya(dunia, masuk, tujuan):
    """Also while nothing is kept yet; once it is, far fewer."""
    klien = masuk(dunia.inspektorat)
    isi_instansi(dunia.kosong, 1)
    caches["ringkasan"].clear()
    satu = jumlah_kueri(klien, tujuan)
    for _ in range(2):
        instansi = PerangkatDaerahFactory(pemda=dunia.hss.pemda)
        isi_instansi(instansi, 1)
        isi_instansi(instansi, 2)
    caches["ringkasan"].clear()
    assert jumlah_kueri(klien, tujuan) == satu
    assert satu <= 25, satu
    assert jumlah_kueri(klien, tujuan) <= 8


def test_keadaan_susunan_murah(perencana, hss):
    """What is asked every 1.5 seconds does not compute the year."""
    s = SusunanFactory(perangkat_daerah=hss, berjalan=True)
    BagianSusunanFactory(susunan=s)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as kueri:
        perencana.get(alamat("lkjip"), headers={"HX-Request": "true"})
    assert len(kueri) <= 5, [k["sql"][:90] for k in kueri]
    assert not any("ikhtisar" in k["sql"] for k in kueri)
