"""The review of a rencana aksi: one list per bidang, year and agreement, approved like the entries."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from anggaran.models import RencanaKas
from capaian.alur import Alur, StatusIsian, kendala_alur
from renstra.bentuk import bidang_simpul
from renstra.models import Tahun, Target, tahun_sah
from renstra.muat import muat_pohon, versi_triwulan
from sakip.jejak.daftar import dilacak
from sakip.models import Bidang, Jejak, Pengguna, PerangkatDaerah

BERLAKU = ("pk", "pk_perubahan")


@dilacak(
    "Persetujuan rencana aksi",
    "rencana",
    label={"status": "keadaan"},
    diam=("diajukan_pada", "disetujui_pada", "diverifikasi_pada"),
)
class PersetujuanAksi(Alur):
    """The state of a bidang's rencana aksi (without bidang: of what belongs to none) for one agreement.

    A revised agreement has a list of its own, so that the quarters before it stay as they were approved.
    """

    SEBUTAN = "rencana aksi"
    DAPAT_DIKEMBALIKAN = (StatusIsian.DIAJUKAN, StatusIsian.DISETUJUI, StatusIsian.DIVERIFIKASI)

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="persetujuan_aksi")
    bidang = models.ForeignKey(Bidang, models.PROTECT, null=True, blank=True, related_name="persetujuan_aksi")
    tahun = Tahun()
    perjanjian = models.CharField(max_length=15)
    catatan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "persetujuan rencana aksi"
        ordering = ["tahun", "bidang", "perjanjian"]
        constraints = [
            models.UniqueConstraint(fields=["bidang", "tahun", "perjanjian"], name="persetujuan_aksi_unik"),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "perjanjian"],
                condition=Q(bidang__isnull=True),
                name="persetujuan_aksi_umum_unik",
            ),
            models.CheckConstraint(
                condition=Q(perjanjian__in=BERLAKU, status__in=StatusIsian.values), name="persetujuan_aksi_sah"
            ),
            models.CheckConstraint(condition=tahun_sah(), name="persetujuan_aksi_tahun_sah"),
            *kendala_alur("persetujuan_aksi"),
        ]

    def __str__(self) -> str:
        return f"{self.perjanjian} {self.tahun}: {self.get_status_display()}"

    def penulis(self) -> set[int]:
        """Who typed the targets and the cash plan as they are now."""
        rencana = muat_pohon(self.perangkat_daerah, self.tahun)
        milik = bidang_simpul(rencana.simpul)
        simpul = [s.id for s in rencana.simpul if milik[s.id] == self.bidang_id]
        triwulan = [t for t, v in versi_triwulan(self.perangkat_daerah, self.tahun).items() if v == self.perjanjian]
        target = Target.objects.filter(
            indikator__simpul__in=simpul, tahun=self.tahun, triwulan__in=triwulan, versi=self.perjanjian
        )
        kas = RencanaKas.objects.filter(simpul__in=simpul, tahun=self.tahun, triwulan__in=triwulan)
        return _pengisi(target) | _pengisi(kas)

    def ajukan(self, oleh: Pengguna) -> None:
        super().ajukan(oleh)
        if self.catatan:
            type(self).objects.filter(pk=self.pk).update(catatan="")
            self.catatan = ""

    def catat_alasan(self, ke: StatusIsian, alasan: str, oleh: Pengguna) -> None:
        type(self).objects.filter(pk=self.pk).update(catatan=alasan)
        self.catatan = alasan


def _pengisi(baris: QuerySet[Any]) -> set[int]:
    """Who wrote each of these rows last, from the trail."""
    tercatat = Jejak.objects.filter(tabel=baris.model._meta.db_table, objek__in=baris.order_by().values("pk"))
    oleh: dict[int, int | None] = {}
    for objek, orang in tercatat.order_by("-pk").values_list("objek", "oleh_id"):
        oleh.setdefault(objek, orang)
    return {orang for orang in oleh.values() if orang}
