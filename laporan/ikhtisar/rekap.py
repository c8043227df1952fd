"""The year of many agencies side by side, by the one engine, from a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from laporan.models import LKJIP, Narasi, Susunan
from laporan.periksa.aturan import periksa_ikhtisar
from laporan.periksa.bentuk import Temuan
from laporan.temuan.terima import diterima_banyak, padankan
from sakip.models import PerangkatDaerah

from .bentuk import Ikhtisar
from .muat import muat_banyak
from .susun import hitung


@dataclass(frozen=True)
class BarisRekap:
    """One agency's year: its ikhtisar, its open findings, and the state of its latest LKjIP."""

    instansi: PerangkatDaerah
    ikhtisar: Ikhtisar
    temuan: tuple[Temuan, ...]
    susunan: Susunan | None

    @property
    def galat(self) -> int:
        return sum(t.tingkat == "galat" for t in self.temuan)

    @property
    def ada_data(self) -> bool:
        total = self.ikhtisar.total
        return any(n is not None for n in (total.capaian_iku, total.pagu, total.realisasi))


def rekap(instansi: Sequence[PerangkatDaerah], tahun: int, triwulan: int | None) -> list[BarisRekap]:
    """A row per agency, in the given order."""
    narasi: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    for pemilik, bagian, judul, teks in Narasi.objects.filter(perangkat_daerah__in=instansi, tahun=tahun).values_list(
        "perangkat_daerah_id", "bagian", "judul", "teks"
    ):
        narasi[pemilik].append((bagian, judul, teks))
    susunan: dict[int, Susunan] = {}
    for s in Susunan.objects.filter(perangkat_daerah__in=instansi, tahun=tahun, jenis=LKJIP).defer("ikhtisar", "bahan"):
        susunan.setdefault(s.perangkat_daerah_id, s)
    hasil, diterima = [], diterima_banyak(instansi, tahun)
    for muatan in muat_banyak(instansi, tahun, triwulan):
        ikhtisar, milik = hitung(muatan), muatan.rencana.instansi
        ditinjau = padankan(periksa_ikhtisar(ikhtisar, narasi[milik.pk]), diterima[milik.pk], triwulan)
        temuan = tuple(d.temuan for d in ditinjau if d.diterima is None)
        hasil.append(BarisRekap(milik, ikhtisar, temuan, susunan.get(milik.pk)))
    return hasil
