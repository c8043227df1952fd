import time

from django.core.management.base import BaseCommand, CommandError

from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from laporan.lkjip.docx.susun import susun_docx
from laporan.lkjip.laporan import Laporan
from laporan.models import StatusSusunan
from laporan.susun.jalan import jalur, judul_kerja, kerjakan
from laporan.tasks import mulai, pulihkan
from sakip.management.perintah import ambil_instansi, periksa_tujuan, tulis_berkas

TUNGGU_PEKERJA = 8
"""Seconds after which a composition that no worker takes is done here."""


class Command(BaseCommand):
    help = (
        "Susun LKjIP satu tahun sebagai PDF, lewat pekerja; tanpa pekerja aktif, disusun di sini. "
        "Dengan --docx: sebagai DOCX, langsung."
    )

    def add_arguments(self, parser):
        parser.add_argument("kode")
        parser.add_argument("tahun", type=int)
        parser.add_argument("--keluaran", required=True, help="berkas yang ditulis")
        parser.add_argument("--docx", action="store_true", help="tulis DOCX yang dapat disunting")

    def handle(self, *args, kode, tahun, keluaran, docx=False, **options):
        instansi = ambil_instansi(kode)
        periksa_tujuan(keluaran)
        if docx:
            self._docx(instansi, tahun, keluaran)
            return
        susunan = mulai(instansi, tahun)
        self.tampil: dict[str, str] = {}
        awal = time.monotonic()
        while True:
            susunan.segarkan()
            bagian = list(susunan.bagian.order_by("urutan"))
            self._kabari(bagian)
            if not susunan.terbuka:
                break
            if time.monotonic() - awal > TUNGGU_PEKERJA:
                if all(b.status in (StatusSusunan.ANTRE, StatusSusunan.SELESAI) for b in bagian):
                    self._di_sini(bagian)
                pulihkan()
            time.sleep(0.3)
        if susunan.status != StatusSusunan.SELESAI:
            raise CommandError(susunan.kesalahan or "Penyusunan tidak selesai.")
        tulis_berkas(keluaran, jalur(susunan.berkas).read_bytes())
        self.stdout.write(f"{keluaran}: {susunan.halaman} halaman.")
        if menunggu := Laporan(susunan.ikhtisar, susunan.bahan).narasi.menunggu:
            self.stderr.write(f"{len(menunggu)} naskah belum ditempatkan dan tidak ikut dicetak.")

    def _docx(self, instansi, tahun, keluaran):
        laporan = Laporan(ke_json(susun_ikhtisar(instansi, tahun)), kumpulkan(instansi, tahun))
        tulis_berkas(keluaran, susun_docx(laporan))
        self.stdout.write(f"{keluaran}: DOCX.")

    def _kabari(self, bagian):
        for b in bagian:
            kini = b.get_status_display() + (f", {b.halaman} halaman" if b.halaman else "")
            if self.tampil.get(b.kunci) != kini:
                self.tampil[b.kunci] = kini
                if b.status != StatusSusunan.ANTRE:
                    ulang = " (tidak berubah, dipakai lagi)" if b.dipakai_ulang else ""
                    self.stderr.write(f"{judul_kerja(b.kunci)}: {kini}{ulang}")

    def _di_sini(self, bagian):
        self.stderr.write("Tidak ada pekerja yang mengambil tugas; disusun di proses ini.")
        for b in bagian:
            kerjakan(b.pk)
