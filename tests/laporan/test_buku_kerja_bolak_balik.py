"""Import, export, import again: nothing changes, no value is lost, no text becomes a formula."""

import datetime
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from laporan.buku_kerja.ekspor import contoh_buku, ekspor_buku
from laporan.buku_kerja.impor import LEMBAR
from renstra.buku.instansi import InstansiResource
from renstra.models import Simpul
from tests import pabrik as p

from .buku_uji import baca, berhasil, bongkar, buku, dasar, hitungan, impor, isi_basis_data, rapi

pytestmark = [pytest.mark.django_db, pytest.mark.teliti]
DEMO = Path(__file__).parents[2] / "fixtures" / "demo"
BAWAAN = {
    "versi": {"Target": "renstra", "PerjanjianKinerja": "pk"},
    "arah": {"Indikator": "naik"},
    "agregasi": {"Indikator": "akhir"},
    "jenis_nilai": {"Indikator": "angka"},
    "lingkup": {"Pegawai": "opd"},
}
"""What an empty cell means, and so is exported as."""

BERAT = (
    "Satu.\n\nDua dengan “kutip”, 'petik' & <tanda>:\n\n- butir **tebal**\n- é ñ 中 🙂\n\n"
    "| a | b |\n|---|---|\n| 1 | 2 |"
)

# Every sheet and every column is filled in at least once, with text that asks for trouble.
LENGKAP = {
    "Instansi": {
        "pemda": "Kabupaten Uji",
        "kode": "uji-lengkap",
        "nama": "=Badan Kepegawaian",
        "singkatan": "+BKPSDM",
        "jenis": "badan",
        "tempat": "@Kandangan",
        "alamat": "-Jalan A\nKandangan",
        "telepon": "=0517",
        "surel": "+surat@uji.example",
        "laman": "@uji.example",
        "periode_awal": 2022,
        "periode_akhir": 2026,
        "visi": BERAT,
        "kepala_nama": "Nama Kepala, S.Sos., M.Si.",
        "kepala_nip": "198001012005011001",
        "kepala_pangkat": "Pembina Utama Muda (IV/c)",
        "kepala_jabatan": "Kepala Badan",
        "kepala_status": "Plt",
        "pemberi_amanah_nama": "Nama Bupati",
        "pemberi_amanah_jabatan": "Bupati",
        "skala": "dua",
        "metode_efisiensi": "pmk",
        "rumus_turun": "rasio",
        "batas_capaian": 110.5,
        "pembulatan": "potong",
    },
    "Bidang": [
        {"kode": "B2", "induk": "B1", "nama": "=1+1", "kepala_nama": "+62", "kepala_nip": "198001012005011001"},
        {"kode": "B1", "nama": "Sekretariat"},
    ],
    "Renstra": [
        {"kode": "M1", "jenis": "misi", "uraian": "Misi"},
        {"kode": "T1", "induk": "M1", "jenis": "tujuan", "uraian": '=HYPERLINK("x")', "penjelasan": BERAT},
        {"kode": "S1", "induk": "T1", "jenis": "sasaran", "uraian": "-1"},
        {"kode": "S2", "induk": "T1", "jenis": "sasaran", "uraian": "@SUM(A1)"},
        {"kode": "ST1", "induk": "S1", "jenis": "strategi", "uraian": "Strategi"},
        {"kode": "AK1", "induk": "ST1", "jenis": "kebijakan", "uraian": "Kebijakan"},
        {"kode": "SK1", "induk": "K1", "jenis": "sub_kegiatan", "uraian": "Anak sebelum induknya"},
        {
            "kode": "P1",
            "jenis": "program",
            "kode_nomenklatur": "5.03.02",
            "uraian": "Program",
            "sasaran": "Tercapainya",
            "mendukung": "S1;S2;I1",
            "penanggung_jawab": "B1",
            "tahun_mulai": 2022,
            "tahun_selesai": 2026,
        },
        {"kode": "K1", "induk": "P1", "jenis": "kegiatan", "uraian": "Kegiatan", "mendukung": "S2"},
    ],
    "Indikator": [
        {
            "kode": "I1",
            "induk": "S1",
            "nama": "=Persentase",
            "satuan": "Persen",
            "iku": "ya",
            "arah": "rentang",
            "agregasi": "jumlah",
            "jenis_nilai": "rasio",
            "pengali": 1000,
            "skala": "ip-asn",
            "mendukung": "I3",
            "formulasi": "(A ÷ B) × 100",
            "definisi": BERAT,
            "alasan": "+alasan",
            "sumber_data": "-",
            "penanggung_jawab": "B2",
            "bobot": 0.3333333333333,
            "wajar_bawah": -5.5,
            "wajar_atas": 120,
            "batas_berarti": 0.25,
        },
        {"kode": "I2", "induk": "P1", "nama": "Mengacu", "mengacu": "I1"},
        {"kode": "I3", "induk": "T1", "nama": "Indeks", "jenis_nilai": "komponen", "bobot": 0},
        {"kode": "I4", "induk": "S2", "nama": "Nilai SAKIP", "jenis_nilai": "predikat", "agregasi": "maks"},
        {"kode": "I5", "induk": "S2", "nama": "Temuan", "arah": "turun", "agregasi": "rata"},
    ],
    "Target": [
        {"indikator": "I1", "tahun": 2024, "triwulan": 1, "versi": "pk", "nilai": 80.1234567890123, "nilai_atas": 90},
        {"indikator": "I1", "tahun": 2024, "versi": "pk_perubahan", "nilai": 12345678.9012345},
        {"indikator": "I1", "tahun": 2024, "versi": "nasional", "nilai": 0.1},
        {"indikator": "I4", "tahun": 2024, "teks": "=BB (70)"},
        {"indikator": "I5", "tahun": 2024, "nilai": 0},
    ],
    "Realisasi": [
        {
            "indikator": "I1",
            "tahun": 2024,
            "triwulan": 4,
            "nilai": 99.49,
            "teks": "+5",
            "pembilang": 999999999999999,
            "penyebut": 0.0000000000001,
            "pendorong": BERAT,
            "penghambat": "=1",
            "solusi": "-",
            "tindak_lanjut": "@",
            "sumber": "https://contoh.id/?a=1&b=2",
            "alasan_tahunan": "=Angka setahun dari BPS",
            "alasan_wajar": BERAT,
        },
        {"indikator": "I5", "tahun": 2023, "capaian_dinyatakan": 97.5},
        {"indikator": "I5", "tahun": 2020, "nilai": -3.25},
    ],
    "Komponen": [
        {
            "indikator": "I3",
            "tahun": 2024,
            "urutan": 1,
            "nama": "Kualifikasi",
            "bobot": 25,
            "maksimum": 25,
            "nilai": 24.18,
        },
        {"indikator": "I3", "tahun": 2024, "urutan": 2, "nama": "=Disiplin"},
    ],
    "Rincian": [
        {"indikator": "I1", "tahun": 2024, "urutan": 1, "uraian": "Latsar", "target": "40 orang", "realisasi": "=39"},
        {"indikator": "I1", "tahun": 2024, "urutan": 2, "uraian": "PKA"},
    ],
    "Anggaran": [
        {"sub_kegiatan": "SK1", "tahun": 2024, "tahap": "murni", "jenis_belanja": "modal", "pagu": 9999999999999.99},
        {"sub_kegiatan": "SK1", "tahun": 2024, "tahap": "pergeseran", "pagu": 0.01},
        {"sub_kegiatan": "SK1", "tahun": 2024, "tahap": "perubahan", "pagu": 0},
        {"tahun": 2024, "tahap": "murni", "jenis_belanja": "modal", "pagu": 1386855600.5},
        {"tahun": 2024, "tahap": "murni", "pagu": 5},
    ],
    "RealisasiAnggaran": [
        {"sub_kegiatan": "SK1", "tahun": 2024, "triwulan": 1, "jenis_belanja": "modal", "nilai": 1.5},
        {"sub_kegiatan": "SK1", "tahun": 2024, "triwulan": 2, "bulan": 5, "jenis_belanja": "modal", "nilai": 7},
        {"sub_kegiatan": "SK1", "tahun": 2024, "nilai": 26010.99, "alasan_wajar": BERAT},
        {"tahun": 2023, "nilai": 7279026750},
        {"tahun": 2024, "triwulan": 2, "nilai": 3},
    ],
    "PerjanjianKinerja": [
        {
            "tahun": 2024,
            "versi": "pk_perubahan",
            "nomor": "=100.3/1/2024",
            "tanggal": datetime.date(2024, 10, 1),
            "berlaku_triwulan": 4,
            "tempat": "Kandangan",
            "pihak_pertama_nama": "Nama Kepala",
            "pihak_pertama_nip": "198001012005011001",
            "pihak_pertama_jabatan": "Kepala Badan",
            "pihak_pertama_status": "Pj",
            "pihak_kedua_nama": "Nama Bupati",
            "pihak_kedua_jabatan": "Bupati",
        },
        {"tahun": 2024, "tanggal": "2024-01-31"},
    ],
    "Pembanding": [
        {
            "indikator": "I1",
            "tahun": 2024,
            "jenis": "instansi_pusat",
            "instansi": "BKN",
            "nilai": 81.55,
            "kategori": "Tinggi",
            "sumber": "=BKN",
            "keterangan": "2024",
        },
        {"indikator": "I1", "tahun": 2024, "jenis": "daerah_lain", "instansi": "Kota X"},
    ],
    "EvaluasiAKIP": [
        {
            "tahun": 2023,
            "komponen": "Perencanaan Kinerja",
            "bobot": 30,
            "nilai": 24.6,
            "nomor_lhe": "700/12",
            "tanggal_lhe": datetime.date(2024, 7, 1),
        },
        {"tahun": 2023, "nilai": 70.01, "predikat": "BB"},
    ],
    "Rekomendasi": [
        {
            "tahun": 2023,
            "sumber": "LHE",
            "komponen": "Pelaporan",
            "rekomendasi": "- Susun\n- Unggah",
            "rencana_aksi": "=A",
            "target": "1 dokumen",
            "waktu": "TW II",
            "penanggung_jawab": "Sekretaris",
            "status": "selesai",
            "capaian": BERAT,
            "jatuh_tempo": datetime.date(2024, 6, 30),
        },
        {"tahun": 2023, "rekomendasi": "- Susun\n- Unggah"},
        {"tahun": 2023, "rencana_aksi": "Tindak lanjut tanpa rekomendasi"},
    ],
    "Skala": [
        {
            "nama": "dua",
            "urutan": 1,
            "batas_bawah": 90,
            "eksklusif": "ya",
            "batas_atas": 100,
            "predikat": "=Tinggi",
            "kategori": "A",
            "warna": "hijau tua",
        },
        {"nama": "dua", "urutan": 2, "batas_bawah": 0, "predikat": "Rendah"},
        {"nama": "dua", "urutan": 3, "predikat": "Di bawah nol"},
    ],
    "Prestasi": [
        {"tahun": 2024, "nama": "=Juara", "pemberi": "@BKN", "keterangan": BERAT},
        {"tahun": 2024, "nama": "Dua"},
    ],
    "Pegawai": [
        {
            "tahun": 2024,
            "lingkup": "pemda",
            "status": "PPPK",
            "kelompok": "golongan",
            "uraian": "-IX",
            "laki_laki": 0,
            "perempuan": 12,
            "jumlah": 12,
            "kebutuhan": 20,
        },
        {"tahun": 2024, "kelompok": "unit", "uraian": "Sekretariat"},
    ],
    "Aset": [
        {
            "tahun": 2024,
            "kelompok": "=Mesin",
            "uraian": "Laptop",
            "jumlah": 10,
            "baik": 7,
            "kurang_baik": 2,
            "rusak_berat": 1,
        },
        {"tahun": 2024, "uraian": "Gedung"},
    ],
    "Narasi": [
        {"tahun": 2024, "bagian": "3.1.analisis.I1", "judul": "=Judul", "teks": BERAT},
        {"tahun": 2024, "bagian": "kata_pengantar", "teks": "=cmd|' /C calc'!A0"},
        {"tahun": 2024, "bagian": "panjang", "teks": "kata " * 6000},
        {"tahun": 2024, "bagian": "galat", "teks": "Nilai #N/A pada laporan"},
    ],
}


def sama(isi, asal):
    """Each row of the source is in the export with the same values; nothing was added but defaults."""
    assert list(isi) == [kelas.nama for kelas in LEMBAR]
    for nama, baris in asal.items():
        if nama == "Instansi":
            ada = {b["kunci"]: b.get("nilai") for b in isi[nama]}
            assert {b["kunci"]: b.get("nilai") for b in baris if "nilai" in b}.items() <= ada.items()
            continue
        diisi = [_dengan_bawaan(nama, b) for b in baris]
        assert sorted(map(_tanda, isi[nama])) == sorted(map(_tanda, diisi)), nama


def _tanda(baris):
    return repr(sorted(baris.items()))


def _dengan_bawaan(nama, baris):
    hasil = {k: v for k, v in baris.items() if v not in ("tidak",)}
    for kolom, per_lembar in BAWAAN.items():
        if nama in per_lembar:
            hasil.setdefault(kolom, per_lembar[nama])
    return hasil


def asal_lengkap():
    return baca(buku(LENGKAP))


@pytest.mark.parametrize("nama", ["hss-2024", "balangan-2024", "hss-2021"])
def test_buku_contoh_impor_ekspor_impor(nama):
    asli = (DEMO / f"{nama}.xlsx").read_bytes()
    pertama = berhasil(asli)
    assert pertama.disimpan
    assert all(h.berubah == h.tetap == h.tak_disebut == 0 for h in pertama.lembar)
    sebelum, ekspor = isi_basis_data(urutan=False), ekspor_buku(pertama.instansi)
    sama(baca(ekspor), baca(asli))
    kedua = berhasil(ekspor)
    assert kedua.disimpan and not kedua.temuan
    assert {n: (b, u, s) for n, (b, u, _, s) in hitungan(kedua).items()} == {kelas.nama: (0, 0, 0) for kelas in LEMBAR}
    assert isi_basis_data(urutan=False) == sebelum
    assert baca(ekspor_buku(kedua.instansi)) == baca(ekspor)


def test_buku_lengkap_memuat_tiap_lembar_dan_kolom():
    for kelas in LEMBAR:
        kolom = {f.column_name for f in kelas.fields.values()}
        isi = LENGKAP[kelas.nama]
        ada = set(isi) if isinstance(isi, dict) else {k for baris in isi for k in baris}
        assert ada == kolom, kelas.nama


def test_buku_lengkap_bolak_balik_tanpa_kehilangan():
    pertama = berhasil(LENGKAP)
    ekspor = ekspor_buku(pertama.instansi)
    sama(baca(ekspor), asal_lengkap())
    kedua = berhasil(ekspor)
    assert not kedua.temuan
    for nama, (baru, berubah, tetap, tak_disebut) in hitungan(kedua).items():
        assert (baru, berubah, tak_disebut) == (0, 0, 0), nama
        assert tetap == (1 if nama == "Instansi" else len(LENGKAP[nama])), nama
    assert baca(ekspor_buku(kedua.instansi)) == baca(ekspor)


def test_urutan_baris_dipertahankan():
    hasil = berhasil(LENGKAP)
    isi = baca(ekspor_buku(hasil.instansi))
    for nama in ("Renstra", "Indikator", "Bidang", "Rekomendasi", "Prestasi", "Narasi"):
        kunci = {"Rekomendasi": "sumber", "Prestasi": "nama", "Narasi": "bagian"}.get(nama, "kode")
        assert [b.get(kunci) for b in isi[nama]] == [b.get(kunci) for b in LENGKAP[nama]]


def test_teks_tidak_pernah_menjadi_rumus():
    ekspor = ekspor_buku(berhasil(LENGKAP).instansi)
    lembar = {n: isi for n, isi in bongkar(ekspor).items() if n.startswith("xl/worksheets/sheet")}
    assert len(lembar) == len(LEMBAR)
    for nama, xml in lembar.items():
        assert b"<f>" not in xml and b"<f " not in xml and b't="e"' not in xml, nama
    sel = {c.value: c for ws in load_workbook(io.BytesIO(ekspor)) for baris in ws for c in baris if c.value}
    for teks in ("=Badan Kepegawaian", "+BKPSDM", "@Kandangan", "=1+1", "-1", "=cmd|' /C calc'!A0"):
        assert sel[teks].data_type == "s"
        assert sel[teks].quotePrefix, teks


def test_galat_excel_sebagai_teks_tetap_teks():
    instansi = berhasil(dasar()).instansi
    p.NarasiFactory(perangkat_daerah=instansi, bagian="x", teks="#N/A")
    assert b't="e"' not in b"".join(bongkar(ekspor_buku(instansi)).values())


def test_huruf_kendali_tidak_menggagalkan_ekspor():
    instansi = berhasil(dasar()).instansi
    p.NarasiFactory(perangkat_daerah=instansi, bagian="x", teks="satu\x0b\x01dua\tempat\r\nlima")
    (narasi,) = baca(ekspor_buku(instansi))["Narasi"]
    assert narasi["teks"] == "satudua\tempat\nlima"
    assert not berhasil(ekspor_buku(instansi)).galat


def test_ekspor_hanya_versi_renstra_terbaru():
    """Money on the nodes of an earlier version stays with it and is not mistaken for the agency's total."""
    instansi = berhasil(dasar()).instansi
    baru = p.RenstraFactory(perangkat_daerah=instansi, urutan=1, berlaku_mulai=2025)
    p.SimpulFactory(renstra=baru, kode="T1")
    p.AnggaranFactory(total=True, perangkat_daerah=instansi, pagu=7)
    isi = baca(ekspor_buku(instansi))
    assert [b["kode"] for b in isi["Renstra"]] == ["T1"]
    assert [b.get("sub_kegiatan") for b in isi["Anggaran"]] == [None]
    sebelum = isi_basis_data(urutan=False)
    assert not berhasil(ekspor_buku(instansi)).berubah
    assert isi_basis_data(urutan=False) == sebelum
    assert Simpul.objects.get(kode="SK1").anggaran.get().pagu == 1386855600


def test_ekspor_instansi_kosong_dapat_diimpor():
    instansi = p.PerangkatDaerahFactory()
    hasil = berhasil(ekspor_buku(instansi))
    assert hasil.instansi == instansi


def test_instansi_tanpa_renstra_diisi_dari_ekspornya():
    """An agency made by an admin: its export, filled in, imports though the Instansi sheet is unchanged."""
    instansi = p.PerangkatDaerahFactory(kode="baru")
    wb = load_workbook(io.BytesIO(ekspor_buku(instansi)))
    wb["Renstra"].append(["T1", None, "tujuan", None, "Aparatur profesional"])
    hasil = berhasil(wb)
    assert hasil.disimpan
    assert Simpul.objects.get().renstra.perangkat_daerah == instansi


# The empty template


def test_contoh_memuat_semua_lembar_dan_kolom():
    wb = load_workbook(io.BytesIO(contoh_buku()))
    assert wb.sheetnames == [kelas.nama for kelas in LEMBAR]
    for kelas in LEMBAR:
        ws = wb[kelas.nama]
        kolom = [f.column_name for f in kelas.fields.values()]
        if kelas is InstansiResource:
            assert [c.value for c in ws[1]] == ["kunci", "nilai"]
            assert [c.value for c in ws["A"][1:]] == kolom
        else:
            assert [c.value for c in ws[1]] == kolom
            assert ws.max_row == 1
        assert ws.freeze_panes == "A2"


def test_contoh_memandu_pengisian():
    wb = load_workbook(io.BytesIO(contoh_buku()))
    daftar = {str(d.sqref): d.formula1 for d in wb["Indikator"].data_validations.dataValidation}
    kepala = {c.value: c for c in wb["Indikator"][1]}
    arah = kepala["arah"].column_letter
    assert daftar[f"{arah}2:{arah}1000"] == '"naik,turun,rentang"'
    assert wb["Instansi"].data_validations.count >= 4
    assert kepala["kode"].comment.text.endswith("Wajib diisi.")
    assert kepala["bobot"].comment.text == "Bobot dalam rata-rata; kosong = 1."
    assert all(len(d.formula1) <= 255 for ws in wb for d in ws.data_validations.dataValidation)
    pagu = {c.value: c.column_letter for c in wb["Anggaran"][1]}["pagu"]
    assert wb["Anggaran"].column_dimensions[pagu].number_format == "#,##0.00"
    tanggal = {c.value: c.column_letter for c in wb["PerjanjianKinerja"][1]}["tanggal"]
    assert wb["PerjanjianKinerja"].column_dimensions[tanggal].number_format == "yyyy-mm-dd"


def test_contoh_tanpa_isi_ditolak_dengan_yang_wajib_saja():
    hasil = impor(contoh_buku())
    assert {(t.lembar, t.kolom) for t in hasil.galat} == {("Instansi", "nilai")}
    assert {t.baris for t in hasil.galat} == {2, 4}


def test_contoh_yang_diisi_satu_baris_dapat_diimpor():
    wb = load_workbook(io.BytesIO(contoh_buku()))
    nilai = {"pemda": "Kabupaten Uji", "nama": "Badan", "singkatan": "BKPSDM"}
    for kunci, sel in wb["Instansi"].iter_rows(min_row=2, max_col=2):
        sel.value = nilai.get(kunci.value)
    wb["Renstra"].append(["T1", None, "tujuan", None, "Aparatur profesional"])
    wb["Indikator"].append(["I1", "T1", "Indeks"])
    hasil = berhasil(wb)
    assert hasil.instansi.kode == "kabupaten-uji-bkpsdm"
    assert not hasil.temuan
    assert rapi(hasil.instansi.renstra.get().indikator.get().nama) == "Indeks"
