"""What a page weighs on the line: the first under 200 KB, later ones under 60 KB."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests.alat import halaman_baca

KB = 1024
HTMX = "django_htmx/htmx-2.min.js"
FONT = [f"sakip/fonts/inter-latin-{b}-normal.woff2" for b in (400, 600)]


def berat_statis(nama: str) -> int:
    """As whitenoise sends it: text compressed with brotli, fonts as they are."""
    isi = Path(finders.find(nama)).read_bytes()
    return len(isi) if nama.endswith("woff2") else len(brotli.compress(isi))


def berat(jawaban) -> int:
    return len(gzip.compress(jawaban.content, 6))


def test_halaman_pertama(client, db):
    isi = client.get("/masuk/")
    statis = set(re.findall(r'(?:href|src)="/static/([^"#]+)', isi.content.decode()))
    assert {HTMX, "sakip/sakip.css", "sakip/media.css", "sakip/sakip.js", *FONT} <= statis
    jumlah = berat(isi) + sum(berat_statis(s) for s in statis | {"sakip/ikon.svg"})
    assert jumlah < 100 * KB, jumlah


@pytest.mark.parametrize(("nama", "tujuan"), [h for h in halaman_baca() if "unduh" not in h[0]])
def test_halaman_berikutnya(perencana, nama, tujuan):
    jawaban = perencana.get(tujuan)
    if jawaban["Content-Type"].startswith("text/html"):
        gambar = re.findall(r'<img src="([^"]+)"', jawaban.content.decode())
        assert berat(jawaban) + sum(berat(perencana.get(g)) for g in gambar) < 20 * KB


def test_huruf_yang_dipakai_ada():
    css = Path(finders.find("sakip/sakip.css")).read_text()
    for nama in re.findall(r'url\("(fonts/[^"]+)"\)', css):
        assert finders.find(f"sakip/{nama}"), nama
    assert finders.find("sakip/fonts/LICENSE")
