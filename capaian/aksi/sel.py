"""A cell of the rencana aksi: a quarter's target, or a quarter of the cash plan."""

from __future__ import annotations

from typing import Any

from anggaran.hitung import dihitung, uang_baris
from anggaran.models import RencanaKas
from anggaran.muat import muat_uang_simpul
from capaian.bentuk import HasilTahun
from capaian.hitung.nilai import NilaiIndikator
from capaian.lembar.letak import Letak, cari_letak
from renstra.bentuk import BarisIndikator
from renstra.models import Indikator, Simpul, Target
from renstra.muat import baris_indikator, muat_satu, renstra_tahun, versi_triwulan
from renstra.skala import pilihan_predikat
from sakip.kisi.hasil import SelHasil
from sakip.kisi.sel import BarisTerjaga, NilaiSel, Permintaan, SelTerkunci
from sakip.kisi.urai import IsianDitolak, tulis_isian, tulis_rupiah, urai_angka, urai_predikat, urai_uang
from sakip.models import Pengguna, PerangkatDaerah

from .keadaan import kenapa_tertutup, terkunci
from .susun import TRIWULAN, hasil_kas, hasil_target

KOLOM = {f"tw{t}": t for t in TRIWULAN}


class SelAksi(BarisTerjaga):
    """What both kinds of cells have in common: their place, and when they are open."""

    def __init__(self, pengguna: Pengguna, letak: Letak, triwulan: int) -> None:
        self.pengguna, self.letak, self.triwulan = pengguna, letak, triwulan
        self.instansi, self.tahun, self.bidang_id = letak.instansi, letak.tahun, letak.bidang_id

    def periksa_terbuka(self) -> None:
        if alasan := kenapa_tertutup(self.instansi, self.tahun, self.bidang_id, self.pengguna):
            raise SelTerkunci(alasan)
        if kunci := terkunci(self.instansi, self.tahun, self.bidang_id).get(self.triwulan):
            raise SelTerkunci(kunci)


class SelTargetTriwulan(SelAksi):
    """One quarter's target, in the agreement that is in force then."""

    model = Target
    kolom_isi = ("nilai", "nilai_atas", "teks")

    def __init__(self, pengguna: Pengguna, letak: Letak, triwulan: int, i: BarisIndikator) -> None:
        super().__init__(pengguna, letak, triwulan)
        self.i, self.pemilik, self.kunci = i, Indikator(pk=i.id), f"i{i.id}"
        self.versi = versi_triwulan(self.instansi, self.tahun)[triwulan]

    def muat(self, kolom: str) -> None:
        super().muat(kolom)
        letak = self.letak
        self.nilai = NilaiIndikator(
            muat_satu(letak.instansi, letak.renstra, list(letak.jalur), self.i, self.tahun), HasilTahun()
        )

    def teks_kini(self, kolom: str) -> str:
        target = self.nilai.target(self.i, self.tahun, self.triwulan)
        return target.teks if self.i.jenis_nilai == "predikat" else tulis_isian(target.nilai)

    def urai(self, minta: Permintaan) -> NilaiSel:
        if self.i.jenis_nilai == "predikat":
            teks = urai_predikat(minta.mentah, pilihan_predikat(self.nilai.skala_nilai(self.i)))
            return NilaiSel({"teks": teks, "nilai": None}, teks)
        terurai = urai_angka(minta.mentah, satuan=self.i.satuan, sebelum=None, tegas=minta.tegas)
        return NilaiSel({"nilai": terurai.nilai}, tulis_isian(terurai.nilai), terurai.peringatan)

    def identitas(self) -> dict[str, Any]:
        return {"indikator_id": self.i.id, "tahun": self.tahun, "triwulan": self.triwulan, "versi": self.versi}

    def medan(self, kolom: str) -> tuple[str, str]:
        return "teks" if self.i.jenis_nilai == "predikat" else "nilai", ""

    def hasil_kini(self) -> dict[str, SelHasil]:
        return hasil_target(self.nilai, self.i, self.tahun)

    def dengan(self, baru: NilaiSel) -> dict[str, SelHasil]:
        self.muat("")
        return self.hasil_kini()


class SelKas(SelAksi):
    """One quarter of a sub kegiatan's cash plan."""

    model = RencanaKas
    kolom_isi = ("nilai",)

    def __init__(self, pengguna: Pengguna, letak: Letak, triwulan: int) -> None:
        super().__init__(pengguna, letak, triwulan)
        self.pemilik, self.kunci = Simpul(pk=letak.simpul.id), f"s{letak.simpul.id}"

    def teks_kini(self, kolom: str) -> str:
        return tulis_rupiah(self.objek.nilai) if self.objek else ""

    def urai(self, minta: Permintaan) -> NilaiSel:
        if self.letak.simpul.jenis != "sub_kegiatan":
            raise IsianDitolak("Rencana kas hanya pada sub kegiatan.")
        terurai = urai_uang(minta.mentah, sebelum=None, tegas=minta.tegas)
        return NilaiSel({"nilai": terurai.nilai}, tulis_rupiah(terurai.nilai), terurai.peringatan)

    def identitas(self) -> dict[str, Any]:
        return {"simpul_id": self.letak.simpul.id, "tahun": self.tahun, "triwulan": self.triwulan}

    def medan(self, kolom: str) -> tuple[str, str]:
        return "nilai", ""

    def hasil_kini(self) -> dict[str, SelHasil]:
        kas = RencanaKas.objects.filter(simpul=self.letak.simpul.id, tahun=self.tahun)
        uang = muat_uang_simpul(self.letak.simpul.id, self.tahun)
        pagu = dihitung(uang_baris([a for a in uang.anggaran if a.tahun == self.tahun], (), None)).pagu
        return hasil_kas(kas.values_list("nilai", flat=True), pagu)

    def dengan(self, baru: NilaiSel) -> dict[str, SelHasil]:
        return self.hasil_kini()


def cari_sel(pengguna: Pengguna, instansi: PerangkatDaerah, tahun: int, minta: Permintaan) -> SelAksi | None:
    """The cell that the request names; None where the agency has none such in the year."""
    triwulan, renstra = KOLOM.get(minta.kolom), renstra_tahun(instansi, tahun)
    if triwulan is None or renstra is None:
        return None
    if minta.jenis == "s":
        letak = cari_letak(instansi, tahun, renstra, minta.nomor)
        return SelKas(pengguna, letak, triwulan) if letak else None
    i = baris_indikator(renstra, minta.nomor, tahun) if minta.jenis == "i" else None
    letak = cari_letak(instansi, tahun, renstra, i.simpul_id) if i else None
    return SelTargetTriwulan(pengguna, letak, triwulan, i) if i and letak else None
