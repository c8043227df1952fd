"""Search within the year."""

from __future__ import annotations

from django.http import HttpResponse

from laporan.halaman import ikhtisar_halaman
from renstra.models import Simpul
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.saring import cocok

PALING_BANYAK = 30


@halaman_instansi()
def cari(request: PermintaanInstansi) -> HttpResponse:
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
