"""Who may do what with the rows of a bidang: by their own role, or standing in (Plt, Plh) for one who may."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.utils import timezone

from sakip.akses import STAF
from sakip.models import Penggantian, Pengguna, PerangkatDaerah

Peran = Pengguna.Peran


@dataclass(frozen=True)
class Aturan:
    """A rule about one person, which holds as well for who stands in for them."""

    sendiri: Callable[[Pengguna, int | None], bool]

    def __call__(self, pengguna: Pengguna, bidang_id: int | None = None) -> bool:
        return self.selaku(pengguna, bidang_id) is not None

    def selaku(self, pengguna: Pengguna, bidang_id: int | None = None) -> str | None:
        """As whom they may: empty for themselves, `Plh Kepala Badan` for another; None where they may not."""
        if self.sendiri(pengguna, bidang_id):
            return ""
        return next((g.selaku for g in pengguna.penggantian_kini if self.sendiri(g.pejabat, bidang_id)), None)


def _isi(pengguna: Pengguna, bidang_id: int | None) -> bool:
    """Fill in, hand in and take back: the bidang's own people, and Perencanaan."""
    if pengguna.peran in (Peran.BIDANG, Peran.KEPALA_BIDANG):
        return bool(bidang_id) and pengguna.bidang_id == bidang_id
    return pengguna.peran in (Peran.PERENCANAAN, Peran.ADMIN)


def _setujui(pengguna: Pengguna, bidang_id: int | None) -> bool:
    """Approve: the head of the bidang; the head of the agency for every bidang."""
    if pengguna.peran == Peran.KEPALA_BIDANG:
        return bool(bidang_id) and pengguna.bidang_id == bidang_id
    return pengguna.peran in (Peran.KEPALA, Peran.ADMIN)


def _verifikasi(pengguna: Pengguna, bidang_id: int | None) -> bool:
    """Verify: Perencanaan, and whom the agency named beside it."""
    kedua = pengguna.verifikator and pengguna.peran in STAF
    return kedua or pengguna.peran in (Peran.PERENCANAAN, Peran.ADMIN)


boleh_isi = Aturan(_isi)
boleh_setujui = Aturan(_setujui)
boleh_verifikasi = Aturan(_verifikasi)
boleh_kembalikan = Aturan(lambda pengguna, bidang_id: _setujui(pengguna, bidang_id) or _verifikasi(pengguna, bidang_id))

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
BUNTU = {
    "setujui": "Belum ada orang lain yang dapat menyetujuinya. Tunjuk pengganti pejabat (Plt atau Plh) di halaman"
    " Jadwal",
    "verifikasi": "Belum ada orang lain yang dapat memverifikasinya. Subbag Perencanaan dapat menunjuk verifikator"
    " kedua di Jadwal, Pengaturan isian",
}
"""Where nobody else may: what to do."""


def kalimat_lain(instansi: PerangkatDaerah, bidang_id: int | None, langkah: str, kecuali: Collection[int]) -> str:
    """Who can take a step that its own author may not (`kecuali`: those who stand behind the row). Two queries."""
    if langkah not in BUNTU:
        return ""
    aturan, _ = LANGKAH[langkah]
    dapat = [
        f"{p} ({selaku or _sebutan(p, langkah)})"
        for p in _orang(instansi)
        if p.pk not in kecuali and (selaku := aturan.selaku(p, bidang_id)) is not None
    ]
    if dapat:
        return f"Yang dapat: {', '.join(dapat)}."
    return f"{BUNTU[langkah]}, atau bolehkan persetujuan sendiri, yang selalu ditandai."


def _orang(instansi: PerangkatDaerah) -> list[Pengguna]:
    """The agency's people, each with those for whom they stand in today."""
    hari = timezone.localdate()
    semua = list(Pengguna.objects.filter(perangkat_daerah=instansi, is_active=True).order_by("pk"))
    berlaku = Penggantian.objects.filter(perangkat_daerah=instansi, mulai__lte=hari, selesai__gte=hari)
    for p in semua:
        p.penggantian_kini = []
    per_pk = {p.pk: p for p in semua}
    for g in berlaku.filter(pejabat__perangkat_daerah=instansi).select_related("pejabat"):
        if g.pengganti_id in per_pk:
            per_pk[g.pengganti_id].penggantian_kini.append(g)
    return semua


def _sebutan(pengguna: Pengguna, langkah: str) -> str:
    if langkah == "verifikasi" and pengguna.peran != Peran.PERENCANAAN:
        return "verifikator kedua"
    return pengguna.get_peran_display()
