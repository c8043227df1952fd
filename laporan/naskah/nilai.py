"""What a reference stands for: taken from a computed year, never computed here, written with the report's rounding.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from html import escape

from laporan.ikhtisar.bentuk import Angka, Ikhtisar, IkhtisarIndikator, IkhtisarSasaran, IkhtisarSimpul, Total
from sakip.angka import tulis, tulis_persen, tulis_uang
from sakip.cetak.terbilang import terbilang, terbilang_angka
from sakip.kaya.rujukan import BAGIAN, TOTAL, Rujukan, cari
from sakip.markah import berupa_html

from .pelengkap import (
    ANGKA,
    LAIN_INDIKATOR,
    LAIN_SASARAN,
    LAIN_TOTAL,
    NISBAH,
    PERSEN,
    TEKS,
    UANG,
    arah,
    banyak_berstatus,
)

BENTUK_SATUAN = {
    PERSEN: ("persen", "kata", "mutlak"),
    UANG: ("rupiah", "ringkas", "kata", "mutlak"),
    ANGKA: ("persen", "kata", "angka", "mutlak"),
    NISBAH: ("kata",),
    TEKS: (),
}
KOSONG = "–"
RINGKAS = ((12, "triliun"), (9, "miliar"), (6, "juta"), (3, "ribu"))
Masa = tuple[int, int | None]
MIRIP = 0.6
PANJANG_NAMA = 500
"""How alike two names must be for one to be taken as the successor of the other."""


@dataclass(frozen=True)
class Nilai:
    """What a reference gives. `teks` is printed where the number carries a predikat. `alasan`: why there is none;
    `hampa`: the reference itself points to nothing."""

    nama: str
    satuan: str
    angka: Angka = None
    teks: str = ""
    alasan: str = ""
    hampa: bool = False

    @property
    def ada(self) -> bool:
        return self.angka is not None or bool(self.teks)


class Sumber:
    """Where references find their numbers: the report's own year, and beside it other years and quarters.
    `arsip`: names of what is not in the plan of this year any more, by code."""

    def __init__(self, ikhtisar: Ikhtisar, lain: Iterable[Ikhtisar] = (), arsip: dict[str, str] | None = None) -> None:
        self.utama = ikhtisar
        self.arsip = arsip or {}
        self._masa = {(i.tahun, i.triwulan): _Isi(i) for i in (*lain, ikhtisar)}
        self._kini = self._masa[ikhtisar.tahun, ikhtisar.triwulan]

    def masa(self, r: Rujukan) -> Masa:
        return (self.utama.tahun, self.utama.triwulan) if r.tahun is None else (r.tahun, r.triwulan)

    def nilai(self, r: Rujukan) -> Nilai:
        """What the reference stands for now; a value that is not there says why."""
        hasil = self._nilai(r)
        if r.bentuk and not hasil.hampa and r.bentuk not in BENTUK_SATUAN[hasil.satuan]:
            return _hampa(hasil.nama, f"bentuk {r.bentuk} tidak berlaku untuk {r.jenis} {hasil.nama}")
        return hasil

    def _nilai(self, r: Rujukan) -> Nilai:
        if r.jenis in ("akip", "predikat_akip"):
            return self._akip(r)
        if lalu := self._total_lalu(r):
            return lalu
        i = self._kini.indikator.get(r.objek)
        if i is not None and (dari_deret := self._deret(i, r)):
            return dari_deret
        isi = self._masa.get(self.masa(r))
        if isi is None:
            return Nilai(r.objek, TEKS, alasan=f"angka {_sebut(self.masa(r))} tidak ada")
        return isi.nilai(r) or self._tiada(r)

    def _akip(self, r: Rujukan) -> Nilai:
        """Evaluations of other years stand in the report's own year."""
        tahun = r.tahun or self.utama.tahun
        a = next((a for a in self.utama.akip if a.tahun == tahun), None)
        if r.objek != TOTAL:
            return self._tiada(r)
        if r.jenis == "predikat_akip":
            return _jadi(f"AKIP {tahun}", TEKS, (a and a.predikat) or "", "")
        return _jadi(f"AKIP {tahun}", ANGKA, a.nilai if a else None, "")

    def _total_lalu(self, r: Rujukan) -> Nilai | None:
        """Last year's money, as this year's own table shows it."""
        lalu = self.utama.total.tahun_lalu
        if r.objek != TOTAL or lalu is None or (r.tahun, r.triwulan) != (lalu.tahun, None):
            return None
        satuan = {"pagu": UANG, "realisasi": UANG, "serapan": PERSEN}.get(r.jenis)
        angka = getattr(lalu, r.jenis) if satuan else None
        return None if satuan is None or angka is None else Nilai("seluruh instansi", satuan, angka)

    def _deret(self, i: IkhtisarIndikator, r: Rujukan) -> Nilai | None:
        """Another year or quarter of an indicator that this year's own tables show."""
        tahun, triwulan = self.masa(r)
        if (tahun, triwulan) == (self.utama.tahun, self.utama.triwulan) or r.jenis not in _DERET:
            return None
        satuan = PERSEN if r.jenis == "capaian" else ANGKA
        if triwulan is None:
            for d in i.deret:
                if d.tahun == tahun:
                    teks = {"target": d.target_teks, "realisasi": d.realisasi_teks}.get(r.jenis, "")
                    return Nilai(i.nama, satuan, getattr(d, r.jenis), teks, d.alasan)
        elif tahun == self.utama.tahun:
            for t in i.triwulan:
                if t.triwulan == triwulan:
                    return Nilai(i.nama, satuan, getattr(t, f"sd_{r.jenis}"), alasan=t.alasan)
        return None

    def _tiada(self, r: Rujukan) -> Nilai:
        if r.objek in self.arsip:
            nama = self.arsip[r.objek]
            return _hampa(nama, f"{r.objek} ({nama}) sudah diarsipkan dan tidak berlaku {_sebut(self.masa(r))}")
        if self._kini.kenal(r.objek):
            return _hampa(r.objek, f"{r.objek} tidak mempunyai {r.jenis.replace('_', ' ')}")
        return _hampa(r.objek, f"{r.objek} tidak ada dalam rencana {_sebut(self.masa(r))}")

    def penerus(self, kode: str) -> str:
        """The code of what most likely took the place of something archived in the plan of this year: of the same kind,
        by its name; empty where nothing is like it."""
        if kode not in self.arsip or self._kini.kenal(kode):
            return ""
        semua = {i.kode: i.nama for i in self.utama.indikator} | {s.kode: s.uraian for s in self.utama.simpul}
        calon = {k: n for k, n in semua.items() if _awalan(k) == _awalan(kode)}
        lama = self.arsip[kode][:PANJANG_NAMA].casefold()
        mirip = {k: SequenceMatcher(None, lama, n[:PANJANG_NAMA].casefold()).ratio() for k, n in calon.items()}
        terbaik = max(mirip, key=lambda k: mirip[k], default="")
        return terbaik if mirip.get(terbaik, 0) >= MIRIP else ""

    def tulis(self, r: Rujukan) -> str:
        """The number as it is printed; a dash where there is none."""
        return tulis_nilai(self.nilai(r), r.bentuk, self.utama)


def _awalan(kode: str) -> str:
    """The letters that say what a code is of: `I.S` of `I.S3.1`."""
    return re.split(r"\d", kode, maxsplit=1)[0]


_DERET = ("target", "realisasi", "capaian")


def _hampa(nama: str, alasan: str) -> Nilai:
    return Nilai(nama, TEKS, alasan=alasan, hampa=True)


def _sebut(masa: Masa) -> str:
    return f"tahun {masa[0]}" if masa[1] is None else f"s.d. triwulan {masa[1]} tahun {masa[0]}"


class _Isi:
    """One computed year by code."""

    def __init__(self, ikhtisar: Ikhtisar) -> None:
        self.ikhtisar = ikhtisar
        self.indikator = {i.kode: i for i in ikhtisar.indikator}
        self.simpul = {s.kode: s for s in ikhtisar.simpul}
        self.sasaran = {s.kode: s for s in ikhtisar.sasaran}

    def kenal(self, kode: str) -> bool:
        return kode == TOTAL or kode in self.indikator or kode in self.simpul

    def nilai(self, r: Rujukan) -> Nilai | None:
        """None where the object is not there, or has nothing of the kind."""
        if BAGIAN in r.objek:
            return self._sebagian(r)
        if r.objek == TOTAL and r.jenis == "batas_capaian":
            return _jadi("seluruh instansi", PERSEN, self.ikhtisar.batas_capaian, "")
        if r.objek == TOTAL and (dari_t := (DARI_TOTAL | LAIN_TOTAL).get(r.jenis)):
            satuan, ambil = dari_t
            return _jadi("seluruh instansi", satuan, ambil(self.ikhtisar.total), self.ikhtisar.total.alasan)
        if (i := self.indikator.get(r.objek)) and r.jenis in _INDIKATOR:
            satuan, dari_i = _INDIKATOR[r.jenis]
            if medan := _PERUBAHAN.get(r.jenis):
                dari_i = _deret_kini(self.ikhtisar.tahun, medan)
            isi_i = arah(_deret_kini(self.ikhtisar.tahun, "selisih")(i)) if r.jenis == "arah" else dari_i(i)
            return _jadi(i.nama, satuan, isi_i, i.alasan or i.efisiensi.alasan, _teks_indikator(i, r.jenis))
        if (s := self.sasaran.get(r.objek)) and (dari := (DARI_SASARAN | LAIN_SASARAN).get(r.jenis)):
            satuan, dari_s = dari
            return _jadi(self.simpul[r.objek].uraian, satuan, dari_s(s), s.alasan)
        if (p := self.simpul.get(r.objek)) and r.jenis in DARI_SIMPUL:
            satuan, dari_p = DARI_SIMPUL[r.jenis]
            return _jadi(p.uraian, satuan, dari_p(p), p.alasan)
        return None

    def _sebagian(self, r: Rujukan) -> Nilai | None:
        """A part of an indicator, by its name."""
        kode, _, bagian = r.objek.partition(BAGIAN)
        if kode == TOTAL and r.jenis == "banyak":
            return _jadi(f"IKU {bagian}", ANGKA, banyak_berstatus(self.ikhtisar, bagian), "")
        i = self.indikator.get(kode)
        if i is None:
            return None
        if r.jenis == "persen_komponen":
            persen = next((k.persen for k in i.komponen if k.nama == bagian), None)
            return _jadi(f"{bagian} ({i.nama})", PERSEN, persen, "")
        if r.jenis == "pembanding":
            cocok: list[Angka] = [p.nilai for p in i.pembanding if p.instansi == bagian]
        elif r.jenis in ("komponen", "maksimum"):
            cocok = [k.nilai if r.jenis == "komponen" else k.maksimum for k in i.komponen if k.nama == bagian]
        else:
            return None
        return _jadi(f"{bagian} ({i.nama})", ANGKA, cocok[0], "") if cocok else None


def _jadi(nama: str, satuan: str, isi: Angka | str, alasan: str, teks: str = "") -> Nilai:
    angka, teks = (None, isi) if isinstance(isi, str) else (isi, teks)
    ada = angka is not None or bool(teks)
    return Nilai(nama, satuan, angka, teks, "" if ada else alasan or "belum diisi")


def _deret_kini(tahun: int, medan: str) -> Callable[[IkhtisarIndikator], Angka]:
    """The change against the year before."""
    return lambda i: next((getattr(d, medan) for d in i.deret if d.tahun == tahun), None)


def _teks_indikator(i: IkhtisarIndikator, jenis: str) -> str:
    """What is printed where the number carries a text of its own."""
    if jenis == "nasional":
        return i.nasional.teks if i.nasional else ""
    teks = {"target": i.target_teks, "realisasi": i.realisasi_teks, "target_akhir": i.akhir_renstra.teks}
    return teks.get(jenis, "")


_PERUBAHAN = {"selisih": "selisih", "kenaikan": "kenaikan_persen"}
DARI_INDIKATOR: dict[str, tuple[str, Callable[[IkhtisarIndikator], Angka | str]]] = {
    "capaian": (PERSEN, lambda i: i.capaian),
    "target": (ANGKA, lambda i: i.target),
    "realisasi": (ANGKA, lambda i: i.realisasi),
    "predikat": (TEKS, lambda i: i.predikat or ""),
    "selisih": (ANGKA, lambda i: None),
    "kenaikan": (PERSEN, lambda i: None),
    "target_akhir": (ANGKA, lambda i: i.akhir_renstra.target),
    "capaian_akhir": (PERSEN, lambda i: i.akhir_renstra.capaian),
    "pagu": (UANG, lambda i: i.efisiensi.pagu),
    "serapan": (PERSEN, lambda i: i.efisiensi.serapan),
    "efisiensi": (NISBAH, lambda i: i.efisiensi.nilai),
    "kesimpulan": (TEKS, lambda i: i.efisiensi.kesimpulan or ""),
    "komponen": (ANGKA, lambda i: i.jumlah_komponen),
    "maksimum": (ANGKA, lambda i: i.jumlah_maksimum),
}
_INDIKATOR = DARI_INDIKATOR | LAIN_INDIKATOR
DARI_SASARAN: dict[str, tuple[str, Callable[[IkhtisarSasaran], Angka | str]]] = {
    "capaian": (PERSEN, lambda s: s.capaian),
    "predikat": (TEKS, lambda s: s.predikat or ""),
    "capaian_akhir": (PERSEN, lambda s: s.capaian_akhir_renstra),
    "pagu": (UANG, lambda s: s.pagu),
    "pagu_murni": (UANG, lambda s: s.pagu_murni),
    "realisasi": (UANG, lambda s: s.realisasi),
    "sisa": (UANG, lambda s: s.sisa),
    "serapan": (PERSEN, lambda s: s.serapan),
    "efisiensi": (NISBAH, lambda s: s.efisiensi),
    "kesimpulan": (TEKS, lambda s: s.kesimpulan or ""),
}
DARI_SIMPUL: dict[str, tuple[str, Callable[[IkhtisarSimpul], Angka | str]]] = {
    "capaian": (PERSEN, lambda s: s.capaian),
    "pagu": (UANG, lambda s: s.pagu),
    "pagu_murni": (UANG, lambda s: s.pagu_murni),
    "realisasi": (UANG, lambda s: s.realisasi),
    "sisa": (UANG, lambda s: s.sisa),
    "serapan": (PERSEN, lambda s: s.serapan),
}
DARI_TOTAL: dict[str, tuple[str, Callable[[Total], Angka | str]]] = {
    "capaian": (PERSEN, lambda t: t.capaian_iku),
    "predikat": (TEKS, lambda t: t.predikat or ""),
    "pagu": (UANG, lambda t: t.pagu),
    "pagu_murni": (UANG, lambda t: t.pagu_murni),
    "realisasi": (UANG, lambda t: t.realisasi),
    "sisa": (UANG, lambda t: t.sisa),
    "serapan": (PERSEN, lambda t: t.serapan),
    "serapan_rata": (PERSEN, lambda t: t.serapan_rata_sasaran),
    "capaian_efisiensi": (PERSEN, lambda t: t.capaian_banding),
    "efisiensi": (NISBAH, lambda t: t.efisiensi),
    "kesimpulan": (TEKS, lambda t: t.kesimpulan or ""),
}


def tulis_nilai(nilai: Nilai, bentuk: str, ikhtisar: Ikhtisar) -> str:
    """A value as the report prints it."""
    if nilai.teks and not bentuk:
        return nilai.teks
    angka, cara = nilai.angka, ikhtisar.pembulatan
    if angka is None:
        return KOSONG
    if bentuk == "mutlak":
        angka = abs(angka)
    if bentuk == "kata":
        return terbilang(angka) if nilai.satuan == UANG else _kata(angka, nilai.satuan, cara)
    if bentuk == "ringkas":
        return _ringkas(angka, cara)
    if nilai.satuan == UANG:
        return tulis_uang(angka)
    if nilai.satuan == PERSEN or bentuk == "persen":
        return tulis_persen(angka, cara).replace("\N{NO-BREAK SPACE}", "")
    if nilai.satuan == NISBAH:
        return tulis(angka, 2, cara) + (" poin" if ikhtisar.metode_efisiensi == "selisih" else "")
    return tulis(angka, cara=cara)


def _kata(angka: Decimal, satuan: str, cara: str) -> str:
    return terbilang_angka(angka, cara) + (" persen" if satuan == PERSEN else "")


def _ringkas(angka: Decimal, cara: str) -> str:
    """`Rp7,4 miliar`."""
    for pangkat, nama in RINGKAS:
        if abs(angka) >= Decimal(10) ** pangkat:
            tanda = "-" if angka < 0 else ""
            return f"{tanda}Rp{tulis(abs(angka).scaleb(-pangkat), 1, cara)} {nama}"
    return tulis_uang(angka)


_BERTANDA = re.compile(r"([\\`*_\[\]<>#|~&])")
Bungkus = Callable[[str, Rujukan | None, Nilai | None], str]
"""How a filled in number stands in the text: what is printed, the reference, its value."""


def isi(teks: str, sumber: Sumber, bungkus: Bungkus = lambda cetak, r, nilai: cetak) -> str:
    """The text with its references filled in; one that points to nothing is a dash, and a finding elsewhere."""
    hasil, letak = [], 0
    luput: Callable[[str], str] = escape if berupa_html(teks) else lambda cetak: _BERTANDA.sub(r"\\\1", cetak)
    for t in cari(teks):
        nilai = sumber.nilai(t.rujukan) if t.rujukan else None
        cetak = KOSONG if nilai is None or t.rujukan is None else tulis_nilai(nilai, t.rujukan.bentuk, sumber.utama)
        hasil += [teks[letak : t.awal], bungkus(luput(cetak), t.rujukan, nilai)]
        letak = t.akhir
        if cetak.isdigit() and not berupa_html(teks) and teks[letak : letak + 1] in (".", ")"):
            hasil.append("\\")  # else the number would begin a numbered list
    return "".join(hasil) + teks[letak:]


def salah_rujukan(teks: str, jenis_objek: Callable[[str], str]) -> str:
    """Why a text's references cannot stand, all of them; empty where they can. `jenis_objek` tells of a kode whether
    it is an `indikator`, or which kind of node."""
    sebab = []
    for t in cari(teks):
        if t.rujukan is None:
            sebab.append(f"{t.teks}: {t.sebab}")
            continue
        kode, _, bagian = t.rujukan.objek.partition(BAGIAN)
        objek = TOTAL if kode == TOTAL else jenis_objek(kode)
        if not objek:
            sebab.append(f"{t.teks}: tidak ada indikator atau baris Renstra berkode {kode}")
        elif bagian and t.rujukan.jenis in BERBAGIAN.get(objek, ()):
            continue
        elif t.rujukan.jenis not in _PUNYA.get(objek, DARI_SIMPUL):
            sebab.append(f"{t.teks}: {t.rujukan.objek} tidak mempunyai {t.rujukan.jenis.replace('_', ' ')}")
    return f"rujukan yang menunjuk sesuatu ({'; '.join(sebab)})" if sebab else ""


BERBAGIAN: dict[str, Collection[str]] = {
    TOTAL: ("banyak",),
    "indikator": ("komponen", "maksimum", "pembanding", "persen_komponen"),
}
_PUNYA: dict[str, Collection[str]] = {
    TOTAL: {*DARI_TOTAL, *LAIN_TOTAL, "akip", "predikat_akip", "batas_capaian"},
    "indikator": _INDIKATOR,
    "sasaran": {*DARI_SASARAN, *LAIN_SASARAN},
}
