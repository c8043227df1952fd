"""An uploaded workbook from its reading to its saving: one job in two steps."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from renstra.models import Tahun, tahun_sah
from sakip.jejak.daftar import tak_dilacak
from sakip.models import Pengguna, PerangkatDaerah


@tak_dilacak("pekerjaan yang berjalan; yang disimpannya tercatat pada tabelnya")
class UnggahanBuku(models.Model):
    """One upload: read and compared by a worker, looked at by a person, saved by a worker. `hasil` is what the
    import would do (or did), `jawaban` what the person chose; the file goes once neither needs it."""

    class Keadaan(models.TextChoices):
        DIBACA = "dibaca", "Sedang dibaca"
        SIAP = "siap", "Siap diperiksa"
        MENYIMPAN = "menyimpan", "Sedang disimpan"
        DISIMPAN = "disimpan", "Disimpan"
        DITOLAK = "ditolak", "Ditolak"
        GAGAL = "gagal", "Gagal"
        BATAL = "batal", "Dibatalkan"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="unggahan_buku")
    perangkat_daerah_id: int
    tahun = Tahun()
    """The year of the page it was uploaded from."""
    nama_berkas = models.CharField(max_length=200)
    ukuran = models.PositiveIntegerField()
    berkas = models.CharField(max_length=200, blank=True)
    sidik = models.CharField(max_length=64)
    """SHA-256 of the file."""
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.DIBACA)
    langkah = models.CharField(max_length=40, blank=True)
    maju = models.PositiveIntegerField(default=0)
    perkiraan = models.PositiveIntegerField(default=0)
    """What is being done, and how many rows of how many it has done."""
    hasil = models.JSONField(null=True)
    jawaban = models.JSONField(default=dict)
    kesalahan = models.TextField(blank=True)
    pembuat = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dari = models.CharField(max_length=100, blank=True)
    """Where it was confirmed from, as the trail of what it saves says."""
    dibuat = models.DateTimeField(default=timezone.now)
    diminta = models.DateTimeField(default=timezone.now)
    """When the present step was asked for."""
    pekerja = models.CharField(max_length=40, blank=True)
    denyut = models.DateTimeField(null=True, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    """Who does the present step, the last sign of life, and how often it was tried."""

    class Meta:
        verbose_name = verbose_name_plural = "unggahan buku kerja"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah"], condition=Q(keadaan="menyimpan"), name="unggahan_buku_satu_menyimpan"
            ),
            models.CheckConstraint(condition=tahun_sah(), name="unggahan_buku_tahun_sah"),
        ]

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def berjalan(self) -> bool:
        return self.keadaan in BERJALAN

    @property
    def terbuka(self) -> bool:
        """Whether it may still change anything."""
        return self.berjalan or self.keadaan == self.Keadaan.SIAP

    @property
    def kata_keadaan(self) -> str:
        """The state in words: a step that nobody has begun waits."""
        return "Menunggu giliran" if self.berjalan and not self.pekerja else str(self.get_keadaan_display())


BERJALAN = (UnggahanBuku.Keadaan.DIBACA, UnggahanBuku.Keadaan.MENYIMPAN)
"""While a worker reads or saves it, or is to."""
