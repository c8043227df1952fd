"""One import as it goes: whose agency, what is known by kode so far, and everything found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from renstra.models import Indikator, Renstra, Simpul
from sakip.buku.asal import Kunci
from sakip.models import Bidang, PerangkatDaerah
from sakip.pekerjaan.kemajuan import Kemajuan

from .tiga_arah import Bentrok, Jawaban, Ubahan


@dataclass(frozen=True)
class TemuanBerkas:
    """One thing found wrong (`galat`) or interpreted (`peringatan`) in a workbook, and where."""

    tingkat: str
    lembar: str
    baris: int | None
    kolom: str
    ditemukan: str
    pesan: str

    def __str__(self) -> str:
        tempat = [f"lembar {self.lembar}"] if self.lembar else []
        tempat += [f"baris {self.baris}"] if self.baris else []
        tempat += [f"kolom {self.kolom}"] if self.kolom else []
        ditemukan = f"ditemukan “{self.ditemukan}”, " if self.ditemukan else ""
        return f"{', '.join(tempat) or 'buku kerja'}: {ditemukan}{self.pesan}"


@dataclass
class Konteks:
    """One import: whose agency, what is known by kode so far, and everything found."""

    instansi: PerangkatDaerah | None = None
    renstra: Renstra | None = None
    temuan: list[TemuanBerkas] = field(default_factory=list)
    bidang: dict[str, Any] = field(default_factory=dict)
    simpul: dict[str, Any] = field(default_factory=dict)
    indikator: dict[str, Any] = field(default_factory=dict)
    instansi_baru: bool = False
    """The agency comes with this very workbook: no record can be of its rows."""
    jawaban: Jawaban = field(default_factory=Jawaban)
    kemajuan: Kemajuan = field(default_factory=Kemajuan)
    ubahan: list[Ubahan] = field(default_factory=list)
    bentrok: list[Bentrok] = field(default_factory=list)
    kunci_baru: list[tuple[str, Kunci]] = field(default_factory=list)
    """(sheet, key) of the rows that are new."""

    mengunci: bool = False
    """Whether rows are held from reading to the end: what is compared is what is written over."""
    kedahuluan: bool = False
    """Somebody stored a row that is new in the file, after the rows were read: all is to be compared anew."""
    beralasan: set[tuple[int, int]] = field(default_factory=set)
    """(indicator, year) to whose value the file gives another reason."""
    gagal: bool = False
    """Whether there is a `galat`; asked for each row, hence kept and not searched for."""

    def tambah(self, temuan: TemuanBerkas) -> None:
        self.temuan.append(temuan)
        self.gagal = self.gagal or temuan.tingkat == "galat"

    def muat_kode(self) -> None:
        """Load what the agency already has, by kode: three queries."""
        if self.instansi is None or self.instansi.pk is None:
            return
        self.bidang = {b.kode: b for b in self.tahan(Bidang.objects.filter(perangkat_daerah=self.instansi))}
        self.simpul = {s.kode: s for s in self.tahan(Simpul.objects.filter(renstra=self.renstra))}
        self.indikator = {i.kode: i for i in self.tahan(Indikator.objects.filter(renstra=self.renstra))}
        per_id = {s.pk: s for s in self.simpul.values()}
        for simpul in self.simpul.values():
            simpul.induk = per_id.get(simpul.induk_id)

    def tahan(self, baris: QuerySet[Any]) -> QuerySet[Any]:
        """The rows, which nobody else changes before the import ends. In the order of their numbers, so that who
        waits is never waited for."""
        if self.mengunci and connection.features.has_select_for_update:
            list(baris.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
        return baris

    def kode_per_id(self, peta: str) -> dict[int, str]:
        """Database id → kode of one of the maps."""
        return {o.pk: kode for kode, o in getattr(self, peta).items() if o.pk}
