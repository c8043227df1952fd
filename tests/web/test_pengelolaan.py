"""The administration: users and agencies."""

import pytest

from sakip.models import Pengguna

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
