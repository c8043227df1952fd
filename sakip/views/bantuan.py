"""What a page is for and how it is used, in plain words, beside the page."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sakip.akses import membaca
from sakip.halaman import tampilkan

BANTUAN: dict[str, tuple[str, ...]] = {
    "beranda": (
        "Halaman ini merangkum kinerja satu tahun: capaian, serapan anggaran, efisiensi, dan temuan.",
        "Ganti tahun dan triwulan di bilah atas. Tahun yang Anda pilih diingat untuk kunjungan berikutnya.",
        "Angka bergaris titik dapat diklik untuk melihat dari mana angka itu berasal.",
        "Selama datanya belum lengkap, daftar langkah menunjukkan apa yang kurang dan membuka halamannya.",
    ),
    "dasbor": (
        "Dasbor menjawab sepuluh pertanyaan kepala: apa yang menunggu, ke mana tahun ini menuju, apa yang memburuk.",
        "Pilih triwulan di bilah atas. Isian dapat disetujui dari sini setelah barisnya dilihat.",
        "Prakiraan dihitung dari triwulan yang terisi; caranya tertulis di bawah angkanya.",
        "Yang belum diisi disebut belum dapat dinilai, tidak pernah dihitung nol.",
    ),
    "capaian": (
        "Di sini realisasi tiap triwulan diisi, diajukan, disetujui, lalu diverifikasi.",
        "Sel berbingkai dapat diisi; setiap sel tersimpan sendiri saat Anda pindah darinya.",
        "Angka ditulis dengan koma sebagai pemisah desimal, misalnya 92,5. Satu blok dari Excel dapat ditempel.",
        "Pengisian mengikuti jadwal. Bila selnya tidak dapat diisi, alasannya tertulis di atas lembar.",
    ),
    "jadwal": (
        "Jadwal menentukan kapan realisasi dan rencana aksi tiap triwulan dapat diisi.",
        "Tanpa jadwal, triwulan itu tertutup. Satu bidang dapat diberi waktu tambahan dengan alasan.",
    ),
    "jejak": ("Riwayat mencatat siapa mengubah apa, kapan, dan mengapa. Catatannya tidak dapat dihapus.",),
    "pemda": (
        "Tabel ini menyandingkan semua perangkat daerah. Angkanya sama dengan ikhtisar masing-masing.",
        "Klik judul kolom untuk mengurutkan. Saringan dan urutan ada di alamat, jadi halaman ini dapat dibagikan.",
        "Yang belum ada datanya disebut demikian: tidak dihitung nol, dan tidak masuk rata-rata.",
        "LKjIP jatuh tempo dua bulan setelah tahun berakhir; keterlambatan dihitung sampai disampaikan.",
        "Excel dan CSV berisi persis baris, kolom, dan urutan yang tampil.",
    ),
    "rencana": (
        "Rencana memuat tujuan, sasaran, program, kegiatan, dan sub kegiatan dari Renstra.",
        "Buka satu simpul untuk mengubah uraian, indikator, dan targetnya.",
        "Renstra yang sudah ditetapkan tidak diubah langsung: buat revisinya pada halaman versi.",
    ),
    "pk": (
        "Perjanjian Kinerja menetapkan target tahunan yang diperjanjikan kepala atau bidang.",
        "Buat rancangan, periksa targetnya, bekukan untuk ditandatangani, lalu berlakukan.",
        "Capaian dihitung dari target perjanjian yang berlaku; bila belum ada, dari target Renstra.",
    ),
    "rencana-aksi": (
        "Rencana aksi membagi target tahunan dan rencana kas ke dalam empat triwulan.",
        "Isi selnya, lalu ajukan untuk disetujui.",
    ),
    "indikator": (
        "Daftar ini memuat semua indikator tahun ini dengan target, realisasi, dan capaiannya.",
        "Saring menurut kata, IKU, atau status; klik nama indikator untuk rinciannya.",
    ),
    "anggaran": (
        "Pagu dan realisasi per sub kegiatan dijumlahkan ke atas sampai seluruh instansi.",
        "Pagu diisi pada halaman Pagu atau diimpor dari SIPD; realisasi dari lembar isian atau SIPD.",
        "Berkas SIPD dibandingkan dulu dengan data yang tersimpan; tidak ada yang disimpan sebelum Anda setujui.",
    ),
    "temuan": (
        "Temuan adalah data yang keliru, kurang, atau meragukan. Galat dibetulkan sebelum laporan disusun.",
        "Setiap temuan membuka tempat membetulkannya, atau menyebut siapa yang dapat.",
        "Bila datanya memang benar, terima temuannya dengan alasan; bila nilainya berubah, ia terhitung lagi.",
    ),
    "buku-kerja": (
        "Buku kerja adalah berkas Excel berisi seluruh data instansi.",
        "Unduh, ubah di Excel, lalu unggah kembali. Anda melihat dulu apa yang akan berubah.",
        "Jangan mengubah kode: baris dikenali dari kodenya.",
    ),
    "laporan": (
        "LKjIP disusun dari data yang tersimpan saat tombol ditekan, di server; halaman ini boleh ditutup.",
        "Hanya bab yang datanya berubah yang disusun lagi.",
        "Logo, bagan organisasi, dan lampiran diunggah di bagian bawah halaman.",
    ),
    "naskah": (
        "Di sini kalimat LKjIP ditulis, bagian demi bagian. Pilih bagiannya di daftar; yang diketik tersimpan sendiri.",
        "Bagian yang kosong menampilkan draf otomatis. Draf mengikuti data dan tercetak sampai Anda menyuntingnya; "
        "sesudah itu yang tercetak adalah naskah Anda, dan tidak ada yang menimpanya.",
        "Angka hidup mengikuti data. Sisipkan dari daftar angka, atau hidupkan angka yang sudah diketik.",
        "Nyatakan siap bila selesai. Bila data di bawahnya berubah, bagian itu usang dan menyebut apa yang berubah.",
        "Subbag Perencanaan dapat menugaskan satu bagian kepada bidang atau orang, dengan batas waktunya.",
    ),
    "naskah-word": (
        "Unduh LKjIP sebagai DOCX, sunting kalimatnya di Word atau LibreOffice, lalu unggah berkasnya di sini.",
        "Setiap perubahan diperlihatkan dulu. Hanya yang Anda centang yang disimpan, dan riwayatnya dapat dipulihkan.",
        "Angka hidup yang tidak Anda ubah tetap hidup. Tabel, grafik, dan angkanya tidak pernah diambil dari Word.",
        "Bila paragraf yang sama juga diubah di sistem, keduanya diperlihatkan; Anda memilih salah satu atau keduanya.",
    ),
    "dokumen": (
        "Dokumen di samping LKjIP disusun satu per satu sebagai PDF; lembar Excel-nya dapat diunduh kapan saja.",
        "Dokumen triwulanan memerlukan triwulan yang dipilih di bilah atas.",
    ),
    "meja": (
        "Meja memuat LKjIP semua perangkat daerah: keadaan, versi, tanggal penyampaian, dan keterlambatannya.",
        "Buka satu versi untuk membacanya, melihat apa yang berubah sejak disusun, dan menulis catatan.",
        "Beberapa atau semua versi dapat diunduh sekaligus sebagai ZIP; pengemasannya berjalan di server.",
    ),
    "instalasi": (
        "Halaman ini menunjukkan apa yang belum diatur pada tiap perangkat daerah dan pekerjaan server yang gagal.",
        "Langkah menyiapkan membuat pemda, perangkat daerah, dan pengguna dari Excel, lalu mengundang mereka.",
        "Satu per satu mereka diubah di Pengelolaan.",
    ),
    "mulai": (
        "Halaman ini menuntun dari instalasi kosong sampai pengguna dapat masuk dan mengisi.",
        "Kerjakan dari atas. Berhenti di tengah tidak menghilangkan apa pun, dan setiap langkah dapat diulang.",
        "Perangkat daerah, pejabat, dan pengguna diisi di Excel: unduh templatnya, isi, unggah, periksa, simpan.",
        "Sel kosong tidak mengubah yang tersimpan. Satu isian yang salah menahan seluruh berkas, dan disebut letaknya.",
        "Pengguna dibuat tanpa kata sandi. Undangan memberi kode sekali pakai, lewat surel atau slip cetak; "
        "kata sandinya dibuat oleh pengguna sendiri dan tidak terlihat oleh siapa pun.",
    ),
    "kabar": (
        "Pemberitahuan memberi tahu apa yang menunggu Anda. Jenisnya dapat dipilih, juga ringkasan lewat surel.",
    ),
}
"""By the part of the address that names the section."""


@dataclass(frozen=True)
class DataPribadi:
    """One kind of personal data: what for, who sees it, how long it stays."""

    apa: str
    untuk: str
    terlihat: str
    disimpan: str


DATA_PRIBADI = (
    DataPribadi(
        "Nama, nama pengguna, peran, dan unit Anda",
        "Masuk, menentukan apa yang boleh dilakukan, dan menyebut siapa yang mengisi, menyetujui, dan mengubah.",
        "Pengguna instansi yang sama, Inspektorat dan pembaca pemda, admin",
        "Selama akun ada. Akun tidak dihapus melainkan dinonaktifkan, karena namanya tercatat pada riwayat perubahan.",
    ),
    DataPribadi(
        "Alamat surel",
        "Ringkasan pemberitahuan harian; dapat dimatikan.",
        "Anda dan admin",
        "Sampai dikosongkan admin.",
    ),
    DataPribadi(
        "Nama, NIP, pangkat, dan jabatan pejabat yang menandatangani",
        "Dicetak pada Perjanjian Kinerja dan laporan sebagaimana diwajibkan peraturan.",
        "NIP: Subbag Perencanaan dan admin, serta dokumen yang dicetak. Ekspor bagi peran lain tidak memuatnya.",
        "Selama dokumennya disimpan.",
    ),
    DataPribadi(
        "Riwayat perubahan dan pengambilan data",
        "Pertanggungjawaban: siapa mengubah atau mengunduh apa, kapan, dan dari sesi mana.",
        "Pengguna instansi yang bersangkutan, Inspektorat, admin",
        "Tetap; tidak dapat diubah atau dihapus.",
    ),
    DataPribadi(
        "Sesi masuk: waktu, alamat jaringan, dan peramban",
        "Agar Anda dan admin dapat mengenali dan mengakhiri sesi yang bukan milik Anda.",
        "Anda dan admin",
        "Sampai sesinya berakhir, paling lama 12 jam; dihapus pada malam berikutnya.",
    ),
    DataPribadi(
        "Catatan masuk, berhasil dan gagal",
        "Menahan percobaan menebak kata sandi.",
        "Admin server",
        "Yang gagal 15 menit; yang berhasil 180 hari.",
    ),
    DataPribadi(
        "Kata sandi, kunci verifikasi dua langkah, dan kode pemulihan",
        "Membuktikan bahwa Anda yang masuk.",
        "Tidak seorang pun: yang tersimpan tidak cukup untuk masuk.",
        "Sampai diganti.",
    ),
    DataPribadi(
        "Undangan: kapan dan lewat apa Anda diundang",
        "Agar kata sandi pertama hanya dibuat oleh orangnya.",
        "Admin; kodenya sendiri tidak tersimpan.",
        "Selama akun ada.",
    ),
    DataPribadi(
        "Bukti dukung dan lampiran yang Anda unggah",
        "Membuktikan realisasi. Jangan mengunggah data pribadi yang tidak diperlukan.",
        "Pengguna instansi yang sama, Inspektorat, admin",
        "Sampai dihapus pengunggahnya; setelah isiannya disetujui, selama laporannya disimpan.",
    ),
)


@membaca
def data_pribadi(request: HttpRequest) -> HttpResponse:
    return tampilkan(request, "sakip/data_pribadi.html", "Data pribadi di SAKIP", {"data": DATA_PRIBADI})


@membaca
def bantuan(request: HttpRequest, bagian: str) -> HttpResponse:
    if bagian not in BANTUAN:
        raise Http404("Bantuan untuk halaman ini belum ada.")
    induk = "fragmen.html" if getattr(request, "htmx", False) else "dasar.html"
    konteks = {"judul": "Bantuan", "kalimat": BANTUAN[bagian], "induk": induk}
    return render(request, "sakip/bantuan.html", konteks)
