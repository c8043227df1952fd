"""What the file of an agency holds, and what it says of itself."""

from __future__ import annotations

import json
from typing import Any

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.ikhtisar.tahun import tahun_per_instansi
from sakip.ditolak import Ditolak
from sakip.models import PerangkatDaerah

FORMAT = 1
DAFTAR, BUKU, JEJAK = "daftar.json", "buku-kerja.xlsx", "lampiran/jejak.xlsx"
LAMPIRAN = ("ikhtisar/", "dokumen/", "lampiran/")
"""To be read: nothing of it is put into a database."""


class PindahDitolak(Ditolak):
    """The file is not one of an agency, or what came of it is not what it holds; nothing was changed."""


def ikhtisar_semua(instansi: PerangkatDaerah) -> dict[int, str]:
    """Every computed year as JSON, by year; figures alone, so that they are the same in both installations."""
    per, _ = tahun_per_instansi([instansi])
    tahun = sorted({t for t, _ in per[instansi.pk]})
    return {t: _teks(ke_json(susun_ikhtisar(instansi, t))) for t in tahun}


def _teks(isi: Any) -> str:
    return json.dumps(isi, ensure_ascii=False, indent=1, sort_keys=True)
