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
        if hilang := segel.ekor_hilang():
            self.stdout.write(
                f"Perhatian: {hilang} nomor sesudah baris jejak terakhir tidak ada; transaksi yang dibatalkan, atau "
                "baris yang dihapus sebelum disegel."
            )
        if bukti.jangkar_cocok is False:
            self.stdout.write("Jangkar yang diberikan tidak ada dalam rantai: rantai ini bukan kelanjutannya.")
        for kalimat in bukti.rusak:
            self.stdout.write(kalimat)
        tersimpan = segel.tersimpan()
        sah = bukti.sah and (not tersimpan or segel.dilalui(tersimpan))
        if bukti.sah and not sah:
            self.stdout.write(f"Jangkar {tersimpan} yang tercatat di server ini tidak ada dalam rantai.")
        self.stdout.write("Rantai utuh." if sah else "Rantai RUSAK.")
        if not sah:
            sys.exit(1)
