"""The national nomenclature of program, kegiatan and sub kegiatan: loading it, and finding a code in it.

Codes of support programs start with `X.XX`, where every agency puts its own bidang urusan. Segments are
compared as integers, because sources write the last one with two or with four digits.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import Max, Min, Q

from .models import Nomenklatur, Simpul

BERKAS: Final = Path(__file__).parents[1] / "fixtures" / "nomenklatur"
UMUM: Final = "X.XX"
TERBANYAK: Final = 12
KODE: Final = re.compile(r"^(x\.xx|\d+)(\.\d+)*\.?$", re.IGNORECASE)
BIDANG: Final = re.compile(r"^\d{1,2}\.\d{1,2}$")
JENIS_BERKODE: Final = ("program", "kegiatan", "sub_kegiatan")


@dataclass(frozen=True)
class PilihanNomenklatur:
    """A row of the nomenclature as an agency writes it: with its own bidang urusan in place of X.XX."""

    kode: str
    uraian: str
    indikator: str
    satuan: str


def muat(tahun: int, berkas: Path | None = None) -> int:
    """Load a year's nomenclature; rows that are there already are brought up to date. Returns their number."""
    with open(berkas or BERKAS / f"{tahun}.csv", encoding="utf-8-sig", newline="") as sumber:
        baris = {n.kode: n for n in _urai(csv.DictReader(sumber), tahun)}
    with transaction.atomic():
        Nomenklatur.objects.bulk_create(
            baris.values(),
            batch_size=500,
            update_conflicts=True,
            unique_fields=["tahun", "kode"],
            update_fields=["jenis", "uraian", "kinerja", "indikator", "satuan", "definisi"],
        )
    return len(baris)


def tersedia() -> list[int]:
    """The years whose nomenclature comes with the project."""
    return sorted(int(p.stem) for p in BERKAS.glob("*.csv"))


def _urai(sumber: csv.DictReader, tahun: int) -> Iterator[Nomenklatur]:
    for b in sumber:
        yield Nomenklatur(tahun=tahun, kode=b["kode_program"], jenis="program", uraian=b["program"])
        yield Nomenklatur(tahun=tahun, kode=b["kode_kegiatan"], jenis="kegiatan", uraian=b["kegiatan"])
        yield Nomenklatur(
            tahun=tahun,
            kode=b["kode_sub"],
            jenis="sub_kegiatan",
            uraian=b["sub_kegiatan"],
            kinerja=b["kinerja"],
            indikator=b["indikator"],
            satuan=b["satuan"],
            definisi=b["definisi_operasional"],
        )


def tahun_berlaku(tahun: int) -> int | None:
    """The nomenclature of a year: the latest until then, else the first there is."""
    batas = Nomenklatur.objects.aggregate(kini=Max("tahun", filter=Q(tahun__lte=tahun)), pertama=Min("tahun"))
    return batas["kini"] or batas["pertama"]


def segmen(kode: str) -> tuple[int | str, ...]:
    """`5.03.02.2.01.0001` and `5.3.2.2.1.1` are the same code."""
    return tuple(int(s) if s.isdecimal() else s.upper() for s in kode.strip().rstrip(".").split("."))


def cari(teks: str, jenis: str, bidang_urusan: str = "", tahun: int = 2024) -> list[PilihanNomenklatur]:
    """At most 12 rows whose code begins with the text, or whose words hold all of its words."""
    teks = teks.strip()
    terbitan = tahun_berlaku(tahun)
    if not teks or terbitan is None or jenis not in JENIS_BERKODE:
        return []
    baris = Nomenklatur.objects.filter(tahun=terbitan, jenis=jenis)
    if KODE.match(teks):
        baris = baris.filter(kode__regex=_pola(teks, bidang_urusan, awalan=True))
    else:
        for kata in teks.split()[:8]:
            baris = baris.filter(Q(uraian__icontains=kata) | Q(indikator__icontains=kata))
    return [_pilihan(n, bidang_urusan or _bidang(teks)) for n in baris.order_by("kode")[:TERBANYAK]]


def temukan(kode: str, jenis: str, tahun: int) -> Nomenklatur | None:
    """The row of exactly this code, whatever the agency's bidang urusan."""
    terbitan = tahun_berlaku(tahun)
    if terbitan is None or not KODE.match(kode.strip()):
        return None
    baris = Nomenklatur.objects.filter(tahun=terbitan, jenis=jenis, kode__regex=_pola(kode, "", awalan=False))
    return baris.order_by("kode").first()


def ada(tahun: int) -> bool:
    """Whether there is any nomenclature to compare with."""
    return tahun_berlaku(tahun) is not None


def bidang_urusan(renstra_id: int) -> str:
    """The agency's bidang urusan, from the codes of its plan: the one that its own programs use most."""
    hitungan: dict[str, int] = {}
    semua = Simpul.objects.filter(renstra=renstra_id, jenis="program").exclude(kode_nomenklatur="")
    for kode in semua.values_list("kode_nomenklatur", flat=True):
        if bidang := _bidang(kode):
            hitungan[bidang] = hitungan.get(bidang, 0) + 1
    return max(hitungan, key=lambda b: hitungan[b], default="")


def _bidang(kode: str) -> str:
    awal = ".".join(kode.strip().split(".")[:2])
    return awal if BIDANG.match(awal) else ""


def _pola(kode: str, bidang: str, *, awalan: bool) -> str:
    """A regular expression that both databases know. The first two segments also match X.XX; `awalan`:
    the last segment may go on, as it was typed."""
    bagian = segmen(kode)
    angka = [re.escape(s) if isinstance(s, str) else f"0*{s}" for s in bagian]
    if awalan and isinstance(bagian[-1], int):
        angka[-1] = rf"({angka[-1]}|{kode.strip().rstrip('.').rpartition('.')[2]}[0-9]*)"
    depan, sisa = r"\.".join(angka[:2]), "".join(rf"\.{a}" for a in angka[2:])
    akhir = r"(\.|$)" if awalan else "$"
    if len(bagian) == 1 or (bidang and bagian[:2] != segmen(bidang)):
        return f"^{depan}{sisa}{akhir}"
    return rf"^({depan}|X\.XX){sisa}{akhir}"


def _pilihan(n: Nomenklatur, bidang: str) -> PilihanNomenklatur:
    kode = bidang + n.kode.removeprefix(UMUM) if bidang and n.kode.startswith(UMUM) else n.kode
    return PilihanNomenklatur(kode, n.uraian, n.indikator, n.satuan)
