"""The shape of an entry sheet: its rows, their cells, its totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from anggaran import rumus as uang_rumus
from anggaran.hitung import Uang
from capaian import rumus
from capaian.alur import BISA_DIISI, StatusIsian
from capaian.models import Jadwal, Realisasi
from renstra.bentuk import BarisIndikator, BarisSimpul
from sakip.kisi.hasil import SelHasil
from sakip.kisi.urai import tulis_isian
from sakip.models import Bidang, PerangkatDaerah

UMUM = 0
"""The number by which the sheet of indicators without a bidang is addressed."""
TANPA_BIDANG = "Tanpa bidang (diisi Subbag Perencanaan)"
KURANG = {
    "nilai": "belum ada nilai",
    "maksimum": "komponennya melebihi maksimum",
    "wajar": "nilainya perlu diperiksa: tulis alasannya",
    "wajar_uang": "realisasi anggarannya melebihi pagu: tulis alasannya",
    "analisis": "belum ada analisis",
    "bukti": "belum ada bukti dukung",
    "jawaban": "dikembalikan, belum dijawab",
}


@dataclass(frozen=True)
class BagianIsian:
    """A part of a composite index."""

    urutan: int
    nama: str
    maksimum: str
    teks: str


@dataclass(frozen=True)
class UangIsian:
    """The money of a sub kegiatan in the quarter."""

    simpul: BarisSimpul
    kunci: str
    ubahan_ke: int
    teks: str
    lalu: str
    pagu: str
    terkunci: bool
    rinci: bool
    """Stated per jenis belanja or month by a file: shown, not edited here."""
    uang: Uang
    hasil: dict[str, SelHasil]
    aneh: str = ""
    """Why the amount must be looked at again; empty where it is reasonable."""
    alasan_wajar: str = ""

    @property
    def bisa(self) -> bool:
        return not (self.terkunci or self.rinci)

    @property
    def belum_wajar(self) -> bool:
        """Whether a reason is missing that can still be written."""
        return bool(self.aneh) and not (self.alasan_wajar or self.terkunci)


@dataclass(frozen=True)
class BarisIsian:
    """An indicator's row; `i` is missing where a sub kegiatan has money and no indicator."""

    simpul: BarisSimpul
    bidang_id: int | None
    i: BarisIndikator | None = None
    realisasi: Realisasi | None = None
    target: str = ""
    target_sd: str = ""
    target_tahun: str = ""
    lalu: str = ""
    hasil: dict[str, SelHasil] = field(default_factory=dict)
    bagian: tuple[BagianIsian, ...] = ()
    pilihan: tuple[str, ...] = ()
    kurang: tuple[str, ...] = ()
    bukti: int = 0
    komentar: int = 0
    capaian: Decimal | None = None
    uang: UangIsian | None = None
    aneh: str = ""
    """Why the value must be looked at again; empty where it is reasonable."""
    beda_tahunan: str = ""
    """How the year as stated differs from its quarters, until a person chose which counts."""

    @property
    def kunci(self) -> str:
        return f"i{self.i.id}" if self.i else ""

    @property
    def ubahan_ke(self) -> int:
        return self.realisasi.ubahan_ke if self.realisasi else 0

    @property
    def status(self) -> str:
        return self.realisasi.status if self.realisasi else StatusIsian.DRAF.value

    @property
    def nama_status(self) -> str:
        return str(StatusIsian(self.status).label)

    @property
    def bisa(self) -> bool:
        return self.status in BISA_DIISI

    @property
    def kolom(self) -> tuple[str, ...]:
        """Which cells can be filled in."""
        if self.i is None:
            return ()
        khusus = {"rasio": ("pembilang", "penyebut"), "komponen": (), "predikat": ("teks", "nilai")}
        return khusus.get(self.i.jenis_nilai, ("nilai",))

    def _teks(self, kolom: str) -> str:
        return tulis_isian(getattr(self.realisasi, kolom)) if self.realisasi else ""

    @property
    def nilai(self) -> str:
        return self._teks("nilai")

    @property
    def pembilang(self) -> str:
        return self._teks("pembilang")

    @property
    def penyebut(self) -> str:
        return self._teks("penyebut")

    @property
    def teks(self) -> str:
        return self.realisasi.teks if self.realisasi else ""

    @property
    def alasan_wajar(self) -> str:
        return self.realisasi.alasan_wajar if self.realisasi else ""

    @property
    def alasan_kurang(self) -> list[str]:
        return [KURANG[k] for k in self.kurang]


@dataclass(frozen=True)
class KelompokIsian:
    """A node of the tree and its rows."""

    simpul: BarisSimpul
    baris: tuple[BarisIsian, ...]


@dataclass
class LembarIsian:
    """The rows of all bidang, or of one."""

    instansi: PerangkatDaerah
    tahun: int
    triwulan: int
    bidang: dict[int, Bidang]
    jadwal: Jadwal | None
    baris: list[BarisIsian]

    @cached_property
    def kelompok(self) -> list[KelompokIsian]:
        per_simpul: dict[int, list[BarisIsian]] = defaultdict(list)
        for b in self.baris:
            per_simpul[b.simpul.id].append(b)
        return [KelompokIsian(sekelompok[0].simpul, tuple(sekelompok)) for sekelompok in per_simpul.values()]

    @cached_property
    def indikator(self) -> list[BarisIsian]:
        return [b for b in self.baris if b.i is not None]

    @property
    def uang_belum(self) -> list[BarisIsian]:
        """Money that needs a reason and has no indicator's row to be handed in with: it holds the sheet."""
        return [b for b in self.baris if b.i is None and b.kurang]

    def kurang(self, bidang: int) -> list[BarisIsian]:
        """What is not complete on the sheet of a bidang."""
        return [b for b in self.baris if b.kurang and (b.bidang_id or UMUM) == bidang]

    def per_bidang(self) -> dict[int, list[BarisIsian]]:
        """Rows of indicators by bidang; 0 for those without one."""
        hasil: dict[int, list[BarisIsian]] = {b: [] for b in self.bidang}
        for b in self.indikator:
            hasil.setdefault(b.bidang_id or UMUM, []).append(b)
        return {k: v for k, v in hasil.items() if v or k != UMUM}

    def nama_bidang(self, nomor: int) -> str:
        return self.bidang[nomor].nama if nomor in self.bidang else TANPA_BIDANG


@dataclass(frozen=True)
class Ringkas:
    """The sheet's totals."""

    terisi: int
    indikator: int
    lengkap: int
    siap: int
    """Complete and not handed in yet."""
    capaian: Decimal | None
    dihitung: int
    pagu: Decimal | None
    realisasi: Decimal | None
    serapan: Decimal | None
    status: dict[str, int]

    @property
    def belum(self) -> int:
        return self.indikator - self.lengkap


def ringkas(baris: Iterable[BarisIsian]) -> Ringkas:
    """Totals of rows: mean capaian to date by the engine's own mean, money summed once."""
    semua = [b for b in baris if b.i is not None]
    uang = [b.uang.uang for b in baris if b.uang]
    bobot = [(b.capaian, Decimal(1) if b.i.bobot is None else b.i.bobot) for b in semua if b.i]
    rata = rumus.rata_tertimbang(bobot)
    pagu, realisasi = (uang_rumus.jumlah(u.pagu for u in uang), uang_rumus.jumlah(u.realisasi for u in uang))
    return Ringkas(
        terisi=sum("nilai" not in b.kurang for b in semua),
        indikator=len(semua),
        lengkap=sum(not b.kurang for b in semua),
        siap=sum(b.bisa and not b.kurang for b in semua),
        capaian=rata.nilai,
        dihitung=rata.dihitung,
        pagu=pagu,
        realisasi=realisasi,
        serapan=uang_rumus.hitung_serapan(pagu, realisasi).nilai,
        status={s.value: sum(b.status == s for b in semua) for s in StatusIsian},
    )
