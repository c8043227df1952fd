"""Pohon kinerja: the cascading drawn as a tree on A3, on several sheets where one would not be readable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from weakref import WeakKeyDictionary

from django.utils.safestring import SafeString, mark_safe

from laporan.lkjip.bab import BabTidakLengkap
from laporan.lkjip.laporan import Laporan
from sakip.cetak.ukur_teks import gaya_mandiri

from .. import cascading
from ..dasar import Dokumen
from ..jenjang import JENJANG, Cabang, jenjang, simpul_wajib
from .tata import LEBAR, LEBAR_KOLOM, SELA_X, UKURAN, Jalur, Kotak, LembarGambar, Penata

WARNA = {
    "tujuan": ("#0f4c5c", "#0f4c5c", "#ffffff"),
    "sasaran": ("#d5e4e6", "#0f4c5c", "#1b2a2f"),
    "program": ("#e8eff0", "#5b8791", "#1b2a2f"),
    "kegiatan": ("#f4f7f7", "#8fa9ae", "#1b2a2f"),
    "sub_kegiatan": ("#ffffff", "#b9c4c6", "#1b2a2f"),
}
"""Fill, border and text of each level's boxes."""
LAYAR = 1.6
"""Pixels of the page in the browser to a point of the sheet."""


_SUDAH: WeakKeyDictionary[Laporan, list[Gambar]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Gambar:
    """One sheet, drawn."""

    nomor: int
    lembar: LembarGambar

    @property
    def judul(self) -> str:
        return self.lembar.judul

    @property
    def lebar_layar(self) -> int:
        return round(LEBAR * LAYAR)

    @property
    def tinggi_layar(self) -> int:
        return round((self.lembar.tinggi + 4) * LAYAR)

    @property
    def svg(self) -> SafeString:
        """For a document that has the font."""
        return mark_safe(_svg(self.lembar))  # noqa: S308

    def mandiri(self) -> str:
        """As a file of its own."""
        return _svg(self.lembar, gaya_mandiri())


def gambar(laporan: Laporan) -> list[Gambar]:
    """The sheets, laid out once for a report.

    Raises:
        BabTidakLengkap: a node of the ikhtisar is on none of them.
    """
    if laporan not in _SUDAH:
        _SUDAH[laporan] = _gambar(laporan)
    return _SUDAH[laporan]


def _gambar(laporan: Laporan) -> list[Gambar]:
    lembar = susun_lembar(jenjang(laporan), laporan.cara, laporan.nama_pendek)
    ada = {k.kode for satu in lembar for k in satu.kotak if not k.lintas}
    hilang = [s.kode for s in simpul_wajib(laporan) if s.kode not in ada]
    if hilang:
        raise BabTidakLengkap(f"{len(hilang)} simpul tidak ada pada pohon kinerja: {', '.join(hilang[:5])}")
    return [Gambar(n, satu) for n, satu in enumerate(lembar, 1)]


def susun_lembar(akar: list[Cabang], cara: str, nama: str) -> list[LembarGambar]:
    """On one sheet where all of it is readable, else a sheet or more for each sasaran."""
    semua = [j for a in akar for j in jalur(a)]
    if not semua:
        return []
    if (utuh := _satu_lembar(nama, semua, cara, set())) is not None:
        return [utuh]
    hasil: list[LembarGambar] = []
    terlihat: set[str] = set()
    sisa = list(_kelompok(akar))
    while sisa:
        banyak, muat = _sebanyak_muat(sisa, cara, terlihat)
        hasil += [muat] if muat is not None else _beberapa_lembar(*sisa[0], cara, terlihat)
        for _, kelompok in sisa[:banyak]:
            _catat(kelompok, terlihat)
        sisa = sisa[banyak:]
    return hasil


def _sebanyak_muat(
    sisa: list[tuple[str, list[Jalur]]], cara: str, terlihat: set[str]
) -> tuple[int, LembarGambar | None]:
    """As many of the next groups as fit on a sheet together; None where not even one does."""
    hasil: tuple[int, LembarGambar | None] = (1, None)
    for banyak in range(1, len(sisa) + 1):
        judul = ", ".join(nama for nama, _ in sisa[:banyak])
        lembar = _satu_lembar(judul, [j for _, kelompok in sisa[:banyak] for j in kelompok], cara, terlihat)
        if lembar is None:
            break
        hasil = banyak, lembar
    return hasil


def jalur(c: Cabang, atas: tuple[Cabang, ...] = ()) -> Iterator[Jalur]:
    """Each kegiatan, or node where the tree ends, with all above it and its sub kegiatan."""
    kini = (*atas, c)
    sub = tuple(a for a in c.anak if a.jenis == JENJANG[-1])
    if sub or not c.anak:
        yield kini, sub
    for a in c.anak:
        if a.jenis != JENJANG[-1]:
            yield from jalur(a, kini)


def _kelompok(akar: list[Cabang]) -> Iterator[tuple[str, list[Jalur]]]:
    """The paths of each sasaran, then of the program without one."""
    lepas: list[Jalur] = []
    for a in akar:
        if a.jenis != "tujuan":
            lepas += jalur(a)
        elif not a.anak:
            yield f"Tujuan {a.simpul.kode}", list(jalur(a))
        for s in a.anak if a.jenis == "tujuan" else ():
            yield f"Sasaran {s.simpul.kode}", list(jalur(s, (a,)))
    if lepas:
        yield "Program yang belum dihubungkan dengan sasaran", lepas


def _catat(semua: list[Jalur], terlihat: set[str]) -> None:
    terlihat |= {c.kunci for atas, sub in semua for c in (*atas, *sub)}


def _satu_lembar(judul: str, semua: list[Jalur], cara: str, terlihat: set[str]) -> LembarGambar | None:
    """The largest text and widest columns with which it all fits."""
    if len(semua) * (LEBAR_KOLOM[-1] + SELA_X) - SELA_X > LEBAR or not _muat_terkecil(semua, cara, terlihat):
        return None
    for ukuran in UKURAN:
        for kolom in LEBAR_KOLOM:
            lembar = Penata(ukuran, kolom, cara, terlihat).lembar(judul, semua)
            if lembar.muat:
                return lembar
    return None


def _muat_terkecil(semua: list[Jalur], cara: str, terlihat: set[str]) -> bool:
    """Whether it fits at all, before the sizes are tried from the largest down."""
    return any(Penata(UKURAN[-1], kolom, cara, terlihat).lembar("", semua).muat for kolom in reversed(LEBAR_KOLOM))


def _beberapa_lembar(judul: str, semua: list[Jalur], cara: str, terlihat: set[str]) -> list[LembarGambar]:
    """Sheet by sheet, each taking as many sub kegiatan as it holds, and one at least."""
    sisa: list[Jalur] = [(atas, satu) for atas, sub in semua for satu in _satu_satu(sub)]
    hasil: list[LembarGambar] = []
    sudah = set(terlihat)
    while sisa:
        penata = Penata(6.5, 112.0, cara, set(sudah))
        banyak = _terbanyak(penata, judul, sisa)
        nama = judul if not hasil else f"{judul} (lanjutan)"
        hasil.append(penata.lembar(nama, sisa[:banyak]))
        _catat(sisa[:banyak], sudah)
        sisa = sisa[banyak:]
    return hasil


def _satu_satu(sub: tuple[Cabang, ...]) -> list[tuple[Cabang, ...]]:
    """Each by itself; of none, one path that ends without any."""
    return [(s,) for s in sub] or [()]


def _terbanyak(penata: Penata, judul: str, sisa: list[Jalur]) -> int:
    """How many of the next paths fit (by halving), one at least."""
    bawah, atas = 1, len(sisa)
    while bawah < atas:
        tengah = (bawah + atas + 1) // 2
        if penata.lembar(judul, sisa[:tengah]).muat:
            bawah = tengah
        else:
            atas = tengah - 1
    return bawah


# Drawing


def _svg(lembar: LembarGambar, gaya: str = "") -> str:
    tinggi = lembar.tinggi + 4
    bagian = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Pohon kinerja {escape(lembar.judul)}" '
        f'viewBox="-2 -2 {LEBAR + 4:.0f} {tinggi:.1f}" width="{LEBAR + 4:.0f}pt" height="{tinggi:.1f}pt" '
        f'font-family="Inter, DejaVu Sans, sans-serif" font-size="{lembar.ukuran:g}">',
        f"<style>{gaya}</style>" if gaya else "",
        f'<rect x="-2" y="-2" width="{LEBAR + 4:.0f}" height="{tinggi:.1f}" fill="#ffffff"/>',
    ]
    for titik in lembar.garis:
        letak = " ".join(f"{x:.2f},{y:.2f}" for x, y in titik)
        bagian.append(f'<polyline points="{letak}" fill="none" stroke="#5b8791" stroke-width=".8"/>')
    bagian += [_kotak(k) for k in lembar.kotak]
    return "".join([*bagian, "</svg>"])


def _kotak(k: Kotak) -> str:
    latar, tepi, huruf = WARNA[k.jenis]
    if k.lintas:
        latar, tepi, huruf = "#ffffff", "#c8641b", "#1b2a2f"
    warna = {"label": "#a9d0d8" if huruf == "#ffffff" else "#4d6064", "iku": "#c8641b", "uang": huruf}
    if huruf == "#ffffff":
        warna["iku"] = "#ffc491"
    putus = ' stroke-dasharray="3 2"' if k.lintas else ""
    bagian = [
        f'<g data-kode="{escape(k.kode)}" data-jenis="{"lintas" if k.lintas else k.jenis}">'
        f'<rect x="{k.x:.2f}" y="{k.y:.2f}" width="{k.lebar:.2f}" height="{k.tinggi:.2f}" rx="1.5" fill="{latar}" '
        f'stroke="{tepi}" stroke-width=".7"{putus}/>'
    ]
    for b in k.baris:
        berat = ' font-weight="600"' if b.tebal else ""
        letak = f'x="{k.x + b.x:.2f}" y="{k.y + b.y:.2f}"'
        bagian.append(f'<text {letak}{berat} fill="{warna.get(b.warna, huruf)}">{escape(b.teks)}</text>')
    return "".join([*bagian, "</g>"])


# The document


def konteks(laporan: Laporan) -> dict[str, Any]:
    lembar = gambar(laporan)
    lepas = any(c.jenis not in ("tujuan", "sasaran") for c in jenjang(laporan))
    return {"lembar": lembar, "judul_gambar": [f"Pohon kinerja: {g.judul}" for g in lembar], "lepas": lepas}


def wajib(laporan: Laporan) -> list[str]:
    """Every sheet; that every node is on one, `gambar` has made sure."""
    return [f"pohon-{g.nomor}" for g in gambar(laporan)]


POHON_KINERJA = Dokumen(
    kunci="pohon_kinerja",
    judul="Pohon Kinerja",
    guna="Cascading sebagai gambar pada kertas A3, dengan lintas perangkat daerah.",
    konteks=konteks,
    wajib=wajib,
    lembar=cascading.lembar,
)
