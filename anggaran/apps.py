from django.apps import AppConfig


class AnggaranConfig(AppConfig):
    name = "anggaran"

    def ready(self) -> None:
        from renstra.pemakaian import daftarkan

        from .pemakaian import PemakaianUang

        daftarkan(PemakaianUang())
