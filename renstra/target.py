"""The grid of the plan's targets: indicators × years, and one cell's save."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sakip.kisi.sel import BarisTerjaga, NilaiSel, Permintaan, SelTerkunci
from sakip.kisi.urai import IsianDitolak, tulis_isian, urai_angka, urai_predikat

from .bentuk import berlaku
from .models import Indikator, Renstra, Target
from .muat import skala_instansi
from .pohon import kenapa_tertutup
from .skala import SKALA_PREDIKAT, pilihan_predikat

KOLOM = re.compile(r"(nilai|nilai_atas|teks)\.(20\d\d|2100)")


def tahun_target(renstra: Renstra, tahun: int) -> range:
    """The years that this version sets targets for."""
    mulai = renstra.berlaku_mulai or renstra.periode_awal or tahun
    return range(mulai, (renstra.periode_akhir or max(tahun, mulai) + 4) + 1)


@dataclass(frozen=True)
class BarisKisi:
    """A row of the grid. `sel`: (year, name of the cell, its text, whether it can be changed)."""

    i: Indikator
    nama: str
    sel: list[tuple[int, str, str, bool]]
    pilihan: tuple[str, ...]
    lanjutan: bool = False


def susun_kisi(indikator: Iterable[Indikator], tahun: range, skala: Any) -> list[BarisKisi]:
    """One row per indicator; two where the target is a range. One query."""
    daftar = list(indikator)
    ada = {
        (t.indikator_id, t.tahun): t
        for t in Target.objects.filter(indikator__in=daftar, triwulan__isnull=True, versi=Target.Versi.RENSTRA)
    }
    return [baris for i in daftar for baris in _baris_kisi(i, tahun, ada, skala)]


def _baris_kisi(i: Indikator, tahun: range, ada: dict[tuple[int, int], Target], skala: Any) -> Iterator[BarisKisi]:
    predikat = i.jenis_nilai == Indikator.JenisNilai.PREDIKAT
    rentang = i.arah == Indikator.Arah.RENTANG and not predikat
    for kolom in ("teks",) if predikat else ("nilai", "nilai_atas") if rentang else ("nilai",):
        teks = {t: teks_sel(ada.get((i.pk, t)), kolom) for t in tahun}
        sel = [(t, f"{kolom}.{t}", teks[t], berlaku(i, t)) for t in tahun]
        pilihan = kata_predikat(i, skala, teks.values()) if predikat else ()
        nama = {"nilai_atas": f"{i.nama}, batas atas", "nilai": f"{i.nama}, batas bawah" if rentang else i.nama}
        yield BarisKisi(i, nama.get(kolom, i.nama), sel, pilihan, kolom == "nilai_atas")


def teks_sel(target: Target | None, kolom: str) -> str:
    """What stands in a cell."""
    if target is None:
        return ""
    nilai = getattr(target, kolom)
    return nilai if kolom == "teks" else tulis_isian(nilai)


def kata_predikat(i: Indikator, skala: Any, terpakai: Iterable[str] = ()) -> tuple[str, ...]:
    """The words to choose from, and those that stand there already."""
    pilihan = pilihan_predikat(skala.get(i.skala or SKALA_PREDIKAT))
    return tuple(dict.fromkeys([*reversed(list(pilihan.values())), *(t for t in terpakai if t)]))


class SelTarget(BarisTerjaga):
    """A target of the Renstra: of one indicator and year."""

    model = Target
    kolom_isi = ("nilai", "nilai_atas", "teks")

    def __init__(self, i: Indikator, kolom: str, tahun: int) -> None:
        self.i = self.pemilik = i
        self.kolom, self.tahun = kolom, tahun
        self.kunci = f"i{i.pk}"

    @classmethod
    def cari(cls, indikator: Any, minta: Permintaan, tahun_halaman: int) -> SelTarget | None:
        """The cell among the indicators that the page may show; None where there is none such."""
        cocok = KOLOM.fullmatch(minta.kolom)
        i = indikator.filter(pk=minta.nomor).select_related("renstra__perangkat_daerah").first()
        if cocok is None or minta.jenis != "i" or i is None:
            return None
        tahun = int(cocok[2])
        return cls(i, cocok[1], tahun) if tahun in tahun_target(i.renstra, tahun_halaman) else None

    def periksa_terbuka(self) -> None:
        if alasan := kenapa_tertutup(self.i.renstra):
            raise SelTerkunci(alasan)

    def teks_kini(self, kolom: str) -> str:
        return teks_sel(self.objek, self.kolom)

    def urai(self, minta: Permintaan) -> NilaiSel:
        if not berlaku(self.i, self.tahun):
            raise IsianDitolak(f"Indikator ini tidak diukur tahun {self.tahun}.")
        if self.kolom == "teks":
            skala = skala_instansi(self.i.renstra.perangkat_daerah).get(self.i.skala or SKALA_PREDIKAT)
            teks = urai_predikat(minta.mentah, pilihan_predikat(skala))
            return NilaiSel({"teks": teks}, teks)
        terurai = urai_angka(minta.mentah, satuan=self.i.satuan, sebelum=None, tegas=minta.tegas)
        return NilaiSel({self.kolom: terurai.nilai}, tulis_isian(terurai.nilai), terurai.peringatan)

    def periksa(self, objek: Target) -> None:
        if objek.nilai is not None and objek.nilai_atas is not None and objek.nilai > objek.nilai_atas:
            raise IsianDitolak("Batas bawah tidak boleh melebihi batas atas.")

    def identitas(self) -> dict[str, Any]:
        return {"indikator": self.i, "tahun": self.tahun, "triwulan": None, "versi": Target.Versi.RENSTRA}

    def medan(self, kolom: str) -> tuple[str, str]:
        return self.kolom, ""
