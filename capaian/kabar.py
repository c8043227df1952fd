"""What the quarterly entry tells whom: opened, due soon, handed in, returned, approved, all done.

Indicators are told to their bidang, the nearest one from their node upwards; those without one, and
the whole, to Subbag Perencanaan.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from capaian.models import Jadwal, Realisasi
from renstra.bentuk import pohon
from renstra.models import Indikator, Simpul
from renstra.muat import renstra_tahun
from sakip.angka import romawi
from sakip.kabar import kabari
from sakip.models import Bidang, Pemberitahuan, Penggantian, Pengguna, PerangkatDaerah
from sakip.waktu import tulis_waktu

from .alur import StatusIsian
from .wewenang import boleh_verifikasi

Jenis, Peran = Pemberitahuan.Jenis, Pengguna.Peran
TANPA_BIDANG = 0
HARI_PENGINGAT = (7, 2, 0)
SUDAH_DIAJUKAN = (StatusIsian.DIAJUKAN, StatusIsian.DISETUJUI, StatusIsian.DIVERIFIKASI)


@dataclass
class DaftarBidang:
    """Indicators of one bidang, in the order of the tree. `bidang_id` 0: of none."""

    bidang_id: int
    nama: str
    indikator: list[str] = field(default_factory=list)


class _Simpul(NamedTuple):
    """What of a node decides its place, its years and its bidang."""

    id: int
    induk_id: int | None
    bidang_id: int | None
    tahun_mulai: int | None
    tahun_selesai: int | None


def daftar_per_bidang(
    instansi: PerangkatDaerah, tahun: int, triwulan: int, *, kecuali: Sequence[str]
) -> list[DaftarBidang]:
    """The quarter's indicators that are not in one of these states, per bidang: four queries."""
    renstra = renstra_tahun(instansi, tahun)
    if renstra is None:
        return []
    bidang = {b.pk: b for b in Bidang.objects.filter(perangkat_daerah=instansi)}
    simpul = pohon([_Simpul(*s) for s in Simpul.objects.filter(renstra=renstra).values_list(*_Simpul._fields)], tahun)
    sudah = Realisasi.objects.filter(tahun=tahun, triwulan=triwulan, status__in=kecuali)
    indikator: dict[int, list[str]] = {}
    belum = Indikator.objects.filter(renstra=renstra, mengacu=None).exclude(pk__in=sudah.values("indikator"))
    for induk, nama in belum.values_list("simpul_id", "nama"):
        indikator.setdefault(induk, []).append(nama)
    milik: dict[int, int] = {}
    hasil = {pk: DaftarBidang(pk, b.nama) for pk, b in bidang.items()}
    hasil[TANPA_BIDANG] = DaftarBidang(TANPA_BIDANG, "Tanpa bidang")
    for s in simpul:
        milik[s.id] = s.bidang_id if s.bidang_id in bidang else milik.get(s.induk_id or 0, TANPA_BIDANG)
        hasil[milik[s.id]].indikator += indikator.get(s.id, [])
    return [d for d in hasil.values() if d.indikator]


def _menunggu(jadwal: Jadwal) -> list[DaftarBidang]:
    """What is still to be handed in."""
    return daftar_per_bidang(jadwal.perangkat_daerah, jadwal.tahun, jadwal.triwulan, kecuali=SUDAH_DIAJUKAN)


# The schedule


def jadwal_dibuka(jadwal: Jadwal) -> int:
    """To each bidang the list of what it fills in; to Perencanaan all of it."""
    judul = f"Pengisian {_masa(jadwal.tahun, jadwal.triwulan)} dibuka"
    return _umumkan(jadwal, _menunggu(jadwal), Jenis.DIBUKA, f"dibuka:{jadwal.pk}", judul, "menunggu diisi")


def tenggat(jadwal: Jadwal, hari: int) -> int:
    """To those whose entry ends in `hari` days, an extension considered, and who have not handed in all."""
    daftar = [d for d in _menunggu(jadwal) if sisa_hari(jadwal.tutup_bagi(d.bidang_id or None)) == hari]
    kapan = f"{hari} hari lagi" if hari else "hari ini"
    judul = f"Pengisian {_masa(jadwal.tahun, jadwal.triwulan)} ditutup {kapan}"
    akhir = timezone.localdate() + datetime.timedelta(days=hari)
    return _umumkan(jadwal, daftar, Jenis.TENGGAT, f"tenggat:{jadwal.pk}:{akhir}:{hari}", judul, "belum diajukan")


def sisa_hari(tutup: datetime.datetime) -> int:
    """Days from today to the last day of entry, in the site's time zone; negative once it has ended."""
    if tutup <= timezone.now():
        return -1
    return (timezone.localdate(tutup - datetime.timedelta(seconds=1)) - timezone.localdate()).days


def _umumkan(jadwal: Jadwal, daftar: list[DaftarBidang], jenis: str, kunci: str, judul: str, sifat: str) -> int:
    """Each list to its bidang, unless only Perencanaan fills in; what has no bidang, and the sums, to Perencanaan."""
    instansi, masa = jadwal.perangkat_daerah, (jadwal.tahun, jadwal.triwulan)
    staf, jumlah = _staf(instansi), 0
    perencanaan = _berperan(staf, Peran.PERENCANAAN)
    for d in daftar:
        penerima = _orang_bidang(staf, d.bidang_id) if jadwal.pengisi == Jadwal.Pengisi.BIDANG else []
        lengkap = f"{judul}: {len(d.indikator)} indikator {sifat}"
        if d.bidang_id == TANPA_BIDANG:
            penerima, lengkap = perencanaan, f"{judul}: {len(d.indikator)} indikator tanpa bidang {sifat}"
        sampai = f"Diisi sampai {tulis_waktu(jadwal.tutup_bagi(d.bidang_id or None))}."
        lembar = _lembar(instansi, *masa, d.bidang_id)
        jumlah += kabari(penerima, jenis, f"{kunci}:{d.bidang_id}", lengkap, _baris(sampai, *d.indikator), lembar)
    if any(d.bidang_id != TANPA_BIDANG for d in daftar):
        semua = sum(len(d.indikator) for d in daftar)
        teks = _baris(f"Diisi sampai {tulis_waktu(jadwal.tutup)}.", *(_jumlah_bidang(d, staf) for d in daftar))
        tujuan = _tautan("isian", instansi, *masa)
        jumlah += kabari(perencanaan, jenis, f"{kunci}:semua", f"{judul}: {semua} indikator {sifat}", teks, tujuan)
    return jumlah


def _jumlah_bidang(d: DaftarBidang, staf: list[Pengguna]) -> str:
    tak_bertuan = d.bidang_id != TANPA_BIDANG and not _orang_bidang(staf, d.bidang_id)
    return f"{d.nama}: {len(d.indikator)} indikator{' (bidang ini belum punya pengguna)' if tak_bertuan else ''}"


# The review


def diajukan(realisasi: Sequence[Realisasi], bidang: Bidang | None, oleh: Pengguna) -> int:
    """To who can approve: the head of the bidang, else (or where that is `oleh`) the head of the agency; and to
    who stands in for them."""
    isian = _isian(realisasi)
    staf = _staf(isian.instansi)
    penerima = [p for p in _berperan(staf, Peran.KEPALA_BIDANG, selain=oleh) if bidang and p.bidang_id == bidang.pk]
    penerima = _dengan_pengganti(penerima or _berperan(staf, Peran.KEPALA, selain=oleh), oleh)
    return _kabari(isian, bidang, penerima, Jenis.DIAJUKAN, f"diajukan {oleh}, menunggu persetujuan Anda")


def dikembalikan(realisasi: Sequence[Realisasi], bidang: Bidang | None, oleh: Pengguna, alasan: str) -> int:
    """To those who fill it in."""
    isian = _isian(realisasi)
    staf = _staf(isian.instansi)
    penerima = _orang_bidang(staf, bidang.pk) if bidang else _berperan(staf, Peran.PERENCANAAN)
    penerima = [p for p in penerima if p != oleh]
    return _kabari(isian, bidang, penerima, Jenis.DIKEMBALIKAN, f"dikembalikan {oleh}", f"Alasan: {alasan.strip()}")


def disetujui(realisasi: Sequence[Realisasi], bidang: Bidang | None, oleh: Pengguna) -> int:
    """To those who filled it in, and to who verifies: Perencanaan, the second verifier, their stand-ins."""
    isian = _isian(realisasi)
    staf = _staf(isian.instansi)
    pengisi = [p for p in _orang_bidang(staf, bidang.pk) if p != oleh] if bidang else []
    pemeriksa = [p for p in staf if p != oleh and boleh_verifikasi.sendiri(p, None) and p.peran != Peran.ADMIN]
    pemeriksa = _dengan_pengganti(pemeriksa, oleh)
    return _kabari(isian, bidang, pengisi, Jenis.DISETUJUI, f"disetujui {oleh}") + _kabari(
        isian, bidang, pemeriksa, Jenis.DISETUJUI, f"disetujui {oleh}, menunggu verifikasi"
    )


def selesai_bila_lengkap(instansi: PerangkatDaerah, tahun: int, triwulan: int) -> int:
    """That every indicator of the quarter is verified; nothing while one is not. Told again after a reopening."""
    if daftar_per_bidang(instansi, tahun, triwulan, kecuali=(StatusIsian.DIVERIFIKASI,)):
        return 0
    milik = Realisasi.objects.filter(indikator__renstra__perangkat_daerah=instansi, tahun=tahun, triwulan=triwulan)
    terakhir = milik.filter(status=StatusIsian.DIVERIFIKASI).aggregate(pada=Max("diverifikasi_pada"))["pada"]
    if terakhir is None:
        return 0
    penerima = _berperan(_staf(instansi), Peran.PERENCANAAN, Peran.KEPALA, Peran.KEPALA_BIDANG)
    kunci = f"selesai:{instansi.pk}:{tahun}:{triwulan}:{terakhir.timestamp():.6f}"
    judul = f"Semua isian {_masa(tahun, triwulan)} sudah diverifikasi"
    return kabari(penerima, Jenis.SELESAI, kunci, judul, "", _tautan("isian", instansi, tahun, triwulan))


@dataclass(frozen=True)
class _Isian:
    """Some rows of one agency's quarter: where they are, what they are called, which versions these are."""

    instansi: PerangkatDaerah
    tahun: int
    triwulan: int
    nama: list[str]
    sidik: str


def _isian(realisasi: Sequence[Realisasi]) -> _Isian:
    satu = realisasi[0]
    semua = Indikator.objects.select_related("renstra__perangkat_daerah")
    indikator = semua.in_bulk([r.indikator_id for r in realisasi])
    sidik = hashlib.sha256(repr(sorted((r.pk, r.ubahan_ke) for r in realisasi)).encode()).hexdigest()[:32]
    instansi = indikator[satu.indikator_id].renstra.perangkat_daerah
    triwulan = cast(int, satu.triwulan)  # a row that is handed in is of a quarter (realisasi_status_sah)
    return _Isian(instansi, satu.tahun, triwulan, [indikator[r.indikator_id].nama for r in realisasi], sidik)


def _kabari(
    isian: _Isian, bidang: Bidang | None, penerima: list[Pengguna], jenis: str, peristiwa: str, teks: str = ""
) -> int:
    judul = f"{len(isian.nama)} isian {_masa(isian.tahun, isian.triwulan)} {peristiwa}"
    tujuan = _lembar(isian.instansi, isian.tahun, isian.triwulan, bidang.pk if bidang else TANPA_BIDANG)
    return kabari(penerima, jenis, f"{jenis}:{isian.sidik}", judul, _baris(teks, *isian.nama), tujuan)


# Recipients and words


def _staf(instansi: PerangkatDaerah) -> list[Pengguna]:
    return list(Pengguna.objects.filter(perangkat_daerah=instansi, is_active=True))


def _berperan(staf: list[Pengguna], *peran: str, selain: Pengguna | None = None) -> list[Pengguna]:
    return [p for p in staf if p.peran in peran and p != selain]


def _orang_bidang(staf: list[Pengguna], bidang_id: int) -> list[Pengguna]:
    return [p for p in _berperan(staf, Peran.BIDANG, Peran.KEPALA_BIDANG) if p.bidang_id == bidang_id]


def _dengan_pengganti(orang: list[Pengguna], oleh: Pengguna) -> list[Pengguna]:
    """These and who stands in for them today, each once, without who acted; one query."""
    hari = timezone.localdate()
    berlaku = Penggantian.objects.filter(pejabat__in=orang, mulai__lte=hari, selesai__gte=hari)
    pengganti = [g.pengganti for g in berlaku.select_related("pengganti")]
    return [p for p in dict.fromkeys([*orang, *pengganti]) if p != oleh and p.is_active]


def _masa(tahun: int, triwulan: int) -> str:
    return f"Triwulan {romawi(triwulan)} {tahun}"


def _tautan(nama: str, instansi: PerangkatDaerah, tahun: int, triwulan: int, **lain: int) -> str:
    return reverse(nama, kwargs={"kode": instansi.kode, "tahun": tahun, "triwulan": triwulan, **lain})


def _lembar(instansi: PerangkatDaerah, tahun: int, triwulan: int, bidang_id: int) -> str:
    return _tautan("isian_lembar", instansi, tahun, triwulan, bidang=bidang_id)


def _baris(*bagian: str) -> str:
    return "\n".join(b for b in bagian if b)
