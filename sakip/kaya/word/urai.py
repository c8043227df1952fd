"""A report's DOCX as it came back: the paragraphs between the marks of each text, and those outside. Pure."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from defusedxml import ElementTree

from sakip.ditolak import Ditolak
from sakip.kaya.pohon import PUTUS, RUJUKAN, Potong, rapikan

from .alinea import (
    BIASA,
    BULAT,
    JUDUL,
    KAKI,
    KUTIP,
    LANJUT,
    NOMOR,
    TABEL,
    TERDALAM,
    Alinea,
    rata,
)

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUANG = "urn:sakip:naskah:1"
AWALAN = "naskah_"
"""Of the bookmarks; the text's number follows."""
ASING = (
    "Berkas ini tidak membawa tanda naskah. Unggah DOCX yang diunduh dari halaman LKjIP dan disunting dengan Word atau "
    "LibreOffice; aplikasi lain dapat membuang tandanya."
)
_JUDUL_TERDALAM = 6
ALINEA_TERBANYAK = 20_000
HURUF_TERBANYAK = 2_000_000
"""Of the document's paragraphs, and of the texts as they were: whoever asked holds what was read."""
TERLALU_PANJANG = (
    "Dokumen ini terlalu panjang untuk dibandingkan. Unggah LKjIP yang disunting, tanpa dokumen lain di dalamnya."
)


class WordDitolak(Ditolak):
    """The message is a sentence for the user."""


@dataclass(frozen=True)
class Asal:
    """A text as it was when the document was made. `nilai`: what each live number was printed as."""

    bagian: str
    teks: str
    nilai: dict[str, str]
    draf: bool = False


@dataclass(frozen=True)
class Terbaca:
    """`alinea` and `tabel`: by the text's place in `asal`; a table as its cells' letters. `luar`: paragraphs outside
    of all texts that the document did not have."""

    instansi: str
    tahun: int
    asal: tuple[Asal, ...]
    alinea: dict[int, list[Alinea]]
    tabel: dict[int, list[str]]
    gambar: Mapping[int, int] = field(default_factory=dict)
    luar: tuple[str, ...] = ()


def urai_docx(data: bytes) -> Terbaca:
    """Raises:
    WordDitolak: it is not a report of ours.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arsip:
            bagian = {n: arsip.read(n) for n in arsip.namelist() if n.startswith(("word/", "customXml/item"))}
        asal = _asal(bagian)
        akar = {n: _xml(bagian[f"word/{n}.xml"]) for n in _BAGIAN if f"word/{n}.xml" in bagian}
        return _terbaca(asal, akar)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError, *_RUSAK) as galat:
        raise WordDitolak(ASING) from galat


_RUSAK = (ElementTree.ParseError, zipfile.BadZipFile)


def _terbaca(asal: dict[str, Any], akar: dict[str, Any]) -> Terbaca:
    pembaca = Pembaca(akar.get("styles"), akar.get("numbering"), akar.get("footnotes"), terbatas=True)
    pembaca.jalan(akar["document"].find(f"{W}body"))
    dikenal = set(asal["luar"])
    return Terbaca(
        instansi=str(asal["instansi"]),
        tahun=int(asal["tahun"]),
        asal=tuple(_satu_asal(a) for a in asal["naskah"]),
        alinea=pembaca.alinea,
        tabel=pembaca.tabel,
        gambar=dict(pembaca.gambar),
        luar=tuple(t for t in pembaca.luar if sidik(t) not in dikenal),
    )


_BAGIAN = ("document", "styles", "numbering", "footnotes")


def _xml(data: bytes) -> Any:
    return ElementTree.fromstring(data, forbid_dtd=True)


def _satu_asal(a: dict[str, Any]) -> Asal:
    nilai = {str(k): str(v) for k, v in a["nilai"].items()}
    return Asal(str(a["bagian"]), str(a["teks"]), nilai, a["draf"] is True)


def _asal(bagian: dict[str, bytes]) -> dict[str, Any]:
    for nama, data in bagian.items():
        if nama.startswith("customXml/item") and RUANG.encode() in data:
            akar = _xml(data)
            if akar.tag == f"{{{RUANG}}}naskah":
                if len(akar.text or "") > 2 * HURUF_TERBANYAK:
                    raise WordDitolak(TERLALU_PANJANG)
                isi: dict[str, Any] = json.loads(akar.text or "")
                json.dumps(isi, ensure_ascii=False).encode()  # a lone surrogate is no letter
                return isi
    raise KeyError(RUANG)


def sidik(teks: str) -> str:
    """Of a paragraph outside of the texts."""
    return hashlib.sha256(" ".join(rata(teks).split()).encode()).hexdigest()[:12]


class Pembaca:
    """Walks a document's body. The parts may be elements of lxml or of the standard library. `terbatas`: of a file
    that came from outside."""

    def __init__(self, gaya: Any = None, nomor: Any = None, kaki: Any = None, *, terbatas: bool = False) -> None:
        self.terbatas = terbatas
        self.gaya = _nama_gaya(gaya)
        self.bentuk, self.mulai = _penomoran(nomor)
        self.kaki = {c.get(f"{W}id"): _huruf(c) for c in kaki.iter(f"{W}footnote")} if kaki is not None else {}
        self.alinea: dict[int, list[Alinea]] = {}
        self.tabel: dict[int, list[str]] = {}
        self.gambar: Counter[int] = Counter()
        self.luar: list[str] = []
        self.nomor: dict[str, int] = {}
        self.kini: int | None = None
        self.medan: list[str] = []
        self.banyak = self.panjang = 0

    def jalan(self, induk: Any) -> None:
        for e in induk:
            if e.tag == f"{W}p":
                self._paragraf(e)
            elif e.tag == f"{W}tbl":
                self._tabel(e)
            elif not self._tanda(e) and e.tag in _BUNGKUS:
                self.jalan(e)

    def _takar(self, huruf: int) -> None:
        self.banyak += 1
        self.panjang += huruf
        if self.terbatas and (self.banyak > ALINEA_TERBANYAK or self.panjang > HURUF_TERBANYAK):
            raise WordDitolak(TERLALU_PANJANG)

    def _tanda(self, e: Any) -> bool:
        """Whether it is a bookmark's edge. LibreOffice begins one of several paragraphs a second time, under another
        id, before it ends it."""
        nama = e.get(f"{W}name") or "" if e.tag == f"{W}bookmarkStart" else ""
        if nama.startswith(AWALAN) and nama[len(AWALAN) :].isdecimal():
            nomor = int(nama[len(AWALAN) :])
            self.kini = self.nomor[e.get(f"{W}id")] = nomor
            self.alinea.setdefault(nomor, [])
        elif e.tag == f"{W}bookmarkEnd" and self.nomor.get(e.get(f"{W}id")) == self.kini:
            self.kini = None
        return e.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd")

    def _tabel(self, e: Any) -> None:
        """It belongs to the text in which its first letters stand: the mark before it may have been moved into it."""
        milik = [self.kini]
        for a in e.iter():
            if not self._tanda(a) and a.tag == f"{W}t" and len(milik) == 1:
                milik.append(self.kini)
        pemilik = milik[-1]
        if pemilik is not None:
            self.alinea[pemilik].append(Alinea(TABEL))
            self.tabel.setdefault(pemilik, []).append(teks := _huruf(e))
            self._takar(len(teks))

    def _paragraf(self, p: Any) -> None:
        potongan: list[Potong] = []
        pemilik: int | None = None
        for satu in self._potongan(p):
            potongan.append(satu)
            if pemilik is None and (satu.teks.strip() or satu.jenis == PUTUS):
                pemilik = self.kini
        nama = self._nama(p)
        isi = rapikan(potongan)
        self._takar(sum(len(x.teks) for x in isi))
        if not isi or any(m.startswith("TOC") for m in self.medan):
            return
        if nama.startswith(("toc", "caption")):
            return
        if pemilik is not None:
            self.alinea[pemilik].append(self._bentuk(p, nama, isi))
        else:
            self.luar.append("".join(x.teks for x in isi if not x.teks.startswith(KAKI)))

    def _potongan(self, e: Any) -> Iterator[Potong]:
        for a in e:
            if self._tanda(a):
                continue
            if a.tag == f"{W}r":
                yield from self._run(a)
            elif a.tag in _BUNGKUS:
                yield from self._potongan(a)

    def _run(self, r: Any) -> Iterator[Potong]:
        tanda = self._tanda_huruf(r.find(f"{W}rPr"))
        for a in r:
            if a.tag == f"{W}fldChar":
                self._medan(a.get(f"{W}fldCharType"))
            elif a.tag == f"{W}instrText" and self.medan:
                self.medan[-1] += (a.text or "").strip()
            elif a.tag == f"{W}t":
                yield Potong(a.text or "", tanda)
            elif a.tag in (f"{W}tab", f"{W}noBreakHyphen"):
                yield Potong(" " if a.tag == f"{W}tab" else "-", tanda)
            elif a.tag in (f"{W}br", f"{W}cr"):
                yield Potong("", jenis=PUTUS)
            elif a.tag == f"{W}footnoteReference":
                yield Potong(f"{KAKI}{KAKI}{self.kaki.get(a.get(f'{W}id'), '')}", jenis=RUJUKAN)
            elif a.tag in (f"{W}drawing", f"{W}pict", f"{W}object") and (pemilik := self.kini) is not None:
                self.gambar[pemilik] += 1

    def _medan(self, jenis: str) -> None:
        if jenis == "begin":
            self.medan.append("")
        elif jenis == "end" and self.medan:
            self.medan.pop()

    def _tanda_huruf(self, sifat: Any) -> frozenset[str]:
        if sifat is None:
            return frozenset()
        ada = {_SIFAT[a.tag] for a in sifat if a.tag in _SIFAT and a.get(f"{W}val") not in ("0", "false", "none")}
        atas = sifat.find(f"{W}vertAlign")
        ada |= {_ATAS[n] for n in [atas.get(f"{W}val") if atas is not None else ""] if n in _ATAS}
        gaya = sifat.find(f"{W}rStyle")
        nama = self.gaya.get(gaya.get(f"{W}val"), "") if gaya is not None else ""
        return frozenset(ada | ({_GAYA_HURUF[nama]} if nama in _GAYA_HURUF else set()))

    def _nama(self, p: Any) -> str:
        gaya = p.find(f"{W}pPr/{W}pStyle")
        kode = gaya.get(f"{W}val") if gaya is not None else ""
        return self.gaya.get(kode, kode or "").lower()

    def _bentuk(self, p: Any, nama: str, isi: Any) -> Alinea:
        awal, _, angka = nama.rpartition(" ") if nama[-1:].isdigit() else (nama, "", "1")
        tingkat = int(angka) if angka.isdecimal() else 1
        if awal == "heading":
            return Alinea(JUDUL, isi, min(max(tingkat, 3), _JUDUL_TERDALAM))
        if awal in ("quote", "intense quote"):
            return Alinea(KUTIP, isi)
        if awal == "list continue":
            return Alinea(LANJUT, isi, min(tingkat, TERDALAM))
        nomor, dalam = _nomor(p)
        jenis = {"list bullet": BULAT, "list number": NOMOR}.get(awal) or self.bentuk.get((nomor, dalam), "")
        if not jenis or nomor == "0":
            return Alinea(BIASA, isi)
        dasar = tingkat if awal in ("list bullet", "list number") else 1
        return Alinea(jenis, isi, min(dasar + int(dalam), TERDALAM), self.mulai.get(nomor, 1))


_BUNGKUS = {
    f"{W}{n}" for n in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")
}
_SIFAT = {f"{W}b": "strong", f"{W}i": "em", f"{W}u": "u", f"{W}strike": "s"}
_ATAS = {"superscript": "sup", "subscript": "sub"}
_GAYA_HURUF = {"Strong": "strong", "Emphasis": "em"}


def _huruf(e: Any) -> str:
    """All letters below an element, spaces folded; what was deleted while changes were tracked has another tag."""
    return " ".join(rata(" ".join(_alinea_huruf(e))).split())


def _alinea_huruf(e: Any) -> Iterator[str]:
    for p in e.iter(f"{W}p"):
        yield "".join(t.text or "" for t in p.iter(f"{W}t"))


def _nama_gaya(gaya: Any) -> dict[str, str]:
    """Names of styles by id."""
    if gaya is None:
        return {}
    nama = ((g.get(f"{W}styleId"), g.find(f"{W}name")) for g in gaya.iter(f"{W}style"))
    return {kode: n.get(f"{W}val") or "" for kode, n in nama if n is not None}


def _penomoran(nomor: Any) -> tuple[dict[tuple[str, str], str], dict[str, int]]:
    """Of each list and level whether it has bullets or numbers; of each list where it starts."""
    bentuk: dict[tuple[str, str], str] = {}
    mulai: dict[str, int] = {}
    if nomor is None:
        return bentuk, mulai
    pola = {
        a.get(f"{W}abstractNumId"): {
            x.get(f"{W}ilvl"): f.get(f"{W}val") for x in a.iter(f"{W}lvl") if (f := x.find(f"{W}numFmt")) is not None
        }
        for a in nomor.iter(f"{W}abstractNum")
    }
    for n in nomor.iter(f"{W}num"):
        kode, acuan = n.get(f"{W}numId"), n.find(f"{W}abstractNumId")
        for dalam, jenis in pola.get(acuan.get(f"{W}val") if acuan is not None else "", {}).items():
            bentuk[kode, dalam] = BULAT if jenis in ("bullet", "none") else NOMOR
        awal = n.find(f"{W}lvlOverride/{W}startOverride")
        if awal is not None and (awal.get(f"{W}val") or "").isdecimal():
            mulai[kode] = int(awal.get(f"{W}val"))
    return bentuk, mulai


def _nomor(p: Any) -> tuple[str, str]:
    """List and level of a paragraph."""
    nomor, dalam = p.find(f"{W}pPr/{W}numPr/{W}numId"), p.find(f"{W}pPr/{W}numPr/{W}ilvl")
    kode = nomor.get(f"{W}val") if nomor is not None else ""
    tingkat = dalam.get(f"{W}val") if dalam is not None else "0"
    return kode or "", tingkat if (tingkat or "").isdecimal() else "0"
