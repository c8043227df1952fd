"""The command that loads the demo agencies and one user per role."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from capaian.lembar.susun import susun_lembar
from sakip.models import Pengguna, PerangkatDaerah

pytestmark = pytest.mark.teliti


def muat_demo(**opsi):
    keluaran = StringIO()
    call_command("muat_demo", stdout=keluaran, stderr=StringIO(), **opsi)
    return keluaran.getvalue()


def test_muat_demo_dua_kali(db, monkeypatch):
    monkeypatch.delenv("SAKIP_DATABASE_URL", raising=False)
    pertama = muat_demo()
    orang = {p.username: p for p in Pengguna.objects.all()}
    assert set(orang) == {
        "perencanaan",
        "bidang",
        "kepala_bidang",
        "kepala",
        "verifikator",
        "inspektorat",
        "pembaca",
        "admin",
    }
    assert PerangkatDaerah.objects.count() == 3
    assert orang["bidang"].bidang == orang["kepala_bidang"].bidang is not None
    assert [p.username for p in orang.values() if p.verifikator] == ["verifikator"]
    lembar = susun_lembar(PerangkatDaerah.objects.get(kode="hss-bkpsdm"), 2024, 4, orang["bidang"].bidang_id)
    assert lembar.jadwal is not None
    assert lembar.indikator
    for baris in pertama.splitlines()[1:]:
        nama, sandi = baris.split()[:2]
        assert orang[nama].check_password(sandi)
    orang["bidang"].set_password("sandi baru")
    orang["bidang"].save()
    kedua = muat_demo()
    assert "(sudah diganti)" in kedua
    assert Pengguna.objects.count() == 8
    orang["bidang"].refresh_from_db()
    assert orang["bidang"].check_password("sandi baru")


def test_muat_demo_hanya_untuk_percobaan(db, settings):
    settings.COBA = False
    with pytest.raises(CommandError, match="SAKIP_COBA=1"):
        muat_demo(paksa=True)
    assert not Pengguna.objects.exists()


def test_muat_demo_menolak_basis_data_yang_ditunjuk(db, monkeypatch):
    monkeypatch.setenv("SAKIP_DATABASE_URL", "postgres://produksi")
    with pytest.raises(CommandError, match="--paksa"):
        muat_demo()
    assert not Pengguna.objects.exists()
    muat_demo(paksa=True)
    assert Pengguna.objects.count() == 8
