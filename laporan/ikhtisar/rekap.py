"""The year of many agencies side by side, by the one engine, from a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from capaian.muat import muat_verifikasi
from laporan.models import Narasi, Unggahan
from laporan.periksa.aturan import periksa_ikhtisar
from laporan.periksa.bentuk import Temuan
from laporan.temuan.terima import diterima_banyak, padankan
from sakip.models import PerangkatDaerah

from .bentuk import Ikhtisar
from .muat import muat_banyak
from .susun import hitung


@dataclass(frozen=True)
class BarisRekap:
    """One agency's year: its ikhtisar, its open findings, and how many of its quarterly entries are verified."""

    instansi: PerangkatDaerah
    ikhtisar: Ikhtisar
    temuan: tuple[Temuan, ...]
    verifikasi: tuple[int, int]
    """Verified entries, and filled ones."""

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
    gambar: dict[int, set[str]] = defaultdict(set)
    ada = Unggahan.objects.filter(perangkat_daerah__in=instansi, tahun=tahun, bagian=Unggahan.Bagian.GAMBAR)
    bergambar = any("gambar:" in teks or "data-gambar" in teks for milik in narasi.values() for _, _, teks in milik)
    for pemilik, sidik in ada.values_list("perangkat_daerah_id", "sidik") if bergambar else ():
        gambar[pemilik].add(sidik)
    hasil, diterima = [], diterima_banyak(instansi, tahun)
    semua = muat_banyak(instansi, tahun, triwulan)
    renstra = [m.rencana.renstra.pk for m in semua if m.rencana.renstra]
    verifikasi = muat_verifikasi(renstra, tahun, triwulan)
    for muatan in semua:
        ikhtisar, milik = hitung(muatan), muatan.rencana.instansi
        ditinjau = padankan(
            periksa_ikhtisar(ikhtisar, narasi[milik.pk], frozenset(gambar[milik.pk])), diterima[milik.pk], triwulan
        )
        temuan = tuple(d.temuan for d in ditinjau if d.diterima is None)
        hasil.append(BarisRekap(milik, ikhtisar, temuan, verifikasi.get(milik.pk, (0, 0))))
    return hasil
