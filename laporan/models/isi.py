"""How an agency arranges its LKjIP: where a text stands, which sections are printed, when and where it is signed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from renstra.models import Tahun, tahun_sah
from sakip.jejak.daftar import dilacak
from sakip.models import Bidang, PerangkatDaerah


@dilacak(
    lambda kenal, periode: f"Tempat naskah {kenal.get('bagian', '')}",
    "narasi",
    kenal=("bagian",),
    label={"letak": "tempat"},
    terhitung=False,
)
class LetakNarasi(models.Model):
    """Where a person put a text that could not be placed by its key and title; holds for every year."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="letak_narasi")
    bagian = models.CharField(max_length=120)
    judul = models.CharField(max_length=300, blank=True)
    letak = models.CharField(max_length=160)

    class Meta:
        verbose_name = verbose_name_plural = "tempat naskah"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "bagian", "judul"], name="letak_narasi_sekali"),
            models.CheckConstraint(condition=~models.Q(letak=""), name="letak_narasi_berisi"),
        ]

    def __str__(self) -> str:
        return f"{self.bagian}: {self.letak}"


@dilacak(
    lambda kenal, periode: f"Bagian {kenal.get('bagian', '')} tidak dicetak{periode}",
    "narasi",
    kenal=("bagian",),
    terhitung=False,
)
class BagianMati(models.Model):
    """A section that the agency leaves out of one year's LKjIP."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="bagian_mati")
    tahun = Tahun()
    bagian = models.CharField(max_length=60)

    class Meta:
        verbose_name = verbose_name_plural = "bagian yang tidak dicetak"
        ordering = ["tahun", "bagian"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "bagian"], name="bagian_mati_sekali"),
            models.CheckConstraint(condition=tahun_sah(), name="bagian_mati_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.tahun} {self.bagian}"


@dilacak(lambda kenal, periode: f"Keterangan laporan{periode}", "narasi", terhitung=False)
class KeteranganLaporan(models.Model):
    """What a person enters about one year's documents: place and date of signing, and the decree that sets the IKU.
    What is empty is a dotted line in print."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="keterangan_laporan")
    tahun = Tahun()
    tempat = models.CharField("tempat penandatanganan", max_length=100, blank=True)
    tanggal = models.DateField("tanggal penandatanganan", null=True, blank=True)
    iku_pejabat = models.CharField("keputusan IKU ditetapkan oleh", max_length=200, blank=True)
    iku_nomor = models.CharField("nomor keputusan IKU", max_length=100, blank=True)
    iku_tanggal = models.DateField("tanggal keputusan IKU", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "keterangan laporan"
        ordering = ["tahun"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun"], name="keterangan_laporan_sekali"),
            models.CheckConstraint(condition=tahun_sah(), name="keterangan_laporan_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"Keterangan laporan {self.tahun}"


@dilacak(
    lambda kenal, periode: f"Naskah {kenal.get('bagian', '')} dinyatakan siap{periode}",
    "narasi",
    kenal=("bagian",),
    diam=("sidik", "nilai"),
    terhitung=False,
)
class NaskahSiap(models.Model):
    """A section that a person called ready, with the figures that it rested on: when these change it is stale."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="naskah_siap")
    tahun = Tahun()
    bagian = models.CharField(max_length=160)
    sidik = models.CharField(max_length=64)
    """Fingerprint of the text: another text is not ready any more."""
    nilai = models.JSONField(default=dict)
    """By reference: what it is called, and what was printed."""
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "naskah siap"
        ordering = ["tahun", "bagian"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "bagian"], name="naskah_siap_sekali"),
            models.CheckConstraint(condition=tahun_sah(), name="naskah_siap_tahun_sah"),
        ]

    def __str__(self) -> str:
        return f"{self.tahun} {self.bagian}"


@dilacak(
    lambda kenal, periode: f"Tugas naskah {kenal.get('bagian', '')}{periode}",
    "narasi",
    kenal=("bagian",),
    label={"jatuh_tempo": "jatuh tempo"},
    terhitung=False,
)
class NaskahTugas(models.Model):
    """Who is to write a section, a bidang or a person, and until when."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="naskah_tugas")
    tahun = Tahun()
    bagian = models.CharField(max_length=160)
    bidang = models.ForeignKey(Bidang, models.CASCADE, null=True, blank=True, related_name="+")
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    jatuh_tempo = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "tugas naskah"
        ordering = ["tahun", "bagian"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "bagian"], name="naskah_tugas_sekali"),
            models.CheckConstraint(condition=tahun_sah(), name="naskah_tugas_tahun_sah"),
            models.CheckConstraint(
                condition=Q(bidang__isnull=True) ^ Q(pengguna__isnull=True), name="naskah_tugas_satu_penerima"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tahun} {self.bagian}"

    @property
    def penerima(self) -> str:
        return str(self.bidang or self.pengguna)
