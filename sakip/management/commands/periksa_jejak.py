import sys

from django.core.management.base import BaseCommand

from sakip.jejak import hak, segel


class Command(BaseCommand):
    help = "Buktikan rantai segel jejak perubahan; status keluar 1 bila ada yang berubah, hilang, atau disisipkan."

    def add_arguments(self, parser):
        parser.add_argument("--jangkar", default="", help="Jangkar yang disimpan di tempat lain (URUTAN:SIDIK).")
        parser.add_argument("--segel", action="store_true", help="Segel dahulu yang belum tersegel.")

    def handle(self, *args, jangkar, **options):
        if options["segel"]:
            segel.segel(semua=True)
        bukti = segel.buktikan(jangkar)
        self.stdout.write(f"Tersegel: {bukti.tersegel} baris jejak.")
        sejak = f", tertua {bukti.ekor_tertua:%Y-%m-%d %H:%M:%S%z}" if bukti.ekor_tertua else ""
        self.stdout.write(f"Belum tersegel: {bukti.ekor}{sejak}.")
        if bukti.jangkar:
            self.stdout.write(f"Jangkar: {bukti.jangkar}")
        for kalimat in hak.berlebih():
            self.stdout.write(f"Perhatian: {kalimat}")
        if bukti.jangkar_cocok is False:
            self.stdout.write("Jangkar yang diberikan tidak ada dalam rantai: rantai ini bukan kelanjutannya.")
        for kalimat in bukti.rusak:
            self.stdout.write(kalimat)
        self.stdout.write("Rantai utuh." if bukti.sah else "Rantai RUSAK.")
        if not bukti.sah:
            sys.exit(1)
