"""What the plan does not cover, and what the narrative says of other years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from laporan.naskah.prosa.kalimat import kalimat
from sakip.angka import tulis

from .bentuk import (
    GALAT,
    PERINGATAN,
    PERMENPANRB_53,
    PERMENPANRB_88,
    PRAKTIK_IKU,
    Bahan,
    Temuan,
    angka_teks,
)

_RUJUKAN = re.compile(
    r"(nomor|no\.?)\s*[\w./-]+\s+tahun\s+\d{4}|\b\d+\s+tahun\s+\d{4}|\b[\w.-]+/(?:\w+/)*\d{4}\b"
    r"|\b20\d\d\s*[-–]\s*20\d\d\b",
    re.IGNORECASE,
)
"""Citations of regulations and spans of years: not sentences of another year."""
_EVALUASI = re.compile(r"\b(AKIP|SAKIP|LHE)\b")
_TAHUN = re.compile(r"\b(20\d{2})\b")


def tanpa_sasaran(bahan: Bahan) -> Iterator[Temuan]:
    for s in bahan.ikhtisar.simpul:
        if s.jenis == "sub_kegiatan" and not s.mendukung:
            pesan = f"Sub kegiatan {s.uraian} tidak mendukung sasaran mana pun. Pilih sasaran yang didukungnya."
            yield Temuan("renstra.tanpa_sasaran", PERINGATAN, s.kode, pesan, {}, f"{PERMENPANRB_88}: cascading")


def sasaran_tanpa_iku(bahan: Bahan) -> Iterator[Temuan]:
    nama = {s.kode: s.uraian for s in bahan.ikhtisar.simpul}
    for s in bahan.ikhtisar.sasaran:
        if s.anggota == 0:
            pesan = f"Sasaran {nama[s.kode]} tidak mempunyai IKU; capaiannya tidak dapat dihitung."
            yield Temuan("renstra.sasaran_tanpa_iku", PERINGATAN, s.kode, pesan, {}, PRAKTIK_IKU)


def skala_tidak_dikenal(bahan: Bahan) -> Iterator[Temuan]:
    if not bahan.ikhtisar.pita:
        pesan = f"Skala predikat “{bahan.ikhtisar.skala}” tidak ada; predikat capaian tidak dapat ditulis."
        yield Temuan("skala.tidak_dikenal", GALAT, bahan.ikhtisar.skala, pesan, {}, "Permendagri 86/2017")


def akip_berbeda(bahan: Bahan) -> Iterator[Temuan]:
    for a in bahan.ikhtisar.akip:
        if a.nilai_dinyatakan is not None and a.nilai is not None:
            pesan = f"Nilai AKIP {a.tahun} dinyatakan {tulis(a.nilai_dinyatakan)}, jumlah komponennya {tulis(a.nilai)}."
            yield Temuan(
                "akip.jumlah_berbeda",
                GALAT,
                str(a.tahun),
                pesan,
                angka_teks(dinyatakan=a.nilai_dinyatakan, dihitung=a.nilai),
                PERMENPANRB_88,
            )


def belum_ada_isi(bahan: Bahan) -> Iterator[Temuan]:
    if not bahan.ikhtisar.indikator:
        pesan = "Belum ada indikator untuk tahun ini. Unggah buku kerja yang berisi Renstra dan Indikator."
        yield Temuan("renstra.kosong", GALAT, bahan.ikhtisar.perangkat_daerah.kode, pesan, {}, PERMENPANRB_53)


def tahun_di_narasi(bahan: Bahan) -> Iterator[Temuan]:
    """Years that neither the report nor its data speak of: often last year's sentence."""
    i = bahan.ikhtisar
    wajar = {i.tahun, i.tahun + 1} | set(range(i.periode_awal or i.tahun, (i.periode_akhir or i.tahun) + 1))
    wajar |= {a.tahun for a in i.akip} - {i.tahun - 1}
    wajar -= set(range(i.periode_awal or i.tahun, i.tahun))
    for bagian, judul, teks in bahan.narasi:
        bersih = _RUJUKAN.sub(" ", f"{judul}. {teks}")
        seri = {d.tahun for x in i.indikator if bagian.endswith(x.kode) for d in x.deret}
        for tahun in sorted(_asing(bersih, i.tahun) - wajar - seri):
            letak = bersih.find(str(tahun))
            kutipan = " ".join(bersih[max(0, letak - 50) : letak + 40].split())
            yield Temuan(
                "narasi.tahun_lain",
                PERINGATAN,
                bagian,
                f"Naskah menyebut tahun {tahun}, laporan ini tahun {i.tahun}: “…{kutipan}…”",
                {"tahun": str(tahun)},
                "Kalimat laporan tahun lalu yang tertinggal",
            )


def _asing(teks: str, kini: int) -> set[int]:
    """Years that a text speaks of without cause. An earlier year beside the report's own is compared with it; an
    evaluation of AKIP is of the year before."""
    asing = set()
    for k in kalimat(teks):
        dibandingkan = False
        for tahun in sorted({int(t) for t in _TAHUN.findall(k.teks)}, reverse=True):
            dibandingkan |= tahun == kini or (tahun == kini - 1 and _EVALUASI.search(k.teks) is not None)
            if not dibandingkan:
                asing.add(tahun)
    return asing


ATURAN = (
    belum_ada_isi,
    tanpa_sasaran,
    sasaran_tanpa_iku,
    skala_tidak_dikenal,
    akip_berbeda,
    tahun_di_narasi,
)
