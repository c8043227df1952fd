"""The registry of the LKjIP's sections, in the order in which they are printed. Pure.

Whatever speaks of a section (a chapter's template, the contents, the placing of texts, an editor's outline)
takes its key, title and place from here.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, IkhtisarSimpul

INDIKATOR, SASARAN = "indikator", "sasaran"


@dataclass(frozen=True)
class Bagian:
    """A section. `bab`: the chapter that prints it. `data`: what it shows besides text. `sebutan`: a pattern of the
    titles that agencies give it; `kunci_lain`: other keys. `untuk`: it stands once for each indikator or sasaran, with
    that object's code after its key. `hal`: what is reported in it; it may be switched off, and without data it says
    that there was none. `memuat`: it takes texts."""

    kunci: str
    judul: str
    bab: str
    induk: str = ""
    data: str = ""
    sebutan: str = ""
    kunci_lain: tuple[str, ...] = ()
    untuk: str = ""
    hal: str = ""
    bernomor: bool = False
    memuat: bool = True

    def disebut(self, judul: str) -> bool:
        """Whether a title means this section."""
        return bool(judul) and (
            judul.casefold() == self.judul.casefold()
            or bool(self.sebutan and re.search(self.sebutan, judul, re.IGNORECASE))
        )


@dataclass(frozen=True)
class Tempat:
    """A section as one report has it: of one indicator or sasaran where it stands for each."""

    kunci: str
    judul: str
    nomor: str
    induk: str
    bagian: Bagian
    objek: str = ""


def _bab(kunci: str, judul: str, bab: str, sebutan: str = "") -> Bagian:
    return Bagian(kunci, judul, bab, sebutan=sebutan)


def _sub(kunci: str, judul: str, bab: str, **lain: object) -> Bagian:
    return Bagian(kunci, judul, bab, induk=kunci.split(".", maxsplit=1)[0], bernomor=True, **lain)  # type: ignore[arg-type]


def _aspek(kunci: str, judul: str, data: str, sebutan: str, untuk: str = INDIKATOR) -> Bagian:
    return Bagian(f"3.1.{kunci}", judul, "bab3", induk="3.1", data=data, sebutan=sebutan, untuk=untuk)


def _lampiran(kunci: str, judul: str, data: str = "", **lain: object) -> Bagian:
    return Bagian(kunci, judul, "lampiran", induk="lampiran", data=data, bernomor=True, **lain)  # type: ignore[arg-type]


SEMUA: tuple[Bagian, ...] = (
    Bagian("kata_pengantar", "Kata Pengantar", "depan", sebutan=r"^kata pengantar"),
    Bagian(
        "ikhtisar_eksekutif",
        "Ikhtisar Eksekutif",
        "depan",
        data="capaian IKU, serapan, dan efisiensi",
        sebutan=r"^(ikhtisar|ringkasan) eksekutif",
    ),
    _bab("1", "Pendahuluan", "bab1", r"^pendahuluan$"),
    _sub("1.1", "Latar Belakang", "bab1", sebutan=r"^latar belakang"),
    _sub("1.2", "Landasan Hukum", "bab1", sebutan=r"^(landasan|dasar) hukum"),
    _sub(
        "1.3",
        "Maksud dan Tujuan",
        "bab1",
        sebutan=r"^maksud|^tujuan( (penyusunan|penulisan|pelaporan|laporan).*)?$",
    ),
    _sub(
        "1.4",
        "Gambaran Umum",
        "bab1",
        data="bidang, pegawai, dan aset",
        sebutan=r"gambaran umum|^(kedudukan|tugas)\b|^(struktur )?organisasi|^(kepegawaian|pegawai|sumber daya)|"
        r"^(aset|sarana)\b|^profil\b",
        kunci_lain=("gambaran_umum", "tugas_fungsi"),
    ),
    _sub(
        "1.5",
        "Isu Strategis",
        "bab1",
        sebutan=r"isu strategis|(peran|aspek) strategis|permasalahan utama",
        kunci_lain=("isu_strategis",),
        hal="isu strategis",
    ),
    _sub("1.6", "Sistematika Penyajian", "bab1", sebutan=r"^sistematika"),
    _bab("2", "Perencanaan Kinerja", "bab2", r"^perencanaan kinerja$"),
    _sub(
        "2.1",
        "Rencana Strategis",
        "bab2",
        data="visi, misi, tujuan, sasaran, target Renstra, strategi, dan arah kebijakan",
        sebutan=r"rencana strategis|^renstra\b|^visi\b|^strategi\b",
    ),
    _sub(
        "2.2",
        "Indikator Kinerja Utama",
        "bab2",
        data="IKU",
        sebutan=r"^(penetapan )?indikator kinerja utama|^iku\b",
    ),
    _sub("2.3", "Perjanjian Kinerja", "bab2", data="target Perjanjian Kinerja", sebutan=r"^perjanjian kinerja"),
    _sub("2.4", "Rencana Aksi", "bab2", data="target per triwulan", sebutan=r"^rencana aksi", hal="rencana aksi"),
    _sub(
        "2.5",
        "Anggaran",
        "bab2",
        data="pagu program, kegiatan, dan sub kegiatan",
        sebutan=r"^rencana kerja|^(pagu )?anggaran( tahun)?( \d{4})?$",
        hal="anggaran",
    ),
    _sub("2.6", "Cara Pengukuran Kinerja", "bab2", data="rumus dan skala predikat", sebutan=r"pengukuran kinerja"),
    _bab("3", "Akuntabilitas Kinerja", "bab3", r"^akuntabilitas kinerja$"),
    _sub(
        "3.1",
        "Capaian Kinerja Organisasi",
        "bab3",
        data="capaian IKU, tujuan, dan sasaran",
        sebutan=r"^capaian kinerja( organisasi| instansi| skpd| opd)?\b",
    ),
    Bagian("3.1.sasaran", "Uraian sasaran", "bab3", induk="3.1", untuk=SASARAN),
    _aspek("tahun_ini", "Target dan realisasi tahun ini", "capaian, rincian, triwulan", r"target dan realisasi tahun"),
    _aspek(
        "deret",
        "Perbandingan dengan tahun sebelumnya",
        "realisasi beberapa tahun",
        r"perbandingan.*(tahun (lalu|sebelumnya)|antar ?tahun|beberapa tahun)",
    ),
    _aspek(
        "akhir_renstra",
        "Perbandingan dengan target akhir Renstra",
        "target akhir Renstra",
        r"perbandingan.*(renstra|jangka menengah|rpjmd)",
    ),
    _aspek(
        "pembanding",
        "Perbandingan dengan standar nasional dan instansi lain",
        "pembanding",
        r"perbandingan.*(nasional|instansi|daerah lain|provinsi|kabupaten)",
    ),
    _aspek("komponen", "Komponen pembentuk nilai", "komponen", r"^komponen\b"),
    _aspek(
        "analisis",
        "Penyebab keberhasilan atau kegagalan dan tindak lanjut",
        "pendorong, penghambat, solusi, dan tindak lanjut",
        r"^(faktor|penyebab)\b|^analisis (penyebab|keberhasilan|kegagalan|capaian)",
    ),
    _aspek("efisiensi", "Efisiensi penggunaan sumber daya", "capaian dan serapan", r"^efisiensi indikator"),
    _aspek(
        "penunjang",
        "Program, kegiatan, dan sub kegiatan penunjang",
        "capaian dan serapan yang menunjang sasaran",
        r"penunjang|^analisis program|^program.*(menunjang|pendukung)",
        SASARAN,
    ),
    _sub(
        "3.2",
        "Realisasi Anggaran",
        "bab3",
        data="pagu, realisasi, serapan, dan sisa",
        sebutan=r"^realisasi anggaran|^akuntabilitas keuangan",
        hal="realisasi anggaran",
    ),
    _sub(
        "3.3",
        "Efisiensi Penggunaan Sumber Daya",
        "bab3",
        data="efisiensi per sasaran",
        sebutan=r"^(analisis )?efisiensi|^pemanfaatan sumber daya",
        kunci_lain=("3.1.efisiensi",),
        hal="pengukuran efisiensi",
    ),
    _sub(
        "3.4",
        "Tindak Lanjut Rekomendasi LHE AKIP",
        "bab3",
        data="nilai AKIP dan tindak lanjut rekomendasi",
        sebutan=r"tindak lanjut.*(rekomendasi|lhe|evaluasi|akip)|^rekomendasi (lhe|hasil evaluasi)",
        hal="rekomendasi hasil evaluasi AKIP",
    ),
    _sub(
        "3.5",
        "Prestasi dan Inovasi",
        "bab3",
        data="prestasi dan penghargaan",
        sebutan=r"^(prestasi|penghargaan|inovasi|replikasi)\b|kinerja lain",
        hal="prestasi dan inovasi",
    ),
    _bab("4", "Penutup", "bab4", r"^penutup\b"),
    _sub("4.1", "Simpulan", "bab4", data="simpulan dari capaian dan serapan", sebutan=r"^(simpulan|kesimpulan)\b"),
    _sub(
        "4.2",
        "Langkah Perbaikan",
        "bab4",
        data="tindak lanjut tiap indikator",
        sebutan=r"^saran\b|^(langkah|rencana|upaya)([- ]langkah)? perbaikan",
        hal="langkah perbaikan",
    ),
    _lampiran("lampiran_pk", "Perjanjian Kinerja", "Perjanjian Kinerja seperti ditandatangani", memuat=False),
    _lampiran("lampiran_iku", "Lembar Indikator Kinerja Utama", "definisi operasional indikator", memuat=False),
    _lampiran("lampiran_aksi", "Rencana Aksi", "target per triwulan", memuat=False),
    _lampiran(
        "lampiran_matriks",
        "Matriks Realisasi Program, Kegiatan, dan Sub Kegiatan",
        "capaian, serapan, dan permasalahan",
        memuat=False,
    ),
    _lampiran(
        "lampiran_sop",
        "SOP Pengumpulan Data Kinerja",
        sebutan=r"\bsop\b|standar operasional prosedur|prosedur pengumpulan data",
    ),
    _lampiran("lampiran_reviu", "Pernyataan Telah Direviu", "pernyataan Inspektorat", memuat=False),
    _lampiran("lampiran", "Lampiran lain"),
)
DARI_KUNCI = {b.kunci: b for b in SEMUA}
JUDUL = {b.kunci: b.judul for b in SEMUA}
NAMA_BAB = {"bab1": "Bab I", "bab2": "Bab II", "bab3": "Bab III", "bab4": "Bab IV", "lampiran": "Lampiran"}
ASPEK = tuple(b for b in SEMUA if b.untuk == INDIKATOR)


@cache
def bagian_bab(bab: str) -> tuple[Bagian, ...]:
    """The numbered sections of a chapter."""
    return tuple(b for b in SEMUA if b.bab == bab and b.bernomor)


def penomoran(mati: Collection[str] = (), tanpa: Collection[str] = ()) -> dict[str, str]:
    """The number that each section carries in print: those that follow a missing one move up. `mati`: switched off
    by a person; `tanpa`: not there because there is nothing to print in it."""
    hasil: dict[str, str] = {}
    for nomor_bab, bab in (("1", "bab1"), ("2", "bab2"), ("3", "bab3"), ("4", "bab4"), ("L", "lampiran")):
        ada = [b for b in bagian_bab(bab) if b.kunci not in tanpa and not (b.hal and b.kunci in mati)]
        hasil |= {b.kunci: f"{nomor_bab}.{n}" for n, b in enumerate(ada, 1)}
    return hasil


def indikator_dibahas(ikhtisar: Ikhtisar) -> list[IkhtisarIndikator]:
    """Indicators with a block of their own in 3.1: those of tujuan and sasaran."""
    jenis = {s.kode: s.jenis for s in ikhtisar.simpul}
    return [i for i in ikhtisar.indikator if jenis[i.induk] in ("tujuan", "sasaran")]


def sasaran_dibahas(ikhtisar: Ikhtisar) -> list[IkhtisarSimpul]:
    """Tujuan and sasaran: nodes with a heading of their own in 3.1."""
    return [s for s in ikhtisar.simpul if s.jenis in ("tujuan", "sasaran")]


def susunan(ikhtisar: Ikhtisar, mati: Collection[str] = ()) -> Iterator[Tempat]:
    """Every section of one report in order: those that stand for each indicator or sasaran once for each, and once for
    the agency as a whole."""
    nomor = penomoran(mati)
    for b in SEMUA:
        if b.hal and b.kunci in mati:
            continue
        yield Tempat(b.kunci, b.judul, nomor.get(b.kunci, ""), b.induk, b)
        if b.untuk == INDIKATOR:
            for i in indikator_dibahas(ikhtisar):
                yield Tempat(f"{b.kunci}.{i.kode}", f"{b.judul}: {i.nama}", "", b.kunci, b, i.kode)
        elif b.untuk == SASARAN:
            for s in sasaran_dibahas(ikhtisar):
                yield Tempat(f"{b.kunci}.{s.kode}", f"{b.judul}: {s.uraian}", "", b.kunci, b, s.kode)
