"""Requests that nobody's browser sends: other encodings, cookies and heads that hold anything, numbers without end."""

import io

import pytest
from django.conf import settings as pengaturan
from django.test import Client

from laporan.models import Narasi
from sakip.jaga.toko import SessionStore
from tests.alat import alamat, isi_basis_data

SANDI_LAIN = ("utf-7", "unicode_escape", "raw_unicode_escape", "utf-16")


@pytest.mark.parametrize("sandi", SANDI_LAIN)
def test_yang_tidak_ditulis_dalam_utf8_ditolak(dunia, perencana, client, sandi):
    """Of some encodings comes what no database takes: a half of a pair."""
    sebelum = isi_basis_data()
    for klien in (perencana, client):
        klien.raise_request_exception = False
        for tujuan in (alamat("cari"), "/masuk/", "/data-pribadi/"):
            jawaban = klien.get(f"{tujuan}?q=+2AA-", CONTENT_TYPE=f"text/plain; charset={sandi}")
            assert jawaban.status_code == 400, tujuan
            assert "UTF-8" in jawaban.content.decode()
        isi = b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n+2AA-\\ud800\r\n--x--\r\n'
        jenis = f"multipart/form-data; charset={sandi}; boundary=x"
        for tujuan in ("/masuk/", alamat("temuan_terima"), alamat("isian_sel", triwulan=1)):
            jawaban = klien.generic("POST", tujuan, isi, jenis, headers={"Accept": "application/json"})
            assert jawaban.status_code == 400, tujuan
            assert "UTF-8" in jawaban.json()["pesan"]
    assert isi_basis_data() == sebelum


@pytest.mark.parametrize("sandi", ["utf-8", "UTF8", '"utf-8"', "tidak-ada"])
def test_utf8_dengan_nama_apa_pun_diterima(perencana, sandi):
    tujuan = f"{alamat('cari')}?q=a"
    assert perencana.get(tujuan, CONTENT_TYPE=f"text/plain; charset={sandi}").status_code == 200


@pytest.mark.parametrize(
    "jenis",
    [
        "text/plain; charset*=tidak''a",
        "multipart/form-data; boundary*=x''%41",
        *(f"text/plain; charset={sandi}" for sandi in ("zlib", "hex", "rot13", "base64", *SANDI_LAIN)),
    ],
)
def test_jenis_kiriman_yang_tak_terbaca_bukan_galat_server(jenis):
    """Django reads it before any of its own could answer."""
    from sakip.wsgi import application

    status = []
    lingkungan = {"REQUEST_METHOD": "POST", "PATH_INFO": "/masuk/", "CONTENT_TYPE": jenis, "wsgi.input": io.BytesIO()}
    isi = application(lingkungan, lambda apa, kepala: status.append(apa))
    assert status == ["400 Bad Request"]
    assert b"tidak terbaca" in b"".join(isi)


@pytest.mark.parametrize("kunci", ["\0" * 32, "a\0bcdefgh", "x" * 500, "ABCDEFGHIJ", "../../../../etc", "é" * 32])
def test_kunci_sesi_yang_bukan_buatan_kami_tidak_dicari(db, client, kunci, django_assert_num_queries):
    assert SessionStore(kunci).session_key is None
    kue = "".join(f"\\{ord(h):03o}" if not h.isalnum() else h for h in kunci)
    with django_assert_num_queries(0):
        jawaban = client.get("/sesi/", headers={"Cookie": f'{pengaturan.SESSION_COOKIE_NAME}="{kue}"'})
    assert jawaban.status_code == 302


KEPALA = {
    "HX-Current-URL": "http://[::1",
    "HX-Prompt": "%ff",
    "Accept": "*/*;q=x,,;",
    "Accept-Language": "x" * 5000,
    "If-Modified-Since": "kapan-kapan",
    "If-None-Match": 'W/"',
    "Range": "bytes=9-1",
    "Referer": "http://[",
    "User-Agent": "\xff\xfe" * 300,
    "X-Forwarded-For": "fe80::1%" + "x" * 300 + ", , ::1%eth0",
    "X-Requested-With": "\x85",
    "Authorization": "Basic =",
    "Cookie": 'a="\\000\\377"; =; ; sessionid; csrftoken="\\000"; kenal=:::; messages=x',
    "X-CSRFToken": "\xff",
    "Origin": "null",
}


@pytest.mark.teliti
@pytest.mark.parametrize("nama", KEPALA)
def test_kepala_permintaan_boleh_berisi_apa_saja(dunia, masuk, client, nama):
    """Also where a login failed and the attempt is noted."""
    kepala = {nama: KEPALA[nama], "HX-Request": "true"}
    for klien in (masuk(dunia.admin), client):
        klien.raise_request_exception = False
        for tujuan in ("/", alamat("temuan"), "/sesi/", "/metrik/", "/kelola/", "/tidak/ada/"):
            assert klien.get(tujuan, headers=kepala).status_code < 500, tujuan
        salah = {"username": dunia.bidang.username, "password": "keliru"}
        assert klien.post("/masuk/", salah, headers=kepala).status_code < 500
        assert klien.post("/masuk/lagi/", salah, headers=kepala).status_code < 500


PANJANG = "9" * 5000


def test_bilangan_tanpa_akhir_dalam_formulir_bukan_galat_server(dunia, perencana):
    perencana.raise_request_exception = False
    n = Narasi.objects.filter(perangkat_daerah=dunia.hss, tahun=2024, bagian="3.1.analisis.I.T1.1").get()
    kiriman = [
        (alamat("dokumen_susun", triwulan=2, jenis="lkj_triwulan"), {"bidang": PANJANG}),
        (alamat("dokumen_batal", triwulan=2, jenis="lkj_triwulan"), {"bidang": PANJANG}),
        (alamat("naskah_hidupkan"), {"bagian": n.bagian, "baris": n.bagian, "ke": PANJANG}),
    ]
    for tujuan, isi in kiriman:
        assert perencana.post(tujuan, isi).status_code in (302, 404), tujuan
    assert (
        perencana.get(alamat("dokumen_excel", triwulan=2, jenis="lkj_triwulan"), {"bidang": PANJANG}).status_code == 404
    )


def test_setiap_jawaban_membawa_kebijakan_isi(dunia, masuk, client, settings):
    """Also what is answered before any view: refusals, redirects, what is missing."""
    klien = masuk(dunia.admin)
    klien.raise_request_exception = client.raise_request_exception = False
    jawaban = [
        client.get("/masuk/"),
        client.get("/sesi/"),
        client.get("/tidak/ada/"),
        client.get("/masuk/", headers={"Host": "lain.example"}),
        client.post("/masuk/", {"username": "a\0"}),
        client.post("/masuk/", CONTENT_LENGTH=str(10**9)),
        client.get("/sehat/"),
        client.get("/static/sakip/ikon.svg"),
        klien.get(alamat("buku_kerja_unggah")),
        klien.get("/kelola/"),
        klien.get("/metrik/"),
        klien.post("/keluar/"),
    ]
    settings.SECURE_SSL_REDIRECT = True
    jawaban.append(Client().get("/masuk/"))
    assert jawaban[-1].status_code == 301
    for satu in jawaban:
        assert "Content-Security-Policy" in satu.headers, (satu.status_code, satu.request["PATH_INFO"])
        assert satu["X-Content-Type-Options"] == "nosniff"
        for tutup in satu._resource_closers if satu.streaming else ():
            tutup()
