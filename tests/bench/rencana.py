"""First byte of the tree page with 400 nodes, beside a bare view that reads the same rows."""

from __future__ import annotations

import time

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path

from renstra.models import Indikator, Simpul
from renstra.muat import renstra_tahun
from sakip.akses import instansi_terlihat
from tests.bench.isian import sesi
from tests.capaian.isian_uji import TAHUN
from tests.pabrik import (
    BidangFactory,
    IndikatorFactory,
    KegiatanFactory,
    PenggunaFactory,
    ProgramFactory,
    SasaranFactory,
    SimpulFactory,
    SubKegiatanFactory,
)

KALI = 60
SIMPUL = 400


def polos(request: HttpRequest, kode: str) -> HttpResponse:
    """What any view of this page must do: know the user and the agency, read the nodes and indicators."""
    renstra = renstra_tahun(instansi_terlihat(request.user).get(kode=kode), TAHUN)
    simpul = list(Simpul.objects.filter(renstra=renstra).select_related("bidang"))
    indikator = list(Indikator.objects.filter(renstra=renstra).values_list("simpul_id"))
    return HttpResponse(f"{len(simpul)} {len(indikator)}")


polos.menulis = False
urlpatterns = [path("polos/<slug:kode>/", polos), path("", include("sakip.urls"))]


def buat_pohon():
    """A tree of 400 nodes: 8 sasaran, 8 program, 40 kegiatan, the rest sub kegiatan; an indicator each."""
    tujuan = SimpulFactory(kode="T1")
    bidang = BidangFactory(perangkat_daerah=tujuan.renstra.perangkat_daerah)
    program = [ProgramFactory(induk=SasaranFactory(induk=tujuan, kode=f"S{n}"), bidang=bidang) for n in range(8)]
    kegiatan = [KegiatanFactory(induk=program[n % 8], bidang=bidang) for n in range(40)]
    for n in range(SIMPUL - 1 - 16 - 40):
        IndikatorFactory(simpul=SubKegiatanFactory(induk=kegiatan[n % 40], bidang=bidang))
    assert tujuan.renstra.simpul.count() == SIMPUL
    return tujuan.renstra.perangkat_daerah


@override_settings(ROOT_URLCONF="tests.bench.rencana")
def rasio_pohon() -> float:
    """Median time of the page ÷ of the bare view, the two taken in turn."""
    instansi = buat_pohon()
    penangan = WSGIHandler()
    kue = sesi(PenggunaFactory(perencanaan=True, perangkat_daerah=instansi))
    alamat = {"pohon": f"/{instansi.kode}/{TAHUN}/rencana/", "polos": f"/polos/{instansi.kode}/"}
    lama: dict[str, list[float]] = {"polos": [], "pohon": []}
    for _ in range(KALI):
        for nama, tujuan in alamat.items():
            request = RequestFactory(SERVER_NAME="localhost").get(tujuan)
            request.COOKIES["sessionid"] = kue
            awal = time.perf_counter()
            jawaban = penangan.get_response(request)
            lama[nama].append(time.perf_counter() - awal)
            assert jawaban.status_code == 200, jawaban.content
    tengah = {nama: sorted(waktu)[KALI // 2] for nama, waktu in lama.items()}
    return tengah["pohon"] / tengah["polos"]
