"""The figures of a computed year that prose may speak of, and the names of their objects in a sentence. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator
from sakip.kaya.rujukan import BAGIAN, TOTAL, Rujukan

from ..nilai import DARI_INDIKATOR, DARI_SASARAN, DARI_SIMPUL, DARI_TOTAL, Sumber
from ..pelengkap import TEKS

_UMUM = {"yang", "dengan", "dan", "atau", "di", "ke", "dari", "pada", "oleh", "untuk", "para", "terhadap", "rata"}
_UMUM |= {"persentase", "indeks", "nilai", "jumlah", "tingkat", "program", "kegiatan", "sub", "predikat"}
_KATA = re.compile(r"[^\W\d_]+")
AKAR_KATA = 8
"""Words that begin with the same letters are taken for the same word: profesionalisme, profesionalitas."""


@dataclass(frozen=True)
class Butir:
    """One figure, and the reference that gives it."""

    rujukan: Rujukan
    nilai: Decimal
    satuan: str

    @property
    def objek(self) -> str:
        """The object as a whole, also where the figure is of a part of it."""
        return self.rujukan.objek.partition(BAGIAN)[0]

    @property
    def jenis(self) -> str:
        return self.rujukan.jenis


@dataclass(frozen=True)
class Sebutan:
    """Where a sentence names objects; several carry the same name."""

    awal: int
    akhir: int
    objek: tuple[str, ...]


class Daftar:
    """All figures of a year by object, those of tujuan and sasaran first."""

    def __init__(self, ikhtisar: Ikhtisar) -> None:
        self.i = ikhtisar
        self.sumber = Sumber(ikhtisar)
        self.indikator = {i.kode: i for i in ikhtisar.indikator}
        self.simpul = {s.kode: s for s in ikhtisar.simpul}

    @cached_property
    def per_objek(self) -> dict[str, list[Butir]]:
        hasil: dict[str, list[Butir]] = defaultdict(list)
        for r in self._rujukan():
            nilai = self.sumber.nilai(r)
            if nilai.angka is not None and nilai.satuan != TEKS:
                butir = Butir(r, nilai.angka, nilai.satuan)
                hasil[butir.objek].append(butir)
        return dict(hasil)

    @cached_property
    def semua(self) -> list[Butir]:
        return [b for satu in self.per_objek.values() for b in satu]

    @cached_property
    def urutan(self) -> dict[Rujukan, int]:
        """The place of each figure among all."""
        return {b.rujukan: n for n, b in enumerate(self.semua)}

    def _rujukan(self) -> Iterator[Rujukan]:
        yield from (Rujukan(j, TOTAL) for j in DARI_TOTAL)
        sasaran = [s.kode for s in self.i.sasaran]
        yield from (Rujukan(j, k) for k in sasaran for j in DARI_SASARAN)
        for i in sorted(self.i.indikator, key=lambda i: self.simpul[i.induk].jenis not in ("tujuan", "sasaran")):
            yield from (Rujukan(j, i.kode) for j in DARI_INDIKATOR)
            for d in i.deret:
                if d.tahun != self.i.tahun:
                    yield from (Rujukan(j, i.kode, d.tahun) for j in ("target", "realisasi", "capaian"))
            bagian = [(j, k.nama) for k in i.komponen for j in ("komponen", "maksimum")]
            bagian += [("pembanding", p.instansi) for p in i.pembanding]
            yield from (Rujukan(j, f"{i.kode}{BAGIAN}{nama}") for j, nama in bagian if not {"@", "|"} & set(nama))
        yield from (Rujukan(j, s.kode) for s in self.i.simpul if s.kode not in sasaran for j in DARI_SIMPUL)
        yield from (Rujukan("akip", TOTAL, a.tahun) for a in self.i.akip)

    @cached_property
    def lain(self) -> dict[str, set[Decimal]]:
        """Figures of an object for which there is no reference: they are right all the same."""
        hasil = {i.kode: set(_sampingan(i)) for i in self.i.indikator}
        akip = {n for a in self.i.akip for n in (a.nilai, a.nilai_dinyatakan, *(k.nilai for k in a.komponen)) if n}
        hasil[TOTAL] = akip | {n for n in (self.i.total.capaian_iku_dibatasi, self.i.batas_capaian) if n is not None}
        return hasil

    def dekat(self, kode: str) -> list[str]:
        """An object with those whose figures are told together with it."""
        i = self.indikator.get(kode)
        if i is not None:
            return [kode, i.induk]
        return [kode, *(x.kode for x in self.i.indikator if x.induk == kode)]

    def bagian(self, kunci: str) -> str:
        """The object of a section of the report: `3.1.analisis.I.S1.1`."""
        cocok = [k for k in (*self.indikator, *self.simpul) if kunci.endswith(f".{k}")]
        return max(cocok, key=len, default="")

    @cached_property
    def _nama(self) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Name as word stems, and the objects that carry it; long names first."""
        per_nama: dict[tuple[str, ...], list[str]] = defaultdict(list)
        urut = sorted(self.i.indikator, key=lambda i: self.simpul[i.induk].jenis not in ("tujuan", "sasaran"))
        for kode, nama in [*((i.kode, i.nama) for i in urut), *((s.kode, s.uraian) for s in self.i.simpul)]:
            for alias in _alias(nama):
                if kode not in per_nama[alias]:
                    per_nama[alias].append(kode)
        return sorted(((a, tuple(k)) for a, k in per_nama.items()), key=lambda x: -len(x[0]))

    def disebut(self, teks: str) -> list[Sebutan]:
        """The objects that a sentence names, in order."""
        kata = [(m.start(), m.end(), m.group().casefold()) for m in _KATA.finditer(teks)]
        inti = [(a, b, k[:AKAR_KATA]) for a, b, k in kata if k not in _UMUM]
        penuh = [(a, b, k[:AKAR_KATA]) for a, b, k in kata]
        ada = {k for _, _, k in penuh}
        hasil: list[Sebutan] = []
        for alias, objek in self._nama:
            if not ada.issuperset(alias):
                continue
            for deret in (inti, penuh):
                for n in range(len(deret) - len(alias) + 1):
                    if tuple(k for _, _, k in deret[n : n + len(alias)]) == alias:
                        awal, akhir = deret[n][0], deret[n + len(alias) - 1][1]
                        if not any(s.awal < akhir and awal < s.akhir for s in hasil):
                            hasil.append(Sebutan(awal, akhir, objek))
        return sorted(hasil, key=lambda s: s.awal)


def _alias(nama: str) -> Iterable[tuple[str, ...]]:
    """The ways in which a name is written: whole, without what stands in brackets, each side of a slash, and the
    abbreviation in brackets."""
    tanpa = re.sub(r"\([^)]*\)", " ", nama)
    bentuk = {nama, tanpa, *(tanpa.split("/") if "/" in tanpa else ())}
    for satu in sorted(bentuk):
        kata = [k.casefold() for k in _KATA.findall(satu)]
        inti = [k[:AKAR_KATA] for k in kata if k not in _UMUM]
        if len(inti) >= 2:
            yield tuple(inti)
        elif len(kata) >= 2:
            yield tuple(k[:AKAR_KATA] for k in kata)
    for singkatan in re.findall(r"\(([A-Z]{3,})\)", nama):
        yield (singkatan.casefold()[:AKAR_KATA],)


def _sampingan(i: IkhtisarIndikator) -> Iterator[Decimal]:
    semua = [n for k in i.komponen for n in (k.nilai, k.maksimum, k.persen)]
    semua += [n for p in i.pembanding for n in (p.nilai, p.selisih, p.capaian)]
    semua += [n for t in i.triwulan for n in (t.target, t.realisasi, t.capaian, t.sd_target, t.sd_realisasi)]
    semua += [n for d in i.deret for n in (d.selisih, d.kenaikan_persen)]
    semua += [t.nilai for t in i.target_renstra]
    semua += [i.jumlah_komponen, i.jumlah_maksimum, i.pembilang, i.penyebut, i.target_atas, i.capaian_dibatasi]
    semua += [i.target_pk, i.target_pk_perubahan, i.target_versi_renstra, i.nasional.nilai if i.nasional else None]
    yield from (n for n in semua if n is not None)
