"""Who may see and do what, for every address."""

import re

import pytest
from django.urls import get_resolver, reverse

from sakip import akses
from tests.alat import JUGA_BOLEH, MENULIS, MENURUT_BARIS, alamat, halaman_baca, isi_basis_data, teks
from tests.dunia import PERAN

BACA = list(halaman_baca())
LAIN = {
    "dasbor_cetak",
    "penyampaian",
    "penyampaian_unduh",
    "penyampaian_baca",
    "buku_kerja_pratinjau",
    "buku_kerja_temuan",
    "lkjip_unduh",
    "lkjip_docx",
    "lkjip_bagian",
    "dokumen_unduh",
    "dokumen_unduh_excel",
    "berkas_unduh",
    "naskah_gambar",
    "berkas_tanya_hapus",
    "jadwal_ubah",
    "jadwal_tanya_hapus",
    "isian_rinci",
    "pagu_rinci",
    "pk_satu",
    "pk_scan",
    "sipd",
    "sipd_satu",
    "bukti_unduh",
    "rencana_tambah",
    "rencana_ubah",
    "rencana_pindah",
    "rencana_arsip",
    "rencana_dukungan",
    "rencana_indikator",
    "rencana_indikator_tambah",
    "rencana_indikator_arsip",
    "beranda",
    "pemda",
    "pemda_unduh",
    "pemda_indikator",
    "pemda_indikator_unduh",
    "pemda_tahun",
    "pemda_tahun_unduh",
    "metrik",
}
"""Addresses that read and have tests of their own, because they need an object first."""


SEPEMDA = {
    "beranda": ({}, {"pembaca", "inspektorat", "admin"}),
    "tahun_pilihan": ({}, set(PERAN)),
    "instalasi": ({}, {"admin"}),
    "mulai": ({}, {"admin"}),
    "mulai_pemda": ({}, {"admin"}),
    "mulai_pemda_simpan": ({}, {"admin"}),
    "mulai_excel": ({"kunci": "perangkat-daerah"}, {"admin"}),
    "mulai_templat": ({"kunci": "pengguna"}, {"admin"}),
    "mulai_periksa": ({"kunci": "pengguna"}, {"admin"}),
    "mulai_simpan": ({"kunci": "pejabat"}, {"admin"}),
    "mulai_undangan": ({}, {"admin"}),
    "mulai_undangan_surel": ({}, {"admin"}),
    "mulai_undangan_slip": ({}, {"admin"}),
    "mulai_undangan_tarik": ({"nomor": 1}, {"admin"}),
    "mulai_jadwal": ({}, {"admin"}),
    "mulai_jadwal_simpan": ({}, {"admin"}),
    "pekerjaan": ({"jenis": "susunan", "nomor": 1, "tindak": "batal"}, {"admin"}),
    "meja": ({"tahun": 2024}, {"inspektorat", "admin"}),
    "meja_kemas": ({"tahun": 2024}, {"inspektorat", "admin"}),
    "meja_awal": ({}, {"inspektorat", "admin"}),
    "paket": ({"nomor": 1}, {"inspektorat", "admin"}),
    "paket_unduh": ({"nomor": 1}, {"inspektorat", "admin"}),
    "paket_batal": ({"nomor": 1}, {"inspektorat", "admin"}),
    "pemda": ({}, {"pembaca", "inspektorat", "admin"}),
    "pemda_unduh": ({"tahun": 2024, "format": "xlsx"}, {"pembaca", "inspektorat", "admin"}),
    "pemda_indikator": ({"tahun": 2024}, {"pembaca", "inspektorat", "admin"}),
    "pemda_indikator_unduh": ({"tahun": 2024, "format": "csv"}, {"pembaca", "inspektorat", "admin"}),
    "pemda_tahun": ({"tahun": 2024}, {"pembaca", "inspektorat", "admin"}),
    "pemda_tahun_unduh": ({"tahun": 2024, "format": "xlsx"}, {"pembaca", "inspektorat", "admin"}),
}
"""Addresses of a whole pemda or installation: what they need, and the roles that they are for."""
SEPEMDA_MENULIS = {"pekerjaan", "meja_kemas", "paket_batal", "tahun_pilihan"}
SEPEMDA_MENULIS |= {"mulai_pemda_simpan", "mulai_periksa", "mulai_simpan", "mulai_jadwal_simpan"}
SEPEMDA_MENULIS |= {"mulai_undangan_surel", "mulai_undangan_slip", "mulai_undangan_tarik"}
MILIK_SEPEMDA = ("laporan.", "sakip.pertama.", "capaian.mulai.")


SEL = {"naskah_sel", "isian_sel", "pagu_sel", "rencana_aksi_sel", "rencana_target_sel"}
"""Cells of the grids: their page keeps what was typed, so they answer 401 and send nobody to a page."""


def _pola(penyelesai=None, di_bawah=()):
    """Every address of an agency's year and of the homes, from whichever app it comes."""
    for pola in (penyelesai or get_resolver()).url_patterns:
        jalur = (*di_bawah, str(pola.pattern))
        if hasattr(pola, "url_patterns"):
            yield from _pola(pola, jalur)
        elif "<tahun:tahun>" in "".join(jalur) or getattr(pola.callback, "__module__", "").startswith(MILIK_SEPEMDA):
            yield pola


def test_setiap_view_menyatakan_apakah_ia_menulis():
    for pola in _pola():
        assert isinstance(getattr(pola.callback, "menulis", None), bool), pola.name


def test_setiap_alamat_ada_dalam_pengujian_ini():
    nama = {pola.name for pola in _pola()}
    assert nama == {n for n, _ in BACA} | set(MENULIS) | LAIN | SEPEMDA.keys()
    assert {p.name for p in _pola() if p.callback.menulis} == set(MENULIS) | SEPEMDA_MENULIS


@pytest.mark.teliti
@pytest.mark.parametrize(("nama", "isi"), SEPEMDA.items())
def test_alamat_sepemda_menurut_peran(dunia, masuk, client, nama, isi):
    """Nobody else gets in, not even to learn what is there; who may not choose the wrong method."""
    kurang, boleh = isi
    tujuan = reverse(nama, kwargs=kurang)
    kirim = "post" if nama in SEPEMDA_MENULIS else "get"
    lain = "get" if kirim == "post" else "post"
    assert getattr(client, kirim)(tujuan).status_code == 302
    for peran in PERAN:
        klien = masuk(getattr(dunia, peran))
        status = getattr(klien, kirim)(tujuan).status_code
        if nama == "beranda":
            assert status in (200, 302)
        else:
            assert (status != 403) == (peran in boleh), (nama, peran, status)
    assert getattr(masuk(dunia.admin), lain)(tujuan).status_code == 405


@pytest.mark.teliti
@pytest.mark.parametrize("peran", PERAN)
@pytest.mark.parametrize(("nama", "tujuan"), BACA)
def test_semua_peran_membaca_instansinya(dunia, masuk, peran, nama, tujuan):
    klien = masuk(getattr(dunia, peran))
    assert klien.get(tujuan).status_code == 200
    if peran == PERAN[0]:  # HEAD is answered by the view of GET
        assert klien.head(tujuan).status_code == 200
    assert klien.post(tujuan).status_code == 405


@pytest.mark.parametrize(("nama", "tujuan"), BACA)
def test_instansi_lain_tidak_ada(dunia, masuk, nama, tujuan):
    assert masuk(dunia.tetangga).get(tujuan).status_code == 404


@pytest.mark.parametrize(("nama", "tujuan"), BACA)
def test_yang_belum_masuk_diminta_masuk(dunia, client, nama, tujuan):
    jawaban = client.get(tujuan)
    assert jawaban.status_code == 302
    assert jawaban.url.startswith(f"{reverse('masuk')}?next=")


@pytest.mark.parametrize(("nama", "kurang"), MENULIS.items())
def test_alamat_yang_menulis_menolak_get(perencana, nama, kurang):
    assert perencana.get(alamat(nama, **kurang)).status_code == 405


@pytest.mark.teliti
@pytest.mark.parametrize("nama", sorted(MENULIS.keys() - MENURUT_BARIS))
def test_yang_tidak_berwenang_ditolak_dengan_kalimat(dunia, masuk, nama):
    sebelum = isi_basis_data()
    for peran in {"bidang", "kepala", "inspektorat"} - JUGA_BOLEH.get(nama, set()):
        jawaban = masuk(getattr(dunia, peran)).post(alamat(nama, **MENULIS[nama]))
        assert jawaban.status_code == 403, peran
        kata = jawaban.json()["pesan"] if nama in SEL else teks(jawaban)
        assert re.search(r"Hanya [^.]*Subbag Perencanaan[^.]* yang dapat", kata), peran
    assert isi_basis_data() == sebelum


@pytest.mark.teliti
@pytest.mark.parametrize(("nama", "kurang"), MENULIS.items())
def test_menulis_pada_instansi_lain_tidak_ada(dunia, masuk, client, nama, kurang):
    sebelum = isi_basis_data()
    tujuan = alamat(nama, **kurang)
    assert masuk(dunia.tetangga).post(tujuan).status_code == 404
    assert client.post(tujuan).status_code == (401 if nama in SEL else 302)
    assert isi_basis_data() == sebelum


def test_inspektorat_pemda_lain_tidak_melihat(dunia, masuk):
    dunia.inspektorat.pemda = dunia.balangan.pemda
    dunia.inspektorat.save()
    klien = masuk(dunia.inspektorat)
    assert klien.get(alamat("instansi")).status_code == 404
    assert klien.get(alamat("instansi", kode=dunia.balangan.kode)).status_code == 200
    dunia.inspektorat.pemda = dunia.hss.pemda


def test_pengguna_nonaktif_tidak_melihat(dunia):
    dunia.kepala.is_active = False
    assert not dunia.kepala.has_perm(akses.LIHAT, dunia.hss)
    dunia.kepala.is_active = True
    assert dunia.kepala.has_perm(akses.LIHAT, dunia.hss)


@pytest.mark.parametrize("tujuan", ["/hss-bkpsdm/1999/", "/hss-bkpsdm/2024/tw5/", "/hss-bkpsdm/", "/tidak/ada/"])
def test_alamat_yang_tidak_ada(perencana, tujuan):
    jawaban = perencana.get(tujuan)
    assert jawaban.status_code == 404
    assert "Halaman tidak ditemukan" in teks(jawaban)
    assert "Resolver404" not in teks(jawaban)


def test_kalimat_pelaku_menyebut_semua_yang_berwenang():
    assert akses.kalimat_pelaku(akses.SUSUN) == "Hanya Subbag Perencanaan atau Kepala yang dapat menyusun LKjIP."
