"""A section's text as a cell of the grid: saved by itself; the later save never silently wins."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

from laporan.models import Narasi
from sakip.kaya.baca import dari_teks, tandai
from sakip.kaya.rujukan import cari
from sakip.kaya.takaran import pohon_html, pohon_teks
from sakip.kaya.tulis import ke_penyunting, simpanan
from sakip.kisi.hasil import SelHasil
from sakip.kisi.sel import BarisTerjaga, NilaiSel, Permintaan, rapi
from sakip.kisi.urai import IsianDitolak
from sakip.models import PerangkatDaerah

from .keping import keping
from .nilai import Sumber

PANJANG = 200_000
"""Letters of one text."""
_UNSUR = re.compile(r"<[^>]*>")


class SelNaskah(BarisTerjaga):
    """The text of one section: `teks` as it is stored, `html` as the editor shows it. Emptied, the row stays where it
    has a title of its own. `sumber` is asked only where a text has live numbers that it did not have."""

    model = Narasi
    kolom_isi = ("teks", "judul")

    def __init__(self, instansi: PerangkatDaerah, tahun: int, bagian: str, sumber: Callable[[], Sumber]) -> None:
        self.pemilik, self.tahun, self.bagian, self.sumber = instansi, tahun, bagian, sumber
        self.kunci = f"n{bagian}"
        self.baru: set[str] = set()

    def identitas(self) -> dict[str, Any]:
        return {"perangkat_daerah": self.pemilik, "tahun": self.tahun, "bagian": self.bagian}

    def medan(self, kolom: str) -> tuple[str, str]:
        return "teks", ""

    def teks_kini(self, kolom: str) -> str:
        teks = self.objek.teks if self.objek else ""
        return ke_penyunting(dari_teks(teks)) if kolom == "html" else teks

    def urai(self, minta: Permintaan) -> NilaiSel:
        if minta.kolom not in ("teks", "html"):
            raise IsianDitolak("Sel ini tidak dapat diisi.")
        mentah = rapi(minta.mentah).replace("\x00", "")
        teks = mentah
        # What is read is never longer than what is stored: a pasted book is refused before it is understood.
        if minta.kolom == "html" and len(unescape(_UNSUR.sub("", mentah))) <= PANJANG and len(mentah) <= 5 * PANJANG:
            teks = simpanan(self.teks_kini("teks"), pohon_html(mentah))
        if len(teks) > PANJANG:
            batas = f"{PANJANG:,}".replace(",", ".")
            raise IsianDitolak(f"Naskah satu bagian paling panjang {batas} huruf. Pindahkan sebagian ke bagian lain.")
        pohon = pohon_teks(teks)
        tampil = ke_penyunting(pohon) if minta.kolom == "html" else teks
        self.baru = set(tandai(teks)[1])
        if minta.kolom == "html":
            self.baru -= set(tandai(self.teks_kini("teks"))[1])
        return NilaiSel({"teks": teks}, tampil, self._hampa(teks) if self.baru else "")

    def dengan(self, baru: NilaiSel) -> dict[str, SelHasil]:
        """The present value of each live number that the text did not have."""
        return {tertulis: keping(tertulis, self.sumber()) for tertulis in self.baru}

    def _hampa(self, teks: str) -> str:
        """References to nothing are stored as typed, and named."""
        salah = [t.teks for t in cari(teks) if t.rujukan is None or self.sumber().nilai(t.rujukan).hampa]
        return f"Tidak menunjuk apa pun: {', '.join(salah[:3])}" if salah else ""
