"""The explanation of a number."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from laporan.halaman import ikhtisar_halaman, tampilkan_ikhtisar
from laporan.penjelasan import jelaskan
from sakip.akses import PermintaanInstansi, halaman_instansi


@halaman_instansi()
def jelas(request: PermintaanInstansi, jenis: str, objek: str, apa: str) -> HttpResponse:
    """Where a number comes from: in a dialog, or as a page of its own."""
    penjelasan = jelaskan(ikhtisar_halaman(request), jenis, objek, apa)
    if penjelasan is None:
        raise Http404(f"Tidak ada angka {apa} untuk {objek} pada tahun {request.tahun}.")
    return tampilkan_ikhtisar(
        request, "laporan/jelas.html", penjelasan.judul, {"p": penjelasan, "jenis": jenis, "objek": objek}
    )
