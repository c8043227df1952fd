"""One cell's save: what it needs is read in two queries, one guarded statement writes.

The row's version guards the write; the text that the person saw tells whether somebody else changed
this very cell meanwhile (the row's version cannot: the page learns a new one with each cell it saves).
A change of another cell of the row is no conflict.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Protocol

from django.db import IntegrityError, transaction
from django.db.models import F, Model
from django.utils import timezone

from capaian.jadwal import Waktu
from capaian.lembar.hasil import SelHasil
from capaian.lembar.sql import waktu_mentah
from sakip import akses
from sakip.jejak import PEMILIK
from sakip.kisi.urai import IsianDitolak
from sakip.models import Jejak, Pengguna

PERCOBAAN = 8
JEJAK_DILIHAT = 200


@dataclass(frozen=True)
class Permintaan:
    """What the browser sends for one cell."""

    kolom: str
    mentah: str
    versi: int
    lama: str
    tegas: bool


@dataclass(frozen=True)
class Tersimpan:
    """The cell as stored, and the computed cells that follow from it, by `i12.capaian`."""

    versi: int
    nilai: str
    hasil: dict[str, SelHasil]
    peringatan: str = ""

    def ke_json(self) -> dict[str, Any]:
        return asdict(self)


class Bentrok(Exception):
    """Somebody else changed this cell meanwhile; `hasil` are the computed cells as they stand."""

    def __init__(self, versi: int, nilai: str, oleh: str, pada: Any, hasil: dict[str, SelHasil] | None = None) -> None:
        super().__init__(nilai)
        self.versi, self.nilai, self.oleh, self.pada, self.hasil = versi, nilai, oleh, pada, hasil or {}


@dataclass(frozen=True)
class Isi:
    """A cell's new content: the row's fields to write, and the text that will stand in the cell."""

    nilai: dict[str, Any]
    teks: str
    peringatan: str = ""


class Sasaran(Protocol):
    """The row behind a cell: of an indicator's quarter, or of a sub kegiatan's money."""

    model: type[Model]
    kunci: str
    """How the page calls the object: `i12`, `s7`."""
    baris: tuple[int, int] | None
    """(pk, versi) of the stored row."""
    kosong_dihapus: bool
    """Whether an emptied cell leaves no row behind."""

    def muat_isi(self, kolom: str) -> None:
        """Read anew the row, and what the results of this cell follow from."""

    def periksa_terbuka(self) -> None:
        """Refuse where the row cannot be changed now."""

    def teks_kini(self, kolom: str) -> str:
        """What stands in the cell."""

    def urai(self, minta: Permintaan) -> Isi:
        """What is to be written; refuses with a sentence."""

    def identitas(self) -> dict[str, Any]:
        """The natural key of a new row."""

    def syarat(self) -> list[Any]:
        """Conditions that must hold of the stored row at the moment of writing."""

    def dengan(self, isi: Isi) -> dict[str, SelHasil]:
        """The results once `isi` is stored."""

    def hasil_kini(self) -> dict[str, SelHasil]:
        """The results as stored."""

    def medan(self, kolom: str) -> str:
        """The database field of a cell."""


def tempat(pengguna: Pengguna, kode: str, tahun: int, triwulan: int) -> dict[str, Any]:
    """Where a cell may be looked for: an admin everywhere, the Inspektorat in its pemda, others in their agency."""
    semua, pemda = akses.admin(pengguna), akses.inspektorat(pengguna)
    return {
        "kode": kode,
        "tahun": tahun,
        "triwulan": triwulan,
        "instansi": None if semua or pemda else pengguna.perangkat_daerah_id or 0,
        "pemda": pengguna.pemda_id if pemda and not semua else None,
    }


def waktu_bagi(buka: Any, tutup: Any, tutup_lebih: Any, pengisi: str | None) -> Waktu:
    """The opening times from a statement's columns; a granted later end counts."""
    akhir = [t for t in (waktu_mentah(tutup), waktu_mentah(tutup_lebih)) if t is not None]
    return Waktu(waktu_mentah(buka), max(akhir, default=None), pengisi or "")


def simpan_sel(sasaran: Sasaran, minta: Permintaan, oleh: Pengguna) -> Tersimpan:
    """Save one cell, or say why not.

    Raises:
        IsianDitolak: with a sentence for the user.
        Bentrok: somebody else changed this cell since the person saw it.
    """
    for _ in range(PERCOBAAN):
        sasaran.muat_isi(minta.kolom)
        sasaran.periksa_terbuka()
        isi = sasaran.urai(minta)
        versi = sasaran.baris[1] if sasaran.baris else 0
        kini = sasaran.teks_kini(minta.kolom)
        if kini == isi.teks:
            return _tersimpan(sasaran, versi, isi)
        if rapi(kini) != rapi(minta.lama):
            raise _bentrok(sasaran, minta.kolom, versi, kini)
        if (baru := _tulis(sasaran, isi, oleh)) is not None:
            return _tersimpan(sasaran, baru, isi)
    raise IsianDitolak("Baris ini sedang diubah banyak orang. Coba simpan lagi.", dapat_ditegaskan=True)


def _tersimpan(sasaran: Sasaran, versi: int, isi: Isi) -> Tersimpan:
    hasil = {f"{sasaran.kunci}.{nama}": sel for nama, sel in sasaran.dengan(isi).items()}
    return Tersimpan(versi, isi.teks, hasil, isi.peringatan)


def _tulis(sasaran: Sasaran, isi: Isi, oleh: Pengguna) -> int | None:
    """The row's new version (0 where it was deleted); None where it changed after it was read."""
    tambahan = {"diubah_oleh": oleh, "diubah_pada": timezone.now()}
    if sasaran.baris is None:
        try:
            with transaction.atomic():
                sasaran.model._default_manager.create(**sasaran.identitas(), **isi.nilai, **tambahan)
        except IntegrityError:
            return None
        return 1
    pk, versi = sasaran.baris
    baris = sasaran.model._default_manager.filter(*sasaran.syarat(), pk=pk, versi=versi)
    if sasaran.kosong_dihapus and not any(nilai is not None for nilai in isi.nilai.values()):
        return 0 if baris.delete()[0] else None
    return versi + 1 if baris.update(versi=F("versi") + 1, **isi.nilai, **tambahan) else None


def rapi(teks: str) -> str:
    """As a browser gives it back."""
    return teks.replace("\r\n", "\n").strip()


def _bentrok(sasaran: Sasaran, kolom: str, versi: int, kini: str) -> Bentrok:
    tempat = {k: v for k, v in sasaran.identitas().items() if k in PEMILIK}
    nama, _, bagian = kolom.partition(".")
    hasil = {f"{sasaran.kunci}.{n}": sel for n, sel in sasaran.hasil_kini().items()}
    return bentrok_terakhir(
        versi, kini, sasaran.model._meta.db_table, sasaran.medan(nama), bagian=bagian, hasil=hasil, **tempat
    )


def bentrok_terakhir(
    versi: int,
    kini: str,
    tabel: str,
    medan: str,
    *,
    bagian: str = "",
    hasil: dict[str, SelHasil] | None = None,
    **tempat: Any,
) -> Bentrok:
    """The conflict, with who changed this field (or this part of it) last, from the trail."""
    semua = Jejak.objects.filter(tabel=tabel, **tempat).select_related("oleh")[:JEJAK_DILIHAT]
    jejak = next((j for j in semua if _isi(j.lama, medan, bagian) != _isi(j.baru, medan, bagian)), None)
    oleh = str(jejak.oleh) if jejak and jejak.oleh else "perintah server"
    return Bentrok(versi, kini, oleh, jejak.pada if jejak else None, hasil)


def _isi(data: dict[str, Any] | None, medan: str, bagian: str) -> Any:
    isi = (data or {}).get(medan)
    return (isi or {}).get(bagian) if bagian else isi
