"""Who is late with what, and how far the numbers can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from capaian.alur import StatusIsian
from laporan.periksa.bentuk import Temuan

from .muat import Bahan, BarisTinjau, belum_diajukan


@dataclass(frozen=True)
class KeadaanBidang:
    """A bidang's rows of the quarter by state. `terlambat`: days since its entry closed; 0 before, or where all is
    handed in; None without a schedule."""

    nomor: int
    nama: str
    baris: int
    kosong: int
    status: dict[str, int]
    terlambat: int | None
    kurang: tuple[BarisTinjau, ...]

    @property
    def belum(self) -> int:
        return len(self.kurang)


@dataclass(frozen=True)
class Mutu:
    """Of the indicators of the quarter: how many are filled, verified, proven, and without an open finding."""

    semua: int
    terisi: int
    terverifikasi: int
    berbukti: int
    bertemuan: int


def keadaan_bidang(bahan: Bahan, bidang: int | None = None) -> list[KeadaanBidang]:
    """The late ones first."""
    per_bidang: dict[int, list[BarisTinjau]] = {b: [] for b in bahan.bidang}
    for b in bahan.baris:
        per_bidang.setdefault(b.bidang, []).append(b)
    hasil = [
        _keadaan(bahan, nomor, baris)
        for nomor, baris in per_bidang.items()
        if baris and (bidang is None or nomor == bidang)
    ]
    return sorted(hasil, key=lambda k: -(k.terlambat or 0))


def _keadaan(bahan: Bahan, nomor: int, baris: list[BarisTinjau]) -> KeadaanBidang:
    kurang = belum_diajukan(baris)
    banyak = Counter(b.status for b in baris)
    terlambat = None
    if bahan.jadwal is not None:
        tutup = bahan.jadwal.bagi(nomor)
        terlambat = max(0, (bahan.hari - timezone.localdate(tutup)).days) if kurang and tutup <= bahan.kini else 0
    return KeadaanBidang(
        nomor,
        bahan.nama_bidang(nomor),
        len(baris),
        sum(not b.terisi for b in baris),
        {s.value: banyak[s.value] for s in StatusIsian},
        terlambat,
        tuple(kurang),
    )


def mutu(bahan: Bahan, temuan: Iterable[Temuan], bidang: int | None = None) -> Mutu:
    """`temuan`: the open ones of the page's year."""
    baris = [b for b in bahan.baris if bidang is None or b.bidang == bidang]
    objek = {t.objek for t in temuan if t.tingkat != "catatan"}
    return Mutu(
        len(baris),
        sum(b.terisi for b in baris),
        sum(b.status == StatusIsian.DIVERIFIKASI for b in baris),
        sum(b.berbukti for b in baris),
        sum(b.asal.kode in objek for b in baris),
    )
