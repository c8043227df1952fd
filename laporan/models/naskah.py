"""The report's own words and files, and findings that a person accepted."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from renstra.models import Tahun, tahun_sah
from sakip.jejak.daftar import dilacak
from sakip.models import PerangkatDaerah


@dilacak(
    lambda kenal, periode: f"Narasi {kenal.get('bagian', '')}{periode}",
    "narasi",
    kenal=("bagian",),
    label={"teks": "naskah"},
)
class Narasi(models.Model):
    """A written section of the report (Markdown), by its section key."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="narasi")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    bagian = models.CharField(max_length=120)
    judul = models.CharField(max_length=300, blank=True)
    teks = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "narasi"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "bagian"], name="narasi_bagian_unik"),
            models.CheckConstraint(condition=tahun_sah(), name="narasi_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.tahun} {self.bagian}"


@dilacak("Berkas laporan", "narasi", diam=("berkas", "sidik"))
class Unggahan(models.Model):
    """A file of the report's own: logo, organisation chart, appendix, picture of a text. Stored under its SHA-256."""

    class Bagian(models.TextChoices):
        LOGO = "logo", "Logo pada sampul"
        STRUKTUR = "struktur", "Bagan struktur organisasi"
        LAMPIRAN = "lampiran", "Lampiran"
        REVIU = "reviu", "Pernyataan reviu bertanda tangan dari Inspektorat"
        KOP = "kop", "Kop surat"
        GAMBAR = "gambar", "Gambar dalam naskah"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="unggahan")
    tahun = Tahun()
    bagian = models.CharField(max_length=10, choices=Bagian)
    judul = models.CharField(max_length=200)
    berkas = models.CharField(max_length=200)
    sidik = models.CharField(max_length=64)
    halaman = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = verbose_name_plural = "unggahan"
        ordering = ["bagian", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "bagian"],
                condition=Q(bagian__in=["logo", "struktur", "reviu", "kop"]),
                name="unggahan_tunggal",
            ),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "sidik"],
                condition=Q(bagian="gambar"),
                name="unggahan_gambar_sekali",
            ),
        ]

    def __str__(self) -> str:
        return self.judul


@dilacak(
    lambda kenal, periode: f"Temuan {kenal.get('aturan', '')} diterima{periode}",
    "temuan",
    kenal=("aturan",),
    diam=("sidik",),
)
class TemuanDiterima(models.Model):
    """A finding that a person accepted as right as it is, with the reason; holds while its values stay."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="temuan_diterima")
    tahun = Tahun()
    aturan = models.CharField(max_length=100)
    objek = models.CharField(max_length=200)
    sidik = models.CharField(max_length=64)
    """Fingerprint of what the finding says: another value makes it a finding again."""
    alasan = models.TextField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "temuan diterima"
        ordering = ["tahun", "aturan", "objek"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "aturan", "objek"], name="temuan_diterima_sekali"
            ),
            models.CheckConstraint(condition=~Q(alasan=""), name="temuan_diterima_beralasan"),
        ]

    def __str__(self) -> str:
        return f"{self.aturan} {self.objek}"
