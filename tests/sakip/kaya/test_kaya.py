"""Text as Markdown, as HTML, as a tree: round trips, what is cleaned, what stays to the letter."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sakip.kaya.baca import dari_html, dari_teks
from sakip.kaya.pohon import (
    PUTUS,
    RUJUKAN,
    TANDA,
    Daftar,
    Gambar,
    Garis,
    Kutipan,
    Paragraf,
    Potong,
    Sel,
    Tabel,
    rapikan,
)
from sakip.kaya.takaran import TerlaluRumit, pohon_html, pohon_teks
from sakip.kaya.tulis import ke_markdown, ke_penyunting, simpanan, untuk_dibaca
from sakip.markah import berupa_html, ke_html

pytestmark = [pytest.mark.tanpa_basis_data, pytest.mark.teliti]
setelan = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

kata = st.text(st.sampled_from("aB1 .,-*_`[](){}<>#|~&\\!+=:\n\t\xa0é\u0639\U0001f600\"'"), min_size=1, max_size=12)
tanda = st.frozensets(st.sampled_from(TANDA), max_size=2)
rujukan = st.sampled_from(["capaian:total", "pagu:P1@2023.tw2|ringkas", "komponen:I.1#A & <B>", "tak terbaca"])
potong = st.one_of(
    st.builds(Potong, kata, tanda),
    st.builds(Potong, rujukan, tanda, st.just(RUJUKAN)),
    st.just(Potong("", jenis=PUTUS)),
)


@st.composite
def paragraf(draw):
    tingkat = draw(st.sampled_from([0, 0, 0, 3, 4, 5, 6]))
    return Paragraf(rapikan(draw(st.lists(potong, min_size=1, max_size=5)), putus=not tingkat), tingkat)


terisi = paragraf().filter(lambda p: p.isi)


def dokumen(satu, sedikit=1):
    return st.lists(satu, min_size=sedikit, max_size=3).map(tuple)


keterangan = st.one_of(
    st.text(st.sampled_from("aB1 .,-*_`[](){}<>#|~&\\!:é\"'"), max_size=12).map(lambda t: " ".join(t.split())),
    st.just('Naik {{capaian:total}} "persen"'),
).filter(lambda t: "{{" not in t.replace("{{capaian:total}}", ""))
lukisan = st.builds(Gambar, st.sampled_from(["ab" * 32, "0"]), keterangan, keterangan)
sel = st.builds(Sel, dokumen(terisi, 0), st.booleans(), st.integers(1, 3), st.integers(1, 3))
blok = st.recursive(
    st.one_of(
        terisi,
        st.just(Garis()),
        lukisan,
        st.builds(Tabel, st.lists(st.lists(sel, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple)),
    ),
    lambda x: st.one_of(
        st.builds(Kutipan, dokumen(x)),
        st.builds(Daftar, dokumen(dokumen(x)), st.one_of(st.none(), st.sampled_from([0, 1, 7]))),
    ),
    max_leaves=6,
)


@setelan
@given(dokumen(blok, 0))
def test_yang_disimpan_terbaca_sama(dok):
    teks = simpanan("", dok)
    assert dari_teks(teks) == dok
    assert simpanan(teks, dok) == teks


@setelan
@given(dokumen(blok, 0))
def test_penyunting_terbaca_sama(dok):
    assert dari_html(ke_penyunting(dok)) == dok


@setelan
@given(st.text(st.sampled_from("ab1 .-*_`[](){}<>#|~&\\!+=:\n"), max_size=60))
def test_naskah_yang_tidak_disunting_tidak_berubah(teks):
    assert simpanan(teks, dari_html(ke_penyunting(dari_teks(teks)))) == teks


@setelan
@given(dokumen(terisi, 2), terisi)
def test_satu_paragraf_disunting_yang_lain_tetap(dok, baru):
    lama = simpanan("", dok)
    jadi = simpanan(lama, (*dok[:-1], baru))
    assert dari_teks(jadi) == (*dok[:-1], baru)


def test_blok_lain_tetap_seperti_diketik():
    lama = "Judul\n=====\nSatu\nbaris   dua.\n\n*  butir\n*  lain\n\nAkhir."
    jadi = simpanan(lama, (*dari_teks(lama)[:-1], *dari_teks("Akhir yang **baru**.")))
    assert jadi == "Judul\n=====\nSatu\nbaris   dua.\n\n*  butir\n*  lain\n\nAkhir yang **baru**."


@pytest.mark.parametrize(
    ("html", "teks"),
    [
        ("<p>Sebesar 5_6 [lampiran] #1 & <b>tebal</b></p>", "Sebesar 5_6 [lampiran] #1 & **tebal**"),
        ("<p>1. bukan daftar</p>", "1\\. bukan daftar"),
        ("<p>tulis {{capaian:total}}</p>", r"tulis \{\{capaian:total}}"),
        ('<p>capaian <span data-rujukan="capaian:total"></span></p>', "capaian {{capaian:total}}"),
        (
            '<table><tr><th>A</th></tr><tr><td><span data-rujukan="pagu:total|kata"></span> | x</td></tr></table>',
            "| A |\n| --- |\n| {{pagu:total|kata}} \\| x |",
        ),
        ("<ul><li><p>a</p><ol start=3><li><p>b</p></li></ol></li></ul>", "- a\n\n  3. b"),
        ("<p>a<br>b</p><p>&nbsp;</p><hr>", "a\\\nb\n\n---"),
    ],
)
def test_ditulis_sebagai_markdown(html, teks):
    assert simpanan("", dari_html(html)) == teks


@pytest.mark.parametrize(
    "html",
    [
        "<p>H<sub>2</sub>O dan m<sup>2</sup></p>",
        '<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td><p>c</p><p>d</p></td></tr></table>',
        "<p>Catatan:<b>x.</b>y</p>",
    ],
)
def test_yang_tak_terbawa_markdown_disimpan_sebagai_html_bertanda(html):
    teks = simpanan("", dari_html(html))
    assert berupa_html(teks)
    assert dari_teks(teks) == dari_html(html)
    assert not berupa_html(untuk_dibaca(teks))
    assert ke_html(teks).strip() == teks.split("\n", 1)[1]


def test_yang_asing_tidak_ikut():
    kotor = (
        "<div class=MsoNormal style='color:red'><o:p></o:p>Satu<script>alert(1)</script></div>"
        "<p onclick=x>Dua <a href='javascript:x'>tautan</a> <img src=http://x/y.png onerror=z></p><style>p{}</style>"
        "<h1>Bab</h1><iframe src=//x></iframe>"
    )
    assert ke_markdown(dari_html(kotor)) == "Satu\n\nDua tautan\n\n# Bab"
    assert "<script" not in ke_html("<!-- HTML, hanya baca: sunting di halaman Naskah -->\n<p>a</p><script>x</script>")


@pytest.mark.parametrize("html", ["<b>" * 5000 + "x", "<blockquote>" * 3000 + "dalam", "<ul><li>" * 2000 + "z"])
def test_susunan_yang_sangat_dalam_tetap_terbaca(html):
    assert dari_teks(simpanan("", dari_html(html))) == dari_html(html)


def test_panjang_tanpa_spasi_arab_dan_emoji_utuh():
    for isi in ("x" * 10_000, "الأداء الحكومي", "capaian 😀👩‍👩‍👧"):
        assert simpanan("", dari_html(f"<p>{isi}</p>")) == isi


@pytest.mark.parametrize("teks", ["Data[^1].\n\n[^1]: BPS", "A[^a] B[^b].\n\n[^a]: Satu.\n\n[^b]: Dua."])
def test_catatan_kaki_tetap_seperti_ditulis(teks):
    dok = dari_teks(teks)
    assert simpanan("", dok) == teks
    assert simpanan(teks, dari_html(ke_penyunting(dok))) == teks


RUMIT = {
    "alinea": "<p>a</p>" * 30_000,
    "potongan": "<p>" + "<b>a</b>c" * 30_000 + "</p>",
    "putus": "<p>" + "a<br>" * 60_001 + "</p>",
    "dalam": "<ul><li>" * 60_000,
    "kutipan dalam": "<blockquote>" * 60_000 + "a",
    "huruf tebal dalam": "<b>" * 60_000 + "a",
    "tabel": "<table>" + "<tr><td>a</td></tr>" * 30_000 + "</table>",
    "tabel lebar": "<table><tr>" + '<td colspan="50">a</td>' * 5_000,
    "satu lebar, banyak baris": "<table><tr>" + '<td colspan="50">a</td>' * 50 + "<tr><td>a" * 500,
}


@pytest.mark.parametrize("apa", RUMIT)
def test_naskah_yang_terlalu_rumit_ditolak_sebelum_dipahami(apa):
    awal = time.process_time()
    with pytest.raises(TerlaluRumit, match="terlalu rumit"):
        pohon_html(RUMIT[apa])
    assert time.process_time() - awal < 4


def test_naskah_bertanda_yang_terlalu_rumit_ditolak():
    with pytest.raises(TerlaluRumit):
        pohon_teks("a\n\n" * 15_000)
    with pytest.raises(TerlaluRumit):
        pohon_teks("a" * 200_001)


def test_naskah_panjang_yang_wajar_diterima():
    wajar = "<p>Satu <b>dua</b> tiga.</p>" * 400 + "<table>" + f"<tr>{'<td>1</td>' * 12}</tr>" * 200 + "</table>"
    assert pohon_html(wajar) == dari_html(wajar)
    teks = "Satu **dua** tiga.\n\n" * 2000
    assert pohon_teks(teks) == dari_teks(teks)
