"""An indicator of the ikhtisar, put together from its capaian, its money and its definition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from capaian import rumus
from capaian.hitung.capaian import HitungCapaian
from renstra.bentuk import BarisIndikator

from .bentuk import AngkaEfisiensi, IkhtisarIndikator
from .renja import hitung_renja

Efisiensi = Callable[[Decimal | None], AngkaEfisiensi]


def ikhtisar_indikator(
    hitung: HitungCapaian, baris: BarisIndikator, kode_simpul: Mapping[int, str], efisiensi: Efisiensi
) -> IkhtisarIndikator:
    """Everything about one indicator. `efisiensi` tells the efficiency of its capaian."""
    asal = hitung.nilai.sumber(baris)
    capaian = _capaian(hitung, asal)
    return IkhtisarIndikator(
        induk=kode_simpul[baris.simpul_id],
        efisiensi=efisiensi(capaian["capaian"]),
        **_definisi(hitung, baris, asal),
        **capaian,
        **_deret(hitung, asal, capaian["realisasi"]),
        **_target(hitung, asal),
    )


def _definisi(hitung: HitungCapaian, baris: BarisIndikator, asal: BarisIndikator) -> dict[str, Any]:
    """What it is; how it is measured is `asal`'s, whose numbers it shows."""
    per_id = hitung.nilai.per_id
    return {
        "kode": baris.kode,
        "nama": baris.nama,
        "satuan": baris.satuan,
        "iku": baris.iku,
        "arah": asal.arah,
        "jenis_nilai": asal.jenis_nilai,
        "agregasi": asal.agregasi,
        "bobot": baris.bobot,
        "pengali": asal.pengali,
        "skala": baris.skala,
        "skala_dikenal": not baris.skala or baris.skala in hitung.rencana.skala,
        "mengacu": asal.kode if asal.id != baris.id else "",
        "mendukung": per_id[baris.mendukung_id].kode if baris.mendukung_id in per_id else "",
        "formulasi": baris.formulasi,
        "definisi": baris.definisi,
        "alasan_pemilihan": baris.alasan,
        "sumber_data": baris.sumber_data,
        "penanggung_jawab": baris.penanggung_jawab,
    }


def _capaian(hitung: HitungCapaian, asal: BarisIndikator) -> dict[str, Any]:
    """Target, realisasi and capaian of the year (to date), each with what it says about itself."""
    target, nilai, capaian, dinyatakan = hitung.capaian_tahun(asal, hitung.tahun)
    predikat, warna = hitung.predikat_capaian(capaian.nilai)
    skala = hitung.nilai.skala_nilai(asal)
    pita = skala.cari(nilai.nilai) if skala and nilai.nilai is not None else None
    return {
        "target": target.nilai,
        "target_atas": target.nilai_atas,
        "target_teks": target.teks,
        "versi_target": target.versi or None,
        "realisasi": nilai.nilai,
        "realisasi_teks": nilai.teks,
        "realisasi_dinyatakan": nilai.dinyatakan,
        "pembilang": nilai.pembilang,
        "penyebut": nilai.penyebut,
        "capaian": capaian.nilai,
        "capaian_dibatasi": rumus.batasi(capaian.nilai, hitung.batas),
        "capaian_dinyatakan": dinyatakan,
        "predikat": predikat,
        "warna": warna,
        "predikat_nilai": nilai.predikat or (pita.predikat if pita else None),
        "status": rumus.status(capaian.nilai),
        "alasan": capaian.alasan or nilai.alasan or hitung.alasan_target(asal, target),
    }


def _deret(hitung: HitungCapaian, asal: BarisIndikator, realisasi: Decimal | None) -> dict[str, Any]:
    """Quarters, years, comparisons and parts."""
    komponen, triwulan, deret = hitung.komponen(asal), hitung.triwulan(asal), hitung.deret(asal)
    return {
        "triwulan": triwulan,
        "beda_tahunan": hitung.beda_tahunan(asal, triwulan),
        "deret": deret,
        "tidak_wajar": hitung.tidak_wajar(asal, deret),
        "akhir_renstra": hitung.akhir_renstra(asal, realisasi),
        "pembanding": hitung.pembanding(asal, realisasi),
        "nasional": hitung.nasional(asal, realisasi),
        "komponen": komponen,
        "jumlah_komponen": rumus.jumlah_komponen([k.nilai for k in komponen]),
        "jumlah_maksimum": rumus.jumlah_komponen([k.maksimum for k in komponen]),
        "analisis": hitung.analisis(asal),
        "renja": hitung_renja(hitung, asal, realisasi) if hitung.rencana.triwulan else None,
    }


def _target(hitung: HitungCapaian, asal: BarisIndikator) -> dict[str, Any]:
    return {
        "target_renstra": hitung.target_renstra(asal),
        "target_pk": hitung.target_versi(asal, "pk"),
        "target_pk_perubahan": hitung.target_versi(asal, "pk_perubahan"),
        "target_versi_renstra": hitung.target_versi(asal, "renstra"),
    }
