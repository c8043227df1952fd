"""The chapters: what each template is given, its HTML, and what must be found in its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from laporan import bagan
from laporan.ikhtisar.bentuk import IkhtisarIndikator
from laporan.templatetags.dokumen import DaftarCetak, Entri
from sakip.angka import romawi
from sakip.pdf import letak_jangkar, sidik_gaya, tata

from .draf import Draf
from .laporan import Laporan
from .narasi import JUDUL

URUTAN = ("depan", "bab1", "bab2", "bab3", "bab4", "lampiran")
JUDUL_BAGIAN = {
    "depan": "Sampul, Kata Pengantar, dan Ikhtisar Eksekutif",
    "bab1": "Bab I Pendahuluan",
    "bab2": "Bab II Perencanaan Kinerja",
    "bab3": "Bab III Akuntabilitas Kinerja",
    "bab4": "Bab IV Penutup",
    "lampiran": "Lampiran",
    "gabung": "Daftar isi dan penggabungan",
    "dokumen": "Isi dokumen",
}
AWALAN_TABEL = {"depan": "E", "bab1": "1", "bab2": "2", "bab3": "3", "bab4": "4", "lampiran": "L"}
NOMOR = {"bab1": "I", "bab2": "II", "bab3": "III", "bab4": "IV", "lampiran": "L"}


class BabTidakLengkap(Exception):
    """Something that the ikhtisar has is not in the rendered pages."""


@dataclass(frozen=True)
class Bab:
    """A rendered chapter: its PDF, pages, and entries for the tables of contents."""

    kunci: str
    pdf: bytes
    halaman: int
    entri: list[dict[str, Any]]


@dataclass(frozen=True)
class HtmlBab:
    """A chapter before layout. `sidik` changes whenever anything that shapes it changes. `wajib`: anchors
    that its pages must hold besides those of its chapter."""

    kunci: str
    html: str
    entri: list[Entri]
    sidik: str
    wajib: tuple[str, ...] = ()


def susun_html(kunci: str, laporan: Laporan) -> HtmlBab:
    """The chapter's HTML from the frozen report."""
    daftar = DaftarCetak(kunci, AWALAN_TABEL[kunci])
    konteks = {
        "lap": laporan,
        "draf": Draf(laporan),
        "daftar": daftar,
        "awalan": f"{NOMOR[kunci]}-" if kunci in NOMOR else "",
        "romawi": kunci == "depan",
        "mulai": 0 if kunci == "depan" else None,
        "batas_menunjang": settings.BATAS_MENUNJANG,
        **(KONTEKS[kunci](laporan) if kunci in KONTEKS else {}),
    }
    html = render_to_string(f"laporan/pdf/{kunci}.html", konteks)
    return HtmlBab(kunci, html, daftar.entri, sidik_html(html))


def sidik_html(html: str) -> str:
    """Fingerprint of a page text with all that shapes it."""
    return hashlib.sha256(f"{sidik_gaya()}\n{html}".encode()).hexdigest()


def render_bab(bab: HtmlBab, laporan: Laporan, kabari: Callable[[str], None] | None = None) -> Bab:
    """Lay the chapter out and check that it holds all that it must.

    Raises:
        BabTidakLengkap: naming what is missing.
    """
    dokumen = tata(bab.html, berkas_unggahan(laporan), kabari)
    letak = letak_jangkar(dokumen)
    wajib = [e.jangkar for e in bab.entri] + jangkar_wajib(bab.kunci, laporan) + list(bab.wajib)
    hilang = [jangkar for jangkar in wajib if jangkar not in letak]
    if hilang:
        raise BabTidakLengkap(f"{len(hilang)} bagian tidak ada pada halaman: {', '.join(hilang[:5])}")
    entri = [asdict(replace(e, halaman=letak[e.jangkar])) for e in bab.entri]
    return Bab(bab.kunci, dokumen.write_pdf() or b"", len(dokumen.pages), entri)


def berkas_unggahan(laporan: Laporan) -> dict[str, Path]:
    """The report's own pictures, by fingerprint: all that a document may read besides static files."""
    return {u["sidik"]: Path(settings.MEDIA_ROOT) / u["berkas"] for u in laporan.bahan["unggahan"]}


def jangkar_wajib(kunci: str, laporan: Laporan) -> list[str]:
    """Rows that a chapter must show, from the ikhtisar itself and not from the template."""
    uang = [b.simpul.kode for b in laporan.pohon_uang]
    sasaran = [s.simpul.kode for s in laporan.sasaran]
    strategis = [i.kode for i in laporan.indikator_strategis]
    iku = [i.kode for i in laporan.iku]
    if kunci == "depan":
        return [f"depan-iku-{k}" for k in iku]
    if kunci == "bab2":
        return (
            [f"bab2-uang-{k}" for k in uang]
            + [f"bab2-renstra-{k}" for k in strategis]
            + [f"bab2-iku-{k}" for k in iku]
            + [f"bab2-pk-{i.kode}" for i in laporan.indikator_pk]
            + [f"bab2-sasaran-{k}" for k in sasaran]
        )
    if kunci == "bab3":
        return (
            [f"bab3-uang-{k}" for k in [*uang, "total"]]
            + [f"bab3-iku-{k}" for k in iku]
            + [f"bab3-ini-{k}" for k in strategis]
            + [f"bab3-sasaran-{k}" for k in sasaran]
            + [f"bab3-efisiensi-{k}" for k in sasaran]
            + [f"bab3-rek-{n}" for n, _ in enumerate(laporan.bahan["rekomendasi"], 1)]
        )
    if kunci == "lampiran":
        return [f"lampiran-mat-{b['tanda']}" for b in laporan.matriks] + [f"lampiran-iku-{k}" for k in strategis]
    return []


def _bab1(laporan: Laporan) -> dict[str, Any]:
    for kelompok in laporan.lembaga.pegawai:
        jumlah = [(p["uraian"], p["jumlah"]) for p in kelompok["baris"] if p["jumlah"] is not None]
        kelompok["bagan"] = mark_safe(bagan.pegawai(jumlah))  # noqa: S308
    bab = {
        "1": ("Bab I", "Pendahuluan"),
        "2": ("Bab II", "Perencanaan Kinerja"),
        "3": ("Bab III", "Akuntabilitas Kinerja"),
        "4": ("Bab IV", "Penutup"),
    }
    sistematika = [
        {"bab": nama, "judul": judul, "isi": [f"{k} {j}" for k, j in JUDUL.items() if k.startswith(nomor)]}
        for nomor, (nama, judul) in bab.items()
    ]
    lampiran = [
        "Perjanjian Kinerja",
        "Lembar IKU",
        "Rencana Aksi",
        "Matriks Realisasi",
        "SOP Pengumpulan Data",
        "Pernyataan Reviu",
    ]
    lampiran += [t.judul for t in laporan.lampiran_narasi] + [u["judul"] for u in laporan.unggahan("lampiran")]
    sistematika.append({"bab": "Lampiran", "judul": "", "isi": lampiran})
    return {"struktur": laporan.unggahan("struktur"), "sistematika": sistematika}


def _bab3(laporan: Laporan) -> dict[str, Any]:
    """Tujuan and sasaran numbered 3.1.1, 3.1.2, … with each indicator's sentences, titles and charts."""
    draf = Draf(laporan)
    blok_tujuan, blok_sasaran = [], []
    berindikator = [t for t in laporan.rencana.tujuan if t["indikator"]]
    for n, t in enumerate(berindikator, 1):
        nomor = f"3.1.{n}"
        judul = "Tujuan" if len(berindikator) == 1 else f"Tujuan {n}"
        indikator = [_indikator(i, f"{nomor}.{k}", laporan, draf, tujuan=True) for k, i in enumerate(t["indikator"], 1)]
        blok_tujuan.append({"nomor": nomor, "judul": judul, "simpul": t["simpul"], "indikator": indikator})
    for n, s in enumerate(laporan.sasaran, len(berindikator) + 1):
        nomor = f"3.1.{n}"
        blok_sasaran.append(
            {
                "nomor": nomor,
                "judul": f"Sasaran {s.nomor}",
                "simpul": s.simpul,
                "angka": s.angka,
                "penunjang": s.penunjang,
                "judul_penunjang": f"Program, kegiatan, dan sub kegiatan penunjang sasaran {s.nomor}",
                "indikator": [_indikator(i, f"{nomor}.{k}", laporan, draf) for k, i in enumerate(s.indikator, 1)],
            }
        )
    return {
        "blok_tujuan": blok_tujuan,
        "blok_sasaran": blok_sasaran,
        "bagan_pagu": mark_safe(bagan.pagu_realisasi(laporan.i)),  # noqa: S308
    }


def _indikator(i: IkhtisarIndikator, nomor: str, laporan: Laporan, draf: Draf, tujuan: bool = False) -> dict[str, Any]:
    nama = i.nama if len(i.nama) <= 90 else i.nama[:89].rstrip() + "…"
    return {
        "i": i,
        "nomor": nomor,
        "tujuan": tujuan,
        "ada_triwulan": any(t.target is not None or t.realisasi is not None for t in i.triwulan),
        "rincian": laporan.bahan["rincian"].get(i.kode, []),
        "sumber_pembanding": "; ".join(dict.fromkeys(p.sumber for p in i.pembanding if p.sumber)),
        "tulisan_analisis": laporan.narasi.ambil(f"3.1.analisis.{i.kode}"),
        "tulisan_pembanding": laporan.narasi.ambil(f"3.1.pembanding.{i.kode}"),
        "kalimat": {
            "capaian": draf.capaian(i),
            "deret": draf.deret(i),
            "akhir_renstra": draf.akhir_renstra(i),
            "pembanding": draf.pembanding(i),
            "komponen": draf.komponen(i),
            "efisiensi": draf.efisiensi(i),
        },
        "judul": {
            "tahun_ini": f"Target dan realisasi {nama}",
            "rincian": f"Rincian {nama}",
            "triwulan": f"Capaian per triwulan {nama}",
            "deret": f"Perkembangan {nama}",
            "akhir": f"{nama} terhadap target akhir Renstra",
            "pembanding": f"Perbandingan {nama} dengan instansi lain",
            "komponen": f"Komponen {nama}",
            "efisiensi": f"Efisiensi {nama}",
        },
        "bagan": {
            "deret": mark_safe(bagan.deret(i, laporan.i)),  # noqa: S308
            "pembanding": mark_safe(bagan.pembanding(i, laporan.i)),  # noqa: S308
        },
    }


def _lampiran(laporan: Laporan) -> dict[str, Any]:
    unggahan = laporan.unggahan("lampiran")
    awal = 7 + len(laporan.lampiran_narasi)
    for n, u in enumerate(unggahan, awal):
        u["nomor"], u["gambar"] = f"L.{n}", not u["berkas"].endswith(".pdf")
    return {
        "lampiran": unggahan,
        "tulisan_lampiran": [(str(n), t) for n, t in enumerate(laporan.lampiran_narasi, 7)],
    }


KONTEKS: dict[str, Callable[[Laporan], dict[str, Any]]] = {
    "depan": lambda laporan: {"logo": laporan.unggahan("logo")},
    "bab1": _bab1,
    "bab3": _bab3,
    "lampiran": _lampiran,
}


def label_halaman(kunci: str, halaman: int) -> str:
    """The printed number of a chapter's page: `III-12`; of the front: `iv` (the cover has none)."""
    if kunci in NOMOR:
        return f"{NOMOR[kunci]}-{halaman}"
    return romawi(halaman - 1).lower() if kunci == "depan" else romawi(halaman).lower()
