"""Import of a workbook: all or nothing, every error reported, matched by kode."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import transaction

from sakip.models import PerangkatDaerah

from . import lembar_hasil as hasil
from . import lembar_rencana as rencana
from .berkas import BerkasDitolak, LembarMentah, baca_buku
from .dasar import Konteks, LembarResource, TemuanBerkas
from .lembar_pk import PerjanjianKinerjaResource

LEMBAR: tuple[type[LembarResource], ...] = (
    rencana.InstansiResource,
    rencana.BidangResource,
    rencana.RenstraResource,
    rencana.IndikatorResource,
    rencana.TargetResource,
    hasil.RealisasiResource,
    hasil.KomponenResource,
    hasil.RincianResource,
    hasil.AnggaranResource,
    hasil.RealisasiAnggaranResource,
    PerjanjianKinerjaResource,
    hasil.PembandingResource,
    hasil.EvaluasiAKIPResource,
    hasil.RekomendasiResource,
    rencana.SkalaResource,
    hasil.PrestasiResource,
    hasil.PegawaiResource,
    hasil.AsetResource,
    hasil.NarasiResource,
)
"""In the order of dependence, which is also the order of the sheets in an export."""
WAJIB = ("Instansi", "Renstra", "Indikator")


@dataclass(frozen=True)
class HitunganLembar:
    """What an import does to one sheet's rows."""

    nama: str
    baru: int
    berubah: int
    tetap: int
    tak_disebut: int


@dataclass
class HasilImpor:
    """The outcome: what was (or would be) added, changed and left, and everything found."""

    instansi: PerangkatDaerah | None = None
    disimpan: bool = False
    lembar: list[HitunganLembar] = field(default_factory=list)
    temuan: list[TemuanBerkas] = field(default_factory=list)

    @property
    def galat(self) -> list[TemuanBerkas]:
        return [t for t in self.temuan if t.tingkat == "galat"]

    @property
    def peringatan(self) -> list[TemuanBerkas]:
        return [t for t in self.temuan if t.tingkat != "galat"]

    @property
    def berubah(self) -> int:
        return sum(h.baru + h.berubah for h in self.lembar)


def impor_buku(berkas: BinaryIO, *, uji: bool = False, hanya: PerangkatDaerah | None = None) -> HasilImpor:
    """Import a workbook in one transaction. With any error, or with `uji`, nothing is changed.

    `hanya`: the only agency that the workbook may be of.
    """
    try:
        lembar = baca_buku(berkas, {kelas.nama for kelas in LEMBAR})
    except BerkasDitolak as galat:
        return HasilImpor(hanya, temuan=[TemuanBerkas("galat", "", None, "", "", str(galat))])
    with transaction.atomic():
        konteks = Konteks(instansi=hanya)
        hasil_impor = _impor(lembar, konteks)
        hasil_impor.disimpan = not (uji or konteks.gagal)
        if not hasil_impor.disimpan:
            transaction.set_rollback(True)
    hasil_impor.temuan.sort(key=_letak)
    return hasil_impor


def _letak(temuan: TemuanBerkas) -> tuple[int, int]:
    """In the order of the sheets and their rows."""
    nama = [kelas.nama for kelas in LEMBAR]
    return nama.index(temuan.lembar) if temuan.lembar in nama else -1, temuan.baris or 0


def _impor(lembar: list[LembarMentah], konteks: Konteks) -> HasilImpor:
    per_nama = {lm.nama: lm for lm in lembar}
    hasil_impor = HasilImpor(temuan=konteks.temuan)
    for nama in per_nama.keys() - {kelas.nama for kelas in LEMBAR}:
        konteks.tambah(TemuanBerkas("peringatan", nama, None, "", "", "lembar tidak dikenal, isinya dilewati"))
    for nama in WAJIB:
        if nama not in per_nama:
            konteks.tambah(TemuanBerkas("galat", nama, None, "", "", "lembar ini harus ada"))
    if "Instansi" not in per_nama:
        return hasil_impor
    renstra: rencana.RenstraResource | None = None
    for kelas in LEMBAR:
        if kelas.nama not in per_nama:
            continue
        sumber = kelas(konteks)
        hasil_lembar = sumber.impor(per_nama[kelas.nama])
        if hasil_lembar is not None and hasil_lembar.has_errors():
            _catat_tak_terduga(sumber, hasil_lembar)
            return hasil_impor
        hasil_impor.lembar.append(
            HitunganLembar(sumber.nama, sumber.baru, sumber.berubah, sumber.tetap, sumber.tak_disebut)
        )
        if isinstance(sumber, rencana.InstansiResource):
            hasil_impor.instansi = konteks.instansi
            konteks.muat_kode()
        elif isinstance(sumber, rencana.RenstraResource):
            renstra = sumber
        elif isinstance(sumber, rencana.IndikatorResource):
            if renstra:
                renstra.simpan_dukungan()
            _periksa_kode_berbeda(konteks)
    return hasil_impor


def _catat_tak_terduga(sumber: LembarResource, hasil_lembar) -> None:
    """An error that no check foresaw (a database rule, say): reported, and the import ends here."""
    for galat in hasil_lembar.base_errors:
        sumber.catat("galat", None, "", "", f"data ditolak basis data: {_baris_pertama(galat.error)}")
    for nomor, daftar in hasil_lembar.row_errors():
        for galat in daftar:
            baris = sumber.nomor[nomor - 1]
            sumber.catat("galat", baris, "", "", f"data ditolak basis data: {_baris_pertama(galat.error)}")


def _baris_pertama(galat: Exception) -> str:
    return str(galat).split("\n")[0][:200]


def _periksa_kode_berbeda(konteks: Konteks) -> None:
    """Renstra, Bidang and Indikator keys differ from each other."""
    tempat = {"Renstra": konteks.simpul, "Bidang": konteks.bidang, "Indikator": konteks.indikator}
    pemilik: dict[str, str] = {}
    for nama, peta in tempat.items():
        for kode, objek in peta.items():
            if kode in pemilik:
                pesan = f"kode yang belum dipakai di lembar {pemilik[kode]}"
                baris = getattr(objek, "baris_buku", None)
                konteks.tambah(TemuanBerkas("galat", nama, baris, "kode", kode, pesan))
            pemilik.setdefault(kode, nama)
