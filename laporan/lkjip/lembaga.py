"""The agency behind a report: its units, its staff, and how its SAKIP was evaluated."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from laporan.ikhtisar.bentuk import AKIP
from sakip.cetak.struktur import Unit


class Lembaga:
    """The units and the staff, from the frozen materials."""

    def __init__(self, bahan: dict[str, Any]) -> None:
        self.bahan = bahan

    @cached_property
    def struktur(self) -> Unit:
        """The head with the units directly below, each with its sub-units."""
        instansi, kode = self.bahan["instansi"], {b["kode"] for b in self.bahan["bidang"]}
        atas = [b for b in self.bahan["bidang"] if b["induk"] not in kode]
        pimpinan = instansi["kepala_jabatan"] or "Kepala"
        return Unit(pimpinan, instansi["kepala_nama"], anak=tuple(self._unit(b) for b in atas))

    def _unit(self, bidang: dict[str, Any]) -> Unit:
        kode = bidang["kode"]
        anak = (self._unit(b) for b in self.bahan["bidang"] if b["induk"] == kode != b["kode"])
        return Unit(bidang["nama"], bidang["kepala_nama"], f"bab1-bidang-{kode}", tuple(anak))

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
