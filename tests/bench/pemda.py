"""The pages of a whole pemda with 50 agencies beside those with 5, on invented governments of 250 indicators each."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import RequestFactory

from capaian.models import Realisasi
from laporan.simulasi.muat import muat
from laporan.simulasi.rencana import Ukuran
from sakip.models import Pengguna
from tests.bench.isian import sesi

KALI = 40
KECIL, BESAR = 5, 50
TAHUN = 2025


def _buat(banyak: int) -> None:
    muat(Ukuran(banyak, 5, 250, banyak), lambda kata: print(f"    {kata}", file=sys.stderr))
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")


def _ukur(alamat: dict[str, tuple[str, str]], sebelum: Callable[[str], None]) -> dict[str, list[float]]:
    """Times by name of (cookie, address), taken in turn, sorted; the first of each only warms up."""
    penangan = WSGIHandler()
    lama: dict[str, list[float]] = {nama: [] for nama in alamat}
    for ke in range(KALI + 1):
        for nama, (kue, tujuan) in alamat.items():
            sebelum(nama)
            request = RequestFactory(SERVER_NAME="localhost").get(tujuan)
            request.COOKIES["sessionid"] = kue
            awal = time.perf_counter()
            jawaban = penangan.get_response(request)
            if ke:
                lama[nama].append(time.perf_counter() - awal)
            assert jawaban.status_code == 200, jawaban.content
    return {nama: sorted(waktu) for nama, waktu in lama.items()}


def _tengah(waktu: list[float]) -> float:
    return waktu[len(waktu) // 2]


def _cetak(nama: str, waktu: list[float]) -> None:
    p95 = waktu[int(len(waktu) * 0.95)]
    print(f"  {nama}: median {_tengah(waktu) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms", file=sys.stderr, flush=True)


def _ubah(banyak: int) -> None:
    """Somebody changes an entry that is still a draft in one of the agencies."""
    milik = Realisasi.objects.filter(indikator__renstra__perangkat_daerah__kode=f"sim{banyak}-dinkes", tahun=TAHUN)
    r = milik.filter(status="draf", triwulan=4).order_by("pk")[0]
    Realisasi.objects.filter(pk=r.pk).update(nilai=r.nilai + 1)


def rasio_pemda() -> Iterator[tuple[str, float, float]]:
    """What is measured, its ratio, and its limit."""
    _buat(KECIL)
    kepala = sesi(Pengguna.objects.get(username=f"sim{KECIL}-dinkes-kepala"))
    halaman = {"halaman instansi": (kepala, f"/sim{KECIL}-dinkes/{TAHUN}/")}
    sendiri = _ukur(halaman, lambda _: None)["halaman instansi"]
    _cetak(f"halaman instansi di antara {KECIL}", sendiri)
    _buat(BESAR)
    ramai = _ukur(halaman, lambda _: None)["halaman instansi"]
    _cetak(f"halaman instansi di antara {KECIL + BESAR}", ramai)
    yield f"halaman satu instansi di antara {BESAR} ÷ di antara {KECIL}", _tengah(ramai) / _tengah(sendiri), 1.5
    kue = {n: sesi(Pengguna.objects.get(username=f"sim{n}-inspektorat-pemda")) for n in (KECIL, BESAR)}
    tabel = {str(n): (kue[n], f"/pemda/{TAHUN}/") for n in (KECIL, BESAR)}
    for apa, sebelum in (
        ("tabel pemda", lambda _: None),
        ("tabel pemda setelah satu isian berubah", lambda nama: _ubah(int(nama))),
    ):
        waktu = _ukur(tabel, sebelum)
        for n in (KECIL, BESAR):
            _cetak(f"{apa}, {n} instansi", waktu[str(n)])
        yield f"{apa}: {BESAR} instansi ÷ {KECIL}", _tengah(waktu[str(BESAR)]) / _tengah(waktu[str(KECIL)]), 6
