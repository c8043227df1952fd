"""The administrator's home: what is missing before people can work, how the server is."""

import datetime

import pytest
from django.utils import timezone

from laporan.models import StatusSusunan
from sakip.jejak import segel
from tests.alat import jumlah_kueri, teks
from tests.pabrik import PengambilanFactory, PenggunaFactory, PerangkatDaerahFactory, SusunanFactory

ALAMAT = "/instalasi/"


@pytest.mark.parametrize("peran", ["perencanaan", "bidang", "kepala", "inspektorat", "pembaca"])
def test_hanya_admin(dunia, masuk, peran):
    jawaban = masuk(getattr(dunia, peran)).get(ALAMAT)
    assert jawaban.status_code == 403
    assert "Halaman ini bukan untuk peran Anda." in teks(jawaban)


def test_yang_belum_masuk_dan_cara_lain(dunia, masuk, client):
    assert client.get(ALAMAT).status_code == 302
    assert masuk(dunia.admin).post(ALAMAT).status_code == 405


def test_menyebut_apa_yang_kurang_pada_tiap_instansi(dunia, masuk):
    isi = teks(masuk(dunia.admin).get(ALAMAT))
    assert "Dinas Baru Kabupaten Hulu Sungai Selatan 1 pengguna Kepala, Renstra, jadwal pengisian" in isi
    assert "0 dari 3 perangkat daerah siap bekerja" in isi
    assert "Belum ada pengguna Inspektorat untuk Pemerintah Kabupaten Balangan." in isi


def test_pekerjaan_yang_gagal_disebut_dengan_sebabnya(dunia, masuk):
    SusunanFactory(perangkat_daerah=dunia.hss, gagal=True, selesai=timezone.now())
    SusunanFactory(perangkat_daerah=dunia.hss, status=StatusSusunan.ANTRE)
    isi = teks(masuk(dunia.admin).get(ALAMAT))
    assert "Penyusunan dokumen: 1 menunggu atau berjalan" in isi
    assert "BKPSDM Kabupaten Hulu Sungai Selatan: LKjIP 2024" in isi
    assert "Gagal Bab 3 gagal" in isi


def test_kueri_tetap(dunia, masuk):
    klien = masuk(dunia.admin)
    satu = jumlah_kueri(klien, ALAMAT)
    for _ in range(3):
        PenggunaFactory(kepala=True, perangkat_daerah=PerangkatDaerahFactory())
    assert jumlah_kueri(klien, ALAMAT) == satu <= 25


# The server


def butir(dunia, masuk, nama):
    """What stands beside this name, and whether it should be looked at."""
    isi = masuk(dunia.admin).get(ALAMAT).context["server"]
    return next((b.isi, b.gawat) for b in isi if b.nama == nama)


def test_keadaan_server_disebut(dunia, masuk):
    isi = teks(masuk(dunia.admin).get(ALAMAT))
    for kata in (
        "Ruang simpan",
        "GB kosong dari",
        "Basis data",
        "Antrean pekerjaan",
        "Sedang masuk 1 pengguna",
        "Django 5",
    ):
        assert kata in isi


def test_cadangan_yang_belum_terbukti_dan_yang_lama_perlu_dilihat(dunia, masuk):
    assert butir(dunia, masuk, "Cadangan terakhir") == ("belum pernah", True)
    PengambilanFactory(halaman="cadangkan", pengguna=None)
    assert butir(dunia, masuk, "Cadangan terakhir")[1] is False
    assert butir(dunia, masuk, "Terakhir terbukti dapat dipulihkan") == ("belum pernah", True)
    lama = timezone.now() - datetime.timedelta(days=2)
    PengambilanFactory(halaman="buktikan cadangan", pengguna=None, pada=lama)
    assert butir(dunia, masuk, "Terakhir terbukti dapat dipulihkan")[1] is True


def test_penyegel_yang_berhenti_perlu_dilihat(dunia, masuk):
    assert butir(dunia, masuk, "Pekerjaan berkala")[1] is True, "ada jejak, belum pernah disegel"
    segel.segel(semua=True)
    assert butir(dunia, masuk, "Pekerjaan berkala") == ("berjalan; jejak tersegel", False)


def test_redis_yang_tidak_menjawab_disebut_dan_halamannya_tetap_terbuka(dunia, masuk, settings):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    isi, gawat = butir(dunia, masuk, "Antrean pekerjaan")
    assert "Redis tidak menjawab" in isi
    assert gawat
