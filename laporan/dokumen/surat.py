"""The letters that go with a LKjIP, under the agency's letterhead: to the head of the government, and to the
Inspektorat that is asked to review it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from laporan.lkjip.laporan import Laporan
from laporan.naskah.draf.bentuk import polos
from laporan.naskah.draf.total import anggaran, rata_iku

from .dasar import Dokumen, KolomDokumen, LembarExcel

PENUTUP = "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih."


@dataclass(frozen=True)
class Surat:
    """What a letter says, beside its head, number and signature."""

    kunci: str
    hal: str
    kepada: str
    isi: tuple[str, ...]


def kop(laporan: Laporan) -> dict[str, Any]:
    """The letterhead: the uploaded picture, else the lambang with name, address and telephone."""
    instansi = laporan.instansi
    kontak = [("Telepon", "telepon"), ("Surel", "surel"), ("Laman", "laman")]
    return {
        "kop": laporan.unggahan("kop"),
        "lambang": laporan.unggahan("logo"),
        "kontak": [f"{nama} {instansi[n]}" for nama, n in kontak if instansi.get(n)],
        "alamat": " ".join(instansi["alamat"].split()),
    }


def _pengantar(laporan: Laporan) -> Surat:
    nama = laporan.instansi["nama"]
    awal = (
        f"Dengan ini kami sampaikan Laporan Kinerja Instansi Pemerintah (LKjIP) {nama} Tahun {laporan.i.tahun} sebagai "
        "pertanggungjawaban kinerja, sesuai Peraturan Presiden Nomor 29 Tahun 2014 dan Peraturan Menteri PANRB Nomor "
        "53 Tahun 2014."
    )
    hasil = (polos(f(laporan.bahan_draf), laporan.sumber) for f in (rata_iku, anggaran))
    isi = (awal, *hasil, PENUTUP)
    kepada = laporan.instansi["pemberi_amanah_jabatan"] or "Kepala Daerah"
    hal = f"Penyampaian LKjIP Tahun {laporan.i.tahun}"
    return Surat("pengantar", hal, kepada, tuple(p for p in isi if p))


def _reviu(laporan: Laporan) -> Surat:
    daerah = laporan.i.perangkat_daerah.pemda.removeprefix("Pemerintah ")
    nama = laporan.instansi["nama"]
    isi = (
        f"Laporan Kinerja Instansi Pemerintah (LKjIP) {nama} Tahun {laporan.i.tahun} telah disusun. "
        "Sesuai Peraturan Menteri PANRB Nomor 53 Tahun 2014, laporan kinerja direviu oleh aparat pengawasan intern "
        "pemerintah sebelum disampaikan.",
        f"Sehubungan dengan itu, kami mohon Inspektorat {daerah} mereviu laporan tersebut dan memberikan pernyataan "
        "telah direviu. Rancangan laporan kami lampirkan.",
        PENUTUP,
    )
    return Surat("reviu", f"Permohonan reviu LKjIP Tahun {laporan.i.tahun}", f"Inspektur {daerah}", isi)


def _konteks(buat: Callable[[Laporan], Surat], laporan: Laporan) -> dict[str, Any]:
    return {"surat": buat(laporan), **kop(laporan)}


def _wajib(buat: Callable[[Laporan], Surat], laporan: Laporan) -> list[str]:
    return ["surat-kepada", *(f"surat-isi-{n}" for n, _ in enumerate(buat(laporan).isi, 1))]


def _lembar(buat: Callable[[Laporan], Surat], laporan: Laporan) -> list[LembarExcel]:
    satu = buat(laporan)
    baris = [["Hal", satu.hal], ["Kepada", satu.kepada], *(["Isi", p] for p in satu.isi)]
    return [LembarExcel("Surat", [KolomDokumen("Bagian", 14), KolomDokumen("Teks", 100)], baris, kertas="9")]


def _dokumen(kunci: str, judul: str, guna: str, buat: Callable[[Laporan], Surat]) -> Dokumen:
    konteks, wajib, lembar = partial(_konteks, buat), partial(_wajib, buat), partial(_lembar, buat)
    return Dokumen(kunci, judul, guna, konteks, wajib, lembar, templat="surat")


SURAT_PENGANTAR = _dokumen(
    "surat_pengantar",
    "Surat Pengantar LKjIP",
    "Surat penyampaian LKjIP kepada kepala daerah, dengan kop surat.",
    _pengantar,
)
SURAT_REVIU = _dokumen(
    "surat_permohonan_reviu", "Surat Permohonan Reviu", "Surat kepada Inspektorat agar LKjIP direviu.", _reviu
)
