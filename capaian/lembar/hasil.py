"""What the engine says about a row, as the sheet shows it; the same for a page and after a save."""

from __future__ import annotations

from decimal import Decimal

from anggaran import rumus as uang_rumus
from anggaran.hitung import Uang
from capaian import rumus
from capaian.hitung.capaian import HitungCapaian
from renstra.bentuk import BarisIndikator
from sakip.kisi.hasil import SelHasil, sel_angka, sel_persen
from sakip.templatetags.sakip import kelas_warna


def hasil_indikator(hitung: HitungCapaian, i: BarisIndikator, triwulan: int) -> dict[str, SelHasil]:
    """The computed cells of an indicator's row: this quarter, and to date."""
    cara = hitung.rencana.instansi.pembulatan or "bulat"
    tw = hitung.triwulan(i)[triwulan - 1]

    def capaian(nilai: Decimal | None, alasan: str) -> SelHasil:
        predikat, warna = hitung.predikat_capaian(nilai)
        return sel_persen(nilai, alasan, cara, predikat or "", kelas_warna(warna) if predikat else "")

    sd = hitung.capaian(i, tw.sd_target, None, tw.sd_realisasi).alasan
    return {
        "realisasi": sel_angka(tw.realisasi, rumus.BELUM_DIISI, cara),
        "sd": sel_angka(tw.sd_realisasi, rumus.BELUM_DIISI, cara),
        "capaian": capaian(tw.capaian, tw.alasan),
        "sd_capaian": capaian(tw.sd_capaian, sd),
    }


def hasil_uang(uang: Uang) -> dict[str, SelHasil]:
    """The computed cells of a sub kegiatan's money, to date."""
    serapan = uang_rumus.hitung_serapan(uang.pagu, uang.realisasi)
    return {
        "sd": sel_angka(uang.realisasi, uang_rumus.REALISASI_BELUM, "bulat"),
        "serapan": sel_persen(serapan.nilai, serapan.alasan, "bulat"),
    }
