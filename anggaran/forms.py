"""What a person says of a file of the budget system."""

from __future__ import annotations

from typing import Any

from django import forms

from anggaran.impor import BATAS_BERKAS
from anggaran.models import Anggaran, DokumenAnggaran, ImporSipd


class UnggahSipd(forms.Form):
    untuk = forms.ChoiceField(label="Isi berkas", choices=ImporSipd.Untuk.choices)
    tahap = forms.ChoiceField(
        label="Tahap (untuk pagu)",
        choices=[("", "pilih tahap"), *Anggaran.Tahap.choices],
        required=False,
        help_text="Berkas SIPD tidak menyebut tahapnya.",
    )
    dasar = forms.ChoiceField(
        label="Bulan menurut (untuk realisasi)",
        choices=[("dokumen", "Tanggal Dokumen"), ("transfer", "Tanggal Transfer")],
        required=False,
    )
    semua = forms.BooleanField(label="Termasuk yang belum cair (tanpa Nomor SP2D)", required=False)
    lain = forms.BooleanField(label="Tabel pagu susunan lain: saya pilih sendiri kolomnya", required=False)
    skpd = forms.CharField(
        label="Kode SKPD",
        max_length=60,
        required=False,
        help_text="Seperti pada SIPD, misalnya 5.03.5.04.0.00.01.0000. Baris SKPD lain dilewati.",
    )
    berkas = forms.FileField(
        label="Berkas (.xlsx)",
        help_text=f"Paling besar {BATAS_BERKAS // 1024 // 1024} MB.",
        widget=forms.FileInput({"accept": ".xlsx"}),
        error_messages={"required": "Pilih berkas unduhan SIPD.", "empty": "Berkas kosong (0 byte)."},
    )

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or {}
        if bersih.get("untuk") == ImporSipd.Untuk.PAGU and not bersih.get("tahap"):
            self.add_error("tahap", "Pilih tahap anggarannya.")
        return bersih

    def pilihan(self) -> dict[str, Any]:
        """As the import keeps it."""
        bersih = self.cleaned_data
        pagu = bersih["untuk"] == ImporSipd.Untuk.PAGU
        return {
            "untuk": bersih["untuk"],
            "tahap": bersih["tahap"] if pagu else "",
            "dasar": "" if pagu else bersih["dasar"] or "dokumen",
            "hanya_cair": not bersih["semua"],
            "keadaan": ImporSipd.Keadaan.DIPETAKAN if pagu and bersih["lain"] else ImporSipd.Keadaan.DIBACA,
        }


class FormulirDokumen(forms.ModelForm):
    class Meta:
        model = DokumenAnggaran
        fields = ("nomor", "tanggal")
        widgets = {"tanggal": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"tanggal": {"invalid": "Tulis tanggal, misalnya 15-01-2024."}}
