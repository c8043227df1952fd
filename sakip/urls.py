"""Addresses. Every page of an agency carries its kode, year and, if asked, quarter."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from laporan.views import beranda

from . import alamat, views, views_kabar

alamat.daftarkan()

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("sehat/", views.sehat, name="sehat"),
    path("masuk/", views.Masuk.as_view(), name="masuk"),
    path("masuk/lagi/", views.masuk_lagi, name="masuk_lagi"),
    path("keluar/", auth.LogoutView.as_view(), name="keluar"),
    path("sandi/", views.GantiSandi.as_view(), name="sandi"),
    path("pintasan/", views.pintasan, name="pintasan"),
    path("kabar/", views_kabar.daftar, name="kabar"),
    path("kabar/<int:nomor>/", views_kabar.buka, name="kabar_buka"),
    path("kabar/baca-semua/", views_kabar.baca_semua, name="kabar_baca_semua"),
    path("kabar/pilihan/", views_kabar.pilihan, name="kabar_pilihan"),
    path("kelola/login/", views.masuk_kelola),
    path("kelola/", admin.site.urls),
    path("", include("laporan.urls")),
]
