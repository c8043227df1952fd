"""Passwords that are long, but the first that anybody would try here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

KATA_UMUM = frozenset(Path(__file__).with_name("kata_umum.txt").read_text().split())
TERSISA = 6
"""Letters and digits that must be left once such words, years and rows of digits are taken away."""
_ANGKA = re.compile(r"(19|20)\d\d|0?123456789?0?|(.)\2{2,}")
_PENGGANTI = str.maketrans("013457@$!", "oieastasi")
PESAN = "Kata sandi ini hanya tersusun dari kata yang mudah ditebak (nama instansi, produk, tahun, atau kata umum)."


class KataMudahValidator:
    """Not made of the agency's, the product's or the year's words, nor of common ones."""

    def validate(self, password: str, user: Any = None) -> None:
        sisa = _ANGKA.sub(" ", password.casefold())
        kata = sorted(KATA_UMUM | _kata_instansi(user), key=len, reverse=True)
        pola = re.compile("|".join(map(re.escape, kata)))
        for bentuk in (sisa, sisa.translate(_PENGGANTI)):
            if len(re.sub(r"[\W_\d]", "", pola.sub(" ", bentuk))) < TERSISA:
                raise ValidationError(PESAN, code="password_easy_words")

    def get_help_text(self) -> str:
        return "Kata sandi tidak boleh hanya tersusun dari nama instansi, produk, tahun, atau kata umum."


def _kata_instansi(user: Any) -> set[str]:
    instansi = getattr(user, "perangkat_daerah", None)
    if instansi is None:
        return set()
    teks = f"{instansi.nama} {instansi.singkatan} {instansi.kode} {instansi.pemda.nama}".casefold()
    return {kata for kata in re.findall(r"[^\W_]+", teks) if len(kata) >= 3}
