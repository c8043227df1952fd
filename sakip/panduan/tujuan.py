"""Which pages the help may name, and their addresses for the person who reads it.

A page of an agency's year is that of the reader's own agency, in the year in which they work. Which year that is an app
above knows and registers (`daftarkan`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from django.urls import reverse

from sakip.akses import KELOLA, LIHAT, MEJA, REKAP, RENCANA, boleh
from sakip.models import Pengguna

HALAMAN = (
    dict.fromkeys(
        (
            "instansi",
            "dasbor",
            "isian",
            "jadwal",
            "penggantian",
            "jejak",
            "rencana",
            "pk",
            "rencana_aksi",
            "indikator_daftar",
            "anggaran",
            "pagu",
            "temuan",
            "buku_kerja",
            "naskah",
            "naskah_word",
            "lkjip",
            "lkjip_isi",
            "dokumen",
        ),
        LIHAT,
    )
    | {"sipd": RENCANA, "pemda": REKAP, "meja_awal": MEJA}
    | dict.fromkeys(
        (
            "instalasi",
            "mulai",
            "mulai_undangan",
            "sesi_semua",
            "admin:index",
            "admin:sakip_pemda_changelist",
            "admin:sakip_perangkatdaerah_changelist",
            "admin:sakip_pengguna_changelist",
        ),
        KELOLA,
    )
    | dict.fromkeys(("kabar", "kabar_pilihan", "sandi", "faktor", "sesi", "pintasan", "data_pribadi"), "")
)
"""By the name of its address, what a reader must be allowed (empty: everybody may)."""
SEINSTANSI = (LIHAT, RENCANA)
"""Permissions that concern one agency."""

_tahun: list[Callable[[Pengguna], int]] = []


def daftarkan(tahun_kerja: Callable[[Pengguna], int]) -> None:
    """Who tells the year in which a person works."""
    _tahun[:] = [tahun_kerja]


class Tujuan:
    """The addresses for one reader."""

    def __init__(self, pengguna: Pengguna) -> None:
        self.pengguna = pengguna

    @cached_property
    def _tahun(self) -> int:
        return _tahun[0](self.pengguna)

    def alamat(self, nama: str) -> str:
        """Where the page is for this reader; empty where they may not open it, have no agency of their own, or it is
        none of `HALAMAN`."""
        izin = HALAMAN.get(nama)
        if izin is None:
            return ""
        if izin not in SEINSTANSI:
            return reverse(nama) if not izin or boleh(self.pengguna, izin) else ""
        instansi = self.pengguna.perangkat_daerah
        if instansi is None or not boleh(self.pengguna, izin, instansi):
            return ""
        return reverse(nama, kwargs={"kode": instansi.kode, "tahun": self._tahun, "triwulan": None})
