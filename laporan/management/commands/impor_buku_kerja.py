from django.core.management.base import BaseCommand, CommandError

from laporan.buku_kerja.impor import HasilImpor, impor_buku
from renstra.buku.tiga_arah import BERKAS, SISTEM, Jawaban


class Command(BaseCommand):
    help = "Impor satu buku kerja (.xlsx). Semua atau tidak sama sekali."

    def add_arguments(self, parser):
        parser.add_argument("berkas")
        parser.add_argument("--uji", action="store_true", help="periksa dan tampilkan saja, tidak ada yang disimpan")
        parser.add_argument(
            "--bentrok",
            choices=(BERKAS, SISTEM),
            default="",
            help="nilai yang dipakai bila satu baris berubah di sistem dan juga di berkas",
        )
        parser.add_argument("--kosongkan", action="store_true", help="hapus nilai yang selnya dikosongkan di berkas")

    def handle(self, *args, berkas, uji, bentrok, kosongkan, **options):
        jawaban = Jawaban(semua=bentrok, kosongkan=kosongkan or None)
        try:
            aliran = open(berkas, "rb")  # noqa: SIM115 (closed below; only opening it may be refused with this sentence)
        except OSError as galat:
            raise CommandError(f"Berkas {berkas} tidak dapat dibuka: {galat.strerror}.") from galat
        with aliran:
            hasil = impor_buku(aliran, uji=uji, jawaban=jawaban, saat_disimpan=lambda h: self._sebutkan(h, uji))
        if not hasil.disimpan:
            self._sebutkan(hasil, uji)
        self._tolak(hasil, kosongkan)
        for h in hasil.lembar:
            self.stdout.write(
                f"{h.nama}: {h.baru} baru, {h.berubah} berubah, {h.tetap} tetap, {h.tak_disebut} tidak disebut"
            )
        akhir = "diuji, tidak ada yang disimpan" if uji else "disimpan"
        self.stdout.write(f"{hasil.instansi.kode if hasil.instansi else berkas}: {akhir}.")

    def _sebutkan(self, hasil: HasilImpor, uji: bool) -> None:
        """Everything found, each conflict and emptying, each value of a row without a record that changes; with `uji`
        every value. Before anything is stored: what cannot be told is not saved."""
        for temuan in hasil.temuan:
            self.stderr.write(f"{temuan.tingkat.upper()} {temuan}")
        for satu in hasil.bentrok:
            self.stderr.write(f"BENTROK {satu}")
        for ubahan in hasil.ubahan:
            if ubahan.kosong:
                self.stderr.write(f"DIKOSONGKAN {ubahan}")
            elif uji or not ubahan.beralas:
                asal = "" if ubahan.beralas else " (tanpa catatan asal)"
                self.stdout.write(f"BERUBAH {ubahan}{asal}")

    def _tolak(self, hasil: HasilImpor, kosongkan: bool) -> None:
        if hasil.galat:
            raise CommandError(f"{len(hasil.galat)} galat; tidak ada yang disimpan.")
        kurang = []
        if hasil.belum_dijawab:
            kurang.append(f"{len(hasil.belum_dijawab)} baris bentrok (pakai --bentrok berkas atau --bentrok sistem)")
        if hasil.kosong and not kosongkan:
            kurang.append(f"{len(hasil.kosong)} sel dikosongkan (pakai --kosongkan)")
        if kurang:
            raise CommandError(f"{' dan '.join(kurang)}; tidak ada yang disimpan.")
