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
from tests.pabrik import AnggaranFactory, RealisasiAnggaranFactory, RealisasiFactory, ambil

pytestmark = pytest.mark.teliti

TAHUN = 2026


@pytest.fixture
def d(instansi_triwulan, media):
    """The agency whose plan has two of the file's sub kegiatan."""
    d = instansi_triwulan
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
    RealisasiAnggaran.objects.update(alasan_wajar="Ada pergeseran.")
    impor = unggah(d, klien, susun_realisasi(belanja(SUB, ATK, 1200)), untuk="realisasi")
    assert "Realisasi Januari 2026 sudah tersimpan (Rp1.000)" in halaman(d, klien, impor)
    simpan(d, klien, impor)
    (r,) = RealisasiAnggaran.objects.filter(tahun=TAHUN)
    assert (r.nilai, r.alasan_wajar) == (1200, ""), "alasan angka lama tidak berlaku bagi angka baru"


def test_9_2_alasan_satu_triwulan_lepas_bila_satu_bulannya_diganti(d, klien):
    simpan(d, klien, unggah(d, klien, susun_realisasi(belanja(SUB, ATK, 1000)), untuk="realisasi", dasar="dokumen"))
    RealisasiAnggaran.objects.update(alasan_wajar="Ada pergeseran.")
    maret = susun_realisasi(belanja(SUB, ATK, 40, **{"Tanggal Dokumen": "3 Maret 2026"}))
    simpan(d, klien, unggah(d, klien, maret, untuk="realisasi", dasar="dokumen"))
    assert sorted(RealisasiAnggaran.objects.values_list("bulan", "alasan_wajar")) == [(1, ""), (3, "")]


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


def tersimpan(tahap) -> dict:
    return {(a.simpul_id, a.jenis_belanja): a.pagu for a in Anggaran.objects.filter(tahun=TAHUN, tahap=tahap)}


# The figures of the preview come from the one engine


def test_9_1_pratinjau_tidak_menjumlahkan_baris_tahunan_dengan_triwulan(d, klien):
    RealisasiAnggaranFactory(simpul=d.sub, tahun=TAHUN, nilai=135_112_424)
    for triwulan, nilai in ((1, 100_000_000), (2, 35_112_424)):
        RealisasiAnggaranFactory(simpul=d.sub, tahun=TAHUN, triwulan=triwulan, nilai=nilai)
    isi = halaman(d, klien, unggah(d, klien, rekap(pagu(SUB, ATK, 200_000_000))))
    assert "lebih kecil daripada realisasi" not in isi
    isi = halaman(d, klien, unggah(d, klien, rekap(pagu(SUB, ATK, 1000))))
    assert "realisasi yang sudah tercatat Rp135.112.424." in isi
    assert "270.224.848" not in isi


def test_9_1_realisasi_di_atas_pagu_disebut_menurut_mesin_yang_sama(d, klien):
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, pagu=1000)
    simpan(d, klien, unggah(d, klien, susun_realisasi(belanja(SUB, ATK, 900)), untuk="realisasi"))
    februari = susun_realisasi(belanja(SUB, ATK, 150, **{"Tanggal Dokumen": "3 Februari 2026"}))
    isi = halaman(d, klien, unggah(d, klien, februari, untuk="realisasi"))
    assert f"Realisasi melebihi pagu pada 1 sub kegiatan: {SUB} {NAMA[SUB]} (pagu Rp1.000, realisasi Rp1.050)" in isi
    ulang = susun_realisasi(belanja(SUB, ATK, 950))
    assert "melebihi pagu" not in halaman(d, klien, unggah(d, klien, ulang, untuk="realisasi"))


# Amounts


@pytest.mark.parametrize("nilai", [10**13, 1e13, "10.000.000.000.000", 1e300, -(10**13), 10.125, "10,1250", -0.001])
@pytest.mark.parametrize("untuk", ["pagu", "realisasi"])
def test_9_4_jumlah_yang_mustahil_ditolak_dengan_barisnya(d, klien, nilai, untuk):
    if untuk == "pagu":
        isi, baris = rekap(pagu(SUB, ATK, 1), pagu(SUB, ATK, nilai)), 3
    else:
        isi, baris = susun_realisasi(belanja(SUB, ATK, 1), belanja(SUB, ATK, nilai)), 7
    impor = unggah(d, klien, isi, untuk=untuk)
    assert impor.keadaan == "gagal"
    assert f"baris {baris} kolom Nilai" in impor.kesalahan
    assert "terlalu besar" in impor.kesalahan or "lebih dari dua angka di belakang koma" in impor.kesalahan
    assert impor.kesalahan in halaman(d, klien, impor)


def test_9_4_baris_instansi_lain_tidak_menghalangi(d, klien):
    impor = unggah(d, klien, rekap(pagu(SUB, ATK, 10), pagu(SUB, ATK, 10.125, skpd=SKPD_LAIN)))
    assert simpan(d, klien, impor).status_code == 302


@pytest.mark.parametrize(("nilai", "kata"), [([9e12, 9e12], "terlalu besar"), ([5, -6], "kurang dari nol")])
def test_9_4_jumlah_pagu_yang_mustahil_tidak_dapat_disimpan(d, klien, nilai, kata):
    impor = unggah(d, klien, rekap(*(pagu(SUB, ATK, n) for n in nilai), pagu(SUB, KOMPUTER, 100)))
    isi = halaman(d, klien, impor)
    assert kata in isi
    assert f"{SUB} {NAMA[SUB]}" in isi
    jawaban = simpan(d, klien, impor)
    assert jawaban.status_code == 422
    assert kata in teks(jawaban)
    assert not tersimpan("murni")


def test_9_2_koreksi_negatif_yang_tertutup_tidak_ditanyakan(d, klien):
    impor = unggah(d, klien, susun_realisasi(belanja(SUB, ATK, 10), belanja(SUB, KOMPUTER, -4)), untuk="realisasi")
    assert simpan(d, klien, impor).status_code == 302
    assert sum(r.nilai for r in RealisasiAnggaran.objects.filter(tahun=TAHUN)) == 6


def test_9_2_jumlah_negatif_sebulan_ditegaskan_orang(d, klien):
    impor = unggah(d, klien, susun_realisasi(belanja(SUB, ATK, 10), belanja(SUB, ATK, -14)), untuk="realisasi")
    isi = halaman(d, klien, impor)
    assert f"{SUB} {NAMA[SUB]}, bulan 1 (-Rp4)" in isi
    jawaban = simpan(d, klien, impor)
    assert jawaban.status_code == 422
    assert "kurang dari nol pada 1 baris" in teks(jawaban)
    assert not RealisasiAnggaran.objects.filter(tahun=TAHUN).exists()
    assert klien.post(ke(d, "sipd_simpan", nomor=impor.pk), {"tegas": "on"}).status_code == 302
    assert [r.nilai for r in RealisasiAnggaran.objects.filter(tahun=TAHUN)] == [-4]
    assert "kurang dari nol ditegaskan" in Jejak.objects.filter(tabel="anggaran_realisasianggaran").first().alasan


# A tahap is whole


def murni(d):
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, tahap="murni", jenis_belanja="barang_jasa", pagu=100)
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, tahap="murni", jenis_belanja="modal", pagu=90)
    AnggaranFactory(simpul=d.lain_sub, tahun=TAHUN, tahap="murni", jenis_belanja="", pagu=50)


def test_9_4_jenis_belanja_yang_tidak_ada_di_berkas_menjadi_nol(d, klien):
    murni(d)
    impor = unggah(d, klien, rekap(pagu(SUB, ATK, 150), pagu(SUB_DUA, ATK, 40)), tahap="perubahan")
    isi = halaman(d, klien, impor)
    assert "Menjadi 0 karena tidak ada di berkas" in isi
    assert "jenis belanja tidak ada" in isi
    assert "sub kegiatan tidak ada" not in isi
    assert "seluruh anggaran instansi" not in isi
    assert simpan(d, klien, impor).status_code == 302
    assert tersimpan("perubahan") == {
        (d.sub.pk, "barang_jasa"): 150,
        (d.sub.pk, "modal"): 0,
        (d.lain_sub.pk, "barang_jasa"): 40,
    }
    assert susun_ikhtisar(d.instansi, TAHUN).total.pagu == 190
    ulang = unggah(d, klien, rekap(pagu(SUB, ATK, 150), pagu(SUB_DUA, ATK, 40)), tahap="perubahan")
    assert "Menjadi 0" not in halaman(d, klien, ulang)


@pytest.mark.parametrize(
    ("skpd", "pilihan", "jadi_nol"),
    [
        (SKPD, {}, True),
        (SKPD, {"cakupan": "seluruh"}, True),
        (SKPD, {"cakupan": "sebagian"}, False),
        (SKPD[:-4] + "0003", {}, False),
        (SKPD[:-4] + "0003", {"cakupan": "seluruh"}, True),
    ],
)
def test_9_4_sub_kegiatan_yang_tidak_ada_di_berkas_seluruh_instansi_menjadi_nol(d, klien, skpd, pilihan, jadi_nol):
    murni(d)
    berkas = rekap(pagu(SUB, ATK, 150, **{"KODE SUB UNIT": skpd}), pagu(SUB, KOMPUTER, 1, **{"KODE SUB UNIT": skpd}))
    impor = unggah(d, klien, berkas, tahap="perubahan", skpd=skpd)
    isi = halaman(d, klien, impor)
    assert "sub kegiatan tidak ada" in isi
    assert NAMA[SUB_DUA] in isi
    assert klien.post(ke(d, "sipd_simpan", nomor=impor.pk), pilihan).status_code == 302
    ada = {(d.sub.pk, "barang_jasa"): 150, (d.sub.pk, "modal"): 1}
    assert tersimpan("perubahan") == ada | ({(d.lain_sub.pk, ""): 0} if jadi_nol else {})
    assert susun_ikhtisar(d.instansi, TAHUN).total.pagu == 151 + (0 if jadi_nol else 50)


def test_9_4_sub_kegiatan_yang_tanpa_belanja_di_berkas_menjadi_nol(d, klien):
    murni(d)
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, tahap="perubahan", jenis_belanja="pegawai", pagu=7)
    isi = rekap(pagu(SUB, None, None), pagu(SUB_DUA, ATK, 40))
    simpan(d, klien, unggah(d, klien, isi, tahap="perubahan"))
    nol = {(d.sub.pk, jenis): 0 for jenis in ("barang_jasa", "modal", "pegawai")}
    assert tersimpan("perubahan") == nol | {(d.lain_sub.pk, "barang_jasa"): 40}
    assert susun_ikhtisar(d.instansi, TAHUN).total.pagu == 40


def test_9_4_yang_dijawab_bukan_pasangannya_tidak_ada_di_berkas(d, klien):
    """Asked about, it is left alone; once it is said to be another, the file leaves it out."""
    Simpul.objects.filter(pk=d.sub.pk).update(kode_nomenklatur="5.03.02.2.01.06", uraian="Nama yang lain sama sekali")
    AnggaranFactory(simpul=d.sub, tahun=TAHUN, tahap="murni", jenis_belanja="modal", pagu=90)
    impor = unggah(d, klien, rekap(pagu(SUB, ATK, 1000), pagu(SUB_DUA, ATK, 40)), tahap="perubahan")
    assert "Menjadi 0" not in halaman(d, klien, impor)
    klien.post(ke(d, "sipd_jawab", nomor=impor.pk), {f"tanya_{SUB}": "-"})
    assert "Menjadi 0" in halaman(d, klien, impor)
    simpan(d, klien, impor)
    assert tersimpan("perubahan") == {(d.sub.pk, "modal"): 0, (d.lain_sub.pk, "barang_jasa"): 40}


def test_9_4_tahap_yang_lebih_dulu_tidak_dinolkan_oleh_yang_kemudian(d, klien):
    AnggaranFactory(simpul=d.lain_sub, tahun=TAHUN, tahap="perubahan", jenis_belanja="", pagu=50)
    impor = unggah(d, klien, rekap(pagu(SUB, ATK, 150)))
    assert "Menjadi 0" not in halaman(d, klien, impor)
    simpan(d, klien, impor)
    assert tersimpan("murni") == {(d.sub.pk, "barang_jasa"): 150}


# Codes and layouts


def test_9_5_kode_umum_diganti_bidang_urusan_instansi(d, klien):
    Simpul.objects.filter(pk=d.sub.pk).update(kode_nomenklatur="5.03.01.2.02.0001")
    isi = rekap(pagu("X.XX.01.2.02.0001", ATK, 700), pagu(SUB_DUA, ATK, 40))
    impor = unggah(d, klien, isi)
    assert "1 baris berkode X.XX dibaca sebagai 5.03, bidang urusan instansi." in halaman(d, klien, impor)
    simpan(d, klien, impor)
    assert tersimpan("murni") == {(d.sub.pk, "barang_jasa"): 700, (d.lain_sub.pk, "barang_jasa"): 40}
    simpan(d, klien, unggah(d, klien, susun_realisasi(belanja("X.XX.01.2.02.0001", ATK, 30)), untuk="realisasi"))
    assert [(r.simpul_id, r.nilai) for r in RealisasiAnggaran.objects.filter(tahun=TAHUN)] == [(d.sub.pk, 30)]


def tanpa_skpd(d, klien, isi, **pilihan):
    return unggah(d, klien, isi, skpd="", **pilihan)


def test_9_5_berkas_banyak_skpd_menanyakan_skpd_instansi(d, klien):
    impor = tanpa_skpd(d, klien, rekap(pagu(SUB, ATK, 10), pagu(SUB, ATK, 700, skpd=SKPD_LAIN)))
    assert impor.keadaan == "dipetakan"
    tampak = halaman(d, klien, impor)
    assert "Berkas ini berisi 2 SKPD. Pilih SKPD instansi ini." in tampak
    assert f"{SKPD_LAIN} Dinas Contoh" in tampak
    assert "Menunggu SKPD dipilih" in teks(klien.get(ke(d, "sipd")))
    assert simpan(d, klien, impor).status_code == 422
    assert klien.post(ke(d, "sipd_petakan", nomor=impor.pk), {"kode_sub_kegiatan": "1"}).status_code == 422
    tujuan = ke(d, "sipd_jawab", nomor=impor.pk)
    assert klien.post(tujuan, {"skpd": "9.99"}).status_code == 422
    assert klien.post(tujuan, {"skpd": SKPD}).status_code == 302
    sipd.baca(impor.pk)
    impor.refresh_from_db()
    d.instansi.refresh_from_db()
    assert (impor.keadaan, impor.skpd, d.instansi.kode_skpd) == ("siap", SKPD, SKPD)
    simpan(d, klien, impor)
    assert tersimpan("murni") == {(d.sub.pk, "barang_jasa"): 10}


def test_9_5_berkas_realisasi_banyak_skpd_ditanyakan_tanpa_menyimpan_berkasnya(d, klien):
    isi = susun_realisasi(belanja(SUB, ATK, 10), belanja(SUB, ATK, 700, skpd=SKPD_LAIN))
    impor = tanpa_skpd(d, klien, isi, untuk="realisasi")
    assert (impor.keadaan, impor.berkas) == ("gagal", "")
    assert not list((Path(d.media) / "sipd").rglob("*.xlsx"))
    tampak = halaman(d, klien, impor)
    assert "Pilih SKPD instansi ini, lalu unggah berkasnya sekali lagi" in tampak
    assert 'name="untuk" value="realisasi"' in klien.get(ke(d, "sipd_satu", nomor=impor.pk)).content.decode()
    simpan(d, klien, unggah(d, klien, isi, untuk="realisasi", skpd=SKPD))
    assert [r.nilai for r in RealisasiAnggaran.objects.filter(tahun=TAHUN)] == [10]


def test_9_5_berkas_satu_skpd_tidak_menanyakan(d, klien):
    assert tanpa_skpd(d, klien, rekap(pagu(SUB, ATK, 10))).keadaan == "siap"


def test_9_5_kode_dalam_lima_kolom_dipetakan_di_halaman(d, klien):
    Simpul.objects.filter(pk=d.lain_sub.pk).update(kode_nomenklatur="5.03.01.2.02.0001")
    isi = [
        ["LAPORAN REALISASI ANGGARAN"],
        ["Kode", None, None, None, None, "Uraian", "Anggaran", "Realisasi"],
        ["5", None, None, None, None, "UNSUR", 400, 1],
        ["5", "03", None, None, None, "KEPEGAWAIAN", 400, 1],
        ["5", "03", "02", None, None, "PROGRAM", 300, 1],
        ["5", "03", "02", "2.01", None, "Kegiatan", 300, 1],
        ["5", "03", "02", "2.01", "0006", NAMA[SUB], 300, 1],
        ["X", "XX", "01", "2.02", "0001", "Penyusunan Uji", 100, 1],
    ]
    berkas = SimpleUploadedFile("lra.xlsx", simpan_asli(isi).getvalue())
    klien.post(ke(d, "sipd_unggah"), {"untuk": "pagu", "tahap": "murni", "lain": "on", "skpd": SKPD, "berkas": berkas})
    impor = ImporSipd.objects.get()
    tampak = halaman(d, klien, impor)
    assert "Kode bagian 5 (sub kegiatan)" in tampak
    assert "E: (tanpa judul)" in tampak
    usulan = {f"kode_{n}": n - 1 for n in range(1, 6)}
    assert sipd.pemetaan(impor).usulan == usulan
    tujuan = ke(d, "sipd_petakan", nomor=impor.pk)
    assert klien.post(tujuan, {"kode_1": "0", "kode_2": "1", "nilai": "6"}).status_code == 422
    assert klien.post(tujuan, {k: str(v) for k, v in usulan.items()} | {"nama": "5", "nilai": "6"}).status_code == 302
    sipd.baca(impor.pk)
    impor.refresh_from_db()
    assert simpan(d, klien, impor).status_code == 302
    assert {a.simpul_id: a.pagu for a in Anggaran.objects.filter(tahun=TAHUN)} == {d.sub.pk: 300, d.lain_sub.pk: 100}


def test_tabel_lain_dibuka_sekali_yang_rusak_tidak_disimpan(d, klien, media):
    """The pages that show its columns do not open the file again: a poisoned one is tried once."""
    kirim = {"untuk": "pagu", "tahap": "murni", "lain": "on"}
    rusak = SimpleUploadedFile("a.xlsx", b"PK\x03\x04 bukan buku kerja")
    jawaban = klien.post(ke(d, "sipd_unggah"), kirim | {"berkas": rusak})
    assert jawaban.status_code == 422
    assert not ImporSipd.objects.exists()
    assert not [p for p in media.rglob("*") if p.is_file()]
    isi = [["Uraian", "Kode", "NIP Pejabat", "Nilainya"], ["Satu", SUB, "199001012015041001", 1000]]
    berkas = SimpleUploadedFile("b.xlsx", simpan_asli(isi).getvalue())
    assert klien.post(ke(d, "sipd_unggah"), kirim | {"berkas": berkas}).status_code == 302
    impor = ImporSipd.objects.get()
    (media / impor.berkas).write_bytes(b"berubah")
    halaman = klien.get(ke(d, "sipd_satu", nomor=impor.pk))
    assert "Nilainya" in teks(halaman)
    assert "199001012015041001" not in halaman.content.decode()
    assert "199001012015041001" not in str(impor.hasil)
