"""The formulas of money: serapan, sisa, efisiensi. Pure: values in, values out.

Rupiah and percentages are exact decimals. A value that cannot be computed is None with its reason.
Sources: practice of published LKjIP; PMK 214/PMK.02/2017 for `efisiensi_pmk`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

SERATUS = Decimal(100)
NOL = Decimal(0)

PAGU_BELUM = "pagu belum diisi"
PAGU_NOL = "pagu nol"
REALISASI_BELUM = "realisasi anggaran belum diisi"
CAPAIAN_BELUM = "capaian tidak dapat dihitung"
SERAPAN_BELUM = "serapan tidak dapat dihitung"
SERAPAN_NOL = "serapan nol"


@dataclass(frozen=True)
class Serapan:
    """Absorption in percent and what is left, in rupiah."""

    nilai: Decimal | None
    sisa: Decimal | None
    alasan: str = ""


@dataclass(frozen=True)
class Efisiensi:
    """An efficiency by one method with its conclusion; None with the reason where not computable."""

    nilai: Decimal | None
    kesimpulan: str | None
    alasan: str = ""


@dataclass(frozen=True)
class EfisiensiPMK:
    """PMK 214/2017: efficiency E in percent and its value NE (0–100)."""

    e: Decimal | None
    ne: Decimal | None


def jumlah(nilai: Iterable[Decimal | None]) -> Decimal | None:
    """Exact sum of what is stated; None where nothing is."""
    terisi = [n for n in nilai if n is not None]
    return sum(terisi, NOL) if terisi else None


def hitung_serapan(pagu: Decimal | None, realisasi: Decimal | None) -> Serapan:
    """realisasi ÷ pagu × 100 and pagu − realisasi."""
    if pagu is None:
        return Serapan(None, None, PAGU_BELUM)
    if realisasi is None:
        return Serapan(None, None, REALISASI_BELUM)
    if pagu == 0:
        return Serapan(None, pagu - realisasi, PAGU_NOL)
    return Serapan(realisasi * SERATUS / pagu, pagu - realisasi)


def hitung_efisiensi(capaian: Decimal | None, serapan: Decimal | None, metode: str = "rasio") -> Efisiensi:
    """`rasio`: capaian ÷ serapan, ≥ 1 efisien; `selisih`: capaian − serapan in points, > 0 efisien.

    With `pmk` the figure per sasaran is the ratio; the agency's E and NE come from `efisiensi_pmk`.
    """
    if capaian is None:
        return Efisiensi(None, None, CAPAIAN_BELUM)
    if serapan is None:
        return Efisiensi(None, None, SERAPAN_BELUM)
    if metode == "selisih":
        nilai = capaian - serapan
        return Efisiensi(nilai, "efisien" if nilai > 0 else "tidak efisien")
    if serapan == 0:
        return Efisiensi(None, None, SERAPAN_NOL)
    nilai = capaian / serapan
    return Efisiensi(nilai, "efisien" if nilai >= 1 else "tidak efisien")


def efisiensi_pmk(bagian: Iterable[tuple[Decimal | None, Decimal | None, Decimal | None]]) -> EfisiensiPMK:
    """PMK 214/2017 over (pagu, realisasi, capaian as a ratio, 1.22 = 122 %).

    E = Σ(pagu × capaian − realisasi) ÷ Σ(pagu × capaian) × 100; NE = 50 + E ÷ 20 × 50 with E held
    in −20…20. Parts with a missing value are left out.
    """
    lengkap = [(p * c, r) for p, r, c in bagian if p is not None and r is not None and c is not None]
    dasar = sum((pc for pc, _ in lengkap), NOL)
    if dasar == 0:
        return EfisiensiPMK(None, None)
    e = sum((pc - r for pc, r in lengkap), NOL) * SERATUS / dasar
    terbatas = max(Decimal(-20), min(Decimal(20), e))
    return EfisiensiPMK(e, 50 + terbatas / 20 * 50)


def tahap_terakhir(tahap: Collection[str], tahap_urut: tuple[str, ...]) -> str:
    """The latest tahap among those that there are; empty where there is none."""
    return next((t for t in reversed(tahap_urut) if t in tahap), "")
