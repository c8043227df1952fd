"""All rules over a computed year, the gravest findings first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from typing import Any

from laporan.ikhtisar.bentuk import Ikhtisar
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.models import Narasi
from laporan.naskah.prosa import aturan as prosa
from laporan.unggahan import gambar_naskah
from sakip.kaya.tulis import untuk_dibaca
from sakip.models import PerangkatDaerah

from . import capaian, rencana, uang
from .bentuk import CATATAN, GALAT, PERINGATAN, Bahan, Temuan

ATURAN: tuple[Callable[[Bahan], Iterator[Temuan]], ...] = (
    *uang.ATURAN,
    *capaian.ATURAN,
    *rencana.ATURAN,
    *prosa.ATURAN,
)


def periksa(instansi: PerangkatDaerah, tahun: int, triwulan: int | None = None) -> list[Temuan]:
    """All findings of the agency's year, the gravest first."""
    narasi = tuple(Narasi.objects.filter(perangkat_daerah=instansi, tahun=tahun).values_list("bagian", "judul", "teks"))
    gambar = gambar_naskah(instansi, tahun, [teks for _, _, teks in narasi])
    return periksa_ikhtisar(susun_ikhtisar(instansi, tahun, triwulan), narasi, gambar)


def periksa_ikhtisar(
    ikhtisar: Ikhtisar, narasi: Iterable[tuple[str, str, str]] = (), gambar: frozenset[str] | None = None
) -> list[Temuan]:
    """All findings of a computed year; pure."""
    bahan = Bahan(ikhtisar, tuple((bagian, judul, untuk_dibaca(teks)) for bagian, judul, teks in narasi), gambar)
    urutan = (GALAT, PERINGATAN, CATATAN)
    return sorted((t for aturan in ATURAN for t in aturan(bahan)), key=lambda t: urutan.index(t.tingkat))


def ke_json(temuan: Iterable[Temuan]) -> list[dict[str, Any]]:
    return [asdict(t) for t in temuan]
