"""What people write on a submitted version."""

from __future__ import annotations

from django import forms

from .sampaikan import PANJANG


def _tulisan(label: str, baris: int = 3) -> forms.CharField:
    return forms.CharField(label=label, max_length=PANJANG, widget=forms.Textarea({"rows": baris}))


class TarikLKjIP(forms.Form):
    alasan = _tulisan("Alasan penarikan", 2)


class TulisCatatan(forms.Form):
    tempat = forms.CharField(label="Tempat", max_length=200, help_text="Bab, halaman, atau tabel; misalnya Tabel 3.2.")
    teks = _tulisan("Catatan")
