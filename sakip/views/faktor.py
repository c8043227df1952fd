"""The second factor's pages: at login, and of one's own account."""

from __future__ import annotations

import time
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sakip.jaga import batas, faktor
from sakip.jaga.tabel import FaktorKedua
from sakip.models import Pengguna

MENUNGGU, BENIH = "menunggu_faktor", "benih_milik"
"""In a session of nobody yet: who gave the right password. In anybody's: the key that is being set up."""
TUNGGU = 10 * 60
TAK_COCOK = "Kode tidak cocok, atau sudah dipakai. Tunggu kode berikutnya di aplikasi, lalu coba lagi."
SANDI_TAK_COCOK = "Kata sandi tidak cocok."


class FormulirKode(forms.Form):
    kode = forms.CharField(
        label="Kode verifikasi",
        max_length=40,
        help_text="Enam angka dari aplikasi autentikator, atau salah satu kode pemulihan Anda.",
        widget=forms.TextInput(
            {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )


class FormulirPasang(FormulirKode):
    sandi = forms.CharField(
        label="Kata sandi Anda",
        max_length=500,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, masuk: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kode"].help_text = "Enam angka yang kini ditampilkan aplikasi."
        self.fields["kode"].widget.attrs["inputmode"] = "numeric"
        if masuk:  # the password was given a moment ago
            del self.fields["sandi"]


# Between password and session


def tunggu(request: HttpRequest, pengguna: Pengguna, ke: str) -> HttpResponse:
    """The password was right: nobody is logged in until the second factor is."""
    request.session.cycle_key()
    request.session[MENUNGGU] = {
        "pk": pengguna.pk,
        "backend": getattr(pengguna, "backend", None),
        "sidik": pengguna.get_session_auth_hash(),
        "pada": int(time.time()),
        "ke": ke,
    }
    return redirect("masuk_kode" if faktor.terpasang(pengguna) else "faktor")


def yang_menunggu(request: HttpRequest) -> Pengguna | None:
    """Who gave the right password a short while ago, and may still log in."""
    catatan = request.session.get(MENUNGGU)
    if not catatan or catatan["pada"] < time.time() - TUNGGU:
        return None
    pengguna = Pengguna.objects.filter(pk=catatan["pk"], is_active=True).first()
    return pengguna if pengguna and pengguna.get_session_auth_hash() == catatan["sidik"] else None


def masukkan(request: HttpRequest, pengguna: Pengguna) -> str:
    """Log in who gave both; where they wanted to go."""
    catatan = request.session.pop(MENUNGGU)
    login(request, pengguna, backend=catatan["backend"])
    request.session[faktor.SESI] = True
    return catatan["ke"] or reverse("beranda")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kode(request: HttpRequest) -> HttpResponse:
    """After the password, before anything else."""
    pengguna = yang_menunggu(request)
    if pengguna is None:
        return redirect("masuk")
    if not faktor.terpasang(pengguna):
        return redirect("faktor")
    formulir = FormulirKode(request.POST or None)
    if request.method == "POST":
        if penolakan := batas.tertahan(request, pengguna.username):
            return penolakan
        if formulir.is_valid() and faktor.periksa(pengguna, formulir.cleaned_data["kode"]):
            return redirect(masukkan(request, pengguna))
        if formulir.is_valid():
            batas.gagal(request, pengguna.username)
            formulir.add_error("kode", TAK_COCOK)
    return render(request, "sakip/masuk_kode.html", {"judul": "Kode verifikasi", "form": formulir})


# Setting up, and afterwards


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def akun(request: HttpRequest) -> HttpResponse:
    """Where it is set up: by one who is logged in, or by one whose role asks for it before they are."""
    if request.user.is_authenticated:
        ada = FaktorKedua.objects.filter(pengguna=request.user).first()
        return _keadaan(request, ada) if ada else _pasang(request, request.user, masuk=False)
    pengguna = yang_menunggu(request)
    if pengguna is None:
        return redirect("masuk")
    return redirect("masuk_kode") if faktor.terpasang(pengguna) else _pasang(request, pengguna, masuk=True)


def _pasang(request: HttpRequest, pengguna: Pengguna, *, masuk: bool) -> HttpResponse:
    # Of this person: who sat here before them may have seen another's.
    milik, benih = request.session.get(BENIH) or (None, "")
    if milik != pengguna.pk:
        benih = faktor.benih_baru()
        request.session[BENIH] = [pengguna.pk, benih]
    formulir = FormulirPasang(request.POST or None, masuk=masuk)
    if request.method == "POST" and formulir.is_valid():
        if penolakan := batas.tertahan(request, pengguna.username):
            return penolakan
        isi = formulir.cleaned_data
        if not masuk and not pengguna.check_password(isi["sandi"]):
            batas.gagal(request, pengguna.username)
            formulir.add_error("sandi", SANDI_TAK_COCOK)
        elif kode_pemulihan := faktor.pasang(pengguna, benih, isi["kode"]):
            ke = masukkan(request, pengguna) if masuk else reverse("faktor")
            request.session[faktor.SESI] = True
            del request.session[BENIH]
            return _tunjukkan(request, kode_pemulihan, ke)
        else:
            formulir.add_error("kode", TAK_COCOK)
    kunci = faktor.kunci(benih)
    konteks = {
        "judul": "Pasang verifikasi dua langkah",
        "form": formulir,
        "gambar": faktor.gambar(pengguna, benih),
        "kunci": " ".join(kunci[i : i + 4] for i in range(0, len(kunci), 4)),
        "wajib": faktor.wajib(pengguna),
        "masuk": masuk,
    }
    return render(request, "sakip/faktor_pasang.html", konteks)


def _keadaan(request: HttpRequest, ada: FaktorKedua) -> HttpResponse:
    formulir = FormulirKode(request.POST or None)
    if request.method == "POST" and formulir.is_valid():
        pengguna = ada.pengguna
        if penolakan := batas.tertahan(request, pengguna.username):
            return penolakan
        if not faktor.periksa(pengguna, formulir.cleaned_data["kode"]):
            batas.gagal(request, pengguna.username)
            formulir.add_error("kode", TAK_COCOK)
        elif request.POST.get("tindakan") == "pemulihan":
            return _tunjukkan(request, faktor.perbarui_pemulihan(pengguna), reverse("faktor"))
        elif request.POST.get("tindakan") == "lepas":
            faktor.lepas(pengguna)
            messages.success(request, "Verifikasi dua langkah dilepas. Pasang lagi dengan perangkat yang baru.")
            return redirect("faktor")
    konteks = {"judul": "Verifikasi dua langkah", "form": formulir, "faktor": ada, "wajib": faktor.wajib(ada.pengguna)}
    return render(request, "sakip/faktor.html", konteks)


def _tunjukkan(request: HttpRequest, kode_pemulihan: list[str], ke: str) -> HttpResponse:
    """Once: they are kept nowhere."""
    konteks = {"judul": "Simpan kode pemulihan Anda", "kode_pemulihan": kode_pemulihan, "ke": ke}
    return render(request, "sakip/faktor_pemulihan.html", konteks)
