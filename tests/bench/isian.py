"""Server time of one saved cell, beside a bare Django view that updates one row."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import include, path

from capaian.models import Realisasi
from laporan.models import Prestasi
from sakip.jaga.toko import SessionStore
from tests.capaian.isian_uji import TAHUN, TW, buat_instansi
from tests.pabrik import PrestasiFactory

KALI = 300


def polos(request: HttpRequest) -> HttpResponse:
    """What any view must do: know the user, update one row."""
    assert request.user.is_authenticated
    Prestasi.objects.filter(pk=request.POST["nomor"]).update(keterangan=request.POST["nilai"])
    return HttpResponse("ya")


polos.menulis = True
urlpatterns = [path("polos/", polos), path("", include("sakip.urls"))]


def sesi(pengguna) -> str:
    """The cookie of a logged-in user."""
    simpanan = SessionStore()
    simpanan[SESSION_KEY] = str(pengguna.pk)
    simpanan[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    simpanan[HASH_SESSION_KEY] = pengguna.get_session_auth_hash()
    simpanan.save()
    return simpanan.session_key


def kirim(penangan: WSGIHandler, kue: str, alamat: str, data: dict[str, object]) -> None:
    request = RequestFactory(SERVER_NAME="localhost").post(alamat, data)
    request.COOKIES["sessionid"] = kue
    request._dont_enforce_csrf_checks = True
    jawaban = penangan.get_response(request)
    assert jawaban.status_code == 200, jawaban.content


@override_settings(ROOT_URLCONF="tests.bench.isian")
def rasio_sel() -> float:
    """Median time of a saved cell ÷ of the bare view, the two taken in turn."""
    d = buat_instansi()
    penangan = WSGIHandler()
    kue, nomor = sesi(d.staf), PrestasiFactory(perangkat_daerah=d.instansi).pk
    alamat = f"/{d.kode}/{TAHUN}/tw{TW}/capaian/isi/sel/"
    lama: dict[str, list[float]] = {"polos": [], "sel": []}

    def ukur(nama: str, kerja: Callable[[], None]) -> None:
        awal = time.perf_counter()
        kerja()
        lama[nama].append(time.perf_counter() - awal)

    for n in range(KALI):
        lalu = 30 + (n - 1) % 7 if n else ""
        sel = {"objek": f"i{d.i.angka.pk}", "kolom": "nilai", "nilai": 30 + n % 7, "ubahan": n, "lama": lalu}
        ukur("sel", lambda sel=sel: kirim(penangan, kue, alamat, sel))
        ukur("polos", lambda n=n: kirim(penangan, kue, "/polos/", {"nomor": nomor, "nilai": n}))
    assert Realisasi.objects.get(indikator=d.i.angka, triwulan=TW).ubahan_ke == KALI
    tengah = {nama: sorted(waktu)[KALI // 2] for nama, waktu in lama.items()}
    return tengah["sel"] / tengah["polos"]
