"""The outline of a report's prose: what stands in each section, in what state, and what has changed under it."""

from __future__ import annotations

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from laporan.bagian.daftar import Tempat, susunan
from laporan.bagian.letak import Penempat, kunci_tulis
from laporan.ikhtisar.bentuk import Ikhtisar
from laporan.models import BagianMati, LetakNarasi, Narasi, NaskahSiap, NaskahTugas
from laporan.unggahan import gambar_naskah
from renstra.bentuk import bidang_simpul
from renstra.models import Indikator, PerjanjianKinerja, Renstra, Simpul
from sakip.kaya.rujukan import TOTAL, Rujukan, cari
from sakip.models import PerangkatDaerah

from .draf.bagian import draf
from .draf.bentuk import BahanDraf
from .muat import muat_sumber
from .nilai import Sumber

KOSONG, DRAF, DISUNTING, SIAP, USANG = "kosong", "draf otomatis", "disunting", "siap", "usang"
_UMUM = {"3.2", "3.3", "4.1", "ikhtisar_eksekutif"}
_JENIS_UMUM = ("capaian", "pagu", "realisasi", "serapan", "efisiensi")
_JENIS_OBJEK = ("target", "realisasi", "capaian", "pagu", "serapan")


@dataclass(frozen=True)
class Berubah:
    """A figure that is not what it was when the section was called ready."""

    nama: str
    dari: str
    ke: str
    rujukan: Rujukan | None = None


@dataclass(frozen=True)
class BagianNaskah:
    """One section with its texts."""

    tempat: Tempat
    baris: tuple[Narasi, ...]
    keadaan: str
    draf: str
    siap: NaskahSiap | None = None
    berubah: tuple[Berubah, ...] = ()
    tugas: NaskahTugas | None = None
    kunci_tulis: str = ""
    """The key of the text that it has not yet."""

    @property
    def kunci(self) -> str:
        return self.tempat.kunci

    def lewat(self, hari: datetime.date) -> bool:
        """Whether it was to be ready before this day, and is not."""
        tempo = self.tugas.jatuh_tempo if self.tugas else None
        return tempo is not None and tempo < hari and self.keadaan != SIAP


class Naskah:
    """All sections of one agency's year, from a fixed number of queries."""

    def __init__(self, instansi: PerangkatDaerah, ikhtisar: Ikhtisar) -> None:
        self.instansi, self.ikhtisar = instansi, ikhtisar
        milik = {"perangkat_daerah": instansi, "tahun": ikhtisar.tahun}
        self.semua = list(Narasi.objects.filter(**milik))
        self.sumber: Sumber = muat_sumber(instansi, ikhtisar, [n.teks for n in self.semua])
        letak = LetakNarasi.objects.filter(perangkat_daerah=instansi).values_list("bagian", "judul", "letak")
        self.penempat = Penempat(ikhtisar, {(bagian, judul): tempat for bagian, judul, tempat in letak})
        self._siap = {s.bagian: s for s in NaskahSiap.objects.filter(**milik).select_related("oleh")}
        self.gambar = gambar_naskah(instansi, ikhtisar.tahun)
        tugas = NaskahTugas.objects.filter(**milik).select_related("bidang", "pengguna")
        self._tugas = {t.bagian: t for t in tugas}
        mati = set(BagianMati.objects.filter(**milik).values_list("bagian", flat=True))
        self._per_letak = self._letakkan()
        self._bahan = BahanDraf(
            ikhtisar,
            instansi.nama,
            instansi.kepala_jabatan,
            instansi.pemberi_amanah_jabatan,
            PerjanjianKinerja.objects.filter(**milik, bidang__isnull=True).exists(),
        )
        self.bagian = [
            self._bagian(t) for t in susunan(ikhtisar, mati) if t.bagian.memuat and t.kunci in self.penempat.dikenal
        ]
        self.per_kunci = {b.kunci: b for b in self.bagian}
        self.per_tulisan = {b.kunci_tulis: b for b in self.bagian} | {n.bagian: b for b in self.bagian for n in b.baris}
        """The section of each text, also of one that is not written yet, by the text's key."""

    def _letakkan(self) -> dict[str | None, list[Narasi]]:
        """The rows by the section where they are printed; None: they wait for a place."""
        per_kunci = {n.bagian: n for n in self.semua}
        baris = [{"bagian": n.bagian, "judul": n.judul, "teks": n.teks} for n in self.semua]
        self._dipakai_lain = self.penempat.dipakai_lain(baris)
        hasil: dict[str | None, list[Narasi]] = defaultdict(list)
        for t in self.penempat.tempatkan(baris):
            hasil[t.letak].append(per_kunci[t.bagian])
        return hasil

    def _bagian(self, t: Tempat) -> BagianNaskah:
        kunci = kunci_tulis(t.kunci, self._dipakai_lain)
        return replace(self._tanpa_tugas(t), tugas=self._tugas.get(t.kunci), kunci_tulis=kunci)

    def _tanpa_tugas(self, t: Tempat) -> BagianNaskah:
        baris = tuple(self._per_letak.get(t.kunci, ()))
        if not baris:
            naskah = draf(t, self._bahan)
            return BagianNaskah(t, baris, DRAF if naskah else KOSONG, naskah)
        siap = self._siap.get(t.kunci)
        if siap is None or siap.sidik != sidik(baris):
            return BagianNaskah(t, baris, DISUNTING, "", None)
        berubah = tuple(self._berubah(siap))
        return BagianNaskah(t, baris, USANG if berubah else SIAP, "", siap, berubah)

    def _berubah(self, siap: NaskahSiap) -> Iterator[Berubah]:
        kini = {str(r): r for r in self._dari_teks(siap.nilai)}
        for tertulis, (nama, dulu) in siap.nilai.items():
            r = kini.get(tertulis)
            cetak = self.sumber.tulis(r) if r else ""
            if cetak != dulu:
                yield Berubah(nama, dulu, cetak, r)

    def _dari_teks(self, teks: Iterable[str]) -> Iterator[Rujukan]:
        yield from (t.rujukan for satu in teks for t in cari(satu) if t.rujukan)

    def nilai(self, b: BagianNaskah) -> dict[str, list[str]]:
        """The figures that a section rests on: those of its references, and those of what it is about."""
        objek = b.tempat.objek
        sendiri = [Rujukan(j, objek) for j in _JENIS_OBJEK] if objek else []
        sendiri += [Rujukan(j, TOTAL) for j in _JENIS_UMUM] if b.kunci in _UMUM else []
        hasil: dict[str, list[str]] = {}
        for r in [*self._dari_teks(n.teks for n in b.baris), *sendiri]:
            nilai = self.sumber.nilai(r)
            if not (nilai.hampa and r in sendiri):
                hasil[str(r)] = [f"{r.jenis.replace('_', ' ')} {nilai.nama}", self.sumber.tulis(r)]
        return hasil


def sidik(baris: Iterable[Narasi]) -> str:
    """Fingerprint of a section's texts."""
    return hashlib.sha256("\x1e".join(f"{n.bagian}\x1f{n.teks}" for n in baris).encode()).hexdigest()


def bidang_objek(renstra: Renstra | None) -> dict[str, int | None]:
    """The bidang that each indicator and node belongs to, by code; two queries."""
    if renstra is None:
        return {}
    simpul = list(Simpul.objects.filter(renstra=renstra).order_by("pk"))
    per_induk: dict[int | None, list[Simpul]] = defaultdict(list)
    for s in simpul:
        per_induk[s.induk_id].append(s)
    urut, tumpukan = [], list(per_induk[None])
    while tumpukan:
        urut.append(s := tumpukan.pop())
        tumpukan += per_induk[s.pk]
    bidang = bidang_simpul(urut)
    indikator = Indikator.objects.filter(renstra=renstra).values_list("kode", "simpul_id")
    return {s.kode: bidang.get(s.pk) for s in simpul} | {kode: bidang.get(milik) for kode, milik in indikator}
