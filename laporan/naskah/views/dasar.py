"""What the views of Naskah share: the naskah, who may write, the texts as they were."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString

from capaian import wewenang
from laporan.bagian.daftar import DARI_KUNCI
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.models import Narasi
from renstra.muat import renstra_tahun
from sakip.akses import PermintaanInstansi
from sakip.halaman import alamat
from sakip.kaya.pohon import Dokumen
from sakip.kaya.tulis import simpanan
from sakip.models import Bidang, Jejak, Pengguna

from ..banding import sandingkan
from ..cetak import di_layar, terbaca
from ..keadaan import BagianNaskah, Naskah, bidang_objek
from ..nilai import Sumber

RIWAYAT = 20
SIAPA = (
    "Naskah bagian ini ditulis oleh Subbag Perencanaan, oleh bidang yang memiliki indikatornya, atau yang ditugaskan."
)


def muat_naskah(request: PermintaanInstansi) -> Naskah:
    """Of the whole year, also beneath a quarter: that is what the report prints."""
    return Naskah(request.instansi, susun_ikhtisar(request.instansi, request.tahun))


class Penulis:
    """Who asks, as a writer of sections; the tree is read once."""

    def __init__(self, request: PermintaanInstansi) -> None:
        self.request = request

    @cached_property
    def _bidang(self) -> dict[str, int | None]:
        return bidang_objek(renstra_tahun(self.request.instansi, self.request.tahun))

    def boleh(self, b: BagianNaskah) -> bool:
        """Planning writes everything; a bidang what is told of its own indicators; who was given a section writes
        it."""
        orang = self.request.user
        bidang = self._bidang.get(b.tempat.objek) if b.tempat.objek else None
        selaku = wewenang.boleh_isi.selaku(orang, bidang)
        if selaku is None and b.tugas and b.tugas.bidang_id:
            selaku = wewenang.boleh_isi.selaku(orang, b.tugas.bidang_id)
        self.request.selaku = selaku or ""
        return selaku is not None or (b.tugas is not None and b.tugas.pengguna_id == orang.pk)


def cetak(request: PermintaanInstansi, naskah: Naskah, teks: str) -> SafeString:
    """A text as it will be printed, with its pictures."""
    lukis = di_layar(naskah.gambar, lambda sidik: alamat(request, "naskah_gambar", sidik=sidik))
    return terbaca(teks, naskah.sumber, lukis)


def boleh_tulis(request: PermintaanInstansi, b: BagianNaskah) -> bool:
    """Whether who asks may write this section."""
    return Penulis(request).boleh(b)


def boleh_tugaskan(request: PermintaanInstansi) -> bool:
    """Planning says who writes."""
    return wewenang.boleh_isi.selaku(request.user, None) is not None


def boleh_langsung(request: PermintaanInstansi, bagian: str) -> bool:
    """Whether a text may be written without asking whose it is: by Planning, where it stands already or is of a section
    that every report has."""
    selaku = wewenang.boleh_isi.selaku(request.user, None)
    if selaku is None:
        return False
    request.selaku = selaku
    tetap = DARI_KUNCI.get(bagian)
    if tetap and tetap.memuat and not tetap.untuk:
        return True
    return Narasi.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun, bagian=bagian).exists()


def ambil(request: PermintaanInstansi, naskah: Naskah) -> BagianNaskah:
    """The section that a form names, for who may write it."""
    b = naskah.per_kunci.get(request.POST.get("bagian", ""))
    if b is None:
        raise Http404("Bagian ini tidak ada pada laporan tahun ini.")
    if not boleh_tulis(request, b):
        raise PermissionDenied(SIAPA)
    return b


def kembali(request: PermintaanInstansi, b: BagianNaskah) -> HttpResponse:
    return redirect(alamat(request, "naskah_bagian", bagian=b.kunci_tulis))


def bagian_baris(naskah: Naskah, bagian: str) -> BagianNaskah | None:
    """The section where a text stands: by its row, else by the section's own key."""
    return naskah.per_tulisan.get(bagian) or naskah.per_kunci.get(bagian)


def tulisan(b: BagianNaskah, baris: str) -> str:
    """The key of one of a section's texts, or of the one that it has not yet.

    Raises:
        Http404: it is none of them.
    """
    if baris != b.kunci_tulis and all(n.bagian != baris for n in b.baris):
        raise Http404("Naskah ini tidak ada pada bagian itu.")
    return baris


def riwayat(request: PermintaanInstansi, pk: list[int], bagian: list[str]) -> list[dict[str, Any]]:
    """What the texts were before each change; one query."""
    milik = Jejak.objects.filter(tabel=Narasi._meta.db_table, perangkat_daerah_id=request.instansi.pk)
    milik = milik.filter(Q(objek__in=pk) | Q(lama__bagian__in=bagian, baru__isnull=True, tahun=request.tahun))
    return [
        {
            "pk": j.pk,
            "objek": j.objek,
            "bagian": Jejak.bagian(j.lama).get("bagian", ""),
            "pada": j.pada,
            "oleh": str(j.oleh) if j.oleh else "perintah server",
            "teks": Jejak.bagian(j.lama).get("teks", ""),
        }
        for j in milik.select_related("oleh")[:RIWAYAT]
        if Jejak.bagian(j.lama).get("teks")
    ]


def sanding(kiri: Dokumen, kanan: Dokumen, sumber: Sumber) -> list[dict[str, Any]]:
    """Two texts for `_banding.html`, with their live numbers."""
    return [
        {
            "sama": s.sama,
            "banyak": len(s.kiri),
            "kiri": "" if s.sama else terbaca(simpanan("", s.kiri), sumber),
            "kanan": "" if s.sama else terbaca(simpanan("", s.kanan), sumber),
        }
        for s in sandingkan(kiri, kanan)
    ]


def tahun_lalu(request: PermintaanInstansi, b: BagianNaskah) -> list[Narasi]:
    """The texts of the same section in the year before."""
    kunci = {b.kunci_tulis, *(n.bagian for n in b.baris)}
    milik = Narasi.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun - 1, bagian__in=kunci)
    return list(milik.exclude(teks=""))


def penerima(request: PermintaanInstansi) -> list[tuple[str, str]]:
    """Who may be given a section: value of the choice, and name; two queries."""
    bidang = Bidang.objects.filter(perangkat_daerah=request.instansi)
    orang = Pengguna.objects.filter(perangkat_daerah=request.instansi, is_active=True).order_by("username")
    return [*((f"b{b.pk}", str(b)) for b in bidang), *((f"p{o.pk}", str(o)) for o in orang)]
