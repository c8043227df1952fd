"""The review of a rencana aksi: one list per bidang, year and agreement, approved like the entries."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from renstra.models import Tahun, tahun_sah
from sakip.models import Bidang, Pengguna, PerangkatDaerah

from .alur import BASI, BISA_DIISI, LangkahDitolak, Status

BERLAKU = ("pk", "pk_perubahan")


def _orang() -> models.ForeignKey:
    return models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+", editable=False)


class PersetujuanAksi(models.Model):
    """The state of a bidang's rencana aksi (without bidang: of what belongs to none) for one agreement.

    A revised agreement has a list of its own, so that the quarters before it stay as they were approved.
    """

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="persetujuan_aksi")
    bidang = models.ForeignKey(Bidang, models.PROTECT, null=True, blank=True, related_name="persetujuan_aksi")
    tahun = Tahun()
    perjanjian = models.CharField(max_length=15)
    status = models.CharField(max_length=15, choices=Status, default=Status.DRAF)
    catatan = models.TextField(blank=True)
    jumlah = models.PositiveIntegerField(default=1)
    """Counts the steps, so that a stale page changes nothing."""
    diajukan_oleh = _orang()
    disetujui_oleh = _orang()
    diverifikasi_oleh = _orang()
    diubah = models.DateTimeField(default=timezone.now)
    setuju_sendiri = models.BooleanField(default=False)

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
                condition=Q(perjanjian__in=BERLAKU, status__in=Status.values), name="persetujuan_aksi_sah"
            ),
            models.CheckConstraint(
                condition=Q(status__in=BISA_DIISI) | Q(diajukan_oleh__isnull=False),
                name="persetujuan_aksi_ada_pengaju",
            ),
            models.CheckConstraint(
                condition=Q(setuju_sendiri=True)
                | Q(disetujui_oleh__isnull=True)
                | Q(diajukan_oleh__isnull=False) & ~Q(disetujui_oleh=F("diajukan_oleh")),
                name="persetujuan_aksi_bukan_sendiri",
            ),
            models.CheckConstraint(condition=tahun_sah(), name="persetujuan_aksi_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.perjanjian} {self.tahun}: {self.get_status_display()}"

    @property
    def bisa_diisi(self) -> bool:
        return self.status in BISA_DIISI

    def ajukan(self, oleh: Pengguna) -> None:
        lepas = {"disetujui_oleh": None, "diverifikasi_oleh": None, "setuju_sendiri": False}
        self._langkah(BISA_DIISI, Status.DIAJUKAN, diajukan_oleh=oleh, catatan="", **lepas)

    def setujui(self, oleh: Pengguna, *, boleh_sendiri: bool = False) -> None:
        sendiri = self._sendiri(oleh, boleh_sendiri)
        self._langkah((Status.DIAJUKAN,), Status.DISETUJUI, disetujui_oleh=oleh, setuju_sendiri=sendiri)

    def verifikasi(self, oleh: Pengguna, *, boleh_sendiri: bool = False) -> None:
        """Verified lists are locked."""
        sendiri = self._sendiri(oleh, boleh_sendiri) or self.setuju_sendiri
        self._langkah((Status.DISETUJUI,), Status.DIVERIFIKASI, diverifikasi_oleh=oleh, setuju_sendiri=sendiri)

    def kembalikan(self, oleh: Pengguna, alasan: str) -> None:
        """Back to the bidang, from wherever it is, with the reason."""
        if not alasan.strip():
            raise LangkahDitolak("Tulis alasannya lebih dahulu.")
        dari = (Status.DIAJUKAN, Status.DISETUJUI, Status.DIVERIFIKASI)
        self._langkah(dari, Status.DIKEMBALIKAN, catatan=alasan.strip()[:2000])

    def _langkah(self, dari: tuple[Status, ...], ke: Status, **nilai: Any) -> None:
        if self.status not in dari:
            raise LangkahDitolak(f"Rencana aksi ini sudah {self.get_status_display().lower()}.")
        milik = type(self).objects.filter(pk=self.pk, jumlah=self.jumlah, status__in=dari)
        if not milik.update(status=ke, jumlah=F("jumlah") + 1, diubah=timezone.now(), **nilai):
            raise LangkahDitolak(BASI)
        self.refresh_from_db()

    def _sendiri(self, oleh: Pengguna, boleh: bool) -> bool:
        sendiri = oleh.pk == self.diajukan_oleh_id
        if sendiri and not boleh:
            raise LangkahDitolak("Anda tidak dapat menyetujui rencana aksi yang Anda ajukan sendiri.")
        return sendiri
