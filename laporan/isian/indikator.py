"""A cell of an indicator's quarter: number, parts, predikat, or a text of the analysis."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q

from capaian.alur import BISA_DIISI, Status
from capaian.isian import (
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
from capaian.models import Realisasi
from laporan.hitung_indikator import HitungIndikator
from laporan.muat import BarisIndikator, BarisKomponen, BarisRealisasi, BarisTarget, Muatan
from renstra.models import Indikator
from renstra.skala import Pita, SkalaPredikat, susun_skala
from sakip.models import Pengguna, PerangkatDaerah

from .hasil import SelHasil, hasil_indikator
from .sasaran import angka_mentah, milik, waktu_bagi
from .sel import Isi, Permintaan

SETELAN = ("id", "kode", "rumus_turun", "pembulatan", "skala", "batas_capaian")


class SasaranIndikator:
    """An indicator's quarter."""

    model = Realisasi
    kosong_dihapus = False

    def __init__(self, pengguna: Pengguna, tahun: int, triwulan: int, data: dict[str, Any]) -> None:
        self.pengguna, self.tahun, self.triwulan = pengguna, tahun, triwulan
        self.i = BarisIndikator._make(data[nama] for nama in BarisIndikator._fields)
        self.bidang_id: int | None = data["bidang_efektif"]
        self.waktu = waktu_bagi(data)
        self.instansi = PerangkatDaerah(**{n: data[f"renstra__perangkat_daerah__{n}"] for n in SETELAN})
        self.kunci = f"i{self.i.id}"
        self.baris: tuple[int, int] | None = None

    @classmethod
    def cari(cls, pengguna: Pengguna, kode: str, tahun: int, triwulan: int, nomor: int) -> SasaranIndikator | None:
        """One query; None where the person has no such indicator."""
        nama = [*BarisIndikator._fields, "bidang_efektif", "buka", "tutup", "tutup_lebih", "pengisi"]
        semua = milik(Indikator, pengguna, kode, tahun, triwulan, "simpul__").filter(pk=nomor, mengacu__isnull=True)
        data = semua.values(*nama, *(f"renstra__perangkat_daerah__{n}" for n in SETELAN)).first()
        return cls(pengguna, tahun, triwulan, data) if data else None

    def muat_isi(self) -> None:
        """One query: the stored quarters, targets, parts of the index, and the agency's own scales."""
        self.muatan = Muatan(self.instansi, self.tahun, None, None, indikator=[self.i])
        self.status, self.baris = Status.DRAF.value, None
        target, realisasi, komponen, pita = [], [], [], []
        for jenis, pk, versi, status, t, tw, a, b, c, teks, teks2, bagian, eksklusif in _satu_indikator(
            self.i.id, self.instansi.pk, self.tahun
        ):
            if jenis == "target":
                target.append(BarisTarget(self.i.id, t, tw, status, a, b, teks))
            elif jenis == "komponen":
                komponen.append(BarisKomponen(self.i.id, t, versi, teks, a, b, c))
            elif jenis == "skala":
                pita.append((status, Pita(a, teks, bool(eksklusif), b, teks2, bagian)))
            else:
                realisasi.append(
                    BarisRealisasi(self.i.id, t, tw, a, teks, b, c, None, "", "", "", "", "", json.loads(bagian))
                )
                if (t, tw) == (self.tahun, self.triwulan):
                    self.status, self.baris = status, (pk, versi)
        self.muatan.target, self.muatan.realisasi = {self.i.id: target}, {self.i.id: realisasi}
        self.muatan.komponen, self.muatan.skala = {self.i.id: komponen}, susun_skala(pita)
        self.hitung = HitungIndikator(self.muatan)

    def _tersimpan(self, tahun: int, triwulan: int) -> BarisRealisasi | None:
        baris = self.muatan.realisasi[self.i.id]
        return next((r for r in baris if (r.tahun, r.triwulan) == (tahun, triwulan)), None)

    @property
    def kini(self) -> BarisRealisasi:
        """The quarter's row, or an empty one."""
        kosong = BarisRealisasi(
            self.i.id, self.tahun, self.triwulan, None, "", None, None, None, "", "", "", "", "", {}
        )
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
        return self._analisis(kolom)

    def _analisis(self, kolom: str) -> str:
        """Long texts are read only when one of them is saved."""
        if self.baris is None:
            return ""
        return Realisasi.objects.values_list(kolom, flat=True).get(pk=self.baris[0])

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

    def dengan(self, isi: Isi) -> dict[str, SelHasil]:
        baru = self.kini._replace(**{k: v for k, v in isi.nilai.items() if k in BarisRealisasi._fields})
        lain = [r for r in self.muatan.realisasi[self.i.id] if r != self.kini]
        self.muatan.realisasi[self.i.id] = [*lain, baru]
        return hasil_indikator(self.hitung, self.i, self.triwulan)


def _desimal(teks: str | None) -> Decimal | None:
    return Decimal(teks) if teks else None


def pilihan_predikat(skala: SkalaPredikat | None) -> dict[str, str]:
    """The words of a scale; its categories (`Sangat Baik`) are understood too."""
    pita = skala.pita if skala else ()
    return {kata.casefold(): p.predikat for p in reversed(pita) for kata in (p.kategori, p.predikat) if kata}


SATU_INDIKATOR = """
SELECT 'realisasi', id, versi, status, tahun, triwulan, nilai, pembilang, penyebut, teks, '', CAST(bagian AS text), 0
  FROM capaian_realisasi WHERE indikator_id = %(nomor)s AND tahun IN (%(tahun)s, %(lalu)s)
UNION ALL
SELECT 'target', id, 0, versi, tahun, triwulan, nilai, nilai_atas, NULL, teks, '', '', 0
  FROM renstra_target WHERE indikator_id = %(nomor)s AND tahun = %(tahun)s
UNION ALL
SELECT 'komponen', id, urutan, '', tahun, NULL, bobot, maksimum, nilai, nama, '', '', 0
  FROM capaian_komponen WHERE indikator_id = %(nomor)s AND tahun <= %(tahun)s
UNION ALL
SELECT 'skala', id, urutan, nama, 0, NULL, batas_bawah, batas_atas, NULL, predikat, kategori, warna,
  CASE WHEN eksklusif THEN 1 ELSE 0 END
  FROM renstra_skala WHERE perangkat_daerah_id = %(instansi)s
ORDER BY 1, 4, 3
"""
"""Four tables as rows of one shape: written out, because compiling it anew for each cell costs more than running it."""


def _satu_indikator(nomor: int, instansi_id: int, tahun: int) -> list[tuple[Any, ...]]:
    """Everything that one indicator's results follow from."""
    with connection.cursor() as kursor:
        kursor.execute(SATU_INDIKATOR, {"nomor": nomor, "tahun": tahun, "lalu": tahun - 1, "instansi": instansi_id})
        return [(*b[:6], *map(angka_mentah, b[6:9]), *b[9:]) for b in kursor.fetchall()]
