"""Notifications: each event is told once to each user who did not switch its kind off."""

from __future__ import annotations

from collections.abc import Iterable

from .models import Pemberitahuan, Pengguna

PANJANG_JUDUL = 300
SUREL = "surel"
"""In `Pengguna.senyap`: no e-mail at all."""


def kabari(pengguna: Iterable[Pengguna], jenis: str, kunci: str, judul: str, teks: str = "", tautan: str = "") -> int:
    """How many were told now. `kunci` names the event, `tautan` is a path made by `reverse`."""
    penerima = {p.pk for p in pengguna if p.is_active and jenis not in p.senyap}
    sudah = Pemberitahuan.objects.filter(pengguna__in=penerima, kunci=kunci).values_list("pengguna_id", flat=True)
    baru = [
        Pemberitahuan(pengguna_id=pk, jenis=jenis, kunci=kunci, judul=judul[:PANJANG_JUDUL], teks=teks, tautan=tautan)
        for pk in sorted(penerima - set(sudah))
    ]
    Pemberitahuan.objects.bulk_create(baru, ignore_conflicts=True)
    return len(baru)


def belum_dibaca(pengguna: Pengguna) -> int:
    """How many wait to be read: one query."""
    return Pemberitahuan.objects.filter(pengguna=pengguna, dibaca__isnull=True).count()
