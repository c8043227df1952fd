from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from laporan.pindah.bentuk import PindahDitolak
from laporan.pindah.pasang import lampiran, pasang
from sakip.models import Pengguna


class Command(BaseCommand):
    help = "Pasang berkas dari kemas_instansi: semuanya, dengan hitungan yang sama, atau tidak sama sekali."

    def add_arguments(self, parser):
        parser.add_argument("berkas")
        parser.add_argument("--oleh", required=True, help="Nama pengguna yang bertanggung jawab; tercatat pada jejak.")

    def handle(self, *args, berkas, oleh, **options):
        orang = Pengguna.objects.filter(username=oleh, is_active=True).first()
        if orang is None:
            raise CommandError(f"Pengguna “{oleh}” tidak ada.")
        try:
            instansi, banyak = pasang(Path(berkas), orang)
        except PindahDitolak as galat:
            raise CommandError(f"{galat}\nTidak ada yang berubah.") from galat
        self.stdout.write(f"{instansi.nama}: {banyak} berkas dipasang, hitungannya sama dengan asalnya.")
        self.stdout.write(f"Dokumen dan jejak dari server asal, untuk dibaca: {lampiran(instansi)}")
