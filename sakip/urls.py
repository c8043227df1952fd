"""Addresses. Every page of an agency carries its kode, year and, if asked, quarter."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import RedirectView

from . import alamat
from .views import bantuan, faktor, kabar, masuk, panduan, sesi, undangan

alamat.daftarkan()
handler400 = "sakip.jaga.masukan.terlalu_banyak"
handler500 = "sakip.views.galat.server"

halaman_instansi = [path("", include(f"{app}.urls")) for app in ("renstra", "anggaran", "capaian", "laporan")]
"""The pages of an agency's year; the same stand beneath each of its quarters."""

urlpatterns = [
    path("sehat/", masuk.sehat, name="sehat"),
    path("masuk/", masuk.Masuk.as_view(), name="masuk"),
    path("masuk/kode/", faktor.kode, name="masuk_kode"),
    path("masuk/lagi/", masuk.masuk_lagi, name="masuk_lagi"),
    path("undangan/", undangan.kode, name="undangan"),
    path("undangan/sandi/", undangan.sandi, name="undangan_sandi"),
    path("keluar/", auth.LogoutView.as_view(), name="keluar"),
    path("sandi/", masuk.GantiSandi.as_view(), name="sandi"),
    path("verifikasi/", faktor.akun, name="faktor"),
    path("sesi/", sesi.daftar, name="sesi"),
    path("sesi/semua/", sesi.semua, name="sesi_semua"),
    path("sesi/akhiri-lain/", sesi.akhiri_lain, name="sesi_akhiri_lain"),
    path("sesi/<slug:tanda>/akhiri/", sesi.akhiri, name="sesi_akhiri"),
    path("pintasan/", masuk.pintasan, name="pintasan"),
    path("data-pribadi/", bantuan.data_pribadi, name="data_pribadi"),
    path("bantuan/<slug:bagian>/", bantuan.bantuan, name="bantuan"),
    path("panduan/", panduan.sendiri, name="panduan"),
    path("panduan/semua/", panduan.semua, name="panduan_semua"),
    path("panduan/<slug:kunci>/", panduan.peran, name="panduan_peran"),
    path("kabar/", kabar.daftar, name="kabar"),
    path("kabar/<int:nomor>/", kabar.buka, name="kabar_buka"),
    path("kabar/baca-semua/", kabar.baca_semua, name="kabar_baca_semua"),
    path("kabar/pilihan/", kabar.pilihan, name="kabar_pilihan"),
    path("kelola/login/", masuk.masuk_kelola),
    path("kelola/password_change/", RedirectView.as_view(pattern_name="sandi")),
    path("kelola/", admin.site.urls),
    path("mulai/", include("sakip.pertama.urls")),
    path("mulai/", include("capaian.mulai.urls")),
    path("", include("laporan.urls_pemda")),
    path("<slug:kode>/<tahun:tahun>/", include(halaman_instansi), {"triwulan": None}),
    path("<slug:kode>/<tahun:tahun>/<triwulan:triwulan>/", include(halaman_instansi)),
]
