"""Addresses of the homes: of a whole pemda, or straight to the own agency."""

from django.urls import path

from .beranda.instalasi import instalasi
from .views import beranda

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("instalasi/", instalasi, name="instalasi"),
    path("tahun/", beranda.pilih_tahun, name="tahun_pilihan"),
    path("<tahun:tahun>/", beranda.beranda, {"triwulan": None}, name="beranda"),
    path("<tahun:tahun>/<triwulan:triwulan>/", beranda.beranda, name="beranda"),
]
