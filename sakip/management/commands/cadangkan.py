import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from sakip.cadangan import sandi
from sakip.cadangan.buat import cadangkan
from sakip.cadangan.pulih import CadanganDitolak, buktikan
from sakip.cadangan.putar import awalan, buang_lama
from sakip.jaga.tabel import Pengambilan


class Command(BaseCommand):
    help = "Cadangkan basis data, berkas, dan pengaturan tanpa rahasia, lalu buktikan dengan memulihkannya."

    def add_arguments(self, parser):
        tujuan = parser.add_mutually_exclusive_group(required=True)
        tujuan.add_argument("--keluaran", help="Berkas cadangan; disandikan bila SAKIP_CADANGAN_KUNCI terisi.")
        tujuan.add_argument("--folder", help="Folder cadangan malam: disimpan 7 harian, 5 mingguan, 12 bulanan.")
        parser.add_argument("--salin", help="Folder kedua, di cakram lain.")
        parser.add_argument("--tanpa-bukti", action="store_true", help="Jangan pulihkan ke basis data sementara.")

    def handle(self, *args, keluaran, folder, salin, tanpa_bukti, **options):
        tujuan = Path(keluaran) if keluaran else Path(folder) / f"{awalan(timezone.localtime())}.tar.gz"
        try:
            penerima = sandi.penerima(settings.CADANGAN_KUNCI)
            tujuan = self.tulis(tujuan, penerima, tanpa_bukti)
            if salin:
                self.salin(tujuan, Path(salin))
        except OSError as galat:
            raise CommandError(f"Cadangan tidak dapat ditulis: {galat}") from galat
        except CadanganDitolak as galat:
            raise CommandError(f"Cadangan {tujuan} TIDAK terbukti: {galat}") from galat
        except sandi.KunciDitolak as galat:
            raise CommandError(str(galat)) from galat
        # Only what was proven takes the place of something older.
        for tempat in filter(None, [folder, salin if folder else None]):
            for lama in buang_lama(Path(tempat)):
                self.stdout.write(f"Dibuang: {lama}")

    def tulis(self, tujuan: Path, penerima: list, tanpa_bukti: bool) -> Path:
        """Write and prove; where there are keys, it is proven first and encrypted then. Where it stands."""
        if not penerima:
            self.buat(tujuan, tanpa_bukti, tujuan)
            return tujuan
        if tujuan.suffix != sandi.AKHIRAN:
            tujuan = tujuan.with_name(tujuan.name + sandi.AKHIRAN)
        with tempfile.TemporaryDirectory(dir=tujuan.parent, prefix=".cadang-") as sementara:
            polos = Path(sementara) / "cadangan.tar.gz"
            self.buat(polos, tanpa_bukti, tujuan)
            sandi.sandikan(polos, tujuan, penerima)
        self.stdout.write("Disandikan: hanya pemegang kunci pribadinya yang dapat membacanya.")
        return tujuan

    def buat(self, berkas: Path, tanpa_bukti: bool, tujuan: Path) -> None:
        daftar = cadangkan(berkas)
        Pengambilan.objects.create(halaman="cadangkan", berkas=tujuan.name[:200])
        baris = sum(banyak for banyak, _ in daftar["tabel"].values())
        self.stdout.write(f"{tujuan}: {baris} baris, {len(daftar['berkas'])} berkas.")
        if not tanpa_bukti:
            self.stdout.write(buktikan(berkas))
            Pengambilan.objects.create(halaman="buktikan cadangan", berkas=tujuan.name[:200])

    def salin(self, tujuan: Path, folder: Path) -> None:
        sementara = folder / f".{tujuan.name}.salin"
        shutil.copyfile(tujuan, sementara)
        sementara.chmod(0o600)
        sementara.replace(folder / tujuan.name)
        self.stdout.write(f"Disalin ke {folder / tujuan.name}.")
