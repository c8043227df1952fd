"""A file of the budget system from upload to storage: compared first, saved once, the person's choice."""

import datetime
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from anggaran import impor as sipd
from anggaran.models import Anggaran, DokumenAnggaran, ImporSipd, PetaKolom, RealisasiAnggaran
from laporan.ikhtisar.susun import susun_ikhtisar
from renstra.models import Simpul
from sakip.models import Jejak
from tests.alat import alamat, isi_basis_data, jumlah_kueri, teks
from tests.anggaran.sipd_uji import (
    ATK,
    KOMPUTER,
    NAMA,
    NIP,
    PEGAWAI,
    REKAP3,
    REKAP5,
    SKPD,
    SKPD_LAIN,
    SUB,
    SUB_DUA,
    SUB_TIGA,
    belanja,
    pagu,
    simpan_asli,
    susun,
    susun_realisasi,
)
from tests.capaian.isian_uji import buat_instansi
from tests.pabrik import AnggaranFactory, RealisasiAnggaranFactory, RealisasiFactory, ambil

TAHUN = 2026


@pytest.fixture
def d(db, media):
    """The agency whose plan has two of the file's sub kegiatan."""
    d = buat_instansi()
    for simpul, kode in ((d.sub, SUB), (d.lain_sub, SUB_DUA)):
        Simpul.objects.filter(pk=simpul.pk).update(kode_nomenklatur=kode, uraian=NAMA[kode])
    d.media = media
    return d


@pytest.fixture
def klien(d, masuk):
    return masuk(d.perencanaan)


def ke(d, nama, **lain):
    return alamat(nama, kode=d.kode, tahun=TAHUN, **lain)


def unggah(d, klien, isi, **pilihan) -> ImporSipd:
    """Upload through the page; the worker's job runs here."""
    berkas = SimpleUploadedFile("unduhan.xlsx", simpan_asli(isi).getvalue())
    data = {"untuk": "pagu", "tahap": "murni", "skpd": SKPD, "berkas": berkas} | pilihan
    jawaban = klien.post(ke(d, "sipd_unggah"), data)
    assert jawaban.status_code == 302, teks(jawaban)
    impor = ImporSipd.objects.latest("pk")
    assert impor.keadaan == "dibaca"
    sipd.baca(impor.pk)
    impor.refresh_from_db()
    return impor


def halaman(d, klien, impor) -> str:
    return teks(klien.get(ke(d, "sipd_satu", nomor=impor.pk)))


def simpan(d, klien, impor):
    return klien.post(ke(d, "sipd_simpan", nomor=impor.pk))


def rekap(*baris):
    return susun(REKAP5, baris)


def test_pagu_dibandingkan_lalu_disimpan(d, klien):
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, tahap="murni", pagu=500)
    impor = unggah(
        d,
        klien,
        rekap(
            pagu(SUB, ATK, 1000),
            pagu(SUB, ATK, 250.5),
            pagu(SUB, KOMPUTER, 400),
            pagu(SUB_DUA, ATK, 700),
            pagu(SUB_TIGA, ATK, 90),
            pagu(SUB, ATK, 5, skpd=SKPD_LAIN),
            pagu(SUB_DUA, None, None),
        ),
    )
    isi = halaman(d, klien, impor)
    assert "Rp2.445,50" in isi
    assert "Rp2.440,50" in isi
    assert "1 berubah" in isi
    assert "Belum ada di rencana" in isi
    assert "SKPD lain" in isi
    assert Anggaran.objects.get(simpul=d.sub, tahun=TAHUN).pagu == 500
    assert simpan(d, klien, impor).status_code == 302
    tersimpan = {(a.simpul_id, a.jenis_belanja): a.pagu for a in Anggaran.objects.filter(tahun=TAHUN, tahap="murni")}
    assert tersimpan == {
        (d.sub.pk, "barang_jasa"): sipd.Decimal("1250.50"),
        (d.sub.pk, "modal"): 400,
        (d.lain_sub.pk, "barang_jasa"): 700,
    }
    assert susun_ikhtisar(d.instansi, TAHUN).total.pagu == sipd.Decimal("2350.50")
    dokumen = DokumenAnggaran.objects.get()
    assert (dokumen.tahap, dokumen.nama_berkas) == ("murni", "unduhan.xlsx")
    assert (Path(d.media) / dokumen.berkas).is_file()
    jejak = Jejak.objects.filter(tabel="anggaran_anggaran").first()
    assert (jejak.oleh, jejak.alasan) == (d.perencanaan, "SIPD Pagu (Rekap 3, 4, 5): unduhan.xlsx")


def test_mengulang_impor_yang_sama_tidak_mengubah_apa_pun(d, klien):
    isi = rekap(pagu(SUB, ATK, 1000), pagu(SUB_DUA, ATK, 700))
    simpan(d, klien, unggah(d, klien, isi))
    sebelum = list(Anggaran.objects.order_by("pk").values()), Jejak.objects.filter(tabel="anggaran_anggaran").count()
    impor = unggah(d, klien, isi)
    assert "2 tetap" in halaman(d, klien, impor)
    simpan(d, klien, impor)
    assert sebelum == (
        list(Anggaran.objects.order_by("pk").values()),
        Jejak.objects.filter(tabel="anggaran_anggaran").count(),
    )


def test_realisasi_per_bulan_menjadi_triwulan(d, klien):
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, pagu=10_000)
    januari = susun_realisasi(
        belanja(SUB, ATK, 1000), belanja(SUB, KOMPUTER, 50), belanja(SUB_DUA, ATK, 300), total=1350
    )
    impor = unggah(d, klien, januari, untuk="realisasi", dasar="dokumen")
    assert impor.berkas == ""
    assert not list((Path(d.media) / "sipd").rglob("*.xlsx"))
    assert NIP not in str(impor.hasil)
    assert PEGAWAI not in str(impor.hasil)
    assert simpan(d, klien, impor).status_code == 302
    maret = susun_realisasi(belanja(SUB, ATK, 40, **{"Tanggal Dokumen": "3 Maret 2026"}))
    simpan(d, klien, unggah(d, klien, maret, untuk="realisasi", dasar="dokumen"))
    simpul = ambil(susun_ikhtisar(d.instansi, TAHUN).simpul, "SK1")
    assert simpul.realisasi_triwulan == (1090, None, None, None)
    assert (simpul.realisasi, simpul.serapan) == (1090, sipd.Decimal("10.9"))


def test_bulan_yang_sama_diganti_setelah_diberi_tahu(d, klien):
    simpan(d, klien, unggah(d, klien, susun_realisasi(belanja(SUB, ATK, 1000)), untuk="realisasi"))
    impor = unggah(d, klien, susun_realisasi(belanja(SUB, ATK, 1200)), untuk="realisasi")
    assert "Realisasi Januari 2026 sudah tersimpan (Rp1.000)" in halaman(d, klien, impor)
    simpan(d, klien, impor)
    assert [r.nilai for r in RealisasiAnggaran.objects.filter(tahun=TAHUN)] == [1200]


@pytest.mark.parametrize(
    ("isi", "pilihan", "kalimat"),
    [
        (rekap(pagu(SUB, ATK, 10, TAHUN=2024)), {}, "2024"),
        (rekap(pagu(SUB, ATK, 10, skpd=SKPD_LAIN)), {}, SKPD_LAIN),
        ([["RKA - RINCIAN BELANJA SKPD"], ["Uraian", "Koefisien", "Harga"], ["a", 1, 2]], {}, "Rekap"),
        ([["nama", "umur"], ["a", 1]], {}, ""),
        (susun(REKAP3, [pagu(SUB, ATK, 10)]), {"untuk": "realisasi"}, "Realisasi"),
    ],
    ids=["tahun lain", "instansi lain", "cetakan RKA", "bukan SIPD", "salah jenis"],
)
def test_berkas_yang_salah_ditolak_dengan_kalimat(d, klien, isi, pilihan, kalimat):
    impor = unggah(d, klien, isi, **pilihan)
    tampak = halaman(d, klien, impor)
    assert kalimat in tampak
    sebelum = list(Anggaran.objects.values()), list(RealisasiAnggaran.objects.values())
    if impor.keadaan == "gagal":
        assert impor.kesalahan in tampak
    assert simpan(d, klien, impor).status_code == 422
    assert sebelum == (list(Anggaran.objects.values()), list(RealisasiAnggaran.objects.values()))


def test_tahap_yang_salah_diperingatkan(d, klien):
    RealisasiAnggaranFactory(simpul=d.sub, tahun=TAHUN, nilai=5_000)
    isi = halaman(d, klien, unggah(d, klien, rekap(pagu(SUB, ATK, 1000))))
    assert "lebih kecil daripada realisasi yang sudah tercatat" in isi


def test_kode_lama_ditanyakan_lalu_dijawab(d, klien):
    Simpul.objects.filter(pk=d.sub.pk).update(kode_nomenklatur="5.03.02.2.01.06", uraian="Nama yang lain sama sekali")
    impor = unggah(d, klien, rekap(pagu(SUB, ATK, 1000)))
    assert "Perlu dijawab" in halaman(d, klien, impor)
    assert simpan(d, klien, impor).status_code == 422
    klien.post(ke(d, "sipd_jawab", nomor=impor.pk), {f"tanya_{SUB}": str(d.sub.pk)})
    impor.refresh_from_db()
    assert simpan(d, klien, impor).status_code == 302
    assert Anggaran.objects.get(simpul=d.sub, tahun=TAHUN).pagu == 1000


def test_triwulan_yang_sudah_diajukan_terkunci(d, klien):
    RealisasiFactory(indikator=d.i.hitung, tahun=TAHUN, triwulan=1, nilai=5, status="diajukan", diajukan_oleh=d.staf)
    impor = unggah(d, klien, susun_realisasi(belanja(SUB, ATK, 1000)), untuk="realisasi")
    assert "sudah diajukan untuk" in halaman(d, klien, impor)
    jawaban = simpan(d, klien, impor)
    assert jawaban.status_code == 422
    assert not RealisasiAnggaran.objects.filter(tahun=TAHUN).exists()


def test_disimpan_sekali_walau_ditekan_dua_kali(d, klien):
    impor = unggah(d, klien, rekap(pagu(SUB, ATK, 1000)))
    assert simpan(d, klien, impor).status_code == 302
    assert simpan(d, klien, impor).status_code == 422


def test_dibatalkan_tidak_meninggalkan_apa_pun(d, klien):
    impor = unggah(d, klien, rekap(pagu(SUB, ATK, 1000)))
    assert klien.post(ke(d, "sipd_batal", nomor=impor.pk)).status_code == 302
    impor.refresh_from_db()
    assert (impor.keadaan, impor.hasil, impor.berkas) == ("batal", None, "")
    assert not list((Path(d.media) / "sipd").rglob("*.xlsx"))


def test_tabel_susunan_lain_dipetakan_dan_diingat(d, klien):
    isi = [
        ["Uraian", "Kode", "NIP Pejabat", "Nilainya"],
        [NAMA[SUB], SUB, NIP, 1000],
        [NAMA[SUB_DUA], SUB_DUA, NIP, 700],
        ["GRAND TOTAL", None, None, 1700],
    ]
    berkas = SimpleUploadedFile("pivot.xlsx", simpan_asli(isi).getvalue())
    klien.post(ke(d, "sipd_unggah"), {"untuk": "pagu", "tahap": "murni", "lain": "on", "berkas": berkas})
    impor = ImporSipd.objects.get()
    tampak = halaman(d, klien, impor)
    assert "Kolom berkas ini" in tampak
    assert NIP not in tampak
    tujuan = ke(d, "sipd_petakan", nomor=impor.pk)
    assert klien.post(tujuan, {"kode_sub_kegiatan": "1"}).status_code == 422
    assert klien.post(tujuan, {"kode_sub_kegiatan": "2", "nilai": "3"}).status_code == 422
    assert klien.post(tujuan, {"kode_sub_kegiatan": "1", "nama": "0", "nilai": "3"}).status_code == 302
    assert PetaKolom.objects.get().peta == {"kode_sub_kegiatan": 1, "nama": 0, "nilai": 3}
    sipd.baca(impor.pk)
    impor.refresh_from_db()
    assert simpan(d, klien, impor).status_code == 302
    assert {a.simpul_id: a.pagu for a in Anggaran.objects.filter(tahun=TAHUN)} == {d.sub.pk: 1000, d.lain_sub.pk: 700}


def test_unggahan_yang_tidak_lengkap(d, klien):
    jawaban = klien.post(ke(d, "sipd_unggah"), {"untuk": "pagu"})
    assert jawaban.status_code == 422
    assert "Pilih tahap anggarannya." in teks(jawaban)
    assert "Pilih berkas unduhan SIPD." in teks(jawaban)
    kosong = {"untuk": "pagu", "tahap": "murni", "berkas": SimpleUploadedFile("a.xlsx", b"")}
    assert "0 byte" in teks(klien.post(ke(d, "sipd_unggah"), kosong))
    assert not ImporSipd.objects.exists()


@pytest.mark.parametrize(
    "nama", ["sipd_unggah", "sipd_jawab", "sipd_petakan", "sipd_simpan", "sipd_batal", "sipd", "sipd_satu"]
)
def test_hanya_perencanaan_instansi_ini(d, klien, masuk, nama):
    impor = unggah(d, klien, rekap(pagu(SUB, ATK, 1000)))
    tujuan = ke(d, nama, **({} if nama in ("sipd", "sipd_unggah") else {"nomor": impor.pk}))
    menulis = nama not in ("sipd", "sipd_satu")
    sebelum = isi_basis_data()
    assert (klien.get if menulis else klien.post)(tujuan).status_code == 405
    for peran in (d.staf, d.kepala, d.inspektorat):
        tamu = masuk(peran)
        assert (tamu.post if menulis else tamu.get)(tujuan).status_code == 403
    asing = masuk(d.tetangga)
    assert (asing.post if menulis else asing.get)(tujuan).status_code == 404
    assert isi_basis_data() == sebelum


def test_satu_dan_tiga_sama_banyaknya(d, klien):
    satu = unggah(d, klien, rekap(pagu(SUB, ATK, 1000)))
    jumlah = jumlah_kueri(klien, ke(d, "sipd_satu", nomor=satu.pk)), jumlah_kueri(klien, ke(d, "sipd"))
    tiga = unggah(d, klien, rekap(pagu(SUB, ATK, 1), pagu(SUB_DUA, ATK, 2), pagu(SUB_TIGA, ATK, 3)))
    unggah(d, klien, rekap(pagu(SUB, ATK, 1000)))
    assert jumlah == (jumlah_kueri(klien, ke(d, "sipd_satu", nomor=tiga.pk)), jumlah_kueri(klien, ke(d, "sipd")))
    assert isinstance(satu.dibuat, datetime.datetime)
