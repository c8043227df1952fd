from django.core.management.base import BaseCommand, CommandError

from renstra import nomenklatur


class Command(BaseCommand):
    help = "Muat nomenklatur program, kegiatan, dan sub kegiatan. Aman diulang."

    def add_arguments(self, parser):
        parser.add_argument("tahun", nargs="*", type=int, help="tahunnya; tanpa tahun, semua yang tersedia")

    def handle(self, *args, tahun, **options):
        for satu in tahun or nomenklatur.tersedia():
            if satu not in nomenklatur.tersedia():
                raise CommandError(f"Nomenklatur {satu} tidak tersedia; yang ada: {nomenklatur.tersedia()}.")
            self.stdout.write(f"Nomenklatur {satu}: {nomenklatur.muat(satu)} baris.")
