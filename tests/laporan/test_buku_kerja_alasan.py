"""Issue 9 line 2: the reason for an odd value travels in the workbook, and is of the value that it was written for."""

import io

import pytest
from openpyxl import load_workbook

from anggaran.models import RealisasiAnggaran
from capaian.models import Komponen, Realisasi
from laporan.buku_kerja.ekspor import ekspor_buku
from renstra.buku.tiga_arah import Jawaban
from renstra.models import Simpul
from tests import pabrik as p

from .buku_uji import berhasil, dasar, impor

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]
LAMA, BARU = "Ada hibah barang.", "Ada pergeseran."


@pytest.fixture
def instansi():
    isi = dasar()
    isi["Realisasi"] = [{"indikator": "I1", "tahun": 2024, "nilai": 900, "alasan_wajar": LAMA, "sumber": "Bidang"}]
    isi["RealisasiAnggaran"] = [
        {"sub_kegiatan": "SK1", "tahun": 2024, "triwulan": 2, "nilai": 1_500_000_000, "alasan_wajar": LAMA}
    ]
    return berhasil(isi).instansi


def ekspor(instansi):
    return load_workbook(io.BytesIO(ekspor_buku(instansi)))


def sel(wb, lembar, kolom, baris=2):
    return wb[lembar].cell(baris, [c.value for c in wb[lembar][1]].index(kolom) + 1)


def alasan(lembar):
    return {"Realisasi": Realisasi, "RealisasiAnggaran": RealisasiAnggaran}[lembar].objects.get().alasan_wajar


DUA = pytest.mark.parametrize("lembar", ["Realisasi", "RealisasiAnggaran"])


def test_9_2_alasan_uang_ikut_diekspor_dan_diimpor(instansi):
    assert alasan("RealisasiAnggaran") == LAMA
    wb = ekspor(instansi)
    assert sel(wb, "RealisasiAnggaran", "alasan_wajar").value == LAMA
    assert not berhasil(wb).berubah
    sel(wb, "RealisasiAnggaran", "alasan_wajar").value = BARU
    (ubahan,) = berhasil(wb).ubahan
    assert (ubahan.kolom, ubahan.lama, ubahan.baru) == ("alasan_wajar", LAMA, BARU)
    assert alasan("RealisasiAnggaran") == BARU


def test_9_2_alasan_uang_yang_diubah_di_dua_tempat_bentrok(instansi):
    wb = ekspor(instansi)
    sel(wb, "RealisasiAnggaran", "alasan_wajar").value = BARU
    RealisasiAnggaran.objects.update(alasan_wajar="Ditulis di isian.")
    (satu,) = impor(wb, uji=True).bentrok
    assert satu.sel == (("alasan_wajar", "Ditulis di isian.", BARU),)
    assert berhasil(wb, jawaban=Jawaban(semua="sistem")).disimpan
    assert alasan("RealisasiAnggaran") == "Ditulis di isian."


def test_9_2_alasan_uang_yang_dikosongkan_ditanyakan(instansi):
    wb = ekspor(instansi)
    sel(wb, "RealisasiAnggaran", "alasan_wajar").value = None
    hasil = impor(wb)
    assert [(u.kolom, u.kosong) for u in hasil.ubahan] == [("alasan_wajar", True)]
    assert not hasil.disimpan
    berhasil(wb, jawaban=Jawaban(kosongkan=True))
    assert alasan("RealisasiAnggaran") == ""


@DUA
def test_9_2_alasan_angka_lama_tidak_berlaku_bagi_angka_dari_berkas(instansi, lembar):
    wb = ekspor(instansi)
    sel(wb, lembar, "nilai").value += 1
    hasil = berhasil(wb)
    assert {(u.kolom, u.baru) for u in hasil.ubahan if u.kolom == "alasan_wajar"} == {("alasan_wajar", "")}
    assert alasan(lembar) == ""


@DUA
def test_9_2_alasan_baru_di_berkas_berlaku_bagi_angkanya(instansi, lembar):
    wb = ekspor(instansi)
    sel(wb, lembar, "nilai").value += 1
    sel(wb, lembar, "alasan_wajar").value = BARU
    berhasil(wb)
    assert alasan(lembar) == BARU


@DUA
def test_9_2_berkas_tanpa_kolom_alasan_tidak_mewariskannya(instansi, lembar):
    isi = dasar()
    isi["Realisasi"] = [{"indikator": "I1", "tahun": 2024, "nilai": 901}]
    isi["RealisasiAnggaran"] = [{"sub_kegiatan": "SK1", "tahun": 2024, "triwulan": 2, "nilai": 1_600_000_000}]
    berhasil(isi)
    assert alasan(lembar) == ""


@DUA
def test_9_2_yang_lain_berubah_alasannya_tetap(instansi, lembar):
    wb = ekspor(instansi)
    sel(wb, "Realisasi", "sumber").value = "SIMPEG"
    berhasil(wb)
    assert alasan(lembar) == LAMA


@DUA
def test_9_2_alasan_lama_dan_angka_baru_yang_bentrok_disimpan_sekali_pilih(instansi, lembar):
    """The fingerprint of what was shown is the same before and after the answer."""
    wb = ekspor(instansi)
    sel(wb, lembar, "nilai").value += 1
    model = {"Realisasi": Realisasi, "RealisasiAnggaran": RealisasiAnggaran}[lembar]
    model.objects.update(nilai=77)
    dilihat = impor(wb, uji=True)
    hasil = berhasil(wb, jawaban=Jawaban(semua="berkas"), disetujui=dilihat.sidik)
    assert hasil.disimpan
    assert alasan(lembar) == ""


def test_9_2_alasan_satu_triwulan_lepas_bila_salah_satu_barisnya_berubah(instansi):
    RealisasiAnggaran.objects.all().delete()
    sub = Simpul.objects.get(kode="SK1")
    for bulan, kata in ((4, LAMA), (5, "")):
        p.RealisasiAnggaranFactory(
            simpul=sub, tahun=2024, triwulan=2, bulan=bulan, nilai=800_000_000, alasan_wajar=kata
        )
    wb = ekspor(instansi)
    sel(wb, "RealisasiAnggaran", "nilai", 3).value += 1
    berhasil(wb)
    assert set(RealisasiAnggaran.objects.values_list("alasan_wajar", flat=True)) == {""}


def test_9_2_alasan_setahun_lepas_bila_bagian_indeksnya_berubah(instansi):
    indikator = Realisasi.objects.get().indikator
    p.KomponenFactory(indikator=indikator, tahun=2024, urutan=1, nilai=30, maksimum=40)
    wb = ekspor(instansi)
    sel(wb, "Komponen", "nilai").value = 35
    ubahan = berhasil(wb).ubahan
    assert ("Komponen", "I1, 2024", "alasan_wajar") in {(u.lembar, u.kunci, u.kolom) for u in ubahan}
    assert Komponen.objects.get().nilai == 35
    assert alasan("Realisasi") == ""
