"""Pictures of the texts: shown, uploaded."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse

from laporan.models import Unggahan
from laporan.unggahan import simpan_gambar_naskah
from sakip.akses import PermintaanInstansi, halaman_instansi
from sakip.berkas.simpanan import kirim
from sakip.ditolak import Ditolak
from sakip.halaman import alamat
from sakip.kaya.takaran import pohon_teks
from sakip.kaya.tulis import ke_markdown, simpanan
from sakip.markah import Gambar, berupa_html

from .dasar import ambil, kembali, muat_naskah, tulisan
from .halaman import tampilkan_halaman
from .ubah import simpan_teks

TANPA_BERKAS = "Pilih berkas gambar PNG atau JPG yang akan diunggah."
TANPA_ALT = "Tulis teks alternatif: apa yang tampak pada gambar, untuk yang tidak melihatnya."


@halaman_instansi()
def gambar(request: PermintaanInstansi, sidik: str) -> FileResponse:
    """One picture of the year, for who may read the agency's pages."""
    milik = Unggahan.objects.filter(perangkat_daerah=request.instansi, tahun=request.tahun)
    objek = milik.filter(bagian=Unggahan.Bagian.GAMBAR, sidik=sidik).first()
    if objek is None:
        raise Http404("Gambar ini tidak ada.")
    return kirim(objek.berkas, objek.judul, tampil=True)


@halaman_instansi(menulis=True)
def unggah(request: PermintaanInstansi) -> HttpResponse:
    """Store a picture. The editor asks for JSON and puts it where the caret stands; the plain form's picture stands at
    the end of its text."""
    naskah = muat_naskah(request)
    b = ambil(request, naskah)
    isi = {nama: " ".join(request.POST.get(nama, "").split())[:500] for nama in ("alt", "keterangan")}
    baris, lama = tulisan(b, request.POST.get("baris", "")), request.POST.get("lama", "")
    try:
        pohon = pohon_teks(lama)
        satu = _terima(request, isi["alt"])
    except Ditolak as galat:
        if _minta_json(request):
            return JsonResponse({"pesan": str(galat)}, status=422)
        return tampilkan_halaman(request, naskah, b, gambar=isi | {"baris": baris, "galat": str(galat)})
    if _minta_json(request):
        return JsonResponse({"sidik": satu.sidik, "alamat": alamat(request, "naskah_gambar", sidik=satu.sidik)})
    lukisan = Gambar(satu.sidik, isi["alt"], isi["keterangan"])
    if berupa_html(lama):
        teks = simpanan(lama, (*pohon, lukisan))
    else:
        teks = f"{lama.rstrip()}\n\n{ke_markdown((lukisan,))}".strip()
    if simpan_teks(request, naskah, baris, lama, teks):
        messages.success(request, "Gambar ditambahkan di akhir naskah.")
    return kembali(request, b)


def _terima(request: PermintaanInstansi, alt: str) -> Unggahan:
    berkas = request.FILES.get("berkas")
    if berkas is None:
        raise Ditolak(TANPA_BERKAS)
    if not alt:
        raise Ditolak(TANPA_ALT)
    return simpan_gambar_naskah(request.instansi, request.tahun, berkas)


def _minta_json(request: PermintaanInstansi) -> bool:
    return request.headers.get("Accept") == "application/json"
