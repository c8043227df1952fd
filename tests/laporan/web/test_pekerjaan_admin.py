"""The administrator cancels jobs and asks for them again; what Prometheus reads; statements that take long."""

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from anggaran.models import ImporSipd
from laporan import tasks
from laporan.models import BagianSusunan, Paket, Susunan, UnggahanBuku
from sakip.jaga import lambat
from tests.alat import teks
from tests.pabrik import (
    BagianSusunanFactory,
    ImporSipdFactory,
    PaketFactory,
    PengambilanFactory,
    PenggunaFactory,
    SusunanFactory,
    UnggahanBukuFactory,
)

LAMA = timedelta(minutes=5)


@pytest.fixture
def diminta(monkeypatch):
    daftar = []
    for nama in ("susun_bagian", "olah_buku", "kemas_paket"):
        monkeypatch.setattr(getattr(tasks, nama), "delay", lambda pk, nama=nama: daftar.append((nama, pk)))
    monkeypatch.setattr("laporan.beranda.pekerjaan.baca_sipd.delay", lambda pk: daftar.append(("baca_sipd", pk)))
    return daftar


@pytest.fixture
def admin(dunia, masuk):
    return masuk(dunia.admin)


def tindak(klien, jenis, nomor, apa):
    jawaban = klien.post(reverse("pekerjaan", kwargs={"jenis": jenis, "nomor": nomor, "tindak": apa}), follow=True)
    assert jawaban.status_code == 200
    return teks(jawaban)


def test_yang_diam_diminta_lagi_yang_dikerjakan_tidak(admin, dunia, diminta):
    kini = timezone.now()
    mati = {"pekerja": "mati", "denyut": kini - LAMA, "percobaan": 2}
    s = SusunanFactory(perangkat_daerah=dunia.hss, berjalan=True)
    b = BagianSusunanFactory(susunan=s, status="berjalan", **mati)
    u = UnggahanBukuFactory(perangkat_daerah=dunia.hss, **mati)
    i = ImporSipdFactory(perangkat_daerah=dunia.hss, keadaan="dibaca", **mati)
    p = PaketFactory(pemda=dunia.hss.pemda, **mati)
    isi = teks(admin.get("/instalasi/"))
    assert isi.count("belum ada kabar dari pekerja") == 4
    for jenis, satu in (("susunan", s), ("buku", u), ("sipd", i), ("paket", p)):
        assert f"#{satu.pk}: diminta lagi." in tindak(admin, jenis, satu.pk, "ulang")
    assert diminta == [("susun_bagian", b.pk), ("olah_buku", u.pk), ("baca_sipd", i.pk), ("kemas_paket", p.pk)]
    b.refresh_from_db()
    assert (b.status, b.pekerja, b.percobaan) == ("antre", "", 0)
    UnggahanBuku.objects.update(pekerja="hidup", denyut=kini)
    assert "tidak dapat diminta lagi" in tindak(admin, "buku", u.pk, "ulang")
    assert len(diminta) == 4


def test_dibatalkan(admin, dunia):
    s = SusunanFactory(perangkat_daerah=dunia.hss, berjalan=True)
    BagianSusunanFactory(susunan=s, status="berjalan", pekerja="x", denyut=timezone.now())
    u = UnggahanBukuFactory(perangkat_daerah=dunia.hss)
    i = ImporSipdFactory(perangkat_daerah=dunia.hss, keadaan="dibaca")
    p = PaketFactory(pemda=dunia.hss.pemda)
    for jenis, satu in (("susunan", s), ("buku", u), ("sipd", i), ("paket", p)):
        assert f"#{satu.pk}: dibatalkan." in tindak(admin, jenis, satu.pk, "batal")
    assert (Susunan.objects.get().status, BagianSusunan.objects.get().status) == ("batal", "batal")
    for model in (UnggahanBuku, ImporSipd, Paket):
        assert model.objects.get().keadaan == "batal"
    assert "sudah selesai, sehingga tidak dapat dibatalkan" in tindak(admin, "paket", p.pk, "batal")


def test_dokumen_yang_gagal_disusun_lagi(admin, dunia, diminta, django_capture_on_commit_callbacks):
    s = SusunanFactory(perangkat_daerah=dunia.hss, jenis="cascading", gagal=True, selesai=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        assert "diminta lagi" in tindak(admin, "susunan", s.pk, "ulang")
    baru = Susunan.objects.exclude(pk=s.pk).get()
    assert (baru.jenis, baru.status, baru.pembuat) == ("cascading", "antre", dunia.admin)
    assert [nama for nama, _ in diminta] == ["susun_bagian"]


@pytest.mark.parametrize(("jenis", "apa"), [("lain", "batal"), ("paket", "hapus"), ("paket", "batal")])
def test_yang_tidak_ada(admin, jenis, apa):
    assert admin.post(reverse("pekerjaan", kwargs={"jenis": jenis, "nomor": 9, "tindak": apa})).status_code == 404


# What Prometheus reads


def test_metrik_menyebut_keadaan_tanpa_data_siapa_pun(dunia, client):
    UnggahanBukuFactory(perangkat_daerah=dunia.hss, denyut=timezone.now() - LAMA)
    PengambilanFactory(halaman="cadangkan", pada=timezone.now() - timedelta(hours=2))
    jawaban = client.get("/metrik/")
    isi = jawaban.content.decode()
    assert jawaban.headers["Content-Type"].startswith("text/plain")
    assert 'sakip_pekerjaan_terbuka{jenis="buku"} 1.0' in isi
    assert 'sakip_pekerjaan_terbuka{jenis="susunan"} 0.0' in isi
    nilai = dict(baris.rsplit(" ", 1) for baris in isi.splitlines() if not baris.startswith("#"))
    assert 300 <= float(nilai['sakip_pekerjaan_diam_detik{jenis="buku"}']) < 400
    assert 7200 <= float(nilai["sakip_cadangan_buat_detik"]) < 7300
    assert "sakip_cadangan_bukti_detik" not in nilai, "yang belum ada bukan nol"
    assert float(nilai["sakip_ruang_byte"]) > float(nilai["sakip_ruang_kosong_byte"]) > 0
    for kata in (dunia.hss.kode, dunia.hss.nama, dunia.admin.username):
        assert kata not in isi


@pytest.mark.parametrize(
    ("kepala", "boleh"),
    [
        ({}, True),
        ({"REMOTE_ADDR": "10.0.0.7"}, False),
        ({"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer rahasia"}, True),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer salah"}, False),
        ({"REMOTE_ADDR": "10.0.0.7", "HTTP_AUTHORIZATION": "Bearer "}, False),
    ],
)
def test_metrik_hanya_untuk_server_ini_atau_dengan_token(db, client, settings, kepala, boleh):
    settings.METRIK_TOKEN = "rahasia"
    assert client.get("/metrik/", **kepala).status_code == (200 if boleh else 403)
    settings.METRIK_TOKEN = ""
    assert client.get("/metrik/", REMOTE_ADDR="10.0.0.7", HTTP_AUTHORIZATION="Bearer ").status_code == 403


# Statements that take long


def test_kueri_lambat_dicatat_tanpa_isinya(db, settings, caplog):
    assert lambat.catat in connection.execute_wrappers
    PenggunaFactory(username="nama-orang")
    with caplog.at_level(logging.WARNING, "sakip.jaga.lambat"), connection.cursor() as kursor:
        kursor.execute("SELECT count(*) FROM sakip_pengguna WHERE username = %s", ["nama-orang"])
        assert not caplog.records
        settings.BATAS_LAMBAT = 0.0001
        kursor.execute(
            "SELECT count(*) FROM sakip_pengguna WHERE username = %s OR username = 'orang-lain'", ["nama-orang"]
        )
    assert "kueri lambat" in caplog.text and "FROM sakip_pengguna WHERE username = %s" in caplog.text
    assert "nama-orang" not in caplog.text and "orang-lain" not in caplog.text
