"""What supports a sasaran: of each node the indicators that serve it, and whether these reach the limit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from anggaran.bentuk import JENIS_UANG
from capaian import rumus

from .bentuk import SATU, IkhtisarIndikator, IkhtisarSasaran, IkhtisarSimpul, PenunjangSasaran


def penunjang(
    sasaran: IkhtisarSasaran,
    simpul: Sequence[IkhtisarSimpul],
    indikator: Iterable[IkhtisarIndikator],
    batas_menunjang: int,
) -> tuple[PenunjangSasaran, ...]:
    """The nodes that serve a sasaran, in the order of the tree."""
    semua = {i.kode: i for i in indikator}
    jenis = {s.kode: s.jenis for s in simpul}
    dilayani = {sasaran.kode, *(i.kode for i in semua.values() if i.induk == sasaran.kode)}
    berduit = {b.kode for b in sasaran.simpul}
    hasil = []
    for s in simpul:
        if s.jenis not in JENIS_UANG or not (
            s.kode in berduit or (s.jenis == "sub_kegiatan" and dilayani & set(s.mendukung))
        ):
            continue
        milik = [i for i in semua.values() if i.induk == s.kode and _sasaran(i, semua, jenis) in (sasaran.kode, "")]
        rata = rumus.rata_tertimbang((i.capaian, SATU if i.bobot is None else i.bobot) for i in milik).nilai
        hasil.append(
            PenunjangSasaran(
                s.kode, tuple(i.kode for i in milik), rata, None if rata is None else rata >= batas_menunjang
            )
        )
    return tuple(hasil)


def _sasaran(i: IkhtisarIndikator, semua: Mapping[str, IkhtisarIndikator], jenis: Mapping[str, str]) -> str:
    """The sasaran whose indicator this one feeds or shows again; empty where it names none: then it serves all that
    its node serves."""
    dilihat: set[str] = set()
    while (atas := i.mengacu or i.mendukung) and atas in semua and atas not in dilihat:
        dilihat.add(atas)
        i = semua[atas]
        if jenis.get(i.induk) == "sasaran":
            return i.induk
    return ""
