"""What all other apps stand on: the government, its agencies (perangkat daerah), their bidang, users."""

import json
from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from .bidang_angka import AngkaField
from .jaga import tabel, toko  # noqa: F401  # models too, which Django looks for here
from .jejak.daftar import dilacak, hanya_bertambah, tak_dilacak


@dilacak("Pemda", "instansi", diam=("lambang",))
class Pemda(models.Model):
    """A local government: kabupaten, kota or province."""

    nama = models.CharField(max_length=200, unique=True)
    ibu_kota = models.CharField(
        "ibu kota",
        max_length=100,
        blank=True,
        help_text="Menjadi tempat penandatanganan perangkat daerah baru yang tidak menyebut tempatnya.",
    )
    batas_perhatian = AngkaField(
        "batas perlu perhatian",
        default=Decimal(90),
        help_text="Prakiraan capaian (persen) di bawahnya terancam; sampai 100 perlu perhatian.",
    )
    hari_evaluasi_renja = models.PositiveSmallIntegerField(
        "tenggat Evaluasi Renja",
        null=True,
        blank=True,
        help_text="Banyaknya hari setelah triwulan berakhir; kosong: tanpa tanggal.",
    )

    lambang = models.CharField(max_length=200, blank=True, editable=False)
    """The picture on the covers of its reports, where it is stored; empty: a neutral drawing."""

    class Meta:
        verbose_name = verbose_name_plural = "pemda"
        ordering = ["nama"]
        constraints = [
            models.CheckConstraint(
                condition=Q(batas_perhatian__gt=0, batas_perhatian__lte=100), name="pemda_batas_perhatian_sah"
            ),
        ]

    def __str__(self) -> str:
        return self.nama


@dilacak(
    lambda kenal, periode: "Pengaturan instansi",
    "instansi",
    diri="perangkat_daerah_id",
    diam=("pemda_id", "kepala_nip"),
)
class PerangkatDaerah(models.Model):
    """An agency (OPD) and the settings by which its numbers are computed and printed."""

    class MetodeEfisiensi(models.TextChoices):
        RASIO = "rasio", "rasio capaian ÷ serapan"
        SELISIH = "selisih", "selisih capaian − serapan"
        PMK = "pmk", "PMK 214/2017"

    class RumusTurun(models.TextChoices):
        SELISIH = "selisih", "(2T − R) ÷ T"
        RASIO = "rasio", "T ÷ R"

    class Pembulatan(models.TextChoices):
        BULAT = "bulat", "dibulatkan"
        POTONG = "potong", "dipotong"

    pemda = models.ForeignKey(Pemda, models.PROTECT, related_name="perangkat_daerah")
    kode = models.SlugField(max_length=60, unique=True)
    nama = models.CharField(max_length=300)
    singkatan = models.CharField(max_length=60, blank=True)
    jenis = models.CharField(max_length=60, blank=True)
    tempat = models.CharField(max_length=100, blank=True)
    alamat = models.TextField(blank=True)
    telepon = models.CharField(max_length=60, blank=True)
    surel = models.CharField("surel", max_length=200, blank=True)
    laman = models.CharField("laman", max_length=200, blank=True)
    kepala_nama = models.CharField(max_length=200, blank=True)
    kepala_nip = models.CharField(max_length=60, blank=True)
    kepala_pangkat = models.CharField(max_length=100, blank=True)
    kepala_jabatan = models.CharField(max_length=200, blank=True)
    kepala_status = models.CharField(max_length=20, blank=True)
    pemberi_amanah_nama = models.CharField(max_length=200, blank=True)
    pemberi_amanah_jabatan = models.CharField(max_length=200, blank=True)
    skala = models.CharField(max_length=100, blank=True)
    metode_efisiensi = models.CharField(max_length=10, choices=MetodeEfisiensi, blank=True)
    rumus_turun = models.CharField(max_length=10, choices=RumusTurun, blank=True)
    batas_capaian = AngkaField(null=True, blank=True)
    pembulatan = models.CharField(max_length=10, choices=Pembulatan, blank=True)
    kode_skpd = models.CharField("kode SKPD pada SIPD", max_length=60, blank=True)
    boleh_setujui_sendiri = models.BooleanField(
        "boleh menyetujui isian sendiri",
        default=False,
        help_text="Untuk kantor yang terlalu kecil; setiap persetujuan seperti itu ditandai.",
    )

    class Meta:
        verbose_name = verbose_name_plural = "perangkat daerah"
        ordering = ["pemda__nama", "nama"]
        constraints = [
            models.CheckConstraint(condition=Q(batas_capaian__gt=0), name="batas_capaian_lebih_dari_nol"),
        ]

    def __str__(self) -> str:
        return f"{self.singkatan or self.nama} {self.pemda.nama}"


@dilacak(lambda kenal, periode: f"Bidang {kenal.get('nama', '')}", "instansi", kenal=("nama",), diam=("kepala_nip",))
class Bidang(models.Model):
    """A unit of the agency; `induk` makes the organisation chart."""

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="bidang")
    kode = models.CharField(max_length=60)
    induk = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="anak")
    nama = models.CharField(max_length=300)
    kepala_nama = models.CharField(max_length=200, blank=True)
    kepala_nip = models.CharField(max_length=60, blank=True)
    urutan = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = verbose_name_plural = "bidang"
        ordering = ["urutan", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["perangkat_daerah", "kode"], name="bidang_kode_unik"),
            models.CheckConstraint(condition=~Q(induk=models.F("id")), name="bidang_bukan_induk_sendiri"),
        ]

    def __str__(self) -> str:
        return self.nama


class PengelolaPengguna(UserManager["Pengguna"]):
    """A superuser is an admin: the one role that needs no agency."""

    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **extra_fields: Any
    ) -> "Pengguna":
        extra_fields.setdefault("peran", Pengguna.Peran.ADMIN)
        return super().create_superuser(username, email, password, **extra_fields)


@dilacak(
    lambda kenal, periode: f"Pengguna {kenal.get('username', '')}",
    "pengguna",
    kenal=("username",),
    label={"is_active": "aktif", "is_superuser": "kuasa penuh", "is_staff": "dapat mengelola"},
    rahasia=("password", "last_login", "senyap", "tahun_pilihan"),
    diam=("date_joined", "email"),
    terhitung=False,
)
class Pengguna(AbstractUser):
    """A user with one role; staff belong to an agency, the Inspektorat and the readers
    (Bagian Organisasi, Bappeda, Sekda) to a whole pemda."""

    class Peran(models.TextChoices):
        PERENCANAAN = "perencanaan", "Subbag Perencanaan"
        BIDANG = "bidang", "Bidang"
        KEPALA_BIDANG = "kepala_bidang", "Kepala Bidang"
        KEPALA = "kepala", "Kepala"
        INSPEKTORAT = "inspektorat", "Inspektorat"
        PEMBACA = "pembaca", "Pembaca Pemda"
        ADMIN = "admin", "Admin"

    peran = models.CharField(max_length=20, choices=Peran, default=Peran.BIDANG)
    pemda = models.ForeignKey(Pemda, models.PROTECT, null=True, blank=True, related_name="pengguna")
    perangkat_daerah = models.ForeignKey(
        PerangkatDaerah, models.PROTECT, null=True, blank=True, related_name="pengguna"
    )
    bidang = models.ForeignKey(Bidang, models.SET_NULL, null=True, blank=True, related_name="pengguna")

    verifikator = models.BooleanField(
        "verifikator kedua",
        default=False,
        help_text="Dapat memverifikasi isian instansinya di samping Subbag Perencanaan.",
    )
    tahun_pilihan = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
    """The year that the person chose last; empty: the one whose report is due."""

    senyap = models.JSONField(default=list, blank=True)
    """Kinds of notifications that the user has switched off (see `Pemberitahuan.Jenis`, and `surel`)."""

    objects: ClassVar[PengelolaPengguna] = PengelolaPengguna()

    class Meta:
        verbose_name = verbose_name_plural = "pengguna"
        constraints = [
            models.CheckConstraint(
                condition=Q(peran="admin")
                | Q(peran__in=["inspektorat", "pembaca"], pemda__isnull=False)
                | Q(peran__in=["perencanaan", "bidang", "kepala_bidang", "kepala"], perangkat_daerah__isnull=False),
                name="peran_punya_tempat",
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @cached_property
    def penggantian_kini(self) -> "list[Penggantian]":
        """For whom in their own agency they stand in today; one query, remembered with the person."""
        if self.perangkat_daerah_id is None:
            return []
        hari, instansi = timezone.localdate(), self.perangkat_daerah_id
        berlaku = self.menggantikan.filter(perangkat_daerah=instansi, mulai__lte=hari, selesai__gte=hari)
        return list(berlaku.filter(pejabat__perangkat_daerah=instansi).select_related("pejabat"))

    def memegang(self, *peran: str) -> bool:
        """Whether they have one of these roles, themselves or standing in for somebody."""
        return self.peran in peran or any(g.pejabat.peran in peran for g in self.penggantian_kini)


@dilacak(
    lambda kenal, periode: "Pengganti pejabat",
    "pengguna",
    kenal=("pejabat_id",),
    label={"jenis": "sebagai", "mulai": "mulai", "selesai": "sampai"},
    terhitung=False,
)
class Penggantian(models.Model):
    """Who stands in for an official of the agency (Plt, Plh) between two dates: may do what the official may."""

    class Jenis(models.TextChoices):
        PLT = "Plt", "Pelaksana Tugas"
        PLH = "Plh", "Pelaksana Harian"

    perangkat_daerah = models.ForeignKey(PerangkatDaerah, models.CASCADE, related_name="penggantian")
    pejabat = models.ForeignKey(Pengguna, models.PROTECT, related_name="digantikan")
    pengganti = models.ForeignKey(Pengguna, models.PROTECT, related_name="menggantikan")
    jenis = models.CharField(max_length=3, choices=Jenis, default=Jenis.PLH)
    mulai = models.DateField()
    selesai = models.DateField()
    dasar = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "penggantian"
        ordering = ["-mulai", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(mulai__lte=models.F("selesai")), name="penggantian_tanggal_berurutan"),
            models.CheckConstraint(condition=~Q(pejabat=models.F("pengganti")), name="penggantian_orang_lain"),
        ]

    def __str__(self) -> str:
        return f"{self.jenis} {self.pejabat} oleh {self.pengganti}"

    @property
    def selaku(self) -> str:
        """As whom the stand-in acts, as the trail shows it: `Plh Siti Aminah`."""
        return f"{self.jenis} {self.pejabat}"


class DesimalDecoder(json.JSONDecoder):
    """Numbers of the trail stay exact."""

    def __init__(self, **opsi: Any) -> None:
        super().__init__(**opsi | {"parse_float": Decimal})


@hanya_bertambah
class Jejak(models.Model):
    """One change of a tracked row: who, when, from where, old → new. Written by the database's own
    triggers (`sakip.jejak`), which also refuse to change or delete it. Rows are found by the indicator,
    node or agency that the changed row names."""

    pada = models.DateTimeField(default=timezone.now)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, related_name="jejak")
    dari = models.CharField(max_length=100, blank=True)
    alasan = models.TextField(blank=True)
    tabel = models.CharField(max_length=60)
    objek = models.BigIntegerField()
    perangkat_daerah_id = models.BigIntegerField(null=True)
    indikator_id = models.BigIntegerField(null=True)
    simpul_id = models.BigIntegerField(null=True)
    tahun = models.PositiveSmallIntegerField(null=True)
    triwulan = models.PositiveSmallIntegerField(null=True)
    lama = models.JSONField(null=True, decoder=DesimalDecoder)
    baru = models.JSONField(null=True, decoder=DesimalDecoder)

    class Meta:
        verbose_name = verbose_name_plural = "jejak perubahan"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["indikator_id", "-id"], name="jejak_indikator"),
            models.Index(fields=["simpul_id", "-id"], name="jejak_simpul"),
            models.Index(
                fields=["perangkat_daerah_id", "-id"],
                condition=models.Q(perangkat_daerah_id__isnull=False),
                name="jejak_instansi",
            ),
            models.Index(fields=["objek", "tabel"], name="jejak_objek"),
            models.Index(fields=["tabel"], condition=models.Q(baru__isnull=True), name="jejak_hapus"),
        ]

    def __str__(self) -> str:
        return f"{self.tabel} {self.objek}"

    @staticmethod
    def bagian(nilai: Any) -> dict[str, Any]:
        """A JSON column's value as it was; SQLite installations wrote it as text once."""
        return json.loads(nilai) if isinstance(nilai, str) else nilai or {}


@hanya_bertambah
class Segel(models.Model):
    """One link of the chain over the whole trail, in the order in which rows were sealed (`sakip.jejak.segel`)."""

    urutan = models.BigIntegerField(primary_key=True)
    jejak_id = models.BigIntegerField(unique=True)
    sidik = models.CharField(max_length=64)
    pada = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "segel jejak"
        ordering = ["urutan"]

    def __str__(self) -> str:
        return f"{self.urutan}:{self.sidik}"


@tak_dilacak("kabar bagi satu orang; menyebut peristiwa yang sudah tercatat")
class Pemberitahuan(models.Model):
    """A notification of one user. `kunci` names the event, so that none is told twice."""

    class Jenis(models.TextChoices):
        DIBUKA = "dibuka", "Pengisian triwulan dibuka"
        TENGGAT = "tenggat", "Tenggat mendekat (7, 2, dan 0 hari)"
        DIAJUKAN = "diajukan", "Isian diajukan untuk disetujui"
        DIKEMBALIKAN = "dikembalikan", "Isian dikembalikan"
        DISETUJUI = "disetujui", "Isian disetujui"
        SELESAI = "selesai", "Semua isian triwulan terverifikasi"
        DISAMPAIKAN = "disampaikan", "LKjIP disampaikan"
        DITARIK = "ditarik", "LKjIP ditarik kembali"
        CATATAN = "catatan", "Catatan Inspektorat"
        DIJAWAB = "dijawab", "Catatan Inspektorat dijawab"
        JATUH_TEMPO = "jatuh_tempo", "Dokumen jatuh tempo (14, 7, dan 1 hari)"

    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="pemberitahuan")
    jenis = models.CharField(max_length=15, choices=Jenis)
    kunci = models.CharField(max_length=200)
    judul = models.CharField(max_length=300)
    teks = models.TextField(blank=True)
    tautan = models.CharField(max_length=300, blank=True)
    dibuat = models.DateTimeField(default=timezone.now)
    dibaca = models.DateTimeField(null=True, blank=True)
    disurelkan = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "pemberitahuan"
        ordering = ["-dibuat", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["pengguna", "kunci"], name="pemberitahuan_sekali"),
        ]

    def __str__(self) -> str:
        return self.judul


@tak_dilacak("tanda bahwa sesuatu berubah; bukan data")
class Tanda(models.Model):
    """That something tracked of an agency changed (0: of any agency), appended by triggers in the transaction that
    changed it. What was computed from an agency's rows is kept under the set of its marks (`sakip.jejak.tanda`)."""

    id = models.BigIntegerField(primary_key=True)
    """Random: the number of a mark that was rolled back, or lost with a restored database, never comes again."""
    perangkat_daerah_id = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "tanda perubahan"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.perangkat_daerah_id}"
