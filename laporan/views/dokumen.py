"""The documents beside the LKjIP: compose, watch, download as PDF and Excel; the cascading and its tree."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Max, Q, QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify

from laporan import dokumen, tasks
from laporan.dokumen import DOKUMEN, Dokumen, cascading
from laporan.dokumen.pohon import kinerja as pohon_kinerja
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.laporan import Laporan
from laporan.models import LKJIP, Susunan
from laporan.susun import jalan as susun
from renstra.models import PerjanjianKinerja
from sakip.akses import SUSUN, PermintaanInstansi, halaman_instansi, kalimat_pelaku
from sakip.angka import romawi
from sakip.berkas.simpanan import kirim
from sakip.halaman import XLSX, alamat, bawa_kabar, nama_berkas, tampilkan, unduhan
from sakip.models import Bidang

Triwulan = int | None


@dataclass(frozen=True)
class BarisDokumen:
    """A document of the list with its latest composition. `perlu_triwulan`: a quarter is to be chosen first."""

    dokumen: Dokumen
    susunan: Susunan | None
    perlu_triwulan: bool
    bidang: Bidang | None = None
    """Of which it is, where not of the whole agency."""
    triwulan: Triwulan = None

    @property
    def judul(self) -> str:
        """`Laporan Kinerja Triwulan II, Bidang Mutasi`."""
        nama = self.dokumen.judul
        if self.triwulan:
            nama = f"{nama.removesuffix(' Triwulan')} Triwulan {romawi(self.triwulan)}"
        return f"{nama}, {self.bidang.nama}" if self.bidang else nama

    @property
    def tanda(self) -> str:
        return f"{self.dokumen.kunci}-{self.bidang.pk}" if self.bidang else self.dokumen.kunci

    @property
    def terhenti(self) -> bool:
        return self.susunan is not None and susun.terhenti(self.susunan)

    @property
    def langkah(self) -> str:
        bagian = self.susunan.bagian.all() if self.susunan and self.susunan.terbuka else ()
        return next((b.langkah for b in bagian if b.langkah), "")


def _triwulan(request: PermintaanInstansi, d: Dokumen) -> Triwulan:
    return request.triwulan if d.per_triwulan else None


def _milik(request: PermintaanInstansi) -> QuerySet[Susunan]:
    milik = Susunan.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    return milik.exclude(jenis=LKJIP)


def _baris(request: PermintaanInstansi) -> list[BarisDokumen]:
    """Each document that the year may have, with two queries for the compositions whatever their number."""
    waktu = Q(triwulan__isnull=True) | Q(triwulan=request.triwulan)
    terakhir = _milik(request).filter(waktu).order_by().values("jenis", "triwulan", "bidang")
    terakhir = terakhir.annotate(terbaru=Max("pk"))
    semua = Susunan.objects.filter(pk__in=terakhir.values("terbaru")).defer("ikhtisar", "bahan")
    ada = {(s.jenis, s.triwulan, s.bidang_id): s for s in semua.select_related("pembuat").prefetch_related("bagian")}
    berubah = _ada_perubahan(request)
    bidang = list(request.instansi.bidang.all()) if request.triwulan else []
    return [
        BarisDokumen(
            d,
            ada.get((d.kunci, _triwulan(request, d), b.pk if b else None)),
            d.per_triwulan and request.triwulan is None,
            b,
            _triwulan(request, d),
        )
        for d in DOKUMEN.values()
        if d.kunci != dokumen.PK_PERUBAHAN or berubah
        for b in (None, *(bidang if d.per_bidang else ()))
    ]


def _ada_perubahan(request: PermintaanInstansi) -> bool:
    milik = PerjanjianKinerja.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    return milik.filter(versi="pk_perubahan", bidang__isnull=True).exists()


def _konteks(request: PermintaanInstansi) -> dict[str, object]:
    baris = _baris(request)
    return {
        "baris": baris,
        "terbuka": any(b.susunan and b.susunan.terbuka for b in baris),
        "terhenti": any(b.terhenti for b in baris),
        "siapa_susun": kalimat_pelaku(SUSUN).replace("LKjIP", "dokumen"),
    }


@halaman_instansi()
def daftar(request: PermintaanInstansi) -> HttpResponse:
    """The list; htmx, which asks again while jobs run, gets the state alone."""
    if request.htmx:
        return _keadaan(request)
    remah = [("LKjIP", alamat(request, "lkjip"))]
    return tampilkan(request, "laporan/dokumen.html", f"Dokumen Tahun {request.tahun}", _konteks(request), remah=remah)


def _keadaan(request: PermintaanInstansi) -> HttpResponse:
    jawaban = tampilkan(request, "laporan/_dokumen.html", "", _konteks(request))
    jawaban["Cache-Control"] = "no-store"
    return jawaban


def _sesudah(request: PermintaanInstansi) -> HttpResponse:
    jawaban = bawa_kabar(request, _keadaan(request)) if request.htmx else redirect(alamat(request, "dokumen"))
    patch_vary_headers(jawaban, ["HX-Request"])
    return jawaban


def _dokumen(request: PermintaanInstansi, jenis: str) -> Dokumen:
    d = DOKUMEN.get(jenis)
    if d is None:
        raise Http404("Dokumen ini tidak ada.")
    if d.per_triwulan and request.triwulan is None:
        raise Http404(f"{d.judul} disusun per triwulan. Pilih triwulannya dahulu.")
    return d


def _bidang(request: PermintaanInstansi, d: Dokumen) -> Bidang | None:
    """The bidang that is asked for, of a document that each bidang may have."""
    minta = (request.POST if request.method == "POST" else request.GET).get("bidang", "")
    if not minta:
        return None
    if not d.per_bidang or not (minta.isascii() and minta.isdigit() and len(minta) < 19):
        raise Http404("Dokumen ini tidak ada per bidang.")
    return get_object_or_404(request.instansi.bidang, pk=int(minta))


@halaman_instansi(menulis=True, izin=SUSUN)
def mulai(request: PermintaanInstansi, jenis: str) -> HttpResponse:
    """Start to compose; while it is being composed, that composition goes on."""
    d = _dokumen(request, jenis)
    try:
        tasks.mulai(request.instansi, request.tahun, request.user, d.kunci, _triwulan(request, d), _bidang(request, d))
    except susun.SusunanPenuh as galat:
        messages.error(request, str(galat))
    return _sesudah(request)


@halaman_instansi(menulis=True, izin=SUSUN)
def batal(request: PermintaanInstansi, jenis: str) -> HttpResponse:
    d = _dokumen(request, jenis)
    kunci = {"jenis": d.kunci, "triwulan": _triwulan(request, d), "bidang": _bidang(request, d)}
    terakhir = _milik(request).filter(**kunci).defer("ikhtisar", "bahan").first()
    if terakhir is not None and terakhir.terbuka:
        susun.batalkan(terakhir)
    return _sesudah(request)


def _susunan(request: PermintaanInstansi, nomor: int) -> Susunan:
    susunan = _milik(request).filter(pk=nomor).select_related("bidang").first()
    if susunan is None or susunan.jenis not in DOKUMEN:
        raise Http404("Dokumen ini belum pernah disusun.")
    return susunan


def _nama(request: PermintaanInstansi, d: Dokumen, triwulan: Triwulan, akhiran: str, bidang: Bidang | None) -> str:
    """The file's name says the document's own period and bidang, whatever quarter the page shows."""
    request.triwulan = triwulan
    return nama_berkas(request, f"{d.berkas}-{slugify(bidang.kode)}" if bidang else d.berkas, akhiran)


@halaman_instansi()
def unduh(request: PermintaanInstansi, nomor: int) -> FileResponse:
    s = _susunan(request, nomor)
    return kirim(s.berkas, _nama(request, DOKUMEN[s.jenis], s.triwulan, "pdf", s.bidang))


@halaman_instansi()
def unduh_excel(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """The workbook of a composition, from its frozen copy."""
    s = _susunan(request, nomor)
    d = DOKUMEN[s.jenis]
    buku = d.excel(Laporan(s.ikhtisar, s.bahan))
    return unduhan(buku, _nama(request, d, s.triwulan, "xlsx", s.bidang), XLSX)


@halaman_instansi()
def excel(request: PermintaanInstansi, jenis: str) -> HttpResponse:
    """The workbook of the present data."""
    d = _dokumen(request, jenis)
    triwulan, bidang = _triwulan(request, d), _bidang(request, d)
    ikhtisar = ke_json(susun_ikhtisar(request.instansi, request.tahun, triwulan))
    buku = d.excel(Laporan(ikhtisar, dokumen.bahan(d.kunci, request.instansi, request.tahun, triwulan, bidang)))
    return unduhan(buku, _nama(request, d, triwulan, "xlsx", bidang), XLSX)


def _laporan(request: PermintaanInstansi) -> Laporan:
    """The present plan of the year; what only a quarter is judged by has no place here."""
    ikhtisar = ke_json(susun_ikhtisar(request.instansi, request.tahun))
    return Laporan(ikhtisar, dokumen.bahan_pohon(request.instansi, request.tahun))


@halaman_instansi()
def matriks(request: PermintaanInstansi) -> HttpResponse:
    """The cascading as a table."""
    laporan = _laporan(request)
    konteks = {"lap": laporan, **cascading.konteks_halaman(laporan)}
    remah = [("LKjIP", alamat(request, "lkjip")), ("Dokumen", alamat(request, "dokumen"))]
    return tampilkan(request, "laporan/dokumen_cascading.html", f"Cascading {request.tahun}", konteks, remah=remah)


@halaman_instansi()
def pohon(request: PermintaanInstansi) -> HttpResponse:
    """The tree as pictures, with the matrix as the readable alternative."""
    konteks = {"lembar": pohon_kinerja.gambar(_laporan(request))}
    remah = [("LKjIP", alamat(request, "lkjip")), ("Dokumen", alamat(request, "dokumen"))]
    return tampilkan(request, "laporan/dokumen_pohon.html", f"Pohon Kinerja {request.tahun}", konteks, remah=remah)


@halaman_instansi()
def gambar(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """One sheet of the tree: a picture that brings its own font and may load nothing."""
    lembar = pohon_kinerja.gambar(_laporan(request))
    if not 1 <= nomor <= len(lembar):
        raise Http404("Lembar pohon kinerja ini tidak ada.")
    jawaban = HttpResponse(lembar[nomor - 1].mandiri(), content_type="image/svg+xml; charset=utf-8")
    jawaban["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; sandbox"
    jawaban["Cache-Control"] = "private, max-age=60"
    return jawaban
