"""The rows of the rencana aksi: targets per quarter beside the year's, and the cash plan of each sub kegiatan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from anggaran import rumus as uang_rumus
from anggaran.hitung import HitungUang
from anggaran.models import RencanaKas
from anggaran.muat import muat_uang
from capaian.bentuk import HasilTahun
from capaian.hitung.nilai import NilaiIndikator
from capaian.lembar.baris import UMUM
from renstra.bentuk import BarisIndikator, BarisSimpul, RencanaTahun, bidang_simpul
from renstra.muat import muat, versi_triwulan
from renstra.skala import pilihan_predikat
from sakip.kisi.hasil import SelHasil
from sakip.kisi.urai import tulis_isian, tulis_rupiah
from sakip.models import Bidang, PerangkatDaerah

TRIWULAN = (1, 2, 3, 4)


@dataclass(frozen=True)
class BarisAksi:
    """One row: an indicator's targets, or (without `i`) a sub kegiatan's cash plan; `isian` by quarter."""

    simpul: BarisSimpul
    kunci: str
    nama: str
    satuan: str
    setahun: str
    isian: tuple[str, ...]
    hasil: dict[str, SelHasil]
    i: BarisIndikator | None = None
    pilihan: tuple[str, ...] = ()
    bidang: int = UMUM


@dataclass
class RencanaAksi:
    """The rows of one bidang, or of all."""

    bidang: dict[int, Bidang]
    baris: list[BarisAksi] = field(default_factory=list)
    versi: dict[int, str] = field(default_factory=dict)

    @property
    def tidak_sesuai(self) -> int:
        return sum(b.hasil[f"{b.kunci}.cocok"].kelas == "beda" for b in self.baris)


def susun_aksi(instansi: PerangkatDaerah, tahun: int, bidang: int | None = None) -> RencanaAksi:
    """The year's rows, in the order of the tree."""
    rencana = muat(instansi, tahun)
    penyusun = _Penyusun(rencana, _kas(rencana))
    milik = bidang_simpul(rencana.simpul)
    hasil = RencanaAksi(
        {b.pk: b for b in Bidang.objects.filter(perangkat_daerah=instansi)}, versi=versi_triwulan(instansi, tahun)
    )
    per_simpul: dict[int, list[BarisIndikator]] = {}
    for i in rencana.indikator:
        if i.mengacu_id is None:
            per_simpul.setdefault(i.simpul_id, []).append(i)
    for s in rencana.simpul:
        pemilik = milik[s.id] or UMUM
        if bidang in (None, pemilik):
            baris = [penyusun.indikator(s, i) for i in per_simpul.get(s.id, ())]
            baris += [penyusun.kas(s)] if s.jenis == "sub_kegiatan" else []
            hasil.baris += [replace(b, bidang=pemilik) for b in baris]
    return hasil


def _kas(rencana: RencanaTahun) -> dict[int, dict[int, Decimal]]:
    hasil: dict[int, dict[int, Decimal]] = {}
    semua = RencanaKas.objects.filter(simpul__renstra=rencana.renstra, tahun=rencana.tahun)
    for simpul, triwulan, nilai in semua.values_list("simpul_id", "triwulan", "nilai"):
        hasil.setdefault(simpul, {})[triwulan] = nilai
    return hasil


class _Penyusun:
    def __init__(self, rencana: RencanaTahun, rencana_kas: dict[int, dict[int, Decimal]]) -> None:
        self.tahun, self.rencana_kas = rencana.tahun, rencana_kas
        self.nilai = NilaiIndikator(rencana, HasilTahun())
        self.uang = HitungUang(rencana, muat_uang(rencana.instansi, rencana.tahun))

    def indikator(self, s: BarisSimpul, i: BarisIndikator) -> BarisAksi:
        target, setahun = self.nilai.target_triwulan(i), self.nilai.target(i, self.tahun)
        predikat = i.jenis_nilai == "predikat"
        kata = dict.fromkeys(reversed(pilihan_predikat(self.nilai.skala_nilai(i)).values())) if predikat else {}
        kunci = f"i{i.id}"
        return BarisAksi(
            s,
            kunci,
            i.nama,
            i.satuan,
            setahun.teks or tulis_isian(setahun.nilai),
            tuple(t.teks if predikat else tulis_isian(t.nilai) for t in target),
            {f"{kunci}.{nama}": sel for nama, sel in hasil_target(self.nilai, i, self.tahun).items()},
            i,
            tuple(kata),
        )

    def kas(self, s: BarisSimpul) -> BarisAksi:
        milik, pagu = self.rencana_kas.get(s.id, {}), self.uang.uang[s.id].pagu
        kunci = f"s{s.id}"
        isian = tuple(tulis_rupiah(milik.get(t)) for t in TRIWULAN)
        hasil = {f"{kunci}.{nama}": sel for nama, sel in hasil_kas(milik.values(), pagu).items()}
        return BarisAksi(s, kunci, f"Rencana kas: {s.uraian}", "Rp", tulis_rupiah(pagu), isian, hasil)


def hasil_target(nilai: NilaiIndikator, i: BarisIndikator, tahun: int) -> dict[str, SelHasil]:
    """The quarters' targets together, and whether they agree with the year's."""
    gabungan = nilai.gabung_target(i, nilai.target_triwulan(i)).nilai
    return _cocok(gabungan, nilai.target(i, tahun).nilai, tulis_isian)


def hasil_kas(kas: Iterable[Decimal], pagu: Decimal | None) -> dict[str, SelHasil]:
    """The cash plan together, and whether it agrees with the pagu."""
    return _cocok(uang_rumus.jumlah(kas), pagu, tulis_rupiah)


def _cocok(gabungan: Decimal | None, setahun: Decimal | None, tulis: Any) -> dict[str, SelHasil]:
    sel = SelHasil("", "belum diisi") if gabungan is None else SelHasil(tulis(gabungan))
    if gabungan is None or setahun is None:
        kata = SelHasil("", "belum dapat dibandingkan")
    elif gabungan == setahun:
        kata = SelHasil("sesuai", "", "cocok")
    else:
        kata = SelHasil("berbeda", f"Gabungan triwulan {tulis(gabungan)}, setahun {tulis(setahun)}.", "beda")
    return {"gabungan": sel, "cocok": kata}
