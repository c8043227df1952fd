"""What the tests of the documents share."""

import io
import re
import subprocess
from html import unescape

from django.utils.html import strip_tags
from openpyxl import load_workbook

from laporan import dokumen
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bab import jangkar_wajib, render_bab
from laporan.lkjip.laporan import Laporan
from sakip.cetak.lukis import UKURAN
from sakip.cetak.ukur_teks import lebar

DEMO = [("hss-2024", 2024), ("balangan-2024", 2024), ("hss-2021", 2021)]
TEKS = re.compile(
    r'<text x="([\d.-]+)" y="([\d.-]+)" fill="[^"]+"'
    r'( font-weight="600")?(?: font-size="([\d.]+)")?>([^<]*)<'
)
_TERTATA = {}


def laporan_dokumen(jenis, instansi, tahun, triwulan=None, bidang=None):
    bahan = dokumen.bahan(jenis, instansi, tahun, triwulan, bidang)
    return Laporan(ke_json(susun_ikhtisar(instansi, tahun, triwulan)), bahan)


def teks_html(jenis, laporan):
    html = dokumen.DOKUMEN[jenis].html(laporan).split("<body>")[1]
    return re.sub(r"\s+", " ", unescape(strip_tags(re.sub(r"<(/?(td|th|tr|p|br|text)\b)", r" <\1", html))))


def tata_bab(bab, laporan):
    """Renders with the check that every row is there, once in a process for the same text and the same rows.
    Pictures are in the text by their fingerprint."""
    kunci = (bab.kunci, bab.html, bab.wajib, *jangkar_wajib(bab.kunci, laporan))
    if kunci not in _TERTATA:
        _TERTATA[kunci] = render_bab(bab, laporan)
    return _TERTATA[kunci]


def halaman_pdf(jenis, laporan):
    """Renders with the check that every row is there."""
    bab = tata_bab(dokumen.susun_html(jenis, laporan), laporan)
    return dokumen.terbitkan(jenis, bab, laporan)


def teks_pdf(pdf, tmp_path):
    berkas = tmp_path / "dokumen.pdf"
    berkas.write_bytes(pdf)
    return subprocess.run(["pdftotext", "-raw", berkas, "-"], capture_output=True, text=True, check=True).stdout


def buku(jenis, laporan):
    return load_workbook(io.BytesIO(dokumen.DOKUMEN[jenis].excel(laporan)))


def label(svg):
    """Each text with its rectangle: left, top, right, bottom."""
    hasil = []
    for x, y, tebal, ukuran, isi in TEKS.findall(svg):
        besar = float(ukuran or UKURAN)
        kiri, dasar = float(x), float(y)
        hasil.append((isi, kiri, dasar - besar * 0.72, kiri + lebar(isi, besar, bool(tebal)), dasar))
    assert len(hasil) == svg.count("<text ")
    return hasil
