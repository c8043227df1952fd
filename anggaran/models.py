"""The money: pagu per tahap and realisasi per quarter, on the leaves of the tree."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from renstra.models import TRIWULAN_SAH, Simpul, Tahun, tahun_sah
from sakip.bidang_angka import UangField
from sakip.jejak.daftar import dilacak, tak_dilacak
from sakip.models import Pengguna, PerangkatDaerah

from .bentuk import nama_belanja


def _sebut_pagu(kenal: Mapping[str, Any], periode: str) -> str:
    tahap = dict(Anggaran.Tahap.choices).get(kenal.get("tahap", ""), "")
    return f"Pagu{periode}{_dalam_kurung([tahap, nama_belanja(kenal.get('jenis_belanja') or '')])}"


def _sebut_realisasi(kenal: Mapping[str, Any], periode: str) -> str:
    return f"Realisasi anggaran{periode}{_dalam_kurung([nama_belanja(kenal.get('jenis_belanja') or '')])}"


def _dalam_kurung(kata: list[str]) -> str:
    rangkai = ", ".join(k for k in kata if k)
    return f" ({rangkai})" if rangkai else ""


@dilacak(_sebut_pagu, "anggaran", kenal=("tahap", "jenis_belanja", "simpul_id"))
class Anggaran(models.Model):
    """Pagu of a node for one tahap; without a node it states a total of the agency, never added."""

    class Tahap(models.TextChoices):
        MURNI = "murni", "APBD murni"
        PERGESERAN = "pergeseran", "Pergeseran"
        PERUBAHAN = "perubahan", "APBD perubahan"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="anggaran")
    simpul = models.ForeignKey(Simpul, models.CASCADE, null=True, blank=True, related_name="anggaran")
    tahun = Tahun()
    tahap = models.CharField(max_length=12, choices=Tahap)
    jenis_belanja = models.CharField(max_length=60, blank=True)
    pagu = UangField()

    class Meta:
        verbose_name = verbose_name_plural = "anggaran"
        ordering = ["tahun", "simpul", "tahap", "jenis_belanja"]
        constraints = [
            models.UniqueConstraint(fields=["simpul", "tahun", "tahap", "jenis_belanja"], name="anggaran_simpul_unik"),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "tahap", "jenis_belanja"],
                condition=Q(simpul__isnull=True),
                name="anggaran_total_unik",
            ),
            models.CheckConstraint(condition=Q(pagu__gte=0), name="anggaran_pagu_tidak_negatif"),
            models.CheckConstraint(condition=tahun_sah(), name="anggaran_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id} {self.tahun} {self.tahap}"


@dilacak("Dokumen anggaran", "anggaran", diam=("berkas", "sidik"))
class DokumenAnggaran(models.Model):
    """The budget document (DPA, DPPA) of a tahap: its number and date, and the file it was imported from."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="dokumen_anggaran")
    tahun = Tahun()
    tahap = models.CharField(max_length=12, choices=Anggaran.Tahap)
    nomor = models.CharField(max_length=100, blank=True)
    tanggal = models.DateField(null=True, blank=True)
    berkas = models.CharField(max_length=200, blank=True)
    nama_berkas = models.CharField(max_length=200, blank=True)
    sidik = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "dokumen anggaran"
        ordering = ["tahun", "tahap"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "tahap"], name="dokumen_anggaran_unik"),
            models.CheckConstraint(condition=tahun_sah(), name="dokumen_anggaran_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.get_tahap_display()} {self.tahun}"


@dilacak("Rencana kas", "anggaran", kenal=("simpul_id",))
class RencanaKas(models.Model):
    """The cash plan of a sub kegiatan for one quarter (rencana aksi), in rupiah."""

    simpul = models.ForeignKey(Simpul, models.CASCADE, related_name="rencana_kas")
    tahun = Tahun()
    triwulan = models.PositiveSmallIntegerField()
    nilai = UangField()

    class Meta:
        verbose_name = verbose_name_plural = "rencana kas"
        ordering = ["simpul", "tahun", "triwulan"]
        constraints = [
            models.UniqueConstraint(fields=["simpul", "tahun", "triwulan"], name="rencana_kas_unik"),
            models.CheckConstraint(condition=Q(triwulan__gte=1, triwulan__lte=4), name="rencana_kas_triwulan_sah"),
            models.CheckConstraint(condition=Q(nilai__gte=0), name="rencana_kas_tidak_negatif"),
            models.CheckConstraint(condition=tahun_sah(), name="rencana_kas_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id} {self.tahun} {self.triwulan}"


@tak_dilacak("pekerjaan yang berjalan; yang disimpannya tercatat pada tabelnya")
class ImporSipd(models.Model):
    """One import of a file of the budget system, from upload to confirmation. What was read waits in `hasil`
    as sums; a file of transactions, which names persons, is deleted as soon as it was read."""

    class Untuk(models.TextChoices):
        PAGU = "pagu", "Pagu (Rekap 3, 4, 5)"
        REALISASI = "realisasi", "Realisasi (Laporan Realisasi Per Dokumen)"

    class Keadaan(models.TextChoices):
        DIPETAKAN = "dipetakan", "Menunggu kolomnya dipilih"
        DIBACA = "dibaca", "Sedang dibaca"
        SIAP = "siap", "Siap diperiksa"
        GAGAL = "gagal", "Ditolak"
        DISIMPAN = "disimpan", "Disimpan"
        BATAL = "batal", "Dibatalkan"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="impor_sipd")
    tahun = Tahun()
    untuk = models.CharField(max_length=10, choices=Untuk)
    tahap = models.CharField(max_length=12, choices=Anggaran.Tahap, blank=True)
    dasar = models.CharField(max_length=10, blank=True)
    hanya_cair = models.BooleanField(default=True)
    skpd = models.CharField(max_length=60, blank=True)
    nama_berkas = models.CharField(max_length=200)
    berkas = models.CharField(max_length=200, blank=True)
    keadaan = models.CharField(max_length=10, choices=Keadaan, default=Keadaan.DIBACA)
    maju = models.PositiveIntegerField(default=0)
    perkiraan = models.PositiveIntegerField(default=0)
    hasil = models.JSONField(null=True)
    jawaban = models.JSONField(default=dict)
    peta = models.JSONField(null=True)
    """For a table of another layout: which column is what, as the person said."""
    kesalahan = models.TextField(blank=True)
    pembuat = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    dibuat = models.DateTimeField(default=timezone.now)
    pekerja = models.CharField(max_length=40, blank=True)
    denyut = models.DateTimeField(null=True, blank=True)
    percobaan = models.PositiveSmallIntegerField(default=0)
    """Who reads it, the last sign of life, and how often it was tried."""

    class Meta:
        verbose_name = verbose_name_plural = "impor SIPD"
        ordering = ["-pk"]
        constraints = [models.CheckConstraint(condition=tahun_sah(), name="impor_sipd_tahun_sah")]

    def __str__(self) -> str:
        return self.nama_berkas


@tak_dilacak("ingatan tata letak berkas; tidak mengubah angka yang tersimpan")
class PetaKolom(models.Model):
    """How an agency's own table of the budget is read: remembered from the last guided import."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="peta_kolom")
    kepala = models.CharField(max_length=64)
    """Fingerprint of the table's header."""
    peta = models.JSONField(default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "peta kolom"
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "kepala"], name="peta_kolom_unik"),
        ]

    def __str__(self) -> str:
        return self.kepala


@dilacak(_sebut_realisasi, "realisasi_anggaran", kenal=("jenis_belanja", "simpul_id"), label={"nilai": "realisasi"})
class RealisasiAnggaran(models.Model):
    """Money spent in a quarter itself (not cumulative), or in the year where `triwulan` is empty."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="realisasi_anggaran")
    simpul = models.ForeignKey(Simpul, models.CASCADE, null=True, blank=True, related_name="realisasi_anggaran")
    tahun = Tahun()
    triwulan = models.PositiveSmallIntegerField(null=True, blank=True)
    bulan = models.PositiveSmallIntegerField(null=True, blank=True)
    """Where money is known by month (from the budget system): the month, in its own quarter."""
    jenis_belanja = models.CharField(max_length=60, blank=True)
    nilai = UangField()
    alasan_wajar = models.TextField(blank=True)
    """Why an amount that looks odd (above the pagu) is right."""
    ubahan_ke = models.PositiveIntegerField(default=1)
    diubah_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    diubah_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "realisasi anggaran"
        ordering = ["tahun", "simpul", "triwulan", "jenis_belanja"]
        constraints = [
            models.UniqueConstraint(
                fields=["simpul", "tahun", "triwulan", "jenis_belanja"],
                condition=Q(bulan__isnull=True),
                name="realisasi_anggaran_tw_unik",
            ),
            models.UniqueConstraint(
                fields=["simpul", "tahun", "bulan", "jenis_belanja"], name="realisasi_anggaran_bulan_unik"
            ),
            models.CheckConstraint(
                condition=Q(bulan__isnull=True)
                | Q(bulan__gte=1, bulan__lte=12, triwulan=(F("bulan") - 1) / 3 + 1, simpul__isnull=False),
                name="realisasi_anggaran_bulan_sah",
            ),
            models.UniqueConstraint(
                fields=["simpul", "tahun", "jenis_belanja"],
                condition=Q(triwulan__isnull=True, simpul__isnull=False),
                name="realisasi_anggaran_tahun_unik",
            ),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "triwulan", "jenis_belanja"],
                condition=Q(simpul__isnull=True, triwulan__isnull=False),
                name="realisasi_anggaran_total_tw_unik",
            ),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "jenis_belanja"],
                condition=Q(simpul__isnull=True, triwulan__isnull=True),
                name="realisasi_anggaran_total_unik",
            ),
            models.CheckConstraint(condition=TRIWULAN_SAH, name="realisasi_anggaran_triwulan_1_sampai_4"),
            models.CheckConstraint(condition=tahun_sah(), name="realisasi_anggaran_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id} {self.tahun} {self.triwulan or ''}"
