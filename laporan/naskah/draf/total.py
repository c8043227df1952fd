"""Sentences about the agency as a whole. Each is empty where the data do not hold all that it asserts. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from laporan.ikhtisar.bentuk import IkhtisarIndikator
from sakip.kaya.rujukan import BAGIAN, TOTAL

from .bentuk import BahanDraf, luput, r


def rata_iku(b: BahanDraf) -> str:
    """The mean capaian with how many IKU it is of; its predikat only where the ikhtisar gives one."""
    t, tahun = b.ikhtisar.total, b.ikhtisar.tahun
    if t.capaian_iku is None or not t.dihitung:
        return ""
    nilai = r("capaian") + (f" ({r('predikat')})" if t.predikat else "")
    if t.anggota == 1:
        return f"Pada tahun {tahun}, capaian Indikator Kinerja Utama adalah {nilai}."
    sebagian = f"{r('dihitung')} dari " if t.dihitung < t.anggota else ""
    dari = f"{sebagian}{r('anggota')} Indikator Kinerja Utama"
    return f"Pada tahun {tahun}, rata-rata capaian {dari} adalah {nilai}."


def dibatasi(b: BahanDraf) -> str:
    t, batas = b.ikhtisar.total, b.ikhtisar.batas_capaian
    if batas is None or t.capaian_iku_dibatasi is None or t.capaian_iku_dibatasi == t.capaian_iku:
        return ""
    return f"Bila capaian di atas {r('batas_capaian')} dihitung sebesar itu, rata-ratanya {r('capaian_dibatasi')}."


def status(b: BahanDraf) -> str:
    per = Counter(i.status for i in b.iku if i.status)
    rinci = ", ".join(f"{r('banyak', f'{TOTAL}{BAGIAN}{nama}')} IKU {nama}" for nama in per)
    return f"Menurut status terhadap target: {rinci}." if rinci else ""


def sebab_utama(b: BahanDraf) -> Iterator[str]:
    """Of each IKU below its target the hindrance that was entered, its first line."""
    for i in b.iku:
        if i.capaian is not None and i.capaian < 100 and i.analisis.penghambat.strip():
            sebab = i.analisis.penghambat.strip().split("\n")[0].rstrip(".; ")
            yield f"{luput(i.nama)} mencapai {r('capaian', i.kode)}; penghambat utamanya: {luput(sebab)}."


def efisiensi(b: BahanDraf) -> str:
    t = b.ikhtisar.total
    if not t.kesimpulan or t.capaian_banding is None or t.serapan_rata_sasaran is None or t.efisiensi is None:
        return ""
    teks = (
        f"Penggunaan anggaran {r('kesimpulan')}: rata-rata capaian IKU {r('capaian_efisiensi')} dibandingkan dengan "
        f"rata-rata serapan sasaran {r('serapan_rata')}, nilai efisiensi {r('efisiensi')}."
    )
    kurang = [s for s in b.ikhtisar.sasaran if s.kesimpulan == "tidak efisien"]
    if kurang and t.kesimpulan == "efisien":
        nilai = {s.kode: f" ({r('efisiensi', s.kode)})" if s.efisiensi is not None else "" for s in kurang}
        nama = "; ".join(f"{luput(b.simpul[s.kode].uraian)}{nilai[s.kode]}" for s in kurang)
        teks += f" Walaupun secara keseluruhan efisien, sasaran berikut tidak efisien: {nama}."
    return teks


def pagu(b: BahanDraf) -> str:
    """The budget, in words too, beside what it was at first."""
    t = b.ikhtisar.total
    if t.pagu is None:
        return ""
    murni = f", dari pagu murni {r('pagu_murni')}" if t.pagu_murni not in (None, t.pagu) else ""
    return f"Pagu anggaran tahun {b.ikhtisar.tahun} adalah {r('pagu')} ({r('pagu', bentuk='kata')}){murni}."


def anggaran(b: BahanDraf) -> str:
    t, tahun = b.ikhtisar.total, b.ikhtisar.tahun
    if t.pagu is None:
        return ""
    if t.serapan is None or t.realisasi is None or t.sisa is None:
        return f"Pagu anggaran tahun {tahun} adalah {r('pagu')}."
    return (
        f"Realisasi anggaran tahun {tahun} adalah {r('realisasi')} dari pagu {r('pagu')}, dengan serapan "
        f"{r('serapan')} dan sisa {r('sisa')}."
    )


def dalam_huruf(b: BahanDraf) -> str:
    ada = anggaran(b) and b.ikhtisar.total.realisasi is not None
    return f"Realisasi itu dalam huruf: {r('realisasi', bentuk='kata')}." if ada else ""


def anggaran_lalu(b: BahanDraf) -> str:
    """Last year's serapan, where this year's stands beside it; else last year's pagu alone."""
    t = b.ikhtisar.total
    lalu = t.tahun_lalu
    if lalu is None or lalu.pagu is None:
        return ""
    dulu = r("pagu", tahun=lalu.tahun)
    if lalu.realisasi is None or lalu.serapan is None or t.serapan is None:
        return f"Pagu anggaran tahun {lalu.tahun} adalah {dulu}."
    return (
        f"Pada tahun {lalu.tahun}, realisasi anggaran {r('realisasi', tahun=lalu.tahun)} dari pagu {dulu} atau "
        f"serapan {r('serapan', tahun=lalu.tahun)}."
    )


def akip(b: BahanDraf) -> Iterator[str]:
    """The last two evaluations, where no table of their parts says the same."""
    dua = b.ikhtisar.akip[-2:]
    if any(a.komponen for a in dua):
        return
    for a in dua:
        if a.nilai is not None:
            predikat = f" ({r('predikat_akip', tahun=a.tahun)})" if a.predikat else ""
            yield f"Nilai AKIP tahun {a.tahun} adalah {r('akip', tahun=a.tahun)}{predikat}."


def tercapai(b: BahanDraf) -> Iterator[str]:
    """The IKU that reached their target, and those that did not."""
    kuat = [i for i in b.iku if i.capaian is not None and i.capaian >= 100]
    lemah = [i for i in b.iku if i.capaian is not None and i.capaian < 100]
    yield f"IKU yang mencapai atau melebihi target: {_sebut(kuat)}." if kuat else ""
    yield f"IKU yang tidak mencapai target: {_sebut(lemah)}." if lemah else ""


def _sebut(daftar: Iterable[IkhtisarIndikator]) -> str:
    return "; ".join(f"{luput(i.nama)} ({r('capaian', i.kode)})" for i in daftar)
