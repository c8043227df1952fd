"""What is refused before a page sees it; how long a session lasts; passwords; what a saved file is called."""

import json
import logging
import os
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DataError
from django.test import override_settings

from sakip.berkas import simpanan
from sakip.jaga import masukan, sesi
from tests.alat import alamat, halaman_baca
from tests.pabrik import PenggunaFactory

# What a request carries


@pytest.mark.parametrize("nama", ["indikator_daftar", "cari", "temuan"])
@pytest.mark.parametrize("isian", [{"q": "a\0b"}, {"\0": "x"}, {"q": "x" * 9000}])
def test_nul_dan_yang_terlalu_panjang_pada_alamat_ditolak(perencana, nama, isian):
    jawaban = perencana.get(alamat(nama), isian)
    assert jawaban.status_code == 400
    assert "Tidak ada data yang berubah." in jawaban.content.decode()


def test_nul_pada_alamat_dan_formulir_ditolak(perencana):
    assert perencana.get("/hss-bkpsdm%00/2024/").status_code == 400
    for tujuan in ("/masuk/", "/sandi/", alamat("temuan_terima")):
        assert perencana.post(tujuan, {"username": "a\0"}).status_code == 400, tujuan
    assert perencana.post("/sandi/", {"old_password": "abcdefgh" * 80_000}).status_code == 400


def test_yang_tidak_muat_di_basis_data_ditolak_dengan_kalimat(perencana, monkeypatch):
    """Whatever slips through every form: the database's own refusal is no error of the server."""

    def meledak(*_, **__):
        raise DataError("value too long for type character varying(20)")

    monkeypatch.setattr("laporan.views.cari.tampilkan", meledak)
    assert perencana.get(alamat("cari"), {"q": "x"}).status_code == 400


class _TakTerbaca:
    def read(self, *_):
        raise AssertionError("badan dibaca")

    readline = read


def test_badan_yang_terlalu_besar_ditolak_sebelum_dibaca(db, client, perencana, settings):
    """Somebody unknown may send a login's form, nobody more than the largest upload; nothing of it is read."""
    badan = {"wsgi.input": _TakTerbaca(), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    terlalu = {**badan, "CONTENT_LENGTH": str(masukan.TANPA_NAMA_TERBESAR + 1)}
    jawaban = client.post("/masuk/", **terlalu)
    assert jawaban.status_code == 413
    assert "lebih besar" in jawaban.content.decode()
    terlalu["CONTENT_LENGTH"] = str(settings.BATAS_BADAN + 1)
    assert perencana.post(alamat("buku_kerja_unggah"), **terlalu).status_code == 413


# Sessions


def lewat(monkeypatch, detik):
    """So many seconds from now; who logged in did so a moment ago."""
    kini = time.time()
    monkeypatch.setattr(sesi, "time", SimpleNamespace(time=lambda: kini + detik))


def tetap_masuk(klien):
    return "_auth_user_id" in klien.session


def test_sesi_berakhir_setelah_setengah_jam_diam(perencana, monkeypatch):
    perencana.get(alamat("cari"))
    lewat(monkeypatch, 29 * 60)
    assert perencana.get(alamat("cari")).status_code == 200
    lewat(monkeypatch, 58 * 60)
    assert perencana.get(alamat("cari")).status_code == 200, "yang bekerja tetap masuk"
    lewat(monkeypatch, 89 * 60)
    jawaban = perencana.get(alamat("cari"))
    assert jawaban.status_code == 302
    assert jawaban["Location"].startswith("/masuk/")
    assert not tetap_masuk(perencana)


@pytest.mark.lambat
def test_sesi_berakhir_setelah_dua_belas_jam_juga_bila_bekerja(perencana, monkeypatch):
    for menit in range(0, 12 * 60, 28):
        lewat(monkeypatch, menit * 60)
        assert perencana.get(alamat("cari")).status_code == 200
    lewat(monkeypatch, 12 * 3600 + 900)
    assert perencana.get(alamat("cari")).status_code == 302


def test_halaman_yang_bertanya_sendiri_tidak_memperpanjang(perencana, monkeypatch):
    perencana.get(alamat("cari"))
    lewat(monkeypatch, 20 * 60)
    assert perencana.get(alamat("cari"), headers={"HX-Request": "true"}).status_code == 200
    lewat(monkeypatch, 45 * 60)
    assert perencana.get(alamat("cari")).status_code == 302


@pytest.mark.parametrize(("nama", "tujuan"), [h for h in halaman_baca() if not h[1].endswith(".svg")][::4])
def test_halaman_pribadi_tidak_tinggal_di_peramban(perencana, nama, tujuan):
    assert "no-store" in perencana.get(tujuan)["Cache-Control"]


def test_kue_terikat_pada_host_ini_bila_https():
    kode = "from sakip import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE)"
    lingkungan = {"SAKIP_HTTPS": "1", "SAKIP_SECRET_KEY": "x", "PATH": "/usr/bin"}
    hasil = subprocess.run(
        [sys.executable, "-c", kode], env=lingkungan, cwd=Path(__file__).parents[3], capture_output=True, text=True
    )
    assert hasil.stdout.split() == ["__Host-sessionid", "__Host-csrftoken", "True"], hasil.stderr


def pengaturan(kode, **lingkungan):
    """What a process with this environment alone says."""
    return subprocess.run(
        [sys.executable, "-c", kode],
        env={
            "PATH": "/usr/bin",
            "SAKIP_SECRET_KEY": "abcdefgh" * 8,
            "SAKIP_VAR": os.environ["SAKIP_VAR"],
            **lingkungan,
        },
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
    )


@pytest.mark.lambat
def test_aman_bila_tidak_dinyatakan_percobaan():
    kode = "from sakip import settings as s; print(s.COBA, s.HTTPS, sorted(s.FAKTOR_KEDUA))"
    assert pengaturan(kode).stdout == "False True ['admin', 'inspektorat', 'perencanaan']\n"
    assert pengaturan(kode, SAKIP_COBA="1").stdout == "True False []\n"
    tanpa = pengaturan(kode, SAKIP_HTTPS="0")
    assert "SAKIP_COBA=1" in tanpa.stderr
    assert tanpa.stdout == ""


@pytest.mark.lambat
def test_pemeriksaan_sebelum_dipasang_bersih():
    perintah = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    hasil = pengaturan(f"import sys; sys.argv = {perintah}; import manage; manage.main()")
    assert (hasil.returncode, "no issues (1 silenced)" in hasil.stdout) == (0, True), hasil.stderr


# Logs


def test_catatan_berupa_json_sebaris_sebaris():
    kode = """
import django, logging; django.setup()
catat = logging.getLogger("sakip.uji")
catat.info("dua\\nbaris %s", "isi", extra={"instansi": 7})
try: 1 / 0
except ZeroDivisionError: catat.exception("gagal")
"""
    hasil = pengaturan(kode, SAKIP_LOG="json", DJANGO_SETTINGS_MODULE="sakip.settings")
    satu, dua = map(json.loads, hasil.stderr.splitlines())
    assert (satu["tingkat"], satu["dari"], satu["pesan"], satu["instansi"]) == (
        "INFO",
        "sakip.uji",
        "dua\nbaris isi",
        7,
    )
    assert "ZeroDivisionError" in dua["exc_info"]
    assert datetime.fromisoformat(satu["pada"]).tzinfo


def test_rahasia_tidak_masuk_catatan(dunia, client, masuk, settings, caplog, monkeypatch):
    """Whatever goes wrong on the way: neither what was typed as a secret nor the session's key is written down."""
    caplog.set_level(logging.DEBUG)
    settings.AXES_ENABLED = True
    rahasia = "jangan-tercatat-4711"
    for _ in range(11):
        client.post("/masuk/", {"username": dunia.bidang.username, "password": rahasia})
    klien = masuk(dunia.kepala)
    klien.post("/sandi/", dict.fromkeys(("old_password", "new_password1", "new_password2"), rahasia))
    klien.raise_request_exception = False

    def meledak(*_, **__):
        raise RuntimeError("rusak")

    monkeypatch.setattr("sakip.views.masuk.GantiSandi.form_invalid", meledak)
    assert klien.post("/sandi/", {"old_password": rahasia}).status_code == 500
    assert "rusak" in caplog.text
    assert "AXES" in caplog.text
    for kata in (rahasia, klien.session.session_key, settings.SECRET_KEY):
        assert kata not in caplog.text
        assert not any(kata in str(vars(r)) for r in caplog.records)


# Passwords


@pytest.mark.parametrize(
    "sandi",
    [
        "pendek-1",
        "password1234",
        "sakip2026sakip",
        "Rahasia123456",
        "S4k1p-2026!!",
        "BKPSDM2026BKPSDM",
        "hulu-sungai-2026",
        "bismillah2026",
        "aaaaaaaaaaaaa",
        "0123456789012",
    ],
)
def test_sandi_yang_mudah_ditebak_ditolak(hss, sandi):
    with pytest.raises(ValidationError):
        validate_password(sandi, PenggunaFactory.build(perangkat_daerah=hss))


@pytest.mark.parametrize("sandi", ["kuda lompat di pagar biru", "xT7#kq9vLm2w", "sakip milik nenek tua 81"])
def test_sandi_yang_panjang_dan_sendiri_diterima(hss, sandi):
    validate_password(sandi, PenggunaFactory.build(perangkat_daerah=hss))


# Names of saved files


@pytest.mark.parametrize(
    ("nama", "jadi"),
    [
        ("Surat Tugas.hta", "Surat Tugas.hta.pdf"),
        ("Surat Tugas", "Surat Tugas.pdf"),
        ("laporan.PDF", "laporan.PDF"),
        ("laporan.pdf.exe . ", "laporan.pdf.exe.pdf"),
    ],
)
def test_nama_unduhan_berakhir_sesuai_isinya(db, tmp_path, nama, jadi):
    with override_settings(MEDIA_ROOT=tmp_path):
        simpan = simpanan.simpan(b"%PDF-1.7", "bukti", "pdf")
        jawaban = simpanan.kirim(simpan, nama, "application/pdf")
    assert jawaban["Content-Disposition"] == f'attachment; filename="{jadi}"'
    jawaban.file_to_stream.close()  # the answer itself would end the request, and with it the connection
