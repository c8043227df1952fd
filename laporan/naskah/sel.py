"""A section's text as a cell of the grid: saved by itself; the later save never silently wins."""

from __future__ import annotations

from typing import Any

from laporan.models import Narasi
from sakip.kisi.sel import BarisTerjaga, NilaiSel, Permintaan, rapi
from sakip.kisi.urai import IsianDitolak
from sakip.models import PerangkatDaerah

from .nilai import Sumber
from .rujukan import cari

PANJANG = 200_000
"""Letters of one text."""


class SelNaskah(BarisTerjaga):
    """The text of one section. Emptied, the row stays where it has a title of its own."""

    model = Narasi
    kolom_isi = ("teks", "judul")

    def __init__(self, instansi: PerangkatDaerah, tahun: int, bagian: str, sumber: Sumber) -> None:
        self.pemilik, self.tahun, self.bagian, self.sumber = instansi, tahun, bagian, sumber
        self.kunci = f"n{bagian}"

    def identitas(self) -> dict[str, Any]:
        return {"perangkat_daerah": self.pemilik, "tahun": self.tahun, "bagian": self.bagian}

    def teks_kini(self, kolom: str) -> str:
        return self.objek.teks if self.objek else ""

    def urai(self, minta: Permintaan) -> NilaiSel:
        if minta.kolom != "teks":
            raise IsianDitolak("Sel ini tidak dapat diisi.")
        teks = rapi(minta.mentah).replace("\x00", "")
        if len(teks) > PANJANG:
            batas = f"{PANJANG:,}".replace(",", ".")
            raise IsianDitolak(f"Naskah satu bagian paling panjang {batas} huruf. Pindahkan sebagian ke bagian lain.")
        return NilaiSel({"teks": teks}, teks, self._hampa(teks))

    def _hampa(self, teks: str) -> str:
        """References to nothing are stored as typed, and named."""
        salah = [t.teks for t in cari(teks) if t.rujukan is None or self.sumber.nilai(t.rujukan).hampa]
        return f"Tidak menunjuk apa pun: {', '.join(salah[:3])}" if salah else ""
