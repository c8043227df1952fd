import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sakip.cadangan import sandi
from sakip.cadangan.pulih import CadanganDitolak, pulihkan


class Command(BaseCommand):
    help = "Ganti SELURUH isi basis data dan berkas dengan isi cadangan, lalu bandingkan. Hentikan dahulu layanannya."

    def add_arguments(self, parser):
        parser.add_argument("berkas")
        parser.add_argument("--kunci", help="Berkas kunci pribadi, untuk cadangan yang disandikan (.age).")
        parser.add_argument("--ya", action="store_true", help="Ganti walau basis data ini sudah berisi.")

    def handle(self, *args, berkas, kunci, ya, **options):
        if not ya and connection.introspection.table_names():
            raise CommandError("Basis data ini sudah berisi. Tambahkan --ya bila seluruh isinya boleh diganti.")
        try:
            with tempfile.TemporaryDirectory(dir=Path(settings.MEDIA_ROOT).parent, prefix=".pulih-") as sementara:
                polos = Path(sementara) / "cadangan.tar.gz"
                beda = pulihkan(sandi.buka(Path(berkas), Path(kunci) if kunci else None, polos))
        except (CadanganDitolak, sandi.KunciDitolak) as galat:
            raise CommandError(str(galat)) from galat
        if beda:
            raise CommandError("Dipulihkan, tetapi tidak sama:\n" + "\n".join(beda))
        self.stdout.write("Dipulihkan dan sama: baris tiap tabel, berkas, ikhtisar, dan rantai jejak.")
