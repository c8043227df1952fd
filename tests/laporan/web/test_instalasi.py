"""The administrator's home: what is missing before people can work."""

import pytest
from django.utils import timezone

from laporan.models import StatusSusunan
from tests.alat import jumlah_kueri, teks
from tests.pabrik import PenggunaFactory, PerangkatDaerahFactory, SusunanFactory

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
    assert "BKPSDM Kabupaten Hulu Sungai Selatan: Bab 3 gagal" in isi


def test_kueri_tetap(dunia, masuk):
    klien = masuk(dunia.admin)
    satu = jumlah_kueri(klien, ALAMAT)
    for _ in range(3):
        PenggunaFactory(kepala=True, perangkat_daerah=PerangkatDaerahFactory())
    assert jumlah_kueri(klien, ALAMAT) == satu <= 15
