"""Workbooks as people make them: titles, notes, other cases, doubles; and what the rules refuse."""

import io

import pytest
from openpyxl import Workbook, load_workbook

from laporan.buku_kerja.ekspor import ekspor_buku
from laporan.models import Rekomendasi
from renstra.models import Skala

from .buku_uji import berhasil, buku, dasar, hitungan, impor, simpan, susun

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]


def satu_galat(isi):
    (galat,) = impor(isi).galat
    return galat


def dengan_judul(wb, lembar, tinggi=1):
    """The sheet under a merged title of so many rows."""
    ws = wb[lembar]
    ws.insert_rows(1, tinggi)
    ws["A1"] = f"DATA {lembar.upper()}"
    ws.merge_cells(start_row=1, end_row=tinggi, start_column=1, end_column=4)
    return wb


@pytest.mark.parametrize("tinggi", [1, 3, 9])
@pytest.mark.parametrize("lembar", ["Instansi", "Renstra", "Target", "Anggaran"])
def test_9_9_judul_di_atas_kepala(lembar, tinggi):
    hasil = berhasil(dengan_judul(susun(dasar()), lembar, tinggi))
    assert hasil.disimpan
    assert hitungan(hasil)[lembar][0] >= 1


def test_9_9_nomor_baris_di_bawah_judul_tetap_benar():
    isi = dasar()
    isi["Target"][0]["nilai"] = "x"
    galat = satu_galat(dengan_judul(susun(isi), "Target", 4))
    assert (galat.lembar, galat.baris, galat.kolom) == ("Target", 6, "nilai")


def test_9_9_kepala_dengan_huruf_besar_dan_spasi():
    wb = susun(dasar())
    for ws in wb:
        for c in ws[1]:
            c.value = f"  {c.value.replace('_', ' ').title()} "
    for c in wb["Instansi"]["A"]:
        c.value = str(c.value).upper().replace("_", " ")
    wb["Target"].title = "TARGET "
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert not hasil.temuan
    assert hitungan(hasil)["Anggaran"] == (1, 0, 0, 0)
    assert hitungan(hasil)["Target"] == (1, 0, 0, 0)


def test_9_9_ekspor_dengan_judul_dan_huruf_lain_tetap_dikenal():
    wb = load_workbook(io.BytesIO(ekspor_buku(berhasil(dasar()).instansi)))
    for ws in wb:
        for c in ws[1]:
            c.value = str(c.value).upper()
        ws.insert_rows(1)
        ws["A1"] = ws.title
    hasil = berhasil(wb)
    assert not hasil.berubah
    assert not hasil.temuan


@pytest.mark.parametrize("lembar", ["Instansi", "Renstra", "Target", "Narasi"])
def test_9_9_kepala_tidak_ditemukan_adalah_kalimat(lembar):
    isi = dasar(**{lembar: [["Catatan"], ["Isi lembar ini menyusul"], [12, None, "x"]]})
    galat = satu_galat(isi) if lembar not in ("Instansi", "Renstra") else impor(isi).galat[0]
    assert galat.lembar == lembar
    assert "baris judul tidak ditemukan dalam 10 baris pertama" in galat.pesan


def test_9_9_kepala_di_bawah_sepuluh_baris_tidak_dicari():
    assert impor(dengan_judul(susun(dasar()), "Target", 10)).galat


def test_9_9_lembar_pilihan_yang_kosong_sama_sekali_bukan_galat():
    hasil = berhasil(dasar(Prestasi=[]))
    assert hasil.disimpan


def test_9_9_catatan_pada_lembar_sendiri_hanya_peringatan():
    wb = susun(dasar())
    wb.create_sheet("Catatan", 0)["B7"] = "Tolong diperiksa"
    wb.create_sheet("Kosong")
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert {(t.lembar, t.tingkat) for t in hasil.temuan} == {("Catatan", "peringatan"), ("Kosong", "peringatan")}


SKALA = {"nama": "tiga", "predikat": "x"}


def test_9_9_pita_terendah_tanpa_batas_bawah():
    pita = [SKALA | {"urutan": 1, "batas_bawah": 90}, SKALA | {"urutan": 2, "batas_bawah": 50}, SKALA | {"urutan": 3}]
    hasil = berhasil(dasar(Skala=pita))
    assert hasil.disimpan
    assert Skala.objects.get(urutan=3).batas_bawah is None
    assert not berhasil(ekspor_buku(hasil.instansi)).berubah


@pytest.mark.parametrize(
    ("batas", "baris", "kolom"),
    [
        ([50, 90], 3, "batas_bawah"),
        ([90, 90], 3, "batas_bawah"),
        ([90, None, 10], 3, "batas_bawah"),
    ],
)
def test_9_6_pita_yang_tidak_menurun_ditolak(batas, baris, kolom):
    pita = [SKALA | {"urutan": n, "batas_bawah": b} for n, b in enumerate(batas, 1)]
    galat = satu_galat(dasar(Skala=pita))
    assert (galat.lembar, galat.baris, galat.kolom) == ("Skala", baris, kolom)
    assert "tiga" in galat.pesan


def test_9_6_pita_eksklusif_dengan_batas_yang_sama_menurun():
    pita = [SKALA | {"urutan": 1, "batas_bawah": 100, "eksklusif": "ya"}, SKALA | {"urutan": 2, "batas_bawah": 100}]
    assert berhasil(dasar(Skala=pita)).disimpan
    assert impor(dasar(Skala=[pita[1] | {"urutan": 1}, pita[0] | {"urutan": 2}])).galat


def test_9_6_pita_baru_dibandingkan_dengan_yang_tersimpan():
    berhasil(dasar(Skala=[SKALA | {"urutan": 1, "batas_bawah": 90}, SKALA | {"urutan": 2, "batas_bawah": 50}]))
    galat = satu_galat(dasar(Skala=[SKALA | {"urutan": 3, "batas_bawah": 60}]))
    assert (galat.baris, galat.kolom) == (2, "batas_bawah")


def test_9_9_tindak_lanjut_tanpa_rekomendasi():
    isi = dasar(Rekomendasi=[["tahun", "rencana_aksi", "jatuh_tempo"], [2024, "Menyusun peta jalan", "2024-06-30"]])
    hasil = berhasil(isi)
    satu = Rekomendasi.objects.get()
    assert (satu.rekomendasi, satu.rencana_aksi, str(satu.jatuh_tempo)) == ("", "Menyusun peta jalan", "2024-06-30")
    assert not berhasil(ekspor_buku(hasil.instansi)).berubah


def test_9_9_rekomendasi_dan_rencana_aksi_kosong_ditolak():
    galat = satu_galat(dasar(Rekomendasi=[{"tahun": 2024, "rekomendasi": None, "status": "belum"}]))
    assert (galat.baris, galat.kolom) == (2, "rekomendasi")
    assert "rencana_aksi" in galat.pesan


def test_9_6_capaian_dinyatakan_di_bawah_nol_ditolak():
    isi = dasar(Realisasi=[{"indikator": "I1", "tahun": 2023, "capaian_dinyatakan": -0.5}])
    galat = satu_galat(isi)
    assert (galat.lembar, galat.baris, galat.kolom) == ("Realisasi", 2, "capaian_dinyatakan")
    isi["Realisasi"][0]["capaian_dinyatakan"] = 0
    assert berhasil(isi).disimpan


@pytest.mark.parametrize(("lembar", "kolom"), [("Anggaran", "pagu"), ("RealisasiAnggaran", "nilai")])
def test_9_6_uang_negatif_ditolak(lembar, kolom):
    isi = dasar()
    isi[lembar][0][kolom] = -1
    galat = satu_galat(isi)
    assert (galat.lembar, galat.baris, galat.kolom) == (lembar, 2, kolom)


@pytest.mark.parametrize(
    ("arah", "target", "kata"),
    [
        ("naik", {"nilai": 80, "nilai_atas": 90}, "hanya dipakai bila arah indikatornya rentang"),
        ("rentang", {"nilai": 80, "nilai_atas": None}, "isi batas atasnya"),
        ("rentang", {"nilai": 80, "nilai_atas": 90}, None),
        ("turun", {"nilai": 80, "nilai_atas": None}, None),
    ],
)
def test_9_6_nilai_atas_dan_arah(arah, target, kata):
    isi = dasar()
    isi["Indikator"][0]["arah"] = arah
    isi["Target"][0] |= target
    hasil = berhasil(isi)
    assert hasil.disimpan
    pesan = [(t.lembar, t.baris, t.kolom) for t in hasil.peringatan]
    assert pesan == ([("Target", 2, "nilai_atas")] if kata else [])
    assert all(kata in t.pesan for t in hasil.peringatan)


def test_9_6_rentang_tanpa_kolom_nilai_atas_juga_diperingatkan():
    isi = dasar()
    isi["Indikator"][0]["arah"] = "rentang"
    assert [t.kolom for t in berhasil(isi).peringatan] == ["nilai_atas"]


def test_9_6_dua_lembar_bernama_sama_menyebut_keduanya():
    wb = susun(dasar())
    wb.create_sheet("target ")["A1"] = "indikator"
    galat = satu_galat(wb)
    assert "Dua lembar bernama Target" in galat.pesan
    assert "lembar ke-4" in galat.pesan
    assert "lembar ke-8" in galat.pesan


def test_9_6_kode_yang_sama_menyebut_kedua_tempat():
    isi = dasar(Bidang=[{"kode": "B1", "nama": "Satu"}])
    isi["Indikator"].append({"kode": "S1", "induk": "S1", "nama": "x"})
    isi["Renstra"].append({"kode": "B1", "jenis": "sasaran", "induk": "T1", "uraian": "x"})
    pesan = {(t.lembar, t.baris): t.pesan for t in impor(isi).galat}
    assert "Renstra baris 3" in pesan["Indikator", 3]
    assert "Renstra baris 7" in pesan["Bidang", 2]


def test_9_6_kode_yang_sama_dengan_yang_tersimpan():
    berhasil(dasar())
    isi = dasar(Renstra=[["kode", "jenis", "uraian"]], Bidang=[{"kode": "SK1", "nama": "x"}])
    galat = satu_galat(isi)
    assert "Renstra (sudah tersimpan)" in galat.pesan


def test_9_6_kolom_wajar_dan_batas_berarti():
    isi = dasar()
    isi["Indikator"][0] |= {"wajar_bawah": 0, "wajar_atas": 100, "batas_berarti": 2.5}
    indikator = berhasil(isi).instansi.renstra.get().indikator.get()
    assert (indikator.wajar_bawah, indikator.wajar_atas, float(indikator.batas_berarti)) == (0, 100, 2.5)
    isi["Indikator"][0] |= {"wajar_bawah": 101}
    galat = satu_galat(isi)
    assert (galat.lembar, galat.baris, galat.kolom) == ("Indikator", 2, "wajar_atas")


def test_9_9_berkas_tanpa_isi_sama_sekali():
    assert all(t.pesan for t in impor(simpan(Workbook())).galat)
    assert impor(buku({"Instansi": [], "Renstra": [], "Indikator": []})).galat
