"""Naskah of a genuine report: opening it, saving a text beside a bare view that updates one row, a section printed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory, override_settings
from django.test.utils import CaptureQueriesContext

from laporan.models import Narasi
from sakip.models import PerangkatDaerah
from tests.conftest import impor_contoh
from tests.pabrik import PenggunaFactory, PrestasiFactory

from .isian import kirim, sesi

KALI = 100
BAGIAN = "1.1"


def ukur() -> Iterator[tuple[str, float, float, str]]:
    instansi = PerangkatDaerah.objects.filter(kode="hss-bkpsdm").first() or impor_contoh("hss-2024")["hss-2024"]
    penangan = WSGIHandler()
    kue = sesi(PenggunaFactory(perencanaan=True, perangkat_daerah=instansi))
    akar = f"/{instansi.kode}/2024/laporan/naskah/"
    yield "naskah: kueri untuk membuka kerangka", _kueri(lambda: _buka(penangan, kue, akar)), 40, ""
    yield "naskah: kerangka dengan 84 bagian dibuka", _tengah(lambda: _buka(penangan, kue, akar), 5), 1, " detik"
    pratinjau = {"teks": "Capaian {{capaian:total}} dan serapan {{serapan:total}}.\n\n" * 30}
    lama = _tengah(lambda: kirim(penangan, kue, f"{akar}pratinjau/", pratinjau), 5)
    yield "naskah: pratinjau satu bagian", lama, 1, " detik"
    yield (
        "naskah: satu naskah disimpan ÷ view Django polos yang mengubah satu baris",
        _rasio(instansi, penangan, kue),
        3,
        "",
    )


@override_settings(ROOT_URLCONF="tests.bench.isian")
def _rasio(instansi: PerangkatDaerah, penangan: WSGIHandler, kue: str) -> float:
    nomor = PrestasiFactory(perangkat_daerah=instansi).pk
    Narasi.objects.filter(perangkat_daerah=instansi, tahun=2024, bagian=BAGIAN).delete()
    lama: dict[str, list[float]] = {"polos": [], "sel": []}
    sel, lalu = f"/{instansi.kode}/2024/laporan/naskah/sel/", ""
    for n in range(KALI):
        baru = f"<p>Paragraf ke {n}.</p>"
        for nama, alamat, data in (
            ("sel", sel, {"objek": f"n{BAGIAN}", "kolom": "html", "nilai": baru, "lama": lalu}),
            ("polos", "/polos/", {"nomor": nomor, "nilai": n}),
        ):
            awal = time.perf_counter()
            kirim(penangan, kue, alamat, data)
            lama[nama].append(time.perf_counter() - awal)
        lalu = baru
    assert Narasi.objects.get(perangkat_daerah=instansi, tahun=2024, bagian=BAGIAN).teks == f"Paragraf ke {KALI - 1}."
    tengah = {nama: sorted(waktu)[KALI // 2] for nama, waktu in lama.items()}
    return tengah["sel"] / tengah["polos"]


def _buka(penangan: WSGIHandler, kue: str, alamat: str) -> None:
    request = RequestFactory(SERVER_NAME="localhost").get(alamat)
    request.COOKIES["sessionid"] = kue
    jawaban = penangan.get_response(request)
    assert jawaban.status_code == 200, jawaban.content


def _kueri(kerja: Callable[[], None]) -> int:
    with CaptureQueriesContext(connection) as kueri:
        kerja()
    return len(kueri)


def _tengah(kerja: Callable[[], None], kali: int) -> float:
    waktu = []
    for _ in range(kali):
        awal = time.perf_counter()
        kerja()
        waktu.append(time.perf_counter() - awal)
    return sorted(waktu)[kali // 2]
