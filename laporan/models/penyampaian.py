"""What an agency hands to the Inspektorat: a version of its LKjIP, what was noted on it, and files fetched together."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from renstra.models import Tahun, tahun_sah
from sakip.jejak.daftar import dilacak, tak_dilacak
from sakip.models import Pemda, PerangkatDaerah

from .susunan import Susunan


@dilacak(
    lambda kenal, periode: f"LKjIP versi {kenal.get('versi', '')} disampaikan{periode}",
    "penyampaian",
    kenal=("versi",),
    diam=("susunan_id", "berkas", "sidik", "sidik_data", "halaman", "oleh_id", "pada", "ditarik_oleh_id"),
)
class Penyampaian(models.Model):
    """A version of the LKjIP handed to the Inspektorat: a copy of the composed file, marked on every page. It stays
    as it is; the agency may take it back with a reason, and both sides go on seeing it."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="penyampaian")
    tahun = Tahun()
    versi = models.PositiveSmallIntegerField()
    susunan = models.ForeignKey(Susunan, models.PROTECT, related_name="penyampaian")
    berkas = models.CharField(max_length=200)
    sidik = models.CharField(max_length=64)
    """SHA-256 of the file."""
    sidik_data = models.CharField(max_length=64, blank=True)
    """Fingerprint of the year's figures in it: others now mean that it is out of date."""
    halaman = models.PositiveSmallIntegerField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    ditarik_pada = models.DateTimeField(null=True, blank=True)
    ditarik_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    alasan_tarik = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "penyampaian LKjIP"
        ordering = ["-tahun", "-versi"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "versi"], name="penyampaian_versi_unik"),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun"],
                condition=Q(ditarik_pada__isnull=True),
                name="penyampaian_satu_berlaku",
            ),
            models.CheckConstraint(
                condition=Q(ditarik_pada__isnull=True, ditarik_oleh__isnull=True, alasan_tarik="")
                | Q(ditarik_pada__isnull=False, ditarik_oleh__isnull=False) & ~Q(alasan_tarik=""),
                name="penyampaian_ditarik_beralasan",
            ),
            models.CheckConstraint(condition=tahun_sah(), name="penyampaian_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"LKjIP {self.tahun} versi {self.versi}"

    @property
    def berlaku(self) -> bool:
        return self.ditarik_pada is None


@dilacak("Catatan Inspektorat", "penyampaian", diam=("oleh_id", "pada", "dijawab_oleh_id", "selesai_oleh_id"))
class CatatanMeja(models.Model):
    """A note of the Inspektorat on a submitted version: where, what, what the agency answered, and that it is
    resolved."""

    penyampaian = models.ForeignKey(Penyampaian, models.CASCADE, related_name="catatan")
    tempat = models.CharField(max_length=200)
    teks = models.TextField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    pada = models.DateTimeField(default=timezone.now)
    jawaban = models.TextField(blank=True)
    dijawab_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    dijawab_pada = models.DateTimeField(null=True, blank=True)
    selesai_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "catatan Inspektorat"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(teks=""), name="catatan_meja_berisi"),
            models.CheckConstraint(
                condition=Q(jawaban="", dijawab_pada__isnull=True) | ~Q(jawaban="") & Q(dijawab_pada__isnull=False),
                name="catatan_meja_dijawab",
            ),
            models.CheckConstraint(
                condition=Q(selesai_pada__isnull=True, selesai_oleh__isnull=True)
                | Q(selesai_pada__isnull=False, selesai_oleh__isnull=False),
                name="catatan_meja_selesai",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tempat}: {self.teks[:50]}"


@tak_dilacak("pekerjaan yang berjalan; berkasnya terhapus setelah kedaluwarsa")
class Paket(models.Model):
    """Submitted LKjIP of one pemda and year as one ZIP, made by a job. `isi`: the penyampaian that it holds, by id."""

    class Keadaan(models.TextChoices):
        DIBUAT = "dibuat", "Sedang dikemas"
        SIAP = "siap", "Siap diunduh"
        GAGAL = "gagal", "Gagal"
        BATAL = "batal", "Dibatalkan"

    UMUR = datetime.timedelta(days=2)

    pemda = models.ForeignKey(Pemda, models.CASCADE, related_name="paket")
    tahun = Tahun()
    isi = models.JSONField(default=list)
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.DIBUAT)
    maju = models.PositiveIntegerField(default=0)
    berkas = models.CharField(max_length=200, blank=True)
    ukuran = models.PositiveBigIntegerField(default=0)
    kesalahan = models.TextField(blank=True)
    pembuat = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(default=timezone.now)
    kedaluwarsa = models.DateTimeField(null=True, blank=True)
    pekerja = models.CharField(max_length=40, blank=True)
    denyut = models.DateTimeField(null=True, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "paket LKjIP"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=tahun_sah(), name="paket_tahun_sah")]

    def __str__(self) -> str:
        return f"Paket LKjIP {self.tahun} #{self.pk}"
