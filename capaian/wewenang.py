"""Who may do what with the rows of a bidang."""

from __future__ import annotations

from sakip.models import Pengguna

Peran = Pengguna.Peran


def boleh_isi(pengguna: Pengguna, bidang_id: int | None) -> bool:
    """Fill in, hand in and take back: the bidang's own people, and Perencanaan."""
    if pengguna.peran in (Peran.BIDANG, Peran.KEPALA_BIDANG):
        return bool(bidang_id) and pengguna.bidang_id == bidang_id
    return pengguna.peran in (Peran.PERENCANAAN, Peran.ADMIN)


def boleh_setujui(pengguna: Pengguna, bidang_id: int | None) -> bool:
    """Approve: the head of the bidang; the head of the agency for every bidang."""
    if pengguna.peran == Peran.KEPALA_BIDANG:
        return bool(bidang_id) and pengguna.bidang_id == bidang_id
    return pengguna.peran in (Peran.KEPALA, Peran.ADMIN)


def boleh_verifikasi(pengguna: Pengguna, bidang_id: int | None = None) -> bool:
    return pengguna.peran in (Peran.PERENCANAAN, Peran.ADMIN)


def boleh_kembalikan(pengguna: Pengguna, bidang_id: int | None) -> bool:
    return boleh_setujui(pengguna, bidang_id) or boleh_verifikasi(pengguna)


LANGKAH = {
    "ajukan": (boleh_isi, "Hanya bidang pemilik baris ini atau Subbag Perencanaan yang dapat mengajukannya."),
    "tarik": (boleh_isi, "Hanya bidang pemilik baris ini atau Subbag Perencanaan yang dapat menariknya."),
    "setujui": (boleh_setujui, "Hanya Kepala Bidang pemilik baris ini atau Kepala yang dapat menyetujuinya."),
    "kembalikan": (
        boleh_kembalikan,
        "Hanya Kepala Bidang pemilik baris ini, Kepala, atau Subbag Perencanaan yang dapat mengembalikannya.",
    ),
    "verifikasi": (boleh_verifikasi, "Hanya Subbag Perencanaan yang dapat memverifikasi isian."),
    "buka": (boleh_verifikasi, "Hanya Subbag Perencanaan yang dapat membuka kembali isian."),
}
"""Each step: who may take it, and the sentence for the others."""
