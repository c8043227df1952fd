import json
import sys

from django.core.management.base import BaseCommand

from laporan.periksa.aturan import ke_json, periksa
from laporan.periksa.bentuk import GALAT
from sakip.management.perintah import ambil_instansi


class Command(BaseCommand):
    help = "Cetak temuan satu tahun sebagai JSON; status keluar 1 bila ada galat."

    def add_arguments(self, parser):
        parser.add_argument("kode")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--triwulan", type=int, choices=(1, 2, 3, 4))

    def handle(self, *args, kode, tahun, triwulan, **options):
        temuan = periksa(ambil_instansi(kode), tahun, triwulan)
        self.stdout.write(json.dumps(ke_json(temuan), ensure_ascii=False, indent=1))
        if any(t.tingkat == GALAT for t in temuan):
            sys.exit(1)
