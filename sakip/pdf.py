"""HTML → PDF with WeasyPrint, reading nothing but the project's static files and given uploads."""

from __future__ import annotations

import hashlib
import logging
import mimetypes
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import weasyprint
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .cetak.huruf import AlamatTerlarang, berkas_statis
from .cetak.kepala import belah, lekatkan, pangkas
from .cetak.kolom import suaikan
from .cetak.kotak import buang_lanjutan, jangkar_gambar

__all__ = ["AlamatTerlarang", "PengambilAman", "letak_jangkar", "render_pdf", "sidik_gaya", "tata"]

SKEMA = "sakip://"
LEMBAR_GAYA = ("sakip/pdf.css", "sakip/pdf_tabel.css", "sakip/pdf_dokumen.css")
KATA_TERPANJANG = 24
"""Letters in a row after which a word may be broken: no column of a table is as wide as a word of 400."""
_LEMBAGA = re.compile(r"(<style.*?</style>|<svg.*?</svg>|<[^>]*>)", re.S)
_KUTIP_KURUNG = re.compile(r"(\"|&quot;|&#x27;|[”’]) \(")
_PANJANG = re.compile(rf"[^\s<>&;\u200b]{{{KATA_TERPANJANG}}}(?=[^\s<>&;]{{4}})")


class PengambilAman(URLFetcher):
    """Serves `sakip://statis/…` and `sakip://unggahan/<sidik>`; refuses everything else."""

    def __init__(self, unggahan: dict[str, Path] | None = None) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.unggahan = unggahan or {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        jalur = self._jalur(url)
        jenis = mimetypes.guess_type(jalur.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, jalur.read_bytes(), {"Content-Type": jenis})

    def _jalur(self, url: str) -> Path:
        if url.startswith(f"{SKEMA}unggahan/"):
            if (berkas := self.unggahan.get(url.removeprefix(f"{SKEMA}unggahan/"))) is not None:
                return berkas
        elif url.startswith(f"{SKEMA}statis/"):
            return berkas_statis(url.removeprefix(f"{SKEMA}statis/"))
        raise AlamatTerlarang(f"alamat ditolak: {url[:200]}")


@cache
def _gaya() -> tuple[FontConfiguration, list[CSS]]:
    """The style sheets and their fonts, read once in a process."""
    huruf = FontConfiguration()
    pengambil = PengambilAman()
    gaya = [
        CSS(
            string=berkas_statis(nama).read_text(),
            base_url=f"{SKEMA}statis/{nama}",
            url_fetcher=pengambil,
            font_config=huruf,
        )
        for nama in LEMBAR_GAYA
    ]
    return huruf, gaya


@cache
def sidik_gaya() -> str:
    """Fingerprint of all that shapes a document besides its HTML: style, fonts, library version."""
    aduk = hashlib.sha256(weasyprint.__version__.encode())
    for nama in LEMBAR_GAYA:
        berkas = berkas_statis(nama)
        aduk.update(berkas.read_bytes())
        for huruf in sorted((berkas.parent / "fonts").glob("*.woff2")):
            aduk.update(huruf.read_bytes())
    return aduk.hexdigest()


class _Pengamat(logging.Handler):
    """Passes WeasyPrint's progress lines on; what the callback raises ends the rendering."""

    def __init__(self, kabari: Callable[[str], None]) -> None:
        super().__init__()
        self.kabari = kabari

    def emit(self, record: logging.LogRecord) -> None:
        self.kabari(record.getMessage())


@contextmanager
def _diamati(kabari: Callable[[str], None] | None) -> Iterator[None]:
    if kabari is None:
        yield
        return
    catatan, pengamat = logging.getLogger("weasyprint.progress"), _Pengamat(kabari)
    tingkat, naik = catatan.level, catatan.propagate
    catatan.addHandler(pengamat)
    catatan.setLevel(logging.INFO)
    catatan.propagate = False
    try:
        yield
    finally:
        catatan.removeHandler(pengamat)
        catatan.setLevel(tingkat)
        catatan.propagate = naik


def tata(html: str, unggahan: dict[str, Path] | None = None, kabari: Callable[[str], None] | None = None) -> Document:
    """Lay a document out in pages. `kabari` hears of the progress and may raise to stop it."""
    huruf, gaya = _gaya()
    with _diamati(kabari):
        isi = HTML(string=longgarkan(html), base_url=SKEMA, url_fetcher=PengambilAman(unggahan))
        pangkas(isi.etree_element)
        belah(isi.etree_element)
        lekatkan(isi.etree_element)
        suaikan(isi.etree_element)
        return buang_lanjutan(isi.render(font_config=huruf, stylesheets=gaya))


def longgarkan(html: str) -> str:
    """Very long words may be broken where a line ends, and a line between a closing quote and a bracket, which Unicode
    keeps together."""
    bagian = _LEMBAGA.split(html)
    bagian[::2] = (_KUTIP_KURUNG.sub("\\1 \u200b(", _PANJANG.sub("\\g<0>\u200b", teks)) for teks in bagian[::2])
    return "".join(bagian)


def letak_jangkar(dokumen: Document) -> dict[str, int]:
    """The page, from 1, on which each anchor first stands, in the text or in a picture."""
    semua = reversed(list(enumerate(dokumen.pages, 1)))
    return {jangkar: n for n, halaman in semua for jangkar in (*halaman.anchors, *jangkar_gambar(halaman))}


def render_pdf(html: str, unggahan: dict[str, Path] | None = None) -> bytes:
    """A document as PDF."""
    return tata(html, unggahan).write_pdf() or b""
