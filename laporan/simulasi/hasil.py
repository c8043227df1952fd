"""What an invented agency achieved and spent, with gaps, states of review and short words. Saves nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from anggaran.models import Anggaran, RealisasiAnggaran, RencanaKas
from capaian.alur import StatusIsian
from capaian.models import Bukti, Realisasi
from laporan.models import EvaluasiAKIP, Narasi
from renstra.models import Indikator
from sakip.models import Pengguna

from . import kata
from .rencana import Rencana, Ukuran, bagi_triwulan

WITA = datetime.timezone(datetime.timedelta(hours=8))
URUT = (StatusIsian.DRAF, StatusIsian.DIAJUKAN, StatusIsian.DISETUJUI, StatusIsian.DIVERIFIKASI)


@dataclass
class Hasil:
    """Rows that belong to one plan, by the table in which they are kept, in the order of saving."""

    pengguna: dict[str, Pengguna] = field(default_factory=dict)
    realisasi: list[Realisasi] = field(default_factory=list)
    bukti: list[Bukti] = field(default_factory=list)
    anggaran: list[Anggaran] = field(default_factory=list)
    belanja: list[RealisasiAnggaran] = field(default_factory=list)
    kas: list[RencanaKas] = field(default_factory=list)
    narasi: list[Narasi] = field(default_factory=list)
    akip: list[EvaluasiAKIP] = field(default_factory=list)


def hasil(r: Rencana, ukuran: Ukuran, ke: int) -> Hasil:
    """Every sixth agency has nothing in the last year; its last quarters are still on their way everywhere."""
    semua = Hasil(_pengguna(r))
    if r.kosong:
        return semua
    target = {(t.indikator.kode, t.tahun): t.nilai for t in r.target if t.versi == "renstra"}
    for tahun in ukuran.semua_tahun:
        terakhir = tahun == ukuran.sampai
        if terakhir and ke % 6 == 4:
            continue
        for i in r.indikator:
            semua.realisasi += _realisasi(r, semua, i, tahun, target.get((i.kode, tahun)), terakhir)
        _uang(r, semua, tahun, terakhir)
        semua.narasi.append(
            Narasi(
                perangkat_daerah=r.instansi,
                tahun=tahun,
                bagian="1.1",
                judul="Latar Belakang",
                teks=f"Laporan ini memuat kinerja {r.instansi.nama} tahun {tahun}.",
            )
        )
        nilai = Decimal(r.acak.randint(5800, 8600)) / 100
        semua.akip.append(EvaluasiAKIP(perangkat_daerah=r.instansi, tahun=tahun, nilai=nilai))
    return semua


def _pengguna(r: Rencana) -> dict[str, Pengguna]:
    """Accounts by role, named after the office; nobody can log in until a password is set."""
    peran = {"bidang": "Staf", "kepala_bidang": "Kepala Bidang", "perencanaan": "Staf Perencanaan", "kepala": "Kepala"}
    return {
        p: Pengguna(
            username=f"{r.instansi.kode}-{p.replace('_', '-')}",
            first_name=sebutan,
            last_name=r.instansi.singkatan,
            peran=p,
            perangkat_daerah=r.instansi,
            bidang=r.bidang[0] if r.bidang and "bidang" in p else None,
            password="!simulasi",  # noqa: S106
            date_joined=datetime.datetime(2020, 1, 1, tzinfo=WITA),
        )
        for p, sebutan in peran.items()
    }


def _realisasi(
    r: Rencana, semua: Hasil, i: Indikator, tahun: int, target: Decimal | None, terakhir: bool
) -> Iterator[Realisasi]:
    mutu = Decimal(str(round(r.acak.gauss(r.mutu, 0.07), 4)))
    for tw, bagian in enumerate(bagi_triwulan(i, Decimal(40) if target is None else target), 1):
        if r.acak.random() < (0.08 if terakhir else 0.01):
            continue
        nilai = (bagian * mutu).quantize(Decimal(1) if i.agregasi == "jumlah" else Decimal("0.01"))
        if i.satuan == "Persen":
            nilai = min(nilai, Decimal(100))
        status = _status(r, tw) if terakhir else StatusIsian.DIVERIFIKASI
        kata_kata = _analisis(r, mutu) if i.iku or tw == 4 else {}
        yield Realisasi(
            indikator=i, tahun=tahun, triwulan=tw, nilai=nilai, **kata_kata, **_langkah(semua, status, tahun, tw)
        )
        if i.iku and r.acak.random() < 0.6:
            semua.bukti.append(
                Bukti(
                    indikator=i,
                    tahun=tahun,
                    triwulan=tw,
                    jenis="teks",
                    judul=f"Berita acara triwulan {tw}",
                    teks=f"Berita acara rekonsiliasi data {tahun}",
                    pada=datetime.datetime(tahun, 3 * tw, 20, tzinfo=WITA),
                )
            )


def _status(r: Rencana, tw: int) -> StatusIsian:
    """The later the quarter, the less far it has come."""
    sampai = {1: 3, 2: 3, 3: r.acak.choice((2, 3)), 4: r.acak.choice((0, 1, 1, 2))}[tw]
    return URUT[sampai]


def _analisis(r: Rencana, mutu: Decimal) -> dict[str, str]:
    isi = {"pendorong": r.acak.choice(kata.PENDORONG)}
    if mutu < 1 and r.acak.random() < 0.8:
        isi |= {"penghambat": r.acak.choice(kata.PENGHAMBAT), "tindak_lanjut": r.acak.choice(kata.TINDAK_LANJUT)}
    return isi


def _langkah(semua: Hasil, status: StatusIsian, tahun: int, tw: int) -> dict[str, Any]:
    """Who took each step, and when."""
    isi: dict[str, Any] = {"status": status, "diubah_oleh": semua.pengguna["bidang"]}
    jauh = URUT.index(status)
    for ke, (langkah, oleh) in enumerate(
        (("diajukan", "bidang"), ("disetujui", "kepala_bidang"), ("diverifikasi", "perencanaan")), 1
    ):
        if jauh >= ke:
            isi |= {f"{langkah}_oleh": semua.pengguna[oleh]}
            isi |= {f"{langkah}_pada": datetime.datetime(tahun, 3 * tw, 20 + ke, 9, tzinfo=WITA)}
    return isi


def _uang(r: Rencana, semua: Hasil, tahun: int, terakhir: bool) -> None:
    for n, s in enumerate(r.simpul["sub_kegiatan"]):
        if r.rusak and n % 5 == 0:
            continue
        pagu = Decimal(r.acak.randint(20, 900)) * 1_000_000
        milik: dict[str, Any] = {"perangkat_daerah": r.instansi, "simpul": s, "tahun": tahun}
        semua.anggaran.append(Anggaran(**milik, tahap="murni", pagu=pagu))
        pagu += Decimal(r.acak.choice((0, 0, r.acak.randint(-10, 40)))) * 500_000
        semua.anggaran.append(Anggaran(**milik, tahap="perubahan", pagu=pagu))
        serap = r.acak.uniform(1.02, 1.2) if r.rusak and n % 5 == 1 else r.acak.uniform(0.74 * r.mutu, 0.995)
        for tw, bagian in enumerate((12, 26, 27, 35), 1):
            if terakhir and tw == 4 and r.acak.random() < 0.2:
                continue
            nilai = (pagu * Decimal(str(round(serap, 4))) * bagian / 100).quantize(Decimal(1))
            semua.belanja.append(RealisasiAnggaran(**milik, triwulan=tw, nilai=nilai))
            if terakhir:
                rencana = (pagu * bagian / 100).quantize(Decimal(1))
                semua.kas.append(RencanaKas(simpul=s, tahun=tahun, triwulan=tw, nilai=rencana))
