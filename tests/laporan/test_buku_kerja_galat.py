"""All or nothing, and every error with its place, what was found, and what was expected."""

import datetime
import io
from decimal import Decimal as D

import pytest
from openpyxl import load_workbook

from anggaran.models import Anggaran
from capaian.models import Realisasi
from laporan.buku_kerja.ekspor import ekspor_buku
from renstra.models import Dukungan, Indikator, Simpul, Target
from sakip.models import PerangkatDaerah
from tests import pabrik as p

from .buku_uji import INSTANSI, berhasil, dasar, hitungan, impor, isi_basis_data, tempat

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]


def dengan(lembar, *baris):
    """The small workbook with these rows added to one of its sheets."""
    isi = dasar()
    return isi | {lembar: [*isi.get(lembar, []), *baris]}


def satu_galat(isi, **opsi):
    hasil = impor(isi, **opsi)
    assert len(hasil.galat) == 1, [str(t) for t in hasil.galat]
    assert not hasil.disimpan
    return hasil.galat[0]


# All or nothing


def buku_salah():
    """Right rows, and wrong ones in almost every sheet; the last row of the last sheet is wrong too."""
    return {
        "Instansi": INSTANSI | {"periode_awal": "dua ribu", "metode_efisiensi": "cepat", "batas_capaian": 0},
        "Bidang": [{"kode": "B1", "nama": "Satu"}, {"kode": "B2", "induk": "B9", "nama": "Dua"}],
        "Renstra": [
            {"kode": "T1", "jenis": "tujuan", "uraian": "Tujuan"},
            {"kode": "S1", "induk": "T1", "jenis": "sasran", "uraian": "Salah jenis"},
            {"kode": "S2", "induk": "T1", "jenis": "sasaran"},
            {"kode": "K1", "induk": "T1", "jenis": "kegiatan", "uraian": "Salah induk"},
            {"jenis": "tujuan", "uraian": "Tanpa kode"},
            {"kode": "P1", "jenis": "program", "uraian": "x", "tahun_mulai": 2026, "tahun_selesai": 2024},
        ],
        "Indikator": [
            {"kode": "I1", "induk": "S1", "nama": "Satu", "iku": "yes"},
            {"kode": "I2", "induk": "S9", "nama": "Dua", "arah": "naek"},
            {"kode": "I1", "induk": "S1", "nama": "Kembar"},
            {"kode": "I3", "induk": "S1", "nama": "Tiga", "pengali": 0},
            {"kode": "I4", "induk": "S1", "nama": "Empat", "bobot": -1},
        ],
        "Target": [
            {"indikator": "I1", "tahun": 2024, "nilai": "221.442.00"},
            {"indikator": "I1", "tahun": 1999, "nilai": 1},
            {"indikator": "I2", "tahun": 2024, "triwulan": 5, "nilai": 1},
            {"indikator": "I2", "tahun": 2025, "nilai": 90, "nilai_atas": 80},
            {"indikator": "I9", "tahun": 2025, "nilai": 90},
        ],
        "Komponen": [
            {"indikator": "I1", "tahun": 2024, "urutan": 1, "nama": "x", "maksimum": 40, "nilai": 40.01},
        ],
        "Anggaran": [
            {"sub_kegiatan": "P1", "tahun": 2024, "tahap": "murni", "pagu": -1},
            {"sub_kegiatan": "S1", "tahun": 2024, "tahap": "murni", "pagu": 1},
            {"sub_kegiatan": "S2", "tahun": 2024, "tahap": "murni", "pagu": 1},
            {"sub_kegiatan": "P1", "tahun": 2025, "tahap": "murni", "pagu": 1.005},
        ],
        "PerjanjianKinerja": [{"tahun": 2024, "tanggal": "12 Agustus 2024"}],
        "Narasi": [{"tahun": 2024, "bagian": "1.1", "teks": "benar"}, {"tahun": 2024, "teks": "tanpa bagian"}],
    }


TEMPAT_SALAH = {
    ("Instansi", 6, "nilai"),
    ("Instansi", 8, "nilai"),
    ("Instansi", 9, "nilai"),
    ("Bidang", 3, "induk"),
    ("Renstra", 3, "jenis"),
    ("Renstra", 4, "uraian"),
    ("Renstra", 5, "induk"),
    ("Renstra", 6, "kode"),
    ("Renstra", 7, "tahun_selesai"),
    ("Indikator", 2, "iku"),
    ("Indikator", 3, "induk"),
    ("Indikator", 3, "arah"),
    ("Indikator", 4, "kode"),
    ("Indikator", 5, "pengali"),
    ("Indikator", 6, "bobot"),
    ("Target", 2, "nilai"),
    ("Target", 3, "tahun"),
    ("Target", 4, "triwulan"),
    ("Target", 5, "nilai_atas"),
    ("Target", 6, "indikator"),
    ("Komponen", 2, "nilai"),
    ("Anggaran", 2, "pagu"),
    ("Anggaran", 4, "sub_kegiatan"),
    ("Anggaran", 5, "pagu"),
    ("PerjanjianKinerja", 2, "tanggal"),
    ("Narasi", 3, "bagian"),
}


def test_semua_galat_dilaporkan_dan_tidak_ada_yang_disimpan():
    sebelum = isi_basis_data()
    hasil = impor(buku_salah())
    assert tempat(hasil.galat) == TEMPAT_SALAH
    assert len(hasil.galat) == len(TEMPAT_SALAH)
    assert not hasil.disimpan
    assert isi_basis_data() == sebelum


def test_data_lama_tidak_berubah_oleh_buku_yang_salah():
    berhasil(dasar())
    sebelum = isi_basis_data()
    isi = dengan("Target", {"indikator": "I1", "tahun": 2024, "versi": "pk_perubahan", "nilai": "x"})
    isi["Realisasi"][0]["nilai"] = 1
    isi["Instansi"]["nama"] = "Berubah"
    assert satu_galat(isi).baris == 3
    assert isi_basis_data() == sebelum


def test_galat_pada_baris_terakhir_lembar_terakhir_membatalkan_semuanya():
    galat = satu_galat(dengan("Narasi", {"tahun": 2024, "bagian": "1.1"}, {"tahun": 2024, "bagian": "1.1"}))
    assert (galat.lembar, galat.baris, galat.kolom) == ("Narasi", 3, "tahun")
    assert "baris 2" in galat.pesan
    assert not PerangkatDaerah.objects.exists()


def test_pesan_menyebut_tempat_temuan_dan_harapan():
    galat = satu_galat(dengan("Target", {"indikator": "I1", "tahun": 2025, "nilai": "221.442.00"}))
    assert str(galat) == (
        "lembar Target, baris 3, kolom nilai: ditemukan “221.442.00”, "
        "angka, misalnya 1.386.855.600,00 atau 99,49; “221.442.00” tidak dapat dibaca sebagai angka"
    )


def test_galat_instansi_menyebut_kuncinya():
    galat = satu_galat(dasar(Instansi=INSTANSI | {"rumus_turun": "terbalik"}))
    assert (galat.baris, galat.kolom, galat.ditemukan) == (8, "nilai", "terbalik")
    assert galat.pesan == "rumus_turun: salah satu dari: selisih, rasio"


def test_uji_tidak_mengubah_apa_pun_tetapi_menghitung():
    sebelum = isi_basis_data()
    hasil = impor(dasar(), uji=True)
    assert not hasil.galat
    assert not hasil.disimpan
    assert hitungan(hasil)["Renstra"] == (5, 0, 0, 0)
    assert isi_basis_data() == sebelum
    berhasil(dasar())
    sebelum = isi_basis_data()
    isi = dasar()
    isi["Realisasi"][0]["nilai"] = 50
    assert hitungan(impor(isi, uji=True))["Realisasi"] == (0, 1, 0, 0)
    assert isi_basis_data() == sebelum


# Update by kode


def test_baris_diperbarui_menurut_kodenya():
    berhasil(dasar())
    kunci = {m.__name__: set(m.objects.values_list("pk", flat=True)) for m in (Simpul, Indikator, Target)}
    isi = dasar()
    isi["Renstra"][1]["uraian"] = "Kompetensi sangat meningkat"
    isi["Indikator"][0]["nama"] = "Nama baru"
    isi["Target"][0]["nilai"] = 95
    isi["Target"].append({"indikator": "I1", "tahun": 2025, "nilai": 96})
    isi["Anggaran"] = [["sub_kegiatan", "tahun", "tahap", "pagu"]]
    hasil = hitungan(berhasil(isi))
    assert hasil["Renstra"] == (0, 1, 4, 0)
    assert hasil["Indikator"] == (0, 1, 0, 0)
    assert hasil["Target"] == (1, 1, 0, 0)
    assert Simpul.objects.get(kode="S1").uraian == "Kompetensi sangat meningkat"
    assert Indikator.objects.get().nama == "Nama baru"
    assert list(Target.objects.values_list("tahun", "nilai")) == [(2024, 95), (2025, 96)]
    assert kunci["Simpul"] == set(Simpul.objects.values_list("pk", flat=True))
    assert kunci["Target"] < set(Target.objects.values_list("pk", flat=True))
    assert Anggaran.objects.count() == 1


def test_yang_tidak_disebut_tetap_dan_dihitung():
    berhasil(dasar())
    isi = dasar(Renstra=dasar()["Renstra"][:2], Anggaran=[["sub_kegiatan", "tahun", "tahap", "pagu"]])
    hasil = hitungan(berhasil(isi))
    assert hasil["Renstra"] == (0, 0, 2, 3)
    assert hasil["Anggaran"] == (0, 0, 0, 1)
    assert Simpul.objects.count() == 5


def test_sel_kosong_dan_kolom_yang_tidak_ada_tidak_menghapus():
    """A workbook that was not made here empties nothing."""
    berhasil(dasar())
    isi = dasar()
    isi["Indikator"] = [{"kode": "I1", "induk": "S1", "nama": "Indeks", "satuan": None}]
    hasil = berhasil(isi)
    assert hitungan(hasil)["Indikator"] == (0, 1, 0, 0)
    indikator = Indikator.objects.get()
    assert (indikator.nama, indikator.satuan, indikator.iku) == ("Indeks", "Poin", True)


def test_memindahkan_simpul_ke_induk_lain():
    berhasil(dasar())
    isi = dasar()
    isi["Renstra"].append({"kode": "S2", "induk": "T1", "jenis": "sasaran", "uraian": "Sasaran dua"})
    isi["Renstra"][2] |= {"induk": "S2", "mendukung": "S1"}
    assert hitungan(berhasil(isi))["Renstra"] == (1, 1, 4, 0)
    program = Simpul.objects.get(kode="P1")
    assert program.induk.kode == "S2"
    assert Dukungan.objects.get(simpul=program).sasaran.kode == "S1"


def test_mengubah_dukungan():
    isi = dasar()
    isi["Renstra"][2]["mendukung"] = "S1;I1"
    berhasil(isi)
    isi["Renstra"][2]["mendukung"] = " I1 ; "
    hasil = berhasil(isi)
    assert hitungan(hasil)["Renstra"] == (0, 1, 4, 0)
    assert [d.indikator.kode for d in Dukungan.objects.all()] == ["I1"]
    assert hitungan(berhasil(isi))["Renstra"] == (0, 0, 5, 0)


def test_hanya_jenis_baris_yang_berubah_ditolak_bila_anaknya_tidak_cocok():
    """The children are in the database, not in the workbook: the database itself refuses."""
    berhasil(dasar())
    sebelum = isi_basis_data()
    isi = dasar(Renstra=[{"kode": "P1", "jenis": "tujuan", "uraian": "x"}], Indikator=[["kode", "induk", "nama"]])
    del isi["Target"], isi["Realisasi"], isi["Anggaran"], isi["RealisasiAnggaran"]
    isi["Renstra"][0]["induk"] = None
    hasil = impor(isi)
    assert [(t.lembar, t.baris) for t in hasil.galat] == [("Renstra", 2)]
    assert isi_basis_data() == sebelum


# Keys and references


@pytest.mark.parametrize(
    ("lembar", "baris", "kolom"),
    [
        ("Renstra", {"kode": "T1", "jenis": "tujuan", "uraian": "x"}, "kode"),
        ("Indikator", {"kode": "I1", "induk": "S1", "nama": "x"}, "kode"),
        ("Target", {"indikator": "I1", "tahun": 2024, "versi": "pk", "nilai": 5}, "indikator"),
        ("Realisasi", {"indikator": "I1", "tahun": 2024, "nilai": 5}, "indikator"),
        ("Anggaran", {"sub_kegiatan": "SK1", "tahun": 2024, "tahap": "murni", "pagu": 5}, "sub_kegiatan"),
    ],
)
def test_kunci_kembar_menunjuk_baris_pertamanya(lembar, baris, kolom):
    asal = len(dasar()[lembar])
    galat = satu_galat(dengan(lembar, baris))
    assert (galat.lembar, galat.baris, galat.kolom) == (lembar, asal + 2, kolom)
    assert galat.pesan.endswith("sudah ada di baris 2")


def test_kode_yang_dipakai_di_dua_lembar():
    galat = satu_galat(dengan("Indikator", {"kode": "S1", "induk": "S1", "nama": "x"}))
    assert (galat.lembar, galat.baris, galat.kolom, galat.ditemukan) == ("Indikator", 3, "kode", "S1")
    assert "Renstra" in galat.pesan
    bidang = satu_galat(dasar(Bidang=[{"kode": "T1", "nama": "x"}]))
    assert (bidang.lembar, bidang.baris) == ("Bidang", 2)


@pytest.mark.parametrize(
    ("lembar", "baris", "kolom"),
    [
        ("Bidang", {"kode": "B2", "nama": "x", "induk": "B9"}, "induk"),
        ("Renstra", {"kode": "S2", "jenis": "sasaran", "uraian": "x", "induk": "T9"}, "induk"),
        ("Renstra", {"kode": "P2", "jenis": "program", "uraian": "x", "mendukung": "S1;S9"}, "mendukung"),
        ("Renstra", {"kode": "P2", "jenis": "program", "uraian": "x", "mendukung": "T1"}, "mendukung"),
        ("Indikator", {"kode": "I2", "induk": "S9", "nama": "x"}, "induk"),
        ("Indikator", {"kode": "I2", "induk": "S1", "nama": "x", "mengacu": "I9"}, "mengacu"),
        ("Indikator", {"kode": "I2", "induk": "S1", "nama": "x", "mendukung": "I9"}, "mendukung"),
        ("Target", {"indikator": "I9", "tahun": 2024}, "indikator"),
        ("Rincian", {"indikator": "I9", "tahun": 2024, "urutan": 1, "uraian": "x"}, "indikator"),
        ("Pembanding", {"indikator": "I9", "tahun": 2024, "jenis": "nasional", "instansi": "x"}, "indikator"),
        ("Anggaran", {"sub_kegiatan": "SK9", "tahun": 2024, "tahap": "murni", "pagu": 1}, "sub_kegiatan"),
        ("RealisasiAnggaran", {"sub_kegiatan": "SK9", "tahun": 2024, "nilai": 1}, "sub_kegiatan"),
    ],
)
def test_kode_yang_tidak_ada(lembar, baris, kolom):
    asal = len(dasar().get(lembar, []))
    galat = satu_galat(dengan(lembar, baris))
    assert (galat.lembar, galat.baris, galat.kolom) == (lembar, asal + 2, kolom)
    assert galat.ditemukan.endswith("9") or galat.ditemukan == "T1"


@pytest.mark.parametrize(
    ("jenis", "induk", "sah"),
    [
        ("kegiatan", "S1", "program"),
        ("sub_kegiatan", "P1", "kegiatan"),
        ("sasaran", None, "tujuan"),
        ("misi", "T1", "kosong"),
        ("program", "T1", "kosong atau sasaran"),
        ("kebijakan", "T1", "strategi atau sasaran"),
    ],
)
def test_induk_yang_tidak_sah(jenis, induk, sah):
    galat = satu_galat(dengan("Renstra", {"kode": "X", "induk": induk, "jenis": jenis, "uraian": "x"}))
    assert (galat.baris, galat.kolom, galat.ditemukan) == (7, "induk", induk or "")
    assert galat.pesan == f"induk {jenis} harus {sah}"


@pytest.mark.parametrize(
    ("lembar", "baris", "kolom", "lingkaran"),
    [
        (
            "Bidang",
            [{"kode": "B1", "induk": "B2", "nama": "x"}, {"kode": "B2", "induk": "B1", "nama": "x"}],
            "induk",
            {"B1 → B2 → B1", "B2 → B1 → B2"},
        ),
        ("Bidang", [{"kode": "B1", "induk": "B1", "nama": "x"}], "induk", {"B1 → B1"}),
        (
            "Indikator",
            [
                {"kode": "I2", "induk": "S1", "nama": "x", "mengacu": "I3"},
                {"kode": "I3", "induk": "S1", "nama": "x", "mengacu": "I2"},
            ],
            "mengacu",
            {"I2 → I3 → I2", "I3 → I2 → I3"},
        ),
        (
            "Indikator",
            [
                {"kode": "I2", "induk": "S1", "nama": "x", "mendukung": "I3"},
                {"kode": "I3", "induk": "S1", "nama": "x", "mendukung": "I4"},
                {"kode": "I4", "induk": "S1", "nama": "x", "mendukung": "I2"},
            ],
            "mendukung",
            {"I2 → I3 → I4 → I2", "I3 → I4 → I2 → I3", "I4 → I2 → I3 → I4"},
        ),
    ],
)
def test_rujukan_berputar_satu_galat_saja(lembar, baris, kolom, lingkaran):
    galat = satu_galat(dengan(lembar, *baris))
    assert (galat.lembar, galat.kolom) == (lembar, kolom)
    assert galat.ditemukan in lingkaran


def test_dua_lingkaran_dua_galat_tanpa_galat_ikutan():
    baris = [
        {"kode": k, "induk": i, "nama": "x"} for k, i in (("A", "B"), ("B", "A"), ("C", "D"), ("D", "C"), ("E", "A"))
    ]
    hasil = impor(dasar(Bidang=baris))
    assert len(hasil.galat) == 2
    assert all("berputar" in t.pesan for t in hasil.galat)


def test_lingkaran_lewat_baris_yang_sudah_ada_di_basis_data():
    """The workbook alone has no circle; together with what is stored it would close one."""
    isi = dengan("Indikator", {"kode": "I2", "induk": "S1", "nama": "x", "mengacu": "I1"})
    berhasil(isi)
    sebelum = isi_basis_data()
    ubah = dasar()
    ubah["Indikator"][0]["mengacu"] = "I2"
    galat = satu_galat(ubah)
    assert (galat.lembar, galat.baris, galat.kolom) == ("Indikator", 2, "mengacu")
    assert isi_basis_data() == sebelum


def test_lingkaran_renstra():
    isi = dasar()
    isi["Renstra"][0]["induk"] = "S1"
    hasil = impor(isi)
    assert tempat(hasil.galat) <= {("Renstra", 2, "induk"), ("Renstra", 3, "induk")}
    assert any("berputar" in t.pesan for t in hasil.galat)


# One mistake is one error


@pytest.mark.parametrize("letak", range(5))
def test_induk_yang_salah_tidak_menyalahkan_anaknya(letak):
    isi = dasar()
    isi["Renstra"][letak]["jenis"] = "sasran"
    galat = satu_galat(isi)
    assert (galat.lembar, galat.baris, galat.kolom) == ("Renstra", letak + 2, "jenis")


def test_indikator_yang_salah_tidak_menyalahkan_targetnya():
    isi = dasar()
    isi["Indikator"][0]["arah"] = "samping"
    galat = satu_galat(isi)
    assert (galat.lembar, galat.kolom) == ("Indikator", "arah")


def test_anak_sebelum_induknya_diterima():
    isi = dasar()
    isi["Renstra"].reverse()
    isi["Indikator"] = [
        {"kode": "I2", "induk": "P1", "nama": "x", "mengacu": "I1", "mendukung": "I3"},
        {"kode": "I1", "induk": "S1", "nama": "x"},
        {"kode": "I3", "induk": "T1", "nama": "x"},
    ]
    berhasil(isi)
    assert Indikator.objects.get(kode="I2").mengacu.kode == "I1"


def test_instansi_yang_salah_tetap_memeriksa_lembar_lain():
    isi = dengan("Target", {"indikator": "I1", "tahun": 2025, "nilai": "x"})
    isi["Instansi"]["pembulatan"] = "asal"
    assert tempat(impor(isi).galat) == {("Instansi", 8, "nilai"), ("Target", 3, "nilai")}


# Another agency


def test_buku_instansi_lain_ditolak():
    lain = p.PerangkatDaerahFactory(kode="instansi-lain")
    sebelum = isi_basis_data()
    galat = satu_galat(dasar(), hanya=lain)
    assert (galat.lembar, galat.baris, galat.ditemukan) == ("Instansi", 3, "uji-bkpsdm")
    assert "instansi-lain" in galat.pesan
    assert isi_basis_data() == sebelum


def test_buku_instansi_sendiri_diterima():
    instansi = berhasil(dasar()).instansi
    assert berhasil(dasar(), hanya=instansi).disimpan


def test_kode_kosong_dibuat_dari_pemda_dan_singkatan():
    hasil = berhasil(dasar(Instansi={k: v for k, v in INSTANSI.items() if k != "kode"}))
    assert hasil.instansi.kode == "kabupaten-uji-bkpsdm"
    assert hasil.instansi == berhasil(dasar(Instansi=INSTANSI | {"kode": "Kabupaten Uji BKPSDM"})).instansi


def test_kode_kosong_pada_buku_instansi_sendiri_adalah_kodenya():
    """A template filled in by the agency's own staff, who need not know the kode."""
    instansi = berhasil(dasar()).instansi
    tanpa_kode = dasar(Instansi={k: v for k, v in INSTANSI.items() if k != "kode"})
    assert berhasil(tanpa_kode, hanya=instansi).instansi == instansi
    assert PerangkatDaerah.objects.count() == 1


@pytest.mark.parametrize("pakai_hanya", [True, False])
def test_instansi_tidak_dapat_dipindahkan_ke_pemda_lain(pakai_hanya):
    instansi = berhasil(dasar()).instansi
    sebelum = isi_basis_data()
    isi = dasar(Instansi=INSTANSI | {"pemda": "Kota Lain"})
    galat = satu_galat(isi, hanya=instansi) if pakai_hanya else satu_galat(isi)
    assert (galat.lembar, galat.baris, galat.ditemukan) == ("Instansi", 2, "Kota Lain")
    assert isi_basis_data() == sebelum


def test_nama_pemda_tanpa_membedakan_huruf_besar():
    berhasil(dasar())
    hasil = berhasil(dasar(Instansi=INSTANSI | {"pemda": "KABUPATEN UJI"}))
    assert hitungan(hasil)["Instansi"] == (0, 0, 1, 0)
    assert hasil.instansi.pemda.nama == "Kabupaten Uji"


def test_dua_instansi_tanpa_singkatan_dan_kode_tidak_tertukar():
    tanpa = {"pemda": "Kabupaten Uji"}
    satu = berhasil(dasar(Instansi=tanpa | {"nama": "Dinas Satu"})).instansi
    dua = berhasil(dasar(Instansi=tanpa | {"nama": "Dinas Dua"})).instansi
    assert satu != dua
    assert PerangkatDaerah.objects.count() == 2


def test_kode_yang_terlalu_panjang_dikatakan():
    galat = satu_galat(dasar(Instansi={"pemda": "Kabupaten " + "Panjang " * 10, "nama": "Dinas", "singkatan": "D"}))
    assert (galat.lembar, galat.kolom) == ("Instansi", "kode")
    assert "60" in galat.pesan


# What is missing or unknown


@pytest.mark.parametrize("nama", ["Instansi", "Renstra", "Indikator"])
def test_lembar_wajib_yang_tidak_ada(nama):
    isi = {k: v for k, v in dasar().items() if k in ("Instansi", "Renstra", "Indikator") and k != nama}
    hasil = impor(isi)
    assert (nama, None, "") in tempat(hasil.galat)
    assert not hasil.disimpan


def test_kolom_wajib_yang_tidak_ada_sekali_saja():
    isi = dasar()
    isi["Anggaran"] = [{"sub_kegiatan": "SK1", "tahun": 2024, "pagu": 1}, {"tahun": 2023, "pagu": 1}]
    galat = satu_galat(isi)
    assert (galat.lembar, galat.baris, galat.kolom) == ("Anggaran", None, "tahap")


def test_kunci_wajib_instansi_yang_tidak_ada():
    galat = satu_galat(dasar(Instansi={k: v for k, v in INSTANSI.items() if k != "nama"}))
    assert (galat.lembar, galat.baris, galat.kolom) == ("Instansi", None, "nama")
    assert "kunci" in galat.pesan


@pytest.mark.parametrize("kepala", [["nama", "isi"], ["kunci"], []])
def test_lembar_instansi_tanpa_kunci_dan_nilai(kepala):
    hasil = impor(dasar(Instansi=[kepala, ["pemda", "Kabupaten Uji"]]))
    assert tempat(hasil.galat) == {("Instansi", None, "kunci")}


def test_kunci_instansi_kembar():
    baris = [["kunci", "nilai"], *INSTANSI.items(), ["nama", "Nama lain"]]
    galat = satu_galat(dasar(Instansi=baris))
    assert (galat.baris, galat.kolom, galat.ditemukan) == (8, "kunci", "nama")


def test_baris_instansi_tanpa_kunci_tidak_hilang_diam_diam():
    baris = [["kunci", "nilai"], *INSTANSI.items(), [None, "catatan saya"], [None, "catatan lain"]]
    hasil = impor(dasar(Instansi=baris))
    assert tempat(hasil.temuan) == {("Instansi", 8, "kunci"), ("Instansi", 9, "kunci")}


def test_kolom_kembar():
    galat = satu_galat(dasar(Target=[["indikator", "tahun", "nilai", "nilai"], ["I1", 2024, 1, 2]]))
    assert (galat.lembar, galat.baris, galat.kolom) == ("Target", None, "nilai")


def test_lembar_dan_kolom_tak_dikenal_hanya_peringatan():
    isi = dasar(Catatan=[["bebas"], ["apa saja"]])
    isi["Target"][0]["pic"] = "Budi"
    isi["Instansi"] |= {"warna": "biru"}
    hasil = berhasil(isi)
    assert hasil.disimpan
    assert tempat(hasil.peringatan) == {
        ("Catatan", None, ""),
        ("Target", None, "pic"),
        ("Instansi", 8, "nilai"),
    }
    assert all(t.tingkat == "peringatan" for t in hasil.peringatan)


def test_urutan_kolom_dan_lembar_bebas():
    isi = dasar()
    isi["Target"] = [{"nilai": 90, "versi": "pk", "tahun": 2024, "indikator": "I1"}]
    terbalik = dict(reversed(isi.items()))
    berhasil(terbalik)
    assert Target.objects.get().nilai == 90


def test_hanya_tiga_lembar_wajib_sudah_cukup():
    hasil = berhasil({k: v for k, v in dasar().items() if k in ("Instansi", "Renstra", "Indikator")})
    assert hasil.disimpan
    assert Indikator.objects.count() == 1


def test_angka_cara_inggris_diterima_dengan_peringatan():
    hasil = berhasil(dengan("Realisasi", {"indikator": "I1", "tahun": 2023, "nilai": "71.51"}))
    (peringatan,) = hasil.peringatan
    assert (peringatan.lembar, peringatan.baris, peringatan.kolom) == ("Realisasi", 3, "nilai")
    assert "71,51" in peringatan.pesan
    assert str(Realisasi.objects.get(tahun=2023).nilai) == "71.51"


def test_jumlah_pegawai_yang_tidak_cocok_hanya_peringatan():
    baris = {"tahun": 2024, "kelompok": "golongan", "uraian": "III", "laki_laki": 3, "perempuan": 4, "jumlah": 8}
    hasil = berhasil(dasar(Pegawai=[baris]))
    (peringatan,) = hasil.peringatan
    assert (peringatan.lembar, peringatan.kolom, peringatan.ditemukan) == ("Pegawai", "jumlah", "8")


def test_banyak_baris_tetap_satu_demi_satu_diperiksa():
    """More rows than are saved at once; the wrong ones are the first and the very last."""
    isi = dasar()
    isi["Realisasi"] = [{"indikator": "I1", "tahun": 2024, "nilai": "satu"}]
    isi["Rincian"] = [{"indikator": "I1", "tahun": 2024, "urutan": n % 1000 + 1, "uraian": "x"} for n in range(1001)]
    assert tempat(impor(isi).galat) == {("Realisasi", 2, "nilai"), ("Rincian", 1002, "indikator")}


def test_ekspor_yang_diubah_satu_sel_hanya_mengubah_itu():
    instansi = berhasil(dasar()).instansi
    wb = load_workbook(io.BytesIO(ekspor_buku(instansi)))
    kolom = {sel.value: sel.column for sel in wb["Realisasi"][1]}
    wb["Realisasi"].cell(2, kolom["nilai"]).value = 88.5
    assert berhasil(wb).berubah == 1
    assert Realisasi.objects.get().nilai == D("88.5")


def test_tanggal_excel_dan_teks_sama():
    for tanggal in (datetime.datetime(2024, 8, 12), datetime.date(2024, 8, 12), "2024-08-12", " 2024-08-12 00:00:00"):
        hasil = berhasil(dasar(PerjanjianKinerja=[{"tahun": 2024, "tanggal": tanggal}]))
        assert hasil.instansi.perjanjian_kinerja.get().tanggal == datetime.date(2024, 8, 12)
