from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from renstra import nomenklatur


class Command(BaseCommand):
    help = "Muat nomenklatur program, kegiatan, dan sub kegiatan. Aman diulang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tahun", nargs="*", type=int, help="tahunnya; tanpa tahun, semua yang tersedia")

    def handle(self, *args: Any, tahun: list[int], **options: Any) -> None:
        for satu in tahun or nomenklatur.tersedia():
            if satu not in nomenklatur.tersedia():
                raise CommandError(f"Nomenklatur {satu} tidak tersedia; yang ada: {nomenklatur.tersedia()}.")
            self.stdout.write(f"Nomenklatur {satu}: {nomenklatur.muat(satu)} baris.")
