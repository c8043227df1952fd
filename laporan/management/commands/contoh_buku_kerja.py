from django.core.management.base import BaseCommand

from laporan.buku_kerja.ekspor import contoh_buku
from sakip.management.perintah import tulis_berkas


class Command(BaseCommand):
    help = "Tulis buku kerja kosong dengan daftar pilihan, catatan kolom, dan format angka."

    def add_arguments(self, parser):
        parser.add_argument("berkas")

    def handle(self, *args, berkas, **options):
        tulis_berkas(berkas, contoh_buku())
        self.stdout.write(f"{berkas} ditulis.")
