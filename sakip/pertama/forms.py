"""What the first run asks for besides the government: a file, and who is to be invited."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from . import undangan


class UnggahExcel(forms.Form):
    berkas = forms.FileField(
        label="Berkas Excel (.xlsx)",
        error_messages={
            "required": "Pilih dulu berkasnya.",
            "empty": "Berkas kosong (0 byte). Pilih berkas yang sudah diisi.",
        },
        widget=forms.FileInput({"accept": ".xlsx"}),
    )

    def clean_berkas(self) -> UploadedFile:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > settings.BATAS_UNGGAHAN:
            raise forms.ValidationError(f"Berkas lebih besar dari {settings.BATAS_UNGGAHAN // 1024 // 1024} MB.")
        return cast(UploadedFile, berkas)


class PilihPengguna(forms.Form):
    """Whom to invite, among those who never logged in."""

    pengguna = forms.ModelMultipleChoiceField(
        undangan.calon(),
        error_messages={
            "required": "Centang dulu penggunanya.",
            "invalid_choice": "Pengguna yang dicentang sudah pernah masuk atau tidak aktif. Muat ulang halaman ini.",
            "invalid_pk_value": "Pengguna ini tidak dikenal. Muat ulang halaman ini.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terpilih = cast("forms.ModelMultipleChoiceField[Any]", self.fields["pengguna"])
        terpilih.queryset = undangan.calon().select_related("perangkat_daerah__pemda", "pemda")

    @property
    def kesalahan(self) -> str:
        return " ".join(str(satu) for semua in self.errors.values() for satu in semua)
