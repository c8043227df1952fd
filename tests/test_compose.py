"""docker-compose.yml, as Debian's docker-compose understands it."""

import json
import os
import subprocess
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parent.parent
RAHASIA = {
    "SAKIP_SECRET_KEY": "kunci",
    "SAKIP_DB_PASSWORD": "sandi",
    "SAKIP_DB_PASSWORD_APLIKASI": "sandi2",
    "SAKIP_HOSTS": "sakip.example.go.id",
    "SAKIP_HOST": "sakip.example.go.id",
}
TETAP = ("proxy", "web", "worker", "beat", "postgres", "redis")
pytestmark = [pytest.mark.lambat, pytest.mark.xdist_group("compose")]


def _config(tmp_path, *opsi, **lingkungan):
    """Without a developer's own .env and variables."""
    kosong = tmp_path / "kosong.env"
    kosong.touch()
    return subprocess.run(
        ["docker-compose", "--env-file", str(kosong), "--file", "docker-compose.yml", *opsi, "config"],
        cwd=AKAR,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", **lingkungan},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def layanan(tmp_path_factory):
    return baca_layanan(tmp_path_factory.mktemp("compose"))


def baca_layanan(folder):
    """What docker-compose understood of what always runs, by service."""
    hasil = _config(folder, **RAHASIA)
    assert hasil.returncode == 0, hasil.stderr
    # docker-compose is a program of Debian's Python, which therefore reads YAML; ours need not.
    ubah = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
    susunan = subprocess.run(
        ["/usr/bin/python3", "-c", ubah], input=hasil.stdout, capture_output=True, text=True, check=True
    )
    return {nama: isi for nama, isi in json.loads(susunan.stdout)["services"].items() if "profiles" not in isi}


def test_layanan_lengkap(layanan):
    assert set(layanan) == {*TETAP, "migrasi"}


def test_pemindai_hanya_bila_diminta(tmp_path, layanan):
    assert "clamav" not in layanan
    semua = _config(tmp_path, "--profile", "clamav", **RAHASIA)
    assert semua.returncode == 0 and "image: clamav/" in semua.stdout


@pytest.mark.parametrize("nama", TETAP)
def test_diperiksa_dan_dijalankan_ulang(layanan, nama):
    assert layanan[nama]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")
    assert layanan[nama]["restart"] == "unless-stopped"


def test_tidak_ada_yang_berjalan_sebagai_root(layanan):
    for nama, isi in layanan.items():
        pengguna, kelompok = isi["user"].split(":")
        assert int(pengguna) > 0, nama
        assert int(kelompok) > 0, nama
        assert isi["read_only"] is True, nama
        assert isi["cap_drop"] == ["ALL"], nama
        assert not isi.get("privileged"), nama


def test_versi_citra_disebut(layanan):
    for nama, isi in layanan.items():
        _, _, versi = isi["image"].partition(":")
        assert versi not in ("", "latest"), nama


def test_hanya_proxy_yang_terbuka(layanan):
    assert {nama for nama, isi in layanan.items() if "ports" in isi} == {"proxy"}
    assert [p["target"] for p in layanan["proxy"]["ports"]] == [80, 443]


def test_hanya_proxy_dan_pengirim_surat_yang_mencapai_luar(layanan):
    assert {nama for nama, isi in layanan.items() if "luar" in isi["networks"]} == {"proxy", "worker"}


def test_memori_prosesor_dan_proses_dibatasi(layanan):
    for nama, isi in layanan.items():
        assert isi["mem_limit"], nama
        assert float(isi["cpus"]) > 0, nama
        assert int(isi["pids_limit"]) > 0, nama
        assert (isi.get("cpu_shares", 1024) < 1024) == (nama == "worker"), nama


def test_hanya_migrasi_yang_mengenal_pemilik_basis_data(layanan):
    kenal = {nama for nama, isi in layanan.items() if "SAKIP_DATABASE_URL_PEMILIK" in isi.get("environment", {})}
    assert kenal == {"migrasi"}
    pemilik = layanan["migrasi"]["environment"]["SAKIP_DATABASE_URL_PEMILIK"]
    assert pemilik == "postgres://sakip:sandi@postgres:5432/sakip"
    assert "siapkan_basis_data" in layanan["migrasi"]["command"]


def test_surat_dan_alamat_situs_diteruskan(tmp_path):
    surat = {"SAKIP_SMTP_HOST": "surat.example.go.id", "SAKIP_SMTP_TLS": "ssl", "SAKIP_SITUS": "https://sakip.go.id"}
    hasil = _config(tmp_path, **RAHASIA, **surat)
    for nama, isi in surat.items():
        assert hasil.stdout.count(f"{nama}: {isi}") == 4, nama


def test_web_worker_dan_beat_berbagi_citra_berkas_dan_basis_data(layanan):
    web = layanan["web"]
    for kunci in ("image", "volumes", "environment"):
        assert web[kunci] == layanan["worker"][kunci] == layanan["beat"][kunci]
    assert web["environment"]["SAKIP_VAR"] == "/data"
    assert "data:/data:rw" in web["volumes"]
    assert web["environment"]["SAKIP_DATABASE_URL"] == "postgres://sakip_aplikasi:sandi2@postgres:5432/sakip"
    assert web["environment"]["SAKIP_BROKER_URL"] == "redis://redis:6379/0"


@pytest.mark.parametrize("hilang", RAHASIA)
def test_tanpa_rahasia_tidak_dijalankan(tmp_path, hilang):
    hasil = _config(tmp_path, **{nama: isi for nama, isi in RAHASIA.items() if nama != hilang})
    assert hasil.returncode != 0
    assert f"isi {hilang} dengan" in hasil.stderr


def test_citra_aplikasi_bukan_root():
    perintah = (AKAR / "Dockerfile").read_text().splitlines()
    assert [baris for baris in perintah if baris.startswith("FROM ")] == ["FROM python:3.11-slim-bookworm"]
    assert "USER 10001:10001" in perintah
    assert any("pip install" in baris and "--require-hashes" in baris for baris in perintah)
