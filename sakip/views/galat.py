"""What went wrong on the way to or out of a view, said on the application's own pages."""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.defaults import server_error

from sakip.berkas.simpanan import PENUH, PenyimpananPenuh, penuh

CARA = {
    "POST": "Alamat ini menerima kiriman formulir dan tidak dapat dibuka langsung. Kembali ke halamannya, "
    "lalu tekan tombolnya sekali lagi.",
    "GET": "Alamat ini hanya dapat dibuka, tidak menerima kiriman formulir. Buka halamannya, lalu ulangi dari sana.",
}


def server(request: HttpRequest) -> HttpResponse:
    """An error that nobody foresaw; a full disk says what it is."""
    galat = sys.exc_info()[1]
    if isinstance(galat, PenyimpananPenuh) or penuh(galat):
        return HttpResponse(loader.get_template("507.html").render({"pesan": PENUH}), status=507)
    return server_error(request)


class MetodeMiddleware:
    """A page that was asked for with a method that it does not answer says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        jawaban = self.get_response(request)
        if jawaban.status_code != 405 or jawaban.content or request.method == "HEAD":
            return jawaban
        cara = CARA["POST" if "POST" in jawaban["Allow"] else "GET"]
        halaman = render(request, "405.html", {"judul": "Alamat ini dibuka dengan cara lain", "cara": cara}, status=405)
        halaman["Allow"] = jawaban["Allow"]
        return halaman
