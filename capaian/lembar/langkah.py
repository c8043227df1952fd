"""Which steps of the review a person is offered for a sheet or a row as it stands: one main one, and the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from capaian.alur import BISA_DIISI, StatusIsian
from sakip.models import Pengguna, PerangkatDaerah

from .baris import BarisIsian

KATA = {
    "ajukan": "Ajukan",
    "tarik": "Tarik kembali",
    "setujui": "Setujui",
    "verifikasi": "Verifikasi dan kunci",
    "kembalikan": "Kembalikan",
    "buka": "Buka kembali",
}
DARI: Mapping[str, tuple[StatusIsian, ...]] = {
    "setujui": (StatusIsian.DIAJUKAN,),
    "verifikasi": (StatusIsian.DISETUJUI,),
    "ajukan": BISA_DIISI,
    "tarik": (StatusIsian.DIAJUKAN,),
    "kembalikan": (StatusIsian.DIAJUKAN, StatusIsian.DISETUJUI),
    "buka": (StatusIsian.DIVERIFIKASI,),
}
UTAMA = ("setujui", "verifikasi", "ajukan")
"""The main steps, the first that can be taken counts."""


@dataclass(frozen=True)
class Tindakan:
    """`utama`: the one main step (empty: none); `lain`: the others; `beralasan`: those that need a reason.
    `menunggu`: a step that waits for somebody else, as this person stands behind all its rows."""

    utama: str = ""
    lain: tuple[str, ...] = ()
    beralasan: tuple[str, ...] = ()
    menunggu: str = ""

    @property
    def ada(self) -> bool:
        return bool(self.utama or self.lain or self.beralasan)

    @property
    def tombol(self) -> list[tuple[str, str, bool]]:
        """(step, word, whether it is the main one), the main one first."""
        urut = ((self.utama,) if self.utama else ()) + self.lain
        return [(n, KATA[n], n == self.utama) for n in urut]

    @property
    def mundur(self) -> list[tuple[str, str]]:
        return [(n, KATA[n]) for n in self.beralasan]


def tindakan(
    pengguna: Pengguna, instansi: PerangkatDaerah, boleh: set[str], baris: Iterable[BarisIsian], terbuka: bool
) -> Tindakan:
    """What this person is offered. `boleh`: the steps that the rules allow them; `terbuka`: whether entry is open.

    Who approves is not offered to hand in (the bidang and Perencanaan do), nobody is offered what they handed in.
    """
    semua = list(baris)
    boleh = boleh if terbuka else boleh - {"ajukan", "tarik"}
    if hanya_menyetujui(pengguna):
        boleh = boleh - {"ajukan", "tarik"}
    dapat, menunggu = [], ""
    for langkah, dari in DARI.items():
        cocok = [b for b in semua if b.status in dari]
        if langkah not in boleh or not cocok:
            continue
        sendiri = langkah in ("setujui", "verifikasi") and not instansi.boleh_setujui_sendiri
        if sendiri and all(b.realisasi and b.realisasi.diajukan_oleh_id == pengguna.pk for b in cocok):
            menunggu = langkah
        else:
            dapat.append(langkah)
    utama = next((n for n in UTAMA if n in dapat), "")
    beralasan = tuple(n for n in ("kembalikan", "buka") if n in dapat)
    lain = tuple(n for n in dapat if n != utama and n not in beralasan)
    return Tindakan(utama, lain, beralasan, menunggu)


def hanya_menyetujui(pengguna: Pengguna) -> bool:
    """Whether they head a bidang that has somebody else who fills in: they approve and are not offered to hand in."""
    if pengguna.peran != Pengguna.Peran.KEPALA_BIDANG or pengguna.bidang_id is None:
        return False
    return Pengguna.objects.filter(bidang=pengguna.bidang_id, peran=Pengguna.Peran.BIDANG, is_active=True).exists()
