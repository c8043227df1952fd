"""What the engine says about a row, as the sheet shows it; the same for a page and after a save."""

from __future__ import annotations

from decimal import Decimal

from anggaran import rumus as uang_rumus
from anggaran.hitung import Uang
from capaian import rumus, wajar
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
    aneh = aneh_indikator(hitung, i, triwulan)
    return {
        "wajar": sel_wajar(aneh),
        "realisasi": sel_angka(tw.realisasi, rumus.BELUM_DIISI, cara),
        "sd": sel_angka(tw.sd_realisasi, rumus.BELUM_DIISI, cara),
        "capaian": capaian(tw.capaian, tw.alasan),
        "sd_capaian": capaian(tw.sd_capaian, sd),
    }


def aneh_indikator(hitung: HitungCapaian, i: BarisIndikator, triwulan: int) -> str:
    """Why the quarter's value is beyond what is reasonable; empty where it is not."""
    tw = hitung.triwulan(i)
    ini = tw[triwulan - 1]
    if ini.realisasi is None:
        return ""
    return wajar.kenapa_aneh(
        ini.realisasi,
        satuan=i.satuan,
        bawah=i.wajar_bawah,
        atas=i.wajar_atas,
        capaian=ini.capaian,
        triwulan_lalu=tw[triwulan - 2].realisasi if triwulan > 1 else _triwulan_akhir_lalu(hitung, i),
        tahun_lalu=hitung.nilai.realisasi(i, hitung.tahun - 1).nilai,
    )


def _triwulan_akhir_lalu(hitung: HitungCapaian, i: BarisIndikator) -> Decimal | None:
    semua = hitung.hasil.realisasi.get(i.id, ())
    lalu = next((r for r in semua if (r.tahun, r.triwulan) == (hitung.tahun - 1, 4)), None)
    return hitung.nilai.nilai_baris(i, lalu).nilai if lalu else None


def sel_wajar(aneh: str) -> SelHasil:
    """The mark of what must be looked at; shown only where there is one."""
    return SelHasil(f"Perlu diperiksa: {aneh}" if aneh else "", "", "keadaan-periksa" if aneh else "")


def peringatan_wajar(peringatan: str, hasil: dict[str, SelHasil], tempat: str = "rincian baris ini") -> str:
    """What is said beside a cell after its save: what was odd in the text, and what is in the value. `tempat`: where
    its reason is written."""
    aneh = hasil["wajar"].teks
    return " ".join(p for p in (peringatan, f"{aneh} Tulis alasannya pada {tempat}." if aneh else "") if p)


def hasil_uang(uang: Uang, triwulan: int) -> dict[str, SelHasil]:
    """The computed cells of a sub kegiatan's money, to date."""
    serapan = uang_rumus.hitung_serapan(uang.pagu, uang.realisasi)
    return {
        "wajar": sel_wajar(aneh_uang(uang, triwulan)),
        "sd": sel_angka(uang.realisasi, uang_rumus.REALISASI_BELUM, "bulat"),
        "serapan": sel_persen(serapan.nilai, serapan.alasan, "bulat"),
    }


def aneh_uang(uang: Uang, triwulan: int) -> str:
    return wajar.kenapa_uang_aneh(uang.triwulan[triwulan - 1], uang.realisasi, uang.pagu)
