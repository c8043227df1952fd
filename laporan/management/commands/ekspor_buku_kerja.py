from django.core.management.base import BaseCommand

from laporan.buku_kerja.ekspor import ekspor_buku
from sakip.management.perintah import ambil_instansi, tulis_berkas


class Command(BaseCommand):
    help = "Ekspor seluruh data satu instansi sebagai buku kerja (.xlsx)."

    def add_arguments(self, parser):
        parser.add_argument("kode")
        parser.add_argument("berkas")

    def handle(self, *args, kode, berkas, **options):
        tulis_berkas(berkas, ekspor_buku(ambil_instansi(kode)))
        self.stdout.write(f"{berkas} ditulis.")
