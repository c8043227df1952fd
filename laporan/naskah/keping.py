"""A live number as the editor shows it: its present value, and what it is. Pure."""

from __future__ import annotations

from laporan.penjelasan import jelaskan
from sakip.kaya.rujukan import JENIS, TOTAL, Rujukan, RujukanSalah, baca
from sakip.kisi.hasil import SelHasil

from .nilai import Sumber, tulis_nilai


def judul(r: Rujukan, sumber: Sumber) -> str:
    """What the number is, of whom, and by which formula."""
    nama = f"{JENIS[r.jenis].capitalize()} {sumber.nilai(r).nama}"
    if r.tahun:
        nama += f" {r.tahun}" + (f" triwulan {r.triwulan}" if r.triwulan else "")
    milik = [TOTAL] if r.objek == TOTAL else ["indikator", "sasaran", "simpul"]
    ada = (jelaskan(sumber.utama, jenis, r.objek, r.jenis) for jenis in milik)
    rumus = next((p.rumus for p in ada if p and p.rumus), "")
    return f"{nama} = {rumus}" if rumus else nama


def keping(tertulis: str, sumber: Sumber) -> SelHasil:
    """Of what stands between a reference's braces."""
    try:
        r = baca(tertulis)
    except RujukanSalah as galat:
        return SelHasil(f"{{{{{tertulis}}}}}", str(galat), "hampa")
    nilai = sumber.nilai(r)
    if nilai.hampa or not nilai.ada:
        return SelHasil(tulis_nilai(nilai, r.bentuk, sumber.utama), f"{r.jenis} {r.objek}: {nilai.alasan}", "hampa")
    return SelHasil(tulis_nilai(nilai, r.bentuk, sumber.utama), judul(r, sumber))
