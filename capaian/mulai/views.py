"""The page on which an administrator opens quarters for a whole pemda."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from capaian.forms import TAHUN_SAH
from capaian.models import Jadwal
from capaian.tasks import umumkan_jadwal
from sakip import akses
from sakip.halaman import tampilkan
from sakip.models import Pemda, PerangkatDaerah

from .forms import FormulirSemuaJadwal
from .jadwal import HasilJadwal, pasang, terpasang

NAMA_TAMPIL = 5


def _tahun(teks: str) -> int:
    """The year asked for; else the present one."""
    if not teks:
        return timezone.localdate().year
    if not (teks.isascii() and teks.isdecimal() and len(teks) == 4 and int(teks) in TAHUN_SAH):
        raise Http404("Tahun ini tidak ada: 2000 sampai 2100.")
    return int(teks)


def _pemda(teks: str) -> Pemda | None:
    """The one asked for, else the first; None where there is none at all."""
    semua = list(Pemda.objects.all())
    if not teks:
        return semua[0] if semua else None
    terpilih = next((p for p in semua if str(p.pk) == teks), None)
    if terpilih is None:
        raise Http404("Pemda ini tidak ada.")
    return terpilih


@akses.membaca
def jadwal(request: akses.PermintaanMasuk) -> HttpResponse:
    """For `?tahun=` and `?pemda=`."""
    akses.periksa_umum(request.user, akses.KELOLA)
    tahun, pemda = _tahun(request.GET.get("tahun", "")), _pemda(request.GET.get("pemda", ""))
    return _halaman(request, tahun, pemda, FormulirSemuaJadwal(tahun=tahun))


def _halaman(
    request: akses.PermintaanMasuk, tahun: int, pemda: Pemda | None, formulir: FormulirSemuaJadwal
) -> HttpResponse:
    ada = terpasang(pemda, tahun) if pemda else {}
    banyak = PerangkatDaerah.objects.filter(pemda=pemda).count()
    konteks: dict[str, Any] = {
        "formulir": formulir,
        "tahun_jadwal": tahun,
        "pemda": pemda,
        "semua_pemda": list(Pemda.objects.all()),
        "banyak": banyak,
        "baris": [
            (*satu, [(u.label, ada.get((satu[0], u.value), 0)) for u in Jadwal.Untuk]) for satu in formulir.baris()
        ],
        "pilihan_tahun": range(tahun - 2, tahun + 3),
    }
    status = 422 if formulir.errors else 200
    judul, remah = "Jadwal pengisian", [("Mulai", reverse("mulai"))]
    return tampilkan(request, "capaian/mulai_jadwal.html", judul, konteks, remah=remah, status=status)


def _simpan(request: akses.PermintaanMasuk) -> HttpResponse:
    akses.periksa_umum(request.user, akses.KELOLA)
    tahun, pemda = _tahun(request.POST.get("tahun", "")), _pemda(request.POST.get("pemda", ""))
    formulir = FormulirSemuaJadwal(request.POST, tahun=tahun)
    if pemda is None:
        formulir.add_error(None, "Buat dulu pemda dan perangkat daerahnya.")
    if not formulir.is_valid() or pemda is None:
        return _halaman(request, tahun, pemda, formulir)
    isi = formulir.cleaned_data
    hasil = pasang(pemda, tahun, isi["untuk"], formulir.masa, isi["pengisi"], ubah=isi["ubah"])
    if hasil.terbuka:
        transaction.on_commit(lambda: umumkan_jadwal.delay(), robust=True)
    _kabarkan(request, tahun, hasil)
    return redirect("mulai")


def _kabarkan(request: akses.PermintaanMasuk, tahun: int, hasil: HasilJadwal) -> None:
    kata = f"Jadwal {tahun}: {hasil.dibuat} dibuat, {hasil.diubah} diubah, {hasil.tetap} dibiarkan."
    messages.success(request, kata)
    if hasil.dilewati:
        nama = ", ".join(hasil.dilewati[:NAMA_TAMPIL]) + (", …" if len(hasil.dilewati) > NAMA_TAMPIL else "")
        messages.warning(request, f"Dilewati, karena {tahun} di luar Renstranya: {nama}.")


simpan_jadwal = akses.nyatakan(require_POST(_simpan), True)
