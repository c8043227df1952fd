"""Lays the tree out on sheets: boxes as large as their measured text, levels aligned, nothing overlapping.

Units are points. Program and kegiatan stand side by side under their sasaran; the sub kegiatan of a
kegiatan stand below it in one or more stacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sakip.angka import tulis_uang
from sakip.cetak.ukur_teks import bungkus, lebar

from ..dasar import bersatuan, teks_target
from ..jenjang import JENJANG, NAMA_JENJANG, Cabang

LEBAR, TINGGI = 1110.0, 655.0
"""What an A3 page leaves for the picture."""
SELA_X, SELA_Y, SELA_TUMPUK, MASUK = 7.0, 20.0, 4.5, 8.0
TEPI, SPASI = 3.5, 1.26
LEBAR_TERBESAR = {"tujuan": 430.0, "sasaran": 340.0, "program": 270.0, "kegiatan": 210.0, "sub_kegiatan": 210.0}
UKURAN = (7.5, 7.0, 6.5, 6.0)
LEBAR_KOLOM = (160.0, 140.0, 125.0, 112.0, 100.0, 92.0, 86.0)
IKU = "IKU"

Jalur = tuple[tuple[Cabang, ...], tuple[Cabang, ...]]
"""The nodes from the top down to a kegiatan (or to where the tree ends), and its sub kegiatan."""


@dataclass(frozen=True)
class BarisTeks:
    """A line of text; x and y (its baseline) from the box's corner."""

    teks: str
    x: float
    y: float
    tebal: bool
    warna: str


@dataclass
class Kotak:
    """A node or (`lintas`) an agency that contributes to the node above it."""

    kode: str
    jenis: str
    lebar: float
    baris: list[BarisTeks]
    tinggi: float
    lintas: bool = False
    x: float = 0
    y: float = 0


@dataclass
class LembarGambar:
    """One picture: placed boxes, connectors as lists of points."""

    judul: str
    ukuran: float
    kotak: list[Kotak] = field(default_factory=list)
    garis: list[list[tuple[float, float]]] = field(default_factory=list)
    tinggi: float = 0
    lebar_isi: float = 0

    @property
    def muat(self) -> bool:
        return self.lebar_isi <= LEBAR + 0.01 and self.tinggi <= TINGGI + 0.01


@dataclass
class _Node:
    cabang: Cabang
    anak: list[_Node] = field(default_factory=list)
    sub: list[Cabang] = field(default_factory=list)
    tumpuk: list[list[list[Kotak]]] = field(default_factory=list)
    kolom: int = 0
    awal: int = 0
    kotak: list[Kotak] = field(default_factory=list)

    @property
    def tingkat(self) -> int:
        return JENJANG.index(self.cabang.jenis)


class Penata:
    """Lays paths out on one sheet, at one size of text and one width of column."""

    def __init__(self, ukuran: float, kolom: float, cara: str, terlihat: set[str]) -> None:
        self.ukuran, self.kolom, self.cara, self.terlihat = ukuran, kolom, cara, terlihat

    def lembar(self, judul: str, jalur: Sequence[Jalur]) -> LembarGambar:
        """The sheet, whether or not it fits."""
        akar = _gabung(jalur)
        semua = [n for a in akar for n in _turun(a)]
        for n in semua:
            n.tumpuk = [[self._kotak(s, self.kolom - MASUK) for s in n.sub]] if n.sub else []
        for _ in range(3):
            jumlah = self._ukur(akar, semua)
            batas = TINGGI - self._atas(semua)
            lama = [len(n.tumpuk) for n in semua]
            for n in semua:
                n.tumpuk = _tumpuk([k for t in n.tumpuk for k in t], batas)
            if lama == [len(n.tumpuk) for n in semua]:
                break
        jumlah = self._ukur(akar, semua)
        hasil = LembarGambar(judul, self.ukuran, lebar_isi=jumlah * (self.kolom + SELA_X) - SELA_X)
        self._letakkan(hasil, akar, semua)
        return hasil

    def _ukur(self, akar: list[_Node], semua: list[_Node]) -> int:
        """Columns of each node, and its boxes at the width that these allow."""
        for n in reversed(semua):
            n.kolom = sum(a.kolom for a in n.anak) or len(n.tumpuk) or 1
        awal = 0
        for a in akar:
            awal = _beri_kolom(a, awal)
        for n in semua:
            rentang = n.kolom * (self.kolom + SELA_X) - SELA_X
            n.kotak = self._kotak(n.cabang, min(rentang, max(self.kolom, LEBAR_TERBESAR[n.cabang.jenis])))
        return awal

    def _tinggi_tingkat(self, semua: list[_Node]) -> dict[int, float]:
        hasil: dict[int, float] = {}
        for n in semua:
            hasil[n.tingkat] = max(hasil.get(n.tingkat, 0), _tinggi(n.kotak))
        return hasil

    def _atas(self, semua: list[_Node]) -> float:
        """Height of the levels above the stacks, with the gaps."""
        return sum(t + SELA_Y for t in self._tinggi_tingkat(semua).values())

    def _letakkan(self, hasil: LembarGambar, akar: list[_Node], semua: list[_Node]) -> None:
        geser = max(0.0, (LEBAR - hasil.lebar_isi) / 2)
        puncak, y = {}, 0.0
        for tingkat, tinggi in sorted(self._tinggi_tingkat(semua).items()):
            puncak[tingkat] = y
            y += tinggi + SELA_Y
        for n in semua:
            tengah = geser + n.awal * (self.kolom + SELA_X) + (n.kolom * (self.kolom + SELA_X) - SELA_X) / 2
            bawah = puncak[n.tingkat]
            for k in n.kotak:
                k.x, k.y = tengah - k.lebar / 2, bawah
                bawah += k.tinggi + SELA_TUMPUK
            hasil.kotak += n.kotak
            for t, tumpuk in enumerate(n.tumpuk):
                self._tumpukkan(hasil, n, tumpuk, geser + (n.awal + t) * (self.kolom + SELA_X), y)
        for n in semua:
            for a in n.anak:
                x, simpang = _tengah(n.kotak[0]), puncak[a.tingkat] - SELA_Y / 2
                hasil.garis.append([(x, _dasar(n)), (x, simpang), (_tengah(a.kotak[0]), simpang)])
                hasil.garis[-1].append((_tengah(a.kotak[0]), a.kotak[0].y))
        hasil.tinggi = max((k.y + k.tinggi for k in hasil.kotak), default=0)

    def _tumpukkan(self, hasil: LembarGambar, n: _Node, tumpuk: list[list[Kotak]], x: float, y: float) -> None:
        """The stack with its spine and a branch to each box."""
        simpang, tiang = y - SELA_Y / 2, x + 2.5
        ujung = simpang
        for kelompok in tumpuk:
            for k in kelompok:
                k.x, k.y = x + MASUK, y
                y += k.tinggi + SELA_TUMPUK
            ujung = kelompok[0].y + min(kelompok[0].tinggi / 2, self.ukuran * 1.6)
            hasil.garis.append([(tiang, ujung), (x + MASUK, ujung)])
            hasil.kotak += kelompok
        tengah = _tengah(n.kotak[0])
        hasil.garis.append([(tengah, _dasar(n)), (tengah, simpang), (tiang, simpang), (tiang, ujung)])

    # Boxes

    def _kotak(self, c: Cabang, selebar: float) -> list[Kotak]:
        """The node's box, and below it a box for each agency that contributes."""
        lanjutan = c.kunci in self.terlihat
        label = f"{NAMA_JENJANG[c.jenis]} {c.simpul.kode}".upper() + (" (LANJUTAN)" if lanjutan else "")
        alinea = [(label, True, "label", ""), (c.simpul.uraian, True, "uraian", "")]
        if not lanjutan:
            for i in c.indikator:
                ada = i.target is not None or i.target_teks
                target = bersatuan(teks_target(i, self.cara), i.satuan.lower()) if ada else "–"
                alinea.append((f"{i.nama}: {target}", False, "isi", IKU if i.iku else "•"))
            if c.pagu is not None:
                alinea.append((f"Pagu {tulis_uang(c.pagu)}", False, "uang", ""))
            if c.juga:
                alinea.append((f"Juga mendukung {', '.join(c.juga)}", False, "isi", ""))
        hasil = [self._tulis(c.simpul.kode, c.jenis, alinea, selebar)]
        for satu in [] if lanjutan else c.lintas:
            nama = satu["singkatan"] or satu["nama"]
            baris = [(f"Lintas: {nama}", True, "label", ""), (satu["peran"], False, "isi", "")]
            hasil.append(self._tulis(c.simpul.kode, c.jenis, baris, selebar, lintas=True))
        return hasil

    def _tulis(
        self, kode: str, jenis: str, alinea: list[tuple[str, bool, str, str]], selebar: float, lintas: bool = False
    ) -> Kotak:
        tinggi_baris = self.ukuran * SPASI
        baris: list[BarisTeks] = []
        y = TEPI + self.ukuran * 0.95
        for teks, tebal, warna, awalan in alinea:
            masuk = lebar(f"{awalan} ", self.ukuran, True) if awalan else 0.0
            if awalan:
                baris.append(BarisTeks(awalan, TEPI, y, True, "iku" if awalan == IKU else "isi"))
            for n, potong in enumerate(bungkus(teks, self.ukuran, selebar - 2 * TEPI, tebal, masuk)):
                if potong:
                    baris.append(BarisTeks(potong, TEPI + (0 if n else masuk), y, tebal, warna))
                y += tinggi_baris
            y += self.ukuran * 0.18
        return Kotak(kode, jenis, selebar, baris, y - self.ukuran * 0.95 + TEPI * 0.6, lintas)


def _gabung(jalur: Sequence[Jalur]) -> list[_Node]:
    """Paths to a tree; equal beginnings of neighbours become one."""
    akar: list[_Node] = []
    for atas, sub in jalur:
        sebaya = akar
        for c in atas:
            if not sebaya or sebaya[-1].cabang.kunci != c.kunci:
                sebaya.append(_Node(c))
            node = sebaya[-1]
            sebaya = node.anak
        node.sub += sub
    return akar


def _turun(n: _Node) -> list[_Node]:
    return [n, *(x for a in n.anak for x in _turun(a))]


def _beri_kolom(n: _Node, awal: int) -> int:
    n.awal, kini = awal, awal
    for a in n.anak:
        kini = _beri_kolom(a, kini)
    return awal + n.kolom


def _tumpuk(kelompok: list[list[Kotak]], batas: float) -> list[list[list[Kotak]]]:
    """As few stacks as the height allows, evenly filled."""
    if not kelompok:
        return []
    jumlah = 1
    while True:
        hasil = _bagi(kelompok, max(batas if jumlah == 1 else 0, sum(map(_setinggi, kelompok)) / jumlah))
        if max(sum(map(_setinggi, t)) for t in hasil) <= batas or jumlah >= len(kelompok):
            return hasil
        jumlah += 1


def _bagi(kelompok: list[list[Kotak]], batas: float) -> list[list[list[Kotak]]]:
    hasil: list[list[list[Kotak]]] = [[]]
    terisi = 0.0
    for k in kelompok:
        if hasil[-1] and terisi + _setinggi(k) / 2 > batas:
            hasil.append([])
            terisi = 0.0
        hasil[-1].append(k)
        terisi += _setinggi(k)
    return hasil


def _tinggi(tumpuk: list[Kotak]) -> float:
    return sum(k.tinggi + SELA_TUMPUK for k in tumpuk) - SELA_TUMPUK


def _setinggi(kelompok: list[Kotak]) -> float:
    return sum(k.tinggi + SELA_TUMPUK for k in kelompok)


def _tengah(k: Kotak) -> float:
    return k.x + k.lebar / 2


def _dasar(n: _Node) -> float:
    return n.kotak[-1].y + n.kotak[-1].tinggi
