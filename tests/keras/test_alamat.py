"""Every address with wrong methods, ids, encodings and heads: no error of the server, a refusal has changed nothing,
and the web process does not grow."""

import pytest
from django.db import transaction
from django.test import Client

from sakip.models import Jejak
from tests.sakip.test_anak import tidak_membengkak  # noqa: F401

from .jelajah import medan_view, pola, terisi
from .mutasi import JAHAT, PENUH, acak

pytestmark = [
    pytest.mark.lambat,
    pytest.mark.xdist_group("keras"),
    pytest.mark.templat_luar,
    pytest.mark.usefixtures("tidak_membengkak"),
]
CARA = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
JALUR = {
    "kode": ("hss-bkpsdm", "hss-bkpsdm%00", "a" * 70, "balangan-bkpsdm", "x"),
    "tahun": ("2024", "0000", "9999", "2099", "tahun"),
    "triwulan": ("tw1", "tw4", "tw0", "tw9"),
    "objek": ("I.T1.1", "S3", "P1", "%00", "x" * 300, "%ed%a0%80", "a/b"),
    "jenis": ("cascading", "lkj_triwulan", "deret", "susunan", "x"),
    "untuk": ("realisasi", "rencana_aksi", "x"),
    "langkah": ("ajukan", "setujui", "x"),
    "format": ("xlsx", "csv", "json", "exe"),
}
LAIN = (
    "1",
    "0",
    "-1",
    str(2**31),
    str(2**63 - 1),
    str(2**63),
    "9" * 40,
    "9" * 5000,
    "S3",
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "..",
    "%2e%2e%2f",
    "x" * 300,
    "é",
    "a b",
    "٣",
    "1;2",
)
TANYA = (
    "q=%00",
    "hal=-1",
    "urut=" + "x" * 100,
    "tahun=%ff",
    "hal=" + "9" * 5000,
    "belum=1&belum=2",
    "halaman=1e9",
    "%ff",
)
TANYA += (
    "q=" + "a " * 3000,
    "o=-99999",
    "p=" + "9" * 30,
    "id__exact=x",
    "riwayat=%00",
    "bidang=" + "9" * 400,
    "triwulan=5",
)
BADAN = (
    ("application/x-www-form-urlencoded", b"nilai=%ff%fe&objek=%00"),
    ("application/x-www-form-urlencoded", b"a=1&" * 1500),
    ("application/x-www-form-urlencoded; charset=utf-16", "nilai=1".encode("utf-16")),
    ("application/json", b'{"objek": [1, {"a": null}]}'),
    ("application/json", b"[" * 5000),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="berkas"; filename="a"\r\n\r\n'),
    (
        "multipart/form-data; boundary=x",
        b"--x\r\nContent-Disposition: form-data; name*=x''%ff; filename*=y\r\n\r\na\r\n--x--",
    ),
    (
        "multipart/form-data; charset=utf-7; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n+2AA-\r\n--x--',
    ),
    ("multipart/form-data", b"tanpa batas"),
    ("multipart/form-data; boundary=" + "x" * 300, b""),
    ("text/xml", b"<a/>"),
)
KEPALA = (
    {},
    {"HX-Request": "true"},
    {"HX-Request": "true", "HX-Current-URL": "http://[::1", "HX-Boosted": "\xff"},
    {"Accept": "application/json"},
    {"Accept": "*/*;q=x,,;", "Accept-Language": "x" * 3000},
    {"X-Forwarded-For": "fe80::1%" + "x" * 300, "Referer": "http://[", "Origin": "null"},
    {"If-Modified-Since": "kapan", "If-None-Match": "W/", "Range": "bytes=9-1"},
    {"User-Agent": "\xff" * 400, "X-Requested-With": "\x85", "Host": "testserver:99999"},
)
POLA = sorted({(jalur, nama) for jalur, nama, _ in pola()})
VIEW = {(jalur, nama): view for jalur, nama, view in pola()}


def periksa(klien, cara, tujuan, *isi, **lain):
    """Answered without an error of the server; where it was refused, the trail did not grow."""
    sebelum = Jejak.objects.count()
    with transaction.atomic():
        apa = (cara.split()[1], tujuan) if " " in cara else (tujuan,)
        jawaban = getattr(klien, cara.split()[0])(*apa, *isi, **lain)
        kata = (cara, tujuan[:200], str(isi or lain)[:300], jawaban.status_code)
        assert jawaban.status_code < 500, kata
        if jawaban.status_code >= 400:
            assert Jejak.objects.count() == sebelum, kata
        for tutup in jawaban._resource_closers if jawaban.streaming else ():
            tutup()
        transaction.set_rollback(True)


def _pilih(r, keliru):
    """Of each part something right, or now and then something wrong."""

    def satu(nama):
        pilihan = JALUR.get(nama, LAIN)
        return r.choice(pilihan) if keliru and r.random() < 0.5 else pilihan[0]

    return satu


def _serang(klien, nomor, jalur, nama, cara):
    r = acak("alamat", nomor)
    tujuan = terisi(jalur, _pilih(r, r.random() < 0.6))
    if r.random() < 0.3:
        tujuan += "?" + r.choice(TANYA)
    badan = {"headers": r.choice(KEPALA)}
    if cara in ("post", "put", "patch", "delete") and r.random() < 0.4:
        jenis, isi = r.choice(BADAN)
        badan |= {"data": isi, "content_type": jenis}
        cara = f"generic {cara.upper()}"
    elif cara == "post":
        medan = sorted(medan_view(VIEW[jalur, nama])) or ["objek"]
        badan["data"] = {m: r.choice(JAHAT) for m in r.sample(medan, min(3, len(medan)))}
    periksa(klien[r.choice(sorted(klien))], cara, tujuan, **badan)


@pytest.fixture
def klien(dunia, masuk, media):
    semua = {
        n: masuk(getattr(dunia, n)) for n in ("admin", "perencanaan", "bidang", "kepala", "inspektorat", "pembaca")
    }
    semua["siapa pun"] = Client()
    for satu in semua.values():
        satu.raise_request_exception = False
    return semua


@pytest.mark.pdf
def test_setiap_alamat_dengan_cara_nomor_dan_sandi_yang_keliru(klien):
    """All of them with every method, many times; in a sample as many as there is time for, each run the same."""
    semua = [(jalur, nama, cara) for jalur, nama in POLA for cara in CARA]
    putaran = 12 if PENUH else 1
    if not PENUH:
        semua = acak("alamat", "contoh").sample(semua, 150)
    for ke in range(putaran):
        for nomor, (jalur, nama, cara) in enumerate(semua):
            _serang(klien, f"{ke}-{nomor}", jalur, nama, cara)


def test_tidak_ada_alamat_yang_terlewat():
    """The administration's too; that what is added is attacked without being named here."""
    jalur = {jalur for jalur, _ in POLA}
    assert {"masuk/", "kelola/sakip/pengguna/add/", "<slug:kode>/<tahun:tahun>/buku-kerja/unggah/"} <= jalur
    assert len(jalur) > 250
    assert all("<" not in terisi(j, lambda nama: "1") for j in jalur)


def test_setiap_medan_setiap_view_dengan_nilai_yang_jahat(klien):
    """Each address that writes, with every name that its module asks a form for."""
    ada = [(jalur, nama, m) for (jalur, nama), v in sorted(VIEW.items()) for m in sorted(medan_view(v))]
    assert len(ada) > 300
    if not PENUH:
        ada = acak("medan", "contoh").sample(ada, 60)
    for nomor, (jalur, nama, medan) in enumerate(ada):
        for nilai in JAHAT if PENUH else JAHAT[nomor % len(JAHAT) :][:1]:
            r = acak("medan", f"{nomor}-{nilai[:20]}")
            isi = {medan: nilai} | {
                m: r.choice(("1", "I.T1.1", "i1", "nilai", "x")) for m in medan_view(VIEW[jalur, nama]) - {medan}
            }
            periksa(klien["perencanaan"], "post", terisi(jalur, _pilih(r, False)), isi)
