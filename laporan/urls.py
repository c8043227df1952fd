"""Addresses of an agency's year; the same pages stand beneath each of its quarters."""

from django.urls import include, path

from .views import anggaran, beranda, buku_kerja, indikator, lain, lkjip, temuan

halaman = [
    path("", beranda.instansi, name="instansi"),
    path("indikator/", indikator.daftar, name="indikator_daftar"),
    path("indikator/<objek:objek>/bagan/<slug:jenis>.svg", indikator.gambar, name="indikator_bagan"),
    path("indikator/<objek:objek>/", indikator.satu, name="indikator"),
    path("simpul/<objek:objek>/", indikator.simpul, name="simpul"),
    path("anggaran/", anggaran.anggaran, name="anggaran"),
    path("anggaran/bagan.svg", anggaran.gambar, name="anggaran_bagan"),
    path("temuan/", temuan.daftar, name="temuan"),
    path("temuan/unduh.<slug:format>", temuan.unduh, name="temuan_unduh"),
    path("buku-kerja/", buku_kerja.buku_kerja, name="buku_kerja"),
    path("buku-kerja/unduh/", buku_kerja.unduh, name="buku_kerja_unduh"),
    path("buku-kerja/kosong/", buku_kerja.contoh, name="buku_kerja_kosong"),
    path("buku-kerja/unggah/", buku_kerja.unggah, name="buku_kerja_unggah"),
    path("buku-kerja/pratinjau/<str:tanda>/", buku_kerja.lihat, name="buku_kerja_pratinjau"),
    path("buku-kerja/pratinjau/<str:tanda>/temuan.xlsx", buku_kerja.temuan, name="buku_kerja_temuan"),
    path("buku-kerja/pratinjau/<str:tanda>/simpan/", buku_kerja.simpan, name="buku_kerja_simpan"),
    path("buku-kerja/pratinjau/<str:tanda>/batal/", buku_kerja.batal, name="buku_kerja_batal"),
    path("laporan/", lkjip.halaman, name="lkjip"),
    path("laporan/susun/", lkjip.mulai, name="lkjip_susun"),
    path("laporan/batal/", lkjip.batal, name="lkjip_batal"),
    path("laporan/susunan/<int:nomor>/lkjip.pdf", lkjip.unduh, name="lkjip_unduh"),
    path("laporan/susunan/<int:nomor>/bagian/<str:kunci>.pdf", lkjip.unduh_bagian, name="lkjip_bagian"),
    path("laporan/berkas/unggah/", lkjip.unggah, name="berkas_unggah"),
    path("laporan/berkas/<int:nomor>/", lkjip.unduh_unggahan, name="berkas_unduh"),
    path("laporan/berkas/<int:nomor>/tanya-hapus/", lkjip.tanya_hapus, name="berkas_tanya_hapus"),
    path("laporan/berkas/<int:nomor>/hapus/", lkjip.hapus, name="berkas_hapus"),
    path("cari/", lain.cari, name="cari"),
    path("jelas/<slug:jenis>/<objek:objek>/<slug:apa>/", lain.jelas, name="jelas"),
    path("unduh/ikhtisar.json", lain.unduh_ikhtisar, name="ikhtisar_json"),
    path("unduh/ikhtisar.xlsx", lain.unduh_ikhtisar_excel, name="ikhtisar_excel"),
]
setahun = {"triwulan": None}

urlpatterns = [
    path("<tahun:tahun>/", beranda.beranda, setahun, name="beranda"),
    path("<tahun:tahun>/<triwulan:triwulan>/", beranda.beranda, name="beranda"),
    path("<slug:kode>/<tahun:tahun>/", include(halaman), setahun),
    path("<slug:kode>/<tahun:tahun>/<triwulan:triwulan>/", include(halaman)),
]
