"""The cascading matrix: one row per leaf of the tree, with merged parents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from anggaran.bentuk import JENIS_UANG
from laporan.lkjip.laporan import Laporan

from .dasar import STRIP, UANG, Dokumen, KolomDokumen, LembarExcel, bersatuan, teks_target
from .jenjang import JENJANG, NAMA_JENJANG, Cabang, daun, jenjang, simpul_wajib

LEBAR = {"tujuan": 22, "sasaran": 22, "program": 22, "kegiatan": 23, "sub_kegiatan": 24}
"""Characters to a line of the narrow columns, to guess how high a row becomes."""
TINGGI_POTONGAN, TINGGI_SASARAN = 16, 8
"""Lines that a group of rows may take: rows with merged parents are not cut by the end of a page. With the second
filled, the next sasaran begins a group of its own."""

Jalur = tuple[Cabang | None, ...]


@dataclass(frozen=True)
class SelCascading:
    """A node over `tinggi` rows. `jangkar`: its first place in the document; `lanjutan`: begun above."""

    jenis: str
    cabang: Cabang | None
    tinggi: int
    jangkar: bool
    lanjutan: bool
    dilewati: bool
    """No node of this level, though there are nodes below it."""


@dataclass(frozen=True)
class BarisMatriks:
    """A row; its cells are those that begin in it."""

    sel: tuple[SelCascading, ...]


def jalur_matriks(laporan: Laporan) -> list[Jalur]:
    """Per leaf the nodes of each level, None where the tree has none."""
    hasil = []
    for jalur in daun(jenjang(laporan)):
        per = {c.jenis: c for c in jalur}
        hasil.append(tuple(per.get(j) for j in JENJANG))
    return hasil


def matriks(jalur: Sequence[Jalur], terlihat: set[str] | None = None) -> list[BarisMatriks]:
    """The rows with merged parents. `terlihat`: nodes shown before, grows with those shown here."""
    terlihat = set() if terlihat is None else terlihat
    hasil = []
    for n, satu in enumerate(jalur):
        sel = []
        for kolom in range(len(JENJANG)):
            if n and _kunci(jalur[n - 1], kolom) == _kunci(satu, kolom):
                continue
            c = satu[kolom]
            kode = c.simpul.kode if c else ""
            akhir = n + 1
            while akhir < len(jalur) and _kunci(jalur[akhir], kolom) == _kunci(satu, kolom):
                akhir += 1
            lanjutan = c is not None and c.kunci in terlihat
            jangkar = c is not None and f"#{kode}" not in terlihat
            dilewati = c is None and any(satu[kolom:])
            sel.append(SelCascading(JENJANG[kolom], c, akhir - n, jangkar, lanjutan, dilewati))
            if c:
                terlihat |= {c.kunci, f"#{kode}"}
        hasil.append(BarisMatriks(tuple(sel)))
    return hasil


def _kunci(jalur: Jalur, kolom: int) -> tuple[str, ...]:
    """What merges: the same node under the same parents; below a leaf nothing does."""
    atas = tuple(c.kunci if c else "" for c in jalur[: kolom + 1])
    return atas if any(jalur[kolom:]) else (*atas, next(c.kunci for c in reversed(jalur) if c))


def potongan(jalur: Sequence[Jalur]) -> list[list[BarisMatriks]]:
    """The rows in groups that stay on one page, each beginning with its parents again."""
    kelompok: list[list[Jalur]] = [[]]
    terisi = 0
    for satu in _per_kegiatan(jalur):
        tinggi = sum(map(_tinggi, satu))
        berganti = terisi >= TINGGI_SASARAN and _kunci(kelompok[-1][-1], 1) != _kunci(satu[0], 1)
        if kelompok[-1] and (berganti or terisi + tinggi > TINGGI_POTONGAN):
            kelompok.append([])
            terisi = 0
        for baris in satu:
            if terisi and terisi + _tinggi(baris) > TINGGI_POTONGAN:
                kelompok.append([])
                terisi = 0
            kelompok[-1].append(baris)
            terisi += _tinggi(baris)
    terlihat: set[str] = set()
    return [matriks(k, terlihat) for k in kelompok if k]


def _per_kegiatan(jalur: Sequence[Jalur]) -> Iterable[list[Jalur]]:
    kumpul: list[Jalur] = []
    for satu in jalur:
        if kumpul and _kunci(kumpul[-1], 3) != _kunci(satu, 3):
            yield kumpul
            kumpul = []
        kumpul.append(satu)
    if kumpul:
        yield kumpul


def _tinggi(jalur: Jalur) -> int:
    """Lines of the leaf's own cells."""
    c = next(c for c in reversed(jalur) if c)
    lebar = LEBAR[c.jenis]
    indikator = sum(-(-(len(i.nama) + len(i.satuan) + 8) // lebar) for i in c.indikator)
    return max(-(-len(c.simpul.uraian) // lebar), indikator, 1) + 1


def konteks_halaman(laporan: Laporan) -> dict[str, Any]:
    """For the page in the browser: the whole matrix, merged from top to bottom."""
    jalur = jalur_matriks(laporan)
    return {
        "kolom": [(j, NAMA_JENJANG[j], j in JENIS_UANG) for j in JENJANG],
        "baris": matriks(jalur),
        "lepas": any(satu[2] and not satu[1] for satu in jalur),
        "berbagi": any(c.juga for satu in jalur for c in satu if c),
    }


def konteks(laporan: Laporan) -> dict[str, Any]:
    return konteks_halaman(laporan) | {"potongan": potongan(jalur_matriks(laporan))}


def wajib(laporan: Laporan) -> list[str]:
    simpul = simpul_wajib(laporan)
    indikator = [i.kode for s in simpul for i in laporan.milik[s.kode]]
    return [f"cascading-{s.kode}" for s in simpul] + [f"cascading-i-{kode}" for kode in indikator]


def lembar(laporan: Laporan) -> list[LembarExcel]:
    kolom: list[KolomDokumen] = []
    letak: dict[str, int] = {}
    for j in JENJANG:
        letak[j] = len(kolom)
        nama = NAMA_JENJANG[j]
        kolom += [KolomDokumen(nama, 30, kelompok=nama), KolomDokumen("Indikator", 30, kelompok=nama)]
        kolom += [KolomDokumen(f"Target {laporan.i.tahun}", 14, kelompok=nama)]
        if j in JENIS_UANG:
            kolom += [KolomDokumen("Pagu (Rp)", 18, UANG, nama)]
    baris, gabung = [], []
    for n, b in enumerate(matriks(jalur_matriks(laporan))):
        satu: list[Any] = [None] * len(kolom)
        for sel in b.sel:
            nilai = _sel_excel(sel, laporan.cara)
            awal = letak[sel.jenis]
            satu[awal : awal + len(nilai)] = nilai
            if sel.tinggi > 1:
                gabung += [(n, awal + k, n + sel.tinggi - 1, awal + k) for k in range(len(nilai))]
        baris.append(satu)
    catatan = ("Satu baris per sub kegiatan (atau simpul terbawah); tanda – berarti tidak dinyatakan.",)
    return [LembarExcel("Cascading", kolom, baris, gabung, catatan)]


def _sel_excel(sel: SelCascading, cara: str) -> list[Any]:
    c = sel.cabang
    if c is None:
        return [STRIP, STRIP, STRIP, *([STRIP] if sel.jenis in JENIS_UANG else [])]
    uraian = c.simpul.uraian + (f" (juga mendukung {', '.join(c.juga)})" if c.juga else "")
    uraian += "".join(f"\nLintas: {satu['singkatan'] or satu['nama']}, {satu['peran']}" for satu in c.lintas)
    nama = "\n".join(f"{i.nama} [IKU]" if i.iku else i.nama for i in c.indikator) or STRIP
    tunggal = c.indikator[0] if len(c.indikator) == 1 else None
    target: Any = "\n".join(bersatuan(teks_target(i, cara), i.satuan) for i in c.indikator) or STRIP
    if tunggal is not None and tunggal.target is not None and not tunggal.target_teks and tunggal.target_atas is None:
        target = tunggal.target
        nama += f" ({tunggal.satuan})" if tunggal.satuan else ""
    uang = [STRIP if c.pagu is None else c.pagu] if sel.jenis in JENIS_UANG else []
    return [uraian, nama, target, *uang]


CASCADING = Dokumen(
    kunci="cascading",
    judul="Matriks Cascading Kinerja",
    guna="Dari tujuan sampai sub kegiatan, dengan target dan pagu.",
    konteks=konteks,
    wajib=wajib,
    lembar=lembar,
)
