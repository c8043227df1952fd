from django.apps import AppConfig


class RenstraConfig(AppConfig):
    name = "renstra"

    def ready(self) -> None:
        from django.db.models import Max, Min

        from sakip.berkas import kuota
        from sakip.jaga import rentang

        from .pemakaian import berkas_pk

        kuota.daftarkan(berkas_pk)
        rentang.daftarkan(Min("renstra__periode_awal"), Max("renstra__periode_akhir"))
