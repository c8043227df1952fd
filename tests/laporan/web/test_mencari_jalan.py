"""Issue 9 item 15: finding one's way."""

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext

from laporan.views.cari import HALAMAN
from sakip.views.bantuan import BANTUAN
from tests.alat import alamat, teks
from tests.capaian.isian_uji import TAHUN, buat_instansi

pytestmark = pytest.mark.django_db


@pytest.fixture
def d():
    return buat_instansi()


@pytest.fixture
def klien(d, masuk):
    return masuk(d.perencanaan)


def ke(d, nama, **lain):
    return alamat(nama, kode=d.kode, tahun=TAHUN, **lain)


@pytest.mark.parametrize(
    ("dicari", "nama"), [("jadwal", "jadwal"), ("LKjIP", "lkjip"), ("sipd", "sipd"), ("excel", "buku_kerja")]
)
def test_9_15_pencarian_menemukan_halaman(d, klien, dicari, nama):
    isi = klien.get(ke(d, "cari"), {"q": dicari}).content.decode()
    assert f'<a href="{ke(d, nama)}"' in isi


def test_9_15_halaman_yang_ditemukan_dapat_dibuka(d, klien):
    for nama, *_ in HALAMAN:
        assert klien.get(ke(d, nama)).status_code in (200, 302), nama


def test_9_15_yang_hanya_bagi_perencanaan_tidak_ditawarkan(d, masuk):
    assert "Impor SIPD" not in teks(masuk(d.staf).get(ke(d, "cari"), {"q": "sipd"}))


def test_9_15_setiap_bagian_menu_mempunyai_bantuan(d, klien):
    for nama in ("instansi", "isian", "rencana", "indikator_daftar", "anggaran", "temuan", "buku_kerja", "lkjip"):
        html = klien.get(ke(d, nama, triwulan=1)).content.decode()
        (tujuan,) = re.findall(r'href="(/bantuan/[^"]+)"', html)
        jawaban = klien.get(tujuan)
        assert jawaban.status_code == 200 and "Bantuan" in teks(jawaban)
    for nama in ("jadwal", "jejak", "pk", "rencana_aksi", "dokumen", "pagu"):
        assert "/bantuan/" in klien.get(ke(d, nama)).content.decode(), nama
    for nama, bagian in (("naskah", "naskah"), ("naskah_word", "naskah-word")):
        assert f'href="/bantuan/{bagian}/"' in klien.get(ke(d, nama)).content.decode(), nama
    assert f"/bantuan/{'kabar'}/" in klien.get("/kabar/").content.decode()
    assert klien.get(reverse("bantuan", args=["tidak-ada"])).status_code == 404
    assert all(kalimat.endswith(".") for isi in BANTUAN.values() for kalimat in isi)


def test_9_15_batas_unggahan_disebut_sebelum_mengunggah(d, klien):
    assert "Paling besar 50 MB" in teks(klien.get(ke(d, "sipd")))
    lkjip = teks(klien.get(ke(d, "lkjip")))
    assert "Paling besar 20 MB; PDF paling banyak 200 halaman" in lkjip
    assert "Paling besar 20 MB" in teks(klien.get(ke(d, "buku_kerja")))
    rinci = teks(klien.get(ke(d, "isian_rinci", nomor=d.i.angka.pk, triwulan=2)))
    assert "masing-masing paling besar 20 MB" in rinci


def test_9_15_pemilih_membawa_saringan(d, klien):
    html = klien.get(f"{ke(d, 'temuan')}?tingkat=galat&hal=3").content.decode()
    assert f'href="{ke(d, "temuan", triwulan=2)}?tingkat=galat"' in html
    assert f'href="{alamat("temuan", kode=d.kode, tahun=TAHUN - 1)}?tingkat=galat"' in html


@pytest.mark.parametrize("tujuan", ["/kabar/", "/kabar/pilihan/", "/sandi/"])
def test_9_15_halaman_pemberitahuan_tetap_bermenu(d, klien, tujuan):
    html = klien.get(tujuan).content.decode()
    for nama in ("isian", "rencana", "lkjip"):
        assert re.search(rf'href="/{d.kode}/20\d\d/[^"]*"', html), nama
    assert "Buku Kerja" in html


def test_9_15_menu_di_luar_instansi_mengikuti_tahun_pilihan(d, klien):
    klien.post("/tahun/", {"tahun": "2023"})
    assert f'href="/{d.kode}/2023/"' in klien.get("/kabar/").content.decode()


@pytest.mark.parametrize("nama", ["pk_buat", "temuan_terima", "lkjip_susun"])
def test_9_15_cara_yang_salah_dijawab_halaman_aplikasi(d, klien, nama):
    jawaban = klien.get(ke(d, nama))
    assert jawaban.status_code == 405 and jawaban["Allow"] == "POST"
    assert "Alamat ini menerima kiriman formulir dan tidak dapat dibuka langsung" in teks(jawaban)
    assert 'class="rel"' in jawaban.content.decode()


def test_9_15_kiriman_ke_halaman_baca_dijawab_halaman_aplikasi(d, klien):
    jawaban = klien.post(ke(d, "instansi"))
    assert jawaban.status_code == 405
    assert "hanya dapat dibuka" in teks(jawaban)


@pytest.mark.parametrize(
    ("inggris", "kata"),
    [
        ("Change or view list link", "Ubah atau tampilkan"),
        ("Password-based authentication", "Masuk dengan kata sandi"),
        ("After you’ve created a user, you’ll be able to edit more user options.", "pilihan lainnya dapat diubah"),
    ],
)
def test_9_15_kata_pengelolaan_dibetulkan(inggris, kata):
    assert kata in gettext(inggris)


@pytest.mark.templat_luar
def test_9_15_pengelolaan_tanpa_kata_yang_keliru(d, masuk):
    klien = masuk(d.admin)
    for tujuan in ("/kelola/", "/kelola/sakip/pengguna/", "/kelola/sakip/pengguna/add/"):
        assert not re.search(r"[Rr]ubah\b(?<!berubah)|[Aa]utentidikasi", teks(klien.get(tujuan))), tujuan
