"""What the pemda's pages need of each agency's year, computed by the one engine and kept until a row changes.

Kept under the marks of the agency's rows (`sakip.jejak.tanda`) and the version of the code. A value is kept only where
the marks were the same before and after its rows were read; so it is of one state, also when somebody commits late.
"""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from typing import Any

from django.conf import settings
from django.core.cache import caches

from laporan.ikhtisar.bentuk import IkhtisarIndikator, Total
from laporan.ikhtisar.rekap import BarisRekap, rekap
from laporan.ikhtisar.sidik import sidik
from laporan.ikhtisar.tahun import TahunTersedia, susun_tahun, tahun_dibuka, tahun_per_instansi
from sakip.jejak import tanda
from sakip.models import PerangkatDaerah

catatan = logging.getLogger(__name__)
SEKALIGUS = 5
"""Agencies computed together: more would hold too many rows at once."""
PERCOBAAN = 3
"""How often a year is computed anew while somebody changes it."""
APLIKASI = ("sakip", "renstra", "anggaran", "capaian", "laporan")


@dataclass(frozen=True)
class Ringkas:
    """One agency's year as the table shows it."""

    total: Total
    pembulatan: str
    ada_data: bool
    galat: int
    peringatan: int
    terverifikasi: int
    terisi: int
    sidik: str


@dataclass(frozen=True)
class Ukur:
    """An indicator as it is compared across agencies."""

    kode: str
    nama: str
    satuan: str
    iku: bool
    target: Decimal | None
    target_teks: str
    realisasi: Decimal | None
    realisasi_teks: str
    capaian: Decimal | None
    predikat: str | None
    warna: str
    alasan: str
    pembulatan: str


class Simpanan:
    """What is kept of some agencies, as of one reading of their marks."""

    def __init__(self, instansi: Sequence[PerangkatDaerah]) -> None:
        self.instansi = instansi
        self.cap = tanda.cap(i.pk for i in instansi)
        self._tunda: dict[int, set[tuple[int, int]]] = {}
        """Years that were read and wait to be kept until the marks are read again."""

    def daftar_tahun(self) -> list[TahunTersedia]:
        """The years of all these agencies, oldest first; what is open now is asked now."""
        per = self._baca({i.pk: _kunci("tahun", i.pk, 0, None) for i in self.instansi})
        if kurang := [i for i in self.instansi if i.pk not in per]:
            self._tunda, dibuka = tahun_per_instansi(kurang, self.instansi)
            per |= self._tunda
        else:
            dibuka = tahun_dibuka(self.instansi)
        return susun_tahun(dibuka.union(*per.values()))

    def ringkas(
        self, tahun: Iterable[int], triwulan: int | None, instansi: Sequence[PerangkatDaerah] | None = None
    ) -> dict[tuple[int, int], Ringkas]:
        """By agency and year."""
        milik = self.instansi if instansi is None else instansi
        return {(i, t): isi for t in tahun for i, isi in self._ambil("ringkas", milik, t, triwulan).items()}

    def indikator(self, tahun: int, triwulan: int | None) -> dict[int, tuple[Ukur, ...]]:
        """By agency, all its indicators of the year."""
        return self._ambil("indikator", self.instansi, tahun, triwulan)

    def _ambil(self, apa: str, instansi: Sequence[PerangkatDaerah], tahun: int, triwulan: int | None) -> dict[int, Any]:
        """What is kept and still true, and the rest computed."""
        hasil = self._baca({i.pk: _kunci(apa, i.pk, tahun, triwulan) for i in instansi})
        kurang = [i for i in instansi if i.pk not in hasil]
        for letak in range(0, len(kurang), SEKALIGUS):
            for b in self._hitung(kurang[letak : letak + SEKALIGUS], tahun, triwulan):
                hasil[b.instansi.pk] = BENTUK[apa](b)
        return hasil

    def _hitung(self, instansi: Sequence[PerangkatDaerah], tahun: int, triwulan: int | None) -> Iterator[BarisRekap]:
        """Computed now; kept where nothing changed meanwhile, else tried once more."""
        sisa, baris = list(instansi), list[BarisRekap]()
        for _ in range(PERCOBAAN):
            baris = rekap(sisa, tahun, triwulan)
            tetap = self._tetap([i.pk for i in sisa])
            for b in baris:
                if b.instansi.pk in tetap:
                    for apa, bentuk in BENTUK.items():
                        _simpan(_kunci(apa, b.instansi.pk, tahun, triwulan), (self.cap[b.instansi.pk], bentuk(b)))
                    yield b
            baris = [b for b in baris if b.instansi.pk not in tetap]
            if not (sisa := [i for i in sisa if i.pk not in tetap]):
                return
            self.cap |= tanda.cap(i.pk for i in sisa)
        yield from baris

    def _tetap(self, instansi: Iterable[int]) -> set[int]:
        """Of which nothing has changed since `cap` was read."""
        kini = tanda.cap({*instansi, *self._tunda})
        tetap = {i for i, cap in kini.items() if cap == self.cap[i]}
        for pemilik in tetap & self._tunda.keys():
            _simpan(_kunci("tahun", pemilik, 0, None), (self.cap[pemilik], self._tunda[pemilik]))
        self._tunda = {}
        return tetap

    def tutup(self) -> None:
        """Keep what still waits."""
        if self._tunda:
            self._tetap([])

    def _baca(self, kunci: dict[int, str]) -> dict[int, Any]:
        """By agency what is kept under its present marks."""
        hasil = {}
        for pemilik, nama in kunci.items():
            isi = _terbaca(nama)
            if isi is not None and isi[0] == self.cap[pemilik]:
                hasil[pemilik] = isi[1]
        return hasil


def _ringkas(b: BarisRekap) -> Ringkas:
    tingkat = Counter(t.tingkat for t in b.temuan)
    return Ringkas(
        total=b.ikhtisar.total,
        pembulatan=b.ikhtisar.pembulatan,
        ada_data=b.ada_data,
        galat=tingkat["galat"],
        peringatan=tingkat["peringatan"],
        terverifikasi=b.verifikasi[0],
        terisi=b.verifikasi[1],
        sidik=sidik(b.ikhtisar),
    )


def _indikator(b: BarisRekap) -> tuple[Ukur, ...]:
    return tuple(_ukur(i, b.ikhtisar.pembulatan) for i in b.ikhtisar.indikator)


def _ukur(i: IkhtisarIndikator, cara: str) -> Ukur:
    return Ukur(pembulatan=cara, **{k.name: getattr(i, k.name) for k in fields(Ukur) if k.name != "pembulatan"})


BENTUK: dict[str, Callable[[BarisRekap], Any]] = {"ringkas": _ringkas, "indikator": _indikator}


# Keeping


@cache
def versi_kode() -> str:
    """Of all that a computed year depends on besides rows: the code and what the server was told."""
    aduk = hashlib.sha256(str(settings.BATAS_MENUNJANG).encode())
    for aplikasi in APLIKASI:
        for berkas in sorted((settings.BASE_DIR / aplikasi).rglob("*.py")):
            aduk.update(berkas.name.encode() + berkas.read_bytes())
    return aduk.hexdigest()[:16]


def _kunci(apa: str, instansi: int, tahun: int, triwulan: int | None) -> str:
    return f"{versi_kode()}-{apa}-{instansi}-{tahun}-{triwulan or 0}"


def _terbaca(kunci: str) -> tuple[str, Any] | None:
    """What is kept, with the marks under which it was; what cannot be read is computed once more."""
    try:
        return caches["ringkasan"].get(kunci)
    except Exception as galat:  # a file cut off or not ours: whatever unpickling may raise
        catatan.warning("ringkasan %s tidak terbaca: %s", kunci, galat)
        return None


def _simpan(kunci: str, isi: tuple[str, Any]) -> None:
    """Where the disk is full the page comes all the same."""
    try:
        caches["ringkasan"].set(kunci, isi)
    except OSError as galat:
        catatan.warning("ringkasan tidak dapat disimpan: %s", galat)
