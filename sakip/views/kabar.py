"""A user's notifications: the list, reading one, and which kinds are wanted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from sakip.akses import PermintaanMasuk, membaca
from sakip.halaman import alamat_setempat
from sakip.kabar import SUREL
from sakip.models import Pemberitahuan, Pengguna

SEHALAMAN = 30


@never_cache
@membaca
def daftar(request: PermintaanMasuk) -> HttpResponse:
    milik = Pemberitahuan.objects.filter(pengguna=request.user)
    hanya_baru = request.GET.get("belum") == "1"
    if hanya_baru:
        milik = milik.filter(dibaca=None)
    lembar = Paginator(milik, SEHALAMAN).get_page(request.GET.get("hal"))
    return render(request, "sakip/kabar.html", {"judul": "Pemberitahuan", "lembar": lembar, "hanya_baru": hanya_baru})


@require_POST
def buka(request: PermintaanMasuk, nomor: int) -> HttpResponse:
    """Read one, and go where it leads."""
    kabar = Pemberitahuan.objects.filter(pengguna=request.user, pk=nomor).first()
    if kabar is None:
        raise Http404("Pemberitahuan ini tidak ada, atau bukan milik Anda.")
    Pemberitahuan.objects.filter(pk=kabar.pk, dibaca=None).update(dibaca=timezone.now())
    return redirect(alamat_setempat(kabar.tautan) or "kabar")


@require_POST
def baca_semua(request: PermintaanMasuk) -> HttpResponse:
    Pemberitahuan.objects.filter(pengguna=request.user, dibaca=None).update(dibaca=timezone.now())
    return redirect("kabar")


class FormulirPilihan(forms.Form):
    """A checkbox per kind, and one for the daily e-mail; what is not ticked is silent."""

    def __init__(self, pengguna: Pengguna, data: Any = None) -> None:
        super().__init__(data)
        self.pengguna = pengguna
        pilihan = [*Pemberitahuan.Jenis.choices, (SUREL, "Ringkasan harian lewat surel")]
        for nama, label in pilihan:
            self.fields[nama] = forms.BooleanField(label=label, required=False, initial=nama not in pengguna.senyap)

    def simpan(self) -> None:
        self.pengguna.senyap = [nama for nama, mau in self.cleaned_data.items() if not mau]
        self.pengguna.save(update_fields=["senyap"])

    def jenis(self) -> list[forms.BoundField]:
        return [self[nama] for nama in Pemberitahuan.Jenis.values]

    def surel(self) -> forms.BoundField:
        return self[SUREL]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pilihan(request: PermintaanMasuk) -> HttpResponse:
    formulir = FormulirPilihan(request.user, request.POST if request.method == "POST" else None)
    if formulir.is_valid():
        formulir.simpan()
        messages.success(request, "Pilihan pemberitahuan sudah disimpan.")
        return redirect("kabar")
    return render(request, "sakip/kabar_pilihan.html", {"judul": "Pilihan pemberitahuan", "formulir": formulir})
