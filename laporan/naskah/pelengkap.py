"""What the automatic sentences say beside the figures that prose speaks of: how many, in which place, in which
direction. Pure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from laporan.ikhtisar.bentuk import Angka, Ikhtisar, IkhtisarIndikator, IkhtisarSasaran, Total

PERSEN, UANG, ANGKA, NISBAH, TEKS = "persen", "uang", "angka", "nisbah", "teks"


def _bersaing(i: IkhtisarIndikator) -> list[Decimal]:
    """The values of other agencies; a national figure is no agency's."""
    return [p.nilai for p in i.pembanding if p.nilai is not None and p.jenis != "nasional"]


def _urutan(i: IkhtisarIndikator) -> Angka:
    if i.realisasi is None or i.arah == "rentang":
        return None
    kini = i.realisasi
    return Decimal(1 + sum(n < kini if i.arah == "turun" else n > kini for n in _bersaing(i)))


def arah(selisih: Angka) -> str:
    """Rise or fall in a word."""
    if selisih is None:
        return ""
    return "tetap" if selisih == 0 else "naik" if selisih > 0 else "turun"


LAIN_INDIKATOR: dict[str, tuple[str, Callable[[IkhtisarIndikator], Angka | str]]] = {
    "target_atas": (ANGKA, lambda i: i.target_atas),
    "pembilang": (ANGKA, lambda i: i.pembilang),
    "penyebut": (ANGKA, lambda i: i.penyebut),
    "status": (TEKS, lambda i: i.status or ""),
    "predikat_nilai": (TEKS, lambda i: i.predikat_nilai or ""),
    "arah": (TEKS, lambda i: ""),
    "nasional": (ANGKA, lambda i: i.nasional.nilai if i.nasional else None),
    "capaian_nasional": (PERSEN, lambda i: i.nasional.capaian if i.nasional else None),
    "urutan": (ANGKA, _urutan),
    "dibandingkan": (ANGKA, lambda i: Decimal(len(_bersaing(i)) + 1)),
    "belanja": (UANG, lambda i: i.efisiensi.realisasi),
}
LAIN_SASARAN: dict[str, tuple[str, Callable[[IkhtisarSasaran], Angka | str]]] = {
    "anggota": (ANGKA, lambda s: Decimal(s.anggota)),
    "dihitung": (ANGKA, lambda s: Decimal(s.dihitung)),
}
LAIN_TOTAL: dict[str, tuple[str, Callable[[Total], Angka | str]]] = {
    "anggota": (ANGKA, lambda t: Decimal(t.anggota)),
    "dihitung": (ANGKA, lambda t: Decimal(t.dihitung)),
    "capaian_dibatasi": (PERSEN, lambda t: t.capaian_iku_dibatasi),
}


def banyak_berstatus(ikhtisar: Ikhtisar, status: str) -> Decimal:
    """How many IKU have this status."""
    return Decimal(sum(i.iku and i.status == status for i in ikhtisar.indikator))
