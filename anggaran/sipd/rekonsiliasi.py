"""Sets a file against what is stored: what stays, changes, is new or missing, and whether it can be right.

Rupiah throughout. `jumlah_lama` + all `selisih` = `jumlah_baru` = what the file's kept rows add up to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from anggaran.hitung import Uang, dihitung
from sakip.angka import tulis_uang

from . import kode as kd
from .bentuk import NOL, Peringatan, SubDibaca, daftar
from .catatan import BATAS_RUPIAH, TAHUN_LAIN
from .cocok import Padanan
from .pagu import HasilPagu
from .realisasi import HasilRealisasi, nama_bulan

Status = Literal["tetap", "berubah", "baru", "hilang"]
URUT_STATUS: Final[tuple[Status, ...]] = ("berubah", "baru", "hilang", "tetap")


@dataclass(frozen=True)
class NilaiLama:
    """A stored sum of one sub kegiatan: the caller's key, jenis belanja ("" = all), month (0 for pagu)."""

    kunci: str
    jenis_belanja: str
    nilai: Decimal
    bulan: int = 0
    nama: str = ""


@dataclass(frozen=True)
class RincianBanding:
    """One jenis belanja of a row: stored and new rupiah, None where there is none."""

    jenis_belanja: str
    lama: Decimal | None
    baru: Decimal | None


@dataclass(frozen=True)
class BarisBanding:
    """A sub kegiatan (in one month, for realisasi): `kunci` is "" where the plan has none for it yet."""

    kunci: str
    kode: str
    nama: str
    bulan: int
    status: Status
    lama: Decimal | None
    baru: Decimal | None
    rincian: tuple[RincianBanding, ...]

    @property
    def selisih(self) -> Decimal:
        return (self.baru or NOL) - (self.lama or NOL)


@dataclass(frozen=True)
class Rekonsiliasi:
    """The comparison as a whole; `jumlah_tak_berpasangan` is the part of `jumlah_baru` without a key.

    `jumlah_bulan_lain` is stored realisasi of months that the file does not touch.
    """

    baris: tuple[BarisBanding, ...]
    jumlah_lama: Decimal
    jumlah_baru: Decimal
    jumlah_tak_berpasangan: Decimal
    jumlah_bulan_lain: Decimal
    peringatan: tuple[Peringatan, ...]

    @property
    def selisih(self) -> Decimal:
        return self.jumlah_baru - self.jumlah_lama

    @property
    def ditolak(self) -> bool:
        """Whether something was found that must not be stored."""
        return any(p.tingkat == "galat" for p in self.peringatan)

    @property
    def negatif(self) -> tuple[BarisBanding, ...]:
        """What adds up to less than nothing: a person has to confirm it."""
        return tuple(b for b in self.baris if b.kunci and b.baru is not None and b.baru < 0)

    def banyak(self, status: Status) -> int:
        return sum(b.status == status for b in self.baris)


_Tempat = tuple[str, str, int]
"""Key ("" where the plan has none), code ("" where there is a key), month."""


@dataclass
class _Sisi:
    """The file or what is stored: rupiah per jenis belanja by place."""

    uang: dict[_Tempat, dict[str, Decimal]]
    sebutan: dict[_Tempat, tuple[str, str]]
    """Code and name."""


def rekonsiliasi_pagu(
    hasil: HasilPagu,
    lama: Iterable[NilaiLama],
    *,
    padanan: Padanan | None = None,
    tahun: int | None = None,
    skpd: str | None = None,
    terserap: Mapping[str, Decimal] | None = None,
) -> Rekonsiliasi:
    """Compare a file of pagu with the stored pagu of the same year and tahap.

    `terserap` is what was already spent, by key. Without `padanan` the keys are codes.
    """
    baru = _sisi_berkas(hasil.sub, ((b.sub_kegiatan, 0, b.jenis_belanja, b.nilai) for b in hasil.rincian), padanan)
    simpanan = _sisi_lama(lama, padanan)
    for tempat in [t for t in simpanan.uang if t not in baru.uang and t in baru.sebutan]:
        baru.uang[tempat] = {}
    periksa = [
        *_periksa_instansi(hasil, skpd),
        *_periksa_tahun(hasil, tahun, any(d.alasan == TAHUN_LAIN for d in hasil.dilewati)),
        *_periksa_batas(baru, negatif=False),
        *_periksa_terserap(baru, _terserap(terserap, padanan), simpanan.sebutan | _sebutan_milik(padanan)),
    ]
    return _banding(simpanan, baru, NOL, periksa)


def rekonsiliasi_realisasi(
    hasil: HasilRealisasi,
    lama: Iterable[NilaiLama],
    *,
    tahun: int,
    padanan: Padanan | None = None,
    skpd: str | None = None,
    pagu: Mapping[str, Decimal] | None = None,
    serapan: Mapping[str, Decimal] | None = None,
) -> Rekonsiliasi:
    """Compare the file's months of `tahun` with the stored ones; stored months outside the file stay.

    `pagu` is the pagu in force, by key, and `serapan` what the year's realisasi will be; without it the file's and the
    stored months. Without `padanan` the keys are codes.
    """
    dipakai = [b for b in hasil.rincian if b.tahun == tahun]
    bulan = {b.bulan for b in dipakai}
    semua = list(lama)
    baru = _sisi_berkas(hasil.sub, ((b.sub_kegiatan, b.bulan, b.jenis_belanja, b.nilai) for b in dipakai), padanan)
    simpanan = _sisi_lama((n for n in semua if n.bulan in bulan), padanan)
    lain = [n for n in semua if n.bulan not in bulan]
    periksa = [
        *_periksa_instansi(hasil, skpd),
        *_periksa_tahun(hasil, tahun, True),
        *_periksa_bulan(simpanan, baru, tahun),
        *_periksa_batas(baru, negatif=True),
        *_periksa_pagu(baru, _sisi_lama(lain, padanan), _terserap(pagu, padanan), _terserap(serapan, padanan)),
    ]
    return _banding(simpanan, baru, sum((n.nilai for n in lain), NOL), periksa)


def _sisi_berkas(
    sub: Iterable[SubDibaca], nilai: Iterable[tuple[str, int, str, Decimal]], padanan: Padanan | None
) -> _Sisi:
    """The file's side: (code, month, jenis, rupiah) by place; `sebutan` names sub kegiatan without money too."""
    kunci = padanan.kunci if padanan is not None else {}
    nama = {kd.urai_kode(s.kode): s for s in sub}

    def letak(kode: str, bulan: int) -> _Tempat:
        milik = kunci.get(kd.urai_kode(kode), "") if padanan is not None else _kunci_kode(kode)
        return (milik, "" if milik else _kunci_kode(kode), bulan)

    sisi = _Sisi({}, {letak(s.kode, 0): (s.kode, s.nama) for s in nama.values()})
    for kode, bulan, jenis, satu in nilai:
        tempat = letak(kode, bulan)
        per_jenis = sisi.uang.setdefault(tempat, {})
        per_jenis[jenis] = per_jenis.get(jenis, NOL) + satu
        s = nama.get(kd.urai_kode(kode))
        sisi.sebutan[tempat] = (kode, s.nama if s else "")
    return sisi


def _sisi_lama(lama: Iterable[NilaiLama], padanan: Padanan | None) -> _Sisi:
    milik = {} if padanan is None else {p.milik.kunci: (p.milik.kode, p.milik.nama) for p in padanan.cocok}
    if padanan is not None:
        milik |= {m.kunci: (m.kode, m.nama) for m in padanan.hilang}
    sisi = _Sisi({}, {})
    for n in lama:
        kunci = n.kunci if padanan is not None else _kunci_kode(n.kunci)
        tempat = (kunci, "", n.bulan)
        per_jenis = sisi.uang.setdefault(tempat, {})
        per_jenis[n.jenis_belanja] = per_jenis.get(n.jenis_belanja, NOL) + n.nilai
        sisi.sebutan[tempat] = milik.get(n.kunci, ("" if padanan is not None else n.kunci, n.nama))
    return sisi


def _kunci_kode(kode: str) -> str:
    """One writing for all writings of a code."""
    try:
        return ".".join(map(str, kd.urai_kode(kode)))
    except kd.KodeTakTerbaca:
        return kd.baku(kode)


def _terserap(nilai: Mapping[str, Decimal] | None, padanan: Padanan | None) -> dict[str, Decimal]:
    return {k if padanan is not None else _kunci_kode(k): n for k, n in (nilai or {}).items()}


def _banding(lama: _Sisi, baru: _Sisi, bulan_lain: Decimal, periksa: list[Peringatan]) -> Rekonsiliasi:
    baris = [_baris(tempat, lama, baru) for tempat in sorted({*lama.uang, *baru.uang})]
    baris.sort(key=lambda b: (URUT_STATUS.index(b.status), b.bulan, b.kode))
    return Rekonsiliasi(
        baris=tuple(baris),
        jumlah_lama=sum((b.lama or NOL for b in baris), NOL),
        jumlah_baru=sum((b.baru or NOL for b in baris), NOL),
        jumlah_tak_berpasangan=sum((b.baru or NOL for b in baris if not b.kunci), NOL),
        jumlah_bulan_lain=bulan_lain,
        peringatan=tuple(periksa),
    )


def _baris(tempat: _Tempat, lama: _Sisi, baru: _Sisi) -> BarisBanding:
    satu, dua = lama.uang.get(tempat), baru.uang.get(tempat)
    kode, nama = baru.sebutan.get(tempat) or lama.sebutan[tempat]
    jumlah_lama = None if satu is None else _tercatat(satu)
    jumlah_baru = None if dua is None else sum(dua.values(), NOL)
    jenis = sorted({*(satu or {}), *(dua or {})})
    return BarisBanding(
        kunci=tempat[0],
        kode=kode,
        nama=nama,
        bulan=tempat[2],
        status=_status(satu, dua),
        lama=jumlah_lama,
        baru=jumlah_baru,
        rincian=tuple(RincianBanding(j, (satu or {}).get(j), (dua or {}).get(j)) for j in jenis),
    )


def _tercatat(per_jenis: dict[str, Decimal]) -> Decimal:
    """What counts of a stored place, by the engine: its jenis belanja, else what is stated without one."""
    return dihitung({jenis: Uang(pagu=nilai) for jenis, nilai in per_jenis.items()}).pagu or NOL


def _status(lama: dict[str, Decimal] | None, baru: dict[str, Decimal] | None) -> Status:
    """Stored without jenis belanja, the sum alone says whether something changed."""
    if lama is None:
        return "baru"
    if baru is None:
        return "hilang"
    if set(lama) == {""}:
        return "tetap" if lama[""] == sum(baru.values(), NOL) else "berubah"
    semua = {*lama, *baru}
    return "tetap" if all(lama.get(j, NOL) == baru.get(j, NOL) for j in semua) else "berubah"


def _periksa_instansi(hasil: HasilPagu | HasilRealisasi, skpd: str | None) -> Iterable[Peringatan]:
    if skpd is None or hasil.sub and any(_seinstansi(s.kode, skpd) for s in hasil.skpd):
        return
    nama = daftar(f"{s.kode} {s.nama}".strip() for s in hasil.skpd)
    pesan = (
        f"Lembar “{hasil.tabel.lembar}” tidak berisi sub kegiatan SKPD {skpd} yang dapat dipakai. SKPD di dalamnya: "
        f"{nama}. Unggah berkas instansi sendiri."
    )
    yield Peringatan("instansi_lain", pesan, "galat")


def _seinstansi(ada: str, skpd: str) -> bool:
    """The same agency: a sub unit has the code of its SKPD but for the last segment."""
    try:
        return kd.urai_kode(ada)[:-1] == kd.urai_kode(skpd)[:-1]
    except kd.KodeTakTerbaca:
        return kd.sama(ada, skpd)


def _periksa_tahun(hasil: HasilPagu | HasilRealisasi, tahun: int | None, dipisah: bool) -> Iterable[Peringatan]:
    """`dipisah`: rows of other years are not among those compared."""
    ada, lembar = hasil.tahun, hasil.tabel.lembar
    if tahun is None or set(ada) == {tahun}:
        return
    if not ada:
        pesan = f"Lembar “{lembar}” tidak menyebut tahun. Pastikan berkas ini untuk tahun {tahun}."
        yield Peringatan("tanpa_tahun", pesan)
        return
    lain = ", ".join(str(t) for t in ada if t != tahun)
    if tahun in ada and dipisah:
        pesan = f"Lembar “{lembar}” juga berisi tahun {lain}; yang disimpan hanya tahun {tahun}."
        yield Peringatan("tahun_lain", pesan)
    else:
        bukan = "tercampur dengan" if tahun in ada else "bukan"
        pesan = f"Lembar “{lembar}” berisi tahun {lain}, {bukan} {tahun}. Pilih tahun yang benar atau unggah berkasnya."
        yield Peringatan("tahun_lain", pesan, "galat")


def _periksa_batas(baru: _Sisi, *, negatif: bool) -> Iterable[Peringatan]:
    """What would be stored must be storable: below 10¹³, and a pagu not below 0 (`negatif`: may be)."""
    besar, kurang = [], []
    for tempat, per_jenis in baru.uang.items():
        if not tempat[0]:
            continue
        for nilai in per_jenis.values():
            sebutan = f"{' '.join(baru.sebutan[tempat]).strip()} ({tulis_uang(nilai)})"
            if abs(nilai) >= BATAS_RUPIAH:
                besar.append(sebutan)
            elif nilai < 0 and not negatif:
                kurang.append(sebutan)
    if besar:
        pesan = f"Jumlahnya terlalu besar, paling banyak 13 angka sebelum koma: {daftar(besar)}. Periksa di SIPD."
        yield Peringatan("terlalu_besar", pesan, "galat")
    if kurang:
        pesan = (
            f"Pagu berjumlah kurang dari nol: {daftar(kurang)}. Pagu tidak boleh negatif: perbaiki di SIPD, unduh, "
            "lalu unggah ulang."
        )
        yield Peringatan("negatif", pesan, "galat")


def _sebutan_milik(padanan: Padanan | None) -> dict[_Tempat, tuple[str, str]]:
    return {} if padanan is None else {(m.kunci, "", 0): (m.kode, m.nama) for m in padanan.hilang}


def _periksa_terserap(
    baru: _Sisi, terserap: dict[str, Decimal], lama: dict[_Tempat, tuple[str, str]]
) -> Iterable[Peringatan]:
    """A pagu below what is spent: in all it points to another tahap, and per sub kegiatan it is named."""
    pagu: dict[str, Decimal] = defaultdict(Decimal)
    for (kunci, _, _), per_jenis in baru.uang.items():
        pagu[kunci] += sum(per_jenis.values(), NOL)
    jumlah, serapan = sum(pagu.values(), NOL), sum(terserap.values(), NOL)
    if jumlah < serapan:
        pesan = (
            f"Jumlah pagu berkas ini {tulis_uang(jumlah)}, lebih kecil daripada realisasi yang sudah tercatat "
            f"{tulis_uang(serapan)}. Mungkin berkas ini dari tahap lain: periksa tahap yang dipilih."
        )
        yield Peringatan("tahap", pesan)
    semua = lama | baru.sebutan
    sebutan = {kunci: f"{kode} {nama}".strip() for (kunci, _, _), (kode, nama) in semua.items() if kunci}
    kurang = [k for k, n in sorted(terserap.items()) if n > pagu.get(k, NOL)]
    if kurang:
        rinci = daftar(
            f"{sebutan.get(k, k)} (pagu {tulis_uang(pagu.get(k, NOL))}, realisasi {tulis_uang(terserap[k])})"
            for k in kurang
        )
        pesan = f"Pagu lebih kecil daripada realisasi pada {len(kurang)} sub kegiatan: {rinci}. Periksa tahapnya."
        yield Peringatan("pagu_di_bawah_realisasi", pesan)


def _periksa_bulan(lama: _Sisi, baru: _Sisi, tahun: int) -> Iterable[Peringatan]:
    """Months that are stored already: the file replaces them."""
    jumlah = [_per_bulan(lama), _per_bulan(baru)]
    for bulan, nilai in sorted(jumlah[0].items()):
        pesan = (
            f"Realisasi {nama_bulan((tahun, bulan))} sudah tersimpan ({tulis_uang(nilai)}); bila dilanjutkan, diganti "
            f"dengan isi berkas ini ({tulis_uang(jumlah[1].get(bulan, NOL))})."
        )
        yield Peringatan("bulan_diganti", pesan)


def _per_bulan(sisi: _Sisi) -> dict[int, Decimal]:
    hasil: dict[int, Decimal] = defaultdict(Decimal)
    for (_, _, bulan), per_jenis in sisi.uang.items():
        hasil[bulan] += sum(per_jenis.values(), NOL)
    return hasil


def _periksa_pagu(
    baru: _Sisi, lain: _Sisi, pagu: dict[str, Decimal], setelah: dict[str, Decimal]
) -> Iterable[Peringatan]:
    """Sub kegiatan whose realisasi, with what stays, goes beyond the pagu; `setelah` says what it will be."""
    serapan: dict[str, Decimal] = defaultdict(Decimal)
    for (kunci, _, _), per_jenis in () if setelah else (*baru.uang.items(), *lain.uang.items()):
        serapan[kunci] += sum(per_jenis.values(), NOL)
    serapan |= setelah
    sebutan = {
        kunci: f"{kode} {nama}".strip()
        for (kunci, _, _), (kode, nama) in (*lain.sebutan.items(), *baru.sebutan.items())
        if kunci
    }
    lebih = [k for k, n in sorted(pagu.items()) if serapan.get(k, NOL) > n]
    if lebih:
        rinci = daftar(
            f"{sebutan.get(k, k)} (pagu {tulis_uang(pagu[k])}, realisasi {tulis_uang(serapan[k])})" for k in lebih
        )
        pesan = f"Realisasi melebihi pagu pada {len(lebih)} sub kegiatan: {rinci}. Periksa pagu dan tahapnya."
        yield Peringatan("realisasi_di_atas_pagu", pesan)
