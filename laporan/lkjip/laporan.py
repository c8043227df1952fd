"""The frozen ikhtisar and materials of one report, arranged for its templates. Computes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from anggaran import rumus
from anggaran.bentuk import BagianSasaran
from capaian.hitung.bentuk import AngkaTahun
from laporan.bagian.daftar import DARI_KUNCI, penomoran
from laporan.bagian.letak import Penempat, kunci_tulis
from laporan.ikhtisar.bentuk import Angka, IkhtisarIndikator, IkhtisarSasaran, IkhtisarSimpul, dari_json
from laporan.ikhtisar.kas import hitung_kas
from laporan.naskah.draf.bagian import semua_draf
from laporan.naskah.draf.bentuk import METODE, BahanDraf
from laporan.naskah.nilai import Sumber, isi
from sakip.templatetags.sakip import desimal

from .indeks import BarisUang, Indeks
from .lembaga import Evaluasi, Lembaga
from .narasi import NarasiTersusun, Tulisan
from .rencana import Rencana

RUMUS = {
    "naik": "Realisasi ÷ Target × 100%",
    "turun-selisih": "(2 × Target − Realisasi) ÷ Target × 100%",
    "turun-rasio": "Target ÷ Realisasi × 100%",
    "rentang": "100% di dalam rentang; di bawahnya Realisasi ÷ batas bawah × 100%",
}
TANPA_MASALAH = {"pendorong": "", "penghambat": "", "solusi": "", "tindak_lanjut": ""}


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
    """A supporting node with those of its indicators that serve the sasaran, whether these reach the limit, and its
    part of the sasaran's money."""

    simpul: IkhtisarSimpul
    indikator: list[IkhtisarIndikator]
    bagian: BagianSasaran
    menunjang: bool | None


class Laporan(Indeks):
    """What the templates read: the ikhtisar by kode, and beside it the plan, the agency, its evaluation, what was
    written."""

    def __init__(self, ikhtisar: dict[str, Any], bahan: dict[str, Any]) -> None:
        super().__init__(dari_json(ikhtisar))
        self.html: dict[str, Any] = {}
        """Chapters that come in parts, written once for all of these."""
        self.bahan = bahan
        self.instansi: dict[str, str] = bahan["instansi"]
        diingat = {(bagian, judul): letak for bagian, judul, letak in bahan.get("letak", ())}
        self.sumber = Sumber(self.i, [dari_json(lain) for lain in bahan.get("ikhtisar_lain", ())])
        terisi = [n | {"teks": isi(n["teks"], self.sumber)} for n in bahan["narasi"]]
        penempat = Penempat(self.i, diingat)
        self.narasi = NarasiTersusun(penempat.tempatkan(terisi), self._nama_objek)
        self.dipakai_lain = penempat.dipakai_lain(terisi)
        self.mati: set[str] = {k for k in bahan.get("mati", ()) if k in DARI_KUNCI and DARI_KUNCI[k].hal}
        self.rencana = Rencana(self)
        self.lembaga = Lembaga(bahan)
        self.evaluasi = Evaluasi(self.i.akip)

    @property
    def cara(self) -> str:
        return self.i.pembulatan

    @property
    def metode(self) -> str:
        """How efisiensi is measured, in words."""
        return METODE[self.i.metode_efisiensi]

    @property
    def rumus(self) -> dict[str, str]:
        """The formula of each direction."""
        return {
            "naik": RUMUS["naik"],
            "turun": RUMUS[f"turun-{self.i.rumus_turun}"],
            "rentang": RUMUS["rentang"],
        }

    @cached_property
    def bahan_draf(self) -> BahanDraf:
        orang = self.instansi
        return BahanDraf(
            self.i, orang["nama"], orang["kepala_jabatan"], orang["pemberi_amanah_jabatan"], bool(self.bahan["pk"])
        )

    @cached_property
    def draf(self) -> dict[str, str]:
        """What each section says as long as nobody has written it, by its key."""
        return semua_draf(self.bahan_draf)

    @cached_property
    def tulisan(self) -> dict[str, list[Tulisan]]:
        """The texts of each section: those that were written, else its draft."""
        draf = {
            kunci: [Tulisan("", isi(teks, self.sumber), kunci_tulis(kunci, self.dipakai_lain))]
            for kunci, teks in self.draf.items()
        }
        return draf | self.narasi.bagian

    @cached_property
    def nama_pendek(self) -> str:
        return self.instansi["singkatan"] or self.instansi["nama"]

    @property
    def keterangan(self) -> dict[str, str]:
        """What a person entered about the year's documents; texts may be empty."""
        keterangan: dict[str, str] = self.bahan.get("keterangan", {})
        return keterangan

    @cached_property
    def _nama_objek(self) -> dict[str, str]:
        return {s.kode: s.uraian for s in self.i.simpul} | {i.kode: i.nama for i in self.i.indikator}

    @cached_property
    def nomor(self) -> dict[str, str]:
        """The number of each section in print; a section that is not printed has none."""
        return penomoran(self.mati, self.tanpa)

    @cached_property
    def tanpa(self) -> set[str]:
        """Annexes that the report has nothing for."""
        return {
            kunci
            for kunci, ada in (
                ("lampiran_aksi", self.ada_triwulan),
                ("lampiran_matriks", self.matriks),
                ("lampiran_sop", self.narasi.ambil("lampiran_sop")),
                ("lampiran_reviu", self.unggahan("reviu")),
                ("lampiran", False),
            )
            if not ada
        }

    @property
    def tahun_lalu(self) -> int:
        return self.i.tahun - 1

    @cached_property
    def sasaran(self) -> list[BlokSasaran]:
        angka = {s.kode: s for s in self.i.sasaran}
        return [
            BlokSasaran(n, s, angka[s.kode], self.milik[s.kode], self._penunjang(angka[s.kode]))
            for n, s in enumerate(self.jenis("sasaran"), 1)
        ]

    def _penunjang(self, angka: IkhtisarSasaran) -> list[Penunjang]:
        bagian = {b.kode: b for b in angka.simpul}
        tanpa = BagianSasaran("", None, None, None, None)
        return [
            Penunjang(
                self.simpul[p.kode], [self.indikator[k] for k in p.indikator], bagian.get(p.kode, tanpa), p.menunjang
            )
            for p in angka.penunjang
        ]

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
        dinyatakan = any(p["versi"] == "pk_perubahan" for p in self.bahan["pk"])
        return any(i.target_pk_perubahan is not None for i in self.i.indikator) or dinyatakan

    @cached_property
    def ada_triwulan(self) -> bool:
        return any(t.target is not None for i in self.i.indikator for t in i.triwulan)

    @cached_property
    def ada_murni(self) -> bool:
        return self.i.total.pagu_murni is not None

    @cached_property
    def serapan_terendah(self) -> list[IkhtisarSimpul]:
        """The sub kegiatan with the lowest serapan, at most ten."""
        ada = [s for s in self.jenis("sub_kegiatan") if s.serapan is not None]
        return sorted(ada, key=lambda s: s.serapan or 0)[:10]

    @property
    def ada_banding_lalu(self) -> bool:
        """Whether last year's money can stand beside this year's."""
        lalu = self.i.total.tahun_lalu
        sendiri = lalu is not None and None not in (lalu.pagu, lalu.realisasi, lalu.serapan)
        return sendiri and self.i.total.serapan is not None

    @property
    def dinyatakan_belanja(self) -> bool:
        return any(j.dinyatakan for j in self.i.jenis_belanja)

    @cached_property
    def masalah(self) -> dict[str, dict[str, str]]:
        masalah: dict[str, dict[str, str]] = self.bahan["masalah"]
        return masalah

    @cached_property
    def sebab(self) -> dict[str, str]:
        """Per node: the hindrances written on its indicators."""
        return {
            kode: "; ".join(filter(None, (self.masalah.get(i.kode, {}).get("penghambat") for i in milik)))
            for kode, milik in self.milik.items()
        }

    @cached_property
    def berpagu(self) -> bool:
        return any(b.simpul.pagu is not None or b.simpul.pagu_murni is not None for b in self.pohon_uang)

    @cached_property
    def kas(self) -> list[Angka]:
        """The cash plan of the four quarters, of all programs together."""
        dinyatakan = {(kode, tw): Decimal(nilai) for kode, tw, nilai in self.bahan.get("kas", ())}
        per_simpul = hitung_kas(self.i.simpul, dinyatakan)
        program = [per_simpul[s.kode] for s in self.jenis("program") if s.kode in per_simpul]
        return [rumus.jumlah(desimal(k[t]) for k in program) for t in range(4)]

    @cached_property
    def berefisiensi(self) -> bool:
        return any(s.angka.efisiensi is not None for s in self.sasaran)

    @cached_property
    def indikator_triwulan(self) -> list[IkhtisarIndikator]:
        """Indicators with a target in some quarter."""
        return [i for i in self.i.indikator if any(t.target is not None or t.target_teks for t in i.triwulan)]

    @cached_property
    def indikator_lain(self) -> list[IkhtisarIndikator]:
        """Indicators without a block of their own in the third chapter."""
        strategis = {i.kode for i in self.indikator_strategis}
        return [i for i in self.i.indikator if i.kode not in strategis]

    def deret(self, i: IkhtisarIndikator) -> list[AngkaTahun]:
        """The years of an indicator's table; one year alone makes none."""
        return list(i.deret) if len(i.deret) > 1 else []

    def komponen(self, i: IkhtisarIndikator) -> list[dict[str, Any]]:
        """The parts of this year and of the year before, side by side where they have the same name."""
        sisa: list[dict[str, Any]] = [
            {"nama": k["nama"], "lalu": desimal(k["nilai"]), "maksimum_lalu": desimal(k["maksimum"])}
            for k in self.bahan.get("komponen_lalu", {}).get(i.kode, [])
        ]
        hasil: list[dict[str, Any]] = []
        for k in i.komponen:
            lama = next((s for s in sisa if s["nama"] == k.nama), None)
            if lama is not None:
                sisa.remove(lama)
            hasil.append(_komponen(k.nama, k.maksimum, lama["lalu"] if lama else None, k.nilai, k.persen))
        return hasil + [_komponen(s["nama"], s["maksimum_lalu"], s["lalu"]) for s in sisa]

    @cached_property
    def matriks(self) -> list[dict[str, Any]]:
        """Every program, kegiatan and sub kegiatan with each of its indicators, one row at least; then any other node
        whose indicators have no place elsewhere."""
        hasil = []
        lain = {i.induk for i in self.indikator_lain} - {b.simpul.kode for b in self.pohon_uang}
        for b in [*self.pohon_uang, *(BarisUang(s, 0) for s in self.i.simpul if s.kode in lain)]:
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
        return self.narasi.ambil("lampiran")

    @cached_property
    def gambar(self) -> set[str]:
        """Fingerprints of the pictures that its texts may name."""
        return {u["sidik"] for u in self.unggahan("gambar")}

    def unggahan(self, bagian: str) -> list[dict[str, Any]]:
        return [u for u in self.bahan["unggahan"] if u["bagian"] == bagian]


def _komponen(nama: str, maksimum: Angka, lalu: Angka, nilai: Angka = None, persen: Angka = None) -> dict[str, Any]:
    """A row of the parts: last year's value beside this year's."""
    return {"nama": nama, "maksimum": maksimum, "lalu": lalu, "nilai": nilai, "persen": persen}
