"""The mark on every page: KONSEP until a version is handed in, then which version it is and when it was handed in."""

from __future__ import annotations

import io
from decimal import Decimal
from functools import lru_cache

import pikepdf
from django.template.loader import render_to_string
from pikepdf import Name, Pdf

from sakip.cetak.tindih import tindihkan
from sakip.pdf import render_pdf

LEBAR, TINGGI, TEPI = 320, 14, 12
"""Of the mark, and its distance from the page's upper right corner, in points."""
KONSEP = "KONSEP"


def cap(pdf: bytes, teks: str) -> bytes:
    """The same document with the mark in the upper margin of each page. Equal input gives equal bytes."""
    with Pdf.open(io.BytesIO(pdf)) as dokumen, Pdf.open(io.BytesIO(_tanda(teks))) as tanda:
        bentuk = dokumen.copy_foreign(tanda.pages[0].as_form_xobject())
        for halaman in dokumen.pages:
            kanan, atas = (Decimal(str(halaman.mediabox[n])) for n in (2, 3))
            tindihkan(halaman, bentuk, Name.TandaVersi, float(kanan - TEPI - LEBAR), float(atas - TEPI - TINGGI))
        keluaran = io.BytesIO()
        dokumen.save(keluaran, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return keluaran.getvalue()


@lru_cache(maxsize=8)
def _tanda(teks: str) -> bytes:
    return render_pdf(render_to_string("laporan/pdf/stempel.html", {"teks": teks}))
