"""Reads WeasyPrint's laid-out boxes as plain values. Only this module touches them: they are private to the
library, and its test says of which version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint import Document, Page
from weasyprint.formatting_structure import boxes

VERSI = "70.0"
LANJUTAN = "lanjutan"
"""The class of what a repeated head says besides, see `kepala`."""
JUDUL = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Kotak:
    """A rectangle in CSS pixels from the page's top left corner."""

    x: float
    y: float
    lebar: float
    tinggi: float

    @property
    def kanan(self) -> float:
        return self.x + self.lebar

    @property
    def bawah(self) -> float:
        return self.y + self.tinggi


@dataclass(frozen=True, slots=True)
class Wadah:
    """What may hold a text: a cell, a table, or a box that cuts off what is outside it."""

    jenis: str
    kotak: Kotak


@dataclass(frozen=True, slots=True)
class Teks:
    """A run of text on one line. `baris`: the number of its line on the page."""

    isi: str
    kotak: Kotak
    unsur: str
    kelas: frozenset[str]
    wadah: tuple[Wadah, ...]
    baris: int
    tepi: bool
    """In a running head or foot."""
    kepala: bool
    """In the head of a table, which each of its pages repeats."""


@dataclass(slots=True)
class Halaman:
    """One page: its texts in the order of reading, what pictures say, how far down it is filled."""

    lebar: float
    tinggi: float
    isi: Kotak
    jenis: str
    teks: list[Teks] = field(default_factory=list)
    gambar: list[Kotak] = field(default_factory=list)
    teks_gambar: list[str] = field(default_factory=list)
    kelas: set[str] = field(default_factory=set)
    penuh_sampai: float = 0.0

    @property
    def badan(self) -> list[Teks]:
        return [t for t in self.teks if not t.tepi]


def baca(dokumen: Document) -> list[Halaman]:
    """All pages."""
    return [_Pembaca(p._page_box).halaman for p in dokumen.pages]


class _Pembaca:
    def __init__(self, kotak: Any) -> None:
        isi = Kotak(kotak.content_box_x(), kotak.content_box_y(), kotak.width, kotak.height)
        self.halaman = Halaman(kotak.margin_width(), kotak.margin_height(), isi, kotak.page_type.name or "")
        self.baris = 0
        for anak in kotak.children:
            self._turun(anak, (), frozenset(), isinstance(anak, boxes.MarginBox))

    def _turun(
        self, kotak: Any, wadah: tuple[Wadah, ...], kelas: frozenset[str], tepi: bool, kepala: bool = False
    ) -> None:
        if kotak.transformation_matrix is not None or kotak.style["visibility"] == "hidden":
            return
        if isinstance(kotak, boxes.TextBox):
            self._teks(kotak, wadah, kelas, tepi, kepala)
            return
        if kotak.element is not None and (nama := kotak.element.get("class")):
            kelas |= frozenset(nama.split())
            self.halaman.kelas |= kelas
        if isinstance(kotak, boxes.ReplacedBox):
            self._gambar(kotak)
            return
        if isinstance(kotak, boxes.LineBox):
            self.baris += 1
        elif isinstance(kotak, boxes.TableCellBox):
            wadah = (*wadah, Wadah("sel", _tepi(kotak)))
            self._penuh(_tepi(kotak), tepi)
        elif isinstance(kotak, boxes.TableRowGroupBox):
            kepala = kotak.is_header
        elif isinstance(kotak, boxes.TableBox):
            wadah = (*wadah, Wadah("tabel", _tepi(kotak)))
        elif kotak.style["overflow"] != "visible" and isinstance(kotak, boxes.BlockContainerBox):
            wadah = (*wadah, Wadah("bingkai", _tepi(kotak)))
        for anak in _anak(kotak):
            self._turun(anak, wadah, kelas, tepi, kepala)

    def _teks(self, kotak: Any, wadah: tuple[Wadah, ...], kelas: frozenset[str], tepi: bool, kepala: bool) -> None:
        if not kotak.text.strip():
            return
        letak = Kotak(kotak.position_x, kotak.position_y, kotak.width, kotak.height)
        teks = Teks(kotak.text, letak, kotak.element_tag or "", kelas, wadah, self.baris, tepi, kepala)
        self.halaman.teks.append(teks)
        self._penuh(letak, tepi)

    def _gambar(self, kotak: Any) -> None:
        letak = Kotak(kotak.content_box_x(), kotak.content_box_y(), kotak.width, kotak.height)
        self.halaman.gambar.append(letak)
        self._penuh(letak, False)
        for svg in _svg(kotak):
            self.halaman.teks_gambar += [n.text for n in svg.iter() if _bertulisan(n)]

    def _penuh(self, kotak: Kotak, tepi: bool) -> None:
        if not tepi:
            self.halaman.penuh_sampai = max(self.halaman.penuh_sampai, kotak.bawah - self.halaman.isi.y)


def jangkar_gambar(halaman: Page) -> list[str]:
    """What has a name in the pictures of a page."""
    return [nama for svg in _svg(halaman._page_box) for n in svg.iter() if (nama := n.get("id"))]


def _svg(kotak: Any) -> Iterator[Any]:
    """The pictures below a box, as trees of elements."""
    if (gambar := getattr(getattr(kotak, "replacement", None), "_svg", None)) is not None:
        yield gambar.tree._etree_node
    for anak in _anak(kotak):
        yield from _svg(anak)


def buang_lanjutan(dokumen: Document) -> Document:
    """“(lanjutan)” stays only where a head is repeated."""
    sudah: set[Any] = set()
    for halaman in dokumen.pages:
        _telusuri(halaman._page_box, sudah)
    return dokumen


def _telusuri(kotak: Any, sudah: set[Any]) -> None:
    if isinstance(kotak, boxes.TableBox):
        if kotak.element in sudah:
            return
        sudah.add(kotak.element)
    if anak := getattr(kotak, "children", None):
        if any(_lanjutan(a) for a in anak):
            kotak.children = [a for a in anak if not _lanjutan(a)]
        for a in kotak.children:
            _telusuri(a, sudah)


def _lanjutan(kotak: Any) -> bool:
    return isinstance(kotak, boxes.InlineBox) and kotak.element.get("class") == LANJUTAN


def _anak(kotak: Any) -> Iterator[Any]:
    for anak in getattr(kotak, "children", ()):
        yield getattr(anak, "_box", anak) if not isinstance(anak, boxes.Box) else anak


def _bertulisan(simpul: Any) -> bool:
    return str(simpul.tag).endswith(("}text", "}tspan")) and bool(simpul.text and simpul.text.strip())


def _tepi(kotak: Any) -> Kotak:
    return Kotak(kotak.border_box_x(), kotak.border_box_y(), kotak.border_width(), kotak.border_height())
