"""The comparison in three ways: the file, what stands here, and what was exported. Nobody's entries are lost."""

import datetime
import io

import pytest
from openpyxl import load_workbook

from anggaran.models import RealisasiAnggaran
from capaian.models import Realisasi
from laporan.buku_kerja.ekspor import contoh_buku, ekspor_buku
from laporan.models import Rekomendasi
from renstra.buku.tiga_arah import Jawaban
from renstra.models import Indikator, Simpul, Target
from sakip.buku.asal import KOLOM_ASAL, Pencatat, baku
from sakip.jejak.pelaku import pelaku
from sakip.models import PerangkatDaerah
from tests import pabrik as p

from .buku_uji import berhasil, dasar, hitungan, impor, isi_basis_data

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]


@pytest.fixture
def instansi():
    isi = dasar()
    isi["Bidang"] = [{"kode": "B1", "nama": "Satu", "induk": "B3"}, *({"kode": k, "nama": k} for k in ("B2", "B3"))]
    isi["Realisasi"] = [
        {"indikator": "I1", "tahun": 2023, "nilai": 80, "pendorong": "Semangat", "sumber": "Bidang"},
        {"indikator": "I1", "tahun": 2024, "nilai": 99.49},
    ]
    return berhasil(isi).instansi


def ekspor(instansi):
    """An export as it stands now, to be edited as in Excel."""
    return load_workbook(io.BytesIO(ekspor_buku(instansi)))


def sel(wb, lembar, baris, kolom):
    return wb[lembar].cell(baris, [c.value for c in wb[lembar][1]].index(kolom) + 1)


def realisasi(tahun=2023):
    return Realisasi.objects.get(tahun=tahun)


def test_9_8_kolom_asal_tersembunyi_pada_tiap_lembar(instansi):
    wb = ekspor(instansi)
    for ws in wb:
        kepala = [c for c in ws[1] if c.value == KOLOM_ASAL]
        assert len(kepala) == 1, ws.title
        assert ws.column_dimensions[kepala[0].column_letter].hidden
        asal = [ws.cell(n, kepala[0].column).value for n in range(2, ws.max_row + 1)]
        assert all(asal), ws.title
        assert len(set(asal)) == len(asal)
    assert all(c.value != KOLOM_ASAL for ws in load_workbook(io.BytesIO(contoh_buku())) for c in ws[1])


def test_9_8_buku_lama_tidak_menghapus_isian_sesudahnya(instansi):
    """Exported before the bidang entered, uploaded after: what was entered stays."""
    Realisasi.objects.filter(tahun=2024).update(nilai=None)
    wb = ekspor(instansi)
    Realisasi.objects.filter(tahun=2024).update(nilai=97, pendorong="Baru diisi", ubahan_ke=5)
    sebelum = isi_basis_data()
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert not hasil.berubah
    assert not hasil.ubahan
    assert isi_basis_data() == sebelum


def test_9_8_berubah_di_berkas_saja_ditulis(instansi):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 2, "nilai").value = 85
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert hitungan(hasil)["Realisasi"] == (0, 1, 1, 0)
    (ubahan,) = hasil.ubahan
    assert (ubahan.lembar, ubahan.baris, ubahan.kunci, ubahan.kolom) == ("Realisasi", 2, "I1, 2023", "nilai")
    assert (ubahan.lama, ubahan.baru, ubahan.kosong, ubahan.beralas) == ("80", "85", False, True)
    assert realisasi().nilai == 85
    assert realisasi().pendorong == "Semangat"


def test_9_8_nilai_yang_ditulis_ulang_sama_bukan_perubahan(instansi):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 3, "nilai").value = "99,49"
    sel(wb, "Renstra", 2, "jenis").value = " Tujuan "
    hasil = berhasil(wb)
    assert not hasil.berubah
    assert not hasil.ubahan


@pytest.fixture
def bentrok(instansi):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 2, "nilai").value = 85
    sel(wb, "Realisasi", 2, "sumber").value = None
    siapa = p.PenggunaFactory(first_name="Staf", last_name="Mutasi", perangkat_daerah=instansi, perencanaan=True)
    with pelaku(lambda: {"oleh": siapa.pk, "dari": "sesi"}):
        Realisasi.objects.filter(tahun=2023).update(nilai=90)
    wb.siapa = siapa
    return wb


def test_9_8_bentrok_menyebut_kedua_nilai_siapa_dan_kapan(bentrok):
    sebelum = isi_basis_data()
    hasil = impor(bentrok, uji=True)
    (satu,) = hasil.bentrok
    assert (satu.lembar, satu.baris, satu.kunci) == ("Realisasi", 2, "I1, 2023")
    assert satu.sel == (("nilai", "90", "85"), ("sumber", "Bidang", ""))
    assert satu.oleh == str(bentrok.siapa)
    assert str(datetime.datetime.now().year) in satu.pada
    assert hasil.belum_dijawab == [satu]
    assert isi_basis_data() == sebelum


def test_9_8_bentrok_tanpa_pilihan_tidak_menyimpan_apa_pun(bentrok):
    sel(bentrok, "Target", 2, "nilai").value = 91
    sebelum = isi_basis_data()
    hasil = impor(bentrok, jawaban=Jawaban(kosongkan=True))
    assert not hasil.disimpan
    assert not hasil.galat
    assert isi_basis_data() == sebelum


def test_9_8_bentrok_memakai_sistem(bentrok):
    sel(bentrok, "Target", 2, "nilai").value = 91
    hasil = berhasil(bentrok, jawaban=Jawaban(semua="sistem", kosongkan=False))
    assert hasil.disimpan
    assert (realisasi().nilai, realisasi().sumber) == (90, "Bidang")
    assert Target.objects.get().nilai == 91


@pytest.mark.parametrize(("kosongkan", "sumber"), [(True, ""), (False, "Bidang")])
def test_9_8_bentrok_memakai_berkas(bentrok, kosongkan, sumber):
    hasil = berhasil(bentrok, jawaban=Jawaban(semua="berkas", kosongkan=kosongkan))
    assert hasil.disimpan
    assert (realisasi().nilai, realisasi().sumber) == (85, sumber)


def test_9_8_bentrok_dipilih_satu_per_satu(instansi):
    wb = ekspor(instansi)
    for baris in (2, 3):
        sel(wb, "Realisasi", baris, "nilai").value = 11
    Realisasi.objects.update(nilai=22)
    tanda = [b.tanda for b in impor(wb, uji=True).bentrok]
    assert not impor(wb, jawaban=Jawaban(baris={tanda[0]: "berkas"})).disimpan
    assert berhasil(wb, jawaban=Jawaban(semua="sistem", baris={tanda[0]: "berkas"})).disimpan
    assert (realisasi(2023).nilai, realisasi(2024).nilai) == (11, 22)


def test_9_8_perubahan_yang_sama_di_kedua_sisi_bukan_bentrok(instansi):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 2, "nilai").value = 90
    Realisasi.objects.filter(tahun=2023).update(nilai=90)
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert not hasil.bentrok


def test_9_8_sel_kosong_pada_bentrok_yang_dulu_kosong_tidak_mengosongkan(instansi):
    """Empty when exported, filled here since: the file never emptied it."""
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 2, "nilai").value = 85
    Realisasi.objects.filter(tahun=2023).update(penghambat="Ditulis sesudahnya")
    (satu,) = impor(wb, uji=True).bentrok
    assert [kolom for kolom, _, _ in satu.sel] == ["nilai"]
    assert berhasil(wb, jawaban=Jawaban(semua="berkas")).disimpan
    assert (realisasi().nilai, realisasi().penghambat) == (85, "Ditulis sesudahnya")


def test_9_8_pengosongan_dipisahkan_dan_dikonfirmasi(instansi):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 2, "pendorong").value = None
    sel(wb, "Realisasi", 2, "nilai").value = 85
    sebelum = isi_basis_data()
    hasil = impor(wb)
    assert not hasil.disimpan
    (kosong,) = hasil.kosong
    assert (kosong.kolom, kosong.lama, kosong.baru) == ("pendorong", "Semangat", "")
    assert isi_basis_data() == sebelum
    assert berhasil(wb, jawaban=Jawaban(kosongkan=False)).disimpan
    assert (realisasi().nilai, realisasi().pendorong) == (85, "Semangat")
    assert berhasil(wb, jawaban=Jawaban(kosongkan=True, semua="berkas")).disimpan
    assert (realisasi().nilai, realisasi().pendorong) == (85, "")


def test_9_8_rujukan_yang_dikosongkan(instansi):
    """A program moved to the top: its parent is an emptying like any other."""
    wb = ekspor(instansi)
    sel(wb, "Renstra", 4, "induk").value = None
    assert not impor(wb).disimpan
    assert berhasil(wb, jawaban=Jawaban(kosongkan=True)).disimpan
    assert Simpul.objects.get(kode="P1").induk is None


def tanpa_asal(wb):
    for ws in wb:
        letak = [c.value for c in ws[1]].index(KOLOM_ASAL) + 1
        ws.delete_cols(letak)
    return wb


def test_9_8_tanpa_catatan_sel_kosong_tidak_mengosongkan(instansi):
    wb = tanpa_asal(ekspor(instansi))
    sel(wb, "Realisasi", 2, "pendorong").value = None
    sel(wb, "Indikator", 2, "satuan").value = None
    sel(wb, "Indikator", 2, "iku").value = None
    sel(wb, "Instansi", 5, "nilai").value = None
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert not hasil.berubah
    indikator = Indikator.objects.get()
    assert (realisasi().pendorong, indikator.satuan, indikator.iku) == ("Semangat", "Poin", True)
    assert PerangkatDaerah.objects.get().singkatan == "BKPSDM"


def test_9_8_tanpa_catatan_tiap_nilai_yang_berubah_disebut(instansi):
    wb = tanpa_asal(ekspor(instansi))
    sel(wb, "Realisasi", 2, "nilai").value = 1
    sel(wb, "Realisasi", 2, "pendorong").value = "Lain"
    sel(wb, "Bidang", 2, "induk").value = "B2"
    sel(wb, "Renstra", 4, "uraian").value = "Program lain"
    sel(wb, "Instansi", 5, "nilai").value = "BKD"
    hasil = impor(wb, uji=True)
    isi = {(u.lembar, u.kolom): (u.lama, u.baru, u.beralas) for u in hasil.ubahan}
    assert isi == {
        ("Realisasi", "nilai"): ("80", "1", False),
        ("Realisasi", "pendorong"): ("Semangat", "Lain", False),
        ("Bidang", "induk"): ("B3", "B2", False),
        ("Renstra", "uraian"): ("Program kepegawaian", "Program lain", False),
        ("Instansi", "nilai"): ("BKPSDM", "BKD", False),
    }


@pytest.mark.parametrize("rusak", ["x", "1.AAAA", "1.é", 12, "1." + "A" * 40])
def test_9_8_catatan_rusak_dianggap_tidak_ada(instansi, rusak):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 2, KOLOM_ASAL).value = rusak
    sel(wb, "Realisasi", 2, "pendorong").value = None
    sel(wb, "Realisasi", 2, "nilai").value = 5
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert not hasil.kosong
    assert (realisasi().nilai, realisasi().pendorong) == (5, "Semangat")


def test_9_8_catatan_baris_lain_dianggap_tidak_ada(instansi):
    """A row copied with its record and given another key is a new row."""
    wb = ekspor(instansi)
    ws = wb["Realisasi"]
    ws.append([c.value for c in ws[2]])
    sel(wb, "Realisasi", 4, "tahun").value = 2025
    hasil = berhasil(wb)
    assert hitungan(hasil)["Realisasi"] == (1, 0, 2, 0)
    assert realisasi(2025).nilai == 80


def test_9_8_catatan_instansi_lain_dianggap_tidak_ada(instansi):
    lain = berhasil(dasar(Instansi={**dasar()["Instansi"], "kode": "lain", "singkatan": "LAIN"})).instansi
    sel_kunci, isi = ("I1", "2024", ""), {"nilai": "99.49"}
    satu, dua = (Pencatat(i, "Realisasi", ["nilai", "teks"]) for i in (instansi, lain))
    catatan = satu.catat(sel_kunci, isi)
    assert satu.baca(catatan, sel_kunci)
    assert dua.baca(catatan, sel_kunci) is None
    assert not dua.persis(catatan, sel_kunci, isi)
    assert satu.baca(catatan, ("I1", "2023", "")) is None
    wb = ekspor(instansi)
    for nomor in range(2, wb["Instansi"].max_row + 1):
        if sel(wb, "Instansi", nomor, "kunci").value in ("kode", "singkatan"):
            sel(wb, "Instansi", nomor, "nilai").value = "lain"
    sel(wb, "Realisasi", 3, "nilai").value = None
    assert berhasil(wb).disimpan
    assert Realisasi.objects.get(indikator__renstra__perangkat_daerah=lain, tahun=2024).nilai is not None


def test_9_8_baris_boleh_diurutkan_dan_dihapus(instansi):
    wb = ekspor(instansi)
    ws = wb["Renstra"]
    baris = [[c.value for c in b] for b in ws.iter_rows(min_row=2)]
    ws.delete_rows(2, ws.max_row)
    for satu in reversed(baris[:-1]):
        ws.append(satu)
    sebelum = isi_basis_data()
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert hitungan(hasil)["Renstra"] == (0, 0, 4, 1)
    assert isi_basis_data() == sebelum


def test_9_8_kolom_dan_lembar_yang_hilang_tidak_mengubah(instansi):
    wb = ekspor(instansi)
    ws = wb["Realisasi"]
    ws.delete_cols([c.value for c in ws[1]].index("pendorong") + 1)
    ws.delete_cols([c.value for c in ws[1]].index("penghambat") + 1)
    del wb["Target"]
    Realisasi.objects.filter(tahun=2023).update(penghambat="Sesudah ekspor", pendorong="Sesudah ekspor")
    sebelum = isi_basis_data()
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert not hasil.bentrok
    assert isi_basis_data() == sebelum


def test_9_8_baris_yang_dihapus_di_sistem_tidak_kembali(instansi):
    wb = ekspor(instansi)
    Indikator.objects.get().delete()
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert not Indikator.objects.exists()
    assert {t.lembar for t in hasil.temuan} == {"Indikator", "Target", "Realisasi"}
    assert all("sudah dihapus di sistem" in t.pesan for t in hasil.temuan)


def test_9_8_baris_yang_dihapus_di_sistem_dan_berubah_di_berkas_bentrok(instansi):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 2, "nilai").value = 5
    realisasi().delete()
    (satu,) = impor(wb, uji=True).bentrok
    assert satu.terhapus
    assert berhasil(wb, jawaban=Jawaban(semua="sistem")).disimpan
    assert Realisasi.objects.count() == 1
    assert berhasil(wb, jawaban=Jawaban(semua="berkas")).disimpan
    assert realisasi().nilai == 5


def test_9_8_instansi_dibandingkan_per_kunci(instansi):
    wb = ekspor(instansi)
    for nomor in range(2, wb["Instansi"].max_row + 1):
        kunci = sel(wb, "Instansi", nomor, "kunci").value
        if kunci in ("nama", "singkatan"):
            sel(wb, "Instansi", nomor, "nilai").value = f"{kunci} dari berkas"
    PerangkatDaerah.objects.update(singkatan="SISTEM", alamat="Jalan Baru")
    hasil = impor(wb, uji=True)
    assert [b.sel for b in hasil.bentrok] == [(("singkatan", "SISTEM", "singkatan dari berkas"),)]
    assert berhasil(wb, jawaban=Jawaban(semua="sistem")).disimpan
    kini = PerangkatDaerah.objects.get()
    assert (kini.nama, kini.singkatan, kini.alamat) == ("nama dari berkas", "SISTEM", "Jalan Baru")


def test_9_8_pengosongan_di_lembar_instansi(instansi):
    PerangkatDaerah.objects.update(alamat="Jalan Lama")
    instansi.refresh_from_db()
    wb = ekspor(instansi)
    nomor = next(n for n in range(2, 40) if sel(wb, "Instansi", n, "kunci").value == "alamat")
    sel(wb, "Instansi", nomor, "nilai").value = None
    hasil = impor(wb)
    assert [(u.kunci, u.lama) for u in hasil.kosong] == [("alamat", "Jalan Lama")]
    assert not hasil.disimpan
    assert berhasil(wb, jawaban=Jawaban(kosongkan=True)).disimpan
    assert PerangkatDaerah.objects.get().alamat == ""


def test_9_8_baris_baru_di_tengah_tetap_di_tempatnya(instansi):
    wb = ekspor(instansi)
    ws = wb["Renstra"]
    ws.insert_rows(3)
    for kolom, nilai in {"kode": "S0", "induk": "T1", "jenis": "sasaran", "uraian": "Disisipkan"}.items():
        sel(wb, "Renstra", 3, kolom).value = nilai
    assert berhasil(wb).disimpan
    assert list(Simpul.objects.order_by("urutan").values_list("kode", flat=True))[:3] == ["T1", "S0", "S1"]


def test_9_8_yang_berubah_sejak_pratinjau_tidak_disimpan(instansi):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", 2, "nilai").value = 85
    sidik = impor(wb, uji=True).sidik
    Realisasi.objects.filter(tahun=2024).update(nilai=1)
    assert impor(wb, uji=True).sidik == sidik
    Realisasi.objects.filter(tahun=2023).update(nilai=90)
    hasil = impor(wb, disetujui=sidik, jawaban=Jawaban(semua="berkas"))
    assert not hasil.disimpan
    assert not hasil.sama_dengan_pratinjau
    assert hasil.bentrok
    assert realisasi().nilai == 90


def test_9_8_sidik_tidak_bergantung_pada_jawaban(bentrok):
    sidik = impor(bentrok, uji=True).sidik
    for semua in ("berkas", "sistem"):
        for kosongkan in (True, False):
            assert impor(bentrok, uji=True, jawaban=Jawaban(semua=semua, kosongkan=kosongkan)).sidik == sidik


def test_9_8_teks_panjang_yang_terpotong_oleh_excel_tidak_dipotong(instansi):
    p.NarasiFactory(perangkat_daerah=instansi, bagian="x", teks="a" * 40_000)
    hasil = berhasil(ekspor(instansi))
    assert hasil.disimpan
    assert not hasil.berubah
    assert len(instansi.narasi.get().teks) == 40_000


def test_9_8_rekomendasi_dengan_baris_baru_windows(instansi):
    """What a browser stored with its own line ends is found again by its key."""
    Rekomendasi.objects.create(perangkat_daerah=instansi, tahun=2024, rekomendasi="Satu\r\nDua")
    wb = ekspor(instansi)
    sel(wb, "Rekomendasi", 2, "status").value = "selesai"
    assert hitungan(berhasil(wb))["Rekomendasi"] == (0, 1, 0, 0)
    assert Rekomendasi.objects.get().status == "selesai"


@pytest.mark.parametrize(
    ("nilai", "teks"),
    [
        (None, ""),
        (True, "ya"),
        (False, ""),
        (1, "1"),
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (float("inf"), "inf"),
        (10**20, "100000000000000000000"),
        (datetime.datetime(2024, 1, 31), "2024-01-31"),
        (" a_x000D_\r\nb\x01 ", "a\nb"),
    ],
)
def test_9_8_sel_baku(nilai, teks):
    assert baku(nilai) == teks


@pytest.mark.parametrize("beralas", [True, False])
def test_9_2_bulan_negatif_yang_tidak_berubah_tidak_ditolak(instansi, beralas):
    """A person confirmed it when SIPD gave it; a new or another negative amount is refused."""
    sub = Simpul.objects.get(kode="SK1")
    uang = {"simpul": sub, "tahun": 2023, "triwulan": 1, "bulan": 2, "nilai": -5}
    RealisasiAnggaran.objects.create(perangkat_daerah=instansi, jenis_belanja="modal", **uang)
    wb = ekspor(instansi)
    if not beralas:
        for ws in wb:
            ws.delete_cols([c.value for c in ws[1]].index(KOLOM_ASAL) + 1)
    assert hitungan(berhasil(wb))["RealisasiAnggaran"] == (0, 0, 2, 0)
    kolom = [c.value for c in wb["RealisasiAnggaran"][1]].index("nilai") + 1
    (baris,) = [b for b in (2, 3) if wb["RealisasiAnggaran"].cell(b, kolom).value == -5]
    wb["RealisasiAnggaran"].cell(baris, kolom).value = -6
    assert [t.pesan for t in impor(wb).galat] == ["angka paling kecil 0"]
