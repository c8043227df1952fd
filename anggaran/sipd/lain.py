"""Reads any other table (SPJ Fungsional, rekap belanja, LRA, an own pivot) by columns that the user names.

Parents are subtotals: only the leaves count. Columns with personal data are neither shown nor read.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice, pairwise
from typing import BinaryIO, Final

from sakip.angka import AngkaTakTerbaca

from . import catatan as ct
from . import kode as kd
from . import sel
from .bentuk import NOL, Dilewati, Maju, Peringatan, SipdDitolak, tempat
from .buka import BukuSipd, buka_sipd, dengan_kemajuan
from .kepala import Tabel, norma_kepala, peringatan_lembar, pilih_tabel

PETA_KODE: Final = ("kode_sub_kegiatan", "kode_rekening")
PETA_BAGIAN: Final = ("kode_1", "kode_2", "kode_3", "kode_4", "kode_5")
"""For tables that write the code of a sub kegiatan over five columns, from urusan down."""
BARIS_CONTOH: Final = 10
INDUK: Final = "jumlah dari baris di bawahnya"
_PRIBADI = re.compile(
    r"\b(NIP|NIK|NPWP|NO KTP|KTP|PEGAWAI|PENERIMA|BENDAHARA|PPTK|PEJABAT|PENGGUNA ANGGARAN|KPA|PIHAK KETIGA|REKANAN"
    r"|ALAMAT|TELEPON|TELP|HP|EMAIL|KETERANGAN|BANK|NO(MOR)?\.? REKENING)\b"
)
_NAMA_UMUM = re.compile(
    r"NAMA (SKPD|OPD|PERANGKAT|SUB|UNIT|URUSAN|BIDANG|PROGRAM|KEGIATAN|REKENING|AKUN|SUMBER|PAKET|STANDAR|FUNGSI"
    r"|BELANJA)\b"
)
_NOMOR_ORANG = re.compile(r"\d{15,18}|\d{8} ?\d{6} ?\d ?\d{3}|\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}")


@dataclass(frozen=True)
class Contoh:
    """What the user sees to name the columns: header and first rows, by column from A; `pribadi` are blanked.

    `usulan` proposes a mapping from the header's words, as far as they are known.
    """

    tabel: Tabel
    kepala: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]
    pribadi: tuple[int, ...]
    usulan: dict[str, int]


@dataclass(frozen=True)
class BarisLain:
    """A leaf: rupiah of a sub kegiatan (or the lowest level of the table), of one rekening or "" for all."""

    kode: str
    nama: str
    kode_rekening: str
    nilai: Decimal
    baris: int


@dataclass(frozen=True)
class HasilLain:
    """The leaves of a table and their sum; `total_berkas` is what its last row of totals says."""

    tabel: Tabel
    rincian: tuple[BarisLain, ...]
    dilewati: tuple[Dilewati, ...]
    jumlah: Decimal
    total_berkas: Decimal | None
    peringatan: tuple[Peringatan, ...]

    @property
    def per_sub_jenis(self) -> dict[tuple[str, str], Decimal]:
        """Rupiah by (code, jenis belanja); jenis is "" where the table has no rekening of belanja."""
        hasil: dict[tuple[str, str], Decimal] = {}
        for b in self.rincian:
            kunci = (b.kode, _jenis(b.kode_rekening))
            hasil[kunci] = hasil.get(kunci, NOL) + b.nilai
        return hasil


def contoh(berkas: BinaryIO, lembar: str | None = None) -> Contoh:
    """The table's header and its first ten rows, without personal data.

    Raises:
        SipdDitolak: the file cannot be used, or is a printed RKA/DPA.
    """
    with buka_sipd(berkas) as buku:
        tabel = pilih_tabel(buku, lembar=lembar)
        tersembunyi = kolom_pribadi(tabel.kepala)
        lebar = max(tabel.kepala) + 1
        kolom = set(range(lebar)) - tersembunyi
        mentah = [baris for _, baris in islice(buku.baris(tabel.lembar, kolom, tabel.baris_kepala + 1), BARIS_CONTOH)]
    tersembunyi |= {i for baris in mentah for i, nilai in baris.items() if _seperti_orang(nilai)}
    contoh_baris = [tuple("" if i in tersembunyi else _tampak(baris.get(i)) for i in range(lebar)) for baris in mentah]
    kepala = tuple("" if _seperti_orang(teks := tabel.kepala.get(i, "")) else teks for i in range(lebar))
    usulan = {k: tabel.kolom[k] for k in (*PETA_KODE, "nilai") if k in tabel.kolom}
    if "kode_sub_kegiatan" not in usulan and (bagian := _lima_kolom(tabel.kepala, mentah)):
        usulan |= dict(zip(PETA_BAGIAN, bagian, strict=True))
        usulan.pop("kode_rekening", None)
    return Contoh(tabel, kepala, tuple(contoh_baris), tuple(sorted(tersembunyi)), usulan)


def _lima_kolom(kepala: Mapping[int, str], baris: list[dict[int, object]]) -> tuple[int, ...]:
    """Five columns side by side over which the table writes its codes, from urusan down; () where there are none."""
    for awal in sorted(kepala):
        letak = tuple(range(awal, awal + len(PETA_BAGIAN)))
        if not norma_kepala(kepala[awal]).startswith("KODE") or any(
            not norma_kepala(kepala.get(i, "KODE")).startswith("KODE") for i in letak
        ):
            continue
        isi = [[kd.baku(sel.teks(b.get(i))) for i in letak] for b in baris]
        terisi = [[bool(n) for n in satu] for satu in isi if any(satu)]
        turun = all(kiri or not kanan for satu in terisi for kiri, kanan in pairwise(satu))
        if terisi and turun and any(sum(satu) > 1 for satu in terisi) and all(len(n) <= 5 for s in isi for n in s):
            return letak
    return ()


def kolom_pribadi(kepala: Mapping[int, str]) -> set[int]:
    """Columns whose header speaks of persons: NIP, names, bank accounts, remarks."""
    return {i for i, teks in kepala.items() if _judul_pribadi(norma_kepala(teks))}


def _judul_pribadi(judul: str) -> bool:
    if judul.startswith("NAMA"):
        return judul != "NAMA" and not _NAMA_UMUM.match(judul)
    return _PRIBADI.search(judul) is not None and not judul.startswith("KODE ") and "BELANJA" not in judul


def _seperti_orang(nilai: object) -> bool:
    """A NIP, NIK or NPWP by its digits."""
    if isinstance(nilai, int | float) and not isinstance(nilai, bool):
        return abs(nilai) >= 10**14
    return isinstance(nilai, str) and _NOMOR_ORANG.fullmatch(nilai.strip(" '")) is not None


def _tampak(nilai: object) -> str:
    return sel.teks(nilai)[:200]


def baca_dengan_peta(
    berkas: BinaryIO,
    peta: Mapping[str, int],
    *,
    lembar: str | None = None,
    bidang: str = "",
    maju: Maju | None = None,
) -> HasilLain:
    """Read a table by a mapping of names to columns (A = 0).

    `peta` names `nilai`, `kode_sub_kegiatan` (or `kode_1` … `kode_5`), and perhaps `kode_rekening` and
    `nama`; `bidang` is the agency's own bidang urusan. Codes of sub kegiatan and rekening may stand in one
    column: they are told apart by their digits.

    Raises:
        SipdDitolak: the file or the mapping cannot be used.
    """
    with buka_sipd(berkas) as buku:
        tabel = pilih_tabel(buku, lembar=lembar)
        _periksa_peta(tabel, peta)
        pembaca = _Pembaca(ct.Catatan(tabel.lembar, bidang), {k: i for k, i in peta.items() if i is not None})
        buku.tolak_rumus(tabel.lembar, peta.values(), tabel.baris_kepala + 1)
        for nomor, baris in _baris(buku, tabel, peta, maju):
            pembaca.olah(nomor, baris)
        return _hasil(tabel, pembaca, peringatan_lembar(buku, tabel))


def _periksa_peta(tabel: Tabel, peta: Mapping[str, int]) -> None:
    di = f"Lembar “{tabel.lembar}”"
    if "nilai" not in peta or not ({*PETA_KODE} & set(peta) or set(peta) >= {*PETA_BAGIAN}):
        raise SipdDitolak(f"{di}: tentukan kolom kode sub kegiatan dan kolom nilai, lalu ulangi.")
    if len(set(peta.values())) < len(peta):
        raise SipdDitolak(f"{di}: satu kolom dipakai untuk dua hal. Pilih kolom yang berbeda, lalu ulangi.")
    if terlarang := kolom_pribadi(tabel.kepala) & set(peta.values()):
        nama = ", ".join(tabel.kepala[i] for i in sorted(terlarang))
        raise SipdDitolak(f"{di}: kolom {nama} berisi data pribadi dan tidak dibaca. Pilih kolom lain.")


def _baris(
    buku: BukuSipd, tabel: Tabel, peta: Mapping[str, int], maju: Maju | None
) -> Iterator[tuple[int, dict[str, object]]]:
    """Rows by the names of the mapping, and `label`: the first column, which may say that a row is a total."""
    kolom = dict(peta)
    pertama = min(tabel.kepala)
    if pertama not in kolom.values() and pertama not in kolom_pribadi(tabel.kepala):
        kolom["label"] = pertama
    terbaca = buku.baris(tabel.lembar, kolom.values(), tabel.baris_kepala + 1)
    perkiraan = buku.pindaian[tabel.lembar].baris - tabel.baris_kepala
    for nomor, baris in dengan_kemajuan(terbaca, perkiraan, maju):
        yield nomor, {k: baris.get(i) for k, i in kolom.items()}


@dataclass
class _Pembaca:
    """Collects rows with their full code (sub kegiatan and then rekening); a rekening belongs to the sub above it."""

    catatan: ct.Catatan
    peta: Mapping[str, int]
    baris: list[tuple[kd.Kode, BarisLain]] = field(default_factory=list)
    induk: set[kd.Kode] = field(default_factory=set)
    """Every code that another row's code goes on from."""
    sub_kini: str = ""
    nama_kini: str = ""

    def olah(self, nomor: int, baris: ct.Sel) -> None:
        if not self.baris and _nomor_kolom(baris, self.peta):
            return
        teks_kode = {k: v for k, v in baris.items() if k.startswith("kode")}
        if any(map(sel.label_total, baris.values())) and not self._berkode(teks_kode):
            self._total(nomor, baris)
            return
        rekening = self._urai(nomor, baris)
        if rekening is None or not self.sub_kini:
            if _ada_angka(baris.get("nilai")):
                self.catatan.lewati(ct.TANPA_SUB, nomor, None)
            return
        nilai = self.catatan.nilai(nomor, baris, "nilai")
        if nilai is None:
            self.catatan.lewati(ct.TANPA_NILAI, nomor, None)
            return
        self.catatan.sen(nomor, baris, "nilai", nilai)
        penuh = kd.urai_kode(self.sub_kini) + (kd.urai_kode(rekening) if rekening else ())
        self.induk.update(penuh[:n] for n in range(1, len(penuh)))
        self.baris.append((penuh, BarisLain(self.sub_kini, self.nama_kini, rekening, nilai, nomor)))

    def _berkode(self, teks_kode: ct.Sel) -> bool:
        return any(sel.teks(v) and not sel.label_total(v) for v in teks_kode.values())

    def _total(self, nomor: int, baris: ct.Sel) -> None:
        if any(sel.teks(v).casefold().startswith(("grand", "total", "jumlah")) for v in baris.values()):
            nilai = self.catatan.nilai(nomor, baris, "nilai")
            self.catatan.total = self.catatan.total if nilai is None else nilai

    def _urai(self, nomor: int, baris: ct.Sel) -> str | None:
        """The row's rekening or ""; None where the row has no code. Moves on to the row's sub kegiatan."""
        rekening, ada = "", False
        for teks in self._kode_baris(nomor, baris):
            if kd.seperti_rekening(teks):
                rekening = teks
            else:
                sub, rekening = _belah(teks)
                self.sub_kini, self.nama_kini = sub, sel.teks(baris.get("nama"))
            ada = True
        return rekening if ada else None

    def _kode_baris(self, nomor: int, baris: ct.Sel) -> Iterator[str]:
        """The codes of a row, sub kegiatan first.

        Codes of one segment, and those that Excel turned into a number, can only be of parents: passed over.
        """
        bagian = [_bagian(self.catatan.lembar, nomor, baris.get(k)) for k in PETA_BAGIAN if k in self.peta]
        if len(terisi := [b for b in bagian if b]) > 1:
            gabung = terisi[-1] if terisi[-1].startswith(f"{terisi[-2]}.") else ".".join(terisi)
            if _kode(gabung := self.catatan.sendiri(gabung, baris)):
                yield gabung
        for kolom in PETA_KODE:
            nilai = baris.get(kolom)
            if isinstance(nilai, datetime.date | datetime.time):
                self.catatan.kode(nomor, baris, kolom)
            if isinstance(nilai, float) or kolom not in self.peta:
                continue
            teks = self.catatan.sendiri(kd.baku(sel.teks(nilai)), baris)
            if "." in teks and _kode(teks):
                yield teks


def _nomor_kolom(baris: ct.Sel, peta: Mapping[str, int]) -> bool:
    """The row below a header that numbers its columns: 1, 2, 3 …"""
    nomor = [teks for k in sorted(peta, key=peta.__getitem__) if (teks := sel.teks(baris.get(k)))]
    angka = [int(n) for n in nomor if n.isdecimal() and len(n) < 3]
    return 1 < len(angka) == len(nomor) and angka == sorted(set(angka)) and angka[0] == 1


def _ada_angka(nilai: object) -> bool:
    try:
        return sel.angka(nilai) is not None
    except AngkaTakTerbaca:
        return False


def _kode(teks: str) -> bool:
    try:
        kd.urai_kode(teks)
    except kd.KodeTakTerbaca:
        return False
    return True


def _bagian(lembar: str, nomor: int, nilai: object) -> str:
    """A part of a code: `2.01`; as a number only where no zero can be lost."""
    teks = kd.baku(sel.teks(nilai))
    if isinstance(nilai, float) and not nilai.is_integer() and len(teks.split(".")[-1]) < 2:
        raise SipdDitolak(
            f"{tempat(lembar, nomor)}: “{teks}” pada kolom kode telah diubah Excel menjadi angka. "
            "Unggah unduhan asli dari SIPD, tanpa disimpan ulang di Excel."
        )
    return teks if _kode(teks) or kd.umum(teks) or teks.upper() in ("X", "XX") else ""


def _belah(teks: str) -> tuple[str, str]:
    """A code with the rekening behind it: its first six segments are the sub kegiatan."""
    segmen = teks.split(".")
    sub, rekening = ".".join(segmen[: kd.SEGMEN_SUB]), ".".join(segmen[kd.SEGMEN_SUB :])
    return (sub, rekening) if rekening and kd.seperti_rekening(rekening) else (teks, "")


def _jenis(rekening: str) -> str:
    try:
        return kd.jenis_belanja(rekening) if rekening else ""
    except kd.KodeTakTerbaca:
        return ""


def _hasil(tabel: Tabel, pembaca: _Pembaca, awal: list[Peringatan]) -> HasilLain:
    daun: list[BarisLain] = []
    catatan = pembaca.catatan
    for penuh, satu in pembaca.baris:
        if penuh in pembaca.induk or len(penuh) < 2:
            catatan.lewati(INDUK, satu.baris, NOL)
        elif satu.kode_rekening and kd.urai_kode(satu.kode_rekening)[0] != 5:
            catatan.lewati(ct.BUKAN_BELANJA, satu.baris, satu.nilai)
        else:
            daun.append(satu)
    if not daun:
        raise SipdDitolak(
            f"Lembar “{tabel.lembar}” tidak berisi kode sub kegiatan dengan nilai pada kolom yang dipilih. "
            "Periksa pasangan kolomnya, lalu ulangi."
        )
    jumlah = sum((b.nilai for b in daun), NOL)
    catatan.jumlah_berkas = sum((d.jumlah for d in catatan.dilewati), jumlah)
    return HasilLain(
        tabel=tabel,
        rincian=tuple(daun),
        dilewati=catatan.dilewati,
        jumlah=jumlah,
        total_berkas=catatan.total,
        peringatan=(*awal, *(p for p in catatan.peringatan(None, None) if not _tentang_induk(p))),
    )


def _tentang_induk(p: Peringatan) -> bool:
    return p.kunci == "dilewati" and INDUK in p.pesan
