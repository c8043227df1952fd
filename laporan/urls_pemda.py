"""Addresses of the homes: of a whole pemda, or straight to the own agency."""

from django.urls import path

from .beranda.instalasi import instalasi
from .beranda.metrik import metrik
from .beranda.pekerjaan import tindak
from .meja import views as meja
from .pemda import views as pemda
from .views import beranda

urlpatterns = [
    path("", beranda.beranda, name="beranda"),
    path("instalasi/", instalasi, name="instalasi"),
    path("instalasi/pekerjaan/<slug:jenis>/<int:nomor>/<slug:tindak>/", tindak, name="pekerjaan"),
    path("metrik/", metrik, name="metrik"),
    path("meja/", meja.awal, name="meja_awal"),
    path("meja/<tahun:tahun>/", meja.meja, name="meja"),
    path("meja/<tahun:tahun>/kemas/", meja.kemas_lkjip, name="meja_kemas"),
    path("meja/paket/<int:nomor>/", meja.paket, name="paket"),
    path("meja/paket/<int:nomor>/unduh.zip", meja.unduh_paket, name="paket_unduh"),
    path("meja/paket/<int:nomor>/batal/", meja.batal_paket, name="paket_batal"),
    path("pemda/", pemda.tabel, name="pemda"),
    path("tahun/", beranda.pilih_tahun, name="tahun_pilihan"),
    path("<tahun:tahun>/", beranda.beranda, {"triwulan": None}, name="beranda"),
    path("<tahun:tahun>/<triwulan:triwulan>/", beranda.beranda, name="beranda"),
]

_HALAMAN = (("", "pemda", pemda.tabel), ("indikator/", "pemda_indikator", pemda.banding))
for _bagian, _nama, _view in (*_HALAMAN, ("antartahun/", "pemda_tahun", pemda.lintas_tahun)):
    for _waktu, _lain in (("<tahun:tahun>/", {"triwulan": None}), ("<tahun:tahun>/<triwulan:triwulan>/", {})):
        urlpatterns += [
            path(f"pemda/{_waktu}{_bagian}", _view, _lain, name=_nama),
            path(f"pemda/{_waktu}{_bagian}unduh.<slug:format>", _view, _lain, name=f"{_nama}_unduh"),
        ]
