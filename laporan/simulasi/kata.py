"""The words of an invented government: agencies, what they work on, what they measure."""

from __future__ import annotations

INSTANSI: tuple[tuple[str, str, str, str], ...] = (
    ("dinkes", "Dinas Kesehatan", "Dinkes", "pelayanan kesehatan"),
    ("disdik", "Dinas Pendidikan dan Kebudayaan", "Disdikbud", "pendidikan dasar"),
    ("dpupr", "Dinas Pekerjaan Umum dan Penataan Ruang", "DPUPR", "jalan kabupaten"),
    ("bkpsdm", "Badan Kepegawaian dan Pengembangan Sumber Daya Manusia", "BKPSDM", "manajemen ASN"),
    ("bappeda", "Badan Perencanaan Pembangunan Daerah", "Bappeda", "perencanaan pembangunan"),
    ("bpkad", "Badan Pengelolaan Keuangan dan Aset Daerah", "BPKAD", "keuangan daerah"),
    ("bapenda", "Badan Pendapatan Daerah", "Bapenda", "pajak daerah"),
    ("inspektorat", "Inspektorat Daerah", "Inspektorat", "pengawasan intern"),
    ("setda", "Sekretariat Daerah", "Setda", "tata pemerintahan"),
    ("setwan", "Sekretariat Dewan Perwakilan Rakyat Daerah", "Setwan", "persidangan dewan"),
    ("dinsos", "Dinas Sosial", "Dinsos", "perlindungan sosial"),
    ("disnaker", "Dinas Tenaga Kerja dan Perindustrian", "Disnaker", "penempatan tenaga kerja"),
    ("dlh", "Dinas Lingkungan Hidup", "DLH", "pengelolaan sampah"),
    ("dishub", "Dinas Perhubungan", "Dishub", "angkutan jalan"),
    ("diskominfo", "Dinas Komunikasi dan Informatika", "Diskominfo", "layanan elektronik"),
    ("dpmptsp", "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "perizinan"),
    ("distan", "Dinas Pertanian", "Distan", "tanaman pangan"),
    ("disperikanan", "Dinas Perikanan", "Diskan", "perikanan budi daya"),
    ("disdag", "Dinas Perdagangan, Koperasi, dan Usaha Kecil", "Disdagkop", "usaha mikro"),
    ("disparpora", "Dinas Pariwisata, Kepemudaan, dan Olahraga", "Disparpora", "kunjungan wisata"),
    ("dukcapil", "Dinas Kependudukan dan Pencatatan Sipil", "Disdukcapil", "dokumen kependudukan"),
    ("dpmd", "Dinas Pemberdayaan Masyarakat dan Desa", "DPMD", "pemerintahan desa"),
    ("dppkb", "Dinas Pengendalian Penduduk dan Keluarga Berencana", "DPPKB", "keluarga berencana"),
    ("perkim", "Dinas Perumahan Rakyat dan Kawasan Permukiman", "Disperkim", "rumah layak huni"),
    ("perpus", "Dinas Perpustakaan dan Kearsipan", "Dispusip", "perpustakaan"),
    ("ketapang", "Dinas Ketahanan Pangan", "DKP", "cadangan pangan"),
    ("satpolpp", "Satuan Polisi Pamong Praja", "Satpol PP", "ketertiban umum"),
    ("bpbd", "Badan Penanggulangan Bencana Daerah", "BPBD", "kesiapsiagaan bencana"),
    ("kesbangpol", "Badan Kesatuan Bangsa dan Politik", "Kesbangpol", "wawasan kebangsaan"),
    ("brida", "Badan Riset dan Inovasi Daerah", "Brida", "inovasi daerah"),
    ("rsud", "Rumah Sakit Umum Daerah", "RSUD", "rawat inap"),
    ("damkar", "Dinas Pemadam Kebakaran dan Penyelamatan", "Damkar", "pemadaman kebakaran"),
)
"""Kode, name, short name, and what they work on. After these come kecamatan."""
MATA_ANGIN = ("Utara", "Selatan", "Timur", "Barat", "Tengah", "Hulu", "Hilir", "Kota", "Pesisir", "Lembah")
BIDANG = ("Sekretariat", "Bidang Perencanaan Teknis", "Bidang Pelayanan", "Bidang Pengendalian")
MUTU = ("yang memenuhi standar", "yang tertangani", "yang tepat waktu", "dalam kondisi baik", "yang terlayani")
BENTUK = (
    ("Fasilitasi", "Dokumen"),
    ("Penyediaan sarana", "Unit"),
    ("Pembinaan", "Orang"),
    ("Koordinasi", "Laporan"),
    ("Pengawasan", "Laporan"),
    ("Sosialisasi", "Orang"),
    ("Penyusunan data", "Dokumen"),
    ("Rehabilitasi sarana", "Unit"),
)
"""What a kegiatan or sub kegiatan does, and in what its output is counted."""
WILAYAH = ("tingkat kabupaten", "di wilayah utara", "di wilayah selatan", "di kecamatan", "di desa", "lintas sektor")
BERSAMA = (
    ("Nilai AKIP perangkat daerah", "Nilai"),
    ("Indeks Kepuasan Masyarakat", "Indeks"),
    ("Indeks Profesionalitas ASN perangkat daerah", "Indeks"),
)
"""IKU that many agencies have in the same words, so that they can be compared."""
PENDORONG = ("Komitmen pimpinan dan pembagian tugas yang jelas.", "Jadwal pelaksanaan ditetapkan sejak awal tahun.")
PENGHAMBAT = ("Jumlah tenaga teknis belum memadai.", "Sebagian data pendukung terlambat diterima.")
TINDAK_LANJUT = ("Menyusun jadwal pengumpulan data bulanan.", "Mengusulkan tambahan tenaga teknis.")
