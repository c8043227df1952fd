"""Addresses of what was achieved, beneath an agency's year."""

from django.urls import path

from .views import jadwal, lembar, pengganti, rencana_aksi, rinci, tahunan, tinjau

urlpatterns = [
    path("capaian/isi/", lembar.isian, name="isian"),
    path("capaian/isi/sel/", lembar.sel, name="isian_sel"),
    path("capaian/isi/pratinjau/", rinci.pratinjau, name="isian_pratinjau"),
    path("capaian/isi/tahunan/<objek:objek>/", tahunan.pilih, name="isian_tahunan"),
    path("capaian/isi/<int:bidang>/", lembar.lembar, name="isian_lembar"),
    path("capaian/isi/<int:bidang>/ringkas/", lembar.lembar_ringkas, name="isian_ringkas"),
    path("capaian/isi/<int:bidang>/langkah/<slug:langkah>/", tinjau.langkah, name="isian_langkah"),
    path("capaian/isi/rinci/<int:nomor>/", rinci.rinci, name="isian_rinci"),
    path("capaian/isi/rinci/<int:nomor>/komentar/", rinci.komentar, name="isian_komentar"),
    path("capaian/isi/rinci/<int:nomor>/bukti/", rinci.bukti_tambah, name="bukti_tambah"),
    path("capaian/isi/rinci/<int:nomor>/bukti/<int:bukti>/", rinci.bukti_unduh, name="bukti_unduh"),
    path("capaian/isi/rinci/<int:nomor>/bukti/<int:bukti>/hapus/", rinci.bukti_hapus, name="bukti_hapus"),
    path("jadwal/", jadwal.jadwal, name="jadwal"),
    path("jadwal/pengaturan/", jadwal.pengaturan, name="isian_pengaturan"),
    path("jadwal/pengganti/", pengganti.penggantian, name="penggantian"),
    path("jadwal/pengganti/simpan/", pengganti.penggantian_simpan, name="penggantian_simpan"),
    path("jadwal/pengganti/<int:nomor>/akhiri/", pengganti.penggantian_akhiri, name="penggantian_akhiri"),
    path("jadwal/<int:ke>/perpanjang/", jadwal.perpanjang, name="jadwal_perpanjang"),
    path("jadwal/<int:ke>/<slug:untuk>/", jadwal.ubah, name="jadwal_ubah"),
    path("jadwal/<int:ke>/<slug:untuk>/simpan/", jadwal.simpan, name="jadwal_simpan"),
    path("jadwal/<int:ke>/<slug:untuk>/tanya-hapus/", jadwal.tanya_hapus, name="jadwal_tanya_hapus"),
    path("jadwal/<int:ke>/<slug:untuk>/hapus/", jadwal.hapus, name="jadwal_hapus"),
    path("rencana-aksi/", rencana_aksi.daftar, name="rencana_aksi"),
    path("rencana-aksi/sel/", rencana_aksi.sel, name="rencana_aksi_sel"),
    path("rencana-aksi/<int:bidang>/", rencana_aksi.lembar, name="rencana_aksi_lembar"),
    path(
        "rencana-aksi/<int:bidang>/<slug:perjanjian>/<slug:langkah>/",
        rencana_aksi.langkah,
        name="rencana_aksi_langkah",
    ),
]
