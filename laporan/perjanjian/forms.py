"""Forms of the Perjanjian Kinerja."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from renstra.models import PerjanjianKinerja
from sakip.models import Bidang, PerangkatDaerah

PILIH_TRIWULAN = [(t, f"Triwulan {t}") for t in (1, 2, 3, 4)]


class BuatPerjanjian(forms.Form):
    """A new PK: of the head or of a bidang, first or revised."""

    versi = forms.ChoiceField(label="Jenis", choices=PerjanjianKinerja.Versi.choices)
    bidang = forms.ModelChoiceField(
        label="Milik", queryset=Bidang.objects.none(), required=False, empty_label="Kepala perangkat daerah"
    )
    berlaku_triwulan = forms.TypedChoiceField(
        label="Perubahan berlaku mulai",
        choices=[("", "pilih untuk perubahan"), *PILIH_TRIWULAN],
        coerce=int,
        required=False,
        empty_value=None,
    )

    def __init__(self, instansi: PerangkatDaerah, *args: Any, **lain: Any) -> None:
        super().__init__(*args, **lain)
        cast(forms.ModelChoiceField, self.fields["bidang"]).queryset = Bidang.objects.filter(perangkat_daerah=instansi)


class UbahPerjanjian(forms.ModelForm):
    """Number, date, place and signers of a draft."""

    class Meta:
        model = PerjanjianKinerja
        fields = (
            "nomor",
            "tanggal",
            "tempat",
            "pihak_pertama_nama",
            "pihak_pertama_nip",
            "pihak_pertama_jabatan",
            "pihak_pertama_status",
            "pihak_kedua_nama",
            "pihak_kedua_jabatan",
        )
        labels = {
            "pihak_pertama_nama": "Pihak pertama",
            "pihak_pertama_nip": "NIP pihak pertama",
            "pihak_pertama_jabatan": "Jabatan pihak pertama",
            "pihak_pertama_status": "Status pihak pertama",
            "pihak_kedua_nama": "Pihak kedua",
            "pihak_kedua_jabatan": "Jabatan pihak kedua",
        }
        widgets = {"tanggal": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"tanggal": {"invalid": "Tulis tanggal, misalnya 15-01-2024."}}
