"""What a person decides about a report's sections, and enters about its signing."""

from __future__ import annotations

from django import forms

from laporan.models import KeteranganLaporan


class FormulirKeterangan(forms.ModelForm):
    class Meta:
        model = KeteranganLaporan
        fields = ("tempat", "tanggal", "iku_pejabat", "iku_nomor", "iku_tanggal")
        widgets = {nama: forms.DateInput({"type": "date"}, format="%Y-%m-%d") for nama in ("tanggal", "iku_tanggal")}
