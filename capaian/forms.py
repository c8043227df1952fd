"""Forms of the schedule: when a quarter is open, more time for one bidang, settings of entry."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from capaian.models import Jadwal, Perpanjangan
from renstra.forms import pilihan_objek
from renstra.models import Indikator
from sakip.akses import STAF
from sakip.models import Bidang, Penggantian, Pengguna, PerangkatDaerah
from sakip.waktu import tulis_waktu

CARA_TULIS = "%Y-%m-%dT%H:%M"
TAHUN_SAH = range(2000, 2101)
HARI_BUKA = 15
PEJABAT = (Pengguna.Peran.KEPALA, Pengguna.Peran.KEPALA_BIDANG, Pengguna.Peran.PERENCANAAN)
"""The roles for which somebody can stand in (and the second verifiers)."""


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

    def clean(self, value: Any) -> datetime.datetime | None:
        waktu = super().clean(value)
        if waktu is not None and waktu.year not in TAHUN_SAH:
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
    """Whose own entry may be approved, who verifies besides Perencanaan, which indicators need evidence. `cepat`: a
    quick button."""

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
    verifikator = forms.ModelMultipleChoiceField(
        Pengguna.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": "Verifikator kedua harus pengguna instansi ini. Muat ulang halaman, lalu ulangi.",
            "invalid_pk_value": "Pengguna ini tidak dikenal. Muat ulang halaman, lalu ulangi.",
        },
    )
    cepat = forms.ChoiceField(choices=CEPAT, required=False)

    def __init__(self, *args: Any, indikator: QuerySet[Indikator], calon: QuerySet[Pengguna], **lain: Any) -> None:
        super().__init__(*args, **lain)
        self.indikator = indikator
        pilihan_objek(self, "verifikator").queryset = calon
        pilihan_objek(self, "bukti_wajib").queryset = indikator

    def wajib(self) -> set[int]:
        """The indicators that are to need evidence."""
        if self.cleaned_data["cepat"] == "kosong":
            return set()
        dipilih = {i.pk for i in self.cleaned_data["bukti_wajib"]}
        if self.cleaned_data["cepat"] == "iku":
            dipilih |= set(self.indikator.filter(iku=True).values_list("pk", flat=True))
        return dipilih


def calon_verifikator(instansi: PerangkatDaerah) -> QuerySet[Pengguna]:
    """Who can be named beside Perencanaan, who verifies anyway."""
    staf = Pengguna.objects.filter(perangkat_daerah=instansi, is_active=True, peran__in=STAF)
    return staf.exclude(peran=Pengguna.Peran.PERENCANAAN).order_by("first_name", "username")


def pejabat_instansi(instansi: PerangkatDaerah) -> QuerySet[Pengguna]:
    """For whom somebody can stand in."""
    semua = Pengguna.objects.filter(perangkat_daerah=instansi)
    return semua.filter(Q(peran__in=PEJABAT) | Q(verifikator=True)).order_by("first_name", "username")


class FormulirPengganti(forms.ModelForm):
    """A stand-in (Plt, Plh). `pejabat`: whose alone may be named; None: anybody's of the agency."""

    prefix = "pengganti"

    mulai = forms.DateField(label="Mulai", error_messages={"required": "Isi tanggal mulainya."})
    selesai = forms.DateField(label="Sampai", error_messages={"required": "Isi tanggal berakhirnya."})

    class Meta:
        model = Penggantian
        fields = ("pejabat", "pengganti", "jenis", "mulai", "selesai", "dasar")
        labels = {"pejabat": "Pejabat", "pengganti": "Pengganti", "jenis": "Sebagai", "dasar": "Dasar (nomor surat)"}
        error_messages = {
            "pejabat": {"required": "Pilih pejabatnya.", "invalid_choice": "Pejabat ini bukan pejabat instansi ini."},
            "pengganti": {
                "required": "Pilih penggantinya.",
                "invalid_choice": "Pengganti harus pengguna instansi ini.",
            },
        }

    def __init__(
        self, *args: Any, instansi: PerangkatDaerah, oleh: Pengguna, pejabat: Pengguna | None, **lain: Any
    ) -> None:
        super().__init__(*args, **lain)
        self.instance.perangkat_daerah = instansi
        self.oleh = oleh
        pilihan = pejabat_instansi(instansi)
        pilihan_objek(self, "pejabat").queryset = pilihan.filter(pk=pejabat.pk) if pejabat else pilihan
        pilihan_objek(self, "pejabat").empty_label = None if pejabat else "Pilih pejabat"
        staf = Pengguna.objects.filter(perangkat_daerah=instansi, is_active=True, peran__in=STAF)
        pilihan_objek(self, "pengganti").queryset = staf.order_by("first_name", "username")
        pilihan_objek(self, "pengganti").empty_label = "Pilih pengganti"
        for nama in ("mulai", "selesai"):
            self.fields[nama].widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
            self.fields[nama].error_messages["invalid"] = "Tulis tanggal, misalnya 15-01-2024."

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        mulai, selesai, pengganti = (bersih.get(nama) for nama in ("mulai", "selesai", "pengganti"))
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Harus sama dengan atau sesudah tanggal mulai.")
        if pengganti and pengganti == bersih.get("pejabat"):
            self.add_error("pengganti", "Pengganti harus orang lain.")
        elif pengganti and pengganti == self.oleh:
            self.add_error("pengganti", "Anda tidak dapat menunjuk diri sendiri; minta pejabatnya atau rekan menunjuk.")
        return bersih
