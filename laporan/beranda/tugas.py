"""What a person has to do in the own agency, as the home shows it: what waits, and for Perencanaan the bidang."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from laporan.dasbor.menunggu import antrean
from laporan.dasbor.muat import muat_bahan
from laporan.dasbor.mutu import keadaan_bidang
from sakip import akses
from sakip.models import Pemda, Pengguna

Peran = Pengguna.Peran


def halaman_awal(pengguna: Pengguna, tahun: int | None, triwulan: int | None) -> str:
    """Where somebody who looks after many agencies lands: in a year the table of all, else what the role is for."""
    if tahun:
        return reverse("pemda", kwargs={"tahun": tahun, "triwulan": triwulan})
    if akses.boleh(pengguna, akses.KELOLA):
        return reverse("instalasi" if Pemda.objects.exists() else "mulai")
    return reverse("meja_awal" if akses.boleh(pengguna, akses.MEJA) else "pemda")


def konteks_tugas(request: akses.PermintaanInstansi) -> dict[str, Any]:
    """Nothing for who only reads here. Leaves the year's ikhtisar for the rest of the page."""
    pengguna = request.user
    if pengguna.perangkat_daerah_id != request.instansi.pk:
        return {"bahan": None}
    bahan = muat_bahan(request)
    per_bidang = keadaan_bidang(bahan) if pengguna.memegang(Peran.PERENCANAAN) else []
    return {"bahan": bahan, "antrean": antrean(pengguna, bahan), "per_bidang": per_bidang}
