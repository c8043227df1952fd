"""Addresses and comparisons for the tests of the pages."""

import re
from collections.abc import Iterator
from html import unescape

from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from sakip.jaga.toko import Sesi
from sakip.models import Pengguna, Tanda

KODE, TAHUN = "hss-bkpsdm", 2024


def alamat(nama, *, kode=KODE, tahun=TAHUN, triwulan=None, **lain) -> str:
    return reverse(nama, kwargs={"kode": kode, "tahun": tahun, "triwulan": triwulan, **lain})


def teks(jawaban) -> str:
    """What a person reads: without tags, blocks and cells apart, spaces folded."""
    terpisah = re.sub(r"<(/?(td|th|tr|li|p|div|dd|dt|h\d|option|br|a href)\b)", r" <\1", jawaban.content.decode())
    return re.sub(r"\s+", " ", unescape(strip_tags(terpisah)))


def isi_basis_data() -> dict[str, list[str]]:
    """Every row of the project's own tables but users, sessions and marks, to show that nothing changed."""
    milik = ("sakip", "renstra", "capaian", "anggaran", "laporan")
    model = [m for a in milik for m in apps.get_app_config(a).get_models() if m not in (Pengguna, Tanda, Sesi)]
    return {m.__name__: sorted(semua_baris(m)) for m in model}


def semua_baris(model, lewati=frozenset()) -> list[str]:
    """A table's rows as the database gives them, in no order: a hundred tables are compared often, and Django's own
    reading is slow."""
    kolom = ", ".join(connection.ops.quote_name(f.column) for f in model._meta.concrete_fields if f.name not in lewati)
    with connection.cursor() as kursor:
        kursor.execute(f"SELECT {kolom} FROM {connection.ops.quote_name(model._meta.db_table)}")
        return [repr(baris) for baris in kursor.fetchall()]


def jumlah_kueri(klien, tujuan: str) -> int:
    with CaptureQueriesContext(connection) as kueri:
        jawaban = klien.get(tujuan)
    assert jawaban.status_code == 200, (tujuan, jawaban.status_code)
    return len(kueri)


def kirim_sel(klien, kode: str, objek: str, kolom: str, nilai: str, *, triwulan=2, **lain):
    """One cell's save, as the entry sheet sends it."""
    data = {"objek": objek, "kolom": kolom, "nilai": nilai, "ubahan": 0, "lama": ""} | lain
    return klien.post(alamat("isian_sel", kode=kode, triwulan=triwulan), data)


def halaman_baca() -> Iterator[tuple[str, str]]:
    """Every address under an agency's year that reads, as (name, address)."""
    biasa = [
        "instansi",
        "dasbor",
        "indikator_daftar",
        "anggaran",
        "anggaran_bagan",
        "temuan",
        "buku_kerja",
        "buku_kerja_unduh",
        "buku_kerja_kosong",
        "lkjip",
        "naskah",
        "naskah_word",
        "dokumen",
        "dokumen_cascading",
        "dokumen_pohon",
        "rencana",
        "rencana_cakupan",
        "rencana_nomenklatur",
        "rencana_versi",
        "pagu",
        "pk",
        "rencana_aksi",
        "jadwal",
        "penggantian",
        "jejak",
        "jejak_unduh",
        "cari",
        "ikhtisar_json",
        "ikhtisar_excel",
    ]
    for nama in biasa:
        yield nama, alamat(nama)
    yield "naskah_bagian", alamat("naskah_bagian", bagian="3.1.analisis.I.T1.1")
    yield "isian", alamat("isian")
    yield "isian", alamat("isian", triwulan=1)
    yield "isian_lembar", alamat("isian_lembar", triwulan=1, bidang=0)
    yield "isian_ringkas", alamat("isian_ringkas", triwulan=1, bidang=0)
    yield "rencana_aksi_lembar", alamat("rencana_aksi_lembar", bidang=0)
    yield "lkjip_isi", alamat("lkjip_isi")
    yield "indikator", alamat("indikator", objek="I.T1.1")
    yield "indikator_bagan", alamat("indikator_bagan", objek="I.T1.1", jenis="deret")
    yield "indikator_bagan", alamat("indikator_bagan", objek="I.T1.1", jenis="pembanding")
    yield "jejak_indikator", alamat("jejak_indikator", objek="I.T1.1")
    yield "simpul", alamat("simpul", objek="S3")
    yield "simpul", alamat("simpul", objek="K1.1")
    yield "dokumen_pohon_gambar", alamat("dokumen_pohon_gambar", nomor=1)
    yield "dokumen_excel", alamat("dokumen_excel", jenis="cascading")
    for nama in ("rencana_simpul", "rencana_tindakan", "rencana_target"):
        yield nama, alamat(nama, objek="S3")
    yield "rencana_versi_satu", alamat("rencana_versi_satu", urutan=0)
    yield "temuan_unduh", alamat("temuan_unduh", format="xlsx")
    yield "temuan_unduh", alamat("temuan_unduh", format="json")
    yield "jelas", alamat("jelas", jenis="total", objek="total", apa="serapan")


MENULIS = {
    "buku_kerja_unggah": {},
    "buku_kerja_simpan": {"nomor": 1},
    "buku_kerja_batal": {"nomor": 1},
    "lkjip_susun": {},
    "lkjip_batal": {},
    "lkjip_sampaikan": {"nomor": 1},
    "penyampaian_tarik": {"versi": 1},
    "penyampaian_catat": {"versi": 1},
    "penyampaian_jawab": {"versi": 1, "nomor": 1},
    "penyampaian_selesai": {"versi": 1, "nomor": 1},
    "dokumen_susun": {"jenis": "cascading"},
    "dokumen_batal": {"jenis": "cascading"},
    "berkas_unggah": {},
    "lkjip_tempatkan": {},
    "naskah_sel": {},
    "naskah_pratinjau": {},
    "naskah_banding": {},
    "naskah_tulis": {},
    "naskah_mulai": {},
    "naskah_siap": {},
    "naskah_tugaskan": {},
    "naskah_hidupkan": {},
    "naskah_ganti": {},
    "naskah_pulihkan": {},
    "naskah_word_periksa": {},
    "naskah_word_ambil": {},
    "naskah_gambar_unggah": {},
    "lkjip_atur": {},
    "lkjip_keterangan": {},
    "berkas_hapus": {"nomor": 1},
    "jadwal_simpan": {"ke": 1, "untuk": "realisasi"},
    "jadwal_hapus": {"ke": 1, "untuk": "realisasi"},
    "jadwal_perpanjang": {"ke": 1},
    "isian_pengaturan": {},
    "temuan_terima": {},
    "temuan_batal_terima": {},
    "penggantian_simpan": {},
    "penggantian_akhiri": {"nomor": 1},
    "pagu_sel": {},
    "pagu_dokumen": {"tahap": "murni"},
    "rencana_aksi_sel": {},
    "rencana_aksi_langkah": {"bidang": 0, "perjanjian": "pk", "langkah": "ajukan"},
    "pk_buat": {},
    "pk_ubah": {"nomor": 1},
    "pk_tandatangani": {"nomor": 1},
    "pk_berlakukan": {"nomor": 1},
    "pk_hapus": {"nomor": 1},
    "sipd_unggah": {},
    "sipd_jawab": {"nomor": 1},
    "sipd_petakan": {"nomor": 1},
    "sipd_simpan": {"nomor": 1},
    "sipd_batal": {"nomor": 1},
    "isian_sel": {"triwulan": 1},
    "isian_pratinjau": {},
    "isian_tahunan": {"objek": "I.T1.1"},
    "isian_langkah": {"triwulan": 1, "bidang": 0, "langkah": "ajukan"},
    "isian_komentar": {"triwulan": 1, "nomor": 1},
    "bukti_tambah": {"triwulan": 1, "nomor": 1},
    "bukti_hapus": {"triwulan": 1, "nomor": 1, "bukti": 1},
    "rencana_versi_buat": {},
    "rencana_versi_revisi": {},
    "rencana_versi_ubah": {"urutan": 0},
    "rencana_tambah_simpan": {},
    "rencana_ubah_simpan": {"objek": "S3"},
    "rencana_pindah_simpan": {"objek": "S3"},
    "rencana_arsipkan": {"objek": "S3"},
    "rencana_pulihkan": {"objek": "S3"},
    "rencana_hapus": {"objek": "S3"},
    "rencana_dukungan_simpan": {"objek": "P1"},
    "rencana_lintas_simpan": {"objek": "S3"},
    "rencana_lintas_hapus": {"objek": "S3", "nomor": 1},
    "rencana_target_sel": {},
    "rencana_indikator_buat": {"objek": "S3"},
    "rencana_indikator_simpan": {"objek": "I.S3.1"},
    "rencana_indikator_arsipkan": {"objek": "I.S3.1"},
    "rencana_indikator_pulihkan": {"objek": "I.S3.1"},
    "rencana_indikator_hapus": {"objek": "I.S3.1"},
}
"""Every address that writes, with what it needs besides agency and year."""
JUGA_BOLEH = {
    "lkjip_susun": {"kepala"},
    "lkjip_batal": {"kepala"},
    "dokumen_susun": {"kepala"},
    "dokumen_batal": {"kepala"},
    "temuan_terima": {"kepala"},
    "temuan_batal_terima": {"kepala"},
    "isian_pratinjau": {"bidang"},
    "penggantian_simpan": {"kepala"},
    "penggantian_akhiri": {"kepala"},
    "penyampaian_jawab": {"kepala"},
}
"""Roles of the own agency that may, besides Subbag Perencanaan and Admin."""
MENURUT_BARIS = {"isian_sel", "isian_tahunan", "rencana_aksi_sel", "isian_komentar", "bukti_tambah", "bukti_hapus"}
MENURUT_BARIS |= {"penyampaian_catat", "penyampaian_selesai"}
MENURUT_BARIS |= {n for n in MENULIS if n.startswith("naskah_")}
"""Who may follows from the row, or is the Inspektorat: tested beside each (tolak, tahunan, tinjau, bukti, meja)."""
