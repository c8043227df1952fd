"""Charts as SVG, drawn on the server: the same picture on the page and in the PDF.

Axes of bars begin at zero, values stand beside what they measure, names wrap and are never cut. Dark and light fills
stay apart in grey. The output is the same for the same input, so that an unchanged chapter is recognised as such.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator
from sakip.angka import bulatkan, tulis
from sakip.cetak.lukis import (
    GELAP,
    LEBAR,
    REDUP,
    TANDA,
    TEPI,
    TERANG,
    UKURAN,
    Lukisan,
    tinggi_alinea,
)
from sakip.cetak.ukur_teks import lebar

TINGGI_DERET = 150.0
SETINGGI = 780.0
"""What a printed page leaves for one picture above its caption; on the screen a chart may be of any height."""
LAJUR_NAMA = 190.0
BATANG, SELA = 15.0, 7.0
_JUMLAH = re.compile(r"(?i)^(total|jumlah)( pegawai| seluruhnya)?$")
NON_ASN = {"non_asn": "Non-ASN"}
IRIS_TERBANYAK = 4
"""Parts that a ring still tells apart at a glance."""
WARNA_IRIS = (GELAP, TERANG, "#5b8791", "#e6ecee", "#8fa9ae", "#33413f")


@dataclass(frozen=True)
class Seri:
    """One row of values under one name; None leaves a gap, never a zero."""

    nama: str
    nilai: Sequence[Decimal | None]
    terang: bool = False


def deret(indikator: IkhtisarIndikator, ikhtisar: Ikhtisar) -> str:
    """Realisasi per year as bars, the target as a marked line; empty where there are fewer than two years."""
    tahun = [d for d in indikator.deret if d.realisasi is not None]
    if len(tahun) < 2:
        return ""
    judul = f"{indikator.nama} {tahun[0].tahun}–{tahun[-1].tahun}: " + "; ".join(
        f"{d.tahun} {tulis(d.realisasi)}" for d in tahun if d.realisasi is not None
    )
    nama = [str(d.tahun) for d in tahun]
    realisasi, target = [d.realisasi for d in tahun], [d.target for d in tahun]
    satuan = f" ({indikator.satuan})" if indikator.satuan else ""
    batas = (LEBAR - 20) / len(tahun) / 2 - 6
    nilai = [n for n in (*realisasi, *target) if n is not None]
    if min(nilai) < 0 or max(lebar(tulis(n), UKURAN) for n in nilai) > batas:
        return batang(judul, nama, [Seri(f"Realisasi{satuan}", realisasi), Seri("Target", target, terang=True)])
    return _tegak(judul, nama, realisasi, target, satuan)


def _tegak(
    judul: str, nama: list[str], realisasi: list[Decimal | None], target: list[Decimal | None], satuan: str
) -> str:
    gambar = Lukisan(judul)
    _keterangan(gambar, [(f"Realisasi{satuan}", GELAP, False)], garis="Target" if _bernilai(target) else "")
    atas, dasar = 40.0, 40.0 + TINGGI_DERET
    puncak = max(n for n in (*realisasi, *target) if n is not None) or Decimal(1)
    petak = (LEBAR - 20) / len(nama)
    gambar.garis((0, dasar), (LEBAR, dasar), warna=TEPI, tebal=1)
    titik: list[tuple[float, float]] = []
    selebar = min(petak * 0.34, 46.0)
    for n, satu in enumerate(nama):
        kiri = 10 + petak * n
        gambar.teks(kiri + petak / 2, dasar + 16, satu, jangkar="middle", warna=REDUP)
        if (hasil := target[n]) is not None:
            titik.append((kiri + petak * 0.72, dasar - float(hasil / puncak) * (dasar - atas)))
    if len(titik) > 1:
        gambar.garis(*titik, warna=TANDA, tebal=0.9, putus="4 3")
    for n, nilai in enumerate(realisasi):
        if nilai is None:
            continue
        x, tinggi = 10 + petak * (n + 0.27), float(nilai / puncak) * (dasar - atas)
        gambar.segi(x - selebar / 2, dasar - tinggi, selebar, max(tinggi, 0.8), GELAP)
        gambar.teks(x, dasar - tinggi - 5, tulis(nilai), jangkar="middle", tebal=True, alas=True)
    for (x, y), nilai in zip(titik, [t for t in target if t is not None], strict=True):
        gambar.segi(x - selebar / 2, y - 1.2, selebar, 2.4, TANDA)
        gambar.teks(x, y - 6, tulis(nilai), jangkar="middle", warna=TANDA, alas=True)
    return gambar.svg()


def _bernilai(nilai: Sequence[Decimal | None]) -> bool:
    return any(n is not None for n in nilai)


def _keterangan(gambar: Lukisan, kotak: list[tuple[str, str, bool]], garis: str = "") -> None:
    """Which fill is which, only where there is more than one thing to tell apart."""
    x = 10.0
    if len(kotak) + bool(garis) < 2:
        if kotak[0][0]:
            gambar.teks(x, 12, kotak[0][0], warna=REDUP)
        return
    for nama, isi, bertepi in kotak:
        gambar.segi(x, 3, 11, 11, isi, TEPI if bertepi else "")
        x += 17 + gambar.teks(x + 17, 12.5, nama, warna=REDUP) + 18
    if garis:
        gambar.segi(x, 7.3, 18, 2.4, TANDA)
        gambar.teks(x + 24, 12.5, garis, warna=REDUP)


def batang(
    judul: str,
    nama: Sequence[str],
    seri: Sequence[Seri],
    *,
    tulis_nilai: Callable[[Decimal], str] = tulis,
    utama: int | None = None,
    puncak: Decimal | None = None,
    setinggi: float = math.inf,
) -> str:
    """Lying bars, one group a name. `utama`: the row marked as the own one; the others are light then. `setinggi`:
    more than fits into it goes on in another picture of the same scale."""
    isi = [s for s in seri if _bernilai(s.nilai)]
    angka = [n for s in isi for n in s.nilai if n is not None]
    if not angka:
        return ""
    bawah = min(Decimal(0), *angka)
    rentang = (max(puncak or Decimal(0), *angka) - bawah) or Decimal(1)
    lajur = min(LAJUR_NAMA, max(lebar(n, UKURAN, tebal=True) for n in nama) + 4)
    tepi = max(lebar(tulis_nilai(n), UKURAN, tebal=True) for n in angka) + 10
    kiri = lajur + 10 + (tepi if bawah < 0 else 0)
    skala = (LEBAR - kiri - tepi) / float(rentang)
    satu = _Batang(judul, nama, isi, tulis_nilai, utama, lajur, skala, kiri - float(bawah) * skala)
    return "".join(map(satu.lukis, satu.per_lembar(setinggi)))


@dataclass(frozen=True)
class _Batang:
    """Rows of lying bars on one scale. `lajur`: the width of the names; `nol`: where zero stands."""

    judul: str
    nama: Sequence[str]
    seri: Sequence[Seri]
    tulis_nilai: Callable[[Decimal], str]
    utama: int | None
    lajur: float
    skala: float
    nol: float

    @property
    def atas(self) -> float:
        return 26.0 if len(self.seri) > 1 or self.seri[0].nama else 4.0

    def milik(self, n: int) -> list[Seri]:
        return [s for s in self.seri if s.nilai[n] is not None]

    def setinggi(self, n: int) -> tuple[float, float]:
        """Of a row, and of its name."""
        nama = tinggi_alinea(self.nama[n], self.lajur, self.utama == n)
        return max(BATANG * len(self.milik(n)), nama), nama

    def per_lembar(self, setinggi: float) -> list[list[int]]:
        """The rows in as many pictures as this height asks for."""
        lembar: list[list[int]] = [[]]
        y = self.atas
        for n in range(len(self.nama)):
            tinggi = self.setinggi(n)[0]
            if lembar[-1] and y + tinggi + SELA > setinggi:
                lembar.append([])
                y = self.atas
            lembar[-1].append(n)
            y += tinggi + SELA
        return lembar

    def lukis(self, baris: Sequence[int]) -> str:
        gambar, y = Lukisan(self.judul), self.atas
        if y > 4:
            _keterangan(gambar, [(s.nama, TERANG if s.terang else GELAP, s.terang) for s in self.seri])
        for n in baris:
            tinggi, nama = self.setinggi(n)
            tebal = self.utama == n
            gambar.alinea(self.lajur, y + (tinggi - nama) / 2, self.nama[n], self.lajur, jangkar="end", tebal=tebal)
            self._seri(gambar, n, y + (tinggi - BATANG * len(self.milik(n))) / 2)
            y += tinggi + SELA
        gambar.garis((self.nol, self.atas - 3), (self.nol, y - SELA + 3), warna=TEPI, tebal=1)
        return gambar.svg()

    def _seri(self, gambar: Lukisan, n: int, y: float) -> None:
        tebal = self.utama == n
        for s in self.milik(n):
            nilai = s.nilai[n] or Decimal(0)
            terang = s.terang if self.utama is None else not tebal
            isian, garis_tepi = (TERANG, TEPI) if terang else (GELAP, "")
            panjang = float(abs(nilai)) * self.skala
            kiri = self.nol - (panjang if nilai < 0 else 0)
            gambar.segi(kiri, y + 1.5, max(panjang, 0.8), BATANG - 3, isian, garis_tepi)
            ujung, jangkar = (self.nol - panjang - 4, "end") if nilai < 0 else (self.nol + panjang + 4, "start")
            gambar.teks(ujung, y + BATANG / 2 + 4, self.tulis_nilai(nilai), jangkar=jangkar, tebal=tebal)
            y += BATANG


def pembanding(indikator: IkhtisarIndikator, ikhtisar: Ikhtisar, setinggi: float = math.inf) -> str:
    """Other agencies' values, highest first, with the own bar marked by fill and by word."""
    sendiri = f"{ikhtisar.perangkat_daerah.pemda} (laporan ini)"
    baris = [(p.instansi, p.nilai) for p in indikator.pembanding if p.nilai is not None]
    if not baris or indikator.realisasi is None:
        return ""
    semua = sorted([*baris, (sendiri, indikator.realisasi)], key=lambda b: -b[1])
    letak = next(n for n, b in enumerate(semua) if b[0] == sendiri)
    judul = f"{indikator.nama} dibandingkan dengan instansi lain"
    return batang(judul, [b[0] for b in semua], [Seri("", [b[1] for b in semua])], utama=letak, setinggi=setinggi)


def pagu_realisasi(ikhtisar: Ikhtisar, setinggi: float = math.inf) -> str:
    """Pagu and realisasi per program, in million rupiah."""
    program = [s for s in ikhtisar.simpul if s.jenis == "program" and s.pagu is not None]
    if not program:
        return ""
    seri = [
        Seri("Pagu (juta rupiah)", [_juta(s.pagu) for s in program], terang=True),
        Seri("Realisasi (juta rupiah)", [_juta(s.realisasi) for s in program]),
    ]
    nama = [s.uraian for s in program]
    return batang("Pagu dan realisasi per program", nama, seri, tulis_nilai=_satu_desimal, setinggi=setinggi)


def _juta(nilai: Decimal | None) -> Decimal | None:
    return None if nilai is None else nilai / 10**6


def _satu_desimal(nilai: Decimal) -> str:
    return tulis(bulatkan(nilai, 1), 1)


def pegawai(judul: str, baris: Sequence[Mapping[str, Any]], setinggi: float = math.inf) -> str:
    """Staff of one grouping: the two sexes as two series where they are told apart, a ring where the groups are few
    and say how many stand in each, else bars."""
    isi = [b for b in baris if not _JUMLAH.match(b["uraian"])]
    nama = [b["uraian"] + (f" ({NON_ASN.get(b['status'], b['status'])})" if b["status"] else "") for b in isi]
    jumlah = [None if b["jumlah"] is None else Decimal(b["jumlah"]) for b in isi]
    if any(b["laki_laki"] is not None for b in isi) and any(b["perempuan"] is not None for b in isi):
        dua = [(n, b["laki_laki"], b["perempuan"]) for n, b in zip(nama, isi, strict=True)]
        return pegawai_kelamin(dua, setinggi)
    utuh = [(n, j) for n, j in zip(nama, jumlah, strict=True) if j is not None]
    if len(utuh) == len(isi) <= IRIS_TERBANYAK and (lingkaran := donat(judul, utuh)):
        return lingkaran
    if len(utuh) < 2:
        return ""
    return batang(judul, [n for n, _ in utuh], [Seri("", [j for _, j in utuh])], setinggi=setinggi)


def pegawai_kelamin(baris: Sequence[tuple[str, int | None, int | None]], setinggi: float = math.inf) -> str:
    """Staff per group, men and women as two series."""
    seri = [
        Seri("Laki-laki", [None if b[1] is None else Decimal(b[1]) for b in baris]),
        Seri("Perempuan", [None if b[2] is None else Decimal(b[2]) for b in baris], terang=True),
    ]
    if not baris:
        return ""
    return batang("Jumlah pegawai laki-laki dan perempuan", [b[0] for b in baris], seri, setinggi=setinggi)


def komponen(indikator: IkhtisarIndikator, setinggi: float = math.inf) -> str:
    """The parts of a composite index in percent of their maximum; empty where fewer than three are known."""
    ada = [k for k in indikator.komponen if k.persen is not None]
    if len(ada) < 3:
        return ""
    seri = [Seri("Nilai terhadap maksimum (%)", [k.persen for k in ada])]
    judul = f"Komponen {indikator.nama} terhadap maksimumnya"
    nama, seratus = [k.nama for k in ada], Decimal(100)
    return batang(judul, nama, seri, tulis_nilai=_dua_desimal, puncak=seratus, setinggi=setinggi)


def _dua_desimal(nilai: Decimal) -> str:
    return tulis(bulatkan(nilai, 2), 2)


def kas(rencana: Sequence[Decimal | None], realisasi: Sequence[Decimal | None] = ()) -> str:
    """The cash plan of the four quarters and what was spent, in million rupiah; empty without a plan."""
    if not _bernilai(rencana):
        return ""
    seri = [Seri("Rencana kas (juta rupiah)", [_juta(n) for n in rencana], terang=True)]
    if _bernilai(realisasi):
        seri.append(Seri("Realisasi (juta rupiah)", [_juta(n) for n in realisasi]))
    nama = [f"Triwulan {t}" for t in ("I", "II", "III", "IV")]
    return batang("Rencana kas per triwulan", nama, seri, tulis_nilai=_satu_desimal)


def donat(judul: str, bagian: Sequence[tuple[str, Decimal]]) -> str:
    """Parts of a whole as a ring, each named with its number and share; for two to six parts."""
    jumlah = sum((n for _, n in bagian), Decimal(0))
    if not 2 <= len(bagian) <= len(WARNA_IRIS) or jumlah <= 0 or any(n < 0 for _, n in bagian):
        return ""
    gambar = Lukisan(judul)
    x, y, luar, dalam, sudut = 100.0, 84.0, 78.0, 46.0, -math.pi / 2
    for n, (_, nilai) in enumerate(bagian):
        akhir = sudut + 2 * math.pi * float(nilai / jumlah)
        if nilai:
            gambar.jalur(_iris(x, y, luar, dalam, sudut, min(akhir, sudut + 2 * math.pi - 0.001)), WARNA_IRIS[n])
        sudut = akhir
    gambar.teks(x, y + 1, tulis(jumlah), jangkar="middle", tebal=True, ukuran=16)
    gambar.teks(x, y + 15, "orang", jangkar="middle", warna=REDUP)
    gambar.tinggi = max(gambar.tinggi, y + luar)
    baris = max(y - len(bagian) * 12, 6.0)
    for n, (nama, nilai) in enumerate(bagian):
        gambar.segi(215, baris + 2, 11, 11, WARNA_IRIS[n], TEPI)
        persen = tulis(bulatkan(nilai * 100 / jumlah, 1), 1)
        baris += max(gambar.alinea(233, baris, f"{nama}: {tulis(nilai)} orang ({persen}%)", LEBAR - 240), 18) + 6
    return gambar.svg()


def _iris(x: float, y: float, luar: float, dalam: float, awal: float, akhir: float) -> str:
    def titik(jari: float, sudut: float) -> str:
        return f"{x + jari * math.cos(sudut):.2f},{y + jari * math.sin(sudut):.2f}"

    besar = int(akhir - awal > math.pi)
    return (
        f"M{titik(luar, awal)} A{luar:g},{luar:g} 0 {besar} 1 {titik(luar, akhir)} "
        f"L{titik(dalam, akhir)} A{dalam:g},{dalam:g} 0 {besar} 0 {titik(dalam, awal)} Z"
    )
