"""Numbers in and out: the one place where they are parsed, rounded and written.

Values are exact `Decimal`s everywhere else; only what is shown is rounded, here.
"""

from __future__ import annotations

import re
import unicodedata
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
_INDONESIA = re.compile(r"^([0-9]{1,3}(\.[0-9]{3})+|[0-9]+)(,[0-9]+)?$")
_INGGRIS_RIBUAN = re.compile(r"^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$")
_INGGRIS_DESIMAL = re.compile(r"^[0-9]+\.[0-9]+$")
_RIBUAN_PALSU = re.compile(r"^0[0-9]*(\.[0-9]{3})+(,[0-9]+)?$")
_MENDUA = re.compile(r"^([1-9][0-9]{0,2})([.,])([0-9]{3})$")
"""One separator before exactly three digits: thousands or decimals, nobody can tell."""


class AngkaTakTerbaca(ValueError):
    """The text is not a number that can be read in exactly one way."""


class AngkaMendua(AngkaTakTerbaca):
    """The text can be read in two ways: `utama` is the Indonesian one, `lain` the English."""

    def __init__(self, pesan: str, utama: Decimal, lain: Decimal) -> None:
        super().__init__(pesan)
        self.utama, self.lain = utama, lain


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


def urai(teks: str, *, rupiah: bool = False) -> Terbaca:
    """Read a number written by a person: `1.386.855.600,00`, `99,49%`, `Rp. 7.412.761.645,-`.

    English forms that can be read in one way only (`71.51`, `7,279,026,750`) are accepted with a
    warning. One point or comma before exactly three digits (`1.129`, `99,495`) has two readings; in
    `rupiah`, and where the text itself says so (`Rp1.000`), the point groups thousands as usual.

    Raises:
        AngkaMendua: the text has two readings.
        AngkaTakTerbaca: the text is no number, or has more than 15 significant digits.
    """
    asal = teks.strip()
    _periksa_huruf(asal)
    negatif, inti, uang = _inti(asal)
    if cocok := _MENDUA.match(inti):
        _periksa_mendua(asal, negatif, cocok, rupiah or uang)
    peringatan = ""
    if _INDONESIA.match(inti) and not _RIBUAN_PALSU.match(inti):
        baku = inti.replace(".", "").replace(",", ".")
    elif _INGGRIS_RIBUAN.match(inti) or _INGGRIS_DESIMAL.match(inti):
        baku = inti.replace(",", "")
        peringatan = f"“{asal}” dibaca cara Inggris sebagai {baku.replace('.', ',')}"
    else:
        raise AngkaTakTerbaca(f"“{asal}” tidak dapat dibaca sebagai angka")
    nilai = Decimal(baku)
    return Terbaca(rapikan(_periksa_ukuran(-nilai if negatif else nilai, asal)), peringatan)


def mendua(teks: str) -> bool:
    """Whether a text that stands in a field would be read in two ways if it came back."""
    return _MENDUA.match(_inti(teks.strip())[1]) is not None


def _inti(asal: str) -> tuple[bool, str, bool]:
    """Whether the number is negative, its digits and separators, and whether it says that it is rupiah."""
    inti = asal.replace("\N{NO-BREAK SPACE}", " ").strip().replace("−", "-")
    negatif = inti.startswith("-")
    badan = inti.removeprefix("-").strip()
    inti = _RUPIAH.sub("", badan)
    uang = inti != badan
    if inti.startswith("-") and not negatif:
        negatif, inti = True, inti[1:]
    inti = inti.removesuffix("%").strip()
    ringkas = _EKOR_RUPIAH.sub("", inti)
    return negatif, ringkas, uang or ringkas != inti


def _periksa_huruf(asal: str) -> None:
    """Digits of other scripts and signs that nobody sees are refused with their cause."""
    if any(unicodedata.category(h) == "Cf" for h in asal):
        raise AngkaTakTerbaca(f"“{asal}” berisi huruf yang tidak terlihat; hapus isinya, lalu ketik ulang")
    if any(h.isdigit() and not "0" <= h <= "9" for h in asal):
        raise AngkaTakTerbaca(f"“{asal}” ditulis dengan angka aksara lain; tulis dengan angka 0 sampai 9")


def _periksa_mendua(asal: str, negatif: bool, cocok: re.Match[str], rupiah: bool) -> None:
    """Raises AngkaMendua; not for rupiah with a point."""
    depan, tanda, belakang = cocok.groups()
    if rupiah and tanda == ".":
        return
    minus = "-" if negatif else ""
    ribuan, desimal = f"{minus}{depan}{belakang}", f"{minus}{depan}.{belakang}"
    if rupiah:
        ejaan = f"{minus}{depan}.{belakang} atau {minus}{depan},{belakang[:2]}"
    else:
        ejaan = f"{ribuan} atau {minus}{depan},{belakang}0"
    pesan = f"“{asal}” dapat berarti {ribuan} atau {desimal.replace('.', ',')}; tulis {ejaan}"
    baca = [rapikan(Decimal(ribuan)), rapikan(Decimal(desimal))]
    raise AngkaMendua(pesan, *(baca if tanda == "." else reversed(baca)))


def dari_excel(nilai: int | float) -> Decimal:
    """A numeric Excel cell as the 15 digits that Excel itself shows."""
    if isinstance(nilai, int):
        utuh = Decimal(nilai)
        return utuh if abs(nilai) < 10**ANGKA_PENTING else _periksa_ukuran(utuh, str(nilai))
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
