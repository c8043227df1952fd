"""What was achieved: realisasi with its analysis, the parts of composite indices, comparisons."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from capaian.alur import Alur, StatusIsian, kendala_alur
from renstra.models import TRIWULAN_SAH, Indikator, Tahun, tahun_sah
from sakip.bidang_angka import AngkaField
from sakip.jejak.daftar import dilacak, terkunci
from sakip.models import Jejak, Pengguna

from .isian import Komentar

KOLOM_NILAI = ("nilai", "teks", "pembilang", "penyebut", "bagian")
"""The fields whose author may not approve them."""
KOLOM_ANALISIS = ("pendorong", "penghambat", "solusi", "tindak_lanjut", "sumber")


@terkunci(
    "realisasi_terkunci",
    bila="OLD.status IN ('diajukan', 'disetujui', 'diverifikasi')",
    kolom=(*KOLOM_NILAI, "capaian_dinyatakan", *KOLOM_ANALISIS, "alasan_wajar", "indikator_id", "tahun", "triwulan"),
)
@dilacak(
    "Realisasi",
    "realisasi",
    label={"bagian": "nilai komponen", "status": "keadaan"},
    diam=("diajukan_pada", "disetujui_pada", "diverifikasi_pada"),
)
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
    alasan_tahunan = models.TextField(blank=True)
    """On a yearly row: why the year differs from what its quarters make."""
    alasan_wajar = models.TextField(blank=True)
    """Why a value that looks odd is right."""

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
            models.CheckConstraint(
                condition=Q(triwulan__isnull=False, status__in=StatusIsian.values) | Q(status=StatusIsian.DRAF),
                name="realisasi_status_sah",
            ),
            *kendala_alur("realisasi"),
        ]

    def __str__(self) -> str:
        return f"{self.indikator_id} {self.tahun} {self.triwulan or ''}"

    def penulis(self) -> set[int]:
        """Who typed each value, and each part of an index, as it is now; from the trail, newest first."""
        oleh: dict[tuple[str, str], int | None] = {}
        tercatat = Jejak.objects.filter(tabel=self._meta.db_table, objek=self.pk, baru__has_any_keys=list(KOLOM_NILAI))
        for j in tercatat.order_by("-pk"):
            for kunci in _tertulis(j):
                oleh.setdefault(kunci, j.oleh_id)
        return {orang for (kolom, bagian), orang in oleh.items() if orang and self._berisi(kolom, bagian)}

    def _berisi(self, kolom: str, bagian: str) -> bool:
        nilai = getattr(self, kolom)
        return bagian in nilai if kolom == "bagian" else nilai not in (None, "")

    def _tempat_komentar(self) -> dict[str, Any]:
        return {"indikator_id": self.indikator_id, "tahun": self.tahun, "triwulan": self.triwulan}

    def kenapa_belum_siap(self) -> str:
        """A returned entry first needs an answer to its comment."""
        if self.status != StatusIsian.DIKEMBALIKAN:
            return ""
        pembicaraan = (Komentar.Jenis.PENGEMBALIAN, Komentar.Jenis.JAWABAN)
        utas = Komentar.objects.filter(**self._tempat_komentar(), jenis__in=pembicaraan)
        terakhir = utas.order_by("-pk").first()
        terjawab = terakhir is not None and terakhir.jenis == Komentar.Jenis.JAWABAN
        return "" if terjawab else "Tulis dahulu jawaban atas komentar pengembaliannya."

    def catat_alasan(self, ke: StatusIsian, alasan: str, oleh: Pengguna) -> None:
        dibuka = ke == StatusIsian.DRAF
        Komentar.objects.create(
            **self._tempat_komentar(),
            jenis=Komentar.Jenis.PEMBUKAAN if dibuka else Komentar.Jenis.PENGEMBALIAN,
            teks=alasan,
            oleh=oleh,
        )


def _tertulis(j: Jejak) -> set[tuple[str, str]]:
    """The values that a change wrote: (column, part of an index)."""
    lama, baru = j.lama or {}, j.baru or {}
    hasil = {(k, "") for k in KOLOM_NILAI if k in baru and k != "bagian"}
    if "bagian" in baru:
        dulu, kini = j.bagian(lama.get("bagian")), j.bagian(baru["bagian"])
        hasil |= {("bagian", b) for b in kini if dulu.get(b) != kini[b]}
    return hasil


@dilacak(lambda kenal, periode: f"Komponen “{kenal.get('nama', '')}”{periode}", "komponen", kenal=("nama",))
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


@dilacak("Rincian", "realisasi")
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


@dilacak("Pembanding", "realisasi")
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
