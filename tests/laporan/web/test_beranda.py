"""Home: the pemda's table, the agency's year, its empty states."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from capaian.alur import StatusIsian
from laporan.models import StatusSusunan
from tests.alat import alamat, teks
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import PenggunaFactory, PerangkatDaerahFactory, RealisasiFactory, SusunanFactory


@pytest.mark.parametrize(
    ("peran", "tujuan"),
    [
        ("perencanaan", "/hss-bkpsdm/2024/"),
        ("bidang", "/hss-bkpsdm/2024/"),
        ("kepala_bidang", "/hss-bkpsdm/2024/"),
        ("kepala", "/hss-bkpsdm/2024/dasbor/"),
        ("inspektorat", "/meja/"),
        ("pembaca", "/pemda/"),
        ("admin", "/instalasi/"),
    ],
)
def test_10_tiap_peran_mendarat_pada_tugasnya(dunia, masuk, peran, tujuan):
    lain = {"kepala_bidang": True, "perangkat_daerah": dunia.hss}
    klien = masuk(getattr(dunia, peran, None) or PenggunaFactory(**lain))
    assert klien.get("/").url == tujuan
    assert klien.get("/", follow=True).status_code == 200


def test_10_bidang_melihat_lembar_yang_kurang_dan_batasnya(db, masuk):
    u = buat_instansi()
    isi = teks(masuk(u.staf).get(alamat("instansi", kode=u.kode, tahun=TAHUN, triwulan=TW)))
    assert "Yang menunggu Anda" in isi
    assert "isian Bidang Mutasi belum diajukan" in isi
    assert re.search(r"sampai \d+ \w+ \d{4}", isi)
    assert "Isi lembarnya" in isi
    assert "Isian tiap bidang" not in isi


def test_10_perencanaan_melihat_keadaan_semua_bidang(db, masuk):
    u = buat_instansi()
    isi = teks(masuk(u.perencanaan).get(alamat("instansi", kode=u.kode, tahun=TAHUN, triwulan=TW)))
    assert "Isian tiap bidang" in isi
    assert "Bidang Mutasi" in isi and "Bidang Diklat" in isi
    assert re.search(r"\d+ galat, \d+ peringatan", isi)


def test_10_kepala_bidang_melihat_yang_menunggu_persetujuannya(db, masuk):
    u = buat_instansi()
    RealisasiFactory(
        indikator=u.i.angka, tahun=TAHUN, triwulan=TW, nilai=10, status=StatusIsian.DIAJUKAN,
        diajukan_oleh=u.staf, diajukan_pada=timezone.now(),
    )  # fmt: skip
    isi = teks(masuk(u.kabid).get(alamat("instansi", kode=u.kode, tahun=TAHUN, triwulan=TW)))
    assert "1 isian Bidang Mutasi menunggu persetujuan Anda" in isi
    assert "Setujui yang dicentang" in isi


def test_10_yang_hanya_membaca_tidak_diberi_tugas(dunia, masuk):
    assert "Yang menunggu Anda" not in teks(masuk(dunia.inspektorat).get(alamat("instansi")))


def test_beranda_menulis_angka_ikhtisar(perencana):
    isi = teks(perencana.get(alamat("instansi")))
    for angka in ("92,68 %", "68,42 %", "1,22", "Rp5.071.600.391", "Rp7.412.761.645", "110,54", "54,19"):
        assert angka in isi, angka
    assert "Rata-rata 4 dari 4 indikator." in isi
    assert "Tidak efisien pada S3" in isi
    assert "2 melebihi target, 2 tidak tercapai" in isi


def test_beranda_menyebut_predikat_dengan_kata_dan_warna(perencana):
    isi = perencana.get(alamat("instansi")).content.decode()
    assert '<span class="predikat w-kuning-muda">Rendah</span>' in isi
    assert '<span class="tanda status-tidak-tercapai">Tidak tercapai</span>' in isi


def test_instansi_dengan_metode_selisih_menulis_poin(dunia, masuk):
    isi = teks(masuk(dunia.tetangga).get(alamat("instansi", kode=dunia.balangan.kode)))
    assert "19,95 poin" in isi
    assert "capaian 98,72 − serapan rata-rata sasaran 78,77" in isi or "98,73 −" in isi
    assert "Evaluasi AKIP 2023: 75,15 (BB)" in isi


def test_triwulan_tanpa_data_mengatakannya(perencana):
    isi = teks(perencana.get(alamat("instansi", triwulan=2)))
    assert "Ikhtisar Kinerja s.d. Triwulan II 2024" in isi
    assert "Belum ada target atau realisasi per triwulan." in isi


def test_tahun_tanpa_data_menunjuk_tahun_yang_ada(perencana):
    jawaban = perencana.get(alamat("instansi", tahun=2031))
    isi = teks(jawaban)
    assert "Belum ada data untuk tahun 2031." in isi
    assert 'href="/hss-bkpsdm/2024/"' in jawaban.content.decode()
    assert "Urutan pengisian" in isi


def test_instansi_baru_mendapat_urutan_pengisian(dunia, masuk):
    klien = masuk(dunia.pendatang)
    jawaban = klien.get(klien.get("/").url)
    isi = teks(jawaban)
    assert "Belum ada data" in isi
    assert isi.count("Belum") >= 7
    assert "Unggah buku kerja" in isi
    for nama in ("indikator_daftar", "anggaran", "temuan", "lkjip"):
        assert klien.get(alamat(nama, kode="hss-baru")).status_code == 200


def test_yang_tidak_boleh_mengunggah_diberi_tahu_siapa_yang_boleh(dunia, masuk):
    pembaca = PenggunaFactory(perangkat_daerah=dunia.kosong)
    isi = teks(masuk(pembaca).get(alamat("instansi", kode="hss-baru")))
    assert "Subbag Perencanaan dapat mengunggah buku kerja" in isi
    assert "Unggah buku kerja" not in isi


def test_lkjip_terakhir_dan_yang_sedang_disusun(perencana, hss):
    selesai = SusunanFactory(perangkat_daerah=hss, jadi=True)
    SusunanFactory(perangkat_daerah=hss, status=StatusSusunan.BERJALAN)
    jawaban = perencana.get(alamat("instansi"))
    assert alamat("lkjip_unduh", nomor=selesai.pk) in jawaban.content.decode()
    assert "Lihat kemajuannya" in teks(jawaban)


def test_pemilih_tahun_dan_triwulan_tetap_di_halaman_yang_sama(perencana):
    isi = perencana.get(alamat("indikator", objek="I.S3.1")).content.decode()
    assert f'href="{alamat("indikator", objek="I.S3.1", tahun=2023)}"' in isi
    assert f'href="{alamat("indikator", objek="I.S3.1", triwulan=3)}"' in isi
    assert f'href="{alamat("anggaran")}"' in isi


def test_pemilih_dari_halaman_triwulan_kembali_ke_setahun(perencana):
    isi = perencana.get(alamat("anggaran", triwulan=4)).content.decode()
    assert re.search(rf'href="{alamat("anggaran")}"\s*>Setahun', isi)
    assert f'href="{alamat("anggaran", triwulan=4)}" aria-current="true">TW IV' in isi


def test_rekap_pemda_untuk_inspektorat(dunia, masuk):
    jawaban = masuk(dunia.inspektorat).get(reverse("pemda"), follow=True)
    isi = teks(jawaban)
    assert "Kinerja Perangkat Daerah Tahun 2024" in isi
    assert "2 perangkat daerah, 1 belum mempunyai data 2024" in isi
    assert "92,68" in isi
    assert dunia.balangan.nama not in isi.replace(dunia.hss.nama, "")
    assert 'href="/hss-bkpsdm/2024/"' in jawaban.content.decode()


def test_rekap_semua_pemda_untuk_admin(dunia, masuk):
    isi = teks(masuk(dunia.admin).get("/2024/", follow=True))
    assert "Kabupaten Balangan" in isi
    assert "98,72" in isi or "98,73" in isi


def test_rekap_per_triwulan_dan_tahun_lain(dunia, masuk):
    klien = masuk(dunia.inspektorat)
    assert "s.d. Triwulan II 2024" in teks(klien.get("/2024/tw2/", follow=True))
    assert "belum mempunyai data 2021" in teks(klien.get("/2021/", follow=True))


def test_rekap_bukan_untuk_staf(dunia, masuk):
    jawaban = masuk(dunia.bidang).get("/2023/")
    assert jawaban.url == "/hss-bkpsdm/2023/"


def test_rekap_tanpa_instansi(db, masuk):
    isi = teks(masuk(PenggunaFactory(inspektorat=True)).get("/", follow=True))
    assert "Belum ada perangkat daerah." in isi


def test_rekap_sama_dengan_ikhtisar_masing_masing(dunia):
    """The many-at-once loader gives the same figures as the one of a single agency."""
    from laporan.ikhtisar.rekap import rekap
    from laporan.ikhtisar.susun import susun_ikhtisar

    instansi = [dunia.hss, dunia.balangan, dunia.kosong, PerangkatDaerahFactory()]
    for triwulan in (None, 2):
        for baris in rekap(instansi, 2024, triwulan):
            satu = susun_ikhtisar(baris.instansi, 2024, triwulan)
            assert baris.ikhtisar.total == satu.total
            assert baris.ikhtisar.sasaran == satu.sasaran
            assert baris.ikhtisar.simpul == satu.simpul
            assert baris.ikhtisar.akip == satu.akip
