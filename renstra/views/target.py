"""The grid of a node's targets."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from renstra.models import Indikator, Simpul, Target
from renstra.muat import skala_instansi
from renstra.target import SelTarget, susun_kisi, tahun_target
from sakip.akses import RENCANA, PermintaanInstansi, halaman_instansi
from sakip.halaman import tampilkan
from sakip.kisi.jawab import alamat_sel
from sakip.kisi.sel import Permintaan, Tersimpan, simpan_sel

from .pohon import keadaan
from .simpul import ambil_simpul, remah_simpul


def _bawahan(s: Simpul) -> list[int]:
    """The node and all below it, in the order of the tree."""
    anak: dict[int | None, list[int]] = {}
    for pk, induk in Simpul.objects.filter(renstra=s.renstra_id).values_list("pk", "induk_id"):
        anak.setdefault(induk, []).append(pk)
    hasil, tumpukan = [], [s.pk]
    while tumpukan:
        hasil.append(kini := tumpukan.pop())
        tumpukan += reversed(anak.get(kini, []))
    return hasil


@halaman_instansi()
def target(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """The grid of a node: its indicators × the years; with `?bawah=1` also of all nodes below it."""
    s, bawah = ambil_simpul(request, objek), request.GET.get("bawah") == "1"
    simpul = {pk: n for n, pk in enumerate(_bawahan(s) if bawah else [s.pk])}
    indikator = sorted(
        Indikator.objects.filter(simpul__in=simpul).select_related("simpul"), key=lambda i: simpul[i.simpul_id]
    )
    tahun, konteks = tahun_target(s.renstra, request.tahun), keadaan(request, s.renstra)
    konteks |= {
        "s": s,
        "bawah": bawah,
        "kolom": tahun,
        "baris": susun_kisi(indikator, tahun, skala_instansi(request.instansi)),
        "dari_pk": Target.objects.filter(
            indikator__in=indikator, tahun=request.tahun, triwulan=None, versi__startswith=Target.Versi.PK
        ).select_related("indikator"),
    }
    return tampilkan(request, "renstra/target.html", f"Target {s.kode}", konteks, remah=remah_simpul(request, s))


@alamat_sel(izin=RENCANA)
def sel(request: PermintaanInstansi, minta: Permintaan) -> Tersimpan:
    """Save one cell."""
    milik = Indikator.objects.filter(renstra__perangkat_daerah=request.instansi)
    baris = SelTarget.cari(milik, minta, request.tahun)
    if baris is None:
        raise Http404
    return simpan_sel(baris, minta, request.user)
