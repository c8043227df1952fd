"""The schedule of a whole pemda at once."""

import pytest
from django.urls import reverse

from capaian.models import Jadwal
from tests.alat import teks
from tests.pabrik import JadwalFactory, PemdaFactory, PenggunaFactory, PerangkatDaerahFactory, RenstraFactory

pytestmark = pytest.mark.django_db
ALAMAT = "/mulai/jadwal/"


@pytest.fixture
def admin(masuk):
    return masuk(PenggunaFactory(admin=True))


@pytest.fixture
def pemda():
    pemda = PemdaFactory()
    PerangkatDaerahFactory.create_batch(3, pemda=pemda)
    return pemda


def isi(pemda, tahun=2026, **lain):
    """Quarters 1 and 2, realisasi only."""
    data = {"tahun": tahun, "pemda": pemda.pk, "untuk": ["realisasi"], "pengisi": "bidang"}
    for ke in (1, 2):
        data |= {
            f"pilih{ke}": "on",
            f"buka{ke}": f"{tahun}-0{ke * 3}-01T08:00",
            f"tutup{ke}": f"{tahun}-0{ke * 3}-20T17:00",
        }
    return data | lain


def kirim(klien, data):
    return klien.post(reverse("mulai_jadwal_simpan"), data, follow=True)


def test_semua_perangkat_daerah_sekaligus(admin, pemda):
    PerangkatDaerahFactory()  # of another pemda
    jawaban = kirim(admin, isi(pemda))
    assert "Jadwal 2026: 6 dibuat, 0 diubah, 0 dibiarkan." in teks(jawaban)
    assert set(Jadwal.objects.values_list("perangkat_daerah__pemda", "tahun", "untuk")) == {
        (pemda.pk, 2026, "realisasi")
    }
    assert "Jadwal 2026: 0 dibuat, 0 diubah, 6 dibiarkan." in teks(kirim(admin, isi(pemda)))
    assert "realisasi 3 dari 3" in teks(admin.get(f"{ALAMAT}?tahun=2026&pemda={pemda.pk}"))


def test_yang_sudah_ada_dibiarkan_kecuali_diminta(admin, pemda):
    ada = JadwalFactory(perangkat_daerah=pemda.perangkat_daerah.first(), tahun=2026, triwulan=1)
    assert "5 dibuat, 0 diubah, 1 dibiarkan" in teks(kirim(admin, isi(pemda)))
    lama = ada.tutup
    ada.refresh_from_db()
    assert ada.tutup == lama
    assert "0 dibuat, 1 diubah, 5 dibiarkan" in teks(kirim(admin, isi(pemda, ubah="on")))
    ada.refresh_from_db()
    assert ada.tutup.isoformat() == "2026-03-20T09:00:00+00:00"


def test_di_luar_renstra_dilewati_dan_disebut(admin, pemda):
    lama = pemda.perangkat_daerah.first()
    RenstraFactory(perangkat_daerah=lama, periode_awal=2005, periode_akhir=2010)
    isi_kabar = teks(kirim(admin, isi(pemda)))
    assert "4 dibuat" in isi_kabar
    assert f"Dilewati, karena 2026 di luar Renstranya: {lama.singkatan}." in isi_kabar
    assert not lama.jadwal.exists()


SALAH = {
    "Pilih realisasi, rencana aksi, atau keduanya.": {"untuk": []},
    "Centang dulu triwulannya.": {"pilih1": "", "pilih2": ""},
    "Isi tanggal dan jamnya.": {"buka1": ""},
    "Tulis tanggal dan jam": {"tutup2": "besok"},
    "Penutupan harus sesudah pembukaan.": {"tutup1": "2026-02-01T08:00"},
    "Tahunnya harus antara 2000 dan 2100.": {"buka1": "1026-02-01T08:00"},
}


@pytest.mark.parametrize(("kalimat", "lain"), SALAH.items())
def test_yang_keliru_disebut_dan_tidak_ada_yang_disimpan(admin, pemda, kalimat, lain):
    jawaban = kirim(admin, isi(pemda, **lain))
    assert jawaban.status_code == 422
    assert kalimat in teks(jawaban)
    assert not Jadwal.objects.exists()


def test_triwulan_yang_tidak_dicentang_boleh_kosong(admin, pemda):
    assert "3 dibuat" in teks(kirim(admin, isi(pemda, pilih2="", buka2="", tutup2="")))


def test_tanpa_perangkat_daerah_dan_alamat_yang_keliru(admin):
    assert "Buat dulu pemda dan perangkat daerahnya." in teks(admin.get(ALAMAT))
    data = {"tahun": 2026, "untuk": "realisasi", "pengisi": "bidang"}
    assert admin.post(reverse("mulai_jadwal_simpan"), data).status_code == 422
    for buruk in ("?tahun=1", "?tahun=satu", "?pemda=0", "?pemda=x"):
        assert admin.get(ALAMAT + buruk).status_code == 404


def test_jadwal_yang_terbuka_diumumkan(admin, pemda, monkeypatch, django_capture_on_commit_callbacks):
    panggilan = []
    monkeypatch.setattr("capaian.mulai.views.umumkan_jadwal.delay", lambda: panggilan.append(1))
    with django_capture_on_commit_callbacks(execute=True):
        kirim(admin, isi(pemda))
    assert not panggilan
    with django_capture_on_commit_callbacks(execute=True):
        kirim(admin, isi(pemda, buka1="2020-01-01T00:00", tutup1="2100-01-01T00:00", ubah="on"))
    assert panggilan
