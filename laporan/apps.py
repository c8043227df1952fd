from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "laporan"

    def ready(self):
        from renstra.pemakaian import daftarkan

        from .pemakaian import PemakaianLaporan

        daftarkan(PemakaianLaporan())
