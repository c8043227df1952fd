"""A cell of a sub kegiatan's money in a quarter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from anggaran.hitung import dihitung, uang_baris
from anggaran.models import RealisasiAnggaran
from capaian.alur import BISA_DIISI
from capaian.models import Realisasi
from laporan.ikhtisar.muat import BarisAnggaran, BarisRealisasiAnggaran
from sakip.kisi.sel import Isi, Permintaan, tempat, waktu_bagi
from sakip.kisi.urai import IsianDitolak, tulis_rupiah, urai_uang
from sakip.models import Pengguna

from . import sql
from .hasil import SelHasil, hasil_uang

DIRINCI = "Realisasi ini dirinci per jenis belanja atau bulan; ubah dari sumbernya (buku kerja atau SIPD)."


class SasaranUang:
    """A sub kegiatan's money in a quarter."""

    model = RealisasiAnggaran
    kosong_dihapus = True

    def __init__(self, pengguna: Pengguna, tahun: int, triwulan: int, nomor: int, data: tuple[Any, ...]) -> None:
        self.pengguna, self.tahun, self.triwulan, self.simpul_id = pengguna, tahun, triwulan, nomor
        bidang, buka, tutup, pengisi, tutup_lebih, instansi, terkunci = data
        self.bidang_id: int | None = bidang
        self.instansi_id: int = instansi
        self.terkunci = bool(terkunci)
        self.waktu = waktu_bagi(buka, tutup, tutup_lebih, pengisi)
        self.kunci = f"s{nomor}"
        self.baris: tuple[int, int] | None = None

    @classmethod
    def cari(cls, pengguna: Pengguna, kode: str, tahun: int, triwulan: int, nomor: int) -> SasaranUang | None:
        """One query; None where the person has no such sub kegiatan."""
        baris = sql.baca(sql.CARI_SUB_KEGIATAN, nomor=nomor, **tempat(pengguna, kode, tahun, triwulan))
        return cls(pengguna, tahun, triwulan, nomor, baris[0]) if baris else None

    def muat_isi(self, kolom: str) -> None:
        """One query: pagu and realisasi of the node, and the quarter before."""
        self.anggaran, self.realisasi, self.baris, self.sebelum, self.rinci = [], [], None, None, False
        semua = sql.baca(sql.ISI_UANG, nomor=self.simpul_id, tahun=self.tahun, lalu=self.tahun - 1)
        lalu = (self.tahun, self.triwulan - 1) if self.triwulan > 1 else (self.tahun - 1, 4)
        for jenis, pk, versi, tahun, penanda, belanja, mentah, bulan in semua:
            nilai = sql.angka_mentah(mentah) or Decimal(0)
            if jenis == "pagu":
                self.anggaran.append(BarisAnggaran(self.simpul_id, tahun, penanda, belanja, nilai))
                continue
            triwulan = int(penanda) if penanda else None
            if (tahun, triwulan, belanja) == (*lalu, ""):
                self.sebelum = nilai
            if tahun != self.tahun:
                continue
            self.realisasi.append(BarisRealisasiAnggaran(self.simpul_id, tahun, triwulan, belanja, nilai))
            if triwulan == self.triwulan:
                terurai = bool(belanja) or bulan is not None
                self.rinci = self.rinci or terurai
                self.baris = self.baris if terurai else (pk, versi)

    def periksa_terbuka(self) -> None:
        if self.terkunci:
            raise IsianDitolak("Kinerja sub kegiatan ini sudah diajukan; realisasi anggarannya ikut terkunci.")
        if self.rinci:
            raise IsianDitolak(DIRINCI)
        if kalimat := self.waktu.kenapa_tertutup(self.pengguna):
            raise IsianDitolak(kalimat)

    def _nilai(self) -> Decimal | None:
        return next((r.nilai for r in self.realisasi if (r.triwulan, r.jenis_belanja) == (self.triwulan, "")), None)

    def teks_kini(self, kolom: str) -> str:
        return tulis_rupiah(self._nilai())

    def urai(self, minta: Permintaan) -> Isi:
        if minta.kolom != "uang":
            raise IsianDitolak("Sel ini tidak dapat diisi.")
        terurai = urai_uang(minta.mentah, sebelum=self.sebelum, tegas=minta.tegas)
        return Isi({"nilai": terurai.nilai}, tulis_rupiah(terurai.nilai), terurai.peringatan)

    def identitas(self) -> dict[str, Any]:
        pemilik = {"perangkat_daerah_id": self.instansi_id, "simpul_id": self.simpul_id}
        return pemilik | {"tahun": self.tahun, "triwulan": self.triwulan, "jenis_belanja": ""}

    def syarat(self) -> list[Any]:
        return [~uang_terkunci(OuterRef("simpul"), self.tahun, self.triwulan)]

    def medan(self, kolom: str) -> str:
        return "nilai"

    def hasil_kini(self) -> dict[str, SelHasil]:
        return self.dengan(Isi({"nilai": self._nilai()}, ""))

    def dengan(self, isi: Isi) -> dict[str, SelHasil]:
        lain = [r for r in self.realisasi if (r.triwulan, r.jenis_belanja) != (self.triwulan, "")]
        baru = BarisRealisasiAnggaran(self.simpul_id, self.tahun, self.triwulan, "", isi.nilai["nilai"])
        semua = [*lain, baru] if baru.nilai is not None else lain
        pagu = [a for a in self.anggaran if a.tahun == self.tahun]
        return hasil_uang(dihitung(uang_baris(pagu, semua, self.triwulan)))


def uang_terkunci(simpul: Any, tahun: int, triwulan: int) -> Any:
    """Whether a sub kegiatan's performance was handed in for the quarter: its money is locked with it."""
    milik = Realisasi.objects.filter(indikator__simpul=simpul, tahun=tahun, triwulan=triwulan)
    return Exists(milik.exclude(status__in=BISA_DIISI))
