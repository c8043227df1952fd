"""What uses the plan. Apps above register here, so that the plan knows of its use without knowing them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from sakip.models import PerangkatDaerah

from .models import Indikator, PerjanjianKinerja, Renstra, Simpul


class Pemakai(Protocol):
    """One app's answers. Each may be asked about a node or an indicator."""

    def dilaporkan(self, renstra: Renstra) -> bool:
        """Whether a version has been reported on."""

    def terpakai(self, objek: Simpul | Indikator) -> bool:
        """Whether rows of this app belong to the object, so that it cannot go."""

    def tahun_terakhir(self, objek: Simpul | Indikator) -> int:
        """The last year for which the object was reported; 0 where it was not."""


_pemakai: list[Pemakai] = []


def daftarkan(pemakai: Pemakai) -> None:
    """Once per app, in its `ready()`."""
    _pemakai.append(pemakai)


def dilaporkan(renstra: Renstra) -> bool:
    return any(p.dilaporkan(renstra) for p in _pemakai)


def terpakai(objek: Simpul | Indikator) -> bool:
    return any(p.terpakai(objek) for p in _pemakai)


def tahun_terakhir(objek: Simpul | Indikator) -> int:
    return max((p.tahun_terakhir(objek) for p in _pemakai), default=0)


# What the plan says to `sakip`


def berkas_pk(instansi: PerangkatDaerah | None) -> Iterable[str]:
    """The stored scans. See `sakip.berkas.kuota.Penyebut`."""
    semua = PerjanjianKinerja.objects.exclude(scan="").order_by()
    milik = semua.filter(perangkat_daerah=instansi) if instansi else semua
    return milik.values_list("scan", flat=True)
