from django.core.management.base import BaseCommand, CommandError

from sakip.jaga import faktor, sesi
from sakip.models import Pengguna


class Command(BaseCommand):
    help = "Lepas verifikasi dua langkah seorang pengguna; ia memasangnya lagi saat masuk. Semua sesinya diakhiri."

    def add_arguments(self, parser):
        parser.add_argument("nama", help="Nama pengguna.")

    def handle(self, *args, nama, **options):
        pengguna = Pengguna.objects.filter(username=nama).first()
        if pengguna is None:
            raise CommandError(f"Tidak ada pengguna “{nama}”.")
        ada = faktor.lepas(pengguna)
        sesi.akhiri_semua(pengguna)
        self.stdout.write(f"Verifikasi dua langkah “{nama}” {'dilepas' if ada else 'memang belum terpasang'}.")
