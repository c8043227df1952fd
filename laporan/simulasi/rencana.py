"""An invented agency: its tree, its indicators and what they promise. Makes objects, saves nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from renstra.models import Indikator, PerjanjianKinerja, Renstra, Simpul, Target
from sakip.models import Bidang, Pemda, PerangkatDaerah

from . import kata

TINGKAT = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
HITUNGAN = ("Dokumen", "Unit", "Orang", "Laporan")
"""Units of outputs that add up over the quarters."""


@dataclass(frozen=True)
class Ukuran:
    """How much is made: agencies, years up to `sampai`, indicators of each agency; `benih` is the seed."""

    instansi: int
    tahun: int
    indikator: int
    benih: int = 1
    sampai: int = 2025

    @property
    def semua_tahun(self) -> range:
        return range(self.sampai - self.tahun + 1, self.sampai + 1)


@dataclass
class Rencana:
    """An agency's plan. `mutu`: about how much of its targets it reaches; `rusak`: with faults that the findings must
    see; `kosong`: nothing but its name."""

    instansi: PerangkatDaerah
    acak: Random
    rusak: bool
    kosong: bool
    topik: str
    mutu: float
    bidang: list[Bidang] = field(default_factory=list)
    renstra: Renstra | None = None
    simpul: dict[str, list[Simpul]] = field(default_factory=lambda: {t: [] for t in TINGKAT})
    indikator: list[Indikator] = field(default_factory=list)
    target: list[Target] = field(default_factory=list)
    perjanjian: list[PerjanjianKinerja] = field(default_factory=list)


def rencana_semua(pemda: Pemda, ukuran: Ukuran) -> Iterator[Rencana]:
    """One plan after the other. The third agency's is broken, the last one is still empty where there are many."""
    for ke in range(ukuran.instansi):
        kode, nama, singkatan, topik = _sebutan(ke)
        instansi = PerangkatDaerah(
            pemda=pemda,
            kode=f"sim{ukuran.benih}-{kode}",
            nama=nama,
            singkatan=singkatan,
            jenis=nama.split()[0].casefold(),
            tempat="Ibu Kota Kabupaten",
            kepala_jabatan=f"Kepala {nama}",
        )
        acak = Random(f"{ukuran.benih} {kode}")  # noqa: S311
        rencana = Rencana(instansi, acak, ke == 2, ke == ukuran.instansi - 1 > 3, topik, acak.uniform(0.6, 1.04))
        if not rencana.kosong:
            _pohon(rencana, ukuran)
            _indikator(rencana, ukuran)
            _target(rencana, ukuran)
        yield rencana


def _sebutan(ke: int) -> tuple[str, str, str, str]:
    if ke < len(kata.INSTANSI):
        return kata.INSTANSI[ke]
    nomor = ke - len(kata.INSTANSI)
    putaran, arah = divmod(nomor, len(kata.MATA_ANGIN))
    nama = f"Kecamatan {kata.MATA_ANGIN[arah]}" + (f" {putaran + 1}" if putaran else "")
    return f"kecamatan-{nomor + 1}", nama, nama.replace("Kecamatan", "Kec."), "pelayanan kecamatan"


def _banyak(n: int) -> dict[str, int]:
    """How many nodes of each level give `n` indicators: two on a sasaran, one on each other node."""
    banyak = {"tujuan": 1 + (n >= 100), "sasaran": max(1, n // 40), "program": max(1, n // 30)}
    banyak["kegiatan"] = max(1, n // 8)
    banyak["sub_kegiatan"] = max(1, n - sum(banyak.values()) - banyak["sasaran"])
    return banyak


def _pohon(r: Rencana, ukuran: Ukuran) -> None:
    tahun = ukuran.semua_tahun
    r.bidang = [
        Bidang(perangkat_daerah=r.instansi, kode=f"B{n}", nama=nama, urutan=n) for n, nama in enumerate(kata.BIDANG, 1)
    ]
    r.renstra = Renstra(
        perangkat_daerah=r.instansi,
        periode_awal=tahun[0],
        periode_akhir=max(tahun[-1], tahun[0] + 4),
        visi=f"Terwujudnya {r.topik} yang bermutu dan merata",
    )
    urutan = 0
    for letak, jenis in enumerate(TINGKAT):
        atas = r.simpul[TINGKAT[letak - 1]] if letak else []
        for n in range(_banyak(ukuran.indikator)[jenis]):
            induk = atas[n % len(atas)] if atas else None
            urutan += 1
            r.simpul[jenis].append(_simpul(r, jenis, n, urutan, induk))


def _simpul(r: Rencana, jenis: str, n: int, urutan: int, induk: Simpul | None) -> Simpul:
    awalan = {"tujuan": "T", "sasaran": "S", "program": "P", "kegiatan": "K", "sub_kegiatan": "SK"}[jenis]
    return Simpul(
        renstra=r.renstra,
        kode=f"{awalan}{n + 1}",
        induk=induk,
        jenis=jenis,
        jenis_induk=induk.jenis if induk else "",
        urutan=urutan,
        uraian=_uraian(r, jenis, n),
        bidang=r.bidang[n % len(r.bidang)] if jenis in ("program", "sasaran") else None,
    )


def _uraian(r: Rencana, jenis: str, n: int) -> str:
    bentuk, wilayah = kata.BENTUK[n % len(kata.BENTUK)][0], kata.WILAYAH[n // 8 % len(kata.WILAYAH)]
    nomor = f" ({n + 1})" if n >= 48 else ""
    return {
        "tujuan": f"Meningkatnya mutu {r.topik}" if n == 0 else f"Meningkatnya tata kelola {r.instansi.nama}",
        "sasaran": f"Meningkatnya {r.topik} {kata.WILAYAH[n % len(kata.WILAYAH)]}",
        "program": f"Program {bentuk.casefold()} {r.topik}",
        "kegiatan": f"{bentuk} {r.topik} {wilayah}",
        "sub_kegiatan": f"{bentuk} {r.topik} {wilayah}{nomor}",
    }[jenis]


def _indikator(r: Rencana, ukuran: Ukuran) -> None:
    """Two on each sasaran (IKU), one on each other node."""
    for jenis in TINGKAT:
        for n, simpul in enumerate(r.simpul[jenis]):
            for ke in range(2 if jenis == "sasaran" else 1):
                nama, satuan = _sebut_indikator(r, jenis, simpul, 2 * n + ke)
                r.indikator.append(
                    Indikator(
                        renstra=r.renstra,
                        simpul=simpul,
                        kode=f"I.{simpul.kode}.{ke + 1}",
                        urutan=len(r.indikator),
                        nama=nama,
                        satuan=satuan,
                        iku=jenis == "sasaran",
                        arah="turun" if satuan == "Hari" else "naik",
                        agregasi="jumlah" if satuan in HITUNGAN else "akhir",
                    )
                )
    del r.indikator[max(ukuran.indikator, 1) :]


def _sebut_indikator(r: Rencana, jenis: str, simpul: Simpul, n: int) -> tuple[str, str]:
    if jenis == "sasaran":
        if n < len(kata.BERSAMA):
            return kata.BERSAMA[n]
        mutu = kata.MUTU[n % len(kata.MUTU)]
        if n % 5 == 4:
            return f"Rata-rata lama penyelesaian {r.topik} {kata.WILAYAH[n % 6]}", "Hari"
        return f"Persentase {r.topik} {mutu} {kata.WILAYAH[n // 5 % 6]}", "Persen"
    if jenis in ("kegiatan", "sub_kegiatan"):
        satuan = kata.BENTUK[(n // 2) % len(kata.BENTUK)][1]
        return f"Jumlah {satuan.casefold()} {simpul.uraian[0].casefold()}{simpul.uraian[1:]}", satuan
    return f"Persentase capaian {simpul.uraian[0].casefold()}{simpul.uraian[1:]}", "Persen"


def _target(r: Rencana, ukuran: Ukuran) -> None:
    """For each year what the Renstra and the PK say, the quarters, and a revised PK here and there."""
    r.perjanjian = [
        PerjanjianKinerja(perangkat_daerah=r.instansi, tahun=t, nomor=f"PK/{t}") for t in ukuran.semua_tahun
    ]
    for letak, i in enumerate(r.indikator):
        nilai = _awal(i, r.acak)
        for tahun in ukuran.semua_tahun:
            setahun, nilai = nilai, _naikkan(i, nilai, r.acak)
            tanpa = r.rusak and letak % 3 == 0
            if tanpa:
                continue
            if r.rusak and letak % 7 == 1:
                setahun = Decimal(0)
            r.target += [Target(indikator=i, tahun=tahun, versi=v, nilai=setahun) for v in ("renstra", "pk")]
            if r.acak.random() < 0.1:
                berubah = setahun + (1 if i.agregasi == "jumlah" else Decimal("0.50"))
                r.target.append(Target(indikator=i, tahun=tahun, versi="pk_perubahan", nilai=berubah))
            r.target += [
                Target(indikator=i, tahun=tahun, triwulan=tw, versi="pk", nilai=bagian)
                for tw, bagian in enumerate(bagi_triwulan(i, setahun), 1)
            ]


def _awal(i: Indikator, acak: Random) -> Decimal:
    if i.agregasi == "jumlah":
        return Decimal(acak.randint(4, 120))
    return Decimal(acak.randint(5, 20) if i.satuan == "Hari" else acak.randint(5500, 8500)) / (
        1 if i.satuan == "Hari" else 100
    )


def _naikkan(i: Indikator, nilai: Decimal, acak: Random) -> Decimal:
    if i.satuan == "Hari":
        return max(Decimal(1), nilai - 1)
    if i.agregasi == "jumlah":
        return nilai + acak.randint(0, 6)
    return min(Decimal(100), nilai + Decimal(acak.randint(25, 350)) / 100)


def bagi_triwulan(i: Indikator, setahun: Decimal) -> list[Decimal]:
    """Four parts that add up to a counted year; of a share or an index, the way towards it."""
    if i.agregasi == "jumlah":
        utuh, sisa = divmod(int(setahun), 4)
        return [Decimal(utuh + (tw >= 4 - sisa)) for tw in range(4)]
    if i.satuan == "Hari":
        return [setahun] * 4
    return [(setahun * persen / 100).quantize(Decimal("0.01")) for persen in (85, 90, 95)] + [setahun]
