"""Why a report composed now would rest on data that nobody answers for yet."""

from __future__ import annotations

from capaian.alur import BEKU
from capaian.models import Realisasi
from laporan.ikhtisar.bentuk import Ikhtisar
from laporan.langkah import BERNILAI
from laporan.models import Narasi
from laporan.periksa.aturan import periksa_ikhtisar
from laporan.periksa.bentuk import GALAT
from laporan.temuan.terima import tinjau
from laporan.unggahan import gambar_naskah
from sakip.models import PerangkatDaerah

TAMPIL = 20


def peringatan(instansi: PerangkatDaerah, ikhtisar: Ikhtisar) -> list[str]:
    """As sentences: entries that were not approved, then findings of the gravest kind that nobody accepted."""
    tahun = ikhtisar.tahun
    isian = Realisasi.objects.filter(
        BERNILAI, indikator__renstra__perangkat_daerah=instansi, tahun=tahun, triwulan__isnull=False
    )
    belum = isian.exclude(status__in=BEKU).count()
    narasi = Narasi.objects.filter(perangkat_daerah=instansi, tahun=tahun).values_list("bagian", "judul", "teks")
    gambar = gambar_naskah(instansi, tahun, [teks for _, _, teks in narasi])
    ditinjau = tinjau(instansi, tahun, ikhtisar.triwulan, periksa_ikhtisar(ikhtisar, narasi, gambar))
    galat = [d.temuan.pesan for d in ditinjau if d.diterima is None and d.temuan.tingkat == GALAT]
    hasil = [f"{belum} isian triwulan belum disetujui."] if belum else []
    hasil += galat[:TAMPIL]
    return hasil + ([f"{len(galat) - TAMPIL} galat lain belum diperbaiki."] if len(galat) > TAMPIL else [])
