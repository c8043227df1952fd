"""Keeps count while the rows of an export pass by: agencies, years, what was left out, the file's own total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from sakip.angka import AngkaTakTerbaca, tulis_uang

from . import kode as kd
from . import sel
from .bentuk import NOL, Dilewati, Peringatan, SipdDitolak, SkpdDibaca, SubDibaca, tempat

SKPD_LAIN: Final = "SKPD lain"
TAHUN_LAIN: Final = "tahun lain"
TANPA_SUB: Final = "tanpa kode sub kegiatan"
SUB_UMUM: Final = "kode X.XX, sedangkan bidang urusan instansi tidak diketahui"
SUB_RUSAK: Final = "kode sub kegiatan tidak terbaca"
TANPA_BELANJA: Final = "tanpa belanja"
TANPA_REKENING: Final = "tanpa kode rekening"
TANPA_NILAI: Final = "tanpa nilai"
BUKAN_BELANJA: Final = "bukan rekening belanja"
_WAJAR: Final = (SKPD_LAIN, TAHUN_LAIN, TANPA_BELANJA)
"""Reasons that need no warning of their own."""
_CONTOH: Final = 5
BATAS_RUPIAH: Final = Decimal(10) ** 13
"""Rupiah of one row, and of what is stored, are below it."""
_BATAS_TOTAL: Final = Decimal(10) ** 15
_SEN: Final = Decimal("0.01")
_INDUK: Final = (
    ("kode_bidang_urusan", kd.bidang_urusan),
    ("kode_program", kd.program),
    ("kode_kegiatan", kd.kegiatan),
)

Sel = Mapping[str, object]
"""The cells of a row by the names of their columns."""


@dataclass
class _Sub:
    kode: str
    nama: str
    nama_program: str
    nama_kegiatan: str
    sub_skpd: dict[str, None] = field(default_factory=dict)
    baris: int = 0
    jumlah: Decimal = NOL
    ada_belanja: bool = False


@dataclass
class Catatan:
    """The running counts of one sheet."""

    lembar: str
    bidang: str = ""
    """The agency's own bidang urusan, which stands in place of `X.XX`."""
    baris: int = 0
    jumlah_berkas: Decimal = NOL
    """Rupiah of all rows of the file, kept or not, without its rows of totals."""
    tahun: set[int] = field(default_factory=set)
    total: Decimal | None = None
    """What the file itself says in its row of totals."""
    _skpd: dict[str, tuple[str, int, Decimal]] = field(default_factory=dict)
    _lewat: dict[str, tuple[int, Decimal, list[int]]] = field(default_factory=dict)
    _sub: dict[kd.Kode, _Sub] = field(default_factory=dict)
    _inggris: list[int] = field(default_factory=list)
    _banyak_inggris: int = 0
    _kode_angka: dict[str, list[int]] = field(default_factory=dict)
    _umum: dict[str, int] = field(default_factory=dict)
    """Rows whose X.XX was replaced, by the bidang that stands there now."""

    def nilai(self, nomor: int, baris: Sel, kolom: str) -> Decimal | None:
        """The rupiah in a column.

        Raises:
            SipdDitolak: no number, or one that is too large.
        """
        try:
            terbaca = sel.angka(baris.get(kolom))
        except AngkaTakTerbaca as galat:
            raise SipdDitolak(
                f"{tempat(self.lembar, nomor)} kolom {nama_kolom(kolom)}: {galat}. "
                "Perbaiki selnya atau unduh ulang dari SIPD, lalu unggah ulang."
            ) from galat
        if terbaca is None:
            return None
        if abs(terbaca.nilai) >= (_BATAS_TOTAL if baris_total(baris) else BATAS_RUPIAH):
            raise SipdDitolak(
                f"{tempat(self.lembar, nomor)} kolom {nama_kolom(kolom)}: “{baris.get(kolom)}” terlalu besar; paling "
                "banyak 13 angka sebelum koma. Perbaiki selnya atau unduh ulang dari SIPD, lalu unggah ulang."
            )
        if terbaca.peringatan:
            self._banyak_inggris += 1
            self._inggris = [*self._inggris, nomor][:_CONTOH]
        return terbaca.nilai

    def sen(self, nomor: int, baris: Sel, kolom: str, nilai: Decimal) -> None:
        """Rupiah of a row that counts have at most two decimals: more differ from database to database.

        Raises:
            SipdDitolak: it has more.
        """
        if nilai != nilai.quantize(_SEN):
            raise SipdDitolak(
                f"{tempat(self.lembar, nomor)} kolom {nama_kolom(kolom)}: {f'{nilai:f}'.replace('.', ',')} mempunyai "
                "lebih dari dua angka di belakang koma. Bulatkan di SIPD atau pada selnya, lalu unggah ulang."
            )

    def sendiri(self, kode: str, baris: Sel) -> str:
        """A code `X.XX.…` with the agency's own bidang urusan, else the row's, else the one of the row's SKPD."""
        if not kd.umum(kode):
            return kode
        baris_ini, unit, skpd = (
            kd.bidang_dari(sel.teks(baris.get(k))) for k in ("kode_bidang_urusan", "kode_sub_skpd", "kode_skpd")
        )
        bidang = self.bidang or baris_ini or unit or skpd
        if bidang:
            self._umum[bidang] = self._umum.get(bidang, 0) + 1
        return kd.dengan_bidang(kode, bidang)

    def kode(self, nomor: int, baris: Sel, kolom: str) -> str:
        """The code in a column.

        Raises:
            SipdDitolak: Excel turned it into a number or a date.
        """
        try:
            return kd.dari_sel(baris.get(kolom)) if sel.teks(baris.get(kolom)) else ""
        except kd.KodeJadiAngka as galat:
            raise SipdDitolak(_kode_hilang(self.lembar, nomor, kolom, galat)) from galat

    def periksa_induk(self, nomor: int, baris: Sel, sub: str) -> None:
        """Checks the codes above the sub kegiatan, which are not used: as numbers they must follow from it.

        Raises:
            SipdDitolak: one does not.
        """
        for kolom, turunan in _INDUK:
            nilai = baris.get(kolom)
            if nilai is None or isinstance(nilai, str):
                continue
            if not kd.mengikuti(nilai, turunan(sub)):
                raise SipdDitolak(_kode_hilang(self.lembar, nomor, kolom, kd.KodeJadiAngka(f"“{nilai}”")))
            self._kode_angka.setdefault(kolom, []).append(nomor)

    def milik(self, skpd_dipilih: str | None, nomor: int, baris: Sel, nilai: Decimal | None) -> bool:
        """Notes the row's agency; whether it is `skpd_dipilih` (an SKPD or a sub unit). None takes every row."""
        skpd = self.kode(nomor, baris, "kode_skpd")
        sub_skpd = self.kode(nomor, baris, "kode_sub_skpd")
        nama = sel.teks(baris.get("nama_skpd"))
        lama = self._skpd.get(skpd or sub_skpd, (nama, 0, NOL))
        self._skpd[skpd or sub_skpd] = (lama[0] or nama, lama[1] + 1, lama[2] + (nilai or NOL))
        return skpd_dipilih is None or any(kd.sama(skpd_dipilih, k) for k in (skpd, sub_skpd) if k)

    def sub_skpd(self, nomor: int, baris: Sel) -> str:
        """The sub unit that spends, or the agency where the row names none."""
        return self.kode(nomor, baris, "kode_sub_skpd") or self.kode(nomor, baris, "kode_skpd")

    def pastikan_berisi(self) -> None:
        """Raises SipdDitolak where the table has no row."""
        if not self.baris:
            raise SipdDitolak(
                f"Lembar “{self.lembar}” tidak berisi baris di bawah judul kolomnya. Unduh ulang dari SIPD."
            )

    def lewati(self, alasan: str, nomor: int, nilai: Decimal | None) -> None:
        banyak, jumlah, contoh = self._lewat.get(alasan, (0, NOL, []))
        self._lewat[alasan] = (banyak + 1, jumlah + (nilai or NOL), [*contoh, nomor][:_CONTOH])

    def lihat_sub(self, segmen: kd.Kode, kode: str, baris: Sel, sub_skpd: str) -> None:
        """Notes a sub kegiatan of the kept rows, with or without belanja."""
        sub = self._sub.get(segmen)
        if sub is None:
            sub = self._sub[segmen] = _Sub(
                kode,
                sel.teks(baris.get("nama_sub_kegiatan")),
                sel.teks(baris.get("nama_program")),
                sel.teks(baris.get("nama_kegiatan")),
            )
        sub.sub_skpd.setdefault(sub_skpd)
        sub.baris += 1

    def tambah_sub(self, segmen: kd.Kode, nilai: Decimal) -> None:
        self._sub[segmen].jumlah += nilai
        self._sub[segmen].ada_belanja = True

    def kode_sub(self, segmen: kd.Kode) -> str:
        """The code as its first row writes it."""
        return self._sub[segmen].kode

    @property
    def skpd(self) -> tuple[SkpdDibaca, ...]:
        return tuple(SkpdDibaca(k, *rincian) for k, rincian in self._skpd.items())

    @property
    def dilewati(self) -> tuple[Dilewati, ...]:
        return tuple(Dilewati(a, n, jumlah, tuple(c)) for a, (n, jumlah, c) in self._lewat.items())

    @property
    def sub(self) -> tuple[SubDibaca, ...]:
        return tuple(_sub_dibaca(s) for _, s in sorted(self._sub.items()))

    def peringatan(self, milik: str | None, tahun: int | None) -> list[Peringatan]:
        """All that the user should know about what was read."""
        return [
            *self._peringatan_tahun(tahun),
            *self._peringatan_skpd(milik),
            *self._peringatan_kode(),
            *(self._peringatan_lewat(d) for d in self.dilewati if d.alasan not in _WAJAR),
            *self._peringatan_total(),
        ]

    def _peringatan_tahun(self, tahun: int | None) -> Iterable[Peringatan]:
        if len(self.tahun) > 1:
            semua = ", ".join(map(str, sorted(self.tahun)))
            ekor = (
                f"Hanya baris tahun {tahun} yang dibaca."
                if tahun is not None
                else "Semuanya dijumlahkan; pilih tahunnya bila itu tidak dimaksudkan."
            )
            yield Peringatan("tahun", f"Lembar “{self.lembar}” berisi beberapa tahun ({semua}). {ekor}")

    def _peringatan_skpd(self, milik: str | None) -> Iterable[Peringatan]:
        lain = next((d for d in self.dilewati if d.alasan == SKPD_LAIN), None)
        if lain is not None:
            pesan = (
                f"Lembar “{self.lembar}” berisi {len(self._skpd)} SKPD; {lain.baris} baris SKPD lain "
                f"({tulis_uang(lain.jumlah)}) tidak dibaca."
            )
            yield Peringatan("skpd", pesan, "info")
        elif milik is None and len(self._skpd) > 1:
            pesan = (
                f"Lembar “{self.lembar}” berisi {len(self._skpd)} SKPD dan semuanya dijumlahkan; "
                "pilih SKPD bila hanya satu yang dimaksud."
            )
            yield Peringatan("skpd", pesan)

    def _peringatan_kode(self) -> Iterable[Peringatan]:
        for bidang, banyak in sorted(self._umum.items()):
            pesan = (
                f"Lembar “{self.lembar}”: {banyak} baris berkode X.XX dibaca sebagai {bidang}, bidang urusan instansi."
            )
            yield Peringatan("kode_umum", pesan, "info")
        for kolom, nomor in self._kode_angka.items():
            di = tempat(self.lembar, nomor[:_CONTOH], len(nomor))
            pesan = (
                f"{di}: kolom {nama_kolom(kolom)} telah diubah Excel menjadi angka; kodenya diambil dari kode "
                "sub kegiatan. Unggah unduhan asli bila ragu."
            )
            yield Peringatan("kode_angka", pesan)
        if self._inggris:
            di = tempat(self.lembar, self._inggris, self._banyak_inggris)
            pesan = f"{di}: angka ditulis cara Inggris (titik sebagai desimal) dan dibaca demikian. Periksa jumlahnya."
            yield Peringatan("angka_inggris", pesan)

    def _peringatan_lewat(self, satu: Dilewati) -> Peringatan:
        di = tempat(self.lembar, satu.contoh, satu.baris)
        uang = f" ({tulis_uang(satu.jumlah)})" if satu.jumlah else ""
        pesan = f"{di} tidak dibaca: {satu.alasan}{uang}. Lengkapi di SIPD atau isi sendiri bila perlu."
        return Peringatan("dilewati", pesan, "peringatan" if satu.jumlah else "info")

    def _peringatan_total(self) -> Iterable[Peringatan]:
        if self.total is not None and self.total != self.jumlah_berkas:
            pesan = (
                f"Lembar “{self.lembar}”: baris Total menyebut {tulis_uang(self.total)}, jumlah barisnya "
                f"{tulis_uang(self.jumlah_berkas)} (selisih {tulis_uang(self.total - self.jumlah_berkas)}). "
                "Yang dipakai adalah jumlah barisnya; unduh ulang bila ada baris yang hilang."
            )
            yield Peringatan("total", pesan)


def nama_kolom(kunci: str) -> str:
    """`kode_sub_kegiatan` → `Kode Sub Kegiatan`."""
    return kunci.replace("_", " ").title().replace("Skpd", "SKPD").replace("Spd", "SPD").replace("Sp2D", "SP2D")


def baris_total(baris: Sel) -> bool:
    """Whether a row states totals: it is labelled so and has no sub kegiatan."""
    sub = baris.get("kode_sub_kegiatan")
    return (not sel.teks(sub) or sel.label_total(sub)) and any(map(sel.label_total, baris.values()))


def _kode_hilang(lembar: str, nomor: int, kolom: str, galat: Exception) -> str:
    return (
        f"{tempat(lembar, nomor)}: kolom {nama_kolom(kolom)} berisi angka atau tanggal ({galat}), sehingga nol pada "
        "kodenya hilang. Unggah unduhan asli dari SIPD, tanpa disimpan ulang di Excel."
    )


def _sub_dibaca(s: _Sub) -> SubDibaca:
    return SubDibaca(
        kode=s.kode,
        nama=s.nama,
        kode_program=kd.program(s.kode),
        nama_program=s.nama_program,
        kode_kegiatan=kd.kegiatan(s.kode),
        nama_kegiatan=s.nama_kegiatan,
        sub_skpd=tuple(s.sub_skpd),
        baris=s.baris,
        jumlah=s.jumlah,
        ada_belanja=s.ada_belanja,
    )
