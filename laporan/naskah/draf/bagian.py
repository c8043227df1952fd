"""The sections with a draft, and its paragraphs. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from laporan.bagian.daftar import Tempat, susunan

from . import indikator, total
from .bentuk import BahanDraf, luput

DASAR_HUKUM = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
    "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi Pemerintah",
    "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah",
    "Peraturan Menteri PANRB Nomor 53 Tahun 2014 tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja "
    "dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah",
    "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, Pengendalian dan Evaluasi "
    "Pembangunan Daerah",
    "Peraturan Menteri PANRB Nomor 88 Tahun 2021 tentang Evaluasi Akuntabilitas Kinerja Instansi Pemerintah",
)


def _pengantar(b: BahanDraf) -> Iterator[str]:
    tahun = b.ikhtisar.tahun
    perjanjian = f" atas pelaksanaan Perjanjian Kinerja Tahun {tahun}" if b.ber_pk else ""
    yield (
        f"Laporan Kinerja {luput(b.nama)} Tahun {tahun} disusun sebagai pertanggungjawaban{perjanjian} kepada "
        f"{luput(b.pemberi_amanah) or 'kepala daerah'}, "
        "sesuai Peraturan Presiden Nomor 29 Tahun 2014 dan Peraturan Menteri PANRB Nomor 53 Tahun 2014."
    )
    yield (
        "Semoga laporan ini memberi gambaran yang jelas tentang kinerja yang dicapai dan menjadi bahan perbaikan "
        "perencanaan, pelaksanaan, dan pengukuran kinerja pada tahun berikutnya."
    )


def _eksekutif(b: BahanDraf) -> Iterator[str]:
    yield from (f(b) for f in (total.rata_iku, total.dibatasi, total.status, total.anggaran, total.efisiensi))
    yield from total.sebab_utama(b)


def _latar(b: BahanDraf) -> Iterator[str]:
    yield (
        "Sistem Akuntabilitas Kinerja Instansi Pemerintah (SAKIP) mewajibkan setiap perangkat daerah merencanakan, "
        f"mengukur, dan melaporkan kinerjanya. {luput(b.nama)} {luput(b.ikhtisar.perangkat_daerah.pemda)} menyusun "
        f"laporan kinerja tahun {b.ikhtisar.tahun} untuk mempertanggungjawabkan pencapaian sasaran, penggunaan "
        "anggaran, dan upaya perbaikan yang dilakukan."
    )


def _hukum(b: BahanDraf) -> Iterator[str]:
    yield "Laporan ini disusun berdasarkan:"
    yield _bernomor(f"{d};" for d in DASAR_HUKUM)


def _maksud(b: BahanDraf) -> Iterator[str]:
    kepada = luput(b.pemberi_amanah) or "kepala daerah"
    yield (
        f"Laporan ini dimaksudkan sebagai pertanggungjawaban kinerja kepada {kepada}. "
        "Tujuannya memberi informasi kinerja yang terukur tentang apa yang telah dan seharusnya dicapai, serta menjadi "
        "dasar perbaikan berkesinambungan."
    )


def _gambaran(b: BahanDraf) -> Iterator[str]:
    pimpinan = f" yang dipimpin oleh {luput(b.kepala_jabatan)}" if b.kepala_jabatan else ""
    yield f"{luput(b.nama)} adalah perangkat daerah {luput(b.ikhtisar.perangkat_daerah.pemda)}{pimpinan}."


def _anggaran(b: BahanDraf) -> Iterator[str]:
    yield f"{total.anggaran(b)} {total.dalam_huruf(b)}".strip()
    yield total.anggaran_lalu(b)


def _simpulan(b: BahanDraf) -> Iterator[str]:
    yield total.rata_iku(b)
    yield from total.tercapai(b)
    yield total.anggaran(b)
    yield total.efisiensi(b)


def langkah(b: BahanDraf) -> Iterator[str]:
    """Steps of improvement: what was entered as to be done about tujuan and sasaran, and nothing else."""
    for i in b.ikhtisar.indikator:
        if b.simpul[i.induk].jenis in ("tujuan", "sasaran") and i.analisis.tindak_lanjut.strip():
            yield f"{luput(i.nama)}: {luput(i.analisis.tindak_lanjut)}"


def _langkah(b: BahanDraf) -> Iterator[str]:
    if butir := list(langkah(b)):
        yield "Langkah perbaikan yang akan dilakukan:"
        yield _bernomor(butir)


def _bernomor(butir: Iterable[str]) -> str:
    return "\n".join(f"{n}. {teks}" for n, teks in enumerate(butir, 1))


_UMUM: dict[str, Callable[[BahanDraf], Iterable[str]]] = {
    "kata_pengantar": _pengantar,
    "ikhtisar_eksekutif": _eksekutif,
    "1.1": _latar,
    "1.2": _hukum,
    "1.3": _maksud,
    "1.4": _gambaran,
    "2.5": lambda b: [total.pagu(b)],
    "3.2": _anggaran,
    "3.3": lambda b: [total.efisiensi(b)],
    "3.4": total.akip,
    "4.1": _simpulan,
    "4.2": _langkah,
}
_INDIKATOR: dict[str, Callable[[BahanDraf, str], Iterable[str]]] = {
    "3.1.tahun_ini": lambda b, k: [_tahun_ini(b, k)],
    "3.1.deret": lambda b, k: [indikator.deret(b, b.indikator[k])],
    "3.1.akhir_renstra": lambda b, k: [indikator.akhir_renstra(b, b.indikator[k])],
    "3.1.pembanding": lambda b, k: [f(b, b.indikator[k]) for f in (indikator.nasional, indikator.pembanding)],
    "3.1.komponen": lambda b, k: [indikator.komponen(b, b.indikator[k])],
    "3.1.efisiensi": lambda b, k: [indikator.efisiensi(b, b.indikator[k])],
    "3.1.sasaran": lambda b, k: [indikator.sasaran(b, b.sasaran[k])] if k in b.sasaran else [],
}
"""Of one object: of an indicator, the last of a sasaran."""


def _tahun_ini(b: BahanDraf, kode: str) -> str:
    i = b.indikator[kode]
    return " ".join(filter(None, [indikator.capaian(b, i), *indikator.keterangan(b, i)]))


def draf(t: Tempat, b: BahanDraf) -> str:
    """The draft of a section as Markdown with references; empty where the data give none."""
    if t.objek:
        buat = _INDIKATOR.get(t.bagian.kunci)
        alinea = buat(b, t.objek) if buat else ()
    else:
        umum = _UMUM.get(t.kunci)
        alinea = umum(b) if umum else ()
    return "\n\n".join(a for a in alinea if a)


def semua_draf(b: BahanDraf) -> dict[str, str]:
    """The draft of each section that has one, by the section's key."""
    return {t.kunci: teks for t in susunan(b.ikhtisar) if t.bagian.memuat and (teks := draf(t, b))}
