"""Addresses of the plan, beneath an agency's year."""

from django.urls import path

from .views import indikator, pohon, simpul, target, versi

urlpatterns = [
    path("rencana/", pohon.pohon, name="rencana"),
    path("rencana/cakupan/", pohon.cakupan, name="rencana_cakupan"),
    path("rencana/nomenklatur/", pohon.nomenklatur, name="rencana_nomenklatur"),
    path("rencana/versi/", versi.versi, name="rencana_versi"),
    path("rencana/versi/buat/", versi.versi_buat, name="rencana_versi_buat"),
    path("rencana/versi/revisi/", versi.versi_revisi, name="rencana_versi_revisi"),
    path("rencana/versi/<int:urutan>/", versi.versi_satu, name="rencana_versi_satu"),
    path("rencana/versi/<int:urutan>/simpan/", versi.versi_ubah, name="rencana_versi_ubah"),
    path("rencana/tambah/", simpul.tambah, name="rencana_tambah"),
    path("rencana/tambah/simpan/", simpul.tambah_simpan, name="rencana_tambah_simpan"),
    path("rencana/simpul/<objek:objek>/", simpul.simpul, name="rencana_simpul"),
    path("rencana/tindakan/<objek:objek>/", simpul.tindakan, name="rencana_tindakan"),
    path("rencana/ubah/<objek:objek>/", simpul.ubah, name="rencana_ubah"),
    path("rencana/ubah-simpan/<objek:objek>/", simpul.ubah_simpan, name="rencana_ubah_simpan"),
    path("rencana/pindah/<objek:objek>/", simpul.pindah, name="rencana_pindah"),
    path("rencana/pindah-simpan/<objek:objek>/", simpul.pindah_simpan, name="rencana_pindah_simpan"),
    path("rencana/arsip/<objek:objek>/", simpul.arsip, name="rencana_arsip"),
    path("rencana/arsipkan/<objek:objek>/", simpul.arsipkan, name="rencana_arsipkan"),
    path("rencana/pulihkan/<objek:objek>/", simpul.pulihkan, name="rencana_pulihkan"),
    path("rencana/hapus/<objek:objek>/", simpul.hapus, name="rencana_hapus"),
    path("rencana/dukungan/<objek:objek>/", simpul.dukungan, name="rencana_dukungan"),
    path("rencana/dukungan-simpan/<objek:objek>/", simpul.dukungan_simpan, name="rencana_dukungan_simpan"),
    path("rencana/lintas/<objek:objek>/", simpul.lintas_simpan, name="rencana_lintas_simpan"),
    path("rencana/lintas-hapus/<int:nomor>/<objek:objek>/", simpul.lintas_hapus, name="rencana_lintas_hapus"),
    path("rencana/target/sel/", target.sel, name="rencana_target_sel"),
    path("rencana/target/<objek:objek>/", target.target, name="rencana_target"),
    path("rencana/indikator-tambah/<objek:objek>/", indikator.tambah, name="rencana_indikator_tambah"),
    path("rencana/indikator-buat/<objek:objek>/", indikator.buat, name="rencana_indikator_buat"),
    path("rencana/indikator/<objek:objek>/", indikator.ubah, name="rencana_indikator"),
    path("rencana/indikator-simpan/<objek:objek>/", indikator.simpan, name="rencana_indikator_simpan"),
    path("rencana/indikator-arsip/<objek:objek>/", indikator.arsip, name="rencana_indikator_arsip"),
    path("rencana/indikator-arsipkan/<objek:objek>/", indikator.arsipkan, name="rencana_indikator_arsipkan"),
    path("rencana/indikator-pulihkan/<objek:objek>/", indikator.pulihkan, name="rencana_indikator_pulihkan"),
    path("rencana/indikator-hapus/<objek:objek>/", indikator.hapus, name="rencana_indikator_hapus"),
]
