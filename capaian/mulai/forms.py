"""Which quarters are opened when, for all agencies of a pemda."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils import timezone

from capaian.forms import IsianWaktu, bawaan
from capaian.models import Jadwal
from sakip.angka import romawi

from .jadwal import Masa

TRIWULAN = (1, 2, 3, 4)


class FormulirSemuaJadwal(forms.Form):
    """Quarters that are not ticked stay as they are; at first those whose usual time is over."""

    untuk = forms.MultipleChoiceField(
        label="Untuk",
        choices=Jadwal.Untuk.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Pilih realisasi, rencana aksi, atau keduanya."},
    )
    pengisi = forms.ChoiceField(label="Yang mengisi", choices=Jadwal.Pengisi.choices)
    ubah = forms.BooleanField(label="Ubah juga jadwal yang sudah ada", required=False)

    def __init__(self, *args: Any, tahun: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["untuk"].initial = [Jadwal.Untuk.REALISASI]
        for ke in TRIWULAN:
            awal = bawaan(tahun, ke)
            mendatang = awal["tutup"] > timezone.now()
            self.fields[f"pilih{ke}"] = forms.BooleanField(
                label=f"Triwulan {romawi(ke)}", required=False, initial=mendatang
            )
            for nama, label in (("buka", "dibuka"), ("tutup", "ditutup")):
                self.fields[f"{nama}{ke}"] = IsianWaktu(
                    label=f"Triwulan {romawi(ke)} {label}", required=False, initial=awal[nama]
                )

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        terpilih = [ke for ke in TRIWULAN if bersih.get(f"pilih{ke}")]
        if not terpilih:
            self.add_error(None, "Centang dulu triwulannya.")
        for ke in terpilih:
            buka, tutup = bersih.get(f"buka{ke}"), bersih.get(f"tutup{ke}")
            for nama in ("buka", "tutup"):
                if bersih.get(f"{nama}{ke}") is None and f"{nama}{ke}" not in self.errors:
                    self.add_error(f"{nama}{ke}", "Isi tanggal dan jamnya.")
            if buka and tutup and tutup <= buka:
                self.add_error(f"tutup{ke}", "Penutupan harus sesudah pembukaan.")
        return bersih

    @property
    def masa(self) -> list[Masa]:
        isi = self.cleaned_data
        return [Masa(ke, isi[f"buka{ke}"], isi[f"tutup{ke}"]) for ke in TRIWULAN if isi[f"pilih{ke}"]]

    def baris(self) -> Iterator[tuple[int, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Quarter by quarter: whether, from, until."""
        for ke in TRIWULAN:
            yield ke, self[f"pilih{ke}"], self[f"buka{ke}"], self[f"tutup{ke}"]
