"""Addresses of the money, beneath an agency's year."""

from django.urls import path

from .views import pagu, sipd

urlpatterns = [
    path("anggaran/sipd/", sipd.daftar, name="sipd"),
    path("anggaran/sipd/unggah/", sipd.unggah, name="sipd_unggah"),
    path("anggaran/sipd/<int:nomor>/", sipd.satu, name="sipd_satu"),
    path("anggaran/sipd/<int:nomor>/jawab/", sipd.jawab, name="sipd_jawab"),
    path("anggaran/sipd/<int:nomor>/petakan/", sipd.petakan, name="sipd_petakan"),
    path("anggaran/sipd/<int:nomor>/simpan/", sipd.simpan, name="sipd_simpan"),
    path("anggaran/sipd/<int:nomor>/batal/", sipd.batal, name="sipd_batal"),
    path("anggaran/pagu/", pagu.pagu, name="pagu"),
    path("anggaran/pagu/sel/", pagu.sel, name="pagu_sel"),
    path("anggaran/pagu/<int:nomor>/", pagu.rinci, name="pagu_rinci"),
    path("anggaran/pagu/dokumen/<slug:tahap>/", pagu.dokumen, name="pagu_dokumen"),
]
