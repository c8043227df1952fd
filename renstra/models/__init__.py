"""The plan: Renstra versions, the tree, indicators, targets, Perjanjian Kinerja, scales, nomenclature."""

from .dasar import INDUK_SAH, TRIWULAN_SAH, Tahun, tahun_sah
from .pohon import Dukungan, Indikator, Lintas, Nomenklatur, Renstra, Simpul
from .target import PerjanjianKinerja, Skala, Target

__all__ = [
    "INDUK_SAH",
    "TRIWULAN_SAH",
    "Dukungan",
    "Indikator",
    "Lintas",
    "Nomenklatur",
    "PerjanjianKinerja",
    "Renstra",
    "Simpul",
    "Skala",
    "Tahun",
    "Target",
    "tahun_sah",
]
