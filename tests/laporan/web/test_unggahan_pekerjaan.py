"""Issue 9 line 8: preview and saving of a workbook are one job: progress, cancelled, found again, one at a time."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from capaian.models import Realisasi
from laporan import tasks
from laporan.buku_kerja import jalan
from laporan.models import UnggahanBuku
from tests.alat import alamat, isi_basis_data, teks
from tests.laporan.buku_uji import berhasil, buku, dasar
from tests.laporan.unggahan_uji import kerjakan
from tests.pabrik import PenggunaFactory

pytestmark = [pytest.mark.usefixtures("media"), pytest.mark.teliti]
TAHUN = 2024
LAMA = timedelta(minutes=5)


@pytest.fixture
def instansi(db):
    return berhasil(dasar()).instansi


@pytest.fixture
def klien(instansi, masuk):
    return masuk(PenggunaFactory(perencanaan=True, perangkat_daerah=instansi))


@pytest.fixture
def diminta(monkeypatch):
    daftar = []
    monkeypatch.setattr(tasks.olah_buku, "delay", daftar.append)
    return daftar


def baru() -> bytes:
    return buku(dasar(Realisasi=[{"indikator": "I1", "tahun": 2024, "nilai": 88}])).getvalue()


def unggah(klien, instansi) -> UnggahanBuku:
    berkas = SimpleUploadedFile("buku.xlsx", baru())
    assert klien.post(alamat("buku_kerja_unggah", kode=instansi.kode), {"berkas": berkas}).status_code == 302
    return UnggahanBuku.objects.latest("pk")


def ke(unggahan, nama="buku_kerja_pratinjau"):
    return alamat(nama, kode=unggahan.perangkat_daerah.kode, nomor=unggahan.pk)


def data():
    return isi_basis_data() | {"UnggahanBuku": []}


def test_9_8_unggahan_menunggu_lalu_dibaca_lalu_disimpan(klien, instansi, diminta, django_capture_on_commit_callbacks):
    sebelum = data()
    with django_capture_on_commit_callbacks(execute=True):
        u = unggah(klien, instansi)
    assert diminta == [u.pk]
    halaman = klien.get(ke(u))
    assert "Menunggu giliran" in teks(halaman)
    assert 'hx-trigger="load delay:400ms"' in halaman.content.decode()
    UnggahanBuku.objects.update(pekerja="x", langkah="Membandingkan", maju=12, perkiraan=40)
    assert "Membandingkan: 12 dari 40 baris" in teks(klien.get(ke(u)))
    UnggahanBuku.objects.update(pekerja="")
    assert kerjakan(u.pk).keadaan == "siap"
    assert data() == sebelum
    with django_capture_on_commit_callbacks(execute=True):
        assert klien.post(ke(u, "buku_kerja_simpan")).url == ke(u)
    assert diminta == [u.pk] * 2
    assert data() == sebelum, "menunggu pekerja"
    u = kerjakan(u.pk)
    assert (u.keadaan, u.berkas, u.hasil["ubahan"]) == ("disimpan", "", [])
    assert "disimpan: 1 baris baru atau berubah." in teks(klien.get(ke(u)))
    assert Realisasi.objects.get(indikator__renstra__perangkat_daerah=instansi).nilai == 88
    assert "buku.xlsx" in teks(klien.get(alamat("buku_kerja", kode=instansi.kode)))


@pytest.mark.parametrize("keadaan", ["dibaca", "menyimpan"])
def test_9_8_pekerja_yang_mati_diganti_paling_banyak_dua_kali(klien, instansi, diminta, keadaan):
    u = unggah(klien, instansi)
    if keadaan == "menyimpan":
        kerjakan(u.pk)
        klien.post(ke(u, "buku_kerja_simpan"))
    mati = {"pekerja": "mati", "denyut": timezone.now() - LAMA}
    UnggahanBuku.objects.update(percobaan=1, **mati)
    assert "belum memberi kabar" in teks(klien.get(ke(u)))
    assert tasks.pulihkan_buku() == 1
    assert diminta == [u.pk]
    UnggahanBuku.objects.update(percobaan=2, **mati)
    assert tasks.pulihkan_buku() == 0
    isi = teks(klien.get(ke(u)))
    assert "Pekerja berhenti di tengah jalan 2 kali. Tidak ada data yang berubah." in isi


def test_9_8_yang_diambil_alih_saat_disimpan_tidak_menyimpan_apa_pun(klien, instansi, diminta, monkeypatch):
    u = unggah(klien, instansi)
    kerjakan(u.pk)
    klien.post(ke(u, "buku_kerja_simpan"))
    sebelum, asli = data(), jalan._akhiri

    def batal_dulu(unggahan, tanda, **ubahan):
        asli(unggahan, "pekerja lain", **ubahan)

    monkeypatch.setattr(jalan, "_akhiri", batal_dulu)
    assert kerjakan(u.pk).keadaan == "menyimpan"
    assert data() == sebelum


def test_9_8_berkas_yang_hilang_dan_antrean_yang_padam(
    klien, instansi, monkeypatch, django_capture_on_commit_callbacks
):
    def padam(*_):
        raise OSError("Connection refused")

    monkeypatch.setattr(tasks.olah_buku, "delay", padam)
    with django_capture_on_commit_callbacks(execute=True):
        u = unggah(klien, instansi)
    assert "Unggahan ini tersimpan dan menunggu" in teks(klien.get(ke(u)))
    jalan.buang(u.berkas)
    assert kerjakan(u.pk).keadaan == "gagal"
    assert "tidak ada lagi di ruang simpan server" in teks(klien.get(ke(u)))


def test_9_8_dua_unggahan_satu_instansi_satu_yang_disimpan(klien, instansi, diminta):
    satu, dua = unggah(klien, instansi), unggah(klien, instansi)
    for u in (satu, dua):
        kerjakan(u.pk)
    assert "Ada unggahan lain untuk instansi ini" in teks(klien.get(ke(dua)))
    klien.post(ke(satu, "buku_kerja_simpan"))
    ditolak = klien.post(ke(dua, "buku_kerja_simpan"))
    assert ditolak.status_code == 422
    assert "Unggahan lain untuk instansi ini sedang disimpan." in teks(ditolak)
    assert klien.post(ke(satu, "buku_kerja_batal")).status_code == 302
    assert klien.post(ke(dua, "buku_kerja_simpan")).status_code == 302
