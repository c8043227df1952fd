from django.apps import AppConfig


class RenstraConfig(AppConfig):
    name = "renstra"

    def ready(self) -> None:
        from sakip.berkas import kuota
        from sakip.jaga import rentang

        from .pemakaian import berkas_pk, periode

        kuota.daftarkan(berkas_pk)
        rentang.daftarkan(periode)
