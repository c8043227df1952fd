"""Addresses of the schedule's step, beside those of `sakip.pertama`."""

from django.urls import path

from . import views

urlpatterns = [
    path("jadwal/", views.jadwal, name="mulai_jadwal"),
    path("jadwal/simpan/", views.simpan_jadwal, name="mulai_jadwal_simpan"),
]
