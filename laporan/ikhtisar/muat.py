"""Reads everything that an ikhtisar needs: the plan, the money, what was achieved, the AKIP evaluations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from anggaran.bentuk import UangTahun
from anggaran.muat import muat_uang_banyak
from capaian.bentuk import HasilTahun
from capaian.muat import muat_hasil_banyak
from laporan.models import EvaluasiAKIP
from renstra.bentuk import RencanaTahun
from renstra.muat import muat_banyak as muat_rencana
from renstra.muat import per_pemilik
from sakip.models import PerangkatDaerah


@dataclass
class Muatan:
    """The rows of one agency and year."""

    rencana: RencanaTahun
    uang: UangTahun
    hasil: HasilTahun
    akip: list[EvaluasiAKIP] = field(default_factory=list)


def muat(instansi: PerangkatDaerah, tahun: int, triwulan: int | None = None) -> Muatan:
    """Load the year with at most 12 queries, however large the agency."""
    return muat_banyak([instansi], tahun, triwulan)[0]


def muat_banyak(instansi: Sequence[PerangkatDaerah], tahun: int, triwulan: int | None = None) -> list[Muatan]:
    """The year of each agency, with the same queries for one as for many."""
    rencana = muat_rencana(instansi, tahun, triwulan)
    akip = EvaluasiAKIP.objects.filter(perangkat_daerah__in=instansi, tahun__lte=tahun)
    per_instansi = per_pemilik(akip.order_by("tahun", "urutan", "pk"))
    bagian = zip(rencana, muat_uang_banyak(instansi, tahun), muat_hasil_banyak(rencana), strict=True)
    return [Muatan(r, u, h, per_instansi[r.instansi.pk]) for r, u, h in bagian]
