"""One node of the plan: its page, and the forms that add, edit, move, archive it and say what it serves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect

from renstra import baca, nomenklatur, pohon
from renstra.forms import FormulirArsip, FormulirLintas, FormulirPindah, FormulirSimpul, FormulirSimpulBaru
from renstra.models import INDUK_SAH, Indikator, Lintas, Simpul
from renstra.pohon import PohonDitolak
from sakip.akses import RENCANA, PermintaanInstansi, halaman_instansi
from sakip.halaman import alamat, tampilkan

from .pohon import ambil_renstra, keadaan

GALAT = 422


def ambil_simpul(request: PermintaanInstansi, kode: str) -> Simpul:
    s = baca.objek_renstra(request, kode, Simpul, "induk", "bidang", "renstra__perangkat_daerah")
    if s is None:
        raise Http404(f"{kode} tidak ada pada Renstra yang berlaku tahun {request.tahun}.")
    return s


def remah_simpul(request: PermintaanInstansi, s: Simpul | None) -> list[tuple[str, str]]:
    awal = [("Rencana", alamat(request, "rencana"))]
    return (
        [*awal, (f"{s.get_jenis_display()} {s.kode}", alamat(request, "rencana_simpul", objek=s.kode))] if s else awal
    )


def jawab_formulir(request: PermintaanInstansi, formulir: Any, judul: str, aksi: str, **lain: Any) -> HttpResponse:
    """The one page of all forms of the plan."""
    konteks = {"formulir": formulir, "aksi": aksi, "batal": lain.pop("batal", alamat(request, "rencana"))}
    konteks |= {"tombol": lain.pop("tombol", "Simpan"), "catatan": lain.pop("catatan", "")}
    s, status = lain.pop("simpul", None), GALAT if formulir.is_bound else 200
    return tampilkan(
        request, "renstra/formulir.html", judul, konteks | lain, remah=remah_simpul(request, s), status=status
    )


def coba(formulir: Any, kerja: Callable[[], Any]) -> Any:
    """What the service made; None where it refused, with its sentence in the form."""
    try:
        return kerja()
    except PohonDitolak as galat:
        formulir.tolak(galat)
    return None


# Reading


@halaman_instansi()
def simpul(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """One node: what it is, its indicators, what it serves, who contributes."""
    return _halaman(request, ambil_simpul(request, objek))


def _halaman(request: PermintaanInstansi, s: Simpul, lintas: FormulirLintas | None = None) -> HttpResponse:
    konteks = keadaan(request, s.renstra) | {
        "s": s,
        "indikator": s.indikator.all(),
        "anak": s.anak.all(),
        "dukungan": s.dukungan.select_related("sasaran", "indikator"),
        "lintas": s.lintas.select_related("perangkat_daerah__pemda"),
        "formulir_lintas": lintas or FormulirLintas(instansi=request.instansi),
        "jenis_anak": _jenis_anak(s.jenis),
        "mendukung": s.jenis in nomenklatur.JENIS_BERKODE,
    }
    status = GALAT if lintas else 200
    return tampilkan(
        request, "renstra/simpul.html", s.uraian, konteks, remah=remah_simpul(request, s.induk), status=status
    )


def _jenis_anak(jenis: str) -> list[tuple[str, str]]:
    return [(j, baca.JENIS[j]) for j, induk in INDUK_SAH.items() if jenis in induk]


@halaman_instansi()
def tindakan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """What can be done with a node: a menu in the dialog."""
    s = ambil_simpul(request, objek)
    konteks = keadaan(request, s.renstra) | {"s": s, "jenis_anak": _jenis_anak(s.jenis)}
    konteks["mendukung"] = s.jenis in nomenklatur.JENIS_BERKODE
    return tampilkan(
        request, "renstra/tindakan.html", f"{s.get_jenis_display()} {s.kode}", konteks, remah=remah_simpul(request, s)
    )


# Adding and editing


def _tempat(request: PermintaanInstansi, data: Any) -> tuple[str, Simpul | None]:
    """The jenis and the parent that a new node asks for."""
    jenis, kode = data.get("jenis", ""), data.get("induk", "")
    if jenis not in INDUK_SAH:
        raise Http404("Jenis ini tidak dikenal.")
    return jenis, ambil_simpul(request, kode) if kode else None


def _formulir_baru(request: PermintaanInstansi, jenis: str, induk: Simpul | None, formulir: Any) -> HttpResponse:
    letak = f" di bawah {induk.kode} {induk.uraian}" if induk else ""
    return jawab_formulir(
        request,
        formulir,
        f"Tambah {baca.JENIS[jenis].lower()}",
        alamat(request, "rencana_tambah_simpan"),
        tersembunyi=[("jenis", jenis), ("induk", induk.kode if induk else "")],
        catatan=f"{baca.JENIS[jenis]} baru{letak}.",
        simpul=induk,
    )


def _isian(request: PermintaanInstansi) -> dict[str, Any]:
    return {"instansi": request.instansi, "cari": alamat(request, "rencana_nomenklatur")}


@halaman_instansi(izin=RENCANA)
def tambah(request: PermintaanInstansi) -> HttpResponse:
    ambil_renstra(request)
    jenis, induk = _tempat(request, request.GET)
    return _formulir_baru(request, jenis, induk, FormulirSimpulBaru(jenis=jenis, **_isian(request)))


@halaman_instansi(menulis=True, izin=RENCANA)
def tambah_simpan(request: PermintaanInstansi) -> HttpResponse:
    renstra = ambil_renstra(request)
    jenis, induk = _tempat(request, request.POST)
    formulir = FormulirSimpulBaru(request.POST, jenis=jenis, **_isian(request))
    if formulir.is_valid():
        alasan = formulir.cleaned_data.get("alasan", "")
        medan = formulir.medan() | {"jenis": jenis}
        baru = coba(
            formulir,
            lambda: pohon.tambah(renstra, medan, induk=induk, alasan=alasan, indikator=formulir.indikator_pertama()),
        )
        if baru is not None:
            messages.success(request, f"{baru.get_jenis_display()} {baru.kode} ditambahkan.")
            return redirect(f"{alamat(request, 'rencana')}#b{baru.pk}")
    return _formulir_baru(request, jenis, induk, formulir)


def _formulir_ubah(request: PermintaanInstansi, s: Simpul, formulir: Any) -> HttpResponse:
    judul, aksi = f"Ubah {s.get_jenis_display().lower()} {s.kode}", alamat(request, "rencana_ubah_simpan", objek=s.kode)
    return jawab_formulir(request, formulir, judul, aksi, simpul=s)


@halaman_instansi(izin=RENCANA)
def ubah(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    formulir = FormulirSimpul(jenis=s.jenis, initial=FormulirSimpul.awal(s), **_isian(request))
    return _formulir_ubah(request, s, formulir)


@halaman_instansi(menulis=True, izin=RENCANA)
def ubah_simpan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    formulir = FormulirSimpul(request.POST, jenis=s.jenis, **_isian(request))
    if formulir.is_valid():
        alasan = formulir.cleaned_data.get("alasan", "")
        if (kini := coba(formulir, lambda: pohon.ubah(s, formulir.medan(), alasan=alasan))) is not None:
            messages.success(request, f"{kini.get_jenis_display()} {kini.kode} disimpan.")
            return redirect(alamat(request, "rencana_simpul", objek=kini.kode))
    return _formulir_ubah(request, s, formulir)


# Moving


def _formulir_pindah(request: PermintaanInstansi, s: Simpul, formulir: Any) -> HttpResponse:
    aksi = alamat(request, "rencana_pindah_simpan", objek=s.kode)
    return jawab_formulir(
        request, formulir, f"Pindahkan {s.kode}", aksi, tombol="Pindahkan", catatan=s.uraian, simpul=s
    )


def _semua(s: Simpul) -> list[Simpul]:
    return list(Simpul.objects.filter(renstra=s.renstra_id))


@halaman_instansi(izin=RENCANA)
def pindah(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    awal = {"induk": s.induk.kode if s.induk else ""}
    return _formulir_pindah(request, s, FormulirPindah(initial=awal, simpul=s, semua=_semua(s)))


@halaman_instansi(menulis=True, izin=RENCANA)
def pindah_simpan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """By the form, or (`Accept: application/json`) by a row that was dragged."""
    s = ambil_simpul(request, objek)
    if request.accepts("text/html"):
        formulir = FormulirPindah(request.POST, simpul=s, semua=_semua(s))
        if formulir.is_valid():
            kode, ke = formulir.cleaned_data["induk"], formulir.cleaned_data["posisi"]
            induk = ambil_simpul(request, kode) if kode else None
            if coba(formulir, lambda: pohon.pindah(s, induk, ke - 1 if ke else None)) is not None:
                messages.success(request, f"{s.kode} dipindahkan.")
                return redirect(f"{alamat(request, 'rencana')}#b{s.pk}")
        return _formulir_pindah(request, s, formulir)
    kode, ke = request.POST.get("induk", ""), request.POST.get("posisi", "")
    posisi = int(ke) if ke.isdecimal() and len(ke) < 7 else None
    try:
        pohon.pindah(s, ambil_simpul(request, kode) if kode else None, posisi)
    except PohonDitolak as galat:
        return JsonResponse({"pesan": str(galat)}, status=GALAT)
    return JsonResponse({"pesan": f"{s.kode} dipindahkan."})


# Archive and delete


def formulir_arsip(request: PermintaanInstansi, objek: Any, formulir: Any, nama: str, simpul: Simpul) -> HttpResponse:
    """Asks for the last year; where nothing was reported, offers to delete instead."""
    tetap = pohon.kenapa_tetap(objek)
    return jawab_formulir(
        request,
        formulir,
        f"Arsipkan {objek.kode}",
        alamat(request, f"rencana_{nama}arsipkan", objek=objek.kode),
        tombol="Arsipkan",
        catatan=f"{objek} tidak dihitung lagi sesudah tahun itu, tetapi tetap tersimpan dan dapat dipulihkan.",
        hapus="" if tetap else alamat(request, f"rencana_{nama}hapus", objek=objek.kode),
        kenapa_tetap=tetap,
        simpul=simpul,
    )


@halaman_instansi(izin=RENCANA)
def arsip(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    return formulir_arsip(request, s, FormulirArsip(initial={"tahun_selesai": request.tahun}), "", s)


@halaman_instansi(menulis=True, izin=RENCANA)
def arsipkan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    formulir = FormulirArsip(request.POST)
    if formulir.is_valid():
        coba(formulir, lambda: pohon.arsipkan(s, formulir.cleaned_data["tahun_selesai"]))
    if not formulir.is_valid():
        return formulir_arsip(request, s, formulir, "", s)
    messages.success(request, f"{s.kode} diarsipkan sesudah {formulir.cleaned_data['tahun_selesai']}.")
    return redirect(f"{alamat(request, 'rencana')}?{urlencode({'diarsipkan': s.kode})}")


@halaman_instansi(menulis=True, izin=RENCANA)
def pulihkan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    return langkah(request, lambda: pohon.pulihkan(s), f"{s.kode} dipulihkan.", alamat(request, "rencana"))


@halaman_instansi(menulis=True, izin=RENCANA)
def hapus(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    return langkah(request, lambda: pohon.hapus(s), f"{s.kode} dihapus.", alamat(request, "rencana"))


def langkah(request: PermintaanInstansi, kerja: Callable[[], Any], kalimat: str, tujuan: str) -> HttpResponse:
    """A step without a form of its own: its refusal is a message on the page that follows."""
    try:
        kerja()
    except PohonDitolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, kalimat)
    return redirect(tujuan)


# What it serves, who contributes


@halaman_instansi(izin=RENCANA)
def dukungan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    """Ticks: every sasaran with its indicators."""
    s = ambil_simpul(request, objek)
    terpilih = {f"s{d.sasaran_id}" if d.sasaran_id else f"i{d.indikator_id}" for d in s.dukungan.all()}
    per_sasaran: dict[int, list[tuple[Indikator, str]]] = {}
    for i in Indikator.objects.filter(renstra=s.renstra_id, simpul__jenis__in=("tujuan", "sasaran")):
        per_sasaran.setdefault(i.simpul_id, []).append((i, f"i{i.pk}"))
    semua = Simpul.objects.filter(renstra=s.renstra_id, jenis__in=("tujuan", "sasaran"))
    konteks = {"s": s, "terpilih": terpilih, "pilihan": [(x, f"s{x.pk}", per_sasaran.get(x.pk, [])) for x in semua]}
    judul = f"Yang didukung {s.kode}"
    return tampilkan(request, "renstra/dukungan.html", judul, konteks, remah=remah_simpul(request, s))


@halaman_instansi(menulis=True, izin=RENCANA)
def dukungan_simpan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    nomor: dict[str, list[int]] = {"s": [], "i": []}
    for tanda in request.POST.getlist("tujuan")[:500]:
        if tanda[:1] in nomor and tanda[1:].isdecimal() and len(tanda) < 19:
            nomor[tanda[0]].append(int(tanda[1:]))
    tujuan: list[Any] = [
        *Simpul.objects.filter(renstra=s.renstra_id, jenis="sasaran", pk__in=nomor["s"]),
        *Indikator.objects.filter(renstra=s.renstra_id, pk__in=nomor["i"]),
    ]
    kalimat = f"{s.kode} kini mendukung {len(tujuan)} sasaran dan indikator."
    return langkah(request, lambda: pohon.dukung(s, tujuan), kalimat, alamat(request, "rencana_simpul", objek=s.kode))


@halaman_instansi(menulis=True, izin=RENCANA)
def lintas_simpan(request: PermintaanInstansi, objek: str) -> HttpResponse:
    s = ambil_simpul(request, objek)
    formulir = FormulirLintas(request.POST, instansi=request.instansi)
    if formulir.is_valid():
        bersih = formulir.cleaned_data
        if coba(formulir, lambda: pohon.libatkan(s, bersih["perangkat_daerah"], bersih["peran"])) is not None:
            messages.success(request, f"{bersih['perangkat_daerah']} dilibatkan dalam {s.kode}.")
            return redirect(alamat(request, "rencana_simpul", objek=s.kode))
    return _halaman(request, s, formulir)


@halaman_instansi(menulis=True, izin=RENCANA)
def lintas_hapus(request: PermintaanInstansi, objek: str, nomor: int) -> HttpResponse:
    s = ambil_simpul(request, objek)
    lintas = Lintas.objects.filter(simpul=s, pk=nomor).select_related("simpul", "perangkat_daerah__pemda").first()
    if lintas is None:
        raise Http404("Instansi ini tidak terlibat di sini.")
    kalimat = f"{lintas.perangkat_daerah} tidak lagi dilibatkan dalam {s.kode}."
    return langkah(request, lambda: pohon.lepaskan(lintas), kalimat, alamat(request, "rencana_simpul", objek=s.kode))
