"""What reads across: evaluation and its follow-up, narrative, uploads, composed documents, what was submitted."""

from .buku import BERJALAN, UnggahanBuku
from .evaluasi import EvaluasiAKIP, Prestasi, Rekomendasi
from .isi import BagianMati, KeteranganLaporan, LetakNarasi, NaskahSiap, NaskahTugas
from .naskah import Narasi, TemuanDiterima, Unggahan
from .penyampaian import CatatanMeja, Paket, Penyampaian
from .sumber_daya import Aset, Pegawai
from .susunan import LKJIP, TERBUKA, BagianSusunan, StatusSusunan, Susunan

__all__ = [
    "BERJALAN",
    "LKJIP",
    "TERBUKA",
    "Aset",
    "BagianMati",
    "BagianSusunan",
    "CatatanMeja",
    "EvaluasiAKIP",
    "KeteranganLaporan",
    "LetakNarasi",
    "Narasi",
    "NaskahSiap",
    "NaskahTugas",
    "Paket",
    "Pegawai",
    "Penyampaian",
    "Prestasi",
    "Rekomendasi",
    "StatusSusunan",
    "Susunan",
    "TemuanDiterima",
    "Unggahan",
    "UnggahanBuku",
]
