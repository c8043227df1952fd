"""Login, logout, password, health, error pages."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.urls import reverse

from tests.alat import alamat, teks
from tests.pabrik import SANDI, PenggunaFactory


def test_masuk_dan_keluar(dunia, client):
    halaman = client.get("/masuk/")
    assert halaman.status_code == 200
    assert "Kata sandi" in teks(halaman)
    jawaban = client.post(
        "/masuk/?next=/hss-bkpsdm/2024/temuan/", {"username": dunia.bidang.username, "password": SANDI}
    )
    assert jawaban.url == "/hss-bkpsdm/2024/temuan/"
    assert client.get("/masuk/").status_code == 302
    assert client.get("/keluar/").status_code == 405
    assert client.post("/keluar/").url == "/masuk/"
    assert client.get(alamat("instansi")).status_code == 302


def test_kata_sandi_salah_disebut_dalam_kalimat(dunia, client):
    jawaban = client.post("/masuk/", {"username": dunia.bidang.username, "password": "salah"})
    assert jawaban.status_code == 200
    assert "nama pengguna dan sandi yang benar" in teks(jawaban)


def test_tujuan_di_luar_situs_diabaikan(dunia, client):
    jawaban = client.post("/masuk/?next=https://jahat.example/", {"username": dunia.bidang.username, "password": SANDI})
    assert jawaban.url == "/"


def test_terlalu_banyak_percobaan_dikunci(dunia, client, settings):
    settings.AXES_ENABLED = True
    data = {"username": dunia.bidang.username, "password": "salah"}
    for _ in range(settings.AXES_FAILURE_LIMIT):
        jawaban = client.post("/masuk/", data)
    assert jawaban.status_code == 429
    assert "Akun terkunci sementara" in teks(jawaban)
    benar = client.post("/masuk/", data | {"password": SANDI})
    assert benar.status_code == 429


# The password again, in the middle of work


def lagi(klien, pengguna, sandi=SANDI):
    return klien.post("/masuk/lagi/", {"username": pengguna.username, "password": sandi})


def test_masuk_lagi_meneruskan_pekerjaan(dunia, client):
    tujuan = alamat("isian_sel", triwulan=1)
    assert client.post(tujuan).status_code == 401
    jawaban = lagi(client, dunia.perencanaan)
    assert (jawaban.status_code, jawaban.content) == (204, b"")
    assert client.get(alamat("instansi")).status_code == 200
    assert client.post(tujuan).status_code == 404, "sudah masuk; hanya selnya tidak disebut"


@pytest.mark.parametrize("sandi", ["salah", "", f" {SANDI}"])
def test_masuk_lagi_dengan_sandi_salah(dunia, client, sandi):
    jawaban = lagi(client, dunia.perencanaan, sandi)
    assert (jawaban.status_code, jawaban.json()) == (422, {"pesan": "Kata sandi tidak cocok. Coba lagi."})
    assert client.post("/masuk/lagi/").status_code == 422
    assert client.get(alamat("instansi")).status_code == 302


def test_masuk_lagi_pengguna_nonaktif_dan_yang_tidak_ada(dunia, client):
    tidur = PenggunaFactory(perangkat_daerah=dunia.hss, is_active=False)
    for siapa in (tidur, PenggunaFactory.build(username="tidak-ada", perangkat_daerah=dunia.hss)):
        assert lagi(client, siapa).status_code == 422


def test_masuk_lagi_hanya_pos_dengan_tanda_csrf(dunia, client):
    for cara in ("get", "head", "put"):
        assert getattr(client, cara)("/masuk/lagi/").status_code == 405
    klien = Client(enforce_csrf_checks=True)
    assert lagi(klien, dunia.perencanaan).status_code == 403
    klien.get("/masuk/")
    data = {"username": dunia.perencanaan.username, "password": SANDI}
    tanda = {"X-CSRFToken": klien.cookies["csrftoken"].value}
    assert klien.post("/masuk/lagi/", data, headers=tanda).status_code == 204
    baru = {"X-CSRFToken": klien.cookies["csrftoken"].value}
    assert baru != tanda
    assert klien.post(alamat("isian_sel", triwulan=1), headers=baru).status_code == 404


def test_masuk_lagi_juga_dikunci_setelah_terlalu_banyak_percobaan(dunia, client, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        jawaban = lagi(client, dunia.bidang, "salah")
    assert jawaban.status_code == 429
    assert lagi(client, dunia.bidang).status_code == 429
    assert client.get(alamat("instansi")).status_code == 302


def test_ganti_kata_sandi(dunia, masuk):
    pengguna = PenggunaFactory(perangkat_daerah=dunia.hss)
    klien = masuk(pengguna)
    assert klien.get(reverse("sandi")).status_code == 200
    salah = klien.post("/sandi/", {"old_password": "x", "new_password1": "a", "new_password2": "b"})
    assert salah.status_code == 200
    baru = "kata-sandi-yang-panjang"
    jawaban = klien.post("/sandi/", {"old_password": SANDI, "new_password1": baru, "new_password2": baru}, follow=True)
    assert "Kata sandi sudah diganti." in teks(jawaban)
    pengguna.refresh_from_db()
    assert pengguna.check_password(baru)


def test_sehat_tanpa_sesi(db, client, django_assert_num_queries):
    with django_assert_num_queries(1):
        jawaban = client.get("/sehat/")
    assert (jawaban.status_code, jawaban.content) == (200, b"sehat")
    assert not jawaban.cookies
    assert client.post("/sehat/").status_code == 405


def test_sehat_gagal_bila_basis_data_tidak_menjawab(db, client):
    def putus(*_):
        raise DatabaseError("putus")

    with connection.execute_wrapper(putus):
        jawaban = client.get("/sehat/")
    assert jawaban.status_code == 503
    assert "putus" not in jawaban.content.decode()


def test_pintasan_sebagai_halaman_dan_sebagai_isi_dialog(perencana):
    halaman = perencana.get("/pintasan/")
    isi = perencana.get("/pintasan/", headers={"HX-Request": "true"})
    assert "<html" in halaman.content.decode()
    assert "<html" not in isi.content.decode()
    assert teks(isi) in teks(halaman)


def test_kesalahan_server_tanpa_jejak(dunia, masuk, monkeypatch):
    def rusak(*_, **__):
        raise RuntimeError("rahasia dalam")

    monkeypatch.setattr("laporan.halaman.susun_ikhtisar", rusak)
    klien = masuk(dunia.kepala)
    klien.raise_request_exception = False
    jawaban = klien.get(alamat("anggaran"))
    assert jawaban.status_code == 500
    assert "Terjadi kesalahan pada server" in teks(jawaban)
    assert "rahasia" not in jawaban.content.decode()
    assert "Traceback" not in jawaban.content.decode()


def test_formulir_tanpa_tanda_csrf(dunia):
    klien = Client(enforce_csrf_checks=True)
    jawaban = klien.post("/masuk/", {"username": "x", "password": "y"})
    assert jawaban.status_code == 403
    assert "Formulir sudah kedaluwarsa" in teks(jawaban)


@pytest.mark.parametrize("peran", ["perencanaan", "inspektorat"])
def test_pengelolaan_hanya_untuk_admin(dunia, masuk, peran):
    klien = masuk(getattr(dunia, peran))
    jawaban = klien.get("/kelola/", follow=True)
    assert jawaban.status_code == 403
    assert "Hanya Admin" in teks(jawaban)


def test_pengelolaan_meminta_masuk(db, client):
    assert client.get("/kelola/").status_code == 302
    assert client.get("/kelola/login/").url == "/masuk/"
