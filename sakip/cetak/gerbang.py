"""The gate: what is wrong with laid-out pages. Losses stop a document, looks are told beside it.

A loss is a text outside its cell, its table or the page, a text over another, a sign that no font has, a title that
does not stand on the page that the contents name. A look is a page that is empty or nearly so, a heading at the foot of
a page without two lines after it, a source line without its table.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .glif import ada_glif
from .kotak import JUDUL, Halaman, Kotak, Teks

TOLERANSI = 0.75
"""Pixels: rounding of the layout, and less than the width of a rule."""
INTI = 0.22
"""Of a line's height above and below, in which no sign is drawn over the neighbour's."""
SEPEREMPAT = 0.25
TANDA_TANGAN = {"tanda-tangan", "dua-tanda"}
KUTIPAN = 60


@dataclass(frozen=True)
class Cacat:
    """One thing that is wrong. `halaman` from 1; `hilang`: a loss."""

    aturan: str
    halaman: int
    kalimat: str
    teks: str = ""
    hilang: bool = True

    def tulis(self, label: str) -> str:
        """With the page as printed."""
        kutipan = f" “{self.teks}”" if self.teks else ""
        return f"halaman {label}: {self.kalimat}{kutipan}"


def periksa(halaman: Sequence[Halaman]) -> list[Cacat]:
    """All losses and looks, page by page."""
    hasil: list[Cacat] = []
    for n, satu in enumerate(halaman, 1):
        hasil += _di_luar(n, satu)
        hasil += _bertumpuk(n, satu)
        hasil += _tanpa_glif(n, satu)
        hasil += _rupa(n, satu, halaman[n] if n < len(halaman) else None)
    return hasil


def periksa_judul(halaman: Sequence[Halaman], judul: Iterable[tuple[int, str]]) -> list[Cacat]:
    """Each title must be read on the page that the contents name for it."""
    isi = {n: rapatkan(t.isi for t in satu.badan) for n, satu in enumerate(halaman, 1)}
    return [
        Cacat("daftar_isi", n, "judul yang disebut daftar isi tidak ada pada halaman ini:", _kutip(teks))
        for n, teks in judul
        if rapatkan([teks]) not in isi.get(n, "")
    ]


def rapatkan(teks: Iterable[str]) -> str:
    """Without spaces, hyphens and case, which a line break or a style may change."""
    return "".join(h for t in teks for h in t.casefold() if h.isalnum())


# Losses


def _di_luar(n: int, halaman: Halaman) -> Iterator[Cacat]:
    kertas = Kotak(0, 0, halaman.lebar, halaman.tinggi)
    for t in halaman.teks:
        if not _dalam(t.kotak, kertas):
            yield Cacat("luar_halaman", n, "teks keluar dari kertas:", _kutip(t.isi))
            continue
        luar = next((w for w in reversed(t.wadah) if not _dalam(t.kotak, w.kotak)), None)
        if luar is not None:
            nama = {"sel": "sel", "tabel": "tabel", "bingkai": "bingkai"}[luar.jenis]
            yield Cacat(f"luar_{nama}", n, f"teks keluar dari {nama}nya:", _kutip(t.isi))
        elif not t.tepi and not _dalam(t.kotak, halaman.isi):
            yield Cacat("luar_bidang", n, "teks keluar dari bidang cetak:", _kutip(t.isi))
    for g in halaman.gambar:
        if not _dalam(g, kertas):
            yield Cacat("luar_halaman", n, "gambar keluar dari kertas")


def _dalam(kotak: Kotak, wadah: Kotak) -> bool:
    inti = kotak.tinggi * INTI
    return (
        kotak.x >= wadah.x - TOLERANSI
        and kotak.kanan <= wadah.kanan + TOLERANSI
        and kotak.y + inti >= wadah.y - TOLERANSI
        and kotak.bawah - inti <= wadah.bawah + TOLERANSI
    )


def _bertumpuk(n: int, halaman: Halaman) -> Iterator[Cacat]:
    """Lines sorted from the top: each is compared with those that have not ended above it."""
    berjalan: list[Teks] = []
    for t in sorted(halaman.teks, key=lambda t: t.kotak.y):
        atas = t.kotak.y + t.kotak.tinggi * INTI
        berjalan = [b for b in berjalan if b.kotak.bawah - b.kotak.tinggi * INTI > atas]
        lain = next((b for b in berjalan if _tumpang(b.kotak, t.kotak)), None)
        if lain is not None:
            yield Cacat("bertumpuk", n, f"teks menindih “{_kutip(lain.isi, 30)}”:", _kutip(t.isi))
        berjalan.append(t)


def _tumpang(satu: Kotak, lain: Kotak) -> bool:
    return min(satu.kanan, lain.kanan) - max(satu.x, lain.x) > 2 * TOLERANSI


def _tanpa_glif(n: int, halaman: Halaman) -> Iterator[Cacat]:
    sudah: set[str] = set()
    for teks in [*(t.isi for t in halaman.teks), *halaman.teks_gambar]:
        for h in teks:
            if h not in sudah and not ada_glif(h):
                sudah.add(h)
                nama = f"U+{ord(h):04X} {unicodedata.name(h, '')}".strip()
                yield Cacat("glif", n, f"tanda {h} ({nama}) tidak ada pada huruf cetak, dalam teks", _kutip(teks))


# Looks


def _rupa(n: int, halaman: Halaman, berikut: Halaman | None) -> Iterator[Cacat]:
    badan = halaman.badan
    if n > 1 and badan and all(t.kelas & TANDA_TANGAN for t in badan):
        yield Cacat("tanda_tangan_sendiri", n, "tanda tangan terpisah dari isi yang ditandatangani", hilang=False)
    if bebas_rupa(halaman):
        return
    if not badan:
        yield Cacat("kosong", n, "halaman kosong", hilang=False)
        return
    isi = [t for t in badan if not t.kepala]
    if isi and "sumber" in isi[0].kelas:
        yield Cacat("sumber_sendiri", n, "baris sumber terpisah dari tabelnya:", _kutip(isi[0].isi), hilang=False)
    if berikut is None or _awal_bab(berikut):
        return
    if halaman.penuh_sampai < halaman.isi.tinggi * SEPEREMPAT and halaman.jenis == berikut.jenis:
        yield Cacat("nyaris_kosong", n, "halaman terisi kurang dari seperempatnya", hilang=False)
    if (judul := _judul_di_kaki(badan, berikut)) is not None:
        yield Cacat("judul_di_kaki", n, "judul di kaki halaman tanpa dua baris sesudahnya:", judul, hilang=False)


def bebas_rupa(halaman: Halaman) -> bool:
    """Cover, signature, uploaded and chart pages."""
    return halaman.jenis == "sampul" or bool(halaman.gambar or halaman.kelas & {"sampul", "unggahan", *TANDA_TANGAN})


def _awal_bab(halaman: Halaman) -> bool:
    return bool(halaman.badan) and halaman.badan[0].unsur == "h1" or "sampul" in halaman.kelas


def _judul_di_kaki(badan: list[Teks], berikut: Halaman) -> str | None:
    """The last heading, where fewer than two lines stand below it; a section of one line has no more of them."""
    akhir = max((n for n, t in enumerate(badan) if t.unsur in JUDUL), default=None)
    if akhir is None:
        return None
    bawah = [t for t in badan[akhir + 1 :] if t.kotak.y > badan[akhir].kotak.y + 1]
    sesudah = {round(t.kotak.y) for t in bawah} if any(not t.kepala for t in bawah) else set()
    awal = next((t.unsur for t in berikut.badan[:2] if t.unsur in JUDUL), "")
    if sesudah and awal and awal <= badan[akhir].unsur:
        return None
    return _kutip(badan[akhir].isi) if len(sesudah) < 2 else None


def _kutip(teks: str, panjang: int = KUTIPAN) -> str:
    bersih = " ".join(teks.split())
    return bersih if len(bersih) <= panjang else f"{bersih[: panjang - 1].rstrip()}…"
