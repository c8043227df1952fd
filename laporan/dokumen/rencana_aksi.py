"""Rencana Aksi: the year's targets per quarter, of the sasaran and of what is done for them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from laporan.ikhtisar.bentuk import IkhtisarIndikator, IkhtisarSimpul
from laporan.lkjip.laporan import Laporan
from sakip.angka import romawi

from .dasar import STRIP, UANG, Dokumen, KolomDokumen, LembarExcel, sebaris, teks_target

TARGET = (*(f"TW {romawi(t)}" for t in range(1, 5)), "Setahun")


@dataclass(frozen=True)
class BarisDokumenAksi:
    """A node with one of its indicators; one row at least for a node that money stands on."""

    simpul: IkhtisarSimpul
    i: IkhtisarIndikator | None
    pertama: bool
    penanggung_jawab: str
    kas: tuple[Decimal | None, ...] = (None, None, None, None)
    """The node's cash plan per quarter."""

    @property
    def tanda(self) -> str:
        return self.i.kode if self.i else self.simpul.kode


def penanggung_jawab(laporan: Laporan, simpul: IkhtisarSimpul, i: IkhtisarIndikator | None) -> str:
    """As stated on the indicator, on the node, or the bidang that the nearest node above belongs to."""
    tertulis = (i.penanggung_jawab if i else "") or simpul.penanggung_jawab
    bidang: dict[str, str] = laporan.bahan.get("bidang_simpul", {})
    kini: IkhtisarSimpul | None = simpul
    while not tertulis and kini is not None:
        tertulis = kini.penanggung_jawab or bidang.get(kini.kode, "")
        kini = laporan.simpul.get(kini.induk)
    return tertulis


def _baris(laporan: Laporan, simpul: list[IkhtisarSimpul], wajib_ada: bool) -> list[BarisDokumenAksi]:
    return [
        BarisDokumenAksi(s, i, n == 0, penanggung_jawab(laporan, s, i), _kas(laporan, s.kode))
        for s in simpul
        for n, i in enumerate(laporan.milik[s.kode] or ([None] if wajib_ada else []))
    ]


def _kas(laporan: Laporan, kode: str) -> tuple[Decimal | None, ...]:
    kas = laporan.bahan.get("rencana_kas", {}).get(kode, [None] * 4)
    return tuple(None if n is None else Decimal(n) for n in kas)


def strategis(laporan: Laporan) -> list[BarisDokumenAksi]:
    return _baris(laporan, laporan.jenis("tujuan", "sasaran"), False)


def kegiatan(laporan: Laporan) -> list[BarisDokumenAksi]:
    return _baris(laporan, [b.simpul for b in laporan.pohon_uang], True)


def konteks(laporan: Laporan) -> dict[str, Any]:
    return {
        "strategis": sebaris(strategis(laporan)),
        "kegiatan": sebaris(kegiatan(laporan)),
        "triwulan": range(1, 5),
        "ada_kas": bool(laporan.bahan.get("rencana_kas")),
    }


def wajib(laporan: Laporan) -> list[str]:
    milik = [i.kode for i in laporan.indikator_strategis]
    uang = [i.kode for b in laporan.pohon_uang for i in laporan.milik[b.simpul.kode]]
    kosong = [b.simpul.kode for b in laporan.pohon_uang if not laporan.milik[b.simpul.kode]]
    return [f"aksi-{kode}" for kode in (*milik, *uang, *kosong)]


def _kolom(judul: str, pagu: bool) -> list[KolomDokumen]:
    atas = [KolomDokumen("No", 5), KolomDokumen(judul, 44), KolomDokumen("Indikator", 44), KolomDokumen("Satuan", 14)]
    target = [KolomDokumen(t, 13, kelompok=f"Target {'keluaran' if pagu else 'kinerja'}") for t in TARGET]
    uang = [KolomDokumen("Pagu (Rp)", 20, UANG), *(KolomDokumen(t, 18, UANG, "Rencana kas (Rp)") for t in TARGET[:4])]
    return [*atas, *target, *(uang if pagu else []), KolomDokumen("Penanggung jawab", 34)]


def _baris_excel(laporan: Laporan, baris: list[BarisDokumenAksi], pagu: bool) -> list[list[Any]]:
    hasil: list[list[Any]] = []
    for n, b in enumerate(baris, 1):
        target: list[Any] = [STRIP] * 5
        if b.i is not None:
            target = [_target(t, laporan.cara) for t in (*b.i.triwulan, b.i)]
        uang: list[Any] = [None] * 5
        if b.pertama:
            uang = [STRIP if nilai is None else nilai for nilai in (b.simpul.pagu, *b.kas)]
        nama = b.i.nama if b.i else STRIP
        satuan = (b.i.satuan if b.i else "") or STRIP
        hasil.append([n, b.simpul.uraian, nama, satuan, *target, *(uang if pagu else []), b.penanggung_jawab or STRIP])
    return hasil


def _target(objek: Any, cara: str) -> Any:
    angka = objek.target is not None and not objek.target_teks and objek.target_atas is None
    return objek.target if angka else teks_target(objek, cara)


def lembar(laporan: Laporan) -> list[LembarExcel]:
    return [
        LembarExcel(
            "Tujuan dan sasaran", _kolom("Tujuan / sasaran", False), _baris_excel(laporan, strategis(laporan), False)
        ),
        LembarExcel(
            "Program dan kegiatan",
            _kolom("Program / kegiatan / sub kegiatan", True),
            _baris_excel(laporan, kegiatan(laporan), True),
        ),
    ]


RENCANA_AKSI = Dokumen(
    kunci="rencana_aksi",
    judul="Rencana Aksi",
    guna="Target per triwulan tujuan, sasaran, program, kegiatan, dan sub kegiatan, dengan pagunya.",
    konteks=konteks,
    wajib=wajib,
    lembar=lembar,
)
