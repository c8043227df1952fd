"""What was achieved: realisasi and what is known about an indicator, the schedule, evidence, comments, approvals."""

from .aksi import PersetujuanAksi
from .isian import Berkas, Bukti, Jadwal, Komentar, Perpanjangan
from .realisasi import Komponen, Pembanding, Realisasi, Rincian

__all__ = [
    "Berkas",
    "Bukti",
    "Jadwal",
    "Komentar",
    "Komponen",
    "Pembanding",
    "Perpanjangan",
    "PersetujuanAksi",
    "Realisasi",
    "Rincian",
]
