import os
import time

from django.core.management.base import BaseCommand, CommandError

from laporan.simulasi.muat import SimulasiDitolak, muat
from laporan.simulasi.rencana import Ukuran


class Command(BaseCommand):
    help = "Buat satu pemda rekaan untuk mencoba dan mengukur; benih yang sama menghasilkan data yang sama."

    def add_arguments(self, parser):
        parser.add_argument("--instansi", type=int, default=50)
        parser.add_argument("--tahun", type=int, default=5, help="banyaknya tahun, sampai --sampai")
        parser.add_argument("--indikator", type=int, default=250, help="banyaknya indikator tiap instansi")
        parser.add_argument("--sampai", type=int, default=2025)
        parser.add_argument("--benih", type=int, default=1)
        parser.add_argument(
            "--paksa", action="store_true", help="juga pada basis data yang ditunjuk SAKIP_DATABASE_URL"
        )

    def handle(self, *args, paksa, **opsi):
        if os.environ.get("SAKIP_DATABASE_URL") and not paksa:
            raise CommandError(
                "SAKIP_DATABASE_URL menunjuk basis data lain; data rekaan tidak boleh ada di sana. "
                "Tambahkan --paksa bila itu memang basis data percobaan."
            )
        ukuran = Ukuran(**{k: opsi[k] for k in ("instansi", "tahun", "indikator", "benih", "sampai")})
        mulai = time.monotonic()
        try:
            pemda = muat(ukuran, self.stderr.write)
        except SimulasiDitolak as galat:
            raise CommandError(str(galat)) from galat
        self.stdout.write(f"{pemda.nama} dimuat dalam {time.monotonic() - mulai:.0f} detik.")
        self.stdout.write(
            "Akunnya belum dapat masuk; beri kata sandi dengan "
            f"manage.py changepassword sim{ukuran.benih}-inspektorat-pemda."
        )
