"""A cell of a sub kegiatan's money in a quarter, which is locked with its performance."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef

from anggaran.bentuk import BarisRealisasiAnggaran
from anggaran.hitung import dihitung, uang_baris
from anggaran.models import RealisasiAnggaran
from anggaran.muat import muat_uang_simpul
from capaian.alur import BISA_DIISI
from capaian.jadwal import waktu_isian
from capaian.models import Realisasi
from renstra.muat import renstra_tahun
from sakip.kisi.hasil import SelHasil
from sakip.kisi.sel import BarisBerubahan, NilaiSel, Permintaan, SelTerkunci
from sakip.kisi.urai import IsianDitolak, tulis_rupiah, urai_teks, urai_uang
from sakip.models import Pengguna, PerangkatDaerah

from .hasil import hasil_uang, peringatan_wajar
from .indikator import WAJAR
from .letak import Letak, cari_letak

DIRINCI = "Realisasi ini dirinci per jenis belanja atau bulan; ubah dari sumbernya (buku kerja atau SIPD)."


class SelUang(BarisBerubahan):
    """A sub kegiatan's money in a quarter."""

    model = RealisasiAnggaran
    kosong_dihapus = True
    nilai: Decimal | None = None
    alasan = ""

    def __init__(self, pengguna: Pengguna, letak: Letak, triwulan: int) -> None:
        self.pengguna, self.letak, self.triwulan = pengguna, letak, triwulan
        self.tahun, self.bidang_id, self.simpul_id = letak.tahun, letak.bidang_id, letak.simpul.id
        self.kunci = f"s{self.simpul_id}"
        self.waktu = waktu_isian(letak.instansi, self.tahun, triwulan, self.bidang_id)

    @classmethod
    def cari(
        cls, pengguna: Pengguna, instansi: PerangkatDaerah, tahun: int, triwulan: int, nomor: int
    ) -> SelUang | None:
        """None where the agency has no such sub kegiatan in the year."""
        letak = cari_letak(instansi, tahun, renstra_tahun(instansi, tahun), nomor)
        return cls(pengguna, letak, triwulan) if letak and letak.simpul.jenis == "sub_kegiatan" else None

    def muat(self, kolom: str) -> None:
        """Three queries: pagu and realisasi of the node, and the row itself."""
        uang = muat_uang_simpul(self.simpul_id, self.tahun)
        self.pagu = [a for a in uang.anggaran if a.tahun == self.tahun]
        self.realisasi = [r for r in uang.realisasi if r.tahun == self.tahun]
        lalu = (self.tahun, self.triwulan - 1) if self.triwulan > 1 else (self.tahun - 1, 4)
        self.sebelum = next(
            (r.nilai for r in uang.realisasi if (r.tahun, r.triwulan, r.jenis_belanja) == (*lalu, "")), None
        )
        self.kolom = kolom
        self._muat_baris(kolom)

    def _muat_baris(self, kolom: str) -> None:
        """The row itself: its value and its counter come from one read, or a save between two would be overwritten."""
        milik = RealisasiAnggaran.objects.filter(simpul=self.simpul_id, tahun=self.tahun, triwulan=self.triwulan)
        semua = list(milik.order_by("bulan", "jenis_belanja", "pk"))
        self.rinci = any(r.jenis_belanja or r.bulan for r in semua)
        satu = next((r for r in semua if not r.jenis_belanja and r.bulan is None), None)
        self.nilai = satu.nilai if satu else None
        if kolom == WAJAR:
            # The quarter's reason; where it is stated by many rows, it stands on the first, or where it stood.
            satu = next((r for r in semua if r.alasan_wajar), satu or next(iter(semua), None))
        self.baris = (satu.pk, satu.ubahan_ke) if satu else None
        self.alasan = satu.alasan_wajar if satu else ""

    def periksa_terbuka(self) -> None:
        if simpul_terkunci([self.simpul_id], self.tahun, [self.triwulan]):
            raise SelTerkunci("Kinerja sub kegiatan ini sudah diajukan; realisasi anggarannya ikut terkunci.")
        if self.rinci and self.kolom != WAJAR:
            raise SelTerkunci(DIRINCI)
        if kalimat := self.waktu.kenapa_tertutup(self.pengguna):
            raise SelTerkunci(kalimat)

    def teks_kini(self, kolom: str) -> str:
        return self.alasan if kolom == WAJAR else tulis_rupiah(self.nilai)

    def urai(self, minta: Permintaan) -> NilaiSel:
        if minta.kolom == WAJAR:
            if self.baris is None:
                raise IsianDitolak("Isi dahulu realisasi anggarannya.")
            teks = urai_teks(minta.mentah)
            return NilaiSel({WAJAR: teks}, teks)
        if minta.kolom != "uang":
            raise IsianDitolak("Sel ini tidak dapat diisi.")
        terurai = urai_uang(minta.mentah, sebelum=self.sebelum, tegas=minta.tegas)
        medan: dict[str, Any] = {"nilai": terurai.nilai}
        berubah = terurai.nilai != self.nilai
        if berubah and terurai.nilai is not None:
            medan[WAJAR] = ""
        return NilaiSel(
            medan, tulis_rupiah(terurai.nilai), terurai.peringatan, (WAJAR,) if berubah or not self.alasan else ()
        )

    def identitas(self) -> dict[str, Any]:
        pemilik = {"perangkat_daerah_id": self.letak.instansi.pk, "simpul_id": self.simpul_id}
        return pemilik | {"tahun": self.tahun, "triwulan": self.triwulan, "jenis_belanja": ""}

    def syarat(self) -> list[Any]:
        diajukan = _diajukan(self.tahun, [self.triwulan])
        return [~Exists(diajukan.filter(indikator__simpul=OuterRef("simpul")))]

    def medan(self, kolom: str) -> tuple[str, str]:
        return WAJAR if kolom == WAJAR else "nilai", ""

    def hasil_kini(self) -> dict[str, SelHasil]:
        return self.dengan(NilaiSel({"nilai": self.nilai}, ""))

    def dengan(self, baru: NilaiSel) -> dict[str, SelHasil]:
        if "nilai" not in baru.medan:
            return hasil_uang(dihitung(uang_baris(self.pagu, self.realisasi, self.triwulan)), self.triwulan)
        lain = [r for r in self.realisasi if (r.triwulan, r.jenis_belanja) != (self.triwulan, "")]
        ini = BarisRealisasiAnggaran(self.simpul_id, self.tahun, self.triwulan, "", baru.medan["nilai"])
        semua = [*lain, ini] if ini.nilai is not None else lain
        return hasil_uang(dihitung(uang_baris(self.pagu, semua, self.triwulan)), self.triwulan)

    def peringatan(self, baru: NilaiSel, hasil: dict[str, SelHasil]) -> str:
        if "nilai" not in baru.medan:
            return baru.peringatan
        return peringatan_wajar(baru.peringatan, hasil, "baris ini atau rinciannya")


def _diajukan(tahun: int, triwulan: Collection[int]) -> Any:
    return Realisasi.objects.filter(tahun=tahun, triwulan__in=triwulan).exclude(status__in=BISA_DIISI)


def simpul_terkunci(simpul: Collection[int], tahun: int, triwulan: Collection[int]) -> set[int]:
    """The sub kegiatan whose performance was handed in for one of the quarters: their money is locked with it."""
    diajukan = _diajukan(tahun, triwulan).filter(indikator__simpul__in=simpul)
    return set(diajukan.order_by().values_list("indikator__simpul_id", flat=True))
