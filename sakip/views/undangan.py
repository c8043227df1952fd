"""Where an invitation leads: its code, then the first password, then in."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sakip.jaga import batas, faktor
from sakip.jaga.alamat import alamat_pengunjung
from sakip.jaga.tabel import Undangan
from sakip.pertama import undangan
from sakip.pertama.undangan import UndanganDitolak

from .faktor import tunggu

SESI = "undangan"
"""In a session of nobody yet: which invitation they opened, and when."""
TUNGGU = 15 * 60
SEDANG_MASUK = "Anda sedang masuk sebagai {}. Keluar dulu bila undangan ini untuk orang lain."
TERLALU_LAMA = "Lebih dari 15 menit berlalu. Masukkan kodenya sekali lagi."


class FormulirKode(forms.Form):
    kode = forms.CharField(
        label="Kode undangan",
        max_length=60,
        help_text="Enam belas huruf dan angka dari surel atau slip Anda. Tanda hubung boleh dilewati.",
        error_messages={"required": "Masukkan kode undangannya."},
        widget=forms.TextInput(
            {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kode(request: HttpRequest) -> HttpResponse:
    """A wrong code is an attempt, counted by the visitor's address."""
    if request.user.is_authenticated:
        return _tolak(request, SEDANG_MASUK.format(request.user))
    formulir = FormulirKode(request.POST or None)
    status = 200
    if request.method == "POST":
        nama = f"undangan dari {alamat_pengunjung(request)}"
        if penolakan := batas.tertahan(request, nama):
            return penolakan
        status = 422
        if formulir.is_valid():
            try:
                ada = undangan.buka(formulir.cleaned_data["kode"])
            except UndanganDitolak as galat:
                batas.gagal(request, nama)
                formulir.add_error("kode", str(galat))
            else:
                request.session.cycle_key()
                request.session[SESI] = {"pk": ada.pk, "sidik": ada.sidik, "pada": int(time.time())}
                return redirect("undangan_sandi")
    konteks = {"judul": "Undangan", "form": formulir}
    return render(request, "sakip/undangan.html", konteks, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sandi(request: HttpRequest) -> HttpResponse:
    """The first password. Who needs a second factor sets it up next; others are in."""
    if request.user.is_authenticated:
        return _tolak(request, SEDANG_MASUK.format(request.user))
    try:
        ada = _yang_dibuka(request)
        if ada is None:
            return redirect("undangan")
        formulir = SetPasswordForm(ada.pengguna, request.POST or None)
        if request.method == "POST" and formulir.is_valid():
            undangan.pakai(ada, formulir.cleaned_data["new_password1"])
            return _masukkan(request, ada, formulir.cleaned_data["new_password1"])
    except UndanganDitolak as galat:
        request.session.pop(SESI, None)
        return _tolak(request, str(galat))
    konteks = {"judul": "Buat kata sandi", "form": formulir, "pengguna": ada.pengguna}
    return render(request, "sakip/undangan_sandi.html", konteks, status=422 if formulir.errors else 200)


def _yang_dibuka(request: HttpRequest) -> Undangan | None:
    catatan = request.session.get(SESI)
    if not catatan:
        return None
    if catatan["pada"] < time.time() - TUNGGU:
        raise UndanganDitolak(TERLALU_LAMA)
    return undangan.lagi(catatan["pk"], catatan["sidik"])


def _masukkan(request: HttpRequest, ada: Undangan, kata: str) -> HttpResponse:
    """As if they had typed name and password a moment later."""
    request.session.pop(SESI, None)
    pengguna: Any = authenticate(request, username=ada.pengguna.username, password=kata)
    if pengguna is None:
        messages.success(request, "Kata sandi tersimpan. Masuk dengan nama pengguna dan kata sandi Anda.")
        return redirect("masuk")
    if faktor.perlu(pengguna):
        return tunggu(request, pengguna, "")
    login(request, pengguna)
    messages.success(request, "Kata sandi tersimpan. Lain kali masuk dengan nama pengguna dan kata sandi itu.")
    return redirect("beranda")


def _tolak(request: HttpRequest, kalimat: str) -> HttpResponse:
    konteks = {"judul": "Undangan", "kalimat": kalimat}
    return render(request, "sakip/undangan_tolak.html", konteks, status=403)
