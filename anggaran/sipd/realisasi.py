"""Reads Laporan Realisasi Per Dokumen and adds the transactions up by sub kegiatan, jenis belanja and month.

Only the columns named here are read: NIP, names of persons and remarks never become values. Nilai SPD and
Nilai SP2D repeat the whole document's value on each row and are not read either.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import BinaryIO, Final, Literal

from sakip.angka import tulis_uang

from . import catatan as ct
from . import kode as kd
from . import sel
from .bentuk import (
    BULAN,
    JENIS_REALISASI,
    NOL,
    Dilewati,
    Maju,
    Peringatan,
    SipdDitolak,
    SkpdDibaca,
    SubDibaca,
    daftar,
    tempat,
)
from .buka import buka_sipd
from .kepala import Tabel, baris_tabel, peringatan_lembar, pilih_tabel

Dasar = Literal["dokumen", "transfer"]
BELUM_CAIR: Final = "belum cair (tanpa Nomor SP2D)"
TANPA_TANGGAL: Final = {"dokumen": "tanpa Tanggal Dokumen", "transfer": "tanpa Tanggal Transfer"}
TANGGAL_RUSAK: Final = {
    "dokumen": "Tanggal Dokumen tidak terbaca",
    "transfer": "Tanggal Transfer tidak terbaca",
}
_KOLOM: Final = (
    "nomor",
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
    "kode_rekening",
    "nomor_dokumen",
    "jenis_dokumen",
    "tanggal_dokumen",
    "nilai_realisasi",
    "nilai_setoran",
    "nomor_spd",
    "nomor_sp2d",
    "tanggal_transfer",
)


@dataclass(frozen=True)
class RealisasiDibaca:
    """Rupiah spent on a sub kegiatan for one jenis belanja in one month (1–12) of one year, not cumulative."""

    sub_kegiatan: str
    jenis_belanja: str
    tahun: int
    bulan: int
    nilai: Decimal
    baris: int


@dataclass(frozen=True)
class HasilRealisasi:
    """What a file of transactions holds. `jumlah` + what `dilewati` holds = `jumlah_berkas`, to the rupiah."""

    tabel: Tabel
    dasar: Dasar
    hanya_cair: bool
    rincian: tuple[RealisasiDibaca, ...]
    sub: tuple[SubDibaca, ...]
    bulan: tuple[tuple[int, int], ...]
    """(year, month) found in the kept rows."""
    tahun: tuple[int, ...]
    skpd: tuple[SkpdDibaca, ...]
    dilewati: tuple[Dilewati, ...]
    baris: int
    jumlah: Decimal
    jumlah_berkas: Decimal
    total_berkas: Decimal | None
    """What the file's own Total row says of Nilai Realisasi."""
    jumlah_setoran: Decimal
    """Nilai Setoran of the kept rows; not taken off."""
    dokumen_ganda: int
    """TBP documents that two SPD claim, and below what is counted twice through them."""
    jumlah_ganda: Decimal
    peringatan: tuple[Peringatan, ...]

    @property
    def per_sub_jenis(self) -> dict[tuple[str, str, int], Decimal]:
        """Rupiah by (sub kegiatan, jenis belanja, month)."""
        hasil: dict[tuple[str, str, int], Decimal] = {}
        for b in self.rincian:
            kunci = (b.sub_kegiatan, b.jenis_belanja, b.bulan)
            hasil[kunci] = hasil.get(kunci, NOL) + b.nilai
        return hasil


def baca_realisasi(
    berkas: BinaryIO,
    *,
    dasar: Dasar = "dokumen",
    hanya_cair: bool = False,
    skpd: str | None = None,
    tahun: int | None = None,
    lembar: str | None = None,
    bidang: str = "",
    maju: Maju | None = None,
) -> HasilRealisasi:
    """Read the transactions of one or more months.

    `dasar` is the date that gives the month; `hanya_cair` keeps rows with a Nomor SP2D; `skpd` (code) and
    `tahun` keep only those rows; `lembar` names the sheet; `bidang` is the agency's own bidang urusan.

    Raises:
        SipdDitolak: the file cannot be used; one sentence says why and what to do.
    """
    with buka_sipd(berkas) as buku:
        tabel = pilih_tabel(buku, JENIS_REALISASI, lembar)
        _perlu_kolom(tabel, dasar, hanya_cair)
        hitung = _Hitung(ct.Catatan(tabel.lembar, bidang), skpd, tahun, dasar, hanya_cair)
        for nomor, baris in baris_tabel(buku, tabel, _KOLOM, maju):
            hitung.olah(nomor, baris)
        return _hasil(tabel, hitung, peringatan_lembar(buku, tabel))


def _perlu_kolom(tabel: Tabel, dasar: Dasar, hanya_cair: bool) -> None:
    perlu = {"transfer": "tanggal_transfer", "dokumen": "tanggal_dokumen"}[dasar]
    for kolom in (perlu, "nomor_sp2d") if hanya_cair else (perlu,):
        if kolom not in tabel.kolom:
            raise SipdDitolak(
                f"Lembar “{tabel.lembar}” baris {tabel.baris_kepala}: kolom {ct.nama_kolom(kolom)} tidak ada. "
                "Unduh ulang Laporan Realisasi Per Dokumen dari SIPD, atau pilih dasar yang lain."
            )


_Tbp = tuple[str, str, kd.Kode, str, Decimal]
"""One line of a TBP: sub unit, number of the document, sub kegiatan, rekening, value."""


@dataclass
class _Hitung:
    """Adds the rows up as they pass by."""

    catatan: ct.Catatan
    skpd: str | None
    tahun: int | None
    dasar: Dasar
    hanya_cair: bool
    jumlah: dict[tuple[kd.Kode, str, int, int], tuple[Decimal, int]] = field(default_factory=dict)
    setoran: Decimal = NOL
    tbp: dict[_Tbp, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """How often each SPD names a line of a TBP."""

    def olah(self, nomor: int, baris: ct.Sel) -> None:
        kode = self.catatan.kode(nomor, baris, "kode_sub_kegiatan")
        if ct.baris_total(baris):
            self._total(nomor, baris)
            return
        nilai = self.catatan.nilai(nomor, baris, "nilai_realisasi")
        self.catatan.baris += 1
        self.catatan.jumlah_berkas += nilai or NOL
        alasan = self._saring(nomor, baris, nilai) or self._uang(nomor, baris, kode, nilai)
        if alasan:
            self.catatan.lewati(alasan, nomor, nilai)

    def _total(self, nomor: int, baris: ct.Sel) -> None:
        """The file's own sum; SIPD shifts its cells by one, so that it stands under Nilai Setoran."""
        for kolom in ("nilai_realisasi", "nilai_setoran"):
            nilai = self.catatan.nilai(nomor, baris, kolom)
            if nilai is not None:
                self.catatan.total = nilai
                return

    def _saring(self, nomor: int, baris: ct.Sel, nilai: Decimal | None) -> str:
        """Why the row is not of the agency or not paid out, or ""."""
        if not self.catatan.milik(self.skpd, nomor, baris, nilai):
            return ct.SKPD_LAIN
        return BELUM_CAIR if self.hanya_cair and not sel.teks(baris.get("nomor_sp2d")) else ""

    def _uang(self, nomor: int, baris: ct.Sel, kode: str, nilai: Decimal | None) -> str:
        """Adds the row up, or says why not."""
        if not kode:
            return ct.TANPA_SUB
        kode = self.catatan.sendiri(kode, baris)
        if (segmen := kd.segmen_sub(kode)) is None:
            return ct.SUB_UMUM if kd.umum(kode) else ct.SUB_RUSAK
        self.catatan.periksa_induk(nomor, baris, kode)
        rekening = self.catatan.kode(nomor, baris, "kode_rekening")
        if not rekening or nilai is None:
            return ct.TANPA_NILAI if rekening else ct.TANPA_REKENING
        try:
            jenis = kd.jenis_belanja(rekening)
        except kd.KodeTakTerbaca:
            return ct.BUKAN_BELANJA
        try:
            hari = sel.tanggal(baris.get(f"tanggal_{self.dasar}"))
        except sel.TanggalTakTerbaca:
            return TANGGAL_RUSAK[self.dasar]
        return self._tambah(nomor, baris, (segmen, kode, jenis, nilai), hari)

    def _tambah(
        self, nomor: int, baris: ct.Sel, uang: tuple[kd.Kode, str, str, Decimal], hari: datetime.date | None
    ) -> str:
        segmen, kode, jenis, nilai = uang
        if hari is None:
            return TANPA_TANGGAL[self.dasar]
        self.catatan.tahun.add(hari.year)
        if self.tahun not in (None, hari.year):
            return ct.TAHUN_LAIN
        self.catatan.sen(nomor, baris, "nilai_realisasi", nilai)
        sub_skpd = self.catatan.sub_skpd(nomor, baris)
        self.catatan.lihat_sub(segmen, kode, baris, sub_skpd)
        self.catatan.tambah_sub(segmen, nilai)
        kunci = (segmen, jenis, hari.year, hari.month)
        lama, banyak = self.jumlah.get(kunci, (NOL, 0))
        self.jumlah[kunci] = (lama + nilai, banyak + 1)
        self.setoran += self.catatan.nilai(nomor, baris, "nilai_setoran") or NOL
        self._catat_tbp(baris, (sub_skpd, segmen, nilai))
        return ""

    def _catat_tbp(self, baris: ct.Sel, uang: tuple[str, kd.Kode, Decimal]) -> None:
        dokumen, spd = sel.teks(baris.get("nomor_dokumen")), sel.teks(baris.get("nomor_spd"))
        if dokumen and spd and sel.teks(baris.get("jenis_dokumen")).upper() in ("TBP", ""):
            sub_skpd, segmen, nilai = uang
            self.tbp[sub_skpd, dokumen, segmen, sel.teks(baris.get("kode_rekening")), nilai][spd] += 1

    def ganda(self) -> tuple[int, Decimal]:
        """How many TBP documents stand under two SPD, and the rupiah that are counted more than once."""
        dokumen: set[tuple[str, str]] = set()
        jumlah = NOL
        for (sub_skpd, nomor, _, _, nilai), spd in self.tbp.items():
            if len(spd) > 1:
                dokumen.add((sub_skpd, nomor))
                jumlah += nilai * (spd.total() - max(spd.values()))
        return len(dokumen), jumlah


def _hasil(tabel: Tabel, hitung: _Hitung, awal: list[Peringatan]) -> HasilRealisasi:
    catatan = hitung.catatan
    catatan.pastikan_berisi()
    rincian = tuple(
        RealisasiDibaca(catatan.kode_sub(segmen), jenis, tahun, bulan, nilai, banyak)
        for (segmen, jenis, tahun, bulan), (nilai, banyak) in sorted(hitung.jumlah.items())
    )
    dokumen_ganda, jumlah_ganda = hitung.ganda()
    return HasilRealisasi(
        tabel=tabel,
        dasar=hitung.dasar,
        hanya_cair=hitung.hanya_cair,
        rincian=rincian,
        sub=catatan.sub,
        bulan=tuple(sorted({(b.tahun, b.bulan) for b in rincian})),
        tahun=tuple(sorted(catatan.tahun)),
        skpd=catatan.skpd,
        dilewati=catatan.dilewati,
        baris=catatan.baris,
        jumlah=sum((b.nilai for b in rincian), NOL),
        jumlah_berkas=catatan.jumlah_berkas,
        total_berkas=catatan.total,
        jumlah_setoran=hitung.setoran,
        dokumen_ganda=dokumen_ganda,
        jumlah_ganda=jumlah_ganda,
        peringatan=(*awal, *catatan.peringatan(hitung.skpd, hitung.tahun), *_peringatan(tabel, hitung)),
    )


def _peringatan(tabel: Tabel, hitung: _Hitung) -> list[Peringatan]:
    di, hasil = f"Lembar “{tabel.lembar}”", []
    banyak, jumlah = hitung.ganda()
    if banyak:
        pesan = (
            f"{di}: {banyak} dokumen TBP tercatat pada lebih dari satu SPD, sehingga {tulis_uang(jumlah)} terhitung "
            "lebih dari sekali, juga pada Total SIPD. Periksa di SIPD sebelum menyimpan."
        )
        hasil.append(Peringatan("tbp_ganda", pesan))
    if hitung.setoran:
        pesan = (
            f"{di}: Nilai Setoran {tulis_uang(hitung.setoran)} tidak dikurangkan dari realisasi. Periksa apakah itu "
            "pengembalian belanja."
        )
        hasil.append(Peringatan("setoran", pesan))
    bulan = sorted({(tahun, bulan) for _, _, tahun, bulan in hitung.jumlah})
    if hitung.dasar == "transfer" and len(bulan) > 1:
        pesan = (
            f"{di}: menurut Tanggal Transfer, barisnya terbagi atas {daftar(map(nama_bulan, bulan), 12)}. Bila laporan "
            "ini hanya memuat dokumen satu bulan, bulan yang lain belum lengkap: unduh laporan untuk seluruh bulan "
            "itu sekaligus, atau pakai Tanggal Dokumen."
        )
        hasil.append(Peringatan("bulan_terbagi", pesan))
    judul = {int(t) for satu in tabel.judul for t in re.findall(r"\bTAHUN (20\d\d)\b", satu.upper())}
    if judul and hitung.catatan.tahun and not judul & hitung.catatan.tahun:
        ada = ", ".join(map(str, sorted(hitung.catatan.tahun)))
        pesan = f"{tempat(tabel.lembar, 1)}: judulnya menyebut tahun {max(judul)}, tanggalnya tahun {ada}. Periksa."
        hasil.append(Peringatan("tahun_judul", pesan))
    return hasil


def nama_bulan(bulan: tuple[int, int]) -> str:
    """(2026, 1) → `Januari 2026`."""
    return f"{BULAN[bulan[1]]} {bulan[0]}"
