"""Addresses of the first run."""

from django.urls import path

from .views import excel, mulai, undangan

urlpatterns = [
    path("", mulai.mulai, name="mulai"),
    path("pemda/", mulai.pemda, name="mulai_pemda"),
    path("pemda/simpan/", mulai.simpan_pemda, name="mulai_pemda_simpan"),
    path("undangan/", undangan.daftar, name="mulai_undangan"),
    path("undangan/surel/", undangan.surel, name="mulai_undangan_surel"),
    path("undangan/slip/", undangan.slip, name="mulai_undangan_slip"),
    path("undangan/<int:nomor>/tarik/", undangan.tarik, name="mulai_undangan_tarik"),
    path("berkas/<slug:kunci>/", excel.halaman, name="mulai_excel"),
    path("berkas/<slug:kunci>/templat.xlsx", excel.unduh_templat, name="mulai_templat"),
    path("berkas/<slug:kunci>/periksa/", excel.periksa, name="mulai_periksa"),
    path("berkas/<slug:kunci>/simpan/", excel.simpan, name="mulai_simpan"),
]
