"""Whether a quarter is open for a person's entry, and the sentence that says why not."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone

from sakip.models import Pengguna, PerangkatDaerah
from sakip.waktu import tulis_waktu

from .models import Jadwal


@dataclass(frozen=True)
class Waktu:
    """The opening times that hold for one bidang; all empty where the quarter has no schedule."""

    buka: datetime.datetime | None = None
    tutup: datetime.datetime | None = None
    pengisi: str = ""

    @classmethod
    def bagi(cls, jadwal: Jadwal | None, bidang_id: int | None) -> Waktu:
        return cls(jadwal.buka, jadwal.tutup_bagi(bidang_id), jadwal.pengisi) if jadwal else cls()

    def kenapa_tertutup(self, pengguna: Pengguna, kini: datetime.datetime | None = None) -> str:
        """Empty where this person's entry is open now."""
        kini = kini or timezone.now()
        if self.buka is None or self.tutup is None:
            return "Triwulan ini belum dijadwalkan. Subbag Perencanaan dapat membuat jadwalnya."
        if kini < self.buka:
            return f"Pengisian baru dibuka {tulis_waktu(self.buka)}."
        if kini >= self.tutup:
            ditutup = tulis_waktu(self.tutup)
            return f"Pengisian ditutup {ditutup}. Subbag Perencanaan dapat memperpanjangnya dengan alasan."
        boleh_bidang = self.pengisi != Jadwal.Pengisi.PERENCANAAN
        if not boleh_bidang and not pengguna.memegang(Pengguna.Peran.PERENCANAAN, Pengguna.Peran.ADMIN):
            return "Triwulan ini hanya diisi oleh Subbag Perencanaan."
        return ""


def waktu_isian(instansi: PerangkatDaerah, tahun: int, triwulan: int, bidang_id: int | None) -> Waktu:
    """When a bidang's quarter is open. One query while the schedule runs; a granted extension is looked up after."""
    milik = Jadwal.objects.filter(perangkat_daerah=instansi, tahun=tahun, triwulan=triwulan, untuk="realisasi")
    jadwal = next(iter(milik.order_by()), None)
    if jadwal is not None and timezone.now() < jadwal.tutup:
        return Waktu(jadwal.buka, jadwal.tutup, jadwal.pengisi)
    return Waktu.bagi(jadwal, bidang_id)
