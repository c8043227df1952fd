"""Markdown of people as HTML: what they meant is kept, nothing active or remote gets through."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakip.kaya.baca import dari_teks
from sakip.kaya.tulis import simpanan
from sakip.kaya.word.alinea import berkaki
from sakip.markah import KAKI_TERPANJANG, TANDA_HTML, UNSUR, ke_html


@pytest.mark.parametrize(
    ("teks", "html"),
    [
        ("Satu.\n\nDua.", "<p>Satu.</p>\n<p>Dua.</p>\n"),
        (
            "**tebal** dan *miring* dan ~~coret~~",
            "<p><strong>tebal</strong> dan <em>miring</em> dan <s>coret</s></p>\n",
        ),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n"),
        ("# Judul", "<h3>Judul</h3>\n"),
        ("## Anak", "<h4>Anak</h4>\n"),
        ("###### Bawah", "<h6>Bawah</h6>\n"),
        ("R & D < 5 > 3", "<p>R &amp; D &lt; 5 &gt; 3</p>\n"),
        ("", ""),
    ],
)
def test_bentuk(teks, html):
    assert ke_html(teks) == html


def test_tabel_tetap_tabel():
    html = ke_html("| Uraian | Nilai |\n|---|---:|\n| IP ASN | 86,68 |")
    assert "<th>Uraian</th>" in html
    assert "<td>86,68</td>" in html


@pytest.mark.parametrize(
    ("teks", "tampak"),
    [
        ("<script>alert(1)</script>", "alert(1)"),
        ("<img src=x onerror=alert(1)>", "onerror"),
        ("[BKN](javascript:alert(1))", "BKN"),
        ("[BKN](https://bkn.go.id)", "BKN"),
        ("<https://bkn.go.id>", "https://bkn.go.id"),
        ("![Bagan struktur](https://contoh.id/a.png)", "Bagan struktur"),
        ("![Bagan struktur](file:///etc/passwd)", "Bagan struktur"),
        ("<iframe src='file:///etc/passwd'></iframe>", "iframe"),
        ("<style>body{display:none}</style>", "display"),
        ("<a href='https://contoh.id' onclick='x()'>sini</a>", "sini"),
    ],
)
def test_yang_aktif_atau_jauh_menjadi_teks_biasa(teks, tampak):
    html = ke_html(teks)
    assert tampak in html
    for unsur in ("script", "img", "a", "iframe", "style"):
        assert f"<{unsur}" not in html


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="<>&\"'/=ab #*[]()!|-\n`~:", max_size=80))
def test_hanya_unsur_yang_diizinkan_yang_keluar(teks):
    html = str(ke_html(teks))
    for potong in html.split("<")[1:]:
        nama = potong.split(">")[0].strip("/ ")
        assert nama in UNSUR


@pytest.mark.parametrize(
    ("teks", "html"),
    [
        ("Sesuai data[^1].\n\n[^1]: BPS", '<p>Sesuai data<span class="kaki">BPS</span>.</p>\n'),
        (
            "A[^a] B[^b]\n\n[^a]: Satu *dua*\n[^b]: Tiga <b>",
            '<p>A<span class="kaki">Satu <em>dua</em></span> B<span class="kaki">Tiga &lt;b&gt;</span></p>\n',
        ),
        ("Tanpa catatan[^9].", "<p>Tanpa catatan[^9].</p>\n"),
        ("Satu.\n\n[^1]: Tidak dipanggil.", "<p>Satu.</p>\n<p>[^1]: Tidak dipanggil.</p>\n"),
    ],
)
def test_catatan_kaki(teks, html):
    assert ke_html(teks) == html


def test_catatan_kaki_dalam_html_tidak_lepas_dari_pembersihan():
    jahat = (
        f'{TANDA_HTML}\n<table><tr><td colspan="[^1]">a</td></tr></table><p>[^1]: " onclick="x" <script>y</script></p>'
    )
    assert "onclick=" not in ke_html(jahat).replace('" onclick="x"', "")
    assert "<script" not in ke_html(jahat)


def test_tautan_hanya_ke_halaman_yang_dikenal_penautnya():
    teks = "[Isian **kini**](halaman:isian) dan [lain](https://contoh.go.id) dan [skrip](javascript:alert(1))"
    html = ke_html(teks, tautan=lambda nama, kata: f'<a href="/{nama}/">{kata}</a>')
    assert html.startswith('<p><a href="/isian/">Isian <strong>kini</strong></a> dan lain dan ')
    assert html.count("<a") == 1
    assert "<a" not in ke_html(teks)


@pytest.mark.lambat
def test_catatan_yang_dipanggil_tanpa_akhir_tetap_seperti_ditulis():
    """A note of 100,000 letters that is called 20,000 times would be two gigabytes."""
    teks = "[^1] " * 20_000 + "\n\n[^1]: " + "panjang " * 12_500
    assert len(ke_html(teks)) < 2 * len(teks)
    assert berkaki(dari_teks(teks)) == {}
    wajar = "[^1] " * 10 + "\n\n[^1]: Sumber."
    assert str(ke_html(wajar)).count("Sumber.") == 10
    assert KAKI_TERPANJANG < 1_000_000


@pytest.mark.parametrize(
    ("tulis", "jadi"),
    [
        ('colspan="1000000000"', ' colspan="50"'),
        ('rowspan="65534"', ' rowspan="50"'),
        ('colspan="0"', ' colspan="1"'),
        ('colspan="-5"', ""),
        ('colspan="dua"', ""),
        ('rowspan="²"', ""),
        (f'colspan="{"9" * 5000}"', ' colspan="50"'),
        ('colspan="3"', ' colspan="3"'),
    ],
)
def test_rentang_sel_dalam_batas_yang_dapat_dicetak(tulis, jadi):
    html = ke_html(f"{TANDA_HTML}\n<table><tbody><tr><td {tulis}>a</td></tr></tbody></table>")
    assert f"<td{jadi}>a</td>" in html


def test_nomor_awal_daftar_dalam_batas():
    html = ke_html(f'{TANDA_HTML}\n<ol start="{"9" * 40}"><li>a</li></ol><ol start="x"><li>b</li></ol>')
    assert '<ol start="999999999"><li>a</li></ol><ol><li>b</li></ol>' in html


@pytest.mark.parametrize("angka", ["0", "7", "9" * 5000, "٣"])
@pytest.mark.parametrize("rupa", ["&#57344;{}&#57345;", "&#xE000;{}&#xe001;"])
def test_tempat_angka_hidup_tidak_dapat_ditiru(angka, rupa):
    teks = f"Awal {rupa.format(angka)} akhir dan {{{{capaian:total}}}}."
    for satu in (teks, f"{TANDA_HTML}\n<p>{teks}</p>"):
        pohon = dari_teks(satu)
        assert dari_teks(simpanan("", pohon)) == pohon


BERULANG = {
    "kurung siku": "[" * 100_000,
    "gambar": "![" * 60_000,
    "gambar terbuka": "![a](" * 40_000,
    "bintang": "*a " * 60_000,
    "bintang ganda": "**a*" * 50_000,
    "garis bawah": "_a" * 90_000,
    "kutipan": "> " * 90_000 + "a",
    "daftar dalam daftar": "\n".join("  " * n + "- a" for n in range(400)),
    "pagar": "`" * 1000 + "a" + "``a" * 60_000,
    "kurung sudut": "<a" * 90_000,
    "entitas": "&amp" * 40_000,
    "tautan": "[a](<b" * 30_000,
    "rujukan": "[a]: b\n" * 25_000,
    "catatan": "[^a]" * 45_000,
    "angka hidup": "{{" * 90_000,
    "tabel": "|" * 5_000 + "\n" + "|-" * 5_000 + "|\n" + "|\n" * 10_000,
    "coret": "~~a" * 60_000,
    "judul": "# a\n" * 45_000,
    "garis miring": "\\" * 180_000,
    "baris": "a\n\n" * 60_000,
}


@pytest.mark.lambat
@pytest.mark.parametrize("apa", BERULANG)
def test_naskah_yang_berulang_ulang_tidak_memakan_waktu(apa):
    """One sign again and again: twice as much takes twice as long."""
    teks, awal = BERULANG[apa][:60_000], time.process_time()
    ke_html(teks)
    assert time.process_time() - awal < 6
