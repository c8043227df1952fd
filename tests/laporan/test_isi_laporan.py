"""What each document must hold, point by point, from a workbook that has all of it; then with each feature missing."""

import re

import pytest

from laporan import dokumen
from laporan.lkjip import bab as modul_bab
from laporan.lkjip.gabung import gabungkan
from sakip.pdf import render_pdf

from .dokumen_uji import buku, tata_bab, teks_html
from .isi_uji import TANPA
from .test_lkjip_isi import TERLARANG, bab, lengkap, teks

pytestmark = [pytest.mark.django_db, pytest.mark.lambat, pytest.mark.xdist_group("isi")]

ISI = {
    "sampul: lambang, judul, instansi, tahun": ("depan", r"LAPORAN KINERJA INSTANSI PEMERINTAH LKjIP 2024 BADAN KEPEG"),
    "kata pengantar: tempat, tanggal, tanda tangan": ("depan", r"Kota Uji, ………+ Kepala Badan, Kepala Uji"),
    "ikhtisar eksekutif: jumlah": ("depan", r"Pagu anggaran Rp950\.000\.000 \(sembilan ratus lima puluh juta rupiah\)"),
    "ikhtisar eksekutif: tabel IKU": ("depan", r"Tabel E\.1 Capaian Indikator Kinerja Utama .*Kepuasan layanan"),
    "ikhtisar eksekutif: serapan dan efisiensi": ("depan", r"serapan 84,21%.*nilai efisiensi 1,16"),
    "ikhtisar eksekutif: sebab utama": ("depan", r"penghambat utamanya: Jadwal diklat bergeser\."),
    "1.1 latar belakang": ("bab1", r"1\.1 Latar Belakang Sistem"),
    "1.2 landasan hukum sebagai daftar": ("bab1", r"1\.2 Landasan Hukum .*Undang-Undang Nomor 23 Tahun 2014"),
    "1.3 maksud dan tujuan": ("bab1", r"1\.3 Maksud dan Tujuan Laporan"),
    "1.4 tugas dan fungsi": ("bab1", r"1\.4 Gambaran Umum Tugas dan fungsi Badan melaksanakan"),
    "1.4 struktur organisasi": ("bab1", r"Gambar 1\.1 Struktur organisasi"),
    "1.4 pegawai menurut golongan": ("bab1", r"Tabel 1\.1 Pegawai menurut golongan .*Golongan IV PNS 5 6 11"),
    "1.4 pegawai menurut pendidikan": ("bab1", r"Pegawai menurut tingkat pendidikan .*Magister"),
    "1.4 pegawai menurut jabatan": ("bab1", r"Pegawai menurut jabatan .*Fungsional"),
    "1.4 pegawai menurut jenis kelamin": ("bab1", r"Pegawai menurut jenis kelamin .*PPPK"),
    "1.4 bagan pegawai": ("bab1", r"Gambar 1\.2 Pegawai menurut golongan"),
    "1.4 aset": ("bab1", r"Tabel 1\.5 Aset .*Pencetak 12 10 2"),
    "1.5 isu strategis": ("bab1", r"1\.5 Isu Strategis Kompetensi aparatur tidak merata"),
    "1.6 sistematika dari bagian yang ada": ("bab1", r"3\.5 Prestasi dan Inovasi .*L\.5 SOP Pengumpulan Data"),
    "2.1 visi dan misi": ("bab2", r"Visi Terwujudnya aparatur yang melayani Misi Menata aparatur"),
    "2.1 target setiap tahun Renstra": (
        "bab2",
        r"2022 2023 2024 2025 2026 .*profesionalitas Poin 80 81 82 83 84",
    ),
    "2.1 tujuan dan sasaran": ("bab2", r"Tujuan: Aparatur profesional .*Sasaran: Layanan kepegawaian membaik"),
    "2.1 strategi dan arah kebijakan": ("bab2", r"Memperluas pelatihan, arah kebijakan Pelatihan merata"),
    "2.2 IKU: alasan sampai penanggung jawab": ("bab2", r"Mengukur kompetensi aparatur Jumlah nilai .*Bidang Diklat"),
    "2.3 PK dan perubahannya bersisian": ("bab2", r"Indeks profesionalitas 82 Poin 84 Poin 82 Poin menjadi 84 Poin"),
    "2.4 target per triwulan": ("bab2", r"Kepuasan layanan Indeks 60 65 70 72 72"),
    "2.5 program, kegiatan, sub kegiatan": ("bab2", r"Sub kegiatan diklat dasar 400\.000\.000 420\.000\.000"),
    "2.5 per sasaran": ("bab2", r"Anggaran per sasaran .*Layanan kepegawaian membaik 250\.000\.000"),
    "2.5 per jenis belanja": ("bab2", r"Belanja Modal 300\.000\.000 280\.000\.000"),
    "2.6 rumus dan skala": ("bab2", r"Realisasi ÷ Target × 100%.*Skala predikat capaian .*Sangat Tinggi"),
    "3.1 skala": ("bab3", r"Predikat capaian menurut Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017"),
    "3.1 tabel tujuan": ("bab3", r"Tabel 3\.1 Capaian indikator tujuan .*302 305 100,99 Sangat Tinggi"),
    "3.1 ringkasan semua IKU dengan rata-rata": ("bab3", r"Tabel 3\.2 .*Rata-rata 2 dari 2 IKU 101,79 Sangat Tinggi"),
    "3.1 a target dan realisasi": ("bab3", r"a\. Target dan realisasi tahun 2024 Target Indeks profesionalitas"),
    "3.1 a rincian": ("bab3", r"Rincian Kepuasan layanan .*Survei tatap muka 10 kali 12 kali"),
    "3.1 b tahun sebelumnya: tabel": ("bab3", r"Perkembangan Indeks profesionalitas .*2023 81 75 92,59 5 7,14"),
    "3.1 b tahun sebelumnya: bagan": ("bab3", r"Gambar 3\.2 Perkembangan Indeks profesionalitas"),
    "3.1 b naik atau turun dalam nilai dan persen": ("bab3", r"realisasi naik 5 atau 6,67%"),
    "3.1 c akhir Renstra": ("bab3", r"target akhir Renstra tahun 2026 sebesar 84 poin.* mencapai 95,24%"),
    "3.1 d standar nasional": ("bab3", r"Standar nasional Indeks profesionalitas adalah 75"),
    "3.1 d instansi lain: tabel": ("bab3", r"Realisasi dalam laporan ini 80 .*Kabupaten Tetangga 83 −3 96,39"),
    "3.1 d instansi lain: bagan": ("bab3", r"Gambar 3\.3 Perbandingan Indeks profesionalitas dengan instansi lain"),
    "3.1 e komponen dengan yang terlemah": ("bab3", r"persentase terendah adalah Disiplin .*Disiplin 35 25 25 71,43"),
    "3.1 f pendorong sampai tindak lanjut": (
        "bab3",
        r"Pendampingan unit kerja\. .*Jadwal diklat bergeser\. .*Diklat daring\. Tindak lanjut Menjadwalkan",
    ),
    "3.1 g efisiensi dengan metode dan kesimpulan": ("bab3", r"nilai efisiensi 1,19, sehingga .* efisien\. Metode:"),
    "3.1 h penunjang": ("bab3", r"Program pengembangan 700\.000\.000 560\.000\.000 80,00 tidak menunjang"),
    "3.1 h menunjang menurut batasnya": (
        "bab3",
        r"kenaikan pangkat .* menunjang Usul terlayani 200 210 105,00",
    ),
    "3.2 program, kegiatan, sub kegiatan": ("bab3", r"diklat lanjutan 300\.000\.000 280\.000\.000 150\.000\.000 53,57"),
    "3.2 jumlah dalam huruf": ("bab3", r"dalam huruf: delapan ratus juta rupiah"),
    "3.2 per sasaran": ("bab3", r"Realisasi anggaran per sasaran .*700\.000\.000 560\.000\.000 80,00"),
    "3.2 per jenis belanja": ("bab3", r"Realisasi anggaran per jenis belanja .*Belanja Modal 280\.000\.000"),
    "3.2 terhadap tahun lalu": ("bab3", r"Perbandingan dengan tahun lalu .*2023 900\.000\.000 810\.000\.000 90,00"),
    "3.2 bagan pagu dan realisasi per program": ("bab3", r"Gambar 3\.6 Pagu dan realisasi per program"),
    "3.2 serapan terendah dan sebabnya": ("bab3", r"serapan terendah .*96,00 10\.000\.000 Berkas terlambat masuk\."),
    "3.3 efisiensi per sasaran dan jumlahnya": ("bab3", r"Efisiensi per sasaran .*Instansi 101,79 88,00 1,16 efisien"),
    "3.4 komponen dua tahun": ("bab3", r"Nilai 2023 Nilai 2024 Perencanaan Kinerja 50 36 37"),
    "3.4 matriks rekomendasi": (
        "bab3",
        r"Rekomendasi ke-2 .*Rencana aksi ke-2 1 dokumen Triwulan II Sekretariat",
    ),
    "3.5 prestasi": ("bab3", r"2 Piagam B Lembaga Uji Tingkat B"),
    "4.1 simpulan dari angka": ("bab4", r"4\.1 Simpulan Pada tahun 2024, rata-rata capaian 2 .*101,79%"),
    "4.2 langkah perbaikan": ("bab4", r"4\.2 Langkah Perbaikan .*Menjadwalkan ulang"),
    "lampiran: PK dengan pernyataan dan tanda tangan": (
        "lampiran",
        r"1/PK/2024 .*Pihak Kedua, Pihak Pertama, Bupati",
    ),
    "lampiran: PK perubahan": ("lampiran", r"2/PK/2024 .*Indeks profesionalitas 84 Poin"),
    "lampiran: lembar IKU": ("lampiran", r"L\.2 Lembar Indikator .*Ukuran kualitas aparatur"),
    "lampiran: rencana aksi": ("lampiran", r"L\.3 Rencana Aksi .*Kepuasan layanan 60 65 70 72"),
    "lampiran: matriks realisasi dengan permasalahan": (
        "lampiran",
        r"L\.4 Matriks Realisasi .*Usul terlayani \(Dokumen\) 200 210 105,00 Berkas terlambat",
    ),
    "lampiran: SOP": ("lampiran", r"L\.5 SOP Pengumpulan Data Kinerja Pengumpulan data setiap triwulan"),
    "lampiran: pernyataan reviu": ("lampiran", r"L\.6 Pernyataan Telah Direviu .*2 halaman"),
    "lampiran: unggahan lain": ("lampiran", r"L\.7 Piagam asli"),
}
DOKUMEN = {
    "perjanjian_kinerja": (r"1/PK/2024.*Pihak pertama berjanji.*Pihak Pertama", r"Indeks profesionalitas 82 Poin"),
    "perjanjian_kinerja_perubahan": (r"2/PK/2024", r"Indeks profesionalitas 84 Poin"),
    "iku": (r"Indeks profesionalitas", r"Aplikasi penilaian"),
    "rencana_aksi": (r"Kepuasan layanan", r"Sub kegiatan kenaikan pangkat"),
    "cascading": (
        r"Aparatur profesional .*IKU Indeks profesionalitas: 84 poin .*Sub kegiatan diklat dasar",
        r"Kompetensi aparatur meningkat Lintas: DISDIK, Menyediakan data kompetensi guru",
    ),
    "pohon_kinerja": (
        r"Aparatur profesional",
        r"Lintas: DISDIK Menyediakan data kompetensi guru",
    ),
    "evaluasi_renja": (r"Kepuasan layanan", r"(?i)faktor pendorong", r"(?i)faktor penghambat", r"(?i)tindak lanjut"),
    "lkj_triwulan": (r"Kepuasan layanan Indeks", r"Sebab dan langkah berikutnya", r"Jadwal diklat bergeser"),
    "tindak_lanjut_lhe": (r"Rekomendasi ke-1", r"Rencana aksi ke-2"),
    "ikhtisar_kepala": (r"101,79%", r"Indeks profesionalitas"),
    "surat_pengantar": (r"Pemerintah Kabupaten Uji .*Jalan Uji 1", r"Yth\. Bupati Uji .*101,79%"),
    "surat_permohonan_reviu": (r"Telepon \(0517\) 123", r"Yth\. Inspektur Kabupaten Uji"),
}


@pytest.fixture(scope="module")
def tercetak(laporan_isi):
    """Each chapter's text of the whole workbook, once."""
    laporan = laporan_isi()
    return {kunci: teks(bab(laporan, kunci)) for kunci in modul_bab.URUTAN}


@pytest.mark.parametrize("hal", ISI)
def test_isi_lkjip(tercetak, hal):
    kunci, pola = ISI[hal]
    assert re.search(pola, tercetak[kunci]), tercetak[kunci]


def test_semua_dokumen_diperiksa():
    assert set(DOKUMEN) == set(dokumen.DOKUMEN)


@pytest.mark.parametrize("jenis", DOKUMEN)
def test_isi_dokumen_sebagai_pdf_dan_excel(laporan_isi, jenis):
    laporan = laporan_isi("", jenis)
    isi = teks_html(jenis, laporan)
    for pola in DOKUMEN[jenis]:
        assert re.search(pola, isi), (pola, isi)
    lembar = buku(jenis, laporan).worksheets[0]
    assert any(sel.value for sel in next(lembar.iter_rows()))
    if jenis == "cascading":
        semua = [sel.value for baris in lembar.iter_rows() for sel in baris]
        lintas = "Lintas: DISDIK, Menyediakan data kompetensi guru"
        assert f"Kompetensi aparatur meningkat\n{lintas}" in semua


HILANG = {
    "anggaran": (r"\bRp\d", r"[Ss]erapan \d", r"Anggaran per sasaran"),
    "realisasi anggaran": (
        r"serapan \d",
        r"[Ss]isa anggaran",
        r"Efisiensi per sasaran",
        r"serapan terendah",
    ),
    "triwulan": (r"Target per triwulan", r"Rencana aksi per triwulan", r"Capaian per triwulan"),
    "AKIP": (r"Hasil evaluasi AKIP", r"Matriks tindak lanjut"),
    "pegawai": (r"Pegawai menurut",),
    "aset": (r"Tabel \d\.\d Aset",),
    "prestasi": (r"Prestasi dan penghargaan",),
    "tahun sebelumnya": (r"Perbandingan dengan tahun lalu", r"Dibandingkan dengan tahun", r"Nilai 2023"),
    "bidang": (r"Struktur organisasi",),
    "pembanding": (r"dengan instansi lain", r"Standar nasional"),
    "komponen": (r"Komponen pembentuk nilai",),
    "rincian": (r"Rincian Kepuasan",),
    "perubahan PK": (r"PK Perubahan", r"Perjanjian Kinerja Perubahan"),
    "Perjanjian Kinerja": (r"1/PK/2024", r"PK Perubahan"),
    "naskah": (r"SOP", r"Tugas dan fungsi"),
    "strategi": (r"[Aa]rah kebijakan",),
    "misi": (r"Misi ",),
    "indikator tujuan": (r"Capaian indikator tujuan", r"Indeks sistem merit"),
    "realisasi": (r"rata-rata capaian", r"capaiannya", r"Sangat Tinggi\b(?! >)(?=.*IKU)"),
    "target": (r"capaiannya", r"dari target", r"akhir Renstra tahun"),
    "analisis": (r"Faktor pendorong", r"penghambat utamanya", r"Langkah perbaikan yang akan"),
    "indikator lain": (r"Kepuasan layanan",),
}
KALIMAT = {
    "anggaran": ("anggaran", "realisasi anggaran", "pengukuran efisiensi"),
    "triwulan": ("rencana aksi per triwulan",),
    "AKIP": ("rekomendasi hasil evaluasi AKIP",),
    "prestasi": ("prestasi dan inovasi",),
    "naskah": ("isu strategis",),
    "analisis": ("langkah perbaikan",),
}
"""What a section that is kept without data says that there was none of."""


def test_setiap_hal_yang_hilang_diperiksa():
    assert set(HILANG) == set(TANPA)


@pytest.mark.parametrize("hal", TANPA)
def test_tanpa_satu_hal_tetap_tersusun_tanpa_kata_sistem(laporan_isi, hal):
    """Every row that is left is there; nothing speaks of what is not."""
    isi = lengkap(laporan_isi(hal))
    for kata in TERLARANG:
        assert not re.search(rf"\b{kata}\b", isi), kata
    for pola in HILANG[hal]:
        assert not re.search(pola, isi), (pola, isi)
    for apa in KALIMAT.get(hal, ()):
        assert f"Pada tahun 2024 tidak terdapat {apa} yang dilaporkan." in isi


@pytest.mark.parametrize("hal", TANPA)
def test_dokumen_tanpa_satu_hal(laporan_isi, hal):
    for jenis in DOKUMEN:
        laporan = laporan_isi(hal, jenis)
        isi = teks_html(jenis, laporan)
        assert [kata for kata in TERLARANG if re.search(rf"\b{kata}\b", isi)] == [], jenis
        assert buku(jenis, laporan).worksheets


@pytest.mark.pdf
@pytest.mark.parametrize("hal", ["", *TANPA])
def test_gerbang_tidak_menemukan_kehilangan(laporan_isi, hal, settings, tmp_path):
    """`render_bab` raises where a text is cut, outside its place, over another, or a row is missing."""
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "a.pdf").write_bytes(render_pdf("<p>satu</p><p style='break-before: page'>dua</p>"))
    laporan = laporan_isi(hal)
    bab = [tata_bab(modul_bab.susun_html(kunci, laporan), laporan) for kunci in modul_bab.URUTAN]
    assert [(b.kunci, b.rupa) for b in bab if b.rupa] == []
    if not hal:
        assert gabungkan(bab, laporan).halaman > sum(b.halaman for b in bab)
