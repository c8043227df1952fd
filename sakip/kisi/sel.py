"""One cell's save, the same for every grid: read, compare with what the person saw, write, compute anew.

What the person saw tells whether somebody else changed this very cell meanwhile; a change of another cell of the
row is no conflict. What guards the write itself is the row's own counter (`BarisBerubahan`) or a lock on the
object that the row belongs to (`BarisTerjaga`).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Model, Q
from django.utils import timezone

from sakip.jejak.pemicu import PEMILIK
from sakip.models import Jejak, Pengguna

from .hasil import SelHasil
from .urai import IsianDitolak

PERCOBAAN = 8
JEJAK_DILIHAT = 200


@dataclass(frozen=True)
class Permintaan:
    """What the browser sends for one cell. `objek`: what the row is of (`i12`, `s7`); `lama`: what was seen."""

    objek: str
    kolom: str
    mentah: str
    lama: str
    tegas: bool

    @classmethod
    def dari(cls, data: Mapping[str, str]) -> Permintaan:
        polos = {n: data.get(n, "").replace("\x00", "") for n in ("objek", "kolom")}
        return cls(
            polos["objek"], polos["kolom"], data.get("nilai", ""), data.get("lama", ""), data.get("tegas") == "1"
        )

    @property
    def jenis(self) -> str:
        return self.objek[:1]

    @property
    def nomor(self) -> int:
        """The object's id; 0 where the request names none."""
        nomor = self.objek[1:]
        return int(nomor) if nomor.isascii() and nomor.isdecimal() and len(nomor) < 19 else 0


@dataclass(frozen=True)
class Tersimpan:
    """The cell as stored, and the computed cells that follow from it, by `i12.capaian`."""

    ubahan_ke: int
    nilai: str
    hasil: dict[str, SelHasil] = field(default_factory=dict)
    peringatan: str = ""
    kosong: tuple[str, ...] = ()

    def ke_json(self) -> dict[str, Any]:
        return asdict(self)


class Bentrok(Exception):
    """Somebody else changed this cell meanwhile; `hasil` are the computed cells as they stand."""

    def __init__(self, ubahan_ke: int, nilai: str, oleh: str, pada: Any, hasil: dict[str, SelHasil]) -> None:
        super().__init__(nilai)
        self.ubahan_ke, self.nilai, self.oleh, self.pada, self.hasil = ubahan_ke, nilai, oleh, pada, hasil


class SelTerkunci(IsianDitolak):
    """The row takes no entries now, whatever is typed."""


@dataclass(frozen=True)
class NilaiSel:
    """A cell's new content: the row's fields to write, and the text that will stand in the cell."""

    medan: dict[str, Any]
    teks: str
    peringatan: str = ""
    kosong: tuple[str, ...] = ()
    """Other cells of the object that this empties."""


class BarisSel(ABC):
    """The row behind a cell."""

    model: type[Model]
    kunci: str
    """How the page calls the object: `i12`, `s7`."""

    @property
    def ubahan_ke(self) -> int:
        """Counts the changes of the stored row; 0 where there is none, or where it does not count."""
        return 0

    def jaga(self) -> AbstractContextManager[None]:
        """What holds from reading to writing."""
        return nullcontext()

    @abstractmethod
    def muat(self, kolom: str) -> None:
        """Read anew the row, and what the results of this cell follow from."""

    def periksa_terbuka(self) -> None:  # noqa: B027 (open unless a grid says otherwise)
        """Raises SelTerkunci where the row cannot be changed now."""

    @abstractmethod
    def teks_kini(self, kolom: str) -> str:
        """What stands in the cell."""

    @abstractmethod
    def urai(self, minta: Permintaan) -> NilaiSel:
        """What is to be written; refuses with a sentence."""

    @abstractmethod
    def identitas(self) -> dict[str, Any]:
        """The natural key of the row."""

    @abstractmethod
    def tulis(self, baru: NilaiSel, oleh: Pengguna) -> int | None:
        """The row's new `ubahan_ke`; None where it changed after it was read."""

    def dengan(self, baru: NilaiSel) -> dict[str, SelHasil]:
        """The results once `baru` is stored, by name of the computed cell."""
        return {}

    def hasil_kini(self) -> dict[str, SelHasil]:
        """The results as stored."""
        return {}

    def peringatan(self, baru: NilaiSel, hasil: dict[str, SelHasil]) -> str:
        """What is said beside the cell once `baru` is stored with these results."""
        return baru.peringatan

    def medan(self, kolom: str) -> tuple[str, str]:
        """The database field of a cell, and the part of it that the cell shows (empty: all)."""
        return kolom, ""

    def bernama(self, hasil: dict[str, SelHasil]) -> dict[str, SelHasil]:
        """The results as the page finds them."""
        return {f"{self.kunci}.{nama}": sel for nama, sel in hasil.items()}


class BarisBerubahan(BarisSel):
    """A row that counts its changes in `ubahan_ke`: written only if it is still the one that was read."""

    baris: tuple[int, int] | None = None
    """(pk, ubahan_ke) of the stored row."""
    kosong_dihapus = False
    """Whether an emptied cell leaves no row behind."""

    @property
    def ubahan_ke(self) -> int:
        return self.baris[1] if self.baris else 0

    def syarat(self) -> list[Q | Any]:
        """Conditions that must hold of the stored row at the moment of writing."""
        return []

    def tulis(self, baru: NilaiSel, oleh: Pengguna) -> int | None:
        tambahan = {"diubah_oleh": oleh, "diubah_pada": timezone.now()}
        semua = self.model._default_manager
        if self.baris is None:
            try:
                with transaction.atomic():
                    semua.create(**self.identitas(), **baru.medan, **tambahan)
            except IntegrityError:
                return None
            return 1
        pk, ke = self.baris
        baris = semua.filter(*self.syarat(), pk=pk, ubahan_ke=ke)
        if self.kosong_dihapus and not any(nilai is not None for nilai in baru.medan.values()):
            return 0 if baris.delete()[0] else None
        return ke + 1 if baris.update(ubahan_ke=F("ubahan_ke") + 1, **baru.medan, **tambahan) else None


class BarisTerjaga(BarisSel):
    """A row without a counter: the object that it belongs to is locked from reading to writing."""

    pemilik: Model
    objek: Any = None
    """The stored row of `model`, where there is one."""
    kolom_isi: tuple[str, ...]
    """The columns without which the row says nothing and goes."""

    @contextmanager
    def jaga(self) -> Iterator[None]:
        with transaction.atomic():
            type(self.pemilik)._default_manager.select_for_update(of=("self",)).only("pk").get(pk=self.pemilik.pk)
            yield

    def muat(self, kolom: str) -> None:
        self.objek = self.model._default_manager.filter(**self.identitas()).first()

    def periksa(self, objek: Any) -> None:
        """Refuse a row that contradicts itself."""

    def tulis(self, baru: NilaiSel, oleh: Pengguna) -> int | None:
        objek: Any = self.objek or self.model(**self.identitas())
        for nama, nilai in baru.medan.items():
            setattr(objek, nama, nilai)
        self.periksa(objek)
        if any(getattr(objek, k) not in (None, "") for k in self.kolom_isi):
            objek.save()
        elif objek.pk:
            objek.delete()
        return 0


def simpan_sel(baris: BarisSel, minta: Permintaan, oleh: Pengguna) -> Tersimpan:
    """Save one cell, or say why not.

    Raises:
        IsianDitolak: with a sentence for the user; SelTerkunci where the row takes no entries now.
        Bentrok: somebody else changed this cell since the person saw it.
    """
    for _ in range(PERCOBAAN):
        with baris.jaga():
            baris.muat(minta.kolom)
            baris.periksa_terbuka()
            baru = baris.urai(minta)
            kini, ke = baris.teks_kini(minta.kolom), baris.ubahan_ke
            if kini != baru.teks:
                if rapi(kini) != rapi(minta.lama):
                    raise _bentrok(baris, minta.kolom, kini)
                tertulis = baris.tulis(baru, oleh)
                if tertulis is None:
                    continue
                ke = tertulis
        hasil = baris.dengan(baru)
        return Tersimpan(ke, baru.teks, baris.bernama(hasil), baris.peringatan(baru, hasil), baru.kosong)
    raise IsianDitolak("Baris ini sedang diubah banyak orang. Coba simpan lagi.", dapat_ditegaskan=True)


def rapi(teks: str) -> str:
    """As a browser gives it back."""
    return teks.replace("\r\n", "\n").strip()


def _bentrok(baris: BarisSel, kolom: str, kini: str) -> Bentrok:
    """The conflict, with who changed this field (or this part of it) last, from the trail."""
    medan, bagian = baris.medan(kolom)
    tempat = {k: v for k, v in _datar(baris.identitas()).items() if k in PEMILIK}
    semua = Jejak.objects.filter(tabel=baris.model._meta.db_table, **tempat).select_related("oleh")[:JEJAK_DILIHAT]
    jejak = next((j for j in semua if _berubah(j, medan, bagian)), None)
    oleh = str(jejak.oleh) if jejak and jejak.oleh else "perintah server"
    return Bentrok(baris.ubahan_ke, kini, oleh, jejak.pada if jejak else None, baris.bernama(baris.hasil_kini()))


def _datar(identitas: dict[str, Any]) -> dict[str, Any]:
    return {f"{k}_id" if isinstance(v, Model) else k: v.pk if isinstance(v, Model) else v for k, v in identitas.items()}


def _berubah(jejak: Jejak, medan: str, bagian: str) -> bool:
    lama, baru = ((sisi or {}).get(medan) for sisi in (jejak.lama, jejak.baru))
    if bagian:
        return jejak.bagian(lama).get(bagian) != jejak.bagian(baru).get(bagian)
    return lama != baru
