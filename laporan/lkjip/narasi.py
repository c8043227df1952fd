"""The texts of a report by the section where they stand, and those that wait for a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from laporan.bagian.daftar import DARI_KUNCI
from laporan.bagian.letak import Tertulis


@dataclass(frozen=True)
class Tulisan:
    """One text as placed. `judul` is empty where the section's own title says the same; `bagian`: its own key."""

    judul: str
    teks: str
    bagian: str


class NarasiTersusun:
    """All texts of a report, by section. `nama`: of the indicators and sasaran, by code."""

    def __init__(self, tertulis: Iterable[Tertulis], nama: dict[str, str]) -> None:
        per_bagian: dict[str, list[Tulisan]] = defaultdict(list)
        self.menunggu: list[Tertulis] = []
        for satu in tertulis:
            if satu.letak is None:
                self.menunggu.append(satu)
            else:
                judul = "" if _sama(satu.judul, satu.letak, nama) else satu.judul.strip()
                per_bagian[satu.letak].append(Tulisan(judul, satu.teks, satu.bagian))
        self.bagian = dict(per_bagian)

    def ambil(self, bagian: str) -> list[Tulisan]:
        return self.bagian.get(bagian, [])


def _sama(judul: str, letak: str, nama: dict[str, str]) -> bool:
    """Whether a title says no more than the heading above it."""
    bersih = judul.casefold().strip()
    bagian = DARI_KUNCI.get(letak)
    if bagian is not None:
        return bersih.startswith(bagian.judul.casefold())
    objek = next((n for kode, n in nama.items() if letak.endswith(f".{kode}")), "")
    return bersih in ("", objek.casefold().strip())
