"""Forms: the filters of the lists (GET), and what may be uploaded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings

from laporan.ikhtisar.bentuk import IkhtisarIndikator
from laporan.periksa.bentuk import Temuan
from sakip.berkas.terima import HALAMAN_TERBANYAK
from sakip.saring import FormulirSaring, cocok

from .models import Unggahan


class SaringIndikator(FormulirSaring):
    q = forms.CharField(label="Kata", max_length=100, required=False)
    lingkup = forms.ChoiceField(
        label="Tampilkan", required=False, choices=[("", "Semua indikator"), ("iku", "IKU saja")]
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[
            ("", "Semua status"),
            ("tidak tercapai", "Tidak tercapai"),
            ("tercapai", "Tercapai"),
            ("melebihi target", "Melebihi target"),
            ("kosong", "Belum dapat dihitung"),
        ],
    )
    urut = forms.ChoiceField(
        label="Urutan",
        required=False,
        choices=[
            ("", "Menurut Renstra"),
            ("terendah", "Capaian terendah"),
            ("tertinggi", "Capaian tertinggi"),
        ],
    )

    def saring(self, indikator: Iterable[IkhtisarIndikator]) -> list[IkhtisarIndikator]:
        status = self.nilai("status")
        return [
            i
            for i in indikator
            if (i.iku or self.nilai("lingkup") != "iku")
            and (not status or (i.status or "kosong") == status)
            and cocok(self.nilai("q"), i.kode, i.nama)
        ]


class SaringTemuan(FormulirSaring):
    tingkat = forms.ChoiceField(
        label="Tingkat",
        required=False,
        choices=[
            ("", "Semua tingkat"),
            ("galat", "Galat"),
            ("peringatan", "Peringatan"),
            ("catatan", "Catatan"),
        ],
    )
    aturan = forms.CharField(label="Aturan", max_length=100, required=False)
    q = forms.CharField(label="Kata", max_length=100, required=False)

    def saring(self, temuan: Iterable[Temuan]) -> list[Temuan]:
        return [
            t
            for t in temuan
            if self.nilai("tingkat") in ("", t.tingkat)
            and self.nilai("aturan") in ("", t.aturan)
            and cocok(self.nilai("q"), t.objek, t.pesan)
        ]


class UnggahBuku(forms.Form):
    berkas = forms.FileField(
        label="Buku kerja (.xlsx)",
        error_messages={
            "required": "Pilih berkas buku kerja yang akan diunggah.",
            "empty": "Berkas kosong (0 byte). Pilih berkas buku kerja yang sudah diisi.",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_berkas(self) -> Any:
        berkas = self.cleaned_data["berkas"]
        if berkas.size > settings.BATAS_UNGGAHAN:
            batas = settings.BATAS_UNGGAHAN // 1024 // 1024
            raise forms.ValidationError(
                f"Berkas lebih besar dari {batas} MB. Hapus gambar dan lembar yang tidak diperlukan, lalu unggah ulang."
            )
        return berkas


class UnggahWord(forms.Form):
    berkas = forms.FileField(
        label="LKjIP yang disunting (.docx)",
        error_messages={
            "required": "Pilih berkas DOCX yang sudah disunting.",
            "empty": "Berkas kosong (0 byte). Pilih berkas DOCX yang sudah disunting.",
        },
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )


class UnggahBerkas(forms.Form):
    """A file of the report's own."""

    bagian = forms.ChoiceField(
        label="Untuk", choices=[b for b in Unggahan.Bagian.choices if b[0] != Unggahan.Bagian.GAMBAR]
    )
    judul = forms.CharField(
        label="Judul",
        max_length=200,
        required=False,
        help_text="Judul lampiran seperti akan tercetak. Logo dan bagan tidak memerlukan judul.",
    )
    berkas = forms.FileField(
        label="Berkas",
        help_text=(
            "Logo dan bagan: gambar PNG atau JPG. Lampiran dan pernyataan reviu: PDF atau gambar. "
            f"Paling besar {settings.BATAS_UNGGAHAN // 1024 // 1024} MB; PDF paling banyak {HALAMAN_TERBANYAK} halaman."
        ),
        error_messages={"required": "Pilih berkas yang akan diunggah.", "empty": "Berkas kosong (0 byte)."},
    )

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or {}
        if bersih.get("bagian") == Unggahan.Bagian.LAMPIRAN and not bersih.get("judul"):
            self.add_error("judul", "Tulis judul lampirannya.")
        elif "bagian" in bersih and not bersih.get("judul"):
            bersih["judul"] = Unggahan.Bagian(bersih["bagian"]).label
        return bersih
