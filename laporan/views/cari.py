"""Search within the year."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from laporan.halaman import ikhtisar_halaman
from renstra.models import Simpul
from sakip.akses import RENCANA, PermintaanInstansi, boleh, halaman_instansi
from sakip.halaman import alamat, tampilkan
from sakip.panduan.baca import kunci_bagi, temukan
from sakip.saring import cocok

PALING_BANYAK = 30
HALAMAN = (
    ("instansi", "Beranda", "ikhtisar kinerja ringkasan"),
    ("dasbor", "Dasbor", "dashboard prakiraan keputusan menunggu tenggat kas kepala"),
    ("isian", "Isian realisasi triwulan", "lembar capaian realisasi pengukuran bukti dukung pengajuan persetujuan"),
    ("jadwal", "Jadwal pengisian", "jadwal buka tutup tenggat perpanjangan pengaturan"),
    ("jejak", "Riwayat perubahan", "jejak audit riwayat siapa mengubah"),
    ("rencana", "Rencana (pohon Renstra)", "renstra tujuan sasaran program kegiatan cascading"),
    ("rencana_cakupan", "Cakupan rencana", "sasaran tanpa program indikator tanpa target"),
    ("rencana_versi", "Versi Renstra", "revisi perubahan renstra"),
    ("rencana_nomenklatur", "Nomenklatur", "kode permendagri 90 kepmendagri"),
    ("pk", "Perjanjian Kinerja", "pk perjanjian kinerja target tanda tangan"),
    ("naskah_word", "Ambil naskah dari Word", "docx word unggah sunting naskah narasi lkjip"),
    ("rencana_aksi", "Rencana Aksi", "rencana aksi kas triwulan renaksi"),
    ("indikator_daftar", "Daftar indikator", "iku indikator kinerja utama"),
    ("anggaran", "Anggaran dan serapan", "pagu realisasi serapan belanja keuangan"),
    ("pagu", "Pagu anggaran", "pagu dpa apbd murni pergeseran perubahan"),
    ("sipd", "Impor SIPD", "sipd unggah pagu realisasi"),
    ("temuan", "Temuan", "galat peringatan catatan periksa"),
    ("buku_kerja", "Buku Kerja (Excel)", "unggah unduh impor ekspor excel buku kerja"),
    ("lkjip", "LKjIP", "lkjip lkip lakip laporan kinerja susun logo lampiran struktur"),
    ("dokumen", "Dokumen", "iku cascading pohon kinerja evaluasi renja perjanjian rencana aksi pdf"),
    ("dokumen_cascading", "Matriks cascading", "cascading matriks"),
    ("dokumen_pohon", "Pohon kinerja", "pohon kinerja gambar"),
)
"""Pages by address, name and the words by which people look for them."""


@halaman_instansi()
def cari(request: PermintaanInstansi) -> HttpResponse:
    """Pages, indicators and nodes of the tree in which every word occurs."""
    dicari = request.GET.get("q", "").strip()[:100]
    ikhtisar, jenis = ikhtisar_halaman(request), dict(Simpul.Jenis.choices)
    hasil = []
    if dicari:
        hasil = [
            ("Halaman", "", nama, alamat(request, tujuan))
            for tujuan, nama, kata in HALAMAN
            if cocok(dicari, nama, kata) and (tujuan != "sipd" or boleh(request.user, RENCANA, request.instansi))
        ]
        hasil += [
            ("Panduan", "", kata, reverse("panduan_peran", args=[kunci]) + (f"#{jangkar}" if jangkar else ""))
            for kunci, jangkar, kata in temukan(dicari, kunci_bagi(request.user))
        ]
        hasil += [
            ("IKU" if i.iku else "Indikator", i.kode, i.nama, alamat(request, "indikator", objek=i.kode))
            for i in ikhtisar.indikator
            if cocok(dicari, i.kode, i.nama)
        ]
        hasil += [
            (jenis[s.jenis], s.kode, s.uraian, alamat(request, "simpul", objek=s.kode))
            for s in ikhtisar.simpul
            if cocok(dicari, s.kode, s.kode_nomenklatur, s.uraian)
        ]
    konteks = {
        "dicari": dicari,
        "hasil": hasil[:PALING_BANYAK],
        "jumlah": len(hasil),
        "tampil": PALING_BANYAK,
    }
    return tampilkan(request, "laporan/cari.html", "Pencarian", konteks)
