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
from weasyprint import Document

from laporan import bagan
from laporan.bagan import SETINGGI
from laporan.bagian.daftar import ASPEK, DARI_KUNCI, NAMA_BAB, bagian_bab
from laporan.bagian.wajib import jangkar_wajib
from laporan.ikhtisar.bentuk import IkhtisarIndikator
from laporan.perjanjian.cetak import MURNI, PERUBAHAN, bandingkan, perjanjian
from laporan.templatetags.dokumen import DaftarCetak, Entri
from sakip.angka import romawi
from sakip.cetak import struktur
from sakip.cetak.gerbang import SEPEREMPAT, bebas_rupa, periksa, periksa_judul
from sakip.cetak.kotak import Halaman, baca
from sakip.cetak.saring import siap_cetak
from sakip.pdf import letak_jangkar, sidik_gaya, tata

from .laporan import Laporan
from .penggal import awal_penggal, kunci_penggal, penggalan, pisah, potong

URUTAN = ("depan", "bab1", "bab2", "bab3", "bab4", "lampiran")
JUDUL_BAGIAN = {
    "depan": "Sampul, Kata Pengantar, dan Ikhtisar Eksekutif",
    "bab1": "Bab I Pendahuluan",
    "bab2": "Bab II Perencanaan Kinerja",
    "bab3": "Bab III Akuntabilitas Kinerja",
    "bab4": "Bab IV Penutup",
    "lampiran": "Lampiran",
    "daftar": "Daftar isi, tabel, dan gambar",
    "gabung": "Penggabungan",
    "dokumen": "Isi dokumen",
}
AWALAN_TABEL = {"depan": "E", "bab1": "1", "bab2": "2", "bab3": "3", "bab4": "4", "lampiran": "L"}
HALAMAN_DIRAPATKAN = 12
"""Pages of the longest chapter that is laid out a second time, closer, so that it has one page less."""
TERSEBUT = 5
"""How many losses are named."""
NOMOR = {"bab1": "I", "bab2": "II", "bab3": "III", "bab4": "IV", "lampiran": "L"}


ASPEK_UMUM = (*ASPEK, DARI_KUNCI["3.1.penunjang"])
"""Parts of 3.1 that may also be written about the agency as a whole."""


class BabTidakLengkap(Exception):
    """Something that the ikhtisar has is not in the rendered pages."""


class CetakCacat(Exception):
    """Something is lost in the laid-out pages: cut off, outside its place, over another, or without a sign for it."""


@dataclass(frozen=True)
class Bab:
    """A rendered chapter: its PDF, pages, and entries for the tables of contents."""

    kunci: str
    pdf: bytes
    halaman: int
    entri: list[dict[str, Any]]
    rupa: tuple[str, ...] = ()
    """What a careful person would mend, though nothing is lost."""


@dataclass(frozen=True)
class HtmlBab:
    """A chapter, or a part of one, before layout. `sidik` changes whenever anything that shapes it changes. `wajib`:
    anchors that its pages must hold besides those of its entries."""

    kunci: str
    html: str
    entri: list[Entri]
    sidik: str
    wajib: tuple[str, ...] = ()


def susun_html(kunci: str, laporan: Laporan) -> HtmlBab:
    """The HTML of a chapter, or of a part of it, from the frozen report."""
    bab, nomor = pisah(kunci)
    html, entri, sisanya = potong(*html_bab(bab, laporan), nomor)
    wajib = tuple(j for j in jangkar_wajib(bab, laporan) if f'id="{j}"' not in sisanya)
    return HtmlBab(kunci, html, entri, sidik_html(html), wajib)


def html_bab(kunci: str, laporan: Laporan) -> tuple[str, list[Entri]]:
    """The HTML of a whole chapter with its entries."""
    if len(kunci_penggal(kunci, laporan)) == 1:
        return _html(kunci, laporan)
    if kunci not in laporan.html:
        laporan.html[kunci] = _html(kunci, laporan)
    return laporan.html[kunci]


def _html(kunci: str, laporan: Laporan) -> tuple[str, list[Entri]]:
    daftar = DaftarCetak(kunci, AWALAN_TABEL[kunci])
    konteks = {
        "lap": laporan,
        "daftar": daftar,
        "awalan": f"{NOMOR[kunci]}-" if kunci in NOMOR else "",
        "romawi": kunci == "depan",
        "mulai": 0 if kunci == "depan" else None,
        "batas_menunjang": settings.BATAS_MENUNJANG,
        **(KONTEKS[kunci](laporan) if kunci in KONTEKS else {}),
    }
    return siap_cetak(render_to_string(f"laporan/pdf/{kunci}.html", konteks)), daftar.entri


def sidik_html(html: str) -> str:
    """Fingerprint of a page text with all that shapes it."""
    return hashlib.sha256(f"{sidik_gaya()}\n{html}".encode()).hexdigest()


def render_bab(bab: HtmlBab, laporan: Laporan, kabari: Callable[[str], None] | None = None) -> Bab:
    """Lay the chapter out and check that it holds all that it must.

    Raises:
        BabTidakLengkap: naming what is missing. CetakCacat: naming what is lost, on which page.
    """
    berkas = berkas_unggahan(laporan)
    dokumen = tata(bab.html, berkas, kabari)
    if not penggalan(bab.kunci, laporan) and bersisa(dokumen):
        rapat = tata(bab.html.replace("<body>", '<body class="rapat">', 1), berkas, kabari)
        dokumen = min(rapat, dokumen, key=lambda d: len(d.pages))
    letak = letak_jangkar(dokumen)
    wajib = [*(e.jangkar for e in bab.entri), *bab.wajib]
    hilang = [jangkar for jangkar in wajib if jangkar not in letak]
    if hilang:
        raise BabTidakLengkap(f"{len(hilang)} bagian tidak ada pada halaman: {', '.join(hilang[:5])}")
    entri = [asdict(replace(e, halaman=letak[e.jangkar])) for e in bab.entri]
    rupa = lewat_gerbang(baca(dokumen), bab.kunci, entri)
    return Bab(bab.kunci, dokumen.write_pdf() or b"", len(dokumen.pages), entri, rupa)


def bagian_kerja(laporan: Laporan) -> list[str]:
    """The report's jobs in the order of its pages: its chapters, a long one in parts."""
    return [k for kunci in URUTAN for k in kunci_penggal(kunci, laporan)]


def bersisa(dokumen: Document) -> bool:
    """Whether a short chapter ends with a few lines on a page of their own."""
    if not 1 < len(dokumen.pages) <= HALAMAN_DIRAPATKAN:
        return False
    akhir = baca(dokumen.copy(dokumen.pages[-1:]))[0]
    return akhir.penuh_sampai < akhir.isi.tinggi * SEPEREMPAT and not bebas_rupa(akhir)


def lewat_gerbang(halaman: list[Halaman], kunci: str, entri: list[dict[str, Any]], sesudah: int = 0) -> tuple[str, ...]:
    """The looks of laid-out pages; `sesudah`: how many pages are counted before them.

    Raises:
        CetakCacat: naming what is lost, on which page.
    """
    judul = [(e["halaman"], f"{e['nomor']} {e['judul']}") for e in entri]
    temuan = [*periksa(halaman), *periksa_judul(halaman, judul)]
    kalimat = [(t.hilang, t.tulis(label_halaman(kunci, t.halaman + sesudah))) for t in temuan]
    if hilang := [k for cacat, k in kalimat if cacat]:
        lain = f"; dan {len(hilang) - TERSEBUT} lagi" if len(hilang) > TERSEBUT else ""
        raise CetakCacat(f"{'; '.join(hilang[:TERSEBUT])}{lain}")
    return tuple(k for _, k in kalimat)


def berkas_unggahan(laporan: Laporan) -> dict[str, Path]:
    """The report's own pictures, by fingerprint: all that a document may read besides static files."""
    return {u["sidik"]: Path(settings.MEDIA_ROOT) / u["berkas"] for u in laporan.bahan["unggahan"]}


def _bab1(laporan: Laporan) -> dict[str, Any]:
    for kelompok in laporan.lembaga.pegawai:
        kelompok["bagan"] = mark_safe(bagan.pegawai(kelompok["judul_tabel"], kelompok["baris"], SETINGGI))  # noqa: S308
    sistematika = _sistematika(laporan)
    unggahan = laporan.unggahan("struktur")
    lembar = [] if unggahan else [mark_safe(svg) for svg in struktur.lukis(laporan.lembaga.struktur)]  # noqa: S308
    return {"struktur": unggahan, "bagan_struktur": lembar, "sistematika": sistematika}


def _sistematika(laporan: Laporan) -> list[dict[str, Any]]:
    """The chapters with the sections that this report really has."""
    hasil = []
    for kunci, nama in NAMA_BAB.items():
        isi = [f"{laporan.nomor[b.kunci]} {b.judul}" for b in bagian_bab(kunci) if b.kunci in laporan.nomor]
        if kunci == "lampiran":
            lain = [t.judul for t in laporan.lampiran_narasi] + [u["judul"] for u in laporan.unggahan("lampiran")]
            isi += [f"L.{n} {judul}" for n, judul in enumerate(lain, len(isi) + 1)]
        judul = "" if kunci == "lampiran" else DARI_KUNCI[kunci[-1]].judul
        hasil.append({"bab": nama, "judul": judul, "isi": isi})
    return hasil


def _bab2(laporan: Laporan) -> dict[str, Any]:
    murni, perubahan = perjanjian(laporan, MURNI), perjanjian(laporan, PERUBAHAN)
    return {"pk": murni, "pk_perubahan": perubahan, "banding": bandingkan(murni, perubahan)}


def _bab3(laporan: Laporan) -> dict[str, Any]:
    """Tujuan and sasaran numbered 3.1.1, 3.1.2, … with each indicator's sentences, titles and charts."""
    blok_tujuan, blok_sasaran = [], []
    berindikator = [t for t in laporan.rencana.tujuan if t["indikator"]]
    for n, t in enumerate(berindikator, 1):
        nomor = f"3.1.{n}"
        judul = f"{'Tujuan' if len(berindikator) == 1 else f'Tujuan {n}'}: {t['simpul'].uraian}"
        tulisan = laporan.tulisan.get(f"3.1.sasaran.{t['simpul'].kode}")
        indikator = [_indikator(i, f"{nomor}.{k}", laporan) for k, i in enumerate(t["indikator"], 1)]
        blok_tujuan.append(
            {"kode": t["simpul"].kode, "nomor": nomor, "judul": judul, "tulisan": tulisan, "indikator": indikator}
        )
    for n, s in enumerate(laporan.sasaran, len(berindikator) + 1):
        nomor = f"3.1.{n}"
        blok_sasaran.append(
            {
                "nomor": nomor,
                "judul": f"Sasaran {s.nomor}: {s.simpul.uraian}",
                "tulisan": laporan.tulisan.get(f"3.1.sasaran.{s.simpul.kode}"),
                "tulisan_penunjang": laporan.narasi.ambil(f"3.1.penunjang.{s.simpul.kode}"),
                "simpul": s.simpul,
                "angka": s.angka,
                "penunjang": s.penunjang,
                "ada_menunjang": any(p.menunjang is not None for p in s.penunjang),
                "judul_penunjang": f"Program, kegiatan, dan sub kegiatan penunjang sasaran {s.nomor}",
                "indikator": [_indikator(i, f"{nomor}.{k}", laporan) for k, i in enumerate(s.indikator, 1)],
            }
        )
    return {
        "awal_penggal": awal_penggal(laporan),
        "blok_tujuan": blok_tujuan,
        "blok_sasaran": blok_sasaran,
        "umum": [(b.judul, laporan.narasi.ambil(b.kunci)) for b in ASPEK_UMUM if laporan.narasi.ambil(b.kunci)],
        "judul_kas": f"Rencana kas{' dan realisasi' if any(laporan.i.total.realisasi_triwulan) else ''} per triwulan",
        "bagan_kas": mark_safe(bagan.kas(laporan.kas, laporan.i.total.realisasi_triwulan)),  # noqa: S308
        "bagan_pagu": mark_safe(bagan.pagu_realisasi(laporan.i, SETINGGI)),  # noqa: S308
    }


def _indikator(i: IkhtisarIndikator, nomor: str, laporan: Laporan) -> dict[str, Any]:
    tulisan = {b.kunci.rpartition(".")[2]: laporan.tulisan.get(f"{b.kunci}.{i.kode}") for b in ASPEK}
    x = {
        "i": i,
        "nomor": nomor,
        "ada_triwulan": _bertriwulan(i),
        "rincian": laporan.bahan["rincian"].get(i.kode, []),
        "deret": laporan.deret(i),
        "komponen": laporan.komponen(i),
        "sumber_pembanding": "; ".join(dict.fromkeys(p.sumber for p in i.pembanding if p.sumber)),
        "tulisan": tulisan,
        "judul": _judul(i.nama),
        "bagan": {
            "deret": mark_safe(bagan.deret(i, laporan.i)),  # noqa: S308
            "pembanding": mark_safe(bagan.pembanding(i, laporan.i, SETINGGI)),  # noqa: S308
            "komponen": mark_safe(bagan.komponen(i, SETINGGI)),  # noqa: S308
        },
    }
    return x | {"huruf": _huruf(x)}


def _bertriwulan(i: IkhtisarIndikator) -> bool:
    """Whether the quarters tell of what was achieved: their targets alone stand in the rencana aksi."""
    return any(t.realisasi is not None for t in i.triwulan)


def _huruf(x: dict[str, Any]) -> dict[str, str]:
    """The letters of the parts that an indicator has something to say in."""
    i, tulisan = x["i"], x["tulisan"]
    ada = {
        "tahun_ini": True,
        "deret": x["deret"] or tulisan["deret"],
        "akhir_renstra": tulisan["akhir_renstra"],
        "pembanding": i.pembanding or tulisan["pembanding"],
        "komponen": x["komponen"] or tulisan["komponen"],
        "analisis": i.analisis.ada or tulisan["analisis"],
        "efisiensi": tulisan["efisiensi"],
    }
    return dict(zip((k for k, v in ada.items() if v), "abcdefg", strict=False))


def _judul(nama: str) -> dict[str, str]:
    """Captions."""
    return {
        "rincian": f"Rincian {nama}",
        "triwulan": f"Capaian per triwulan {nama}",
        "deret": f"Perkembangan {nama}",
        "pembanding": f"Perbandingan {nama} dengan instansi lain",
        "komponen": f"Komponen {nama}",
        "komponen_persen": f"Komponen {nama} terhadap nilai maksimumnya",
    }


def _lampiran(laporan: Laporan) -> dict[str, Any]:
    unggahan = laporan.unggahan("lampiran")
    mulai = sum(k.startswith("lampiran") for k in laporan.nomor) + 1
    awal = mulai + len(laporan.lampiran_narasi)
    for n, u in enumerate(unggahan, awal):
        u["nomor"], u["gambar"] = f"L.{n}", not u["berkas"].endswith(".pdf")
    return {
        "lampiran": unggahan,
        "reviu": [u | {"gambar": not u["berkas"].endswith(".pdf")} for u in laporan.unggahan("reviu")],
        "pk": [perjanjian(laporan, v) for v in (MURNI, PERUBAHAN) if v == MURNI or laporan.pk_berubah],
        "rinci": [
            {"i": i, "rincian": rincian, "komponen": komponen, "judul": _judul(i.nama)}
            for i in laporan.indikator_lain
            for rincian, komponen in [(laporan.bahan["rincian"].get(i.kode, []), laporan.komponen(i))]
            if rincian or komponen or i.pembanding
        ],
        "tulisan_lampiran": [(str(n), t) for n, t in enumerate(laporan.lampiran_narasi, mulai)],
    }


KONTEKS: dict[str, Callable[[Laporan], dict[str, Any]]] = {
    "depan": lambda laporan: {"logo": laporan.unggahan("logo")},
    "bab1": _bab1,
    "bab2": _bab2,
    "bab3": _bab3,
    "lampiran": _lampiran,
}


def judul_kerja(kunci: str) -> str:
    """A job's name, as the person who waits reads it."""
    bab, nomor = pisah(kunci)
    judul = JUDUL_BAGIAN.get(bab, bab)
    return f"{judul}, bagian {nomor}" if nomor > 1 else judul


def label_halaman(kunci: str, halaman: int) -> str:
    """The printed number of a chapter's page: `III-12`; of the front: `iv` (the cover has none)."""
    bab, nomor = pisah(kunci)
    if nomor > 1:
        return f"{halaman} dari {judul_kerja(kunci)}"
    if bab in NOMOR:
        return f"{NOMOR[bab]}-{halaman}"
    if kunci == "dokumen":
        return str(halaman)
    if kunci == "depan" and halaman == 1:
        return "sampul"
    return romawi(halaman - 1).lower()
