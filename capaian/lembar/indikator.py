"""A cell of an indicator's quarter: number, parts, predikat, or a text of the analysis."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db.models import Q

from capaian.alur import BISA_DIISI, StatusIsian
from capaian.bentuk import BarisRealisasi
from capaian.hitung.capaian import HitungCapaian
from capaian.jadwal import waktu_isian
from capaian.models import Realisasi
from capaian.muat import muat_hasil_satu
from renstra.bentuk import BarisIndikator
from renstra.muat import baris_indikator, muat_satu, renstra_tahun
from renstra.skala import pilihan_predikat
from sakip.kisi.hasil import SelHasil
from sakip.kisi.sel import BarisBerubahan, NilaiSel, Permintaan, SelTerkunci
from sakip.kisi.urai import (
    KOLOM_ANGKA,
    KOLOM_TEKS,
    IsianDitolak,
    Terurai,
    peringatan_rasio,
    tulis_isian,
    urai_angka,
    urai_predikat,
    urai_teks,
)
from sakip.models import Pengguna, PerangkatDaerah

from .hasil import hasil_indikator, peringatan_wajar
from .letak import Letak, cari_letak

WAJAR = "alasan_wajar"


class SelIndikator(BarisBerubahan):
    """An indicator's quarter."""

    model = Realisasi

    def __init__(self, pengguna: Pengguna, letak: Letak, triwulan: int, i: BarisIndikator) -> None:
        self.pengguna, self.letak, self.triwulan, self.i = pengguna, letak, triwulan, i
        self.tahun, self.bidang_id = letak.tahun, letak.bidang_id
        self.kunci = f"i{i.id}"
        self.waktu = waktu_isian(letak.instansi, self.tahun, triwulan, self.bidang_id)

    @classmethod
    def cari(
        cls, pengguna: Pengguna, instansi: PerangkatDaerah, tahun: int, triwulan: int, nomor: int
    ) -> SelIndikator | None:
        """None where the agency has no such indicator in the year, or its numbers are another's."""
        renstra = renstra_tahun(instansi, tahun)
        i = baris_indikator(renstra, nomor, tahun) if renstra else None
        letak = cari_letak(instansi, tahun, renstra, i.simpul_id) if i and i.mengacu_id is None else None
        return cls(pengguna, letak, triwulan, i) if letak and i else None

    def muat(self, kolom: str) -> None:
        """At most four queries: stored quarters, targets, the agency's own scales, parts of the index."""
        letak = self.letak
        rencana = muat_satu(letak.instansi, letak.renstra, list(letak.jalur), self.i, self.tahun)
        self.hasil, tersimpan = muat_hasil_satu(self.i.id, self.tahun, berkomponen=self.i.jenis_nilai == "komponen")
        self.hitung = HitungCapaian(rencana, self.hasil)
        self.objek = next((r for r in tersimpan if (r.tahun, r.triwulan) == (self.tahun, self.triwulan)), None)
        self.baris = (self.objek.pk, self.objek.ubahan_ke) if self.objek else None

    def _tersimpan(self, tahun: int, triwulan: int) -> BarisRealisasi | None:
        baris = self.hasil.realisasi.get(self.i.id, ())
        return next((r for r in baris if (r.tahun, r.triwulan) == (tahun, triwulan)), None)

    @property
    def kini(self) -> BarisRealisasi:
        """The quarter's row, or an empty one."""
        kosong = BarisRealisasi(self.i.id, self.tahun, self.triwulan, None, "", None, None, None, "", "", "", "", "")
        return self._tersimpan(self.tahun, self.triwulan) or kosong

    @property
    def lalu(self) -> BarisRealisasi | None:
        """The quarter before."""
        if self.triwulan > 1:
            return self._tersimpan(self.tahun, self.triwulan - 1)
        return self._tersimpan(self.tahun - 1, 4)

    def periksa_terbuka(self) -> None:
        if self.objek and self.objek.status not in BISA_DIISI:
            status = StatusIsian(self.objek.status).label.lower()
            raise SelTerkunci(f"Baris ini sudah {status} dan tidak dapat diubah.")
        if kalimat := self.waktu.kenapa_tertutup(self.pengguna):
            raise SelTerkunci(kalimat)

    def teks_kini(self, kolom: str) -> str:
        if kolom.startswith("bagian."):
            return tulis_isian(_desimal(self.kini.bagian.get(kolom.removeprefix("bagian."))))
        if kolom in KOLOM_ANGKA:
            return tulis_isian(getattr(self.kini, kolom))
        if kolom == WAJAR:
            return self.objek.alasan_wajar if self.objek else ""
        return str(getattr(self.kini, kolom))

    def urai(self, minta: Permintaan) -> NilaiSel:
        kolom = minta.kolom
        if kolom in (*KOLOM_TEKS, WAJAR):
            teks = urai_teks(minta.mentah)
            return NilaiSel({kolom: teks}, teks)
        return self._tanpa_alasan(self._urai_nilai(kolom, minta))

    def _tanpa_alasan(self, baru: NilaiSel) -> NilaiSel:
        """A value that changes needs its reason anew."""
        berubah = any(getattr(self.kini, kolom) != nilai for kolom, nilai in baru.medan.items())
        medan = baru.medan | ({WAJAR: ""} if berubah else {})
        return replace(baru, medan=medan, kosong=(WAJAR,) if berubah or not self.teks_kini(WAJAR) else ())

    def _urai_nilai(self, kolom: str, minta: Permintaan) -> NilaiSel:
        if kolom.startswith("bagian.") and self.i.jenis_nilai == "komponen":
            return self._urai_bagian(kolom.removeprefix("bagian."), minta)
        if kolom == "teks" and self.i.jenis_nilai == "predikat":
            teks = urai_predikat(minta.mentah, pilihan_predikat(self.hitung.nilai.skala_nilai(self.i)))
            return NilaiSel({"teks": teks}, teks)
        if kolom not in self.kolom_angka():
            raise IsianDitolak("Sel ini tidak dapat diisi untuk indikator ini.")
        sebelum = getattr(self.lalu, kolom) if self.lalu else None
        ratio = kolom != "nilai"
        terurai = urai_angka(minta.mentah, satuan=self.i.satuan, sebelum=sebelum, tegas=minta.tegas, bagian=ratio)
        return NilaiSel({kolom: terurai.nilai}, tulis_isian(terurai.nilai), self._periksa_rasio(kolom, terurai))

    def kolom_angka(self) -> tuple[str, ...]:
        """The numbers that this kind of indicator takes."""
        return {"rasio": ("pembilang", "penyebut"), "komponen": ()}.get(self.i.jenis_nilai, ("nilai",))

    def _periksa_rasio(self, kolom: str, terurai: Terurai) -> str:
        bagian = {"pembilang": self.kini.pembilang, "penyebut": self.kini.penyebut, kolom: terurai.nilai}
        persen = self.i.pengali in (None, 100)
        aneh = peringatan_rasio(bagian["pembilang"], bagian["penyebut"], persen=persen) if kolom != "nilai" else ""
        return " ".join(p for p in (terurai.peringatan, aneh) if p)

    def _urai_bagian(self, urutan: str, minta: Permintaan) -> NilaiSel:
        komponen = next((k for k in self.hitung.nilai.definisi_komponen(self.i) if str(k.urutan) == urutan), None)
        if komponen is None:
            raise IsianDitolak("Komponen ini tidak ada pada indikator ini.")
        lalu = self.lalu.bagian.get(urutan) if self.lalu else None
        terurai = urai_angka(minta.mentah, satuan="", sebelum=_desimal(lalu), tegas=minta.tegas, bagian=True)
        if terurai.nilai is not None and komponen.maksimum is not None and terurai.nilai > komponen.maksimum:
            raise IsianDitolak(f"“{komponen.nama}” paling banyak {tulis_isian(komponen.maksimum)}.")
        bagian = {k: v for k, v in self.kini.bagian.items() if k != urutan}
        if terurai.nilai is not None:
            bagian[urutan] = f"{terurai.nilai:f}"
        return NilaiSel({"bagian": bagian}, tulis_isian(terurai.nilai), terurai.peringatan)

    def identitas(self) -> dict[str, Any]:
        return {"indikator_id": self.i.id, "tahun": self.tahun, "triwulan": self.triwulan}

    def syarat(self) -> list[Any]:
        return [Q(status__in=BISA_DIISI)]

    def medan(self, kolom: str) -> tuple[str, str]:
        nama, _, bagian = kolom.partition(".")
        return nama, bagian

    def hasil_kini(self) -> dict[str, SelHasil]:
        return hasil_indikator(self.hitung, self.i, self.triwulan)

    def dengan(self, baru: NilaiSel) -> dict[str, SelHasil]:
        medan = {k: v for k, v in baru.medan.items() if k != WAJAR}
        if "bagian" in medan:
            medan["bagian_teks"] = json.dumps(medan.pop("bagian"))
        semua = self.hasil.realisasi.get(self.i.id, [])
        self.hasil.realisasi[self.i.id] = [*(r for r in semua if r != self.kini), self.kini._replace(**medan)]
        return self.hasil_kini()

    def peringatan(self, baru: NilaiSel, hasil: dict[str, SelHasil]) -> str:
        bernilai = baru.medan.keys() - {WAJAR, *KOLOM_TEKS}
        return peringatan_wajar(baru.peringatan, hasil) if bernilai else baru.peringatan


def _desimal(teks: str | None) -> Decimal | None:
    return Decimal(teks) if teks else None
