"""A cell of an indicator's quarter: number, parts, predikat, or a text of the analysis."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.db.models import Q

from capaian.alur import BISA_DIISI, Status
from capaian.hitung.capaian import HitungIndikator
from capaian.models import Realisasi
from laporan.ikhtisar.muat import BarisIndikator, BarisKomponen, BarisRealisasi, BarisTarget, Muatan
from renstra.skala import Pita, SkalaPredikat, susun_skala
from sakip.kisi.sel import Isi, Permintaan, tempat, waktu_bagi
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

from . import sql
from .hasil import SelHasil, hasil_indikator

POLOS = BarisIndikator(0, 0, "", "", "", False, "", "", "", None, "", None, None, "", "", "", "", "", None)


class SasaranIndikator:
    """An indicator's quarter."""

    model = Realisasi
    kosong_dihapus = False

    def __init__(self, pengguna: Pengguna, tahun: int, triwulan: int, data: tuple[Any, ...]) -> None:
        self.pengguna, self.tahun, self.triwulan = pengguna, tahun, triwulan
        (bidang, buka, tutup, pengisi, tutup_lebih), sisa = data[:5], data[5:]
        self.bidang_id: int | None = bidang
        self.waktu = waktu_bagi(buka, tutup, tutup_lebih, pengisi)
        instansi = dict(zip(sql.INSTANSI, sisa, strict=False))
        self.instansi = PerangkatDaerah(**instansi | {"batas_capaian": sql.angka_mentah(instansi["batas_capaian"])})
        indikator = dict(zip(sql.INDIKATOR, sisa[len(sql.INSTANSI) :], strict=True))
        self.i = POLOS._replace(**indikator | {"pengali": sql.angka_mentah(indikator["pengali"])})
        self.kunci = f"i{self.i.id}"
        self.baris: tuple[int, int] | None = None

    @classmethod
    def cari(cls, pengguna: Pengguna, kode: str, tahun: int, triwulan: int, nomor: int) -> SasaranIndikator | None:
        """One query; None where the person has no such indicator."""
        baris = sql.baca(sql.CARI_INDIKATOR, nomor=nomor, **tempat(pengguna, kode, tahun, triwulan))
        return cls(pengguna, tahun, triwulan, baris[0]) if baris else None

    def muat_isi(self, kolom: str) -> None:
        """One query: the stored quarters, targets, parts of the index, and the agency's own scales."""
        self.muatan = Muatan(self.instansi, self.tahun, None, None, indikator=[self.i])
        self.status, self.baris, self.analisis = Status.DRAF.value, None, ""
        target, realisasi, komponen, pita = [], [], [], []
        semua = sql.baca(
            sql.ISI_INDIKATOR,
            nomor=self.i.id,
            tahun=self.tahun,
            lalu=self.tahun - 1,
            instansi=self.instansi.pk,
            kolom=kolom,
        )
        for jenis, pk, versi, status, t, tw, *angka, teks, teks2, bagian, eksklusif in semua:
            a, b, c = map(sql.angka_mentah, angka)
            if jenis == "target":
                target.append(BarisTarget(self.i.id, t, tw, status, a, b, teks))
            elif jenis == "komponen":
                komponen.append(BarisKomponen(self.i.id, t, versi, teks, a, b, c))
            elif jenis == "skala":
                pita.append((status, Pita(a, teks, bool(eksklusif), b, teks2, bagian)))
            else:
                realisasi.append(BarisRealisasi(self.i.id, t, tw, a, teks, b, c, None, "", "", "", "", "", bagian))
                if (t, tw) == (self.tahun, self.triwulan):
                    self.status, self.baris, self.analisis = status, (pk, versi), teks2
        self.muatan.target, self.muatan.realisasi = {self.i.id: target}, {self.i.id: realisasi}
        self.muatan.komponen, self.muatan.skala = {self.i.id: komponen}, susun_skala(pita)
        self.hitung = HitungIndikator(self.muatan)

    def _tersimpan(self, tahun: int, triwulan: int) -> BarisRealisasi | None:
        baris = self.muatan.realisasi[self.i.id]
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
        if self.status not in BISA_DIISI:
            raise IsianDitolak(f"Baris ini sudah {Status(self.status).label.lower()} dan tidak dapat diubah.")
        if kalimat := self.waktu.kenapa_tertutup(self.pengguna):
            raise IsianDitolak(kalimat)

    def teks_kini(self, kolom: str) -> str:
        if kolom.startswith("bagian."):
            return tulis_isian(_desimal(self.kini.bagian.get(kolom.removeprefix("bagian."))))
        if kolom in KOLOM_ANGKA:
            return tulis_isian(getattr(self.kini, kolom))
        if kolom == "teks":
            return self.kini.teks
        return self.analisis

    def urai(self, minta: Permintaan) -> Isi:
        kolom = minta.kolom
        if kolom in KOLOM_TEKS:
            teks = urai_teks(minta.mentah)
            return Isi({kolom: teks}, teks)
        if kolom.startswith("bagian.") and self.i.jenis_nilai == "komponen":
            return self._urai_bagian(kolom.removeprefix("bagian."), minta)
        if kolom == "teks" and self.i.jenis_nilai == "predikat":
            teks = urai_predikat(minta.mentah, pilihan_predikat(self.hitung.skala_nilai(self.i)))
            return Isi({"teks": teks}, teks)
        if kolom not in self.kolom_angka():
            raise IsianDitolak("Sel ini tidak dapat diisi untuk indikator ini.")
        sebelum = getattr(self.lalu, kolom) if self.lalu else None
        ratio = kolom != "nilai"
        terurai = urai_angka(minta.mentah, satuan=self.i.satuan, sebelum=sebelum, tegas=minta.tegas, bagian=ratio)
        return Isi({kolom: terurai.nilai}, tulis_isian(terurai.nilai), self._periksa_rasio(kolom, terurai))

    def kolom_angka(self) -> tuple[str, ...]:
        """The numbers that this kind of indicator takes."""
        return {"rasio": ("pembilang", "penyebut"), "komponen": ()}.get(self.i.jenis_nilai, ("nilai",))

    def _periksa_rasio(self, kolom: str, terurai: Terurai) -> str:
        bagian = {"pembilang": self.kini.pembilang, "penyebut": self.kini.penyebut, kolom: terurai.nilai}
        persen = self.i.pengali in (None, 100)
        aneh = peringatan_rasio(bagian["pembilang"], bagian["penyebut"], persen=persen) if kolom != "nilai" else ""
        return " ".join(p for p in (terurai.peringatan, aneh) if p)

    def _urai_bagian(self, urutan: str, minta: Permintaan) -> Isi:
        komponen = next((k for k in self.hitung.definisi_komponen(self.i) if str(k.urutan) == urutan), None)
        if komponen is None:
            raise IsianDitolak("Komponen ini tidak ada pada indikator ini.")
        lalu = self.lalu.bagian.get(urutan) if self.lalu else None
        terurai = urai_angka(minta.mentah, satuan="", sebelum=_desimal(lalu), tegas=minta.tegas, bagian=True)
        if terurai.nilai is not None and komponen.maksimum is not None and terurai.nilai > komponen.maksimum:
            raise IsianDitolak(f"“{komponen.nama}” paling banyak {tulis_isian(komponen.maksimum)}.")
        isi = {k: v for k, v in self.kini.bagian.items() if k != urutan}
        if terurai.nilai is not None:
            isi[urutan] = f"{terurai.nilai:f}"
        return Isi({"bagian": isi}, tulis_isian(terurai.nilai), terurai.peringatan)

    def identitas(self) -> dict[str, Any]:
        return {"indikator_id": self.i.id, "tahun": self.tahun, "triwulan": self.triwulan}

    def syarat(self) -> list[Any]:
        return [Q(status__in=BISA_DIISI)]

    def medan(self, kolom: str) -> str:
        return kolom.partition(".")[0]

    def hasil_kini(self) -> dict[str, SelHasil]:
        return hasil_indikator(self.hitung, self.i, self.triwulan)

    def dengan(self, isi: Isi) -> dict[str, SelHasil]:
        nilai = isi.nilai | ({"bagian_teks": json.dumps(isi.nilai["bagian"])} if "bagian" in isi.nilai else {})
        baru = self.kini._replace(**{k: v for k, v in nilai.items() if k in BarisRealisasi._fields})
        lain = [r for r in self.muatan.realisasi[self.i.id] if r != self.kini]
        self.muatan.realisasi[self.i.id] = [*lain, baru]
        return self.hasil_kini()


def _desimal(teks: str | None) -> Decimal | None:
    return Decimal(teks) if teks else None


def pilihan_predikat(skala: SkalaPredikat | None) -> dict[str, str]:
    """The words of a scale; its categories (`Sangat Baik`) are understood too."""
    pita = skala.pita if skala else ()
    return {kata.casefold(): p.predikat for p in reversed(pita) for kata in (p.kategori, p.predikat) if kata}
