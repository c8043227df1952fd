"""What the plan promises: targets, Perjanjian Kinerja, and the scales by which it is rated."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q

from sakip.bidang_angka import AngkaField
from sakip.jejak.daftar import dilacak
from sakip.models import Bidang, PerangkatDaerah

from .dasar import TRIWULAN_SAH, Tahun, tahun_sah
from .pohon import Indikator


def _sebut_target(kenal: Mapping[str, Any], periode: str) -> str:
    versi = dict(Target.Versi.choices).get(kenal.get("versi", ""))
    return f"Target{periode}{f' ({versi})' if versi else ''}"


@dilacak(_sebut_target, "target", kenal=("versi",))
class Target(models.Model):
    """A target of an indicator: for a year (`triwulan` empty) or a quarter, in one version of the plan."""

    class Versi(models.TextChoices):
        RENSTRA = "renstra", "Renstra"
        PK = "pk", "Perjanjian Kinerja"
        PK_PERUBAHAN = "pk_perubahan", "Perjanjian Kinerja Perubahan"
        NASIONAL = "nasional", "standar nasional"

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="target")
    tahun = Tahun()
    triwulan = models.PositiveSmallIntegerField(null=True, blank=True)
    versi = models.CharField(max_length=15, choices=Versi, default=Versi.RENSTRA)
    nilai = AngkaField(null=True, blank=True)
    nilai_atas = AngkaField(null=True, blank=True)
    teks = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "target"
        ordering = ["indikator", "tahun", "triwulan", "versi"]
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun", "triwulan", "versi"], name="target_triwulan_unik"),
            models.UniqueConstraint(
                fields=["indikator", "tahun", "versi"],
                condition=Q(triwulan__isnull=True),
                name="target_tahun_unik",
            ),
            models.CheckConstraint(condition=TRIWULAN_SAH, name="target_triwulan_1_sampai_4"),
            models.CheckConstraint(condition=tahun_sah(), name="target_tahun_sah"),
            models.CheckConstraint(condition=Q(nilai__lte=F("nilai_atas")), name="target_rentang_berurutan"),
        ]

    def __str__(self) -> str:
        return f"{self.indikator_id} {self.tahun} {self.triwulan or ''} {self.versi}"


@dilacak("Perjanjian Kinerja", "rencana", diam=("pihak_pertama_nip", "isi"))
class PerjanjianKinerja(models.Model):
    """A performance agreement: of the head of the agency, or (with `bidang`) of the head of a bidang.

    Several revisions of a year are told apart by `urutan`. Once signed, `isi` holds what was agreed, with
    the names of that day; it does not change with the plan any more.
    """

    class Versi(models.TextChoices):
        PK = "pk", "Perjanjian Kinerja"
        PK_PERUBAHAN = "pk_perubahan", "Perjanjian Kinerja Perubahan"

    class Keadaan(models.TextChoices):
        DRAF = "draf", "Draf"
        DITANDATANGANI = "ditandatangani", "Ditandatangani"
        BERLAKU = "berlaku", "Berlaku"

    class Status(models.TextChoices):
        DEFINITIF = "definitif", "definitif"
        PJ = "Pj", "Penjabat"
        PLT = "Plt", "Pelaksana Tugas"
        PLH = "Plh", "Pelaksana Harian"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="perjanjian_kinerja")
    tahun = Tahun()
    versi = models.CharField(max_length=15, choices=Versi, default=Versi.PK)
    urutan = models.PositiveSmallIntegerField(default=0)
    bidang = models.ForeignKey(Bidang, models.PROTECT, null=True, blank=True, related_name="perjanjian_kinerja")
    keadaan = models.CharField(max_length=15, choices=Keadaan, default=Keadaan.BERLAKU)
    alasan = models.TextField(blank=True)
    rancangan = models.JSONField(default=dict, blank=True)
    """Targets of the draft that differ, as exact text by indicator id: they count once the PK is in force."""
    isi = models.JSONField(null=True, blank=True)
    scan = models.CharField(max_length=200, blank=True)
    nomor = models.CharField(max_length=100, blank=True)
    tanggal = models.DateField(null=True, blank=True)
    berlaku_triwulan = models.PositiveSmallIntegerField(null=True, blank=True)
    tempat = models.CharField(max_length=100, blank=True)
    pihak_pertama_nama = models.CharField(max_length=200, blank=True)
    pihak_pertama_nip = models.CharField(max_length=60, blank=True)
    pihak_pertama_jabatan = models.CharField(max_length=200, blank=True)
    pihak_pertama_status = models.CharField(max_length=10, choices=Status, blank=True)
    pihak_kedua_nama = models.CharField(max_length=200, blank=True)
    pihak_kedua_jabatan = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "perjanjian kinerja"
        ordering = ["tahun", "versi", "urutan"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "versi", "urutan"],
                condition=Q(bidang__isnull=True),
                name="pk_versi_unik",
            ),
            models.UniqueConstraint(fields=["bidang", "tahun", "versi", "urutan"], name="pk_bidang_unik"),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "berlaku_triwulan"],
                condition=Q(bidang__isnull=True, keadaan="berlaku"),
                name="pk_satu_per_triwulan",
            ),
            models.CheckConstraint(
                condition=Q(keadaan__in=["draf", "ditandatangani", "berlaku"]), name="pk_keadaan_sah"
            ),
            models.CheckConstraint(
                condition=Q(berlaku_triwulan__isnull=True) | Q(berlaku_triwulan__gte=1, berlaku_triwulan__lte=4),
                name="pk_triwulan_1_sampai_4",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_versi_display()} {self.tahun}"


@dilacak(lambda kenal, periode: f"Skala {kenal.get('nama', '')}", "instansi", kenal=("nama",))
class Skala(models.Model):
    """One band of an agency's own predikat scale; overrides a shipped scale of the same name."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="skala_sendiri")
    nama = models.CharField(max_length=100)
    urutan = models.PositiveSmallIntegerField()
    batas_bawah = AngkaField(null=True, blank=True)
    """Empty on the lowest band: everything below."""
    eksklusif = models.BooleanField(default=False)
    batas_atas = AngkaField(null=True, blank=True)
    predikat = models.CharField(max_length=100)
    kategori = models.CharField(max_length=100, blank=True)
    warna = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "skala predikat"
        ordering = ["nama", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "nama", "urutan"], name="skala_urutan_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.nama}: {self.predikat}"
