"""Who is logged in where: one's own sessions, those of others; attempts counted by name, address and browser."""

import pytest
from django.test import Client, RequestFactory

from sakip.jaga import penahan
from sakip.jaga.alamat import alamat_pengunjung
from sakip.jaga.toko import Sesi
from tests.alat import alamat, teks
from tests.pabrik import SANDI, PenggunaFactory, SesiFactory

PERAMBAN = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


@pytest.fixture
def orang(hss):
    return PenggunaFactory(perangkat_daerah=hss)


def masuk_dari(pengguna, dari="192.0.2.1", peramban=PERAMBAN, sandi=SANDI, klien=None):
    klien = klien or Client()
    klien.defaults |= {"REMOTE_ADDR": dari, "HTTP_USER_AGENT": peramban}
    klien.jawaban = klien.post("/masuk/", {"username": pengguna.username, "password": sandi})
    return klien


def masih(klien):
    return klien.get(alamat("cari")).status_code == 200


# Sessions


def test_daftar_sesi_sendiri_dan_mengakhiri_satu(orang):
    di_kantor, di_rumah = masuk_dari(orang), masuk_dari(orang, "198.51.100.9", "Mozilla (Android) Firefox/131.0")
    lain = masuk_dari(PenggunaFactory(perangkat_daerah=orang.perangkat_daerah), "203.0.113.5")
    halaman = di_kantor.get("/sesi/")
    for kata in ("Chrome di Windows", "192.0.2.1", "Firefox di Android", "198.51.100.9", "Sesi ini"):
        assert kata in teks(halaman)
    assert "203.0.113.5" not in teks(halaman)
    assert di_rumah.session.session_key not in halaman.content.decode()
    tanda = Sesi.objects.get(pk=di_rumah.session.session_key).tanda
    assert di_kantor.post(f"/sesi/{tanda}/akhiri/").url == "/sesi/"
    assert (masih(di_kantor), masih(di_rumah), masih(lain)) == (True, False, True)
    assert di_kantor.post(f"/sesi/{tanda}/akhiri/").status_code == 404


def test_mengakhiri_semua_yang_lain(orang):
    satu, dua, tiga = (masuk_dari(orang, f"192.0.2.{n}") for n in (1, 2, 3))
    assert "2 sesi lain diakhiri." in teks(dua.post("/sesi/akhiri-lain/", follow=True))
    assert (masih(satu), masih(dua), masih(tiga)) == (False, True, False)


def test_ganti_sandi_mengakhiri_sesi_lain(orang):
    satu, dua = masuk_dari(orang), masuk_dari(orang, "192.0.2.2")
    baru = "kuda lompat di pagar biru"
    satu.post("/sandi/", {"old_password": SANDI, "new_password1": baru, "new_password2": baru})
    assert (masih(satu), masih(dua)) == (True, False)
    assert Sesi.objects.filter(pengguna=orang).count() == 1


def test_sesi_orang_lain_hanya_diakhiri_admin(dunia, masuk, orang):
    klien = masuk_dari(orang)
    tanda = Sesi.objects.get(pk=klien.session.session_key).tanda
    for siapa in (dunia.perencanaan, dunia.inspektorat):
        assert masuk(siapa).post(f"/sesi/{tanda}/akhiri/").status_code == 404
        assert masuk(siapa).get("/sesi/semua/").status_code == 403
    admin = masuk(dunia.admin)
    assert "192.0.2.1" in teks(admin.get("/sesi/semua/"))
    assert admin.post(f"/sesi/{tanda}/akhiri/", {"semua": "1"}).url == "/sesi/semua/"
    assert not masih(klien)
    assert Client().post(f"/sesi/{tanda}/akhiri/").url.startswith("/masuk/")


@pytest.mark.templat_luar
def test_admin_mengakhiri_semua_sesi_pengguna_dan_yang_dinonaktifkan(dunia, masuk, orang):
    admin, klien = masuk(dunia.admin), masuk_dari(orang)
    pilihan = {"action": "akhiri_sesi", "_selected_action": [orang.pk]}
    assert "1 sesi diakhiri." in teks(admin.post("/kelola/sakip/pengguna/", pilihan, follow=True))
    assert not masih(klien)
    masuk_dari(orang)
    ubah = {"username": orang.username, "peran": "bidang", "perangkat_daerah": orang.perangkat_daerah_id}
    assert admin.post(f"/kelola/sakip/pengguna/{orang.pk}/change/", ubah).status_code == 302
    assert not Sesi.objects.filter(pengguna=orang).exists()


def test_daftar_semua_sesi_tidak_bertambah_kuerinya(dunia, masuk, django_assert_max_num_queries):
    SesiFactory.create_batch(12)
    admin = masuk(dunia.admin)
    with django_assert_max_num_queries(8):
        assert teks(admin.get("/sesi/semua/")).count("Chrome di Windows") == 12


# Too many attempts


@pytest.fixture
def ditahan(settings):
    settings.AXES_ENABLED = True
    settings.BATAS_SENAMA, settings.BATAS_SEALAMAT = 15, 20
    return settings


def coba(pengguna, kali, dari, sandi="salah", klien=None):
    for ke in range(kali):
        klien = masuk_dari(pengguna, dari(ke) if callable(dari) else dari, sandi=sandi, klien=klien)
    return klien.jawaban.status_code


def test_nama_yang_dihujani_dari_mana_mana_tertahan_kecuali_di_peramban_pemiliknya(orang, ditahan):
    milik = masuk_dari(orang, "192.0.2.1")
    milik.post("/keluar/")
    assert coba(orang, 15, lambda ke: f"198.51.100.{ke}") == 429, "setiap kali dari alamat lain"
    assert masuk_dari(orang, "203.0.113.1").jawaban.status_code == 429, "juga dengan sandi yang benar"
    assert masuk_dari(orang, "203.0.113.7", klien=milik).jawaban.status_code == 302, "pemiliknya tidak terkunci"


def test_peramban_pemilik_pun_ditahan_bila_terlalu_sering(orang, ditahan):
    milik = masuk_dari(orang)
    milik.post("/keluar/")
    assert coba(orang, 10, "192.0.2.1", klien=milik) == 429
    assert masuk_dari(orang, klien=milik).jawaban.status_code == 429
    assert masuk_dari(orang, "203.0.113.1").jawaban.status_code == 302, "hitungannya sendiri"


def test_kue_peramban_tidak_dapat_dibuat_sendiri_dan_hanya_bagi_pemiliknya(orang, ditahan):
    milik = masuk_dari(orang)
    korban = PenggunaFactory(perangkat_daerah=orang.perangkat_daerah)
    milik.post("/keluar/")
    assert coba(korban, 10, "192.0.2.1", klien=milik) == 429
    palsu = Client()
    palsu.cookies[penahan.KUE] = milik.cookies[penahan.KUE].value[:-3] + "abc"
    assert coba(orang, 10, "192.0.2.44", klien=palsu) == 429


def test_alamat_yang_mencoba_banyak_nama_tertahan_kantornya_tidak(orang, ditahan):
    kantor = masuk_dari(orang, "192.0.2.1")
    kantor.post("/keluar/")
    for _ in range(20):
        coba(PenggunaFactory(perangkat_daerah=orang.perangkat_daerah), 1, "192.0.2.1")
    lain = PenggunaFactory(perangkat_daerah=orang.perangkat_daerah)
    assert masuk_dari(lain, "192.0.2.1").jawaban.status_code == 429
    assert masuk_dari(lain, "192.0.2.2").jawaban.status_code == 302
    assert masuk_dari(orang, "192.0.2.1", klien=kantor).jawaban.status_code == 302


def test_percobaan_selagi_terkunci_tidak_memperpanjangnya(orang, ditahan):
    from axes.models import AccessAttempt

    assert coba(orang, 30, "192.0.2.1") == 429
    assert AccessAttempt.objects.get(username=orang.username).failures_since_start == ditahan.AXES_FAILURE_LIMIT


def test_ganti_sandi_juga_dihitung(orang, ditahan):
    klien = masuk_dari(orang)
    isi = {"old_password": "salah", "new_password1": "x", "new_password2": "y"}
    for _ in range(ditahan.AXES_FAILURE_LIMIT):
        jawaban = klien.post("/sandi/", isi)
    assert jawaban.status_code == 429
    baru = "kuda lompat di pagar biru"
    benar = {"old_password": SANDI, "new_password1": baru, "new_password2": baru}
    assert klien.post("/sandi/", benar).status_code == 429
    orang.refresh_from_db()
    assert orang.check_password(SANDI)


def test_sandi_tidak_tercatat_di_mana_pun(orang, ditahan):
    from axes.models import AccessAttempt

    klien = masuk_dari(orang)
    rahasia = "jangan-tercatat-4711"
    masuk_dari(orang, sandi=rahasia)
    klien.post("/sandi/", dict.fromkeys(("old_password", "new_password1", "new_password2"), rahasia))
    assert rahasia not in str(list(AccessAttempt.objects.values()))


# Behind a proxy


@pytest.mark.parametrize(
    ("dari", "terusan", "jadi"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "10.9.9.9, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 10.0.0.3", "198.51.100.1"),
        ("127.0.0.1", "<jahat>", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "2001:db8::7", "2001:db8::7"),
        ("", "198.51.100.1", None),
    ],
)
def test_hanya_proksi_tepercaya_yang_menyebut_alamat(settings, dari, terusan, jadi):
    settings.PROKSI_TEPERCAYA = ["127.0.0.1", "10.0.0.0/24"]
    assert alamat_pengunjung(RequestFactory().get("/", REMOTE_ADDR=dari, HTTP_X_FORWARDED_FOR=terusan)) == jadi


@pytest.mark.templat_luar
@pytest.mark.parametrize("ubahan", [{"peran": "kepala"}, {"verifikator": "on"}])
def test_peran_yang_berubah_mengakhiri_sesi(dunia, masuk, orang, ubahan):
    """Also where it stays the same person: what they may now begins with a login."""
    klien = masuk_dari(orang)
    isi = {"username": orang.username, "peran": "bidang", "perangkat_daerah": orang.perangkat_daerah_id}
    tujuan = f"/kelola/sakip/pengguna/{orang.pk}/change/"
    admin = masuk(dunia.admin)
    assert admin.post(tujuan, isi | {"is_active": "on", "first_name": "Baru"}).status_code == 302
    assert masih(klien), "nama bukan peran"
    assert admin.post(tujuan, isi | {"is_active": "on"} | ubahan).status_code == 302
    assert not masih(klien)


def test_pengelolaan_tidak_punya_ganti_sandi_sendiri(dunia, masuk):
    """Its own would neither count wrong old passwords nor end other sessions."""
    klien = masuk(dunia.admin)
    for jawaban in (
        klien.get("/kelola/password_change/"),
        klien.post("/kelola/password_change/", {"old_password": "x"}),
    ):
        assert (jawaban.status_code, jawaban.url) == (302, "/sandi/")
