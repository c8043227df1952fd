"""The nodes of the ikhtisar, each with its money and the mean capaian of its own indicators."""

from __future__ import annotations

from collections.abc import Mapping

from anggaran import rumus
from anggaran.bentuk import JENIS_UANG
from anggaran.hitung import KOSONG, HitungUang
from renstra.bentuk import BarisSimpul

from .bentuk import Angka, IkhtisarSimpul


def ikhtisar_simpul(
    hitung: HitungUang, kode_indikator: dict[int, str], capaian: Mapping[str, Angka], batas_menunjang: int
) -> tuple[IkhtisarSimpul, ...]:
    """Every node in the order of the tree; `capaian` by kode of the node."""
    tingkat: dict[int, int] = {}
    for s in hitung.simpul:
        tingkat[s.id] = tingkat.get(s.induk_id, -1) + 1 if s.induk_id else 0
    return tuple(
        _satu(hitung, s, tingkat[s.id], kode_indikator, capaian.get(s.kode), batas_menunjang) for s in hitung.simpul
    )


def _satu(
    hitung: HitungUang, s: BarisSimpul, tingkat: int, kode_indikator: dict[int, str], rata: Angka, batas: int
) -> IkhtisarSimpul:
    uang = hitung.uang[s.id] if s.jenis in JENIS_UANG else KOSONG
    serapan, dinyatakan = rumus.hitung_serapan(uang.pagu, uang.realisasi), hitung.dinyatakan_simpul(s)
    return IkhtisarSimpul(
        kode=s.kode,
        induk=hitung.per_id[s.induk_id].kode if s.induk_id in hitung.per_id else "",
        jenis=s.jenis,
        kode_nomenklatur=s.kode_nomenklatur,
        uraian=s.uraian,
        mendukung=hitung.kode_dukungan(s, kode_indikator),
        pagu_murni=uang.murni,
        pagu=uang.pagu,
        realisasi=uang.realisasi,
        sisa=serapan.sisa,
        serapan=serapan.nilai,
        realisasi_triwulan=uang.triwulan,
        alasan=serapan.alasan if s.jenis in JENIS_UANG else "",
        tingkat=tingkat,
        pagu_pergeseran=uang.pergeseran,
        pagu_dinyatakan=dinyatakan.pagu,
        realisasi_dinyatakan=dinyatakan.realisasi,
        sasaran=s.sasaran,
        penanggung_jawab=s.penanggung_jawab,
        tahap=hitung.tahap.get(s.id, "") if hitung.daun[s.id] == [s.id] else "",
        beda_bulan=hitung.beda_bulan.get(s.id, ()),
        capaian=rata,
        menunjang=None if rata is None else rata >= batas,
    )
