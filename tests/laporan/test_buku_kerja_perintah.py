"""`impor_buku_kerja`: lists what would change, and refuses what nobody decided."""

import io

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from capaian.models import Realisasi
from laporan.buku_kerja.ekspor import ekspor_buku

from .buku_uji import berhasil, buku, dasar, isi_basis_data

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]


@pytest.fixture
def berkas(tmp_path):
    """An export in which one value was changed on both sides, one in the file, and one cell emptied."""
    isi = dasar()
    isi["Realisasi"].append({"indikator": "I1", "tahun": 2023, "nilai": 80, "pendorong": "Semangat"})
    isi["Realisasi"].append({"indikator": "I1", "tahun": 2022, "nilai": 70})
    wb = load_workbook(io.BytesIO(ekspor_buku(berhasil(isi).instansi)))
    ws = wb["Realisasi"]
    letak = {c.value: c.column for c in ws[1]}
    for baris in range(2, ws.max_row + 1):
        if ws.cell(baris, letak["tahun"]).value == 2023:
            ws.cell(baris, letak["pendorong"]).value = None
        elif ws.cell(baris, letak["tahun"]).value == 2024:
            ws.cell(baris, letak["nilai"]).value = 85
        else:
            ws.cell(baris, letak["nilai"]).value = 75
    Realisasi.objects.filter(tahun=2024).update(nilai=90)
    wb.save(tmp_path / "buku.xlsx")
    return str(tmp_path / "buku.xlsx")


def jalankan(*argumen):
    """(standard output, standard error, the sentence with which it ended)."""
    keluar, galat, akhir = io.StringIO(), io.StringIO(), ""
    try:
        call_command("impor_buku_kerja", *argumen, stdout=keluar, stderr=galat)
    except CommandError as e:
        akhir = str(e)
    return keluar.getvalue(), galat.getvalue(), akhir


def nilai():
    return {r.tahun: (int(r.nilai), r.pendorong) for r in Realisasi.objects.all()}


LAMA = {2022: (70, ""), 2023: (80, "Semangat"), 2024: (90, "")}


@pytest.mark.parametrize("uji", [(), ("--uji",)])
def test_9_8_bentrok_dan_pengosongan_disebut_dan_ditolak(berkas, uji):
    sebelum = isi_basis_data()
    keluar, galat, akhir = jalankan(berkas, *uji)
    assert "BENTROK lembar Realisasi" in galat
    assert "nilai: di sistem “90”, di berkas “85”; di sistem terakhir diubah perintah server" in galat
    assert "DIKOSONGKAN lembar Realisasi" in galat
    assert "(I1, 2023): “Semangat” menjadi “”" in galat
    assert ("BERUBAH lembar Realisasi" in keluar) == bool(uji)
    assert akhir == (
        "1 baris bentrok (pakai --bentrok berkas atau --bentrok sistem) dan "
        "1 sel dikosongkan (pakai --kosongkan); tidak ada yang disimpan."
    )
    assert isi_basis_data() == sebelum


def test_9_8_uji_dengan_jawaban_tidak_menyimpan(berkas):
    keluar, _, akhir = jalankan(berkas, "--uji", "--bentrok", "berkas", "--kosongkan")
    assert akhir == ""
    assert keluar.endswith("diuji, tidak ada yang disimpan.\n")
    assert "kolom nilai (I1, 2022): “70” menjadi “75”" in keluar
    assert nilai() == LAMA


@pytest.mark.parametrize(("sisi", "kini"), [("berkas", 85), ("sistem", 90)])
def test_9_8_bentrok_berkas_atau_sistem(berkas, sisi, kini):
    assert jalankan(berkas, "--bentrok", sisi)[2] == "1 sel dikosongkan (pakai --kosongkan); tidak ada yang disimpan."
    assert nilai() == LAMA
    assert jalankan(berkas, "--bentrok", sisi, "--kosongkan")[2] == ""
    assert nilai() == {2022: (75, ""), 2023: (80, ""), 2024: (kini, "")}


def test_9_8_pilihan_lain_ditolak(berkas):
    assert "--bentrok" in jalankan(berkas, "--bentrok", "keduanya")[2]


def test_9_8_baris_yang_dihapus_di_sistem_menyebut_siapa_dan_kapan(berkas):
    Realisasi.objects.get(tahun=2024).delete()
    _, galat, akhir = jalankan(berkas)
    (satu,) = [b for b in galat.splitlines() if "BENTROK" in b]
    assert "sudah dihapus di sistem" in satu
    assert "di sistem terakhir dihapus perintah server, " in satu
    assert akhir.startswith("1 baris bentrok")


class Terputus(io.StringIO):
    """Nobody reads on."""

    def write(self, teks):
        if "BERUBAH" in teks:
            raise BrokenPipeError
        return super().write(teks)


def test_9_8_nilai_tanpa_catatan_asal_disebut_sebelum_disimpan(tmp_path):
    """What cannot be told is not saved."""
    berhasil(dasar())
    (tmp_path / "buku.xlsx").write_bytes(
        buku(dasar(Realisasi=[{"indikator": "I1", "tahun": 2024, "nilai": 88}])).getvalue()
    )
    sebelum = isi_basis_data()
    with pytest.raises(BrokenPipeError):
        call_command("impor_buku_kerja", str(tmp_path / "buku.xlsx"), stdout=Terputus(), stderr=io.StringIO())
    assert isi_basis_data() == sebelum
    keluar, _, akhir = jalankan(str(tmp_path / "buku.xlsx"))
    assert akhir == ""
    assert keluar.count("“99,49” menjadi “88” (tanpa catatan asal)") == 1
    assert nilai()[2024] == (88, "")
