"""Puts each written narrative into the section of the report that it belongs to.

Agencies number their sections in their own way, so a narrative is placed by its title where that
says what it is about, else by its key. None is ever left out: what fits nowhere becomes a further
section of its chapter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

JUDUL = {
    "1.1": "Latar Belakang",
    "1.2": "Landasan Hukum",
    "1.3": "Maksud dan Tujuan",
    "1.4": "Gambaran Umum",
    "1.5": "Isu Strategis",
    "1.6": "Sistematika Penyajian",
    "2.1": "Rencana Strategis",
    "2.2": "Indikator Kinerja Utama",
    "2.3": "Perjanjian Kinerja",
    "2.4": "Rencana Aksi",
    "2.5": "Anggaran",
    "2.6": "Cara Pengukuran Kinerja",
    "3.1": "Capaian Kinerja Organisasi",
    "3.2": "Realisasi Anggaran",
    "3.3": "Efisiensi Penggunaan Sumber Daya",
    "3.4": "Tindak Lanjut Rekomendasi",
    "3.5": "Prestasi dan Inovasi",
    "4.1": "Simpulan",
    "4.2": "Langkah Perbaikan",
}
_LETAK = [
    (r"kata pengantar", "kata_pengantar"),
    (r"ikhtisar eksekutif|ringkasan eksekutif", "ikhtisar_eksekutif"),
    (r"latar belakang", "1.1"),
    (r"landasan hukum|dasar hukum", "1.2"),
    (r"maksud|^tujuan", "1.3"),
    (r"isu strategis|peran strategis|aspek strategis|permasalahan utama", "1.5"),
    (r"gambaran umum|tugas|organisasi$|^organisasi|struktur|kepegawaian$|sumber daya manusia", "1.4"),
    (r"sistematika", "1.6"),
    (r"rencana strategis|renstra", "2.1"),
    (r"indikator kinerja utama|\biku\b", "2.2"),
    (r"perjanjian kinerja", "2.3"),
    (r"rencana aksi", "2.4"),
    (r"rencana kerja|anggaran \d{4}|^anggaran$", "2.5"),
    (r"pengukuran kinerja", "2.6"),
    (r"realisasi anggaran|akuntabilitas keuangan", "3.2"),
    (r"efisiensi|pemanfaatan sumber daya", "3.3"),
    (r"tindak lanjut|rekomendasi", "3.4"),
    (r"prestasi|penghargaan|inovasi|kinerja lainnya", "3.5"),
    (r"capaian kinerja organisasi|akuntabilitas kinerja", "3.1"),
    (r"faktor|replikasi|analisis program|penunjang", "3.1.lain"),
    (r"simpulan|kesimpulan", "4.1"),
    (r"saran|langkah|rencana perbaikan", "4.2"),
    (r"^penutup", "4.1"),
]
_BAB = re.compile(r"^([1-4])(\.|$)")


@dataclass(frozen=True)
class Tulisan:
    """One narrative as placed. `judul` is empty where the section's own title says the same."""

    judul: str
    teks: str


class NarasiTersusun:
    """All narratives of a report, by section."""

    def __init__(self, baris: list[dict[str, Any]]) -> None:
        per_bagian: dict[str, list[Tulisan]] = defaultdict(list)
        for satu in baris:
            if satu["teks"].strip():
                letak = letak_narasi(satu["bagian"], satu["judul"])
                sama = satu["judul"].casefold().strip() == JUDUL.get(letak, "").casefold()
                per_bagian[letak].append(Tulisan("" if sama else satu["judul"], satu["teks"]))
        self.bagian = dict(per_bagian)

    def ambil(self, bagian: str) -> list[Tulisan]:
        return self.bagian.get(bagian, [])

    def awalan(self, awalan: str) -> list[Tulisan]:
        """All sections whose key starts so, in order."""
        return [t for kunci, tulisan in self.bagian.items() if kunci.startswith(awalan) for t in tulisan]


def letak_narasi(bagian: str, judul: str) -> str:
    """The section key where a narrative is printed."""
    kunci = bagian.strip()
    if kunci.startswith(("3.1.analisis.", "3.1.pembanding.", "lampiran")):
        return kunci
    for pola, letak in _LETAK:
        cocok = re.search(pola, judul.strip(), re.IGNORECASE)
        if cocok and (kunci[:1] == letak[:1] or not _BAB.match(kunci)):
            return letak
    if kunci in JUDUL and (not judul or judul.casefold() == JUDUL[kunci].casefold()):
        return kunci
    bab = _BAB.match(kunci)
    if bab and judul:
        return f"{bab.group(1)}.lain"
    return (
        kunci
        if kunci in JUDUL or kunci in ("kata_pengantar", "ikhtisar_eksekutif")
        else f"{bab.group(1)}.lain"
        if bab
        else "4.lain"
    )
