import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from sakip.cadangan.sandi import kunci_baru


class Command(BaseCommand):
    help = "Buat pasangan kunci cadangan: kunci pribadi ke berkas, kunci umum (SAKIP_CADANGAN_KUNCI) ke layar."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument(
            "keluaran", help="Berkas kunci pribadi. Simpan di luar server; tanpanya cadangan tak terbaca."
        )

    def handle(self, *args, keluaran, **options):
        pribadi, umum = kunci_baru()
        try:
            pegangan = os.open(keluaran, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError as galat:
            raise CommandError(f"{keluaran} sudah ada dan tidak ditimpa.") from galat
        except OSError as galat:
            raise CommandError(f"{keluaran} tidak dapat ditulis: {galat.strerror}.") from galat
        with os.fdopen(pegangan, "w") as berkas:
            berkas.write(f"# public key: {umum}\n{pribadi}\n")
        self.stdout.write(f"SAKIP_CADANGAN_KUNCI={umum}")
        self.stderr.write(f"Pindahkan {Path(keluaran).resolve()} ke tempat lain: server tidak memerlukannya.")
