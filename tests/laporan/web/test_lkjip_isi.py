"""What the LKjIP holds: texts that wait are placed once, sections are left out, place and date are entered."""

import pytest

from laporan.models import BagianMati, KeteranganLaporan, LetakNarasi, Narasi
from tests.alat import alamat, teks


@pytest.fixture
def menunggu(hss):
    return Narasi.objects.create(perangkat_daerah=hss, tahun=2024, bagian="3.99", judul="Hal lain", teks="Isi lain.")


def test_naskah_menunggu_ditempatkan_sekali_dan_diingat(perencana, hss, menunggu):
    isi = teks(perencana.get(alamat("lkjip_isi")))
    assert "1 naskah menunggu" in isi and "Isi lain." in isi
    perencana.post(alamat("lkjip_tempatkan"), {"bagian": "3.99", "judul": "Hal lain", "letak": "3.2"})
    assert [(x.perangkat_daerah, x.letak) for x in LetakNarasi.objects.all()] == [(hss, "3.2")]
    assert "Semua naskah sudah mempunyai tempat." in teks(perencana.get(alamat("lkjip_isi")))


@pytest.mark.parametrize("letak", ["", "tidak.ada", "lampiran_pk"])
def test_tempat_yang_tidak_dikenal_ditolak(perencana, menunggu, letak):
    data = {"bagian": "3.99", "judul": "Hal lain", "letak": letak}
    assert "Pilih bagian tempat naskah" in teks(perencana.post(alamat("lkjip_tempatkan"), data, follow=True))
    assert not LetakNarasi.objects.exists()


def test_yang_belum_ada_bertautan_ke_tempat_mengisinya(perencana):
    isi = perencana.get(alamat("lkjip_isi")).content.decode()
    assert "Yang belum ada di laporan ini" in isi
    assert f'<a href="{alamat("buku_kerja")}">Data pegawai belum diisi.</a>' in isi


def test_bagian_dimatikan_dan_dihidupkan(perencana, hss):
    perencana.post(alamat("lkjip_atur"), {"bagian": ["1.5", "2.4", "2.5", "3.2", "3.3", "3.4", "4.2"]})
    assert list(BagianMati.objects.values_list("bagian", "tahun")) == [("3.5", 2024)]
    semua = {"bagian": ["1.5", "2.4", "2.5", "3.2", "3.3", "3.4", "3.5", "4.2"]}
    perencana.post(alamat("lkjip_atur"), semua)
    assert not BagianMati.objects.exists()


def test_tempat_dan_tanggal_disimpan_dan_yang_keliru_ditolak(perencana):
    perencana.post(alamat("lkjip_keterangan"), {"tempat": "Kandangan", "tanggal": "2025-02-20"})
    satu = KeteranganLaporan.objects.get()
    assert (satu.tempat, satu.tanggal.isoformat()) == ("Kandangan", "2025-02-20")
    jawaban = perencana.post(alamat("lkjip_keterangan"), {"tanggal": "kemarin"}, follow=True)
    assert "Tanggal tidak terbaca" in teks(jawaban)
    assert KeteranganLaporan.objects.get().tempat == "Kandangan"
