"""The list of the steps, and the government."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from sakip import akses
from sakip.halaman import Remah, tampilkan
from sakip.models import Pemda
from sakip.pertama import langkah
from sakip.pertama.pemda import FormulirPemda, gambar_lambang


def remah() -> Remah:
    return [("Mulai", reverse("mulai"))]


@akses.membaca
def mulai(request: akses.PermintaanMasuk) -> HttpResponse:
    """Every step with its state; the first that is not done stands out."""
    akses.periksa_umum(request.user, akses.KELOLA)
    semua = langkah.semua()
    kini = next((satu for satu, keadaan in semua if not keadaan.sudah), None)
    konteks = {"semua": semua, "kini": kini, "selesai": sum(k.sudah for _, k in semua)}
    return tampilkan(request, "sakip/mulai/mulai.html", "Mulai: menyiapkan instalasi", konteks)


@akses.membaca
def pemda(request: akses.PermintaanMasuk) -> HttpResponse:
    """The form of the only one; `?pilih=` names one of several, `?pilih=baru` makes another."""
    akses.periksa_umum(request.user, akses.KELOLA)
    terpilih = _terpilih(request.GET.get("pilih", ""))
    return _halaman(request, FormulirPemda(instance=terpilih))


def _terpilih(pilih: str) -> Pemda | None:
    semua = list(Pemda.objects.all())
    if not pilih:
        return semua[0] if len(semua) == 1 else None
    if pilih == "baru":
        return None
    terpilih = next((p for p in semua if str(p.pk) == pilih), None)
    if terpilih is None:
        raise Http404("Pemda ini tidak ada.")
    return terpilih


def _halaman(request: akses.PermintaanMasuk, formulir: FormulirPemda, status: int = 200) -> HttpResponse:
    ada = formulir.instance if formulir.instance.pk else None
    konteks = {
        "formulir": formulir,
        "ada": ada,
        "semua": Pemda.objects.all(),
        "lambang": gambar_lambang(ada) if ada else "",
    }
    return tampilkan(request, "sakip/mulai/pemda.html", "Pemda", konteks, remah=remah(), status=status)


def _simpan(request: akses.PermintaanMasuk) -> HttpResponse:
    akses.periksa_umum(request.user, akses.KELOLA)
    terpilih = _terpilih(request.POST.get("pilih") or "baru")
    formulir = FormulirPemda(request.POST, request.FILES, instance=terpilih)
    if not formulir.is_valid() or not formulir.simpan():
        return _halaman(request, formulir, status=422)
    messages.success(request, f"{formulir.instance.nama} disimpan.")
    return redirect("mulai")


simpan_pemda = akses.nyatakan(require_POST(_simpan), True)
