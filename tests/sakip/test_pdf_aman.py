"""Documents read nothing but the project's static files and the report's own uploads."""

import http.server
import subprocess
import threading

import pytest

from laporan.lkjip import bab as modul_bab
from laporan.models import Narasi
from sakip.pdf import AlamatTerlarang, PengambilAman, render_pdf
from tests.conftest import impor_contoh
from tests.laporan.test_lkjip import laporan_dari

RAHASIA = "rahasia-yang-tidak-boleh-bocor"


@pytest.fixture
def peladen():
    """A web server that notes every request and redirects."""
    diminta = []

    class Penjawab(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            diminta.append(self.path)
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Penjawab)
    utas = threading.Thread(target=server.serve_forever)
    utas.start()
    yield f"http://127.0.0.1:{server.server_port}", diminta
    server.shutdown()
    utas.join()
    server.server_close()


@pytest.fixture
def berkas_rahasia(tmp_path):
    berkas = tmp_path / "rahasia.svg"
    berkas.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="50"><text y="20">{RAHASIA}</text></svg>'
    )
    return berkas.as_uri()


def teks(pdf, tmp_path):
    berkas = tmp_path / "hasil.pdf"
    berkas.write_bytes(pdf)
    lampiran = subprocess.run(["pdfdetach", "-list", berkas], capture_output=True, text=True).stdout
    return subprocess.run(["pdftotext", berkas, "-"], capture_output=True, text=True, check=True).stdout, lampiran


SERANGAN = """
<p>awal</p><img src="{berkas}"><img src="{web}/gambar.png"><object data="{berkas}"></object><embed src="{berkas}">
<link rel="stylesheet" href="{web}/gaya.css"><link rel="attachment" href="{berkas}">
<a rel="attachment" href="{berkas}">unduh</a>
<style>@import url({web}/impor.css); @font-face {{ font-family: X; src: url({web}/x.woff2) }}
p {{ background: url({berkas}); font-family: X }} li {{ list-style-image: url({web}/l.png) }}</style>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">
<image href="{berkas}" width="9" height="9"/><image xlink:href="{web}/svg.png"/><use href="{berkas}#x"/></svg>
<ul><li>butir</li></ul><p>akhir</p>
"""


@pytest.mark.pdf
def test_html_dan_svg_jahat_tidak_membaca_apa_pun(peladen, berkas_rahasia, tmp_path):
    web, diminta = peladen
    isi, lampiran = teks(render_pdf(SERANGAN.format(berkas=berkas_rahasia, web=web)), tmp_path)
    assert "awal" in isi and "akhir" in isi
    assert RAHASIA not in isi
    assert "0 embedded files" in lampiran
    assert diminta == []


@pytest.mark.pdf
def test_serangan_di_narasi_tercetak_sebagai_teks(db, peladen, berkas_rahasia, tmp_path):
    web, diminta = peladen
    instansi = impor_contoh("hss-2024")["hss-2024"]
    Narasi.objects.create(
        perangkat_daerah=instansi,
        tahun=2024,
        bagian="4.2",
        teks=SERANGAN.format(berkas=berkas_rahasia, web=web) + f"\n\n![gambar]({berkas_rahasia}) [tautan]({web}/klik)",
    )
    laporan = laporan_dari(instansi, 2024)
    hasil = modul_bab.render_bab(modul_bab.susun_html("bab4", laporan), laporan)
    isi, lampiran = teks(hasil.pdf, tmp_path)
    assert RAHASIA not in isi
    assert "0 embedded files" in lampiran
    assert diminta == []
    assert b"/URI" not in hasil.pdf


@pytest.mark.parametrize(
    "alamat",
    [
        "file:///etc/passwd",
        "http://127.0.0.1/",
        "https://contoh.id/x.png",
        "data:text/plain,halo",
        "ftp://127.0.0.1/x",
        "sakip://statis/../settings.py",
        "sakip://statis//etc/passwd",
        "sakip://statis/sakip/../../../pyproject.toml",
        "sakip://unggahan/../../etc/passwd",
        "sakip://unggahan/0000",
        "sakip://lain/x",
        "SAKIP://statis/sakip/pdf.css",
    ],
)
def test_pengambil_menolak(alamat):
    with pytest.raises(AlamatTerlarang):
        PengambilAman().fetch(alamat)


def test_pengambil_memberi_berkas_statis_dan_unggahan(tmp_path):
    gambar = tmp_path / "x.png"
    gambar.write_bytes(b"isi")
    pengambil = PengambilAman({"abc": gambar})
    assert pengambil.fetch("sakip://unggahan/abc").read() == b"isi"
    assert b"@font-face" in pengambil.fetch("sakip://statis/sakip/pdf.css").read()
