"""The agency behind a report: its units, its staff, and how its SAKIP was evaluated."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from laporan.ikhtisar.bentuk import AKIP


class Lembaga:
    """The units and the staff, from the frozen materials."""

    def __init__(self, bahan: dict[str, Any]) -> None:
        self.bahan = bahan

    @cached_property
    def bagan_bidang(self) -> list[dict[str, Any]]:
        """The organisation chart: units directly below the head, each with its sub-units."""
        bidang = self.bahan["bidang"]
        kode = {b["kode"] for b in bidang}
        atas = [b for b in bidang if not b["induk"] or b["induk"] not in kode]
        return [b | {"anak": self._bawahan(b["kode"])} for b in atas]

    def _bawahan(self, kode: str) -> list[dict[str, Any]]:
        """All units below one, each after the one that it belongs to."""
        anak = [b for b in self.bahan["bidang"] if b["induk"] == kode and b["kode"] != kode]
        return [x for a in anak for x in (a, *self._bawahan(a["kode"]))]

    @cached_property
    def pegawai(self) -> list[dict[str, Any]]:
        """Staff tables, one per grouping, as stated: of the agency, then of the whole pemda. `nomor`: of the row."""
        nama = {
            "golongan": "golongan",
            "pendidikan": "tingkat pendidikan",
            "jabatan": "jabatan",
            "jenis_kelamin": "jenis kelamin",
            "umur": "kelompok umur",
            "unit": "unit kerja",
        }
        semua = [p | {"nomor": n} for n, p in enumerate(self.bahan["pegawai"], 1)]
        return [
            {"kelompok": kelompok, "judul_tabel": f"Pegawai{milik} menurut {judul}", "baris": baris}
            for lingkup, milik in (("opd", ""), ("pemda", " pemerintah daerah"))
            for kelompok, judul in nama.items()
            if (baris := [p for p in semua if (p["lingkup"], p["kelompok"]) == (lingkup, kelompok)])
        ]


class Evaluasi:
    """The AKIP evaluations of the last two evaluated years."""

    def __init__(self, akip: tuple[AKIP, ...]) -> None:
        self.akip = akip

    @cached_property
    def dua_tahun(self) -> list[AKIP]:
        return list(self.akip[-2:])

    @cached_property
    def matriks(self) -> list[dict[str, Any]]:
        """Komponen of the last two evaluated years, side by side."""
        nama: dict[str, dict[int, Any]] = {}
        for a in self.dua_tahun:
            for k in a.komponen:
                nama.setdefault(k.komponen, {})[a.tahun] = k
        return [
            {
                "komponen": komponen,
                "bobot": next(iter(per.values())).bobot,
                "nilai": [per[a.tahun].nilai if a.tahun in per else None for a in self.dua_tahun],
            }
            for komponen, per in nama.items()
        ]
