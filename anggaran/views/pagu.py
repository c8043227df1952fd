"""The budget grid and the budget documents of each tahap."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from anggaran.bentuk import TAHAP_URUT
from anggaran.forms import FormulirDokumen
from anggaran.models import Anggaran, DokumenAnggaran
from anggaran.pagu import SelPagu, rincian_pagu, simpan_pagu, susun_pagu
from renstra.models import Simpul
from renstra.muat import renstra_tahun
from sakip.akses import RENCANA, PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.kisi.jawab import alamat_sel
from sakip.kisi.sel import Permintaan, Tersimpan


@halaman_instansi()
def pagu(request: PermintaanInstansi) -> HttpResponse:
    return _halaman(request, {})


def _halaman(request: PermintaanInstansi, salah: dict[str, FormulirDokumen], status: int = 200) -> HttpResponse:
    ada = {d.tahap: d for d in DokumenAnggaran.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)}
    baris, total = susun_pagu(request.instansi, request.tahun)
    konteks = {
        "baris": baris,
        "total": total,
        "tahap": [(t, Anggaran.Tahap(t).label) for t in TAHAP_URUT],
        "dokumen": [
            (t, Anggaran.Tahap(t).label, salah.get(t) or FormulirDokumen(instance=ada.get(t), prefix=t))
            for t in TAHAP_URUT
        ],
    }
    remah = [("Anggaran", alamat(request, "anggaran"))]
    return tampilkan(request, "anggaran/pagu.html", f"Pagu {request.tahun}", konteks, remah=remah, status=status)


@alamat_sel(izin=RENCANA)
def sel(request: PermintaanInstansi, minta: Permintaan) -> Tersimpan:
    """Save one pagu."""
    milik = Simpul.objects.filter(renstra=renstra_tahun(request.instansi, request.tahun), pk=minta.nomor)
    simpul = milik.first() if minta.jenis == "s" else None
    if simpul is None:
        raise Http404
    return simpan_pagu(SelPagu(request.instansi, request.tahun, simpul, minta.kolom), minta, request.user)


@halaman_instansi()
def rinci(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """The pagu of one sub kegiatan per jenis belanja."""
    milik = Simpul.objects.filter(renstra=renstra_tahun(request.instansi, request.tahun), jenis="sub_kegiatan")
    simpul = milik.filter(pk=nomor).first()
    if simpul is None:
        raise Http404("Sub kegiatan ini tidak ada pada Renstra tahun ini.")
    semua, _ = susun_pagu(request.instansi, request.tahun)
    konteks = {
        "simpul": simpul,
        "baris": rincian_pagu(simpul, request.tahun),
        "jumlah": next(b for b in semua if b.simpul.id == nomor),
        "tahap": [(t, Anggaran.Tahap(t).label) for t in TAHAP_URUT],
    }
    remah = [("Anggaran", alamat(request, "anggaran")), ("Pagu", alamat(request, "pagu"))]
    return tampilkan(request, "anggaran/pagu_rinci.html", simpul.uraian, konteks, remah=remah)


@halaman_instansi(menulis=True, izin=RENCANA)
def dokumen(request: PermintaanInstansi, tahap: str) -> HttpResponse:
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
