from django.core.management.base import BaseCommand, CommandError

from laporan.buku_kerja.impor import impor_buku


class Command(BaseCommand):
    help = "Impor satu buku kerja (.xlsx). Semua atau tidak sama sekali."

    def add_arguments(self, parser):
        parser.add_argument("berkas")
        parser.add_argument("--uji", action="store_true", help="periksa saja, tidak ada yang disimpan")

    def handle(self, *args, berkas, uji, **options):
        try:
            with open(berkas, "rb") as aliran:
                hasil = impor_buku(aliran, uji=uji)
        except OSError as galat:
            raise CommandError(f"Berkas {berkas} tidak dapat dibuka: {galat.strerror}.") from galat
        for temuan in hasil.temuan:
            self.stderr.write(f"{temuan.tingkat.upper()} {temuan}")
        if hasil.galat:
            raise CommandError(f"{len(hasil.galat)} galat; tidak ada yang disimpan.")
        for h in hasil.lembar:
            self.stdout.write(
                f"{h.nama}: {h.baru} baru, {h.berubah} berubah, {h.tetap} tetap, {h.tak_disebut} tidak disebut"
            )
        akhir = "diuji, tidak ada yang disimpan" if uji else "disimpan"
        self.stdout.write(f"{hasil.instansi.kode if hasil.instansi else berkas}: {akhir}.")
