"""Forms of the schedule: when a quarter is open, more time for one bidang, settings of entry."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from capaian.models import Jadwal, Perpanjangan
from renstra.forms import pilihan_objek
from renstra.models import Indikator
from sakip.models import Bidang
from sakip.waktu import tulis_waktu

CARA_TULIS = "%Y-%m-%dT%H:%M"
TAHUN_SAH = range(2000, 2101)
HARI_BUKA = 15


class IsianWaktu(forms.DateTimeField):
    """A date and time in the site's time zone."""

    default_error_messages = {
        "required": "Isi tanggal dan jamnya.",
        "invalid": "Tulis tanggal dan jam, misalnya 15/04/2024 23:59.",
    }

    def __init__(self, **lain: Any) -> None:
        petunjuk = forms.DateTimeInput({"type": "datetime-local"}, format=CARA_TULIS)
        cara = (CARA_TULIS, "%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M", "%d/%m/%Y %H.%M", "%d-%m-%Y %H.%M")
        super().__init__(widget=petunjuk, input_formats=cara, **lain)

    def clean(self, value: Any) -> datetime.datetime:
        waktu = super().clean(value)
        if waktu.year not in TAHUN_SAH:
            raise forms.ValidationError("Tahunnya harus antara 2000 dan 2100.")
        return waktu


def bawaan(tahun: int, triwulan: int) -> dict[str, datetime.datetime]:
    """From the first day after the quarter until its 15th day, 23.59."""
    awal = datetime.datetime(tahun + triwulan // 4, triwulan * 3 % 12 + 1, 1)
    akhir = awal.replace(day=HARI_BUKA, hour=23, minute=59)
    return {"buka": timezone.make_aware(awal), "tutup": timezone.make_aware(akhir)}


class FormulirJadwal(forms.ModelForm):
    buka = IsianWaktu(label="Dibuka")
    tutup = IsianWaktu(label="Ditutup")

    class Meta:
        model = Jadwal
        fields = ("buka", "tutup", "pengisi")
        labels = {"pengisi": "Yang mengisi"}
        error_messages = {"pengisi": {"required": "Pilih siapa yang mengisi."}}

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        if "buka" in bersih and "tutup" in bersih and bersih["tutup"] <= bersih["buka"]:
            self.add_error("tutup", "Penutupan harus sesudah pembukaan.")
        return bersih


class FormulirPerpanjangan(forms.ModelForm):
    """More time for one bidang of the schedule's agency."""

    prefix = "perpanjangan"

    tutup = IsianWaktu(label="Ditutup kembali")
    alasan = forms.CharField(
        label="Alasan",
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tulis alasan perpanjangannya."},
    )

    class Meta:
        model = Perpanjangan
        fields = ("bidang", "tutup", "alasan")
        error_messages = {
            "bidang": {
                "required": "Pilih bidang yang diperpanjang.",
                "invalid_choice": "Bidang ini bukan bidang instansi ini.",
            },
        }

    def __init__(self, *args: Any, jadwal: Jadwal, **lain: Any) -> None:
        super().__init__(*args, **lain)
        self.instance.jadwal = jadwal
        pilihan_objek(self, "bidang").queryset = Bidang.objects.filter(perangkat_daerah_id=jadwal.perangkat_daerah_id)
        pilihan_objek(self, "bidang").empty_label = "Pilih bidang"

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        if "bidang" in bersih and "tutup" in bersih:
            kini = self.instance.jadwal.tutup_bagi(bersih["bidang"].pk)
            if bersih["tutup"] <= kini:
                self.add_error("tutup", f"Harus sesudah penutupan sekarang, {tulis_waktu(kini)}.")
        return bersih


class FormulirPengaturan(forms.Form):
    """Whose own entry may be approved, and which indicators need evidence. `cepat`: a quick button."""

    CEPAT = (("", "menurut centang"), ("iku", "semua IKU"), ("kosong", "tidak ada"))

    boleh_setujui_sendiri = forms.BooleanField(required=False)
    bukti_wajib = forms.ModelMultipleChoiceField(
        Indikator.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "Indikator ini bukan indikator Renstra yang berlaku. Muat ulang halaman, lalu ulangi.",
            "invalid_pk_value": "Indikator ini tidak dikenal. Muat ulang halaman, lalu ulangi.",
        },
    )
    cepat = forms.ChoiceField(choices=CEPAT, required=False)

    def __init__(self, *args: Any, indikator: QuerySet[Indikator], **lain: Any) -> None:
        super().__init__(*args, **lain)
        self.indikator = indikator
        pilihan_objek(self, "bukti_wajib").queryset = indikator

    def wajib(self) -> set[int]:
        """The indicators that are to need evidence."""
        if self.cleaned_data["cepat"] == "kosong":
            return set()
        dipilih = {i.pk for i in self.cleaned_data["bukti_wajib"]}
        if self.cleaned_data["cepat"] == "iku":
            dipilih |= set(self.indikator.filter(iku=True).values_list("pk", flat=True))
        return dipilih
