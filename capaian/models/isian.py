"""Around a quarter's entry: when it is open, what proves it, what was said about it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from renstra.models import Indikator, Tahun, tahun_sah
from sakip.jejak.daftar import dilacak, hanya_bertambah, tak_dilacak
from sakip.models import Bidang, Pengguna, PerangkatDaerah

TRIWULAN_WAJIB = Q(triwulan__gte=1, triwulan__lte=4)


def _sebut_jadwal(kenal: Mapping[str, Any], periode: str) -> str:
    return f"Jadwal {dict(Jadwal.Untuk.choices).get(kenal.get('untuk', ''), '').lower()}{periode}"


@dilacak(
    _sebut_jadwal,
    "jadwal",
    kenal=("untuk",),
    label={"buka": "dibuka", "tutup": "ditutup", "pengisi": "yang mengisi"},
    diam=("diumumkan",),
)
class Jadwal(models.Model):
    """When a quarter is open for entry. Without one the quarter is closed."""

    class Untuk(models.TextChoices):
        REALISASI = "realisasi", "Realisasi"
        RENCANA_AKSI = "rencana_aksi", "Rencana aksi"

    class Pengisi(models.TextChoices):
        BIDANG = "bidang", "Bidang dan Subbag Perencanaan"
        PERENCANAAN = "perencanaan", "Hanya Subbag Perencanaan"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="jadwal")
    tahun = Tahun()
    triwulan = models.PositiveSmallIntegerField()
    untuk = models.CharField(max_length=15, choices=Untuk, default=Untuk.REALISASI)
    buka = models.DateTimeField()
    tutup = models.DateTimeField()
    pengisi = models.CharField(max_length=15, choices=Pengisi, default=Pengisi.BIDANG)
    diumumkan = models.DateTimeField(null=True, blank=True, editable=False)
    """When the bidang were sent their lists."""

    class Meta:
        verbose_name = verbose_name_plural = "jadwal"
        ordering = ["-tahun", "-triwulan", "untuk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "triwulan", "untuk"], name="jadwal_unik"),
            models.CheckConstraint(condition=Q(buka__lt=F("tutup")), name="jadwal_buka_sebelum_tutup"),
            models.CheckConstraint(condition=TRIWULAN_WAJIB, name="jadwal_triwulan_1_sampai_4"),
            models.CheckConstraint(condition=tahun_sah(), name="jadwal_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.get_untuk_display()} triwulan {self.triwulan} {self.tahun}"

    def tutup_bagi(self, bidang_id: int | None) -> datetime.datetime:
        """When entry ends for a bidang: the schedule's end, or a later one that it was granted."""
        return max([self.tutup, *(p.tutup for p in self.perpanjangan.all() if p.bidang_id == bidang_id)])


@dilacak("Perpanjangan jadwal", "jadwal", label={"tutup": "ditutup kembali"}, diam=("jadwal_id", "oleh_id", "pada"))
class Perpanjangan(models.Model):
    """More time for one bidang, with the reason."""

    jadwal = models.ForeignKey(Jadwal, models.CASCADE, related_name="perpanjangan")
    bidang = models.ForeignKey(Bidang, models.CASCADE, related_name="perpanjangan")
    tutup = models.DateTimeField()
    alasan = models.TextField()
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "perpanjangan"
        ordering = ["-pada"]
        constraints = [
            models.CheckConstraint(condition=~Q(alasan=""), name="perpanjangan_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.bidang_id} sampai {self.tutup:%d-%m-%Y}"


@tak_dilacak("isi berkas; bukti dukung yang memakainya tercatat")
class Berkas(models.Model):
    """A stored file; the same content is stored once. `nama_simpan` is unguessable."""

    sidik = models.CharField(max_length=64, unique=True)
    nama_simpan = models.CharField(max_length=200, unique=True)
    mime = models.CharField(max_length=100)
    ukuran = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = verbose_name_plural = "berkas"

    def __str__(self) -> str:
        return self.sidik


@dilacak(
    lambda kenal, periode: f"Bukti dukung “{kenal.get('judul', '')}”{periode}",
    "bukti",
    kenal=("judul",),
    diam=("berkas_id", "oleh_id", "pada"),
)
class Bukti(models.Model):
    """Evidence (bukti dukung) of an indicator's quarter: a file, a link or a text."""

    class Jenis(models.TextChoices):
        BERKAS = "berkas", "Berkas"
        TAUTAN = "tautan", "Tautan"
        TEKS = "teks", "Teks"

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="bukti")
    tahun = Tahun()
    triwulan = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=10, choices=Jenis)
    judul = models.CharField(max_length=200)
    berkas = models.ForeignKey(Berkas, models.PROTECT, null=True, blank=True, related_name="bukti")
    tautan = models.URLField(max_length=500, blank=True)
    teks = models.TextField(blank=True)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "bukti dukung"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis="berkas", berkas__isnull=False, tautan="", teks="")
                | Q(jenis="tautan", berkas__isnull=True, teks="") & ~Q(tautan="")
                | Q(jenis="teks", berkas__isnull=True, tautan="") & ~Q(teks=""),
                name="bukti_sesuai_jenis",
            ),
            models.UniqueConstraint(fields=["indikator", "tahun", "triwulan", "berkas"], name="bukti_berkas_sekali"),
            models.CheckConstraint(condition=TRIWULAN_WAJIB, name="bukti_triwulan_1_sampai_4"),
            models.CheckConstraint(condition=tahun_sah(), name="bukti_tahun_sah"),
        ]

    def __str__(self) -> str:
        return self.judul


@hanya_bertambah
class Komentar(models.Model):
    """What was said about an entry; never changed or deleted."""

    class Jenis(models.TextChoices):
        KOMENTAR = "komentar", "Komentar"
        PENGEMBALIAN = "pengembalian", "Dikembalikan"
        JAWABAN = "jawaban", "Jawaban"
        PEMBUKAAN = "pembukaan", "Dibuka kembali"

    indikator = models.ForeignKey(Indikator, models.PROTECT, related_name="komentar")
    tahun = Tahun()
    triwulan = models.PositiveSmallIntegerField()
    jenis = models.CharField(max_length=15, choices=Jenis, default=Jenis.KOMENTAR)
    teks = models.TextField()
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "komentar"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(teks=""), name="komentar_berisi"),
            models.CheckConstraint(condition=TRIWULAN_WAJIB, name="komentar_triwulan_1_sampai_4"),
            models.CheckConstraint(condition=tahun_sah(), name="komentar_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()}: {self.teks[:50]}"
