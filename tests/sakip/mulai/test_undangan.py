"""Invitations: by mail and by slip, their code, the first password."""

import datetime
import logging
import re
import smtplib
from types import SimpleNamespace

import pytest
import segno
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from sakip.jaga.tabel import Undangan
from sakip.models import Jejak, Pengguna
from sakip.pertama import undangan
from sakip.tasks import kirim_undangan
from tests.alat import teks
from tests.pabrik import PenggunaFactory, PerangkatDaerahFactory, UndanganFactory

pytestmark = pytest.mark.django_db
SANDI = "durian-montong-bakar"
KODE = re.compile(r"\b[a-z2-9]{4}(?:-[a-z2-9]{4}){3}\b")


@pytest.fixture
def admin(masuk):
    return masuk(PenggunaFactory(admin=True, last_login=timezone.now()))


@pytest.fixture
def orang():
    baru = PenggunaFactory(
        kepala=True, perangkat_daerah=PerangkatDaerahFactory(kode="dinkes"), username="orang", email="o@contoh.go.id"
    )
    baru.set_unusable_password()
    baru.save()
    return baru


@pytest.fixture(autouse=True)
def antrean(monkeypatch):
    """What was handed to the workers."""
    isi = []
    monkeypatch.setattr(kirim_undangan, "delay", isi.append)
    return isi


def cetak(klien, *orang):
    return klien.post(reverse("mulai_undangan_slip"), {"pengguna": [p.pk for p in orang]})


def kode_slip(jawaban) -> str:
    (kode,) = {s.kode for s in jawaban.context["slip"]}
    return kode


def buka(klien, kode, **lain):
    return klien.post("/undangan/", {"kode": kode}, **lain)


def buat_sandi(klien, sandi=SANDI, **lain):
    return klien.post("/undangan/sandi/", {"new_password1": sandi, "new_password2": sandi}, **lain)


@pytest.fixture
def seketika(django_capture_on_commit_callbacks, admin, antrean):
    """`seketika(user, …)`: mails asked for and sent."""

    def jalan(*orang):
        with django_capture_on_commit_callbacks(execute=True):
            jawaban = admin.post(reverse("mulai_undangan_surel"), {"pengguna": [p.pk for p in orang]})
        for nomor in antrean:
            kirim_undangan(nomor)
        antrean.clear()
        return jawaban

    return jalan


# Printed


def test_slip_memuat_kode_yang_membuka_dan_hanya_sekali_dilihat(admin, orang, client):
    jawaban = cetak(admin, orang)
    assert jawaban.status_code == 200
    kode = kode_slip(jawaban)
    isi = teks(jawaban)
    assert kode in isi
    assert "http://localhost:8000/undangan/" in isi
    qr = segno.make(f"http://localhost:8000/undangan/#{kode}", error="m")
    assert escape(qr.svg_data_uri(scale=4, border=2, light="white")) in jawaban.content.decode()
    assert "no-store" in jawaban["Cache-Control"]
    tersimpan = Undangan.objects.get()
    assert kode not in f"{vars(tersimpan)}"
    assert not KODE.search(teks(admin.get(reverse("mulai_undangan"))))
    assert buka(client, kode).url == "/undangan/sandi/"


def test_yang_dicetak_tercatat_tanpa_kodenya(admin, orang):
    kode = kode_slip(cetak(admin, orang))
    catatan = {j.tabel: j.baru for j in Jejak.objects.filter(tabel__in=["sakip_undangan", "sakip_pengambilan"])}
    assert catatan["sakip_pengambilan"]["berkas"] == "1 slip undangan"
    assert catatan["sakip_undangan"]["cara"] == "slip"
    assert "sidik" not in catatan["sakip_undangan"]
    assert kode not in str(catatan)


def test_slip_yang_baru_menggantikan_yang_lama(admin, orang, client):
    lama, baru = kode_slip(cetak(admin, orang)), kode_slip(cetak(admin, orang))
    jawaban = buka(client, lama)
    assert jawaban.status_code == 422
    assert "Yang lama tidak berlaku lagi." in teks(jawaban)
    assert buka(client, baru.upper().replace("-", " ")).status_code == 302
    assert Undangan.objects.count() == 1


def test_hanya_yang_belum_pernah_masuk_yang_dapat_diundang(admin, orang):
    pernah = PenggunaFactory(last_login=timezone.now())
    nonaktif = PenggunaFactory(is_active=False)
    for siapa in (pernah, nonaktif):
        jawaban = cetak(admin, siapa)
        assert jawaban.status_code == 422
        assert "sudah pernah masuk atau tidak aktif" in teks(jawaban)
    assert "Centang dulu penggunanya." in teks(cetak(admin))
    assert not Undangan.objects.exists()
    daftar = teks(admin.get(reverse("mulai_undangan")))
    assert "orang" in daftar
    assert pernah.username not in daftar


def test_daftar_disaring_menurut_instansi(admin, orang):
    lain = PenggunaFactory(username="lainlain")
    isi = teks(admin.get(reverse("mulai_undangan") + f"?instansi={lain.perangkat_daerah.kode}"))
    assert "lainlain" in isi
    assert "orang@" not in isi
    jawaban = admin.post(reverse("mulai_undangan_tarik", args=[lain.pk]) + "?instansi=dinkes")
    assert jawaban.status_code == 404
    cetak(admin, lain)
    jawaban = admin.post(reverse("mulai_undangan_tarik", args=[lain.pk]) + "?instansi=dinkes")
    assert jawaban.url == "/mulai/undangan/?instansi=dinkes"


# By mail


def test_surel_memuat_tautan_yang_membuka(seketika, orang, client):
    assert seketika(orang).status_code == 302
    (surat,) = mail.outbox
    assert surat.to == ["o@contoh.go.id"]
    assert "Nama pengguna: orang" in surat.body
    kode = re.search(r"http://localhost:8000/undangan/#(\S+)", surat.body)[1]
    assert KODE.fullmatch(kode)
    assert buka(client, kode).status_code == 302
    assert undangan.keadaan(Undangan.objects.get()) == ("disusun", "Surel terkirim")


def test_surel_dikirim_sekali_walau_tugasnya_berjalan_dua_kali(seketika, orang):
    seketika(orang)
    kirim_undangan([Undangan.objects.get().pk])
    assert len(mail.outbox) == 1


def test_yang_tanpa_alamat_surel_disebut_dan_menunggu_slip(seketika, admin, orang):
    tanpa = PenggunaFactory(username="tanpasurel")
    jawaban = seketika(tanpa)
    assert jawaban.status_code == 422
    assert "Tanpa alamat surel: tanpasurel. Cetak slip bagi mereka." in teks(jawaban)
    assert seketika(orang, tanpa).status_code == 302
    assert [s.to for s in mail.outbox] == [["o@contoh.go.id"]]
    daftar = admin.get(reverse("mulai_undangan"))
    assert "Tanpa alamat surel: tanpasurel." in teks(daftar)
    assert [b["pengguna"] for b in daftar.context["baris"] if b["perlu"]] == [tanpa]


def test_tanpa_server_surel_hanya_slip(seketika, admin, orang, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    daftar = admin.get(reverse("mulai_undangan"))
    assert "Server surel belum diatur" in teks(daftar)
    assert reverse("mulai_undangan_surel") not in daftar.content.decode()
    assert seketika(orang).status_code == 422
    assert not Undangan.objects.exists()


def test_server_surel_yang_tidak_menjawab_menandai_gagal_lalu_dikirim_lagi(seketika, admin, orang, monkeypatch):
    def gagal(*_):
        raise smtplib.SMTPServerDisconnected("putus")

    with monkeypatch.context() as m:
        m.setattr(mail.EmailMessage, "send", gagal)
        seketika(orang)
    assert "Surel tidak terkirim" in teks(admin.get(reverse("mulai_undangan")))
    assert Undangan.objects.get().sidik == ""
    seketika(orang)
    assert len(mail.outbox) == 1
    assert "Surel terkirim" in teks(admin.get(reverse("mulai_undangan")))


def test_surel_yang_tugasnya_hilang_ditawarkan_lagi(admin, orang, client):
    UndanganFactory(pengguna=orang, cara="surel", sidik="")
    assert "Surel sedang dikirim" in teks(admin.get(reverse("mulai_undangan")))
    Undangan.objects.update(dibuat=timezone.now() - datetime.timedelta(minutes=11))
    daftar = admin.get(reverse("mulai_undangan"))
    assert "Surel belum terkirim" in teks(daftar)
    assert [b["perlu"] for b in daftar.context["baris"]] == [True]
    for kosong in ("---", "é"):
        assert "Kode ini tidak dikenal." in teks(buka(client, kosong)), "bukan undangan tanpa kode"


# Using it


@pytest.fixture
def kode(admin, orang):
    return kode_slip(cetak(admin, orang))


def test_kata_sandi_dibuat_sendiri_lalu_masuk(kode, orang, client):
    halaman = buka(client, kode, follow=True)
    assert "Nama pengguna Anda: orang" in teks(halaman)
    assert kode not in halaman.content.decode()
    jawaban = buat_sandi(client)
    assert jawaban.url == "/"
    assert client.session["_auth_user_id"] == str(orang.pk)
    orang.refresh_from_db()
    assert orang.check_password(SANDI)
    catatan = Jejak.objects.filter(tabel="sakip_undangan").order_by("-pk")[0]
    assert catatan.oleh == orang
    assert catatan.baru["dipakai"]


def test_aturan_kata_sandi_tetap_berlaku(kode, orang, client):
    buka(client, kode)
    for lemah in ("pendek", "123456789012", "sakip2026sakip", "dinkes2026dinkes"):
        assert buat_sandi(client, lemah).status_code == 422, lemah
    orang.refresh_from_db()
    assert not orang.has_usable_password()
    assert Undangan.objects.get().dipakai is None


def test_undangan_yang_sudah_dipakai(kode, orang, client):
    buka(client, kode)
    buat_sandi(client)
    lain = Client()
    jawaban = buka(lain, kode)
    assert jawaban.status_code == 422
    assert "Undangan ini sudah dipakai. Masuk dengan nama pengguna" in teks(jawaban)


def test_dua_orang_dengan_kode_yang_sama_hanya_satu_yang_jadi(kode, orang, client):
    cepat, lambat = Client(), client
    buka(cepat, kode)
    buka(lambat, kode)
    assert buat_sandi(cepat).status_code == 302
    jawaban = buat_sandi(lambat, "rambutan-binjai-manis")
    assert jawaban.status_code == 403
    assert "Undangan ini sudah dipakai." in teks(jawaban)
    orang.refresh_from_db()
    assert orang.check_password(SANDI)


def test_memakai_pada_saat_yang_sama_hanya_sekali(orang):
    ada = UndanganFactory(pengguna=orang)
    undangan.pakai(ada, SANDI)
    with pytest.raises(undangan.UndanganDitolak, match="sudah dipakai"), transaction.atomic():
        undangan.pakai(ada, "rambutan-binjai-manis")
    orang.refresh_from_db()
    assert orang.check_password(SANDI)


def test_undangan_yang_kedaluwarsa(kode, client, settings):
    Undangan.objects.update(dibuat=timezone.now() - datetime.timedelta(days=settings.UNDANGAN_HARI))
    jawaban = buka(client, kode)
    assert jawaban.status_code == 422
    assert re.search(r"berlaku sampai \d+ \w+ \d{4} pukul [\d.]+ dan sudah lewat", teks(jawaban))


def test_undangan_yang_ditarik(kode, admin, orang, client):
    buka(client, kode)
    jawaban = admin.post(reverse("mulai_undangan_tarik", args=[orang.pk]), follow=True)
    assert "Undangan orang ditarik; kodenya tidak berlaku lagi." in teks(jawaban)
    assert "Undangan ini sudah ditarik oleh admin." in teks(buat_sandi(client))
    assert "Undangan ini sudah ditarik oleh admin." in teks(buka(client, kode))
    jawaban = admin.post(reverse("mulai_undangan_tarik", args=[orang.pk]), follow=True)
    assert "sudah dipakai atau ditarik sebelumnya" in teks(jawaban)


def test_undangan_pengguna_nonaktif(kode, orang, client):
    Pengguna.objects.filter(pk=orang.pk).update(is_active=False)
    assert "Akun ini tidak aktif" in teks(buka(client, kode))


def test_undangan_yang_dibuka_oleh_yang_sedang_masuk_tidak_terpakai(kode, admin, orang):
    for jawaban in (admin.get("/undangan/"), buka(admin, kode), admin.get("/undangan/sandi/"), buat_sandi(admin)):
        assert jawaban.status_code == 403
        assert "Anda sedang masuk sebagai" in teks(jawaban)
    assert Undangan.objects.get().dipakai is None


def test_tanpa_kode_dan_terlalu_lama(kode, client):
    assert client.get("/undangan/sandi/").url == "/undangan/"
    assert buat_sandi(client).url == "/undangan/"
    assert "Masukkan kode undangannya." in teks(buka(client, ""))
    buka(client, kode)
    sesi = client.session
    sesi["undangan"] = {**sesi["undangan"], "pada": 0}
    sesi.save()
    assert "Lebih dari 15 menit berlalu." in teks(client.get("/undangan/sandi/"))


def test_kode_yang_salah_ditahan_seperti_kata_sandi(kode, client, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        jawaban = buka(client, "aaaa-bbbb-cccc-dddd")
    assert jawaban.status_code == 429
    assert buka(client, kode).status_code == 429
    lain = SimpleNamespace(REMOTE_ADDR="192.0.2.99")
    assert buka(Client(REMOTE_ADDR=lain.REMOTE_ADDR), kode).status_code == 302


def test_peran_yang_memerlukan_faktor_kedua_memasangnya_dulu(kode, orang, client, settings):
    settings.FAKTOR_KEDUA = frozenset({"kepala"})
    buka(client, kode)
    assert buat_sandi(client).url == "/verifikasi/"
    assert "_auth_user_id" not in client.session
    assert "Pasang verifikasi dua langkah" in teks(client.get("/verifikasi/"))


def test_kode_dan_kata_sandi_tidak_masuk_catatan(admin, orang, client, caplog, settings):
    settings.AXES_ENABLED = True
    with caplog.at_level(logging.DEBUG):
        kode = kode_slip(cetak(admin, orang))
        buka(client, f"{kode[:-1]}x")
        buka(client, kode)
        buat_sandi(client)
    assert kode not in caplog.text
    assert SANDI not in caplog.text


def test_formulir_undangan_meminta_tanda_csrf(kode):
    assert Client(enforce_csrf_checks=True).post("/undangan/", {"kode": kode}).status_code == 403
