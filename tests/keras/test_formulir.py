"""Every form of every page, for every role, with hostile values in each of its fields; files of every kind where a file
is asked for."""

import inspect
import json
import re
import sys

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.alat import alamat
from tests.conftest import KlienBaca
from tests.sakip.test_anak import tidak_membengkak  # noqa: F401
from tests.sakip.test_arsitektur import URUTAN

from .jelajah import ASING, formulir, isi_dunia, milik_tetangga, pola
from .mutasi import JAHAT, PENUH, acak, banyak, contoh_berkas, rusakkan_apa_pun
from .test_alamat import periksa

pytestmark = [
    pytest.mark.lambat,
    pytest.mark.xdist_group("keras"),
    pytest.mark.templat_luar,
]
NILAI = st.one_of(
    st.sampled_from(JAHAT),
    st.text(max_size=40),
    st.integers(-(10**30), 10**30).map(str),
    st.decimals(allow_nan=True).map(str),
    st.datetimes().map(str),
)
PERAN = ("admin", "perencanaan", "kepala", "inspektorat", "bidang", "pembaca") if PENUH else ("perencanaan",)
UNGGAH = {
    "berkas_unggah",
    "bukti_tambah",
    "buku_kerja_unggah",
    "naskah_gambar_unggah",
    "mulai_pemda_simpan",
    "mulai_periksa",
    "naskah_word_periksa",
    "pk_berlakukan",
    "sipd_unggah",
    "admin:sakip_pemda_add",
    "admin:sakip_pemda_change",
}
"""Every address that takes a file. One that is added here is one more that a child must open."""


KUNCI = ("ForeignKey", "OneToOneField", "BigAutoField", "BigIntegerField")
BERNOMOR = ("objek", "jejak_id", "perangkat_daerah_id", "indikator_id", "simpul_id")
"""Columns that hold the number of something else without being a key."""


@pytest.fixture(scope="module")
def _terkumpul(_dunia, django_db_blocker):
    """[(role, form)], found once for all tests of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        isi_dunia(_dunia)
        semua = []
        for peran in PERAN:
            klien = KlienBaca()
            klien.force_login(getattr(_dunia, peran), backend="django.contrib.auth.backends.ModelBackend")
            klien.raise_request_exception = False
            semua += [(peran, f) for f in formulir(klien)]
        yield semua
        transaction.set_rollback(True)


@pytest.fixture
def kiriman(_terkumpul, dunia, masuk, media, request):
    """[(client, form)] of each role; from now on the process does not grow."""
    klien = {peran: masuk(getattr(dunia, peran)) for peran in PERAN}
    for satu in klien.values():
        satu.raise_request_exception = False
    request.getfixturevalue("tidak_membengkak")
    return [(klien[peran], f) for peran, f in _terkumpul]


@pytest.mark.pdf
def test_setiap_medan_setiap_formulir_dengan_nilai_yang_jahat(kiriman):
    """Each field in turn holds what it might not expect; the others what the page offered."""
    assert len({f.nama for _, f in kiriman}) > 40, "formulirnya ditemukan"
    sasaran = [(klien, f, medan) for klien, f in kiriman for medan in sorted(f.isi) or ["x"]]
    for nomor, (klien, f, medan) in enumerate(sasaran if PENUH else ()):
        for nilai in acak("medan", nomor).sample(JAHAT, 6):
            periksa(klien, "post", f.ke, f.isi | {medan: nilai})

    @seed(13)
    @settings(max_examples=1500 if PENUH else 60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(sasaran), NILAI)
    def coba(satu, nilai):
        klien, f, medan = satu
        periksa(klien, "post", f.ke, f.isi | {medan: nilai})

    coba()


def _rujukan_ke_tetangga():
    """How many rows of each table name something of theirs."""
    hasil = {}
    for model in apps.get_models():
        for b in model._meta.concrete_fields:
            if (b.primary_key or b.remote_field or b.name in BERNOMOR) and b.get_internal_type() in KUNCI:
                hasil[model._meta.label, b.name] = model._base_manager.filter(**{b.attname: ASING}).count()
    return hasil


@pytest.mark.pdf
def test_milik_instansi_lain_tidak_dapat_disebut(kiriman, dunia):
    """Their numbers and codes in every field, and in the address, of every form of ours: nothing of theirs is touched,
    and nothing of ours names them."""
    milik_tetangga(dunia)
    sebelum, isi_sebelum = _rujukan_ke_tetangga(), _isi_tetangga()
    asing = (str(ASING), f"i{ASING}", f"s{ASING}", f"b{ASING}", f"p{ASING}", "S.ASING", "I.ASING", f"{ASING}:0")
    sasaran = [(klien, f, medan) for klien, f in kiriman for medan in sorted(f.isi) or ["x"] if "kelola" not in f.ke]
    sasaran = [s for s in sasaran if s[0].session["_auth_user_id"] != str(dunia.admin.pk)]
    if not PENUH:
        sasaran = acak("asing", "contoh").sample(sasaran, 40)
    for nomor, (klien, f, medan) in enumerate(sasaran):
        for nilai in asing if PENUH else (asing[nomor % len(asing)],):
            for ke in {f.ke, re.sub(r"(?<=/)\d+(?=/(?!tw|2024))", str(ASING), f.ke)}:
                with transaction.atomic():
                    jawaban = klien.post(ke, f.isi | {medan: nilai})
                    kata = (ke, medan, nilai, jawaban.status_code)
                    assert jawaban.status_code < 500, kata
                    kini = _rujukan_ke_tetangga()
                    assert {k: n for k, n in kini.items() if n != sebelum[k]} == {}, kata
                    assert _isi_tetangga() == isi_sebelum, kata
                    transaction.set_rollback(True)


def _isi_tetangga():
    return [
        sorted(map(str, m._base_manager.filter(pk=ASING).values_list()))
        for m in apps.get_models()
        if m._meta.pk.get_internal_type() == "BigAutoField"
    ]


def test_setiap_alamat_unggahan_dengan_berkas_yang_rusak(kiriman):
    """Each address that takes a file gets each kind, sound and damaged."""
    berkas = [(klien, f) for klien, f in kiriman if f.berkas]
    milik_admin = {n for n in UNGGAH if n.startswith("admin:" if PENUH else ("admin:", "mulai_"))}
    assert {f.nama for _, f in berkas} >= UNGGAH - milik_admin
    jenis = sorted(contoh_berkas())
    for nomor in banyak(30, 3000):
        r = acak("unggah", nomor)
        klien, f = berkas[nomor % len(berkas)]
        nama = r.choice(jenis)
        isi = contoh_berkas()[nama]
        if r.random() < 0.8:
            isi = rusakkan_apa_pun(r, nama, isi)
        akhiran = r.choice((nama, nama, "xlsx", "pdf", "png.exe", "docx"))
        unggahan = {
            m: SimpleUploadedFile(f"{r.choice(('a', '../a', 'con', 'x' * 300))}.{akhiran}", isi) for m in f.berkas
        }
        periksa(klien, "post", f.ke, f.isi | {"alt": "x", "judul": "x"} | unggahan)


def test_hanya_alamat_ini_yang_menerima_berkas():
    """From the sources: whoever asks for FILES stands in `UNGGAH`."""
    ada = set()
    for _, nama, view in pola():
        modul = sys.modules.get(inspect.unwrap(view).__module__)
        if modul is None or modul.__name__.partition(".")[0] not in URUTAN:
            continue
        milik = [f for f in vars(modul).values() if inspect.isfunction(f) and f.__module__ == modul.__name__]
        baca = {f.__name__ for f in map(inspect.unwrap, milik) if "FILES" in inspect.getsource(f)}
        sumber = inspect.getsource(inspect.unwrap(view))
        if "FILES" in sumber or any(re.search(rf"(?<!def )\b{f}\(", sumber) for f in baca):
            ada.add(nama)
    assert ada == {n for n in UNGGAH if not n.startswith("admin:")}


def test_sel_lembar_dengan_nilai_yang_jahat(dunia, masuk):
    """The grids answer in JSON what they could not take."""
    klien = masuk(dunia.perencanaan)
    klien.raise_request_exception = False
    nama = sorted({n for _, n, _ in pola() if n.endswith("_sel")})
    assert len(nama) >= 5
    sel = [alamat(n, triwulan=4) for n in nama]
    for nomor in banyak(40, 3000):
        r = acak("sel", nomor)
        isi = {
            k: r.choice((*JAHAT, "I.T1.1", "nilai", "teks", "html", "n4.1", "1", "0"))
            for k in ("objek", "kolom", "nilai", "lama", "tegas", "ubahan")
        }
        with transaction.atomic():
            jawaban = klien.post(r.choice(sel), isi, headers={"Accept": "application/json"})
            assert jawaban.status_code < 500, (nomor, isi)
            if jawaban.headers.get("Content-Type", "").startswith("application/json"):
                json.loads(jawaban.content)
            transaction.set_rollback(True)
