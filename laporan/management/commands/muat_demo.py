import os
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from capaian.models import Jadwal
from capaian.rumus import pilih_target
from laporan.buku_kerja.impor import impor_buku
from renstra import nomenklatur
from renstra.models import Simpul, Target
from sakip.models import Bidang, Pengguna, PerangkatDaerah

CONTOH = {
    "hss-bkpsdm": "hss-2024.xlsx",
    "balangan-bkpsdm": "balangan-2024.xlsx",
    "hss-bkd-2021": "hss-2021.xlsx",
}
SANDI = "sakip-contoh-2024"
INDUK = "hss-bkpsdm"
AKUN = (
    ("perencanaan", "Staf Perencanaan"),
    ("bidang", "Staf Bidang"),
    ("kepala_bidang", "Kepala Bidang"),
    ("kepala", "Kepala Badan"),
    ("verifikator", "Sekretaris Badan"),
    ("inspektorat", "Auditor Inspektorat"),
    ("pembaca", "Staf Bagian Organisasi"),
    ("admin", "Admin SAKIP"),
)
"""Username and name; the username is the role, but for the second verifier, who is of no bidang."""
VERIFIKATOR = "verifikator"
TAHUN, TRIWULAN = 2024, 4
BIDANG = (
    ("B1", "Bidang Pengadaan, Pemberhentian, dan Informasi", ("K1.1",)),
    ("B2", "Bidang Mutasi dan Promosi", ("K1.2",)),
    ("B3", "Bidang Pengembangan Kompetensi", ("K1.3", "P2")),
    ("B4", "Bidang Penilaian dan Evaluasi Kinerja", ("K1.4",)),
)
"""The published report names no bidang: these are after its kegiatan, so that entry can be tried."""


class Command(BaseCommand):
    help = "Muat instansi contoh, satu pengguna per peran, dan verifikator kedua, bila belum ada."

    def add_arguments(self, parser):
        parser.add_argument(
            "--paksa", action="store_true", help="juga pada basis data yang ditunjuk SAKIP_DATABASE_URL"
        )

    def handle(self, *args, paksa, **options):
        if not settings.COBA:
            raise CommandError("Kata sandi contoh diketahui semua orang: hanya untuk percobaan (SAKIP_COBA=1).")
        if os.environ.get("SAKIP_DATABASE_URL") and not paksa:
            raise CommandError(
                "SAKIP_DATABASE_URL menunjuk basis data lain; kata sandi contoh tidak boleh ada di sana. "
                "Tambahkan --paksa bila itu memang basis data percobaan."
            )
        for tahun in nomenklatur.tersedia():
            nomenklatur.muat(tahun)
        for kode, nama in CONTOH.items():
            if not PerangkatDaerah.objects.filter(kode=kode).exists():
                self._impor(nama)
        instansi = PerangkatDaerah.objects.select_related("pemda").get(kode=INDUK)
        if not instansi.bidang.exists():
            self._siapkan_isian(instansi)
        baris = [self._pengguna(peran, nama, instansi) for peran, nama in AKUN]
        self.stdout.write(f"{'Pengguna':<14}{'Kata sandi':<20}Peran")
        for pengguna, sandi in baris:
            peran = "Verifikator kedua" if pengguna.verifikator else pengguna.get_peran_display()
            self.stdout.write(f"{pengguna.username:<14}{sandi:<20}{peran}")

    def _impor(self, nama):
        with open(settings.BASE_DIR / "fixtures" / "demo" / nama, "rb") as berkas:
            hasil = impor_buku(berkas)
        if not hasil.disimpan:
            raise CommandError("\n".join([f"{nama} tidak dapat dimuat:", *map(str, hasil.galat)]))
        self.stderr.write(f"{nama} dimuat.")

    @transaction.atomic
    def _siapkan_isian(self, instansi):
        """Bidang, and a quarter that is open: the last, whose targets are the year's."""
        for urutan, (kode, nama, simpul) in enumerate(BIDANG):
            bidang = Bidang.objects.create(perangkat_daerah=instansi, kode=kode, nama=nama, urutan=urutan)
            Simpul.objects.filter(renstra__perangkat_daerah=instansi, kode__in=simpul).update(bidang=bidang)
        setahun = Target.objects.filter(indikator__renstra__perangkat_daerah=instansi, tahun=TAHUN, triwulan=None)
        per_indikator: dict[int, dict[str, Target]] = {}
        for t in setahun.filter(indikator__agregasi="akhir"):
            per_indikator.setdefault(t.indikator_id, {})[t.versi] = t
        for versi in per_indikator.values():
            if terpakai := pilih_target(versi):
                t = versi[terpakai]
                t.pk, t.triwulan = None, TRIWULAN
                t.save(force_insert=True)
        kini = timezone.now()
        Jadwal.objects.create(
            perangkat_daerah=instansi,
            tahun=TAHUN,
            triwulan=TRIWULAN,
            buka=kini - timedelta(days=1),
            tutup=kini + timedelta(days=30),
        )

    def _pengguna(self, akun, nama, instansi):
        """A user; made with the known password only where there is none yet. What Perencanaan enters for the IKU of
        no bidang, the head approves and the second verifier verifies."""
        ada = Pengguna.objects.filter(username=akun).first()
        if ada is not None:
            return ada, SANDI if ada.check_password(SANDI) else "(sudah diganti)"
        peran = Pengguna.Peran.BIDANG if akun == VERIFIKATOR else akun
        admin = peran == Pengguna.Peran.ADMIN
        seluruh_pemda = peran in (Pengguna.Peran.INSPEKTORAT, Pengguna.Peran.PEMBACA)
        pengguna = Pengguna.objects.create_user(
            akun,
            password=SANDI,
            first_name=nama,
            peran=peran,
            pemda=instansi.pemda if seluruh_pemda else None,
            perangkat_daerah=None if admin or seluruh_pemda else instansi,
            bidang=instansi.bidang.filter(kode="B2").first() if "bidang" in akun else None,
            verifikator=akun == VERIFIKATOR,
            is_staff=admin,
            is_superuser=admin,
        )
        return pengguna, SANDI
