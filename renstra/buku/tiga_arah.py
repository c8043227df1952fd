"""The comparison in three ways: a row of the file, the stored row, and the row as it was exported (`asal`).

The file says what was exported: what stands here stays. What stands here was exported: the file counts. Neither: a
conflict, which a person decides. An emptied cell counts only against a record, and is confirmed. Without a record an
empty cell leaves what is stored.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format

from sakip.angka import tulis
from sakip.buku.asal import Kunci, Pencatat, Rekaman, baku
from sakip.buku.kolom import Angka, Bulat, Kolom, Rujukan, Teks
from sakip.jejak.pelaku import SERVER
from sakip.models import Jejak

if TYPE_CHECKING:
    from .dasar import LembarResource

BERKAS, SISTEM = "berkas", "sistem"
TERHAPUS = "barisnya sudah dihapus di sistem sesudah diekspor, isinya dilewati; kosongkan sel _asal untuk memasukkannya"
Baris = tuple[int, list[Any]]


@dataclass(frozen=True)
class Ubahan:
    """One stored value that would change: `kosong`, the file empties it; `bentrok`, only if its conflict is the
    file's; `beralas`, the row carries its record."""

    lembar: str
    baris: int
    kunci: str
    kolom: str
    lama: str
    baru: str
    kosong: bool = False
    bentrok: bool = False
    beralas: bool = True

    def __str__(self) -> str:
        tempat = f"lembar {self.lembar}, baris {self.baris}, kolom {self.kolom}"
        return f"{tempat} ({self.kunci}): “{self.lama}” menjadi “{self.baru}”"


@dataclass(frozen=True)
class Bentrok:
    """A row that was changed both here and in the file since it was exported."""

    tanda: str
    lembar: str
    baris: int
    kunci: str
    sel: tuple[tuple[str, str, str], ...]
    """(column, value here, value of the file) where they differ."""
    terhapus: bool = False
    """The row is gone here."""
    oleh: str = ""
    pada: str = ""

    def __str__(self) -> str:
        beda = "; ".join(f"{kolom}: di sistem “{sini}”, di berkas “{sana}”" for kolom, sini, sana in self.sel)
        kata = "dihapus" if self.terhapus else "diubah"
        siapa = f"; di sistem terakhir {kata} {self.oleh}, {self.pada}" if self.pada else ""
        hapus = "sudah dihapus di sistem; " if self.terhapus else ""
        return f"lembar {self.lembar}, baris {self.baris} ({self.kunci}): {hapus}{beda}{siapa}"


@dataclass(frozen=True)
class Jawaban:
    """What a person answered: which side counts in a conflict, by row or for all, and whether to empty."""

    semua: str = ""
    baris: Mapping[str, str] = field(default_factory=dict)
    kosongkan: bool | None = None

    def untuk(self, bentrok: Bentrok) -> str:
        return self.baris.get(bentrok.tanda) or self.semua

    def ke_json(self) -> dict[str, Any]:
        return {"semua": self.semua, "baris": dict(self.baris), "kosongkan": self.kosongkan}


@dataclass(frozen=True)
class Putusan:
    """What of a row is left out, and why."""

    lewati: frozenset[str] = frozenset()
    """Columns whose stored values stay."""
    bentrok: bool = False
    beralas: bool = True


def tampil(kolom: Kolom, nilai: str) -> str:
    """A cell's text as people read it."""
    if not nilai or not isinstance(kolom.widget, Angka) or isinstance(kolom.widget, Bulat):
        return nilai
    try:
        angka = Decimal(nilai)
        return tulis(angka, max(0, -int(angka.as_tuple().exponent)))
    except (ArithmeticError, ValueError):
        return nilai


def sebutan(kunci: Kunci) -> str:
    """How a row is called: its key."""
    return ", ".join(k for k in kunci if k)[:200]


class TigaArah:
    """Goes through a sheet's rows before they are imported; keeps those whose file side counts."""

    def __init__(self, sumber: LembarResource, kepala: list[str], catatan: Mapping[int, Any]) -> None:
        self.sumber, self.kepala, self.catatan = sumber, kepala, catatan
        per_nama = {k.column_name: k for k in sumber.kolom}
        self.letak = {nama: i for i, nama in enumerate(kepala)}
        self.kunci = [(k, self.letak.get(k.column_name)) for k in sumber.kolom if k.kunci]
        self.isi = [(per_nama[nama], i) for nama, i in self.letak.items() if not per_nama[nama].kunci]
        self.hilang = [k.column_name for k in sumber.kolom if not k.kunci and k.column_name not in self.letak]
        self.pencatat: Pencatat = sumber.pencatat
        self.bentrok: list[tuple[Bentrok, Any]] = []

    def saring(self, baris: list[Baris]) -> list[Baris]:
        """The rows to import. Says of each in `putusan`; counts and reports those that stay out."""
        lolos = []
        for satu in baris:
            if self._satu(*satu):
                lolos.append(satu)
            else:
                self.sumber.konteks.kemajuan.maju += 1
        sebutkan_pengubah(self.sumber, self.bentrok)
        return lolos

    def _satu(self, nomor: int, sel: list[Any]) -> bool:
        mentah = [baku(nilai) for nilai in sel]
        kunci = tuple("" if i is None else mentah[i] for _, i in self.kunci)
        catatan = self.catatan.get(nomor)
        tertulis = dict(zip(self.kepala, mentah, strict=True))
        if catatan and not self.hilang and self.pencatat.persis(catatan, kunci, tertulis):
            return self._tak_berubah(nomor, kunci)
        if kunci not in self.sumber.ada:
            kunci = tuple(
                baku(k.widget.kosong()) if i is None else terbaca(k, sel[i], mentah[i]) for k, i in self.kunci
            )
        objek = self.sumber.ada.get(kunci)
        rekaman = self.pencatat.baca(catatan, kunci) if catatan else None
        if rekaman is None:
            self.sumber.atur_urutan = True
            if objek is not None:
                kosong = frozenset(k.column_name for k, i in self.isi if not mentah[i] and not k.wajib)
                self.sumber.putusan[nomor] = Putusan(kosong, beralas=False)
            return True
        return self._dengan_rekaman(nomor, kunci, rekaman, objek, (sel, mentah))

    def _dengan_rekaman(
        self, nomor: int, kunci: Kunci, rekaman: Rekaman, objek: Any, isi_baris: tuple[list[Any], list[str]]
    ) -> bool:
        sel, mentah = isi_baris
        berkas = {k.column_name: terbaca(k, sel[i], mentah[i]) for k, i in self.isi}
        sistem = {} if objek is None else self.sumber.baku_objek(objek)
        penuh = berkas | {n: sistem.get(n, "") for n in self.hilang if self.pencatat.terisi(rekaman, n)}
        if self.pencatat.isi(kunci, penuh) == rekaman.isi:
            return self._tak_berubah(nomor, kunci)
        kosong = {k.column_name for k, i in self.isi if not mentah[i] and not k.wajib}
        lewati = {n for n in kosong if not self.pencatat.terisi(rekaman, n)}
        beda = [(k, n) for k, _ in self.isi if (n := k.column_name) not in lewati and berkas[n] != sistem.get(n, "")]
        if objek is not None and not beda:
            return self._tak_berubah(nomor, kunci)
        bentrok = objek is None or self.pencatat.isi(kunci, sistem) != rekaman.isi
        dikosongkan = {n for _, n in beda if n in kosong}
        for k, n in beda:
            if n in dikosongkan and objek is not None:
                self.sumber.konteks.ubahan.append(
                    Ubahan(
                        *(self.sumber.nama, nomor, sebutan(kunci), n, tampil(k, sistem[n]), ""),
                        kosong=True,
                        bentrok=bentrok,
                    )
                )
        if not self.sumber.konteks.jawaban.kosongkan:
            lewati |= dikosongkan
        self.sumber.putusan[nomor] = Putusan(frozenset(lewati), bentrok=bentrok)
        if not bentrok:
            return True
        isi = tuple((n, tampil(k, sistem.get(n, "")), tampil(k, "" if n in kosong else berkas[n])) for k, n in beda)
        satu = Bentrok(
            tanda_bentrok(self.sumber.nama, kunci), self.sumber.nama, nomor, sebutan(kunci), isi, objek is None
        )
        self.bentrok.append((satu, kunci if objek is None else objek))
        if self.sumber.konteks.jawaban.untuk(satu) == BERKAS:
            return True
        return self._tak_berubah(nomor, kunci, terhapus=False)

    def _tak_berubah(self, nomor: int, kunci: Kunci, terhapus: bool = True) -> bool:
        """What stands here stays. A second row of the same key goes on, to be reported."""
        if kunci in self.sumber.terlihat:
            return True
        self.sumber.terlihat[kunci] = nomor
        objek = self.sumber.ada.get(kunci)
        if objek is not None:
            self.sumber.tertahan.append((objek, nomor))
            self.sumber.tetap += 1
            vars(objek)["baris_buku"] = nomor
        elif terhapus:
            self.sumber.catat("peringatan", nomor, "", sebutan(kunci), TERHAPUS)
        return False


def terbaca(kolom: Kolom, nilai: Any, mentah: str) -> str:
    """A cell as it would be exported again; what cannot be read, as it stands (`mentah`)."""
    sel = kolom.widget
    if isinstance(sel, Rujukan | Teks) or (mentah and type(nilai) in (int, float) and isinstance(sel, Angka)):
        return mentah
    try:
        return baku(sel.render(sel.clean(nilai)))
    except ValueError:
        return mentah


def tanda_bentrok(lembar: str, kunci: Kunci) -> str:
    return hashlib.blake2b("\x1e".join([lembar, *kunci]).encode(), digest_size=9).hexdigest()


def sebutkan_pengubah(sumber: LembarResource, bentrok: list[tuple[Bentrok, Any]]) -> None:
    """Adds the conflicts to what was found, each with who changed the stored row last, or deleted it (then its key
    stands for the row): one query for each table."""
    per_tabel: dict[str, set[int]] = {}
    terhapus = {objek for _, objek in bentrok if isinstance(objek, tuple)}
    penghapus = _penghapus(sumber, terhapus) if terhapus else {}
    for _, objek in bentrok:
        if not isinstance(objek, tuple):
            per_tabel.setdefault(objek._meta.db_table, set()).add(objek.pk)
    terakhir: dict[tuple[str, int], Jejak] = {}
    for tabel, objek in per_tabel.items():
        jejak = Jejak.objects.filter(tabel=tabel, objek__in=objek).order_by()
        akhir = jejak.values("objek").annotate(akhir=Max("pk")).values("akhir")
        for j in Jejak.objects.filter(pk__in=akhir).select_related("oleh").defer("lama", "baru"):
            terakhir[tabel, j.objek] = j
    for satu, objek in bentrok:
        satu_jejak = (
            penghapus.get(objek) if isinstance(objek, tuple) else terakhir.get((objek._meta.db_table, objek.pk))
        )
        if satu_jejak is not None:
            oleh = str(satu_jejak.oleh or SERVER)
            pada = _waktu(satu_jejak.pada.replace(second=0, microsecond=0))
            satu = Bentrok(**vars(satu) | {"oleh": oleh, "pada": pada})
        sumber.konteks.bentrok.append(satu)


def _penghapus(sumber: LembarResource, kunci: set[Kunci]) -> dict[Kunci, Jejak]:
    """Who deleted the agency's rows of these keys last, from the trail."""
    milik = {"renstra_id": sumber.konteks.renstra, "perangkat_daerah_id": sumber.konteks.instansi}
    tempat = {nama: pemilik.pk for nama, pemilik in milik.items() if pemilik is not None}
    hasil: dict[Kunci, Jejak] = {}
    hapus = Jejak.objects.filter(tabel=sumber._meta.model._meta.db_table, baru__isnull=True)
    for j in hapus.select_related("oleh").defer("baru").order_by("-pk").iterator():
        lama = j.lama or {}
        if any(lama.get(nama, pk) != pk for nama, pk in tempat.items()):
            continue
        satu = tuple(
            sumber.kode[a].get(lama.get(f"{a}_id") or 0, "") if a in sumber.rujukan else baku(lama.get(a))
            for a in sumber.kunci
        )
        if satu in kunci:
            hasil.setdefault(satu, j)
            if len(hasil) == len(kunci):
                break
    return hasil


@lru_cache(maxsize=1024)
def _waktu(pada: datetime.datetime) -> str:
    return date_format(timezone.localtime(pada), "j F Y, H.i")


# The sheet Instansi, whose rows are columns


def banding_instansi(sumber: Any, objek: Any, row: Mapping[str, Any]) -> None:
    """Each key by itself; takes out of `sumber.bersih` what stays as it is."""
    pencatat = Pencatat(objek, sumber.nama, ["nilai"])
    bentrok: list[tuple[Bentrok, Any]] = []
    for kolom in sumber.kolom:
        nama, attr = kolom.column_name, kolom.attribute
        if attr == "kode" or nama not in row or attr not in sumber.bersih:
            continue
        berkas, sistem = (baku(kolom.widget.render(n)) for n in (sumber.bersih[attr], getattr(objek, attr)))
        if berkas != sistem and not _tulis_kunci(sumber, objek, kolom, pencatat, (berkas, sistem, row[nama]), bentrok):
            del sumber.bersih[attr]
    sebutkan_pengubah(sumber, bentrok)


def _tulis_kunci(
    sumber: Any,
    objek: Any,
    kolom: Kolom,
    pencatat: Pencatat,
    isi: tuple[str, str, Any],
    bentrok: list[tuple[Bentrok, Any]],
) -> bool:
    """Whether the file's value of a key is written."""
    nama = kolom.column_name
    berkas, sistem, mentah = isi
    nomor, kunci = sumber.baris_kunci.get(nama, 0), (nama,)
    rekaman = pencatat.baca(sumber.catatan.get(nama), kunci)
    dikosongkan = not baku(mentah)
    if rekaman is None:
        return not dikosongkan
    sumber.kunci_beralas.add(nama)
    if pencatat.isi(kunci, {"nilai": berkas}) == rekaman.isi:
        return False
    if dikosongkan and not pencatat.terisi(rekaman, "nilai"):
        return False
    beda_sini = pencatat.isi(kunci, {"nilai": sistem}) != rekaman.isi
    boleh = True
    if dikosongkan:
        sumber.kunci_kosong.add(nama)
        lama = tampil(kolom, sistem)
        sumber.konteks.ubahan.append(
            Ubahan(sumber.nama, nomor, nama, "nilai", lama, "", kosong=True, bentrok=beda_sini)
        )
        boleh = bool(sumber.konteks.jawaban.kosongkan)
    if beda_sini:
        sel = ((nama, tampil(kolom, sistem), "" if dikosongkan else tampil(kolom, berkas)),)
        satu = Bentrok(tanda_bentrok(sumber.nama, kunci), sumber.nama, nomor, nama, sel)
        milik = sumber.konteks.renstra if nama in sumber.di_renstra else objek
        bentrok.append((satu, milik))
        sumber.kunci_bentrok.add(nama)
        boleh = boleh and sumber.konteks.jawaban.untuk(satu) == BERKAS
    return boleh
