"""The administration: users and agencies."""

import pytest
from django.contrib import admin as situs

from capaian.models import Komentar
from sakip.models import Jejak, Pengguna, PerangkatDaerah

SANDI = "sandi-yang-cukup-panjang"


@pytest.fixture
def admin(dunia, masuk):
    return masuk(dunia.admin)


@pytest.mark.templat_luar
@pytest.mark.parametrize(
    "bagian", ["", "sakip/pengguna/", "sakip/pengguna/add/", "sakip/pemda/", "sakip/perangkatdaerah/"]
)
def test_halaman_pengelolaan(admin, bagian):
    assert admin.get(f"/kelola/{bagian}").status_code == 200


@pytest.mark.templat_luar
def test_membuat_pengguna_dengan_perannya(admin, dunia):
    data = {"username": "baru", "usable_password": "true", "password1": SANDI, "password2": SANDI}
    jawaban = admin.post("/kelola/sakip/pengguna/add/", data | {"peran": "bidang"})
    assert "Peran ini memerlukan perangkat daerahnya." in jawaban.content.decode()
    jawaban = admin.post("/kelola/sakip/pengguna/add/", data | {"peran": "inspektorat"})
    assert "Inspektorat memerlukan pemda" in jawaban.content.decode()
    assert not Pengguna.objects.filter(username="baru").exists()
    jawaban = admin.post("/kelola/sakip/pengguna/add/", data | {"peran": "bidang", "perangkat_daerah": dunia.hss.pk})
    assert jawaban.status_code == 302
    baru = Pengguna.objects.get(username="baru")
    assert not baru.is_staff
    jawaban = admin.post(
        f"/kelola/sakip/pengguna/{baru.pk}/change/", {"username": "baru", "peran": "admin", "is_active": "on"}
    )
    assert jawaban.status_code == 302
    baru.refresh_from_db()
    assert baru.is_staff
    assert baru.is_superuser


@pytest.mark.templat_luar
def test_pengguna_dan_instansi_tidak_dapat_dihapus(admin, dunia):
    for objek, nama in ((dunia.bidang, "pengguna"), (dunia.kosong, "perangkatdaerah")):
        daftar = f"/kelola/sakip/{nama}/"
        assert admin.get(f"{daftar}{objek.pk}/delete/").status_code == 403
        assert admin.post(f"{daftar}{objek.pk}/delete/", {"post": "yes"}).status_code == 403
        assert "delete_selected" not in admin.get(daftar).content.decode()
        pilihan = {"action": "delete_selected", "_selected_action": [objek.pk], "post": "yes"}
        admin.post(daftar, pilihan)
        assert type(objek).objects.filter(pk=objek.pk).exists()
    ubah = admin.get(f"/kelola/sakip/pengguna/{dunia.bidang.pk}/change/").content.decode()
    assert "Pengguna tidak dapat dihapus, karena namanya tercatat pada riwayat perubahan." in ubah
    assert 'class="deletelink"' not in ubah


@pytest.mark.templat_luar
def test_jejak_dan_komentar_tidak_ada_di_pengelolaan(admin):
    terdaftar = set(situs.site._registry)
    assert not terdaftar & {Jejak, Komentar}
    assert PerangkatDaerah in terdaftar
    for bagian in ("sakip/jejak/", "sakip/jejak/add/", "capaian/komentar/", "capaian/"):
        assert admin.get(f"/kelola/{bagian}").status_code == 404
