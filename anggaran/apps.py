from django.apps import AppConfig


class AnggaranConfig(AppConfig):
    name = "anggaran"

    def ready(self) -> None:
        from renstra.pemakaian import daftarkan
        from sakip.berkas import kuota

        from .pemakaian import PemakaianUang, berkas_sipd

        daftarkan(PemakaianUang())
        kuota.daftarkan(berkas_sipd)
