"""The agency's staff and assets, as the report shows them."""

from django.db import models

from renstra.models import Tahun
from sakip.bidang_angka import AngkaField
from sakip.jejak.daftar import dilacak
from sakip.models import PerangkatDaerah


@dilacak("Pegawai", "sumber_daya")
class Pegawai(models.Model):
    """How many staff, by one grouping."""

    class Kelompok(models.TextChoices):
        GOLONGAN = "golongan", "Golongan"
        PENDIDIKAN = "pendidikan", "Pendidikan"
        JABATAN = "jabatan", "Jabatan"
        JENIS_KELAMIN = "jenis_kelamin", "Jenis kelamin"
        UMUR = "umur", "Umur"
        UNIT = "unit", "Unit kerja"

    class Lingkup(models.TextChoices):
        OPD = "opd", "perangkat daerah"
        PEMDA = "pemda", "pemerintah daerah"

    class Status(models.TextChoices):
        PNS = "PNS", "PNS"
        PPPK = "PPPK", "PPPK"
        NON_ASN = "non_asn", "Non-ASN"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="pegawai")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    lingkup = models.CharField(max_length=10, choices=Lingkup, default=Lingkup.OPD)
    status = models.CharField(max_length=10, choices=Status, blank=True)
    kelompok = models.CharField(max_length=20, choices=Kelompok)
    uraian = models.CharField(max_length=200)
    laki_laki = models.PositiveIntegerField(null=True, blank=True)
    perempuan = models.PositiveIntegerField(null=True, blank=True)
    jumlah = models.PositiveIntegerField(null=True, blank=True)
    kebutuhan = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "pegawai"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "lingkup", "status", "kelompok", "uraian"],
                name="pegawai_unik",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kelompok} {self.uraian}"


@dilacak("Aset", "sumber_daya")
class Aset(models.Model):
    """Assets of the agency."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="aset")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    kelompok = models.CharField(max_length=100, blank=True)
    uraian = models.CharField(max_length=300)
    jumlah = AngkaField(null=True, blank=True)
    baik = AngkaField(null=True, blank=True)
    kurang_baik = AngkaField(null=True, blank=True)
    rusak_berat = AngkaField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "aset"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "kelompok", "uraian"], name="aset_unik"),
        ]

    def __str__(self) -> str:
        return self.uraian
