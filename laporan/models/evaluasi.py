"""The AKIP evaluation and its follow-up, and awards."""

from django.db import models
from django.db.models import Q

from renstra.models import Tahun
from sakip.bidang_angka import AngkaField
from sakip.jejak.daftar import dilacak
from sakip.models import PerangkatDaerah


@dilacak("Evaluasi AKIP", "evaluasi")
class EvaluasiAKIP(models.Model):
    """A line of the AKIP evaluation of one year; without `komponen` it states the total."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="evaluasi_akip")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    komponen = models.CharField(max_length=200, blank=True)
    bobot = AngkaField(null=True, blank=True)
    nilai = AngkaField(null=True, blank=True)
    predikat = models.CharField(max_length=100, blank=True)
    nomor_lhe = models.CharField(max_length=100, blank=True)
    tanggal_lhe = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "evaluasi AKIP"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "komponen"], name="akip_komponen_unik"),
            models.CheckConstraint(condition=Q(nilai__gte=0), name="akip_nilai_tidak_negatif"),
        ]

    def __str__(self) -> str:
        return f"AKIP {self.tahun} {self.komponen}"


@dilacak("Rekomendasi", "evaluasi")
class Rekomendasi(models.Model):
    """A recommendation (LHE and others) and what was done about it."""

    class Status(models.TextChoices):
        BELUM = "belum", "Belum"
        PROSES = "proses", "Proses"
        SELESAI = "selesai", "Selesai"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="rekomendasi")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    sumber = models.CharField(max_length=60, blank=True)
    komponen = models.CharField(max_length=200, blank=True)
    rekomendasi = models.TextField(blank=True)
    rencana_aksi = models.TextField(blank=True)
    target = models.TextField(blank=True)
    waktu = models.CharField(max_length=200, blank=True)
    penanggung_jawab = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, blank=True)
    capaian = models.TextField(blank=True)
    jatuh_tempo = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "rekomendasi"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(rekomendasi="") | ~Q(rencana_aksi=""), name="rekomendasi_atau_rencana_aksi"
            ),
        ]

    def __str__(self) -> str:
        return (self.rekomendasi or self.rencana_aksi)[:80]


@dilacak("Prestasi", "evaluasi")
class Prestasi(models.Model):
    """An award."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="prestasi")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    nama = models.CharField(max_length=500)
    pemberi = models.CharField(max_length=300, blank=True)
    keterangan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "prestasi"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "nama"], name="prestasi_unik"),
        ]

    def __str__(self) -> str:
        return self.nama
