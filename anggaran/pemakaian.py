"""What the money says about the plan (which nodes it uses), and what apps above say about the money (which of it
is locked)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from django.db.models import Max

from renstra.models import Indikator, Renstra, Simpul
from sakip.models import PerangkatDaerah

from .models import Anggaran, ImporSipd, RealisasiAnggaran

Pengunci = Callable[[Collection[int], int, Collection[int]], set[int]]
"""(sub kegiatan, year, quarters) → those of them whose money may not change now."""
_pengunci: list[Pengunci] = []


class PemakaianUang:
    """Nodes that hold money. See `renstra.pemakaian.Pemakai`."""

    def dilaporkan(self, renstra: Renstra) -> bool:
        return False

    def terpakai(self, objek: Simpul | Indikator) -> bool:
        return isinstance(objek, Simpul) and any(
            m.objects.filter(simpul=objek).exists() for m in (Anggaran, RealisasiAnggaran)
        )

    def tahun_terakhir(self, objek: Simpul | Indikator) -> int:
        if not isinstance(objek, Simpul):
            return 0
        tahun = (m.objects.filter(simpul=objek).aggregate(t=Max("tahun"))["t"] for m in (Anggaran, RealisasiAnggaran))
        return max(t or 0 for t in tahun)


def daftarkan_pengunci(pengunci: Pengunci) -> None:
    """Once per app that locks money, in its `ready()`."""
    _pengunci.append(pengunci)


def terkunci(simpul: Collection[int], tahun: int, triwulan: Collection[int]) -> set[int]:
    """The sub kegiatan whose money may not change now."""
    return set().union(*(p(simpul, tahun, triwulan) for p in _pengunci))


def berkas_sipd(instansi: PerangkatDaerah | None) -> Iterable[str]:
    """The stored files. See `sakip.berkas.kuota.Penyebut`."""
    semua = ImporSipd.objects.exclude(berkas="").order_by()
    milik = semua.filter(perangkat_daerah=instansi) if instansi else semua
    return milik.values_list("berkas", flat=True)
