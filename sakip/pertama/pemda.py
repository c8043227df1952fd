"""The government itself: its form, which the administration uses too, and its lambang."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from django import forms
from django.conf import settings
from PIL import Image

from sakip.berkas import anak
from sakip.berkas.simpanan import PenyimpananPenuh, simpan_gambar
from sakip.berkas.terima import BerkasDitolak, bersihkan_gambar
from sakip.models import Pemda

SISI_TAMPIL = 240
"""Pixels of the lambang as a page shows it."""


class FormulirPemda(forms.ModelForm):
    """The lambang is checked, written anew and stored like every uploaded picture."""

    berkas_lambang = forms.FileField(
        label="Lambang",
        required=False,
        help_text="PNG atau JPG. Dicetak pada sampul laporan semua perangkat daerah; yang baru mengganti yang lama.",
        widget=forms.FileInput({"accept": ".png,.jpg,.jpeg"}),
    )
    tanpa_lambang = forms.BooleanField(
        label="Hapus lambang", required=False, help_text="Sampul memakai gambar netral lagi."
    )

    class Meta:
        model = Pemda
        fields = ("nama", "ibu_kota", "batas_perhatian", "hari_evaluasi_renja")
        labels = {
            "nama": "Nama pemerintah daerah",
            "ibu_kota": "Ibu kota",
            "batas_perhatian": "Batas perlu perhatian (persen)",
            "hari_evaluasi_renja": "Tenggat Evaluasi Renja (hari)",
        }
        error_messages = {
            "nama": {
                "required": "Isi nama pemerintah daerah, misalnya Pemerintah Kabupaten Hulu Sungai Selatan.",
                "unique": "Pemda dengan nama ini sudah ada.",
            }
        }

    def clean_nama(self) -> str:
        """The same name in other letters is the same government."""
        nama = " ".join(self.cleaned_data["nama"].split())
        if Pemda.objects.filter(nama__iexact=nama).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("Pemda dengan nama ini sudah ada.", code="unique")
        return nama

    def clean_berkas_lambang(self) -> bytes | None:
        berkas = self.cleaned_data["berkas_lambang"]
        if berkas is None:
            return None
        if berkas.size > settings.BATAS_UNGGAHAN:
            raise forms.ValidationError(f"Berkas lebih besar dari {settings.BATAS_UNGGAHAN // 1024 // 1024} MB.")
        try:
            return anak.jalankan(bersihkan_gambar, berkas.read(), tolak=BerkasDitolak)
        except BerkasDitolak as galat:
            raise forms.ValidationError(str(galat)) from galat

    def pasang_lambang(self) -> None:
        """What was sent, on the instance; the caller saves it.

        Raises:
            PenyimpananPenuh: no room for the picture.
        """
        if self.cleaned_data.get("tanpa_lambang"):
            self.instance.lambang = ""
        if self.cleaned_data["berkas_lambang"]:
            self.instance.lambang = simpan_gambar(self.cleaned_data["berkas_lambang"])

    def simpan(self) -> bool:
        """Whether it could be saved; else the sentence stands at the lambang."""
        try:
            self.pasang_lambang()
        except PenyimpananPenuh as galat:
            self.add_error("berkas_lambang", str(galat))
            return False
        self.save()
        return True


def gambar_lambang(pemda: Pemda) -> str:
    """The lambang, small, as the address of a picture that holds itself; empty where there is none."""
    if not pemda.lambang:
        return ""
    try:
        with Image.open(Path(settings.MEDIA_ROOT) / pemda.lambang) as gambar:
            gambar.thumbnail((SISI_TAMPIL, SISI_TAMPIL))
            keluaran = io.BytesIO()
            gambar.save(keluaran, "PNG")
    except OSError:
        return ""
    return f"data:image/png;base64,{base64.b64encode(keluaran.getvalue()).decode()}"
