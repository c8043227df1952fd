"""The plan: Renstra versions, the tree, indicators, and what serves what."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from sakip.bidang_angka import AngkaField
from sakip.jejak.daftar import dilacak
from sakip.models import Bidang, PerangkatDaerah

from .dasar import INDUK_SAH, Tahun


@dilacak(lambda kenal, periode: f"Renstra versi {kenal.get('nama', '')}", "rencana", kenal=("nama",))
class Renstra(models.Model):
    """One version of an agency's Renstra (awal, perubahan I, …), in force from `berlaku_mulai`."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="renstra")
    urutan = models.PositiveSmallIntegerField(default=0)
    nama = models.CharField(max_length=100, default="awal")
    nomor = models.CharField(max_length=100, blank=True)
    tanggal = models.DateField(null=True, blank=True)
    berlaku_mulai = Tahun(null=True, blank=True)
    periode_awal = Tahun(null=True, blank=True)
    periode_akhir = Tahun(null=True, blank=True)
    visi = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Renstra"
        ordering = ["perangkat_daerah", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "urutan"], name="renstra_versi_unik"),
            models.CheckConstraint(condition=Q(periode_awal__lte=F("periode_akhir")), name="renstra_periode_berurutan"),
        ]

    def __str__(self) -> str:
        return f"Renstra {self.periode_awal}–{self.periode_akhir} ({self.nama})"


@dilacak(
    lambda kenal, periode: f"Pohon Renstra {kenal.get('kode', '')}",
    "rencana",
    kenal=("kode",),
    diri="simpul_id",
    diam=("renstra_id", "jenis_induk"),
)
class Simpul(models.Model):
    """A node of the Renstra tree. `jenis_induk` repeats the parent's jenis so that the database
    can hold the rule of allowed parents (and keeps it equal to the parent's by key or trigger)."""

    class Jenis(models.TextChoices):
        MISI = "misi", "Misi"
        TUJUAN = "tujuan", "Tujuan"
        SASARAN = "sasaran", "Sasaran"
        STRATEGI = "strategi", "Strategi"
        KEBIJAKAN = "kebijakan", "Arah Kebijakan"
        PROGRAM = "program", "Program"
        KEGIATAN = "kegiatan", "Kegiatan"
        SUB_KEGIATAN = "sub_kegiatan", "Sub Kegiatan"

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="simpul")
    kode = models.CharField(max_length=60)
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="anak")
    jenis = models.CharField(max_length=15, choices=Jenis)
    jenis_induk = models.CharField(max_length=15, blank=True, editable=False)
    urutan = models.PositiveIntegerField(default=0)
    kode_nomenklatur = models.CharField(max_length=40, blank=True)
    uraian = models.TextField()
    sasaran = models.TextField(blank=True)
    penjelasan = models.TextField(blank=True)
    penanggung_jawab = models.CharField(max_length=300, blank=True)
    bidang = models.ForeignKey(Bidang, models.SET_NULL, null=True, blank=True, related_name="simpul")
    tahun_mulai = Tahun(null=True, blank=True)
    tahun_selesai = Tahun(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "simpul Renstra"
        ordering = ["urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["renstra", "kode"], name="simpul_kode_unik"),
            models.UniqueConstraint(fields=["id", "jenis"], name="simpul_id_jenis"),
            models.CheckConstraint(
                condition=Q(*[Q(jenis=j, jenis_induk__in=i) for j, i in INDUK_SAH.items()], _connector=Q.OR),
                name="simpul_induk_sah",
            ),
            models.CheckConstraint(
                condition=Q(induk__isnull=True, jenis_induk="") | Q(induk__isnull=False) & ~Q(jenis_induk=""),
                name="simpul_jenis_induk_ada",
            ),
            models.CheckConstraint(condition=Q(tahun_mulai__lte=F("tahun_selesai")), name="simpul_tahun_berurutan"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.uraian}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.jenis_induk = self.induk.jenis if self.induk else ""
        super().save(*args, **kwargs)


@dilacak(
    lambda kenal, periode: "Indikator", "indikator", label={"iku": "IKU"}, diri="indikator_id", diam=("renstra_id",)
)
class Indikator(models.Model):
    """An indicator of a node; an IKU (Indikator Kinerja Utama) where `iku` is set."""

    class Arah(models.TextChoices):
        NAIK = "naik", "makin tinggi makin baik"
        TURUN = "turun", "makin rendah makin baik"
        RENTANG = "rentang", "paling baik di dalam rentang"

    class Agregasi(models.TextChoices):
        AKHIR = "akhir", "nilai terakhir"
        JUMLAH = "jumlah", "jumlah triwulan"
        RATA = "rata", "rata-rata triwulan"
        MAKS = "maks", "nilai terbesar"

    class JenisNilai(models.TextChoices):
        ANGKA = "angka", "angka"
        RASIO = "rasio", "pembilang ÷ penyebut"
        KOMPONEN = "komponen", "jumlah komponen"
        PREDIKAT = "predikat", "predikat"

    renstra = models.ForeignKey(Renstra, models.CASCADE, related_name="indikator")
    simpul = models.ForeignKey(Simpul, models.PROTECT, related_name="indikator")
    kode = models.CharField(max_length=60)
    urutan = models.PositiveIntegerField(default=0)
    nama = models.TextField()
    satuan = models.CharField(max_length=60, blank=True)
    iku = models.BooleanField(default=False)
    arah = models.CharField(max_length=10, choices=Arah, default=Arah.NAIK)
    agregasi = models.CharField(max_length=10, choices=Agregasi, default=Agregasi.AKHIR)
    jenis_nilai = models.CharField(max_length=10, choices=JenisNilai, default=JenisNilai.ANGKA)
    pengali = AngkaField(null=True, blank=True)
    skala = models.CharField(max_length=100, blank=True)
    mengacu = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="diacu")
    mendukung = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="didukung")
    formulasi = models.TextField(blank=True)
    definisi = models.TextField(blank=True)
    alasan = models.TextField(blank=True)
    sumber_data = models.TextField(blank=True)
    penanggung_jawab = models.CharField(max_length=300, blank=True)
    bobot = AngkaField(null=True, blank=True)
    bukti_wajib = models.BooleanField(default=False)
    """Whether each quarter's realisasi needs evidence (bukti dukung)."""
    lanjutan_dari = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="dilanjutkan")
    """The indicator of the version before whose series this one goes on, whatever its wording."""
    tahun_mulai = Tahun(null=True, blank=True)
    tahun_selesai = Tahun(null=True, blank=True)
    """The last year in which it is measured: archived after it, never deleted once it was reported."""
    nama_pembilang = models.CharField(max_length=300, blank=True)
    nama_penyebut = models.CharField(max_length=300, blank=True)
    wajar_bawah = AngkaField(null=True, blank=True)
    wajar_atas = AngkaField(null=True, blank=True)
    """Bounds within which a value is plausible (batas wajar)."""
    batas_berarti = AngkaField(null=True, blank=True)
    """The change against last year that means something, in the indicator's unit; empty: 5 %."""

    class Meta:
        verbose_name = verbose_name_plural = "indikator"
        ordering = ["urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["renstra", "kode"], name="indikator_kode_unik"),
            models.CheckConstraint(condition=Q(bobot__gte=0), name="indikator_bobot_tidak_negatif"),
            models.CheckConstraint(condition=~Q(pengali=0), name="indikator_pengali_bukan_nol"),
            models.CheckConstraint(condition=~Q(mengacu=F("id")), name="indikator_tidak_mengacu_diri"),
            models.CheckConstraint(condition=~Q(lanjutan_dari=F("id")), name="indikator_tidak_melanjutkan_diri"),
            models.CheckConstraint(condition=Q(tahun_mulai__lte=F("tahun_selesai")), name="indikator_tahun_berurutan"),
            models.CheckConstraint(condition=Q(wajar_bawah__lte=F("wajar_atas")), name="indikator_wajar_berurutan"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.nama}"


@dilacak("Dukungan", "rencana", kenal=("simpul_id",))
class Dukungan(models.Model):
    """What a program, kegiatan or sub kegiatan serves (`mendukung`): a sasaran or an indicator."""

    simpul = models.ForeignKey(Simpul, models.CASCADE, related_name="dukungan")
    sasaran = models.ForeignKey(Simpul, models.CASCADE, null=True, blank=True, related_name="didukung")
    indikator = models.ForeignKey(Indikator, models.CASCADE, null=True, blank=True, related_name="didukung_simpul")
    urutan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "dukungan"
        ordering = ["simpul", "urutan"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sasaran__isnull=True) ^ Q(indikator__isnull=True), name="dukungan_satu_tujuan"
            ),
            models.UniqueConstraint(fields=["simpul", "sasaran"], name="dukungan_sasaran_unik"),
            models.UniqueConstraint(fields=["simpul", "indikator"], name="dukungan_indikator_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id} → {self.sasaran_id or self.indikator_id}"


@dilacak("Lintas perangkat daerah", "rencana", kenal=("simpul_id",))
class Lintas(models.Model):
    """Crosscutting: another agency that contributes to a node, and its role."""

    simpul = models.ForeignKey(Simpul, models.CASCADE, related_name="lintas")
    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.PROTECT, related_name="lintas")
    peran = models.TextField()

    class Meta:
        verbose_name = verbose_name_plural = "lintas perangkat daerah"
        ordering = ["simpul", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["simpul", "perangkat_daerah"], name="lintas_instansi_sekali"),
            models.CheckConstraint(condition=~Q(peran=""), name="lintas_berperan"),
        ]

    def __str__(self) -> str:
        return f"{self.simpul_id} ↔ {self.perangkat_daerah_id}"


@dilacak(lambda kenal, periode: f"Nomenklatur {kenal.get('kode', '')}", "rencana", kenal=("kode",))
class Nomenklatur(models.Model):
    """A program, kegiatan or sub kegiatan of the national nomenclature, as of a year. `kode` starts with
    `X.XX` where every agency puts its own bidang urusan (Kepmendagri 900.1.15.5-3406/2024)."""

    tahun = Tahun()
    kode = models.CharField(max_length=40)
    jenis = models.CharField(max_length=15, choices=Simpul.Jenis)
    uraian = models.TextField()
    kinerja = models.TextField(blank=True)
    indikator = models.TextField(blank=True)
    satuan = models.CharField(max_length=60, blank=True)
    definisi = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "nomenklatur"
        ordering = ["kode"]
        constraints = [
            models.UniqueConstraint(fields=["tahun", "kode"], name="nomenklatur_kode_unik"),
            models.CheckConstraint(
                condition=Q(jenis__in=["program", "kegiatan", "sub_kegiatan"]), name="nomenklatur_jenis_sah"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.uraian}"
