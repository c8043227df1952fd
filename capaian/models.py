"""What was achieved: realisasi with its analysis, the parts of composite indices, comparisons.

The schedule, the evidence and the talk about an entry are in `models_isian`.
"""

from django.db import models
from django.db.models import F, Q

from renstra.models import TRIWULAN_SAH, Indikator, Tahun, tahun_sah
from sakip.bidang_angka import AngkaField

from .alur import Alur
from .alur_aksi import PersetujuanAksi
from .models_isian import Berkas, Bukti, Jadwal, Komentar, Perpanjangan

__all__ = [
    "Berkas",
    "Bukti",
    "Jadwal",
    "Komentar",
    "Komponen",
    "Pembanding",
    "Perpanjangan",
    "PersetujuanAksi",
    "Realisasi",
    "Rincian",
]


class Realisasi(Alur):
    """The realization of an indicator in a year (`triwulan` empty) or a quarter, and why.

    A quarter's row goes through the states of `Alur`; `bagian` holds the parts of a composite index in
    that quarter, by the `urutan` of its Komponen, as exact decimals in text.
    """

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="realisasi")
    tahun = Tahun()
    triwulan = models.PositiveSmallIntegerField(null=True, blank=True)
    nilai = AngkaField(null=True, blank=True)
    teks = models.TextField(blank=True)
    pembilang = AngkaField(null=True, blank=True)
    penyebut = AngkaField(null=True, blank=True)
    capaian_dinyatakan = AngkaField(null=True, blank=True)
    pendorong = models.TextField(blank=True)
    penghambat = models.TextField(blank=True)
    solusi = models.TextField(blank=True)
    tindak_lanjut = models.TextField(blank=True)
    sumber = models.TextField(blank=True)
    bagian = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "realisasi"
        ordering = ["indikator", "tahun", "triwulan"]
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun", "triwulan"], name="realisasi_triwulan_unik"),
            models.UniqueConstraint(
                fields=["indikator", "tahun"],
                condition=Q(triwulan__isnull=True),
                name="realisasi_tahun_unik",
            ),
            models.CheckConstraint(condition=TRIWULAN_SAH, name="realisasi_triwulan_1_sampai_4"),
            models.CheckConstraint(condition=tahun_sah(), name="realisasi_tahun_sah"),
            *Alur.KENDALA,
        ]

    def __str__(self) -> str:
        return f"{self.indikator_id} {self.tahun} {self.triwulan or ''}"


class Komponen(models.Model):
    """A part of a composite index in one year."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="komponen")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField()
    nama = models.CharField(max_length=300)
    bobot = AngkaField(null=True, blank=True)
    maksimum = AngkaField(null=True, blank=True)
    nilai = AngkaField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "komponen"
        ordering = ["indikator", "tahun", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun", "urutan"], name="komponen_urutan_unik"),
            models.CheckConstraint(condition=Q(nilai__lte=F("maksimum")), name="komponen_tidak_melebihi_maksimum"),
            models.CheckConstraint(condition=tahun_sah(), name="komponen_tahun_sah"),
        ]

    def __str__(self) -> str:
        return self.nama


class Rincian(models.Model):
    """Output details behind an indicator, shown as a table; they do not enter its capaian."""

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="rincian")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField()
    uraian = models.TextField()
    target = models.CharField(max_length=200, blank=True)
    realisasi = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "rincian"
        ordering = ["indikator", "tahun", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tahun", "urutan"], name="rincian_urutan_unik"),
        ]

    def __str__(self) -> str:
        return self.uraian


class Pembanding(models.Model):
    """The value of another agency, or of the nation, that an indicator is compared with."""

    class Jenis(models.TextChoices):
        NASIONAL = "nasional", "Nasional"
        INSTANSI_PUSAT = "instansi_pusat", "Instansi pusat"
        PROVINSI = "provinsi", "Provinsi"
        DAERAH_LAIN = "daerah_lain", "Daerah lain"

    indikator = models.ForeignKey(Indikator, models.CASCADE, related_name="pembanding")
    tahun = Tahun()
    jenis = models.CharField(max_length=20, choices=Jenis)
    instansi = models.CharField(max_length=200)
    nilai = AngkaField(null=True, blank=True)
    kategori = models.CharField(max_length=100, blank=True)
    sumber = models.TextField(blank=True)
    keterangan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "pembanding"
        ordering = ["indikator", "tahun", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun", "jenis", "instansi"], name="pembanding_instansi_unik"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instansi} {self.tahun}"
