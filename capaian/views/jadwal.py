"""The schedule of entry: when each quarter is open, more time for one bidang, settings of entry."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from capaian.alur import StatusIsian
from capaian.forms import FormulirJadwal, FormulirPengaturan, FormulirPerpanjangan, bawaan, calon_verifikator
from capaian.models import Jadwal, Perpanjangan, Realisasi
from capaian.tasks import umumkan_jadwal
from renstra.models import Indikator
from renstra.muat import renstra_tahun
from sakip.akses import JADWAL, PermintaanInstansi, boleh, halaman_instansi, kalimat_pelaku
from sakip.angka import romawi
from sakip.halaman import alamat, tampilkan
from sakip.models import PerangkatDaerah
from sakip.saring import cocok
from sakip.waktu import tulis_waktu

TRIWULAN = (1, 2, 3, 4)
SUDAH_DIAJUKAN = "Jadwal ini tidak dapat dihapus, karena sudah ada isian yang diajukan. Ubah waktu tutupnya saja."


@dataclass(frozen=True)
class Keadaan:
    kelas: str
    kata: str
    rinci: str = ""


@dataclass(frozen=True)
class BarisJadwal:
    """One quarter's schedule for one kind of entry; `jadwal` is None where there is none yet."""

    untuk: str
    nama: str
    jadwal: Jadwal | None
    keadaan: Keadaan


def keadaan(jadwal: Jadwal | None, kini: datetime.datetime) -> Keadaan:
    """What holds now, in words."""
    if jadwal is None:
        return Keadaan("menunggu", "Belum dijadwalkan", "isian tertutup")
    if kini < jadwal.buka:
        return Keadaan("menunggu", "Belum dibuka")
    if kini >= jadwal.tutup:
        return Keadaan("dibatalkan", "Ditutup")
    sisa = (timezone.localdate(jadwal.tutup) - timezone.localdate(kini)).days
    return Keadaan("selesai", "Sedang dibuka", f"tersisa {sisa} hari" if sisa else "hari terakhir")


def _nama(untuk: str, ke: int, tahun: int) -> str:
    """`realisasi triwulan II 2024`"""
    return f"{Jadwal.Untuk(untuk).label.lower()} triwulan {romawi(ke)} {tahun}"


@halaman_instansi()
def jadwal(request: PermintaanInstansi) -> HttpResponse:
    """The year's schedules and extensions; below them the settings, for those who may."""
    return _halaman(request)


def _halaman(
    request: PermintaanInstansi, pengaturan: FormulirPengaturan | None = None, status: int = 200
) -> HttpResponse:
    ada = {(j.triwulan, j.untuk): j for j in Jadwal.objects.filter(**_milik(request))}
    kini = timezone.now()
    kelompok = [
        (ke, [BarisJadwal(u.value, u.label, j := ada.get((ke, u.value)), keadaan(j, kini)) for u in Jadwal.Untuk])
        for ke in TRIWULAN
    ]
    lewat_jadwal = {f"jadwal__{kunci}": nilai for kunci, nilai in _milik(request).items()}
    konteks = {
        "kelompok": kelompok,
        "perpanjangan": Perpanjangan.objects.filter(**lewat_jadwal).select_related("jadwal", "bidang", "oleh"),
        "siapa": kalimat_pelaku(JADWAL),
        "pengaturan": pengaturan,
        **(_isi_pengaturan(request) if boleh(request.user, JADWAL, request.instansi) else {}),
    }
    return tampilkan(request, "capaian/jadwal.html", f"Jadwal pengisian {request.tahun}", konteks, status=status)


def _milik(request: PermintaanInstansi) -> dict[str, Any]:
    return {"perangkat_daerah": request.instansi, "tahun": request.tahun}


# One schedule


def _kunci(request: PermintaanInstansi, ke: int, untuk: str) -> dict[str, Any]:
    if ke not in TRIWULAN or untuk not in Jadwal.Untuk.values:
        raise Http404("Jadwal ini tidak ada: triwulan hanya 1 sampai 4.")
    return _milik(request) | {"triwulan": ke, "untuk": untuk}


def _ada(request: PermintaanInstansi, ke: int, untuk: str) -> Jadwal:
    ada = Jadwal.objects.filter(**_kunci(request, ke, untuk)).prefetch_related("perpanjangan__bidang").first()
    if ada is None:
        raise Http404(f"Jadwal {_nama(untuk, ke, request.tahun)} belum dibuat.")
    return ada


@halaman_instansi(izin=JADWAL)
def ubah(request: PermintaanInstansi, ke: int, untuk: str) -> HttpResponse:
    """The form of one schedule; where it exists, also the form of an extension."""
    return _formulir(request, ke, untuk)


def _formulir(
    request: PermintaanInstansi,
    ke: int,
    untuk: str,
    formulir: FormulirJadwal | None = None,
    perpanjangan: FormulirPerpanjangan | None = None,
) -> HttpResponse:
    status = 422 if formulir or perpanjangan else 200
    ada = Jadwal.objects.filter(**_kunci(request, ke, untuk)).prefetch_related("perpanjangan__bidang").first()
    if formulir is None:
        formulir = FormulirJadwal(instance=ada, initial={} if ada else bawaan(request.tahun, ke))
    if perpanjangan is None and ada is not None:
        perpanjangan = FormulirPerpanjangan(jadwal=ada)
    nama = _nama(untuk, ke, request.tahun)
    konteks = {"ke": ke, "untuk": untuk, "ada": ada, "formulir": formulir, "perpanjangan": perpanjangan}
    remah = [("Jadwal pengisian", alamat(request, "jadwal"))]
    return tampilkan(request, "capaian/jadwal_ubah.html", f"Jadwal {nama}", konteks, remah=remah, status=status)


@halaman_instansi(menulis=True, izin=JADWAL)
def simpan(request: PermintaanInstansi, ke: int, untuk: str) -> HttpResponse:
    kunci = _kunci(request, ke, untuk)
    formulir = FormulirJadwal(request.POST)
    if not formulir.is_valid():
        return _formulir(request, ke, untuk, formulir)
    tersimpan, baru = Jadwal.objects.update_or_create(defaults=formulir.cleaned_data, **kunci)
    if tersimpan.buka <= timezone.now() < tersimpan.tutup:
        transaction.on_commit(lambda: umumkan_jadwal.delay(), robust=True)
    kata = "dibuat" if baru else "diubah"
    messages.success(request, f"Jadwal {_nama(untuk, ke, request.tahun)} {kata}.")
    return redirect(alamat(request, "jadwal"))


@halaman_instansi(menulis=True, izin=JADWAL)
def perpanjang(request: PermintaanInstansi, ke: int) -> HttpResponse:
    """More time for one bidang."""
    untuk = request.POST.get("untuk", Jadwal.Untuk.REALISASI)
    ada = _ada(request, ke, untuk)
    formulir = FormulirPerpanjangan(request.POST, jadwal=ada)
    if not formulir.is_valid():
        return _formulir(request, ke, untuk, perpanjangan=formulir)
    formulir.instance.oleh = request.user
    baru = formulir.save()
    nama = _nama(untuk, ke, request.tahun)
    messages.success(request, f"{baru.bidang} dapat mengisi {nama} sampai {tulis_waktu(baru.tutup)}.")
    return redirect(f"{alamat(request, 'jadwal')}#perpanjangan")


def _sudah_diajukan(jadwal: Jadwal) -> bool:
    """Whether an entry of its quarter was handed in."""
    if jadwal.untuk != Jadwal.Untuk.REALISASI:
        return False
    isian = Realisasi.objects.filter(
        indikator__renstra__perangkat_daerah=jadwal.perangkat_daerah_id, tahun=jadwal.tahun, triwulan=jadwal.triwulan
    )
    return isian.exclude(status=StatusIsian.DRAF).exists()


def _tanya(request: PermintaanInstansi, ada: Jadwal, status: int = 200) -> HttpResponse:
    konteks = {"ada": ada, "alasan": SUDAH_DIAJUKAN if _sudah_diajukan(ada) else ""}
    judul = f"Hapus jadwal {_nama(ada.untuk, ada.triwulan, ada.tahun)}"
    remah = [("Jadwal pengisian", alamat(request, "jadwal"))]
    return tampilkan(request, "capaian/jadwal_hapus.html", judul, konteks, remah=remah, status=status)


@halaman_instansi(izin=JADWAL)
def tanya_hapus(request: PermintaanInstansi, ke: int, untuk: str) -> HttpResponse:
    """Asks once; where something was handed in, says why it stays."""
    return _tanya(request, _ada(request, ke, untuk))


@halaman_instansi(menulis=True, izin=JADWAL)
def hapus(request: PermintaanInstansi, ke: int, untuk: str) -> HttpResponse:
    ada = _ada(request, ke, untuk)
    if _sudah_diajukan(ada):
        return _tanya(request, ada, status=422)
    ada.delete()
    messages.success(request, f"Jadwal {_nama(untuk, ke, request.tahun)} dihapus; isiannya tertutup.")
    return redirect(alamat(request, "jadwal"))


# Settings of entry


def _indikator(request: PermintaanInstansi) -> Any:
    renstra = renstra_tahun(request.instansi, request.tahun)
    return Indikator.objects.filter(renstra=renstra) if renstra else Indikator.objects.none()


def _isi_pengaturan(request: PermintaanInstansi) -> dict[str, Any]:
    """Every indicator, so that a filtered list sends all choices; `tampak` says which match the search."""
    cari = request.GET.get("q", "")[:100]
    daftar = [(i, cocok(cari, i.kode, i.nama)) for i in _indikator(request).only("kode", "nama", "iku", "bukti_wajib")]
    return {
        "cari": cari,
        "indikator": daftar,
        "calon": calon_verifikator(request.instansi),
        "tampak": sum(tampak for _, tampak in daftar),
        "wajib": sum(i.bukti_wajib for i, _ in daftar),
    }


@halaman_instansi(menulis=True, izin=JADWAL)
def pengaturan(request: PermintaanInstansi) -> HttpResponse:
    indikator = _indikator(request)
    calon = calon_verifikator(request.instansi)
    formulir = FormulirPengaturan(request.POST, indikator=indikator, calon=calon)
    if not formulir.is_valid():
        return _halaman(request, formulir, status=422)
    wajib = formulir.wajib()
    sendiri = formulir.cleaned_data["boleh_setujui_sendiri"]
    kedua = {p.pk for p in formulir.cleaned_data["verifikator"]}
    with transaction.atomic():
        PerangkatDaerah.objects.filter(pk=request.instansi.pk).update(boleh_setujui_sendiri=sendiri)
        calon.filter(pk__in=kedua, verifikator=False).update(verifikator=True)
        calon.filter(verifikator=True).exclude(pk__in=kedua).update(verifikator=False)
        indikator.filter(pk__in=wajib, bukti_wajib=False).update(bukti_wajib=True)
        indikator.filter(bukti_wajib=True).exclude(pk__in=wajib).update(bukti_wajib=False)
    messages.success(request, f"Pengaturan isian disimpan: {len(wajib)} indikator wajib berbukti.")
    return redirect(f"{alamat(request, 'jadwal')}#pengaturan")
