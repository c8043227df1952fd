"""What is kept of a person's second factor, of their invitation, and of what they took out."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from sakip.jejak.daftar import dilacak


@dilacak(
    "Verifikasi dua langkah",
    "pengguna",
    label={"pengguna": "pengguna", "tersisa": "kode pemulihan tersisa"},
    rahasia=("benih", "langkah", "pemulihan"),
    diam=("dipasang",),
    terhitung=False,
)
class FaktorKedua(models.Model):
    """That a person proves with a device who they are. No secret stands here: the device's key is derived from
    `benih` with the server's own key, and of the recovery codes only keyed hashes are kept (`sakip.jaga.faktor`)."""

    pengguna = models.OneToOneField("sakip.Pengguna", models.CASCADE, related_name="faktor")
    perangkat_daerah = models.ForeignKey("sakip.PerangkatDaerah", models.CASCADE, null=True, related_name="+")
    benih = models.CharField(max_length=64)
    langkah = models.BigIntegerField(default=0)
    """The half minute (since 1970) of the last code that was taken: none is taken twice."""
    pemulihan = models.JSONField(default=list)
    tersisa = models.PositiveSmallIntegerField(default=0)
    dipasang = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "verifikasi dua langkah"

    def __str__(self) -> str:
        return f"Verifikasi dua langkah {self.pengguna}"


@dilacak(
    "Pengambilan data",
    "pengambilan",
    label={"halaman": "lewat"},
    diam=("pengguna_id", "pada"),
    terhitung=False,
)
class Pengambilan(models.Model):
    """That somebody took data out as a file: an export, a printed report, a backup. Written by
    `sakip.jaga.pengambilan`; what counts is its row in the trail."""

    pengguna = models.ForeignKey("sakip.Pengguna", models.PROTECT, null=True, related_name="+")
    perangkat_daerah = models.ForeignKey("sakip.PerangkatDaerah", models.CASCADE, null=True, related_name="+")
    tahun = models.PositiveSmallIntegerField(null=True)
    triwulan = models.PositiveSmallIntegerField(null=True)
    halaman = models.CharField(max_length=60)
    berkas = models.CharField(max_length=200)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "pengambilan data"

    def __str__(self) -> str:
        return self.berkas


@dilacak(
    "Undangan pengguna",
    "pengguna",
    label={"pengguna": "pengguna", "cara": "lewat", "dibuat": "dibuat", "dipakai": "dipakai", "ditarik": "ditarik"},
    rahasia=("sidik",),
    terhitung=False,
)
class Undangan(models.Model):
    """That a person was asked to choose a password: by mail or by a printed slip. Of the code only a keyed hash is
    kept; a new invitation takes the place of the old one (`sakip.pertama.undangan`)."""

    class Cara(models.TextChoices):
        SUREL = "surel", "surel"
        SLIP = "slip", "slip cetak"

    pengguna = models.OneToOneField("sakip.Pengguna", models.CASCADE, related_name="undangan")
    perangkat_daerah = models.ForeignKey("sakip.PerangkatDaerah", models.CASCADE, null=True, related_name="+")
    cara = models.CharField(max_length=10, choices=Cara)
    sidik = models.CharField(max_length=64, blank=True)
    """Empty while a mail waits to be sent."""
    dibuat = models.DateTimeField(default=timezone.now)
    dipakai = models.DateTimeField(null=True)
    ditarik = models.DateTimeField(null=True)
    gagal = models.BooleanField("surel gagal", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "undangan"
        constraints = [
            models.UniqueConstraint(fields=["sidik"], condition=~models.Q(sidik=""), name="undangan_sidik_unik"),
        ]

    def __str__(self) -> str:
        return f"Undangan {self.pengguna}"
