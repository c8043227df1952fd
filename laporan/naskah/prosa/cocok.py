"""Typed numbers beside the figures of the year: those that equal one are offered as a live number, those that
contradict one are findings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from sakip.angka import bulatkan
from sakip.kaya.rujukan import BAGIAN, TOTAL, Rujukan
from sakip.kaya.tulis import untuk_dibaca
from sakip.markah import berupa_html

from ..pelengkap import ANGKA, NISBAH, PERSEN, UANG
from .butir import Butir, Daftar
from .kalimat import AngkaKetik, Kalimat, kalimat, tanpa_rujukan

_KATA_JENIS = (
    ("target_akhir", r"target akhir|akhir renstra"),
    ("target", r"\btarget"),
    ("sisa", r"\bsisa\b"),
    ("maksimum", r"\bmaksim\w*|\btertinggi"),
    ("akip", r"\bsakip|\bakip"),
    ("serapan", r"\bserapan|terserap|menyerap|penyerapan"),
    ("efisiensi", r"\befisiensi\b"),
    ("capaian", r"\bcapaian|\bmencapai|\btercapai|\bsetara"),
    ("realisasi", r"\brealisasi|terealisasi|\bindeks\b|\bnilai\b|\bbernilai|\bmenjadi\b|\bskor\b"),
    ("pagu", r"\bpagu|berpagu|\banggaran"),
)
_LEKAT = re.compile(
    rf"(?:{'|'.join(p for _, p in _KATA_JENIS)})\w*"
    r"(?: (?:sebesar|adalah|yaitu|hanya|dinyatakan|tercatat|akhir|renstra))*$",
    re.IGNORECASE,
)
_UNSUR = re.compile(r"<[^>]*>")
_ANGKA_PENTING = 4
"""A number with as many digits is not equal to a figure by chance."""
_RATA_IKU = re.compile(r"rata-rata capaian( kinerja)?( [\w ]{0,20})?\biku\b|capaian (rata-rata )?iku\b", re.IGNORECASE)
_IKU = re.compile(r"\bIKU\b")
_SELURUH = re.compile(r"\b(anggaran|pagu|realisasi|belanja)\b", re.IGNORECASE)
_TAHUN = re.compile(r"\b20\d\d\b")
BEDA_PEMBULATAN = Decimal("0.02")


@dataclass(frozen=True)
class Tawaran:
    """A typed number that equals a figure."""

    angka: AngkaKetik
    rujukan: Rujukan


@dataclass(frozen=True)
class Tentangan:
    """A typed number, and the figure that it contradicts."""

    angka: AngkaKetik
    rujukan: Rujukan
    kutipan: str


@dataclass(frozen=True)
class Konteks:
    """What a number's sentence is about: objects nearest first, the kind of quantity, the year. `utama`: the objects
    that it can only be of. `depan`: what stands before the number."""

    dekat: tuple[str, ...]
    utama: tuple[str, ...]
    jenis: tuple[str, ...]
    tahun: int | None
    depan: str


class Pencocok:
    """Compares one report's texts."""

    def __init__(self, daftar: Daftar) -> None:
        self.daftar = daftar
        self.cara = daftar.i.pembulatan

    def baca(self, bagian: str, teks: str) -> tuple[list[Tawaran], list[Tentangan]]:
        """Offers and contradictions of one text, in order."""
        tawaran: list[Tawaran] = []
        tentangan: list[Tentangan] = []
        objek = self.daftar.bagian(bagian)
        for k in kalimat(teks):
            terakhir = ""
            for n in k.angka:
                konteks = self._konteks(k, n, objek, terakhir)
                if (butir := self._sama(n, konteks)) is not None:
                    tawaran.append(Tawaran(n, butir.rujukan))
                    terakhir = butir.objek
                elif (butir := self._bertentangan(k, n, konteks)) is not None:
                    tentangan.append(Tentangan(n, butir.rujukan, _kutip(k, n)))
        return tawaran, tentangan

    def _konteks(self, k: Kalimat, n: AngkaKetik, objek: str, terakhir: str) -> Konteks:
        """`terakhir`: the object of the number before this one."""
        sebutan = self.daftar.disebut(k.teks)
        depan = [s for s in sebutan if s.awal < n.awal - k.awal]
        dekat: list[str] = [kode for s in reversed(depan) for kode in s.objek]
        if _RATA_IKU.search(k.sebelum(n)):
            dekat.insert(0, TOTAL)
        utama = dekat[:1] or (self.daftar.dekat(objek) if objek else [])
        if objek:
            dekat += self.daftar.dekat(objek)
        elif not dekat:
            dekat += [kode for s in sebutan for kode in s.objek]
        if terakhir:
            dekat.append(terakhir)
            if terakhir == TOTAL:
                dekat += [i.kode for i in self.daftar.i.indikator if i.iku]
        if not objek and len(iku := [i.kode for i in self.daftar.i.indikator if i.iku]) == 1 and _IKU.search(k.teks):
            dekat += iku
        tahun = _tahun(k, n, self.daftar.i.tahun)
        return Konteks(tuple(dict.fromkeys(dekat)), tuple(utama), _jenis(k, n), tahun, k.sebelum(n))

    def _sama(self, n: AngkaKetik, konteks: Konteks) -> Butir | None:
        """The figure that a number equals, the likeliest first."""
        calon = [b for b in self.daftar.semua if _seukuran(n, b) and self._senilai(n, b)]
        pasti = n.satuan == UANG or len(n.nilai.as_tuple().digits) >= _ANGKA_PENTING
        calon = [
            b
            for b in calon
            if b.objek in konteks.dekat
            and (n.desimal or n.satuan != ANGKA or b.jenis in konteks.jenis or _bernama(b, konteks.depan))
            or b.objek not in konteks.dekat
            and (pasti or (n.desimal >= 2 and b.jenis in konteks.jenis))
        ]
        return min(calon, key=lambda b: self._urut(b, konteks), default=None)

    def _urut(self, b: Butir, konteks: Konteks) -> tuple[int, ...]:
        tahun = b.rujukan.tahun or self.daftar.i.tahun
        dekat = konteks.dekat.index(b.objek) if b.objek in konteks.dekat else len(konteks.dekat)
        jenis = konteks.jenis.index(b.jenis) if b.jenis in konteks.jenis else len(konteks.jenis)
        return (
            int(tahun != (konteks.tahun or self.daftar.i.tahun)),
            int(b.objek not in konteks.dekat),
            jenis if jenis == len(konteks.jenis) else 0,
            dekat,
            jenis,
            self.daftar.urutan[b.rujukan],
        )

    def _senilai(self, n: AngkaKetik, b: Butir) -> bool:
        if n.pangkat:
            return bulatkan(b.nilai.scaleb(-n.pangkat), n.desimal, self.cara) == n.nilai.scaleb(-n.pangkat)
        if n.satuan == UANG:
            return b.nilai == n.nilai
        if n.desimal == 0:
            return b.nilai == n.nilai
        if abs(b.nilai - n.nilai) > 1:  # spares the rounding, which most figures do not need
            return False
        return n.desimal <= 2 and bulatkan(b.nilai, n.desimal, self.cara) == n.nilai

    def _bertentangan(self, k: Kalimat, n: AngkaKetik, konteks: Konteks) -> Butir | None:
        """The figure that a number contradicts: of the object that is spoken of, of the same kind, of the report's
        year, where the number is no other figure of that object either."""
        if konteks.tahun not in (None, self.daftar.i.tahun) or not konteks.jenis:
            return None
        dekat = list(konteks.dekat)
        if not dekat and n.satuan == UANG and _SELURUH.search(k.sebelum(n)):
            return None
        dikenal = [b for kode in dekat for b in self.daftar.per_objek.get(kode, ())]
        lain = {x for kode in (*dekat, TOTAL) for x in self.daftar.lain.get(kode, ())}
        if any(self._senilai(n, b) for b in dikenal) or any(bulatkan(x, n.desimal) == n.nilai for x in lain):
            return None
        kini = [b for b in dikenal if b.rujukan.tahun is None and _seukuran(n, b, ketat=True)]
        for b in kini:
            hampir = n.desimal == 2 and n.satuan != UANG and abs(b.nilai - n.nilai) <= BEDA_PEMBULATAN
            if hampir or (b.objek in konteks.utama and b.jenis == konteks.jenis[0] and _melekat(k, n)):
                return b
        return None


def _seukuran(n: AngkaKetik, b: Butir, *, ketat: bool = False) -> bool:
    """Whether a number may be such a figure: rupiah only rupiah, a percentage also an indicator in percent."""
    if n.satuan == UANG or b.satuan == UANG:
        return n.satuan == b.satuan
    if n.satuan == PERSEN:
        return b.satuan == PERSEN or b.jenis in ("target", "realisasi", "target_akhir")
    return b.satuan in (ANGKA, NISBAH) or (not ketat and n.desimal == 2)


def _jenis(k: Kalimat, n: AngkaKetik) -> tuple[str, ...]:
    """The kinds that lead to a number, the nearest word first; a percentage in brackets is the capaian."""
    depan = k.sebelum(n)
    letak: list[tuple[int, str]] = []
    for jenis, pola in _KATA_JENIS:
        if cocok := list(re.finditer(pola, depan, re.IGNORECASE)):
            letak.append((-cocok[-1].end(), jenis))
    if not letak:
        for jenis, pola in _KATA_JENIS:
            if cocok := list(re.finditer(pola, k.hingga(n), re.IGNORECASE)):
                letak.append((-cocok[-1].end(), jenis))
    urut = [jenis for _, jenis in sorted(letak)]
    if n.satuan == PERSEN and depan.strip() == "(" or n.satuan == PERSEN and re.match(r"\s*dari target", k.sesudah(n)):
        urut.insert(0, "capaian")
    if n.satuan == ANGKA and re.fullmatch(r"\s*dari\s+", depan):
        urut = ["target", "maksimum", *urut]
    if n.satuan == UANG and "serapan" in urut:
        urut.insert(0, "realisasi")
    if n.satuan == UANG:
        urut += [j for j in ("pagu", "realisasi", "pagu_murni", "sisa") if j not in urut]
    return tuple(dict.fromkeys(urut))


def _bernama(b: Butir, depan: str) -> bool:
    """Whether the number stands in brackets behind the name of the part that the figure is of: `BKN RI (380)`."""
    nama = b.rujukan.objek.partition(BAGIAN)[2]
    return bool(nama) and depan.casefold().rstrip().endswith(f"{nama.casefold()} (")


def _melekat(k: Kalimat, n: AngkaKetik) -> bool:
    """Whether the word of the kind stands close before the number, so that nothing else can be meant."""
    depan = k.sebelum(n).strip()[-45:]
    return _LEKAT.search(depan) is not None


def _tahun(k: Kalimat, n: AngkaKetik, tahun: int) -> int | None:
    """The year that a number is of: one in brackets or after `pada` behind it, else the nearest before it."""
    belakang = re.match(r"\s*(?:\(|pada (?:tahun )?|tahun )(20\d\d)\b", k.sesudah(n))
    if belakang:
        return int(belakang.group(1))
    ada = _TAHUN.findall(k.hingga(n))
    return int(ada[-1]) if ada else None


def _kutip(k: Kalimat, n: AngkaKetik) -> str:
    awal = n.awal - k.awal
    potong = k.teks[max(0, awal - 60) : awal + len(n.teks) + 30]
    return " ".join(potong.split())


def tawaran_dan_hasil(
    pencocok: Pencocok, bagian: str, teks: str, nomor: int | None = None
) -> tuple[list[Tawaran], str]:
    """The offers of a stored text, Markdown or HTML, and the text with all of them taken, or with one; it reads as
    before. Nothing is offered where HTML has a number in another place than it reads."""
    dibaca = untuk_dibaca(teks)
    tawaran = pencocok.baca(bagian, dibaca)[0]
    terpilih = [t for n, t in enumerate(tawaran) if nomor in (None, n)]
    if not berupa_html(teks):
        return tawaran, terapkan(teks, terpilih)
    baru = _terapkan_html(teks, dibaca, terpilih)
    return (tawaran, baru) if untuk_dibaca(baru) == terapkan(dibaca, terpilih) else ([], teks)


def terapkan(teks: str, tawaran: Iterable[Tawaran]) -> str:
    """The text with typed numbers turned into references; it reads as before."""
    for t in sorted(tawaran, key=lambda t: -t.angka.awal):
        teks = f"{teks[: t.angka.awal]}{t.rujukan}{teks[t.angka.akhir :]}"
    return teks


def _terapkan_html(teks: str, dibaca: str, tawaran: Iterable[Tawaran]) -> str:
    """By how often the number's letters stand before it."""
    huruf, polos = (tanpa_rujukan(x) for x in (_UNSUR.sub(lambda m: " " * len(m[0]), teks), dibaca))
    ganti = []
    for t in tawaran:
        letak = [m.start() for m in re.finditer(re.escape(t.angka.teks), huruf)]
        ke = len(re.findall(re.escape(t.angka.teks), polos[: t.angka.awal]))
        if ke < len(letak):
            ganti.append((letak[ke], t))
    for awal, t in sorted(ganti, key=lambda x: -x[0]):
        teks = f"{teks[:awal]}{t.rujukan}{teks[awal + len(t.angka.teks) :]}"
    return teks


def tetap_saja(tentangan: Iterable[Tentangan], tetap: Iterable[str]) -> Iterator[Tentangan]:
    """Without the numbers that somebody declared to be typed on purpose."""
    sengaja = set(tetap)
    yield from (t for t in tentangan if t.angka.teks not in sengaja)
