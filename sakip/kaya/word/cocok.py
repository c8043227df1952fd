"""A stored text against its paragraphs as they came back from Word: what was changed, block by block. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from sakip.kaya.baca import dari_teks
from sakip.kaya.pohon import (
    RUJUKAN,
    Blok,
    Daftar,
    Dokumen,
    Kutipan,
    Paragraf,
    Potong,
    Sebaris,
    Tabel,
    langkah,
    polos,
    rapikan,
)
from sakip.kaya.tulis import simpanan
from sakip.markah import berupa_html, gambar_dalam

from .alinea import (
    BIASA,
    BULAT,
    JUDUL,
    KUTIP,
    LANJUT,
    NOMOR,
    TABEL,
    TAK_DIAMBIL,
    Alinea,
    alinea,
    berkaki,
    blok,
    catatan,
    panggilan,
    pisah_kaki,
    rata,
    tercetak,
)
from .pulih import kata, pulihkan
from .urai import Asal

_BERKELOMPOK = {BULAT: Daftar, NOMOR: Daftar, LANJUT: Daftar, KUTIP: Kutipan}
_MIRIP = 0.4
"""From here on a paragraph counts as the edited one, not as another."""


@dataclass(frozen=True)
class Perubahan:
    """Blocks `awal` to `akhir` (not included) of the stored text become `baru`. `catatan`: notes to write, by mark.
    `lama`, `kini`: the paragraphs as they print; `hilang`: live numbers that the edit has taken away."""

    awal: int
    akhir: int
    baru: Dokumen
    lama: tuple[Alinea, ...] = ()
    kini: tuple[Alinea, ...] = ()
    hilang: tuple[str, ...] = ()
    catatan: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hasil:
    """What Word has changed of one text. `tabel`: also a table, which is not taken; `html`: nothing of it is. `gambar`:
    how many pictures the text had."""

    perubahan: tuple[Perubahan, ...]
    tabel: bool
    html: bool
    gambar: int = 0


def bandingkan(asal: Asal, word: Sequence[Alinea], tabel: Sequence[str]) -> Hasil:
    """Compare a text with what its place in the document holds."""
    pembanding = _Pembanding(asal, word)
    dulu = [_huruf_tabel(b, pembanding) for b in pembanding.dok if isinstance(b, Tabel)]
    beda_tabel = dulu != ["".join(t.split()) for t in tabel]
    gambar = len(gambar_dalam(asal.teks))
    return Hasil(tuple(pembanding.perubahan()), beda_tabel, berupa_html(asal.teks), gambar)


class _Pembanding:
    def __init__(self, asal: Asal, word: Sequence[Alinea]) -> None:
        self.nilai, self.word = asal.nilai, word
        self.dok = dari_teks(asal.teks)
        self.kaki = berkaki(self.dok)
        self.asli = [(a, n) for n, b in enumerate(self.dok) for a in alinea(b, self.kaki)]
        self.cetak = [tercetak(a, self.nilai) for a, _ in self.asli]
        self.kini = [tercetak(a, {}) for a in word]
        self.tanda = {k for b in self.dok for k in panggilan(b)} | {catatan(b) for b in self.dok}
        self.sama: dict[int, int] = {}
        self.tersentuh: set[int] = set()
        self._selaraskan()

    def _selaraskan(self) -> None:
        """Which paragraphs are as they were, and which blocks are not."""
        for jenis, a, z, ke_a, ke_z in langkah(self.cetak, self.kini):
            if jenis == "equal":
                self.sama |= {ke_a + n: a + n for n in range(z - a)}
                continue
            self.tersentuh |= {self.asli[i][1] for i in range(a, z)}
            if a == z:
                self._sisipan(a, self.kini[ke_a].jenis, self.kini[ke_z - 1].jenis)

    def _sisipan(self, di: int, pertama: str, terakhir: str) -> None:
        """What was put into a block, or to the end of a list, changes that block."""
        sebelum = self.asli[di - 1][1] if di else None
        sesudah = self.asli[di][1] if di < len(self.asli) else None
        if sebelum is not None and (sebelum == sesudah or _sekelompok(self.dok[sebelum], pertama)):
            self.tersentuh.add(sebelum)
        if sesudah is not None and _sekelompok(self.dok[sesudah], terakhir):
            self.tersentuh.add(sesudah)

    def perubahan(self) -> Iterator[Perubahan]:
        for awal, akhir, ke_a, ke_z in self._daerah():
            yield from self._pecah(awal, akhir, ke_a, ke_z)

    def _daerah(self) -> Iterator[tuple[int, int, int, int]]:
        """Stretches of changed blocks with the paragraphs that stand there now."""
        letak = {n: j for j, i in reversed(self.sama.items()) for n in [self.asli[i][1]]}
        beralinea = {n for _, n in self.asli}
        awal = akhir = sampai = 0
        for n in range(len(self.dok)):
            if n in self.tersentuh:
                awal, akhir = (awal if akhir > awal else n), n + 1
            elif n in beralinea:
                yield (awal, akhir, sampai, letak[n]) if akhir > awal else (n, n, sampai, letak[n])
                sampai = letak[n] + sum(m == n for _, m in self.asli)
                awal = akhir = n + 1
        yield (
            (awal, akhir, sampai, len(self.kini))
            if akhir > awal
            else (
                len(self.dok),
                len(self.dok),
                sampai,
                len(self.kini),
            )
        )

    def _pecah(self, awal: int, akhir: int, ke_a: int, ke_z: int) -> Iterator[Perubahan]:
        """Block by block where each has its counterpart, else the stretch as one change."""
        asli = [(self.cetak[i], n) for i, (_, n) in enumerate(self.asli) if awal <= n < akhir]
        sebentuk = [(a.jenis, a.tingkat) for a, _ in asli] == [(a.jenis, a.tingkat) for a in self.kini[ke_a:ke_z]]
        biasa = all(a.jenis in (BIASA, JUDUL) for a in [*(a for a, _ in asli), *self.kini[ke_a:ke_z]])
        satu = [(awal, akhir, ke_a, ke_z)]
        if sebentuk:
            letak = [ke_a + sum(m < n for _, m in asli) for n in range(awal, akhir + 1)]
            satu = [(awal + n, awal + n + 1, letak[n], letak[n + 1]) for n in range(akhir - awal)]
        elif biasa:
            satu = list(self._sela(awal, akhir, ke_a, ke_z))
        for rentang in satu:
            if (p := self._satu(*rentang)) is not None:
                yield p

    def _sela(self, awal: int, akhir: int, ke_a: int, ke_z: int) -> Iterator[tuple[int, int, int, int]]:
        """Each edited paragraph by itself, and what was put between them or taken out."""
        lama = [i for i, (_, n) in enumerate(self.asli) if awal <= n < akhir]
        for j, i in sorted(self._pasangkan(lama, range(ke_a, ke_z)).items()):
            n = self.asli[i][1]
            if n >= awal:
                if n > awal or j > ke_a:
                    yield awal, n, ke_a, j
                yield n, n + 1, j, j + 1
                awal, ke_a = n + 1, j + 1
        if akhir > awal or ke_z > ke_a:
            yield awal, akhir, ke_a, ke_z

    def _satu(self, awal: int, akhir: int, ke_a: int, ke_z: int) -> Perubahan | None:
        lama = [i for i, (_, n) in enumerate(self.asli) if awal <= n < akhir]
        kini: list[Alinea] = []
        hilang: list[str] = []
        catatan_baru: dict[str, str] = {}
        pasangan = self._pasangkan(lama, range(ke_a, ke_z))
        for j in range(ke_a, ke_z):
            a, i = self.word[j], pasangan.get(j)
            if self.sama.get(j) in lama:
                kini.append(self._tanpa_kaki(self.asli[self.sama[j]][0], (), {}))
                continue
            dulu = self.asli[i][0].isi if i is not None else ()
            isi, lepas = pulihkan(dulu, a.isi, self.nilai)
            hilang += lepas
            kini.append(self._tanpa_kaki(replace(a, isi=isi), dulu, catatan_baru))
        terpasang = set(pasangan.values()) | {self.sama[j] for j in range(ke_a, ke_z) if j in self.sama}
        hilang += [p.teks for i in lama if i not in terpasang for p in self.asli[i][0].isi if _hidup(p)]
        tetap = [b for b in self.dok[awal:akhir] if isinstance(b, TAK_DIAMBIL) or catatan(b) in self.kaki]
        baru = tuple(_dengan_tabel(kini, tetap))
        if baru == self.dok[awal:akhir] and not catatan_baru:
            return None
        cetak, word = (tuple(self.cetak[i] for i in lama), tuple(self.kini[ke_a:ke_z]))
        return Perubahan(awal, akhir, baru, cetak, word, tuple(hilang), catatan_baru)

    def _pasangkan(self, lama: Sequence[int], kini: Iterable[int]) -> dict[int, int]:
        """Edited paragraphs by the one that each was: in order where there are as many, else the one most alike."""
        sisa = [i for i in lama if i not in {self.sama.get(j) for j in kini} and self.cetak[i].jenis != TABEL]
        baru = [j for j in kini if j not in self.sama and self.kini[j].jenis != TABEL]
        if len(sisa) == len(baru):
            return dict(zip(baru, sisa, strict=True))
        hasil: dict[int, int] = {}
        for j in baru:
            milik = kata(self.kini[j].isi, {})
            nilai = [(SequenceMatcher(None, kata(self.cetak[i].isi, {}), milik).quick_ratio(), -i) for i in sisa]
            if nilai and max(nilai)[0] >= _MIRIP:
                hasil[j] = -max(nilai)[1]
                sisa.remove(hasil[j])
        return hasil

    def _tanpa_kaki(self, a: Alinea, dulu: Sebaris, catatan_baru: dict[str, str]) -> Alinea:
        """Calls of notes as they are stored, `[^1]`; a note that has none yet gets a mark."""
        dipanggil = [k[0] for p in a.isi if (k := pisah_kaki(p))]
        bebas = [k[0] for p in dulu if (k := pisah_kaki(p)) and k[0] not in dipanggil]
        hasil: list[Potong] = []
        for p in a.isi:
            if (k := pisah_kaki(p)) is None:
                hasil.append(p)
                continue
            tanda = k[0] or (bebas.pop(0) if bebas else self._tanda_baru())
            if not k[0]:
                catatan_baru[tanda] = k[1]
            hasil.append(Potong(f"[^{tanda}]"))
        return replace(a, isi=rapikan(hasil))

    def _tanda_baru(self) -> str:
        nomor = next(n for n in range(1, len(self.tanda) + 2) if str(n) not in self.tanda)
        self.tanda.add(str(nomor))
        return str(nomor)


def _hidup(p: Potong) -> bool:
    return p.jenis == RUJUKAN and pisah_kaki(p) is None


def _sekelompok(b: Blok, jenis: str) -> bool:
    return jenis in _BERKELOMPOK and isinstance(b, _BERKELOMPOK[jenis])


def _dengan_tabel(kini: Sequence[Alinea], tetap: list[Blok]) -> Iterator[Blok]:
    """The new blocks; each table of the stored text where Word has one, else behind them. A new table is left out."""
    sisa = list(tetap)
    awal = 0
    for n, a in enumerate(kini):
        if a.jenis == TABEL:
            yield from blok(kini[awal:n])
            awal = n + 1
            if (b := next((x for x in sisa if isinstance(x, Tabel)), None)) is not None:
                sisa.remove(b)
                yield b
    yield from blok(kini[awal:])
    yield from sisa


def _huruf_tabel(tabel: Tabel, p: _Pembanding) -> str:
    semua = (a for r in tabel.baris for s in r for b in s.isi for a in alinea(b, p.kaki, 1))
    teks = "".join(x.teks if (k := pisah_kaki(x)) is None else k[1] for a in semua for x in _tertulis(a, p.nilai))
    return "".join(rata(teks).split())


def _tertulis(a: Alinea, nilai: Mapping[str, str]) -> Sebaris:
    return tercetak(a, nilai).isi


def terapkan(teks: str, terpilih: Iterable[Perubahan]) -> str:
    """The stored text with the changes that were taken; what they leave alone stays to the letter."""
    dok: list[Blok] = list(dari_teks(teks))
    dulu = set(berkaki(tuple(dok)))
    baru: dict[str, str] = {}
    for p in sorted(terpilih, key=lambda p: (p.awal, p.akhir), reverse=True):
        dok[p.awal : p.akhir] = p.baru
        baru |= p.catatan
    dipanggil = {k for b in dok if catatan(b) not in dulu for k in panggilan(b)}
    dok = [b for b in dok if catatan(b) not in dulu - dipanggil and catatan(b) not in baru]
    dok += [Paragraf((Potong(f"[^{k}]: {isi}"),)) for k, isi in baru.items()]
    return simpanan(teks, tuple(dok)) if dok else ""


def huruf(a: Alinea) -> str:
    """A paragraph's letters; a note stands in brackets after its call."""
    return polos(tuple(Potong(f" [{k[1]}]") if (k := pisah_kaki(p)) else p for p in a.isi))
