"""A tahap is whole: what a budget file leaves out, though an earlier row states it, becomes 0 and is shown before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .bentuk import NOL


@dataclass(frozen=True)
class PaguLama:
    """A stored pagu of one sub kegiatan: the caller's key, jenis belanja ("" = all), tahap."""

    kunci: str
    jenis_belanja: str
    tahap: str
    nilai: Decimal


@dataclass(frozen=True)
class MenjadiNol:
    """A jenis belanja of a sub kegiatan that the file leaves out, and the rupiah of its latest row so far."""

    kunci: str
    jenis_belanja: str
    tahap: str
    lama: Decimal
    seluruhnya: bool
    """The file does not name the sub kegiatan at all."""
    sudah: bool
    """It stands at 0 in this tahap already."""


def menjadi_nol(
    lama: Iterable[PaguLama],
    berkas: Mapping[str, Collection[str]],
    tahap: str,
    urut: Sequence[str],
    *,
    lewati: Collection[str] = (),
) -> tuple[MenjadiNol, ...]:
    """What becomes 0 in `tahap`; `berkas` are the jenis belanja of each sub kegiatan that the file names.

    Rows of this tahap and of those before it (in the order `urut`) count. Where the file states a sub kegiatan as a
    whole, or in parts what was stated as a whole, nothing of it is left out. `lewati` are keys still asked about.
    """
    sampai = urut[: urut.index(tahap) + 1]
    terakhir: dict[str, dict[str, PaguLama]] = {}
    for satu in sorted((n for n in lama if n.tahap in sampai), key=lambda n: sampai.index(n.tahap)):
        terakhir.setdefault(satu.kunci, {})[satu.jenis_belanja] = satu
    hasil = []
    for kunci, per_jenis in terakhir.items():
        ada = berkas.get(kunci)
        if kunci in lewati or (ada and "" in ada):
            continue
        rinci = {j: n for j, n in per_jenis.items() if j and j not in (ada or ())}
        if not rinci and not ada and not any(per_jenis):
            rinci = per_jenis
        for jenis, n in sorted(rinci.items()):
            sudah = n.tahap == tahap and n.nilai == NOL
            hasil.append(MenjadiNol(kunci, jenis, n.tahap, n.nilai, ada is None, sudah))
    return tuple(hasil)
