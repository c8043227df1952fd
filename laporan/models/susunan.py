"""Composed documents: the frozen year, the parts, and the joined PDF."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from renstra.models import TRIWULAN_SAH, Tahun
from sakip.jejak.daftar import tak_dilacak
from sakip.models import Bidang, PerangkatDaerah


class StatusSusunan(models.TextChoices):
    """State of a composed document and of each of its parts."""

    ANTRE = "antre", "Menunggu"
    BERJALAN = "berjalan", "Disusun"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
    BATAL = "batal", "Dibatalkan"


TERBUKA = (StatusSusunan.ANTRE, StatusSusunan.BERJALAN)
LKJIP = "lkjip"


@tak_dilacak("pekerjaan yang berjalan; menyimpan salinan bekunya sendiri")
class Susunan(models.Model):
    """One composition of a document: the frozen ikhtisar and narrative that it is made from, its parts,
    and the joined PDF. The database is the truth about its state. `jenis` is a key of `laporan.dokumen`,
    or `lkjip`; `triwulan` is set for documents of a quarter."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="susunan")
    perangkat_daerah_id: int
    tahun = Tahun()
    jenis = models.CharField(max_length=40, default="lkjip")
    triwulan = models.PositiveSmallIntegerField(null=True, blank=True)
    bidang = models.ForeignKey(Bidang, models.CASCADE, null=True, blank=True, related_name="susunan")
    """Of which bidang, for a document that each may have; empty: of the whole agency."""
    status = models.CharField(max_length=10, choices=StatusSusunan, default=StatusSusunan.ANTRE)
    ikhtisar = models.JSONField()
    bahan = models.JSONField()
    pembuat = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    dibuat = models.DateTimeField(auto_now_add=True)
    selesai = models.DateTimeField(null=True, blank=True)
    berkas = models.CharField(max_length=200, blank=True)
    halaman = models.PositiveSmallIntegerField(null=True, blank=True)
    kesalahan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "susunan dokumen"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "jenis"],
                condition=Q(status__in=["antre", "berjalan"], triwulan__isnull=True),
                name="susunan_satu_terbuka",
            ),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "jenis", "triwulan"],
                condition=Q(status__in=["antre", "berjalan"], bidang__isnull=True),
                name="susunan_satu_terbuka_tw",
            ),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "jenis", "triwulan", "bidang"],
                condition=Q(status__in=["antre", "berjalan"], bidang__isnull=False),
                name="susunan_satu_terbuka_bidang",
            ),
            models.CheckConstraint(
                condition=Q(bidang__isnull=True) | Q(triwulan__isnull=False), name="susunan_bidang_bertriwulan"
            ),
            models.CheckConstraint(condition=TRIWULAN_SAH, name="susunan_triwulan_1_sampai_4"),
        ]

    def __str__(self) -> str:
        nama = "LKjIP" if self.jenis == LKJIP else self.jenis
        return f"{nama} {self.tahun} #{self.pk}"

    def segarkan(self) -> None:
        """Read anew how far it has come; what it is made from, megabytes of it, is frozen."""
        self.refresh_from_db(fields=["status", "selesai", "berkas", "halaman", "kesalahan"])

    @property
    def terbuka(self) -> bool:
        return self.status in TERBUKA


@tak_dilacak("pekerjaan yang berjalan")
class BagianSusunan(models.Model):
    """One chapter of a composition: one job. `denyut` is its worker's last sign of life."""

    susunan = models.ForeignKey(Susunan, models.CASCADE, related_name="bagian")
    kunci = models.CharField(max_length=20)
    urutan = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=StatusSusunan, default=StatusSusunan.ANTRE)
    percobaan = models.PositiveSmallIntegerField(default=0)
    pekerja = models.CharField(max_length=40, blank=True)
    denyut = models.DateTimeField(null=True, blank=True)
    langkah = models.CharField(max_length=100, blank=True)
    sidik = models.CharField(max_length=64, blank=True)
    berkas = models.CharField(max_length=200, blank=True)
    halaman = models.PositiveSmallIntegerField(null=True, blank=True)
    daftar = models.JSONField(default=list)
    rupa = models.JSONField(default=list)
    """What a careful person would mend in the pages, though nothing is lost: sentences with the printed page."""
    kesalahan = models.TextField(blank=True)
    dipakai_ulang = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "bagian susunan"
        ordering = ["susunan", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["susunan", "kunci"], name="bagian_susunan_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.susunan_id}/{self.kunci}"
