"""A table's caption repeated with its head and “(lanjutan)”; its source line inside it, so that neither is parted
from it. A text's table with more columns than a page can hold becomes several, each with the first column again."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from xml.etree import ElementTree as ET

from .kotak import JUDUL, LANJUTAN
from .ukur_teks import lebar

BERTEPI = {"p", "li", "dd", "dt", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption"}
"""What holds lines of text."""
SPASI = " \t\r\n"
LONGGAR = 1.03
"""What measuring may be off."""
UKURAN_KETERANGAN = 9.0
"""Points, as the style sheet says."""
TERBANYAK, SEPENGGAL = 16, 10
"""Columns of the widest table of a text that is left alone, and of a part."""
SEBARIS = 14
"""Words that make more than a line."""


def lekatkan(akar: Any) -> None:
    """Before the layout: caption to the first row of the head, the paragraph of the source to the last row."""
    for induk in list(akar.iter()):
        anak = list(induk)
        for n, tabel in enumerate(anak):
            if tabel.tag in JUDUL and n + 2 < len(anak):
                _dampingi(tabel, anak[n + 1], anak[n + 2])
            elif tabel.tag == "table":
                _keterangan(tabel)
                if n + 1 < len(anak) and _bersumber(anak[n + 1]):
                    _sumber(induk, tabel, anak[n + 1])


def pangkas(akar: Any) -> None:
    """Before the layout: no white space at either end of a text. A blank that a template leaves at the end makes the
    layout break a last line that would just have fitted, behind its first word."""
    for unsur in akar.iter():
        if unsur.tag not in BERTEPI:
            continue
        unsur.text = (unsur.text or "").lstrip(SPASI)
        if len(unsur):
            unsur[-1].tail = (unsur[-1].tail or "").rstrip(SPASI)
        else:
            unsur.text = unsur.text.rstrip(SPASI)


def _dampingi(judul: Any, unsur: Any, sesudah: Any) -> None:
    """A heading with one line would be left alone by what follows in its section."""
    kepala = next((a for a in sesudah.iter() if a.tag != "section"), sesudah)
    if kepala.tag in JUDUL and kepala.tag <= judul.tag:
        return
    if unsur.tag in ("p", "div") and len("".join(unsur.itertext()).split()) < SEBARIS:
        unsur.set("class", f"{unsur.get('class') or ''} singkat".strip())


def _lebar(tabel: Any) -> int:
    tr = next(tabel.iter("tr"), None)
    return sum(int(s.get("colspan") or 1) for s in tr) if tr is not None else 1


def _keterangan(tabel: Any) -> None:
    judul, kepala = tabel.find("caption"), tabel.find("thead")
    if judul is None:
        return
    if kepala is None:
        kepala = ET.Element("thead")
        tabel.insert(list(tabel).index(judul), kepala)
    tabel.remove(judul)
    tr = ET.Element("tr", {"data-keterangan": "1"})
    th = ET.SubElement(tr, "th", {"class": "keterangan", "colspan": str(_lebar(tabel))})
    if judul.get("id"):
        th.set("id", judul.get("id"))
    th.text = judul.text
    th.extend(list(judul))
    lanjut = ET.SubElement(th, "span", {"class": LANJUTAN})
    lanjut.text = " (lanjutan)"
    kepala.insert(0, tr)


def patahkan(tabel: Any, tersedia: float) -> None:
    """A caption that has one line without “(lanjutan)” and two with it is broken in two by itself: where the word is
    taken away, no empty line stays."""
    th = next((s for s in tabel.iter("th") if s.get("class") == "keterangan"), None)
    if th is None or len(th) != 2 or not th[0].tail or th[1].get("class") != LANJUTAN:
        return
    nomor = lebar(th[0].text or "", UKURAN_KETERANGAN, True)
    kata = th[0].tail.split(" ")
    lanjut = lebar(th[1].text or "", UKURAN_KETERANGAN)
    penuh = nomor + lebar(th[0].tail, UKURAN_KETERANGAN)
    if not penuh / LONGGAR <= tersedia < (penuh + lanjut) * LONGGAR:
        return
    baris = [(" ".join(kata[:n]), " ".join(kata[n:])) for n in range(2, len(kata))]
    muat = [
        (abs(atas - bawah), satu, dua)
        for satu, dua in baris
        for atas, bawah in [(nomor + lebar(satu, UKURAN_KETERANGAN), lebar(dua, UKURAN_KETERANGAN) + lanjut)]
        if max(atas, bawah) <= tersedia
    ]
    if muat:
        _, th[0].tail, sesudah = min(muat)
        patah = ET.Element("br")
        patah.tail = sesudah
        th.insert(1, patah)


def _bersumber(unsur: Any) -> bool:
    return unsur.tag == "p" and "sumber" in (unsur.get("class") or "").split()


def _sumber(induk: Any, tabel: Any, sumber: Any) -> None:
    tubuh = ET.SubElement(tabel, "tfoot")
    tr = ET.SubElement(tubuh, "tr", {"data-keterangan": "1"})
    td = ET.SubElement(tr, "td", {"class": "sumber", "colspan": str(_lebar(tabel))})
    td.text = sumber.text
    td.extend(list(sumber))
    tabel.tail = sumber.tail
    induk.remove(sumber)


def belah(akar: ET.Element) -> None:
    """Split the wide tables of `div.prosa`; one with joined cells stays, for its columns cannot be told apart."""
    for prosa in akar.iter("div"):
        if "prosa" not in (prosa.get("class") or "").split():
            continue
        for induk in list(prosa.iter()):
            for tabel in [e for e in induk if e.tag == "table"]:
                if bagian := list(_bagian(tabel)):
                    letak = list(induk).index(tabel)
                    induk.remove(tabel)
                    for n, satu in enumerate(bagian):
                        induk.insert(letak + n, satu)


def _bagian(tabel: ET.Element) -> Iterator[ET.Element]:
    baris = [list(r) for r in tabel.iter("tr")]
    lebar = max((len(r) for r in baris), default=0)
    if lebar <= TERBANYAK or any(sel.get(s) for r in baris for sel in r for s in ("colspan", "rowspan")):
        return
    for awal in range(1, lebar, SEPENGGAL - 1):
        satu = deepcopy(tabel)
        satu.tail = "\n"
        for r in satu.iter("tr"):
            sel = list(r)
            for x in [*sel[1:awal], *sel[awal + SEPENGGAL - 1 :]]:
                r.remove(x)
        yield satu
