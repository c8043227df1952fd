from django.apps import AppConfig


class CapaianConfig(AppConfig):
    name = "capaian"

    def ready(self) -> None:
        from anggaran.pemakaian import daftarkan_pengunci
        from renstra.pemakaian import daftarkan
        from sakip.berkas import kuota
        from sakip.pertama import langkah

        from .lembar.uang import simpul_terkunci
        from .mulai.jadwal import LANGKAH
        from .pemakaian import PemakaianCapaian, berkas_bukti

        daftarkan(PemakaianCapaian())
        daftarkan_pengunci(simpul_terkunci)
        kuota.daftarkan(berkas_bukti)
        langkah.daftarkan(LANGKAH)
