from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from laporan.pindah.kemas import kemas
from sakip.jaga.tabel import Pengambilan
from sakip.management.perintah import ambil_instansi, periksa_tujuan


class Command(BaseCommand):
    help = "Kemas satu instansi menjadi satu berkas untuk server lain: buku kerja, ikhtisar, dokumen, bukti, jejak."

    def add_arguments(self, parser):
        parser.add_argument("kode")
        parser.add_argument("berkas")

    def handle(self, *args, kode, berkas, **options):
        instansi = ambil_instansi(kode)
        periksa_tujuan(berkas)
        try:
            daftar = kemas(instansi, Path(berkas))
        except OSError as galat:
            raise CommandError(f"{berkas} tidak dapat ditulis: {galat}") from galat
        Pengambilan.objects.create(perangkat_daerah=instansi, halaman="kemas instansi", berkas=Path(berkas).name[:200])
        self.stdout.write(f"{berkas}: {len(daftar['berkas'])} berkas, {len(daftar['bukti'])} bukti dukung.")
