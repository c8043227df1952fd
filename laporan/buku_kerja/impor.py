"""Import of a workbook: all or nothing, every error reported, matched by kode."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import BinaryIO

from django.db import OperationalError, transaction

from anggaran.buku import AnggaranResource
from capaian.buku import hasil
from renstra.buku import rencana
from renstra.buku.dasar import LembarResource
from renstra.buku.instansi import InstansiResource
from renstra.buku.konteks import Konteks, TemuanBerkas
from renstra.buku.pk import PerjanjianKinerjaResource
from renstra.buku.skala import SkalaResource
from renstra.buku.tiga_arah import Bentrok, Jawaban, Ubahan
from sakip.buku.asal import KOLOM_ASAL
from sakip.buku.berkas import BerkasDitolak, LembarMentah, baca_buku
from sakip.models import PerangkatDaerah
from sakip.pekerjaan.kemajuan import Kemajuan

from . import fakta

LEMBAR: tuple[type[LembarResource], ...] = (
    InstansiResource,
    rencana.BidangResource,
    rencana.RenstraResource,
    rencana.IndikatorResource,
    rencana.TargetResource,
    hasil.RealisasiResource,
    hasil.KomponenResource,
    hasil.RincianResource,
    AnggaranResource,
    hasil.RealisasiAnggaranResource,
    PerjanjianKinerjaResource,
    hasil.PembandingResource,
    fakta.EvaluasiAKIPResource,
    fakta.RekomendasiResource,
    SkalaResource,
    fakta.PrestasiResource,
    fakta.PegawaiResource,
    fakta.AsetResource,
    fakta.NarasiResource,
)
"""In the order of dependence, which is also the order of the sheets in an export."""
PERCOBAAN = 3
SUDAH_ADA = "23505"
"""PostgreSQL's code of a key that is there already."""
WAJIB = ("Instansi", "Renstra", "Indikator")
KOLOM_DIKENAL = {
    kelas.nama: frozenset({KOLOM_ASAL, *(f.column_name for f in kelas.fields.values())}) for kelas in LEMBAR
} | {"Instansi": frozenset({KOLOM_ASAL, "kunci", "nilai"})}


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
    ubahan: list[Ubahan] = field(default_factory=list)
    """Every stored value that changes, what the file empties among them."""
    bentrok: list[Bentrok] = field(default_factory=list)
    belum_dijawab: list[Bentrok] = field(default_factory=list)
    sidik: str = ""
    """Of all that would change, whatever is answered: the same as before, or there is something new to see."""
    sama_dengan_pratinjau: bool = True

    @property
    def kosong(self) -> list[Ubahan]:
        """What the file empties, which is confirmed."""
        return [u for u in self.ubahan if u.kosong]

    @property
    def galat(self) -> list[TemuanBerkas]:
        return [t for t in self.temuan if t.tingkat == "galat"]

    @property
    def peringatan(self) -> list[TemuanBerkas]:
        return [t for t in self.temuan if t.tingkat != "galat"]

    @property
    def berubah(self) -> int:
        return sum(h.baru + h.berubah for h in self.lembar)


def impor_buku(
    berkas: BinaryIO,
    *,
    uji: bool = False,
    hanya: PerangkatDaerah | None = None,
    jawaban: Jawaban | None = None,
    disetujui: str | None = None,
    kemajuan: Kemajuan | None = None,
    saat_disimpan: Callable[[HasilImpor], object] = lambda _: None,
) -> HasilImpor:
    """Import a workbook in one transaction. With any error, or with `uji`, nothing is changed.

    Nor is it while a conflict or an emptying has no answer, or where the outcome is not the one that was shown.

    `hanya`: the only agency that the workbook may be of; `jawaban`: what to do with conflicts and emptyings;
    `disetujui`: the `sidik` of the preview that was confirmed; `saat_disimpan` is told in the same transaction, and
    nothing is stored if it raises.
    """
    kemajuan = kemajuan or Kemajuan()
    try:
        lembar = baca_buku(berkas, KOLOM_DIKENAL, kemajuan)
    except BerkasDitolak as galat:
        kemajuan.lanjut()
        return HasilImpor(hanya, temuan=[TemuanBerkas("galat", "", None, "", "", str(galat))])
    jawaban = jawaban or Jawaban()
    for _ in range(PERCOBAAN):
        kemajuan.lanjut()
        kemajuan.mulai("Membandingkan" if uji else "Menyimpan", sum(len(lm.baris) for lm in lembar))
        konteks = Konteks(instansi=hanya, jawaban=jawaban, kemajuan=kemajuan, mengunci=not uji)
        keluar = _sekali(lembar, konteks, uji, disetujui, saat_disimpan)
        if not konteks.kedahuluan:
            break
    return keluar


def _sekali(
    lembar: list[LembarMentah],
    konteks: Konteks,
    uji: bool,
    disetujui: str | None,
    saat_disimpan: Callable[[HasilImpor], object],
) -> HasilImpor:
    jawaban = konteks.jawaban
    with transaction.atomic():
        keluar = _impor(lembar, konteks)
        keluar.ubahan, keluar.bentrok = konteks.ubahan, konteks.bentrok
        keluar.belum_dijawab = [b for b in konteks.bentrok if not jawaban.untuk(b)]
        keluar.sidik = _sidik(konteks)
        keluar.sama_dengan_pratinjau = disetujui in (None, keluar.sidik)
        terjawab = not keluar.belum_dijawab and (jawaban.kosongkan is not None or not keluar.kosong)
        keluar.disimpan = terjawab and keluar.sama_dengan_pratinjau and not (uji or konteks.gagal)
        if keluar.disimpan:
            saat_disimpan(keluar)
        else:
            transaction.set_rollback(True)
    keluar.temuan.sort(key=_letak)
    return keluar


def _sidik(konteks: Konteks) -> str:
    hitung = hashlib.blake2b(digest_size=16)
    for lembar, kunci in konteks.kunci_baru:
        hitung.update("\x1e".join([lembar, *kunci, ""]).encode())
    for u in konteks.ubahan:
        hitung.update(repr(tuple(vars(u).values())).encode())
    for b in konteks.bentrok:
        hitung.update(repr((b.tanda, b.sel, b.terhapus)).encode())
    return hitung.hexdigest()


def _letak(temuan: TemuanBerkas) -> tuple[int, int]:
    """In the order of the sheets and their rows."""
    nama = [kelas.nama for kelas in LEMBAR]
    return nama.index(temuan.lembar) if temuan.lembar in nama else -1, temuan.baris or 0


def _impor(lembar: list[LembarMentah], konteks: Konteks) -> HasilImpor:
    per_nama = {lm.nama: lm for lm in lembar if not lm.hampa or lm.nama in WAJIB}
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
        konteks.kemajuan.lanjut()
        if hasil_lembar is not None and hasil_lembar.has_errors():
            _catat_tak_terduga(sumber, hasil_lembar)
            return hasil_impor
        hasil_impor.lembar.append(
            HitunganLembar(sumber.nama, sumber.baru, sumber.berubah, sumber.tetap, sumber.tak_disebut)
        )
        if isinstance(sumber, InstansiResource):
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
    """An error that no check foresaw (a database rule, say): reported, and the import ends here.

    Raises:
        OperationalError: it is not the file's (no room on the disk, say).
    """
    for galat in hasil_lembar.base_errors:
        if isinstance(galat.error, OperationalError):
            raise galat.error
        sumber.konteks.kedahuluan |= getattr(galat.error.__cause__, "pgcode", "") == SUDAH_ADA
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
            baris = getattr(objek, "baris_buku", None)
            if kode in pemilik:
                pesan = f"kode yang belum dipakai di lembar {pemilik[kode]}"
                konteks.tambah(TemuanBerkas("galat", nama, baris, "kode", kode, pesan))
            pemilik.setdefault(kode, f"{nama} baris {baris}" if baris else f"{nama} (sudah tersimpan)")
