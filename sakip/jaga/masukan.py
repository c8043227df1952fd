"""Refuses, in one place, what no page of ours can take: bodies too large to be read, NUL, numbers and texts that do
not fit into the database. The answer is 400 or 413 with a sentence, and nothing has changed."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFilesSent
from django.db import DataError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.defaults import bad_request

from sakip.berkas.kuota import KuotaHabis

from .rentang import DiLuarRencana

TANPA_NAMA_TERBESAR = 64 * 1024
"""Bytes of a body that somebody unknown may send: the login's form."""
ALAMAT_TERPANJANG = 8 * 1024
ISIAN_TERPANJANG = 500_000
TAK_TERBACA = "Kiriman berisi karakter yang tidak dapat disimpan, atau isian yang terlalu panjang."
TERLALU_BESAR = "Kiriman lebih besar daripada yang dapat diterima."
SANDI_LAIN = "Kiriman tidak ditulis dalam UTF-8."


class MasukanMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        sandi_lain = _sandi_lain(request)
        if sandi_lain:
            request.encoding = "utf-8"  # also for the page that says so
        if self._badan(request) > self._batas(request):
            return _tolak(request, TERLALU_BESAR, 413)
        if sandi_lain:
            return _tolak(request, SANDI_LAIN, 400)
        if len(request.get_full_path()) > ALAMAT_TERPANJANG or "\0" in request.path_info or _jahat(request.GET):
            return _tolak(request, TAK_TERBACA, 400)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        """After the session and the form's token were found good, and so after the body was read. A grid's cell says
        itself what it could not take (`sakip.kisi.jawab`)."""
        if request.method == "POST" and not getattr(view, "menjawab_sendiri", False) and _jahat(request.POST):
            return _tolak(request, TAK_TERBACA, 400)
        return None

    def process_exception(self, request: HttpRequest, galat: Exception) -> HttpResponse | None:
        """What the database could not take (PostgreSQL says so, SQLite's driver cannot pass it on); what is too much
        for the agency, or of no year of its."""
        if isinstance(galat, DataError | OverflowError):
            return _tolak(request, TAK_TERBACA, 400)
        if isinstance(galat, KuotaHabis | DiLuarRencana):
            return _tolak(request, str(galat), 413 if isinstance(galat, KuotaHabis) else 422)
        return None

    def _badan(self, request: HttpRequest) -> int:
        try:
            return int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return 0

    def _batas(self, request: HttpRequest) -> int:
        return settings.BATAS_BADAN if request.user.is_authenticated else TANPA_NAMA_TERBESAR


def _sandi_lain(request: HttpRequest) -> bool:
    """Whether the address and the body claim another encoding: some decode to what no database takes (UTF-7), some to
    no text at all (zlib)."""
    try:
        return bool(request.encoding) and codecs.lookup(str(request.encoding)).name != "utf-8"
    except LookupError:
        return True


def _jahat(isian: Any) -> bool:
    return any(
        "\0" in nilai or len(nilai) > ISIAN_TERPANJANG
        for kunci, semua in isian.lists()
        for nilai in (kunci, *semua)
        if isinstance(nilai, str)
    )


def terlalu_banyak(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django itself could not read; too many files at once are called so."""
    if isinstance(exception, TooManyFilesSent):
        return _tolak(request, f"Paling banyak {settings.DATA_UPLOAD_MAX_NUMBER_FILES} berkas dalam satu kiriman.", 413)
    return bad_request(request, exception)


def _tolak(request: HttpRequest, kalimat: str, status: int) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"pesan": kalimat}, status=status)
    return render(request, "masukan.html", {"judul": "Kiriman tidak diterima", "kalimat": kalimat}, status=status)
