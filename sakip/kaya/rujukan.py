"""Live numbers in a text: how they are written, `{{jenis:objek[@tahun[.twN]][|bentuk]}}`. Pure.

`\\{{` is a literal; Markdown itself takes the backslash away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

TOTAL = "total"
JENIS = {
    "capaian": "capaian",
    "target": "target",
    "realisasi": "realisasi",
    "predikat": "predikat",
    "selisih": "selisih dari tahun sebelumnya",
    "kenaikan": "kenaikan dari tahun sebelumnya",
    "target_akhir": "target akhir Renstra",
    "capaian_akhir": "capaian terhadap akhir Renstra",
    "pagu": "pagu",
    "pagu_murni": "pagu murni",
    "sisa": "sisa anggaran",
    "serapan": "serapan",
    "serapan_rata": "rata-rata serapan sasaran",
    "efisiensi": "efisiensi",
    "capaian_efisiensi": "rata-rata capaian yang dibandingkan",
    "kesimpulan": "kesimpulan efisiensi",
    "komponen": "nilai komponen",
    "maksimum": "nilai maksimum",
    "pembanding": "nilai pembanding",
    "akip": "nilai AKIP",
    "predikat_akip": "predikat AKIP",
    "target_atas": "batas atas target",
    "pembilang": "pembilang",
    "penyebut": "penyebut",
    "status": "status terhadap target",
    "predikat_nilai": "predikat nilainya sendiri",
    "arah": "arah perubahan dari tahun sebelumnya",
    "nasional": "standar nasional",
    "capaian_nasional": "capaian terhadap standar nasional",
    "urutan": "urutan di antara yang dibandingkan",
    "dibandingkan": "banyaknya nilai yang dibandingkan",
    "belanja": "realisasi anggaran",
    "persen_komponen": "persen komponen dari maksimum",
    "anggota": "banyaknya IKU",
    "dihitung": "banyaknya IKU yang terhitung",
    "banyak": "banyaknya IKU menurut status",
    "batas_capaian": "batas capaian",
    "capaian_dibatasi": "rata-rata capaian yang dibatasi",
}
"""What a reference may ask of an object, in words."""
BAGIAN = "#"
"""Between an indicator and the name of one of its parts: `{{komponen:I.S1.1#Pengembangan Karier}}`."""
BENTUK = ("persen", "rupiah", "ringkas", "kata", "angka", "mutlak")
"""`angka`: the number also where a text stands for it; `mutlak`: without its sign."""

_TERTULIS = re.compile(r"(?<!\\)\{\{([^{}\n]{1,300})\}\}")
_ISI = re.compile(
    r"\s*(?P<jenis>[a-z_]+)\s*:\s*(?P<objek>[^@|\s][^@|]*?)\s*"
    r"(?:@(?P<tahun>20\d\d)(?:\.tw(?P<triwulan>[1-4]))?)?\s*(?:\|\s*(?P<bentuk>[a-z]+)\s*)?"
)


class RujukanSalah(ValueError):
    """A text between `{{` and `}}` that is no reference; the message says why."""


@dataclass(frozen=True)
class Rujukan:
    """One number that a text asks for. Without `tahun`: of the report's own year (and quarter)."""

    jenis: str
    objek: str
    tahun: int | None = None
    triwulan: int | None = None
    bentuk: str = ""

    def __str__(self) -> str:
        masa = "" if self.tahun is None else f"@{self.tahun}"
        masa += "" if self.triwulan is None else f".tw{self.triwulan}"
        return f"{{{{{self.jenis}:{self.objek}{masa}{f'|{self.bentuk}' if self.bentuk else ''}}}}}"


@dataclass(frozen=True)
class Terbaca:
    """A reference as it stands in a text. `rujukan` is None where it cannot be read; then `sebab` says why."""

    awal: int
    akhir: int
    teks: str
    rujukan: Rujukan | None
    sebab: str = ""


def baca(isi: str) -> Rujukan:
    """Read what stands between the braces.

    Raises:
        RujukanSalah: it is no reference.
    """
    cocok = _ISI.fullmatch(isi)
    if cocok is None:
        raise RujukanSalah("ditulis sebagai {{jenis:objek}}, misalnya {{capaian:total}}")
    jenis, objek, tahun, triwulan, bentuk = cocok.group("jenis", "objek", "tahun", "triwulan", "bentuk")
    if jenis not in JENIS:
        raise RujukanSalah(f"jenis “{jenis}” tidak dikenal; yang ada: {', '.join(JENIS)}")
    if bentuk and bentuk not in BENTUK:
        raise RujukanSalah(f"bentuk “{bentuk}” tidak dikenal; yang ada: {', '.join(BENTUK)}")
    return Rujukan(jenis, objek, int(tahun) if tahun else None, int(triwulan) if triwulan else None, bentuk or "")


def cari(teks: str) -> Iterator[Terbaca]:
    """Every reference of a text, in order."""
    for m in _TERTULIS.finditer(teks):
        try:
            yield Terbaca(m.start(), m.end(), m.group(), baca(m.group(1)))
        except RujukanSalah as galat:
            yield Terbaca(m.start(), m.end(), m.group(), None, str(galat))


def alihkan(teks: str, dari: str, ke: str) -> str:
    """The text in which each reference to one object is to another; the rest stays to the letter."""
    hasil, letak = [], 0
    for t in cari(teks):
        kode, pagar, bagian = t.rujukan.objek.partition(BAGIAN) if t.rujukan else ("", "", "")
        if t.rujukan and kode == dari:
            hasil += [teks[letak : t.awal], str(replace(t.rujukan, objek=f"{ke}{pagar}{bagian}"))]
            letak = t.akhir
    return "".join(hasil) + teks[letak:]
