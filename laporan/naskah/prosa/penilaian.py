"""Words of judgement beside the data that they judge. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from laporan.ikhtisar.bentuk import Angka, IkhtisarIndikator
from sakip.angka import tulis, tulis_persen
from sakip.kaya.rujukan import TOTAL

from .butir import Daftar
from .kalimat import Kalimat, kalimat

_NAIK = re.compile(r"\b(meningkat|naik|mengalami (kenaikan|peningkatan))\b", re.IGNORECASE)
_TURUN = re.compile(r"\b(menurun|turun|mengalami penurunan)\b", re.IGNORECASE)
_TIDAK_TERCAPAI = re.compile(
    r"\b(tidak|belum|kurang)( dapat| sepenuhnya| berhasil)? (tercapai|mencapai target|memenuhi target)\b", re.IGNORECASE
)
_TERCAPAI = re.compile(
    r"\b(telah|sudah|berhasil|dapat)? ?(tercapai|mencapai target|melampaui target|melebihi target|memenuhi target)\b",
    re.IGNORECASE,
)
_TIDAK_EFISIEN = re.compile(r"\b(tidak|belum|kurang) efisien\b", re.IGNORECASE)
_EFISIEN = re.compile(r"\befisien\b", re.IGNORECASE)
_ANGGARAN = re.compile(r"\b(anggaran|sumber daya|efisiensi|belanja)\b", re.IGNORECASE)
_TERTINGGI = re.compile(r"\bcapaian (?:\w+ )?(tertinggi|terendah)\b|\b(tertinggi|terendah) capaiannya\b", re.IGNORECASE)
_TAHUN = re.compile(r"\b20\d\d\b")
_ANDAI = re.compile(r"\b(agar|supaya|diharapkan|ditargetkan|akan|apabila|jika|bila|untuk)\b", re.IGNORECASE)


@dataclass(frozen=True)
class SalahNilai:
    """A judgement that the data contradict."""

    objek: str
    kata: str
    data: str
    kutipan: str


def penilaian(daftar: Daftar, bagian: str, teks: str) -> Iterator[SalahNilai]:
    """Every contradicted judgement of a text; a sentence of hope or purpose judges nothing."""
    objek = daftar.bagian(bagian)
    for k in kalimat(teks):
        disebut = daftar.disebut(k.teks)
        kode = disebut[0].objek[0] if disebut else objek
        i = daftar.indikator.get(kode)
        if _ANDAI.search(k.teks):
            continue
        if i is not None and len({s.objek for s in disebut}) < 2:
            yield from _perubahan(daftar, i, k)
            yield from _ketercapaian(daftar, i, k)
            yield from _urutan(daftar, i, k)
        yield from _efisiensi(daftar, kode, k)


def _perubahan(daftar: Daftar, i: IkhtisarIndikator, k: Kalimat) -> Iterator[SalahNilai]:
    naik, turun = _NAIK.search(k.teks), _TURUN.search(k.teks)
    tahun = daftar.i.tahun
    kini = next((d for d in i.deret if d.tahun == tahun), None)
    if bool(naik) == bool(turun) or kini is None or kini.realisasi is None:
        return
    disebut = {int(t) for t in _TAHUN.findall(k.teks)} - {tahun}
    lalu = [d for d in i.deret if d.realisasi is not None and d.tahun < tahun and (not disebut or d.tahun in disebut)]
    if not lalu or (disebut and len(disebut) > 1):
        return
    dulu = lalu[-1].realisasi or Decimal(0)
    selisih = kini.realisasi - dulu
    if (naik and selisih <= 0) or (turun and selisih >= 0):
        cara = daftar.i.pembulatan
        kata = (naik or turun).group()  # type: ignore[union-attr]
        data = f"{tulis(dulu, cara=cara)} ({lalu[-1].tahun}) menjadi {tulis(kini.realisasi, cara=cara)}"
        yield SalahNilai(i.kode, kata, f"realisasi {i.nama} dari {data} ({tahun})", k.teks.strip())


def _ketercapaian(daftar: Daftar, i: IkhtisarIndikator, k: Kalimat) -> Iterator[SalahNilai]:
    tidak = _TIDAK_TERCAPAI.search(k.teks)
    ya = None if tidak else _TERCAPAI.search(k.teks)
    if i.capaian is None or (ya is None and tidak is None) or set(_TAHUN.findall(k.teks)) - {str(daftar.i.tahun)}:
        return
    if (ya and i.capaian < 100) or (tidak and i.capaian >= 100):
        kata = (tidak or ya).group().strip()  # type: ignore[union-attr]
        yield SalahNilai(i.kode, kata, f"capaian {i.nama} {_persen(i.capaian, daftar)}", k.teks.strip())


def _urutan(daftar: Daftar, i: IkhtisarIndikator, k: Kalimat) -> Iterator[SalahNilai]:
    """The highest or lowest capaian of the IKU."""
    m = _TERTINGGI.search(k.teks)
    iku = [x for x in daftar.i.indikator if x.iku and x.capaian is not None]
    if m is None or not i.iku or i.capaian is None or len(iku) < 2:
        return
    kata = (m.group(1) or m.group(2)).casefold()
    ujung = (max if kata == "tertinggi" else min)(iku, key=lambda x: x.capaian or 0)
    if ujung.capaian != i.capaian:
        data = f"capaian {kata} dimiliki {ujung.nama} ({_persen(ujung.capaian, daftar)})"
        yield SalahNilai(i.kode, f"capaian {kata}", data, k.teks.strip())


def _efisiensi(daftar: Daftar, kode: str, k: Kalimat) -> Iterator[SalahNilai]:
    tidak = _TIDAK_EFISIEN.search(k.teks)
    ya = None if tidak else _EFISIEN.search(k.teks)
    if (ya is None and tidak is None) or not _ANGGARAN.search(k.teks):
        return
    kesimpulan, nilai, nama = _kesimpulan(daftar, kode)
    if (ya and kesimpulan == "tidak efisien") or (tidak and kesimpulan == "efisien"):
        kata = (tidak or ya).group()  # type: ignore[union-attr]
        angka = "" if nilai is None else f" ({tulis(nilai, 2, daftar.i.pembulatan)})"
        yield SalahNilai(kode or TOTAL, kata, f"penggunaan anggaran {nama} {kesimpulan}{angka}", k.teks.strip())


def _kesimpulan(daftar: Daftar, kode: str) -> tuple[str | None, Angka, str]:
    if i := daftar.indikator.get(kode):
        return i.efisiensi.kesimpulan, i.efisiensi.nilai, i.nama
    if s := next((s for s in daftar.i.sasaran if s.kode == kode), None):
        return s.kesimpulan, s.efisiensi, daftar.simpul[kode].uraian
    if kode:
        return None, None, ""
    return daftar.i.total.kesimpulan, daftar.i.total.efisiensi, "seluruh instansi"


def _persen(nilai: Angka, daftar: Daftar) -> str:
    return "–" if nilai is None else tulis_persen(nilai, daftar.i.pembulatan).replace("\N{NO-BREAK SPACE}", "")
