"""Stand-ins of the agency's officials (Plt, Plh): who stands in for whom, from when to when."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from capaian.forms import PEJABAT, FormulirPengganti
from sakip.akses import JADWAL, PermintaanInstansi, boleh, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.models import Penggantian, Pengguna

SIAPA = "Hanya Kepala, Kepala Bidang, verifikator, atau Subbag Perencanaan yang dapat menunjuk pengganti pejabat."


def _pejabat_sendiri(pengguna: Pengguna) -> bool:
    """Whether they hold an office themselves, so that they may name who stands in for them."""
    return pengguna.peran in PEJABAT or pengguna.verifikator


def _boleh_atur(request: PermintaanInstansi) -> bool:
    return boleh(request.user, JADWAL, request.instansi) or _pejabat_sendiri(request.user)


def _milik(request: PermintaanInstansi) -> Pengguna | None:
    """Whose stand-ins this person may name: None for everybody's."""
    return None if boleh(request.user, JADWAL, request.instansi) else request.user


@halaman_instansi()
def penggantian(request: PermintaanInstansi) -> HttpResponse:
    """The stand-ins of the agency; the form, for those who may."""
    return _halaman(request)


def _halaman(request: PermintaanInstansi, formulir: FormulirPengganti | None = None, status: int = 200) -> HttpResponse:
    semua = Penggantian.objects.filter(perangkat_daerah=request.instansi).select_related("pejabat", "pengganti")
    hari = timezone.localdate()
    milik, bisa = _milik(request), _boleh_atur(request)
    if bisa and formulir is None:
        formulir = FormulirPengganti(instansi=request.instansi, oleh=request.user, pejabat=milik)
    konteks = {
        "semua": [(g, _keadaan(g, hari), bisa and milik in (None, g.pejabat) and g.selesai >= hari) for g in semua],
        "formulir": formulir if bisa else None,
        "siapa": SIAPA,
    }
    remah = [("Jadwal pengisian", alamat(request, "jadwal"))]
    return tampilkan(request, "capaian/penggantian.html", "Pengganti pejabat", konteks, remah=remah, status=status)


def _keadaan(g: Penggantian, hari: datetime.date) -> tuple[str, str]:
    if hari < g.mulai:
        return "menunggu", "Belum mulai"
    return ("dibatalkan", "Berakhir") if hari > g.selesai else ("selesai", "Berlaku")


@halaman_instansi(menulis=True)
def penggantian_simpan(request: PermintaanInstansi) -> HttpResponse:
    if not _boleh_atur(request):
        raise PermissionDenied(SIAPA)
    formulir = FormulirPengganti(request.POST, instansi=request.instansi, oleh=request.user, pejabat=_milik(request))
    if not formulir.is_valid():
        return _halaman(request, formulir, status=422)
    baru = formulir.save()
    messages.success(request, f"{baru.pengganti} ditunjuk sebagai {baru.get_jenis_display()} {baru.pejabat}.")
    return redirect(alamat(request, "penggantian"))


@halaman_instansi(menulis=True)
def penggantian_akhiri(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """From today on they stand in no longer; one that had not ended a day goes."""
    if not _boleh_atur(request):
        raise PermissionDenied(SIAPA)
    g = Penggantian.objects.filter(pk=nomor, perangkat_daerah=request.instansi).first()
    milik = _milik(request)
    if g is None or (milik is not None and g.pejabat_id != milik.pk):
        raise Http404("Penggantian ini tidak ada, atau bukan penggantian Anda.")
    kemarin = timezone.localdate() - datetime.timedelta(days=1)
    if g.mulai > kemarin:
        g.delete()
    elif g.selesai > kemarin:
        g.selesai = kemarin
        g.save(update_fields=["selesai"])
    messages.success(request, "Penggantian diakhiri.")
    return redirect(alamat(request, "penggantian"))
