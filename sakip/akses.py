"""Who may see and do what: the rules, and the one helper that fetches an agency and checks access.

Another agency's page does not exist for a user (404); in the own agency, what a role may not do is
refused with a sentence that names who may (403).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast

import rules
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe
from django_htmx.middleware import HtmxDetails

from .berkas import kuota
from .jaga import rentang
from .models import Pengguna, PerangkatDaerah

Peran = Pengguna.Peran
STAF = (Peran.PERENCANAAN, Peran.BIDANG, Peran.KEPALA_BIDANG, Peran.KEPALA)

LIHAT = "sakip.lihat"
IMPOR = "sakip.impor_buku_kerja"
SUSUN = "sakip.susun_lkjip"
UNGGAH = "sakip.unggah_berkas"
ISI = "sakip.isi_realisasi"
JADWAL = "sakip.atur_jadwal"
RENCANA = "sakip.ubah_rencana"
TERIMA = "sakip.terima_temuan"
KELOLA = "sakip.kelola"
REKAP = "sakip.rekap"
MEJA = "sakip.meja"
CATAT = "sakip.catat_lkjip"
SAMPAIKAN = "sakip.sampaikan_lkjip"
JAWAB = "sakip.jawab_catatan"

PELAKU: dict[str, tuple[str, tuple[Pengguna.Peran, ...]]] = {
    IMPOR: ("mengunggah buku kerja", (Peran.PERENCANAAN,)),
    SUSUN: ("menyusun LKjIP", (Peran.PERENCANAAN, Peran.KEPALA)),
    UNGGAH: ("mengunggah berkas laporan", (Peran.PERENCANAAN,)),
    ISI: ("mengisi realisasi", (Peran.PERENCANAAN, Peran.BIDANG, Peran.KEPALA_BIDANG)),
    JADWAL: ("mengatur jadwal pengisian", (Peran.PERENCANAAN,)),
    RENCANA: ("mengubah rencana", (Peran.PERENCANAAN,)),
    SAMPAIKAN: ("menyampaikan LKjIP", (Peran.PERENCANAAN,)),
    JAWAB: ("menjawab catatan Inspektorat", (Peran.PERENCANAAN, Peran.KEPALA)),
    TERIMA: ("menerima temuan dengan alasan", (Peran.PERENCANAAN, Peran.KEPALA)),
}
"""What a permission allows, and the roles of the own agency that have it (an admin has all)."""

PELAKU_PEMDA: dict[str, tuple[str, tuple[Pengguna.Peran, ...]]] = {
    CATAT: ("mencatat pada LKjIP", (Peran.INSPEKTORAT,)),
    REKAP: ("membaca tabel semua perangkat daerah", (Peran.INSPEKTORAT, Peran.PEMBACA)),
}
"""The same for the roles of the whole pemda."""


@rules.predicate
def admin(pengguna: Pengguna) -> bool:
    return pengguna.is_active and (pengguna.peran == Peran.ADMIN or pengguna.is_superuser)


@rules.predicate
def inspektorat(pengguna: Pengguna) -> bool:
    return pengguna.is_active and pengguna.peran == Peran.INSPEKTORAT


@rules.predicate
def pembaca(pengguna: Pengguna) -> bool:
    return pengguna.is_active and pengguna.peran == Peran.PEMBACA


@rules.predicate
def instansi_sendiri(pengguna: Pengguna, instansi: PerangkatDaerah | None) -> bool:
    return (
        instansi is not None
        and pengguna.is_active
        and pengguna.peran in STAF
        and pengguna.perangkat_daerah_id == instansi.pk
    )


@rules.predicate
def pemda_sendiri(pengguna: Pengguna, instansi: PerangkatDaerah | None) -> bool:
    return instansi is not None and pengguna.pemda_id == instansi.pemda_id


def berperan(*peran: Pengguna.Peran) -> rules.Predicate:
    """One of these roles, their own or of an official for whom they stand in today."""
    return rules.Predicate(lambda pengguna: pengguna.memegang(*peran), name="berperan")


rules.add_perm(LIHAT, admin | instansi_sendiri | ((inspektorat | pembaca) & pemda_sendiri))
rules.add_perm(KELOLA, admin)
rules.add_perm(REKAP, admin | inspektorat | pembaca)
rules.add_perm(MEJA, admin | inspektorat)
rules.add_perm(CATAT, inspektorat & pemda_sendiri)
for _izin, (_, _peran) in PELAKU.items():
    rules.add_perm(_izin, admin | (instansi_sendiri & berperan(*_peran)))


def instansi_terlihat(pengguna: Pengguna) -> QuerySet[PerangkatDaerah]:
    """The agencies that the user may see."""
    semua = PerangkatDaerah.objects.select_related("pemda")
    if admin(pengguna):
        return semua
    if inspektorat(pengguna) or pembaca(pengguna):
        return semua.filter(pemda_id=pengguna.pemda_id or 0)
    return semua.filter(pk=pengguna.perangkat_daerah_id or 0)


def kalimat_pelaku(izin: str) -> str:
    """Who may, as a sentence: `Hanya Subbag Perencanaan yang dapat mengunggah buku kerja.`"""
    perbuatan, peran = (PELAKU | PELAKU_PEMDA)[izin]
    return f"Hanya {' atau '.join(p.label for p in peran)} yang dapat {perbuatan}."


def boleh(pengguna: Pengguna, izin: str, instansi: PerangkatDaerah | None = None) -> bool:
    """Whether the rules allow it; no query."""
    return pengguna.is_authenticated and rules.has_perm(izin, pengguna, instansi)


def selaku(pengguna: Pengguna, izin: str) -> str:
    """As whom a person has this permission: empty where by their own role, else `Plh Siti Aminah`."""
    _, peran = PELAKU.get(izin, ("", ()))
    if not peran or admin(pengguna) or pengguna.peran in peran:
        return ""
    return next((g.selaku for g in pengguna.penggantian_kini if g.pejabat.peran in peran), "")


def periksa_izin(pengguna: Pengguna, izin: str, instansi: PerangkatDaerah) -> None:
    """Refuse, with the sentence that says who may."""
    if not boleh(pengguna, izin, instansi):
        raise PermissionDenied(kalimat_pelaku(izin) if izin in PELAKU | PELAKU_PEMDA else "")


def periksa_umum(pengguna: Pengguna, izin: str) -> None:
    """Refuse where a permission that concerns no single agency is missing."""
    if not boleh(pengguna, izin):
        raise PermissionDenied("Halaman ini bukan untuk peran Anda.")


class PermintaanMasuk(HttpRequest):
    """A request of somebody who is logged in, as LoginRequiredMiddleware lets through."""

    user: Pengguna
    htmx: HtmxDetails


class PermintaanInstansi(PermintaanMasuk):
    """A request for a page of an agency's year, as `masuki_instansi` made it."""

    instansi: PerangkatDaerah
    tahun: int
    triwulan: int | None
    selaku: str
    """For whom the person acts (`Plh Siti Aminah`); empty for themselves. The trail shows both."""


class View(Protocol):
    """A view that says whether it writes."""

    menulis: bool

    def __call__(self, request: Any, /, *args: Any, **kwargs: Any) -> HttpResponseBase: ...


def masuki_instansi(request: PermintaanInstansi, kode: str, tahun: int, triwulan: int | None, izin: str) -> None:
    """Set `request.instansi`, `.tahun`, `.triwulan` with one query.

    Raises:
        Http404: the agency does not exist for this user. PermissionDenied: with the sentence that says who may.
        Ditolak: what is sent is of a year without a plan, or too much for the agency's room.
    """
    semua = instansi_terlihat(request.user).filter(kode=kode).order_by()
    if mengirim := request.method == "POST":
        semua = rentang.dengan_rencana(semua)
    instansi = next(iter(semua), None)
    if instansi is None:
        raise Http404("Instansi ini tidak ada, atau bukan instansi Anda.")
    periksa_izin(request.user, izin, instansi)
    request.instansi, request.tahun, request.triwulan = instansi, tahun, triwulan
    request.selaku = selaku(request.user, izin)
    if mengirim:
        rentang.periksa(instansi, tahun)
        kuota.periksa(instansi, sum(berkas.size or 0 for satu in request.FILES.lists() for berkas in satu[1]))


def halaman_instansi(*, menulis: bool = False, izin: str = LIHAT) -> Callable[[Callable[..., HttpResponseBase]], View]:
    """A view of one agency's year: sets `request.instansi`, `.tahun`, `.triwulan` with one query.

    `menulis` declares that the view writes: then it answers POST only, else GET and HEAD only.
    """

    def bungkus(view: Callable[..., HttpResponseBase]) -> View:
        @wraps(view)
        def dalam(
            request: PermintaanInstansi, kode: str, tahun: int, triwulan: int | None = None, **lain: Any
        ) -> HttpResponseBase:
            masuki_instansi(request, kode, tahun, triwulan, izin)
            return view(request, **lain)

        return nyatakan(require_POST(dalam) if menulis else require_safe(dalam), menulis)

    return bungkus


def membaca(view: Callable[..., HttpResponseBase]) -> View:
    """A view outside an agency's year that only reads."""
    return nyatakan(require_safe(view), False)


def nyatakan(view: Callable[..., HttpResponseBase], menulis: bool) -> View:
    """The view itself, which says from now on whether it writes."""
    terjaga = cast(View, view)
    terjaga.menulis = menulis
    return terjaga
