"""The trail of changes: of the agency, as Excel, and of one indicator together with what was said."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import CharField, Q, QuerySet, Value
from django.http import Http404, HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from capaian.models import Komentar
from laporan.jejak import KELOMPOK, Kejadian, ceritakan, jejak_instansi, kejadian_komentar, pembukaan, tabel_kelompok
from renstra.models import Indikator
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.angka import romawi
from sakip.buku.tulis import tulis_sel
from sakip.halaman import XLSX, alamat, nama_berkas, tampilkan, unduhan
from sakip.models import Jejak
from sakip.saring import FormulirSaring

SEHALAMAN = 50
BARIS_TERBANYAK = 50_000
PILIHAN_WAKTU = [("", "Semua waktu"), ("tahun", "Tahun"), *((str(t), f"TW {romawi(t)}") for t in range(1, 5))]
KEPALA = (
    ("Waktu", 17),
    ("Siapa", 22),
    ("Dari", 28),
    ("Data", 34),
    ("Kode", 12),
    ("Indikator atau simpul", 40),
    ("Perbuatan", 11),
    ("Kolom", 20),
    ("Lama", 40),
    ("Baru", 40),
    ("Alasan", 40),
)


class SaringJejak(FormulirSaring):
    jenis = forms.ChoiceField(label="Data", required=False, choices=[("", "Semua data"), *KELOMPOK.items()])
    waktu = forms.ChoiceField(
        label="Waktu data",
        required=False,
        choices=PILIHAN_WAKTU,
    )
    siapa = forms.CharField(label="Siapa", max_length=100, required=False)
    kode = forms.CharField(label="Kode indikator", max_length=60, required=False)
    objek = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    """The exact kode: the download of one indicator."""

    def __init__(self, data: Any, tahun: int) -> None:
        super().__init__(data)
        self.tahun = tahun
        waktu = cast(forms.ChoiceField, self.fields["waktu"])
        waktu.choices = [(nilai, f"{kata} {tahun}" if nilai else kata) for nilai, kata in PILIHAN_WAKTU]

    def saring(self, jejak: QuerySet[Jejak], request: PermintaanInstansi) -> QuerySet[Jejak]:
        if jenis := self.nilai("jenis"):
            jejak = jejak.filter(tabel__in=tabel_kelompok(jenis))
        if waktu := self.nilai("waktu"):
            jejak = jejak.filter(tahun=self.tahun, **({} if waktu == "tahun" else {"triwulan": int(waktu)}))
        for kata in self.nilai("siapa").split():
            nama = ("oleh__first_name", "oleh__last_name", "oleh__username", "dari")
            jejak = jejak.filter(Q(*((f"{n}__icontains", kata) for n in nama), _connector=Q.OR))
        for kolom, cara in (("kode", "kode__icontains"), ("objek", "kode")):
            if kode := self.nilai(kolom):
                milik = Indikator.objects.filter(renstra__perangkat_daerah=request.instansi, **{cara: kode})
                jejak = jejak.filter(indikator_id__in=milik.order_by().values("pk"))
        return jejak


@halaman_instansi()
def daftar(request: PermintaanInstansi) -> HttpResponse:
    """All changes of the agency, newest first."""
    saring = SaringJejak(request.GET, request.tahun)
    halaman = _halaman(request, saring.saring(jejak_instansi(request.instansi), request))
    konteks = {"saring": saring, "halaman": halaman, "kejadian": list(ceritakan(halaman))}
    return tampilkan(request, "laporan/jejak.html", "Riwayat perubahan", konteks)


def _halaman(request: PermintaanInstansi, baris: Any) -> Page[Any]:
    return Paginator(baris, SEHALAMAN).get_page(request.GET.get("halaman"))


@halaman_instansi()
def unduh(request: PermintaanInstansi) -> HttpResponse:
    """The filtered changes as Excel, one row per changed column."""
    saring = SaringJejak(request.GET, request.tahun)
    jejak = saring.saring(jejak_instansi(request.instansi), request)[:BARIS_TERBANYAK]
    buku = _excel(ceritakan(jejak.iterator(chunk_size=1000)))
    return unduhan(buku, nama_berkas(request, "riwayat-perubahan", "xlsx", tanggal=True), XLSX)


def _excel(kejadian: Iterable[Kejadian]) -> bytes:
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Riwayat perubahan")
    lembar.freeze_panes = "A2"
    for letak, (_, lebar) in enumerate(KEPALA, 1):
        lembar.column_dimensions[get_column_letter(letak)].width = lebar
    lembar.append([_sel(lembar, judul, tebal=True) for judul, _ in KEPALA])
    tersisa = BARIS_TERBANYAK
    for k in kejadian:
        baris = _baris(k)[:tersisa]
        for satu in baris:
            lembar.append([_sel(lembar, nilai) for nilai in satu])
        tersisa -= len(baris)
        if not tersisa:
            lembar.append(
                [f"Hanya {BARIS_TERBANYAK} baris terbaru; persempit saringannya untuk melihat yang lebih lama."]
            )
            break
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()


def _baris(k: Kejadian) -> list[tuple[Any, ...]]:
    pada = timezone.localtime(k.pada).replace(tzinfo=None, microsecond=0)
    awal = (pada, k.siapa, k.dari, k.apa, k.kode, k.nama, k.perbuatan)
    ubahan = [(u.label, u.lama, u.baru) for u in k.perubahan] or [("", "", "")]
    return [(*awal, *u, k.alasan) for u in ubahan]


def _sel(lembar: Any, nilai: Any, *, tebal: bool = False) -> Any:
    if nilai == "":
        return None
    sel = WriteOnlyCell(lembar)
    tulis_sel(sel, nilai)
    if tebal:
        sel.font = Font(bold=True)
    elif not isinstance(nilai, str):
        sel.number_format = "yyyy-mm-dd hh:mm:ss"
    return sel


# One indicator


@halaman_instansi()
def indikator(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """The timeline of an indicator, through all versions of the Renstra: changes and comments."""
    versi = Indikator.objects.filter(renstra__perangkat_daerah=request.instansi, kode=objek)
    terbaru = versi.order_by("-renstra__urutan").first()
    if terbaru is None:
        raise Http404(f"Indikator {objek} tidak ada pada Renstra instansi ini.")
    milik = {"indikator_id__in": versi.order_by().values("pk")}
    halaman = _halaman(request, _urutan(milik))
    konteks = {
        "i": terbaru,
        "unduhan": urlencode({"objek": objek}),
        "halaman": halaman,
        "kejadian": _gabung(halaman),
        "pembukaan": pembukaan(**milik),
    }
    remah = [("Indikator", alamat(request, "indikator_daftar")), (objek, alamat(request, "indikator", objek=objek))]
    return tampilkan(request, "laporan/jejak_indikator.html", f"Riwayat perubahan {objek}", konteks, remah=remah)


def _urutan(milik: dict[str, Any]) -> Any:
    """(time, id, kind) of everything, newest first."""

    def kolom(sumber: Any, jenis: str) -> Any:
        return sumber.order_by().values_list("pada", "pk", Value(jenis, CharField()))

    jejak = kolom(Jejak.objects.filter(**milik), "jejak")
    return jejak.union(kolom(Komentar.objects.filter(**milik), "komentar"), all=True).order_by("-pada", "-pk")


def _gabung(halaman: Iterable[tuple[Any, int, str]]) -> list[Kejadian]:
    """What stands behind the page's ids, in its order."""
    kunci = [(jenis, pk) for _, pk, jenis in halaman]
    jejak = list(Jejak.objects.filter(pk__in=[pk for jenis, pk in kunci if jenis == "jejak"]).select_related("oleh"))
    komentar = Komentar.objects.filter(pk__in=[pk for jenis, pk in kunci if jenis == "komentar"]).select_related("oleh")
    kejadian = {("jejak", j.pk): k for j, k in zip(jejak, ceritakan(jejak), strict=True)}
    kejadian |= {("komentar", k.pk): kejadian_komentar(k) for k in komentar}
    return [kejadian[k] for k in kunci]
