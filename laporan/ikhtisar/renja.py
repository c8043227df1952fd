"""The evaluation of the Renja: one indicator against the year and against the Renstra, and their means.

Works on loaded rows and calls the formulas of `capaian.rumus` and `anggaran.rumus`; pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from anggaran import rumus as uang_rumus
from anggaran.bentuk import JENIS_UANG
from capaian import rumus
from capaian.hitung.capaian import HitungCapaian
from renstra.bentuk import BarisIndikator, BarisTarget

from .bentuk import SATU, AngkaRenja, Ikhtisar, IkhtisarIndikator, IkhtisarSimpul, RataRenja

DINILAI = ("sasaran", *JENIS_UANG)
"""The kinds of nodes that the evaluation lists."""


def hitung_renja(hitung: HitungCapaian, asal: BarisIndikator, realisasi: Decimal | None) -> AngkaRenja:
    """One indicator. What is summed over quarters is summed over years too; of others the latest counts."""
    target = hitung.nilai.target(asal, hitung.tahun)
    if hitung.rencana.triwulan == 4:  # the year is whole: its own number, as everywhere else
        realisasi = hitung.nilai.realisasi(asal, hitung.tahun).nilai
    akhir = _target_akhir(hitung, asal)
    lalu = _gabung(asal, [hitung.nilai.realisasi(asal, t).nilai for t in _tahun_lalu(hitung)])
    renstra = _gabung(asal, [lalu, realisasi])
    return AngkaRenja(
        target_akhir=akhir.nilai,
        target_akhir_teks=akhir.teks,
        realisasi_lalu=lalu,
        target=target.nilai,
        target_atas=target.nilai_atas,
        target_teks=target.teks,
        realisasi=realisasi,
        capaian=hitung.capaian(asal, target.nilai, target.nilai_atas, realisasi).nilai,
        realisasi_renstra=renstra,
        capaian_renstra=hitung.capaian(asal, akhir.nilai, akhir.nilai_atas, renstra).nilai,
    )


def _gabung(asal: BarisIndikator, tahunan: list[Decimal | None]) -> Decimal | None:
    return rumus.agregasi(tahunan, "jumlah" if asal.agregasi == "jumlah" else "akhir")


def _tahun_lalu(hitung: HitungCapaian) -> range:
    """The Renstra years before this one; without a stated period, the year before."""
    renstra = hitung.rencana.renstra
    awal = renstra.periode_awal if renstra and renstra.periode_awal else hitung.tahun - 1
    return range(awal, hitung.tahun)


def _target_akhir(hitung: HitungCapaian, asal: BarisIndikator) -> BarisTarget:
    """The target at the end of the Renstra; of a summed indicator the sum of its years, where all have one."""
    renstra = hitung.rencana.renstra
    akhir = hitung.periode_akhir or hitung.tahun
    if asal.agregasi != "jumlah" or renstra is None or renstra.periode_awal is None:
        return hitung.nilai.target(asal, akhir)
    tahunan = [hitung.nilai.target(asal, t).nilai for t in range(renstra.periode_awal, akhir + 1)]
    lengkap = all(n is not None for n in tahunan)
    return hitung.nilai.target(asal, akhir)._replace(
        nilai=rumus.agregasi(tahunan, "jumlah") if lengkap else None, nilai_atas=None, teks=""
    )


def rata_renja(
    indikator: Iterable[IkhtisarIndikator], simpul: Iterable[IkhtisarSimpul], hitung: HitungCapaian
) -> RataRenja | None:
    """The means over the indicators that the evaluation lists."""
    dinilai = {s.kode for s in simpul if s.jenis in DINILAI}
    renja = [i.renja for i in indikator if i.induk in dinilai and i.renja is not None]
    if not renja:
        return None
    tahun = rumus.rata_tertimbang((r.capaian, SATU) for r in renja)
    renstra = rumus.rata_tertimbang((r.capaian_renstra, SATU) for r in renja)
    return RataRenja(
        capaian=tahun.nilai,
        predikat=hitung.predikat_capaian(tahun.nilai)[0] if tahun.mewakili else None,
        capaian_renstra=renstra.nilai,
        predikat_renstra=hitung.predikat_capaian(renstra.nilai)[0] if renstra.mewakili else None,
        anggota=len(renja),
        dihitung=tahun.dihitung,
        dihitung_renstra=renstra.dihitung,
    )


def uang_renja(lalu: Iterable[Ikhtisar], kini: Ikhtisar) -> dict[str, dict[str, str | None]]:
    """Per node: money spent in the Renstra years before, and to date, as JSON data."""
    per_simpul: dict[str, list[Decimal | None]] = {}
    for tahun in lalu:
        for s in tahun.simpul:
            per_simpul.setdefault(s.kode, []).append(s.realisasi)
    hasil = {}
    for s in kini.simpul:
        if s.jenis in JENIS_UANG:
            sebelum = uang_rumus.jumlah(per_simpul.get(s.kode, []))
            hasil[s.kode] = {
                "lalu": _teks(sebelum),
                "kini": _teks(s.realisasi),
                "renstra": _teks(uang_rumus.jumlah([sebelum, s.realisasi])),
            }
    return hasil | {"total": {"serapan": _teks(kini.total.serapan)}}


def _teks(nilai: Decimal | None) -> str | None:
    return None if nilai is None else format(nilai, "f")
