"""What reads across: evaluation and its follow-up, narrative, uploads, and composed documents."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from renstra.models import TRIWULAN_SAH, Tahun, tahun_sah
from sakip.bidang_angka import AngkaField
from sakip.jejak.daftar import dilacak, tak_dilacak
from sakip.models import PerangkatDaerah


@dilacak("Evaluasi AKIP", "evaluasi")
class EvaluasiAKIP(models.Model):
    """A line of the AKIP evaluation of one year; without `komponen` it states the total."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="evaluasi_akip")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    komponen = models.CharField(max_length=200, blank=True)
    bobot = AngkaField(null=True, blank=True)
    nilai = AngkaField(null=True, blank=True)
    predikat = models.CharField(max_length=100, blank=True)
    nomor_lhe = models.CharField(max_length=100, blank=True)
    tanggal_lhe = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "evaluasi AKIP"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "komponen"], name="akip_komponen_unik"),
            models.CheckConstraint(condition=Q(nilai__gte=0), name="akip_nilai_tidak_negatif"),
        ]

    def __str__(self) -> str:
        return f"AKIP {self.tahun} {self.komponen}"


@dilacak("Rekomendasi", "evaluasi")
class Rekomendasi(models.Model):
    """A recommendation (LHE and others) and what was done about it."""

    class Status(models.TextChoices):
        BELUM = "belum", "Belum"
        PROSES = "proses", "Proses"
        SELESAI = "selesai", "Selesai"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="rekomendasi")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    sumber = models.CharField(max_length=60, blank=True)
    komponen = models.CharField(max_length=200, blank=True)
    rekomendasi = models.TextField(blank=True)
    rencana_aksi = models.TextField(blank=True)
    target = models.TextField(blank=True)
    waktu = models.CharField(max_length=200, blank=True)
    penanggung_jawab = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, blank=True)
    capaian = models.TextField(blank=True)
    jatuh_tempo = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "rekomendasi"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(rekomendasi="") | ~Q(rencana_aksi=""), name="rekomendasi_atau_rencana_aksi"
            ),
        ]

    def __str__(self) -> str:
        return (self.rekomendasi or self.rencana_aksi)[:80]


@dilacak("Prestasi", "evaluasi")
class Prestasi(models.Model):
    """An award."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="prestasi")
    tahun = Tahun()
    urutan = models.PositiveSmallIntegerField(default=0)
    nama = models.CharField(max_length=500)
    pemberi = models.CharField(max_length=300, blank=True)
    keterangan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "prestasi"
        ordering = ["tahun", "urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "tahun", "nama"], name="prestasi_unik"),
        ]

    def __str__(self) -> str:
        return self.nama


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
    """A file of the report's own: logo, organisation chart or appendix. Stored under its SHA-256."""

    class Bagian(models.TextChoices):
        LOGO = "logo", "Logo pada sampul"
        STRUKTUR = "struktur", "Bagan struktur organisasi"
        LAMPIRAN = "lampiran", "Lampiran"

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
                condition=Q(bagian__in=["logo", "struktur"]),
                name="unggahan_tunggal",
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


class StatusSusunan(models.TextChoices):
    """State of a composed document and of each of its parts."""

    ANTRE = "antre", "Menunggu"
    BERJALAN = "berjalan", "Disusun"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
    BATAL = "batal", "Dibatalkan"


TERBUKA = (StatusSusunan.ANTRE, StatusSusunan.BERJALAN)
LKJIP = "lkjip"


@tak_dilacak("pekerjaan yang berjalan; menyimpan salinan bekunya sendiri")
class Susunan(models.Model):
    """One composition of a document: the frozen ikhtisar and narrative that it is made from, its parts,
    and the joined PDF. The database is the truth about its state. `jenis` is a key of `laporan.dokumen`,
    or `lkjip`; `triwulan` is set for documents of a quarter."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="susunan")
    perangkat_daerah_id: int
    tahun = Tahun()
    jenis = models.CharField(max_length=40, default="lkjip")
    triwulan = models.PositiveSmallIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=StatusSusunan, default=StatusSusunan.ANTRE)
    ikhtisar = models.JSONField()
    bahan = models.JSONField()
    pembuat = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True)
    dibuat = models.DateTimeField(auto_now_add=True)
    selesai = models.DateTimeField(null=True, blank=True)
    berkas = models.CharField(max_length=200, blank=True)
    halaman = models.PositiveSmallIntegerField(null=True, blank=True)
    kesalahan = models.TextField(blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "susunan dokumen"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "jenis"],
                condition=Q(status__in=["antre", "berjalan"], triwulan__isnull=True),
                name="susunan_satu_terbuka",
            ),
            models.UniqueConstraint(
                fields=["perangkat_daerah", "tahun", "jenis", "triwulan"],
                condition=Q(status__in=["antre", "berjalan"]),
                name="susunan_satu_terbuka_tw",
            ),
            models.CheckConstraint(condition=TRIWULAN_SAH, name="susunan_triwulan_1_sampai_4"),
        ]

    def __str__(self) -> str:
        nama = "LKjIP" if self.jenis == LKJIP else self.jenis
        return f"{nama} {self.tahun} #{self.pk}"

    @property
    def terbuka(self) -> bool:
        return self.status in TERBUKA


@tak_dilacak("pekerjaan yang berjalan")
class BagianSusunan(models.Model):
    """One chapter of a composition: one job. `denyut` is its worker's last sign of life."""

    susunan = models.ForeignKey(Susunan, models.CASCADE, related_name="bagian")
    kunci = models.CharField(max_length=20)
    urutan = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=StatusSusunan, default=StatusSusunan.ANTRE)
    percobaan = models.PositiveSmallIntegerField(default=0)
    pekerja = models.CharField(max_length=40, blank=True)
    denyut = models.DateTimeField(null=True, blank=True)
    langkah = models.CharField(max_length=100, blank=True)
    sidik = models.CharField(max_length=64, blank=True)
    berkas = models.CharField(max_length=200, blank=True)
    halaman = models.PositiveSmallIntegerField(null=True, blank=True)
    daftar = models.JSONField(default=list)
    kesalahan = models.TextField(blank=True)
    dipakai_ulang = models.BooleanField(default=False)

    class Meta:
        verbose_name = verbose_name_plural = "bagian susunan"
        ordering = ["susunan", "urutan"]
        constraints = [
            models.UniqueConstraint(fields=["susunan", "kunci"], name="bagian_susunan_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.susunan_id}/{self.kunci}"
