"""Login's neighbours: health, password, keyboard shortcuts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, PasswordChangeView
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sakip.jaga import batas, faktor, sesi

from .faktor import TAK_COCOK, tunggu

BELUM_TERPASANG = "Buka halaman masuk di tab lain untuk memasang verifikasi dua langkah."


@login_not_required
@never_cache
@require_safe
def sehat(request: HttpRequest) -> HttpResponse:
    """For the machine that watches: does the database answer?"""
    try:
        with connection.cursor() as kursor:
            kursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("basis data tidak menjawab", "text/plain; charset=utf-8", status=503)
    return HttpResponse("sehat", "text/plain; charset=utf-8")


@require_safe
def pintasan(request: HttpRequest) -> HttpResponse:
    return render(request, "sakip/pintasan.html", {"judul": "Pintasan papan ketik"})


class Masuk(LoginView):
    template_name = "sakip/masuk.html"
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        pengguna = form.get_user()
        if faktor.perlu(pengguna):
            return tunggu(self.request, pengguna, self.get_redirect_url())
        return super().form_valid(form)


@login_not_required
@require_POST
def masuk_lagi(request: HttpRequest) -> HttpResponse:
    """The password again, in the middle of work: the same person goes on where the session ended."""
    nama, kode = request.POST.get("username", ""), request.POST.get("kode", "")
    pengguna: Any = authenticate(request, username=nama, password=request.POST.get("password", ""))
    if pengguna is None:
        return JsonResponse({"pesan": "Kata sandi tidak cocok. Coba lagi."}, status=422)
    perlu = faktor.perlu(pengguna)
    if perlu and not faktor.terpasang(pengguna):
        return JsonResponse({"pesan": BELUM_TERPASANG}, status=422)
    if perlu and not kode:
        return JsonResponse({"pesan": "Masukkan juga kode verifikasi.", "kode": True}, status=422)
    if perlu and not faktor.periksa(pengguna, kode):
        batas.gagal(request, nama)
        return JsonResponse({"pesan": TAK_COCOK, "kode": True}, status=422)
    login(request, pengguna)
    if perlu:
        request.session[faktor.SESI] = True
    return HttpResponse(status=204)


class GantiSandi(PasswordChangeView):
    """The old password is an attempt like any other; a new one ends the other sessions."""

    template_name = "sakip/sandi.html"
    success_url = reverse_lazy("beranda")
    extra_context = {"judul": "Ganti kata sandi"}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return batas.tertahan(request, request.user.get_username()) or super().post(request, *args, **kwargs)

    def form_invalid(self, form: PasswordChangeForm) -> HttpResponse:
        if "old_password" in form.errors:
            batas.gagal(self.request, self.request.user.get_username())
        return super().form_invalid(form)

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        messages.success(self.request, "Kata sandi sudah diganti. Sesi lain sudah diakhiri.")
        jawaban = super().form_valid(form)
        sesi.akhiri_semua(form.user, self.request.session.session_key)
        return jawaban


@login_not_required
def masuk_kelola(request: HttpRequest) -> HttpResponse:
    """The administration has no login of its own."""
    if request.user.is_authenticated:
        raise PermissionDenied("Hanya Admin yang dapat mengelola pengguna dan instansi.")
    return redirect("masuk")
