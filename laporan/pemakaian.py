"""What the reports say about the plan: which objects a composed document names."""

from __future__ import annotations

from collections.abc import Iterable

from renstra.models import Indikator, Renstra, Simpul
from sakip.models import PerangkatDaerah

from .models import Susunan, Unggahan, UnggahanBuku


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


def berkas_laporan(instansi: PerangkatDaerah | None) -> Iterable[str]:
    """Pictures, appendices and workbooks that wait. See `sakip.berkas.kuota.Penyebut`."""
    milik = {"perangkat_daerah": instansi} if instansi else {}
    for model in (Unggahan, UnggahanBuku):
        yield from model._default_manager.filter(**milik).order_by().values_list("berkas", flat=True)
