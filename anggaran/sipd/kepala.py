"""Finds the table of an export by the words of its header, and says which export it is.

File name, sheet name, order of sheets and position of columns say nothing: staff rename and rearrange.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from .bentuk import JENIS_PAGU, NAMA_JENIS, Jenis, Maju, Peringatan, SipdDitolak
from .buka import BukuSipd, dengan_kemajuan
from .kode import seperti_rekening, seperti_sub_kegiatan
from .sel import rapi

BARIS_DIPERIKSA: Final = 15

_SINONIM: Final[dict[str, tuple[str, ...]]] = {
    "nomor": ("NO", "NO.", "NOMOR"),
    "tahun": ("TAHUN", "TAHUN ANGGARAN"),
    "kode_skpd": ("KODE SKPD", "KODE OPD", "KODE PERANGKAT DAERAH"),
    "nama_skpd": ("NAMA SKPD", "NAMA OPD", "NAMA PERANGKAT DAERAH"),
    "kode_sub_skpd": ("KODE SUB SKPD", "KODE SUB UNIT", "KODE SUB OPD", "KODE SUBUNIT"),
    "nama_sub_skpd": ("NAMA SUB SKPD", "NAMA SUB UNIT", "NAMA SUB OPD", "NAMA SUBUNIT"),
    "kode_bidang_urusan": ("KODE BIDANG URUSAN",),
    "kode_program": ("KODE PROGRAM",),
    "nama_program": ("NAMA PROGRAM", "PROGRAM"),
    "kode_kegiatan": ("KODE KEGIATAN",),
    "nama_kegiatan": ("NAMA KEGIATAN", "KEGIATAN"),
    "kode_sub_kegiatan": ("KODE SUB KEGIATAN",),
    "nama_sub_kegiatan": ("NAMA SUB KEGIATAN", "SUB KEGIATAN"),
    "kode_sumber_dana": ("KODE SUMBER DANA",),
    "nama_sumber_dana": ("NAMA SUMBER DANA", "SUMBER DANA"),
    "kode_rekening": ("KODE REKENING", "KODE AKUN", "KODE REKENING BELANJA", "KODE AKUN BELANJA"),
    "nama_rekening": ("NAMA REKENING", "NAMA AKUN"),
    "paket": ("PAKET/KELOMPOK", "NAMA PAKET/KELOMPOK"),
    "standar_harga": ("KODE STANDAR HARGA", "NAMA STANDAR HARGA"),
    "nilai": ("PAGU", "NILAI", "NILAI RINCIAN", "NILAI PAGU", "PAGU ANGGARAN"),
    "nomor_dokumen": ("NOMOR DOKUMEN", "NO DOKUMEN"),
    "jenis_dokumen": ("JENIS DOKUMEN",),
    "tanggal_dokumen": ("TANGGAL DOKUMEN",),
    "nilai_realisasi": ("NILAI REALISASI",),
    "nilai_setoran": ("NILAI SETORAN",),
    "nomor_spd": ("NOMOR SPD",),
    "nomor_sp2d": ("NOMOR SP2D",),
    "tanggal_transfer": ("TANGGAL TRANSFER",),
}
_KUNCI: Final = {judul: kunci for kunci, semua in _SINONIM.items() for judul in semua}
_PAGU = {"kode_sub_kegiatan", "kode_sumber_dana", "kode_rekening", "nilai"}
_REALISASI = {"kode_sub_kegiatan", "kode_rekening", "nomor_dokumen", "tanggal_dokumen", "nilai_realisasi"}
_CETAKAN = re.compile(r"RENCANA KERJA DAN ANGGARAN|DOKUMEN PELAKSANAAN (PERUBAHAN )?ANGGARAN|(FORMULIR )?(RKA|DP?PA)\b")
_RINCIAN = {"KOEFISIEN", "RINCIAN PERHITUNGAN", "HARGA SATUAN"}
_BAGIAN = re.compile(r"[\d.]+|XX?", re.ASCII | re.IGNORECASE)
_BUKAN_CETAKAN = re.compile(r"REKAP|(BELANJA )?(OPERASI|MODAL)")


@dataclass(frozen=True)
class Tabel:
    """A table found: its sheet, row of the header (from 1), kind, and columns (A = 0) by their known names.

    `kepala` are the header's texts by column; `judul` the texts above it; `ganda` known names that two
    columns claim.
    """

    lembar: str
    baris_kepala: int
    jenis: Jenis
    kolom: Mapping[str, int]
    kepala: Mapping[int, str]
    judul: tuple[str, ...] = ()
    ganda: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Calon:
    """A row that might be the header."""

    baris: int
    teks: dict[int, str]
    kolom: dict[str, int]
    ganda: tuple[str, ...]

    @property
    def mutu(self) -> tuple[int, int]:
        return len(self.kolom), len(self.teks)


def norma_kepala(teks: str) -> str:
    """A header's words for comparing: upper case, single spaces, `_` = space, `/` without spaces."""
    atas = rapi(teks.replace("_", " ")).upper().replace("SUBKEGIATAN", "SUB KEGIATAN")
    return re.sub(r" ?/ ?", "/", atas)


def cari_tabel(buku: BukuSipd) -> tuple[Tabel, ...]:
    """The table of every sheet that has one, known kinds first, otherwise in the order of the sheets."""
    semua = [t for lembar in buku.lembar if (t := _cari_di_lembar(buku, lembar)) is not None]
    return tuple(sorted(semua, key=lambda t: (t.jenis == "lain", t.jenis == "rka_dpa")))


def _cari_di_lembar(buku: BukuSipd, lembar: str) -> Tabel | None:
    terbaik: _Calon | None = None
    atas: list[str] = []
    cetakan = rincian = rekap = False
    for nomor, baris in buku.baris(lembar):
        if nomor > BARIS_DIPERIKSA:
            break
        calon = _calon(nomor, baris)
        jenis = _jenis(calon.kolom)
        if jenis is not None:
            return Tabel(lembar, nomor, jenis, calon.kolom, calon.teks, tuple(atas), calon.ganda)
        besar = [norma_kepala(t) for t in calon.teks.values()]
        cetakan = cetakan or any(_CETAKAN.match(t) for t in besar)
        rincian = rincian or bool(_RINCIAN.intersection(besar))
        rekap = rekap or any(_BUKAN_CETAKAN.match(t) for t in besar)
        if len(calon.teks) > 1 and (terbaik is None or calon.mutu > terbaik.mutu):
            terbaik = calon
        if len(calon.teks) == 1:
            atas.extend(calon.teks.values())
    if rincian or cetakan and not rekap:
        return Tabel(lembar, 1, "rka_dpa", {}, {}, tuple(atas))
    if terbaik is None:
        return None
    return Tabel(lembar, terbaik.baris, "lain", terbaik.kolom, terbaik.teks, tuple(atas), terbaik.ganda)


def _calon(nomor: int, baris: Mapping[int, object]) -> _Calon:
    teks = {i: rapi(n) for i, n in baris.items() if isinstance(n, str) and rapi(n) and not _kode(n)}
    kolom: dict[str, int] = {}
    ganda: list[str] = []
    for letak, satu in teks.items():
        kunci = _KUNCI.get(norma_kepala(satu))
        if kunci in kolom and kunci not in ("paket", "standar_harga"):
            ganda.append(kunci)
        elif kunci is not None:
            kolom.setdefault(kunci, letak)
    return _Calon(nomor, teks, kolom, tuple(ganda))


def _kode(teks: str) -> bool:
    """A code, or a part of one: no word of a header."""
    return _BAGIAN.fullmatch(teks) is not None or seperti_rekening(teks) or seperti_sub_kegiatan(teks)


def _jenis(kolom: Collection[str]) -> Jenis | None:
    if set(kolom) >= _REALISASI:
        return "realisasi_dokumen"
    if not set(kolom) >= _PAGU or not {"kode_skpd", "kode_sub_skpd"} & set(kolom):
        return None
    if "standar_harga" in kolom:
        return "rekap4"
    return "rekap5" if "paket" in kolom else "rekap3"


def pilih_tabel(buku: BukuSipd, jenis: Collection[Jenis] | None = None, lembar: str | None = None) -> Tabel:
    """The table to read: the first of the wanted kinds, of the sheet `lembar` if one is named.

    Raises:
        SipdDitolak: there is none; the sentence names the export that is needed instead.
    """
    semua = [t for t in cari_tabel(buku) if lembar is None or t.lembar == lembar]
    if not semua:
        di = f"Lembar “{lembar}” tidak ada atau tidak berisi tabel" if lembar else "Berkas ini tidak berisi tabel"
        raise SipdDitolak(f"{di}. Unggah unduhan SIPD: Rekap 5 untuk pagu, Laporan Realisasi Per Dokumen.")
    tabel = next((t for t in semua if jenis is None or t.jenis in jenis), semua[0])
    if tabel.jenis == "rka_dpa":
        raise SipdDitolak(
            f"Lembar “{tabel.lembar}” adalah cetakan RKA/DPA, yang tidak dapat dibaca sebagai tabel. "
            "Unduh Rekap 5 dari SIPD untuk pagu, atau Laporan Realisasi Per Dokumen untuk realisasi."
        )
    if jenis is not None and tabel.jenis not in jenis:
        raise SipdDitolak(_salah_jenis(tabel, jenis))
    if tabel.jenis != "lain" and tabel.ganda:
        nama = ", ".join(_SINONIM[k][0].title() for k in tabel.ganda)
        raise SipdDitolak(
            f"Lembar “{tabel.lembar}” baris {tabel.baris_kepala}: kolom {nama} ada lebih dari satu. "
            "Hapus kolom yang ditambahkan sendiri, lalu unggah ulang."
        )
    return tabel


def _salah_jenis(tabel: Tabel, jenis: Collection[Jenis]) -> str:
    perlu = "Rekap 5, Rekap 3 atau Rekap 4 (pagu)" if set(jenis) & set(JENIS_PAGU) else NAMA_JENIS["realisasi_dokumen"]
    if tabel.jenis == "lain":
        return (
            f"Lembar “{tabel.lembar}” bukan {perlu}: kolomnya tidak dikenal. "
            "Unduh laporan itu dari SIPD, atau pasangkan kolomnya sendiri."
        )
    return f"Lembar “{tabel.lembar}” adalah {NAMA_JENIS[tabel.jenis]}, bukan {perlu}. Unggah pada tempat yang sesuai."


def baris_tabel(
    buku: BukuSipd, tabel: Tabel, nama: Collection[str], maju: Maju | None
) -> Iterator[tuple[int, dict[str, object]]]:
    """The rows below the header: number, and cells by the known names of their columns, those in `nama` only.

    Raises:
        SipdDitolak: the sheet is damaged, or a formula has no value stored.
    """
    kolom = {k: tabel.kolom[k] for k in nama if k in tabel.kolom}
    awal = tabel.baris_kepala + 1
    buku.tolak_rumus(tabel.lembar, kolom.values(), awal)
    perkiraan = buku.pindaian[tabel.lembar].baris - tabel.baris_kepala
    for nomor, baris in dengan_kemajuan(buku.baris(tabel.lembar, kolom.values(), awal), perkiraan, maju):
        yield nomor, {k: baris.get(letak) for k, letak in kolom.items()}


def peringatan_lembar(buku: BukuSipd, tabel: Tabel) -> list[Peringatan]:
    """Says which sheet was read where others hold a table too."""
    lain = [f"“{t.lembar}”" for t in cari_tabel(buku) if t.lembar != tabel.lembar]
    if not lain:
        return []
    pesan = (
        f"Yang dibaca adalah lembar “{tabel.lembar}”; lembar {', '.join(lain)} juga berisi tabel dan tidak dibaca. "
        "Bila bukan itu yang dimaksud, hapus lembar yang tidak diperlukan, lalu unggah ulang."
    )
    return [Peringatan("lembar_lain", pesan)]
