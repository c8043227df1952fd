"""What achievement says about the plan: which indicators were reported."""

from __future__ import annotations

from django.db.models import Max

from renstra.models import Indikator, Renstra, Simpul, Target

from .models import Bukti, Komentar, Komponen, Pembanding, Realisasi, Rincian

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
