"""Reads the pagu of Rekap 5, Rekap 3 and Rekap 4, streaming, and adds the rows up.

No column says the tahap (murni, pergeseran, perubahan): the user chooses it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO, Final

from . import catatan as ct
from . import kode as kd
from . import sel
from .bentuk import JENIS_PAGU, NOL, Dilewati, Maju, Peringatan, SkpdDibaca, SubDibaca, daftar
from .buka import buka_sipd
from .kepala import Tabel, baris_tabel, peringatan_lembar, pilih_tabel

_KOLOM: Final = (
    "nomor",
    "tahun",
    "kode_skpd",
    "nama_skpd",
    "kode_sub_skpd",
    "kode_bidang_urusan",
    "kode_program",
    "nama_program",
    "kode_kegiatan",
    "nama_kegiatan",
    "kode_sub_kegiatan",
    "nama_sub_kegiatan",
    "kode_sumber_dana",
    "nama_sumber_dana",
    "kode_rekening",
    "nilai",
)


@dataclass(frozen=True)
class PaguDibaca:
    """Pagu in rupiah of a sub unit's sub kegiatan from one sumber dana for one jenis belanja."""

    sub_skpd: str
    sub_kegiatan: str
    sumber_dana: str
    jenis_belanja: str
    nilai: Decimal
    baris: int


@dataclass(frozen=True)
class HasilPagu:
    """What a file of pagu holds. `jumlah` + what `dilewati` holds = `jumlah_berkas`, to the rupiah."""

    tabel: Tabel
    rincian: tuple[PaguDibaca, ...]
    sub: tuple[SubDibaca, ...]
    sumber_dana: dict[str, str]
    """Names by code."""
    tahun: tuple[int, ...]
    skpd: tuple[SkpdDibaca, ...]
    """Every agency of the file, kept or not."""
    dilewati: tuple[Dilewati, ...]
    baris: int
    jumlah: Decimal
    jumlah_berkas: Decimal
    total_berkas: Decimal | None
    """What a row of totals in the file says; genuine exports have none."""
    peringatan: tuple[Peringatan, ...]

    @property
    def per_sub_jenis(self) -> dict[tuple[str, str], Decimal]:
        """Rupiah by (sub kegiatan, jenis belanja), sub units and sumber dana added up."""
        hasil: dict[tuple[str, str], Decimal] = {}
        for b in self.rincian:
            kunci = (b.sub_kegiatan, b.jenis_belanja)
            hasil[kunci] = hasil.get(kunci, NOL) + b.nilai
        return hasil


def baca_pagu(
    berkas: BinaryIO,
    *,
    skpd: str | None = None,
    tahun: int | None = None,
    lembar: str | None = None,
    bidang: str = "",
    maju: Maju | None = None,
) -> HasilPagu:
    """Read a Rekap 5, 3 or 4; `skpd` (code) and `tahun` keep only those rows, `lembar` names the sheet,
    `bidang` is the agency's own bidang urusan (for codes `X.XX.…`).

    Raises:
        SipdDitolak: the file cannot be used; one sentence says why and what to do.
    """
    with buka_sipd(berkas) as buku:
        tabel = pilih_tabel(buku, JENIS_PAGU, lembar)
        hitung = _Hitung(ct.Catatan(tabel.lembar, bidang), skpd, tahun)
        for nomor, baris in baris_tabel(buku, tabel, _KOLOM, maju):
            hitung.olah(nomor, baris)
        return _hasil(tabel, hitung, peringatan_lembar(buku, tabel))


@dataclass
class _Hitung:
    """Adds the rows up as they pass by."""

    catatan: ct.Catatan
    skpd: str | None
    tahun: int | None
    jumlah: dict[tuple[str, kd.Kode, str, str], tuple[Decimal, int]] = field(default_factory=dict)
    sumber_dana: dict[str, str] = field(default_factory=dict)

    def olah(self, nomor: int, baris: ct.Sel) -> None:
        kode = self.catatan.kode(nomor, baris, "kode_sub_kegiatan")
        nilai = self.catatan.nilai(nomor, baris, "nilai")
        if ct.baris_total(baris):
            self.catatan.total = self.catatan.total if nilai is None else nilai
            return
        self.catatan.baris += 1
        self.catatan.jumlah_berkas += nilai or NOL
        alasan = self._saring(nomor, baris, nilai) or self._uang(nomor, baris, kode, nilai)
        if alasan:
            self.catatan.lewati(alasan, nomor, nilai)

    def _saring(self, nomor: int, baris: ct.Sel, nilai: Decimal | None) -> str:
        """Why the row is not of the agency and year, or ""."""
        if not self.catatan.milik(self.skpd, nomor, baris, nilai):
            return ct.SKPD_LAIN
        tahun = sel.tahun(baris.get("tahun"))
        if tahun is not None:
            self.catatan.tahun.add(tahun)
        return ct.TAHUN_LAIN if self.tahun is not None and tahun not in (None, self.tahun) else ""

    def _uang(self, nomor: int, baris: ct.Sel, kode: str, nilai: Decimal | None) -> str:
        """Adds the row up, or says why not."""
        if not kode:
            return ct.TANPA_SUB
        kode = self.catatan.sendiri(kode, baris)
        if (segmen := kd.segmen_sub(kode)) is None:
            return ct.SUB_UMUM if kd.umum(kode) else ct.SUB_RUSAK
        self.catatan.periksa_induk(nomor, baris, kode)
        sub_skpd = self.catatan.sub_skpd(nomor, baris)
        self.catatan.lihat_sub(segmen, kode, baris, sub_skpd)
        return self._belanja(nomor, baris, segmen, sub_skpd, nilai)

    def _belanja(self, nomor: int, baris: ct.Sel, segmen: kd.Kode, sub_skpd: str, nilai: Decimal | None) -> str:
        rekening = self.catatan.kode(nomor, baris, "kode_rekening")
        if not rekening:
            return ct.TANPA_BELANJA if nilai is None else ct.TANPA_REKENING
        if nilai is None:
            return ct.TANPA_NILAI
        try:
            jenis = kd.jenis_belanja(rekening)
        except kd.KodeTakTerbaca:
            return ct.BUKAN_BELANJA
        self.catatan.sen(nomor, baris, "nilai", nilai)
        dana = self.catatan.kode(nomor, baris, "kode_sumber_dana")
        if dana:
            self.sumber_dana.setdefault(dana, sel.teks(baris.get("nama_sumber_dana")))
        kunci = (sub_skpd, segmen, dana, jenis)
        lama, banyak = self.jumlah.get(kunci, (NOL, 0))
        self.jumlah[kunci] = (lama + nilai, banyak + 1)
        self.catatan.tambah_sub(segmen, nilai)
        return ""


def _hasil(tabel: Tabel, hitung: _Hitung, awal: list[Peringatan]) -> HasilPagu:
    catatan = hitung.catatan
    catatan.pastikan_berisi()
    rincian = tuple(
        PaguDibaca(sub_skpd, catatan.kode_sub(segmen), dana, jenis, nilai, banyak)
        for (sub_skpd, segmen, dana, jenis), (nilai, banyak) in sorted(hitung.jumlah.items())
    )
    return HasilPagu(
        tabel=tabel,
        rincian=rincian,
        sub=catatan.sub,
        sumber_dana=dict(sorted(hitung.sumber_dana.items())),
        tahun=tuple(sorted(catatan.tahun)),
        skpd=catatan.skpd,
        dilewati=catatan.dilewati,
        baris=catatan.baris,
        jumlah=sum((b.nilai for b in rincian), NOL),
        jumlah_berkas=catatan.jumlah_berkas,
        total_berkas=catatan.total,
        peringatan=(*awal, *catatan.peringatan(hitung.skpd, hitung.tahun), *_negatif(tabel, rincian)),
    )


def _negatif(tabel: Tabel, rincian: tuple[PaguDibaca, ...]) -> list[Peringatan]:
    kurang = [b.sub_kegiatan for b in rincian if b.nilai < 0]
    if not kurang:
        return []
    pesan = f"Lembar “{tabel.lembar}”: pagu kurang dari nol pada sub kegiatan {daftar(kurang)}. Periksa di SIPD."
    return [Peringatan("negatif", pesan)]
