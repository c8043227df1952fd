"""When a rencana aksi can be filled in, and the state of its approval."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from capaian.jadwal import Waktu
from capaian.models import Jadwal, PersetujuanAksi
from renstra.muat import versi_triwulan
from sakip.models import Pengguna, PerangkatDaerah


def kenapa_tertutup(instansi: PerangkatDaerah, tahun: int, bidang_id: int | None, pengguna: Pengguna) -> str:
    """Empty where a schedule for rencana aksi is open now for this person."""
    semua = Jadwal.objects.filter(perangkat_daerah=instansi, tahun=tahun, untuk=Jadwal.Untuk.RENCANA_AKSI)
    kini = timezone.now()
    alasan = [Waktu.bagi(j, bidang_id).kenapa_tertutup(pengguna, kini) for j in semua.prefetch_related("perpanjangan")]
    if not alasan:
        return "Pengisian rencana aksi belum dijadwalkan. Subbag Perencanaan dapat membuat jadwalnya."
    return "" if "" in alasan else alasan[0]


def persetujuan(instansi: PerangkatDaerah, tahun: int, bidang_id: int | None) -> dict[str, PersetujuanAksi]:
    """The state of a bidang's list for each agreement; one that nobody handed in yet is a draft."""
    milik: dict[str, Any] = {"perangkat_daerah": instansi, "bidang_id": bidang_id, "tahun": tahun}
    ada = {p.perjanjian: p for p in PersetujuanAksi.objects.filter(**milik)}
    return {v: ada.get(v) or PersetujuanAksi(**milik, perjanjian=v) for v in ("pk", "pk_perubahan")}


def terkunci(instansi: PerangkatDaerah, tahun: int, bidang_id: int | None) -> dict[int, str]:
    """The quarters whose list was handed in, with the sentence that says so."""
    semua = persetujuan(instansi, tahun, bidang_id)
    versi = versi_triwulan(instansi, tahun)
    return {
        t: f"Rencana aksi triwulan ini sudah {semua[v].get_status_display().lower()} dan tidak dapat diubah."
        for t, v in versi.items()
        if not semua[v].bisa_diisi
    }


def ambil_persetujuan(instansi: PerangkatDaerah, tahun: int, bidang_id: int | None, perjanjian: str) -> PersetujuanAksi:
    """The stored state, made where there is none yet."""
    milik: dict[str, Any] = {"perangkat_daerah": instansi, "bidang_id": bidang_id, "tahun": tahun}
    return PersetujuanAksi.objects.get_or_create(**milik, perjanjian=perjanjian)[0]
