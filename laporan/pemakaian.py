"""What the reports say about the plan: which objects a composed document names."""

from __future__ import annotations

from renstra.models import Indikator, Renstra, Simpul

from .models import Susunan


class PemakaianLaporan:
    """Objects in a frozen ikhtisar. See `renstra.pemakaian.Pemakai`."""

    def dilaporkan(self, renstra: Renstra) -> bool:
        return False

    def terpakai(self, objek: Simpul | Indikator) -> bool:
        susunan = Susunan.objects.filter(
            perangkat_daerah=objek.renstra.perangkat_daerah_id, ikhtisar__icontains=f'"kode": "{objek.kode}"'
        )
        return susunan.filter(tahun__gte=objek.renstra.berlaku_mulai or 0).exists()

    def tahun_terakhir(self, objek: Simpul | Indikator) -> int:
        return 0
