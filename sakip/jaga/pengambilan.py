"""Whatever leaves as a file is noted in the trail, in this one place: who took what of which agency."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_header_parameters

from .tabel import Pengambilan

TANPA_DATA = frozenset({"buku_kerja_kosong"})
"""Files in which nothing of anybody stands."""


class PengambilanMiddleware:
    """No note, no file: where the trail cannot be written, nothing is sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        jawaban = self.get_response(request)
        if request.method == "GET" and jawaban.status_code == 200 and request.user.is_authenticated:
            cara, isi = parse_header_parameters(jawaban.headers.get("Content-Disposition", ""))
            pdf = jawaban.headers.get("Content-Type") == "application/pdf"
            halaman = request.resolver_match.url_name if request.resolver_match else None
            if (cara == "attachment" or pdf) and halaman not in TANPA_DATA:
                catat(request, halaman or "", isi.get("filename", ""))
        return jawaban


def catat(request: Any, halaman: str, berkas: str) -> None:
    Pengambilan.objects.create(
        pengguna=request.user,
        perangkat_daerah=getattr(request, "instansi", None),
        tahun=getattr(request, "tahun", None),
        triwulan=getattr(request, "triwulan", None),
        halaman=halaman.replace("_", " ")[:60],
        berkas=berkas[:200],
    )
