"""The quarterly entry: where it stands, the sheet of a bidang, one cell's save."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from capaian import wewenang
from capaian.alur import StatusIsian
from capaian.jadwal import Waktu
from capaian.lembar.baris import UMUM, BarisIsian, LembarIsian, ringkas
from capaian.lembar.indikator import SelIndikator
from capaian.lembar.langkah import tindakan
from capaian.lembar.susun import susun_lembar
from capaian.lembar.uang import SelUang
from capaian.models import Jadwal
from renstra.models import Simpul
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.angka import romawi
from sakip.halaman import alamat, tampilkan
from sakip.kisi.jawab import alamat_sel
from sakip.kisi.sel import Permintaan, Tersimpan, simpan_sel
from sakip.models import Pengguna, PerangkatDaerah
from sakip.waktu import tulis_waktu

SESI_TOLAKAN = "isian_ditolak"
JENIS_SEL: dict[str, type[SelIndikator] | type[SelUang]] = {"i": SelIndikator, "s": SelUang}


def triwulan_jadwal(instansi: PerangkatDaerah, tahun: int) -> Jadwal | None:
    """The schedule of the year that is open, else the latest that has begun, else the first to come."""
    semua = list(Jadwal.objects.filter(perangkat_daerah=instansi, tahun=tahun, untuk="realisasi").order_by("triwulan"))
    kini = timezone.now()
    mulai = [j for j in semua if j.buka <= kini]
    terbuka = [j for j in mulai if kini < j.tutup]
    calon = terbuka or mulai or semua[:1]
    return calon[-1] if calon else None


@halaman_instansi()
def isian(request: PermintaanInstansi) -> HttpResponse:
    """The board of the quarter; without a quarter, to the one that the schedule says."""
    if request.triwulan is None:
        jadwal = triwulan_jadwal(request.instansi, request.tahun)
        if jadwal is None:
            return tampilkan(request, "capaian/isian_kosong.html", f"Isian {request.tahun}")
        return redirect(alamat(request, "isian", triwulan=jadwal.triwulan))
    lembar = susun_lembar(request.instansi, request.tahun, request.triwulan)
    per_bidang = lembar.per_bidang()
    konteks = {
        "lembar": lembar,
        "papan": [(nomor, lembar.nama_bidang(nomor), ringkas(b)) for nomor, b in per_bidang.items()],
        "total": ringkas(lembar.baris),
        "kurang": [(lembar.nama_bidang(n), n, isi) for n in per_bidang if (isi := lembar.kurang(n))],
        "jadwal": lembar.jadwal,
        "keadaan": _keadaan_jadwal(lembar.jadwal),
    }
    judul = f"Isian Triwulan {romawi(request.triwulan)} {request.tahun}: siapa terlambat, apa yang kurang"
    return tampilkan(request, "capaian/papan.html", judul, konteks)


def _keadaan_jadwal(jadwal: Jadwal | None) -> str:
    if jadwal is None:
        return "Belum dijadwalkan."
    kini = timezone.now()
    if kini < jadwal.buka:
        return f"Dibuka {tulis_waktu(jadwal.buka)}."
    return f"{'Ditutup' if kini >= jadwal.tutup else 'Terbuka sampai'} {tulis_waktu(jadwal.tutup)}."


def ambil_lembar(request: PermintaanInstansi, bidang: int, nomor: int | None = None) -> LembarIsian:
    """The sheet of one bidang of the page's agency and quarter."""
    if request.triwulan is None:
        raise Http404("Isian selalu milik satu triwulan. Pilih triwulannya.")
    lembar = susun_lembar(request.instansi, request.tahun, request.triwulan, bidang, nomor)
    if bidang != UMUM and bidang not in lembar.bidang:
        raise Http404("Bidang ini tidak ada pada instansi ini.")
    return lembar


def tertutup(pengguna: Pengguna, lembar: LembarIsian, bidang: int) -> str:
    """Why this person cannot fill in the sheet; empty where they can."""
    if not wewenang.boleh_isi(pengguna, bidang or None):
        return "Lembar ini diisi oleh bidangnya dan Subbag Perencanaan; Anda dapat membacanya."
    return Waktu.bagi(lembar.jadwal, bidang or None).kenapa_tertutup(pengguna)


@halaman_instansi()
def lembar(request: PermintaanInstansi, bidang: int) -> HttpResponse:
    """The entry sheet."""
    lembar = ambil_lembar(request, bidang)
    alasan = tertutup(request.user, lembar, bidang)
    konteks = (
        konteks_ringkas(lembar, bidang)
        | {
            "lembar": lembar,
            "tertutup": alasan,
            "bisa_isi": not alasan,
            "terverifikasi": bool(lembar.indikator)
            and all(b.status == StatusIsian.DIVERIFIKASI for b in lembar.indikator),
            "tutup": Waktu.bagi(lembar.jadwal, bidang or None).tutup,
            "jenis": dict(Simpul.Jenis.choices),
        }
        | konteks_langkah(request, lembar.indikator, bidang, not alasan)
        | kolom_tabel(lembar)
    )
    judul = f"Isian Triwulan {romawi(lembar.triwulan)} {lembar.tahun}, {lembar.nama_bidang(bidang)}"
    remah = [("Isian", alamat(request, "isian"))]
    return tampilkan(request, "capaian/lembar.html", judul, konteks, remah=remah)


def konteks_langkah(
    request: PermintaanInstansi, baris: Sequence[BarisIsian], bidang: int, terbuka: bool
) -> dict[str, Any]:
    """The steps that this person is offered, for whom a step waits, and what refused the step before."""
    boleh = {nama for nama, (aturan, _) in wewenang.LANGKAH.items() if aturan(request.user, bidang or None)}
    langkah = tindakan(request.user, request.instansi, boleh, baris, terbuka)
    menunggu = ""
    if langkah.menunggu:
        lain = wewenang.kalimat_lain(request.instansi, bidang or None, langkah.menunggu, {request.user.pk})
        kata = "persetujuan" if langkah.menunggu == "setujui" else "verifikasi"
        menunggu = f"Baris yang Anda ajukan menunggu {kata} orang lain. {lain}"
    return {"boleh": boleh, "langkah": langkah, "menunggu": menunggu, "tolakan": _tolakan(request)}


@dataclass(frozen=True)
class Tolakan:
    """A step that was refused: the sentence of each row, the rows that were chosen, the reason as typed."""

    galat: dict[int, str] = field(default_factory=dict)
    terpilih: frozenset[int] = frozenset()
    alasan: str = ""


def _tolakan(request: PermintaanInstansi) -> Tolakan:
    """What refused this page's step, shown once."""
    simpanan = request.session.get(SESI_TOLAKAN)
    if not simpanan or simpanan["halaman"] != request.path:
        return Tolakan()
    del request.session[SESI_TOLAKAN]
    galat = {int(nomor): kalimat for nomor, kalimat in simpanan["galat"].items()}
    return Tolakan(galat, frozenset(simpanan["terpilih"]), simpanan["alasan"])


def ingat_tolakan(
    request: PermintaanInstansi, halaman: str, galat: dict[int, str], terpilih: Sequence[int], alasan: str
) -> None:
    """Keep what was refused for the page that is shown next."""
    isi = {"halaman": halaman, "galat": {str(n): k for n, k in galat.items()}}
    request.session[SESI_TOLAKAN] = isi | {"terpilih": list(terpilih), "alasan": alasan}


def kolom_tabel(lembar: LembarIsian) -> dict[str, Any]:
    """Which columns the table has, and how many cells stand before, after and across."""
    rasio = any(b.i and b.i.jenis_nilai == "rasio" for b in lembar.baris)
    uang = any(b.uang for b in lembar.baris)
    semua = 8 + 2 * rasio + 4 * uang
    depan = semua - 5
    return {
        "ada_rasio": rasio,
        "ada_uang": uang,
        "kolom_semua": semua,
        "kolom_depan": depan,
        "kolom_sisa": semua - 5,
    }


def konteks_ringkas(lembar: LembarIsian, bidang: int) -> dict[str, Any]:
    return {"bidang": bidang, "r": ringkas(lembar.baris), "kurang": [b for b in lembar.baris if b.kurang]}


@halaman_instansi()
def lembar_ringkas(request: PermintaanInstansi, bidang: int) -> HttpResponse:
    """The sheet's totals, asked for again after saves."""
    lembar = ambil_lembar(request, bidang)
    return tampilkan(request, "capaian/_ringkas.html", "", konteks_ringkas(lembar, bidang))


@alamat_sel()
def sel(request: PermintaanInstansi, minta: Permintaan) -> Tersimpan:
    """Save one cell: of an indicator, or of a sub kegiatan's money."""
    jenis = JENIS_SEL.get(minta.jenis)
    if jenis is None or request.triwulan is None or not minta.nomor:
        raise Http404
    baris = jenis.cari(request.user, request.instansi, request.tahun, request.triwulan, minta.nomor)
    if baris is None:
        raise Http404
    if (selaku := wewenang.boleh_isi.selaku(request.user, baris.bidang_id)) is None:
        raise PermissionDenied(wewenang.LANGKAH["ajukan"][1].replace("mengajukannya", "mengisinya"))
    request.selaku = selaku
    return simpan_sel(baris, minta, request.user)
