from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from sakip.cadangan import naik
from sakip.cadangan.pulih import CadanganDitolak, di_basis_data_sementara


class Command(BaseCommand):
    help = "Coba kenaikan versi pada salinan: pulihkan cadangan ke basis data sementara, lalu ukur setiap migrasinya."

    def add_arguments(self, parser):
        parser.add_argument("berkas", help="Cadangan versi lama, tidak disandikan.")
        parser.add_argument("--di-sini", action="store_true", help="Basis data ini kosong dan memang untuk percobaan.")

    def handle(self, *args, berkas, di_sini, **options):
        if connection.vendor != "postgresql":
            raise CommandError("Kunci tabel hanya ada pada PostgreSQL.")
        try:
            if not di_sini:
                self.stdout.write(di_basis_data_sementara("coba_naik", str(Path(berkas).resolve()), "--di-sini"))
                return
            if connection.introspection.table_names():
                raise CommandError("Basis data ini sudah berisi.")
            self.ukur(Path(berkas))
        except CadanganDitolak as galat:
            raise CommandError(str(galat)) from galat

    def ukur(self, berkas: Path) -> None:
        jumlah = 0.0
        for satu in naik.coba(berkas):
            jumlah += satu.detik
            if satu.tertahan is None:
                tertahan = "kuncinya tidak diukur"
            else:
                tertahan = "; ".join(f"{tabel}: {apa}" for tabel, apa in satu.tertahan) or "tidak menahan siapa pun"
            self.stdout.write(f"{satu.detik:.2f} detik  {satu.nama}  ({tertahan})")
        self.stdout.write(f"{jumlah:.2f} detik  seluruhnya")
