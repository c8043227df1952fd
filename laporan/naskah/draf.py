"""The automatic draft of a section that nobody has written: sentences with live numbers only. Pure.

A draft reads, once its numbers are filled in, exactly as the sentences that are printed while nobody has written any;
a test compares both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator
from sakip.kaya.rujukan import TOTAL, Rujukan


def _r(jenis: str, objek: str = TOTAL) -> str:
    return str(Rujukan(jenis, objek))


def _simpulan(i: Ikhtisar) -> Iterable[str]:
    iku = [x for x in i.indikator if x.iku]
    yield _rata_iku(i)
    kuat = [x for x in iku if x.capaian is not None and x.capaian >= 100]
    lemah = [x for x in iku if x.capaian is not None and x.capaian < 100]
    yield f"IKU yang mencapai atau melebihi target: {_sebut(kuat)}." if kuat else ""
    yield f"IKU yang tidak mencapai target: {_sebut(lemah)}." if lemah else ""
    yield _anggaran(i)
    yield _efisiensi(i)


def _sebut(daftar: Iterable[IkhtisarIndikator]) -> str:
    return "; ".join(f"{x.nama} ({_r('capaian', x.kode)})" for x in daftar)


def _rata_iku(i: Ikhtisar) -> str:
    t = i.total
    if t.capaian_iku is None or not t.dihitung:
        return ""
    nilai = _r("capaian") + (f" ({_r('predikat')})" if t.predikat else "")
    if t.anggota == 1:
        return f"Pada tahun {i.tahun}, capaian Indikator Kinerja Utama adalah {nilai}."
    dari = f"{t.anggota} Indikator Kinerja Utama"
    dari = f"{t.dihitung} dari {dari}" if t.dihitung < t.anggota else dari
    return f"Pada tahun {i.tahun}, rata-rata capaian {dari} adalah {nilai}."


def _anggaran(i: Ikhtisar) -> str:
    t = i.total
    if t.pagu is None:
        return ""
    if t.serapan is None or t.realisasi is None or t.sisa is None:
        return f"Pagu anggaran tahun {i.tahun} adalah {_r('pagu')}."
    return (
        f"Realisasi anggaran tahun {i.tahun} adalah {_r('realisasi')} dari pagu {_r('pagu')}, dengan serapan "
        f"{_r('serapan')} dan sisa {_r('sisa')}."
    )


def _efisiensi(i: Ikhtisar) -> str:
    t = i.total
    if not t.kesimpulan or t.capaian_banding is None or t.serapan_rata_sasaran is None or t.efisiensi is None:
        return ""
    teks = (
        f"Penggunaan anggaran {_r('kesimpulan')}: rata-rata capaian IKU {_r('capaian_efisiensi')} dibandingkan dengan "
        f"rata-rata serapan sasaran {_r('serapan_rata')}, nilai efisiensi {_r('efisiensi')}."
    )
    kurang = [s for s in i.sasaran if s.kesimpulan == "tidak efisien"]
    if kurang and t.kesimpulan == "efisien":
        uraian = {s.kode: s.uraian for s in i.simpul}
        nama = "; ".join(f"{uraian[s.kode]} ({_r('efisiensi', s.kode)})" for s in kurang)
        teks += f" Walaupun secara keseluruhan efisien, sasaran berikut tidak efisien: {nama}."
    return teks


BAGIAN: dict[str, Callable[[Ikhtisar], Iterable[str]]] = {"4.1": _simpulan}
"""The sections with a draft."""


def draf(kunci: str, ikhtisar: Ikhtisar) -> str:
    """The draft of a section as Markdown with references; empty where the data give none."""
    return "\n\n".join(k for k in BAGIAN[kunci](ikhtisar) if k) if kunci in BAGIAN else ""
