import os

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from laporan.buku_kerja.impor import impor_buku
from sakip.models import Pengguna, PerangkatDaerah

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
    ("kepala", "Kepala Badan"),
    ("inspektorat", "Auditor Inspektorat"),
    ("admin", "Admin SAKIP"),
)


class Command(BaseCommand):
    help = "Muat instansi contoh dan satu pengguna per peran, bila belum ada."

    def add_arguments(self, parser):
        parser.add_argument(
            "--paksa", action="store_true", help="juga pada basis data yang ditunjuk SAKIP_DATABASE_URL"
        )

    def handle(self, *args, paksa, **options):
        if os.environ.get("SAKIP_DATABASE_URL") and not paksa:
            raise CommandError(
                "SAKIP_DATABASE_URL menunjuk basis data lain; kata sandi contoh tidak boleh ada di sana. "
                "Tambahkan --paksa bila itu memang basis data percobaan."
            )
        for kode, nama in CONTOH.items():
            if not PerangkatDaerah.objects.filter(kode=kode).exists():
                self._impor(nama)
        instansi = PerangkatDaerah.objects.select_related("pemda").get(kode=INDUK)
        baris = [self._pengguna(peran, nama, instansi) for peran, nama in AKUN]
        self.stdout.write(f"{'Pengguna':<14}{'Kata sandi':<20}Peran")
        for pengguna, sandi in baris:
            self.stdout.write(f"{pengguna.username:<14}{sandi:<20}{pengguna.get_peran_display()}")

    def _impor(self, nama):
        with open(settings.BASE_DIR / "fixtures" / "demo" / nama, "rb") as berkas:
            hasil = impor_buku(berkas)
        if not hasil.disimpan:
            raise CommandError("\n".join([f"{nama} tidak dapat dimuat:", *map(str, hasil.galat)]))
        self.stderr.write(f"{nama} dimuat.")

    def _pengguna(self, peran, nama, instansi):
        """The user of a role; made with the known password only where there is none yet."""
        ada = Pengguna.objects.filter(username=peran).first()
        if ada is not None:
            return ada, SANDI if ada.check_password(SANDI) else "(sudah diganti)"
        admin = peran == Pengguna.Peran.ADMIN
        seluruh_pemda = peran == Pengguna.Peran.INSPEKTORAT
        pengguna = Pengguna.objects.create_user(
            peran,
            password=SANDI,
            first_name=nama,
            peran=peran,
            pemda=instansi.pemda if seluruh_pemda else None,
            perangkat_daerah=None if admin or seluruh_pemda else instansi,
            is_staff=admin,
            is_superuser=admin,
        )
        return pengguna, SANDI
