from django.apps import AppConfig


class CapaianConfig(AppConfig):
    name = "capaian"

    def ready(self) -> None:
        from anggaran.pemakaian import daftarkan_pengunci
        from renstra.pemakaian import daftarkan

        from .lembar.uang import simpul_terkunci
        from .pemakaian import PemakaianCapaian

        daftarkan(PemakaianCapaian())
        daftarkan_pengunci(simpul_terkunci)
