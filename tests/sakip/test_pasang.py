"""A new server: its settings are made once, with secrets of its own; the first administrator comes from them."""

import io
import os
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import CommandError, call_command

from sakip.models import Pengguna

AKAR = Path(__file__).resolve().parents[2]


def siapkan(tmp_path, *apa, **opsi):
    berkas = tmp_path / ".env"
    call_command("siapkan_server", *apa, keluaran=str(berkas), stdout=io.StringIO(), **opsi)
    return dict(baris.split("=", 1) for baris in berkas.read_text().splitlines()), berkas


def test_pengaturan_ditulis_sekali_dan_hanya_untuk_pemiliknya(tmp_path):
    isi, berkas = siapkan(tmp_path, "SAKIP.example.go.id", surel="tik@example.go.id")
    assert berkas.stat().st_mode & 0o777 == 0o600
    assert (isi["SAKIP_HOST"], isi["SAKIP_SITUS"]) == ("sakip.example.go.id", "https://sakip.example.go.id")
    assert isi["SAKIP_TLS"] == "tik@example.go.id"
    rahasia = [isi[n] for n in ("SAKIP_SECRET_KEY", "SAKIP_DB_PASSWORD", "SAKIP_DB_PASSWORD_APLIKASI")]
    assert len({*rahasia}) == 3
    assert all(len(r) >= 48 and r.isalnum() for r in rahasia)
    validate_password(isi["SAKIP_ADMIN_SANDI"])
    with pytest.raises(CommandError, match="tidak ditimpa"):
        siapkan(tmp_path, "lain.example.go.id")


@pytest.mark.parametrize("host", ["https://sakip.go.id", "sakip go id", "a/b", "sakip.go.id\nSAKIP_DEBUG=1", ""])
def test_yang_bukan_nama_host_ditolak(tmp_path, host):
    with pytest.raises(CommandError):
        siapkan(tmp_path, host)
    assert not (tmp_path / ".env").exists()


@pytest.mark.parametrize("opsi", [{"surel": "tik"}, {"admin": "a b"}, {"surel": "a@b.c\nX=1"}])
def test_isian_lain_tidak_menyisipkan_baris(tmp_path, opsi):
    with pytest.raises(CommandError):
        siapkan(tmp_path, "sakip.example.go.id", **opsi)


def test_semua_yang_wajib_bagi_compose_ditulis(tmp_path):
    isi, _ = siapkan(tmp_path, "sakip.example.go.id")
    susunan = (AKAR / "docker-compose.yml").read_text()
    assert {n for n in isi if f"${{{n}" not in susunan} == set()
    wajib = {bagian.partition(":?")[0] for bagian in susunan.split("${")[1:] if ":?" in bagian.partition("}")[0]}
    assert wajib <= {*isi}


@pytest.mark.django_db
def test_admin_pertama_hanya_bila_belum_ada_admin(monkeypatch):
    keluaran = io.StringIO()
    call_command("admin_pertama", stdout=keluaran)
    assert not Pengguna.objects.exists()
    monkeypatch.setenv("SAKIP_ADMIN", "pengelola")
    monkeypatch.setenv("SAKIP_ADMIN_SANDI", "kuda-lompat-pagar-biru")
    call_command("admin_pertama", stdout=keluaran)
    admin = Pengguna.objects.get()
    assert (admin.username, admin.peran, admin.is_superuser) == ("pengelola", "admin", True)
    assert admin.check_password("kuda-lompat-pagar-biru")
    assert "kuda" not in keluaran.getvalue()
    os.environ["SAKIP_ADMIN"] = "lain"
    call_command("admin_pertama", stdout=keluaran)
    assert Pengguna.objects.count() == 1


def test_satuan_systemd_menunjuk_perintah_yang_ada():
    satuan = sorted((AKAR / "pasang" / "systemd").glob("*.service"))
    assert len(satuan) == 5
    perintah = {m.stem for m in AKAR.glob("*/management/commands/*.py")} | {"migrate", "collectstatic"}
    for satu in satuan:
        baris = satu.read_text().splitlines()
        mulai = [b.removeprefix("ExecStart=") for b in baris if b.startswith("ExecStart=")]
        assert mulai, satu.name
        for b in mulai:
            assert b.startswith("/opt/sakip/.venv/bin/"), satu.name
            assert "manage.py" not in b or b.split("manage.py ")[1].split()[0] in perintah, b
        assert "User=sakip" in baris
        assert "NoNewPrivileges=yes" in baris
        assert ("EnvironmentFile=/etc/sakip/pemilik.env" in baris) == (satu.stem in ("sakip-migrasi", "sakip-cadangan"))
