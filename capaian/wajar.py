"""What is beyond what is reasonable: stored as stated, and to be confirmed with a reason before it is handed in. Pure.

One test for all: the entry sheet, what is said after a save, and the findings.
"""

from __future__ import annotations

from decimal import Decimal

from sakip.angka import tulis, tulis_persen

Angka = Decimal | None

CAPAIAN_WAJAR = Decimal(150)
KALI = 10
PERSEN = {"persen", "%", "persentase"}
SERATUS = Decimal(100)


def kenapa_aneh(
    nilai: Angka,
    *,
    satuan: str = "",
    bawah: Angka = None,
    atas: Angka = None,
    capaian: Angka = None,
    triwulan_lalu: Angka = None,
    tahun_lalu: Angka = None,
) -> str:
    """Why a value must be looked at again; empty where it is as one expects. The indicator's own bounds (`bawah`,
    `atas`) decide alone where it has them."""
    if nilai is None:
        return ""
    if bawah is not None or atas is not None:
        return _di_luar_batas(nilai, bawah, atas)
    if satuan.strip().casefold() in PERSEN and nilai > SERATUS:
        return f"{tulis(nilai)} persen, di atas 100."
    if capaian is not None and capaian > CAPAIAN_WAJAR:
        return f"capaiannya {tulis_persen(capaian)}, di atas {tulis(CAPAIAN_WAJAR)}\N{NO-BREAK SPACE}%."
    for kapan, lalu in (("triwulan lalu", triwulan_lalu), ("tahun lalu", tahun_lalu)):
        if lalu and abs(nilai) >= KALI * abs(lalu):
            return f"{tulis(nilai)} itu sepuluh kali {kapan} ({tulis(lalu)}) atau lebih."
    return ""


def kenapa_uang_aneh(nilai: Angka, sampai: Angka, pagu: Angka) -> str:
    """Money of a quarter (`nilai`) with which the spending to date (`sampai`) is above the pagu."""
    if not nilai or sampai is None or pagu is None or sampai <= pagu:
        return ""
    return f"realisasi s.d. triwulan Rp{tulis(sampai, 2 if sampai % 1 else 0)} melebihi pagu Rp{tulis(pagu)}."


def bagian_berlebih(bagian: list[tuple[Angka, Angka]]) -> bool:
    """Whether a part of an index, or the parts together, exceed their maksimum. (value, maksimum) of each."""
    if any(n is not None and maks is not None and n > maks for n, maks in bagian):
        return True
    batas = [maks for _, maks in bagian if maks is not None]
    isi = [n for n, _ in bagian if n is not None]
    return bool(batas) and len(batas) == len(bagian) and sum(isi, Decimal(0)) > sum(batas, Decimal(0))


def _di_luar_batas(nilai: Decimal, bawah: Angka, atas: Angka) -> str:
    if atas is not None and nilai > atas:
        return f"{tulis(nilai)} di atas batas wajar {tulis(atas)}."
    if bawah is not None and nilai < bawah:
        return f"{tulis(nilai)} di bawah batas wajar {tulis(bawah)}."
    return ""
