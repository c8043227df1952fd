"""Numbers in words (terbilang)."""

from __future__ import annotations

from decimal import Decimal

from num2words import num2words

from sakip.angka import bulatkan, rapikan


def terbilang(nilai: Decimal) -> str:
    """Rupiah in words: `tujuh miliar … rupiah`, with sen where there are any."""
    utuh, sen = divmod(abs(nilai), 1)
    kata = num2words(int(utuh), lang="id") + " rupiah"
    sen_bulat = int((sen * 100).to_integral_value())
    if sen_bulat:
        kata += f" {num2words(sen_bulat, lang='id')} sen"
    return ("minus " if nilai < 0 else "") + kata


def terbilang_angka(nilai: Decimal, cara: str = "bulat") -> str:
    """A number as it is printed, in words: `sembilan puluh sembilan koma empat sembilan`."""
    cetak = format(rapikan(bulatkan(abs(nilai), 2, cara)), "f")
    utuh, _, desimal = cetak.partition(".")
    kata = str(num2words(int(utuh), lang="id"))
    if desimal:
        kata += " koma " + " ".join(num2words(int(angka), lang="id") for angka in desimal)
    return ("minus " if nilai < 0 and bulatkan(nilai, 2, cara) != 0 else "") + kata
