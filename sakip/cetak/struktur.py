"""The structure chart: the head, the units below, the sub-units of each under it, joined by lines.

Boxes are as high as their measured text. Where the units need more than one row, a trunk on the left leads from row to
row; what does not fit on a page goes on the next, under the head again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from sakip.cetak.lukis import GARIS, GELAP, LEBAR, REDUP, TEPI, TERANG, TINTA, UKURAN, Lukisan, tinggi_alinea
from sakip.cetak.ukur_teks import lebar

JUDUL = "Struktur organisasi"
LANJUTAN = " (lanjutan)"
SELA, TURUN, MASUK, TUMPUK = 10.0, 13.0, 12.0, 6.0
"""Between columns, between a level and its bar, what a sub-unit is set in, between the boxes of a stack."""
DALAM = 6.0
LEBAR_KEPALA, LEBAR_UNIT = 300.0, 180.0
SEBARIS = 5
TINGGI_HALAMAN = 800.0


@dataclass(frozen=True)
class Unit:
    """A unit with those that belong to it. An empty `tanda` is not counted: the unit stands elsewhere, too."""

    nama: str
    kepala: str = ""
    tanda: str = ""
    anak: tuple[Unit, ...] = ()

    def tinggi_kotak(self, selebar: float) -> float:
        batas = selebar - 2 * DALAM
        kepala = tinggi_alinea(self.kepala, batas) + 2 if self.kepala else 0
        return tinggi_alinea(self.nama, batas, tebal=True) + kepala + 2 * DALAM

    def tinggi(self, selebar: float) -> float:
        """Of its box and all below it."""
        return self.tinggi_kotak(selebar) + sum(TUMPUK + a.tinggi(selebar - MASUK) for a in self.anak)

    def kata_terlebar(self) -> float:
        """The width of box in which none of its words is broken."""
        kata = [lebar(k, UKURAN, tebal=True) for k in self.nama.split()]
        kata += [lebar(k, UKURAN) for k in self.kepala.split()]
        return max([2 * DALAM + max(kata, default=0), *(MASUK + a.kata_terlebar() for a in self.anak)])


def lukis(pimpinan: Unit) -> list[str]:
    """The pictures, each of which fits on a page."""
    if not pimpinan.anak:
        return []
    kolom = _banyak_kolom(pimpinan.anak)
    sebaris = -(-len(pimpinan.anak) // -(-len(pimpinan.anak) // kolom))
    selebar = _lebar_kolom(sebaris)
    sisa = TINGGI_HALAMAN - pimpinan.tinggi_kotak(LEBAR_KEPALA) - 2 * TURUN
    unit = [p for u in pimpinan.anak for p in _potong(u, selebar, sisa)]
    lembar: list[list[Sequence[Unit]]] = [[]]
    terpakai = 0.0
    for baris in (unit[n : n + sebaris] for n in range(0, len(unit), sebaris)):
        tinggi = max(u.tinggi(selebar) for u in baris) + 2 * TURUN
        if lembar[-1] and terpakai + tinggi > sisa:
            lembar.append([])
            terpakai = 0.0
        lembar[-1].append(baris)
        terpakai += tinggi
    return [_lembar(_lanjutan(pimpinan) if n else pimpinan, baris, selebar) for n, baris in enumerate(lembar)]


def _banyak_kolom(unit: Sequence[Unit]) -> int:
    """As many side by side as leave every word whole; two at least."""
    terlebar = max(u.kata_terlebar() for u in unit)
    muat = (n for n in range(SEBARIS, 2, -1) if _lebar_kolom(n) >= terlebar)
    return min(next(muat, 2), len(unit))


def _lebar_kolom(banyak: int) -> float:
    return min(LEBAR_UNIT, (LEBAR - MASUK - 1 - (banyak - 1) * SELA) / banyak)


def _lanjutan(unit: Unit) -> Unit:
    return replace(unit, nama=f"{unit.nama.removesuffix(LANJUTAN)}{LANJUTAN}", tanda="", anak=())


def _potong(unit: Unit, selebar: float, batas: float) -> Iterator[Unit]:
    """In pieces that fit on a page; a sub-unit that does not fit below its unit gets columns of its own."""
    isi: tuple[Unit, ...] = ()
    lepas: list[Unit] = []
    for a in unit.anak:
        if replace(unit, anak=(a,)).tinggi(selebar) > batas:
            lepas += _potong(a, selebar, batas)
            continue
        if replace(unit, anak=(*isi, a)).tinggi(selebar) > batas:
            yield replace(unit, anak=isi)
            unit, isi = _lanjutan(unit), ()
        isi = (*isi, a)
    yield replace(unit, anak=isi)
    yield from lepas


def _lembar(pimpinan: Unit, semua: Sequence[Sequence[Unit]], selebar: float) -> str:
    gambar = Lukisan(JUDUL)
    tengah = LEBAR / 2
    y = _kotak(gambar, pimpinan, tengah - LEBAR_KEPALA / 2, 1.0, LEBAR_KEPALA, warna=(GELAP, "", "#ffffff"))
    batang = y
    for n, baris in enumerate(semua):
        y += TURUN
        penuh = len(baris) * (selebar + SELA) - SELA
        kiri = (LEBAR - penuh) / 2 if len(semua) == 1 else MASUK
        titik = [kiri + k * (selebar + SELA) + selebar / 2 for k in range(len(baris))]
        if n == 0:
            gambar.garis((tengah, batang), (tengah, y), warna=TEPI)
        ujung = [*titik, tengah] if n == 0 else titik
        gambar.garis((0.5 if len(semua) > 1 else min(ujung), y), (max(ujung), y), warna=TEPI)
        if n:
            gambar.garis((0.5, batang), (0.5, y), warna=TEPI)
        batang = y
        atas = y + TURUN
        setinggi = max(u.tinggi_kotak(selebar) for u in baris)
        for x, u in zip(titik, baris, strict=True):
            gambar.garis((x, batang), (x, atas), warna=TEPI)
            y = max(y, _cabang(gambar, u, x - selebar / 2, atas, selebar, setinggi))
    return gambar.svg()


def _cabang(gambar: Lukisan, unit: Unit, x: float, y: float, selebar: float, setinggi: float = 0) -> float:
    """A box and the stack below it, each joined to the spine at its left; gives where it ends."""
    utama = setinggi > 0
    bawah = _kotak(gambar, unit, x, y, selebar, setinggi, (TERANG, TEPI, TINTA) if utama else ("#ffffff", GARIS, TINTA))
    dasar, tiang = bawah, x + MASUK / 2
    for a in unit.anak:
        bawah += TUMPUK
        simpang = bawah + DALAM + UKURAN * 0.6
        gambar.garis((tiang, dasar), (tiang, simpang), (x + MASUK, simpang), warna=TEPI)
        bawah = _cabang(gambar, a, x + MASUK, bawah, selebar - MASUK)
    return bawah


def _kotak(
    gambar: Lukisan,
    unit: Unit,
    x: float,
    y: float,
    selebar: float,
    setinggi: float = 0,
    warna: tuple[str, str, str] = (TERANG, TEPI, TINTA),
) -> float:
    isi, tepi, tinta = warna
    tinggi = max(unit.tinggi_kotak(selebar), setinggi)
    gambar.bagian.append(f'<g id="{escape(unit.tanda)}">' if unit.tanda else "<g>")
    gambar.segi(x, y, selebar, tinggi, isi, tepi, bulat=2)
    batas, tengah = selebar - 2 * DALAM, x + selebar / 2
    atas = y + (tinggi - unit.tinggi_kotak(selebar)) / 2 + DALAM
    atas += gambar.alinea(tengah, atas, unit.nama, batas, jangkar="middle", tebal=True, warna=tinta)
    if unit.kepala:
        redup = REDUP if tinta == TINTA else tinta
        gambar.alinea(tengah, atas + 2, unit.kepala, batas, jangkar="middle", warna=redup)
    gambar.bagian.append("</g>")
    return y + tinggi
