"""A sheet of the first run: its rows read, compared with what is stored, shown, and only then saved.

A row that is refused refuses the whole file. An empty cell changes nothing, so that the same file can be uploaded
again, and a file with a few columns too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from sakip.buku.berkas import LembarMentah, seperti_terlihat, tanpa_judul
from sakip.buku.kolom import Catat, Kolom, Teks

BARIS_TERBANYAK = 2000
"""Rows of one sheet."""
ISI_TAMPIL = 80
"""Characters of a refused cell that are shown."""
Isi = dict[str, str]
"""A row's cells that hold something, by column, as the text that they were read as."""


@dataclass(frozen=True)
class Penolakan:
    """What cannot be taken, and where: row 0 is the sheet as a whole."""

    lembar: str
    baris: int
    kolom: str
    isi: str
    pesan: str

    @property
    def kalimat(self) -> str:
        tempat = [f"baris {self.baris}"] if self.baris else []
        tempat += [f"kolom {self.kolom}"] if self.kolom else []
        return f"Lembar {', '.join([self.lembar, *tempat])}: {self.pesan}."


@dataclass(frozen=True)
class Ubahan:
    """What a row would do. `sel`: (column, stored, new)."""

    lembar: str
    baris: int
    sebutan: str
    baru: bool
    sel: tuple[tuple[str, str, str], ...]


@dataclass
class Rencana:
    """What a file would do, in the order of its rows; nothing is saved of one that has a refusal."""

    penolakan: list[Penolakan] = field(default_factory=list)
    ubahan: list[Ubahan] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)
    tetap: int = 0

    @property
    def baru(self) -> int:
        return sum(u.baru for u in self.ubahan)

    @property
    def berubah(self) -> int:
        return len(self.ubahan) - self.baru


class SatuBaris(Teks):
    """Text on one line: breaks within a cell are spaces, a lone dash is nothing. What cannot be seen, or would be a
    formula elsewhere, is refused."""

    def urai(self, nilai: Any, catat: Catat) -> str:
        teks = " ".join(super().urai(nilai, catat).split())
        if teks == "-":
            return ""
        if teks.startswith(("=", "@")):
            raise ValueError(f"tidak boleh berawal {teks[0]}, seperti rumus; ketik isinya sebagai teks biasa")
        if any(unicodedata.category(huruf) in ("Cc", "Co", "Cs", "Cn") for huruf in teks):
            raise ValueError("berisi karakter yang tidak dapat dibaca; ketik ulang isinya")
        return teks


class Digit(SatuBaris):
    """A NIP or number, whose cells are text, so that Excel keeps all digits."""

    format_angka = "@"


class Lembar:
    """One sheet. A row is found again by its `kunci`; subclasses say which object that is and what may not be."""

    nama = ""
    contoh: Isi = {}

    def __init__(self, rencana: Rencana) -> None:
        self.rencana = rencana
        self.kolom = self.daftar_kolom()
        self.objek: list[Model] = []
        """What is to be saved, in this order."""
        self.baris_kini = 0
        self._kunci: dict[str, int] = {}

    def daftar_kolom(self) -> list[Kolom]:
        raise NotImplementedError

    def muat(self) -> None:
        """What is stored, in a fixed number of queries."""
        raise NotImplementedError

    def temukan(self, isi: Isi) -> Model | None:
        """The row's object, new or stored; None where it was refused (`tolak`)."""
        raise NotImplementedError

    def sebutan(self, objek: Any) -> str:
        """How the preview calls it."""
        raise NotImplementedError

    def ekspor(self) -> list[list[Any]]:
        """What is stored, as rows of this sheet."""
        raise NotImplementedError

    def nilai(self, objek: Any, isi: Isi) -> dict[str, tuple[str, Any]]:
        """What the row says: by attribute the column and the value. Cells that are empty say nothing."""
        kunci = {k.column_name for k in self.kolom if k.kunci}
        return {
            k.attribute: (k.column_name, isi[k.column_name])
            for k in self.kolom
            if k.column_name in isi and k.column_name not in kunci
        }

    # Reading

    def baca(self, mentah: LembarMentah) -> list[tuple[int, Isi]]:
        """The sheet's rows, cell by cell; what cannot be read is refused."""
        if not self._periksa_kepala(mentah):
            return []
        if len(mentah.baris) > BARIS_TERBANYAK:
            self.tolak("", "", f"{len(mentah.baris)} baris; paling banyak {BARIS_TERBANYAK}, pecah berkasnya")
            return []
        nama = [k.column_name for k in self.kolom]
        letak = {satu: mentah.kepala.index(satu) for satu in nama if satu in mentah.kepala}
        return [(nomor, self._baca_baris(nomor, sel, letak)) for nomor, sel in mentah.baris]

    def _periksa_kepala(self, mentah: LembarMentah) -> bool:
        self.baris_kini = 0
        if not mentah.baris_judul:
            self.tolak("", "", tanpa_judul([k.column_name for k in self.kolom]))
            return False
        kurang = [k.column_name for k in self.kolom if k.wajib and k.column_name not in mentah.kepala]
        kembar = sorted({n for n in mentah.kepala if n and mentah.kepala.count(n) > 1})
        self.baris_kini = mentah.baris_judul
        for nama in kurang:
            self.tolak(nama, "", "kolom ini harus ada di baris judul")
        for nama in kembar:
            self.tolak(nama[:ISI_TAMPIL], "", "judul kolom ini muncul dua kali; hapus salah satu")
        dikenal = {k.column_name for k in self.kolom}
        asing = [n[:ISI_TAMPIL] for n in mentah.kepala if n and n not in dikenal]
        asing += ["tanpa judul"] if mentah.tanpa_judul else []
        if asing:
            self.rencana.catatan.append(
                f"Lembar {self.nama}: kolom {', '.join(asing[:5])} tidak dikenal, isinya dilewati."
            )
        return not kurang and not kembar

    def _baca_baris(self, nomor: int, sel: Sequence[Any], letak: dict[str, int]) -> Isi:
        self.baris_kini = nomor
        isi: Isi = {}
        for kolom in self.kolom:
            nama = kolom.column_name
            mentah = sel[letak[nama]] if nama in letak else None
            try:
                nilai = kolom.bersihkan(mentah, lambda _: None)
            except ValueError as galat:
                self.tolak(nama, "" if mentah is None else seperti_terlihat(mentah), str(galat))
                continue
            if nilai:
                isi[nama] = str(nilai)
        return isi

    # Comparing

    def susun(self, semua: Sequence[tuple[int, Isi]]) -> None:
        """What the rows would make and change, into the plan; the objects hold it already."""
        self.muat()
        for nomor, isi in semua:
            self.baris_kini = nomor
            sebelum = len(self.rencana.penolakan)
            if self._kembar(isi) or (objek := self.temukan(isi)) is None:
                continue
            nilai = self.nilai(objek, isi)
            if len(self.rencana.penolakan) == sebelum:
                self._terapkan(objek, nilai)

    def _terapkan(self, objek: Model, nilai: dict[str, tuple[str, Any]]) -> None:
        baru, sebelum = objek._state.adding, len(self.rencana.penolakan)
        sel, kolom = [], {}
        for attr, (nama, kini) in nilai.items():
            lama = None if baru else getattr(objek, attr)
            if (lama or None) == (kini or None):
                continue
            sel.append((nama, self.tampil(attr, lama), self.tampil(attr, kini)))
            kolom[attr] = nama
            setattr(objek, attr, kini)
        self._periksa(objek, kolom)
        if len(self.rencana.penolakan) > sebelum:
            return
        if not baru and not sel:
            self.rencana.tetap += 1
            return
        self.rencana.ubahan.append(Ubahan(self.nama, self.baris_kini, self.sebutan(objek), baru, tuple(sel)))
        self.objek.append(objek)

    def tampil(self, attr: str, nilai: Any) -> str:
        """A value as the preview shows it."""
        return "" if nilai is None else str(nilai)

    def _kembar(self, isi: Isi) -> bool:
        kunci = [k.column_name for k in self.kolom if k.kunci]
        if not all(nama in isi for nama in kunci):  # said when the cell was read
            return False
        baku = "\n".join(isi[nama].casefold() for nama in kunci)
        if pertama := self._kunci.get(baku):
            self.tolak(kunci[-1], isi[kunci[-1]], f"sudah ada di baris {pertama}; satu baris saja")
            return True
        self._kunci[baku] = self.baris_kini
        return False

    def _periksa(self, objek: Model, kolom: dict[str, str]) -> None:
        """What the model itself says of the values that the row gave."""
        lewati = {f.name for f in objek._meta.fields if f.is_relation or f.name not in kolom}
        try:
            objek.clean_fields(exclude=lewati)
        except ValidationError as galat:
            for attr, pesan in galat.message_dict.items():
                self.tolak(kolom[attr], str(getattr(objek, attr)), " ".join(pesan).rstrip("."))

    def tolak(self, kolom: str, isi: str, pesan: str) -> None:
        """One cell is not taken; the sentence says what was expected, without its full stop."""
        tampak = "".join(h for h in isi if h.isprintable())[:ISI_TAMPIL]
        self.rencana.penolakan.append(Penolakan(self.nama, self.baris_kini, kolom, tampak, pesan))

    def simpan(self) -> None:
        for objek in self.objek:
            objek.save()


def satu_dari(daftar: Sequence[str], terbanyak: int = 5) -> str:
    """`a, b, c, …`"""
    return ", ".join(daftar[:terbanyak]) + (", …" if len(daftar) > terbanyak else "")
