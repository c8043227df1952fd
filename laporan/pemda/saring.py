"""The filters of the pemda's pages, in their address."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from sakip.saring import FormulirSaring

from .lkjip import SEMUA

TERLAMBAT, BELUM_SAMPAI = "terlambat", "belum"


class SaringPemda(FormulirSaring):
    q = forms.CharField(label="Cari perangkat daerah", max_length=100, required=False)
    predikat = forms.ChoiceField(label="Predikat", required=False)
    temuan = forms.ChoiceField(
        label="Temuan",
        required=False,
        choices=[("", "Semua"), ("galat", "Ada galat"), ("bersih", "Tanpa galat")],
    )
    lkjip = forms.ChoiceField(
        label="LKjIP",
        required=False,
        choices=[
            ("", "Semua keadaan"),
            (TERLAMBAT, "Terlambat"),
            (BELUM_SAMPAI, "Belum disampaikan"),
            *((k, k) for k in SEMUA),
        ],
    )
    berdata = forms.ChoiceField(
        label="Data", required=False, choices=[("", "Semua"), ("ada", "Ada data"), ("kosong", "Belum ada data")]
    )
    pemda = forms.ChoiceField(label="Pemda", required=False)

    def __init__(self, data: Any, predikat: Iterable[str], pemda: Iterable[tuple[int, str]]) -> None:
        forms.Form.__init__(self, data)
        self._pilihan("predikat", [("", "Semua predikat"), *((p, p) for p in predikat)])
        daftar = [(str(nomor), nama) for nomor, nama in pemda]
        if len(daftar) > 1:
            self._pilihan("pemda", [("", "Semua pemda"), *daftar])
        else:
            del self.fields["pemda"]
        self.is_valid()

    def _pilihan(self, nama: str, pilihan: list[tuple[str, str]]) -> None:
        isian = self.fields[nama]
        assert isinstance(isian, forms.ChoiceField)  # noqa: S101
        isian.choices = pilihan


class SaringIndikatorPemda(FormulirSaring):
    q = forms.CharField(label="Cari indikator", max_length=200, required=False)
    lingkup = forms.ChoiceField(
        label="Tampilkan", required=False, choices=[("", "Semua indikator"), ("iku", "IKU saja")]
    )


class SaringTahun(FormulirSaring):
    q = forms.CharField(label="Cari perangkat daerah", max_length=100, required=False)
    ukuran = forms.ChoiceField(
        label="Ukuran",
        required=False,
        choices=[("", "Capaian IKU"), ("serapan", "Serapan"), ("efisiensi", "Efisiensi"), ("galat", "Galat")],
    )
