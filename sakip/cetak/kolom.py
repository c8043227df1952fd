"""Columns as wide as what they hold: numbers never wrap, text shares what the numbers leave, decimals are aligned.

Works on the parsed document before its layout, so that templates need no widths. Fixed columns are also laid out
several times faster than columns whose every cell the layout must try.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as ET

from .kepala import patahkan
from .ukur_teks import lebar

MM = 72 / 25.4
LEBAR_ISI = {"a3": 385 * MM, "mendatar": 257 * MM, "dasbor-cetak": 182 * MM, "": 160 * MM}
"""What each kind of page leaves for a table, in points; the style sheet's margins say the same."""
UKURAN = (9.0, 8.5, 8.0)
PADAT = 2 * 1.3 * MM + 1.4
"""Padding and rule of a cell, with a little air."""
NASKAH_TERSEMPIT = 46 * MM
"""For less, the text of a table gets smaller where numbers leave little to its only column of text."""
NAMA_TERSEMPIT = 30 * MM
"""With less for the names, a table of sums is laid on a landscape page."""
KATA_TERSEMPIT = 21 * MM
"""Longer words may be hyphenated in a cell; a head's are not."""
BARIS_UTUH, BARIS_TINGGI = 14, 34
"""Lines of a table that is not cut by the end of a page; of a row so tall that it may be."""
BARIS_DITIMBANG, PUTARAN = 120, 24
LONGGAR = 1.08
"""Lines are not filled to their end."""
BEBAS = {"isi", "pihak", "dua-tanda", "kop"}
ANGKA = re.compile(r"^[−–-]?(Rp)?[−-]?\d[\d.]*(,(\d+))?( ?%)?$")
STRIP = ("", "–", "-")
SELA_ANGKA, SELA_KOMA = "\u2007", "\u2008"
_BLOK = {"p", "li", "ul", "ol", "div", "br", "small", "dd", "dt"}


@dataclass
class _Sel:
    unsur: Any
    teks: str
    lajur: int
    rentang: int
    baris: Any
    kepala: bool
    tebal: bool
    kata: float = 0.0
    """Its widest word."""

    @property
    def angka(self) -> re.Match[str] | None:
        return ANGKA.match(self.teks)


@dataclass
class _Lajur:
    """One column: the least that it needs, what it would take on one line, how much it holds."""

    terkecil: float = 0.0
    ideal: float = 0.0
    bobot: float = 0.0
    utuh: float = 0.0
    desimal: int = 0
    campur: bool = False
    """Numbers of several units, which are not aligned with each other."""
    berangka: int = 0
    bernaskah: int = 0
    lebar: float = 0.0
    sel: list[_Sel] = field(default_factory=list)
    naskah: dict[int, float] = field(default_factory=dict)
    """Per row, the width of its text on one line."""

    @property
    def nomor(self) -> bool:
        """It only numbers the rows."""
        return bool(self.sel) and all("no" in (s.unsur.get("class") or "").split() for s in self.sel)

    @property
    def kaku(self) -> bool:
        return self.bernaskah == 0


def suaikan(akar: Any) -> None:
    """Give every table of a parsed document its columns."""
    for tabel, kertas in _tabel(akar, ""):
        kelas = set((tabel.get("class") or "").split())
        if kelas & BEBAS:
            continue
        baris = list(_baris(tabel))
        if kertas == "" and "uang" in kelas and _terjepit(baris, LEBAR_ISI[kertas]):
            kertas = "mendatar"
            tabel.set("class", f"{tabel.get('class')} {kertas}")
        if baris:
            _satu(tabel, baris, LEBAR_ISI[kertas])


def _tabel(unsur: Any, kertas: str) -> Iterator[tuple[Any, str]]:
    for anak in unsur:
        kelas = (anak.get("class") or "").split()
        kini = next((k for k in ("a3", "mendatar", "dasbor-cetak") if k in kelas), "" if "tegak" in kelas else kertas)
        if anak.tag == "table":
            yield anak, kini
        else:
            yield from _tabel(anak, kini)


def _baris(tabel: Any) -> Iterator[list[_Sel]]:
    """The rows with each cell's column, spans counted."""
    tersita: dict[int, int] = {}
    for tr in _semua_tr(tabel):
        if tr.get("data-keterangan"):
            continue
        lajur, hasil = 0, []
        for sel in tr:
            if sel.tag not in ("td", "th"):
                continue
            while tersita.get(lajur, 0):
                tersita[lajur] -= 1
                lajur += 1
            rentang, turun = int(sel.get("colspan") or 1), int(sel.get("rowspan") or 1)
            hasil.append(_Sel(sel, _teks(sel), lajur, rentang, tr, tr.get("data-kepala") == "1", _tebal(tr)))
            for n in range(lajur, lajur + rentang):
                tersita[n] = turun - 1
            lajur += rentang
        while tersita.get(lajur, 0):
            tersita[lajur] -= 1
            lajur += 1
        if hasil:
            yield hasil


def _semua_tr(tabel: Any) -> Iterator[Any]:
    for bagian in tabel:
        if bagian.tag == "tr":
            yield bagian
        elif bagian.tag in ("thead", "tbody", "tfoot"):
            for tr in bagian:
                if tr.tag == "tr":
                    if bagian.tag != "tbody":
                        tr.set("data-kepala" if bagian.tag == "thead" else "data-kaki", "1")
                    yield tr


def _tebal(tr: Any) -> bool:
    """The style sheet sets such rows in bold."""
    return tr.get("data-kaki") == "1" or bool({"simpul", "sendiri", "u0"} & set((tr.get("class") or "").split()))


def _teks(unsur: Any) -> str:
    return re.sub(r"[ \t\r\n]+", " ", "".join(_potong(unsur))).strip(" ")


def _potong(unsur: Any) -> Iterator[str]:
    if unsur.get("class") == "sr":
        return
    if unsur.tag in _BLOK:
        yield " "
    yield unsur.text or ""
    for anak in unsur:
        yield from _potong(anak)
        yield anak.tail or ""
    if unsur.tag in _BLOK:
        yield " "


def _satu(tabel: Any, baris: list[list[_Sel]], tersedia: float) -> None:
    patahkan(tabel, tersedia)
    lajur, ukuran = _lajur(baris, tersedia)
    _pasang(tabel, lajur, ukuran)
    _putusan(tabel, baris, lajur)
    for k in lajur:
        _sejajarkan(k, ukuran)
        _utuhkan(k)


def _lajur(baris: list[list[_Sel]], tersedia: float) -> tuple[list[_Lajur], float]:
    """The columns with their widths, and the size of the letters."""
    banyak = max(s.lajur + s.rentang for b in baris for s in b)
    for ukuran in UKURAN:
        lajur = _ukur(baris, banyak, ukuran)
        if _lega(lajur, tersedia):
            break
    _bagikan(lajur, tersedia)
    return lajur, ukuran


def lebar_kolom(tabel: Any, tersedia: float) -> tuple[list[float], float]:
    """The widths of a table's columns in points, and the size of its letters, for who sets the table elsewhere."""
    baris = list(_baris(tabel))
    lajur, ukuran = _lajur(baris, tersedia) if baris else ([], UKURAN[0])
    return [k.lebar for k in lajur], ukuran


def _terjepit(baris: list[list[_Sel]], tersedia: float) -> bool:
    """Sums so long that even the smallest letters leave no room for the names: the table lies down."""
    banyak = max((s.lajur + s.rentang for b in baris for s in b), default=0)
    lajur = _ukur(baris, banyak, UKURAN[-1])
    naskah = [k for k in lajur if not k.kaku]
    sisa = tersedia - sum(k.terkecil for k in lajur if k.kaku)
    return len(naskah) == 1 and sisa < min(naskah[0].ideal, NAMA_TERSEMPIT)


def _lega(lajur: list[_Lajur], tersedia: float) -> bool:
    """Every column has what it needs, and the only one of text among numbers has some room."""
    naskah = [k for k in lajur if not k.kaku]
    if len(naskah) == 1 and len(lajur) > 1:
        tersedia -= max(0.0, min(naskah[0].ideal, NASKAH_TERSEMPIT) - naskah[0].terkecil)
    return sum(k.terkecil for k in lajur) <= tersedia


def _ukur(baris: list[list[_Sel]], banyak: int, ukuran: float) -> list[_Lajur]:
    hasil = [_Lajur() for _ in range(banyak)]
    for n, b in enumerate(baris):
        for s in b:
            if s.rentang == 1:
                _catat(hasil[s.lajur], s, ukuran, n)
    _beri_ruang(baris, hasil, ukuran)
    for k in hasil:
        if k.berangka:
            pecahan = lebar(f",{SELA_ANGKA * k.desimal}", ukuran, True) if k.desimal else 0
            k.terkecil = max(k.terkecil, PADAT + k.utuh + pecahan)
            k.ideal = max(k.ideal, k.terkecil)
    return hasil


def _beri_ruang(baris: list[list[_Sel]], lajur: list[_Lajur], ukuran: float) -> None:
    """The words of heads over several columns fit over them."""
    for s in (s for b in baris for s in b if s.kepala and s.rentang > 1):
        rentang = lajur[s.lajur : s.lajur + s.rentang]
        perlu = PADAT + max(lebar(_samakan(w), ukuran, True) for w in s.teks.split(" "))
        kurang = perlu - sum(max(k.terkecil, PADAT + k.utuh) for k in rentang)
        if kurang > 0:
            for k in rentang:
                k.terkecil = max(k.terkecil, PADAT + k.utuh) + kurang / len(rentang)


def _catat(k: _Lajur, s: _Sel, ukuran: float, baris: int) -> None:
    if s.kepala:
        k.campur = k.campur or "campur" in (s.unsur.get("class") or "").split()
        k.terkecil = max(k.terkecil, PADAT + max(lebar(_samakan(w), ukuran, True) for w in s.teks.split(" ")))
        k.ideal = max(k.ideal, PADAT + min(lebar(s.teks, ukuran, True), 30 * MM))
        return
    k.sel.append(s)
    tebal = s.unsur.tag == "th" or s.tebal
    if (cocok := s.angka) is not None:
        pecahan = "" if k.campur else cocok[3] or ""
        k.utuh = max(k.utuh, lebar(_samakan(s.teks.removesuffix(f",{pecahan}")), ukuran, True))
        k.desimal, k.berangka = max(k.desimal, len(pecahan)), k.berangka + 1
    elif s.teks not in STRIP:
        k.bernaskah += 1
        penuh = lebar(_samakan(s.teks), ukuran, tebal)
        s.kata = max(lebar(w, ukuran, tebal) for w in s.teks.split(" "))
        k.terkecil = max(k.terkecil, PADAT + (penuh if penuh < KATA_TERSEMPIT else min(s.kata, KATA_TERSEMPIT)))
        k.ideal = max(k.ideal, PADAT + penuh)
        k.bobot = max(k.bobot, penuh)
        k.naskah[baris] = penuh


def _samakan(teks: str) -> str:
    """In tabular figures each digit is as wide as the figure space."""
    return re.sub(r"\d", SELA_ANGKA, teks)


def _bagikan(lajur: list[_Lajur], tersedia: float) -> None:
    """Numbers take what they need; text shares the rest so that the table becomes short."""
    for k in lajur:
        k.terkecil = k.terkecil or PADAT
        k.ideal = max(k.ideal, k.terkecil)
        k.lebar = k.terkecil
    if tersedia < sum(k.lebar for k in lajur) + 0.01:
        _sempitkan(lajur, tersedia)
        return
    lentur = [k for k in lajur if not k.kaku] or lajur
    _isi(lajur, lentur, tersedia)
    if any(k.lebar < k.ideal - 0.01 for k in lentur) and len(lentur) > 1:
        _imbangkan(lentur)
    sisa = tersedia - sum(k.lebar for k in lajur)
    melebar = [k for k in lajur if not k.nomor] or lajur
    for k in melebar:
        k.lebar += sisa / len(melebar)


def _isi(lajur: list[_Lajur], lentur: list[_Lajur], tersedia: float) -> None:
    """What is left, by how much a column holds, none more than it can use."""
    sisa = tersedia - sum(k.lebar for k in lajur)
    while sisa > 0.01 and (belum := [k for k in lentur if k.lebar < k.ideal - 0.01]):
        bobot = sum(k.bobot**0.5 or 1 for k in belum)
        for k in belum:
            k.lebar += min(sisa * (k.bobot**0.5 or 1) / bobot, k.ideal - k.lebar)
        sisa = tersedia - sum(k.lebar for k in lajur)


def _imbangkan(lentur: list[_Lajur]) -> None:
    """Width goes where the tallest cells of the rows stand, as long as the table becomes shorter."""
    ruang = sum(k.lebar for k in lentur)
    baris = sorted({n for k in lentur for n in k.naskah}, key=lambda n: -max(k.naskah.get(n, 0) for k in lentur))
    isi = [[k.naskah.get(n, 0.0) for k in lentur] for n in baris[:BARIS_DITIMBANG]]
    lebar_kini = [k.lebar for k in lentur]
    terbaik = (_tinggi(isi, lebar_kini)[0], lebar_kini)
    for _ in range(PUTARAN):
        tuntutan = _tinggi(isi, lebar_kini)[1]
        jumlah = sum(tuntutan) or 1
        lebar_kini = [
            max(k.terkecil, 0.8 * w + 0.2 * ruang * t / jumlah)
            for k, w, t in zip(lentur, lebar_kini, tuntutan, strict=True)
        ]
        kelebihan = sum(lebar_kini) - ruang
        longgar = sum(w - k.terkecil for k, w in zip(lentur, lebar_kini, strict=True)) or 1
        lebar_kini = [w - kelebihan * (w - k.terkecil) / longgar for k, w in zip(lentur, lebar_kini, strict=True)]
        terbaik = min(terbaik, (_tinggi(isi, lebar_kini)[0], lebar_kini))
    for k, w in zip(lentur, terbaik[1], strict=True):
        k.lebar = w


def _tinggi(isi: list[list[float]], lebar_lajur: list[float]) -> tuple[int, list[float]]:
    """Lines of all rows together, and how many of them each column causes."""
    jumlah, tuntutan = 0, [0.0] * len(lebar_lajur)
    for satu in isi:
        baris = [teks / max(w - PADAT, 1) * LONGGAR for teks, w in zip(satu, lebar_lajur, strict=True)]
        tertinggi = max(range(len(baris)), key=baris.__getitem__)
        tuntutan[tertinggi] += baris[tertinggi]
        jumlah += math.ceil(baris[tertinggi])
    return jumlah, tuntutan


def _sempitkan(lajur: list[_Lajur], tersedia: float) -> None:
    """There is not room for all: text gives way, in equal parts."""
    kaku = sum(k.lebar for k in lajur if k.kaku)
    lentur = sum(k.lebar for k in lajur if not k.kaku)
    if lentur and tersedia > kaku:
        for k in lajur:
            if not k.kaku:
                k.lebar *= (tersedia - kaku) / lentur


def _pasang(tabel: Any, lajur: list[_Lajur], ukuran: float) -> None:
    for lama in [a for a in tabel if a.tag in ("colgroup", "col")]:
        tabel.remove(lama)
    jumlah = sum(k.lebar for k in lajur)
    kelompok = ET.Element("colgroup")
    for k in lajur:
        ET.SubElement(kelompok, "col", {"style": f"width:{k.lebar / jumlah * 100:.3f}%"})
    letak = next((n + 1 for n, a in enumerate(tabel) if a.tag == "caption"), 0)
    tabel.insert(letak, kelompok)
    tabel.set("style", f"table-layout:fixed;font-size:{ukuran:g}pt")


def _putusan(tabel: Any, baris: list[list[_Sel]], lajur: list[_Lajur]) -> None:
    """A short table stays on one page; a row that would leave most of a page empty may be cut."""
    jumlah = 0
    for n, b in enumerate(baris):
        setinggi = max(
            (math.ceil(k.naskah[n] / max(k.lebar - PADAT, 1) * LONGGAR) for k in lajur if n in k.naskah), default=1
        )
        jumlah += setinggi
        if setinggi > BARIS_TINGGI:
            b[0].baris.set("class", f"{b[0].baris.get('class') or ''} terputus".strip())
    if jumlah <= BARIS_UTUH:
        tabel.set("class", f"{tabel.get('class') or ''} utuh".strip())


def _utuhkan(k: _Lajur) -> None:
    """Words are divided only in a cell that is too narrow for one of them."""
    for s in k.sel:
        if s.kata and s.kata + PADAT <= k.lebar:
            s.unsur.set("class", f"{s.unsur.get('class') or ''} utuh".strip())


def _sejajarkan(k: _Lajur, ukuran: float) -> None:
    """Numbers of a column end at the same place behind the comma; what is no number may wrap where it has to."""
    for s in k.sel:
        kelas = (s.unsur.get("class") or "").split()
        if "a" not in kelas:
            continue
        cocok = s.angka
        if cocok is None:
            if ANGKA.match((s.unsur.text or "").strip()):
                s.unsur.set("class", " ".join([*kelas, "beserta"]))
            elif lebar(_samakan(s.teks), ukuran, True) + PADAT > k.lebar:
                s.unsur.set("class", " ".join([*kelas, "naskah"]))
        elif k.desimal and not len(s.unsur):
            kurang = k.desimal - len(cocok[3] or "")
            koma = "" if cocok[2] else SELA_KOMA
            s.unsur.text = (s.unsur.text or "").strip() + koma + SELA_ANGKA * kurang if kurang else s.unsur.text
