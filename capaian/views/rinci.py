"""One indicator's quarter: analysis, evidence, the talk about it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect

from capaian import bukti as layanan
from capaian import wewenang
from capaian.alur import BEKU, StatusIsian
from capaian.lembar.baris import UMUM, BarisIsian, LembarIsian
from capaian.lembar.susun import susun_lembar
from capaian.models import Bukti, Komentar
from renstra.models import Indikator
from sakip.akses import ISI, PermintaanInstansi, halaman_instansi
from sakip.angka import romawi
from sakip.berkas.simpanan import kirim
from sakip.berkas.terima import JENIS
from sakip.ditolak import Ditolak
from sakip.halaman import alamat, tampilkan
from sakip.markah import ke_html
from sakip.models import Pengguna

from .lembar import kolom_tabel, konteks_langkah, tertutup

ANALISIS = (
    ("pendorong", "Pendorong", "Apa yang membuat target tercapai."),
    ("penghambat", "Penghambat", "Apa yang menghambat."),
    ("solusi", "Solusi yang diambil", "Apa yang sudah dilakukan terhadap hambatan."),
    ("tindak_lanjut", "Tindak lanjut", "Apa yang akan dilakukan, oleh siapa, kapan."),
    ("sumber", "Sumber data", "Dari mana angkanya diperoleh."),
)
PANJANG_KOMENTAR = 5_000


def _satu(request: PermintaanInstansi, nomor: int) -> tuple[LembarIsian, BarisIsian, int]:
    """The row of an indicator of the page's agency and quarter, and its bidang."""
    if request.triwulan is None:
        raise Http404("Isian selalu milik satu triwulan. Pilih triwulannya.")
    semua = susun_lembar(request.instansi, request.tahun, request.triwulan, nomor=nomor)
    baris = next((b for b in semua.indikator if b.i and b.i.id == nomor), None)
    if baris is None:
        raise Http404("Indikator ini tidak diisi pada triwulan ini.")
    return semua, baris, baris.bidang_id or UMUM


@halaman_instansi()
def rinci(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Analysis, evidence and comments of one indicator."""
    return _halaman(request, nomor)


def _halaman(request: PermintaanInstansi, nomor: int, galat: str = "", status: int = 200) -> HttpResponse:
    lembar, b, bidang = _satu(request, nomor)
    alasan = tertutup(request.user, lembar, bidang)
    if not alasan and not b.bisa:
        alasan = f"Isian ini {b.nama_status.lower()} dan tidak dapat diubah."
    waktu = {"indikator": nomor, "tahun": lembar.tahun, "triwulan": lembar.triwulan}
    terbuka = not tertutup(request.user, lembar, bidang)
    konteks = {
        "lembar": lembar,
        "b": b,
        "bidang": bidang,
        "tertutup": alasan,
        "bisa_isi": not alasan,
        "analisis": [(k, n, g, getattr(b.realisasi, k) if b.realisasi else "") for k, n, g in ANALISIS],
        "bukti": Bukti.objects.filter(**waktu).select_related("berkas", "oleh"),
        "bisa_bukti": wewenang.boleh_isi(request.user, bidang or None) and b.status not in BEKU,
        "wajib_bukti": Indikator.objects.filter(pk=nomor, bukti_wajib=True).exists(),
        "utas": Komentar.objects.filter(**waktu).select_related("oleh"),
        "jenis_berkas": JENIS,
        "galat_bukti": galat,
    }
    konteks |= konteks_langkah(request, [b], bidang, terbuka) | kolom_tabel(lembar)
    remah = [
        ("Isian", alamat(request, "isian")),
        (lembar.nama_bidang(bidang), alamat(request, "isian_lembar", bidang=bidang)),
    ]
    judul = f"{b.i.nama if b.i else ''}: Triwulan {romawi(lembar.triwulan)} {lembar.tahun}"
    return tampilkan(request, "capaian/rinci.html", judul, konteks, remah=remah, status=status)


def _isian_terbuka(request: PermintaanInstansi, nomor: int) -> tuple[Indikator, int, int]:
    """Indicator, year and quarter of a row to which this person may bring evidence."""
    lembar, _, bidang = _satu(request, nomor)
    if (selaku := wewenang.boleh_isi.selaku(request.user, bidang or None)) is None:
        raise PermissionDenied(
            "Hanya bidang pemilik baris ini atau Subbag Perencanaan yang dapat mengubah bukti dukung."
        )
    request.selaku = selaku
    return Indikator.objects.get(pk=nomor), lembar.tahun, lembar.triwulan


@halaman_instansi(menulis=True, izin=ISI)
def bukti_tambah(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Files, a link or a text."""
    kunci = _isian_terbuka(request, nomor)
    judul, teks = (request.POST.get(nama, "").replace("\x00", "") for nama in ("judul", "teks"))
    oleh = request.user
    try:
        if berkas := request.FILES.getlist("berkas"):
            _tambah_semua(kunci, berkas, judul, oleh)
        elif request.POST.get("tautan"):
            layanan.tambah_tautan(*kunci, request.POST["tautan"], judul, oleh)
        else:
            layanan.tambah_teks(*kunci, teks, judul, oleh)
    except Ditolak as galat:
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"pesan": str(galat)}, status=422)
        return _halaman(request, nomor, str(galat), status=422)
    messages.success(request, "Bukti dukung disimpan.")
    return redirect(f"{alamat(request, 'isian_rinci', nomor=nomor)}#bukti")


def _tambah_semua(kunci: tuple[Indikator, int, int], berkas: list[UploadedFile], judul: str, oleh: Pengguna) -> None:
    """Every file that can be kept is kept; the others are named with the reason."""
    galat = []
    for satu in berkas:
        try:
            layanan.tambah_berkas(*kunci, satu, judul if len(berkas) == 1 else "", oleh)
        except Ditolak as tolak:
            galat.append(str(tolak) if len(berkas) == 1 else f"{satu.name}: {tolak}")
    if galat:
        sisa = f" {len(berkas) - len(galat)} berkas lain disimpan." if len(berkas) > len(galat) else ""
        raise layanan.BuktiDitolak(" ".join(galat) + sisa)


def _bukti(request: PermintaanInstansi, nomor: int, bukti: int) -> Bukti:
    milik = Bukti.objects.filter(
        pk=bukti,
        indikator=nomor,
        indikator__renstra__perangkat_daerah=request.instansi,
        tahun=request.tahun,
        triwulan=request.triwulan or 0,
    )
    objek = milik.select_related("berkas", "indikator").first()
    if objek is None:
        raise Http404("Bukti dukung ini tidak ada.")
    return objek


@halaman_instansi()
def bukti_unduh(request: PermintaanInstansi, nomor: int, bukti: int) -> FileResponse:
    """A file, always to be saved and never shown by the browser."""
    objek = _bukti(request, nomor, bukti)
    if objek.berkas is None:
        raise Http404("Bukti dukung ini bukan berkas.")
    return kirim(objek.berkas.nama_simpan, objek.judul, objek.berkas.mime)


@halaman_instansi(menulis=True, izin=ISI)
def bukti_hapus(request: PermintaanInstansi, nomor: int, bukti: int) -> HttpResponse:
    _isian_terbuka(request, nomor)
    objek = _bukti(request, nomor, bukti)
    try:
        layanan.hapus(objek)
    except Ditolak as galat:
        messages.error(request, str(galat))
    else:
        messages.success(request, f"Bukti dukung “{objek.judul}” dihapus.")
    return redirect(f"{alamat(request, 'isian_rinci', nomor=nomor)}#bukti")


@halaman_instansi(menulis=True)
def komentar(request: PermintaanInstansi, nomor: int) -> HttpResponse:
    """Say something about a row. To a return, the bidang's word is the answer that it asks for."""
    lembar, b, bidang = _satu(request, nomor)
    pengguna = request.user
    if not (wewenang.boleh_isi(pengguna, bidang or None) or wewenang.boleh_kembalikan(pengguna, bidang or None)):
        raise PermissionDenied("Hanya bidang ini, Kepala, dan Subbag Perencanaan yang dapat menulis komentar di sini.")
    teks = request.POST.get("teks", "").replace("\x00", "").strip()
    tujuan = f"{alamat(request, 'isian_rinci', nomor=nomor)}#utas"
    if not teks or len(teks) > PANJANG_KOMENTAR:
        messages.error(request, f"Tulis komentarnya, paling banyak {PANJANG_KOMENTAR} huruf.")
        return redirect(tujuan)
    menjawab = b.status == StatusIsian.DIKEMBALIKAN and wewenang.boleh_isi(pengguna, bidang or None)
    jenis = Komentar.Jenis.JAWABAN if menjawab else Komentar.Jenis.KOMENTAR
    Komentar.objects.create(
        indikator_id=nomor, tahun=lembar.tahun, triwulan=lembar.triwulan, jenis=jenis, teks=teks, oleh=pengguna
    )
    messages.success(request, "Jawaban disimpan; baris ini dapat diajukan lagi." if menjawab else "Komentar disimpan.")
    return redirect(tujuan)


@halaman_instansi(menulis=True, izin=ISI)
def pratinjau(request: PermintaanInstansi) -> HttpResponse:
    """Markdown as it will be printed; stores nothing."""
    jawaban = HttpResponse(ke_html(request.POST.get("teks", "")[:20_000]))
    jawaban["Cache-Control"] = "no-store"
    return jawaban
