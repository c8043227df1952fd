"""The frozen ikhtisar and materials of one report, arranged for its templates. Computes nothing."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from anggaran.bentuk import JENIS_UANG, BagianSasaran
from capaian.hitung.bentuk import TargetTahun
from laporan.ikhtisar.bentuk import AKIP, Ikhtisar, IkhtisarIndikator, IkhtisarSasaran, IkhtisarSimpul, dari_json

from .narasi import NarasiTersusun, Tulisan

TANPA_MASALAH = {"penghambat": "", "solusi": "", "tindak_lanjut": ""}


@dataclass(frozen=True)
class BlokSasaran:
    """A sasaran as the report tells of it: its node, its figures, its indicators, what supports it."""

    nomor: int
    simpul: IkhtisarSimpul
    angka: IkhtisarSasaran
    indikator: list[IkhtisarIndikator]
    penunjang: list[Penunjang]


@dataclass(frozen=True)
class Penunjang:
    """A supporting node with its indicators, and its part of the sasaran's money."""

    simpul: IkhtisarSimpul
    indikator: list[IkhtisarIndikator]
    bagian: BagianSasaran | None


@dataclass(frozen=True)
class BarisUang:
    """A node of the budget tables."""

    simpul: IkhtisarSimpul
    tingkat: int


class Laporan:
    """What the templates of the LKjIP read."""

    def __init__(self, ikhtisar: dict[str, Any], bahan: dict[str, Any]) -> None:
        self.i: Ikhtisar = dari_json(ikhtisar)
        self.bahan = bahan
        self.narasi = NarasiTersusun(bahan["narasi"])
        self.simpul = {s.kode: s for s in self.i.simpul}
        self.indikator = {x.kode: x for x in self.i.indikator}
        self.instansi: dict[str, str] = bahan["instansi"]

    @property
    def cara(self) -> str:
        return self.i.pembulatan

    @cached_property
    def nama_pendek(self) -> str:
        return self.instansi["singkatan"] or self.instansi["nama"]

    @property
    def tanggal(self) -> datetime.date:
        return datetime.date.fromisoformat(self.bahan["tanggal"])

    @cached_property
    def milik(self) -> dict[str, list[IkhtisarIndikator]]:
        """Indicators by the node that they measure."""
        hasil: dict[str, list[IkhtisarIndikator]] = defaultdict(list)
        for i in self.i.indikator:
            hasil[i.induk].append(i)
        return hasil

    def jenis(self, *jenis: str) -> list[IkhtisarSimpul]:
        return [s for s in self.i.simpul if s.jenis in jenis]

    @cached_property
    def misi(self) -> list[IkhtisarSimpul]:
        return self.jenis("misi")

    @cached_property
    def tujuan(self) -> list[dict[str, Any]]:
        """Each tujuan with its indicators and its sasaran with theirs."""
        return [
            {
                "simpul": t,
                "indikator": self.milik[t.kode],
                "sasaran": [
                    {"simpul": s, "indikator": self.milik[s.kode]} for s in self.jenis("sasaran") if s.induk == t.kode
                ],
            }
            for t in self.jenis("tujuan")
        ]

    @cached_property
    def strategi(self) -> list[dict[str, Any]]:
        return [
            {"simpul": s, "kebijakan": [k for k in self.jenis("kebijakan") if k.induk == s.kode]}
            for s in self.jenis("strategi")
        ]

    @cached_property
    def kebijakan_lain(self) -> list[IkhtisarSimpul]:
        """Kebijakan directly under a sasaran."""
        return [k for k in self.jenis("kebijakan") if self.simpul[k.induk].jenis == "sasaran"]

    @cached_property
    def iku(self) -> list[IkhtisarIndikator]:
        return [i for i in self.i.indikator if i.iku]

    @cached_property
    def indikator_strategis(self) -> list[IkhtisarIndikator]:
        """Indicators of tujuan and sasaran: what the Renstra tables and the IKU sheet show."""
        return [i for i in self.i.indikator if self.simpul[i.induk].jenis in ("tujuan", "sasaran")]

    @cached_property
    def tahun_renstra(self) -> list[int]:
        awal, akhir = self.i.periode_awal or self.i.tahun, self.i.periode_akhir or self.i.tahun
        return list(range(awal, akhir + 1))

    @cached_property
    def target_renstra(self) -> dict[str, list[TargetTahun]]:
        """Per indicator: the Renstra's target of each Renstra year, empty where none is stated."""
        hasil = {}
        for i in self.i.indikator:
            per_tahun = {t.tahun: t for t in i.target_renstra}
            hasil[i.kode] = [per_tahun.get(tahun, TargetTahun(tahun, None, None, "")) for tahun in self.tahun_renstra]
        return hasil

    @cached_property
    def sasaran(self) -> list[BlokSasaran]:
        angka = {s.kode: s for s in self.i.sasaran}
        return [
            BlokSasaran(n, s, angka[s.kode], self.milik[s.kode], self._penunjang(s, angka[s.kode]))
            for n, s in enumerate(self.jenis("sasaran"), 1)
        ]

    def _penunjang(self, sasaran: IkhtisarSimpul, angka: IkhtisarSasaran) -> list[Penunjang]:
        bagian = {b.kode: b for b in angka.simpul}
        dilayani = {sasaran.kode, *(i.kode for i in self.milik[sasaran.kode])}
        return [
            Penunjang(s, self.milik[s.kode], bagian.get(s.kode))
            for s in self.i.simpul
            if s.jenis in JENIS_UANG
            and (s.kode in bagian or (s.jenis == "sub_kegiatan" and dilayani & set(s.mendukung)))
        ]

    @cached_property
    def pohon_uang(self) -> list[BarisUang]:
        """Program, kegiatan and sub kegiatan in tree order."""
        tingkat = {jenis: n for n, jenis in enumerate(JENIS_UANG)}
        return [BarisUang(s, tingkat[s.jenis]) for s in self.i.simpul if s.jenis in JENIS_UANG]

    @cached_property
    def ada_murni(self) -> bool:
        return self.i.total.pagu_murni is not None

    @cached_property
    def ada_triwulan(self) -> bool:
        return any(t.target is not None for i in self.i.indikator for t in i.triwulan)

    @cached_property
    def serapan_terendah(self) -> list[IkhtisarSimpul]:
        """The sub kegiatan with the lowest serapan, at most ten."""
        ada = [s for s in self.jenis("sub_kegiatan") if s.serapan is not None]
        return sorted(ada, key=lambda s: s.serapan or 0)[:10]

    @cached_property
    def akip_dua_tahun(self) -> list[AKIP]:
        return list(self.i.akip[-2:])

    @cached_property
    def matriks_akip(self) -> list[dict[str, Any]]:
        """Komponen of the last two evaluated years, side by side."""
        nama: dict[str, dict[int, Any]] = {}
        for a in self.akip_dua_tahun:
            for k in a.komponen:
                nama.setdefault(k.komponen, {})[a.tahun] = k
        return [
            {
                "komponen": komponen,
                "bobot": next(iter(per.values())).bobot,
                "nilai": [per[a.tahun].nilai if a.tahun in per else None for a in self.akip_dua_tahun],
            }
            for komponen, per in nama.items()
        ]

    @cached_property
    def bagan_bidang(self) -> list[dict[str, Any]]:
        """The organisation chart: units directly below the head, each with its sub-units."""
        bidang = self.bahan["bidang"]
        kode = {b["kode"] for b in bidang}
        atas = [b for b in bidang if not b["induk"] or b["induk"] not in kode]
        return [b | {"anak": [a for a in bidang if a["induk"] == b["kode"]]} for b in atas]

    @cached_property
    def pegawai(self) -> list[dict[str, Any]]:
        """Staff tables of the agency, one per grouping, as stated."""
        nama = {
            "golongan": "golongan",
            "pendidikan": "tingkat pendidikan",
            "jabatan": "jabatan",
            "jenis_kelamin": "jenis kelamin",
            "umur": "kelompok umur",
            "unit": "unit kerja",
        }
        opd = [p for p in self.bahan["pegawai"] if p["lingkup"] == "opd"]
        return [
            {"kelompok": kelompok, "judul_tabel": f"Pegawai menurut {judul}", "baris": baris}
            for kelompok, judul in nama.items()
            if (baris := [p for p in opd if p["kelompok"] == kelompok])
        ]

    @cached_property
    def pk(self) -> dict[str, dict[str, Any]]:
        return {p["versi"]: p for p in self.bahan["pk"]}

    @cached_property
    def indikator_pk(self) -> list[IkhtisarIndikator]:
        """Indicators of the Perjanjian Kinerja: those of sasaran, of tujuan where they have a PK target."""
        return [
            i
            for i in self.indikator_strategis
            if self.simpul[i.induk].jenis == "sasaran" or i.target_pk is not None or i.target_pk_perubahan is not None
        ]

    @cached_property
    def pk_berubah(self) -> bool:
        return any(i.target_pk_perubahan is not None for i in self.i.indikator) or "pk_perubahan" in self.pk

    @cached_property
    def indikator_tujuan(self) -> list[IkhtisarIndikator]:
        return [i for i in self.i.indikator if self.simpul[i.induk].jenis == "tujuan"]

    @cached_property
    def uraian_induk(self) -> dict[str, str]:
        """Per indicator: the text of the node that it measures."""
        return {i.kode: self.simpul[i.induk].uraian for i in self.i.indikator}

    @cached_property
    def program(self) -> list[IkhtisarSimpul]:
        return self.jenis("program")

    @property
    def lebar_renstra(self) -> int:
        return len(self.tahun_renstra) + 2

    @property
    def tahun_lalu(self) -> int:
        return self.i.tahun - 1

    @property
    def dinyatakan_belanja(self) -> bool:
        return any(j.dinyatakan for j in self.i.jenis_belanja)

    @cached_property
    def masalah(self) -> dict[str, dict[str, str]]:
        return self.bahan["masalah"]

    @cached_property
    def sebab(self) -> dict[str, str]:
        """Per node: the hindrances written on its indicators."""
        return {
            kode: "; ".join(filter(None, (self.masalah.get(i.kode, {}).get("penghambat") for i in milik)))
            for kode, milik in self.milik.items()
        }

    @cached_property
    def matriks(self) -> list[dict[str, Any]]:
        """Every program, kegiatan and sub kegiatan with each of its indicators; one row at least."""
        hasil = []
        for b in self.pohon_uang:
            for n, i in enumerate(self.milik[b.simpul.kode] or [None]):
                hasil.append(
                    {
                        "simpul": b.simpul,
                        "tingkat": b.tingkat,
                        "pertama": n == 0,
                        "i": i,
                        "tanda": i.kode if i else b.simpul.kode,
                        "masalah": self.masalah.get(i.kode if i else "", TANPA_MASALAH),
                    }
                )
        return hasil

    @cached_property
    def lampiran_narasi(self) -> list[Tulisan]:
        return self.narasi.awalan("lampiran")

    def unggahan(self, bagian: str) -> list[dict[str, Any]]:
        return [u for u in self.bahan["unggahan"] if u["bagian"] == bagian]
