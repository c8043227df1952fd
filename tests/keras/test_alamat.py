"""Every address with wrong methods, ids and encodings, every form with hostile values: no error of the server, and a
refusal has changed nothing."""

import json

import pytest
from django.db import transaction
from django.urls import get_resolver
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from lxml import html

from sakip.models import Jejak
from tests.alat import alamat, halaman_baca

from .mutasi import JAHAT, PENUH, acak, banyak

pytestmark = [pytest.mark.lambat, pytest.mark.xdist_group("keras"), pytest.mark.templat_luar]
CARA = ("get", "head", "post", "put", "patch", "delete", "options", "trace")
JALUR = {
    "kode": ("hss-bkpsdm", "hss-bkpsdm%00", "a" * 70, "balangan-bkpsdm", "x"),
    "tahun": ("2024", "0000", "9999", "2099", "tahun"),
    "triwulan": ("tw1", "tw4", "tw0", "tw9"),
}
LAIN = ("0", "1", "-1", str(2**31), str(2**63), "9" * 40, "S3", "I.T1.1", "%00", "%ff%fe", "..", "x" * 300, "é", "a b")
TANYA = ("q=%00", "hal=-1", "urut=" + "x" * 100, "tahun=%ff", "hal=" + "9" * 50, "belum=1&belum=2")
BADAN = (
    ("application/x-www-form-urlencoded", b"nilai=%ff%fe&objek=%00"),
    ("application/x-www-form-urlencoded; charset=utf-16", "nilai=1".encode("utf-16")),
    ("application/json", b'{"objek": [1, {"a": null}]}'),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="berkas"; filename="a"\r\n\r\n'),
    ("multipart/form-data", b"tanpa batas"),
    ("text/xml", b"<a/>"),
)


def _pola(penyelesai=None, di_bawah=""):
    for pola in (penyelesai or get_resolver()).url_patterns:
        jalur = di_bawah + str(pola.pattern)
        if hasattr(pola, "url_patterns"):
            yield from _pola(pola, jalur)
        else:
            yield jalur


POLA = sorted({p for p in _pola() if "kelola/" not in p and p not in ("keluar/",)})


def _jalur(r, pola):
    """An address of this pattern, each of its parts right or wrong."""
    hasil = ""
    while "<" in pola:
        awal, _, sisa = pola.partition("<")
        bagian, _, pola = sisa.partition(">")
        nama = bagian.rpartition(":")[2]
        hasil += awal + r.choice(JALUR.get(nama, LAIN)[: 1 if r.random() < 0.6 and nama in JALUR else None])
    return "/" + hasil + pola


def _periksa(klien, cara, tujuan, *isi, **lain):
    """Answered without an error of the server; where it was refused, the trail did not grow."""
    sebelum = Jejak.objects.count()
    with transaction.atomic():
        apa = (cara.split()[1], tujuan) if " " in cara else (tujuan,)
        jawaban = getattr(klien, cara.split()[0])(*apa, *isi, **lain)
        kata = (cara, tujuan[:200], str(isi or lain)[:300], jawaban.status_code)
        assert jawaban.status_code < 500, kata
        if jawaban.status_code >= 400:
            assert Jejak.objects.count() == sebelum, kata
        if hasattr(jawaban, "file_to_stream") and jawaban.file_to_stream:
            jawaban.file_to_stream.close()
        transaction.set_rollback(True)


@pytest.mark.pdf
def test_alamat_dengan_cara_nomor_dan_sandi_yang_keliru(dunia, masuk, media):
    klien = {p: masuk(getattr(dunia, p)) for p in ("admin", "perencanaan", "bidang", "inspektorat")}
    for satu in klien.values():
        satu.raise_request_exception = False
    for nomor in banyak(150, 12_000):
        r = acak("alamat", nomor)
        tujuan, cara = _jalur(r, r.choice(POLA)), r.choice(CARA)
        if r.random() < 0.3:
            tujuan += "?" + r.choice(TANYA)
        badan = {}
        if cara in ("post", "put", "patch", "delete") and r.random() < 0.5:
            jenis, isi = r.choice(BADAN)
            badan = {"data": isi, "content_type": jenis}
            cara = f"generic {cara.upper()}"
        elif cara == "post":
            badan = {"data": {r.choice(("objek", "nilai", "kolom", "nomor")): r.choice(JAHAT)}}
        _periksa(klien[r.choice(sorted(klien))], cara, tujuan, **badan)


def _formulir(klien):
    """Every form that posts, of every page: (address, fields with what stands in them)."""
    ada = {}
    for _, tujuan in halaman_baca():
        jawaban = klien.get(tujuan)
        if "text/html" not in jawaban.headers.get("Content-Type", ""):
            continue
        pohon = html.fromstring(jawaban.content)
        for satu in pohon.forms:
            if satu.method == "POST":
                ke = (satu.action or tujuan).split("#")[0]
                isi = dict.fromkeys(satu.fields, "") | {n: str(v) for n, v in satu.form_values()}
                isi.pop("csrfmiddlewaretoken", None)
                if ke != "/keluar/":
                    ada.setdefault((ke, tuple(sorted(isi))), isi)
    return [(ke, isi) for (ke, _), isi in sorted(ada.items())]


NILAI = st.one_of(
    st.sampled_from(JAHAT),
    st.text(max_size=40),
    st.integers(-(10**30), 10**30).map(str),
    st.decimals(allow_nan=True).map(str),
    st.datetimes().map(str),
)


def test_setiap_formulir_dengan_nilai_yang_jahat(dunia, masuk, media):
    """Each field in turn holds what it might not expect; the others what the page offered."""
    klien = masuk(dunia.perencanaan)
    klien.raise_request_exception = False
    formulir = _formulir(klien)
    assert len(formulir) > 25, "formulirnya ditemukan"

    @seed(13)
    @settings(max_examples=1500 if PENUH else 60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(formulir), st.data())
    def coba(satu, data):
        ke, isi = satu
        medan = data.draw(st.sampled_from(sorted(isi) or ["x"]))
        _periksa(klien, "post", ke, isi | {medan: data.draw(NILAI)})

    coba()


def test_sel_lembar_dengan_nilai_yang_jahat(dunia, masuk):
    """The grids answer in JSON what they could not take."""
    klien = masuk(dunia.perencanaan)
    klien.raise_request_exception = False
    sel = [
        alamat("isian_sel", triwulan=4),
        alamat("pagu_sel"),
        alamat("rencana_target_sel"),
        alamat("rencana_aksi_sel"),
    ]
    for nomor in banyak(40, 3000):
        r = acak("sel", nomor)
        isi = {
            k: r.choice((*JAHAT, "I.T1.1", "nilai", "1", "0")) for k in ("objek", "kolom", "nilai", "lama", "ubahan")
        }
        with transaction.atomic():
            jawaban = klien.post(r.choice(sel), isi, headers={"Accept": "application/json"})
            assert jawaban.status_code < 500, (nomor, isi)
            if jawaban.headers.get("Content-Type", "").startswith("application/json"):
                json.loads(jawaban.content)
            transaction.set_rollback(True)
