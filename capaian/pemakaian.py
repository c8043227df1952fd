"""What achievement says about the plan: which indicators were reported."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Max

from renstra.models import Indikator, Renstra, Simpul, Target
from sakip.models import PerangkatDaerah

from .models import Berkas, Bukti, Komentar, Komponen, Pembanding, Realisasi, Rincian

TERLAPOR = (Realisasi, Komponen, Rincian, Pembanding, Bukti, Komentar)
"""What makes an indicator one that was reported."""


class PemakaianCapaian:
    """Indicators with a realisasi. See `renstra.pemakaian.Pemakai`."""

    def dilaporkan(self, renstra: Renstra) -> bool:
        return Realisasi.objects.filter(indikator__renstra=renstra).exists()

    def terpakai(self, objek: Simpul | Indikator) -> bool:
        if isinstance(objek, Simpul):
            return False
        return (
            any(m.objects.filter(indikator=objek).exists() for m in TERLAPOR)
            or objek.target.exclude(versi=Target.Versi.RENSTRA).exists()
        )

    def tahun_terakhir(self, objek: Simpul | Indikator) -> int:
        milik = {"indikator__simpul": objek} if isinstance(objek, Simpul) else {"indikator": objek}
        return Realisasi.objects.filter(**milik).aggregate(t=Max("tahun"))["t"] or 0


def berkas_bukti(instansi: PerangkatDaerah | None) -> Iterable[str]:
    """The stored evidence. See `sakip.berkas.kuota.Penyebut`."""
    semua = Berkas.objects.order_by()
    milik = semua.filter(bukti__indikator__renstra__perangkat_daerah=instansi) if instansi else semua
    return milik.values_list("nama_simpan", flat=True)
