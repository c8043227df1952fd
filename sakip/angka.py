"""Numbers in and out: the one place where they are parsed, rounded and written.

Values are exact `Decimal`s everywhere else; only what is shown is rounded, here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext
from typing import Final

ANGKA_PENTING: Final = 15
"""Significant digits kept exactly by every supported database (and by Excel)."""
DESIMAL: Final = 13
"""Digits after the point that an indicator's value may have."""

_SATU: Final = Decimal(1)
_RUPIAH = re.compile(r"^\s*rp\.?\s*", re.IGNORECASE)
_EKOR_RUPIAH = re.compile(r",[-–—]+$")
_INDONESIA = re.compile(r"^(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$")
_INGGRIS_RIBUAN = re.compile(r"^\d{1,3}(,\d{3})+(\.\d+)?$")
_INGGRIS_DESIMAL = re.compile(r"^\d+\.\d+$")
_RIBUAN_PALSU = re.compile(r"^0\d*(\.\d{3})+(,\d+)?$")


class AngkaTakTerbaca(ValueError):
    """The text is not a number that can be read in exactly one way."""


@dataclass(frozen=True)
class Terbaca:
    """A parsed number; `peringatan` says where the reading had to interpret the text."""

    nilai: Decimal
    peringatan: str = ""


def rapikan(nilai: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: `90.000` → `90`, `1E+3` → `1000`."""
    utuh = nilai.to_integral_value()
    if utuh != nilai:
        return nilai.normalize()
    if utuh.same_quantum(_SATU) or abs(utuh) >= Decimal(10) ** 27:
        return utuh
    return utuh.quantize(_SATU)


def angka_penting(nilai: Decimal) -> int:
    """How many significant digits the number needs."""
    return len(rapikan(nilai).as_tuple().digits)


def _periksa_ukuran(nilai: Decimal, asal: str) -> Decimal:
    if angka_penting(nilai) > ANGKA_PENTING:
        raise AngkaTakTerbaca(f"“{asal}” mempunyai lebih dari {ANGKA_PENTING} angka penting")
    return nilai


def urai(teks: str) -> Terbaca:
    """Read a number written by a person: `1.386.855.600,00`, `99,49%`, `Rp. 7.412.761.645,-`.

    English forms that can be read in one way only (`71.51`, `7,279,026,750`) are accepted with a
    warning. `1.129` is 1129: Indonesian reading comes first.

    Raises:
        AngkaTakTerbaca: the text is no number, or has more than 15 significant digits.
    """
    inti = teks.replace("\N{NO-BREAK SPACE}", " ").strip().replace("−", "-")
    negatif = inti.startswith("-")
    inti = _RUPIAH.sub("", inti.removeprefix("-").strip())
    if inti.startswith("-") and not negatif:
        negatif, inti = True, inti[1:]
    inti = _EKOR_RUPIAH.sub("", inti.removesuffix("%").strip())
    peringatan = ""
    if _INDONESIA.match(inti) and not _RIBUAN_PALSU.match(inti):
        baku = inti.replace(".", "").replace(",", ".")
    elif _INGGRIS_RIBUAN.match(inti):
        baku = inti.replace(",", "")
        peringatan = f"“{teks.strip()}” dibaca cara Inggris sebagai {baku.replace('.', ',')}"
    elif _INGGRIS_DESIMAL.match(inti):
        baku = inti
        peringatan = f"“{teks.strip()}” dibaca cara Inggris sebagai {baku.replace('.', ',')}"
    else:
        raise AngkaTakTerbaca(f"“{teks.strip()}” tidak dapat dibaca sebagai angka")
    nilai = Decimal(baku)
    return Terbaca(rapikan(_periksa_ukuran(-nilai if negatif else nilai, teks.strip())), peringatan)


def dari_excel(nilai: int | float) -> Decimal:
    """A numeric Excel cell as the 15 digits that Excel itself shows."""
    if isinstance(nilai, int):
        return _periksa_ukuran(Decimal(nilai), str(nilai))
    angka = Decimal(format(nilai, ".15g"))
    if not angka.is_finite():
        raise AngkaTakTerbaca(f"“{nilai}” bukan angka")
    if -angka.as_tuple().exponent > DESIMAL:  # type: ignore[operator]
        angka = angka.quantize(Decimal(1).scaleb(-DESIMAL), ROUND_HALF_UP)
    return rapikan(angka)


def bulatkan(nilai: Decimal, desimal: int = 2, cara: str = "bulat") -> Decimal:
    """Round for showing: `bulat` half up, `potong` truncates. Nothing else in the project rounds."""
    with localcontext() as konteks:
        konteks.prec = 60
        return nilai.quantize(Decimal(1).scaleb(-desimal), ROUND_DOWN if cara == "potong" else ROUND_HALF_UP)


def tulis(nilai: Decimal, desimal: int | None = None, cara: str = "bulat") -> str:
    """Write a number the Indonesian way. Without `desimal`: as it is, at most two decimals.

    >>> tulis(Decimal("1386855600"), 2)
    '1.386.855.600,00'
    """
    if desimal is None:
        bulat = bulatkan(nilai, 2, cara)
        utuh = rapikan(bulat)
        desimal = max(0, -int(utuh.as_tuple().exponent))
    teks = f"{bulatkan(nilai, desimal, cara):,f}"
    if Decimal(teks.replace(",", "")) == 0:
        teks = teks.removeprefix("-")
    return teks.translate(str.maketrans(",.", ".,"))


def tulis_uang(nilai: Decimal) -> str:
    """Rupiah: `Rp1.386.855.600`, with sen only where there are any."""
    ada_sen = nilai != nilai.to_integral_value()
    return ("-Rp" if nilai < 0 else "Rp") + tulis(abs(nilai), 2 if ada_sen else 0)


def tulis_persen(nilai: Decimal, cara: str = "bulat") -> str:
    """`110,54 %` with a no-break space."""
    return tulis(nilai, 2, cara) + "\N{NO-BREAK SPACE}%"


def romawi(nomor: int) -> str:
    """A small number in Roman numerals: quarters, pages of the front."""
    hasil = ""
    for nilai, huruf in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while nomor >= nilai:
            hasil, nomor = hasil + huruf, nomor - nilai
    return hasil
