"""The structure chart: a box for each unit, joined by lines, levels below each other, text inside its box."""

import re
from html import unescape
from itertools import combinations, pairwise

import pytest

from sakip.cetak.lukis import LEBAR
from sakip.cetak.struktur import LANJUTAN, TINGGI_HALAMAN, Unit, lukis
from sakip.pdf import letak_jangkar, tata

from .dokumen_uji import label

KOTAK = re.compile(
    r'<g(?: id="([^"]*)")?><rect x="([\d.-]+)" y="([\d.-]+)" width="([\d.]+)" height="([\d.]+)"[^>]*/>(.*?)</g>'
)
GARIS = re.compile(r'<polyline points="([^"]+)"')
PANJANG = "Bidang Pengadaan, Pemberhentian, Informasi Kepegawaian, dan Kesejahteraan Pegawai Aparatur Sipil Negara"


def unit(kode, *anak, nama="", kepala=""):
    return Unit(nama or f"Bidang {kode}", kepala, kode, anak)


def pohon(lebar, dalam, kode="u", nama=""):
    anak = (pohon(lebar, dalam - 1, f"{kode}.{n}", nama) for n in range(lebar)) if dalam else ()
    return unit(kode, *anak, nama=nama)


BADAN = unit(
    "",
    unit("S", unit("S1"), unit("S2", kepala="Siti Aminah, S.Sos., M.A.P."), nama="Sekretariat"),
    unit("B1", unit("B1.1", unit("B1.1.1", nama="Tim Kerja"), nama=PANJANG), unit("B1.2"), nama=PANJANG, kepala="Budi"),
    unit("B2"),
    unit("B3"),
    nama="Kepala Badan",
    kepala="Dr. H. Ahmad, M.Si.",
)
BENTUK = {
    "badan": BADAN,
    "satu": unit("", unit("B1"), nama="Kepala"),
    "banyak": unit("", *(unit(f"B{n}", nama=PANJANG) for n in range(11)), nama="Kepala"),
    "tinggi": unit("", unit("A", *(unit(f"A{n}", nama=PANJANG) for n in range(30))), pohon(6, 2), nama="Kepala"),
    "kata": unit("", *(unit(f"B{n}", nama="x" * 400) for n in range(3)), nama="Kepala " + "y" * 200),
}


def kotak(svg):
    """Each box: its name, left, top, right, bottom, its text."""
    hasil = []
    for tanda, x, y, w, h, isi in KOTAK.findall(svg):
        x, y, w, h = map(float, (x, y, w, h))
        hasil.append((tanda, x, y, x + w, y + h, label(isi)))
    assert len(hasil) == svg.count("<rect ")
    return hasil


@pytest.mark.parametrize("nama", BENTUK)
def test_kotak_tidak_bertumpuk_dan_teks_di_dalamnya(nama):
    tanda = []
    for svg in lukis(BENTUK[nama]):
        semua = kotak(svg)
        tinggi = float(re.search(r'viewBox="0 0 605 ([\d.]+)"', svg).group(1))
        assert tinggi <= TINGGI_HALAMAN + 50
        for a, b in combinations(semua, 2):
            assert a[3] < b[1] or b[3] < a[1] or a[4] < b[2] or b[4] < a[2], (a[0], b[0])
        for _, kiri, atas, kanan, bawah, teks in semua:
            assert kiri >= 0 and kanan <= LEBAR and bawah <= tinggi and teks
            for isi, *letak in teks:
                assert kiri <= letak[0] and atas <= letak[1] and letak[2] <= kanan and letak[3] <= bawah, isi
        tanda += [s[0] for s in semua if s[0]]
    kode = [u.tanda for u in turunan(BENTUK[nama]) if u.tanda]
    assert sorted(tanda) == sorted(kode)


def turunan(satu):
    return [satu, *(x for a in satu.anak for x in turunan(a))]


def pada(garis, x, y):
    """Whether a point is on a line of upright and lying parts."""
    titik = [tuple(map(float, t.split(","))) for t in garis.split()]
    return any(
        min(a[0], b[0]) - 0.1 <= x <= max(a[0], b[0]) + 0.1 and min(a[1], b[1]) - 0.1 <= y <= max(a[1], b[1]) + 0.1
        for a, b in pairwise(titik)
    )


def test_setiap_kotak_disambung_garis_dan_sub_di_bawah_bidangnya():
    (svg,) = lukis(BADAN)
    per = {s[0]: s for s in kotak(svg)}
    ujung = [tuple(map(float, t.split(","))) for g in GARIS.findall(svg) for t in (g.split()[0], g.split()[-1])]
    for tanda, kiri, atas, kanan, bawah, _ in per.values():
        tersambung = [x for x, y in ujung if kiri - 0.1 <= x <= kanan + 0.1 and atas - 0.1 <= y <= bawah + 0.1]
        assert tersambung, tanda
    for x, y in ujung:
        di_kotak = any(s[1] <= x <= s[3] and s[2] - 0.1 <= y <= s[4] + 0.1 for s in per.values())
        assert di_kotak or sum(pada(garis, x, y) for garis in GARIS.findall(svg)) > 1, (x, y)
    assert per["S"][2] == per["B1"][2] == per["B2"][2] > per[""][4]
    for induk, anak in (("S", "S1"), ("S", "S2"), ("B1", "B1.1"), ("B1.1", "B1.1.1"), ("B1", "B1.2")):
        assert per[anak][2] > per[induk][4] and per[induk][1] < per[anak][1] < per[induk][3]
    assert "Siti Aminah" in svg and PANJANG in unescape(" ".join(t[0] for t in per["B1"][5]))


def test_yang_tidak_muat_berlanjut_dan_tanpa_unit_tidak_digambar():
    lembar = lukis(BENTUK["tinggi"])
    assert len(lembar) > 1 and all(LANJUTAN.strip() in svg for svg in lembar[1:])
    assert lukis(unit("", nama="Kepala")) == []


@pytest.mark.pdf
def test_yang_digambar_ditemukan_pada_halamannya():
    (svg,) = lukis(BENTUK["satu"])
    dokumen = tata(f'<p>satu</p><div class="bab"><figure>{svg}</figure></div>')
    assert letak_jangkar(dokumen) == {"B1": 2}
