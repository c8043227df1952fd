"""The whole report as DOCX, from the very pages' text that the PDF is laid out from."""

from __future__ import annotations

import io
from collections.abc import Iterator

from sakip.cetak.docx.lukisan import SVG
from sakip.cetak.docx.penulis import Kop, Penulis

from ..bab import URUTAN, berkas_unggahan, html_bab
from ..laporan import Laporan
from .tanda import PenandaNaskah


def susun_docx(laporan: Laporan) -> bytes:
    """All chapters in order, the contents after the front."""
    html = [html_bab(kunci, laporan)[0] for kunci in URUTAN]
    tanda = PenandaNaskah(laporan)
    penulis = Penulis(
        _kop(laporan), berkas_unggahan(laporan), tanda.ujung, [svg for satu in html for svg in SVG.findall(satu)]
    )
    for kunci, satu in zip(URUTAN, html, strict=True):
        penulis.bab(satu)
        if kunci == "depan":
            penulis.daftar_isi(_daftar(laporan))
    tanda.sematkan(penulis.dok)
    penulis.tutup()
    keluaran = io.BytesIO()
    penulis.dok.save(keluaran)
    return keluaran.getvalue()


def _kop(laporan: Laporan) -> Kop:
    nama, tahun = laporan.instansi["nama"], laporan.i.tahun
    return Kop(
        judul=f"Laporan Kinerja {nama} Tahun {tahun}",
        pembuat=nama,
        kepala=f"{laporan.nama_pendek} {laporan.i.perangkat_daerah.pemda}",
        kaki=f"LKjIP {laporan.nama_pendek} Tahun {tahun}",
    )


def _daftar(laporan: Laporan) -> Iterator[tuple[str, str, list[str]]]:
    """The headings and captions of the whole report."""
    entri = [e for kunci in URUTAN for e in html_bab(kunci, laporan)[1]]
    judul = [e for e in entri if e.jenis in ("bab", "sub") and e.tingkat <= 3]
    daftar = [("Daftar Isi", 'TOC \\o "1-3" \\h \\z \\u', judul)]
    daftar += [
        (f"Daftar {jenis}", f'TOC \\h \\z \\c "{jenis}"', [e for e in entri if e.jenis == jenis.lower()])
        for jenis in ("Tabel", "Gambar")
    ]
    for nama, perintah, milik in daftar:
        if milik:
            yield nama, perintah, [f"{e.nomor} {e.judul}".strip() for e in milik]
