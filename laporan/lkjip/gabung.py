"""Joins the chapters into one PDF: tables of contents with links, page labels, outline, metadata."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.template.loader import render_to_string
from pikepdf import Dictionary, Name, OutlineItem, Pdf, String

from laporan.templatetags.dokumen import DaftarCetak
from sakip.cetak.gerbang import rapatkan
from sakip.cetak.kotak import Halaman, baca
from sakip.cetak.tindih import tindihkan
from sakip.cetak.ukur_teks import lebar
from sakip.pdf import letak_jangkar, tata

from .bab import NOMOR, Bab, CetakCacat, label_halaman, lewat_gerbang, sidik_html
from .laporan import Laporan
from .penggal import pisah

BERNOMOR = ("tabel", "gambar")
DAFTAR_ISI = "daftar"
SELA = 8
"""Points between a table's number and its title."""
TAUTAN = "lkjip:"
LEBAR_A3 = 1000
"""Points: a wider page is of A3, lying."""
DAFTAR = ("Daftar Isi", "Daftar Tabel", "Daftar Gambar")


@dataclass(frozen=True)
class HasilGabung:
    """The whole document."""

    pdf: bytes
    halaman: int
    rupa: tuple[str, ...] = ()


@dataclass(frozen=True)
class HtmlDaftar:
    """The tables of contents before layout: their own entries, the lines that must be read on their pages, and how many
    pages come before them."""

    html: str
    sidik: str
    entri: list[dict[str, Any]]
    tercantum: list[dict[str, Any]]
    sesudah: int


TataDaftar = Callable[[HtmlDaftar], Bab]


def gabungkan(bab: list[Bab], laporan: Laporan, tata_daftar: TataDaftar | None = None) -> HasilGabung:
    """The chapters in order, the tables of contents after the front, uploaded PDFs at the end. `tata_daftar`: lays out
    the tables of contents, or knows equal ones."""
    depan, *tubuh = rangkai(bab)
    daftar = (tata_daftar or render_daftar)(_html_daftar(depan, tubuh, laporan))
    with Pdf.new() as hasil:
        awal: dict[str, int] = {}
        for b in (depan, daftar, *tubuh):
            awal[b.kunci] = len(hasil.pages)
            with Pdf.open(io.BytesIO(b.pdf)) as sumber:
                _salin(sumber, hasil)
        for unggahan in laporan.unggahan("lampiran"):
            if unggahan["berkas"].endswith(".pdf"):
                with Pdf.open(Path(settings.MEDIA_ROOT) / unggahan["berkas"]) as sumber:
                    _salin(sumber, hasil)
        _label(hasil, awal)
        _garis_besar(hasil, [depan, daftar, *tubuh], awal)
        _tautkan(hasil, [depan, daftar, *tubuh], awal)
        _keterangan(hasil, laporan)
        keluaran = io.BytesIO()
        hasil.save(keluaran, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return HasilGabung(keluaran.getvalue(), len(hasil.pages))


def rangkai(bagian: list[Bab]) -> list[Bab]:
    """The chapters, each of one part; the page numbers that only the chapter gives are laid over its later parts."""
    per_bab: dict[str, list[Bab]] = {}
    for satu in bagian:
        per_bab.setdefault(pisah(satu.kunci)[0], []).append(satu)
    return [_rangkai(kunci, milik) if len(milik) > 1 else milik[0] for kunci, milik in per_bab.items()]


def _rangkai(kunci: str, bagian: list[Bab]) -> Bab:
    entri: list[dict[str, Any]] = []
    rupa: list[str] = []
    sesudah = 0
    with Pdf.new() as hasil:
        for satu in bagian:
            entri += [e | {"halaman": e["halaman"] + sesudah} for e in satu.entri]
            rupa += satu.rupa
            with Pdf.open(io.BytesIO(satu.pdf)) as sumber:
                _salin(sumber, hasil)
            sesudah += satu.halaman
        _nomori(hasil, kunci, bagian[0].halaman)
        keluaran = io.BytesIO()
        hasil.save(keluaran, deterministic_id=True)
    return Bab(kunci, keluaran.getvalue(), sesudah, entri, tuple(rupa))


def _nomori(hasil: Pdf, kunci: str, mulai: int) -> None:
    """The numbers of all pages after the first part, laid out by the report's own style and laid over them."""
    halaman = list(hasil.pages)[mulai:]
    ukuran = [_kertas(satu) for satu in halaman]
    konteks = {"awalan": f"{NOMOR[kunci]}-", "mulai": mulai + 1, "kertas": ukuran}
    nomor = tata(render_to_string("laporan/pdf/nomor_halaman.html", konteks)).write_pdf() or b""
    with Pdf.open(io.BytesIO(nomor)) as lembar:
        # The pages of a part share their resources: a name for each number.
        for n, (satu, tanda) in enumerate(zip(halaman, lembar.pages, strict=True), mulai + 1):
            tindihkan(satu, hasil.copy_foreign(tanda.as_form_xobject()), Name(f"/Nomor{n}"))


def _kertas(halaman: pikepdf.Page) -> str:
    """The class of a page of this size."""
    lebar, tinggi = (float(halaman.mediabox[n]) for n in (2, 3))
    return "" if lebar < tinggi else "mendatar" if lebar < LEBAR_A3 else "a3"


def _salin(sumber: Pdf, hasil: Pdf) -> None:
    """Copy all pages. Named destinations stay behind on purpose: `_tautkan` makes the links anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        hasil.pages.extend(sumber.pages)


def _html_daftar(depan: Bab, tubuh: list[Bab], laporan: Laporan) -> HtmlDaftar:
    baris = [_entri(e, label_halaman(b.kunci, e["halaman"])) for b in (depan, *tubuh) for e in b.entri]
    bab = [e for e in baris if e["jenis"] in ("bab", "sub") and e["tingkat"] <= 3]
    letak = sum(e["jenis"] == "bab" for e in depan.entri)
    sendiri = [
        {"tingkat": 1, "judul": judul, "tautan": f"#daftar-bab-{n}", "sendiri": True} for n, judul in enumerate(DAFTAR)
    ]
    hitung = DaftarCetak("daftar", "")
    konteks = {
        "lap": laporan,
        "daftar": hitung,
        "romawi": True,
        "mulai": depan.halaman,
        "awalan": "",
        "isi": [*bab[:letak], *sendiri, *bab[letak:]],
        "lebar_nomor": SELA + max((lebar(e["nomor"], 10, True) for e in baris if e["jenis"] in BERNOMOR), default=0),
        "tabel": [e for e in baris if e["jenis"] == "tabel"],
        "gambar": [e for e in baris if e["jenis"] == "gambar"],
    }
    html = render_to_string("laporan/pdf/daftar.html", konteks)
    tercantum = [e for e in baris if e["jenis"] in BERNOMOR or e in bab]
    return HtmlDaftar(html, sidik_html(html), hitung.sebagai_json(), tercantum, depan.halaman)


def render_daftar(daftar: HtmlDaftar) -> Bab:
    """Lay out the tables of contents; their own page numbers are filled in by the layout itself.

    Raises:
        CetakCacat: a line does not name its page, or something is lost on these pages.
    """
    dokumen = tata(daftar.html)
    nomor = letak_jangkar(dokumen)
    entri = [e | {"halaman": nomor[e["jangkar"]]} for e in daftar.entri]
    halaman = baca(dokumen)
    rupa = lewat_gerbang(halaman, DAFTAR_ISI, entri, daftar.sesudah)
    _periksa_baris(halaman, daftar.tercantum)
    return Bab(DAFTAR_ISI, dokumen.write_pdf() or b"", len(dokumen.pages), entri, rupa)


def _periksa_baris(halaman: list[Halaman], baris: list[dict[str, Any]]) -> None:
    """Each line is read as printed: its number, its title, then the page of its chapter."""
    isi = rapatkan(t.isi for satu in halaman for t in satu.badan)
    for e in baris:
        tertulis = f"{e['nomor']} {e['judul']} {e['label']}"
        if rapatkan([tertulis]) not in isi:
            raise CetakCacat(f"daftar isi tidak menyebut halaman {e['label']} untuk “{e['nomor']} {e['judul']}”")


def _entri(e: dict[str, Any], label: str) -> dict[str, Any]:
    return e | {"label": label, "tautan": f"{TAUTAN}{e['jangkar']}"}


def _label(hasil: Pdf, awal: dict[str, int]) -> None:
    """Page labels, so that a reader shows the printed numbers: Sampul, i, ii, …, I-1, …"""
    nomor: list[Any] = [0, Dictionary(P=String("Sampul")), 1, Dictionary(S=Name.r)]
    for kunci, bab in NOMOR.items():
        nomor += [awal[kunci], Dictionary(S=Name.D, P=String(f"{bab}-"))]
    hasil.Root.PageLabels = hasil.make_indirect(Dictionary(Nums=pikepdf.Array(nomor)))


def _garis_besar(hasil: Pdf, bab: list[Bab], awal: dict[str, int]) -> None:
    """The outline (bookmarks): chapters and sections."""
    with hasil.open_outline() as garis:
        tumpukan: list[OutlineItem] = []
        for b in bab:
            for e in b.entri:
                if e["jenis"] not in ("bab", "sub") or e["tingkat"] > 3:
                    continue
                judul = " ".join(filter(None, [e["nomor"], e["judul"]]))
                butir = OutlineItem(judul, awal[b.kunci] + e["halaman"] - 1)
                del tumpukan[e["tingkat"] - 1 :]
                (tumpukan[-1].children if tumpukan else garis.root).append(butir)
                tumpukan.append(butir)


def _tautkan(hasil: Pdf, bab: list[Bab], awal: dict[str, int]) -> None:
    """Turn the links of the tables of contents into jumps to the pages."""
    tujuan = {e["jangkar"]: awal[b.kunci] + e["halaman"] - 1 for b in bab for e in b.entri}
    mulai = awal["daftar"]
    for halaman in hasil.pages[mulai : mulai + bab[1].halaman]:
        for catatan in halaman.get("/Annots", []):
            alamat = str(catatan.get("/A", Dictionary()).get("/URI", catatan.get("/Dest", "")))
            jangkar = alamat.removeprefix(TAUTAN)
            if jangkar in tujuan:
                if "/A" in catatan:
                    del catatan["/A"]
                catatan.Dest = pikepdf.Array([hasil.pages[tujuan[jangkar]].obj, Name.Fit])


def _keterangan(hasil: Pdf, laporan: Laporan) -> None:
    judul = f"Laporan Kinerja {laporan.instansi['nama']} Tahun {laporan.i.tahun}"
    hasil.Root.Lang = String("id-ID")
    hasil.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    hasil.Root.PageMode = Name.UseOutlines
    with hasil.open_metadata(set_pikepdf_as_editor=False) as keterangan:
        keterangan["dc:title"] = judul
        keterangan["dc:creator"] = [f"{laporan.instansi['nama']} {laporan.i.perangkat_daerah.pemda}"]
        keterangan["dc:language"] = ["id-ID"]
