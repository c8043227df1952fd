"""A workbook in which a report finds something for each of its parts, and the same with one feature taken out."""

from __future__ import annotations

from typing import Any

from .buku_uji import INSTANSI, Lembar

TAHUN = 2024
_KOLOM_TARGET = ("indikator", "tahun", "triwulan", "versi", "nilai")


def _target(indikator: str, **per_versi: float) -> list[dict[str, Any]]:
    return [
        {"indikator": indikator, "tahun": TAHUN, "versi": versi, "nilai": nilai} for versi, nilai in per_versi.items()
    ]


def _renstra(indikator: str, awal: float) -> list[dict[str, Any]]:
    return [
        {"indikator": indikator, "tahun": tahun, "versi": "renstra", "nilai": awal + n}
        for n, tahun in enumerate(range(2022, 2027))
    ]


def _triwulan(indikator: str, nilai: tuple[float, ...]) -> list[dict[str, Any]]:
    return [dict(zip(_KOLOM_TARGET, (indikator, TAHUN, tw, "pk", n), strict=True)) for tw, n in enumerate(nilai, 1)]


def _realisasi(indikator: str, per_tahun: dict[int, float]) -> list[dict[str, Any]]:
    return [{"indikator": indikator, "tahun": tahun, "nilai": nilai} for tahun, nilai in per_tahun.items()]


ANALISIS = {
    "pendorong": "Pendampingan unit kerja.",
    "penghambat": "Jadwal diklat bergeser.",
    "solusi": "Diklat daring.",
    "tindak_lanjut": "Menjadwalkan ulang pada triwulan pertama.",
}
PEGAWAI = [
    {
        "tahun": TAHUN,
        "status": "PNS",
        "kelompok": kelompok,
        "uraian": uraian,
        "laki_laki": 5,
        "perempuan": 6,
        "jumlah": 11,
    }
    for kelompok, dua in {
        "golongan": ("Golongan III", "Golongan IV"),
        "pendidikan": ("Sarjana", "Magister"),
        "jabatan": ("Struktural", "Fungsional"),
        "jenis_kelamin": ("PNS", "PPPK"),
    }.items()
    for uraian in dua
]
LENGKAP: Lembar = {
    "Instansi": INSTANSI
    | {
        "tempat": "Kota Uji",
        "alamat": "Jalan Uji 1",
        "telepon": "(0517) 123",
        "visi": "Terwujudnya aparatur yang melayani",
        "kepala_nama": "Kepala Uji",
        "kepala_jabatan": "Kepala Badan",
        "pemberi_amanah_nama": "Bupati Contoh",
        "pemberi_amanah_jabatan": "Bupati Uji",
    },
    "Bidang": [
        {"kode": "B1", "nama": "Sekretariat", "kepala_nama": "Sekretaris Uji"},
        {"kode": "B2", "nama": "Bidang Mutasi"},
        {"kode": "B3", "nama": "Bidang Diklat"},
    ],
    "Renstra": [
        {"kode": "M1", "jenis": "misi", "uraian": "Menata aparatur"},
        {"kode": "T1", "induk": "M1", "jenis": "tujuan", "uraian": "Aparatur profesional"},
        {"kode": "S1", "induk": "T1", "jenis": "sasaran", "uraian": "Kompetensi aparatur meningkat"},
        {"kode": "S2", "induk": "T1", "jenis": "sasaran", "uraian": "Layanan kepegawaian membaik"},
        {"kode": "ST1", "induk": "S1", "jenis": "strategi", "uraian": "Memperluas pelatihan"},
        {"kode": "KB1", "induk": "ST1", "jenis": "kebijakan", "uraian": "Pelatihan merata"},
        {"kode": "P1", "induk": "S1", "jenis": "program", "uraian": "Program pengembangan"},
        {"kode": "K1", "induk": "P1", "jenis": "kegiatan", "uraian": "Kegiatan pelatihan", "penanggung_jawab": "B3"},
        {"kode": "SK1", "induk": "K1", "jenis": "sub_kegiatan", "uraian": "Sub kegiatan diklat dasar"},
        {"kode": "SK2", "induk": "K1", "jenis": "sub_kegiatan", "uraian": "Sub kegiatan diklat lanjutan"},
        {"kode": "P2", "induk": "S2", "jenis": "program", "uraian": "Program layanan"},
        {"kode": "K2", "induk": "P2", "jenis": "kegiatan", "uraian": "Kegiatan mutasi", "penanggung_jawab": "B2"},
        {"kode": "SK3", "induk": "K2", "jenis": "sub_kegiatan", "uraian": "Sub kegiatan kenaikan pangkat"},
    ],
    "Indikator": [
        {"kode": "IT", "induk": "T1", "nama": "Indeks sistem merit", "satuan": "Indeks"},
        {
            "kode": "I1",
            "induk": "S1",
            "nama": "Indeks profesionalitas",
            "satuan": "Poin",
            "iku": "ya",
            "alasan": "Mengukur kompetensi aparatur",
            "formulasi": "Jumlah nilai empat dimensi",
            "definisi": "Ukuran kualitas aparatur",
            "sumber_data": "Aplikasi penilaian",
            "penanggung_jawab": "Bidang Diklat",
            "jenis_nilai": "komponen",
        },
        {"kode": "I2", "induk": "S2", "nama": "Kepuasan layanan", "satuan": "Indeks", "iku": "ya"},
        {"kode": "A", "induk": "P1", "nama": "Aparatur terlatih", "satuan": "Persen", "mendukung": "I1"},
        {"kode": "B", "induk": "SK3", "nama": "Usul terlayani", "satuan": "Dokumen"},
    ],
    "Target": [
        *_renstra("IT", 300),
        *_renstra("I1", 80),
        *_renstra("I2", 70),
        *_target("IT", pk=302),
        *_target("I1", pk=82, pk_perubahan=84, nasional=75),
        *_target("I2", pk=72),
        *_target("A", pk=90),
        *_target("B", pk=200),
        *_triwulan("I2", (60, 65, 70, 72)),
    ],
    "Realisasi": [
        *_realisasi("IT", {2022: 290, 2023: 300, 2024: 305}),
        *_realisasi("I1", {2022: 70, 2023: 75}),
        {"indikator": "I1", "tahun": TAHUN, **ANALISIS},
        *({"indikator": i, "tahun": TAHUN, "triwulan": 4, **ANALISIS} for i in ("I1", "I2")),
        *_realisasi("I2", {2022: 68, 2023: 74, 2024: 78}),
        *_realisasi("A", {2024: 60}),
        {"indikator": "B", "tahun": TAHUN, "nilai": 210, "penghambat": "Berkas terlambat masuk."},
    ],
    "Komponen": [
        {"indikator": "I1", "tahun": tahun, "urutan": n, "nama": nama, "maksimum": maksimum, "nilai": nilai}
        for tahun, semua in {2023: (20, 30, 25), 2024: (22, 33, 25)}.items()
        for n, (nama, maksimum, nilai) in enumerate(
            zip(("Kualifikasi", "Kompetensi", "Disiplin"), (25, 40, 35), semua, strict=True), 1
        )
    ],
    "Rincian": [
        {"indikator": "I2", "tahun": TAHUN, "urutan": n, "uraian": uraian, "target": "10 kali", "realisasi": "12 kali"}
        for n, uraian in enumerate(("Survei daring", "Survei tatap muka"), 1)
    ],
    "Anggaran": [
        {"sub_kegiatan": sub, "tahun": TAHUN, "tahap": tahap, "jenis_belanja": jenis, "pagu": pagu}
        for sub, jenis, dua in (
            ("SK1", "barang_jasa", (400_000_000, 420_000_000)),
            ("SK2", "modal", (300_000_000, 280_000_000)),
            ("SK3", "barang_jasa", (250_000_000, 250_000_000)),
        )
        for tahap, pagu in zip(("murni", "perubahan"), dua, strict=True)
    ]
    + [{"tahun": 2023, "tahap": "murni", "pagu": 900_000_000}],
    "RealisasiAnggaran": [
        {"sub_kegiatan": "SK1", "tahun": TAHUN, "jenis_belanja": "barang_jasa", "nilai": 410_000_000},
        {"sub_kegiatan": "SK2", "tahun": TAHUN, "jenis_belanja": "modal", "nilai": 150_000_000},
        {"sub_kegiatan": "SK3", "tahun": TAHUN, "jenis_belanja": "barang_jasa", "nilai": 240_000_000},
        {"tahun": 2023, "nilai": 810_000_000},
    ],
    "PerjanjianKinerja": [
        {"tahun": TAHUN, "versi": "pk", "nomor": "1/PK/2024", "tanggal": "2024-01-15", "tempat": "Kota Uji"},
        {"tahun": TAHUN, "versi": "pk_perubahan", "nomor": "2/PK/2024", "tanggal": "2024-10-01", "tempat": "Kota Uji"},
    ],
    "Pembanding": [
        {"indikator": "I1", "tahun": TAHUN, "jenis": "nasional", "instansi": "Rata-rata nasional", "nilai": 75},
        {"indikator": "I1", "tahun": TAHUN, "jenis": "daerah_lain", "instansi": "Kabupaten Tetangga", "nilai": 83},
        {"indikator": "I1", "tahun": TAHUN, "jenis": "daerah_lain", "instansi": "Kabupaten Seberang", "nilai": 71},
    ],
    "EvaluasiAKIP": [
        {"tahun": tahun, "komponen": komponen, "bobot": 50, "nilai": nilai + tahun - 2023}
        for tahun in (2023, 2024)
        for komponen, nilai in (("Perencanaan Kinerja", 36), ("Pengukuran Kinerja", 34))
    ],
    "Rekomendasi": [
        {
            "tahun": TAHUN,
            "sumber": "LHE",
            "komponen": "Perencanaan Kinerja",
            "rekomendasi": f"Rekomendasi ke-{n}",
            "rencana_aksi": f"Rencana aksi ke-{n}",
            "target": "1 dokumen",
            "waktu": "Triwulan II",
            "penanggung_jawab": "Sekretariat",
            "status": "proses",
        }
        for n in (1, 2)
    ],
    "Prestasi": [
        {"tahun": TAHUN, "nama": f"Piagam {n}", "pemberi": "Lembaga Uji", "keterangan": f"Tingkat {n}"} for n in "AB"
    ],
    "Pegawai": PEGAWAI,
    "Aset": [
        {"tahun": TAHUN, "kelompok": "Peralatan", "uraian": uraian, "jumlah": 12, "baik": 10, "rusak_berat": 2}
        for uraian in ("Komputer", "Pencetak")
    ],
    "Narasi": [
        {"tahun": TAHUN, "bagian": bagian, "judul": judul, "teks": teks}
        for bagian, judul, teks in (
            ("1.4", "Tugas dan fungsi", "Badan melaksanakan urusan kepegawaian."),
            ("1.5", "", "Kompetensi aparatur tidak merata."),
            ("lampiran_sop", "", "Pengumpulan data setiap triwulan."),
        )
    ],
}
TANPA_LALU: Lembar = {
    "Realisasi": [r for r in LENGKAP["Realisasi"] if r["tahun"] == TAHUN],
    "Komponen": [k for k in LENGKAP["Komponen"] if k["tahun"] == TAHUN],
    "Anggaran": [a for a in LENGKAP["Anggaran"] if a["tahun"] == TAHUN],
    "RealisasiAnggaran": [a for a in LENGKAP["RealisasiAnggaran"] if a["tahun"] == TAHUN],
    "EvaluasiAKIP": [e for e in LENGKAP["EvaluasiAKIP"] if e["tahun"] == TAHUN],
}
TANPA: dict[str, Lembar] = {
    "anggaran": {"Anggaran": [], "RealisasiAnggaran": []},
    "realisasi anggaran": {"RealisasiAnggaran": []},
    "triwulan": {"Target": [t for t in LENGKAP["Target"] if "triwulan" not in t]},
    "AKIP": {"EvaluasiAKIP": [], "Rekomendasi": []},
    "pegawai": {"Pegawai": []},
    "aset": {"Aset": []},
    "prestasi": {"Prestasi": []},
    "tahun sebelumnya": TANPA_LALU,
    "bidang": {
        "Bidang": [],
        "Renstra": [{k: v for k, v in s.items() if k != "penanggung_jawab"} for s in LENGKAP["Renstra"]],
    },
    "pembanding": {"Pembanding": [], "Target": [t for t in LENGKAP["Target"] if t["versi"] != "nasional"]},
    "komponen": {
        "Komponen": [],
        "Realisasi": [
            r | ({"nilai": 80} if r["indikator"] == "I1" and "nilai" not in r else {}) for r in LENGKAP["Realisasi"]
        ],
    },
    "rincian": {"Rincian": []},
    "perubahan PK": {
        "Target": [t for t in LENGKAP["Target"] if t["versi"] != "pk_perubahan"],
        "PerjanjianKinerja": LENGKAP["PerjanjianKinerja"][:1],
    },
    "Perjanjian Kinerja": {
        "Target": [t for t in LENGKAP["Target"] if t["versi"] == "renstra"],
        "PerjanjianKinerja": [],
    },
    "naskah": {"Narasi": []},
    "strategi": {"Renstra": [s for s in LENGKAP["Renstra"] if s["jenis"] not in ("strategi", "kebijakan")]},
    "misi": {
        "Renstra": [
            s | ({"induk": None} if s["jenis"] == "tujuan" else {}) for s in LENGKAP["Renstra"] if s["jenis"] != "misi"
        ]
    },
    "indikator tujuan": {
        "Indikator": LENGKAP["Indikator"][1:],
        "Target": [t for t in LENGKAP["Target"] if t["indikator"] != "IT"],
        "Realisasi": [r for r in LENGKAP["Realisasi"] if r["indikator"] != "IT"],
    },
    "realisasi": {"Realisasi": [], "Komponen": [], "Rincian": []},
    "target": {"Target": []},
    "analisis": {"Realisasi": [{k: v for k, v in r.items() if k not in ANALISIS} for r in LENGKAP["Realisasi"]]},
    "indikator lain": {
        "Indikator": [i for i in LENGKAP["Indikator"] if i["kode"] == "I1"],
        "Rincian": [],
        "Target": [t for t in LENGKAP["Target"] if t["indikator"] == "I1"],
        "Realisasi": [r for r in LENGKAP["Realisasi"] if r["indikator"] == "I1"],
    },
}
"""By what is missing: the sheets that differ from the whole workbook."""
