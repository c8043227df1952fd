from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sakip.jejak import hak


class Command(BaseCommand):
    help = "Buat peran basis data aplikasi dan atur haknya (PostgreSQL, dengan SAKIP_DATABASE_URL_PEMILIK)."

    def handle(self, *args, **options):
        aplikasi = settings.BASIS_DATA_APLIKASI
        if connection.vendor != "postgresql" or not aplikasi:
            raise CommandError("Isi SAKIP_DATABASE_URL (aplikasi) dan SAKIP_DATABASE_URL_PEMILIK (pemilik) dahulu.")
        if aplikasi["USER"] == connection.settings_dict["USER"]:
            raise CommandError("Peran aplikasi dan peran pemilik harus berbeda.")
        hak.pasang(aplikasi["USER"], aplikasi["PASSWORD"])
        self.stdout.write(f"Peran “{aplikasi['USER']}” siap: jejak hanya dapat dibaca dan bertambah lewat pemicu.")
