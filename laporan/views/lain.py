"""Search within the year, the explanation of a number, the ikhtisar as JSON and Excel."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse

from laporan.halaman import ikhtisar_halaman, tampilkan_ikhtisar
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.excel import ikhtisar_excel
from laporan.penjelasan import jelaskan
from renstra.models import Simpul
from sakip.akses import halaman_instansi
from sakip.halaman import XLSX, alamat, nama_berkas, tampilkan, unduhan
from sakip.saring import cocok

PALING_BANYAK = 30


@halaman_instansi()
def cari(request: HttpRequest) -> HttpResponse:
    """Indicators and nodes of the tree in which every word occurs."""
    dicari = request.GET.get("q", "").strip()[:100]
    ikhtisar, jenis = ikhtisar_halaman(request), dict(Simpul.Jenis.choices)
    hasil = []
    if dicari:
        hasil = [
            ("IKU" if i.iku else "Indikator", i.kode, i.nama, alamat(request, "indikator", objek=i.kode))
            for i in ikhtisar.indikator
            if cocok(dicari, i.kode, i.nama)
        ]
        hasil += [
            (jenis[s.jenis], s.kode, s.uraian, alamat(request, "simpul", objek=s.kode))
            for s in ikhtisar.simpul
            if cocok(dicari, s.kode, s.kode_nomenklatur, s.uraian)
        ]
    konteks = {
        "dicari": dicari,
        "hasil": hasil[:PALING_BANYAK],
        "jumlah": len(hasil),
        "tampil": PALING_BANYAK,
    }
    return tampilkan(request, "laporan/cari.html", "Pencarian", konteks)


@halaman_instansi()
def jelas(request: HttpRequest, jenis: str, objek: str, apa: str) -> HttpResponse:
    """Where a number comes from: in a dialog, or as a page of its own."""
    penjelasan = jelaskan(ikhtisar_halaman(request), jenis, objek, apa)
    if penjelasan is None:
        raise Http404(f"Tidak ada angka {apa} untuk {objek} pada tahun {request.tahun}.")
    return tampilkan_ikhtisar(
        request, "laporan/jelas.html", penjelasan.judul, {"p": penjelasan, "jenis": jenis, "objek": objek}
    )


@halaman_instansi()
def unduh_ikhtisar(request: HttpRequest) -> HttpResponse:
    isi = json.dumps(ke_json(ikhtisar_halaman(request)), ensure_ascii=False, indent=1).encode()
    return unduhan(isi, nama_berkas(request, "ikhtisar", "json"), "application/json")


@halaman_instansi()
def unduh_ikhtisar_excel(request: HttpRequest) -> HttpResponse:
    return unduhan(ikhtisar_excel(ikhtisar_halaman(request)), nama_berkas(request, "ikhtisar", "xlsx"), XLSX)
