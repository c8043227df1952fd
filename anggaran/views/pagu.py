"""The budget grid and the budget documents of each tahap."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from anggaran.hitung import HitungUang
from anggaran.models import TAHAP_URUT, Anggaran, DokumenAnggaran
from anggaran.pagu import hasil_pagu, rincian_pagu, simpan_pagu, susun_pagu
from capaian.views.lembar import jawab_bentrok, jawab_tolak
from laporan.ikhtisar.muat import muat, renstra_tahun
from renstra.models import Simpul
from sakip.akses import RENCANA, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.kisi.sel import Bentrok
from sakip.kisi.urai import IsianDitolak


class FormulirDokumen(forms.ModelForm):
    class Meta:
        model = DokumenAnggaran
        fields = ("nomor", "tanggal")
        widgets = {"tanggal": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        error_messages = {"tanggal": {"invalid": "Tulis tanggal, misalnya 15-01-2024."}}


@halaman_instansi()
def pagu(request: HttpRequest) -> HttpResponse:
    return _halaman(request, {})


def _halaman(request: HttpRequest, salah: dict[str, FormulirDokumen], status: int = 200) -> HttpResponse:
    ada = {d.tahap: d for d in DokumenAnggaran.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)}
    konteks = {
        "baris": susun_pagu(request.instansi, request.tahun),
        "total": hasil_pagu(HitungUang(muat(request.instansi, request.tahun))),
        "tahap": [(t, Anggaran.Tahap(t).label) for t in TAHAP_URUT],
        "dokumen": [
            (t, Anggaran.Tahap(t).label, salah.get(t) or FormulirDokumen(instance=ada.get(t), prefix=t))
            for t in TAHAP_URUT
        ],
    }
    remah = [("Anggaran", alamat(request, "anggaran"))]
    return tampilkan(request, "laporan/pagu.html", f"Pagu {request.tahun}", konteks, remah=remah, status=status)


@halaman_instansi(menulis=True, izin=RENCANA)
def sel(request: HttpRequest) -> HttpResponse:
    """Save one pagu; answers as the entry sheet does."""
    nomor, data = request.POST.get("objek", "s")[1:], request.POST
    milik = Simpul.objects.filter(renstra=renstra_tahun(request.instansi, request.tahun))
    simpul = milik.filter(pk=int(nomor)).first() if nomor.isdecimal() and len(nomor) < 19 else None
    if simpul is None:
        return JsonResponse({"pesan": "Sub kegiatan ini tidak ada pada Renstra tahun ini."}, status=404)
    isi = (data.get("kolom", ""), data.get("nilai", ""), data.get("lama", ""), data.get("tegas") == "1")
    try:
        return JsonResponse(simpan_pagu(request.instansi, request.tahun, simpul, *isi).ke_json())
    except Bentrok as bentrok:
        return jawab_bentrok(bentrok)
    except IsianDitolak as galat:
        return jawab_tolak(galat)


@halaman_instansi()
def rinci(request: HttpRequest, nomor: int) -> HttpResponse:
    """The pagu of one sub kegiatan per jenis belanja."""
    milik = Simpul.objects.filter(renstra=renstra_tahun(request.instansi, request.tahun), jenis="sub_kegiatan")
    simpul = milik.filter(pk=nomor).first()
    if simpul is None:
        raise Http404("Sub kegiatan ini tidak ada pada Renstra tahun ini.")
    semua = susun_pagu(request.instansi, request.tahun)
    konteks = {
        "simpul": simpul,
        "baris": rincian_pagu(simpul, request.tahun),
        "jumlah": next(b for b in semua if b.simpul.id == nomor),
        "tahap": [(t, Anggaran.Tahap(t).label) for t in TAHAP_URUT],
    }
    remah = [("Anggaran", alamat(request, "anggaran")), ("Pagu", alamat(request, "pagu"))]
    return tampilkan(request, "laporan/pagu_rinci.html", simpul.uraian, konteks, remah=remah)


@halaman_instansi(menulis=True, izin=RENCANA)
def dokumen(request: HttpRequest, tahap: str) -> HttpResponse:
    """Number and date of a tahap's budget document."""
    if tahap not in TAHAP_URUT:
        raise Http404("Tahap anggaran ini tidak ada.")
    kunci = {"perangkat_daerah": request.instansi, "tahun": request.tahun, "tahap": tahap}
    objek = DokumenAnggaran.objects.filter(**kunci).first() or DokumenAnggaran(**kunci)
    formulir = FormulirDokumen(request.POST, instance=objek, prefix=tahap)
    if not formulir.is_valid():
        return _halaman(request, {tahap: formulir}, status=422)
    formulir.save()
    messages.success(request, f"Dokumen anggaran {objek.get_tahap_display()} disimpan.")
    return redirect(f"{alamat(request, 'pagu')}#dokumen")
