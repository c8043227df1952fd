"""Indicators: the list along the tree, one indicator, one node of the tree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse

from capaian import wewenang
from capaian.lembar.letak import cari_letak
from capaian.models import Rincian
from laporan import bagan
from laporan.forms import SaringIndikator
from laporan.halaman import ikhtisar_halaman, jalur_simpul, remah_simpul, tampilkan_ikhtisar
from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, IkhtisarSimpul
from laporan.jejak import pembukaan
from laporan.konteks import periode
from laporan.penjelasan.bentuk import cari_indikator, cari_simpul
from laporan.penjelasan.indikator import rumus_capaian
from renstra.baca import objek_renstra
from renstra.models import Indikator, Simpul
from renstra.muat import renstra_tahun
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat

RENDAH = Decimal(-1)


@dataclass(frozen=True)
class Kelompok:
    """A node and the indicators that measure it; without a node where the list is sorted otherwise."""

    simpul: IkhtisarSimpul | None
    indikator: tuple[IkhtisarIndikator, ...]


@halaman_instansi()
def daftar(request: PermintaanInstansi) -> HttpResponse:
    ikhtisar = ikhtisar_halaman(request)
    saring = SaringIndikator(request.GET)
    terpilih = saring.saring(ikhtisar.indikator)
    konteks = {
        "saring": saring,
        "kelompok": _kelompok(ikhtisar, terpilih, saring.nilai("urut")),
        "terpilih": len(terpilih),
        "semua": len(ikhtisar.indikator),
        "jenis_simpul": dict(Simpul.Jenis.choices),
    }
    return tampilkan_ikhtisar(
        request,
        "laporan/indikator_daftar.html",
        f"Indikator {periode(request.tahun, request.triwulan)}",
        konteks,
    )


def _kelompok(ikhtisar: Ikhtisar, terpilih: list[IkhtisarIndikator], urut: str) -> list[Kelompok]:
    """By node along the tree, or one list from the lowest or highest capaian."""
    if urut:
        terurut = sorted(terpilih, key=lambda i: (i.capaian is None, i.capaian or RENDAH), reverse=urut == "tertinggi")
        return [Kelompok(None, tuple(terurut))] if terurut else []
    per_simpul: dict[str, list[IkhtisarIndikator]] = {}
    for i in terpilih:
        per_simpul.setdefault(i.induk, []).append(i)
    return [Kelompok(s, tuple(per_simpul[s.kode])) for s in ikhtisar.simpul if s.kode in per_simpul]


def _indikator(request: PermintaanInstansi, kode: str) -> IkhtisarIndikator:
    indikator = cari_indikator(ikhtisar_halaman(request), kode)
    if indikator is None:
        raise Http404(f"Indikator {kode} tidak ada pada Renstra yang berlaku tahun {request.tahun}.")
    return indikator


@halaman_instansi()
def satu(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """All about one indicator."""
    ikhtisar, i = ikhtisar_halaman(request), _indikator(request, objek)
    sendiri: dict[str, Any] = {
        "indikator__renstra": renstra_tahun(request.instansi, request.tahun),
        "indikator__kode": i.mengacu or i.kode,
        "tahun": request.tahun,
    }
    konteks = {
        "i": i,
        "jalur": jalur_simpul(ikhtisar, i.induk),
        "rumus": rumus_capaian(ikhtisar, i),
        "arah": dict(Indikator.Arah.choices)[i.arah],
        "agregasi": dict(Indikator.Agregasi.choices)[i.agregasi],
        "ada_triwulan": any(t.target is not None or t.realisasi is not None for t in i.triwulan),
        "ada_bagan_deret": sum(d.realisasi is not None for d in i.deret) > 1,
        "ada_bagan_pembanding": i.realisasi is not None and any(p.nilai is not None for p in i.pembanding),
        "rincian": Rincian.objects.filter(**sendiri),
        "pembukaan": pembukaan(**sendiri),
        "pendukung": _pendukung(ikhtisar, i),
        "ada_bobot": any(k.bobot is not None for k in i.komponen),
        "boleh_pilih_tahunan": bool(i.beda_tahunan) and _boleh_pilih(request, i),
        "ada_maksimum": any(k.maksimum is not None for k in i.komponen),
    }
    return tampilkan_ikhtisar(
        request, "laporan/indikator.html", i.nama, konteks, remah=remah_simpul(request, ikhtisar, i.induk)
    )


def _boleh_pilih(request: PermintaanInstansi, i: IkhtisarIndikator) -> bool:
    """Whether the person may choose between the year and its quarters: who enters the indicator."""
    objek = objek_renstra(request, i.mengacu or i.kode, Indikator)
    letak = cari_letak(request.instansi, request.tahun, objek.renstra, objek.simpul_id) if objek else None
    return letak is not None and wewenang.boleh_isi(request.user, letak.bidang_id)


def _pendukung(ikhtisar: Ikhtisar, i: IkhtisarIndikator) -> list[IkhtisarSimpul]:
    """Programs, kegiatan and sub kegiatan that serve the indicator or its sasaran."""
    return [s for s in ikhtisar.simpul if i.kode in s.mendukung or (i.iku and i.induk in s.mendukung)]


@halaman_instansi()
def simpul(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """One node: what it is, its indicators, its money, what is below it, what serves it."""
    ikhtisar = ikhtisar_halaman(request)
    s = cari_simpul(ikhtisar, objek)
    if s is None:
        raise Http404(f"{objek} tidak ada pada Renstra yang berlaku tahun {request.tahun}.")
    per_kode = {x.kode: x for x in ikhtisar.simpul}
    sasaran = next((x for x in ikhtisar.sasaran if x.kode == objek), None)
    konteks = {
        "s": s,
        "jenis": dict(Simpul.Jenis.choices),
        "indikator": [i for i in ikhtisar.indikator if i.induk == objek],
        "anak": [x for x in ikhtisar.simpul if x.induk == objek],
        "sasaran": sasaran,
        "bagian": [(per_kode[b.kode], b) for b in sasaran.simpul] if sasaran else [],
        "mendukung": [_tautan(request, ikhtisar, kode) for kode in s.mendukung],
        "beruang": s.jenis in ("program", "kegiatan", "sub_kegiatan"),
    }
    return tampilkan_ikhtisar(
        request, "laporan/simpul.html", s.uraian, konteks, remah=remah_simpul(request, ikhtisar, s.induk)
    )


def _tautan(request: PermintaanInstansi, ikhtisar: Ikhtisar, kode: str) -> tuple[str, str, str]:
    """(kode, name, address) of a sasaran or indicator that is served."""
    if (s := cari_simpul(ikhtisar, kode)) is not None:
        return kode, s.uraian, alamat(request, "simpul", objek=kode)
    i = cari_indikator(ikhtisar, kode)
    return kode, i.nama if i else "", alamat(request, "indikator", objek=kode)


def jawab_bagan(svg: str) -> HttpResponse:
    """A picture on its own: it may style itself and nothing else."""
    if not svg:
        raise Http404("Bagan ini tidak ada: datanya belum cukup.")
    jawaban = HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
    jawaban["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    jawaban["Cache-Control"] = "private, max-age=60"
    return jawaban


@halaman_instansi()
def gambar(request: PermintaanInstansi, objek: str, jenis: str) -> HttpResponse:
    """The chart of years, or of other agencies."""
    pelukis = {"deret": bagan.deret, "pembanding": bagan.pembanding}.get(jenis)
    if pelukis is None:
        raise Http404("Bagan ini tidak ada.")
    return jawab_bagan(pelukis(_indikator(request, objek), ikhtisar_halaman(request)))
