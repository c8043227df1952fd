"""Which documents fall due, when, and how far they are (PermenPANRB 53/2014; where no rule says, the pemda does)."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from anggaran.models import Anggaran
from laporan.models import LKJIP, StatusSusunan
from laporan.perjanjian.susun import HARI_SETELAH_ANGGARAN
from renstra.models import PerjanjianKinerja
from sakip.angka import romawi

from .muat import ANGGARAN, PK, SUSUN, Bahan, Berkas


@dataclass(frozen=True)
class Tenggat:
    """A document of the year: until when, on what ground, its state. `selesai`: nothing is left to do. `alamat`: the
    name of the page where it is made."""

    nama: str
    tanggal: datetime.date | None
    dasar: str
    keadaan: str
    selesai: bool
    alamat: str
    triwulan: int | None = None

    def sisa(self, hari: datetime.date) -> int | None:
        """Days left; negative once it is late; None without a date or once it is done."""
        return None if self.selesai or self.tanggal is None else (self.tanggal - hari).days


def tenggat(bahan: Bahan) -> list[Tenggat]:
    return [*_perjanjian(bahan), *_evaluasi_renja(bahan), _lkjip(bahan)]


def batas_lkjip(tahun: int) -> datetime.date:
    """Two months after the year."""
    return datetime.date(tahun + 1, 2, calendar.monthrange(tahun + 1, 2)[1])


def _perjanjian(bahan: Bahan) -> Iterator[Tenggat]:
    """The PK after the budget, and its revision after the revised budget."""
    dokumen = {b.tanda: b for b in bahan.berkas if b.jenis == ANGGARAN}
    pk = [b for b in bahan.berkas if b.jenis == PK and b.bidang_id is None]
    for tahap, versi in ((Anggaran.Tahap.MURNI, "pk"), (Anggaran.Tahap.PERUBAHAN, "pk_perubahan")):
        anggaran, milik = dokumen.get(tahap), [b for b in pk if b.tanda == versi]
        if versi == "pk_perubahan" and anggaran is None and not milik:
            continue
        tanggal, dasar = None, f"tanggal dokumen anggaran {tahap} belum diisi"
        if anggaran and anggaran.tanggal:
            tanggal = anggaran.tanggal + datetime.timedelta(days=HARI_SETELAH_ANGGARAN)
            dasar = f"satu bulan setelah dokumen anggaran {tahap}"
        keadaan, selesai = _keadaan_pk(milik)
        yield Tenggat(PerjanjianKinerja.Versi(versi).label, tanggal, dasar, keadaan, selesai, "pk")


def _keadaan_pk(milik: list[Berkas]) -> tuple[str, bool]:
    if not milik:
        return "belum dibuat", False
    keadaan = {b.keadaan for b in milik}
    Keadaan = PerjanjianKinerja.Keadaan
    terjauh = next(k for k in (Keadaan.BERLAKU, Keadaan.DITANDATANGANI, Keadaan.DRAF) if k in keadaan)
    return str(terjauh.label).lower(), terjauh != Keadaan.DRAF


def _evaluasi_renja(bahan: Bahan) -> Iterator[Tenggat]:
    """Each quarter that has ended, and the present one."""
    lama = bahan.instansi.pemda.hari_evaluasi_renja
    jadi = {b.nomor for b in _susunan(bahan, "evaluasi_renja") if b.keadaan == StatusSusunan.SELESAI}
    for tw in range(1, 5):
        akhir = datetime.date(bahan.tahun, 3 * tw, calendar.monthrange(bahan.tahun, 3 * tw)[1])
        tanggal = akhir + datetime.timedelta(days=lama) if lama is not None else None
        dasar = f"{lama} hari setelah triwulan berakhir" if lama is not None else "tenggatnya belum ditetapkan pemda"
        keadaan = "disusun" if tw in jadi else "belum disusun"
        yield Tenggat(f"Evaluasi Renja Triwulan {romawi(tw)}", tanggal, dasar, keadaan, tw in jadi, "dokumen", tw)


def _lkjip(bahan: Bahan) -> Tenggat:
    milik = _susunan(bahan, LKJIP)
    disampaikan = any(b.tanggal for b in milik)
    disusun = any(b.keadaan == StatusSusunan.SELESAI for b in milik)
    keadaan = "disampaikan" if disampaikan else "disusun, belum disampaikan" if disusun else "belum disusun"
    dasar = "dua bulan setelah tahun berakhir (PermenPANRB 53/2014)"
    return Tenggat("LKjIP", batas_lkjip(bahan.tahun), dasar, keadaan, disampaikan, "lkjip")


def _susunan(bahan: Bahan, jenis: str) -> list[Berkas]:
    """The compositions of a document; `tanggal`: when one was submitted that still counts."""
    return [b for b in bahan.berkas if b.jenis == SUSUN and b.tanda == jenis]
