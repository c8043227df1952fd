"""Findings that a person accepted as right as they are, with the reason.

Accepted is what a finding says: another value makes it a finding again. What several findings say of one object
under one rule is accepted together.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from laporan.models import TemuanDiterima
from laporan.periksa.bentuk import Temuan
from sakip.ditolak import Ditolak
from sakip.models import Pengguna, PerangkatDaerah

PANJANG_ALASAN = 2_000
Kunci = tuple[str, str]
Diterima = dict[Kunci, TemuanDiterima]


class TemuanDitolak(Ditolak):
    """A sentence for the user."""


@dataclass(frozen=True)
class Ditinjau:
    """A finding, and its acceptance where it was accepted."""

    temuan: Temuan
    diterima: TemuanDiterima | None


def _kunci(t: Temuan, triwulan: int | None) -> Kunci:
    return t.aturan, f"{t.objek} (tw{triwulan})" if triwulan else t.objek


def _sidik(semua: Iterable[Temuan], triwulan: int | None) -> dict[Kunci, str]:
    """The fingerprint of what is said of each object under each rule."""
    kata: dict[Kunci, list[str]] = defaultdict(list)
    for t in semua:
        kata[_kunci(t, triwulan)].append(json.dumps([t.pesan, t.nilai], sort_keys=True))
    return {k: hashlib.sha256("\n".join(sorted(isi)).encode()).hexdigest() for k, isi in kata.items()}


def diterima_banyak(instansi: Iterable[PerangkatDaerah], tahun: int) -> dict[int, Diterima]:
    """What was accepted, by agency: one query."""
    hasil: dict[int, Diterima] = defaultdict(dict)
    milik = TemuanDiterima.objects.filter(perangkat_daerah__in=[i.pk for i in instansi], tahun=tahun)
    for d in milik.select_related("oleh"):
        hasil[d.perangkat_daerah_id][d.aturan, d.objek] = d
    return hasil


def tinjau(instansi: PerangkatDaerah, tahun: int, triwulan: int | None, semua: list[Temuan]) -> list[Ditinjau]:
    """The findings with what was accepted of them."""
    return padankan(semua, diterima_banyak([instansi], tahun)[instansi.pk], triwulan)


def padankan(semua: list[Temuan], ada: Diterima, triwulan: int | None) -> list[Ditinjau]:
    sidik = _sidik(semua, triwulan)
    hasil = []
    for t in semua:
        diterima = ada.get(kunci := _kunci(t, triwulan))
        hasil.append(Ditinjau(t, diterima if diterima is not None and diterima.sidik == sidik[kunci] else None))
    return hasil


def terima(
    instansi: PerangkatDaerah,
    tahun: int,
    triwulan: int | None,
    semua: list[Temuan],
    pilihan: Kunci,
    alasan: str,
    oleh: Pengguna,
) -> Temuan:
    """Accept what is said now of an object under a rule.

    Raises:
        TemuanDitolak: no such finding any more, or no reason.
    """
    temuan = next((t for t in semua if (t.aturan, t.objek) == pilihan), None)
    if temuan is None:
        raise TemuanDitolak("Temuan ini sudah tidak ada; datanya berubah sejak halaman dibuka.")
    if not (alasan := alasan.strip()):
        raise TemuanDitolak("Tulis alasannya: mengapa data ini benar seperti adanya.")
    if len(alasan) > PANJANG_ALASAN:
        raise TemuanDitolak(f"Alasan paling panjang {PANJANG_ALASAN} huruf.")
    aturan, objek = kunci = _kunci(temuan, triwulan)
    isi = {"sidik": _sidik(semua, triwulan)[kunci], "alasan": alasan, "oleh": oleh}
    with transaction.atomic():
        TemuanDiterima.objects.update_or_create(
            perangkat_daerah=instansi, tahun=tahun, aturan=aturan, objek=objek, defaults=isi
        )
    return temuan


def batalkan(instansi: PerangkatDaerah, tahun: int, triwulan: int | None, pilihan: Kunci) -> bool:
    """Make it a finding again; whether it was accepted."""
    aturan, objek = pilihan
    objek = f"{objek} (tw{triwulan})" if triwulan else objek
    milik = TemuanDiterima.objects.filter(perangkat_daerah=instansi, tahun=tahun, aturan=aturan, objek=objek)
    return bool(milik.delete()[0])


def ke_json(semua: Iterable[Ditinjau]) -> list[dict[str, Any]]:
    """The findings as data; `diterima` is None, or why, by whom and when."""
    return [asdict(d.temuan) | {"diterima": _diterima(d.diterima)} for d in semua]


def _diterima(d: TemuanDiterima | None) -> dict[str, str] | None:
    return {"alasan": d.alasan, "oleh": str(d.oleh or ""), "pada": d.pada.isoformat()} if d else None
