"""Reading what references need beside the report's own year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from laporan.ikhtisar.bentuk import Ikhtisar
from laporan.ikhtisar.susun import susun_ikhtisar
from renstra.models import Indikator, Simpul
from sakip.kaya.rujukan import TOTAL, cari
from sakip.models import PerangkatDaerah

from .nilai import Masa, Sumber

MASA_LAIN = 12
"""More years and quarters than this in one report's prose are not read."""


def ikhtisar_lain(
    instansi: PerangkatDaerah,
    tahun: int,
    teks: Iterable[str],
    triwulan: int | None = None,
    utama: Ikhtisar | None = None,
) -> list[Ikhtisar]:
    """The other years and quarters that the texts refer to, cut down to the objects that they name; without those
    that the year of the report itself tells (`utama`)."""
    sendiri = Sumber(utama) if utama else None
    dirujuk: dict[Masa, set[str]] = {}
    for satu in teks:
        for t in cari(satu):
            if (r := t.rujukan) and r.tahun and (r.tahun, r.triwulan) != (tahun, triwulan):
                if sendiri and sendiri.nilai(replace(r, bentuk="")).ada:
                    continue
                dirujuk.setdefault((r.tahun, r.triwulan), set()).add(r.objek)
    urut = sorted(dirujuk, key=lambda m: (-m[0], m[1] or 0))[:MASA_LAIN]
    return [_potong(susun_ikhtisar(instansi, *masa), dirujuk[masa]) for masa in urut]


def _potong(ikhtisar: Ikhtisar, objek: set[str]) -> Ikhtisar:
    return replace(
        ikhtisar,
        indikator=tuple(i for i in ikhtisar.indikator if i.kode in objek),
        simpul=tuple(s for s in ikhtisar.simpul if s.kode in objek),
        sasaran=tuple(s for s in ikhtisar.sasaran if s.kode in objek),
        jenis_belanja=(),
        akip=(),
        total=ikhtisar.total if TOTAL in objek else replace(ikhtisar.total, realisasi_triwulan=(None,) * 4),
    )


def muat_sumber(instansi: PerangkatDaerah, ikhtisar: Ikhtisar, teks: Iterable[str]) -> Sumber:
    """Where the references of these texts find their numbers, with the names of what was archived: two queries, and
    those of each other year that the texts name."""
    kini = {i.kode for i in ikhtisar.indikator} | {s.kode for s in ikhtisar.simpul}
    arsip = {
        kode: nama
        for model, medan in ((Indikator, "nama"), (Simpul, "uraian"))
        for kode, nama in model._default_manager.filter(renstra__perangkat_daerah=instansi).values_list("kode", medan)
        if kode not in kini
    }
    lain = ikhtisar_lain(instansi, ikhtisar.tahun, teks, ikhtisar.triwulan, ikhtisar)
    return Sumber(ikhtisar, lain, arsip)
