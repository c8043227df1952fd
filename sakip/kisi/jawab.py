"""How a grid's address answers: each outcome with a status of its own, always as JSON.

The page's script (`static/sakip/kisi/`) keeps what it could not send, so it must tell an outage, which is sent
again, from a refusal, which never is. Whoever is not logged in is not sent to a page either.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from sakip.akses import LIHAT, PermintaanInstansi, View, masuki_instansi, nyatakan
from sakip.ditolak import Ditolak
from sakip.waktu import tulis_waktu

from .sel import Bentrok, Permintaan, SelTerkunci, Tersimpan

log = logging.getLogger(__name__)
TUNGGU_LOGIN = "Sesi Anda sudah berakhir. Masuk lagi untuk meneruskan; yang sudah diketik tidak hilang."
BENTROK = "Sel ini sudah diubah orang lain sejak Anda membukanya. Pilih nilai yang dipakai."
TIDAK_ADA = "Baris ini tidak ada pada instansi dan tahun ini."
TIDAK_BOLEH = "Anda tidak dapat mengisi baris ini."


def alamat_sel(izin: str = LIHAT) -> Callable[[Callable[..., Tersimpan]], View]:
    """A view that saves one cell of an agency's year: `simpan(request, minta, …)` returns or raises what became
    of it. `izin`: what a person must be allowed before the row is looked for."""

    def bungkus(simpan: Callable[..., Tersimpan]) -> View:
        @login_not_required
        @require_POST
        @wraps(simpan)
        def view(
            request: PermintaanInstansi, kode: str, tahun: int, triwulan: int | None = None, **lain: Any
        ) -> HttpResponse:
            if not request.user.is_authenticated:
                return _jawab(401, "sesi", pesan=TUNGGU_LOGIN)
            try:
                masuki_instansi(request, kode, tahun, triwulan, izin)
                tersimpan = simpan(request, Permintaan.dari(request.POST), **lain)
            except (Http404, PermissionDenied, Bentrok, Ditolak) as galat:
                return _tolak(request, galat)
            return _jawab(200, "tersimpan", **tersimpan.ke_json())

        view.menjawab_sendiri = True  # type: ignore[attr-defined]
        return nyatakan(view, True)

    return bungkus


def _jawab(status: int, jawaban: str, **lain: Any) -> JsonResponse:
    return JsonResponse({"jawaban": jawaban} | lain, status=status)


def _tolak(request: PermintaanInstansi, galat: Exception) -> HttpResponse:
    if isinstance(galat, Bentrok):
        return _jawab_bentrok(galat)
    if isinstance(galat, Http404):
        log.warning("sel %r bukan milik pengguna %s (%s)", request.POST.get("objek"), request.user.pk, request.path)
        return _jawab(404, "tidak_ada", pesan=TIDAK_ADA)
    if isinstance(galat, PermissionDenied):
        return _jawab(403, "tidak_boleh", pesan=str(galat) or TIDAK_BOLEH)
    if isinstance(galat, SelTerkunci):
        return _jawab(423, "terkunci", pesan=str(galat))
    return _jawab(422, "ditolak", pesan=str(galat), dapat_ditegaskan=getattr(galat, "dapat_ditegaskan", False))


def _jawab_bentrok(bentrok: Bentrok) -> HttpResponse:
    """Both values, who and when: the person chooses."""
    lain = {"nilai": bentrok.nilai, "oleh": bentrok.oleh, "pada": tulis_waktu(bentrok.pada) if bentrok.pada else ""}
    hasil = {kunci: asdict(sel) for kunci, sel in bentrok.hasil.items()}
    return _jawab(409, "bentrok", pesan=BENTROK, milik_lain=lain, ubahan_ke=bentrok.ubahan_ke, hasil=hasil)
