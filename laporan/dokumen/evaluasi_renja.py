"""Evaluasi Renja of a quarter: the year and the Renstra to date, per indicator (K) and per node (Rp)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from anggaran.bentuk import JENIS_UANG
from laporan.ikhtisar.bentuk import AngkaRenja, IkhtisarIndikator, IkhtisarSimpul
from laporan.ikhtisar.renja import DINILAI
from laporan.lkjip.laporan import Laporan
from sakip.angka import romawi

from .dasar import STRIP, UANG, Dokumen, KolomDokumen, LembarExcel, sebaris, teks_target
from .jenjang import Cabang, jenjang

KELOMPOK = (
    "Target akhir Renstra",
    "Realisasi s.d. tahun lalu",
    "Target Renja",
    *(f"Realisasi TW {romawi(t)}" for t in range(1, 5)),
    "Realisasi Renja",
    "Realisasi Renstra",
    "Tingkat capaian Renstra (%)",
)
"""Columns 5 to 14, each with K and Rp."""


@dataclass(frozen=True)
class Pasang:
    """One of these columns. `k_teks`: a target that carries its own text."""

    k: Decimal | None
    rp: Decimal | None
    k_teks: str = ""
    persen: bool = False


@dataclass(frozen=True)
class BarisRenja:
    """A node with one of its indicators. Money stands on the node's first row."""

    simpul: IkhtisarSimpul
    i: IkhtisarIndikator | None
    pertama: bool
    pasang: tuple[Pasang, ...]

    @property
    def tanda(self) -> str:
        return self.i.kode if self.i else self.simpul.kode

    @property
    def sasaran(self) -> bool:
        return self.simpul.jenis == "sasaran"


def baris(laporan: Laporan) -> list[BarisRenja]:
    """Each sasaran, then what serves it; a program that serves several stands under the first."""
    hasil, sudah = [], set()
    for s in _urut(jenjang(laporan)):
        if s.jenis not in DINILAI or s.kode in sudah:
            continue
        sudah.add(s.kode)
        for n, i in enumerate(laporan.milik[s.kode] or [None]):
            hasil.append(BarisRenja(s, i, n == 0, _pasang(laporan, s, i, n == 0)))
    return hasil


def _urut(akar: list[Cabang]) -> Iterator[IkhtisarSimpul]:
    for c in akar:
        yield c.simpul
        yield from _urut(c.anak)


def _pasang(laporan: Laporan, s: IkhtisarSimpul, i: IkhtisarIndikator | None, uang: bool) -> tuple[Pasang, ...]:
    uang = uang and s.jenis in JENIS_UANG
    sampai = laporan.i.triwulan or 4
    r = i.renja if i else None
    tw = [t.realisasi if t.triwulan <= sampai else None for t in i.triwulan] if i else [None] * 4
    tw_uang = [n if uang and t <= sampai else None for t, n in enumerate(s.realisasi_triwulan, 1)]
    lain = laporan.bahan.get("renja_uang", {}).get(s.kode, {}) if uang else {}
    return (
        Pasang(r.target_akhir if r else None, None, r.target_akhir_teks if r else ""),
        Pasang(r.realisasi_lalu if r else None, _angka(lain.get("lalu"))),
        Pasang(r.target if r else None, s.pagu if uang else None, _target(r, laporan.cara)),
        *(Pasang(k, rp) for k, rp in zip(tw, tw_uang, strict=True)),
        Pasang(r.realisasi if r else None, _angka(lain["kini"]) if "kini" in lain else s.realisasi if uang else None),
        Pasang(r.realisasi_renstra if r else None, _angka(lain.get("renstra"))),
        Pasang(r.capaian_renstra if r else None, None, persen=True),
    )


def _target(r: AngkaRenja | None, cara: str) -> str:
    """The target's own text, or its range; empty where it is a plain number."""
    return teks_target(r, cara) if r and (r.target_teks or r.target_atas is not None) else ""


def _angka(teks: str | None) -> Decimal | None:
    return None if teks is None else Decimal(teks)


def faktor(laporan: Laporan) -> list[tuple[str, list[tuple[str, str]]]]:
    """What helped, what hindered and what follows, as written on the indicators."""
    judul = (
        ("Faktor pendorong keberhasilan", "pendorong"),
        ("Faktor penghambat", "penghambat"),
        ("Tindak lanjut yang diperlukan", "tindak_lanjut"),
    )
    milik = [b.i for b in baris(laporan) if b.i]
    return [(nama, [(i.nama, t) for i in milik if (t := getattr(i.analisis, kolom))]) for nama, kolom in judul]


def konteks(laporan: Laporan) -> dict[str, Any]:
    return {
        "kelompok": KELOMPOK,
        "baris": sebaris(baris(laporan), 6),
        "rata": laporan.i.renja,
        "faktor": faktor(laporan),
    }


def wajib(laporan: Laporan) -> list[str]:
    dinilai = laporan.jenis(*DINILAI)
    return [f"renja-{kode}" for s in dinilai for kode in [i.kode for i in laporan.milik[s.kode]] or [s.kode]]


KOLOM = (
    KolomDokumen("No", 5),
    KolomDokumen("Sasaran", 34),
    KolomDokumen("Program / kegiatan / sub kegiatan", 40),
    KolomDokumen("Indikator", 40),
    *(
        KolomDokumen(nama, lebar, bentuk, kelompok)
        for kelompok in KELOMPOK
        for nama, lebar, bentuk in (
            ("K", 11, "#,##0.##########"),
            ("Rp", 18, UANG),
        )
    ),
)


def lembar(laporan: Laporan) -> list[LembarExcel]:
    tabel: list[list[Any]] = []
    for n, b in enumerate(baris(laporan), 1):
        sasaran, kegiatan = (b.simpul.uraian, STRIP) if b.sasaran else (STRIP, b.simpul.uraian)
        nama = f"{b.i.nama} ({b.i.satuan})" if b.i and b.i.satuan else b.i.nama if b.i else STRIP
        angka = [STRIP if nilai is None else nilai for p in b.pasang for nilai in (p.k_teks or p.k, p.rp)]
        tabel.append([n, sasaran, kegiatan, nama, *angka])
    return [LembarExcel("Evaluasi Renja", KOLOM, tabel, catatan=_kaki(laporan))]


def _kaki(laporan: Laporan) -> list[str]:
    r = laporan.i.renja
    kaki = []
    if r is not None and r.capaian is not None:
        kaki.append(f"Rata-rata capaian Renja: {r.capaian:.2f} % ({r.predikat or STRIP})".replace(".", ","))
    for judul, daftar in faktor(laporan):
        kaki.append(f"{judul}: " + ("; ".join(f"{nama}: {teks}" for nama, teks in daftar) or STRIP))
    return kaki


EVALUASI_RENJA = Dokumen(
    kunci="evaluasi_renja",
    judul="Evaluasi Hasil Renja",
    guna="Realisasi tiap triwulan terhadap target Renja dan akhir Renstra, dengan faktor dan tindak lanjutnya.",
    konteks=konteks,
    wajib=wajib,
    lembar=lembar,
    per_triwulan=True,
)
