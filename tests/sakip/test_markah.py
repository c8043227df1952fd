"""Markdown of people as HTML: what they meant is kept, nothing active or remote gets through."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sakip.markah import TANDA_HTML, UNSUR, ke_html


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
