"""Rules and objects of findings in words."""

from __future__ import annotations

from laporan.bagian.daftar import JUDUL
from laporan.ikhtisar.bentuk import Ikhtisar
from renstra.models import Simpul

ATURAN = {
    "akip.jumlah_berbeda": "Nilai AKIP berbeda dari jumlah komponennya",
    "anggaran.bulan_tidak_sama": "Isian triwulan berbeda dari jumlah bulannya",
    "anggaran.di_luar_periode": "Belanja di luar periode Renstra",
    "anggaran.jumlah_induk_berbeda": "Jumlah induk berbeda dari rinciannya",
    "anggaran.pagu_belum": "Pagu belum diisi",
    "anggaran.realisasi_belum": "Realisasi anggaran belum diisi",
    "anggaran.realisasi_melebihi_pagu": "Realisasi melebihi pagu",
    "anggaran.triwulan_tidak_sama": "Jumlah triwulan berbeda dari setahun",
    "anggaran.tidak_dalam_tahap": "Tidak ada dalam pagu tahap terakhir",
    "capaian.analisis_belum": "Analisis belum ditulis",
    "capaian.analisis_berbeda": "Angka dalam analisis berbeda dari datanya",
    "capaian.beda_tahunan": "Angka setahun berbeda dari triwulannya",
    "capaian.di_atas_150": "Capaian di atas 150 %",
    "capaian.dinyatakan": "Capaian dinyatakan sumber",
    "capaian.komponen_berbeda": "Nilai berbeda dari komponennya",
    "capaian.rasio_berbeda": "Nilai berbeda dari pembilang dan penyebutnya",
    "capaian.realisasi_belum": "Realisasi belum diisi",
    "capaian.target_belum": "Target belum ditetapkan",
    "capaian.teks_berbeda": "Realisasi tercetak berbeda dari nilainya",
    "capaian.tidak_wajar": "Angka setahun perlu diperiksa",
    "capaian.tidak_terhitung": "Capaian tidak dapat dihitung",
    "iku.ganda": "IKU terhitung dua kali",
    "iku.keterangan_belum": "Keterangan IKU belum lengkap",
    "narasi.angka_berbeda": "Angka dalam naskah berbeda dari datanya",
    "narasi.belum_selesai": "Naskah belum selesai",
    "narasi.gambar_hampa": "Gambar dalam naskah tidak ada berkasnya",
    "narasi.gambar_tanpa_alt": "Gambar tanpa teks alternatif",
    "narasi.instansi_lain": "Narasi menyebut daerah lain",
    "narasi.paragraf_ganda": "Paragraf yang sama dua kali",
    "narasi.penilaian_berbeda": "Penilaian bertentangan dengan data",
    "narasi.rujukan_hampa": "Angka hidup tidak menunjuk apa pun",
    "narasi.rujukan_kosong": "Angka hidup belum mempunyai nilai",
    "narasi.tabel_tidak_ada": "Tabel atau gambar yang ditunjuk tidak ada",
    "narasi.tanpa_tindak_lanjut": "Penyebab tanpa langkah berikutnya",
    "narasi.tahun_lain": "Narasi menyebut tahun lain",
    "renstra.kosong": "Belum ada indikator",
    "renstra.sasaran_tanpa_iku": "Sasaran tanpa IKU",
    "renstra.tanpa_sasaran": "Sub kegiatan tanpa sasaran",
    "satuan.persen_di_atas_100": "Persen di atas 100",
    "skala.indikator_tidak_dikenal": "Skala indikator tidak dikenal",
    "skala.tidak_dikenal": "Skala predikat tidak dikenal",
    "target.batas_atas_asing": "Batas atas pada indikator bukan rentang",
    "target.di_luar_periode": "Target di luar periode Renstra",
    "target.pk_berbeda_renstra": "Target PK berbeda dari Renstra",
    "target.sepuluh_kali": "Target sepuluh kali tahun di sebelahnya",
    "target.teks_berbeda": "Target tercetak berbeda dari nilainya",
    "target.tanpa_batas_atas": "Rentang tanpa batas atas",
}


def nama_aturan(kunci: str) -> str:
    """The rule in words; one without words of its own still reads as words."""
    bagian, _, sisa = kunci.partition(".")
    return ATURAN.get(kunci) or f"{bagian.capitalize()}: {sisa.replace('_', ' ')}"


def nama_objek(ikhtisar: Ikhtisar) -> dict[str, str]:
    """What the objects of findings are called: indicators, nodes, the agency as a whole."""
    jenis = dict(Simpul.Jenis.choices)
    nama = {s.kode: f"{jenis[s.jenis]} {s.uraian}" for s in ikhtisar.simpul}
    nama |= {i.kode: i.nama for i in ikhtisar.indikator}
    return nama | {"total": "Seluruh instansi", ikhtisar.perangkat_daerah.kode: ikhtisar.perangkat_daerah.nama}


def nama_bagian(kunci: str, nama: dict[str, str]) -> str:
    """A section of the narrative: `3.1.analisis.I.S1.1` is the analysis of that indicator."""
    awalan, _, kode = kunci.partition(".analisis.")
    if kode:
        return f"Analisis {nama.get(kode, kode)}"
    letak = ".".join(awalan.split(".")[:2])
    return f"Narasi {JUDUL.get(letak, letak.replace('_', ' '))}"
