"""The fingerprint of a computed year, by which a report is told from the data that it was made of."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal

from sakip.angka import rapikan

from .bentuk import Ikhtisar, IkhtisarIndikator

Angka = Decimal | None


def sidik(ikhtisar: Ikhtisar) -> str:
    """Fingerprint of the figures that a reader sees: two years with the same one differ in none of them."""
    isi = [
        [
            (i.kode, *(baku(n) for n in _angka_indikator(i)), i.target_teks, i.realisasi_teks)
            for i in ikhtisar.indikator
        ],
        [(s.kode, baku(s.pagu), baku(s.realisasi)) for s in ikhtisar.simpul],
        [baku(n) for n in (ikhtisar.total.capaian_iku, ikhtisar.total.serapan, ikhtisar.total.efisiensi)],
    ]
    return hashlib.sha256(json.dumps(isi, ensure_ascii=False).encode()).hexdigest()


def baku(nilai: Angka) -> str:
    return "" if nilai is None else format(rapikan(nilai), "f")


def _angka_indikator(i: IkhtisarIndikator) -> tuple[Angka, ...]:
    return i.target, i.target_atas, i.realisasi, i.capaian
