"""What waits for a person: rows to enter, approve or verify, agreements to sign, recommendations, notes to answer,
sections to write."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from capaian import wewenang
from capaian.alur import StatusIsian
from capaian.lembar.baris import UMUM
from laporan.bagian.daftar import susunan
from laporan.bagian.letak import SENDIRI
from renstra.models import PerjanjianKinerja
from sakip import akses
from sakip.angka import romawi
from sakip.models import Pengguna

from .muat import CATATAN, NASKAH, PK, REKOMENDASI, Bahan, BarisTinjau, Berkas, belum_diajukan

Peran = Pengguna.Peran
Keadaan = PerjanjianKinerja.Keadaan


@dataclass(frozen=True)
class Rincian:
    """One thing of those that wait. `tanda`: how a step's form names it; empty where none can be taken here."""

    nama: str
    alamat: str
    keterangan: str = ""
    tanda: str = ""
    baris: BarisTinjau | None = None


@dataclass(frozen=True)
class Menunggu:
    """What waits, in a sentence. `sejak`: since when the oldest of it waits. `jatuh_tempo`: until when it is to be
    done. `langkah` with `bidang`: the step of the review that can be taken from here."""

    jenis: str
    judul: str
    alamat: str
    kata: str
    rincian: tuple[Rincian, ...]
    sejak: datetime.date | None = None
    jatuh_tempo: datetime.date | None = None
    langkah: str = ""
    bidang: int = UMUM
    tanpa_tanggal: int = 0
    """Recommendations of which nobody said until when: never overdue."""

    def umur(self, hari: datetime.date) -> int | None:
        """Days that it has waited."""
        return None if self.sejak is None else max(0, (hari - self.sejak).days)

    def lewat(self, hari: datetime.date) -> int:
        """Days past the date; 0 where there is none."""
        return 0 if self.jatuh_tempo is None else max(0, (hari - self.jatuh_tempo).days)


def menunggu(pengguna: Pengguna, bahan: Bahan) -> list[Menunggu]:
    """Everything that this person can do something about, the most urgent kinds first."""
    tinjau = _Tinjau(pengguna, bahan)
    lain = (_perjanjian, _rekomendasi, _catatan, _naskah)
    return [*tinjau.semua(), *(m for satu in lain for m in satu(pengguna, bahan))]


def antrean(pengguna: Pengguna, bahan: Bahan) -> list[tuple[Menunggu, int | None, int]]:
    """What waits as a page lists it: each with its age and the days past its date."""
    return [(m, m.umur(bahan.hari), m.lewat(bahan.hari)) for m in menunggu(pengguna, bahan)]


class _Tinjau:
    """The rows of the quarter's entry, by what this person may do with them."""

    def __init__(self, pengguna: Pengguna, bahan: Bahan) -> None:
        self.pengguna, self.bahan = pengguna, bahan
        self.per_bidang: dict[int, list[BarisTinjau]] = defaultdict(list)
        for b in bahan.baris:
            self.per_bidang[b.bidang].append(b)

    def semua(self) -> Iterator[Menunggu]:
        if self.bahan.jadwal is None and not any(b.realisasi for b in self.bahan.baris):
            return
        yield from self._langkah("setujui", StatusIsian.DIAJUKAN, wewenang.boleh_setujui, "menunggu persetujuan Anda")
        yield from self._langkah(
            "verifikasi", StatusIsian.DISETUJUI, wewenang.boleh_verifikasi, "menunggu verifikasi Anda"
        )
        yield from self._isi()

    def _langkah(
        self, langkah: str, status: StatusIsian, aturan: wewenang.Aturan, peristiwa: str
    ) -> Iterator[Menunggu]:
        for bidang, semua in self.per_bidang.items():
            baris = [b for b in semua if b.status == status and self._bukan_sendiri(b)]
            if baris and aturan(self.pengguna, bidang or None):
                kolom = "diajukan_pada" if langkah == "setujui" else "disetujui_pada"
                judul = f"{len(baris)} isian {self.bahan.nama_bidang(bidang)} {peristiwa}"
                yield self._menunggu(langkah, judul, bidang, baris, _terlama(baris, kolom), langkah)

    def _bukan_sendiri(self, b: BarisTinjau) -> bool:
        return self.bahan.instansi.boleh_setujui_sendiri or (
            b.realisasi is not None and b.realisasi.diajukan_oleh_id != self.pengguna.pk
        )

    def _isi(self) -> Iterator[Menunggu]:
        """Rows that the person's own bidang has still to hand in; Perencanaan those that belong to none."""
        for bidang, semua in self.per_bidang.items():
            if not (baris := belum_diajukan(semua)) or not self._pengisi(bidang):
                continue
            kembali = [b for b in baris if b.status == StatusIsian.DIKEMBALIKAN]
            if kembali:
                judul = f"{len(kembali)} isian {self.bahan.nama_bidang(bidang)} dikembalikan untuk diperbaiki"
                yield self._menunggu("dikembalikan", judul, bidang, kembali, _terlama(kembali, "diubah_pada"))
            if sisa := [b for b in baris if b not in kembali]:
                kosong = sum(not b.terisi for b in sisa)
                nama = self.bahan.nama_bidang(bidang)
                judul = f"{len(sisa)} isian {nama} belum diajukan, {kosong} di antaranya belum diisi"
                yield self._menunggu("isi", judul, bidang, sisa, None)

    def _pengisi(self, bidang: int) -> bool:
        if bidang == UMUM:
            return self.pengguna.memegang(Peran.PERENCANAAN)
        return self.pengguna.bidang_id == bidang and wewenang.boleh_isi(self.pengguna, bidang)

    def _menunggu(
        self,
        jenis: str,
        judul: str,
        bidang: int,
        baris: Iterable[BarisTinjau],
        sejak: datetime.datetime | None,
        langkah: str = "",
    ) -> Menunggu:
        bahan = self.bahan
        tutup = bahan.jadwal.bagi(bidang) if bahan.jadwal and jenis in ("isi", "dikembalikan") else None
        rincian = tuple(
            Rincian(b.asal.nama, _alamat(bahan, "isian_rinci", nomor=b.asal.id), tanda=b.tanda, baris=b) for b in baris
        )
        kata = "Buka lembarnya" if langkah else "Isi lembarnya"
        return Menunggu(
            *(jenis, f"{judul} (triwulan {romawi(bahan.tw)})", _alamat(bahan, "isian_lembar", bidang=bidang), kata),
            rincian=rincian,
            sejak=timezone.localdate(sejak) if sejak else None,
            jatuh_tempo=timezone.localdate(tutup) if tutup else None,
            langkah=langkah,
            bidang=bidang,
        )


def _terlama(baris: Iterable[BarisTinjau], kolom: str) -> datetime.datetime | None:
    pada = (getattr(b.realisasi, kolom) for b in baris if b.realisasi)
    return min((p for p in pada if p), default=None)


def _perjanjian(pengguna: Pengguna, bahan: Bahan) -> Iterator[Menunggu]:
    """Drafts that the person signs (the head the agency's, the head of a bidang the bidang's), and signed ones that
    Perencanaan puts in force."""
    for b in bahan.berkas:
        if b.jenis != PK:
            continue
        penanda = pengguna.memegang(Peran.KEPALA) if b.bidang_id is None else _kepala_bidang(pengguna, b.bidang_id)
        nama = PerjanjianKinerja.Versi(b.tanda).label
        alamat = _alamat(bahan, "pk_satu", nomor=b.nomor)
        if b.keadaan == Keadaan.DRAF and penanda:
            yield Menunggu("pk", f"{nama} {bahan.tahun} menunggu ditandatangani", alamat, "Buka perjanjiannya", ())
        elif b.keadaan == Keadaan.DITANDATANGANI and pengguna.memegang(Peran.PERENCANAAN):
            yield Menunggu("pk", f"{nama} {bahan.tahun} sudah ditandatangani, belum berlaku", alamat, "Berlakukan", ())


def _kepala_bidang(pengguna: Pengguna, bidang: int) -> bool:
    return pengguna.memegang(Peran.KEPALA_BIDANG) and pengguna.bidang_id == bidang


def _rekomendasi(pengguna: Pengguna, bahan: Bahan) -> Iterator[Menunggu]:
    """Recommendations past their date; without a date they are counted and never overdue."""
    if not pengguna.memegang(Peran.KEPALA, Peran.PERENCANAAN):
        return
    terbuka = [b for b in bahan.berkas if b.jenis == REKOMENDASI]
    lewat = sorted((b for b in terbuka if b.tanggal and b.tanggal < bahan.hari), key=lambda b: b.tanggal or bahan.hari)
    tanpa = sum(b.tanggal is None for b in terbuka)
    if not lewat and not tanpa:
        return
    alamat = _alamat(bahan, "lkjip")
    bagian = [f"{len(lewat)} rekomendasi lewat jatuh tempo"] if lewat else []
    bagian += [f"{tanpa} rekomendasi belum selesai tanpa tanggal"] if tanpa else []
    rincian = tuple(
        Rincian(b.teks or "Rekomendasi", alamat, f"{b.tanda or 'LHE'}, {(bahan.hari - b.tanggal).days} hari lewat")
        for b in lewat
        if b.tanggal
    )
    yield Menunggu(
        *("rekomendasi", ", ".join(bagian), alamat, "Lihat tindak lanjutnya", rincian),
        jatuh_tempo=lewat[0].tanggal if lewat else None,
        tanpa_tanggal=tanpa,
    )


def _catatan(pengguna: Pengguna, bahan: Bahan) -> Iterator[Menunggu]:
    """Notes of the Inspektorat that wait for an answer, for those who may answer."""
    catatan = [b for b in bahan.berkas if b.jenis == CATATAN]
    if catatan and akses.boleh(pengguna, akses.JAWAB, bahan.instansi):
        versi = {c.nomor: _alamat(bahan, "penyampaian", versi=int(c.keadaan)) for c in catatan}
        rincian = tuple(Rincian(f"{c.tanda}: {c.teks}", f"{versi[c.nomor]}#catatan-{c.nomor}") for c in catatan)
        judul = f"{len(catatan)} catatan Inspektorat menunggu jawaban"
        sejak = min((c.tanggal for c in catatan if c.tanggal), default=None)
        yield Menunggu("catatan", judul, rincian[0].alamat, "Jawab", rincian, sejak=sejak)


def _naskah(pengguna: Pengguna, bahan: Bahan) -> Iterator[Menunggu]:
    """Sections of the report that the person, or the person's bidang, was asked to write and that are not ready."""
    tugas = [b for b in bahan.berkas if b.jenis == NASKAH and _penulis(pengguna, b)]
    if not tugas:
        return
    ada = {t.kunci: f"{t.nomor} {t.judul}".strip() for t in susunan(bahan.ikhtisar)}
    tugas = sorted((b for b in tugas if b.tanda in ada), key=lambda b: (b.tanggal or datetime.date.max, b.tanda))
    rincian = tuple(
        Rincian(ada[b.tanda], _alamat(bahan, "naskah_bagian", bagian=f"{SENDIRI}{b.tanda}"), _sampai(b, bahan.hari))
        for b in tugas
    )
    if rincian:
        judul = f"{len(rincian)} bagian naskah LKjIP ditugaskan untuk ditulis"
        yield Menunggu(*("naskah", judul, rincian[0].alamat, "Tulis naskahnya", rincian), jatuh_tempo=tugas[0].tanggal)


def _penulis(pengguna: Pengguna, b: Berkas) -> bool:
    if b.bidang_id is None:
        return b.keadaan == str(pengguna.pk)
    return b.bidang_id == pengguna.bidang_id and bool(wewenang.boleh_isi(pengguna, b.bidang_id))


def _sampai(b: Berkas, hari: datetime.date) -> str:
    if b.tanggal is None:
        return ""
    lewat = (hari - b.tanggal).days
    return f"sampai {date_format(b.tanggal, 'j F Y')}" + (f", lewat {lewat} hari" if lewat > 0 else "")


def _alamat(bahan: Bahan, nama: str, **lain: int | str) -> str:
    triwulan = bahan.tw if nama.startswith("isian") else bahan.triwulan
    return reverse(nama, kwargs={"kode": bahan.instansi.kode, "tahun": bahan.tahun, "triwulan": triwulan, **lain})
