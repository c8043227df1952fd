"""Two texts beside each other, paragraph by paragraph. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from sakip.kaya.pohon import Dokumen, langkah


@dataclass(frozen=True)
class Sanding:
    """A stretch of both texts: equal, or one block against another (empty where only one side has it)."""

    kiri: Dokumen
    kanan: Dokumen
    sama: bool


def sandingkan(kiri: Dokumen, kanan: Dokumen) -> Iterator[Sanding]:
    """Equal stretches whole, others block by block."""
    for jenis, a, z, ke_a, ke_z in langkah(kiri, kanan):
        if jenis == "equal":
            yield Sanding(kiri[a:z], kanan[ke_a:ke_z], True)
        else:
            for x, y in zip_longest(kiri[a:z], kanan[ke_a:ke_z]):
                yield Sanding((x,) if x else (), (y,) if y else (), False)
