"""Issue 9 line 8: who saves a cell while a workbook is being saved loses nothing, and nothing of theirs is lost."""

import threading

import pytest
from django.db import connection, connections
from django.test import Client

from capaian.buku.hasil import RealisasiResource
from capaian.models import Realisasi
from renstra.models import Indikator
from tests import pabrik as p
from tests.alat import kirim_sel

from .buku_uji import berhasil, dasar, impor

pytestmark = [pytest.mark.lambat, pytest.mark.django_db(transaction=True)]
TW = 2


@pytest.fixture(autouse=True)
def _dua_sekaligus():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")


def isi(**sel):
    return dasar(Realisasi=[{"indikator": "I1", "tahun": 2024, "triwulan": TW, **sel}])


def dunia(**sel):
    instansi = berhasil(isi(**sel)).instansi
    p.JadwalFactory(perangkat_daerah=instansi, tahun=2024, triwulan=TW)
    return instansi, p.PenggunaFactory(perencanaan=True, perangkat_daerah=instansi)


def orang_lain(instansi, pengguna, kolom, nilai, lama):
    """Saves one cell in a thread of its own."""
    jawaban = []

    def kerja():
        klien = Client()
        try:
            klien.force_login(pengguna, backend="django.contrib.auth.backends.ModelBackend")
            nomor = Indikator.objects.get(kode="I1").pk
            jawaban.append(kirim_sel(klien, instansi.kode, f"i{nomor}", kolom, nilai, triwulan=TW, lama=lama))
        finally:
            connections.close_all()

    return threading.Thread(target=kerja), jawaban


def sesudah_dibandingkan(monkeypatch, utas):
    """The other person begins between the comparison of the rows and their writing."""
    asli = RealisasiResource._banding

    def banding(self, *isi):
        hasil = asli(self, *isi)
        if not utas.ident:
            utas.start()
            utas.join(1.5)
        return hasil

    monkeypatch.setattr(RealisasiResource, "_banding", banding)


@pytest.mark.parametrize(("kolom", "nilai", "lama"), [("nilai", "70", "60"), ("pendorong", "Semangat", "")])
def test_9_8_sel_yang_disimpan_saat_buku_disimpan_tidak_hilang(monkeypatch, kolom, nilai, lama):
    instansi, pengguna = dunia(nilai=60, pendorong="", penghambat="Dana")
    utas, jawaban = orang_lain(instansi, pengguna, kolom, nilai, lama)
    sesudah_dibandingkan(monkeypatch, utas)
    assert berhasil(isi(nilai=80, pendorong="Dari berkas", penghambat="Waktu")).disimpan
    utas.join(20)
    kini = Realisasi.objects.get()
    assert jawaban[0].status_code == 409, "yang lebih dahulu disimpan buku kerjanya, orangnya diberi tahu"
    assert (kini.nilai, kini.pendorong, kini.penghambat) == (80, "Dari berkas", "Waktu")


def test_9_8_sel_lain_dari_baris_yang_sama_tetap(monkeypatch):
    instansi, pengguna = dunia(nilai=60)
    utas, jawaban = orang_lain(instansi, pengguna, "pendorong", "Semangat", "")
    sesudah_dibandingkan(monkeypatch, utas)
    assert berhasil(isi(nilai=80)).disimpan
    utas.join(20)
    kini = Realisasi.objects.get()
    assert jawaban[0].status_code == 200
    assert (kini.nilai, kini.pendorong) == (80, "Semangat")
    assert kini.ubahan_ke == 3, "impor dan isian sama-sama terhitung"


def test_9_8_baris_yang_lahir_saat_buku_disimpan_diperlihatkan_lagi(monkeypatch):
    instansi, pengguna = dunia(nilai=60)
    Realisasi.objects.all().delete()
    berkas = isi(nilai=80)
    dilihat = impor(berkas, uji=True)
    utas, jawaban = orang_lain(instansi, pengguna, "nilai", "70", "")
    sesudah_dibandingkan(monkeypatch, utas)
    hasil = impor(berkas, disetujui=dilihat.sidik)
    utas.join(20)
    assert jawaban[0].status_code == 200
    assert not hasil.galat
    assert (hasil.disimpan, hasil.sama_dengan_pratinjau) == (False, False)
    assert [(u.kolom, u.lama, u.baru) for u in hasil.ubahan] == [("nilai", "70", "80")]
    assert Realisasi.objects.get().nilai == 70
