import hashlib
import json

from django.apps import AppConfig

from sakip.cadangan import sidik


class LaporanConfig(AppConfig):
    name = "laporan"

    def ready(self):
        from renstra.pemakaian import daftarkan
        from sakip.berkas import kuota
        from sakip.panduan import tujuan

        from .ikhtisar.tahun import tahun_kerja
        from .pemakaian import PemakaianLaporan, berkas_laporan

        daftarkan(PemakaianLaporan())
        kuota.daftarkan(berkas_laporan)
        tujuan.daftarkan(tahun_kerja)
        sidik.daftarkan("Ikhtisar", _sidik_ikhtisar)


def _sidik_ikhtisar() -> dict[str, str]:
    """Every computed year of every agency: what a backup is compared by."""
    from sakip.models import PerangkatDaerah

    from .ikhtisar.bentuk import ke_json
    from .ikhtisar.susun import susun_ikhtisar
    from .ikhtisar.tahun import tahun_per_instansi

    semua = list(PerangkatDaerah.objects.select_related("pemda"))
    hasil = {}
    tahun, _ = tahun_per_instansi(semua)
    for instansi in semua:
        for satu in sorted({t for t, _ in tahun[instansi.pk]}):
            isi = json.dumps(ke_json(susun_ikhtisar(instansi, satu)), sort_keys=True, ensure_ascii=False)
            hasil[f"{instansi.kode} {satu}"] = hashlib.sha256(isi.encode()).hexdigest()
    return hasil
