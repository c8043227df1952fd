"""The cascading tree of a report: tujuan, sasaran, and the program, kegiatan and sub kegiatan that serve it.

Arranges the frozen ikhtisar, computes nothing: the money of a program or kegiatan under a sasaran is the
part that the ikhtisar says serves it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from anggaran.bentuk import JENIS_UANG
from laporan.ikhtisar.bentuk import IkhtisarIndikator, IkhtisarSimpul
from laporan.lkjip.laporan import Laporan

JENJANG = ("tujuan", "sasaran", *JENIS_UANG)
NAMA_JENJANG = dict(zip(JENJANG, ("Tujuan", "Sasaran", "Program", "Kegiatan", "Sub Kegiatan"), strict=True))


@dataclass
class Cabang:
    """A node where it stands in the tree; a program that serves two sasaran stands under both."""

    kunci: str
    simpul: IkhtisarSimpul
    indikator: list[IkhtisarIndikator]
    pagu: Decimal | None = None
    juga: tuple[str, ...] = ()
    """Other sasaran that a leaf serves too; it is drawn once."""
    lintas: list[dict[str, str]] = field(default_factory=list)
    anak: list[Cabang] = field(default_factory=list)

    @property
    def jenis(self) -> str:
        return self.simpul.jenis


def jenjang(laporan: Laporan) -> list[Cabang]:
    """The tujuan with all below them; then the program that no sasaran is named for."""
    return _Penyusun(laporan).pohon()


def daun(akar: list[Cabang]) -> Iterator[tuple[Cabang, ...]]:
    """Each leaf with all above it, from the top down."""
    for c in akar:
        if not c.anak:
            yield (c,)
        for jalur in daun(c.anak):
            yield (c, *jalur)


def simpul_wajib(laporan: Laporan) -> list[IkhtisarSimpul]:
    """The nodes that a cascading document must show, from the ikhtisar itself."""
    return laporan.jenis(*JENJANG)


class _Penyusun:
    def __init__(self, laporan: Laporan) -> None:
        self.lap = laporan
        self.bagian = {(s.kode, b.kode): b.pagu for s in laporan.i.sasaran for b in s.simpul}
        self.lintas: dict[str, list[dict[str, str]]] = defaultdict(list)
        for baris in laporan.bahan.get("lintas", []):
            self.lintas[baris["simpul"]].append(baris)
        uang = laporan.jenis(*JENIS_UANG)
        induk = {s.induk for s in uang}
        self.daun_uang = [s for s in uang if s.kode not in induk]
        self.dilayani = {s.kode: self._sasaran(s) for s in self.daun_uang}

    def pohon(self) -> list[Cabang]:
        akar = [self._tujuan(t) for t in self.lap.jenis("tujuan")]
        lepas = [s for s in self.daun_uang if not self.dilayani[s.kode]]
        return akar + self._di_bawah("", lepas)

    def _sasaran(self, s: IkhtisarSimpul) -> tuple[str, ...]:
        """The sasaran that a leaf serves, directly or through an indicator."""
        kode = []
        for nama in s.mendukung:
            induk = self.lap.indikator[nama].induk if nama in self.lap.indikator else nama
            if induk in self.lap.simpul and self.lap.simpul[induk].jenis == "sasaran":
                kode.append(induk)
        return tuple(dict.fromkeys(kode))

    def _cabang(self, s: IkhtisarSimpul, sasaran: str, pagu: Decimal | None = None) -> Cabang:
        juga = self.dilayani.get(s.kode, ())[1:]
        kunci = f"{sasaran}/{s.kode}" if s.jenis in JENIS_UANG else s.kode
        return Cabang(kunci, s, self.lap.milik[s.kode], pagu, juga, self.lintas[s.kode])

    def _tujuan(self, t: IkhtisarSimpul) -> Cabang:
        c = self._cabang(t, "")
        c.anak = [self._di_sasaran(s) for s in self.lap.jenis("sasaran") if s.induk == t.kode]
        return c

    def _di_sasaran(self, s: IkhtisarSimpul) -> Cabang:
        c = self._cabang(s, "")
        milik = [d for d in self.daun_uang if self.dilayani[d.kode][:1] == (s.kode,)]
        c.anak = self._di_bawah(s.kode, milik)
        return c

    def _di_bawah(self, sasaran: str, milik: list[IkhtisarSimpul]) -> list[Cabang]:
        """The leaves with their kegiatan and program, each above once."""
        ada: dict[str, Cabang] = {}
        atas: list[Cabang] = []
        for d in milik:
            anak: Cabang | None = None
            kode = d.kode
            while kode in self.lap.simpul and self.lap.simpul[kode].jenis in JENIS_UANG:
                s, sudah = self.lap.simpul[kode], kode in ada
                c = ada.setdefault(kode, self._cabang(s, sasaran, self._pagu(s, sasaran)))
                if anak is not None:
                    c.anak.append(anak)
                if sudah:
                    break
                anak, kode = c, s.induk
            else:
                if anak is not None:
                    atas.append(anak)
        return atas

    def _pagu(self, s: IkhtisarSimpul, sasaran: str) -> Decimal | None:
        """What of it serves the sasaran; without one, its pagu where all of it is unconnected."""
        if sasaran:
            return self.bagian.get((sasaran, s.kode))
        lepas = all(not self.dilayani[d.kode] for d in self.daun_uang if self._di_dalam(d, s.kode))
        return s.pagu if lepas else None

    def _di_dalam(self, d: IkhtisarSimpul, kode: str) -> bool:
        kini: IkhtisarSimpul | None = d
        while kini is not None:
            if kini.kode == kode:
                return True
            kini = self.lap.simpul.get(kini.induk)
        return False
