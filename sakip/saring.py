"""Filters of lists: a GET form in the address, and how words are searched for."""

from __future__ import annotations

from typing import Any

from django import forms


class FormulirSaring(forms.Form):
    """A filter in the address. What cannot be read counts as not asked."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def nilai(self, nama: str) -> str:
        return self.cleaned_data.get(nama) or ""

    @property
    def aktif(self) -> bool:
        return any(self.cleaned_data.values())


def cocok(dicari: str, *teks: str) -> bool:
    """Whether every word is found somewhere in the texts."""
    tumpukan = " ".join(teks).casefold()
    return all(kata in tumpukan for kata in dicari.casefold().split())
