"""The money: the tree with its leaves, per sasaran, per jenis belanja."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from anggaran.bentuk import JENIS_UANG, nama_belanja
from laporan import bagan
from laporan.halaman import ikhtisar_halaman, tampilkan_ikhtisar
from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarSimpul
from laporan.konteks import periode
from sakip.akses import PermintaanInstansi, halaman_instansi

from .indikator import jawab_bagan


@dataclass(frozen=True)
class BarisPohon:
    """A row of the folding table, by its number. `leluhur`: the rows above that can fold it away."""

    nomor: str
    simpul: IkhtisarSimpul
    tingkat: int
    leluhur: tuple[str, ...]
    beranak: bool


def _pohon(ikhtisar: Ikhtisar) -> list[BarisPohon]:
    uang = [s for s in ikhtisar.simpul if s.jenis in JENIS_UANG]
    nomor = {s.kode: f"b{n}" for n, s in enumerate(uang)}
    leluhur: dict[str, tuple[str, ...]] = {}
    for s in uang:
        leluhur[s.kode] = (*leluhur[s.induk], nomor[s.induk]) if s.induk in nomor else ()
    induk = {s.induk for s in uang}
    return [BarisPohon(nomor[s.kode], s, len(leluhur[s.kode]), leluhur[s.kode], s.kode in induk) for s in uang]


@halaman_instansi()
def anggaran(request: PermintaanInstansi) -> HttpResponse:
    ikhtisar = ikhtisar_halaman(request)
    pohon = _pohon(ikhtisar)
    uang = [b.simpul for b in pohon]
    konteks = {
        "pohon": pohon,
        "uraian": {s.kode: s.uraian for s in ikhtisar.simpul},
        "ada_murni": any(s.pagu_murni is not None for s in uang),
        "triwulan_uang": [t for t in range(4) if any(s.realisasi_triwulan[t] is not None for s in uang)],
        "belanja": [(nama_belanja(b.jenis), b) for b in ikhtisar.jenis_belanja],
        "ada_bagan": any(s.jenis == "program" and s.pagu is not None for s in uang),
    }
    return tampilkan_ikhtisar(
        request, "laporan/anggaran.html", f"Anggaran {periode(request.tahun, request.triwulan)}", konteks
    )


@halaman_instansi()
def gambar(request: PermintaanInstansi) -> HttpResponse:
    """Pagu and realisasi per program."""
    return jawab_bagan(bagan.pagu_realisasi(ikhtisar_halaman(request)))
