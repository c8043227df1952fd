"""Who changed the rows beneath a figure since a section was called ready, from the trail."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone

from laporan.ikhtisar.bentuk import Ikhtisar
from laporan.jejak import jejak_instansi
from renstra.models import Indikator, Simpul
from renstra.muat import renstra_tahun
from sakip.kaya.rujukan import BAGIAN, TOTAL, Rujukan
from sakip.models import Jejak, PerangkatDaerah

DILIHAT = 500
"""Changes that are read at most."""
UANG = {"pagu", "pagu_murni", "sisa", "serapan", "serapan_rata", "efisiensi", "kesimpulan"}
TABEL_UANG = ("anggaran_anggaran", "anggaran_realisasianggaran")
TABEL_KINERJA = ("capaian_realisasi", "capaian_komponen", "capaian_pembanding", "renstra_target", "renstra_indikator")


class Pengubah:
    """Of the figures of one agency's year; three queries, and the trail's one."""

    def __init__(self, instansi: PerangkatDaerah, ikhtisar: Ikhtisar, sejak: datetime.datetime) -> None:
        rencana = renstra_tahun(instansi, ikhtisar.tahun)
        self.indikator = dict(Indikator.objects.filter(renstra=rencana).values_list("kode", "pk"))
        self.simpul = dict(Simpul.objects.filter(renstra=rencana).values_list("kode", "pk"))
        self.milik = {i.kode: i.induk for i in ikhtisar.indikator}
        self.anak: dict[str, list[str]] = defaultdict(list)
        for s in ikhtisar.simpul:
            self.anak[s.induk or ""].append(s.kode)
        tabel = (*TABEL_UANG, *TABEL_KINERJA)
        self.jejak = list(jejak_instansi(instansi).filter(pada__gt=sejak, tabel__in=tabel)[:DILIHAT])

    def siapa(self, r: Rujukan | None) -> str:
        """`Rina, 3 Maret 2025`, of the last change; empty where none is known."""
        j = next((j for j in self.jejak if r and self._menyentuh(j, r)), None)
        if j is None:
            return ""
        oleh = str(j.oleh) if j.oleh else "perintah server"
        return f"{oleh}, {timezone.localtime(j.pada):%d/%m/%Y %H.%M}"

    def _menyentuh(self, j: Jejak, r: Rujukan) -> bool:
        kode = r.objek.partition(BAGIAN)[0]
        uang = r.jenis in UANG or (r.jenis == "realisasi" and kode not in self.indikator)
        if uang and j.tabel in TABEL_UANG:
            return kode == TOTAL or kode in self.indikator or j.simpul_id in self._di_bawah([kode])
        if j.tabel not in TABEL_KINERJA or (uang and r.jenis not in ("efisiensi", "kesimpulan")):
            return False
        if kode in self.indikator:
            return j.indikator_id == self.indikator[kode]
        return kode == TOTAL or j.indikator_id in self._indikator([kode])

    def _keturunan(self, kode: Iterable[str]) -> set[str]:
        hasil, tumpukan = set[str](), list(kode)
        while tumpukan:
            if (kini := tumpukan.pop()) not in hasil:
                hasil.add(kini)
                tumpukan += self.anak[kini]
        return hasil

    def _di_bawah(self, kode: Iterable[str]) -> set[int]:
        return {self.simpul[k] for k in self._keturunan(kode) if k in self.simpul}

    def _indikator(self, kode: Iterable[str]) -> set[int]:
        simpul = self._keturunan(kode)
        return {self.indikator[i] for i, induk in self.milik.items() if induk in simpul and i in self.indikator}
