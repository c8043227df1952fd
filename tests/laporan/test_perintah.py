"""The management commands: what they print, where errors go, and with which exit status they end."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from laporan.ikhtisar.bentuk import dari_json
from laporan.ikhtisar.susun import susun_ikhtisar
from sakip.models import PerangkatDaerah
from tests import pabrik as p

from .buku_uji import baca, berhasil, buku, dasar, isi_basis_data

pytestmark = pytest.mark.django_db
AKAR = Path(__file__).parents[2]


def jalankan(*argumen, **opsi):
    """(standard output, standard error) of a command."""
    keluar, galat = io.StringIO(), io.StringIO()
    call_command(*argumen, stdout=keluar, stderr=galat, **opsi)
    return keluar.getvalue(), galat.getvalue()


def gagal(*argumen):
    """The error that ends a command, and what it wrote on standard error."""
    galat = io.StringIO()
    with pytest.raises(CommandError) as akhir:
        call_command(*argumen, stdout=io.StringIO(), stderr=galat)
    assert akhir.value.returncode == 1
    return str(akhir.value), galat.getvalue()


@pytest.fixture
def berkas(tmp_path):
    def tulis(isi):
        (tmp_path / "buku.xlsx").write_bytes(buku(isi).getvalue())
        return str(tmp_path / "buku.xlsx")

    return tulis


def test_impor_menyebut_hitungan_tiap_lembar(berkas):
    keluar, galat = jalankan("impor_buku_kerja", berkas(dasar()))
    assert "Renstra: 5 baru, 0 berubah, 0 tetap, 0 tidak disebut" in keluar
    assert keluar.endswith("uji-bkpsdm: disimpan.\n")
    assert galat == ""
    keluar, _ = jalankan("impor_buku_kerja", berkas(dasar()))
    assert "Renstra: 0 baru, 0 berubah, 5 tetap, 0 tidak disebut" in keluar


def test_impor_uji_tidak_menyimpan(berkas):
    keluar, _ = jalankan("impor_buku_kerja", berkas(dasar()), "--uji")
    assert keluar.endswith("uji-bkpsdm: diuji, tidak ada yang disimpan.\n")
    assert not PerangkatDaerah.objects.exists()


def test_impor_dengan_peringatan_tetap_berhasil(berkas):
    keluar, galat = jalankan("impor_buku_kerja", berkas(dasar(Catatan=[["x"]])))
    assert galat == "PERINGATAN lembar Catatan: lembar tidak dikenal, isinya dilewati\n"
    assert "disimpan" in keluar


@pytest.mark.parametrize("uji", [(), ("--uji",)])
def test_impor_yang_salah_menyebut_semua_galat(berkas, uji):
    isi = dasar()
    isi["Target"][0]["nilai"] = "221.442.00"
    isi["Realisasi"][0]["tahun"] = 1999
    sebelum = isi_basis_data()
    akhir, galat = gagal("impor_buku_kerja", berkas(isi), *uji)
    assert akhir == "2 galat; tidak ada yang disimpan."
    satu, dua = galat.splitlines()
    assert satu.startswith("GALAT lembar Target, baris 2, kolom nilai: ditemukan “221.442.00”")
    assert dua.startswith("GALAT lembar Realisasi, baris 2, kolom tahun: ditemukan “1999”")
    assert isi_basis_data() == sebelum


def test_impor_berkas_yang_ditolak(tmp_path):
    (tmp_path / "bukan.xlsx").write_text("a;b;c")
    akhir, galat = gagal("impor_buku_kerja", str(tmp_path / "bukan.xlsx"))
    assert akhir == "1 galat; tidak ada yang disimpan."
    assert galat == "GALAT buku kerja: Berkas ini bukan buku kerja Excel (.xlsx).\n"


def test_impor_berkas_yang_tidak_ada(tmp_path):
    akhir, _ = gagal("impor_buku_kerja", str(tmp_path / "tidak-ada.xlsx"))
    assert "tidak-ada.xlsx tidak dapat dibuka" in akhir


def test_ekspor_menulis_buku_yang_sama(tmp_path):
    berhasil(dasar())
    tujuan = tmp_path / "keluar.xlsx"
    keluar, _ = jalankan("ekspor_buku_kerja", "uji-bkpsdm", str(tujuan))
    assert keluar == f"{tujuan} ditulis.\n"
    assert [b["kode"] for b in baca(tujuan.read_bytes())["Renstra"]] == ["T1", "S1", "P1", "K1", "SK1"]


def test_contoh_buku_kerja(tmp_path):
    tujuan = tmp_path / "contoh.xlsx"
    keluar, _ = jalankan("contoh_buku_kerja", str(tujuan))
    assert keluar == f"{tujuan} ditulis.\n"
    assert "Instansi" in load_workbook(tujuan).sheetnames


@pytest.mark.parametrize("perintah", [("contoh_buku_kerja",), ("ekspor_buku_kerja", "uji-bkpsdm")])
def test_tujuan_yang_tidak_dapat_ditulis(perintah, tmp_path):
    berhasil(dasar())
    akhir, _ = gagal(*perintah, str(tmp_path / "tidak-ada" / "buku.xlsx"))
    assert "tidak dapat ditulis" in akhir


def test_ikhtisar_mencetak_json_yang_dapat_dibaca_kembali():
    instansi = berhasil(dasar()).instansi
    keluar, galat = jalankan("ikhtisar", "uji-bkpsdm", "2024")
    data = json.loads(keluar)
    assert dari_json(data) == susun_ikhtisar(instansi, 2024)
    assert data["total"]["pagu"] == "1386855600"
    assert data["indikator"][0]["capaian"].startswith("110.544444")
    assert galat == ""


def test_ikhtisar_sampai_triwulan():
    indikator = p.IndikatorFactory(agregasi="jumlah")
    for tw in (1, 2, 3):
        p.RealisasiFactory(indikator=indikator, triwulan=tw, nilai=10)
    kode = indikator.renstra.perangkat_daerah.kode
    data = json.loads(jalankan("ikhtisar", kode, "2024", "--triwulan", "2")[0])
    assert (data["triwulan"], data["indikator"][0]["realisasi"]) == (2, "20")


@pytest.mark.parametrize("argumen", [("2024", "--triwulan", "5"), ("2024", "--triwulan", "0"), ("kemarin",), ()])
def test_ikhtisar_dengan_argumen_yang_salah(argumen):
    with pytest.raises(CommandError):
        call_command("ikhtisar", p.PerangkatDaerahFactory().kode, *argumen)


@pytest.mark.parametrize(
    "perintah", [("ikhtisar", "xx", "2024"), ("ekspor_buku_kerja", "xx", "/tmp/tidak-boleh-ada.xlsx")]
)
def test_kode_instansi_yang_tidak_ada(perintah):
    p.PerangkatDaerahFactory(kode="ada-satu")
    akhir, _ = gagal(*perintah)
    assert akhir == "Instansi “xx” tidak ada. Yang ada: ada-satu."
    assert not os.path.exists("/tmp/tidak-boleh-ada.xlsx")


def test_kode_instansi_ketika_belum_ada_satu_pun():
    assert gagal("ikhtisar", "xx", "2024")[0] == "Instansi “xx” tidak ada. Yang ada: belum ada instansi."


@pytest.mark.lambat
def test_dari_baris_perintah(tmp_path):
    """As a user runs it: exit status, one sentence of error, no traceback."""

    def manage(*argumen):
        return subprocess.run(
            [sys.executable, "manage.py", *argumen], cwd=AKAR, capture_output=True, text=True, timeout=60
        )

    baik = manage("contoh_buku_kerja", str(tmp_path / "contoh.xlsx"))
    assert (baik.returncode, baik.stderr) == (0, "")
    buruk = manage("impor_buku_kerja", str(tmp_path / "tidak-ada.xlsx"))
    assert buruk.returncode == 1
    assert buruk.stderr.count("\n") == 1
    assert "tidak dapat dibuka" in buruk.stderr


def test_susun_dokumen_menyebut_jenis_dan_menolak_yang_keliru(tmp_path):
    berhasil(dasar())
    keluar, _ = jalankan("susun_dokumen", "uji-bkpsdm", "2024")
    assert "tindak_lanjut_lhe" in keluar and "evaluasi_renja" in keluar
    assert "Jenis lain tidak ada" in gagal("susun_dokumen", "uji-bkpsdm", "2024", "lain")[0]
    assert "memerlukan --triwulan" in gagal("susun_dokumen", "uji-bkpsdm", "2024", "evaluasi_renja")[0]
    assert "--keluaran" in gagal("susun_dokumen", "uji-bkpsdm", "2024", "iku")[0]
    tujuan = str(tmp_path / "tl.xlsx")
    jalankan("susun_dokumen", "uji-bkpsdm", "2024", "tindak_lanjut_lhe", "--excel", "--keluaran", tujuan)
    assert load_workbook(tujuan).sheetnames == ["Tindak lanjut"]
