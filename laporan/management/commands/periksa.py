import json
import sys

from django.core.management.base import BaseCommand

from laporan.periksa.aturan import periksa
from laporan.periksa.bentuk import GALAT
from laporan.temuan.terima import ke_json, tinjau
from sakip.management.perintah import ambil_instansi


class Command(BaseCommand):
    help = "Cetak temuan satu tahun sebagai JSON; status keluar 1 bila ada galat yang tidak diterima."

    def add_arguments(self, parser):
        parser.add_argument("kode")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--triwulan", type=int, choices=(1, 2, 3, 4))

    def handle(self, *args, kode, tahun, triwulan, **options):
        instansi = ambil_instansi(kode)
        semua = tinjau(instansi, tahun, triwulan, periksa(instansi, tahun, triwulan))
        self.stdout.write(json.dumps(ke_json(semua), ensure_ascii=False, indent=1))
        if any(d.temuan.tingkat == GALAT and d.diterima is None for d in semua):
            sys.exit(1)
