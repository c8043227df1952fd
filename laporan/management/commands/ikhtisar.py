import json

from django.core.management.base import BaseCommand

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from sakip.management.perintah import ambil_instansi


class Command(BaseCommand):
    help = "Cetak ikhtisar satu tahun sebagai JSON (angka desimal sebagai teks)."

    def add_arguments(self, parser):
        parser.add_argument("kode")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--triwulan", type=int, choices=(1, 2, 3, 4))

    def handle(self, *args, kode, tahun, triwulan, **options):
        ikhtisar = susun_ikhtisar(ambil_instansi(kode), tahun, triwulan)
        self.stdout.write(json.dumps(ke_json(ikhtisar), ensure_ascii=False, indent=1))
