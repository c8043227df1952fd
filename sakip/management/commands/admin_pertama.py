import os

from django.core.management.base import BaseCommand
from django.db import transaction

from sakip.models import Pengguna


class Command(BaseCommand):
    help = "Buat admin pertama dari SAKIP_ADMIN dan SAKIP_ADMIN_SANDI; tidak melakukan apa pun bila sudah ada admin."

    def handle(self, *args, **options):
        nama, sandi = os.environ.get("SAKIP_ADMIN", ""), os.environ.get("SAKIP_ADMIN_SANDI", "")
        with transaction.atomic():
            if Pengguna.objects.filter(peran=Pengguna.Peran.ADMIN, is_active=True).exists() or not (nama and sandi):
                return
            Pengguna.objects.create_superuser(nama, password=sandi, peran=Pengguna.Peran.ADMIN)
        self.stdout.write(f"Admin pertama “{nama}” dibuat. Masuk, lalu ganti kata sandinya.")
