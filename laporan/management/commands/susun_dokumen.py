import time

from django.core.management.base import BaseCommand, CommandError

from laporan import dokumen
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.laporan import Laporan
from laporan.models import StatusSusunan
from laporan.susun.jalan import jalur, kerjakan
from laporan.tasks import mulai, pulihkan
from sakip.management.perintah import ambil_instansi, periksa_tujuan, tulis_berkas

TUNGGU_PEKERJA = 8
"""Seconds after which a composition that no worker takes is done here."""


def _sifat(d):
    apa = [kata for kata, ya in (("per triwulan", d.per_triwulan), ("juga per bidang", d.per_bidang)) if ya]
    return f" ({', '.join(apa)})" if apa else ""


class Command(BaseCommand):
    help = "Susun satu dokumen selain LKjIP sebagai PDF atau Excel; tanpa JENIS: daftar jenisnya."

    def add_arguments(self, parser):
        parser.add_argument("kode")
        parser.add_argument("tahun", type=int)
        parser.add_argument("jenis", nargs="?", default="")
        parser.add_argument("--triwulan", type=int, choices=(1, 2, 3, 4))
        parser.add_argument("--bidang", default="", help="kode bidang, untuk dokumen yang juga ada per bidang")
        parser.add_argument("--excel", action="store_true", help="tulis buku Excel dari data sekarang")
        parser.add_argument("--keluaran", default="", help="berkas yang ditulis")

    def handle(self, *args, kode, tahun, jenis, triwulan, bidang, excel, keluaran, **options):
        instansi = ambil_instansi(kode)
        if not jenis:
            for d in dokumen.DOKUMEN.values():
                self.stdout.write(f"{d.kunci:<30}{d.judul}{_sifat(d)}")
            return
        self._periksa(jenis, triwulan, keluaran)
        milik = self._bidang(instansi, jenis, bidang)
        if excel:
            bahan = dokumen.bahan(jenis, instansi, tahun, triwulan, milik)
            laporan = Laporan(ke_json(susun_ikhtisar(instansi, tahun, triwulan)), bahan)
            tulis_berkas(keluaran, dokumen.DOKUMEN[jenis].excel(laporan))
            self.stdout.write(f"{keluaran}: buku Excel.")
            return
        susunan = self._tunggu(mulai(instansi, tahun, None, jenis, triwulan, milik))
        tulis_berkas(keluaran, jalur(susunan.berkas).read_bytes())
        self.stdout.write(f"{keluaran}: {susunan.halaman} halaman.")

    def _periksa(self, jenis, triwulan, keluaran):
        if jenis not in dokumen.DOKUMEN:
            raise CommandError(f"Jenis {jenis} tidak ada. Pilih: {', '.join(dokumen.DOKUMEN)}.")
        if dokumen.DOKUMEN[jenis].per_triwulan != (triwulan is not None):
            perlu = "memerlukan" if triwulan is None else "tidak memakai"
            raise CommandError(f"{dokumen.DOKUMEN[jenis].judul} {perlu} --triwulan.")
        if not keluaran:
            raise CommandError("Sebutkan berkas tujuan dengan --keluaran.")
        periksa_tujuan(keluaran)

    def _bidang(self, instansi, jenis, kode):
        if not kode:
            return None
        if not dokumen.DOKUMEN[jenis].per_bidang:
            raise CommandError(f"{dokumen.DOKUMEN[jenis].judul} tidak memakai --bidang.")
        bidang = instansi.bidang.filter(kode=kode).first()
        if bidang is None:
            ada = ", ".join(instansi.bidang.values_list("kode", flat=True))
            raise CommandError(f"Bidang {kode} tidak ada. {f'Pilih: {ada}.' if ada else 'Instansi ini tanpa bidang.'}")
        return bidang

    def _tunggu(self, susunan):
        """Until it is composed: by a worker, or here where none takes it."""
        awal = time.monotonic()
        while True:
            susunan.segarkan()
            if not susunan.terbuka:
                break
            bagian = list(susunan.bagian.order_by("urutan"))
            if time.monotonic() - awal > TUNGGU_PEKERJA:
                if all(b.status in (StatusSusunan.ANTRE, StatusSusunan.SELESAI) for b in bagian):
                    for b in bagian:
                        kerjakan(b.pk)
                pulihkan()
            time.sleep(0.3)
        if susunan.status != StatusSusunan.SELESAI:
            raise CommandError(susunan.kesalahan or "Penyusunan tidak selesai.")
        return susunan
