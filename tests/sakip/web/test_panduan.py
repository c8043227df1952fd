"""The help of each role: everyone lands on their own, its links lead somewhere, its pictures are there."""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from sakip.models import Pengguna
from sakip.panduan.baca import GAMBAR, PERAN, SEMUA, kunci_bagi, panduan
from sakip.panduan.tujuan import HALAMAN, Tujuan
from tests.alat import alamat, jumlah_kueri, teks
from tests.dunia import PERAN as ORANG
from tests.pabrik import BidangFactory, PenggunaFactory, PerangkatDaerahFactory

AKAR = Path(__file__).parents[3]
KB = 1024
WAJIB = ("Tenggat", "Yang Anda", "Memperoleh LKjIP", "Arti “belum dapat dinilai”", "Bertanya kepada siapa")
SEMUA_HALAMAN = (SEMUA, *PERAN)


def ke(kunci):
    return reverse("panduan_semua") if kunci == SEMUA else reverse("panduan_peran", args=[kunci])


def kalimat(markdown):
    """The sentences of a text without its picture."""
    tanpa = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", markdown)
    return [k for k in re.split(r"(?<=[.?])\s+", re.sub(r"[>*]", "", tanpa).strip()) if k]


@pytest.mark.parametrize("peran", ORANG)
def test_setiap_peran_mendarat_pada_panduannya(dunia, masuk, peran):
    klien = masuk(getattr(dunia, peran))
    jawaban = klien.get(reverse("panduan"))
    assert jawaban.status_code == 302 and jawaban.url == ke(peran)
    assert f"Panduan {panduan(peran).judul}" in teks(klien.get(jawaban.url))


def test_kepala_bidang_membaca_panduan_bidang(dunia, masuk):
    kabid = PenggunaFactory(kepala_bidang=True, perangkat_daerah=dunia.hss)
    assert masuk(kabid).get(reverse("panduan")).url == ke("bidang")


def test_panduan_setiap_peran_pengguna_ada():
    assert {kunci_bagi(Pengguna(peran=p)) for p in Pengguna.Peran} == set(PERAN)


@pytest.mark.parametrize("tujuan", [reverse("panduan"), *map(ke, SEMUA_HALAMAN)])
def test_yang_belum_masuk_diminta_masuk(client, db, tujuan):
    jawaban = client.get(tujuan)
    assert jawaban.status_code == 302 and jawaban.url.startswith(f"{reverse('masuk')}?next=")


def test_panduan_yang_tidak_ada(perencana):
    assert perencana.get("/panduan/tukang/").status_code == 404
    assert perencana.post(ke("bidang")).status_code == 405


@pytest.mark.teliti
@pytest.mark.parametrize("peran", ORANG)
@pytest.mark.parametrize("kunci", SEMUA_HALAMAN)
def test_tautan_panduan_dapat_dibuka_pembacanya(dunia, masuk, peran, kunci):
    """Of every page, for whoever reads it: no link leads to a page that refuses them, or that is not there."""
    klien = masuk(getattr(dunia, peran))
    html = klien.get(ke(kunci)).content.decode()
    isi = html[html.index('<main id="isi"') : html.index("</main>")]
    jangkar = set(re.findall(r'id="([\w-]+)"', isi))
    tujuan = set(re.findall(r'href="([^"]+)"', isi))
    assert {t[1:] for t in tujuan if t.startswith("#")} <= jangkar
    for satu in sorted(t for t in tujuan if not t.startswith(("#", "/static/"))):
        jawaban = klien.get(satu, follow=True)
        assert jawaban.status_code == 200, (satu, jawaban.status_code)


def test_panduan_sendiri_menautkan_setiap_halaman_yang_disebutnya(dunia, masuk):
    """Nothing that a role is told to open is only words for that role."""
    for kunci in PERAN:
        html = masuk(getattr(dunia, kunci)).get(ke(kunci)).content.decode()
        disebut = [m for t in panduan(kunci).semua_teks for m in re.findall(r"\[([^\]]+)\]\(halaman:[^)]+\)", t)]
        assert disebut
        for kata in disebut:
            assert re.search(rf'<a href="/[^"]*">{re.escape(kata)}</a>', html), (kunci, kata)


@pytest.mark.parametrize("kunci", PERAN)
def test_isi_setiap_panduan(kunci):
    satu = panduan(kunci)
    judul = [b.judul for b in satu.bagian]
    assert all(any(j.startswith(w) for j in judul) for w in WAJIB), judul
    assert len(satu.langkah) >= 5
    semua = [x.jangkar for x in satu.berjudul]
    assert len(set(semua)) == len(semua)
    for x in satu.langkah:
        uraian, _, bila = x.isi.partition("\n> ")
        assert re.search(r"!\[[^\]]{20,}\]\(gambar:[\w-]+\)", uraian), (kunci, x.judul)
        assert 1 <= len(kalimat(uraian)) <= 3, (kunci, x.judul, kalimat(uraian))
        assert bila.startswith("**Bila ") and 1 <= len(kalimat(bila)) <= 5, (kunci, x.judul)


def test_halaman_yang_disebut_dikenal():
    disebut = {
        n for kunci in SEMUA_HALAMAN for t in panduan(kunci).semua_teks for n in re.findall(r"\(halaman:([^)]+)\)", t)
    }
    assert disebut <= set(HALAMAN)
    assert Tujuan(Pengguna()).alamat("tidak_ada") == ""  # only its words are shown


@pytest.mark.teliti
def test_setiap_halaman_yang_boleh_disebut_ada(dunia, masuk):
    for orang in (dunia.perencanaan, dunia.inspektorat, dunia.admin):
        tujuan = [a for nama in HALAMAN if (a := Tujuan(orang).alamat(nama))]
        assert all(masuk(orang).get(a, follow=True).status_code == 200 for a in tujuan)
    assert all(any(Tujuan(o).alamat(n) for o in (dunia.perencanaan, dunia.inspektorat, dunia.admin)) for n in HALAMAN)


def test_setiap_gambar_disebut_dan_setiap_sebutan_ada():
    disebut = set().union(*(panduan(k).gambar for k in SEMUA_HALAMAN))
    assert {b.stem for b in GAMBAR.iterdir()} == disebut
    assert {b.stem for b in (AKAR / "tests/data/panduan").iterdir()} == disebut


def test_gambar_ringan():
    besar = {b.name: b.stat().st_size for b in GAMBAR.iterdir()}
    assert {n: s for n, s in besar.items() if s > 60 * KB} == {}
    assert sum(besar.values()) < 2 * KB * KB
    for b in GAMBAR.iterdir():
        with Image.open(b) as g:
            assert 500 <= g.width <= 1400, b.name


def test_gambar_beralt_dan_berukuran(perencana):
    for kunci in PERAN:
        gambar = re.findall(r"<img [^>]+>", perencana.get(ke(kunci)).content.decode())
        assert len(gambar) >= len(panduan(kunci).langkah)
        for g in gambar:
            assert re.search(r'alt="[^"]{20,}" width="\d+" height="\d+"', g), g


def test_tautan_ke_panduan(dunia, masuk):
    for peran in ORANG:
        assert f'href="{reverse("panduan")}"' in masuk(getattr(dunia, peran)).get("/kabar/").content.decode()
    klien = masuk(dunia.bidang)
    assert f'href="{reverse("panduan")}"' in klien.get("/bantuan/capaian/").content.decode()


def test_pencarian_menemukan_langkah_panduan(dunia, masuk):
    html = masuk(dunia.bidang).get(alamat("cari"), {"q": "rencana aksi"}).content.decode()
    assert f'href="{ke("bidang")}#isi-rencana-aksi"' in html
    html = masuk(dunia.bidang).get(alamat("cari"), {"q": "panduan"}).content.decode()
    assert [ke(k) for k in PERAN] == re.findall(r'href="(/panduan/[\w-]+/)"', html[html.index("<main") :])


@pytest.mark.parametrize("kunci", SEMUA_HALAMAN)
def test_kueri_panduan_tetap(dunia, masuk, kunci):
    klien = masuk(dunia.pendatang)
    satu = jumlah_kueri(klien, ke(kunci))
    BidangFactory(perangkat_daerah=dunia.kosong)
    PerangkatDaerahFactory(pemda=dunia.kosong.pemda)
    assert jumlah_kueri(klien, ke(kunci)) == satu <= 8
