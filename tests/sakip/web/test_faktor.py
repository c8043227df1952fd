"""The second factor: set up, asked for, used up, lost."""

import re
import time
from types import SimpleNamespace

import pyotp
import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from sakip.jaga import faktor
from sakip.jaga.tabel import FaktorKedua
from sakip.models import Jejak
from tests.alat import alamat, teks
from tests.pabrik import SANDI, PenggantianFactory, PenggunaFactory


@pytest.fixture(autouse=True)
def wajib(settings):
    settings.FAKTOR_KEDUA = frozenset({"perencanaan", "admin"})


@pytest.fixture
def orang(hss):
    return PenggunaFactory(perencanaan=True, perangkat_daerah=hss)


@pytest.fixture
def jam(monkeypatch):
    """A clock that stands still until it is moved: codes are of half a minute."""
    kini = SimpleNamespace(detik=time.time())
    monkeypatch.setattr(faktor, "time", SimpleNamespace(time=lambda: kini.detik))
    return kini


def kode_kini(benih, jam):
    return pyotp.TOTP(faktor.kunci(benih)).at(int(jam.detik))


def terpasang(pengguna, jam):
    """Set up, and the next code due: (seed, recovery codes)."""
    benih = faktor.benih_baru()
    pemulihan = faktor.pasang(pengguna, benih, kode_kini(benih, jam))
    jam.detik += 60
    return benih, pemulihan


KUNCI = r'class="kunci">([^<]+)<'


def sandi(klien, pengguna, ke=""):
    return klien.post(f"/masuk/{ke}", {"username": pengguna.username, "password": SANDI})


def masuk_kah(klien):
    return klien.get("/sesi/").status_code == 200


def test_kode_diminta_setelah_sandi_sebelum_apa_pun(client, orang, jam):
    benih, _ = terpasang(orang, jam)
    tujuan = alamat("temuan")
    assert sandi(client, orang, f"?next={tujuan}").url == "/masuk/kode/"
    assert not masuk_kah(client)
    assert "Satu langkah lagi" in teks(client.get("/masuk/kode/"))
    salah = client.post("/masuk/kode/", {"kode": "000000"})
    assert salah.status_code == 200
    assert "Kode tidak cocok" in teks(salah)
    assert not masuk_kah(client)
    assert client.post("/masuk/kode/", {"kode": kode_kini(benih, jam)}).url == tujuan
    assert masuk_kah(client)


def test_kode_hanya_berlaku_sekali(client, orang, jam):
    benih, _ = terpasang(orang, jam)
    kode = kode_kini(benih, jam)
    assert faktor.periksa(orang, kode)
    assert not faktor.periksa(orang, kode)
    jam.detik += 30
    assert faktor.periksa(orang, kode_kini(benih, jam))
    jam.detik += 3600
    assert not faktor.periksa(orang, kode)


def test_yang_belum_punya_memasang_dulu_dan_melihat_kode_pemulihan_sekali(client, orang, jam):
    assert sandi(client, orang).url == "/verifikasi/"
    halaman = client.get("/verifikasi/")
    assert b"data:image/svg+xml" in halaman.content
    kunci = re.search(r'class="kunci">([A-Z2-7 ]+)<', halaman.content.decode())[1].replace(" ", "")
    assert client.post("/verifikasi/", {"kode": "123456"}).status_code == 200
    assert not masuk_kah(client)
    jawaban = client.post("/verifikasi/", {"kode": pyotp.TOTP(kunci).at(int(jam.detik))})
    pemulihan = re.findall(r"<code>([a-z0-9-]{19})</code>", jawaban.content.decode())
    assert len(set(pemulihan)) == faktor.BANYAK_PEMULIHAN
    assert "no-store" in jawaban["Cache-Control"]
    assert masuk_kah(client)
    assert pemulihan[0] not in client.get("/verifikasi/").content.decode()
    # Neither the codes nor the key stand in the database.
    (ada,) = FaktorKedua.objects.filter(pengguna=orang).values()
    assert kunci not in str(ada)
    assert faktor.rapikan(pemulihan[0]) not in str(ada)


def test_kode_pemulihan_menggantikan_perangkat_sekali(client, orang, jam):
    _, pemulihan = terpasang(orang, jam)
    sandi(client, orang)
    assert client.post("/masuk/kode/", {"kode": f" {pemulihan[3].upper()} "}).status_code == 302
    assert masuk_kah(client)
    assert "Kode pemulihan yang tersisa: 9" in teks(client.get("/verifikasi/"))
    client.post("/keluar/")
    sandi(client, orang)
    assert client.post("/masuk/kode/", {"kode": pemulihan[3]}).status_code == 200
    assert not masuk_kah(client)


def test_yang_hanya_tahu_sandi_tidak_dapat_memasang_miliknya(client, orang, jam):
    terpasang(orang, jam)
    sandi(client, orang)
    assert client.get("/verifikasi/").url == "/masuk/kode/"
    assert client.post("/verifikasi/", {"kode": "123456"}).url == "/masuk/kode/"


def test_yang_belum_memberi_sandi_disuruh_memberinya(client, db):
    assert client.get("/masuk/kode/").url == "/masuk/"
    assert client.post("/masuk/kode/", {"kode": "123456"}).url == "/masuk/"
    assert client.get("/verifikasi/").url == "/masuk/"


@pytest.mark.parametrize("sebab", ["lama", "sandi", "nonaktif"])
def test_langkah_pertama_tidak_berlaku_selamanya(client, orang, jam, sebab, monkeypatch):
    benih, _ = terpasang(orang, jam)
    sandi(client, orang)
    if sebab == "lama":
        monkeypatch.setattr("sakip.views.faktor.time", SimpleNamespace(time=lambda: time.time() + 601))
    elif sebab == "sandi":
        orang.set_password("kata sandi yang lain")
        orang.save()
    else:
        type(orang).objects.filter(pk=orang.pk).update(is_active=False)
    assert client.post("/masuk/kode/", {"kode": kode_kini(benih, jam)}).url == "/masuk/"
    assert not masuk_kah(client)


def test_peran_lain_masuk_dengan_sandi_saja_kecuali_memasangnya(client, hss, jam):
    bidang = PenggunaFactory(perangkat_daerah=hss)
    assert sandi(client, bidang).url == "/"
    halaman = client.get("/verifikasi/").content.decode()
    kunci = re.search(r'class="kunci">([A-Z2-7 ]+)<', halaman)[1].replace(" ", "")
    kode = pyotp.TOTP(kunci).at(int(jam.detik))
    assert "Kata sandi tidak cocok" in teks(client.post("/verifikasi/", {"kode": kode, "sandi": "salah"}))
    assert "Simpan kode pemulihan" in teks(client.post("/verifikasi/", {"kode": kode, "sandi": SANDI}))
    client.post("/keluar/")
    assert sandi(client, bidang).url == "/masuk/kode/"


def test_sesi_tanpa_langkah_kedua_berakhir_bila_perannya_mewajibkannya(masuk, orang, settings):
    klien = masuk(orang)
    assert klien.get(alamat("cari")).status_code == 302
    settings.FAKTOR_KEDUA = frozenset()
    assert masuk(orang).get(alamat("cari")).status_code == 200


def test_tebakan_kode_dihitung_dan_ditahan(client, orang, jam, settings):
    settings.AXES_ENABLED = True
    benih, _ = terpasang(orang, jam)
    sandi(client, orang)
    for _ in range(settings.AXES_FAILURE_LIMIT):
        jawaban = client.post("/masuk/kode/", {"kode": "000000"})
    assert jawaban.status_code == 429
    assert client.post("/masuk/kode/", {"kode": kode_kini(benih, jam)}).status_code == 429
    assert not masuk_kah(client)


def test_masuk_lagi_di_tengah_pekerjaan_meminta_kode_juga(client, orang, jam):
    def lagi(**isi):
        return client.post("/masuk/lagi/", {"username": orang.username, "password": SANDI} | isi)

    assert "tab lain" in lagi().json()["pesan"]
    benih, _ = terpasang(orang, jam)
    jawaban = lagi()
    assert (jawaban.status_code, jawaban.json()["kode"]) == (422, True)
    assert lagi(kode="000000").json()["kode"] is True
    assert client.get(alamat("cari")).status_code == 302
    assert lagi(kode=kode_kini(benih, jam)).status_code == 204
    assert client.get(alamat("cari")).status_code == 200


def test_pemilik_mengganti_perangkat_dan_kode_pemulihan(client, orang, jam):
    benih, lama = terpasang(orang, jam)
    sandi(client, orang)
    client.post("/masuk/kode/", {"kode": kode_kini(benih, jam)})
    jam.detik += 60
    assert "Kode tidak cocok" in teks(client.post("/verifikasi/", {"kode": "1", "tindakan": "pemulihan"}))
    jawaban = client.post("/verifikasi/", {"kode": kode_kini(benih, jam), "tindakan": "pemulihan"})
    baru = re.findall(r"<code>([a-z0-9-]{19})</code>", jawaban.content.decode())
    assert not faktor.periksa(orang, lama[0])
    assert faktor.periksa(orang, baru[0])
    assert client.post("/verifikasi/", {"kode": baru[1], "tindakan": "lepas"}).url == "/verifikasi/"
    assert "Pindai gambar ini" in teks(client.get("/verifikasi/"))


@pytest.mark.templat_luar
def test_admin_menyetel_ulang_dan_jejak_mencatatnya(client, dunia, masuk, orang, jam, settings):
    settings.FAKTOR_KEDUA = frozenset({"perencanaan"})
    benih, _ = terpasang(orang, jam)
    sandi(client, orang)
    client.post("/masuk/kode/", {"kode": kode_kini(benih, jam)})
    pilihan = {"action": "setel_ulang_faktor", "_selected_action": [orang.pk]}
    jawaban = masuk(dunia.admin).post("/kelola/sakip/pengguna/", pilihan, follow=True)
    assert "1 pengguna disetel ulang" in teks(jawaban)
    assert not masuk_kah(client), "sesinya berakhir"
    assert sandi(client, orang).url == "/verifikasi/"
    catatan = Jejak.objects.filter(tabel="sakip_faktorkedua").order_by("pk")
    assert [(j.oleh, j.baru is None) for j in catatan] == [(orang, False), (dunia.admin, True)]
    assert not {"benih", "pemulihan", "langkah"} & {k for j in catatan for k in {**(j.lama or {}), **(j.baru or {})}}
    masuk_riwayat = masuk(dunia.admin).get(alamat("jejak") + "?kelompok=pengguna")
    assert "Verifikasi dua langkah" in teks(masuk_riwayat)


def test_perintah_server_menyetel_ulang(orang, jam, capsys):
    terpasang(orang, jam)
    call_command("setel_ulang_faktor", orang.username)
    assert not faktor.terpasang(orang)
    assert "dilepas" in capsys.readouterr().out


def test_kunci_server_yang_lain_tidak_membuat_kode(orang, jam, settings):
    """Who has the database alone cannot make codes."""
    benih, pemulihan = terpasang(orang, jam)
    settings.SECRET_KEY = "kunci-lain"
    lain = kode_kini(benih, jam)
    assert not faktor.periksa(orang, pemulihan[0])
    settings.SECRET_KEY = "kunci-untuk-pengujian-saja"
    assert not faktor.periksa(orang, lain)


def test_kunci_yang_terlihat_orang_lain_di_peramban_yang_sama_tidak_dipakai(client, orang, hss, jam):
    """Who sat here before began to set theirs up, saw the key, and left it for the next."""
    lain = PenggunaFactory(perencanaan=True, perangkat_daerah=hss)
    sandi(client, lain)
    terlihat = re.search(KUNCI, client.get("/verifikasi/").content.decode())[1]
    sandi(client, orang)
    kini = re.search(KUNCI, client.get("/verifikasi/").content.decode())[1]
    assert terlihat != kini
    assert client.get("/verifikasi/").content.decode().count(kini) == 1, "tetap sama selama orangnya sama"


def test_pengganti_pejabat_tunduk_pada_aturan_pejabatnya(hss, jam):
    """Who may do today what Perencanaan may, proves it as Perencanaan does; before and afterwards not."""
    pejabat, staf = PenggunaFactory(perencanaan=True, perangkat_daerah=hss), PenggunaFactory(perangkat_daerah=hss)
    klien = Client()
    sandi(klien, staf)
    assert masuk_kah(klien)
    hari = timezone.localdate()
    g = PenggantianFactory(perangkat_daerah=hss, pejabat=pejabat, pengganti=staf, mulai=hari, selesai=hari)
    assert not masuk_kah(klien), "sesi dari sebelumnya berakhir"
    assert sandi(klien, staf).url == "/verifikasi/"
    g.delete()
    sandi(baru := Client(), staf)
    assert masuk_kah(baru)


def test_superuser_tunduk_pada_aturan_admin(hss):
    berkuasa = PenggunaFactory(perangkat_daerah=hss, is_superuser=True, is_staff=True)
    assert faktor.wajib(berkuasa)
